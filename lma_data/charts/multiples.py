"""Small multiples: one small panel for each group, all on the same scales."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from lma_data.charts.annotations import Target, segment
from lma_data.charts.axes import amount_axis, axis_number, ticks_between, year_axis
from lma_data.charts.legend import add_legend
from lma_data.charts.lines import Line, trace_of
from lma_data.charts.slope import spread
from lma_data.charts.theme import SIZE, Look, layout, palette

LETTER = 8  # px of the label of a target, about
LABEL_LINE = 18  # px between the labels of two targets, at least


def small_multiples(
    panels: Sequence[tuple[str, Sequence[Line]]],
    look: Look,
    *,
    tick: Callable[[float], str],
    years: Sequence[int],
    side_by_side: tuple[int, int] = (2, 1),
    signs: Sequence[tuple[str, str, str]] = (),
    height: int | None = None,
    missing_label: str = "",
    targets: Sequence[Target] = (),
) -> dict[str, Any]:
    """A panel for each (name, lines), its name above it; `side_by_side` says how many, and how many on a phone.

    `signs` are the legend: (sign, name, colour). `height` is that of a panel, in px; `missing_label` stands in a
    panel without figures; `targets` are drawn in every panel, and named at the right of the last one of a row.
    """
    columns, panel_height = side_by_side[look.compact], height or (170 if look.compact else 210)
    levels = [value for _, series in panels for line in series for _, value in line.known]
    levels += [target.value for target in targets]
    top, low = max([0, *levels]) or 1, min([0, *levels])
    ticks = ticks_between(low, top, wanted=3)
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
            range=[low * 1.08, top * 1.08],
        )
        spec_layout["annotations"].append(_name(name, across[0], upright[1], palette(look).ink))
        if missing_label and not any(line.known for line in series):
            spec_layout["annotations"].append(_inside(missing_label, across, upright, palette(look).quiet))
        _add_levels(spec_layout, targets, number, look)
        if (position + 1) % columns == 0 or position + 1 == len(panels):
            pixels = panel_height * rows * (upright[1] - upright[0]) / ((top - low) * 1.08)
            spec_layout["annotations"] += _level_names(targets, number, pixels, look)
        traces += [trace_of(line, xaxis=f"x{number}", yaxis=f"y{number}") for line in series]
    if targets:
        spec_layout["margin"]["r"] += LETTER * max(len(target.label) for target in targets)
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


def _inside(text: str, across: Sequence[float], upright: Sequence[float], colour: str) -> dict[str, Any]:
    """What stands in the middle of a panel."""
    return {
        "xref": "paper",
        "yref": "paper",
        "x": sum(across) / 2,
        "y": sum(upright) / 2,
        "text": text,
        "showarrow": False,
        "font": {"size": SIZE, "color": colour},
    }


def _add_levels(spec_layout: dict[str, Any], targets: Sequence[Target], number: str, look: Look) -> None:
    """The lines of the targets through one panel."""
    spec_layout.setdefault("shapes", []).extend(
        segment(
            (0, 1),
            (target.value, target.value),
            palette(look).ink,
            2,
            "dash",
            xref=f"x{number} domain",
            yref=f"y{number}",
        )
        for target in targets
    )


def _level_names(targets: Sequence[Target], number: str, pixels: float, look: Look) -> list[dict[str, Any]]:
    """The labels of the targets at the right of a panel, where they hide nothing; `pixels` a unit of the scale."""
    ordered = sorted(targets, key=lambda target: target.value)
    places = spread([target.value * pixels for target in ordered], LABEL_LINE)
    return [
        {
            "xref": f"x{number} domain",
            "x": 1,
            "xanchor": "left",
            "xshift": 4,
            "yref": f"y{number}",
            "y": target.value,
            "yanchor": "middle",
            "yshift": place - target.value * pixels,
            "text": f"<b>{target.label}</b>",
            "showarrow": False,
            "font": {"size": SIZE - 1, "color": palette(look).ink},
        }
        for target, place in zip(ordered, places, strict=True)
    ]
