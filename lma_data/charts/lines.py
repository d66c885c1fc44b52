"""Lines over years drawn to scale, labelled at their ends, with targets; and small multiples of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from lma_data.charts.theme import SIZE, Look, axis, layout, palette

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


@dataclass(frozen=True)
class Target:
    """A level to be reached, with what to write on its line."""

    value: float
    label: str


def lines(
    series: Sequence[Line],
    look: Look,
    *,
    height: int = 440,
    tick: Callable[[float], str],
    targets: Sequence[Target] = (),
    years: Sequence[int] | None = None,
    notes: Sequence[tuple[float, str]] = (),
    from_zero: bool = True,
    span: tuple[float, float] | None = None,
) -> dict[str, Any]:
    """Lines with the label of each at its end. `tick` writes the figures of the axis; `notes` are (year, text) marks.

    `years` are those written on the axis, `span` the first and last that it reaches to.
    """
    colours = palette(look)
    top = max((value for line in series for value in line.values if value is not None), default=1)
    top = max([top, *(target.value for target in targets)]) or 1
    ticks = round_ticks(top)
    ceiling = max(top * 1.12, ticks[-1])
    spec_layout = layout(
        look,
        height,
        xaxis=axis(
            look,
            showgrid=False,
            showline=True,
            tickmode="array" if years else "auto",
            tickvals=years,
            tickangle=0,
            range=span,
        )
        | ({"ticktext": [str(year) for year in years]} if years else {"tickformat": "d"}),
        yaxis=axis(
            look,
            range=[0 if from_zero else None, ceiling],
            tickmode="array",
            tickvals=ticks,
            ticktext=[tick(value) for value in ticks],
        ),
        annotations=end_labels(series, ceiling, colours.ground),
        shapes=[],
    )
    for target in targets:
        add_target(spec_layout, target, colours.ink, colours.ground)
    for year, text in notes:
        add_note(spec_layout, year, text, colours.quiet)
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
        "hovertext": list(line.hovers),
        "hovertemplate": "%{hovertext}<extra></extra>",
        "connectgaps": False,
        "cliponaxis": False,
        "line": {"color": line.colour, "width": line.width, "dash": DASHES[line.style]},
        "marker": {"color": line.colour, "size": 8 if len(line.years) < 20 else 5, "symbol": SYMBOLS[line.style]},
        **more,
    }


def end_labels(series: Sequence[Line], ceiling: float, ground: str) -> list[dict[str, Any]]:
    """The label of each line above its last point, moved apart where they would lie on each other."""
    ends = []
    for line in series:
        points = [(year, value) for year, value in zip(line.years, line.values, strict=True) if value is not None]
        if points and line.label:
            ends.append((*points[-1], line))
    placed: list[tuple[float, float, Line]] = []
    gap = ceiling * 0.065
    lowest = -gap
    for year, value, line in sorted(ends, key=lambda end: end[1]):
        height = max(value + ceiling * 0.012, lowest + gap)
        lowest = height
        placed.append((year, height, line))
    return [
        {
            "x": year,
            "y": height,
            "text": f"<b>{line.label}</b>",
            "showarrow": False,
            "xanchor": "right",
            "yanchor": "bottom",
            "font": {"size": SIZE, "color": line.colour},
            "bgcolor": ground,
            "opacity": 0.92,
            "borderpad": 1,
        }
        for year, height, line in placed
    ]


def add_target(spec_layout: dict[str, Any], target: Target, ink: str, ground: str, axis_name: str = "y") -> None:
    """A dashed line across (or, on the x axis, up) the chart, with its label on it."""
    along = axis_name == "y"
    line: dict[str, Any] = {"type": "line", "line": {"color": ink, "width": 2, "dash": "dash"}}
    if along:
        line |= {"xref": "paper", "x0": 0, "x1": 1, "y0": target.value, "y1": target.value}
        place: dict[str, Any] = {"xref": "paper", "x": 0.01, "xanchor": "left", "y": target.value, "yanchor": "bottom"}
    else:
        line |= {"yref": "paper", "y0": 0, "y1": 1, "x0": target.value, "x1": target.value}
        place = {"yref": "paper", "y": 1, "yanchor": "bottom", "x": target.value, "xanchor": "center"}
    spec_layout.setdefault("shapes", []).append(line)
    spec_layout.setdefault("annotations", []).append(
        {
            **place,
            "text": f"<b>{target.label}</b>",
            "showarrow": False,
            "font": {"size": SIZE, "color": ink},
            "bgcolor": ground,
            "borderpad": 1,
        }
    )


def add_note(spec_layout: dict[str, Any], year: float, text: str, quiet: str) -> None:
    """A thin vertical line where a series breaks or its coverage changes, with what happened."""
    spec_layout["shapes"].append(
        {
            "type": "line",
            "x0": year,
            "x1": year,
            "yref": "paper",
            "y0": 0,
            "y1": 1,
            "line": {"color": quiet, "width": 1, "dash": "dot"},
        }
    )
    spec_layout["annotations"].append(
        {
            "x": year,
            "yref": "paper",
            "y": 1,
            "text": text,
            "showarrow": False,
            "xanchor": "left",
            "yanchor": "top",
            "align": "left",
            "xshift": 4,
            "font": {"size": SIZE - 2, "color": quiet},
        }
    )


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


def small_multiples(
    panels: Sequence[tuple[str, Sequence[Line]]],
    look: Look,
    *,
    tick: Callable[[float], str],
    years: Sequence[int] | None = None,
) -> dict[str, Any]:
    """One small panel for each group, two across (on a phone one), all on the same scales, its name above it."""
    columns, panel_height = (1, 170) if look.compact else (2, 210)
    colours = palette(look)
    top = max((v for _, series in panels for line in series for v in line.values if v is not None), default=1) or 1
    ticks = round_ticks(top, wanted=3)
    rows = -(-len(panels) // columns)
    spec_layout = layout(look, rows * panel_height, annotations=[])
    traces = []
    for position, (title, series) in enumerate(panels):
        row, column = divmod(position, columns)
        number = "" if position == 0 else str(position + 1)
        left, right = column / columns + 0.03 * bool(column), (column + 1) / columns - 0.03
        upper, lower = 1 - row / rows - 0.16 / rows, 1 - (row + 1) / rows + 0.14 / rows
        first = column == 0
        spec_layout[f"xaxis{number}"] = axis(
            look,
            domain=[left, right],
            anchor=f"y{number}",
            showgrid=False,
            showline=True,
            tickmode="array",
            tickvals=years,
            ticktext=[str(year) for year in years or ()],
            tickangle=0,
        )
        spec_layout[f"yaxis{number}"] = axis(
            look,
            domain=[lower, upper],
            anchor=f"x{number}",
            range=[0, top * 1.08],
            tickmode="array",
            tickvals=ticks,
            ticktext=[tick(value) for value in ticks] if first else [""] * len(ticks),
        )
        spec_layout["annotations"].append(
            {
                "xref": "paper",
                "yref": "paper",
                "x": left,
                "y": upper,
                "text": f"<b>{title}</b>",
                "showarrow": False,
                "xanchor": "left",
                "yanchor": "bottom",
                "font": {"size": SIZE, "color": colours.ink},
            }
        )
        traces += [trace_of(line, xaxis=f"x{number}", yaxis=f"y{number}") for line in series]
    return {"data": traces, "layout": spec_layout}
