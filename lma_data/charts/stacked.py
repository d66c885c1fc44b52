"""Stacked bars: a ranking whose bars are made of parts that do not overlap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lma_data.charts.axes import row_axis
from lma_data.charts.bars import ROW, ROW_OF_TWO_LINES, height_of
from lma_data.charts.legend import add_legend
from lma_data.charts.theme import SIZE, Look, axis, hovering, layout, palette


@dataclass(frozen=True)
class Part:
    """One part of every bar: its name, figures, hovers, colour, and pattern (so that colour is not the only sign)."""

    name: str
    values: Sequence[float]
    hovers: Sequence[str]
    colour: str
    pattern: str = ""


def stacked_bars(
    labels: Sequence[str], parts: Sequence[Part], totals: Sequence[str], look: Look, *, keys: Sequence[str]
) -> dict[str, Any]:
    """Horizontal bars from the largest down, each made of its parts, with the total written at its end."""
    sums = [sum(values) for values in zip(*(part.values for part in parts), strict=True)]
    largest = max(sums, default=1) or 1
    spec_layout = layout(
        look,
        height_of(len(labels), ROW_OF_TWO_LINES if any("<br>" in label for label in labels) else ROW),
        barmode="stack",
        xaxis=axis(look, visible=False, range=[0, largest * (2 if look.compact else 1.3)]),
        yaxis=row_axis(look, labels),
        bargap=0.28,
    )
    if len(parts) > 1:
        add_legend(spec_layout, [("▨" if part.pattern else "■", part.name, part.colour) for part in parts], look)
    traces = [_bars(part, keys, palette(look).ground) for part in parts]
    return {"data": [*traces, _written(totals, sums, palette(look).ink)], "layout": spec_layout}


def _bars(part: Part, keys: Sequence[str], ground: str) -> dict[str, Any]:
    pattern = {"shape": part.pattern, "fillmode": "overlay", "fgcolor": ground, "size": 7, "solidity": 0.2}
    return {
        "type": "bar",
        "orientation": "h",
        "name": part.name,
        "x": list(part.values),
        "y": list(range(len(keys))),
        "marker": {"color": part.colour, "pattern": pattern},
        "customdata": list(keys),
        **hovering(part.hovers),
    }


def _written(totals: Sequence[str], sums: Sequence[float], ink: str) -> dict[str, Any]:
    """The totals at the ends of the bars."""
    return {
        "type": "scatter",
        "mode": "text",
        "x": sums,
        "y": list(range(len(sums))),
        "text": [f" {total}" for total in totals],
        "textposition": "middle right",
        "textfont": {"size": SIZE, "color": ink},
        "cliponaxis": False,
        "hoverinfo": "skip",
        "showlegend": False,
    }
