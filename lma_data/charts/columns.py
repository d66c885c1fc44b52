"""Columns over years: what is counted within each year, one column a year, its figure above it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lma_data.charts.axes import year_axis
from lma_data.charts.theme import SIZE, Look, axis, hovering, layout, palette


def year_columns(
    years: Sequence[int],
    values: Sequence[float | None],
    texts: Sequence[str],
    hovers: Sequence[str],
    look: Look,
    *,
    height: int = 400,
) -> dict[str, Any]:
    """Columns from zero; on a phone the figures stand upright inside them."""
    colours = palette(look)
    top = max((value for value in values if value is not None), default=1) or 1
    trace = {
        "type": "bar",
        "x": list(years),
        "y": list(values),
        "text": [f"<b>{text}</b>" for text in texts],
        "textposition": "inside" if look.compact else "outside",
        "textangle": -90 if look.compact else 0,
        "insidetextanchor": "end",
        "textfont": {"size": SIZE, "color": colours.ground if look.compact else colours.ink},
        "cliponaxis": False,
        "marker": {"color": colours.series[0]},
        **hovering(hovers),
    }
    spec_layout = layout(
        look,
        height,
        xaxis=year_axis(look, list(years)[:: 2 if look.compact else 1], tickfont={"size": SIZE, "color": colours.ink}),
        yaxis=axis(look, visible=False, range=[0, top * 1.12]),
        bargap=0.3,
    )
    return {"data": [trace], "layout": spec_layout}
