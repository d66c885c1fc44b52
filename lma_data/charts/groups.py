"""Groups of bars on one scale: several breakdowns of the same total, or the same breakdown several times."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import Any

from lma_data.charts.axes import axis_number, row_axis
from lma_data.charts.bars import Category
from lma_data.charts.theme import BUTTON, FONT, SIZE, Look, axis, hovering, layout, palette

ROW = 30  # px a bar
LINE = 18  # px a line of a label
SPLIT = 3  # from so many groups on they stand in two columns, unless on a phone
NAME_LINE = 36  # characters in a line of a group's name on a phone
LABEL_LINE = (30, 20)  # characters in a line of a label; on a phone

Group = tuple[str, Sequence[Category]]  # its name, and its bars in their order


def grouped_bars(groups: Sequence[Group], look: Look) -> dict[str, Any]:
    """Each group under its name, its bars in the given order; one without a figure keeps its row and says so."""
    columns = _columns(groups, look)
    longest = max(sum(len(bars) + 1 for _, bars in column) for column in columns)
    largest = max((bar.value or 0 for _, bars in groups for bar in bars), default=0) or 1
    lines = max(len(_wrapped(bar.label, look)) for _, bars in groups for bar in bars)
    row = max(ROW, 8 + LINE * lines)  # two labels of several lines must not touch
    spec_layout = layout(look, 24 + row * longest + BUTTON * look.compact, annotations=[], bargap=0.26)
    spec_layout["margin"]["t"] += BUTTON * look.compact
    traces = []
    for position, column in enumerate(columns):
        number = axis_number(position)
        domain = [0, 1] if len(columns) == 1 else ([0, 0.37], [0.63, 1])[position]
        bars = [bar for _, group in column for bar in group]
        rows = _rows(column)
        spec_layout[f"xaxis{number}"] = axis(
            look,
            visible=False,
            range=[0, largest * (1.5 if look.compact else 1.35)],
            domain=domain,
            anchor=f"y{number}",
        )
        spec_layout[f"yaxis{number}"] = row_axis(
            look,
            ["<br>".join(_wrapped(bar.label, look)) for bar in bars],
            range=[longest - 0.5, -0.5],
            tickvals=rows,
            anchor=f"x{number}",
            tickfont={"size": SIZE - 2 * look.compact, "color": palette(look).ink},
        )
        spec_layout["annotations"] += _names(column, number, look)
        traces.append(_bars(bars, rows, number, look))
    return {"data": traces, "layout": spec_layout}


def _wrapped(label: str, look: Look) -> list[str]:
    return textwrap.wrap(label, LABEL_LINE[look.compact])


def _columns(groups: Sequence[Group], look: Look) -> list[Sequence[Group]]:
    """The groups in one column, or in two of about the same length, in their order."""
    if look.compact or len(groups) < SPLIT:
        return [groups]
    lengths = [len(bars) + 1 for _, bars in groups]
    cut = min(range(1, len(groups)), key=lambda place: abs(sum(lengths[:place]) - sum(lengths[place:])))
    return [groups[:cut], groups[cut:]]


def _rows(column: Sequence[Group]) -> list[int]:
    """On which row each bar stands: the name of a group takes a row of its own."""
    rows, row = [], 0
    for _, bars in column:
        rows += list(range(row + 1, row + 1 + len(bars)))
        row += len(bars) + 1
    return rows


def _names(column: Sequence[Group], number: str, look: Look) -> list[dict[str, Any]]:
    """The names of the groups above their bars; on a phone to the left of the right edge, where they have more room."""
    edge = {"x": 1, "xanchor": "right"} if look.compact else {"x": 0, "xanchor": "left"}
    names, row = [], 0
    for name, bars in column:
        names.append(
            {
                "xref": f"x{number} domain",
                **edge,
                "yref": f"y{number}",
                "y": row,
                "yshift": -4,
                "text": f"<b>{'<br>'.join(textwrap.wrap(name, NAME_LINE)) if look.compact else name}</b>",
                "showarrow": False,
                "align": "left",
                "bgcolor": palette(look).ground,
                "font": {"family": FONT, "size": SIZE, "color": palette(look).ink},
            }
        )
        row += len(bars) + 1
    return names


def _bars(bars: Sequence[Category], rows: Sequence[int], number: str, look: Look) -> dict[str, Any]:
    colours = palette(look)
    known = [bar.value is not None for bar in bars]
    return {
        "type": "bar",
        "orientation": "h",
        "xaxis": f"x{number}",
        "yaxis": f"y{number}",
        "x": [bar.value or 0 for bar in bars],
        "y": list(rows),
        "text": [bar.text for bar in bars],
        "textposition": "outside",
        "textfont": {"size": SIZE, "color": [colours.ink if is_known else colours.quiet for is_known in known]},
        "cliponaxis": False,
        "marker": {"color": [bar.colour for bar in bars]},
        **hovering([bar.hover for bar in bars]),
    }
