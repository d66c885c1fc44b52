"""Cohorts for the tests: the four invented editions as an import makes them, and the people they were made of."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from lma_data import access
from lma_data.cohort import Cohort, load
from lma_data.enrolment.invented import loading
from lma_data.enrolment.invented.events import cohort as events
from lma_data.enrolment.invented.people import Person
from lma_data.enrolment.invented.people import editions as invented_editions
from lma_data.enrolment.store import Store

YEARS = (2023, 2024, 2025, 2026)
LAST_DAY = date(2026, 8, 3)  # the exports of the invented editions are from the days before


def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of this run of tests, and of no other: its processes have one each in it."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(scope="session")
def editions(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store with the four editions: made once for all processes of a test run, each has a copy."""
    everybody = shared(tmp_path_factory)
    made = everybody / "editions.duckdb"
    with (everybody / "editions.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            unfinished = everybody / "unfinished.duckdb"
            with Store.open(unfinished) as store:
                loading.load(store)
            unfinished.replace(made)
    own = tmp_path_factory.mktemp("editions") / "store.duckdb"
    shutil.copy(made, own)
    with Store.open(own) as store:
        yield store


@pytest.fixture(scope="session")
def edition_of(editions: Store) -> Callable[[int], Cohort]:
    """edition_of(2026): the cohort of an invented edition, on the day after its exports."""
    found = {year: load(editions, f"invented-{year}", LAST_DAY.replace(year=year)) for year in YEARS}
    return found.__getitem__


@pytest.fixture(scope="session")
def people_of() -> Callable[[int], list[Person]]:
    """people_of(2026): who that edition was made of, read from no file: applicants and staff, to count independently."""
    return lambda year: events(invented_editions()[year], 1)


@pytest.fixture
def store_file(editions: Store, tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> Path:
    """The path of a copy of the store that a test may change."""
    return Path(shutil.copy(shared(tmp_path_factory) / "editions.duckdb", tmp_path / "store.duckdb"))


@pytest.fixture
def at_the_machine(store_file: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The app as at the machine of a manager: over the copied store, releases beside it."""
    monkeypatch.setenv("LMA_STORE", str(store_file))
    monkeypatch.delenv("LMA_RELEASES", raising=False)
    monkeypatch.delenv("LMA_STORE_KEY", raising=False)
    before = access.bound()
    access.served_on(access.IN_PROCESS)
    yield
    Store.open().close()
    access.served_on(before or "127.0.0.1")
