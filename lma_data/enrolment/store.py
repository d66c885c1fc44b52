"""The store of enrolment: files go in as batches, cohorts come out, and each person can be erased.

    with Store.open() as store:
        store.create_cohort("lma-2026", "lma-2026")
        store.preview("lma-2026", files)   # what it would do; writes nothing
        store.commit("lma-2026", files)    # does it, in one transaction
        store.people("lma-2026")

What each file says is kept as it was read; the current value of a field is found anew each time, so files can come in any
order and a batch can be undone whatever came after it. sealing.py says what a key protects, and what it does not.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, NamedTuple

import pandas as pd
import platformdirs

from lma_data.enrolment import erasing, exporting, keys, looked_up, settings
from lma_data.enrolment.database import Database, StoreProblem, closed, opened
from lma_data.enrolment.difference import Change, Conflict, Difference, FileDifference, compare
from lma_data.enrolment.fields import FIELDS
from lma_data.enrolment.looked_up import Batch, Cohort, Possible, SetAside, Source
from lma_data.enrolment.looking import look
from lma_data.enrolment.model import Answers, Fact, FileRead, Identifier, Recognition, RowRead
from lma_data.enrolment.record import Identity, Person, Value
from lma_data.enrolment.sealing import Sealer
from lma_data.enrolment.staging import BY_HAND, TOKEN, Stager, asked, place, remembered

__all__ = [
    "Batch", "Change", "Cohort", "Conflict", "Difference", "FileDifference", "Identity", "Person", "Possible", "SetAside",
    "Source", "Store", "StoreProblem",
]  # fmt: skip
HAND = "by hand"  # the file that a manager's own values stand in


def default_path() -> Path:
    """LMA_STORE, else enrolment.duckdb in the user's data folder."""
    named = os.environ.get("LMA_STORE", "")
    return Path(named) if named else platformdirs.user_data_path("lma-data") / "enrolment.duckdb"


class Current(NamedTuple):
    """What a cohort is at one moment: facts (person, field, key, value, file, row, as_of), everybody's id, settings by name.

    Settings are plain JSON, in which people stand by the ids that they have today.
    """

    facts: pd.DataFrame
    people: tuple[str, ...]
    settings: dict[str, Any]


