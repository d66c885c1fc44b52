"""The shapes of countries: read from plotly's world_50m.json, and written back small enough for a browser.

A topology keeps each line between two countries once, as an arc. Simplifying arcs, not polygons, keeps neighbours
matching; their ends are the junctions and stay.
"""

from __future__ import annotations

import json
from collections import defaultdict
from math import inf, sqrt
from typing import Any

from shapely import LineString, MultiPolygon, Polygon

from lma_data.importers.raw import ImportProblem, Raw

SOURCE = "geo/world_50m.json"

# Degrees. An arc may stray this far from its line, and no further than this share of the side of a square as large as
# the smallest ring it belongs to: so an island keeps its shape however small it is.
STRAY, STRAY_OF_SIDE = 0.05, 0.06
GRID = 0.0025

# Where the middle of the largest part would mislead, or there is no shape: longitude, latitude.
POINTS = {
    "FJI": (178.0, -17.8),
    "IOT": (72.4, -7.3),
    "KIR": (173.0, 1.4),
    "MDV": (73.5, 4.2),
    "MHL": (171.2, 7.1),
    "RUS": (97.0, 62.0),
    "SMR": (12.46, 43.94),
    "UMI": (166.6, 19.3),
    "VAT": (12.45, 41.9),
    "WLF": (-176.2, -13.3),
    "XCX": (-2.35, 49.33),
    "XKX": (20.9, 42.6),
}

Point = tuple[float, float]
Line = list[Point]


def read_topology(raw: Raw) -> dict[str, Any]:
    """The file as it is; ImportProblem where it is not a topology with countries, land and coastlines."""
    try:
        topology = json.loads(raw.text(SOURCE))
    except ValueError as error:
        raise ImportProblem(f"{SOURCE}: not JSON: {error}") from error
    for part in ("arcs", "transform", "objects"):
        if part not in topology:
            raise ImportProblem(f"{SOURCE}: it has no {part!r}: not a topology on a grid")
    for name in ("countries", "land", "coastlines"):
        if name not in topology["objects"]:
            raise ImportProblem(f"{SOURCE}: no {name!r} among its objects: {', '.join(topology['objects'])}")
    return topology


def lines(topology: dict[str, Any]) -> list[Line]:
    """Its arcs in degrees: the file has whole steps on a grid, each counted from the one before."""
    (scale_x, scale_y), (west, south) = topology["transform"]["scale"], topology["transform"]["translate"]
    decoded = []
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            line.append((x * scale_x + west, y * scale_y + south))
        decoded.append(line)
    return decoded


def ring(numbers: list[int], arcs: list[Line]) -> Line:
    """A closed line from arcs end to end; ~n is arc n backwards."""
    points: Line = []
    for number in numbers:
        line = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += line[1:] if points else line
    return points


