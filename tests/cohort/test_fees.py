"""Fees: the course's rule to the cent, sums against the invented people, exposure, substitutes, and what is not known."""

from __future__ import annotations

import time
from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal

import pytest
from streamlit.testing.v1 import AppTest

from lma_data.catalog import ROOT
from lma_data.charts.theme import Look
from lma_data.cohort import Who, fees, made
from lma_data.cohort.substitutes import substitutes
from lma_data.course import Course, course
from lma_data.enrolment.report import settle
from lma_data.exhibits import show
from lma_data.i18n import Words, is_missing
from tests.cohort.made import people

LMA = course("lma-2026")
YEARS = (2023, 2024, 2025, 2026)
EXHIBITS = ("fees", "fee-accounts", "withdrawals", "withdrawal-costs", "substitutes", "exposure")


def other_course(**changes) -> Course:
    """Another course: other tiers, another currency, another price."""
    price = {"currency": "CHF", "amount": "999.99", "parts": [{"id": "all", "name": NAME, "amount": "999.99"}]}
    tiers = [
        {"days_before": days, "penalty": penalty}
        for days, penalty in ((60, "0.1"), (21, "0.25"), (2, "0.5"), (0, "0.9"))
    ]
    whole = LMA.model_dump(mode="json") | {"id": "other", "price": price}
    whole["withdrawal"]["tiers"] = tiers
    return Course.model_validate(whole | changes)


NAME = {"en": "All", "fr": "Tout"}
FREE = {"currency": "EUR", "amount": "0", "parts": []}


def cohort_of(its: Course, *each: dict[str, str], today: date | None = None):
    """A cohort of people of whom these fields are known: p0, p1, …"""
    facts = [
        (f"p{number}", name.replace("_", ".", 1), "", value)
        for number, one in enumerate(each)
        for name, value in one.items()
    ]
    names = {f"p{number}": Who(f"Name{number} Family{number}", f"p{number}@example.org") for number in range(len(each))}
    return made(its, facts, everybody=list(names), names=names, today=today)


def withdrew(days: int, its: Course = LMA, **more: str) -> dict[str, str]:
    day = its.start - timedelta(days)
    return {"application_status": "withdrawn", "application_withdrawn": day.isoformat()} | more


def table(exhibit_id: str, cohort, **given):
    return show(f"cohort/{exhibit_id}", given, cohort=cohort).answer.table.to_dict("records")


# The rule


@pytest.mark.parametrize(
    ("days", "paid", "penalty", "refund", "owed"),
    [
        (15, "2775", "0", "2775", "0"),
        (14, "2775", "0", "2775", "0"),
        (14, "1000", "0", "1000", "0"),
        (13, "2775", "1387.50", "1387.50", "0"),
        (13, "1387.50", "1387.50", "0", "0"),
        (13, "1387.51", "1387.50", "0.01", "0"),
        (11, "1000", "1387.50", "0", "387.50"),  # of the price, not of what was paid
        (8, "0", "1387.50", "0", "1387.50"),
        (8, "2775", "1387.50", "1387.50", "0"),
        (7, "2775", "2775", "0", "0"),
        (7, "1000.25", "2775", "0", "1774.75"),
        (0, "2775", "2775", "0", "0"),
        (-1, "2775", "2775", "0", "0"),
        (-1, "0", "2775", "0", "2775"),
    ],
)
def test_each_withdrawal_is_settled_to_the_cent(days, paid, penalty, refund, owed):
    (row,) = table("withdrawals", cohort_of(LMA, withdrew(days, payment_paid=paid)))
    assert row["days"] == days
    assert [row[name] for name in ("penalty", "paid", "refund", "owed")] == [
        float(one) for one in (penalty, paid, refund, owed)
    ]
    (funding, together) = table("fees", cohort_of(LMA, withdrew(days, payment_paid=paid))) or [None, None]
    assert (together["due"], together["owed"], together["back"]) == (float(penalty), float(owed), float(refund))


def test_a_person_has_the_price_that_a_file_gives():
    own = {"payment_price": "1000", "payment_paid": "600"}
    (row,) = table("withdrawals", cohort_of(LMA, withdrew(10, **own)))
    assert (row["penalty"], row["refund"], row["owed"]) == (500, 100, 0)
    found = fees.by_funding(cohort_of(LMA, {"application_status": "accepted", **own}))[""]
    assert (found.due, found.paid, found.owed) == (1000, 600, 400)


def test_cents_are_rounded_half_up_and_stay_whole():
    its = other_course()
    settled = settle(its, its.start - timedelta(2), Decimal("999.99"))
    assert (settled.penalty, settled.refund) == (Decimal("500.00"), Decimal("499.99"))


