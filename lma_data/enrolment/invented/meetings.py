"""Who was at the opening webinar of an invented cohort, as the tool that ran it tells. Each function gives bytes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from lma_data.enrolment.invented.containers import Cell, text
from lma_data.enrolment.invented.events import sessions
from lma_data.enrolment.invented.people import Edition, Person
from lma_data.enrolment.invented.writers import BOM, applicants


# Meetings: who was there, told by the tool that ran the opening webinar.
def stays(people: Sequence[Person], edition: Edition) -> list[tuple[Person, datetime, datetime]]:
    """(person, from, to) of those who were at the second session: late ones come late, some drop out and come back."""
    session = sessions(edition.course)[1]
    found = []
    for person in applicants(people):
        code = person.attendance.get(session)
        if code not in {"present", "late"}:
            continue
        start = session + timedelta(minutes=25 if code == "late" else -(person.number % 6), seconds=person.number % 60)
        end = session + timedelta(minutes=88 + person.number % 5)
        if person.number % 9 == 0:
            found += [(person, start, start + timedelta(minutes=31)), (person, start + timedelta(minutes=34), end)]
        else:
            found.append((person, start, end))
    return found


def zoom(people: Sequence[Person], edition: Edition) -> bytes:
    """Participants of a webinar: one row a connection, some names changed, a guest without an address."""
    heads = "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest,Recording Consent"
    rows: list[list[Cell]] = [list(heads.split(","))]
    for person, start, end in stays(people, edition):
        name = f"{person.given} ({person.name})" if person.number % 8 == 3 else person.name
        consent = "NA" if person.number % 7 == 1 else "Y"
        rows.append([name, person.email, _american(start), _american(end), _minutes(start, end), "Yes", consent])
    session = sessions(edition.course)[1]
    guest: list[Cell] = [_american(session), _american(session + timedelta(minutes=12)), 12, "Yes", "NA"]
    return text([*rows, ["iPad of the interpreters", "", *guest]], encoding=BOM)


def _american(moment: datetime) -> str:
    return f"{moment:%m/%d/%Y %I:%M:%S %p}"


def _minutes(start: datetime, end: datetime) -> int:
    return round((end - start) / timedelta(minutes=1))


def teams(people: Sequence[Person], edition: Edition) -> bytes:
    """An attendance report in three parts: the summary, a row a person, a row a connection. UTF-16, tabs."""
    connections = stays(people, edition)
    by_person: dict[int, list[tuple[Person, datetime, datetime]]] = {}
    for one in connections:
        by_person.setdefault(one[0].number, []).append(one)
    first, last = min(one[1] for one in connections), max(one[2] for one in connections)
    rows: list[list[Cell]] = [
        ["1. Summary"],
        ["Meeting title", f"LMA {edition.year}: opening webinar"],
        ["Attended participants", len(by_person)],
        ["Start time", _slashed(first)],
        ["End time", _slashed(last)],
        ["Meeting duration", _lasting(last - first)],
        [],
        ["2. Participants"],
        ["Name", "First join", "Last leave", "In-meeting duration", "Email", "Participant ID (UPN)", "Role"],
    ]
    for stay in by_person.values():
        person, lasted = stay[0][0], sum(((end - start) for _, start, end in stay), timedelta())
        row: list[Cell] = [person.name, _slashed(stay[0][1]), _slashed(stay[-1][2]), _lasting(lasted), person.email]
        rows.append([*row, person.email, "Presenter" if person.number % 30 == 0 else "Attendee"])
    rows += [[], ["3. In-Meeting activities"], ["Name", "Join time", "Leave time", "Duration", "Email", "Role"]]
    for person, start, end in connections:
        rows.append([person.name, _slashed(start), _slashed(end), _lasting(end - start), person.email, "Attendee"])
    return b"\xff\xfe" + text(rows, "\t", encoding="utf-16-le")


def _slashed(moment: datetime) -> str:
    return f"{moment.day}/{moment:%m/%y, %H:%M:%S}"


def _lasting(time: timedelta) -> str:
    hours, seconds = divmod(int(time.total_seconds()), 3600)
    return (f"{hours}h " if hours else "") + f"{seconds // 60}m {seconds % 60}s"
