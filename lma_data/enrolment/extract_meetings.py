"""Attendance of online meetings, from Teams and Zoom: the minutes of each person in one meeting, by when it began."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from itertools import takewhile

from lma_data.enrolment import numbers, values
from lma_data.enrolment.fields import FIELDS
from lma_data.enrolment.model import BadValue, Fact, Identifier, Message, Row, RowRead
from lma_data.enrolment.names import display
from lma_data.enrolment.numbers import canonical
from lma_data.enrolment.reports import fold
from lma_data.enrolment.table import Problem, Table, set_aside
from lma_data.i18n import N_

STARTS = {"start time", "meeting start time", "heure de debut", "heure de debut de la reunion"}
NO_START = N_("When the meeting began cannot be told: give the dates, or export the report with its summary.")


@dataclass
class Stay:
    """What the rows of one person say together."""

    row: Row
    identifiers: tuple[Identifier, ...]
    name: str
    minutes: Decimal = Decimal(0)
    times: list[tuple[datetime, datetime]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    count: int = 0


def read(table: Table) -> Iterator[RowRead]:
    """A RowRead for each person, who may have come and gone several times; rows of nobody are set aside."""
    identity = _identity(table)
    times = Times(table)
    table.unknown(table.roles)
    stays: dict[Identifier, Stay] = {}
    for row in table.body:
        reason = table.unusable(row)
        identifiers: tuple[Identifier, ...] = ()
        if not reason:
            identifiers, reason = table.identify(row, identity)
        if reason:
            yield set_aside(row, reason)
            continue
        stay = stays.setdefault(identifiers[0], Stay(row, identifiers, _name(table, row)))
        _add(table, stay, row, times)
    start = times.start or min((came for stay in stays.values() for came, _ in stay.times), default=None)
    yield from (_row(stay, start) for stay in stays.values())


def _identity(table: Table) -> list[tuple[int, str]]:
    """The address, else the user principal name where it is one."""
    return [(position, "email") for role in ("email", "upn") for position in table.columns(role)]


def _name(table: Table, row: Row) -> str:
    """Zoom: "015_Loki (Loki Laufeyson)" is the name shown, and the name of the account."""
    text = values.clean(row.cells[table.columns("name.full")[0]])
    shown, opened, original = text.removesuffix(")").rpartition(" (")
    if table.report.id == "zoom-participants" and opened and text.endswith(")") and shown and original:
        return original
    return display(text)


class Times:
    """Moments of a meeting; all of its columns are written in one order of day and month."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._joined = next(iter(table.columns("joined")), None)
        self._left = next(iter(table.columns("left")), None)
        self._preamble = _preamble(table)
        position = self._joined if self._joined is not None else 0
        texts = [row.cells[at] for row in table.body for at in (self._joined, self._left) if at is not None]
        self._setting = table.setting_of("access.last", position, [*texts, *self._preamble])
        self.start = next(filter(None, (self._moment(text) for text in self._preamble)), None)

    def of(self, row: Row, problems: list[Problem]) -> tuple[datetime, datetime] | None:
        if self._joined is None or self._left is None:
            return None
        found = []
        for position in (self._joined, self._left):
            try:
                moment = self._parsed(row.cells[position])
            except BadValue as bad:
                self._table.wrong(position, bad, problems)
                return None
            if moment is None:
                return None
            found.append(moment)
        return found[0], max(found)

    def _moment(self, text: str) -> datetime | None:
        try:
            return self._parsed(text)
        except BadValue as bad:
            if bad.question and self._joined is None:  # else each row asks
                self._table.questions.append(bad.question)
            return None

    def _parsed(self, text: str) -> datetime | None:
        value = values.parse(FIELDS["access.last"], text, self._setting)
        return datetime.fromisoformat(value) if value else None


def _preamble(table: Table) -> list[str]:
    """Where the summary above the table says when the meeting began: "Start time", and the text beside or below it."""
    above = list(takewhile(lambda row: row.number < table.recognition.header_row, table.sheet.rows()))
    found = []
    for number, row in enumerate(above):
        for position, cell in enumerate(row.cells):
            if fold(cell) in STARTS:
                beside = row.cells[position + 1 :]
                below = above[number + 1].cells if number + 1 < len(above) else ()
                text = next((text for text in beside if any(letter.isdigit() for letter in text)), "")
                found += [text or (below[position] if position < len(below) else "")]
    return [text for text in found if text.strip()]


def _add(table: Table, stay: Stay, row: Row, times: Times) -> None:
    stay.count += 1
    stayed = times.of(row, stay.problems)
    if stayed:
        stay.times.append(stayed)
    position = table.column("minutes")
    minutes = _minutes(row.cells[position]) if position is not None else None
    if minutes is None and stayed:
        minutes = Decimal(round((stayed[1] - stayed[0]).total_seconds())) / 60
    if minutes is not None:
        stay.minutes += minutes
    elif position is not None:
        says = N_("“{value}” is not a duration that can be read.")
        stay.problems.append((table.label(position), Message(says, {"value": row.cells[position].strip()})))


def _minutes(text: str) -> Decimal | None:
    """128, or 1h 2m 3s."""
    if text.strip().isdigit():
        return Decimal(text.strip())
    return numbers.minutes(text)


def _row(stay: Stay, start: datetime | None) -> RowRead:
    facts = [Fact("name.full", "", stay.name)] if stay.name else []
    if start is not None:
        key = start.replace(tzinfo=None).isoformat(timespec="minutes")
        facts.append(Fact("attendance.minutes", key, canonical(round(_without_overlap(stay), 2))))
    problems = stay.problems if start is not None or stay.problems else [("", Message(NO_START))]
    return RowRead(stay.row.number, stay.identifiers, tuple(facts), problems=tuple(problems), count=stay.count)


def _without_overlap(stay: Stay) -> Decimal:
    """The sum of the stays; where somebody was there on two devices at a time, the minutes of both count once."""
    ordered = sorted(stay.times)
    overlap = False
    total, until = 0.0, None
    for came, left in ordered:
        overlap = overlap or (until is not None and came < until)
        begin = came if until is None else max(came, until)
        total += max(0.0, (left - begin).total_seconds())
        until = left if until is None else max(until, left)
    return Decimal(round(total)) / 60 if overlap and len(ordered) == stay.count else stay.minutes
