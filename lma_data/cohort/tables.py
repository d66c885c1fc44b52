"""From the current facts of a cohort to its tables (tables.sql): one row a person, and what each chose, attended and did."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from lma_data import areas
from lma_data.course import Course
from lma_data.enrolment.fields import PLACE, STAFF, WITHDRAWN
from lma_data.enrolment.folding import plain

SCHEMA = (Path(__file__).parent / "tables.sql").read_text("utf-8")
FIELDS = {
    "gender": "person.gender",
    "country": "person.country",
    "audience": "person.audience",
    "language": "person.language",
    "organisation": "person.organisation",
    "funding": "application.funding",
    "status": "application.status",
}
SELECTED = {*PLACE, WITHDRAWN}  # one withdraws from a place
THERE = {"present", "late"}


def frames(facts: pd.DataFrame, everybody: Iterable[str], course: Course) -> dict[str, pd.DataFrame]:
    """All tables by name. `facts`: columns person, field, key, value; `everybody`: also those of whom nothing else is known.

    Staff are left out: no table of a cohort counts them.
    """
    values = dict(iter(facts.groupby("field")[["person", "key", "value"]]))
    roles = _one(values, "moodle.role")
    staff = {person for person, role in roles.items() if role in STAFF}
    people = [person for person in dict.fromkeys([*facts["person"], *everybody]) if person not in staff]
    activity = _activities(values, course)
    attendance = _keyed(values, "attendance.session", "session", "state")
    found = {
        "person": _people(values, people, course, facts),
        "choice": _choices(values),
        "attendance": attendance,
        "activity": activity,
        "interest": _keyed(values, "application.theme", "theme", "yes").drop(columns="yes"),
        "team": _keyed(values, "moodle.group", "team", "yes").drop(columns="yes"),
    }
    found["person"]["attended"] = _attended(people, attendance)
    return {name: rows[~rows["person"].isin(staff)].reset_index(drop=True) for name, rows in found.items()}


def _one(values: dict[str, pd.DataFrame], field: str) -> dict[str, str]:
    rows = values.get(field)
    return {} if rows is None else dict(zip(rows["person"], rows["value"], strict=True))


def _rows(values: dict[str, pd.DataFrame], field: str) -> Iterable[tuple[str, str, str]]:
    """(person, key, value) of a field."""
    rows = values.get(field)
    return () if rows is None else zip(rows["person"], rows["key"], rows["value"], strict=True)


def _keyed(values: dict[str, pd.DataFrame], field: str, key: str, value: str) -> pd.DataFrame:
    rows = values.get(field)
    if rows is None:
        return pd.DataFrame({"person": [], key: [], value: []}, dtype=object)
    return rows.rename(columns={"key": key, "value": value}).reset_index(drop=True)


def _people(values: dict[str, pd.DataFrame], people: list[str], course: Course, facts: pd.DataFrame) -> pd.DataFrame:
    def column(field: str, read: Callable[[str], Any] = str) -> list[Any]:
        known = _one(values, field)
        return [read(known[person]) if person in known else None for person in people]

    found: dict[str, list[Any]] = {"person": people}
    found |= {name: column(field) for name, field in FIELDS.items()}
    found["region"] = [_regions().get(country) for country in found["country"]]
    found["employer"] = [plain(name) or None if name else None for name in found["organisation"]]
    found["experience"] = column("application.experience", float)
    found["applied_on"] = column("application.applied", lambda text: _day(text, course))
    found["in_time"] = [day <= course.application_deadline if day else None for day in found["applied_on"]]
    found["withdrawn_on"] = column("application.withdrawn", lambda text: _day(text, course))
    found["letter"] = column("application.letter", _yes)
    found |= {name: column(f"payment.{name}", Decimal) for name in ("price", "paid")}
    found["paid_on"] = column("payment.paid_on", lambda text: _day(text, course))
    found["in_moodle"] = column("moodle.enrolled", _yes)
    found |= {f"{name}_seen": column(f"access.{name}", lambda text: _day(text, course)) for name in ("first", "last")}
    found["days_active"] = column("access.days", lambda text: int(float(text)))
    found["completed_on"] = column("completion.course", lambda text: None if text == "no" else _day(text, course))
    found["completed"] = column("completion.course", lambda text: text != "no")
    return _steps(pd.DataFrame(found, dtype=object), facts)


def _yes(text: str) -> bool:
    return text == "yes"


def _day(text: str, course: Course) -> date:
    """The day at the course's place; a moment without a zone is by its clock already."""
    if len(text) == 10:
        return date.fromisoformat(text)
    moment = datetime.fromisoformat(text)
    return course.day_of(moment) if moment.tzinfo else moment.date()


@cache
def _regions() -> dict[str, str]:
    return {country: region for region in areas.REGIONS for country in areas.members(region)}


def _steps(people: pd.DataFrame, facts: pd.DataFrame) -> pd.DataFrame:
    """How far each has come. Selection and confirmation are known where a status is; taking part also from Moodle's list.

    Whoever withdrew had been selected, and had confirmed where something was paid.
    """
    registered = facts[facts["field"].str.startswith(("application.", "payment."))]["person"]
    people["applied"] = people["person"].isin(set(registered))
    status, paid = people["status"].tolist(), people["paid"].tolist()
    people["selected"] = [one in SELECTED if one else None for one in status]
    people["confirmed"] = [
        one == "confirmed" or (one == WITHDRAWN and bool(amount)) if one else None
        for one, amount in zip(status, paid, strict=True)
    ]
    people["taking_part"] = [
        one == "confirmed" if one else bool(listed) for one, listed in zip(status, people["in_moodle"], strict=True)
    ]
    return people


def _attended(people: list[str], attendance: pd.DataFrame) -> list[bool | None]:
    """Whether somebody was at one session at least; None for whom no list of attendance has."""
    listed = set(attendance["person"])
    there = set(attendance["person"][attendance["state"].isin(THERE)])
    return [person in there if person in listed else None for person in people]


def _choices(values: dict[str, pd.DataFrame]) -> pd.DataFrame:
    found = _keyed(values, "elective.choice", "elective", "rank")
    found["rank"] = [int(float(text)) if text != "yes" else None for text in found["rank"]]
    return found.astype({"rank": object})


def _activities(values: dict[str, pd.DataFrame], course: Course) -> pd.DataFrame:
    """What is known of each activity of each person, from completion and grades together."""
    columns: dict[str, tuple[str, Callable[[str], Any]]] = {
        "state": ("completion.activity", str),
        "done_on": ("completion.on", lambda text: _day(text, course)),
        "percent": ("grade.percent", float),
    }
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for name, (field, read) in columns.items():
        for person, key, value in _rows(values, field):
            found.setdefault((person, key), {})[name] = read(value)
    rows = [{"person": person, "activity": key, **known} for (person, key), known in found.items()]
    return pd.DataFrame(rows, columns=["person", "activity", *columns], dtype=object)
