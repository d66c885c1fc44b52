"""Ranked bars: the ten to fifteen largest, and the chosen ones."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lma_data.charts.theme import SIZE, Look, axis, layout, palette

ROW = 30  # px a bar


def ranked_bars(
    labels: Sequence[str],
    values: Sequence[float],
    texts: Sequence[str],
    hovers: Sequence[str],
    look: Look,
    *,
    keys: Sequence[str] | None = None,
    highlight: Sequence[bool] | None = None,
) -> dict[str, Any]:
    """Horizontal bars from the largest down, their figures written at their ends; `highlight` marks some of them."""
    colours = palette(look)
    marked = highlight or [False] * len(labels)
    trace = {
        "type": "bar",
        "orientation": "h",
        "x": list(values),
        "y": list(range(len(labels))),
        "text": list(texts),
        "textposition": "outside",
        "textfont": {"size": SIZE, "color": colours.ink},
        "cliponaxis": False,
        "marker": {
            "color": [colours.series[1] if mark else colours.series[0] for mark in marked],
            "pattern": {"shape": ["/" if mark else "" for mark in marked], "fgcolor": colours.ground, "size": 6},
        },
        "hovertext": list(hovers),
        "hovertemplate": "%{hovertext}<extra></extra>",
        "customdata": list(keys or labels),
    }
    largest = max(values, default=1) or 1
    spec_layout = layout(
        look,
        height_of(len(labels)),
        xaxis=axis(look, visible=False, range=[0, largest * 1.28]),
        yaxis=axis(
            look,
            autorange="reversed",
            tickmode="array",
            tickvals=list(range(len(labels))),
            ticktext=list(labels),
            showgrid=False,
            tickfont={"size": SIZE, "color": colours.ink},
        ),
        bargap=0.28,
    )
    return {"data": [trace], "layout": spec_layout}


def height_of(bars: int) -> int:
    """How high a chart of so many bars is, in px."""
    return max(160, 40 + ROW * bars)
