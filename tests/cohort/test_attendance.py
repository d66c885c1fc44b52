"""Attendance by session: counted against the invented people; what nobody noted is missing, and no absence."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

import pytest

from lma_data.cohort import attendance, made
from lma_data.course import course
from lma_data.exhibits import show

YEARS = (2023, 2024, 2025, 2026)
LMA = course("lma-2026")
COLUMNS = {"present": "present", "late": "late", "excused": "excused", "absent": "absent", "not-taken": "not_taken"}


def listed(people, statuses=("confirmed",)):
    return [one for one in people if one.role == "participant" and one.attendance and one.status in statuses]


def counts(people, session):
    return Counter(one.attendance[session] for one in people if session in one.attendance)


@pytest.mark.parametrize("year", YEARS)
def test_the_states_of_each_session(year, edition_of, people_of):
    people, cohort = listed(people_of(year)), edition_of(year)
    sessions = sorted({session for one in people for session in one.attendance})
    rows = cohort.ask("cohort/attendance_by_session", who="taking-part")
    assert [start.to_pydatetime() for start in rows["session"]] == sessions
    for session, row in zip(sessions, rows.to_dict("records"), strict=True):
        expected = counts(people, session)
        assert {state: row[column] for state, column in COLUMNS.items()} == {
            state: expected[state] for state in COLUMNS
        }
    everybody = cohort.ask("cohort/attendance_by_session", who="everybody")
    all_listed = listed(people_of(year), ("confirmed", "withdrawn"))
    assert everybody[list(COLUMNS.values())].sum().sum() == sum(len(one.attendance) for one in all_listed)


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("by", ["gender", "audience", "country"])
def test_the_groups_of_each_session(year, by, edition_of, people_of):
    def group(one):
        return one.country.key if by == "country" else getattr(one, by)

    people = listed(people_of(year))
    rows = edition_of(year).ask("cohort/attendance_by_group", dimension=by, who="taking-part")
    for row in rows.to_dict("records"):
        expected = counts([one for one in people if group(one) == row["category"]], row["session"].to_pydatetime())
        assert {state: row[column] for state, column in COLUMNS.items()} == {
            state: expected[state] for state in COLUMNS
        }
    assert rows[list(COLUMNS.values())].sum().sum() == sum(len(one.attendance) for one in people)
    answer = show("cohort/attendance", {"rows": by}, cohort=edition_of(year)).answer
    assert answer.table[list(COLUMNS.values())].sum().sum() == sum(len(one.attendance) for one in people)


@pytest.mark.parametrize("year", YEARS)
def test_each_person(year, edition_of, people_of):
    people = listed(people_of(year))
    table = show("cohort/attendance", {"rows": "person"}, cohort=edition_of(year)).answer.table
    expected = Counter((one.name, *(Counter(one.attendance.values())[state] for state in COLUMNS)) for one in people)
    assert Counter(table[["name", *COLUMNS.values()]].itertuples(index=False, name=None)) == expected
    shares = table["share"].dropna().tolist()
    assert shares == sorted(shares)


@pytest.mark.parametrize("year", YEARS)
def test_the_share_of_all_is_of_those_of_whom_it_was_noted(year, edition_of, people_of):
    states = Counter(state for one in listed(people_of(year)) for state in one.attendance.values())
    noted = sum(states.values()) - states["not-taken"]
    share = 100 * (states["present"] + states["late"]) / noted
    cohort = edition_of(year)
    assert show("cohort/attendance", cohort=cohort).answer.title.startswith(f"{share:.0f}\u202f% were there")
    sentence = show("cohort/attendance-editions", cohort=cohort).answer.sentence
    assert f"{cohort.course.edition['en']}: {share:.1f}\u202f%" in sentence


def test_a_session_at_which_nobody_took_attendance_is_hatched_and_said(edition_of):
    """The last session of 2025."""
    answer = show("cohort/attendance", cohort=edition_of(2025)).answer
    cells, hatched = answer.figure["data"]
    assert all(row[-1] is None for row in cells["z"]) and cells["z"][0][0] is not None
    assert len(hatched["y"]) >= len(cells["z"])
    assert any("Nobody took attendance at: 30 Jul, 14:00" in note for note in answer.notes)
    assert "over 7 sessions" in answer.title
    last = answer.table[answer.table["date"].str.startswith("2025-07-30")]
    assert last["share"].isna().all() and last["not_taken"].sum() > 0 and last["absent"].sum() == 0


def test_phases_are_named_and_days_outside_them_too():
    sessions = ("2026-06-29T09:00", "2026-07-18T09:00", "2026-07-20T09:00", "2026-07-21T09:00")
    facts = [("a", "attendance.session", session, "present") for session in sessions]
    cohort = made(LMA, facts)
    runs = attendance.phases([attendance.session(cohort, datetime.fromisoformat(one)) for one in sessions])
    assert [(phase.id if phase else None, first, last) for phase, first, last in runs] == [
        ("online-opening", 0, 0),
        (None, 1, 1),
        ("turin", 2, 3),
    ]
    answer = show("cohort/attendance", cohort=cohort).answer
    assert "outside the phases" in set(answer.table["phase"])
    assert answer.title.startswith("100")


def test_who_can_be_counted_is_who_stands_on_a_list(edition_of):
    only_lists = made(LMA, [("a", "attendance.session", "2026-06-29T09:00", "late")])
    assert attendance.populations(only_lists) == ("everybody",)
    assert not show("cohort/attendance", cohort=only_lists).answer.missing
    assert attendance.populations(edition_of(2026))[-1] == "taking-part"
    assert attendance.populations(made(LMA, [])) == ("everybody",)


def test_lists_without_a_mark_say_so():
    facts = [(person, "attendance.session", "2026-06-29T09:00", "not-taken") for person in "ab"]
    for exhibit in ("cohort/attendance", "cohort/attendance-editions"):
        answer = show(exhibit, lang="fr", cohort=made(LMA, facts)).answer
        assert answer.missing and "relevée à aucune" in answer.title


def test_forty_sessions_still_have_room():
    facts = [
        (person, "attendance.session", f"2026-07-{day:02d}T{hour:02d}:00", "present")
        for person in "abc"
        for day in range(1, 21)
        for hour in (9, 14)
    ]
    figure = show("cohort/attendance", cohort=made(LMA, facts)).answer.figure
    assert len(figure["data"][0]["z"][0]) == 40 and len(figure["layout"]["xaxis"]["tickvals"]) <= 14
    assert not any(any(row) for row in figure["data"][0]["text"])
