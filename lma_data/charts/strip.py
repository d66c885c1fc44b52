"""A strip of dots: every single case on one scale, against its thresholds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from lma_data.charts.lines import Target, add_target, round_ticks
from lma_data.charts.theme import FONT, SIZE, Look, axis, colour, layout, palette

HEIGHT = 430
ROOM_ABOVE = 34  # px, for the labels of the targets
INNER = HEIGHT - ROOM_ABOVE - 34  # px that the dots have


def strip(
    values: Sequence[float],
    hovers: Sequence[str],
    look: Look,
    *,
    threshold: float,
    targets: tuple[Target, Target],
    sides: tuple[str, str],
    tick: Callable[[float], str],
    keys: Sequence[str] = (),
    longest: float = 25,
) -> dict[str, Any]:
    """Dots piled up where they are many; those above the threshold in another colour and symbol.

    `targets` are the lower and the higher one; `sides` say what the dots above the threshold and the others are. What
    is beyond `longest` is piled up at the end of the scale, and hover says the figure.
    """
    colours = palette(look)
    shades = colour("below-target", look), colour("above-target", look)
    above = [value > threshold for value in values]
    x, y, tallest = pile_up(values, 0.5 if look.compact else 0.25, longest)
    trace = {
        "type": "scatter",
        "mode": "markers",
        "x": x,
        "y": y,
        "marker": {
            "size": max(4, min(6 if look.compact else 10, INNER / (tallest + 2))),
            "color": [shades[over] for over in above],
            "symbol": ["diamond" if over else "circle" for over in above],
        },
        "hovertext": list(hovers),
        "hovertemplate": "%{hovertext}<extra></extra>",
        "customdata": list(keys),
    }
    ticks = round_ticks(longest)
    texts = [tick(value) for value in ticks]
    if max(values, default=0) > longest:
        texts[-1] += "\u202f+"
    spec_layout = layout(
        look,
        HEIGHT,
        xaxis=axis(
            look,
            range=[min([0.0, *x]) - 0.5, longest + 1.5],
            tickmode="array",
            tickvals=ticks,
            ticktext=texts,
            showgrid=False,
            showline=True,
            tickangle=0,
        ),
        yaxis=axis(look, visible=False, range=[0, tallest + 1.5]),
    )
    spec_layout["margin"] = spec_layout["margin"] | {"t": ROOM_ABOVE}
    # Their labels stand on the outer sides: between the two lines there is no room on a phone.
    for target, side in zip(targets, ("right", "left"), strict=True):
        add_target(spec_layout, target, colours.ink, colours.ground, axis_name="x")
        spec_layout["annotations"][-1]["xanchor"] = side
    for position, (symbol, text, shade) in enumerate(zip("◆●", sides, reversed(shades), strict=True)):
        spec_layout["annotations"].append(
            {
                "xref": "paper",
                "yref": "paper",
                "x": 1,
                "y": 0.96 - 0.09 * position,
                "text": f"<b>{symbol}\u00a0{text}</b>",
                "showarrow": False,
                "xanchor": "right",
                "yanchor": "top",
                "font": {"family": FONT, "size": SIZE, "color": shade},
            }
        )
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
