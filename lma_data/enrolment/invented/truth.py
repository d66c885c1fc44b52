"""What an invented cohort comes to, counted from the people themselves and never from a file: what an import must find."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from lma_data.enrolment.invented.events import PASS, not_taken, sessions
from lma_data.enrolment.invented.meetings import stays
from lma_data.enrolment.invented.moodle import enrolled
from lma_data.enrolment.invented.people import Edition, Person, electives
from lma_data.enrolment.invented.writers import DATES, ODD, STATUS, applicants

NOTE = "planted answers of an invented cohort: all people are invented; counted from the people, not from the files"


def truth(edition: Edition, people: Sequence[Person], seed: int) -> dict[str, Any]:
    """The figures of a report, the cases that a board of reconciliation must show, and each person's own record."""
    applied, studying = applicants(people), enrolled(people)
    return {
        "invented": True,
        "note": NOTE,
        "cohort": edition.cohort,
        "course": edition.course_id,
        "seed": seed,
        "people": len(applied),
        "applied": len(applied),
        "applied_late": sum(_day(person, edition) > edition.course.application_deadline for person in applied),
        "enrolled_in_moodle": len(studying),
        "staff": sorted(person.email for person in people if person.role != "participant"),
        "female": sum(person.gender == "female" for person in applied),
        "french": sum(person.language == "fr" for person in applied),
        "by_status": _count(applied, lambda person: STATUS["en"][person.status]),
        "by_gender": _count(applied, lambda person: person.gender),
        "by_language": _count(applied, lambda person: person.language),
        "by_country": _count(applied, lambda person: person.country.key),
        "by_audience": _count(applied, lambda person: person.audience),
        "withdrawals": sorted(
            (_withdrawal(person, edition) for person in applied if person.withdrew),
            key=lambda one: (one["date"], one["email"]),
        ),
        "attendance": _attendance(edition, studying),
        "completion": {
            "course_complete": sum(person.completed is not None for person in studying),
            "essay_missing": sum(person.essay is None for person in studying),
            "essay_pass60": sum(person.essay is not None and person.essay >= PASS for person in studying),
            "by_activity": {activity.id: _states(studying, activity.id) for activity in edition.course.activities},
        },
        "electives": _electives(edition, studying),
        "minutes_in_opening_webinar": _minutes(people, edition),
        "cases": _cases(people),
        "board": {kind: sorted(found) for kind, found in _board(applied, people).items()},
        "dates": DATES,
        "answers": [{"vocabulary": kind, "value": word, "means": code} for (kind, word), code in ODD.items()],
        "each": {person.email: _each(person, edition) for person in applied},
    }


def _day(person: Person, edition: Edition) -> date:
    """The day of an application at the course's place; whoever was sent in somebody's place comes after the deadline."""
    if person.applied is None:
        return date.min
    return person.applied.astimezone(ZoneInfo(edition.course.time_zone)).date()


def _count(items: Sequence[Any], of: Callable[[Any], str]) -> dict[str, int]:
    found = Counter(of(item) for item in items)
    return dict(sorted(found.items(), key=lambda one: (-one[1], one[0])))


def _states(studying: Sequence[Person], activity: str) -> dict[str, int]:
    """How many have completed an activity; of the essay, how many passed or failed."""

    def state(person: Person) -> str:
        if activity not in person.activities:
            return "not-completed"
        if activity != "final-assignment":
            return "completed"
        return "passed" if person.essay is not None and person.essay >= PASS else "failed"

    return dict(sorted(Counter(state(person) for person in studying).items()))


def _withdrawal(person: Person, edition: Edition) -> dict[str, Any]:
    """By the rules as the course note has them, worked out here on their own."""
    assert person.withdrew
    price = edition.course.price.amount
    days = (edition.course.start - person.withdrew).days
    penalty = Decimal(0) if days >= 14 else price / 2 if days >= 8 else price
    return {
        "email": person.email,
        "date": person.withdrew.isoformat(),
        "days_before": days,
        "paid_eur": float(person.paid),
        "penalty_eur": float(penalty),
        "refund_eur": float(max(Decimal(0), person.paid - penalty)),
        "owed_eur": float(max(Decimal(0), penalty - person.paid)),
    }


