"""From the start of the process to the first page that is whole, with the warehouse to build and with it built."""

from __future__ import annotations

import asyncio
import statistics
import tempfile
import time
from typing import Any

from benchmarks.client import Visitor
from benchmarks.servers import DASHBOARD, EMPTY, OURS, Server, running

PAGE = "overview"


def measure(times: int = 2) -> list[dict[str, Any]]:
    """One row a case, with the median of its starts."""
    building, built, dashboard, empty = [], [], [], []
    for _ in range(times):
        with tempfile.TemporaryDirectory() as cache:
            building.append(_start(OURS, PAGE, cache))
            built.append(_start(OURS, PAGE, cache))
            dashboard.append(_start(DASHBOARD, "", cache))
            empty.append(_start(EMPTY, "", cache))
    return [
        {"server": OURS.name, "what": "the overview, warehouse to build", "seconds": statistics.median(building)},
        {"server": OURS.name, "what": "the overview, warehouse built", "seconds": statistics.median(built)},
        {"server": DASHBOARD.name, "what": DASHBOARD.title, "seconds": statistics.median(dashboard)},
        {"server": EMPTY.name, "what": EMPTY.title, "seconds": statistics.median(empty)},
    ]


def _start(server: Server, page: str, cache: str) -> float:
    with running(server, {"XDG_CACHE_HOME": cache}) as served:
        asyncio.run(_open(served.address, page))
        return time.perf_counter() - served.started


async def _open(address: str, page: str) -> None:
    async with Visitor(address, page) as visitor:
        await visitor.run()
