"""What a cohort comes to, as plain figures: counts, withdrawals with penalty and refund, attendance, completion.

From the store's current facts; the course says what a withdrawal costs. Nobody is counted twice, teachers are not counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pandas as pd

from lma_data.course import Activity, Course
from lma_data.enrolment.fields import STAFF

UNKNOWN = "unknown"
STATUS_NAMES = {
    "applied": "Applied",
    "accepted": "Accepted",
    "confirmed": "Confirmed",
    "waiting-list": "Waiting list",
    "rejected": "Rejected",
    "withdrawn": "Withdrawn",
    "cancelled": "Cancelled",
}
CENT = Decimal("0.01")
DONE = {"completed", "passed", "failed"}  # an essay below the pass grade was still handed in


@dataclass(frozen=True)
class Settlement:
    """What a withdrawal leaves open, in the course's currency: the penalty is a share of the price, not of what was paid."""

    days_before: int
    penalty: Decimal
    refund: Decimal  # before bank charges
    owed: Decimal


def settle(course: Course, withdrawn: date | datetime, paid: Decimal, price: Decimal | None = None) -> Settlement:
    """Penalty, refund and what is still owed for a withdrawal on that day. `price`: the person's own, else the course's."""
    days = course.days_before(withdrawn)
    full = course.price.amount if price is None else price
    penalty = (full * course.withdrawal.penalty(days)).quantize(CENT, ROUND_HALF_UP)
    zero = Decimal(0)
    return Settlement(days, penalty, max(zero, paid - penalty), max(zero, penalty - paid))


class Cohort:
    """The current facts of a cohort, by field: `one("person.gender")[person]`, `keyed("attendance.session")[person][key]`.

    `facts` is what Store.facts returns: columns person, field, key, value.
    """

    def __init__(self, facts: pd.DataFrame, everybody: Iterable[str] = ()) -> None:
        """`everybody`: also those of whom no more is known than who they are."""
        self._one: dict[str, dict[str, str]] = {}
        self._keyed: dict[str, dict[str, dict[str, str]]] = {}
        rows = zip(facts["person"], facts["field"], facts["key"], facts["value"], strict=True)
        for person, field, key, value in rows:
            self._one.setdefault(field, {})[person] = value
            self._keyed.setdefault(field, {}).setdefault(person, {})[key] = value
        known = list(dict.fromkeys([*facts["person"], *everybody]))
        self.staff = {person for person, role in self.one("moodle.role").items() if role in STAFF}
        self.people = [person for person in known if person not in self.staff]

    def one(self, field: str) -> Mapping[str, str]:
        return self._one.get(field, {})

    def keyed(self, field: str) -> Mapping[str, Mapping[str, str]]:
        return self._keyed.get(field, {})

    def applied(self) -> list[str]:
        """Who is in a register, a registration system or a form, and not only in Moodle."""
        known = {
            person
            for field, values in self._one.items()
            if field.startswith(("application.", "payment."))
            for person in values
        }
        return [person for person in self.people if person in known]

    def enrolled(self) -> list[str]:
        """Who is on the newest list of Moodle's participants."""
        listed = self.one("moodle.enrolled")
        return [person for person in self.people if listed.get(person) == "yes"]


def report(cohort_id: str, course: Course, facts: pd.DataFrame, emails: Mapping[str, str | None]) -> dict[str, Any]:
    """The figures of `enrolment report`, ready for JSON. `emails`: person -> e-mail address."""
    cohort = Cohort(facts, emails)
    by_status = _counts(cohort, "application.status")
    return {
        "cohort": cohort_id,
        "course": course.id,
        "people": len(cohort.people),
        "applied": len(cohort.applied()),
        "applied_late": late(cohort, course),
        "enrolled_in_moodle": len(cohort.enrolled()),
        "by_status": {STATUS_NAMES.get(status, status): count for status, count in by_status.items()},
        "by_gender": _counts(cohort, "person.gender"),
        "by_language": _counts(cohort, "person.language"),
        "by_country": _counts(cohort, "person.country"),
        "by_audience": _counts(cohort, "person.audience"),
        "withdrawals": withdrawals(cohort, course, emails),
        "attendance": attendance(cohort),
        "completion": completion(cohort, course),
    }


