"""How long an export takes from bytes to the preview of what it changes, and its memory; beside pandas reading it."""

from __future__ import annotations

import csv
import io
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from lma_data.course import course

Row = dict[str, Any]
COURSE = "lma-2026"
MEGABYTE = 1_000_000


def measure(quick: bool = False) -> list[Row]:
    """One row a file, each in a process of its own, so that the memory is that file's alone."""
    sizes = {"register": (150, 10_000), "log": (20_000,) if quick else (1_000_000,)}
    return [_apart(kind, rows) for kind, counts in sizes.items() for rows in counts]


def _apart(kind: str, rows: int) -> Row:
    ran = subprocess.run(
        [sys.executable, "-m", "benchmarks.enrolment", kind, str(rows)],
        cwd=Path(__file__).resolve().parent.parent,
        capture_output=True,
        check=True,
        timeout=300,
    )
    return json.loads(ran.stdout)


def main(kind: str, rows: int) -> None:
    from lma_data.enrolment import intake
    from lma_data.enrolment.store import Store

    make = {"register": _register, "log": _log}[kind]
    data, rules = make(rows), course(COURSE)
    intake.read([("first.csv", make(1))], rules, {})  # names of countries, vocabularies and reports are read here
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "store.duckdb") as store:
        store.create_cohort("bench", COURSE)
        found: dict[str, Any] = {}
        seconds_read = _timed(lambda: found.update(files=intake.taken(intake.read([(f"{kind}.csv", data)], rules, {}))))
        seconds_preview = _timed(lambda: store.preview("bench", found["files"]))
        seconds_commit = _timed(lambda: store.commit("bench", found["files"]))
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / MEGABYTE
    row = {
        "file": kind,
        "rows": sum(file.row_count for file in found["files"]),
        "megabytes": len(data) / MEGABYTE,
        "read_s": seconds_read,
        "preview_s": seconds_preview,
        "commit_s": seconds_commit,
        "memory_mb": most,
        "pandas_s": _timed(lambda: _pandas(data)),
    }
    print(json.dumps(row))


def _timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _pandas(data: bytes) -> object:
    import pandas as pd

    return pd.read_csv(io.BytesIO(data), dtype=str, keep_default_na=False)


def _register(rows: int) -> bytes:
    heading = ["Email", "First name", "Last name", "Gender", "Country", "Type of organization", "Language", "Status"]
    heading += ["Date of withdrawal", "Letter of sponsorship", "Amount paid (€)"]
    countries, groups = ("KE", "NP", "CI", "NA", "BR", "IT"), ("Government", "NGO", "Media", "Trade union")
    return _csv(
        heading,
        (
            [
                f"p{number}@example.net",
                f"First{number}",
                f"Last{number}",
                ("Female", "Male")[number % 2],
                countries[number % 6],
                groups[number % 4],
                ("English", "French")[number % 3 == 0],
                "Confirmed",
                "",
                "Yes",
                "2775.00",
            ]
            for number in range(rows)
        ),
    )


def _log(rows: int) -> bytes:
    heading = ["Time", "User full name", "Affected user", "Event context", "Component", "Event name", "Description"]
    heading += ["Origin", "IP address"]
    return _csv(
        heading,
        (
            [
                f"{1 + number * 31 // rows}/07/26, {number % 24:02}:{number % 60:02}:{number % 59:02}",
                f"First{number % 150} Last{number % 150}",
                "-",
                "Course: LMA 2026",
                "System",
                "Course viewed",
                f"The user with id '{4000 + number % 150}' viewed the course with id '9718'.",
                "web",
                "203.0.113.7",
            ]
            for number in range(rows)
        ),
    )


def _csv(heading: list[str], rows: Any) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(heading)
    writer.writerows(rows)
    return text.getvalue().encode()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
