"""The results as a page for people: benchmarks/RESULTS.md."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from benchmarks.servers import SERVERS

TITLES = {server.name: server.title for server in SERVERS}
EXHIBIT_LIMIT_MS = 15.0
TEAMS_LIMIT_S = 5
BUSY = 1.0  # load average before a run
FULL_ROOM = 100  # sessions, with pauses

LOADS_TEXT = """\
Sessions over Streamlit's websocket, held by another process. Each changes a filter, waits for the end of the run,
pauses, and changes it again. “Page” reruns the whole page, as a change of language does; “filter” is a choice in the
filter that several exhibits share, which reruns those; “card” a choice in the filter of one exhibit, which reruns it
alone. Peers run with Streamlit's defaults, statistics off. Server's CPU is for each answer. Ratios: the plain
dashboard's and the empty page's median to this one (above 1: this one is faster)."""
EXHIBITS_TEXT = """\
Default choices, made anew each time, in milliseconds (medians). Query: DuckDB, with its rows as a frame. Chart: the
figure. JSON: the figure as it is sent. What is read once for good (the claims' figures) is read before. Total: these,
and sentences and numbers in words. Kept: the same question asked again."""
ENROLMENT_TEXT = """\
Invented files, each in a process of its own that has read one before, as a server has: read (recognised, every row),
preview (beside an empty store), commit, and memory.
“pandas” reads the same bytes as plain text, and knows nothing of them."""

COHORT_TEXT = """\
Invented people of whom every field is known. All exhibits of a part of a manager's page with their default choices, made
anew over tables that are loaded, with the figure as it is sent, in milliseconds (medians); without Streamlit's own time."""
COHORT_TARGETS_MS = {150: 50, 10_000: 500}

TEAMS_TEXT = """\
Invented people put into teams of 5 to 6 by language, balanced on gender, region and audience. Costs by one definition
(`lma_data/cohort/team_cost.py`) for all: the search with three seeds (its longest time, and the processor's part of
it), the exact solver, and the mean of 200 random splits, plain and within languages. None costs less than the bound."""

BROWSER_TEXT = """\
Chromium, one reader. From the click on a filter to the frame after the last change in a chart."""

# Seconds and megabytes that a file may take to the preview.
ENROLMENT_TARGETS = {("register", 150): (1, 1000), ("log", 1_000_000): (15, 1000)}

Results = dict[str, Any]


def markdown(results: Results) -> str:
    """The whole page; what was not measured has no section."""
    sections = [
        ("Targets", "", table(["Target", "Measured", "Reached"], targets(results))),
        ("A visitor changes a filter", LOADS_TEXT, _loads(results)),
        ("Each exhibit on the server", EXHIBITS_TEXT, _exhibits(results)),
        ("From an export to the preview of what it changes", ENROLMENT_TEXT, _enrolment(results)),
        ("The pages of a cohort on the server", COHORT_TEXT, _cohort(results)),
        ("Teams", TEAMS_TEXT, _teams(results)),
        ("From the start of the process to the first whole page", "", _cold(results)),
        ("In the browser: from a click to the charts at rest", BROWSER_TEXT, _browser(results)),
    ]
    parts = ["# How fast it is", _about(results)]
    for heading, text, found in sections:
        if found:
            parts += [f"## {heading}", text, found] if text else [f"## {heading}", found]
    return "\n\n".join(parts) + "\n"


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """The rows under their headings; nothing where there are none."""
    rows = list(rows)
    if not rows:
        return ""
    lines = [heads, ["---"] + ["---:"] * (len(heads) - 1), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def targets(results: Results) -> list[list[str]]:
    """What was to be reached, by the figures of this run."""
    dashboard, empty = (_find(results, name, FULL_ROOM) for name in ("dashboard", "empty"))
    rows = []
    for rerun, what in (("filter", "a choice in a filter"), ("page", "the whole page anew")):
        ours = _find(results, "ours", FULL_ROOM, rerun)
        if not (ours and dashboard and empty):
            continue
        room = f"{FULL_ROOM} sessions, pauses of 1 s, {what} on our fullest page"
        for peer, name, most in (
            (dashboard, "in under a tenth of the dashboard's median", 0.1),
            (empty, "in less than the empty page's", 1),
        ):
            ratio = _ratio(ours["median_ms"], peer["median_ms"])
            measured = f"{ratio:.3f} of it ({_ms(ours['median_ms'])} to {_ms(peer['median_ms'])} ms)"
            rows.append([f"{room}: {name}", measured, _reached(ratio < most)])
    for row in results.get("enrolment", []):
        target = ENROLMENT_TARGETS.get((row["file"], row["rows"]))
        if target:
            seconds = row["read_s"] + row["preview_s"]
            measured = f"{seconds:.2f} s, {row['memory_mb']:,.0f} MB"
            what = f"{row['file']} of {row['rows']:,} rows, to the preview: in under {target[0]} s and {target[1]:,} MB"
            rows.append([what, measured, _reached(seconds < target[0] and row["memory_mb"] < target[1])])
    for people, most in COHORT_TARGETS_MS.items():
        parts = [row for row in results.get("cohort", []) if row["people"] == people]
        if parts:
            slow = max(parts, key=lambda row: row["ms"])
            what = f"Any part of a cohort's page for {people:,} people within {most} ms on the server"
            measured = f"the slowest, /{slow['page']} {slow['part']}: {_ms(slow['ms'])} ms"
            rows.append([what, measured, _reached(slow["ms"] < most)])
    for row in results.get("teams", []):
        measured = f"{row['seconds']:.1f} s ({row['cpu_s']:.1f} s of the processor)"
        rows.append([f"Teams for {row['people']} people in under {TEAMS_LIMIT_S} s", measured, _in_time(row)])
    if results.get("exhibits"):
        slowest = max(results["exhibits"], key=lambda row: row["total_ms"])
        rows.append(
            [
                f"Any exhibit within {EXHIBIT_LIMIT_MS:.0f} ms on the server",
                f"the slowest, {slowest['id']}: {slowest['total_ms']:.1f} ms",
                _reached(slowest["total_ms"] <= EXHIBIT_LIMIT_MS),
            ]
        )
    answered = [row for row in results.get("loads", []) if row["server"] == "ours"]
    if answered:
        failed = results["fullest"]["failed"]
        errors = sum(row["errors"] for row in answered) + len(failed)
        answers = sum(row["answers"] for row in answered)
        rows.append(
            [
                "Our server: 100 % of requests without error",
                f"{answers:,} of {answers + errors:,}" + "".join(f"; /{page} fails" for page in failed),
                _reached(errors == 0 and answers > 0),
            ]
        )
    return rows


def _about(results: Results) -> str:
    machine, fullest = results["machine"], results["fullest"]
    versions = ", ".join(f"{name} {version}" for name, version in machine["versions"].items())
    counts = ", ".join(f"{page} {count}" for page, count in fullest["exhibits"].items())
    quick = " A quick run: its figures say that the measuring works, no more." if machine["quick"] else ""
    busy = " The machine was busy with other work: do not trust the times." if machine["load_before"] > BUSY else ""
    run = (
        f"One run of `make bench`, {machine['date']}, {machine['seconds']:.0f} s, {machine['cores']} cores that server "
        f"and visitors share, load average {machine['load_before']:.1f} before.{quick}{busy} {versions}. "
        "Only the ratios mean something elsewhere."
    )
    page = (
        f"Our fullest page is the one, or the part of one, with most exhibits ({counts}): **/{fullest['page']}**, "
        f"{fullest['messages']} messages, {fullest['bytes'] / 1000:.0f} kB."
    )
    return f"{run}\n\n{page}"


def _loads(results: Results) -> str:
    heads = [
        "Server",
        "Rerun",
        "Exhibits",
        "Sessions",
        "Pause",
        "Median ms",
        "p95 ms",
        "Reruns/s",
        "Answers",
        "Errors",
        "Server's CPU ms",
        "Visitors' CPU",
    ]
    rows = []
    for row in results.get("loads", []):
        ratios = []
        for peer in ("dashboard", "empty"):
            found = _find(results, peer, row["sessions"])
            ratios.append(f"{_ratio(found['median_ms'], row['median_ms']):.1f}" if found else "")
        rows.append(
            [
                TITLES[row["server"]],
                row["rerun"],
                str(row["cards"]),
                str(row["sessions"]),
                f"{row['pause']:g} s",
                _ms(row["median_ms"]),
                _ms(row["p95_ms"]),
                f"{row['per_second']:.1f}",
                str(row["answers"]),
                str(row["errors"]),
                _ms(row["server_cpu_ms"]),
                f"{row['client_share'] * 100:.0f} %",
                *ratios,
            ]
        )
    return table([*heads, "Dashboard to this", "Empty to this"], rows)


def _exhibits(results: Results) -> str:
    rows = [
        [
            row["id"],
            *(f"{row[part]:.1f}" for part in ("query_ms", "figure_ms", "json_ms", "total_ms")),
            f"{row['kept_ms']:.3f}",
        ]
        for row in results.get("exhibits", [])
    ]
    return table(["Exhibit", "Query", "Chart", "JSON", "Total", "Kept"], rows)


def _enrolment(results: Results) -> str:
    rows = [
        [
            f"{row['file']}, {row['rows']:,} rows ({row['megabytes']:.1f} MB)",
            *(f"{row[part]:.2f}" for part in ("read_s", "preview_s", "commit_s")),
            f"{row['memory_mb']:,.0f}",
            f"{row['pandas_s']:.2f}",
            f"{_ratio(row['read_s'], row['pandas_s']):.1f}",
        ]
        for row in results.get("enrolment", [])
    ]
    return table(["File", "Read, s", "Preview, s", "Commit, s", "Memory, MB", "pandas, s", "Read to pandas"], rows)


def _cohort(results: Results) -> str:
    found: dict[tuple[str, str], list[Results]] = {}
    for row in results.get("cohort", []):
        found.setdefault((row["page"], row["part"]), []).append(row)
    rows = [
        [f"/{page} {part}", str(of[0]["exhibits"]), *(f"{row['ms']:.0f}" for row in of), of[-1]["slowest"]]
        for (page, part), of in found.items()
    ]
    sizes = [f"{people:,} people" for people in COHORT_TARGETS_MS]
    return table(["Page and part", "Exhibits", *sizes, "Slowest exhibit"], rows)


def _in_time(row: dict[str, Any]) -> str:
    return _reached(row["seconds"] < TEAMS_LIMIT_S)


def _teams(results: Results) -> str:
    rows = [
        [
            str(row["people"]),
            str(row["teams"]),
            ", ".join(map(str, row["cost"])),
            f"{row['seconds']:.1f}",
            f"{row['cpu_s']:.1f}",
            str(row["exact"]) if row["exact"] is not None else "none found",
            f"{row['exact_s']:.1f}",
            str(row["bound"]),
            f"{row['random']:,.0f}",
            f"{row['random_in_language']:,.0f}",
        ]
        for row in results.get("teams", [])
    ]
    heads = ["People", "Teams", "Search", "s", "CPU s", "Exact", "s", "Bound", "Random", "Random in languages"]
    return table(heads, rows)


def _cold(results: Results) -> str:
    found = results.get("cold", [])
    dashboard = next((row["seconds"] for row in found if row["server"] == "dashboard"), None)
    rows = [
        [row["what"], f"{row['seconds']:.2f}", f"{row['seconds'] / dashboard:.2f}" if dashboard else ""]
        for row in found
    ]
    return table(["Start", "Seconds", "To the plain dashboard"], rows)


def _browser(results: Results) -> str:
    found = results.get("browser", [])
    dashboard = next((row.get("median_ms") for row in found if row["server"] == "dashboard"), None)
    rows = []
    for row in found:
        if "problem" in row:
            rows.append([TITLES[row["server"]], f"not measured: {row['problem']}", "", "", ""])
            continue
        ratio = f"{row['median_ms'] / dashboard:.2f}" if dashboard else ""
        rows.append([TITLES[row["server"]], _ms(row["median_ms"]), _ms(row["p95_ms"]), str(row["clicks"]), ratio])
    return table(["Page", "Median ms", "p95 ms", "Clicks", "To the plain dashboard"], rows)


def _find(results: Results, server: str, sessions: int, rerun: str = "page") -> Any:
    """The row of a server for so many sessions; None when it has no answer."""
    return next(
        (
            row
            for row in results.get("loads", [])
            if (row["server"], row["sessions"], row["rerun"]) == (server, sessions, rerun) and row["answers"]
        ),
        None,
    )


def _ratio(one: float, other: float) -> float:
    return one / other if other else float("inf")


def _reached(yes: bool) -> str:
    return "yes" if yes else "**no**"


def _ms(value: float) -> str:
    return f"{value:.1f}" if value < 100 else f"{value:,.0f}"
