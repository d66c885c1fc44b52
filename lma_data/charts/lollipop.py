"""Lollipops: figures of different editions or methods, each a mark on a stem of its own, never joined by a line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lma_data.charts.annotations import segment
from lma_data.charts.axes import row_axis
from lma_data.charts.lines import SYMBOLS
from lma_data.charts.theme import SIZE, Look, axis, hovering, layout, palette

ROW = 66  # px a mark


@dataclass(frozen=True)
class Mark:
    """One figure: what stands before it (edition, reference year), what stands beside it, and whether it is set apart."""

    label: str
    value: float
    text: str
    hover: str
    apart: bool = False  # another method: another colour, symbol and dash


def lollipop_chart(marks: Sequence[Mark], look: Look) -> dict[str, Any]:
    """A row for each figure, in the given order from above, from zero, the figure written at its end."""
    colours = palette(look)
    shades = [colours.series[1] if mark.apart else colours.series[0] for mark in marks]
    top = max((mark.value for mark in marks), default=1)
    stems = [
        segment((0, mark.value), (row, row), shade, 3, "dot" if mark.apart else "solid", layer="below")
        for row, (mark, shade) in enumerate(zip(marks, shades, strict=True))
    ]
    trace = {
        "type": "scatter",
        "mode": "markers+text",
        "x": [mark.value for mark in marks],
        "y": list(range(len(marks))),
        "text": [f"<b>  {mark.text}</b>" for mark in marks],
        "textposition": "top left" if look.compact else "middle right",
        "textfont": {"size": SIZE + 2, "color": shades},
        "cliponaxis": False,
        "marker": {
            "size": 18,
            "color": shades,
            "symbol": [SYMBOLS[2] if mark.apart else SYMBOLS[0] for mark in marks],
        },
        **hovering([mark.hover for mark in marks]),
    }
    spec_layout = layout(
        look,
        60 + ROW * len(marks),
        yaxis=row_axis(look, [mark.label for mark in marks], showline=True),
        xaxis=axis(look, visible=False, range=[0, top * (1.06 if look.compact else 1.5)]),
        shapes=stems,
    )
    return {"data": [trace], "layout": spec_layout}
