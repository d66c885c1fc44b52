"""Moves: for each case a figure before and after something, joined, and the targets that it has."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from lma_data.charts.annotations import segment
from lma_data.charts.axes import amount_axis, round_ticks, row_axis
from lma_data.charts.legend import add_legend
from lma_data.charts.theme import FONT, SIZE, Look, hovering, layout, palette

ROW = 30  # px a case
LABEL_LINE = 20  # characters in a line of a label on a phone
LABEL_LINES = 2  # hover says it all
TEXT = 7.6  # px a letter beside the rows


@dataclass(frozen=True)
class Move:
    """One case: its label, what it was and is (None: not known), what stands beside its row, hover, and its targets."""

    label: str
    before: float | None
    after: float | None
    text: str
    hover: str
    targets: Sequence[float] = ()


def moves_chart(
    groups: Sequence[tuple[str, Sequence[Move]]],
    names: tuple[str, str, str],
    look: Look,
    *,
    tick: Callable[[float], str],
) -> dict[str, Any]:
    """Groups of cases under their names; an open circle before, a filled one after, an upright dash for a target.

    `names` say what the three signs are. A group without a name has no heading.
    """
    rows: list[Move | str] = []
    for name, cases in groups:
        rows += [name, *cases] if name else cases
    moves = [(place, row) for place, row in enumerate(rows) if isinstance(row, Move)]
    colours = palette(look)
    top = max([*(max(one.before or 0, one.after or 0, *one.targets) for _, one in moves), 1])
    labels = [_label(row, look) for row in rows]
    tall = ROW + 10 * any("<br>" in label for label in labels)
    spec_layout = layout(
        look,
        52 + tall * len(rows),
        xaxis=amount_axis(look, round_ticks(top), tick, range=[-top * 0.02, top * 1.04], tickangle=0),
        yaxis=row_axis(look, labels, tickfont={"size": SIZE - look.compact, "color": colours.ink}),
        shapes=[
            segment((one.before, one.after), (place, place), colours.other, 3, layer="below")
            for place, one in moves
            if one.before is not None and one.after is not None
        ],
        annotations=[_beside(place, one, look) for place, one in moves],
    )
    spec_layout["margin"]["r"] = 14 + round(max((len(one.text) for _, one in moves), default=0) * TEXT)
    signs = [("○", names[0], colours.quiet), ("●", names[1], colours.series[0])]
    aims = [(place, one, target) for place, one in moves for target in one.targets]
    add_legend(spec_layout, [*signs, *([("|", names[2], colours.ink)] if aims else [])], look)
    before = [one.before for _, one in moves]
    after = [one.after for _, one in moves]
    data = [
        _aims(aims, names[2], look),
        _signs(moves, before, names[0], look, {"color": colours.ground, "line": {"color": colours.quiet, "width": 2}}),
        _signs(moves, after, names[1], look, {"color": colours.series[0]}),
    ]
    return {"data": data, "layout": spec_layout}


def _label(row: Move | str, look: Look) -> str:
    if isinstance(row, str):
        return f"<b>{row}</b>"
    if not look.compact:
        return row.label
    lines = textwrap.wrap(row.label, LABEL_LINE, break_long_words=False, max_lines=LABEL_LINES, placeholder=" …")
    return "<br>".join(lines) or row.label


def _beside(place: int, one: Move, look: Look) -> dict[str, Any]:
    """What has moved, in a column at the right."""
    return {
        "xref": "paper",
        "x": 1,
        "xanchor": "left",
        "xshift": 8,
        "y": place,
        "text": one.text,
        "showarrow": False,
        "font": {"family": FONT, "size": SIZE - 1, "color": palette(look).ink},
    }


def _signs(
    moves: Sequence[tuple[int, Move]], figures: Sequence[float | None], name: str, look: Look, marker: dict[str, Any]
) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "x": list(figures),
        "y": [place for place, _ in moves],
        "cliponaxis": False,
        "marker": {"size": 12 - 2 * look.compact, **marker},
        **hovering([one.hover for _, one in moves]),
    }


def _aims(aims: Sequence[tuple[int, Move, float]], name: str, look: Look) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "x": [target for _, _, target in aims],
        "y": [place for place, _, _ in aims],
        "cliponaxis": False,
        "marker": {"size": 20, "symbol": "line-ns-open", "color": palette(look).ink, "line": {"width": 3}},
        **hovering([one.hover for _, one, _ in aims]),
    }
