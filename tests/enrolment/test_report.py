"""The report of a cohort, from facts written by hand; every expected figure is counted by hand."""

from datetime import date, timedelta
from decimal import Decimal

import pandas as pd
import pytest

from lma_data.course import course
from lma_data.enrolment import reconcile, report

COURSE = course("lma-2026")


def facts(*rows, file="register.csv"):
    """(person, field, value) or (person, field, key, value) -> what Store.facts returns."""
    full = [(row[0], row[1], row[2] if len(row) == 4 else "", row[-1], file) for row in rows]
    return pd.DataFrame(full, columns=["person", "field", "key", "value", "file"])


@pytest.mark.parametrize(
    ("days", "paid", "penalty", "refund", "owed"),
    [
        (30, "2775", "0", "2775", "0"),
        (14, "2775", "0", "2775", "0"),
        (13, "2775", "1387.5", "1387.5", "0"),
        (11, "1000", "1387.5", "0", "387.5"),  # of the price, not of what was paid
        (8, "2775", "1387.5", "1387.5", "0"),
        (7, "2775", "2775", "0", "0"),
        (7, "1000", "2775", "0", "1775"),
        (0, "0", "2775", "0", "2775"),
        (-3, "2775", "2775", "0", "0"),  # after the start
    ],
)
def test_a_withdrawal_is_settled_by_the_tiers_of_the_course(days, paid, penalty, refund, owed):
    settled = report.settle(COURSE, COURSE.start - timedelta(days=days), Decimal(paid))
    assert settled == report.Settlement(days, Decimal(penalty), Decimal(refund), Decimal(owed))


def test_a_withdrawal_is_counted_from_the_first_day_of_the_course():
    assert COURSE.start == date(2026, 6, 29)
    found = report.report(
        "lma-2026",
        COURSE,
        facts(
            ("p1", "application.status", "withdrawn"),
            ("p1", "application.withdrawn", "2026-06-18"),
            ("p1", "payment.paid", "1000"),
            ("p2", "application.status", "withdrawn"),
        ),
        {"p1": "one@example.net", "p2": "two@example.net"},
    )
    known, unknown = sorted(found["withdrawals"], key=lambda one: one["email"])
    assert known == {
        "email": "one@example.net",
        "date": "2026-06-18",
        "days_before": 11,
        "paid_eur": 1000,
        "penalty_eur": 1387.5,
        "refund_eur": 0,
        "owed_eur": 387.5,
    }
    assert unknown["email"] == "two@example.net"
    assert unknown["date"] is unknown["penalty_eur"] is unknown["refund_eur"] is None


def test_an_unknown_payment_is_not_taken_for_none():
    cohort = report.Cohort(
        facts(("p1", "application.status", "withdrawn"), ("p1", "application.withdrawn", "2026-06-22"))
    )
    (one,) = report.withdrawals(cohort, COURSE, {"p1": "one@example.net"})
    assert (one["days_before"], one["penalty_eur"]) == (7, 2775)
    assert one["paid_eur"] is one["refund_eur"] is one["owed_eur"] is None


def test_people_of_whom_only_name_and_address_are_known_count():
    found = report.report("lma-2026", COURSE, facts(), {"p1": "one@example.net"})
    assert found["people"] == 1
    assert found["by_status"] == {"unknown": 1}


def test_people_are_counted_once_and_teachers_are_not():
    found = report.report(
        "lma-2026",
        COURSE,
        facts(
            ("p1", "application.status", "confirmed"),
            ("p1", "person.gender", "female"),
            ("p1", "moodle.enrolled", "yes"),
            ("p2", "application.status", "waiting-list"),
            ("p2", "person.gender", "male"),
            ("p3", "moodle.enrolled", "yes"),
            ("t1", "moodle.enrolled", "yes"),
            ("t1", "moodle.role", "teacher"),
        ),
        {},
    )
    assert (found["people"], found["applied"], found["enrolled_in_moodle"]) == (3, 2, 2)
    assert found["by_status"] == {"Confirmed": 1, "Waiting list": 1, "unknown": 1}
    assert found["by_gender"] == {"female": 1, "male": 1, "unknown": 1}


def test_an_essay_is_missing_handed_in_or_passed():
    found = report.completion(
        report.Cohort(
            facts(
                ("graded", "grade.percent", "final-assignment", "60.00"),
                ("below", "grade.percent", "final-assignment", "59.99"),
                ("below", "completion.activity", "final-assignment", "failed"),
                ("ungraded", "completion.activity", "final-assignment", "passed"),
                ("none", "completion.activity", "final-assignment", "not-completed"),
                ("other", "completion.activity", "group-work", "completed"),
                ("graded", "completion.course", "2026-07-31T12:00"),
                ("none", "completion.course", "no"),
            )
        ),
        COURSE,
    )
    assert (found["essay_missing"], found["essay_pass60"], found["course_complete"]) == (2, 2, 1)
    assert found["by_activity"]["final-assignment"] == {"failed": 1, "not-completed": 1, "passed": 1}


def test_the_deadline_is_a_day_at_the_course_s_place():
    cohort = report.Cohort(
        facts(
            ("p1", "application.applied", "2026-05-08T23:30:00+00:00"),  # half past one on 9 May in Turin
            ("p2", "application.applied", "2026-05-08T23:30:00"),  # by the clock there
            ("p3", "application.applied", "2026-05-08T21:59:00+00:00"),
            ("p4", "application.applied", "2026-05-09"),
        )
    )
    assert report.late(cohort, COURSE) == 2


def test_an_empty_cohort_has_a_report():
    found = report.report("lma-2026", COURSE, facts(), {})
    assert found["people"] == 0
    assert found["withdrawals"] == []
    assert found["by_gender"] == {}


def test_cases_are_found_by_their_rules():
    found = reconcile.cases(
        facts(
            ("absent", "application.status", "confirmed"),
            ("left", "application.status", "withdrawn"),
            ("left", "moodle.enrolled", "yes"),
            ("unknown", "moodle.enrolled", "yes"),
            ("paid", "application.status", "accepted"),
            ("paid", "moodle.enrolled", "yes"),
            ("paid", "payment.paid", "1000"),
            ("paid", "application.letter", "no"),
            ("unpaid", "application.status", "confirmed"),
            ("unpaid", "moodle.enrolled", "yes"),
            ("unpaid", "payment.paid", "0"),
            ("unpaid", "application.letter", "yes"),
            ("teacher", "application.status", "confirmed"),
            ("teacher", "moodle.role", "teacher"),
        ),
        [("paid", "unpaid")],
    )
    assert [(case.kind.id, case.people) for case in found] == [
        ("not-in-moodle", ("absent",)),
        ("not-in-register", ("unknown",)),
        ("still-enrolled", ("left",)),
        ("paid-no-letter", ("paid",)),
        ("letter-not-paid", ("unpaid",)),
        ("teacher-among-participants", ("teacher",)),
        ("same-name", ("paid", "unpaid")),
    ]
    assert all(case.files == ("register.csv",) for case in found)


def test_without_a_list_of_moodle_nobody_is_said_to_be_missing_there():
    assert reconcile.cases(facts(("p1", "application.status", "confirmed")), []) == []
