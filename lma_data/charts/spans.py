"""Spans: names of neighbouring columns under a heat map, with a line between one run and the next."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import Any

from lma_data.charts.annotations import segment
from lma_data.charts.theme import FONT, SIZE, Look, palette

LINE = 18  # px
LETTERS = 88  # of one line, over all columns of a wide screen
LETTERS_ON_PHONE = 38


def add_spans(figure: dict[str, Any], spans: Sequence[tuple[str, int, int]], columns: int, look: Look) -> None:
    """Write (name, first column, last column) under the cells, the legend below them moved down."""
    colours = palette(look)
    spec_layout = figure["layout"]
    room = LETTERS_ON_PHONE if look.compact else LETTERS
    wrapped = [
        textwrap.wrap(name, max(6, room * (last - first + 1) // columns), break_long_words=False)
        for name, first, last in spans
    ]
    extra = height = LINE * max((len(lines) for lines in wrapped), default=0) + 8
    for one in spec_layout.get("annotations", ()):
        if one.get("yref") == "paper" and one.get("y") == 0:  # the legend
            extra = height + 8 + one["yshift"]
            one["yshift"] = -height - 8
    spec_layout["margin"]["b"] += extra
    spec_layout["height"] += extra
    annotations = spec_layout.setdefault("annotations", [])
    for (_, first, last), lines in zip(spans, wrapped, strict=True):
        annotations.append(
            {
                "x": (first + last) / 2,
                "yref": "paper",
                "y": 0,
                "yanchor": "top",
                "yshift": -4,
                "text": "<br>".join(lines),
                "showarrow": False,
                "font": {"family": FONT, "size": SIZE - 1 - 2 * look.compact, "color": colours.quiet},
            }
        )
    spec_layout.setdefault("shapes", []).extend(
        segment((first - 0.5, first - 0.5), (0, 1), colours.ink, 2, yref="paper") for _, first, _ in spans[1:]
    )
