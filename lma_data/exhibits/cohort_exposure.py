"""What a withdrawal costs on each day to the start, and what would go back if everybody withdrew."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pandas as pd

from lma_data import charts
from lma_data.charts import theme
from lma_data.cohort import Cohort, fees
from lma_data.course import Course
from lma_data.enrolment.report import settle
from lma_data.exhibits.base import Answer, Column, Parameter, Setting, exhibit, nothing
from lma_data.exhibits.cohort_money import (
    BANK,
    NO_PRICE,
    NO_PRICE_SAID,
    PAYMENT_UNKNOWN,
    figure,
    money,
    tier_notes,
    today_mark,
)
from lma_data.exhibits.shared import PEOPLE, hover
from lma_data.i18n import N_, Words

PAYMENTS = {"full": N_("Paid in full"), "half": N_("Paid by half"), "nothing": N_("Nothing paid")}
PAYMENT = Parameter(
    "payment", N_("Payment"), lambda: tuple(PAYMENTS), "full", lambda words, value: words.t(PAYMENTS[str(value)])
)


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
    course = cohort.course
    before = list(range(2 * max(7, course.withdrawal.tiers[0].days_before), -1, -1))
    days = [date.fromordinal(course.start.toordinal() - one) for one in before]
    lines = [
        ("penalty", N_("Penalty"), "penalty"),
        ("refund", N_("Refund"), "refund"),
        ("owed", N_("Still owed"), "owed"),
    ]
    return _by_day(setting, cohort, days, [settle(course, day, paid) for day in days], lines)


def _by_day(
    setting: Setting,
    cohort: Cohort,
    days: Sequence[date],
    amounts: Sequence[object],
    lines: Sequence[tuple[str, str, str]],
) -> dict:
    """Amounts of each day before the start, a line each: the field of the amounts, its name, the role of its colour."""
    words, course = setting.words, cohort.course
    before = [course.days_before(day) for day in days]
    written = [words.date(day) for day in days]
    return charts.day_steps(
        [
            charts.Line(
                words.t(name),
                before,
                [float(getattr(one, field)) for one in amounts],
                [
                    hover(day, words.t(name), money(words, course, getattr(one, field)))
                    for day, one in zip(written, amounts, strict=True)
                ],
                theme.colour(role, setting.look),
                style,
            )
            for style, (field, name, role) in enumerate(lines)
        ],
        setting.look,
        tick=words.axis,
        below=words.t(N_("days before the start")),
        notes=tier_notes(words, course),
        mark=today_mark(words, cohort, before),
    )


@exhibit("cohort/exposure", question=N_("What would go back if everybody withdrew on one day?"), datasets=())
def exposure(setting: Setting, cohort: Cohort) -> Answer:
    words, course = setting.words, cohort.course
    known = [(one, count) for one, count in fees.accounts(cohort) if one.taking_part]
    unknown = sum(count for one, count in known if one.paid is None)
    people = sum(count for one, count in known if one.paid is not None)
    if not any(one.price for one, _ in known) and known:
        return nothing(words.t(NO_PRICE), words.t(NO_PRICE_SAID, price=money(words, course, course.price.amount)))
    if not people:
        return nothing(
            words.t(N_("What withdrawals could come to cannot be said")),
            words.t(
                N_("Nobody takes part of whom a file says what was paid. Import a register or a list with payments.")
            ),
        )
    days = fees.exposure(cohort)
    facts = _exposure_facts(words, cohort, days) | {
        "people": words.n(*PEOPLE, people),
        "currency": course.price.currency,
        "start": words.date(course.start),
    }
    notes = [words.t(N_("By the payments known by then; what was paid without a day counts from the first day on."))]
    if unknown:
        notes.append(words.n(*PAYMENT_UNKNOWN, unknown))
    return Answer(
        title=words.t(N_("If everybody withdrew, {before} would go back on {last}, and {after} a day later"), **facts),
        subtitle=words.t(
            N_("Refunds, and penalties, if {people} who take part withdrew on that day, {currency}; start on {start}"),
            **facts,
        ),
        sentence=_exposed(words, cohort, days, facts),
        table=pd.DataFrame(
            [
                {
                    "day": one.day,
                    "days": course.days_before(one.day),
                    "share": float(one.share * 100),
                    "refunds": figure(one.refunds),
                    "penalties": figure(one.penalties),
                    "owed": figure(one.owed),
                }
                for one in days
            ]
        ),
        columns=[
            Column("day", N_("Day")),
            Column("days", N_("Days before the start"), "count"),
            Column("share", N_("Penalty in % of the price"), "percent", None),
            Column("refunds", N_("Refunds"), "number", 2),
            Column("penalties", N_("Penalties"), "number", 2),
            Column("owed", N_("Penalties not covered by payments"), "number", 2),
        ],
        figure=_curve(setting, cohort, days),
        notes=[*notes, words.t(BANK)] if course.withdrawal.less_bank_charges else notes,
    )


def _exposure_facts(words: Words, cohort: Cohort, days: Sequence[fees.Exposed]) -> dict[str, str]:
    """The day on which the refunds fall most, and what they are before and after."""
    course = cohort.course
    pairs = list(zip(days, days[1:], strict=False)) or [(days[0], days[0])]
    before, after = max(pairs, key=lambda pair: pair[0].refunds - pair[1].refunds)
    return {
        "before": money(words, course, before.refunds),
        "after": money(words, course, after.refunds),
        "last": words.date(before.day),
    }


def _exposed(words: Words, cohort: Cohort, days: Sequence[fees.Exposed], facts: dict[str, str]) -> str:
    """What holds today, or on the first day of the course where that has come."""
    course = cohort.course
    shown = next((one for one in days if one.day >= cohort.today), days[-1])
    facts = facts | {
        "day": words.date(shown.day),
        "share": words.percent(float(shown.share * 100), None),
        "refunds": money(words, course, shown.refunds),
        "penalties": money(words, course, shown.penalties),
        "owed": money(words, course, shown.owed),
    }
    return words.t(
        N_(
            "If everybody withdrew on {day}, a withdrawal would cost {share} of the price: {refunds} would go back, "
            "penalties would come to {penalties}, of which {owed} would not be covered by payments."
        ),
        **facts,
    )


def _curve(setting: Setting, cohort: Cohort, days: Sequence[fees.Exposed]) -> dict:
    lines = [
        ("refunds", N_("Refunds"), "refund"),
        ("penalties", N_("Penalties"), "penalty"),
        ("owed", N_("Penalties not covered by payments"), "owed"),
    ]
    return _by_day(setting, cohort, [one.day for one in days], days, lines)