def countries(topology: dict[str, Any]) -> dict[str, list[list[list[int]]]]:
    """The polygons of each country by the file's code, each a list of rings, each a list of arcs.

    The file lists far parts apart under the same code (Gaza and the West Bank, Ecuador and the Galápagos); they are
    joined, because plotly.js colours only the first shape that has a code.
    """
    found: dict[str, list[list[list[int]]]] = defaultdict(list)
    for geometry in topology["objects"]["countries"]["geometries"]:
        if geometry["type"] not in ("Polygon", "MultiPolygon"):
            raise ImportProblem(f"{SOURCE}: {geometry.get('id')} is a {geometry['type']}, not a polygon")
        found[geometry["id"]] += [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
    return dict(sorted(found.items()))


def shapes(topology: dict[str, Any], arcs: list[Line]) -> dict[str, MultiPolygon]:
    return {
        code: MultiPolygon([(ring(outer, arcs), [ring(hole, arcs) for hole in holes]) for outer, *holes in polygons])
        for code, polygons in countries(topology).items()
    }


def largest(shape: MultiPolygon) -> Polygon:
    return max(shape.geoms, key=lambda part: part.area)


def middle(code: str, shape: MultiPolygon | None) -> Point:
    """A point that stands for a country: set by hand, or the centre of its largest part, or a point inside that."""
    if code in POINTS:
        return POINTS[code]
    if shape is None:
        raise ImportProblem(f"{SOURCE}: {code} has neither a shape there nor a point set by hand")
    part = largest(shape)
    point = part.centroid if part.contains(part.centroid) else part.representative_point()
    return round(point.x, 2), round(point.y, 2)


def browser_map(topology: dict[str, Any]) -> bytes:
    """The file that plotly.js fetches: countries, land and coastlines, simplified, on a coarser grid."""
    arcs = lines(topology)
    thinner = thin(topology, arcs)
    kept = sorted({abs_arc(number) for polygons in countries(topology).values() for number in flat(polygons)})
    new_number = {old: new for new, old in enumerate(kept)}

    def renumbered(part: Any) -> Any:
        if isinstance(part, list):
            return [renumbered(inner) for inner in part]
        return new_number[part] if part >= 0 else ~new_number[~part]

    def collection(name: str) -> dict[str, Any]:
        return {
            "type": "GeometryCollection",
            "geometries": [
                {"type": geometry["type"], "arcs": renumbered([part for part in geometry["arcs"] if is_known(part)])}
                for geometry in topology["objects"][name]["geometries"]
            ],
        }

    def is_known(part: Any) -> bool:
        return all(abs_arc(number) in new_number for number in flat(part))

    shape = shapes(topology, arcs)
    geometries = [
        {
            "type": "MultiPolygon",
            "id": code,
            "properties": {"ct": list(middle(code, shape[code]))},
            "arcs": renumbered(polygons),
        }
        for code, polygons in countries(topology).items()
    ]
    # plotly.js looks these up when a layer is switched on; empty, it draws nothing.
    empty = {
        name: {"type": "GeometryCollection", "geometries": []} for name in ("lakes", "ocean", "rivers", "subunits")
    }
    small = {
        "type": "Topology",
        "transform": {"scale": [GRID, GRID], "translate": [0, 0]},
        "objects": {
            "countries": {"type": "GeometryCollection", "geometries": geometries},
            "land": collection("land"),
            "coastlines": collection("coastlines"),
            **empty,
        },
        "arcs": [steps(thinner[old]) for old in kept],
    }
    return json.dumps(small, separators=(",", ":")).encode("ascii")


def thin(topology: dict[str, Any], arcs: list[Line]) -> list[Line]:
    """The arcs with fewer points, whole where a ring would otherwise cross itself or turn over."""
    stray = [inf] * len(arcs)
    rings = [
        outer_or_hole for polygons in countries(topology).values() for polygon in polygons for outer_or_hole in polygon
    ]
    for numbers in rings:
        side = sqrt(Polygon(ring(numbers, arcs)).area)
        for number in numbers:
            stray[abs_arc(number)] = min(stray[abs_arc(number)], STRAY, STRAY_OF_SIDE * side)
    thinner = [
        on_grid(line if far == inf else list(LineString(line).simplify(far).coords))
        for line, far in zip(arcs, stray, strict=True)
    ]
    for numbers in rings:
        if not same_kind(ring(numbers, arcs), ring(numbers, thinner)):
            for number in numbers:
                thinner[abs_arc(number)] = on_grid(arcs[abs_arc(number)])
    return thinner


def same_kind(before: Line, after: Line) -> bool:
    """Whether a thinner ring still encloses something, on the same side, without crossing itself where it did not."""
    if len(after) < 4:
        return False
    old, new = Polygon(before), Polygon(after)
    return new.exterior.is_ccw == old.exterior.is_ccw and (new.is_valid or not old.is_valid)


def on_grid(line: Line) -> Line:
    """The points moved to the grid, each once."""
    moved = [(round(x / GRID) * GRID, round(y / GRID) * GRID) for x, y in line]
    return [moved[0], *(point for before, point in zip(moved, moved[1:], strict=False) if point != before)]


def steps(line: Line) -> list[list[int]]:
    """A line on the grid as whole steps, the first from the origin."""
    cells = [(round(x / GRID), round(y / GRID)) for x, y in line]
    return [list(cells[0]), *([x - a, y - b] for (a, b), (x, y) in zip(cells, cells[1:], strict=False))]


def abs_arc(number: int) -> int:
    return number if number >= 0 else ~number


def flat(part: Any) -> list[int]:
    return [number for inner in part for number in flat(inner)] if isinstance(part, list) else [part]