def _counts(cohort: Cohort, field: str) -> dict[str, int]:
    """Value -> people, most first; whoever has none under "unknown"."""
    values = cohort.one(field)
    found = Counter(values.get(person, UNKNOWN) for person in cohort.people)
    return dict(sorted(found.items(), key=lambda item: (item[0] == UNKNOWN, -item[1], item[0])))


def late(cohort: Cohort, course: Course) -> int:
    """How many applied after the deadline, by the clock at the course's place: 23:30 UTC can be the next day there."""
    applied = cohort.one("application.applied")
    moments = [datetime.fromisoformat(applied[person]) for person in cohort.people if person in applied]
    return sum(1 for moment in moments if not course.in_time(moment if moment.tzinfo else moment.date()))


def withdrawals(cohort: Cohort, course: Course, emails: Mapping[str, str | None]) -> list[dict[str, Any]]:
    """Everybody who withdrew, by day. What is not known (day, payment) leaves what follows from it null."""
    paid_by, days = cohort.one("payment.paid"), cohort.one("application.withdrawn")
    prices = {person: Decimal(price) for person, price in cohort.one("payment.price").items()}
    found = []
    for person in cohort.people:
        if cohort.one("application.status").get(person) != "withdrawn":
            continue
        day, paid = days.get(person), Decimal(paid_by[person]) if person in paid_by else None
        own = prices.get(person)
        settled = settle(course, date.fromisoformat(day[:10]), paid or Decimal(0), own) if day else None
        found.append(
            {
                "email": emails.get(person),
                "date": day[:10] if day else None,
                "days_before": settled.days_before if settled else None,
                "paid_eur": _amount(paid) if paid is not None else None,
                "penalty_eur": _amount(settled.penalty) if settled else None,
                "refund_eur": _amount(settled.refund) if settled and paid is not None else None,
                "owed_eur": _amount(settled.owed) if settled and paid is not None else None,
            }
        )
    return sorted(found, key=lambda one: (one["date"] or "", one["email"] or ""))


def _amount(value: Decimal) -> float | int:
    return int(value) if value == value.to_integral_value() else float(value)


def attendance(cohort: Cohort) -> dict[str, Any]:
    """By session, how many were present, late, excused or absent, and of how many it was not taken."""
    sessions: dict[str, Counter[str]] = {}
    for person in cohort.people:
        for session, value in cohort.keyed("attendance.session").get(person, {}).items():
            sessions.setdefault(session, Counter())[value] += 1
    return {
        "sessions": len(sessions),
        "people": sum(1 for person in cohort.people if cohort.keyed("attendance.session").get(person)),
        "by_session": {session: dict(sorted(found.items())) for session, found in sorted(sessions.items())},
    }


def completion(cohort: Cohort, course: Course) -> dict[str, Any]:
    """Course completed, the essay missing or passed, and by activity how many have done it."""
    done = {
        person: value
        for person, value in cohort.one("completion.course").items()
        if value != "no" and person in set(cohort.people)
    }
    activities: dict[str, Counter[str]] = {}
    for person in cohort.people:
        for activity, value in cohort.keyed("completion.activity").get(person, {}).items():
            activities.setdefault(activity, Counter())[value] += 1
    return {
        "course_complete": len(done),
        **_essay(cohort, course),
        "by_activity": {activity: dict(sorted(found.items())) for activity, found in sorted(activities.items())},
    }


def _essay(cohort: Cohort, course: Course) -> dict[str, int]:
    """Of everybody who takes part: how many have handed in no final assignment, and how many have passed it (the
    key names the grade in per cent). By grade where there is one, else by what the platform says of its completion.
    """
    essay = next((activity for activity in course.activities if activity.kind == "assignment"), None)
    if essay is None:
        return {}
    completed, grades = cohort.keyed("completion.activity"), cohort.keyed("grade.percent")
    taking_part = [person for person in cohort.people if person in completed or person in grades]
    states = Counter(
        _state(essay, completed.get(person, {}).get(essay.id), grades.get(person, {}).get(essay.id))
        for person in taking_part
    )
    passed = f"essay_pass{essay.pass_percent}" if essay.pass_percent else "essay_passed"
    return {"essay_missing": states["missing"], passed: states["passed"]}


def _state(essay: Activity, completed: str | None, percent: str | None) -> str:
    if percent is not None and essay.pass_percent is not None:
        return "passed" if Decimal(percent) >= essay.pass_percent else "handed-in"
    if completed == "passed":
        return "passed"
    return "handed-in" if percent is not None or completed in DONE else "missing"
