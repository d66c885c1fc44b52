"""Rankings side by side: in each, the first cases and the one that is asked about, with its place among all."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lma_data.charts.axes import axis_number
from lma_data.charts.theme import BUTTON, SIZE, Look, axis, hovering, layout, palette

ROW = 48  # px a case: its name, and its bar under it
HEAD = 18  # px above a ranking
LINE = 22  # px a line of its name
LETTERS = (62, 38)  # in a line of a name; on a phone
GUTTER = 0.08  # of the width, between two rankings
ROOM = (1.42, 1.6)  # how much longer than the longest bar the axis is, for the figure at its end; on a phone


@dataclass(frozen=True)
class Ranking:
    """One ranking: its name, and for each case label, figure, how it is written, hover and key; which of them is meant.

    `nothing` is what stands there where it has no case.
    """

    name: str
    labels: Sequence[str]
    values: Sequence[float]
    texts: Sequence[str]
    hovers: Sequence[str]
    keys: Sequence[str]
    meant: int | None = None
    nothing: str = ""


def ranking_panels(rankings: Sequence[Ranking], look: Look) -> dict[str, Any]:
    """A panel for each ranking, on a scale of its own; side by side, and one under the other on a phone."""
    rows = [max(1, len(one.labels)) for one in rankings]
    names = [textwrap.wrap(one.name, LETTERS[look.compact]) for one in rankings]
    head = HEAD + LINE * max(len(lines) for lines in names)
    heights = [head + ROW * number for number in (rows if look.compact else [max(rows)])]
    top = BUTTON * look.compact
    spec_layout = layout(look, sum(heights) + top, annotations=[], bargap=0.62)
    spec_layout["margin"] |= {"t": top, "b": 0, "l": 0, "r": 0}
    traces = []
    for position, one in enumerate(rankings):
        number = axis_number(position)
        across, upright, most = _place(position, len(rankings), head, heights, rows, look)
        largest = max(one.values, default=0) or 1
        spec_layout[f"xaxis{number}"] = axis(
            look, visible=False, domain=across, anchor=f"y{number}", range=[0, largest * ROOM[look.compact]]
        )
        spec_layout[f"yaxis{number}"] = axis(
            look, visible=False, domain=upright, anchor=f"x{number}", range=[most - 0.4, -0.6]
        )
        spec_layout["annotations"] += _written(one, "<br>".join(names[position]), number, across[0], upright[1], look)
        if one.labels:
            traces.append(_bars(one, number, look))
    return {"data": traces, "layout": spec_layout}


def _place(
    position: int, number: int, head: int, heights: Sequence[int], rows: Sequence[int], look: Look
) -> tuple[list[float], list[float], int]:
    """Where a panel stands, in shares of the figure: across and upright; and how many rows it has room for."""
    if not look.compact:
        width = (1 - GUTTER * (number - 1)) / number
        left = position * (width + GUTTER)
        return [left, left + width], [0, 1 - head / heights[0]], max(rows)
    whole = sum(heights)
    upper = 1 - (sum(heights[:position]) + head) / whole
    return [0, 1], [max(0, 1 - sum(heights[: position + 1]) / whole), upper], rows[position]


def _bars(one: Ranking, number: str, look: Look) -> dict[str, Any]:
    colours = palette(look)
    shades = [colours.series[1] if place == one.meant else colours.series[0] for place in range(len(one.labels))]
    return {
        "type": "bar",
        "orientation": "h",
        "name": one.name,
        "x": list(one.values),
        "y": list(range(len(one.values))),
        "xaxis": f"x{number}",
        "yaxis": f"y{number}",
        "text": [_strong(text, place == one.meant) for place, text in enumerate(one.texts)],
        "textposition": "outside",
        "textfont": {"size": SIZE, "color": colours.ink},
        "cliponaxis": False,
        "marker": {"color": shades},
        "customdata": list(one.keys),
        **hovering(one.hovers),
    }


def _written(one: Ranking, title: str, number: str, left: float, upper: float, look: Look) -> list[dict[str, Any]]:
    """The name of the ranking, and the label of each case above its bar."""
    colours = palette(look)
    common = {"showarrow": False, "xanchor": "left", "yanchor": "bottom", "align": "left", "xref": "paper", "x": left}
    name = common | {
        "yref": "paper",
        "y": upper,
        "yshift": 4,
        "text": f"<b>{title}</b>",
        "font": {"size": SIZE + 1, "color": colours.ink},
    }
    if not one.labels:
        return [name, common | {"yref": f"y{number}", "y": 0, "text": one.nothing, "font": {"color": colours.quiet}}]
    return [
        name,
        *(
            common
            | {
                "yref": f"y{number}",
                "y": place - 0.22,
                "text": _strong(label, place == one.meant),
                "font": {"size": SIZE, "color": colours.ink},
            }
            for place, label in enumerate(one.labels)
        ),
    ]


def _strong(text: str, is_meant: bool) -> str:
    return f"<b>{text}</b>" if is_meant else text
