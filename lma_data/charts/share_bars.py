"""Bars of a hundred per cent: how each case is divided among parts that have an order, their shares written in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lma_data.charts.axes import row_axis
from lma_data.charts.legend import add_legend
from lma_data.charts.theme import SIZE, Look, axis, hovering, layout, palette

ROW = 46  # px a bar
NARROW = (4, 9)  # percent: a narrower part has no room for its figure; wide, and on a phone


@dataclass(frozen=True)
class Section:
    """One part of every bar: its name, share of each (percent), how these are written, and what hover says."""

    name: str
    shares: Sequence[float]
    texts: Sequence[str]
    hovers: Sequence[str]


def share_bars(
    labels: Sequence[str], sections: Sequence[Section], look: Look, *, keys: Sequence[str]
) -> dict[str, Any]:
    """A bar for each label in the given order; the sections go from the lightest shade to the darkest."""
    colours = palette(look)
    shades = _shades(colours.sequence, len(sections))
    inks = [colours.ink if place < len(sections) / 2 else colours.ground for place in range(len(sections))]
    spec_layout = layout(
        look,
        40 + ROW * len(labels),
        barmode="stack",
        xaxis=axis(look, visible=False, range=[0, 100.5]),
        yaxis=row_axis(look, labels),
        bargap=0.28,
    )
    add_legend(spec_layout, [("■", section.name, shade) for section, shade in zip(sections, shades, strict=True)], look)
    traces = [
        {
            "type": "bar",
            "orientation": "h",
            "name": section.name,
            "x": list(section.shares),
            "y": list(range(len(labels))),
            "text": [
                text if share >= NARROW[look.compact] else ""
                for share, text in zip(section.shares, section.texts, strict=True)
            ],
            "textposition": "inside",
            "insidetextanchor": "middle",
            "textangle": 0,
            "textfont": {"size": SIZE - look.compact, "color": ink},
            "marker": {"color": shade, "line": {"color": colours.ground, "width": 1}},
            "customdata": list(keys),
            **hovering(section.hovers),
        }
        for section, shade, ink in zip(sections, shades, inks, strict=True)
    ]
    return {"data": traces, "layout": spec_layout}


def _shades(sequence: Sequence[str], number: int) -> list[str]:
    """So many shades, far apart, without the darkest."""
    return [sequence[round(place * (len(sequence) - 2) / max(1, number - 1))] for place in range(number)]
