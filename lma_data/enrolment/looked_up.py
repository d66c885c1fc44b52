"""What the store says: people, facts, sources, batches, rows set aside, possible duplicates."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime

import pandas as pd

from lma_data.enrolment import names
from lma_data.enrolment.database import Database, StoreProblem
from lma_data.enrolment.looking import Look, look
from lma_data.enrolment.model import Message
from lma_data.enrolment.people import Pair, Why
from lma_data.enrolment.record import Person, Value, person
from lma_data.enrolment.sealing import Sealer
from lma_data.enrolment.staging import message_of, place

COLUMNS = ["person", "field", "key", "value", "file", "row", "as_of"]


@dataclass(frozen=True)
class Cohort:
    """One edition of one course. `invented` people are said to be so wherever they are shown."""

    id: str
    course: str
    invented: bool
    keep_until: date | None
    created: datetime  # UTC


@dataclass(frozen=True)
class Source:
    """One table of one file, as it was read once."""

    id: int
    batch: int
    report: str
    system: str
    language: str
    version: str
    authority: int
    as_of: datetime | None  # UTC
    rows: int
    created: int
    updated: int
    unchanged: int
    set_aside: int
    sha256: str
    file: str = field(repr=False)
    title: str = field(repr=False)


@dataclass(frozen=True)
class Batch:
    """What was done at once, and can be undone: kind is files, by-hand, merge or keep-apart."""

    id: int
    kind: str
    created: datetime  # UTC
    by: str = field(repr=False)
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True)
class SetAside:
    """A row that could not be used, with the header of its table."""

    file: str = field(repr=False)
    title: str = field(repr=False)
    number: int
    count: int
    reason: Message = field(repr=False)
    header: tuple[str, ...] = field(repr=False)
    cells: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True)
class Possible:
    """Two people who may be one, side by side. For two names of one address, both sides are the same person as yet.

    `people` is the pair of ids for merge and keep_apart.
    """

    why: Why
    people: tuple[str, str]
    names: tuple[str, str] = field(repr=False)
    sides: tuple[Person, Person] = field(repr=False)


def answers(database: Database, sealer: Sealer) -> dict[str, str]:
    """Answers that were remembered: id of a question -> option, in the order of the alphabet."""
    rows = database.run("answers")
    return dict(sorted(json.loads(sealer.unseal(sealed, place("answer", digest))) for digest, sealed in rows))


def batches(database: Database, sealer: Sealer, cohort: str) -> list[Batch]:
    by_batch: dict[int, list[Source]] = defaultdict(list)
    for source in sources(database, sealer, cohort):
        by_batch[source.batch].append(source)
    return [
        Batch(number, kind, made, sealer.unseal(by, place("author", number)) if by else "", tuple(by_batch[number]))
        for number, kind, made, by in database.run("batches", cohort=cohort)
    ]


def sources(database: Database, sealer: Sealer, cohort: str) -> list[Source]:
    found = []
    for row in database.run("sources", cohort=cohort):
        about = json.loads(sealer.unseal(row[-1], place("source", row[0])))
        found.append(Source(*(*row[:14], about["file"], about["title"])))
    return found


def set_aside(database: Database, sealer: Sealer, cohort: str) -> list[SetAside]:
    found = []
    with look(database, sealer, cohort) as seen:
        for source, _, sealed in database.run("set_aside"):
            content = json.loads(sealer.unseal(sealed, place("set_aside", source)))
            about, reason = seen.files[source], message_of(content["reason"])
            header, cells = tuple(about["header"]), tuple(content["cells"])
            found.append(
                SetAside(about["file"], about["title"], content["number"], content["count"], reason, header, cells)
            )
    return found


def facts_of(found: Look) -> pd.DataFrame:
    frame = found.database.frame("facts")
    frame["person"] = frame["person"].map(dict(enumerate(found.people)))
    frame["file"] = frame["source"].map({source: about["file"] for source, about in found.files.items()})
    return frame[COLUMNS]


def people(database: Database, sealer: Sealer, cohort: str) -> list[Person]:
    with look(database, sealer, cohort) as found:
        return _people(found)


def _people(found: Look) -> list[Person]:
    as_of = dict(found.database.run("as_of", cohort=found.cohort))
    values: dict[str, list[tuple[str, str, Value]]] = {
        found.people[who]: [] for (who,) in found.database.run("everybody")
    }
    for who, name, key, value, identity, source, row in found.database.run("current"):
        if identity:
            value = found.identity_values[(source, row, name, key)]
        about = Value.model_construct(
            value=value, file=found.files[source]["file"], row=found.numbers[(source, row)], as_of=as_of[source]
        )
        values[found.people[who]].append((name, key, about))
    identifiers: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for one in found.identifiers():
        identifiers[one.person][one.kind].append(one.value)
    return [person(who, found.cohort, said, _identity(said, identifiers[who])) for who, said in values.items()]


def said(database: Database, sealer: Sealer, cohort: str, person_id: str) -> list[tuple[str, str, Value]]:
    """All that the files say of somebody, what counts more first."""
    with look(database, sealer, cohort) as found:
        as_of = dict(database.run("as_of", cohort=cohort))
        if person_id not in found.people:
            raise StoreProblem("no-person")
        rows = database.run("said_of", person=found.people.index(person_id))
        return [
            (
                name,
                key,
                Value.model_construct(
                    value=sealer.unseal(sealed, place("fact", token, name)) if identity else value,
                    file=found.files[source]["file"],
                    row=found.numbers[(source, row)],
                    as_of=as_of[source],
                ),
            )
            for name, key, value, identity, source, row, token, sealed in rows
        ]


def _identity(said: list[tuple[str, str, Value]], known: dict[str, list[str]]) -> dict:
    name = {field_id: value.value for field_id, _, value in said if field_id.startswith("name.")}
    parts = names.full(name.get("name.first"), name.get("name.family"))
    return {
        "name": parts if "name.first" in name and "name.family" in name else name.get("name.full") or parts,
        "emails": known.get("email", ()),
        "moodle": known.get("moodle", ()),
        "usernames": known.get("username", ()),
    }


def possible(database: Database, sealer: Sealer, cohort: str) -> list[Possible]:
    with look(database, sealer, cohort) as found:
        pairs = found.pairs()
        if not pairs:
            return []
        by_id = {one.id: one for one in _people(found)}
        called_at_one = _two_names(found, pairs)
    shown = []
    for pair in pairs:
        a, b = by_id[pair.a], by_id.get(pair.b, by_id[pair.a])
        called = called_at_one.get(pair.b) if pair.why == "two-names" else None
        shown.append(Possible(pair.why, pair.people, called or (a.identity.name, b.identity.name), (a, b)))
    return shown


def _two_names(found: Look, pairs: list[Pair]) -> dict[str, tuple[str, str]]:
    """For two names of one address: id of the second -> the first, which may not be the one that counts, and the second."""
    tokens = [token for token, person_id in found.person_of.items() if any(person_id == pair.a for pair in pairs)]
    first: dict[str, str] = {}
    called = {}
    for name in found.names_of(tokens):
        own = found.variant(name)
        if own not in found.person_of:
            called[own] = (first.setdefault(name.token, name.text), name.text)
    return called
