"""From files that were read to the rows of the store: identifiers hashed, identities sealed, thousands in one statement."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from lma_data.enrolment import names
from lma_data.enrolment.database import Database
from lma_data.enrolment.fields import FIELDS
from lma_data.enrolment.model import FileRead, Identifier, Message, RowRead
from lma_data.enrolment.people import Name
from lma_data.enrolment.sealing import Sealer
from lma_data.i18n import N_

SEPARATOR = "\x1f"  # between values on their way into the store; no value has it
CHUNK = 50_000  # rows a statement
NOBODY = Message(N_("The row has neither an e-mail address nor an id of a system: nobody can be told by it."))
SUMS = "sums"  # what the key of sums is called in the store, sealed
TOKEN = "token"  # kind of an identifier that is a token already: of somebody in the store
BY_HAND = 100  # the authority of what a manager says

_IDENTITY = {one.id for one in FIELDS.values() if one.identity}

# Table of incoming rows -> its columns, with the type that a column of text is cast to
COLUMNS: Mapping[str, Mapping[str, str]] = {
    "incoming_covers": {"source": "BIGINT", "field": "TEXT"},
    "incoming_line": {"source": "BIGINT", "row": "BIGINT", "number": "BIGINT", "token": "TEXT", "count": "BIGINT"},
    "incoming_link": {"source": "BIGINT", "row": "BIGINT", "token": "TEXT"},
    "incoming_thing": {"id": "INTEGER", "field": "TEXT", "key": "TEXT"},
    "incoming_fact": {"source": "BIGINT", "row": "BIGINT", "thing": "INTEGER", "value": "TEXT"},
    "incoming_identifier": {"cohort": "TEXT", "token": "TEXT", "kind": "TEXT", "base": "TEXT", "sealed": "TEXT"},
    "incoming_name": {"source": "BIGINT", "row": "BIGINT", "digest": "TEXT", "sealed": "TEXT"},
    "incoming_identity": {"source": "BIGINT", "row": "BIGINT", "thing": "INTEGER", "digest": "TEXT", "sealed": "TEXT"},
    "incoming_source_name": {"source": "BIGINT", "sealed": "TEXT"},
    "incoming_set_aside": {"source": "BIGINT", "row": "BIGINT", "sealed": "TEXT"},
    "scope": {"field": "TEXT", "scope": "TEXT"},
    "who": {"token": "TEXT", "person": "INTEGER"},
    "split": {"token": "TEXT", "digest": "TEXT", "person": "INTEGER"},
    "doomed": {"token": "TEXT"},
    "doomed_line": {"source": "BIGINT", "row": "BIGINT"},
    "renamed": {"old": "TEXT", "new": "TEXT"},
    "family": {"source": "BIGINT", "field": "TEXT", "family": "BIGINT"},
}  # fmt: skip


def insert(database: Database, table: str, rows: Sequence[tuple], into: str = "") -> None:
    """Many rows at once: each column goes in as one text and is parted there, which is ten times as fast as row by row.

    The columns are those of `table`; the rows go `into` another table of the same columns, where one is named.
    """
    columns = COLUMNS[table]
    picks = ", ".join(f"CAST(unnest(string_to_array(${name}, chr(31))) AS {kind})" for name, kind in columns.items())
    statement = f"INSERT INTO {into or table} ({', '.join(columns)}) SELECT {picks}"
    for start in range(0, len(rows), CHUNK):
        parts = zip(*rows[start : start + CHUNK], strict=True)
        joined = {name: SEPARATOR.join(map(str, values)) for name, values in zip(columns, parts, strict=True)}
        database.execute(statement, joined)


def scopes() -> list[tuple[str, str]]:
    return [(one.id, one.scope) for one in FIELDS.values()]


# What is sealed, and for which place


def place(table: str, *whose: object) -> str:
    return "|".join((table, *map(str, whose)))


def message_text(message: Message) -> dict[str, Any]:
    return {"text": message.text, "facts": {name: _fact(fact) for name, fact in message.facts.items()}}


def _fact(fact: Any) -> Any:
    if isinstance(fact, Message):
        return {"message": message_text(fact)}
    if isinstance(fact, Mapping):
        return {"names": dict(fact)}
    return fact if isinstance(fact, int | float | str) else str(fact)


def message_of(found: Mapping[str, Any]) -> Message:
    return Message(found["text"], {name: _fact_of(fact) for name, fact in found["facts"].items()})


def _fact_of(fact: Any) -> Any:
    if isinstance(fact, dict):
        return message_of(fact["message"]) if "message" in fact else fact["names"]
    return fact


def variant(sealer: Sealer, cohort: str, name: Name) -> str:
    """The token under which a second name of one address would be another person."""
    return sealer.hash("split", cohort, name.token, name.digest)


def asked(sealer: Sealer, question: str) -> str:
    """The digest under which the answer to a question is remembered."""
    return sealer.hash("answer", question)


def remembered(sealer: Sealer, question: str, option: str) -> dict[str, str]:
    """An answer as it is kept: the id of a question can quote a cell, and the cell a person."""
    digest = asked(sealer, question)
    return {"digest": digest, "sealed": sealer.seal(json.dumps([question, option]), place("answer", digest))}


def utc(moment: datetime | None) -> datetime | None:
    """As moments are kept: in UTC, without saying so."""
    return moment.astimezone(UTC).replace(tzinfo=None) if moment is not None and moment.tzinfo else moment


class Tokens:
    """Tokens of a cohort's identifiers: the same identifier has another token in another cohort."""

    def __init__(self, sealer: Sealer, cohort: str) -> None:
        self._sealer, self._cohort = sealer, cohort
        self.known: dict[Identifier, str] = {}

    def of(self, identifier: Identifier) -> str:
        if identifier.kind == TOKEN:
            return identifier.value
        token = self.known.get(identifier)
        if token is None:
            token = self._sealer.hash("identifier", self._cohort, *identifier)
            self.known[identifier] = token
        return token

    def base(self, identifier: Identifier) -> str:
        if identifier.kind != "email":
            return ""
        return self._sealer.hash("base", self._cohort, names.base_email(identifier.value))

    def digest(self, field_id: str, value: str) -> str:
        return self._sealer.hash("value", self._cohort, field_id, value)

    def rows(self) -> list[tuple]:
        seal = self._sealer.seal
        return [
            (self._cohort, token, one.kind, self.base(one), seal(one.value, place("identifier", token)))
            for one, token in self.known.items()
        ]


