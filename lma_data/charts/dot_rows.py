"""Rows of dots: the figures that several sources have of one case, side by side on one scale and never joined."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from lma_data.charts.annotations import Target, add_target
from lma_data.charts.axes import amount_axis, round_ticks, row_axis
from lma_data.charts.legend import add_legend
from lma_data.charts.theme import SIZE, Look, hovering, layout, palette

ROW = 28  # px a case
ROOM_ABOVE = 30  # px, for the labels of the targets
SYMBOLS = ("circle", "diamond-open")
SIGNS = ("●", "◇")  # the same in the legend


@dataclass(frozen=True)
class Case:
    """A case: its label, a figure for each source (None where it has none), what hover says of each, and its key."""

    label: str
    values: Sequence[float | None]
    hovers: Sequence[str]
    key: str


def dot_rows(
    groups: Sequence[tuple[str, Sequence[Case]]],
    sources: Sequence[str],
    look: Look,
    *,
    targets: tuple[Target, Target],
    tick: Callable[[float], str],
    longest: float,
) -> dict[str, Any]:
    """Groups of cases under their names; for each case a sign for each of two sources, against two targets.

    What is beyond `longest` stands at the end of the scale, and hover says the figure.
    """
    rows: list[Case | str] = []
    for name, cases in groups:
        rows += [name, *cases] if cases else []
    shades = palette(look).series[0], palette(look).series[1]
    known = [value for row in rows if isinstance(row, Case) for value in row.values if value is not None]
    top, low = min(longest, max(known, default=1)), min([0.0, *known])
    top = max(top, targets[1].value * 1.4)
    beyond = max(known, default=0) > longest
    ticks = round_ticks(top)
    spec_layout = layout(
        look,
        ROOM_ABOVE + 40 + ROW * len(rows),
        xaxis=amount_axis(
            look,
            ticks,
            lambda value: f"{tick(value)}\u202f+" if beyond and value == ticks[-1] else tick(value),
            range=[low - top * 0.02, top * 1.04],
            tickangle=0,
        ),
        yaxis=row_axis(look, [f"<b>{row}</b>" if isinstance(row, str) else row.label for row in rows]),
    )
    add_legend(spec_layout, list(zip(SIGNS, sources, shades, strict=True)), look)
    spec_layout["margin"]["t"] += ROOM_ABOVE
    spec_layout["annotations"][-1]["yshift"] = ROOM_ABOVE - 8
    for target, side in zip(targets, ("right", "left"), strict=True):
        add_target(spec_layout, target, look, of="x")
        spec_layout["annotations"][-1]["xanchor"] = side
    return {
        "data": [_dots(rows, place, name, shades[place], longest) for place, name in enumerate(sources)],
        "layout": spec_layout,
    }


def _dots(rows: Sequence[Case | str], place: int, name: str, shade: str, longest: float) -> dict[str, Any]:
    """The figures of one source."""
    found = [(at, row) for at, row in enumerate(rows) if isinstance(row, Case) and row.values[place] is not None]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "x": [min(float(row.values[place] or 0), longest) for _, row in found],
        "y": [at for at, _ in found],
        "customdata": [row.key for _, row in found],
        "cliponaxis": False,
        "marker": {
            "size": SIZE - 2 * (place == 0),
            "color": shade,
            "symbol": SYMBOLS[place],
            "line": {"color": shade, "width": 3 if place else 0},
        },
        **hovering([row.hovers[place] for _, row in found]),
    }
