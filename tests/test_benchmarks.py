"""The benchmarks: the table on made-up figures, the visitors against a tiny server; no time is judged."""

import asyncio
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from benchmarks import __main__, exhibits, report, servers
from benchmarks.client import Failed, Load, Outcome, Visitor, load

TINY = """
import streamlit as st
first = st.selectbox("Fruit", ["apple", "pear", "plum"], key="filter-fruit")
st.select_slider("Year", [1990, 2000, 2010], key="year")
with st.container(key="card-one"):
    st.write(first)

@st.fragment
def card():
    with st.container(key="card-two"):
        st.write(st.segmented_control("Sex", ["women", "men"], default="women"))

card()
st.plotly_chart({"data": [{"y": list(range(4000))}]})
if first == "plum":
    st.error("no plums")
"""


def row(server: str, sessions: int, median: float, **other: Any) -> dict[str, Any]:
    return {
        "server": server,
        "rerun": "page",
        "sessions": sessions,
        "pause": 1.0,
        "median_ms": median,
        "p95_ms": 2 * median,
        "per_second": 1000 / median,
        "answers": 50,
        "errors": 0,
        "client_share": 0.1,
        "server_cpu_ms": 25.0,
        "cards": 5,
        **other,
    }


def results(**other: Any) -> dict[str, Any]:
    return {
        "machine": {
            "date": "2026-11-23",
            "seconds": 300.0,
            "cores": 2,
            "load_before": 0.1,
            "versions": {"Python": "3.11.7"},
            "quick": False,
        },
        "fullest": {
            "page": "crisis",
            "exhibits": {"overview": 2, "crisis": 5},
            "failed": {},
            "messages": 9,
            "bytes": 4000,
        },
        "loads": [row("ours", 100, 90.0), row("dashboard", 100, 1000.0), row("empty", 100, 80.0)],
        "exhibits": [
            {"id": "a/b", "query_ms": 2.0, "figure_ms": 1.0, "json_ms": 0.5, "total_ms": 4.0, "kept_ms": 0.001},
            {"id": "a/c", "query_ms": 9.0, "figure_ms": 1.0, "json_ms": 0.5, "total_ms": 14.9, "kept_ms": 0.001},
        ],
        "cold": [
            {"server": "ours", "what": "the overview", "seconds": 1.0},
            {"server": "dashboard", "what": "plain", "seconds": 4.0},
        ],
        "browser": [
            {"server": "ours", "median_ms": 100.0, "p95_ms": 120.0, "clicks": 12},
            {"server": "dashboard", "median_ms": 400.0, "p95_ms": 500.0, "clicks": 12},
        ],
        **other,
    }


def test_targets_are_judged_by_the_figures() -> None:
    reached = {target: verdict for target, _, verdict in report.targets(results())}
    assert list(reached.values()) == ["yes", "**no**", "yes", "yes"]
    slower = results(loads=[row("ours", 100, 100.0), row("dashboard", 100, 1000.0), row("empty", 100, 101.0)])
    assert [verdict for *_, verdict in report.targets(slower)][:2] == ["**no**", "yes"]


def test_errors_and_failing_pages_are_told() -> None:
    one_error = results(loads=[row("ours", 1, 9.0, errors=1)])
    assert report.targets(one_error)[-1][1:] == ["50 of 51", "**no**"]
    failing = results()
    failing["fullest"]["failed"] = {"protection": "no such table"}
    assert report.targets(failing)[-1][1:] == ["50 of 51; /protection fails", "**no**"]


def test_a_server_without_answers_reaches_nothing() -> None:
    silent = results(
        loads=[row("ours", 100, 1.0, answers=0, errors=100), row("dashboard", 100, 9.0), row("empty", 100, 9.0)]
    )
    assert [verdict for *_, verdict in report.targets(silent)] == ["yes", "**no**"]  # exhibits; requests without error


