"""The server's time for each exhibit with its default choices: query, figure, the rest, and JSON; and when kept."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import plotly.io

from lma_data import charts, exhibits, warehouse
from lma_data.i18n import Words

Row = dict[str, Any]


def measure(times: int = 25, seconds: float = 1.0) -> list[Row]:
    """One row an exhibit, slowest first; each is made `times` times, or for so many seconds."""
    gc.collect()
    gc.freeze()  # as the server does
    rows = [_measured(definition, times, seconds) for definition in exhibits.definitions().values()]
    return sorted(rows, key=lambda row: -row["total_ms"])


class Stopwatch:
    """Seconds spent in some functions, without those of one inside another counted twice."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self._inside = False

    def around(self, function: Callable[..., Any]) -> Callable[..., Any]:
        def timed(*args: Any, **kwargs: Any) -> Any:
            if self._inside:
                return function(*args, **kwargs)
            self._inside = True
            begun = time.perf_counter()
            try:
                return function(*args, **kwargs)
            finally:
                self.seconds += time.perf_counter() - begun
                self._inside = False

        return timed


@contextmanager
def watching(module: Any, names: list[str], watch: Stopwatch) -> Iterator[None]:
    """Let a stopwatch run in these functions of a module."""
    before = {name: getattr(module, name) for name in names}
    try:
        for name, function in before.items():
            setattr(module, name, watch.around(function))
        yield
    finally:
        for name, function in before.items():
            setattr(module, name, function)


def _measured(definition: exhibits.Definition, times: int, seconds: float) -> Row:
    shapes = [name for name in dir(charts) if name.islower() and callable(getattr(charts, name))]
    parts: dict[str, list[float]] = {"query": [], "figure": [], "json": [], "total": []}
    _make(definition)  # what is read once for good is read here
    deadline = time.perf_counter() + seconds
    while len(parts["total"]) < times and (time.perf_counter() < deadline or not parts["total"]):
        query, figure = Stopwatch(), Stopwatch()
        with watching(warehouse, ["run"], query), watching(charts, shapes, figure):
            begun = time.perf_counter()
            answer = _make(definition)
            made = time.perf_counter()
        if answer.figure is not None:
            plotly.io.to_json(answer.figure, validate=False)
        ended = time.perf_counter()
        parts["query"].append(query.seconds)
        parts["figure"].append(figure.seconds)
        parts["json"].append(ended - made)
        parts["total"].append(ended - begun)
    exhibits.show(definition.id)
    begun = time.perf_counter()
    for _ in range(100):
        exhibits.show(definition.id)
    kept = (time.perf_counter() - begun) / 100
    medians = {f"{part}_ms": statistics.median(found) * 1000 for part, found in parts.items()}
    return {"id": definition.id, "times": len(parts["total"]), **medians, "kept_ms": kept * 1000}


def _make(definition: exhibits.Definition) -> exhibits.Answer:
    """The exhibit made anew, past what `show` keeps."""
    chosen = definition.parse({})
    setting = exhibits.Setting(Words("en"))
    return definition.answer(setting, chosen)
