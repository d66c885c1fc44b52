"""Axes: of amounts with round figures, of years drawn to scale, and of rows that have a label each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from lma_data.charts.theme import SIZE, Look, axis, palette

MOST_YEARS = 12  # that are written under an axis


def amount_axis(look: Look, ticks: Sequence[float], tick: Callable[[float], str], **more: Any) -> dict[str, Any]:
    """Figures at the ticks, as `tick` writes them."""
    return axis(
        look,
        tickmode="array",
        tickvals=list(ticks),
        ticktext=[tick(value) for value in ticks],
        **more,
    )


def year_axis(look: Look, years: Sequence[int], **more: Any) -> dict[str, Any]:
    """The years that are written; a year has its place to scale, whether it is written or not."""
    return axis(
        look,
        tickmode="array",
        tickvals=list(years),
        ticktext=[str(year) for year in years],
        tickangle=0,
        showgrid=False,
        **more,
    )


def years_written(first: int, last: int, look: Look) -> list[int]:
    """The years to write under an axis: all where they are few; else the first, the last, and round ones between."""
    room = MOST_YEARS // 3 if look.compact else MOST_YEARS
    if last - first < room:
        return list(range(first, last + 1))
    step = next(step for step in (2, 5, 10, 20, 50) if (last - first) / step <= room)
    round_ones = [year for year in range(first, last) if not year % step]
    return [first, *(year for year in round_ones if min(year - first, last - year) > step / 2), last]


def row_axis(look: Look, labels: Sequence[str], **more: Any) -> dict[str, Any]:
    """A row for each label, from above."""
    rows: dict[str, Any] = {
        "range": [len(labels) - 0.5, -0.5],
        "tickmode": "array",
        "tickvals": list(range(len(labels))),
        "ticktext": list(labels),
        "showgrid": False,
        "tickfont": {"size": SIZE, "color": palette(look).ink},
    }
    return axis(look, **rows | more)


def axis_number(position: int) -> str:
    """What Plotly adds to x and y for one of several panels: nothing for the first, then 2, 3…"""
    return str(position + 1) if position else ""


def round_ticks(top: float, wanted: int = 5) -> list[float]:
    """Round figures from zero to at most `top`, about `wanted` of them."""
    magnitude = 10.0
    rough = top / wanted
    while magnitude > rough:
        magnitude /= 10
    while magnitude * 10 <= rough:
        magnitude *= 10
    step = next(factor * magnitude for factor in (1, 2, 2.5, 5, 10) if factor * magnitude >= rough)
    return [round(step * position, 10) for position in range(int(top / step) + 1)]


def ticks_between(low: float, top: float, wanted: int = 5) -> list[float]:
    """Round figures from `low` to `top`, of which zero is one: low is zero or below it, top is zero or above."""
    ticks = round_ticks(max(top, -low), wanted)
    return [value for value in [*(-value for value in ticks[:0:-1]), *ticks] if low <= value <= top]