def test_the_page_has_ratios_and_every_part() -> None:
    page = report.markdown(results())
    assert "**/crisis**" in page
    sections = [part.splitlines() for part in page.split("\n\n") if part.startswith("|")]
    assert all(line.count("|") == lines[0].count("|") for lines in sections for line in lines)
    assert "| 11.1 | 0.9 |" in page  # dashboard and empty page to ours
    assert "| a/c | 9.0 | 1.0 | 0.5 | 14.9 | 0.001 |" in page
    assert "| the overview | 1.00 | 0.25 |" in page
    assert "| 100 | 120 | 12 | 0.25 |" in page
    widths = {line.count("|") for line in report.table(["a", "b"], [["1", "2"]]).splitlines()}
    assert widths == {3}


def test_a_busy_machine_and_a_quick_run_are_told() -> None:
    assert "busy" not in report.markdown(results())
    other = results()
    other["machine"] |= {"quick": True, "load_before": 3.0}
    assert "A quick run" in report.markdown(other) and "The machine was busy" in report.markdown(other)


def test_parts_that_were_not_measured_are_left_out() -> None:
    page = report.markdown(
        results(loads=[], exhibits=[], cold=[], browser=[{"server": "ours", "problem": "no Chromium"}])
    )
    assert "not measured: no Chromium" in page and "| Exhibit |" not in page


def test_enrolment_is_held_to_its_targets() -> None:
    row = {"file": "register", "rows": 150, "megabytes": 0.1, "read_s": 0.5, "preview_s": 0.6, "commit_s": 0.6}
    slow = row | {"memory_mb": 200.0, "pandas_s": 0.01}
    fast = slow | {"preview_s": 0.3}
    assert "1.10 s, 200 MB | **no**" in report.markdown(results(enrolment=[slow]))
    assert "0.80 s, 200 MB | yes" in report.markdown(results(enrolment=[fast]))


def test_pages_of_cohorts_are_held_to_their_targets() -> None:
    part = {"page": "mix", "part": "balance", "exhibits": 2, "slowest": "cohort/mix", "slowest_ms": 9.0}
    page = report.markdown(results(cohort=[part | {"people": 150, "ms": 51.0}, part | {"people": 10_000, "ms": 99.0}]))
    assert "/mix balance: 51.0 ms | **no**" in page and "/mix balance: 99.0 ms | yes" in page
    assert "| /mix balance | 2 | 51 | 99 | cohort/mix |" in page


@pytest.mark.parametrize(
    ("times", "median", "p95"),
    [([], 0.0, 0.0), ([3.0], 3.0, 3.0), (list(map(float, range(1, 101))), 50.5, 95.0)],
)
def test_median_and_95th_percentile(times: list[float], median: float, p95: float) -> None:
    assert __main__._spread(times) == {"median_ms": median, "p95_ms": p95}


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Any:
    script = tmp_path_factory.mktemp("tiny") / "tiny.py"
    script.write_text(TINY)
    with servers.running(servers.Server("tiny", "a tiny page", script)) as served:
        yield served


def test_a_visitor_sees_cards_and_filters_and_changes_them(tiny: servers.Running) -> None:
    async def visit() -> None:
        async with Visitor(tiny.address) as visitor:
            assert await visitor.run() > 0
            assert len(visitor.cards) == 2
            assert [found.chosen for found in visitor.filters.values()] == ["apple", "1990", "women"]
            whole, part = visitor.find_filter(fragment=False), visitor.find_filter(fragment=True)
            assert whole and part and not whole.fragment and part.fragment

            first = visitor.received
            await visitor.run(whole)
            assert visitor.filters[whole.id].chosen == "pear"
            again = visitor.received - first
            assert again < first / 2, "what a browser keeps is not sent again"

            messages = visitor.messages
            await visitor.run(part)
            assert visitor.messages - messages < messages / 3, "a card alone is less than a page"

            with pytest.raises(Failed, match="no plums"):
                await visitor.run(visitor.filters[whole.id])

    asyncio.run(visit())


