"""Panels of lines, one above the other, over the same years, each on a scale of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from lma_data.charts.annotations import segment
from lma_data.charts.axes import amount_axis, axis_number, round_ticks, year_axis
from lma_data.charts.legend import add_legend
from lma_data.charts.lines import Line, trace_of
from lma_data.charts.theme import FONT, SIZE, Look, layout, palette

PANEL = 230  # px, with its name and its years
NAME = 34  # px above a panel
YEARS = 26  # px below it


def line_panels(
    panels: Sequence[tuple[str, Sequence[Line]]],
    look: Look,
    *,
    tick: Callable[[float], str],
    years: Sequence[int],
    signs: Sequence[tuple[str, str, str]],
    breaks: Sequence[int] = (),
) -> dict[str, Any]:
    """A panel for each (name, lines), from zero, its name above it.

    `years` are those written, `signs` the legend: (sign, name, colour); at each of the `breaks` a dotted line stands.
    """
    every = [year for _, series in panels for line in series for year in line.years]
    span = [min(every) - 0.8, max(every) + 0.8]
    whole = PANEL * len(panels)
    spec_layout = layout(look, whole + 8, annotations=[], shapes=[])
    traces = []
    for position, (name, series) in enumerate(panels):
        number = axis_number(position)
        upper, lower = 1 - (position * PANEL + NAME) / whole, 1 - ((position + 1) * PANEL - YEARS) / whole
        top = max((value for line in series for _, value in line.known), default=1) or 1
        spec_layout[f"xaxis{number}"] = year_axis(look, years, anchor=f"y{number}", range=span, showline=True)
        spec_layout[f"yaxis{number}"] = amount_axis(
            look, round_ticks(top, wanted=4), tick, domain=[lower, upper], range=[0, top * 1.12], anchor=f"x{number}"
        )
        spec_layout["annotations"].append(_name(name, upper, palette(look).ink))
        spec_layout["shapes"] += [
            segment((year, year), (0, 1), palette(look).quiet, 1, "dot", xref=f"x{number}", yref=f"y{number} domain")
            for year in breaks
        ]
        traces += [trace_of(line, xaxis=f"x{number}", yaxis=f"y{number}") for line in series]
    add_legend(spec_layout, signs, look)
    return {"data": traces, "layout": spec_layout}


def _name(name: str, upper: float, ink: str) -> dict[str, Any]:
    return {
        "xref": "paper",
        "yref": "paper",
        "x": 0,
        "y": upper,
        "text": f"<b>{name}</b>",
        "showarrow": False,
        "xanchor": "left",
        "yanchor": "bottom",
        "yshift": 4,
        "font": {"family": FONT, "size": SIZE, "color": ink},
    }
