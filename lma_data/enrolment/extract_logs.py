"""Moodle's logs: a row for each click, put together to when each person was first and last seen, and on how many days.

A log has a million rows: they stream by, and each day and time of day is read once. Nothing of the address that a click
came from, and nothing of what was clicked, is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from zoneinfo import ZoneInfo

from lma_data.enrolment import values
from lma_data.enrolment.fields import FIELDS
from lma_data.enrolment.model import BadValue, Fact, Identifier, Message, Row, RowRead
from lma_data.enrolment.table import Table
from lma_data.i18n import N_

SAMPLED = 2_000  # rows that show the order of day and month
NO_PERSON = N_("Done by nobody: the system itself, or a visitor who was not signed in.")
NO_TIME = N_("The time of this row cannot be read.")
NO_ID = N_("The description does not say by its id who did it.")
# "The user with id '4101' completed the course": somebody else may have done it to them.
_DONE_TO_THEM = ("completed the course with id", "has been awarded the badge")
_CLOCK = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?")
_ACTOR = "The user with id '"
_ANYWHERE = re.compile(
    r"^(?:the user with id|l.utilisateur (?:avec l.id|d.id|ayant l.id))\s*['’\"]?(\d+)", re.IGNORECASE
)


class Seen:
    """What a log says of one person so far; `days` holds, for each day, its first and last moment."""

    __slots__ = ("count", "days", "name", "number")

    def __init__(self, number: int, name: str) -> None:
        self.number, self.name, self.count = number, name, 0
        self.days: dict[str, tuple[str, str]] = {}

    def at(self, day: str, time: str) -> None:
        self.count += 1
        if day not in self.days:
            self.days[day] = (time, time)
            return
        first, last = self.days[day]
        if not first <= time <= last:
            self.days[day] = (min(first, time), max(last, time))


def read(table: Table) -> Iterator[RowRead]:
    """A RowRead for each person, and one for all rows of nobody; each counts the rows that are in it."""
    people: dict[str, Seen] = {}
    aside: dict[str, list[int]] = {}  # reason -> number of its first row, and how many there are
    time, name, said = (table.columns(role)[0] for role in ("time", "name.full", "description"))
    moments = Moments(table, time)
    affected = table.column("affected")
    heading = table.header[time]
    for row in table.stream():
        number, cells, problem = row
        when = cells[time]
        if (problem or when == heading) and (reason := table.unusable(row)):
            yield RowRead(number, set_aside=reason, cells=_without_address(table, row))
            continue
        person = _actor(cells[said], cells[name], cells[affected] if affected is not None else "")
        if not person:
            aside.setdefault(NO_ID if person is None else NO_PERSON, [number, 0])[1] += 1
            continue
        moment = moments.get(when)
        if moment is None:
            aside.setdefault(NO_TIME, [number, 0])[1] += 1
            continue
        seen = people.get(person)
        if seen is None:
            seen = people[person] = Seen(number, cells[name])
        seen.at(*moment)
    yield from (_row(table, person, seen) for person, seen in people.items())
    for reason_text, (number, count) in aside.items():
        yield RowRead(number, set_aside=Message(reason_text), count=count)


def _actor(description: str, name: str, affected: str) -> str | None:
    """The id of who did it; "" where nobody did (id 0, no name), None where the description does not say."""
    if name == "-" or not name:
        return ""
    if description.startswith(_ACTOR):
        end = description.find("'", 18)
        person = description[18:end]
    else:
        match = _ANYWHERE.match(description)
        if not match:
            return None
        person, end = match[1], match.end()
    if person == "0":
        return ""
    if description.startswith(_DONE_TO_THEM, end + 2) and name != affected:
        return None
    return person if person.isdigit() else None


class Moments:
    """Times of a log as (ISO day, time of day): both sort as text."""

    def __init__(self, table: Table, position: int) -> None:
        self._days: dict[str, str | None] = {}
        self._times: dict[str, str] = {}
        sample = [row.cells[position] for row in islice(table.stream(), SAMPLED)]
        self._setting = table.setting_of("access.last", position, sample)

    def get(self, text: str) -> tuple[str, str] | None:
        """None where it cannot be read."""
        day, _, time = text.rpartition(", ")
        iso = self._days.get(day)
        clock = self._times.get(time) or self._clock(time)
        if iso is None or clock is None:
            moment = self._read(text)
            if moment is None:
                return None
            iso, clock = moment[:10], moment[11:19]
            if day:
                self._days[day], self._times[time] = iso, clock
        return iso, clock

    def _clock(self, time: str) -> str | None:
        """14:05 and 14:05:07 as they stand; what is written otherwise is read with its day."""
        if not _CLOCK.fullmatch(time):
            return None
        self._times[time] = clock = time if len(time) == 8 else f"{time}:00"
        return clock

    def _read(self, text: str) -> str | None:
        try:
            return values.parse(FIELDS["access.last"], text, self._setting)
        except BadValue:
            return None


def _without_address(table: Table, row: Row) -> tuple[str, ...]:
    """The cells of a row that is set aside; the address that the click came from is not kept even there."""
    hidden = {at for at, heading in enumerate(table.header) if at not in table.roles or table.roles[at] == ""}
    return tuple("" if at in hidden else cell for at, cell in enumerate(row.cells))


def _row(table: Table, person: str, seen: Seen) -> RowRead:
    first, last = min(seen.days), max(seen.days)
    zone = ZoneInfo(table.course.time_zone)

    def moment(day: str, time: str) -> str:
        return datetime.fromisoformat(f"{day}T{time}").replace(tzinfo=zone).isoformat(timespec="seconds")

    facts = [
        Fact("access.first", "", moment(first, seen.days[first][0])),
        Fact("access.last", "", moment(last, seen.days[last][1])),
        Fact("access.days", "", str(len(seen.days))),
    ]
    name = values.clean(seen.name)
    named = (Fact("name.full", "", name),) if name else ()
    return RowRead(seen.number, (Identifier("moodle", person),), (*named, *facts), count=seen.count)
