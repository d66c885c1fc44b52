"""A strip of dots: every single case on one scale, against its thresholds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from lma_data.charts.lines import Target, add_target, round_ticks
from lma_data.charts.theme import Look, axis, layout, palette


def strip(
    values: Sequence[float],
    hovers: Sequence[str],
    look: Look,
    *,
    threshold: float,
    targets: Sequence[Target],
    tick: Callable[[float], str],
    keys: Sequence[str] = (),
    bin_width: float = 0.25,
    longest: float = 25,
    height: int = 420,
) -> dict[str, Any]:
    """Dots piled up where they are many; those above the threshold in another colour and symbol.

    What is beyond `longest` is piled up at the end of the scale, and hover says the figure.
    """
    colours = palette(look)
    above = [value > threshold for value in values]
    piles: Counter[int] = Counter()
    x, y = [], []
    for value in values:
        pile = int(min(value, longest) // bin_width)
        x.append(pile * bin_width + bin_width / 2)
        y.append(piles[pile] + 0.5)
        piles[pile] += 1
    tallest = max(piles.values(), default=1)
    trace = {
        "type": "scatter",
        "mode": "markers",
        "x": x,
        "y": y,
        "marker": {
            "size": max(5, min(12, 300 // (tallest + 4))),
            "color": [colours.series[1] if over else colours.series[0] for over in above],
            "symbol": ["diamond" if over else "circle" for over in above],
        },
        "hovertext": list(hovers),
        "hovertemplate": "%{hovertext}<extra></extra>",
        "customdata": list(keys),
    }
    ticks = round_ticks(longest, wanted=6)
    texts = [tick(value) for value in ticks]
    if ticks[-1] == longest:
        texts[-1] += "+"
    lowest = min([0.0, *x]) - bin_width
    spec_layout = layout(
        look,
        height,
        xaxis=axis(
            look,
            range=[lowest, longest + 1],
            tickmode="array",
            tickvals=ticks,
            ticktext=texts,
            showgrid=False,
            showline=True,
            tickangle=0,
        ),
        yaxis=axis(look, visible=False, range=[0, tallest * 1.08 + 1]),
    )
    spec_layout["margin"] = spec_layout["margin"] | {"t": 34}
    for target in targets:
        add_target(spec_layout, target, colours.ink, colours.ground, axis_name="x")
    return {"data": [trace], "layout": spec_layout}
