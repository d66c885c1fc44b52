"""Heat maps: a table in colour, so that one sees at a glance where figures are high, and where there are none."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lma_data.charts.axes import row_axis
from lma_data.charts.legend import add_legend
from lma_data.charts.maps import Classes, colour_axis
from lma_data.charts.theme import BUTTON, SIZE, Look, axis, hovering, layout, palette

ROW = 30  # px a row
LABEL_LINE = 20  # characters in a line of a label on a phone
HEADING_LINE = 17  # px each further line of the headings
GAP = 2  # px between two cells
SCALE = 74  # px above the cells, for the scale of shades and the headings of the columns


@dataclass(frozen=True)
class HeatRow:
    """One row: its label, and for each column the figure (None where there is none), what is written in it, and hover.

    What `outside` says of a column keeps it blank: there, a figure cannot be (a community not yet founded).
    """

    label: str
    values: Sequence[float | None]
    texts: Sequence[str]
    hovers: Sequence[str]
    key: str = ""
    outside: Sequence[bool] = ()

    @property
    def gaps(self) -> list[int]:
        """The columns without a figure, where one could be."""
        outside = self.outside or [False] * len(self.values)
        return [
            column
            for column, (value, out) in enumerate(zip(self.values, outside, strict=True))
            if value is None and not out
        ]


def heat_map(
    rows: Sequence[HeatRow],
    columns: Sequence[str],
    classes: Classes,
    look: Look,
    *,
    missing_label: str,
    every: int = 1,
    signs: Sequence[tuple[str, str]] = (),
) -> dict[str, Any]:
    """A row for each case and a column for each year (or other heading), every `every`-th of them and the last written.

    Cells without a figure are hatched; the legend says so, and the scale stands above, where one begins to read. `signs`:
    what short headings stand for, (heading, name), written below.
    """
    colours = palette(look)
    labels = [_wrapped(row.label) if look.compact else row.label for row in rows]
    lines = max((label.count("<br>") + 1 for label in labels), default=1)
    height = ROW + 10 * (lines > 1) + 15 * max(0, lines - 2)
    above = SCALE + BUTTON * look.compact + HEADING_LINE * max((name.count("<br>") for name in columns), default=0)
    spec_layout = layout(
        look,
        above + height * len(rows),
        xaxis=_columns(columns, every, look),
        yaxis=row_axis(look, labels, tickfont={"size": SIZE - 2 * look.compact, "color": colours.ink}),
    )
    spec_layout["margin"] |= {"t": above, "b": 0}
    hatched = _hatched(rows, look, missing_label)
    written = [(sign, name, colours.ink) for sign, name in signs]
    if hatched["y"]:
        written.append(("▨", missing_label, colours.other))
    if written:
        add_legend(spec_layout, written, look, below=True)
    spec_layout["coloraxis"] = _scale(classes, look, 1 - BUTTON * look.compact / spec_layout["height"])
    return {"data": [_cells(rows, classes, look), hatched], "layout": spec_layout}


def _cells(rows: Sequence[HeatRow], classes: Classes, look: Look) -> dict[str, Any]:
    """All cells that have a figure."""
    return {
        "type": "heatmap",
        "z": [[None if value is None else classes.of(value) + 0.5 for value in row.values] for row in rows],
        "x": list(range(len(rows[0].values))) if rows else [],
        "y": list(range(len(rows))),
        "text": [list(row.texts) for row in rows],
        "texttemplate": "%{text}",
        "textfont": {"size": SIZE - 1 - 2 * look.compact},
        "coloraxis": "coloraxis",
        "xgap": GAP,
        "ygap": GAP,
        "customdata": [[row.key] * len(row.values) for row in rows],
        "hoverongaps": False,
        "hovertext": [list(row.hovers) for row in rows],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def _hatched(rows: Sequence[HeatRow], look: Look, missing_label: str) -> dict[str, Any]:
    """One hatched bar for each run of columns without a figure: a bar for each cell would be a thousand of them."""
    colours = palette(look)
    runs = [(row, start, length) for row, case in enumerate(rows) for start, length in _runs(case.gaps)]
    return {
        "type": "bar",
        "orientation": "h",
        "x": [length - 0.08 for _, _, length in runs],
        "base": [start - 0.46 for _, start, _ in runs],
        "y": [row for row, _, _ in runs],
        "width": 0.84,
        "customdata": [rows[row].key for row, _, _ in runs],
        "marker": {
            "color": colours.ground,
            "pattern": {"shape": "/", "fgcolor": colours.other, "fillmode": "overlay", "size": 8, "solidity": 0.12},
        },
        **hovering([f"<b>{rows[row].label}</b><br>{missing_label}" for row, _, _ in runs]),
    }


def _runs(columns: Sequence[int]) -> list[tuple[int, int]]:
    """(first, how many) for each run of neighbours: 3, 4, 5, 9 -> (3, 3), (9, 1)."""
    runs: list[tuple[int, int]] = []
    for column in columns:
        if runs and column == sum(runs[-1]):
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        else:
            runs.append((column, 1))
    return runs


def _columns(columns: Sequence[str], every: int, look: Look) -> dict[str, Any]:
    """The headings above the cells: from the last back, so that the newest is always written."""
    written = list(range(len(columns) - 1, -1, -every))[::-1]
    return axis(
        look,
        side="top",
        range=[-0.5, len(columns) - 0.5],
        tickmode="array",
        tickvals=written,
        ticktext=[columns[column] for column in written],
        tickangle=0,
        showgrid=False,
        showline=False,
        tickfont={"size": SIZE - 1 - 2 * look.compact, "color": palette(look).ink},
    )


def _scale(classes: Classes, look: Look, top: float) -> dict[str, Any]:
    """The shades and their limits at the top of the figure, above the headings of the columns."""
    scale = colour_axis(classes, palette(look))
    # In shares of the whole figure: beside the cells, Plotly would make room for it a second time.
    bar = {"yref": "container", "y": top, "yanchor": "top", "ypad": 0, "x": 1, "xanchor": "right", "xpad": 0}
    bar |= (
        {"thickness": 10, "len": 0.9, "xref": "container", "x": 0.97}
        if look.compact
        else {"thickness": 10, "len": 420, "lenmode": "pixels"}
    )
    font = {"size": SIZE - 1 - 3 * look.compact, "color": palette(look).ink}
    return scale | {"colorbar": scale["colorbar"] | bar | {"tickangle": 0, "tickfont": font}}


def _wrapped(label: str) -> str:
    return "<br>".join(textwrap.wrap(label, LABEL_LINE, break_long_words=False, break_on_hyphens=False)) or label
