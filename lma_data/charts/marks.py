"""Separate marks: figures of different editions or methods side by side, never joined by a line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lma_data.charts.lines import SYMBOLS
from lma_data.charts.theme import SIZE, Appearance, axis, layout, palette


@dataclass(frozen=True)
class Mark:
    """One figure: what stands under it (edition, reference year), what stands beside it, and whether it is set apart."""

    label: str
    value: float
    text: str
    hover: str
    apart: bool = False  # another method: another colour and symbol


def separate_marks(marks: Sequence[Mark], appearance: Appearance, *, height: int = 420) -> dict[str, Any]:
    """A lollipop for each figure, in the given order, from zero, the figure written above it."""
    colours = palette(appearance)
    shades = [colours.series[1] if mark.apart else colours.series[0] for mark in marks]
    top = max((mark.value for mark in marks), default=1)
    stems = [
        {
            "type": "line",
            "x0": position,
            "x1": position,
            "y0": 0,
            "y1": mark.value,
            "layer": "below",
            "line": {"color": shade, "width": 3, "dash": "dot" if mark.apart else "solid"},
        }
        for position, (mark, shade) in enumerate(zip(marks, shades, strict=True))
    ]
    trace = {
        "type": "scatter",
        "mode": "markers+text",
        "x": list(range(len(marks))),
        "y": [mark.value for mark in marks],
        "text": [f"<b>{mark.text}</b>" for mark in marks],
        "textposition": "top center",
        "textfont": {"size": SIZE + 2, "color": shades},
        "cliponaxis": False,
        "marker": {
            "size": 20,
            "color": shades,
            "symbol": [SYMBOLS[2] if mark.apart else SYMBOLS[0] for mark in marks],
        },
        "hovertext": [mark.hover for mark in marks],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }
    spec_layout = layout(
        appearance,
        height,
        xaxis=axis(
            appearance,
            tickmode="array",
            tickvals=list(range(len(marks))),
            ticktext=[mark.label for mark in marks],
            showgrid=False,
            showline=True,
            tickangle=0,
            range=[-0.6, len(marks) - 0.4],
            tickfont={"size": SIZE, "color": colours.ink},
        ),
        yaxis=axis(appearance, visible=False, range=[0, top * 1.2]),
        shapes=stems,
    )
    return {"data": [trace], "layout": spec_layout}