class Store:
    """One store, shared by all sessions of this process that open the same path."""

    def __init__(self, database: Database, sealer: Sealer) -> None:
        self._database, self._sealer = database, sealer

    @classmethod
    def open(cls, path: Path | str | None = None, key: str | None = None) -> Store:
        """The store at this path (LMA_STORE), under this key (LMA_STORE_KEY). StoreProblem says what is wrong."""
        key = key or os.environ.get("LMA_STORE_KEY") or None
        database = opened(Path(path) if path is not None else default_path())
        try:
            with database.lock:
                stamp = hashlib.sha256((key or "").encode()).digest()
                if database.unlocked is None or database.unlocked[0] != stamp:
                    database.unlocked = (stamp, keys.unlock(database, key))
                if database.meta("rewrite"):  # a process was killed before it could
                    database.rewrite()
                return cls(database, database.unlocked[1])
        except StoreProblem:
            if database.unlocked is None:
                closed(database)  # not under its lock, for which others wait while they hold the one that this needs
            raise

    def __enter__(self) -> Store:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the file for this whole process, so that another can open it."""
        closed(self._database)

    def __repr__(self) -> str:
        return f"Store(encrypted={self.encrypted})"

    @property
    def path(self) -> Path:
        return self._database.path

    @property
    def encrypted(self) -> bool:
        return self._sealer.encrypts

    def rekey(self, old: str | None, new: str | None) -> None:
        """Encrypt, encrypt under another key, or no longer encrypt (new=None). Ids of people change with it."""
        with self._database.lock:
            self._sealer = keys.rekey(self._database, old or None, new or None)
            self._database.unlocked = (hashlib.sha256((new or "").encode()).digest(), self._sealer)

    # Cohorts

    def create_cohort(self, cohort: str, course: str, invented: bool = False, keep_until: date | None = None) -> Cohort:
        with self._database.writing():
            if any(row[0] == cohort for row in self._database.run("cohorts")):
                raise StoreProblem("cohort-there", cohort=cohort)
            created = _now()
            self._database.run(
                "add_cohort", id=cohort, course=course, invented=invented, keep_until=keep_until, created=created
            )
        return Cohort(cohort, course, invented, keep_until, created)

    def cohorts(self) -> dict[str, Cohort]:
        """All cohorts by id, the latest first."""
        return {row[0]: Cohort(*row) for row in self._database.run("cohorts")}

    def keep_until(self, cohort: str, day: date | None) -> None:
        """Set the day until which a cohort is kept. Nothing is erased by itself: `overdue` says what should be."""
        with self._database.writing():
            self._there(cohort)
            self._database.run("set_cohort", id=cohort, keep_until=day)

    def overdue(self, today: date | None = None) -> list[Cohort]:
        """Cohorts whose day is past, for somebody to erase."""
        today = today or datetime.now(UTC).date()
        return [one for one in self.cohorts().values() if one.keep_until is not None and one.keep_until < today]

    def erase_cohort(self, cohort: str) -> None:
        """Everything of a cohort, and its bytes in the file."""
        with self._database.lock:
            with self._database.writing():
                self._there(cohort)
                for batch, *_ in self._database.run("batches", cohort=cohort):
                    self._database.run("undo", batch=batch)
                self._database.run("erase_cohort", cohort=cohort)
                self._database.run("tidy")
                self._database.set_meta("rewrite", "1")
            self._database.rewrite()

    def _there(self, cohort: str) -> None:
        if not any(row[0] == cohort for row in self._database.run("cohorts")):
            raise StoreProblem("no-cohort", cohort=cohort)

    # Batches

    def preview(self, cohort: str, files: Sequence[FileRead]) -> Difference:
        """What committing these files would do. Nothing is written."""
        return self._apply(cohort, files, "files", "", keep=False)

    def commit(self, cohort: str, files: Sequence[FileRead], by: str = "") -> Difference:
        """Do it, all or nothing. Files that are known to the last value change nothing, and make no batch."""
        return self._apply(cohort, files, "files", by, keep=True)

    def _apply(self, cohort: str, files: Sequence[FileRead], kind: str, by: str, keep: bool) -> Difference:
        database = self._database
        with database.lock:
            if keep:  # what files would do can be asked of a cohort that is yet to be made
                self._there(cohort)
            batch = int(database.meta("next") or 1)
            stager = Stager(database, self._sealer, cohort, batch)
            known: dict[str, int] = dict(database.run("known", cohort=cohort))
            sources: list[int | None] = []
            again: list[tuple[int, int]] = []
            for position, file in enumerate(files):
                said = stager.said(file)
                sources.append(None if said in known else batch + 1 + position)
                if said in known:
                    again.append((known[said], position))
                    continue
                known[said] = batch + 1 + position
                stager.add(batch + 1 + position, position, file, said)
            keep = keep and any(source is not None for source in sources)
            with look(database, self._sealer, cohort, stager, keep) as found:
                difference = compare(found, files, sources, batch if keep else None)
                if keep:
                    self._add_batch(cohort, batch, kind, by, len(files))
                    for source, position in again:
                        if source <= batch:
                            database.run("add_again", batch=batch, source=source, position=position)
            return difference

    def _add_batch(self, cohort: str, batch: int, kind: str, by: str, sources: int = 0) -> None:
        self._database.run("add_batch", id=batch, cohort=cohort, kind=kind, created=_now())
        if by:
            self._database.run("add_author", batch=batch, sealed=self._sealer.seal(by, place("author", batch)))
        self._database.set_meta("next", str(batch + 1 + sources))

    def batches(self, cohort: str) -> list[Batch]:
        """What was done to a cohort, the latest first."""
        with self._database.lock:
            return looked_up.batches(self._database, self._sealer, cohort)

    def undo(self, batch: int) -> None:
        """Take a batch out: everything is as if it had never been, whatever came after it."""
        with self._database.writing():
            if not self._database.run("batch_cohort", batch=batch):
                raise StoreProblem("no-batch")
            self._database.run("undo", batch=batch)
            self._database.run("tidy")

    def correct(self, cohort: str, person: str, field: str, key: str, value: str, by: str = "") -> Difference:
        """A value by the manager's own hand, which counts before all files; an empty one says that there is none."""
        if field not in FIELDS:
            raise ValueError(f"no field {field!r}")
        node = self._people(cohort, person)[0]
        row = RowRead(1, (Identifier(TOKEN, node),), (Fact(field, key, value),))
        stamp = hashlib.sha256(f"{_now().isoformat()} {os.urandom(8).hex()}".encode()).hexdigest()
        about = Recognition("by-hand", "", "", "", 1.0, (), 0, (), "by-hand")
        return self._apply(cohort, [FileRead(HAND, "", stamp, about, (row,), None, BY_HAND)], "by-hand", by, keep=True)

    # Who is who

    def duplicates(self, cohort: str) -> list[Possible]:
        """People who may be one, side by side, on whom nobody has decided yet."""
        with self._database.lock:
            return looked_up.possible(self._database, self._sealer, cohort)

    def merge(self, cohort: str, a: str, b: str, by: str = "") -> int:
        """These two are one person; the batch by which it can be undone."""
        return self._decide(cohort, "merge", a, b, by)

    def keep_apart(self, cohort: str, a: str, b: str, by: str = "") -> int:
        """These two are two people, also where they share an address; the batch by which it can be undone."""
        return self._decide(cohort, "keep-apart", a, b, by)

    def _decide(self, cohort: str, kind: Literal["merge", "keep-apart"], a: str, b: str, by: str) -> int:
        with self._database.lock:
            self._people(cohort, a)
            with self._database.writing():
                batch = int(self._database.meta("next") or 1)
                self._add_batch(cohort, batch, kind, by)
                self._database.run("add_decision", batch=batch, cohort=cohort, kind=kind, a=a, b=b)
        return batch

    def _people(self, cohort: str, *people: str) -> list[str]:
        """The ids under which these people stand today; StoreProblem where there is nobody."""
        with self._database.lock:
            self._there(cohort)
            with look(self._database, self._sealer, cohort) as found:
                if any(person not in found.person_of for person in people):
                    raise StoreProblem("no-person")
                return [found.person_of[person] for person in people]

    # Answers

    def answers(self) -> dict[str, str]:
        """Answers that were remembered: id of a question -> option."""
        with self._database.lock:
            return looked_up.answers(self._database, self._sealer)

    def remember(self, answers: Answers) -> None:
        """Keep answers for the next file of the same shape. They can quote what stands in a cell, and are sealed."""
        with self._database.writing():
            for question, option in answers.items():
                self._database.run("remember", **remembered(self._sealer, question, option))

    def forget(self, questions: Iterable[str]) -> None:
        """Answers that were wrong: these questions are asked again. What was read with them stays until it is undone."""
        with self._database.writing():
            for question in questions:
                self._database.run("forget_answer", digest=asked(self._sealer, question))

    # Settings

    def set(self, cohort: str, name: str, value: Any) -> None:
        """Keep a setting; None takes it away. It is no batch, and is not undone with one."""
        with self._database.writing():
            self._there(cohort)
            settings.write(self._database, self._sealer, cohort, name, value)
            self._database.set_meta("set", str(int(self._database.meta("set") or 0) + 1))

    def version(self) -> tuple[object, ...]:
        """Another as soon as anything in the store is: each act is counted, and erasing writes the file anew."""
        with self._database.lock:
            return self._database.identity, self._database.run("version")[0]

    # Reading

    def people(self, cohort: str) -> list[Person]:
        """Everybody, each value with the file and row that it comes from."""
        with self._database.lock:
            self._there(cohort)
            return looked_up.people(self._database, self._sealer, cohort)

    def said(self, cohort: str, person: str) -> list[tuple[str, str, Value]]:
        """All that the files say of a person, (field, key, value), also what does not count; what counts more first."""
        with self._database.lock:
            self._there(cohort)
            return looked_up.said(self._database, self._sealer, cohort, person)

    def facts(self, cohort: str) -> pd.DataFrame:
        """Current values without identities: person, field, key, value, file, row, as_of."""
        with self._database.lock:
            self._there(cohort)
            with look(self._database, self._sealer, cohort) as found:
                return looked_up.facts_of(found)

    def current(self, cohort: str) -> Current:
        """Facts, people and settings at one moment, without identities."""
        with self._database.lock:
            self._there(cohort)
            found = settings.read(self._database, self._sealer, cohort)
            with look(self._database, self._sealer, cohort) as seen:
                facts = looked_up.facts_of(seen)
                now, people = dict(seen.person_of), tuple(seen.people)
        return Current(facts, people, settings.mapped(found, lambda text: now.get(text, text)))

    def identities(self, cohort: str) -> Mapping[str, Identity]:
        """Who is who: id of a person -> names, addresses and ids."""
        return {one.id: one.identity for one in self.people(cohort)}

    def sources(self, cohort: str) -> list[Source]:
        """The tables that a cohort comes from, in the order in which they came."""
        with self._database.lock:
            return looked_up.sources(self._database, self._sealer, cohort)

    def set_aside(self, cohort: str) -> list[SetAside]:
        """Rows that could not be used, until they are discarded or their batch is undone."""
        with self._database.lock:
            return looked_up.set_aside(self._database, self._sealer, cohort)

    def discard_set_aside(self, cohort: str) -> None:
        with self._database.writing():
            self._database.run("discard_cohort", cohort=cohort)

    def export(self, cohort: str | None = None, folder: Path | None = None) -> bytes:
        """All of a cohort, or of all, as CSV and JSON: the bytes of a zip, or files in a folder for their owner only."""
        with self._database.lock:
            chosen = [cohort] if cohort is not None else list(self.cohorts())
            files = {name: data for one in chosen for name, data in exporting.files(self, one).items()}
            files |= exporting.answers(self)
        return exporting.written(files, folder)

    def erase_person(self, cohort: str, person: str, all_cohorts: bool = False) -> list[str]:
        """Erase somebody from this cohort, or from all, and from the bytes of the file; the cohorts that knew them."""
        with self._database.lock:
            self._there(cohort)
            others = [one for one in self.cohorts() if one != cohort] if all_cohorts else []
            erased = erasing.erase(self._database, self._sealer, cohort, person, others)
            self._database.rewrite()
        return erased


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
