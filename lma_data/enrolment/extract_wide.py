"""Moodle's reports with a column for each activity or session: grades, completion of activities and course, attendance."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from lma_data.enrolment import values, vocabularies
from lma_data.enrolment.extract_people import Column, facts_of_cells, person_columns
from lma_data.enrolment.model import BadValue, Fact, Message, Row, RowRead
from lma_data.enrolment.numbers import canonical
from lma_data.enrolment.reports import fold
from lma_data.enrolment.sessions import activity_key, grade, is_date_or_empty, key_of, session
from lma_data.enrolment.table import Problem, Table, set_aside
from lma_data.i18n import N_

_DATE_OF = re.compile(
    r"^(?P<name>.+?)\s+-\s+(?:completion date|date d.ach[eè]vement|date d.ach.+vement)$", re.IGNORECASE
)
_POINTS = re.compile(r"^(?P<status>\S+)\s*\(\s*[\d.,]*\s*/\s*[\d.,]*\s*\)$")
# What the standard sets of statuses mean; the letters of the two languages do not contradict each other.
STATUSES = {"P": "present", "L": "late", "R": "late", "E": "excused", "A": "absent"}

FactsOf = Callable[[Row, list[Problem]], list[Fact]]


def _wide(table: Table, facts_of: FactsOf, used: Sequence[int], names: Sequence[Column] = ()) -> Iterator[RowRead]:
    """Rows with who it is, plus what `facts_of` finds in the columns of the report."""
    simple = [*person_columns(table), *names]
    identity = table.identity_columns()
    table.unknown([*table.roles, *used, *(column.position for column in names)])

    def one(row: Row) -> RowRead:
        identifiers, reason = table.identify(row, identity)
        if reason:
            return set_aside(row, reason)
        problems: list[Problem] = []
        facts = facts_of_cells(table, row, simple, None, problems) + facts_of(row, problems)
        return RowRead(row.number, identifiers, tuple(facts), problems=tuple(problems))

    return table.each(one)


def _once(name: str, key: str, taken: dict[str, str]) -> str:
    """The key of an activity; where another activity of the file has it already, its own name instead."""
    if taken.setdefault(key, name) == name:
        return key
    own = key_of(name)
    taken[own] = name
    return own


# Grades


class GradeColumn(NamedTuple):
    position: int
    field: str
    key: str


def grades(table: Table) -> Iterator[RowRead]:
    """Points and per cent by activity, and the course total. Feedback is not kept; "-" is no grade, not 0."""
    found: list[GradeColumn] = []
    used: list[int] = []
    taken: dict[str, str] = {}
    for position, heading in enumerate(table.header):
        column = grade(heading)
        if column is None or position in table.roles:
            continue
        used.append(position)
        if column.is_total and column.what == "real":
            found.append(GradeColumn(position, "grade.course", ""))
        elif not column.is_total and column.what in ("real", "percent"):
            field = "grade.activity" if column.what == "real" else "grade.percent"
            key = _once(column.item, activity_key(column.item, table.course), taken)
            found.append(GradeColumn(position, field, key))

    def facts_of(row: Row, problems: list[Problem]) -> list[Fact]:
        facts = []
        for column in found:
            value = _grade(table, column.position, row.cells[column.position], problems)
            if value is not None:
                facts.append(Fact(column.field, column.key, value))
        return facts

    return _wide(table, facts_of, used)


def _grade(table: Table, position: int, text: str, problems: list[Problem]) -> str | None:
    """A grade as Moodle writes it: never with thousands, with a dot, or a comma in French workbooks."""
    if values.missing(text):
        return None
    try:
        number = Decimal(text.replace("%", "").replace(",", ".").strip())
        return canonical(number) if number.is_finite() else None
    except InvalidOperation:
        says = N_("“{value}” is not a grade in numbers. It is left out.")
        table.wrong(position, BadValue(Message(says, {"value": text.strip()})), problems)
        return None


# Completion


class Pair(NamedTuple):
    """An activity: the column of its state, and that of its date where there is one."""

    state: int
    date: int | None
    key: str


def progress(table: Table) -> Iterator[RowRead]:
    """Activity completion: each activity has a column, and beside it one for its date, whose heading is empty or a date."""
    pairs: list[Pair] = []
    taken: dict[str, str] = {}
    for position, heading in enumerate(table.header[:-1]):
        is_date = bool(pairs) and pairs[-1].date == position
        if (
            heading.strip()
            and not is_date
            and position not in table.roles
            and is_date_or_empty(table.header[position + 1])
        ):
            key = _once(heading, activity_key(heading.strip(), table.course), taken)
            pairs.append(Pair(position, position + 1, key))
    name = [Column(0, "name.full")] if table.header and not table.header[0].strip() else []
    return _wide(table, lambda row, problems: _completed(table, row, pairs, problems), _positions(pairs), name)


def completion(table: Table) -> Iterator[RowRead]:
    """Course completion: each activity, its date, and the moment at which the course was complete."""
    dates = {}
    for position, heading in enumerate(table.header):
        if match := _DATE_OF.match(heading.strip()):
            dates[fold(match["name"])] = position
    pairs: list[Pair] = []
    taken: dict[str, str] = {}
    for position, heading in enumerate(table.header):
        if heading.strip() and position not in table.roles and position not in dates.values():
            date = dates.get(fold(heading))
            if date is not None or _says_completion(table, position):
                key = _once(heading.strip(), activity_key(heading.strip(), table.course), taken)
                pairs.append(Pair(position, date, key))
    course = table.columns("course")[-1]

    def facts_of(row: Row, problems: list[Problem]) -> list[Fact]:
        return _completed(table, row, pairs, problems) + _course(table, course, row.cells[course], problems)

    return _wide(table, facts_of, _positions(pairs))


def _positions(pairs: Sequence[Pair]) -> list[int]:
    return [position for pair in pairs for position in (pair.state, pair.date) if position is not None]


def _says_completion(table: Table, position: int) -> bool:
    return any(completion_code(row.cells[position]) for row in table.body[:20])


def _completed(table: Table, row: Row, pairs: Sequence[Pair], problems: list[Problem]) -> list[Fact]:
    facts = []
    for pair in pairs:
        text = row.cells[pair.state]
        if values.missing(text):
            continue
        if re.fullmatch(r"[\d.,\s%]+", text):  # a criterion that is a grade: it is in the gradebook
            continue
        code = completion_code(text) or table.value("completion.activity", pair.state, text, problems)
        if code is None:
            continue
        facts.append(Fact("completion.activity", pair.key, code))
        if pair.date is not None and code != "not-completed":
            moment = table.value("completion.on", pair.date, row.cells[pair.date], problems)
            facts += [Fact("completion.on", pair.key, moment)] if moment else []
    return facts


def completion_code(text: str) -> str | None:
    """The state that Moodle writes; who set it by hand ("Completed (set by …)") is not kept."""
    said = fold(text)
    if said.startswith(("not completed", "not complete", "pas termine", "non termine", "inacheve", "non acheve")):
        return "not-completed"
    if not said.startswith(("completed", "complete", "termine", "acheve")):
        return None
    if said.startswith(("completed did not achieve", "termine n a pas atteint")) or "n a pas atteint la note" in said:
        return "failed"
    passed = said.startswith("completed achieved pass") or "note minimale de reussite atteinte" in said
    return "passed" if passed else "completed"


def _course(table: Table, position: int, text: str, problems: list[Problem]) -> list[Fact]:
    """The moment at which the course was complete; "no" where it is not."""
    if values.missing(text) or completion_code(text) == "not-completed":
        return [Fact("completion.course", "", "no")]
    moment = table.value("completion.course", position, text, problems)
    return [Fact("completion.course", "", moment)] if moment else []


# Attendance


def attendance(table: Table) -> Iterator[RowRead]:
    """Each session by the minute at which it begins. Remarks stand in columns without a heading, and are not kept."""
    sessions: dict[int, str] = {}
    for position, heading in enumerate(table.header):
        found = session(heading) if position not in table.roles else None
        if found:
            key = found.key
            while key in sessions.values():  # two groups at the same time
                key = f"{key}/{key_of(found.group) or position}"
            sessions[position] = key

    def facts_of(row: Row, problems: list[Problem]) -> list[Fact]:
        facts = []
        for position, key in sessions.items():
            code = _attended(table, position, row.cells[position], problems)
            facts += [Fact("attendance.session", key, code)] if code else []
        return facts

    return _wide(table, facts_of, list(sessions))


def _attended(table: Table, position: int, text: str, problems: list[Problem]) -> str | None:
    """The status in "P (2/2)"; "?" was not taken; empty was for others; a sentence says when somebody was enrolled."""
    text = text.strip()
    if text == "?":
        return "not-taken"
    match = _POINTS.match(text)
    status = match["status"] if match else text if len(text) <= 2 else ""
    if not status:
        return None
    if status.upper() in STATUSES:
        return STATUSES[status.upper()]
    try:
        return vocabularies.code("attendance", status, table.course, table.answers)
    except BadValue as bad:
        table.wrong(position, bad, problems)
        return None
