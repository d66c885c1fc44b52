"""Stacked columns over years drawn to scale: what is counted each year, made of parts that do not overlap."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from lma_data.charts.annotations import add_note
from lma_data.charts.axes import amount_axis, round_ticks, year_axis, years_written
from lma_data.charts.legend import add_legend
from lma_data.charts.stacked import Part
from lma_data.charts.theme import SIZE, Look, hovering, layout, palette

FEW = 9  # columns that have room for their total above them


def stacked_columns(
    years: Sequence[int],
    parts: Sequence[Part],
    totals: Sequence[str],
    look: Look,
    *,
    tick: Callable[[float], str],
    notes: Sequence[tuple[float, str]] = (),
    height: int = 400,
) -> dict[str, Any]:
    """A column for each year, an empty place for each year between them that has no figure.

    `totals` are written above the columns where these are few; `notes` are (year, text): breaks in the series.
    """
    sums = [sum(values) for values in zip(*(part.values for part in parts), strict=True)]
    top = max(sums, default=1) or 1
    first, last = min(years), max(years)
    spec_layout = layout(
        look,
        height,
        barmode="stack",
        xaxis=year_axis(look, years_written(first, last, look), range=[first - 0.7, last + 0.7], showline=True),
        yaxis=amount_axis(look, round_ticks(top), tick, range=[0, top * 1.14]),
        annotations=[],
        shapes=[],
    )
    add_legend(spec_layout, [("▨" if part.pattern else "■", part.name, part.colour) for part in parts], look)
    for year, text in notes:
        add_note(spec_layout, year, text, look)
    traces = [_columns(years, part, palette(look).ground) for part in parts]
    if len(years) <= FEW and not look.compact:
        traces.append(_above(years, sums, totals, palette(look).ink))
    return {"data": traces, "layout": spec_layout}


def _columns(years: Sequence[int], part: Part, ground: str) -> dict[str, Any]:
    return {
        "type": "bar",
        "name": part.name,
        "x": list(years),
        "y": list(part.values),
        "width": 0.72,
        "marker": {
            "color": part.colour,
            "pattern": {"shape": part.pattern, "fillmode": "overlay", "fgcolor": ground, "size": 7, "solidity": 0.2},
        },
        **hovering(part.hovers),
    }


def _above(years: Sequence[int], sums: Sequence[float], totals: Sequence[str], ink: str) -> dict[str, Any]:
    """The totals above the columns."""
    return {
        "type": "scatter",
        "mode": "text",
        "x": list(years),
        "y": list(sums),
        "text": [f"<b>{total}</b>" for total in totals],
        "textposition": "top center",
        "textfont": {"size": SIZE - 1, "color": ink},
        "cliponaxis": False,
        "hoverinfo": "skip",
    }
