"""Small multiples: one small panel for each group, all on the same scales."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from lma_data.charts.axes import amount_axis, axis_number, round_ticks, year_axis
from lma_data.charts.legend import add_legend
from lma_data.charts.lines import Line, trace_of
from lma_data.charts.theme import SIZE, Look, layout, palette


def small_multiples(
    panels: Sequence[tuple[str, Sequence[Line]]],
    look: Look,
    *,
    tick: Callable[[float], str],
    years: Sequence[int],
    side_by_side: tuple[int, int] = (2, 1),
    signs: Sequence[tuple[str, str, str]] = (),
    height: int | None = None,
) -> dict[str, Any]:
    """A panel for each (name, lines), its name above it; `side_by_side` says how many, and how many on a phone.

    `signs` are the legend: (sign, name, colour). `height` is that of a panel, in px.
    """
    columns, panel_height = side_by_side[look.compact], height or (170 if look.compact else 210)
    top = max((value for _, series in panels for line in series for _, value in line.known), default=1) or 1
    ticks = round_ticks(top, wanted=3)
    every = [year for _, series in panels for line in series for year in line.years]
    span = [min(every, default=0) - 1.5, max(every, default=1) + 1.5]  # the same for all, so that years are to scale
    rows = -(-len(panels) // columns)
    spec_layout = layout(look, rows * panel_height, annotations=[])
    traces = []
    for position, (name, series) in enumerate(panels):
        number = axis_number(position)
        across, upright = _place(position, rows, columns, 0.05 if look.compact and columns > 1 else 0.03)
        spec_layout[f"xaxis{number}"] = year_axis(
            look, years, domain=across, anchor=f"y{number}", showline=True, range=span
        )
        spec_layout[f"yaxis{number}"] = amount_axis(
            look,
            ticks,
            tick if is_leftmost(across) else unwritten,
            domain=upright,
            anchor=f"x{number}",
            range=[0, top * 1.08],
        )
        spec_layout["annotations"].append(_name(name, across[0], upright[1], palette(look).ink))
        traces += [trace_of(line, xaxis=f"x{number}", yaxis=f"y{number}") for line in series]
    if signs:
        add_legend(spec_layout, signs, look)
    return {"data": traces, "layout": spec_layout}


def is_leftmost(across: Sequence[float]) -> bool:
    """Only panels at the left edge write the figures of the scale, which is the same for all."""
    return across[0] == 0


def unwritten(value: float) -> str:
    """A tick without a figure."""
    return ""


def _place(position: int, rows: int, columns: int, gap: float) -> tuple[list[float], list[float]]:
    """Where a panel stands, in shares of the figure: from left to right, and from its lower to its upper edge."""
    row, column = divmod(position, columns)
    across = [column / columns + gap * bool(column), (column + 1) / columns - gap]
    return across, [1 - (row + 1) / rows + 0.14 / rows, 1 - row / rows - 0.16 / rows]


def _name(name: str, left: float, upper: float, ink: str) -> dict[str, Any]:
    return {
        "xref": "paper",
        "yref": "paper",
        "x": left,
        "y": upper,
        "text": f"<b>{name}</b>",
        "showarrow": False,
        "xanchor": "left",
        "yanchor": "bottom",
        "font": {"size": SIZE, "color": ink},
    }