@dataclass
class Staged:
    """The rows of one batch, by table, and the totals of each file."""

    tables: dict[str, list[tuple]] = field(default_factory=lambda: {table: [] for table in COLUMNS})
    sources: list[dict[str, Any]] = field(default_factory=list)


class Stager:
    """Turns files into rows of the incoming tables."""

    def __init__(self, database: Database, sealer: Sealer, cohort: str, batch: int) -> None:
        self._things: dict[tuple[str, str], int] = {(name, key): id for id, name, key in database.run("things")}
        self._sealer, self._cohort, self._batch = sealer, cohort, batch
        self._sums = sealer.unseal(database.meta(SUMS) or "", SUMS).encode()
        self.tokens = Tokens(sealer, cohort)
        self.staged = Staged()

    def place_of(self, file: FileRead) -> str:
        """Where a table stands: of two readings of the same place the later one counts."""
        return _sum((self._cohort, file.sha256, file.title, str(file.recognition.header_row)))

    def said(self, file: FileRead) -> str:
        """All that a reading says, as one keyed sum: the same again changes nothing.

        Keyed, because a reading can be one row: whoever has the store could try names until the sum fits.
        """
        parts = [file.recognition.report, file.recognition.shape, str(file.authority), str(file.as_of), *file.covers]
        if file.authority == BY_HAND:  # a manager who comes back to an earlier value says something new
            parts.append(file.sha256)
        for row in file.rows:
            parts += (str(row.number), str(row.count), "\x1e", str(row.set_aside is not None), *row.cells)
            for identifier in row.identifiers:
                parts += identifier
            parts.append("\x1e")
            for fact in row.facts:
                parts += fact
        return hmac.digest(self._sums, _joined((self._cohort, *parts)), hashlib.sha256).hex()

    def add(self, source: int, position: int, file: FileRead, said: str) -> None:
        """One file; its rows are numbered from 0, whatever their numbers in the file."""
        kept_before = len(self.staged.tables["incoming_line"])
        covers = set(file.covers)
        for row, read in enumerate(file.rows):
            if read.set_aside is not None or not read.identifiers:
                self._set_aside(source, row, read)
            else:
                self._row(source, row, read)
                covers.update(fact.field for fact in read.facts)
        tables = self.staged.tables
        tables["incoming_covers"] += [(source, name) for name in sorted(covers) if FIELDS[name].scope != "value"]
        about = json.dumps({"file": file.file, "title": file.title, "header": file.recognition.header})
        tables["incoming_source_name"].append((source, self._sealer.seal(about, place("source", source))))
        kept = sum(line[4] for line in tables["incoming_line"][kept_before:])
        self.staged.sources.append(self._source(source, position, file, said, file.row_count - kept))

    def _source(self, source: int, position: int, file: FileRead, said: str, set_aside: int) -> dict[str, Any]:
        about = file.recognition
        kin = about.report if about.report != "table" else f"table {about.shape}"
        return {
            "id": source,
            "batch": self._batch,
            "cohort": self._cohort,
            "position": position,
            "place": self.place_of(file),
            "said": said,
            "unmended": self.said(file.unmended) if file.unmended else "",
            "kin": kin,
            "sha256": file.sha256,
            "report": about.report,
            "system": about.system,
            "language": about.language,
            "version": about.version,
            "authority": file.authority,
            "as_of": utc(file.as_of),
            "rows": file.row_count,
            "set_aside": set_aside,
        }

    def _row(self, source: int, row: int, read: RowRead) -> None:
        tables = self.staged.tables
        token, *others = dict.fromkeys(self.tokens.of(identifier) for identifier in read.identifiers)
        tables["incoming_line"].append((source, row, read.number, token, read.count))
        tables["incoming_link"] += [(source, row, other) for other in others]
        name: dict[str, str] = {}
        facts = tables["incoming_fact"]
        for field_id, key, value in read.facts:
            thing = self._things.get((field_id, key)) or self._thing(field_id, key)
            if not value.isprintable():
                value = _clear(value)
            if field_id in _IDENTITY:
                name[field_id] = value
                sealed = self._sealer.seal(value, place("fact", token, field_id))
                digest = self.tokens.digest(field_id, value)
                tables["incoming_identity"].append((source, row, thing, digest, sealed))
            else:
                facts.append((source, row, thing, value))
        whole = whole_name(name)
        if whole:
            digest = self.tokens.digest("name", names.folded(whole))
            tables["incoming_name"].append((source, row, digest, self._sealer.seal(whole, place("name", token))))

    def _thing(self, field_id: str, key: str) -> int:
        """The number of a field and key that was not met yet."""
        if field_id not in FIELDS:
            raise KeyError(field_id)
        clear = (field_id, _clear(key))
        if clear not in self._things:
            self._things[clear] = max(self._things.values(), default=0) + 1
            self.staged.tables["incoming_thing"].append((self._things[clear], *clear))
        self._things[(field_id, key)] = self._things[clear]
        return self._things[clear]

    def _set_aside(self, source: int, row: int, read: RowRead) -> None:
        reason = message_text(read.set_aside or NOBODY)
        content = json.dumps({"number": read.number, "count": read.count, "reason": reason, "cells": read.cells})
        sealed = self._sealer.seal(content, place("set_aside", source))
        self.staged.tables["incoming_set_aside"].append((source, row, sealed))

    def fill(self, database: Database) -> None:
        """Put all of it into the incoming tables."""
        self.staged.tables["incoming_identifier"] = self.tokens.rows()
        for source in self.staged.sources:
            database.run("add_source", **source)
        for table, rows in self.staged.tables.items():
            insert(database, table, rows)


def _sum(parts: Iterable[str]) -> str:
    return hashlib.sha256(_joined(parts)).hexdigest()


def _joined(parts: Iterable[str]) -> bytes:
    return SEPARATOR.join(parts).encode("utf-8", "surrogatepass")


def _clear(text: str) -> str:
    """Without what parts values on their way into the store."""
    return text.replace(SEPARATOR, " ").replace("\0", " ")


def whole_name(name: Mapping[str, str]) -> str:
    """The name of a row as one: the full name where there is one, else first and family name."""
    return name.get("name.full") or names.full(name.get("name.first"), name.get("name.family"))
