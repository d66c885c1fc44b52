"""Rows of a recognised sheet as facts about people, or set aside with the reason.

    extract(sheet, recognition, course("lma-2026"), answers={})  # FileRead

Every row below the headings is in the result once (RowRead.count where rows were put together); nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from itertools import takewhile
from zoneinfo import ZoneInfo

from lma_data.course import Course
from lma_data.enrolment import (
    extract_logs,
    extract_meetings,
    extract_moodle,
    extract_people,
    extract_wide,
    names,
    values,
)
from lma_data.enrolment.fields import FIELDS
from lma_data.enrolment.model import Answers, Fact, FileRead, Identifier, Message, Recognition, RowRead, Sheet
from lma_data.enrolment.table import Mends, Table
from lma_data.i18n import N_

READERS: Mapping[str, Callable[[Table], Iterator[RowRead]]] = {
    "people": extract_people.read,
    "participants": extract_moodle.participants,
    "choice": extract_moodle.choice,
    "feedback": extract_moodle.feedback,
    "grades": extract_wide.grades,
    "progress": extract_wide.progress,
    "completion": extract_wide.completion,
    "attendance": extract_wide.attendance,
    "logs": extract_logs.read,
    "meetings": extract_meetings.read,
}
# LMA2026_Grades-20260801_0905-comma_separated.csv of Moodle, report-2026-08-01T0905.csv of Eventbrite
_IN_NAME = re.compile(r"(?<!\d)(20\d\d)-?(\d\d)-?(\d\d)[-_T ](\d\d)[-:]?(\d\d)(?!\d)")


def extract(
    sheet: Sheet, recognition: Recognition, course: Course, answers: Answers, mends: Mends | None = None
) -> FileRead:
    """The sheet, read. `mends`: (number of a row, its column by heading, or by position from 1) -> the cell's new text."""
    table = Table(sheet, recognition, course, answers, mends or {})
    rows = tuple(_settle_repeats(list(READERS[table.report.reader](table))))
    _note_preamble(table)
    if not rows:
        table.notes.append(Message(N_("There are headings, and no row below them.")))
    return FileRead(
        file=sheet.file,
        title=sheet.title,
        sha256=sheet.sha256,
        recognition=recognition,
        rows=tuple(sorted(rows, key=lambda row: row.number)),
        as_of=_as_of(table, rows),
        authority=table.report.authority,
        questions=tuple(values.collected(table.questions)),
        notes=(*sheet.notes, *table.notes),
        covers=table.covers,
    )


def _note_preamble(table: Table) -> None:
    above = sum(1 for _ in takewhile(lambda row: row.number < table.recognition.header_row, table.sheet.rows()))
    if above:
        table.notes.append(
            Message(N_("Rows above the headings, which are no rows of people: {count}."), {"count": above})
        )


def _settle_repeats(rows: list[RowRead]) -> list[RowRead]:
    """Where two rows of one person say different things of the same field, the later one counts, and the earlier says so."""
    last: dict[tuple[Identifier, str, str], int] = {}
    for position, row in enumerate(rows):
        for fact in row.facts:
            for known in row.identifiers[:1]:
                last[known, fact.field, fact.key] = position
    return [_without(row, position, rows, last) for position, row in enumerate(rows)]


def _without(
    row: RowRead, position: int, rows: list[RowRead], last: Mapping[tuple[Identifier, str, str], int]
) -> RowRead:
    """The row without the facts that a later one says in another way."""
    kept: list[Fact] = []
    problems = list(row.problems)
    for fact in row.facts:
        later = last[row.identifiers[0], fact.field, fact.key] if row.identifiers else position
        other = next((one for one in rows[later].facts if one[:2] == fact[:2]), fact)
        if other.value == fact.value or _of_another(row, rows[later]):
            kept.append(fact)
        if other.value != fact.value and not _same_name(fact, other):
            field = FIELDS[fact.field]
            facts = {"field": Message(field.name), "row": rows[later].number}
            says = N_("{field}: row {row} says otherwise of the same person. The later row counts.")
            problems.append((field.id, Message(says, facts)))
    if len(kept) == len(row.facts) and len(problems) == len(row.problems):
        return row
    return replace(row, facts=tuple(kept), problems=tuple(problems))


def _of_another(row: RowRead, later: RowRead) -> bool:
    """Whether two people have one address, by their names: each keeps what it says, should the manager part them."""
    one, other = _name(row), _name(later)
    return bool(one and other) and not names.agree(one, other)


def _name(row: RowRead) -> str:
    said = {fact.field: fact.value for fact in row.facts}
    return said.get("name.full") or names.full(said.get("name.first"), said.get("name.family"))


def _same_name(one: Fact, other: Fact) -> bool:
    return one.field.startswith("name.") and names.folded(one.value) == names.folded(other.value)


# When the export was made


def _as_of(table: Table, rows: Iterable[RowRead]) -> datetime | None:
    zone = ZoneInfo(table.course.time_zone)
    exported = table.sheet.exported
    return (
        _downloaded(table)
        or _named(table.sheet.file, zone)  # before what a workbook says: saved anew, it seems to be of today
        or (exported if exported is None or exported.tzinfo else exported.replace(tzinfo=zone))
        or _latest(rows, zone)
    )


def _downloaded(table: Table) -> datetime | None:
    """The gradebook says in each row when it was last downloaded, as Unix time."""
    position = table.column("downloaded")
    if position is None:
        return None
    texts = (row.cells[position].strip() for row in table.body)
    moments = [int(text) for text in texts if text.isdigit() and 9 <= len(text) <= 10]
    return datetime.fromtimestamp(max(moments), UTC) if moments else None


def _named(name: str, zone: ZoneInfo) -> datetime | None:
    match = _IN_NAME.search(name)
    try:
        return datetime.strptime("".join(match.groups()), "%Y%m%d%H%M").replace(tzinfo=zone) if match else None
    except ValueError:
        return None


def _latest(rows: Iterable[RowRead], zone: ZoneInfo) -> datetime | None:
    """The latest moment that the content speaks of: the export cannot be older."""
    latest: datetime | None = None
    for row in rows:
        for fact in row.facts:
            if FIELDS[fact.field].kind in ("date", "moment") and fact.value != "no":
                moment = datetime.fromisoformat(fact.value)
                moment = moment if moment.tzinfo else moment.replace(tzinfo=zone)
                latest = moment if latest is None or moment > latest else latest
    return latest