def test_a_load_counts_answers_and_errors(tiny: servers.Running) -> None:
    outcome: Outcome = asyncio.run(
        load(Load(tiny.address, sessions=3, pause=0.01, seconds=5.0, at_most=1, rerun="filter"))
    )
    # The visitors start from apple, pear and plum, and go on to pear, plum and apple.
    assert len(outcome.times) == 2
    assert [error for error in outcome.errors if "no plums" in error] == outcome.errors and len(outcome.errors) == 1
    assert outcome.span > 0 and outcome.received > 0


def test_the_whole_page_is_all_cards_and_a_card_is_one(tiny: servers.Running) -> None:
    for rerun, cards in (("page", 2), ("card", 1)):
        outcome = asyncio.run(load(Load(tiny.address, seconds=5.0, at_most=1, rerun=rerun)))
        assert (outcome.errors, outcome.cards) == ([], cards), rerun


def test_our_fullest_page_is_found_and_draws_every_exhibit() -> None:
    with servers.running(servers.OURS) as served:
        found = asyncio.run(__main__.fullest(served.address))
        outcome = asyncio.run(load(Load(served.address, found["page"], seconds=20.0, at_most=2, rerun="page")))
    assert found["failed"] == {}
    assert "overview" in found["exhibits"]
    assert found["exhibits"][found["page"]] == max(found["exhibits"].values()) > 0
    assert (outcome.errors, outcome.cards) == ([], found["exhibits"][found["page"]])


def test_nobody_there_is_an_error_not_a_figure() -> None:
    outcome = asyncio.run(load(Load(f"127.0.0.1:{servers.free_port()}", sessions=2, timeout=2.0)))
    assert outcome.times == [] and len(outcome.errors) == 2


def test_a_server_that_ends_says_why(tmp_path: Path) -> None:
    missing = servers.Server("missing", "no such script", tmp_path / "missing.py")
    with pytest.raises(servers.DidNotStart, match="missing.py"), servers.running(missing):
        pass


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="children are read from /proc")
def test_a_run_that_is_stopped_ends_its_servers(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "benchmarks", "--quick", "--parts", "loads", "--out", str(tmp_path)]
    run = subprocess.Popen(command, cwd=servers.ROOT, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL)
    try:
        assert run.stderr and run.stderr.readline()  # the first load is announced when all servers are up
        children = Path(f"/proc/{run.pid}/task/{run.pid}/children").read_text().split()
        assert len(children) >= len(servers.SERVERS)
    finally:
        run.terminate()
        run.wait(30)
    assert run.returncode == 128 + signal.SIGTERM
    deadline = time.monotonic() + 30  # a server that was killed may still be on its way out on a busy machine
    while any(map(_runs, children)) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not [child for child in children if _runs(child)]


def _runs(child: str) -> bool:
    """Whether a process is there and has not ended: one that nobody has waited for yet is still in /proc."""
    try:
        return Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


def test_our_server_does_not_collect_after_each_run_and_reads_the_config() -> None:
    code = (
        "from lma_data import server; from streamlit import config; server.app(); "
        "print(config.get_option('runner.postScriptGC'), config.get_option('server.fileWatcherType'))"
    )
    ran = subprocess.run([sys.executable, "-c", code], cwd=servers.ROOT, capture_output=True, text=True, check=True)
    assert ran.stdout.split() == ["False", "none"]


def test_every_exhibit_is_measured() -> None:
    rows = exhibits.measure(times=1, seconds=0.0)
    assert {found["id"] for found in rows} == set(exhibits.exhibits.definitions())
    for found in rows:
        assert 0 <= found["query_ms"] <= found["total_ms"]
        # What is kept for good is not asked again, but known to have been asked.
        assert found["query_ms"] > 0 or exhibits.exhibits.show(found["id"]).asked
