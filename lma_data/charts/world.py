"""The world map: shares in classes of one hue, small states as points, areas without a figure in the colour of missing."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lma_data.charts.theme import SIZE, Look, layout, palette


@dataclass(frozen=True)
class Classes:
    """The limits between the classes of a map, and what to write at them; as many classes as the hue has shades, at most."""

    limits: Sequence[float]
    labels: Sequence[str]

    def of(self, value: float) -> int:
        return bisect_right(self.limits, value)


def world_map(
    keys: Sequence[str],
    values: Sequence[float],
    hovers: Sequence[str],
    points: Sequence[tuple[str, float, float, float, str]],
    classes: Classes,
    look: Look,
    *,
    missing_label: str,
) -> dict[str, Any]:
    """A choropleth of `keys` (ISO3), and `points` (key, longitude, latitude, value, hover) for states too small to see."""
    colours = palette(look)
    shades = _spread(colours.sequence, len(classes.limits) + 1)
    line = {"color": colours.land_line, "width": 0.6}
    areas = {
        "type": "choropleth",
        "locations": list(keys),
        "z": [classes.of(value) + 0.5 for value in values],
        "hovertext": list(hovers),
        "hovertemplate": "%{hovertext}<extra></extra>",
        "coloraxis": "coloraxis",
        "marker": {"line": line},
        "customdata": list(keys),
    }
    small = {
        "type": "scattergeo",
        "lon": [point[1] for point in points],
        "lat": [point[2] for point in points],
        "hovertext": [point[4] for point in points],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "customdata": [point[0] for point in points],
        "marker": {
            "size": 5 if look.compact else 9,
            "color": [classes.of(point[3]) + 0.5 for point in points],
            "coloraxis": "coloraxis",
            "line": {"color": colours.ink, "width": 1},
        },
        "showlegend": False,
    }
    missing = {
        "type": "scattergeo",
        "lon": [None],
        "lat": [None],
        "name": missing_label,
        "marker": {
            "symbol": "square",
            "size": 14,
            "color": colours.missing,
            "line": {"color": colours.quiet, "width": 1},
        },
        "showlegend": True,
        "hoverinfo": "skip",
    }
    number = len(shades)
    spec_layout = layout(
        look,
        300 if look.compact else 440,
        geo={
            "projection": {"type": "equal earth"},
            "resolution": 50,
            "fitbounds": False,
            "lataxis": {"range": [-57, 84]},
            "lonaxis": {"range": [-170, 190]},
            "showframe": False,
            "showcoastlines": False,
            "showland": True,
            "landcolor": colours.missing,
            "showcountries": True,
            "countrycolor": colours.land_line,
            "countrywidth": 0.6,
            "showocean": False,
            "showlakes": False,
            "showrivers": False,
            "bgcolor": colours.ground,
        },
        coloraxis={
            "cmin": 0,
            "cmax": number,
            "colorscale": [
                [edge / number, shade] for position, shade in enumerate(shades) for edge in (position, position + 1)
            ],
            "colorbar": {
                "orientation": "h",
                "y": -0.02,
                "yanchor": "top",
                "x": 0.5,
                "len": 0.8,
                "thickness": 14,
                "outlinewidth": 0,
                "tickmode": "array",
                "tickvals": list(range(1, number)),
                "ticktext": list(classes.labels),
                "tickfont": {"size": SIZE - 1, "color": colours.ink},
            },
        },
        legend={"x": 0.02, "y": 0.02, "xanchor": "left", "yanchor": "bottom", "bgcolor": "rgba(0,0,0,0)"},
    )
    spec_layout["showlegend"] = True
    spec_layout["margin"] = {"l": 0, "r": 0, "t": 4, "b": 56}
    return {"data": [areas, small, missing], "layout": spec_layout}


def _spread(shades: Sequence[str], number: int) -> list[str]:
    """So many of the shades, from the lightest to the darkest, evenly apart."""
    if number > len(shades):
        raise ValueError(f"{number} classes, and only {len(shades)} shades")
    if number == 1:
        return [shades[-1]]
    return [shades[round(position * (len(shades) - 1) / (number - 1))] for position in range(number)]