def test_what_is_not_known_is_no_amount():
    cohort = cohort_of(
        LMA,
        withdrew(10),  # payment not known
        {"application_status": "withdrawn", "payment_paid": "500"},  # day not known
        {"application_status": "confirmed"},  # payment not known
        {"application_status": "confirmed", "payment_paid": "0"},
        {"moodle_enrolled": "yes"},  # a list of Moodle's alone
    )
    first, second = table("withdrawals", cohort)
    assert first["penalty"] == 1387.5 and is_missing(first["refund"]) and is_missing(first["owed"])
    assert second["day"] is None and is_missing(second["penalty"]) and second["paid"] == 500
    sums = fees.total(fees.by_funding(cohort).values())
    assert (sums.due, sums.paid, sums.owed, sums.unsaid) == (
        Decimal("6937.50"),
        Decimal(500),
        Decimal(2775),
        Decimal("4162.50"),
    )
    assert (sums.people, sums.payment_unknown, sums.due_unknown, sums.owing) == (5, 3, 2, 1)
    notes = " ".join(show("cohort/fees", cohort=cohort).answer.notes)
    assert "Of 3 people no file says what was paid" in notes and "Of 2 people it cannot be said what is due" in notes


def test_who_has_no_place_owes_nothing_and_gets_back_what_was_paid():
    statuses = ("applied", "waiting-list", "rejected", "cancelled")
    cohort = cohort_of(LMA, *({"application_status": one, "payment_paid": "100"} for one in statuses))
    sums = fees.total(fees.by_funding(cohort).values())
    assert (sums.due, sums.owed, sums.back, sums.overpaid) == (0, 0, 400, 4)


# Against the invented people


def expected(people, its):
    """Due, paid, still owed, to go back by funding: counted from the people alone."""
    found = defaultdict(lambda: [Decimal(0)] * 4)
    price = its.price.amount
    for one in people:
        if one.role != "participant":
            continue
        due = Decimal(0)
        if one.status in ("accepted", "confirmed"):
            due = price
        elif one.status == "withdrawn":
            before = (its.start - one.withdrew).days
            due = price * (Decimal(0) if before >= 14 else Decimal("0.5") if before >= 8 else 1)
        amounts = (due, one.paid, max(due - one.paid, Decimal(0)), max(one.paid - due, Decimal(0)))
        found[one.funding] = [a + b for a, b in zip(found[one.funding], amounts, strict=True)]
    return {funding: sums for funding, sums in found.items() if any(sums)}


@pytest.mark.parametrize("year", YEARS)
def test_sums_by_funding_are_those_of_the_people(year, edition_of, people_of):
    cohort = edition_of(year)
    found = {funding: [sums.due, sums.paid, sums.owed, sums.back] for funding, sums in fees.by_funding(cohort).items()}
    wanted = expected(people_of(year), cohort.course)
    assert found == wanted
    together = table("fees", cohort)[-1]
    total = [float(sum(sums[place] for sums in wanted.values())) for place in range(4)]
    assert [together[name] for name in ("due", "paid", "owed", "back")] == total
    assert together["due"] - together["paid"] == pytest.approx(together["owed"] - together["back"])


@pytest.mark.parametrize("year", YEARS)
def test_withdrawals_are_those_of_the_people(year, edition_of, people_of):
    cohort = edition_of(year)
    gone = sorted((one for one in people_of(year) if one.withdrew), key=lambda one: one.withdrew)
    rows = table("withdrawals", cohort)
    assert [(row["day"], row["email"]) for row in rows] == [(one.withdrew, one.email) for one in gone]
    for row, one in zip(rows, gone, strict=True):
        share = {"0": 0, "1": 0.5, "2": 1}[str((row["days"] < 14) + (row["days"] < 8))]
        penalty = cohort.course.price.amount * Decimal(str(share))
        assert (row["penalty"], row["paid"]) == (float(penalty), float(one.paid))
        assert row["refund"] == float(max(Decimal(0), one.paid - penalty))
        assert row["owed"] == float(max(Decimal(0), penalty - one.paid))


@pytest.mark.parametrize("compact", [False, True])
def test_the_amounts_stand_at_the_bars_in_their_order(compact):
    cohort = cohort_of(LMA, withdrew(10, payment_paid="2775"), withdrew(3, payment_paid="1000"))
    *parts, written = show("cohort/withdrawals", look=Look(compact=compact), cohort=cohort).answer.figure["data"]
    assert [part["x"] for part in parts] == [[1387.5, 0], [1387.5, 1000], [0, 1775]]
    wanted = ["1,388 + 1,388", "1,000 + 1,775"] if compact else ["1,387.50 + 1,387.50 EUR", "1,000 + 1,775 EUR"]
    assert [text.replace("\u00a0", " ").strip() for text in written["text"]] == wanted


