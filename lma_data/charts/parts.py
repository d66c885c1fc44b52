"""Bars of categories, each in the colour that it has everywhere; and ranked bars of two parts that do not overlap."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lma_data.charts.bars import height_of
from lma_data.charts.keys import add_key
from lma_data.charts.theme import SIZE, Look, axis, layout, palette

TALL_ROW = 58  # px a category, whose label may take two lines
LINE = 19  # px a line of a label


@dataclass(frozen=True)
class Category:
    """One category: its label, figure (None where there is none), how that is written, hover, and colour."""

    label: str
    value: float | None
    text: str
    hover: str
    colour: str


@dataclass(frozen=True)
class Part:
    """One part of every bar: its name, figures, hovers, colour, and pattern (so that colour is not the only sign)."""

    name: str
    values: Sequence[float]
    hovers: Sequence[str]
    colour: str
    pattern: str = ""


def category_bars(categories: Sequence[Category], look: Look) -> dict[str, Any]:
    """A bar for each category in the given order; one without a figure keeps its row and says so."""
    colours = palette(look)
    labels = [textwrap.wrap(category.label, 21 if look.compact else 32) for category in categories]
    row = max(TALL_ROW, 12 + LINE * max((len(lines) for lines in labels), default=1))
    rows = list(range(len(categories)))
    trace = {
        "type": "bar",
        "orientation": "h",
        "x": [category.value or 0 for category in categories],
        "y": rows,
        "text": [f"<b>{category.text}</b>" if category.value is not None else category.text for category in categories],
        "textposition": "outside",
        "textfont": {
            "size": SIZE,
            "color": [colours.quiet if category.value is None else colours.ink for category in categories],
        },
        "cliponaxis": False,
        "marker": {"color": [category.colour for category in categories]},
        "hovertext": [category.hover for category in categories],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }
    largest = max((category.value or 0 for category in categories), default=0) or 1
    return {
        "data": [trace],
        "layout": layout(
            look,
            30 + row * len(categories),
            xaxis=axis(look, visible=False, range=[0, largest * (2 if look.compact else 1.2)]),
            yaxis=axis(
                look,
                autorange="reversed",
                tickmode="array",
                tickvals=rows,
                ticktext=["<br>".join(lines) for lines in labels],
                showgrid=False,
                tickfont={"size": SIZE - look.compact, "color": colours.ink},
            ),
            bargap=0.4,
        ),
    }


def bars_of_parts(
    labels: Sequence[str], parts: Sequence[Part], totals: Sequence[str], look: Look, *, keys: Sequence[str]
) -> dict[str, Any]:
    """Horizontal bars from the largest down, each made of its parts, with the total written at its end."""
    colours = palette(look)
    rows = list(range(len(labels)))
    sums = [sum(values) for values in zip(*(part.values for part in parts), strict=True)]
    traces: list[dict[str, Any]] = [
        {
            "type": "bar",
            "orientation": "h",
            "name": part.name,
            "x": list(part.values),
            "y": rows,
            "marker": {
                "color": part.colour,
                "pattern": {
                    "shape": part.pattern,
                    "fillmode": "overlay",
                    "fgcolor": colours.ground,
                    "size": 7,
                    "solidity": 0.2,
                },
            },
            "hovertext": list(part.hovers),
            "hovertemplate": "%{hovertext}<extra></extra>",
            "customdata": list(keys),
        }
        for part in parts
    ]
    written = {
        "type": "scatter",
        "mode": "text",
        "x": sums,
        "y": rows,
        "text": [f" {total}" for total in totals],
        "textposition": "middle right",
        "textfont": {"size": SIZE, "color": colours.ink},
        "cliponaxis": False,
        "hoverinfo": "skip",
        "showlegend": False,
    }
    largest = max(sums, default=1) or 1
    spec_layout = layout(
        look,
        height_of(len(labels)),
        barmode="stack",
        xaxis=axis(look, visible=False, range=[0, largest * (2 if look.compact else 1.3)]),
        yaxis=axis(
            look,
            range=[len(labels) - 0.5, -0.5],
            tickmode="array",
            tickvals=rows,
            ticktext=list(labels),
            showgrid=False,
            tickfont={"size": SIZE, "color": colours.ink},
        ),
        bargap=0.28,
    )
    if len(parts) > 1:
        add_key(spec_layout, [("▨" if part.pattern else "■", part.name, part.colour) for part in parts], look)
    return {"data": [*traces, written], "layout": spec_layout}
