"""Withdrawals of a cohort: who withdrew and what that leaves open, what it costs on which day, who could come instead."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pandas as pd

from lma_data import charts
from lma_data.charts import theme
from lma_data.cohort import Cohort, fees
from lma_data.cohort import substitutes as places
from lma_data.course import Course
from lma_data.enrolment import vocabularies
from lma_data.enrolment.report import settle
from lma_data.exhibits.base import Answer, Column, Parameter, Setting, exhibit, nothing
from lma_data.exhibits.cohort_fees import (
    BANK,
    NO_PRICE,
    NO_PRICE_SAID,
    NOT_RETURNED,
    PAYMENT_UNKNOWN,
    address,
    called,
    figure,
    money,
    tier_notes,
    today_mark,
)
from lma_data.exhibits.shared import BARS, hover
from lma_data.i18n import N_, NN_, Words

WITHDRAWALS = NN_("{count} withdrawal", "{count} withdrawals")
DAY_UNKNOWN = NN_(
    "Of {count} withdrawal the day is not known: what it costs cannot be said. Import a file that has it.",
    "Of {count} withdrawals the day is not known: what they cost cannot be said. Import a file that has it.",
)
NOBODY = N_("Nobody has withdrawn")
NOBODY_SAID = N_("No file says of anybody that they withdrew.")
PAYMENTS = {"full": N_("Paid in full"), "half": N_("Paid by half"), "nothing": N_("Nothing paid")}
SAME = {
    "employer": N_("same employer"),
    "audience": N_("same audience group"),
    "country": N_("same country"),
    "language": N_("same language"),
}
PAYMENT = Parameter(
    "payment", N_("Payment"), lambda: tuple(PAYMENTS), "full", lambda words, value: words.t(PAYMENTS[str(value)])
)


@exhibit("cohort/withdrawals", question=N_("Who withdrew, and what does that leave open?"), datasets=())
def withdrawals(setting: Setting, cohort: Cohort) -> Answer:
    words, course = setting.words, cohort.course
    found = fees.withdrawals(cohort)
    if not found:
        return nothing(words.t(NOBODY), words.t(NOBODY_SAID))
    settled = [one for one in found if one.settled and one.account.paid is not None]
    sums = {name: sum((getattr(one.settled, name) for one in settled), Decimal(0)) for name in ("refund", "owed")}
    penalties = sum((one.settled.penalty for one in found if one.settled), Decimal(0))
    facts = {
        "withdrawals": words.n(*WITHDRAWALS, len(found)),
        "penalties": money(words, course, penalties),
        "refunds": money(words, course, sums["refund"]),
        "owed": money(words, course, sums["owed"]),
        "currency": course.price.currency,
        "start": words.date(course.start),
    }
    day_unknown = sum(one.settled is None for one in found)
    payment_unknown = sum(one.account.paid is None for one in found)
    return Answer(
        title=words.t(N_("{withdrawals}: {refunds} to go back, {owed} still owed"), **facts),
        subtitle=words.t(N_("Penalty, refund and what is still owed, by day, {currency}; start on {start}"), **facts),
        sentence=words.t(
            N_("{withdrawals}: the penalties come to {penalties}; {refunds} is to go back and {owed} is still owed."),
            **facts,
        ),
        table=pd.DataFrame([_row(words, cohort, one) for one in found]),
        columns=[
            Column("name", N_("Name")),
            Column("email", N_("E-mail address")),
            Column("day", N_("Withdrew on")),
            Column("days", N_("Days before the start"), "number"),
            Column("share", N_("Penalty in % of the price"), "percent", None),
            Column("penalty", N_("Penalty"), "number", 2),
            Column("paid", N_("Paid"), "number", 2),
            Column("refund", N_("Refund"), "number", 2),
            Column("owed", N_("Still owed"), "number", 2),
        ],
        figure=_bars(setting, cohort, settled[:BARS]) if any(_parts(one) for one in settled[:BARS]) else None,
        notes=[
            words.t(N_("The penalty is a share of the price, not of what was paid.")),
            *([words.t(BANK)] if course.withdrawal.less_bank_charges else []),
            *([words.n(*DAY_UNKNOWN, day_unknown)] if day_unknown else []),
            *([words.n(*PAYMENT_UNKNOWN, payment_unknown)] if payment_unknown else []),
            words.t(NOT_RETURNED),
        ],
    )


def _row(words: Words, cohort: Cohort, one: fees.Withdrawal) -> dict[str, object]:
    settled, known = one.settled, one.account.paid is not None
    share = cohort.course.withdrawal.penalty(settled.days_before) * 100 if settled else None
    return {
        "name": called(cohort, one.person),
        "email": address(cohort, one.person),
        "day": one.account.withdrawn_on,
        "days": settled.days_before if settled else None,
        "share": figure(share),
        "penalty": figure(settled.penalty) if settled else None,
        "paid": figure(one.account.paid),
        "refund": figure(settled.refund) if settled and known else None,
        "owed": figure(settled.owed) if settled and known else None,
    }


def _parts(one: fees.Withdrawal) -> tuple[Decimal, Decimal, Decimal] | None:
    """Refund, the part of the penalty that is covered, and what is still owed; None where all of them are 0."""
    settled = one.settled
    assert settled is not None
    found = (settled.refund, settled.penalty - settled.owed, settled.owed)
    return found if any(found) else None


def _bars(setting: Setting, cohort: Cohort, found: Sequence[fees.Withdrawal]) -> dict:
    """A bar for each person, by day: a list of people, and so with their names."""
    words, course = setting.words, cohort.course
    shown = [(one, parts) for one in found if (parts := _parts(one))]
    labels = []
    for one, _ in shown:
        assert one.settled is not None
        labels.append(words.t(N_("{name}, {days}"), name=called(cohort, one.person), days=_before(words, one.settled)))
    kinds = [
        (N_("Refund"), "refund", ""),
        (N_("Penalty, covered by what was paid"), "penalty", ""),
        (N_("Penalty, still owed"), "owed", "/"),
    ]
    return charts.stacked_bars(
        labels,
        [
            charts.Part(
                words.t(name),
                [float(parts[place]) for _, parts in shown],
                [
                    hover(label, words.t(name), money(words, course, parts[place]))
                    for label, (_, parts) in zip(labels, shown, strict=True)
                ],
                theme.colour(role, setting.look),
                pattern,
            )
            for place, (name, role, pattern) in enumerate(kinds)
        ],
        ["" for _ in shown],
        setting.look,
        keys=[str(place) for place in range(len(shown))],
    )


DAYS_BEFORE = NN_("{count} day before", "{count} days before")


def _before(words: Words, settled: fees.Settlement) -> str:
    if settled.days_before < 0:
        return words.t(N_("after the start"))
    return words.n(*DAYS_BEFORE, settled.days_before)


@exhibit(
    "cohort/withdrawal-costs",
    question=N_("What does a withdrawal cost on each day?"),
    datasets=(),
    parameters=(PAYMENT,),
)
def withdrawal_costs(setting: Setting, cohort: Cohort, payment: str) -> Answer:
    words, course = setting.words, cohort.course
    price = course.price.amount
    if not cohort.size:
        return nothing(words.t(N_("Nobody is in this cohort")), words.t(N_("There is nobody who could withdraw.")))
    if not price:
        return nothing(words.t(NO_PRICE), words.t(NO_PRICE_SAID, price=money(words, course, price)))
    paid = {"full": price, "half": price / 2, "nothing": Decimal(0)}[payment]
    spans = fees.spans(course)
    settled = [settle(course, one.day, paid) for one in spans]
    free = next((one for one in reversed(spans) if not one.share), None)
    facts = {
        "price": money(words, course, price),
        "paid": money(words, course, paid),
        "last": words.date(free.last) if free and free.last else "",
        "dearest": words.percent(float(spans[-1].share * 100), None),
        "from": words.date(spans[-1].first or course.start),
        "start": words.date(course.start),
        "currency": course.price.currency,
    }
    title = N_("A withdrawal costs nothing up to {last}, and {dearest} of the price from {from} on")
    if not facts["last"]:
        title = N_("A withdrawal costs {dearest} of the price from {from} on")
    return Answer(
        title=words.t(title, **facts),
        subtitle=words.t(
            N_(
                "Penalty, refund and what is still owed by day of a withdrawal, {currency}; {paid} paid; start on {start}"
            ),
            **facts,
        ),
        sentence=_said(words, course, spans, settled),
        table=pd.DataFrame(
            [
                {
                    "days": span_text(words, span),
                    "dates": dates_text(words, span),
                    "share": float(span.share * 100),
                    "penalty": figure(one.penalty),
                    "refund": figure(one.refund),
                    "owed": figure(one.owed),
                }
                for span, one in zip(spans, settled, strict=True)
            ]
        ),
        columns=[
            Column("days", N_("Days before the start")),
            Column("dates", N_("Dates")),
            Column("share", N_("Penalty in % of the price"), "percent", None),
            Column("penalty", N_("Penalty"), "number", 2),
            Column("refund", N_("Refund"), "number", 2),
            Column("owed", N_("Still owed"), "number", 2),
        ],
        figure=_steps(setting, cohort, paid),
        notes=[
            course.withdrawal.text[words.lang],
            *([words.t(BANK)] if course.withdrawal.less_bank_charges else []),
        ],
    )


def _said(words: Words, course: Course, spans: Sequence[fees.Span], settled: Sequence[fees.Settlement]) -> str:
    return " ".join(
        words.t(
            N_("{dates}: penalty {penalty}, refund {refund}, still owed {owed}."),
            dates=dates_text(words, span),
            penalty=money(words, course, one.penalty),
            refund=money(words, course, one.refund),
            owed=money(words, course, one.owed),
        )
        for span, one in zip(spans, settled, strict=True)
    )


def span_text(words: Words, span: fees.Span) -> str:
    """14 or more / 8 to 13 / 7 or fewer."""
    least, most = words.number(span.least), words.number(span.most) if span.most is not None else ""
    if span.most is None:
        return words.t(N_("{days} or more"), days=least)
    if span.least == 0:
        return words.t(N_("{days} or fewer"), days=most)
    return most if span.least == span.most else words.t(N_("{least} to {most}"), least=least, most=most)


def dates_text(words: Words, span: fees.Span) -> str:
    """Up to 15 June 2026 / 16 June 2026 to 21 June 2026 / From 22 June 2026 on."""
    first, last = (words.date(day) if day else "" for day in (span.first, span.last))
    if not first:
        return words.t(N_("Up to {last}"), last=last)
    if not last:
        return words.t(N_("From {first} on"), first=first)
    return first if span.first == span.last else words.t(N_("{first} to {last}"), first=first, last=last)


def _steps(setting: Setting, cohort: Cohort, paid: Decimal) -> dict:
    words, course = setting.words, cohort.course
    before = list(range(2 * max(7, course.withdrawal.tiers[0].days_before), -1, -1))
    days = [date.fromordinal(course.start.toordinal() - one) for one in before]
    settled = [settle(course, day, paid) for day in days]
    lines = [
        ("penalty", N_("Penalty"), "penalty", 0),
        ("refund", N_("Refund"), "refund", 1),
        ("owed", N_("Still owed"), "owed", 2),
    ]
    return charts.day_steps(
        [
            charts.Line(
                words.t(name),
                before,
                [float(getattr(one, field)) for one in settled],
                [
                    hover(words.date(day), words.t(name), money(words, course, getattr(one, field)))
                    for day, one in zip(days, settled, strict=True)
                ],
                theme.colour(role, setting.look),
                style,
            )
            for field, name, role, style in lines
        ],
        setting.look,
        tick=words.axis,
        below=words.t(N_("days before the start")),
        notes=tier_notes(words, course),
        mark=today_mark(words, cohort, before),
    )


@exhibit("cohort/substitutes", question=N_("Who has come, or could come, in the place of who withdrew?"), datasets=())
def substitutes(setting: Setting, cohort: Cohort) -> Answer:
    """A list of people."""
    words, course = setting.words, cohort.course
    gone = fees.withdrawals(cohort)
    if not gone:
        return nothing(words.t(NOBODY), words.t(NOBODY_SAID))
    if not course.withdrawal.may_send_another_candidate:
        return nothing(
            words.t(N_("This course takes nobody in the place of who withdrew")), course.withdrawal.text[words.lang]
        )
    found = places.substitutes(cohort)
    if not found:
        return nothing(
            words.t(N_("Nobody could come in the place of who withdrew")),
            words.t(
                N_(
                    "The waiting list is empty or not known, and nobody of the same employer applied after a withdrawal. "
                    "Import a register that has the waiting list, or ask the employers for another candidate."
                )
            ),
        )
    came = sum(one.came for one in found)
    open_places = len(gone) - came
    facts = {
        "withdrawals": words.n(*WITHDRAWALS, len(gone)),
        "came": words.number(came),
        "open": words.number(open_places),
        "proposed": words.n(*PLACES, len({one.gone for one in found if not one.came})),
        "date": words.date(cohort.today),
        "deadline": words.date(course.application_deadline),
        "most": words.number(places.PROPOSED),
    }
    return Answer(
        title=words.t(N_("{withdrawals}: {came} probably filled by the same employer, {open} open"), **facts),
        subtitle=words.t(N_("Who has come, and the nearest of the waiting list for each place, {date}"), **facts),
        sentence=words.t(
            N_("Of {withdrawals}, {came} probably filled; for {proposed} somebody of the waiting list is named."),
            **facts,
        ),
        table=pd.DataFrame(_candidates(words, cohort, found)),
        columns=[
            Column("gone", N_("Who withdrew")),
            Column("day", N_("Withdrew on")),
            Column("name", N_("Who could come")),
            Column("email", N_("E-mail address")),
            Column("status", N_("Status")),
            Column("applied", N_("Applied on")),
            Column("same", N_("In common")),
            Column("likely", N_("What is found")),
        ],
        figure=None,
        notes=[
            words.t(
                N_(
                    "Probably come already: of the same employer, applied after the withdrawal and after the deadline of "
                    "{deadline}, and accepted or confirmed."
                ),
                **facts,
            ),
            words.t(
                N_(
                    "Of the waiting list, {most} at most for each place: those of the same employer first, then by audience "
                    "group, country and language, then by day of application. One person can be named for several places."
                ),
                **facts,
            ),
        ],
    )


PLACES = NN_("{count} place", "{count} places")


def _candidates(words: Words, cohort: Cohort, found: Sequence[places.Candidate]) -> list[dict[str, object]]:
    wanted = {one for pair in found for one in (pair.gone, pair.person)}
    rows = cohort.rows("person")
    known = rows[rows["person"].isin(wanted)].set_index("person").to_dict("index")
    return [
        {
            "gone": called(cohort, one.gone),
            "day": known[one.gone]["withdrawn_on"],
            "name": called(cohort, one.person),
            "email": address(cohort, one.person),
            "status": vocabularies.name("status", known[one.person]["status"], cohort.course).said(words),
            "applied": known[one.person]["applied_on"],
            "same": words.list([words.t(SAME[name]) for name in one.same]) if one.same else words.t(N_("nothing")),
            "likely": words.t(N_("Probably come already") if one.came else N_("On the waiting list")),
        }
        for one in found
    ]
