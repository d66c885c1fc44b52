"""Lines over the days to an event and after it: editions of the same course, each by its own calendar."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from lma_data.charts.lines import Line
from lma_data.charts.side_labels import line_chart_labelled_aside
from lma_data.charts.theme import Look


def countdown_chart(
    series: Sequence[Line],
    look: Look,
    *,
    tick: Callable[[float], str],
    days: Sequence[int],
    day: Callable[[int], str],
    span: tuple[float, float],
    event: str = "",
    height: int = 440,
    stepped: bool = True,
) -> dict[str, Any]:
    """A line for each edition; `days` are those written, as `day` writes them, and 0 is the event, named on its line.

    Stepped lines move on the days on which something happened; others have marks, joined.
    """
    figure = line_chart_labelled_aside(
        series, look, tick=tick, years=days, span=span, height=height, notes=[(0, event)] if event else ()
    )
    figure["layout"]["xaxis"] |= {"ticktext": [day(one) for one in days]}
    _labels_at_the_side(figure["layout"].get("annotations", ()), series, span)
    for trace, line in zip(figure["data"], series, strict=True):
        if stepped:
            trace["mode"] = "lines" if len(line.known) > 1 else "markers"
            trace["line"] |= {"shape": "hv"}
    return figure


def _labels_at_the_side(labels: Sequence[dict[str, Any]], series: Sequence[Line], span: tuple[float, float]) -> None:
    """The label of a line that ends a little before the others stands beside theirs, not on them."""
    ends = [line.known[-1][0] for line in series if line.known]
    last = max(ends, default=0)
    for label in labels:
        if label.get("showarrow") and last - label["x"] < (span[1] - span[0]) / 4:
            label |= {"axref": "x", "ax": last + (span[1] - span[0]) * 0.02}
