"""python -m benchmarks: measure everything in one run, and write RESULTS.md and results.json."""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import platform
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import asdict, replace
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks import browser, cohort, cold, enrolment, exhibits, report, teams
from benchmarks.client import Failed, Load, Visitor
from benchmarks.servers import DASHBOARD, OURS, SERVERS, Running, Server, processor_time, running
from lma_data import sitemap

HERE = Path(__file__).resolve().parent
PARTS = ("loads", "exhibits", "enrolment", "cohort", "teams", "cold", "browser")
PACKAGES = ("streamlit", "uvicorn", "plotly", "pandas", "duckdb")

# sessions, pause, seconds
FULL = ((1, 0.0, 5.0), (20, 0.0, 8.0), (report.FULL_ROOM, 1.0, 20.0))
QUICK = ((1, 0.0, 0.5), (3, 0.0, 0.5), (5, 0.2, 1.0))
OUR_FILTERS = '[class*="st-key-filter-"]:not(.st-key-filter-part)'
PEERS_FILTERS = ".stSelectbox"


def main(arguments: Sequence[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    # Who stops a run stops its servers too: an exit runs what ends them, a plain SIGTERM does not.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    results = measure(options.parts, options.quick)
    options.out.mkdir(parents=True, exist_ok=True)
    page = report.markdown(results)
    (options.out / "RESULTS.md").write_text(page, "utf-8")
    (options.out / "results.json").write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n", "utf-8")
    print(page)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="How fast the app is, as ratios.")
    parser.add_argument("--quick", action="store_true", help="a few sessions for a moment: to see that it works")
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=PARTS, help="measure these only")
    parser.add_argument("--out", type=Path, default=HERE, metavar="DIR", help="where to write (benchmarks/)")
    return parser


def measure(parts: Sequence[str], quick: bool) -> dict[str, Any]:
    begun = time.monotonic()
    results: dict[str, Any] = {"machine": _machine(quick)}
    # All servers stand by, and each load meets one after the other, so that they meet the same machine.
    with ExitStack() as stack:
        up = {server: stack.enter_context(running(server)) for server in SERVERS}
        results["fullest"] = asyncio.run(fullest(up[OURS].address))
        page = results["fullest"]["page"]
        if "loads" in parts:
            results["loads"] = list(_loads(up, page, quick))
        if "browser" in parts:
            results["browser"] = [
                _browser(OURS, up[OURS], page, OUR_FILTERS, quick),
                _browser(DASHBOARD, up[DASHBOARD], "", PEERS_FILTERS, quick),
            ]
    if "exhibits" in parts:
        _say("exhibits")
        results["exhibits"] = exhibits.measure(*((2, 0.2) if quick else (25, 0.8)))
    if "enrolment" in parts:
        _say("enrolment")
        results["enrolment"] = enrolment.measure(quick)
    if "cohort" in parts:
        _say("cohort")
        results["cohort"] = cohort.measure(quick)
    if "teams" in parts:
        _say("teams")
        results["teams"] = teams.measure(quick)
    if "cold" in parts:
        _say("cold starts")
        results["cold"] = cold.measure(1 if quick else 2)
    results["machine"]["seconds"] = time.monotonic() - begun
    return results


async def fullest(address: str) -> dict[str, Any]:
    """The page, or part of a page, with most exhibits, by opening them all."""
    pages, failed = {}, {}
    for name in (f"{page}?part={part}" if part else page for page, part in sitemap.parts()):
        async with Visitor(address, name) as visitor:
            try:
                await visitor.run()
                pages[name] = visitor
            except Failed as error:
                failed[name] = str(error)
    page, most = max(pages.items(), key=lambda item: (len(item[1].cards), item[1].received))
    return {
        "page": page,
        "exhibits": {name: len(visitor.cards) for name, visitor in pages.items()},
        "failed": failed,
        "messages": most.messages,
        "bytes": most.received,
    }


def _loads(up: Mapping[Server, Running], page: str, quick: bool) -> Iterator[dict[str, Any]]:
    for sessions, pause, seconds in QUICK if quick else FULL:
        for server, served in up.items():
            load = Load(served.address, page if server is OURS else "", sessions, pause, seconds)
            yield _load(server, served, load)
            if server is OURS:
                yield _load(server, served, replace(load, rerun="filter"))
                yield _load(server, served, replace(load, seconds=seconds / 2, rerun="card"))


def _load(server: Server, served: Running, load: Load) -> dict[str, Any]:
    _say(f"{server.name}: {load.sessions} sessions{', ' + load.rerun if load.rerun != 'page' else ''}")
    before = processor_time(served.process.pid)
    ran = subprocess.run(
        [sys.executable, "-m", "benchmarks.client", json.dumps(asdict(load))],
        cwd=HERE.parent,
        capture_output=True,
        check=True,
        timeout=load.seconds + 3 * load.timeout,
    )
    used = processor_time(served.process.pid) - before
    outcome = json.loads(ran.stdout)
    times = outcome["times"]
    return {
        "server": server.name,
        "rerun": load.rerun,
        "sessions": load.sessions,
        "pause": load.pause,
        **_spread([seconds * 1000 for seconds in times]),
        "per_second": len(times) / outcome["span"],
        "answers": len(times),
        "errors": len(outcome["errors"]),
        "cards": outcome["cards"] or 0,
        "first_errors": outcome["errors"][:3],
        "bytes_per_answer": outcome["received"] / max(1, len(times)),
        "client_share": outcome["client_share"],
        # The first pages are in it: one a session.
        "server_cpu_ms": used * 1000 / (len(times) + load.sessions),
    }


def _browser(server: Server, served: Running, page: str, filters: str, quick: bool) -> dict[str, Any]:
    _say(f"{server.name}: browser")
    try:
        times = browser.measure(served, page, filters, 2 if quick else 12)
    except browser.NotMeasured as problem:
        return {"server": server.name, "problem": str(problem)}
    return {"server": server.name, **_spread(times), "clicks": len(times)}


def _spread(times: list[float]) -> dict[str, float]:
    """Median and 95th percentile, the smallest value that 95 % do not exceed."""
    if not times:
        return {"median_ms": 0.0, "p95_ms": 0.0}
    ordered = sorted(times)
    return {"median_ms": statistics.median(ordered), "p95_ms": ordered[max(0, -(-len(ordered) * 95 // 100) - 1)]}


def _machine(quick: bool) -> dict[str, Any]:
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "cores": os.cpu_count(),
        "load_before": os.getloadavg()[0],
        "versions": {"Python": platform.python_version(), **{name: version(name) for name in PACKAGES}},
        "quick": quick,
    }


def _say(what: str) -> None:
    print(what, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