def _attendance(edition: Edition, studying: Sequence[Person]) -> dict[str, Any]:
    by_session = {}
    for session in sessions(edition.course):
        found = Counter(person.attendance[session] for person in studying if session in person.attendance)
        by_session[session.isoformat(timespec="minutes")] = dict(sorted(found.items()))
    return {
        "sessions": len(by_session),
        "not_taken": [session.isoformat(timespec="minutes") for session in not_taken(edition)],
        "people": len(studying),
        "by_session": by_session,
    }


def _electives(edition: Edition, studying: Sequence[Person]) -> dict[str, dict[str, int]]:
    """Elective -> its places, how many chose it, and how many before all others."""
    found = {}
    for elective in electives():
        chosen = [person.electives.index(elective) + 1 for person in studying if elective in person.electives]
        places = {"capacity": elective.capacity, "chosen": len(chosen), "first": chosen.count(1)}
        found[elective.title(edition.language)] = places
    return found


def _minutes(people: Sequence[Person], edition: Edition) -> dict[str, float]:
    found: dict[str, float] = {}
    for person, start, end in stays(people, edition):
        found[person.email] = round(found.get(person.email, 0) + (end - start).total_seconds() / 60, 1)
    return found


def _cases(people: Sequence[Person]) -> dict[str, list[str]]:
    """What was planted: story -> addresses."""
    found: dict[str, list[str]] = {}
    for person in people:
        for story in person.stories:
            found.setdefault(story, []).append(person.email)
    return dict(sorted(found.items()))


def _board(applied: Sequence[Person], people: Sequence[Person]) -> dict[str, list[str]]:
    """Where the files do not agree with each other: kind of case -> addresses."""
    taken = [person for person in applied if person.status in {"accepted", "confirmed"}]
    out = [person for person in applied if person.status in {"withdrawn", "rejected"}]
    found = {
        "not-in-moodle": [person for person in taken if not person.moodle],
        "still-enrolled": [person for person in out if person.moodle],
        "paid-no-letter": [person for person in applied if person.paid and not person.letter],
        "letter-not-paid": [person for person in taken if person.letter and not person.paid],
        "teacher-among-participants": [person for person in people if "teacher-in-register" in person.stories],
        "same-name": [person for person in applied if "same-name" in person.stories],
    }
    return {kind: [person.email for person in cases] for kind, cases in found.items()}


def _each(person: Person, edition: Edition) -> dict[str, Any]:
    return {
        "name": person.name,
        "gender": person.gender,
        "country": person.country.key,
        "language": person.language,
        "audience": person.audience,
        "organisation": person.employer,
        "applied": person.applied.isoformat() if person.applied else None,
        "status": person.status,
        "withdrawn": person.withdrew.isoformat() if person.withdrew else None,
        "letter": person.letter,
        "paid_eur": float(person.paid),
        "paid_on": person.paid_on.isoformat() if person.paid_on else None,
        "funding": person.funding,
        "experience": person.experience,
        "themes": list(person.themes),
        "moodle": person.moodle or None,
        "electives": [elective.title(edition.language) for elective in person.electives],
        "attendance": {session.isoformat(timespec="minutes"): code for session, code in person.attendance.items()},
        "activities": {activity: done.isoformat() for activity, done in person.activities.items()},
        "quiz": float(person.quiz) if person.quiz is not None else None,
        "essay": float(person.essay) if person.essay is not None else None,
        "completed": person.completed.isoformat() if person.completed else None,
        "first_seen": person.visits[0][0].isoformat() if person.visits else None,
        "last_seen": person.visits[-1][0].isoformat() if person.visits else None,
        "days_active": len({moment.date() for moment, _ in person.visits}),
    }
