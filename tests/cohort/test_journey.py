"""The steps of the journey, counted against the invented people; groups add up; what no file knows is not 0."""

from __future__ import annotations

import pytest

from lma_data.cohort import journey, made
from lma_data.cohort.journey import STEPS
from lma_data.course import course
from lma_data.exhibits import show
from tests.cohort.made import EDGES
from tests.cohort.test_certificate import MET, UNKNOWN, activity, plenaries

YEARS = (2023, 2024, 2025, 2026)
THERE = {"present", "late"}


def reached(person, cohort, taken):
    """Yes, no or not known (None) at each step, from what happened to the person."""
    confirmed = person.status == "confirmed"
    its, today = cohort.course, cohort.today
    state = max(
        *(activity(person, name, today, its) for name in ("introductory-webinar", "group-work", "final-assignment")),
        plenaries(person, today, its, taken),
    )
    listed = bool(person.attendance)
    return {
        "applied": person.applied is not None,
        "selected": person.status in ("accepted", "confirmed", "withdrawn"),
        "confirmed": confirmed or (person.status == "withdrawn" and person.paid > 0),
        "attended": bool(THERE & set(person.attendance.values())) if listed or not confirmed else None,
        "completed": person.completed is not None if person.moodle or not confirmed else None,
        "certified": (state == MET if state != UNKNOWN else None) if confirmed else False,
    }


def all_reached(cohort, everybody):
    taken = {at for one in everybody for at, code in one.attendance.items() if code != "not-taken"}
    return [reached(one, cohort, taken) for one in everybody if one.role == "participant"]


@pytest.mark.parametrize("year", YEARS)
def test_the_steps_of_all_editions(year, edition_of, people_of):
    cohort = edition_of(year)
    still = all_reached(cohort, people_of(year))
    answer = show("cohort/journey", cohort=cohort).answer.table
    for row, step in zip(answer.to_dict("records"), STEPS, strict=True):
        counts = [sum(one[step] is said for one in still) for said in (True, False, None)]
        assert row["reached"] == counts[0], step
        assert (row["lost"], row["not_known"]) == (counts[1], counts[2]), step
        still = [one for one in still if one[step] is True]


@pytest.mark.parametrize("year", YEARS)
def test_who_meets_the_conditions_and_is_not_complete_by_the_platform(year, edition_of, people_of):
    cohort = edition_of(year)
    met = [one for one in all_reached(cohort, people_of(year)) if one["certified"] is True]
    left = sum(one["completed"] is False for one in met)
    said = (
        f"Of the {len(met)} who meet all known conditions of the certificate, {left} are not complete by the platform."
    )
    assert left and said in show("cohort/journey", cohort=cohort).answer.sentence
    assert show("cohort/certificate", cohort=cohort).answer.notes[0].startswith(said)


def test_nothing_is_said_of_completion_that_no_file_knows():
    answer = show("cohort/journey", cohort=with_statuses("confirmed", "confirmed")).answer
    assert "by the platform" not in answer.sentence


@pytest.mark.parametrize("year", YEARS)
def test_who_is_out_of_order(year, edition_of, people_of):
    cohort = edition_of(year)
    odd = 0
    for one in all_reached(cohort, people_of(year)):
        states = list(one.values())
        odd += any(state is not True and True in states[place + 1 :] for place, state in enumerate(states))
    found = journey.out_of_order(journey.journey(cohort))
    assert len(found) == odd
    if found:
        table = show("cohort/out-of-order", cohort=cohort).answer.table
        assert len(table) == odd and all(table["name"])


@pytest.mark.parametrize("by", ["gender", "audience", "country", "experience", "language"])
def test_groups_add_up(by, edition_of):
    found = journey.journey(edition_of(2025), by)
    whole = journey.steps(found)
    parts = journey.passages(found, sorted(set(found.categories)))
    for before, step in zip(whole, whole[1:], strict=False):
        of_step = [one for one in parts if one.next == step.id]
        assert sum(one.at for one in of_step) == before.reached
        assert sum(one.went_on for one in of_step) == step.reached
        assert sum(one.lost for one in of_step) == step.lost
        assert sum(one.not_known for one in of_step) == step.not_known


def test_drop_out_of_women_in_2026(edition_of, people_of):
    women = [one for one in people_of(2026) if one.role == "participant" and one.gender == "female"]
    rows = show("cohort/dropout", {"by": "gender"}, cohort=edition_of(2026)).answer.table
    first = rows[(rows["group"] == "Female")].iloc[0]
    chosen = sum(one.status in ("accepted", "confirmed", "withdrawn") for one in women)
    assert (first["at"], first["went_on"], first["lost"]) == (len(women), chosen, len(women) - chosen)
    assert first["share"] == pytest.approx(chosen / len(women) * 100)


LMA = course("lma-2026")


def with_statuses(*statuses, **more):
    facts = [(f"p{n}", "application.status", "", status) for n, status in enumerate(statuses)]
    return made(LMA, [*facts, *((person, field, "", value) for person, (field, value) in more.items())])


def test_steps_that_no_file_knows_are_named_and_not_0():
    answer = show("cohort/journey", cohort=with_statuses("confirmed", "confirmed", "rejected")).answer
    assert answer.table["step"].tolist() == ["Applied for a place", "Selected", "Confirmed the place"]
    assert any("Attended, Completed the course and Certified" in note for note in answer.notes)
    moodle = made(LMA, [("a", "moodle.enrolled", "", "yes"), ("a", "completion.course", "", "no")])
    assert journey.journey(moodle).known == ["completed"]


def test_nobody_is_lost_to_what_is_not_known():
    cohort = made(
        LMA,
        [
            *((person, "application.status", "", "confirmed") for person in "abc"),
            ("a", "attendance.session", "2026-07-20T09:00", "present"),
            ("b", "attendance.session", "2026-07-20T09:00", "absent"),
        ],
    )
    attended = journey.steps(journey.journey(cohort))[3]
    assert (attended.id, attended.reached, attended.lost, attended.not_known) == ("attended", 1, 1, 1)


def test_who_was_rejected_and_is_there_is_out_of_order():
    cohort = made(
        LMA,
        [
            *((person, "application.status", "", "confirmed") for person in "ab"),
            ("r", "application.status", "", "rejected"),
            *((person, "attendance.session", "2026-07-20T09:00", "present") for person in "abr"),
        ],
    )
    (odd,) = journey.out_of_order(journey.journey(cohort))
    assert (odd.person, odd.reached, odd.without, odd.unsaid) == ("r", "attended", ("selected", "confirmed"), ())


@pytest.mark.parametrize(("people", "small"), [(4, True), (5, False)])
def test_small_groups_are_marked(people, small):
    facts = [(f"p{n}", "application.status", "", "confirmed") for n in range(people)]
    facts += [(f"p{n}", "person.gender", "", "female") for n in range(people)]
    answer = show("cohort/dropout", {"by": "gender"}, cohort=made(LMA, facts)).answer
    assert LMA.disclosure_threshold == 5
    assert (answer.table["small"] != "").tolist() == [small] * 2
    assert (answer.figure["data"][0]["z"][0][0] is None) == small


@pytest.mark.parametrize("edge", EDGES)
def test_cohorts_at_the_edge_lose_nobody(edge):
    cohort = EDGES[edge]()
    found = journey.journey(cohort)
    counted = journey.steps(found)
    for before, step in zip(counted, counted[1:], strict=False):
        assert step.reached + step.lost + step.not_known == before.reached
        assert sum(people for _, people in step.by_status) == step.lost
