"""The shapes of countries: read from plotly's world_50m.json, and written back small enough for a browser.

A topology keeps each line between two countries once, as an arc. Simplifying arcs, not polygons, keeps neighbours
matching; their ends are the junctions and stay.
"""

from __future__ import annotations

import json
from collections import defaultdict
from typing import Any

from shapely import MultiPolygon, Polygon

from lma_data.importers.raw import ImportProblem, Raw

SOURCE = "geo/world_50m.json"

Point = tuple[float, float]
Line = list[Point]


def read_topology(raw: Raw) -> dict[str, Any]:
    try:
        topology = json.loads(raw.text(SOURCE))
    except ValueError as error:
        raise ImportProblem(f"{SOURCE}: not JSON: {error}") from error
    for part in ("arcs", "transform", "objects"):
        if part not in topology:
            raise ImportProblem(f"{SOURCE}: not a topology with {part!r}")
    if "countries" not in topology["objects"]:
        raise ImportProblem(f"{SOURCE}: no 'countries' among its objects: {', '.join(topology['objects'])}")
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


def polygons(geometry: dict[str, Any]) -> list[list[list[int]]]:
    """The polygons of a geometry, each a list of rings, each a list of arcs."""
    if geometry["type"] == "MultiPolygon":
        return geometry["arcs"]
    if geometry["type"] == "Polygon":
        return [geometry["arcs"]]
    raise ImportProblem(f"{SOURCE}: {geometry.get('id')} is a {geometry['type']}, not a polygon")


def shapes(topology: dict[str, Any], arcs: list[Line]) -> dict[str, MultiPolygon]:
    """The shape of each area by the file's code; parts that the file lists apart under one code are joined."""
    parts: dict[str, list[Polygon]] = defaultdict(list)
    for geometry in topology["objects"]["countries"]["geometries"]:
        for outer, *holes in polygons(geometry):
            parts[geometry["id"]].append(Polygon(ring(outer, arcs), [ring(hole, arcs) for hole in holes]))
    return {area: MultiPolygon(found) for area, found in sorted(parts.items())}
