"""Dumbbells: two figures of the same case on one scale, joined, so that one sees which is larger and by how much."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from lma_data.charts.annotations import segment
from lma_data.charts.axes import amount_axis, row_axis, ticks_between
from lma_data.charts.legend import add_legend
from lma_data.charts.theme import SIZE, Look, hovering, layout, palette

ROW = 36  # px a pair
LABEL_LINE = 20  # characters in a line of a label on a phone
SYMBOLS = ("circle", "square-open")
SIGNS = ("●", "□")  # the same in the legend


@dataclass(frozen=True)
class Pair:
    """One case: its label, its two figures, what hover says of each, and how they are written where there is room."""

    label: str
    figures: tuple[float, float]
    hovers: tuple[str, str]
    key: str = ""
    texts: tuple[str, str] = ("", "")


def dumbbell_chart(
    pairs: Sequence[Pair], names: tuple[str, str], look: Look, *, tick: Callable[[float], str], from_zero: bool = True
) -> dict[str, Any]:
    """A row for each case: a filled circle for the first figure, an open square for the second, a line between.

    The figures stand at the outer sides of the two; a phone has no room for them.
    """
    colours = palette(look)
    shades = (colours.series[1], colours.series[0])
    figures = [figure for pair in pairs for figure in pair.figures]
    zero = [0.0] if from_zero else []
    top, low = max([*zero, *figures], default=1) or 1, min([*zero, *figures], default=0)
    written = not look.compact and any(any(pair.texts) for pair in pairs)
    room = (0.1, 0.12) if written else (0.03, 0.05)
    spec_layout = layout(
        look,
        60 + ROW * len(pairs),
        xaxis=amount_axis(
            look,
            ticks_between(low, top, 5 if from_zero or look.compact else 10),
            tick,
            range=[low - (top - low) * room[0], top + (top - low) * room[1]],
            tickangle=0,
        ),
        yaxis=row_axis(look, [_wrapped(pair.label) if look.compact else pair.label for pair in pairs]),
        shapes=[segment(pair.figures, (row, row), colours.other, 3, layer="below") for row, pair in enumerate(pairs)],
    )
    add_legend(spec_layout, list(zip(SIGNS, names, shades, strict=True)), look)
    ends = [_ends(pairs, end, names[end], shades[end]) | (_texts(pairs, end) if written else {}) for end in (0, 1)]
    return {"data": ends, "layout": spec_layout}


def _texts(pairs: Sequence[Pair], end: int) -> dict[str, Any]:
    """The figures of one end, each on the side that is turned away from the other end."""
    is_left = [
        pair.figures[end] < pair.figures[1 - end] or (pair.figures[0] == pair.figures[1] and not end) for pair in pairs
    ]
    return {
        "mode": "markers+text",
        "text": [f" {pair.texts[end]} " for pair in pairs],
        "textposition": ["middle left" if left else "middle right" for left in is_left],
        "textfont": {"size": SIZE - 1},
    }


def _wrapped(label: str) -> str:
    """The lines of a label on a phone."""
    return "<br>".join(textwrap.wrap(label, LABEL_LINE)) or label


def _ends(pairs: Sequence[Pair], end: int, name: str, shade: str) -> dict[str, Any]:
    """The first (0) or the second (1) figures of all pairs."""
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "x": [pair.figures[end] for pair in pairs],
        "y": list(range(len(pairs))),
        "customdata": [pair.key for pair in pairs],
        "cliponaxis": False,
        "marker": {"size": 13, "color": shade, "symbol": SYMBOLS[end], "line": {"color": shade, "width": 3}},
        **hovering([pair.hovers[end] for pair in pairs]),
    }
