"""A process that is killed while it commits leaves all of a batch, or none of it."""

import contextlib
import multiprocessing
import os
import random
import signal
import subprocess
import sys
import time

import pytest

from lma_data.catalog import ROOT
from lma_data.enrolment.database import StoreProblem
from lma_data.enrolment.store import Store
from tests.enrolment.store_files import file, row

KILLS = 24
PEOPLE = 12  # of each batch

# Children are forked from a process that has all modules and no store, which saves the time to start Python.
CONTEXT = multiprocessing.get_context("forkserver")
CONTEXT.set_forkserver_preload(["lma_data.enrolment.store", "tests.enrolment.store_files"])


def commit_for_ever(path, key, number, pipe):
    """Commits batches, and now and then undoes the oldest; says the number of each once it is committed."""
    store = Store.open(path, key or None)
    if "c" not in store.cohorts():
        store.create_cohort("c", "lma-2026")
    pipe.send(0)
    while True:
        number += 1
        facts = {"person_country": "NAM", "person_organisation": f"batch {number}"}
        rows = [row(n, f"{number}-{n}@x.org", name_full=f"Person {number} {n}", **facts) for n in range(PEOPLE)]
        store.commit("c", [file(f"{number}.csv", rows)])
        pipe.send(number)
        there = store.batches("c")
        if number % 7 == 0 and len(there) > 1:  # never the one that was just committed
            store.undo(there[-1].id)


def killed(path, key, first, seconds):
    """What a child said before it was killed, so many seconds after its store was open."""
    ours, theirs = CONTEXT.Pipe(duplex=False)
    child = CONTEXT.Process(target=commit_for_ever, args=(path, key, first, theirs))
    child.start()
    theirs.close()
    said = [ours.recv()]
    time.sleep(seconds)
    os.kill(child.pid, signal.SIGKILL)
    child.join()
    with contextlib.suppress(EOFError):
        while True:
            said.append(ours.recv())
    return said[1:]


def check(path, key, said):
    """Opens the store and holds it against what the child said; the highest number of a batch there."""
    with Store.open(path, key or None) as store:
        people, batches, sources = store.people("c"), store.batches("c"), store.sources("c")
        by_batch = {}
        for one in people:
            assert one.identity.name and one.identity.email and one.profile.country
            number = int(one.profile.organisation.value.removeprefix("batch "))
            by_batch[number] = by_batch.get(number, 0) + 1
        assert set(by_batch.values()) <= {PEOPLE}, "half a batch"
        assert len(by_batch) == len(batches) == len(sources)
        for source in sources:
            assert source.rows == source.created + source.updated + source.unchanged + source.set_aside == PEOPLE
        assert len(store.facts("c")) == 2 * len(people)
        lost = set(said[-1:]) - set(by_batch)
        assert not lost, "a batch that was committed is not there"
        # Undo is sound after a kill too, and keeps the store small.
        for batch in batches[: max(0, len(batches) - 10)]:
            store.undo(batch.id)
        return max(by_batch, default=0)


@pytest.mark.parametrize("key", ["", "a key"], ids=["plain", "sealed"])
def test_killed_in_the_middle_of_a_commit(tmp_path, key):
    path, chance, first = tmp_path / "store.duckdb", random.Random(int.from_bytes(os.urandom(4))), 0
    for _ in range(KILLS // 2):
        said = killed(path, key, first, chance.uniform(0.0, 0.3))
        first = max(check(path, key, said), first, *said, 0) + 1


def test_killed_while_the_file_is_made_or_written_anew(tmp_path):
    """Neither leaves a store that does not open, and what was erased is gone at the latest when it is opened."""
    path = tmp_path / "store.duckdb"
    code = (
        "import os, signal, sys; from pathlib import Path; from lma_data.enrolment import database\n"
        "from lma_data.enrolment.store import Store\n"
        "kill = lambda *a, **b: os.kill(os.getpid(), signal.SIGKILL)\n"
        "if sys.argv[2] == 'make': Path.replace = kill\n"
        "store = Store.open(Path(sys.argv[1]))\n"
        "if sys.argv[2] == 'copy': database.Database._copy = kill\n"
        "if sys.argv[2] == 'replace': Path.replace = kill\n"
        "store.rekey(None, 'a key')\n"
    )
    for moment in ("make", "copy", "replace"):
        done = subprocess.run([sys.executable, "-c", code, str(path), moment], cwd=ROOT, check=False)
        assert done.returncode == -signal.SIGKILL
        if moment == "make":
            with Store.open(path) as store:
                store.create_cohort("c", "lma-2026")
            continue
        with pytest.raises(StoreProblem):  # it was sealed, though not yet written anew
            Store.open(path)
        with Store.open(path, "a key") as store:
            assert list(store.cohorts()) == ["c"] and store._database.meta("rewrite") is None
            store.rekey("a key", None)