def test_amounts_come_before_addresses(edition_of):
    names = [column.name for column in show("cohort/fee-accounts", cohort=edition_of(2026)).answer.columns]
    assert names[:2] == ["name", "owed"] and names[-1] == "email"


@pytest.mark.parametrize("year", YEARS)
def test_the_planted_substitute_is_found(year, edition_of, people_of):
    cohort, everybody = edition_of(year), people_of(year)
    (gone,) = (one for one in everybody if "substituted" in one.stories)
    (comes,) = (one for one in everybody if "substitute" in one.stories)
    came = [one for one in substitutes(cohort) if one.came]
    assert [(cohort.who[one.gone].email, cohort.who[one.person].email) for one in came] == [(gone.email, comes.email)]
    assert came[0].same[:3] == ("employer", "audience", "country")
    waiting = {one.email for one in everybody if one.status == "waiting-list"}
    assert {cohort.who[one.person].email for one in substitutes(cohort) if not one.came} <= waiting
    assert {one.gone for one in substitutes(cohort)} == {one.person for one in fees.withdrawals(cohort)}


@pytest.mark.parametrize("year", YEARS)
def test_exposure_is_what_the_people_would_come_to(year, edition_of, people_of):
    cohort = edition_of(year)
    its, price = cohort.course, cohort.course.price.amount
    there = [one for one in people_of(year) if one.role == "participant" and one.status == "confirmed"]
    for day in fees.exposure(cohort):
        before = (its.start - day.day).days
        penalty = price * (Decimal(0) if before >= 14 else Decimal("0.5") if before >= 8 else 1)
        paid = [one.paid if one.paid_on is None or one.paid_on <= day.day else Decimal(0) for one in there]
        assert day.refunds == sum(max(Decimal(0), one - penalty) for one in paid)
        assert day.penalties == penalty * len(there)
        assert day.owed == sum(max(Decimal(0), penalty - one) for one in paid)


# Tiers, days, substitutes


def test_spans_cover_every_day_once_and_cost_what_the_course_says():
    for its in (LMA, other_course()):
        for days in range(80, -30, -1):
            day = its.start - timedelta(days)
            inside = [
                one
                for one in fees.spans(its)
                if (not one.first or one.first <= day) and (not one.last or day <= one.last)
            ]
            assert len(inside) == 1 and inside[0] == fees.span_of(its, day)
            assert inside[0].share == its.withdrawal.penalty(days)


def test_from_when_it_costs_more():
    start = LMA.start
    assert fees.dearer_from(LMA, start - timedelta(40)) == start - timedelta(13)
    assert fees.dearer_from(LMA, start - timedelta(13)) == start - timedelta(7)
    assert fees.dearer_from(LMA, start - timedelta(7)) is None


@pytest.mark.parametrize(
    ("payment", "column"), [("full", [2775, 1387.5, 0]), ("half", [1387.5, 0, 0]), ("nothing", [0, 0, 0])]
)
def test_the_tiers_for_a_payment(payment, column):
    rows = table("withdrawal-costs", people(4), payment=payment)
    assert [row["refund"] for row in rows] == column
    assert [row["share"] for row in rows] == [0, 50, 100]


def test_the_waiting_list_is_ranked_by_employer_then_by_what_is_the_same():
    gone = withdrew(20, person_organisation="One", person_audience="government", person_country="KEN")
    waits = {"application_status": "waiting-list", "application_applied": "2026-04-01"}
    cohort = cohort_of(
        LMA,
        gone,
        waits | {"person_country": "KEN"},
        waits | {"person_country": "KEN", "person_audience": "government", "application_applied": "2026-05-01"},
        waits | {"person_organisation": "ONE"},
        waits,
    )
    assert [one.person for one in substitutes(cohort)] == ["p3", "p2", "p1"]


def test_one_newcomer_fills_one_place_the_last_before_the_application():
    same = {"person_organisation": "One"}
    new = {"application_status": "confirmed", "application_applied": (LMA.start - timedelta(5)).isoformat()}
    cohort = cohort_of(LMA, withdrew(30) | same, withdrew(6) | same, withdrew(2) | same, new | same)
    came = [(one.gone, one.person) for one in substitutes(cohort) if one.came]
    assert came == [("p1", "p3")]


def test_a_course_that_takes_nobody_else_says_so():
    rules = LMA.withdrawal.model_dump(mode="json") | {"may_send_another_candidate": False}
    its = Course.model_validate(LMA.model_dump(mode="json") | {"withdrawal": rules})
    assert show("cohort/substitutes", cohort=people(60, its=its)).answer.missing


