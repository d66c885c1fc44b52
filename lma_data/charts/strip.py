"""A strip of dots: every single case on one scale, against its thresholds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from lma_data.charts.annotations import Target, add_target
from lma_data.charts.axes import amount_axis, round_ticks
from lma_data.charts.theme import FONT, SIZE, Look, axis, colour, hovering, layout

HEIGHT = 430
ROOM_ABOVE = 34  # px, for the labels of the targets
INNER = HEIGHT - ROOM_ABOVE - 34  # px that the dots have
SYMBOLS = ("circle", "diamond")  # at the higher target or below it, and above it
SIGNS = ("●", "◆")  # the same in the legend
LEGEND_LINE = 0.09  # of the chart's height


def strip_plot(
    values: Sequence[float],
    hovers: Sequence[str],
    look: Look,
    *,
    targets: tuple[Target, Target],
    sides: tuple[str, str],
    tick: Callable[[float], str],
    keys: Sequence[str],
    longest: float,
) -> dict[str, Any]:
    """Dots piled up where they are many; those above the higher of the two targets in another colour and symbol.

    `sides` say what the dots at the higher target or below it are, and those above it. What is beyond `longest` is piled
    up at the end of the scale, and hover says the figure.
    """
    x, y, tallest = pile_up(values, 0.5 if look.compact else 0.25, longest)
    above = [value > targets[1].value for value in values]
    shades = colour("below-target", look), colour("above-target", look)
    trace = {
        "type": "scatter",
        "mode": "markers",
        "x": x,
        "y": y,
        "marker": {
            "size": max(4, min(6 if look.compact else 10, INNER / (tallest + 2))),
            "color": [shades[is_above] for is_above in above],
            "symbol": [SYMBOLS[is_above] for is_above in above],
        },
        "customdata": list(keys),
        **hovering(hovers),
    }
    spec_layout = layout(
        look,
        HEIGHT,
        xaxis=_scale(look, min([0.0, *x]), longest, tick, max(values, default=0) > longest),
        yaxis=axis(look, visible=False, range=[0, tallest + 1.5]),
    )
    spec_layout["margin"]["t"] = ROOM_ABOVE
    # Their labels stand on the outer sides: between the two lines there is no room on a phone.
    for target, side in zip(targets, ("right", "left"), strict=True):
        add_target(spec_layout, target, look, of="x")
        spec_layout["annotations"][-1]["xanchor"] = side
    lines = list(zip(SIGNS, sides, shades, strict=True))[::-1]
    spec_layout["annotations"] += [_legend_line(place, *line) for place, line in enumerate(lines)]
    return {"data": [trace], "layout": spec_layout}


def pile_up(values: Sequence[float], width: float, longest: float) -> tuple[list[float], list[float], int]:
    """Where each dot stands: the middle of its bin, and its place in the pile there; and the height of the tallest."""
    piles: Counter[int] = Counter()
    x, y = [], []
    for value in values:
        pile = int(min(value, longest) // width)
        x.append(pile * width + width / 2)
        y.append(piles[pile] + 0.5)
        piles[pile] += 1
    return x, y, max(piles.values(), default=1)


def _scale(look: Look, low: float, longest: float, tick: Callable[[float], str], goes_on: bool) -> dict[str, Any]:
    """The scale of the cases; a plus at its end where some lie beyond."""
    ticks = round_ticks(longest)

    def written(value: float) -> str:
        return f"{tick(value)}\u202f+" if goes_on and value == ticks[-1] else tick(value)

    return amount_axis(
        look, ticks, written, range=[low - 0.5, longest + 1.5], showgrid=False, showline=True, tickangle=0
    )


def _legend_line(place: int, sign: str, text: str, shade: str) -> dict[str, Any]:
    return {
        "xref": "paper",
        "yref": "paper",
        "x": 1,
        "y": 0.96 - LEGEND_LINE * place,
        "text": f"<b>{sign}\u00a0{text}</b>",
        "showarrow": False,
        "xanchor": "right",
        "yanchor": "top",
        "font": {"family": FONT, "size": SIZE, "color": shade},
    }
