"""Applications by day and the waiting list: counted against the invented people, the deadline at the course's place."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from lma_data.cohort import made, selection
from lma_data.cohort.applications import arrivals, standing_day
from lma_data.course import course
from lma_data.exhibits import show

YEARS = (2023, 2024, 2025, 2026)
LMA = course("lma-2026")


def applicants(people):
    return [person for person in people if person.role == "participant"]


def day_in_turin(person):
    """The day on which an invented person applied, read from no file."""
    return person.applied.astimezone(ZoneInfo("Europe/Rome")).date()


def applied(*moments: str, today: date | None = None, **more):
    """A cohort of people who applied at these moments; an empty one has no date."""
    facts = [(f"p{number}", "application.status", "", "applied") for number, _ in enumerate(moments)]
    facts += [(f"p{number}", "application.applied", "", moment) for number, moment in enumerate(moments) if moment]
    return made(LMA, facts, today=today, **more)


@pytest.mark.parametrize("year", YEARS)
def test_every_day_has_as_many_as_applied_on_it(year, edition_of, people_of):
    cohort, expected = edition_of(year), applicants(people_of(year))
    found, deadline = arrivals(cohort), cohort.course.application_deadline
    days = [(day_in_turin(person) - deadline).days for person in expected]
    assert found.dated == len(expected) and found.undated == 0
    assert found.late == sum(day > 0 for day in days) > 0
    for day in range(-90, 60):
        assert found.so_far(day) == sum(one <= day for one in days)
    assert found.series(range(-20, 10)) == [sum(one <= day for one in days) for day in range(-20, 10)]


def test_the_time_is_that_of_the_course_s_town(edition_of):
    assert "(Turin time)" in show("cohort/applications", cohort=edition_of(2026)).answer.sentence
    assert (
        "(heure locale\u202f: Turin)" in show("cohort/applications", cohort=edition_of(2026), lang="fr").answer.sentence
    )
    online = LMA.model_copy(update={"phases": [one for one in LMA.phases if not one.place]})
    cohort = replace(applied("2026-04-01"), course=online)
    assert "(Rome time)" in show("cohort/applications", cohort=cohort).answer.sentence


@pytest.mark.parametrize("year", YEARS)
def test_the_exhibit_says_them(year, edition_of, people_of):
    expected, cohort = applicants(people_of(year)), edition_of(year)
    late = sum(day_in_turin(person) > cohort.course.application_deadline for person in expected)
    answer = show("cohort/applications", cohort=cohort).answer
    assert (
        f"{len(expected) - late} of {len(expected)} applications" in answer.title and f"{late} after it" in answer.title
    )
    own = answer.table[answer.table["edition"] == cohort.course.edition["en"]]
    assert own["new"].sum() == len(expected) and own["so_far"].iloc[-1] == len(expected)
    assert own["date"].tolist() == sorted({day_in_turin(person).isoformat() for person in expected})


def test_half_past_eleven_in_the_evening_utc_is_too_late_in_turin():
    cohort = applied("2026-05-08T21:59:00+00:00", "2026-05-08T23:30:00+00:00", "2026-05-08", "2026-05-09")
    found = arrivals(cohort)
    assert (found.so_far(0), found.so_far(1), found.late) == (2, 4, 2)
    assert show("cohort/applications", cohort=cohort).answer.title.startswith(
        "2 of 4 applications came by the deadline"
    )


def test_earlier_editions_are_aligned_by_their_own_deadline(edition_of, people_of):
    now = edition_of(2026)
    answer = show("cohort/applications", cohort=now).answer
    assert len(answer.figure["data"]) == 4
    for year in YEARS:
        its = edition_of(year).course
        by_the_deadline = sum(day_in_turin(one) <= its.application_deadline for one in applicants(people_of(year)))
        trace = next(line for line in answer.figure["data"] if line["name"] == its.edition["en"])
        assert dict(zip(trace["x"], trace["y"], strict=True))[0] == by_the_deadline
        assert str(by_the_deadline) in answer.sentence


def test_before_the_deadline_editions_stand_side_by_side_on_the_same_day(edition_of, people_of):
    earlier = [edition_of(2025), edition_of(2024)]
    cohort = applied("2026-04-01", "2026-04-20", today=date(2026, 4, 24), earlier=earlier)
    found = arrivals(cohort)
    assert standing_day(found) == -14 and found.is_open and found.so_far(-13) is None
    answer = show("cohort/applications", cohort=cohort).answer
    assert answer.title == "2 applications so far, 14 days before the deadline"
    for one in earlier:
        until = one.course.application_deadline - timedelta(14)
        count = sum(day_in_turin(person) <= until for person in applicants(people_of(one.course.start.year)))
        assert f"{count} ({one.course.edition['en']})" in answer.sentence
    ends = {line["name"]: line["x"][-1] for line in answer.figure["data"]}
    assert ends[LMA.edition["en"]] == -14 < min(end for name, end in ends.items() if name != LMA.edition["en"])


def test_what_the_files_cannot_know_is_not_said():
    """An edition whose files end earlier has no figure on a later day; nor has one whose people have no dates."""
    unfinished = applied("2026-03-01", today=date(2026, 3, 2))
    undated = applied("", "")
    cohort = applied("2026-05-01", "", "2024-01-01", earlier=[unfinished, undated])
    assert arrivals(unfinished).so_far(0) is None and arrivals(undated).so_far(0) is None
    answer = show("cohort/applications", cohort=cohort).answer
    assert "earlier editions" not in answer.sentence
    notes = " ".join(answer.notes)
    assert "1 application has no date" in notes and "Without dates of applications" in notes and "far from" in notes
    assert answer.table["so_far"].max() == 2
    assert show("cohort/applications", cohort=undated).answer.missing


def test_an_import_ends_what_is_known():
    cohort = replace(applied("2026-04-01"), imported=datetime(2026, 4, 9, 23, 0), today=date(2026, 4, 20))
    assert arrivals(cohort).until == date(2026, 4, 10)  # one in the night at the course's place
    assert arrivals(cohort).date_of(arrivals(cohort).last) == date(2026, 4, 10)


@pytest.mark.parametrize("year", YEARS)
def test_the_waiting_list_is_in_the_order_of_the_applications(year, edition_of, people_of):
    waiting = [person for person in applicants(people_of(year)) if person.status == "waiting-list"]
    answer = show("cohort/waiting-list", cohort=edition_of(year)).answer
    days = sorted(day_in_turin(person) for person in waiting)
    assert answer.title.startswith(f"{len(waiting)} people")
    assert set(answer.table["name"]) == {person.name for person in waiting}
    assert answer.table["place"].tolist() == [1 + sum(one < day for one in days) for day in days]
    known = {person.name: person for person in waiting}
    assert [day_in_turin(known[name]) for name in answer.table["name"]] == days
    assert answer.table["in_time"].tolist() == [
        "Yes" if day <= edition_of(year).course.application_deadline else "No" for day in days
    ]


@pytest.mark.parametrize("year", YEARS)
def test_free_places(year, edition_of, people_of):
    confirmed = sum(person.status == "confirmed" for person in applicants(people_of(year)))
    accepted = sum(person.status == "accepted" for person in applicants(people_of(year)))
    cohort = edition_of(year)
    assert selection.places(cohort) == (None, confirmed, accepted)
    assert selection.places(cohort.with_setting("places", confirmed + 3)).free == 3
    assert selection.places(cohort.with_setting("places", 0)).free == -confirmed
    for places, said in ((None, "not set"), (confirmed + 3, "3 are free"), (confirmed - 1, "1 more than")):
        assert said in show("cohort/waiting-list", cohort=cohort.with_setting("places", places)).answer.sentence


def test_what_each_would_bring(edition_of, people_of):
    """With targets: the places that the category is short of, among those who are accepted or confirmed."""
    cohort = edition_of(2026).with_setting("targets", {"audience": {"government": 40}, "gender": {"female": 1}})
    inside = [one for one in applicants(people_of(2026)) if one.status in {"accepted", "confirmed"}]
    government = sum(one.audience == "government" for one in inside)
    short = -(-(40 * len(inside) - 100 * government) // 100)
    table = show("cohort/waiting-list", cohort=cohort).answer.table
    for row in table.itertuples():
        if row.audience == "Government institutions":
            assert row.brings == f"Government institutions: {government} of {len(inside)}, short by {short}"
        else:
            assert row.brings == "no target is short"
    assert "Government institutions" in set(table["audience"])


def test_somebody_of_whom_nothing_is_known_can_wait():
    answer = show(
        "cohort/waiting-list", lang="fr", cohort=made(LMA, [("x", "application.status", "", "waiting-list")])
    ).answer
    assert answer.table["place"].isna().all() and answer.table["brings"].tolist() == ["aucune cible en défaut"]
