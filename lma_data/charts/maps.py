"""The world map: shares in classes of one hue, small states as points, areas without a figure in the colour of missing."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lma_data.charts.theme import SIZE, Look, Palette, hovering, layout, palette

Point = tuple[str, float, float, float, str]  # key, longitude, latitude, value, hover


@dataclass(frozen=True)
class Classes:
    """The limits between the classes of a map, and what to write at them; as many classes as the hue has shades, at most.

    With a `middle`, one of the limits, the classes below and above it are of two hues, the farther the stronger. With a
    `lowest`, that stands where the lowest class begins, which is set off from areas without a figure by a stronger shade.
    """

    limits: Sequence[float]
    labels: Sequence[str]
    middle: float | None = None
    lowest: str = ""

    def of(self, value: float) -> int:
        return bisect_right(self.limits, value)


def world_map(
    keys: Sequence[str],
    values: Sequence[float],
    hovers: Sequence[str],
    points: Sequence[Point],
    classes: Classes,
    look: Look,
    *,
    missing_label: str,
) -> dict[str, Any]:
    """A choropleth of `keys` (ISO3), and `points` for states too small to see."""
    colours = palette(look)
    areas = {
        "type": "choropleth",
        "locations": list(keys),
        "z": [classes.of(value) + 0.5 for value in values],
        "coloraxis": "coloraxis",
        "marker": {"line": {"color": colours.land_line, "width": 0.6}},
        "customdata": list(keys),
        **hovering(hovers),
    }
    spec_layout = layout(
        look,
        300 if look.compact else 440,
        geo=_geo(colours),
        coloraxis=colour_axis(classes, colours),
        legend={"x": 0.02, "y": 0.02, "xanchor": "left", "yanchor": "bottom", "bgcolor": "rgba(0,0,0,0)"},
    )
    spec_layout |= {"showlegend": True, "margin": {"l": 0, "r": 0, "t": 4, "b": 56}}
    return {
        "data": [areas, _small_states(points, classes, look), _missing(missing_label, colours)],
        "layout": spec_layout,
    }


def _small_states(points: Sequence[Point], classes: Classes, look: Look) -> dict[str, Any]:
    keys, longitudes, latitudes, values, hovers = zip(*points, strict=True) if points else ((), (), (), (), ())
    return {
        "type": "scattergeo",
        "lon": list(longitudes),
        "lat": list(latitudes),
        "customdata": list(keys),
        "marker": {
            "size": 5 if look.compact else 9,
            "color": [classes.of(value) + 0.5 for value in values],
            "coloraxis": "coloraxis",
            "line": {"color": palette(look).ink, "width": 1},
        },
        "showlegend": False,
        **hovering(hovers),
    }


def _missing(label: str, colours: Palette) -> dict[str, Any]:
    """A mark that stands nowhere on the map: its entry in the legend says what the colour of missing means."""
    return {
        "type": "scattergeo",
        "lon": [None],
        "lat": [None],
        "name": label,
        "marker": {
            "symbol": "square",
            "size": 14,
            "color": colours.missing,
            "line": {"color": colours.quiet, "width": 1},
        },
        "showlegend": True,
        "hoverinfo": "skip",
    }


def _geo(colours: Palette) -> dict[str, Any]:
    """Equal Earth without Antarctica; the Bering Strait, not Chukotka, is the edge."""
    return {
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
    }


def colour_axis(classes: Classes, colours: Palette) -> dict[str, Any]:
    """A shade for each class, and the limits between them written under the map."""
    shades = _class_shades(classes, colours)
    number = len(shades)
    edges = [(position, shade) for place, shade in enumerate(shades) for position in (place, place + 1)]
    return {
        "cmin": 0,
        "cmax": number,
        "colorscale": [[position / number, shade] for position, shade in edges],
        "colorbar": {
            "orientation": "h",
            "y": -0.02,
            "yanchor": "top",
            "x": 0.5,
            "len": 0.8,
            "thickness": 14,
            "outlinewidth": 0,
            "tickmode": "array",
            "tickvals": list(range(0 if classes.lowest else 1, number)),
            "ticktext": [*([classes.lowest] if classes.lowest else []), *classes.labels],
            "tickfont": {"size": SIZE - 1, "color": colours.ink},
        },
    }


def _class_shades(classes: Classes, colours: Palette) -> list[str]:
    """A shade for each class, from the lowest: of one hue, or of two that part at the middle."""
    number = len(classes.limits) + 1
    if classes.lowest:
        return _spread(colours.sequence, number + 1)[1:]
    if classes.middle is None:
        return _spread(colours.sequence, number)
    under = list(classes.limits).index(classes.middle) + 1
    return _spread(colours.below, under)[::-1] + _spread(colours.above, number - under)


def _spread(shades: Sequence[str], number: int) -> list[str]:
    """So many of the shades, from the lightest to the darkest, evenly apart."""
    if number > len(shades):
        raise ValueError(f"{number} classes, and only {len(shades)} shades")
    if number == 1:
        return [shades[-1]]
    return [shades[round(position * (len(shades) - 1) / (number - 1))] for position in range(number)]