# Other courses, and cohorts at the edge


def test_another_course_has_its_own_tiers_and_currency():
    its = other_course()
    cohort = cohort_of(
        its, withdrew(30, its, payment_paid="500"), {"application_status": "confirmed", "payment_paid": "0"}
    )
    (row,) = table("withdrawals", cohort)
    assert (row["share"], row["penalty"], row["refund"]) == (25, 250, 250)
    for exhibit_id in EXHIBITS:
        answer = show(f"cohort/{exhibit_id}", cohort=cohort).answer
        assert "EUR" not in f"{answer.title} {answer.subtitle} {answer.sentence}", exhibit_id
    assert "1,249.99\u00a0CHF" in show("cohort/fees", cohort=cohort).answer.sentence  # 250.00 and 999.99
    assert len(table("withdrawal-costs", cohort)) == 4


def test_a_course_that_is_free_and_a_course_of_one_tier():
    free = other_course(price=FREE)
    cohort = cohort_of(free, withdrew(3, free), {"application_status": "confirmed"})
    for exhibit_id in ("fees", "withdrawal-costs", "exposure"):
        answer = show(f"cohort/{exhibit_id}", cohort=cohort).answer
        assert answer.missing and answer.title == "This course costs nothing", exhibit_id
    rules = LMA.withdrawal.model_dump(mode="json") | {"tiers": [{"days_before": 0, "penalty": "1"}]}
    strict = Course.model_validate(LMA.model_dump(mode="json") | {"withdrawal": rules})
    for exhibit_id in EXHIBITS:
        show(f"cohort/{exhibit_id}", cohort=people(30, its=strict))


def test_no_payments_at_all():
    cohort = cohort_of(LMA, {"application_status": "confirmed"}, withdrew(10))
    answer = show("cohort/fees", cohort=cohort).answer
    assert answer.title == "4,162.50\u00a0EUR is due; what was paid is not known of everybody"
    assert show("cohort/exposure", cohort=cohort).answer.missing


def test_the_course_s_day_is_drawn_and_nobody_is_named_where_no_list_is():
    cohort = people(40)
    for exhibit_id in ("fees", "withdrawal-costs", "exposure"):
        assert "Invented Person" not in str(show(f"cohort/{exhibit_id}", cohort=cohort).answer)
    early = made(LMA, cohort.facts.itertuples(index=False), names=cohort.who, today=LMA.start - timedelta(20))
    for lang, today in (("en", "today"), ("fr", "aujourd’hui")):
        figure = show("cohort/exposure", lang=lang, cohort=early).answer.figure
        assert any(today in note["text"] for note in figure["layout"]["annotations"])


def test_ten_thousand_people_are_quick():
    crowd = people(10_000)
    crowd.ask("cohort/categories", dimension="gender", who="everybody")
    for exhibit_id in EXHIBITS:
        start = time.perf_counter()
        show(f"cohort/{exhibit_id}", cohort=crowd)
        assert time.perf_counter() - start < 2, exhibit_id  # 0.2 s alone on a machine


# The page


def test_the_page_says_what_a_withdrawal_would_cost(at_the_machine):
    app = AppTest.from_file(ROOT / "app.py", default_timeout=60)
    app.switch_page("pages/cohort/fees.py")
    app.query_params = {"lang": "en", "cohort": "invented-2026", "part": "withdrawals"}
    app.run()
    assert not app.exception and not app.error
    who = next(one for one in app.selectbox if (one.key or "").startswith("withdrawal-who"))
    app.date_input[0].set_value(LMA.start - timedelta(11)).run()
    assert not app.exception and not app.error
    shown = {one.label: one.value.replace("\u00a0", " ") for one in app.metric}
    assert shown["Penalty"] == "1,387.50 EUR"
    said = " ".join(one.value for one in app.markdown).replace("\\", "")
    assert "from 22 June 2026 on, the penalty would be 2,775" in said
    app.date_input[0].set_value(LMA.start - timedelta(8)).run()
    said = " ".join(one.value for one in app.markdown).replace("\\", "")
    assert "A day later, the penalty would be 2,775" in said
    assert who.value not in str(dict(app.query_params)), "nobody is in the address"
    assert set(app.query_params) <= {"lang", "cohort", "part"}


def test_the_words_of_spans():
    from lma_data.exhibits.cohort_exposure import dates_text, span_text

    english, french = Words("en"), Words("fr")
    assert [span_text(english, one) for one in fees.spans(LMA)] == ["14 or more", "8 to 13", "7 or fewer"]
    assert dates_text(french, fees.spans(LMA)[1]) == "Du 16 juin 2026 au 21 juin 2026"
