"""A legend above or below a chart: what each sign stands for, in its colour."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import Any

from lma_data.charts.theme import BUTTON, FONT, SIZE, Look, palette

LINE = 22  # px


def add_legend(
    spec_layout: dict[str, Any], signs: Sequence[tuple[str, str, str]], look: Look, *, below: bool = False
) -> None:
    """Write (sign, name, colour) above or below the chart, one under the other, and make room for them."""
    lines = []
    for sign, name, colour in signs:
        first, *more = textwrap.wrap(name, 36 if look.compact else 90)
        lines += [f'<span style="color:{colour};font-size:18px"><b>{sign}</b></span> {first}']
        lines += [f"\u2003{rest}" for rest in more]
    room = LINE * len(lines) + (44 if below else 12 + BUTTON * look.compact)
    spec_layout["margin"] = spec_layout["margin"] | {"b" if below else "t": room}
    spec_layout["height"] += room
    place = (
        {"x": 0, "xanchor": "left", "y": 0, "yanchor": "top", "yshift": -36}
        if below
        else {"x": 1, "xanchor": "right", "y": 1, "yanchor": "bottom"}
    )
    spec_layout.setdefault("annotations", []).append(
        {
            **place,
            "xref": "paper",
            "yref": "paper",
            "align": "left",
            "text": "<br>".join(lines),
            "showarrow": False,
            "font": {"family": FONT, "size": SIZE - look.compact, "color": palette(look).ink},
        }
    )
