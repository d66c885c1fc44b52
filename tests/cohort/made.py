"""Cohorts made for tests, all of invented people: of any size, lopsided, or with much missing."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import timedelta

from lma_data.cohort import Cohort, Who, made
from lma_data.course import Course, course

Fact = tuple[str, str, str, str]
COUNTRIES = (
    "KEN",
    "NPL",
    "PHL",
    "SEN",
    "MAR",
    "TUN",
    "GHA",
    "NAM",
    "CIV",
    "COL",
    "PER",
    "MDA",
    "UKR",
    "FJI",
    "ITA",
    "CAN",
)
SESSIONS = ("2026-06-29T09:00", "2026-07-08T14:00", "2026-07-20T09:00", "2026-07-21T09:00", "2026-07-24T14:00")
ELECTIVES = (
    "fair-recruitment-online-en",
    "access-to-justice-turin-en-fr",
    "remittances-online-en-fr",
    "mixed-movements-online-fr",
)


def people(count: int, seed: int = 1, its: Course | None = None, **fixed: str) -> Cohort:
    """So many people with all that exports say. `fixed`: a field (its dot as _) that is the same for all."""
    chance = random.Random(seed)
    its = its or course("lma-2026")
    facts: list[Fact] = []
    ids = [f"{number:032x}" for number in range(count)]
    for person in ids:
        facts += _of_one(person, its, chance)
    for field, value in fixed.items():
        name = field.replace("_", ".", 1)
        facts = [fact for fact in facts if fact[1] != name]
        facts += [(person, name, "", value) for person in ids]
    names = {person: Who(f"Invented Person {number}", f"p{number}@example.org") for number, person in enumerate(ids)}
    return made(its, facts, everybody=ids, names=names, today=its.end + timedelta(3))


def _of_one(person: str, its: Course, chance: random.Random) -> list[Fact]:
    status = chance.choices(("confirmed", "withdrawn", "waiting-list", "rejected", "accepted"), (80, 6, 5, 5, 4))[0]
    applied = its.application_deadline - timedelta(chance.randrange(-3, 60))
    said = {
        "person.gender": chance.choice(("female", "male", "female", "male", "undisclosed")),
        "person.country": chance.choice(COUNTRIES),
        "person.audience": chance.choice([group.id for group in its.audience]),
        "person.language": chance.choice(its.languages),
        "person.organisation": f"Employer {chance.randrange(60)}",
        "application.applied": applied.isoformat(),
        "application.status": status,
        "application.letter": chance.choice(("yes", "yes", "no")),
        "application.funding": chance.choice(("sponsored", "self-funded", "fellowship")),
        "application.experience": str(chance.randrange(30)),
        "payment.paid": str(chance.choice((its.price.amount, its.price.amount, 0, 1000))),
        "payment.paid_on": (applied + timedelta(9)).isoformat(),
        "moodle.enrolled": "yes",
    }
    if status == "withdrawn":
        said["application.withdrawn"] = (its.start - timedelta(chance.randrange(20))).isoformat()
    facts: list[Fact] = [(person, field, "", value) for field, value in said.items()]
    if status != "confirmed":
        return facts
    facts += [
        (person, "elective.choice", elective, str(rank))
        for rank, elective in enumerate(chance.sample(ELECTIVES, 3), start=1)
    ]
    facts += [
        (person, "attendance.session", session, chance.choice(("present", "present", "late", "absent", "excused")))
        for session in SESSIONS
    ]
    facts += [
        (person, "completion.activity", activity.id, chance.choice(("completed", "completed", "not-completed")))
        for activity in its.activities
    ]
    return [*facts, (person, "completion.course", "", chance.choice(("no", its.end.isoformat())))]


EDGES: dict[str, Callable[[], Cohort]] = {
    "nobody": lambda: people(0),
    "one": lambda: people(1),
    "four": lambda: people(4),
    "one gender": lambda: people(60, person_gender="female"),
    "no electives": lambda: _without(people(60), "elective.choice"),
    "no dates": lambda: _without(
        people(60), "application.applied", "application.withdrawn", "payment.paid_on", "access.first"
    ),
    "no status": lambda: _without(people(60), "application.status"),
    "Moodle alone": lambda: _only(people(60), "moodle.enrolled"),
    "names alone": lambda: made(course("lma-2026"), [], everybody=["a" * 32, "b" * 32]),
    "no attendance": lambda: _without(people(60), "attendance.session", "completion.activity", "completion.course"),
}


def _without(cohort: Cohort, *fields: str) -> Cohort:
    rows = cohort.facts[~cohort.facts["field"].isin(fields)]
    return made(
        cohort.course, rows.itertuples(index=False), everybody=cohort.everybody, names=cohort.who, today=cohort.today
    )


def _only(cohort: Cohort, *fields: str) -> Cohort:
    rows = cohort.facts[cohort.facts["field"].isin(fields)]
    return made(
        cohort.course, rows.itertuples(index=False), everybody=cohort.everybody, names=cohort.who, today=cohort.today
    )
