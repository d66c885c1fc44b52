"""Age pyramids: the age groups of two halves of a population, one to the left and one to the right, the young below."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from lma_data.charts.axes import amount_axis, round_ticks, row_axis
from lma_data.charts.theme import BUTTON, FONT, SIZE, Look, hovering, layout, palette

ROW = 26  # px an age group
LINE = 18  # px a line of the name of a side
NAME_LINE = 12  # characters in a line of it on a phone


@dataclass(frozen=True)
class Half:
    """One side: its name, a figure for each age group from the youngest, what hover says of each, and its colour."""

    name: str
    values: Sequence[float]
    hovers: Sequence[str]
    colour: str


def age_pyramid(
    groups: Sequence[str], left: Half, right: Half, look: Look, *, tick: Callable[[float], str]
) -> dict[str, Any]:
    """A row for each age group; both sides are on one scale, whose figures are written without a sign."""
    top = max((*left.values, *right.values), default=1) or 1
    ticks = round_ticks(top, wanted=2 if look.compact else 4)
    spec_layout = layout(
        look,
        90 + ROW * len(groups),
        xaxis=amount_axis(
            look,
            [-value for value in ticks[:0:-1]] + ticks,
            lambda value: tick(abs(value)),
            range=[-top * 1.04, top * 1.04],
            tickangle=0,
        ),
        yaxis=row_axis(look, groups, range=[-0.5, len(groups) - 0.5]),
        barmode="relative",
        bargap=0.12,
        annotations=[_name(left, 0, look), _name(right, 1, look)],
    )
    lines = max(len(_lines(half, look)) for half in (left, right))
    spec_layout["margin"]["t"] = 16 + LINE * lines + BUTTON * look.compact
    return {"data": [_bars(left, -1), _bars(right, 1)], "layout": spec_layout}


def _lines(half: Half, look: Look) -> list[str]:
    """The name of a side, in lines: on a phone two long names would lie on each other."""
    return textwrap.wrap(half.name, NAME_LINE) if look.compact else [half.name]


def _bars(half: Half, sign: int) -> dict[str, Any]:
    return {
        "type": "bar",
        "orientation": "h",
        "name": half.name,
        "x": [sign * value for value in half.values],
        "y": list(range(len(half.values))),
        "marker": {"color": half.colour},
        **hovering(half.hovers),
    }


def _name(half: Half, side: int, look: Look) -> dict[str, Any]:
    """The name of a side above it, in its colour, with a mark in it."""
    return {
        "xref": "paper",
        "yref": "paper",
        "x": side * 0.5 + 0.25,
        "xanchor": "center",
        "y": 1,
        "yanchor": "bottom",
        "yshift": 6,
        "showarrow": False,
        "text": f'<span style="color:{half.colour}"><b>■</b></span> <b>{"<br>".join(_lines(half, look))}</b>',
        "font": {"family": FONT, "size": SIZE, "color": palette(look).ink},
    }
