"""Flows from senders at the left to receivers at the right, as wide as they are large, every node named beside it."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lma_data.charts.theme import BUTTON, FONT, SIZE, Look, layout, palette

GAP = 22  # px between two nodes
GAP_ON_A_PHONE = 46  # px; a label takes two or three lines there
FLOWS = 340  # px that the nodes of a side share
THICK = 14  # px a node
ROOM_ABOVE = 34  # px for the names of the two sides
LETTER = 8.2  # px, about
LABEL_LINE = 12  # characters in a line of a label on a phone
FAINT = "73"  # the opacity of a flow: 45 %


@dataclass(frozen=True)
class Node:
    """A sender or a receiver: its key, name, amount as it is written, and what hover says; `rest`: all others together."""

    key: str
    label: str
    text: str
    hover: str
    rest: bool = False


@dataclass(frozen=True)
class Flow:
    """From the sender to the receiver at these places in their lists: how much, its key, and what hover says."""

    sender: int
    receiver: int
    amount: float
    key: str
    hover: str


def sankey_chart(
    senders: Sequence[Node], receivers: Sequence[Node], flows: Sequence[Flow], sides: tuple[str, str], look: Look
) -> dict[str, Any]:
    """Both sides from the largest down, `sides` their names. The largest senders have a colour each, the rest is grey."""
    gap = GAP_ON_A_PHONE if look.compact else GAP
    height = FLOWS + gap * max(len(senders), len(receivers))
    amounts = ([0.0] * len(senders), [0.0] * len(receivers))
    for flow in flows:
        amounts[0][flow.sender] += flow.amount
        amounts[1][flow.receiver] += flow.amount
    middles = [_middles(side, height, gap) for side in amounts]
    shades = _shades(senders, look)
    nodes = [*senders, *receivers]
    trace = {
        "type": "sankey",
        "arrangement": "fixed",
        "node": {
            # Plotly takes a place of exactly 0 or 1 for none.
            "x": [0.001] * len(senders) + [0.999] * len(receivers),
            "y": [middle / height for side in middles for middle in side],
            "pad": gap,
            "thickness": THICK,
            "color": shades + [palette(look).quiet] * len(receivers),
            "line": {"width": 0},
            "label": [""] * len(nodes),
            "customdata": [node.key for node in nodes],
            "hovertemplate": [f"{node.hover}<extra></extra>" for node in nodes],
        },
        "link": {
            "source": [flow.sender for flow in flows],
            "target": [len(senders) + flow.receiver for flow in flows],
            "value": [flow.amount for flow in flows],
            "color": [shades[flow.sender] + FAINT for flow in flows],
            "customdata": [flow.key for flow in flows],
            "hovertemplate": [f"{flow.hover}<extra></extra>" for flow in flows],
        },
    }
    top = ROOM_ABOVE + BUTTON * look.compact
    spec_layout = layout(look, height + top + 12, annotations=[])
    spec_layout["margin"] = {"t": top, "b": 12, "l": _margin(senders, look), "r": _margin(receivers, look)}
    for at, (side, places, name) in enumerate(zip((senders, receivers), middles, sides, strict=True)):
        spec_layout["annotations"].append(_beside(at, 1, f"<b>{name}</b>", palette(look).quiet, look, yanchor="bottom"))
        for node, middle in zip(side, places, strict=True):
            text = _written(node, look)
            spec_layout["annotations"].append(_beside(at, 1 - middle / height, text, palette(look).ink, look))
    return {"data": [trace], "layout": spec_layout}


def _middles(amounts: Sequence[float], height: float, gap: float) -> list[float]:
    """Where the nodes of a side have their middles, in px from above: as high as their amounts, `gap` apart, centred."""
    pixels = FLOWS / (sum(amounts) or 1)
    at = (height - FLOWS - gap * (len(amounts) - 1)) / 2
    middles = []
    for amount in amounts:
        middles.append(at + amount * pixels / 2)
        at += amount * pixels + gap
    return middles


def _shades(senders: Sequence[Node], look: Look) -> list[str]:
    colours = palette(look)
    own = [*colours.series, *[colours.quiet] * len(senders)]
    return [colours.other if node.rest else own[place] for place, node in enumerate(senders)]


def _lines(node: Node, look: Look) -> list[str]:
    """The label of a node: its name and amount in a line; on a phone one under the other."""
    if not look.compact:
        return [f"{node.label}\u2002{node.text}"]
    return [*textwrap.wrap(node.label, LABEL_LINE, break_long_words=False), node.text]


def _written(node: Node, look: Look) -> str:
    if not look.compact:
        return f"<b>{node.label}</b>\u2002{node.text}"
    *name, amount = _lines(node, look)
    return f"<b>{'<br>'.join(name)}</b><br>{amount}"


def _margin(nodes: Sequence[Node], look: Look) -> int:
    return 10 + round(LETTER * max((len(line) for node in nodes for line in _lines(node, look)), default=0))


def _beside(side: int, y: float, text: str, shade: str, look: Look, yanchor: str = "middle") -> dict[str, Any]:
    """A text in the margin at the left (side 0) or at the right (1)."""
    anchor = "left" if side else "right"
    return {
        "xref": "paper",
        "yref": "paper",
        "x": side,
        "y": y,
        "xshift": 8 if side else -8,
        "yshift": 8 if yanchor == "bottom" else 0,
        "text": text,
        "showarrow": False,
        "xanchor": anchor,
        "yanchor": yanchor,
        "align": anchor,
        "font": {"family": FONT, "size": SIZE - 2 * look.compact, "color": shade},
    }
