"""Horizontal bars: the ten to fifteen largest of a ranking, and categories each in its own colour."""

from __future__ import annotations

import textwrap
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from lma_data.charts.axes import row_axis
from lma_data.charts.theme import BUTTON, SIZE, Look, axis, hovering, layout, palette

ROW = 30  # px a bar
ROW_OF_TWO_LINES = 46  # px
TALL_ROW = 58  # px a category, whose label may take two lines
LINE = 19  # px a line of a category's label
PHONE = 300  # px that labels, bars and figures share on a phone
CHARACTER = 7.5  # px a character, about
LABEL_LINE = 22  # characters in a line of a label on a phone


@dataclass(frozen=True)
class Category:
    """One category: its label, figure (None where there is none), how that is written, hover, and colour."""

    label: str
    value: float | None
    text: str
    hover: str
    colour: str


def ranked_bars(
    labels: Sequence[str],
    values: Sequence[float],
    texts: Sequence[str],
    hovers: Sequence[str],
    look: Look,
    *,
    keys: Sequence[str],
    chosen: Collection[str] = (),
    apart: Collection[str] = (),
    colour: str = "",
) -> dict[str, Any]:
    """Bars from the largest down, their figures written at their ends; of one `colour`, where what they count has its own.

    Of the `keys`, those `chosen` are set off by colour and bold type, those `apart` (no place of the ranking) are grey.
    """
    colours = palette(look)
    plain = colour or colours.series[0]
    shades = [colours.series[1] if key in chosen else colours.other if key in apart else plain for key in keys]
    trace = {
        **_bars(values, _bold(texts, keys, chosen), colours.ink),
        "marker": {"color": shades},
        "customdata": list(keys),
        **hovering(hovers),
    }
    lines = [_wrapped(label) if look.compact else [label] for label in labels]
    row = ROW_OF_TWO_LINES if any(len(parts) > 1 for parts in lines) else ROW
    spec_layout = layout(
        look,
        height_of(len(labels), row) + BUTTON * look.compact,
        xaxis=axis(look, visible=False, range=[0, _largest(values) * _room(lines, texts, look)]),
        yaxis=row_axis(look, _bold(["<br>".join(parts) for parts in lines], keys, chosen)),
        bargap=0.28,
    )
    spec_layout["margin"]["t"] += BUTTON * look.compact
    return {"data": [trace], "layout": spec_layout}


def category_bars(categories: Sequence[Category], look: Look) -> dict[str, Any]:
    """A bar for each category in the given order; one without a figure keeps its row and says so."""
    colours = palette(look)
    labels = [textwrap.wrap(category.label, 21 if look.compact else 32) for category in categories]
    row = max(TALL_ROW, 12 + LINE * max((len(lines) for lines in labels), default=1))
    values = [category.value or 0 for category in categories]
    known = [category.value is not None for category in categories]
    texts = [f"<b>{one.text}</b>" if is_known else one.text for one, is_known in zip(categories, known, strict=True)]
    trace = {
        **_bars(values, texts, [colours.ink if is_known else colours.quiet for is_known in known]),
        "marker": {"color": [category.colour for category in categories]},
        **hovering([category.hover for category in categories]),
    }
    spec_layout = layout(
        look,
        30 + row * len(categories),
        xaxis=axis(look, visible=False, range=[0, _largest(values) * (2 if look.compact else 1.2)]),
        yaxis=row_axis(
            look,
            ["<br>".join(lines) for lines in labels],
            tickfont={"size": SIZE - look.compact, "color": colours.ink},
        ),
        bargap=0.4,
    )
    return {"data": [trace], "layout": spec_layout}


def height_of(bars: int, row: int = ROW) -> int:
    """How high a chart of so many bars is, in px."""
    return max(160, 40 + row * bars)


def _bars(values: Sequence[float], texts: Sequence[str], ink: str | list[str]) -> dict[str, Any]:
    """Bars one under the other, with their figures at their ends."""
    return {
        "type": "bar",
        "orientation": "h",
        "x": list(values),
        "y": list(range(len(values))),
        "text": list(texts),
        "textposition": "outside",
        "textfont": {"size": SIZE, "color": ink},
        "cliponaxis": False,
    }


def _largest(values: Sequence[float]) -> float:
    return max(values, default=0) or 1


def _room(lines: Sequence[Sequence[str]], texts: Sequence[str], look: Look) -> float:
    """How much longer than the longest bar the axis is, so that a figure has room at its end."""
    if not look.compact:
        return 1.28
    written = max(60.0, CHARACTER * max(map(len, texts), default=0))
    labels = CHARACTER * max((len(part) for parts in lines for part in parts), default=0)
    bars = max(written + 40, PHONE - labels)
    return bars / (bars - written)


def _wrapped(label: str) -> list[str]:
    """The lines of a label on a phone."""
    return textwrap.wrap(label, LABEL_LINE, break_long_words=False, break_on_hyphens=False) or [""]


def _bold(texts: Sequence[str], keys: Sequence[str], chosen: Collection[str]) -> list[str]:
    return [f"<b>{text}</b>" if key in chosen else text for text, key in zip(texts, keys, strict=True)]
