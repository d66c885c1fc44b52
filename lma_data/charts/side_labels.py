"""Lines that end close together: their labels stand beside the chart, moved apart, each tied to its line's end."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from lma_data.charts.keys import add_key
from lma_data.charts.lines import Line, lines
from lma_data.charts.theme import FONT, SIZE, Look

GAP = 8  # px between two labels
SIGNS = ("●", "■", "◆", "▲", "✕")  # as the symbols of lines
TIE = 18  # px from the end of a line to its label


def lines_labelled_aside(
    series: Sequence[Line],
    look: Look,
    *,
    height: int = 520,
    tick: Callable[[float], str],
    years: Sequence[int],
    notes: Sequence[tuple[float, str]] = (),
) -> dict[str, Any]:
    """Lines from zero over years, their labels in the margin at the right; marks have theirs before the first of them.

    A phone has no room beside the lines: there the labels stand in a list below.
    """
    unlabelled = [replace(line, label="") for line in series]
    # Without a span, Plotly would widen the axis until the notes fit in.
    span = (min(years) - 1, max(years) + 1)
    figure = lines(unlabelled, look, height=height, tick=tick, years=years, span=span, notes=notes)
    for trace, line in zip(figure["data"], series, strict=True):
        trace["name"] = line.label
    spec_layout = figure["layout"]
    if look.compact:
        add_key(spec_layout, [(SIGNS[line.style], line.label, line.colour) for line in series], look, below=True)
        return figure
    labels = [
        (*end, line.colour, textwrap.wrap(line.label, 26)) for line in series if line.joined and (end := _end(line))
    ]
    longest = max((len(part) for *_, parts in labels for part in parts), default=0)
    spec_layout["margin"] = spec_layout["margin"] | {"r": TIE + 6 + round(longest * SIZE * 0.54)}
    pixels = (height - 70) / spec_layout["yaxis"]["range"][1]
    ceiling = float("-inf")
    for year, value, colour, parts in sorted(labels, key=lambda label: label[1]):
        half = len(parts) * SIZE * 1.3 / 2
        middle = max(value * pixels, ceiling + half)
        ceiling = middle + half + GAP
        spec_layout["annotations"].append(
            {
                "x": year,
                "y": value,
                "ax": TIE,
                "ay": value * pixels - middle,
                "text": f"<b>{'<br>'.join(parts)}</b>",
                "showarrow": True,
                "arrowhead": 0,
                "arrowwidth": 1,
                "arrowcolor": colour,
                "xanchor": "left",
                "align": "left",
                "font": {"family": FONT, "size": SIZE, "color": colour},
            }
        )
    spec_layout["annotations"] += [_before_first(line) for line in series if not line.joined]
    return figure


def _before_first(line: Line) -> dict[str, Any]:
    first = min(zip(line.years, line.values, strict=True))
    return {
        "x": first[0],
        "y": first[1],
        "text": f"<b>{'<br>'.join(textwrap.wrap(line.label, 30))}</b>",
        "showarrow": False,
        "xanchor": "right",
        "yanchor": "top",
        "xshift": -10,
        "yshift": 10,
        "align": "right",
        "font": {"family": FONT, "size": SIZE, "color": line.colour},
    }


def _end(line: Line) -> tuple[float, float] | None:
    points = [(year, value) for year, value in zip(line.years, line.values, strict=True) if value is not None]
    return points[-1] if points else None
