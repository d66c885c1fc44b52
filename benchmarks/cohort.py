"""The server's time for each part of the pages of a cohort: all its exhibits, made anew over tables that are loaded."""

from __future__ import annotations

import statistics
import time
from collections.abc import Sequence
from typing import Any

import plotly.io

from lma_data import exhibits, sitemap
from lma_data.cohort import Cohort
from tests.cohort.made import people

Row = dict[str, Any]
SIZES = (150, 10_000)


def measure(quick: bool = False) -> list[Row]:
    """One row a part of a page and size of cohort."""
    return [row for size in SIZES for row in _of(people(size), 1 if quick else 7)]


def _of(cohort: Cohort, times: int) -> list[Row]:
    cohort.ask("cohort/categories", dimension="gender", who="everybody")  # the tables are made here, once a session
    return [
        {"people": cohort.size, "page": page, "part": part, "exhibits": len(ids), **_measured(cohort, ids, times)}
        for (page, part), ids in sitemap.cohort_parts().items()
        if ids
    ]


def _measured(cohort: Cohort, ids: Sequence[str], times: int) -> Row:
    """Milliseconds: the median of all anew, as after a change of a setting, and the slowest exhibit of the first time."""
    _made(cohort, ids)  # what is read once for good (names of areas) is read here
    wholes, slowest = [], ("", 0.0)
    for _ in range(times):
        single = _made(cohort, ids)
        wholes.append(sum(single.values()))
        name = max(single, key=lambda one: single[one])
        slowest = max(slowest, (name, single[name]), key=lambda one: one[1]) if slowest[0] else (name, single[name])
    return {"ms": statistics.median(wholes), "slowest": slowest[0], "slowest_ms": slowest[1]}


def _made(cohort: Cohort, ids: Sequence[str]) -> dict[str, float]:
    """Milliseconds of each, over the cohort as it is after a change of a setting: nothing but its tables is kept."""
    anew = cohort.with_setting("measured", True)
    found = {}
    for one in ids:
        begun = time.perf_counter()
        exhibit = exhibits.show(one, cohort=anew)
        if exhibit.answer.figure is not None:
            plotly.io.to_json(exhibit.answer.figure, validate=False)
        found[one] = (time.perf_counter() - begun) * 1000
    return found
