"""Invented cohorts in the store: what comes out is what the people were, told apart from the files."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from lma_data.enrolment import reconcile, report
from lma_data.enrolment.invented import SEED, loading
from lma_data.enrolment.invented.events import cohort
from lma_data.enrolment.invented.people import editions
from lma_data.enrolment.invented.truth import truth
from lma_data.enrolment.store import Store

YEARS = tuple(editions())


@pytest.fixture(scope="module")
def told():
    """year -> (edition, truth)"""
    return {year: (edition, truth(edition, cohort(edition, SEED), SEED)) for year, edition in editions().items()}


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    path = tmp_path_factory.mktemp("store") / "enrolment.duckdb"
    with Store.open(path) as opened:
        opened.create_cohort("invented-2024", "lma-2024-invented", invented=True)  # begun, and then the lights went out
        heard = []
        assert loading.load(opened, progress=lambda *what: heard.append(what)) == [f"invented-{year}" for year in YEARS]
        assert [share for *_, share in heard] == sorted(share for *_, share in heard) and heard[-1][2] > 0.9
        yield opened


@pytest.fixture(scope="module")
def seen(store):
    """year -> (facts, e-mail by id of the person)"""
    found = {}
    for year, edition in editions().items():
        emails = {person: known.email for person, known in store.identities(edition.cohort).items()}
        found[year] = store.facts(edition.cohort), emails
    return found


@pytest.mark.parametrize("year", YEARS)
def test_the_report_is_the_truth(told, store, seen, year):
    edition, facts = told[year]
    now, emails = seen[year]
    info = store.cohorts()[edition.cohort]
    assert info.invented and info.course == edition.course_id
    found = report.report(edition.cohort, edition.course, now, emails)
    expected = facts | {"attendance": {key: facts["attendance"][key] for key in found["attendance"]}}
    assert found == {key: expected[key] for key in found}


@pytest.mark.parametrize("year", YEARS)
def test_each_person_is_who_they_were(told, seen, year):
    _, facts = told[year]
    now, emails = seen[year]
    assert set(emails.values()) == set(facts["each"]) | set(facts["staff"])
    values: dict[str, dict[tuple[str, str], str]] = {}
    for row in now.itertuples():
        values.setdefault(emails[row.person], {})[row.field, row.key] = row.value
    assert {email: record(values[email]) for email in facts["each"]} == {
        email: as_recorded(told_of) for email, told_of in facts["each"].items()
    }


SIMPLE = {
    "gender": "person.gender",
    "country": "person.country",
    "language": "person.language",
    "audience": "person.audience",
    "organisation": "person.organisation",
    "status": "application.status",
    "funding": "application.funding",
    "withdrawn": "application.withdrawn",
    "paid_on": "payment.paid_on",
}


def record(found):
    """What the store has of somebody, in the form of TRUTH.json."""
    keyed = lambda field: {key: value for (name, key), value in found.items() if name == field}  # noqa: E731
    number = lambda field, key="": float(found[field, key]) if (field, key) in found else None  # noqa: E731
    done = keyed("completion.activity")
    return {name: found.get((field, "")) for name, field in SIMPLE.items()} | {
        "letter": found["application.letter", ""] == "yes",
        "applied": datetime.fromisoformat(found["application.applied", ""])
        .astimezone(UTC)
        .replace(second=0, microsecond=0),
        "paid_eur": number("payment.paid"),
        "experience": number("application.experience"),
        "themes": set(keyed("application.theme")),
        "attendance": keyed("attendance.session"),
        "activities": {activity for activity, state in done.items() if state != "not-completed"},
        "completed": found.get(("completion.course", ""), "no") != "no",
        "quiz": number("grade.activity", "quiz-fair-recruitment"),
        "essay": number("grade.activity", "final-assignment"),
        "electives": len(keyed("elective.choice")),
        "days_active": int(found.get(("access.days", ""), 0)),
    }


def as_recorded(told_of):
    return {name: told_of[name] for name in SIMPLE} | {
        **{
            name: told_of[name]
            for name in ("letter", "paid_eur", "experience", "attendance", "quiz", "essay", "days_active")
        },
        "applied": datetime.fromisoformat(told_of["applied"]).replace(second=0, microsecond=0),
        "themes": set(told_of["themes"]),
        "activities": set(told_of["activities"]),
        "completed": told_of["completed"] is not None,
        "electives": len(told_of["electives"]),
    }


@pytest.mark.parametrize("year", YEARS)
def test_the_board_shows_what_was_planted(told, store, seen, year):
    edition, facts = told[year]
    now, emails = seen[year]
    # Two names of one address (letters that a spreadsheet lost) are one person, not two.
    pairs = [one.people for one in store.duplicates(edition.cohort) if set(one.people) <= emails.keys()]
    found: dict[str, list[str]] = {kind: [] for kind in facts["board"]}
    for case in reconcile.cases(now, pairs):
        found[case.kind.id] += [emails[person] for person in case.people]
    assert {kind: sorted(people) for kind, people in found.items()} == facts["board"]


def test_what_is_loaded_stays_as_it_is(store):
    assert loading.load(store, [2023]) == []
    assert len(store.batches("invented-2023")) == 1


def test_rows_that_cannot_be_used_are_those_that_were_planted(store):
    """Totals, a repeated header, a broken address, a guest without one, the rows of a hidden sheet."""
    for year, rows in ((2023, 10), (2024, 3), (2025, 3), (2026, 4)):
        assert len(store.set_aside(f"invented-{year}")) == rows
