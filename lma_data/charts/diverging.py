"""Shares against one level, such as half: panels over years, and rows that start from the level."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from lma_data.charts.annotations import segment
from lma_data.charts.axes import amount_axis, axis_number, row_axis
from lma_data.charts.lines import Line
from lma_data.charts.multiples import is_leftmost, small_multiples, unwritten
from lma_data.charts.theme import BUTTON, FONT, SIZE, Look, axis, hovering, layout, palette

ROW = 29  # px a row
HEAD = 47  # px above a group, for its name and that of the level
FOOT = 16  # px below it


@dataclass(frozen=True)
class Share:
    """One row: its label, share, how that is written, and hover."""

    label: str
    value: float
    text: str
    hover: str
    key: str = ""


def diverging_panels(
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
    values = [value for _, series in panels for line in series for _, value in line.known]
    low = step * (min([*values, level]) // step)
    high = -step * (-max([*values, level]) // step)
    ticks = [low + step * position for position in range(round((high - low) / step) + 1)]
    spec_layout = figure["layout"]
    spec_layout["annotations"].append(_name_below(panels[0][1][0], colours.quiet))
    spec_layout["shapes"] = []
    for number in map(axis_number, range(len(panels))):
        written = tick if is_leftmost(spec_layout[f"xaxis{number}"]["domain"]) else unwritten
        spec_layout[f"yaxis{number}"] |= amount_axis(look, ticks, written, range=[low, high])
        place = {"xref": f"x{number} domain", "yref": f"y{number}", "layer": "below"}
        spec_layout["shapes"].append(segment((0, 1), (level, level), colours.ink, 1.5, "dash", **place))
    return figure


def _name_below(line: Line, quiet: str) -> dict[str, Any]:
    """The name of a line, below its beginning."""
    return {
        "x": line.years[0],
        "y": min(value for _, value in line.known[:2]),
        "text": line.label,
        "showarrow": False,
        "xanchor": "left",
        "yanchor": "top",
        "yshift": -4,
        "font": {"family": FONT, "size": SIZE - 1, "color": quiet},
    }


def diverging_rows(
    groups: Sequence[tuple[str, Sequence[Share]]], look: Look, *, level: float, level_label: str, colour: str
) -> dict[str, Any]:
    """Groups of rows beside each other (on a phone below each other), on one scale: stems from the level to dots."""
    most = max((len(shares) for _, shares in groups), default=1)
    bands = len(groups) if look.compact else 1  # how many stand below each other
    height = HEAD + FOOT + 27 + ROW * most  # of a band
    spec_layout = layout(look, bands * height, annotations=[], shapes=[])
    spec_layout["margin"]["t"] = 16 + BUTTON * look.compact
    scales = _scales([shares for _, shares in groups], level, look)
    domains = [[0.0, 1.0] for _ in groups] if look.compact else _side_by_side(scales)
    traces = []
    for position, (name, shares) in enumerate(groups):
        number = axis_number(position)
        band = position if look.compact else 0
        upper, lower = 1 - (band + HEAD / height) / bands, 1 - (band + 1 - FOOT / height) / bands
        spec_layout[f"xaxis{number}"] = axis(
            look, domain=domains[position], anchor=f"y{number}", visible=False, range=scales[position]
        )
        spec_layout[f"yaxis{number}"] = row_axis(
            look,
            [f"{share.label} <b>{share.text}</b>" if look.compact else share.label for share in shares],
            domain=[lower, upper],
            anchor=f"x{number}",
            range=[most - 0.4, -0.6],  # a shorter group has rows as high as the longest
        )
        spec_layout["shapes"] += _stems(shares, number, level, colour, palette(look).ink)
        spec_layout["annotations"] += _headings(name, level_label, number, level, upper, look)
        traces.append(_dots(shares, number, level, colour, look))
    return {"data": traces, "layout": spec_layout}


def _scales(groups: Sequence[Sequence[Share]], level: float, look: Look) -> list[list[float]]:
    """From where to where the scale of each group goes, with room for the figures beside the dots."""
    reaches = [[min([level, *values]), max([level, *values])] for values in _values(groups)]
    low, high = min(reach[0] for reach in reaches), max(reach[1] for reach in reaches)
    room = (high - low or 1) * 0.17
    if look.compact:
        return [[low - room / 2, high + room / 2] for _ in groups]
    return [[low - room, high + room] for low, high in reaches]


def _values(groups: Sequence[Sequence[Share]]) -> list[list[float]]:
    return [[share.value for share in shares] for shares in groups]


def _side_by_side(scales: Sequence[Sequence[float]], gap: float = 0.17) -> list[list[float]]:
    """Where the groups stand beside each other: as wide as their scales, so that one point is as long in each."""
    unit = (1 - gap * (len(scales) - 1)) / sum(high - low for low, high in scales)
    domains, left = [], 0.0
    for low, high in scales:
        right = left + (high - low) * unit
        domains.append([left, min(right, 1.0)])
        left = right + gap
    return domains


def _stems(shares: Sequence[Share], number: str, level: float, colour: str, ink: str) -> list[dict[str, Any]]:
    """A stem from the level to each dot, and the dashed line of the level."""
    place = {"xref": f"x{number}", "yref": f"y{number}"}
    stems = [
        segment((level, share.value), (row, row), colour, 3, layer="below", **place) for row, share in enumerate(shares)
    ]
    return [*stems, segment((level, level), (0, 1), ink, 1.5, "dash", **place | {"yref": f"y{number} domain"})]


def _headings(name: str, level_label: str, number: str, level: float, upper: float, look: Look) -> list[dict[str, Any]]:
    """What the level is, above its line, and over it the name of the group."""
    ink = palette(look).ink
    heading = {"showarrow": False, "yref": "paper", "y": upper, "yanchor": "bottom"}
    edge = {"x": 1, "xanchor": "right"} if look.compact else {"x": 0, "xanchor": "left"}
    return [
        heading
        | {
            "xref": f"x{number}",
            "x": level,
            "text": level_label,
            "font": {"family": FONT, "size": SIZE - 1, "color": ink},
        },
        heading
        | edge
        | {
            "xref": f"x{number} domain",
            "yshift": 20,
            "text": f"<b>{name}</b>",
            "font": {"family": FONT, "size": SIZE, "color": ink},
        },
    ]


def _dots(shares: Sequence[Share], number: str, level: float, colour: str, look: Look) -> dict[str, Any]:
    """The dots; a phone has the figures beside the labels."""
    return {
        "type": "scatter",
        "mode": "markers" if look.compact else "markers+text",
        "xaxis": f"x{number}",
        "yaxis": f"y{number}",
        "x": [share.value for share in shares],
        "y": list(range(len(shares))),
        "text": [f"  {share.text}  " for share in shares],
        "textposition": ["middle left" if share.value < level else "middle right" for share in shares],
        "textfont": {"size": SIZE, "color": palette(look).ink},
        "cliponaxis": False,
        "customdata": [share.key for share in shares],
        "marker": {"size": 13, "color": colour},
        **hovering([share.hover for share in shares]),
    }
