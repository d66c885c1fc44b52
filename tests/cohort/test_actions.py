"""The action list: each rule where it fires and where it just does not, and all of them against the invented people."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from lma_data import i18n
from lma_data.charts.theme import Look
from lma_data.cohort import Who, action_rules, actions, made
from lma_data.course import course, read_course
from lma_data.exhibits import show
from tests.cohort.made import EDGES
from tests.cohort.test_certificate import attendance

YEARS = (2023, 2024, 2025, 2026)
LMA = course("lma-2026")
PLACE = ("accepted", "confirmed")
DAY = timedelta(1)
FREE = date(2026, 6, 15)  # 14 days before the start on 29 June


def found_by(rule, cohort, day):
    (one,) = [one for one in actions.outcomes(cohort, day) if one.rule.id == rule]
    return one


def people_of_rule(rule, cohort, day):
    return sorted(action.person for action in found_by(rule, cohort, day).actions)


def said(*persons, **fields):
    return [(person, name.replace("_", ".", 1), "", value) for person in persons for name, value in fields.items()]


# Against the invented people


def owed(person, price):
    return person.status in PLACE and person.paid < price


@pytest.mark.parametrize("year", YEARS)
def test_counts_of_all_editions(year, edition_of, people_of):
    cohort = edition_of(year)
    its = cohort.course
    everybody = [one for one in people_of(year) if one.role == "participant"]
    confirmed = [one for one in everybody if one.status == "confirmed"]

    def unseen(day):
        return sum(1 for one in confirmed if one.moodle and not any(at.date() <= day for at, _ in one.visits))

    third = its.start + 2 * DAY
    wanted = {
        ("fee-overdue", its.end): sum(owed(one, its.price.amount) for one in everybody),
        ("letter-missing", its.start): sum(one.status in PLACE and not one.letter for one in everybody),
        ("no-decision", its.start): sum(one.status == "applied" for one in everybody),
        ("not-enrolled", its.start): sum(not one.moodle for one in confirmed),
        ("never-logged-in", third): unseen(third),
        ("never-logged-in", its.end): unseen(its.end),
        ("language-of-elective", its.start): 0,
        ("work-not-handed-in", its.end): sum(
            not (name in one.activities and one.activities[name].date() <= its.end)
            for one in confirmed
            if one.moodle
            for name in ("group-work", "final-assignment")
        ),
        ("still-enrolled", its.end): sum(bool(one.withdrew and one.moodle) for one in everybody),
        ("penalty-owed", its.end): sum(
            bool(one.withdrew) and one.paid < its.price.amount * its.withdrawal.penalty((its.start - one.withdrew).days)
            for one in everybody
        ),
    }
    for (rule, day), count in wanted.items():
        assert len(found_by(rule, cohort, day).actions) == count, (rule, day)


@pytest.mark.parametrize("year", YEARS)
def test_lists_and_counts_say_the_same(year, edition_of):
    cohort = edition_of(year)
    for day in (cohort.course.start.isoformat(), cohort.course.end.isoformat(), "today"):
        listed = show("cohort/actions", {"day": day}, cohort=cohort).answer.table
        counted = show("cohort/action-rules", {"day": day}, cohort=cohort).answer.table
        assert len(listed) == counted["count"].sum()
        assert listed["due"].is_monotonic_increasing
        assert all(listed["name"]) and all(listed["why"]) and all(listed["rule"])


# Each rule where it fires, and where it just does not

REGISTER = {
    "application_status": "confirmed",
    "payment_paid": "2775",
    "application_letter": "yes",
    "moodle_enrolled": "yes",
}


def register(**changed):
    """One person of whom all is in order but what is changed, and one with all in order."""
    return made(LMA, [*said("a", **REGISTER | changed), *said("b", **REGISTER)])


@pytest.mark.parametrize(
    ("paid", "status", "day", "fires"),
    [
        ("2774.99", "confirmed", FREE + DAY, True),
        ("2774.99", "confirmed", FREE, False),
        ("2775", "confirmed", FREE + DAY, False),
        ("2800", "confirmed", FREE + DAY, False),
        ("0", "accepted", LMA.end + 100 * DAY, True),
        ("0", "waiting-list", FREE + DAY, False),
        ("0", "withdrawn", FREE + DAY, False),
    ],
)
def test_fee_overdue(paid, status, day, fires):
    cohort = register(payment_paid=paid, application_status=status)
    assert people_of_rule("fee-overdue", cohort, day) == ["a"] * fires
    assert actions.outcomes(cohort, day) is actions.outcomes(cohort, day)


def test_the_fee_is_the_persons_own():
    cohort = register(payment_paid="2000", payment_price="2000")
    assert people_of_rule("fee-overdue", cohort, FREE + DAY) == []
    assert action_rules.last_free_day(LMA) == FREE
    assert action_rules.last_free_day(read_course(course_file())) == date(2027, 1, 30)


def course_file():
    from pathlib import Path

    return Path(__file__).parent / "fair-recruitment-2027.yml"


@pytest.mark.parametrize(
    ("withdrawn", "paid", "day", "fires"),
    [
        ("2026-06-15", "0", LMA.end, False),  # 14 days before: free
        ("2026-06-16", "1387.50", LMA.end, False),
        ("2026-06-16", "1387.49", LMA.end, True),
        ("2026-06-16", "1387.49", FREE, False),
        ("2026-06-22", "2774", LMA.end, True),
        ("2026-06-22", "2774", date(2026, 6, 21), False),
    ],
)
def test_penalty_owed(withdrawn, paid, day, fires):
    cohort = register(application_status="withdrawn", application_withdrawn=withdrawn, payment_paid=paid)
    assert people_of_rule("penalty-owed", cohort, day) == ["a"] * fires


@pytest.mark.parametrize(
    ("letter", "status", "day", "fires"),
    [
        ("no", "confirmed", LMA.application_deadline + DAY, True),
        ("no", "confirmed", LMA.application_deadline, False),
        ("yes", "confirmed", LMA.application_deadline + DAY, False),
        ("no", "waiting-list", LMA.application_deadline + DAY, False),
        ("no", "accepted", LMA.end, True),
        ("no", "accepted", LMA.end + DAY, False),
    ],
)
def test_letter_missing(letter, status, day, fires):
    cohort = register(application_letter=letter, application_status=status)
    assert people_of_rule("letter-missing", cohort, day) == ["a"] * fires


@pytest.mark.parametrize(
    ("status", "day", "fires"),
    [
        ("applied", LMA.application_deadline + DAY, True),
        ("applied", LMA.application_deadline, False),
        ("accepted", LMA.application_deadline + DAY, False),
        ("applied", LMA.end + DAY, False),
    ],
)
def test_no_decision(status, day, fires):
    assert people_of_rule("no-decision", register(application_status=status), day) == ["a"] * fires


@pytest.mark.parametrize(
    ("seen", "day", "fires"),
    [
        (None, LMA.start + 2 * DAY, True),
        (None, LMA.start + DAY, False),  # the second day
        ("2026-07-01T09:00", LMA.start + 2 * DAY, False),  # on the third
        ("2026-07-02T09:00", LMA.start + 2 * DAY, True),
        (None, LMA.end, True),
        (None, LMA.end + DAY, False),
    ],
)
def test_never_logged_in(seen, day, fires):
    facts = [*said("a", **REGISTER), *said("b", **REGISTER, access_first="2026-06-29T09:00")]
    facts += said("a", access_first=seen) if seen else []
    assert people_of_rule("never-logged-in", made(LMA, facts), day) == ["a"] * fires


def test_who_does_not_take_part_need_not_log_in():
    facts = [
        *said("a", **REGISTER | {"application_status": "withdrawn"}),
        *said("b", access_first="2026-06-29T09:00", **REGISTER),
    ]
    assert people_of_rule("never-logged-in", made(LMA, facts), LMA.start + 2 * DAY) == []


@pytest.mark.parametrize(
    ("days_before", "status", "fires"), [(7, "confirmed", True), (8, "confirmed", False), (7, "accepted", False)]
)
def test_not_enrolled(days_before, status, fires):
    out = {name: value for name, value in REGISTER.items() if name != "moodle_enrolled"}
    cohort = made(LMA, [*said("a", **out | {"application_status": status}), *said("b", **REGISTER)])
    assert people_of_rule("not-enrolled", cohort, LMA.start - days_before * DAY) == ["a"] * fires


@pytest.mark.parametrize(
    ("language", "elective", "fires"),
    [
        ("fr", "fair-recruitment-online-en", True),
        ("fr", "fair-recruitment-online-en-fr", False),
        ("en", "fair-recruitment-online-en", False),
        ("en", "mixed-movements-online-fr", True),
        ("fr", "fair-recruitment", False),  # no file says its languages
        ("es", "fair-recruitment-online-en", False),  # no elective is given in it
    ],
)
def test_language_of_elective(language, elective, fires):
    cohort = made(LMA, [*said("a", person_language=language), ("a", "elective.choice", elective, "1")])
    assert people_of_rule("language-of-elective", cohort, LMA.start) == ["a"] * fires
    assert people_of_rule("language-of-elective", cohort, LMA.end + DAY) == []


def test_languages_of_the_offer_come_first():
    cohort = made(LMA, [*said("a", person_language="fr"), ("a", "elective.choice", "fair-recruitment-online-en", "1")])
    offer = [
        {"id": "fair", "name": {"en": "Fair recruitment", "fr": "Recrutement équitable"}, "languages": ["en", "fr"]}
    ]
    assert people_of_rule("language-of-elective", cohort.with_setting("offer", offer), LMA.start) == []


@pytest.mark.parametrize(
    ("codes", "day", "fires"),
    [
        ({"at_01_14": "absent", "at_20_09": "present"}, date(2026, 7, 13), True),  # a week before Turin
        ({"at_01_14": "absent", "at_20_09": "present"}, date(2026, 7, 12), False),
        ({"at_01_14": "excused", "at_20_09": "present"}, date(2026, 7, 13), True),
        ({"at_01_14": "present", "at_20_09": "present"}, date(2026, 7, 13), False),  # has missed nothing
        ({"at_01_14": "absent", "at_20_09": "absent"}, date(2026, 7, 21), False),  # it is out of reach already
        ({"at_01_14": "absent", "at_20_09": "present"}, date(2026, 7, 24), False),  # no session can come
    ],
)
def test_attendance_at_the_edge(codes, day, fires):
    cohort = made(LMA, [*said("a", **REGISTER), *attendance("a", **codes)])
    assert people_of_rule("attendance-at-the-edge", cohort, day) == ["a"] * fires


@pytest.mark.parametrize(
    ("state", "days", "fires"),
    [
        ("not-completed", 7, True),
        ("not-completed", 0, True),
        ("not-completed", 8, False),
        ("not-completed", -1, False),
        ("completed", 7, False),
        ("failed", 7, False),
    ],
)
def test_work_not_handed_in(state, days, fires):
    cohort = made(LMA, [*said("a", **REGISTER), ("a", "completion.activity", "final-assignment", state)])
    assert people_of_rule("work-not-handed-in", cohort, LMA.end - days * DAY) == ["a"] * fires


@pytest.mark.parametrize(
    ("status", "enrolled", "day", "fires"),
    [
        ("withdrawn", "yes", date(2026, 6, 20), True),
        ("withdrawn", "yes", date(2026, 6, 19), False),  # the day before
        ("withdrawn", "no", date(2026, 6, 20), False),
        ("confirmed", "yes", date(2026, 6, 20), False),
    ],
)
def test_still_enrolled(status, enrolled, day, fires):
    changed = {"application_status": status, "moodle_enrolled": enrolled, "application_withdrawn": "2026-06-20"}
    assert people_of_rule("still-enrolled", register(**changed), day) == ["a"] * fires


@pytest.mark.parametrize(
    ("places", "status", "day", "fires"),
    [
        (3, "waiting-list", LMA.start, True),
        (1, "waiting-list", LMA.start, False),
        (3, "rejected", LMA.start, False),
        (3, "waiting-list", LMA.start + DAY, False),
    ],
)
def test_place_free(places, status, day, fires):
    cohort = register(application_status=status).with_setting("places", places)
    assert people_of_rule("place-free", cohort, day) == [""] * fires


def test_a_place_that_is_offered_is_not_free():
    facts = [*said("a", **REGISTER | {"application_status": "waiting-list"}), *said("b", **REGISTER)]
    cohort = made(LMA, [*facts, *said("c", **REGISTER | {"application_status": "accepted"})])
    assert people_of_rule("place-free", cohort.with_setting("places", 2), LMA.start) == []
    assert people_of_rule("place-free", cohort.with_setting("places", 3), LMA.start) == [""]


# What cannot be said


def test_rules_say_which_file_is_missing():
    cohort = made(LMA, said("a", person_gender="female"))
    found = {one.rule.id: one for one in actions.outcomes(cohort, LMA.end - DAY)}
    assert all(one.why_not for one in found.values() if one.is_on)
    assert found["never-logged-in"].why_not == action_rules.NO_MOODLE
    answer = show("cohort/actions", {"day": LMA.end.isoformat()}, cohort=cohort).answer
    assert answer.missing and "cannot be said" in answer.title and answer.notes
    cohort = register()
    assert found_by("place-free", cohort, LMA.start).why_not == action_rules.NO_PLACES
    assert "Nothing needs attention" in show("cohort/actions", cohort=cohort).answer.title


def test_on_a_phone_the_rules_stand_below_the_list(edition_of):
    cohort = edition_of(2026)
    wide, phone = (show("cohort/actions", look=Look(compact=one), cohort=cohort).answer for one in (False, True))
    assert [column.name for column in wide.columns][-1] == "rule"
    assert wide.columns[:-1] == phone.columns


def test_names_are_in_the_list_and_nowhere_else():
    facts = [*said("a" * 32, **REGISTER | {"payment_paid": "0"})]
    cohort = made(LMA, facts, names={"a" * 32: Who("Unusual Name", "un@example.org")}, today=LMA.start)
    found = show("cohort/actions", cohort=cohort)
    texts = [found.answer.title, found.answer.subtitle, found.answer.sentence, *found.answer.notes, found.file_stem]
    assert "Unusual Name" in found.answer.table["name"].tolist()
    assert not [text for text in texts if "Unusual" in text or "a" * 32 in text]
    assert "a" * 32 not in str(found.asked)


@pytest.mark.parametrize("edge", EDGES)
def test_every_reason_can_be_said(edge):
    cohort = EDGES[edge]()
    days = (LMA.application_deadline + DAY, LMA.start + 2 * DAY, date(2026, 7, 20), LMA.end, LMA.end + 9 * DAY)
    for lang in i18n.LANGUAGES:
        words = i18n.Words(lang)
        for day in days:
            for one in actions.outcomes(cohort, day):
                assert one.rule.said(LMA, words) and not (one.why_not and one.actions)
                assert all(action.reason(words) for action in one.actions)
