"""The certificate: every state of every condition, on days before, during and after the course, counted independently."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import pytest

from lma_data.cohort import certificate, made
from lma_data.cohort.certificate import IMPOSSIBLE, MET, POSSIBLE, UNKNOWN
from lma_data.course import Condition, course, read_course
from lma_data.enrolment.invented import events
from lma_data.exhibits import show
from tests.cohort.made import EDGES, people

YEARS = (2023, 2024, 2025, 2026)
THERE = {"present", "late"}
LMA = course("lma-2026")
TURIN = LMA.phases[1]


def turin_sessions(its):
    return [one for one in events.sessions(its) if its.phases[1].start <= one.date() <= its.phases[1].end]


def activity(person, name, day, its):
    """Of one of the invented people: from what happened to them, by another way than the tables."""
    done = person.activities.get(name)
    if done and done.date() <= day:
        return MET
    if day <= its.end:
        return POSSIBLE
    return IMPOSSIBLE if person.moodle else UNKNOWN


def plenaries(person, day, its, taken):
    """All sessions in Turin at which somebody took attendance: present or late at each that was not excused."""
    held = [one for one in turin_sessions(its) if one.date() <= day and one in taken]
    to_come = day < its.phases[1].end
    codes = [person.attendance[one] for one in held if one in person.attendance]
    if "absent" in codes:
        return IMPOSSIBLE
    if to_come:
        return POSSIBLE
    return MET if THERE & set(codes) and "not-taken" not in codes else UNKNOWN


def expected(everybody, its, day):
    taken = {at for one in everybody for at, code in one.attendance.items() if code != "not-taken"}
    found = []
    for person in (one for one in everybody if one.role == "participant" and one.status == "confirmed"):
        states = [
            activity(person, name, day, its) for name in ("introductory-webinar", "group-work", "final-assignment")
        ]
        found.append((*states, plenaries(person, day, its, taken)))
    return found


@pytest.mark.parametrize("year", YEARS)
def test_all_editions_on_many_days(year, edition_of, people_of):
    cohort, everybody = edition_of(year), people_of(year)
    its = cohort.course
    opening, turin, closing = its.phases
    days = [
        its.application_deadline,
        opening.start,
        opening.start + timedelta(4),
        opening.end,
        *(turin.start + timedelta(n) for n in range(-1, 6)),
        closing.end - timedelta(1),
        closing.end,
        closing.end + timedelta(1),
        closing.end + timedelta(3),
    ]
    for day in days:
        found = certificate.standing(cohort, day)
        of = [found.conditions[name].states for name in ("webinars", "group-work", "final-assignment", "plenaries")]
        wanted = expected(everybody, its, day)
        assert Counter(zip(*(states.tolist() for states in of), strict=True)) == Counter(wanted), day
        assert Counter(found.overall.tolist()) == Counter(max(states) for states in wanted), day
        assert [one.condition.id for one in found.silent] == ["electives"]


@pytest.mark.parametrize("year", YEARS)
def test_the_exhibits_say_the_same(year, edition_of, people_of):
    cohort = edition_of(year)
    wanted = Counter(max(states) for states in expected(people_of(year), cohort.course, cohort.today))
    overview = show("cohort/certificate", cohort=cohort).answer
    assert overview.table["people"].tolist() == [wanted[s] for s in (MET, POSSIBLE, IMPOSSIBLE, UNKNOWN)]
    listed = show("cohort/certificate-people", cohort=cohort).answer.table
    assert len(listed) == wanted.total() and all(listed["name"])
    assert (listed["lacks"] == "").sum() == wanted[MET], "only who meets all lacks nothing"
    conditions = show("cohort/certificate-conditions", cohort=cohort).answer.table
    assert (conditions[[str(s) for s in range(4)]].sum(axis=1) == wanted.total()).all()


# One person, one condition


def one_of(conditions, facts, its=LMA, **more):
    own = its.model_copy(update={"certificate": its.certificate.model_copy(update={"conditions": conditions})} | more)
    basis = [(person, "application.status", "", "confirmed") for person in dict.fromkeys(fact[0] for fact in facts)]
    return made(own, [*basis, *facts])


def attendance(person, **codes):
    """at_20_09="present": the session of 20 July at nine."""
    return [(person, "attendance.session", f"2026-07-{name[3:5]}T{name[6:]}:00", code) for name, code in codes.items()]


def states(cohort, day, person=0):
    found = certificate.standing(cohort, day)
    return [int(one.states[person]) for one in found.conditions.values()]


def share_of(share, **codes):
    rule = {"en": "x", "fr": "x"}
    condition = Condition.model_validate({"id": "there", "text": rule, "mode": "in-person", "share": share})
    return one_of([condition], attendance("a", **codes))


END = TURIN.end
AFTER = LMA.end + timedelta(1)


@pytest.mark.parametrize(
    ("share", "codes", "day", "state"),
    [
        ("1", {"at_20_09": "present", "at_21_09": "late"}, AFTER, MET),
        ("1", {"at_20_09": "present", "at_21_09": "absent"}, AFTER, IMPOSSIBLE),
        ("1", {"at_20_09": "present", "at_21_09": "excused"}, AFTER, MET),
        ("1", {"at_20_09": "excused", "at_21_09": "excused"}, AFTER, UNKNOWN),
        ("1", {"at_20_09": "present", "at_21_09": "not-taken"}, AFTER, MET),  # nobody took attendance there
        ("1", {"at_20_09": "present"}, date(2026, 7, 20), POSSIBLE),  # four days of the phase may have sessions
        ("1", {"at_20_09": "absent"}, date(2026, 7, 19), POSSIBLE),
        ("1", {"at_20_09": "absent"}, date(2026, 7, 20), IMPOSSIBLE),
        ("1", {"at_20_09": "present", "at_24_14": "absent"}, date(2026, 7, 23), POSSIBLE),
        ("1", {"at_20_09": "present", "at_24_14": "present"}, END, MET),
        ("1", {"at_20_09": "present", "at_24_14": "not-taken"}, END, POSSIBLE),  # not yet taken today
        ("0.5", {"at_20_09": "present", "at_21_09": "absent"}, AFTER, MET),
        ("0.5", {"at_20_09": "absent", "at_21_09": "absent", "at_24_14": "present"}, AFTER, IMPOSSIBLE),
        ("0.5", {"at_20_09": "absent", "at_24_14": "present"}, date(2026, 7, 23), POSSIBLE),
        ("0.5", {"at_20_09": "absent", "at_21_09": "absent", "at_24_14": "present"}, date(2026, 7, 23), IMPOSSIBLE),
        ("0.5", {"at_20_09": "present", "at_21_09": "present", "at_24_14": "absent"}, date(2026, 7, 23), MET),
        ("0.5", {"at_20_09": "absent", "at_21_09": "absent"}, date(2026, 7, 21), POSSIBLE),  # no list of what comes
        ("0.67", {"at_20_09": "present", "at_21_09": "present", "at_24_14": "absent"}, AFTER, IMPOSSIBLE),
        ("0.66", {"at_20_09": "present", "at_21_09": "present", "at_24_14": "absent"}, AFTER, MET),
    ],
)
def test_a_share_of_sessions(share, codes, day, state):
    assert states(share_of(share, **codes), day) == [state]


def test_not_taken_of_one_person_is_not_known_where_it_was_taken_of_others():
    condition = next(one for one in LMA.certificate.conditions if one.id == "plenaries")
    facts = attendance("a", at_20_09="not-taken", at_21_09="present") + attendance(
        "b", at_20_09="present", at_21_09="present"
    )
    cohort = one_of([condition], facts)
    assert [states(cohort, AFTER, person) for person in (0, 1)] == [[UNKNOWN], [MET]]


def test_sessions_of_others_do_not_count_and_nobody_on_a_list_is_not_known():
    condition = next(one for one in LMA.certificate.conditions if one.id == "plenaries")
    facts = (
        attendance("a", at_20_09="present") + attendance("b", at_21_09="present") + [("c", "person.gender", "", "male")]
    )
    cohort = one_of([condition], facts)
    assert [states(cohort, AFTER, person) for person in range(3)] == [[MET], [MET], [UNKNOWN]]
    assert states(cohort, TURIN.start, 2) == [POSSIBLE]


def done(person, name, state, on=None):
    facts = [(person, "completion.activity", name, state)]
    return facts + ([(person, "completion.on", name, on)] if on else [])


def test_activities_until_the_last_day():
    conditions = [one for one in LMA.certificate.conditions if one.id == "final-assignment"]
    facts = [
        *done("late", "final-assignment", "completed", "2026-07-31T18:00"),
        *done("failed", "final-assignment", "failed", "2026-07-30T18:00"),
        *done("not", "final-assignment", "not-completed"),
        ("graded", "grade.percent", "final-assignment", "12"),
        ("unsaid", "person.gender", "", "male"),
    ]
    cohort = one_of(conditions, facts)

    def on(day):
        found = certificate.standing(cohort, day)
        return dict(zip(found.people, found.overall.tolist(), strict=True))

    assert on(date(2026, 7, 30)) == dict(late=2, failed=0, graded=0, unsaid=2, **{"not": 2})
    assert on(LMA.end) == dict(late=0, failed=0, graded=0, unsaid=2, **{"not": 2})
    assert on(AFTER) == dict(late=0, failed=0, graded=0, unsaid=1, **{"not": 3})


def test_electives_are_known_where_the_platform_has_them_as_activities():
    conditions = [one for one in LMA.certificate.conditions if one.id == "electives"]
    names = ("fair-recruitment-online-en", "access-to-justice-turin-en-fr", "mixed-movements-online-fr")
    facts = [(person, "elective.choice", name, "1") for person in ("a", "b") for name in names]
    assert certificate.standing(one_of(conditions, facts), AFTER).silent
    facts += [fact for name in names[:2] for fact in done("a", name, "completed")] + done(
        "a", names[2], "not-completed"
    )
    facts += done("b", names[0], "completed") + [f for name in names[1:] for f in done("b", name, "not-completed")]
    cohort = one_of(conditions, facts)
    assert certificate.standing(cohort, AFTER).overall.tolist() == [MET, IMPOSSIBLE]
    assert certificate.standing(cohort, LMA.end).overall.tolist() == [MET, POSSIBLE]
    offer = [{"id": "justice", "name": {"en": "Access to justice", "fr": "Accès à la justice"}}]
    unchosen = made(
        cohort.course, [fact for fact in cohort.facts.itertuples(index=False) if fact.field != "elective.choice"]
    )
    assert certificate.standing(unchosen, AFTER).silent
    assert not certificate.standing(unchosen.with_setting("offer", offer), AFTER).silent


def test_one_more_absence():
    edge = share_of("0.5", at_20_09="absent", at_21_09="present", at_24_14="present")
    on = date(2026, 7, 22)
    (of,) = certificate.standing(edge, on).conditions.values()
    assert of.states.tolist() == [POSSIBLE] and certificate.at_the_edge(of).tolist() == [True]
    safe = share_of("0.3", at_20_09="absent", at_21_09="present", at_24_14="present")
    (of,) = certificate.standing(safe, on).conditions.values()
    assert certificate.at_the_edge(of).tolist() == [False]


def test_another_course_has_other_conditions():
    its = read_course(Path(__file__).parent / "fair-recruitment-2027.yml")
    facts = [("a", "application.status", "", "confirmed"), ("a", "completion.activity", "test", "passed")]
    days = [f"2027-03-0{n}T09:00" for n in range(1, 6)]
    facts += [("a", "attendance.session", day, "present" if day != days[0] else "absent") for day in days]
    found = certificate.standing(made(its, facts), its.end)
    assert found.overall.tolist() == [MET] and Fraction(found.conditions["presence"].condition.share) == Fraction("0.8")


@pytest.mark.parametrize("edge", EDGES)
def test_cohorts_at_the_edge(edge):
    cohort = EDGES[edge]()
    for day in (LMA.application_deadline, LMA.start, TURIN.start, LMA.end, AFTER):
        found = certificate.standing(cohort, day)
        assert len(found.overall) == len(found.people) == int(cohort.rows("person")["taking_part"].sum())
        assert all(len(one.states) == len(found.people) for one in found.conditions.values())


def test_states_only_get_worse_or_are_decided():
    """With more days nobody who can no longer reach it can reach it again, and what is met stays met."""
    cohort = people(80, seed=3)
    before = certificate.standing(cohort, LMA.start)
    for number in range(1, (LMA.end - LMA.start).days + 3):
        now = certificate.standing(cohort, LMA.start + timedelta(number))
        for name, one in before.conditions.items():
            after = now.conditions[name].states
            assert (after[one.states == IMPOSSIBLE] == IMPOSSIBLE).all(), name
            assert (after[one.states == MET] == MET).all(), name
        before = now
