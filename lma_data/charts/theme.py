"""The one place for the colours and the type of charts.

Series colours were checked for contrast (3:1 and more on their ground) and for the three kinds of colour blindness. A
category has the same colour on every page (`ROLES`); colour is never the only sign: dashes, symbols and labels say the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

Appearance = Literal["light", "dark"]
FONT = '"Source Sans", "Source Sans Pro", "Helvetica Neue", Arial, sans-serif'
SIZE = 15  # px: read on a laptop; a slide scales it
BUTTON = 24  # px above a chart on a phone, where the button that saves the picture always stands


@dataclass(frozen=True)
class Look:
    """For what a chart is drawn: a light or a dark ground, and whether the screen is a phone's."""

    appearance: Appearance = "light"
    compact: bool = False


@dataclass(frozen=True)
class Palette:
    """The colours of one appearance."""

    ground: str
    ink: str
    quiet: str  # axes, secondary text: 4.5:1 on the ground
    grid: str
    series: tuple[str, ...]
    other: str  # context, "other"
    missing: str
    land_line: str
    sequence: tuple[str, ...]  # amounts, from little to much
    below: tuple[str, ...]  # below a level such as half, from near it to far from it, in the hue of series 1
    above: tuple[str, ...]  # above it, in the hue of series 2


PALETTES: dict[Appearance, Palette] = {
    "light": Palette(
        ground="#FFFFFF",
        ink="#16202C",
        quiet="#56626F",
        grid="#E6EAEE",
        series=("#123F7C", "#E8590C", "#2E9E8F", "#6B1237", "#8A7CF0"),
        other="#8B95A1",
        missing="#E3E7EC",
        land_line="#FFFFFF",
        sequence=("#D6E4F5", "#AECBEB", "#7FABDB", "#4F88C6", "#2A62A3", "#123F7C", "#071F45"),
        below=("#BCD4EF", "#7FABDB", "#3F78B8", "#123F7C"),
        above=("#FBCFB2", "#F39A62", "#DE5A12", "#8F3200"),
    ),
    "dark": Palette(
        ground="#10171F",
        ink="#EEF2F6",
        quiet="#A9B4C0",
        grid="#2A3440",
        series=("#8FB8FF", "#E8692C", "#7FE3C4", "#B36AE2", "#F4CF5A"),
        other="#7D8896",
        missing="#2A3440",
        land_line="#10171F",
        sequence=("#1F3A5C", "#2B5182", "#3A6BAA", "#5288CC", "#76A6E6", "#A5C6F7", "#DCEAFF"),
        below=("#274B79", "#3A6BAA", "#76A6E6", "#C4DAFB"),
        above=("#6E3416", "#A84C1C", "#EE8550", "#FBCDB0"),
    ),
}

# Which series colour a category has, wherever it is shown.
ROLES = {
    "women": 1,
    "men": 0,
    "revision-2024": 0,
    "revision-2020": 1,
    "refugees": 0,
    "asylum-seekers": 2,
    "idps": 1,
    "disasters": 2,
    "palestine-refugees": 3,
    "other-protection": 4,
    "above-target": 1,
    "below-target": 0,
    "cohort": 2,  # the people of a course, beside the world's migrants
    "migrant-workers": 0,
    "emigrants": 0,
    "immigrants": 1,
    "nationals": 0,
    "foreigners": 1,
    "services": 0,
    "industry": 1,
    "agriculture": 2,
    "reached": 0,  # a step of the journey
    "met": 0,  # a condition of the certificate
    "possible": 2,
    "no-longer": 1,
    "paid": 0,  # fees: what has come
    "owed": 1,  # and what has not
    "refund": 2,
    "penalty": 3,
}


def palette(look: Look) -> Palette:
    return PALETTES[look.appearance]


def colour(role: str, look: Look) -> str:
    """The colour of a category; KeyError for one that has none, so that none is improvised."""
    return palette(look).series[ROLES[role]]


def layout(look: Look, height: int, **more: Any) -> dict[str, Any]:
    """The layout that every chart starts from: ground, type, hover, no title (it stands above the chart, as text)."""
    colours = palette(look)
    return {
        "height": height,
        "paper_bgcolor": colours.ground,
        "plot_bgcolor": colours.ground,
        "font": {"family": FONT, "size": SIZE, "color": colours.ink},
        "margin": {"l": 8, "r": 16, "t": 16, "b": 8, "pad": 4},
        "hoverlabel": {
            "bgcolor": colours.ground,
            "bordercolor": colours.quiet,
            "font": {"family": FONT, "size": SIZE, "color": colours.ink},
            "align": "left",
        },
        "showlegend": False,
        "dragmode": False,
        "modebar": {"bgcolor": "rgba(0,0,0,0)", "color": colours.quiet, "activecolor": colours.ink},
        **more,
    }


def axis(look: Look, **more: Any) -> dict[str, Any]:
    """A quiet axis: thin grid, no zero line of its own, room made for its labels."""
    colours = palette(look)
    return {
        "gridcolor": colours.grid,
        "linecolor": colours.quiet,
        "zeroline": False,
        "automargin": True,
        "fixedrange": True,
        "tickfont": {"size": SIZE - 1, "color": colours.quiet},
        "ticks": "",
        **more,
    }


def hovering(texts: Sequence[str]) -> dict[str, Any]:
    """What hover says of each mark, and nothing else."""
    return {"hovertext": list(texts), "hovertemplate": "%{hovertext}<extra></extra>"}
