"""Lines that end close together: their labels stand beside the chart, moved apart, each tied to its line's end."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from lma_data.charts.annotations import Target
from lma_data.charts.legend import add_legend
from lma_data.charts.lines import Line, line_chart
from lma_data.charts.theme import FONT, SIZE, Look

GAP = 8  # px between two labels
SIGNS = ("●", "■", "◆", "▲", "✕")  # as the symbols of lines
TIE = 18  # px from the end of a line to its label


def line_chart_labelled_aside(
    series: Sequence[Line],
    look: Look,
    *,
    height: int = 520,
    tick: Callable[[float], str],
    years: Sequence[int],
    notes: Sequence[tuple[float, str]] = (),
    span: tuple[float, float] | None = None,
    targets: Sequence[Target] = (),
) -> dict[str, Any]:
    """Lines from zero over years, their labels in the margin at the right; marks have theirs before the first of them.
    A line without a label has none.

    A phone has no room beside the lines: there the labels stand in a list below.
    """
    unlabelled = [replace(line, label="") for line in series]
    # Without a span, Plotly would widen the axis until the notes fit in.
    span = span or (min(years) - 1, max(years) + 1)
    figure = line_chart(
        unlabelled, look, height=height, tick=tick, years=years, span=span, notes=notes, targets=targets
    )
    for trace, line in zip(figure["data"], series, strict=True):
        trace["name"] = line.label
    spec_layout = figure["layout"]
    if look.compact:
        add_legend(
            spec_layout,
            [(SIGNS[line.style], line.label, line.colour) for line in series if line.label],
            look,
            below=True,
        )
        return figure
    joined = [line for line in series if line.joined and line.known and line.label]
    wrapped = [textwrap.wrap(line.label, 26) for line in joined]
    longest = max((len(part) for parts in wrapped for part in parts), default=0)
    spec_layout["margin"]["r"] = TIE + 6 + round(longest * SIZE * 0.54)
    low, high = spec_layout["yaxis"]["range"]
    pixels = (height - 70) / (high - low)
    spec_layout["annotations"] += _beside_ends(joined, wrapped, pixels)
    spec_layout["annotations"] += [_before_first(line) for line in series if not line.joined]
    return figure


def _beside_ends(lines: Sequence[Line], wrapped: Sequence[list[str]], pixels: float) -> list[dict[str, Any]]:
    """The label of each line beside its last point, from the lowest up, at least GAP apart; `pixels` a unit of y."""
    labels = []
    ceiling = float("-inf")
    for line, parts in sorted(zip(lines, wrapped, strict=True), key=lambda pair: pair[0].known[-1][1]):
        year, value = line.known[-1]
        half = len(parts) * SIZE * 1.3 / 2
        middle = max(value * pixels, ceiling + half)
        ceiling = middle + half + GAP
        labels.append(
            {
                "x": year,
                "y": value,
                "ax": TIE,
                "ay": value * pixels - middle,
                "text": f"<b>{'<br>'.join(parts)}</b>",
                "showarrow": True,
                "arrowhead": 0,
                "arrowwidth": 1,
                "arrowcolor": line.colour,
                "xanchor": "left",
                "align": "left",
                "font": {"family": FONT, "size": SIZE, "color": line.colour},
            }
        )
    return labels


def _before_first(line: Line) -> dict[str, Any]:
    year, value = min(line.known)
    return {
        "x": year,
        "y": value,
        "text": f"<b>{'<br>'.join(textwrap.wrap(line.label, 30))}</b>",
        "showarrow": False,
        "xanchor": "right",
        "yanchor": "top",
        "xshift": -10,
        "yshift": 10,
        "align": "right",
        "font": {"family": FONT, "size": SIZE, "color": line.colour},
    }
