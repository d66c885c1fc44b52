"""Ranked bars: the ten to fifteen largest, and the chosen ones."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import Any

from lma_data.charts.theme import SIZE, Look, axis, layout, palette

ROW = 30  # px a bar
ROW_OF_TWO_LINES = 46  # px
PHONE = 300  # px that labels, bars and figures share on a phone
LABEL_LINE = 22  # characters in a line of a label on a phone
BUTTON = 24  # px above the bars of a phone, where the button that saves the picture always stands


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
            "pattern": {"fillmode": "overlay", "shape": ["/" if mark else "" for mark in marked], "fgcolor": colours.ground, "size": 6},
        },
        "hovertext": list(hovers),
        "hovertemplate": "%{hovertext}<extra></extra>",
        "customdata": list(keys or labels),
    }
    largest = max(values, default=1) or 1
    lines = [_wrapped(label) if look.compact else [label] for label in labels]
    row = ROW_OF_TWO_LINES if any(len(parts) > 1 for parts in lines) else ROW
    room = 1.28
    if look.compact:
        bars = max(100.0, PHONE - 7.5 * max((len(part) for parts in lines for part in parts), default=0))
        room = bars / (bars - 60)
    spec_layout = layout(
        look,
        height_of(len(labels), row) + (BUTTON if look.compact else 0),
        xaxis=axis(look, visible=False, range=[0, largest * room]),
        yaxis=axis(
            look,
            autorange="reversed",
            tickmode="array",
            tickvals=list(range(len(labels))),
            ticktext=["<br>".join(parts) for parts in lines],
            showgrid=False,
            tickfont={"size": SIZE, "color": colours.ink},
        ),
        bargap=0.28,
    )
    if look.compact:
        spec_layout["margin"] = spec_layout["margin"] | {"t": spec_layout["margin"]["t"] + BUTTON}
    return {"data": [trace], "layout": spec_layout}


def height_of(bars: int, row: int = ROW) -> int:
    """How high a chart of so many bars is, in px."""
    return max(160, 40 + row * bars)


def _wrapped(label: str) -> list[str]:
    """The lines of a label on a phone."""
    return textwrap.wrap(label, LABEL_LINE, break_long_words=False, break_on_hyphens=False) or [""]
