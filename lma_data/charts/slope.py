"""Slopes: each case at two moments, joined by a line, so that one sees who rises, who falls, and who overtakes whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lma_data.charts.axes import amount_axis
from lma_data.charts.legend import add_legend
from lma_data.charts.theme import BUTTON, FONT, SIZE, Look, axis, hovering, layout, palette

LINE = 21  # px between two labels on the same side, at least
SIGNS = ("▲", "▼", "▬")  # which way a line goes; colour and dash say the same
DASHES = ("solid", "dash", "dot")
UP, DOWN, LEVEL = range(3)


@dataclass(frozen=True)
class Slope:
    """One case: its label, its figures at the two moments, how they are written, and hover."""

    label: str
    figures: tuple[float, float]
    texts: tuple[str, str]
    hover: str
    key: str = ""

    def way(self, least: float) -> int:
        """Up, down, or level where the figures are less than `least` apart."""
        change = self.figures[1] - self.figures[0]
        return LEVEL if abs(change) < least else UP if change > 0 else DOWN


def slope_chart(
    slopes: Sequence[Slope],
    moments: tuple[str, str],
    ways: tuple[str, str, str],
    look: Look,
    *,
    least: float,
    height: int = 640,
) -> dict[str, Any]:
    """A line for each case from the first moment to the second, its label and figure at both ends.

    `ways` name the lines that rise, that fall, and those that change by less than `least`.
    """
    colours = palette(look)
    values = [figure for slope in slopes for figure in slope.figures]
    low, high = min(values, default=0.0), max(values, default=1.0)
    room = (high - low or 1) * 0.04
    spec_layout = layout(
        look,
        max(height, 60 + LINE * len(slopes)),
        xaxis=_moments(moments, look),
        yaxis=amount_axis(look, [], str, range=[low - room, high + room], visible=False),
        annotations=[],
    )
    spec_layout["margin"] |= {"t": 34 + BUTTON * look.compact, "b": 0}
    shades = (colours.series[0], colours.series[1], colours.other)
    used = sorted({slope.way(least) for slope in slopes})
    pixels = (spec_layout["height"] - spec_layout["margin"]["t"]) / (high - low + 2 * room)
    for end in (0, 1):
        spec_layout["annotations"] += _labels(slopes, end, pixels, look)
    add_legend(spec_layout, [(SIGNS[way], ways[way], shades[way]) for way in used], look, below=True)
    lines = [_line(slope, shades[slope.way(least)], DASHES[slope.way(least)]) for slope in slopes]
    return {"data": lines, "layout": spec_layout}


def _line(slope: Slope, shade: str, dash: str) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": slope.label,
        "x": [0, 1],
        "y": list(slope.figures),
        "customdata": [slope.key, slope.key],
        "cliponaxis": False,
        "line": {"color": shade, "width": 2.5, "dash": dash},
        "marker": {"color": shade, "size": 9},
        **hovering([slope.hover, slope.hover]),
    }


def _moments(moments: tuple[str, str], look: Look) -> dict[str, Any]:
    """The two moments above their ends, with room for the labels on the outer sides."""
    room = 1.25 if look.compact else 0.55
    return axis(
        look,
        side="top",
        range=[-room, 1 + room],
        tickmode="array",
        tickvals=[0, 1],
        ticktext=[f"<b>{moment}</b>" for moment in moments],
        gridcolor=palette(look).grid,
        showgrid=True,
        showline=False,
        tickfont={"size": SIZE, "color": palette(look).ink},
    )


def _labels(slopes: Sequence[Slope], end: int, pixels: float, look: Look) -> list[dict[str, Any]]:
    """The labels at one end, from the lowest up, moved apart where they would lie on each other."""
    size = SIZE - 2 * look.compact
    ordered = sorted(slopes, key=lambda slope: slope.figures[end])
    places = spread([slope.figures[end] * pixels for slope in ordered], LINE - 3 * look.compact)
    labels = []
    for slope, place in zip(ordered, places, strict=True):
        written = (f"{slope.label} <b>{slope.texts[0]}</b>", f"<b>{slope.texts[1]}</b> {slope.label}")[end]
        labels.append(
            {
                "x": end,
                "y": slope.figures[end],
                "ax": (-14, 14)[end],
                "ay": slope.figures[end] * pixels - place,
                "text": written,
                "showarrow": True,
                "arrowhead": 0,
                "arrowwidth": 1,
                "arrowcolor": palette(look).other,
                "standoff": 5,
                "xanchor": ("right", "left")[end],
                "font": {"family": FONT, "size": size, "color": palette(look).ink},
            }
        )
    return labels


def spread(places: Sequence[float], apart: float) -> list[float]:
    """Places in rising order, moved as little as it takes so that neighbours are `apart`: groups share their middle."""
    groups: list[tuple[float, int]] = []  # the middle of a group, and how many are in it
    for place in places:
        middle, count = place, 1
        while groups and groups[-1][0] + (groups[-1][1] + count) * apart / 2 > middle:
            before, many = groups.pop()
            middle, count = (before * many + middle * count) / (many + count), many + count
        groups.append((middle, count))
    return [middle + (position - (count - 1) / 2) * apart for middle, count in groups for position in range(count)]
