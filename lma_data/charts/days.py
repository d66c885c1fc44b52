"""Lines that go in steps over the days before a day that counts, such as the start of a course."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from lma_data.charts.annotations import Target, add_note, add_target
from lma_data.charts.axes import amount_axis, round_ticks
from lma_data.charts.legend import add_legend
from lma_data.charts.lines import Line, trace_of
from lma_data.charts.theme import SIZE, Look, axis, layout, palette

SIGNS = ("━", "╍", "┅", "┄", "╌")  # of a line's style, in the legend
WEEK = 7


def day_steps(
    series: Sequence[Line],
    look: Look,
    *,
    tick: Callable[[float], str],
    below: str,
    notes: Sequence[tuple[int, str]] = (),
    mark: tuple[int, str] | None = None,
    height: int = 380,
) -> dict[str, Any]:
    """Each line's `years` are days before the day that counts, from many down to 0; a figure holds until the next one.

    `below` is written under the axis; `notes` are (days before, text), `mark` one day that is drawn dashed, as today.
    """
    colours = palette(look)
    days = [day for line in series for day in line.years]
    top = max((value for line in series for _, value in line.known), default=1) or 1
    most = int(max(days))
    step = WEEK * (2 if look.compact else 1)
    spec_layout = layout(
        look,
        height,
        xaxis=axis(
            look,
            tickmode="array",
            tickvals=list(range(0, most + 1, step)),
            showgrid=False,
            showline=True,
            range=[most + 0.5, min(days) - 0.5],
            title={"text": below, "font": {"size": SIZE - 1, "color": colours.quiet}, "standoff": 8},
        ),
        yaxis=amount_axis(look, round_ticks(top), tick, range=[-0.01 * top, top * 1.16]),
        annotations=[],
        shapes=[],
    )
    add_legend(spec_layout, [(SIGNS[line.style], line.label, line.colour) for line in series], look)
    for day, text in notes:
        add_note(spec_layout, day, text, look)
    if mark is not None:
        add_target(spec_layout, Target(*mark), look, of="x")
    return {"data": [_steps(line) for line in series], "layout": spec_layout}


def _steps(line: Line) -> dict[str, Any]:
    trace = trace_of(line, mode="lines")
    trace["line"] |= {"shape": "hv"}
    return trace
