"""What a batch would change, and what it changed: rows by file, people, values, and where sources disagree."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lma_data.enrolment.fields import FIELDS
from lma_data.enrolment.looking import BEFORE, Look
from lma_data.enrolment.model import FileRead

# What is not shown by a repr is left out because a repr can end in a log, and a person must not.
MOST = 5000  # changes and conflicts that are listed; the counts are of all


@dataclass(frozen=True)
class FileDifference:
    """How the rows of one table of one file fare: rows = created + updated + unchanged + set_aside."""

    file: str = dataclasses.field(repr=False)  # names of files can have a person in them
    title: str = dataclasses.field(repr=False)
    report: str
    rows: int
    created: int
    updated: int
    unchanged: int
    set_aside: int
    known: bool = False  # the very same reading is in the store already

    def __post_init__(self) -> None:
        if self.rows != self.created + self.updated + self.unchanged + self.set_aside:
            raise AssertionError("the rows of a file are not the sum of created, updated, unchanged and set aside")


@dataclass(frozen=True)
class Change:
    """One value that is other than before; old or new is None where there is none. `file` and `row` say what changed it."""

    person: str
    field: str
    key: str
    old: str | None = dataclasses.field(repr=False)
    new: str | None = dataclasses.field(repr=False)
    file: str = dataclasses.field(repr=False)
    row: int = 0
    newcomer: bool = False  # of somebody who was not there before

    @property
    def name(self) -> str:
        """The name of the field, to be translated."""
        return FIELDS[self.field].name


@dataclass(frozen=True)
class Conflict:
    """Two sources of different authority disagree: `value` counts, `other` does not."""

    person: str
    field: str
    key: str
    value: str = dataclasses.field(repr=False)
    file: str = dataclasses.field(repr=False)
    row: int
    authority: int
    other: str = dataclasses.field(repr=False)
    other_file: str = dataclasses.field(repr=False)
    other_row: int
    other_authority: int


@dataclass(frozen=True)
class Difference:
    """What a batch does. `people` has new, changed, withdrew, unchanged, whose sum is everybody in the cohort afterwards."""

    cohort: str
    files: tuple[FileDifference, ...]
    people: Mapping[str, int]
    changes: tuple[Change, ...]
    change_count: int
    conflicts: tuple[Conflict, ...]
    names: Mapping[str, str] = dataclasses.field(
        repr=False
    )  # person -> how to call them, of those in changes and conflicts
    batch: int | None = None  # once committed, where it brought anything

    @property
    def is_new(self) -> bool:
        """Whether there is anything to write: a file that is known to the last value is not."""
        return any(not file.known for file in self.files)


def compare(
    found: Look, files: Sequence[FileRead], sources: Sequence[int | None], batch: int | None = None
) -> Difference:
    """The difference that a look finds; writes the counts of rows into the incoming sources.

    sources: of each file its number as an incoming source, or None where the very same reading is there already.
    """
    database = found.database
    database.run("state", moment=BEFORE)
    database.run("changes")
    new, changed, withdrew, unchanged = (int(count) for count in database.run("people_counts")[0])
    changes, conflicts = _changes(found), _conflicts(found)
    shown = {change.person for change in changes} | {conflict.person for conflict in conflicts}
    return Difference(
        found.cohort,
        _files(found, files, sources),
        {"new": new, "changed": changed, "withdrew": withdrew, "unchanged": unchanged},
        changes,
        database.run("change_count")[0][0],
        conflicts,
        called(found, shown),
        batch,
    )


def _files(found: Look, files: Sequence[FileRead], sources: Sequence[int | None]) -> tuple[FileDifference, ...]:
    counts: dict[int, dict[str, int]] = {source: {} for source in sources if source is not None}
    for source, outcome, rows in found.database.run("row_counts"):
        counts[source][outcome] = int(rows)
    differences = []
    for file, source in zip(files, sources, strict=True):
        rows, aside = file.row_count, sum(row.count for row in file.rows if row.set_aside or not row.identifiers)
        fared = {"unchanged": rows - aside} if source is None else counts[source]
        fared = {outcome: fared.get(outcome, 0) for outcome in ("created", "updated", "unchanged")}
        if source is not None:
            found.database.run("counted", id=source, **fared)
        report = file.recognition.report
        differences.append(
            FileDifference(file.file, file.title, report, rows, **fared, set_aside=aside, known=source is None)
        )
    return tuple(differences)


def _changes(found: Look) -> tuple[Change, ...]:
    changes = []
    for row in found.database.run("changes_shown", most=MOST):
        person, field, key, identity, old, new, old_source, old_row, source, place, newcomer = row
        person = found.people[person]
        if identity:
            old = found.identity_values[(old_source, old_row, field, key)] if old is not None else None
            new = found.identity_values[(source, place, field, key)] if new is not None else None
        file, number = _where(found, source, place)
        changes.append(Change(person, field, key, old, new, file, number, bool(newcomer)))
    return tuple(changes)


def _conflicts(found: Look) -> tuple[Conflict, ...]:
    conflicts = []
    for row in found.database.run("conflicts", most=MOST):
        person, field, key, value, source, place, authority, other, other_source, other_place, other_authority = row
        where, other_where = _where(found, source, place), _where(found, other_source, other_place)
        conflicts.append(
            Conflict(found.people[person], field, key, value, *where, authority, other, *other_where, other_authority)
        )
    return tuple(conflicts)


def _where(found: Look, source: int | None, row: int | None) -> tuple[str, int]:
    return ("", 0) if source is None or row is None else (found.files[source]["file"], found.numbers[(source, row)])


def called(found: Look, people: set[str]) -> dict[str, str]:
    """How people are called: by name, else by address or id."""
    tokens = [token for token, person in found.person_of.items() if person in people]
    names = {found.person_of[name.token]: name.text for name in reversed(found.names_of(tokens))}
    rest = people - set(names)
    others = {found.person_of[one.token]: one.value for one in reversed(found.identifiers(rest))} if rest else {}
    return {**others, **names}
