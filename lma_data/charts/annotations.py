"""What is written and drawn over a chart: targets, notes at a year, segments of a line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from lma_data.charts.theme import SIZE, Look, palette


@dataclass(frozen=True)
class Target:
    """A level to be reached or passed, with what to write on its line; an empty label where the axis says it all."""

    value: float
    label: str


def segment(
    x: tuple[float, float], y: tuple[float, float], colour: str, width: float, dash: str = "solid", **more: Any
) -> dict[str, Any]:
    """A straight line from (x, y) to (x, y)."""
    return {
        "type": "line",
        "x0": x[0],
        "x1": x[1],
        "y0": y[0],
        "y1": y[1],
        "line": {"color": colour, "width": width, "dash": dash},
        **more,
    }


def add_target(spec_layout: dict[str, Any], target: Target, look: Look, *, of: Literal["x", "y"] = "y") -> None:
    """A dashed line through the whole chart at a value of y (or of x), its label above it; it hides no marks."""
    colours = palette(look)
    level = (target.value, target.value)
    if of == "y":
        line = segment((0, 1), level, colours.ink, 2, "dash", xref="paper")
        place: dict[str, Any] = {"xref": "paper", "x": 0.01, "xanchor": "left", "y": target.value, "yanchor": "bottom"}
    else:
        line = segment(level, (0, 1), colours.ink, 2, "dash", yref="paper")
        place = {"yref": "paper", "y": 1, "yanchor": "bottom", "x": target.value, "xanchor": "center"}
    spec_layout.setdefault("shapes", []).append(line)
    if not target.label:
        return
    spec_layout.setdefault("annotations", []).append(
        {
            **place,
            "text": f"<b>{target.label}</b>",
            "showarrow": False,
            "font": {"size": SIZE, "color": colours.ink},
        }
    )


def add_note(spec_layout: dict[str, Any], year: float, text: str, look: Look) -> None:
    """A thin vertical line where a series breaks or its coverage changes, with what happened."""
    quiet = palette(look).quiet
    spec_layout["shapes"].append(segment((year, year), (0, 1), quiet, 1, "dot", yref="paper"))
    spec_layout["annotations"].append(
        {
            "x": year,
            "yref": "paper",
            "y": 1,
            "text": text,
            "showarrow": False,
            "xanchor": "left",
            "yanchor": "top",
            "align": "left",
            "xshift": 4,
            "font": {"size": SIZE - 2, "color": quiet},
        }
    )
