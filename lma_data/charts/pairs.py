"""Pairs: two figures of the same case on one scale, joined, so that one sees which is larger and by how much."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from lma_data.charts.keys import add_key
from lma_data.charts.lines import round_ticks
from lma_data.charts.theme import SIZE, Look, axis, layout, palette

ROW = 36  # px a pair


@dataclass(frozen=True)
class Pair:
    """One case: its label, its two figures, and what hover says of each."""

    label: str
    first: float
    second: float
    hovers: tuple[str, str]


def pairs(cases: Sequence[Pair], names: tuple[str, str], look: Look, *, tick: Callable[[float], str]) -> dict[str, Any]:
    """A row for each case: a filled circle for the first figure, an open square for the second, a line between."""
    colours = palette(look)
    rows = list(range(len(cases)))
    shades = (colours.series[1], colours.series[0])
    symbols = ("circle", "square-open")
    top = max((figure for case in cases for figure in (case.first, case.second)), default=1) or 1
    ticks = round_ticks(top)
    traces = [
        {
            "type": "scatter",
            "mode": "markers",
            "name": name,
            "x": [(case.first, case.second)[place] for case in cases],
            "y": rows,
            "cliponaxis": False,
            "marker": {"size": 13, "color": shade, "symbol": symbol, "line": {"color": shade, "width": 3}},
            "hovertext": [case.hovers[place] for case in cases],
            "hovertemplate": "%{hovertext}<extra></extra>",
        }
        for place, (name, shade, symbol) in enumerate(zip(names, shades, symbols, strict=True))
    ]
    spec_layout = layout(
        look,
        60 + ROW * len(cases),
        xaxis=axis(
            look,
            range=[-top * 0.03, top * 1.05],
            tickmode="array",
            tickvals=ticks,
            ticktext=[tick(value) for value in ticks],
            tickangle=0,
        ),
        yaxis=axis(
            look,
            range=[len(cases) - 0.5, -0.5],
            tickmode="array",
            tickvals=rows,
            ticktext=[case.label for case in cases],
            showgrid=False,
            tickfont={"size": SIZE, "color": colours.ink},
        ),
        shapes=[
            {
                "type": "line",
                "x0": case.first,
                "x1": case.second,
                "y0": row,
                "y1": row,
                "layer": "below",
                "line": {"color": colours.other, "width": 3},
            }
            for row, case in zip(rows, cases, strict=True)
        ],
    )
    add_key(spec_layout, list(zip(("●", "□"), names, shades, strict=True)), look)
    return {"data": traces, "layout": spec_layout}
