"""What passes from one step of enrolment to the next. Everything here is plain data; nothing reads, asks or writes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from lma_data.i18n import Words

COHORT_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")  # in addresses and on the command line


@dataclass(frozen=True)
class Message:
    """A sentence to a person: its English text, marked with N_, and the facts in it. `said(words)` says it in a language.

    A fact may be a Message itself, or a name in each language: {"en": "Namibia", "fr": "Namibie"}.
    """

    text: str
    facts: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.said(Words("en"))

    def said(self, words: Words) -> str:
        return words.t(self.text, **{name: _said(fact, words) for name, fact in self.facts.items()})


def _said(fact: Any, words: Words) -> Any:
    if isinstance(fact, Message):
        return fact.said(words)
    return fact[words.lang] if isinstance(fact, Mapping) else fact


class Refused(Exception):
    """A file cannot be used as it is; the message says what it is and what to do next, without a person's data."""

    def __init__(self, text: str, **facts: Any) -> None:
        self.message = Message(text, facts)
        super().__init__(str(self.message))


class BadValue(ValueError):
    """A value cannot be read as what its field holds; the message says why, `question` asks what only the manager knows."""

    def __init__(self, message: Message, question: Question | None = None) -> None:
        self.message = message
        self.question = question
        super().__init__(message.text)  # without the facts: an error that reaches a log has no value of a person in it


class Row(NamedTuple):
    """One row as it stands in the file: its number there (from 1), its cells as text, and what is wrong with its form."""

    number: int
    cells: tuple[str, ...]
    problem: Message | None = None


@dataclass(frozen=True)
class Sheet:
    """A table of a file before anybody knows what it is: `rows()` begins anew each time, and skips rows that are blank."""

    file: str  # the name it was given
    sha256: str
    title: str  # of the sheet in a workbook, else empty
    rows: Callable[[], Iterator[Row]]
    encoding: str = ""  # of text files
    delimiter: str = ""
    exported: datetime | None = None  # where the file itself says when it was written
    notes: tuple[Message, ...] = ()  # what was mended or left aside while reading: a hidden sheet, an encoding


@dataclass(frozen=True)
class Recognition:
    """What a sheet is, and why we think so. `report` is the id of a report ("moodle-grades"), or "table" for any other."""

    report: str
    system: str  # Moodle, Indico, …; empty for a table of unknown origin
    language: str  # of the headers: en, fr, or empty
    version: str  # of the system, as far as the headers tell
    confidence: float  # 0 to 1
    why: tuple[Message, ...]
    header_row: int  # its number in the file; 0 when the table has no header
    header: tuple[str, ...]
    shape: str  # fingerprint of report and header: files of the same shape take the same mapping
    end_row: int = 0  # number of the last row of the table, where another follows in the same sheet; else 0


@dataclass(frozen=True)
class Question:
    """What only the manager can say. `id` is the same for the same question in another file, so one answer serves all."""

    id: str  # "dates:<shape>:<column>", "column:<shape>:<column>", "value:<vocabulary>:<folded value>"
    about: Message
    options: Mapping[str, Message]  # answer -> what it says; for a column, the fields, and "" to leave it out
    samples: tuple[str, ...] = ()  # values in the file
    rows: int = 0  # how many rows wait for the answer


Answers = Mapping[str, str]  # id of a question -> one of its options


class Identifier(NamedTuple):
    """What a system knows a person by: kind is "email", "moodle" (its user id) or "username"; the value is normalised."""

    kind: str
    value: str


class Fact(NamedTuple):
    """One thing that a row says: a field of fields.FIELDS, the key within it (a session, an activity; else ""), the value.

    Values are canonical text: a code of the field's vocabulary, an ISO date or moment, a decimal with a dot.
    """

    field: str
    key: str
    value: str


@dataclass(frozen=True)
class RowRead:
    """What a row says, or why it is set aside. A row that says nothing new is still a row.

    `count` is more than 1 where rows of one person were put together: a log has thousands.
    """

    number: int
    identifiers: tuple[Identifier, ...] = ()
    facts: tuple[Fact, ...] = ()
    set_aside: Message | None = None
    cells: tuple[str, ...] = ()  # of a row that is set aside, so that it can be downloaded and mended
    problems: tuple[tuple[str, Message], ...] = ()  # (column, what is wrong): values left out, the rest of the row kept
    count: int = 1


@dataclass(frozen=True)
class FileRead:
    """One sheet of one file, read: ready to be compared with the store, and to be committed."""

    file: str
    title: str
    sha256: str
    recognition: Recognition
    rows: tuple[RowRead, ...]
    as_of: datetime | None  # when the export was made, as far as file, content or manager say
    authority: int  # of two systems that say different things, the one that counts: see reports/*.yml
    questions: tuple[Question, ...] = ()
    notes: tuple[Message, ...] = ()
    unmended: FileRead | None = None  # the same without the manager's mends, where there are any
    covers: tuple[str, ...] = ()  # fields of which it says all there is, even where no row of it has one: an empty list

    @property
    def row_count(self) -> int:
        return sum(row.count for row in self.rows)


@dataclass(frozen=True)
class FileRefused:
    """A file that was not read, and why."""

    file: str
    sha256: str
    why: Message
