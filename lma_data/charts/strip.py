"""A strip of dots: every single case on one scale, against its thresholds; the chosen cases named on rows of their own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from typing import Any

from lma_data.charts.annotations import Target, add_target
from lma_data.charts.axes import amount_axis, round_ticks
from lma_data.charts.theme import FONT, SIZE, Look, axis, colour, hovering, layout, palette

HEIGHT = 430
ROOM_ABOVE = 34  # px, for the labels of the targets
INNER = HEIGHT - ROOM_ABOVE - 34  # px that the dots have
SYMBOLS = ("circle", "diamond")  # at the higher target or below it, and above it
SIGNS = ("●", "◆")  # the same in the legend
LEGEND_LINE = 0.09  # of the height of the pile
NAMED_ROW = 26  # px a chosen case
NAMED_ROW_OF_TWO_LINES = 44  # px on a phone, where the name stands above the dot
LETTER = 7.6  # px, about
WIDE = 1000  # px that the scale has on a wide screen, about


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
    chosen: Collection[int] = (),
    names: Sequence[tuple[int, str]] = (),
) -> dict[str, Any]:
    """Dots piled up where they are many; those above the higher of the two targets in another colour and symbol.

    `sides` say what the dots at the higher target or below it are, and those above it. What is beyond `longest` is piled
    up at the end of the scale, and hover says the figure. Where some are `chosen` (their places in `values`), the others
    turn grey; `names` are (place, what to write): each has a row of its own under the pile, on the same scale.
    """
    x, y, tallest = pile_up(values, 0.5 if look.compact else 0.25, longest)
    shades = colour("below-target", look), colour("above-target", look)
    above = [value > targets[1].value for value in values]
    shown = [not chosen or place in chosen for place in range(len(values))]
    marks = {
        "color": [shades[over] if own else palette(look).other for over, own in zip(above, shown, strict=True)],
        "symbol": [SYMBOLS[over] for over in above],
    }
    size = max(4, min(6 if look.compact else 10, INNER / (tallest + 2)))
    pile = {
        "type": "scatter",
        "mode": "markers",
        "x": x,
        "y": y,
        "marker": {**marks, "size": size, "opacity": [1 if own else 0.45 for own in shown]},
        "customdata": list(keys),
        **hovering(hovers),
    }
    rows = len(names) * (NAMED_ROW_OF_TWO_LINES if look.compact else NAMED_ROW) + 16 * bool(names)
    share = rows / (INNER + rows)  # of the height, for the rows of names
    spec_layout = layout(
        look,
        HEIGHT + rows,
        xaxis=_scale(look, min([0.0, *x]), longest, tick, max(values, default=0) > longest),
        yaxis=axis(look, visible=False, range=[0, tallest + 1.5], domain=[share, 1]),
    )
    spec_layout["margin"]["t"] = ROOM_ABOVE
    _draw_targets(spec_layout, targets, look)
    lines = list(zip(SIGNS, sides, shades, strict=True))[::-1]
    spec_layout["annotations"] += [_legend_line(place, share, *line) for place, line in enumerate(lines)]
    if not names:
        return {"data": [pile], "layout": spec_layout}
    figure = {"data": [pile, _named(pile, values, [place for place, _ in names], longest)], "layout": spec_layout}
    spec_layout["xaxis"]["anchor"] = "y2"
    spec_layout["yaxis2"] = axis(look, visible=False, range=[len(names) - 0.4, -0.6], domain=[0, share])
    for row, (place, text) in enumerate(names):
        spec_layout["annotations"].append(_name(row, text, values[place], look, longest))
    return figure


def _draw_targets(spec_layout: dict[str, Any], targets: tuple[Target, Target], look: Look) -> None:
    """Their labels stand on the outer sides: between the two lines there is no room on a phone."""
    for target, side in zip(targets, ("right", "left"), strict=True):
        add_target(spec_layout, target, look, of="x")
        spec_layout["annotations"][-1]["xanchor"] = side


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


def _named(pile: dict[str, Any], values: Sequence[float], places: Sequence[int], longest: float) -> dict[str, Any]:
    """The dots of the rows under the pile: those at these places, as they are in the pile, but larger."""
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [min(values[place], longest + 0.5) for place in places],
        "y": list(range(len(places))),
        "yaxis": "y2",
        "cliponaxis": False,
        "marker": {
            "size": 11,
            **{sign: [pile["marker"][sign][place] for place in places] for sign in ("color", "symbol")},
        },
        "customdata": [pile["customdata"][place] for place in places],
        **hovering([pile["hovertext"][place] for place in places]),
    }


def _name(row: int, text: str, value: float, look: Look, longest: float) -> dict[str, Any]:
    """The name beside its dot, on the side that has room; on a phone above it, at the left edge."""
    place = min(value, longest + 0.5)
    fits = len(text) * LETTER < WIDE * (1 - place / longest)
    beside: dict[str, Any] = {
        "x": place,
        "xanchor": "left" if fits else "right",
        "xshift": 10 if fits else -10,
        "y": row,
    }
    above: dict[str, Any] = {"xref": "paper", "x": 0, "xanchor": "left", "y": row - 0.18, "yanchor": "bottom"}
    return {
        **(above if look.compact else beside),
        "yref": "y2",
        "text": f"<b>{text}</b>",
        "showarrow": False,
        "font": {"family": FONT, "size": SIZE - look.compact, "color": palette(look).ink},
        "bgcolor": palette(look).ground,  # over the lines of the targets
        "borderpad": 0,
    }


def _scale(look: Look, low: float, longest: float, tick: Callable[[float], str], goes_on: bool) -> dict[str, Any]:
    """The scale of the cases; a plus at its end where some lie beyond."""
    ticks = round_ticks(longest)

    def written(value: float) -> str:
        return f"{tick(value)}\u202f+" if goes_on and value == ticks[-1] else tick(value)

    return amount_axis(
        look, ticks, written, range=[low - 0.5, longest + 1.5], showgrid=False, showline=True, tickangle=0
    )


def _legend_line(place: int, share: float, sign: str, text: str, shade: str) -> dict[str, Any]:
    return {
        "xref": "paper",
        "yref": "paper",
        "x": 1,
        "y": 0.96 - LEGEND_LINE * place * (1 - share),
        "text": f"<b>{sign}\u00a0{text}</b>",
        "showarrow": False,
        "xanchor": "right",
        "yanchor": "top",
        "font": {"family": FONT, "size": SIZE, "color": shade},
    }
