"""Bars of people against places: who wants something, in parts, and a mark at how many places there are."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import Any

from lma_data.charts.axes import row_axis
from lma_data.charts.legend import add_legend
from lma_data.charts.stacked import Part
from lma_data.charts.theme import SIZE, Look, axis, hovering, layout, palette

ROW = (34, 62)  # px a bar; on a phone its label stands above it
LABEL = 36  # characters in a line of a label


def place_bars(
    labels: Sequence[str],
    parts: Sequence[Part],
    places: Sequence[float | None],
    texts: Sequence[str],
    look: Look,
    *,
    keys: Sequence[str],
    mark: str,
) -> dict[str, Any]:
    """A bar for each label in the given order, made of its parts; a mark where its places end, none where no limit is known.

    `texts` stand behind bar and mark; `mark` is what the mark is called.
    """
    colours = palette(look)
    sums = [sum(values) for values in zip(*(part.values for part in parts), strict=True)]
    ends = [max(total, limit or 0) for total, limit in zip(sums, places, strict=True)]
    wrapped = ["<br>".join(textwrap.wrap(label, LABEL)) for label in labels]
    row = ROW[look.compact] + 14 * (not look.compact and any("<br>" in label for label in wrapped))
    spec_layout = layout(
        look,
        30 + row * len(labels),
        barmode="stack",
        xaxis=axis(look, visible=False, range=[0, (max(ends, default=1) or 1) * (1.45 if look.compact else 1.2)]),
        yaxis=row_axis(look, wrapped, showticklabels=not look.compact),
        bargap=0.58 if look.compact else 0.3,
    )
    signs = [("▨" if part.pattern else "■", part.name, part.colour) for part in parts]
    add_legend(spec_layout, [*signs, ("┃", mark, colours.ink)], look)
    if look.compact:
        spec_layout["annotations"] += [_above(label, place, colours.ink) for place, label in enumerate(labels)]
    traces = [_bars(part, keys, colours.ground) for part in parts]
    return {"data": [*traces, _marks(places, look), _written(texts, ends, colours.ink)], "layout": spec_layout}


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


def _marks(places: Sequence[float | None], look: Look) -> dict[str, Any]:
    known = [(row, limit) for row, limit in enumerate(places) if limit is not None]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [limit for _, limit in known],
        "y": [row for row, _ in known],
        "marker": {"symbol": "line-ns-open", "size": 20, "color": palette(look).ink, "line": {"width": 3}},
        "cliponaxis": False,
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _written(texts: Sequence[str], ends: Sequence[float], ink: str) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "text",
        "x": list(ends),
        "y": list(range(len(ends))),
        "text": [f"  {text}" for text in texts],
        "textposition": "middle right",
        "textfont": {"size": SIZE, "color": ink},
        "cliponaxis": False,
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _above(label: str, row: int, ink: str) -> dict[str, Any]:
    """The label of a bar on a phone, above it."""
    return {
        "xref": "paper",
        "x": 0,
        "xanchor": "left",
        "yref": "y",
        "y": row,
        "yshift": 14,
        "yanchor": "bottom",
        "text": textwrap.shorten(label, 46, placeholder="…"),
        "showarrow": False,
        "font": {"size": SIZE - 1, "color": ink},
    }
