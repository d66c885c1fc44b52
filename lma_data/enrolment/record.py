"""The record of a person: what the files say today, each value with the file and row that it comes from."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from pydantic import BaseModel, ConfigDict, Field


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class Value(_Frozen):
    """One value as canonical text, and where it stands. Its repr shows neither value nor file: they can name a person."""

    value: str = Field(repr=False)
    file: str = Field(repr=False)
    row: int
    as_of: datetime | None = None  # when the export was made, in UTC, as far as known

    @property
    def yes(self) -> bool:
        return self.value == "yes"

    @property
    def number(self) -> Decimal:
        return Decimal(self.value)

    @property
    def day(self) -> date:
        return date.fromisoformat(self.value[:10])

    @property
    def moment(self) -> datetime:
        return datetime.fromisoformat(self.value)


class Identity(_Frozen):
    """Who somebody is. Its repr hides all of it."""

    first: Value | None = Field(None, repr=False)
    family: Value | None = Field(None, repr=False)
    full: Value | None = Field(None, repr=False)
    name: str = Field("", repr=False)  # as one: the full name, or first and family name
    emails: tuple[str, ...] = Field((), repr=False)  # the one seen first stands first
    moodle: tuple[str, ...] = Field((), repr=False)
    usernames: tuple[str, ...] = Field((), repr=False)

    @property
    def email(self) -> str | None:
        return self.emails[0] if self.emails else None


class Profile(_Frozen):
    gender: Value | None = None
    country: Value | None = None
    audience: Value | None = None
    organisation: Value | None = None
    language: Value | None = None


class Application(_Frozen):
    applied: Value | None = None
    status: Value | None = None
    funding: Value | None = None
    experience: Value | None = None
    themes: dict[str, Value] = Field(default_factory=dict)


class Withdrawal(_Frozen):
    withdrawn: Value | None = None  # the day


class Payment(_Frozen):
    price: Value | None = None
    paid: Value | None = None
    paid_on: Value | None = None


class Participation(_Frozen):
    """In Moodle."""

    enrolled: Value | None = None
    role: Value | None = None
    groups: dict[str, Value] = Field(default_factory=dict)
    first_seen: Value | None = None
    last_seen: Value | None = None
    days_active: Value | None = None


class Attendance(_Frozen):
    """Of one session."""

    state: Value | None = None
    minutes: Value | None = None


class Completion(_Frozen):
    """Of one activity."""

    state: Value | None = None
    on: Value | None = None


class Grade(_Frozen):
    """Of one activity."""

    grade: Value | None = None
    percent: Value | None = None


class Person(_Frozen):
    """One person in one cohort. The repr has the id and no value."""

    id: str
    cohort: str
    identity: Identity = Field(repr=False)
    profile: Profile = Field(repr=False)
    application: Application = Field(repr=False)
    letter: Value | None = Field(None, repr=False)
    payment: Payment = Field(repr=False)
    withdrawal: Withdrawal = Field(repr=False)
    participation: Participation = Field(repr=False)
    electives: dict[str, Value] = Field(repr=False)
    attendance: dict[str, Attendance] = Field(repr=False)
    completions: dict[str, Completion] = Field(repr=False)
    course_completed: Value | None = Field(None, repr=False)
    grades: dict[str, Grade] = Field(repr=False)
    course_grade: Value | None = Field(None, repr=False)
    feedback: dict[str, Value] = Field(repr=False)


# Field -> its place in the record; {key} is the session, activity, …
PLACES: dict[str, tuple[str, ...]] = {
    "name.first": ("identity", "first"),
    "name.family": ("identity", "family"),
    "name.full": ("identity", "full"),
    "person.gender": ("profile", "gender"),
    "person.country": ("profile", "country"),
    "person.audience": ("profile", "audience"),
    "person.organisation": ("profile", "organisation"),
    "person.language": ("profile", "language"),
    "application.applied": ("application", "applied"),
    "application.status": ("application", "status"),
    "application.withdrawn": ("withdrawal", "withdrawn"),
    "application.letter": ("letter",),
    "application.funding": ("application", "funding"),
    "application.experience": ("application", "experience"),
    "application.theme": ("application", "themes", "{key}"),
    "payment.price": ("payment", "price"),
    "payment.paid": ("payment", "paid"),
    "payment.paid_on": ("payment", "paid_on"),
    "moodle.enrolled": ("participation", "enrolled"),
    "moodle.group": ("participation", "groups", "{key}"),
    "moodle.role": ("participation", "role"),
    "access.first": ("participation", "first_seen"),
    "access.last": ("participation", "last_seen"),
    "access.days": ("participation", "days_active"),
    "elective.choice": ("electives", "{key}"),
    "attendance.session": ("attendance", "{key}", "state"),
    "attendance.minutes": ("attendance", "{key}", "minutes"),
    "completion.activity": ("completions", "{key}", "state"),
    "completion.on": ("completions", "{key}", "on"),
    "completion.course": ("course_completed",),
    "grade.activity": ("grades", "{key}", "grade"),
    "grade.percent": ("grades", "{key}", "percent"),
    "grade.course": ("course_grade",),
    "feedback.answered": ("feedback", "{key}"),
}
_SECTIONS = [name for name, one in Person.model_fields.items() if one.is_required() and name not in {"id", "cohort"}]


def person(
    person_id: str, cohort: str, values: list[tuple[str, str, Value]], identity: dict[str, Any] | None = None
) -> Person:
    """The record from (field, key, value)s; identity: what else the record's identity holds (name, emails, …)."""
    content: dict[str, Any] = {section: {} for section in _SECTIONS}
    content["identity"] = dict(identity or {})
    for field, key, value in values:
        *above, last = (key if part == "{key}" else part for part in PLACES[field])
        inside = content
        for part in above:
            inside = inside.setdefault(part, {})
        inside[last] = value
    return Person(id=person_id, cohort=cohort, **content)
