"""Shares against one level, such as half: panels over years, and rows that start from the level."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from lma_data.charts.keys import BUTTON
from lma_data.charts.lines import Line, small_multiples
from lma_data.charts.theme import FONT, SIZE, Look, axis, layout, palette

ROW = 29  # px a row


@dataclass(frozen=True)
class Share:
    """One row: its label, share, how that is written, and hover."""

    label: str
    value: float
    text: str
    hover: str


def panels_around(
    panels: Sequence[tuple[str, Sequence[Line]]],
    look: Look,
    *,
    level: float,
    tick: Callable[[float], str],
    years: Sequence[int],
    step: int = 5,
) -> dict[str, Any]:
    """Small panels on one scale that shows only where the figures are, with a dashed line at the level in each.

    The first line of each panel is the same in all and has its name in the first one, below it.
    """
    colours = palette(look)
    figure = small_multiples(panels, look, tick=tick, years=years)
    values = [value for _, series in panels for line in series for value in line.values if value is not None]
    low = step * (min([*values, level]) // step)
    high = -step * (-max([*values, level]) // step)
    ticks = [low + step * position for position in range(round((high - low) / step) + 1)]
    spec_layout = figure["layout"]
    spec_layout["shapes"] = []
    reference = panels[0][1][0]
    spec_layout["annotations"].append(
        {
            "x": reference.years[0],
            "y": min(value for value in reference.values[:2] if value is not None),
            "text": reference.label,
            "showarrow": False,
            "xanchor": "left",
            "yanchor": "top",
            "yshift": -4,
            "font": {"family": FONT, "size": SIZE - 1, "color": colours.quiet},
        }
    )
    for position in range(len(panels)):
        number = "" if position == 0 else str(position + 1)
        first = spec_layout[f"xaxis{number}"]["domain"][0] == 0
        spec_layout[f"yaxis{number}"] |= {
            "range": [low, high],
            "tickvals": ticks,
            "ticktext": [tick(value) for value in ticks] if first else [""] * len(ticks),
        }
        spec_layout["shapes"].append(
            {
                "type": "line",
                "xref": f"x{number} domain",
                "yref": f"y{number}",
                "x0": 0,
                "x1": 1,
                "y0": level,
                "y1": level,
                "layer": "below",
                "line": {"color": colours.ink, "width": 1.5, "dash": "dash"},
            }
        )
    return figure


def rows_around(
    groups: Sequence[tuple[str, Sequence[Share]]], look: Look, *, level: float, level_label: str, colour: str
) -> dict[str, Any]:
    """Groups of rows beside each other (on a phone below each other), on one scale: stems from the level to dots."""
    colours = palette(look)
    values = [share.value for _, shares in groups for share in shares] + [level]
    room = (max(values) - min(values) or 1) * 0.17  # for the figures beside the dots
    scales = [
        [
            min([share.value for share in shares] + [level]) - room,
            max([share.value for share in shares] + [level]) + room,
        ]
        for _, shares in groups
    ]
    most = max((len(shares) for _, shares in groups), default=1)
    columns = 1 if look.compact else len(groups)
    stacked = -(-len(groups) // columns)
    domains = [[0.0, 1.0] for _ in groups] if look.compact else _domains(scales)
    if look.compact:
        scales = [[min(values) - room / 2, max(values) + room / 2] for _ in groups]
    spec_layout = layout(look, stacked * (90 + ROW * most), annotations=[], shapes=[])
    if look.compact:
        spec_layout["margin"] = spec_layout["margin"] | {"t": 16 + BUTTON}
    traces = []
    for position, (title, shares) in enumerate(groups):
        number = "" if position == 0 else str(position + 1)
        row = position // columns
        upper, lower = 1 - row / stacked - 0.09 / stacked, 1 - (row + 1) / stacked + 0.03 / stacked
        spots = list(range(len(shares)))
        spec_layout[f"xaxis{number}"] = axis(
            look, domain=domains[position], anchor=f"y{number}", visible=False, range=scales[position]
        )
        spec_layout[f"yaxis{number}"] = axis(
            look,
            domain=[lower, upper],
            anchor=f"x{number}",
            range=[most - 0.4, -0.6],
            tickmode="array",
            tickvals=spots,
            ticktext=[f"{share.label} <b>{share.text}</b>" if look.compact else share.label for share in shares],
            showgrid=False,
            showline=False,
            tickfont={"size": SIZE, "color": colours.ink},
        )
        spec_layout["shapes"] += [
            {
                "type": "line",
                "xref": f"x{number}",
                "yref": f"y{number}",
                "x0": level,
                "x1": share.value,
                "y0": spot,
                "y1": spot,
                "layer": "below",
                "line": {"color": colour, "width": 3},
            }
            for spot, share in zip(spots, shares, strict=True)
        ]
        spec_layout["shapes"].append(
            {
                "type": "line",
                "xref": f"x{number}",
                "yref": f"y{number} domain",
                "x0": level,
                "x1": level,
                "y0": 0,
                "y1": 1,
                "line": {"color": colours.ink, "width": 1.5, "dash": "dash"},
            }
        )
        heading = {"showarrow": False, "yref": "paper", "y": upper, "yanchor": "bottom"}
        spec_layout["annotations"] += [
            heading
            | {
                "xref": f"x{number}",
                "x": level,
                "text": level_label,
                "font": {"family": FONT, "size": SIZE - 1, "color": colours.ink},
            },
            heading
            | {
                "xref": f"x{number} domain",
                "x": 1 if look.compact else 0,
                "xanchor": "right" if look.compact else "left",
                "yshift": 20,
                "text": f"<b>{title}</b>",
                "font": {"family": FONT, "size": SIZE, "color": colours.ink},
            },
        ]
        traces.append(
            {
                "type": "scatter",
                "mode": "markers" if look.compact else "markers+text",
                "xaxis": f"x{number}",
                "yaxis": f"y{number}",
                "x": [share.value for share in shares],
                "y": spots,
                "text": [f"  {share.text}  " for share in shares],
                "textposition": ["middle left" if share.value < level else "middle right" for share in shares],
                "textfont": {"size": SIZE, "color": colours.ink},
                "cliponaxis": False,
                "marker": {"size": 13, "color": colour},
                "hovertext": [share.hover for share in shares],
                "hovertemplate": "%{hovertext}<extra></extra>",
            }
        )
    return {"data": traces, "layout": spec_layout}


def _domains(scales: Sequence[Sequence[float]], gap: float = 0.17) -> list[list[float]]:
    """Where the groups stand beside each other: as wide as their scales, so that one point is as long in each."""
    unit = (1 - gap * (len(scales) - 1)) / sum(high - low for low, high in scales)
    domains, left = [], 0.0
    for low, high in scales:
        right = left + (high - low) * unit
        domains.append([left, min(right, 1.0)])
        left = right + gap
    return domains
