"""Bars of a hundred per cent: how each case is divided among parts that have an order, their shares written in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lma_data.charts.axes import row_axis
from lma_data.charts.legend import add_legend
from lma_data.charts.theme import FONT, SIZE, Look, axis, hovering, layout, palette

ROW = (46, 58)  # px a bar; wide, and on a phone, where its label stands above it
GAP = (0.28, 0.52)  # of a row, between two bars
NARROW = (4, 13)  # percent: a narrower part has no room for its figure


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
    row = ROW[look.compact]
    spec_layout = layout(
        look,
        40 + row * len(labels),
        barmode="stack",
        xaxis=axis(look, visible=False, range=[0, 100.5]),
        yaxis=row_axis(look, labels, showticklabels=not look.compact),
        bargap=GAP[look.compact],
    )
    add_legend(spec_layout, [("■", section.name, shade) for section, shade in zip(sections, shades, strict=True)], look)
    if look.compact:
        lift = row * (1 - GAP[True]) / 2
        spec_layout["annotations"] += [_above(label, place, lift, colours.ink) for place, label in enumerate(labels)]
    traces = []
    for place, (section, shade) in enumerate(zip(sections, shades, strict=True)):
        ink = colours.ink if place < len(sections) / 2 else colours.ground
        traces.append(_bars(section, shade, ink, keys, look))
    return {"data": traces, "layout": spec_layout}


def _bars(section: Section, shade: str, ink: str, keys: Sequence[str], look: Look) -> dict[str, Any]:
    """One section of all bars."""
    return {
        "type": "bar",
        "orientation": "h",
        "name": section.name,
        "x": list(section.shares),
        "y": list(range(len(section.shares))),
        "text": [
            text if share >= NARROW[look.compact] else ""
            for share, text in zip(section.shares, section.texts, strict=True)
        ],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "constraintext": "none",
        "textangle": 0,
        "textfont": {"size": SIZE - look.compact, "color": ink},
        "marker": {"color": shade, "line": {"color": palette(look).ground, "width": 1}},
        "customdata": list(keys),
        **hovering(section.hovers),
    }


def _above(label: str, place: int, lift: float, ink: str) -> dict[str, Any]:
    """The label of a bar above its beginning."""
    return {
        "x": 0,
        "y": place,
        "text": label,
        "showarrow": False,
        "xanchor": "left",
        "yanchor": "bottom",
        "yshift": lift,
        "font": {"family": FONT, "size": SIZE, "color": ink},
    }


def _shades(sequence: Sequence[str], number: int) -> list[str]:
    """So many shades, far apart, without the darkest."""
    return [sequence[round(place * (len(sequence) - 2) / max(1, number - 1))] for place in range(number)]
