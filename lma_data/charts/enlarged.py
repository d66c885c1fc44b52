"""A chart for the back row: the same chart with larger type and bars, and nothing that shows only under the pointer."""

from __future__ import annotations

import re
from typing import Any

LENGTHS = {"size", "height", "yshift", "xshift", "pad"}  # px
HOVER = {"hovertext", "hovertemplate", "customdata"}


def enlarged(figure: dict[str, Any], factor: float) -> dict[str, Any]:
    """The chart with type, margins and height so many times as large; hover and keys of marks are taken away."""
    data = [{key: one for key, one in trace.items() if key not in HOVER} for trace in figure["data"]]
    return {
        "data": [{**_larger(trace, factor), "hoverinfo": "skip"} for trace in data],
        "layout": _larger(figure["layout"], factor),
    }


def _larger(part: Any, factor: float, name: str = "") -> Any:
    if isinstance(part, dict):
        every = name == "margin"
        return {
            key: round(one * factor, 1)
            if (every or key in LENGTHS) and isinstance(one, int | float)
            else _larger(one, factor, key)
            for key, one in part.items()
        }
    if isinstance(part, list):
        return [_larger(one, factor, name) for one in part]
    if isinstance(part, str) and name == "text":
        return re.sub(r"font-size:(\d+)px", lambda found: f"font-size:{int(found[1]) * factor:.0f}px", part)
    return part
