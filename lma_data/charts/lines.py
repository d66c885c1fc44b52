"""Lines over years drawn to scale, labelled at their ends, with targets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from lma_data.charts.annotations import Target, add_note, add_target
from lma_data.charts.axes import amount_axis, ticks_between, year_axis
from lma_data.charts.theme import SIZE, Look, hovering, layout, palette

DASHES = ("solid", "dash", "dot", "dashdot", "longdash")
SYMBOLS = ("circle", "square", "diamond", "triangle-up", "x")


@dataclass(frozen=True)
class Line:
    """One series: its label, points (None where there is no figure), what hover says, its colour, and its dash."""

    label: str
    years: Sequence[float]
    values: Sequence[float | None]
    hovers: Sequence[str]
    colour: str
    style: int = 0  # which dash and symbol: so that colour is not the only sign
    joined: bool = True  # False: separate marks
    width: float = 3
    texts: Sequence[str] = ()  # what to write above each point; empty where nothing

    @property
    def known(self) -> list[tuple[float, float]]:
        """The points that have a figure."""
        return [(year, value) for year, value in zip(self.years, self.values, strict=True) if value is not None]


def line_chart(
    series: Sequence[Line],
    look: Look,
    *,
    height: int = 440,
    tick: Callable[[float], str],
    targets: Sequence[Target] = (),
    years: Sequence[int],
    notes: Sequence[tuple[float, str]] = (),
    span: tuple[float, float] | None = None,
) -> dict[str, Any]:
    """Lines from zero, or to both sides of it, with the label of each at its end.

    `tick` writes the figures of the axis; `notes` are (year, text); `years` are those written on the axis, `span` the
    first and last that it reaches to.
    """
    levels = [value for line in series for _, value in line.known] + [target.value for target in targets]
    top, low = max([0, *levels]) or 1, min([0, *levels])
    ticks = ticks_between(low, top)
    ceiling = max(top * 1.12, ticks[-1])
    spec_layout = layout(
        look,
        height,
        xaxis=year_axis(look, years, showline=True, range=span),
        yaxis=amount_axis(look, ticks, tick, range=[low * 1.05, ceiling]),
        annotations=_end_labels(series, ceiling - low, palette(look).ground),
        shapes=[],
    )
    for target in targets:
        add_target(spec_layout, target, look)
    for year, text in notes:
        add_note(spec_layout, year, text, look)
    return {"data": [trace_of(line) for line in series], "layout": spec_layout}


def trace_of(line: Line, **more: Any) -> dict[str, Any]:
    """One line as a Plotly trace; gaps stay gaps."""
    mode = "lines+markers" if line.joined else "markers"
    return {
        "type": "scatter",
        "mode": f"{mode}+text" if line.texts else mode,
        # A space where nothing is written: after an empty text, Plotly loses the texts next to a gap.
        "text": [text or " " for text in line.texts],
        "textposition": "top center",
        "textfont": {"size": SIZE, "color": line.colour},
        "name": line.label,
        "x": list(line.years),
        "y": list(line.values),
        **hovering(line.hovers),
        "connectgaps": False,
        "cliponaxis": False,
        "line": {"color": line.colour, "width": line.width, "dash": DASHES[line.style]},
        "marker": {"color": line.colour, "size": 8 if len(line.years) < 20 else 5, "symbol": SYMBOLS[line.style]},
        **more,
    }


def _end_labels(series: Sequence[Line], extent: float, ground: str) -> list[dict[str, Any]]:
    """The label of each line above its last point, moved apart where they would lie on each other."""
    ends = [(*line.known[-1], line) for line in series if line.label and line.known]
    labels = []
    gap = extent * 0.065
    lowest = float("-inf")
    for year, value, line in sorted(ends, key=lambda end: end[1]):
        lowest = max(value + extent * 0.012, lowest + gap)
        labels.append(
            {
                "x": year,
                "y": lowest,
                "text": f"<b>{line.label}</b>",
                "showarrow": False,
                "xanchor": "right",
                "yanchor": "bottom",
                "font": {"size": SIZE, "color": line.colour},
                "bgcolor": ground,
                "opacity": 0.92,
                "borderpad": 1,
            }
        )
    return labels
