"""Who withdrew from a cohort, and what that leaves open."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from html import escape

import pandas as pd

from lma_data import charts
from lma_data.charts import theme
from lma_data.cohort import Cohort, fees
from lma_data.course import Course
from lma_data.exhibits.base import Answer, Column, Setting, exhibit, nothing
from lma_data.exhibits.cohort_money import (
    BANK,
    DAY_UNKNOWN,
    NOBODY,
    NOBODY_SAID,
    NOT_RETURNED,
    PAYMENT_UNKNOWN,
    WITHDRAWALS,
    figure,
    money,
)
from lma_data.exhibits.cohort_shared import address_of, name_of
from lma_data.exhibits.shared import BARS, hover
from lma_data.i18n import N_, NN_, Words


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
        table=pd.DataFrame([_row(cohort, one) for one in found]),
        columns=[
            Column("name", N_("Name")),
            Column("email", N_("E-mail address")),
            Column("day", N_("Withdrew on")),
            Column("days", N_("Days before the start"), "number"),
            Column("share", N_("Penalty in % of the price"), "percent", None),
            Column("penalty", N_("Penalty"), "number", 2),
            Column("paid", N_("Amount paid"), "number", 2),
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


def _row(cohort: Cohort, one: fees.Withdrawal) -> dict[str, object]:
    settled, known = one.settled, one.account.paid is not None
    share = cohort.course.withdrawal.penalty(settled.days_before) * 100 if settled else None
    return {
        "name": name_of(cohort, one.person),
        "email": address_of(cohort, one.person),
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
        # A name may hold what a chart takes for a tag.
        labels.append(f"{escape(name_of(cohort, one.person), quote=False)}<br>{_before(words, one.settled)}")
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
        [_written(setting, course, parts) for _, parts in shown],
        setting.look,
        keys=[str(place) for place in range(len(shown))],
    )


def _written(setting: Setting, course: Course, parts: Sequence[Decimal]) -> str:
    """At the end of a bar: what it is made of, in its order. On a phone in whole units, the currency above the chart."""
    words, there = setting.words, [part for part in parts if part]
    if setting.look.compact:
        return " + ".join(words.number(round(part)) for part in there)
    *first, last = there
    return " + ".join(
        [*(words.number(float(one), 0 if one == int(one) else 2) for one in first), money(words, course, last)]
    )


DAYS_BEFORE = NN_("{count} day before", "{count} days before")


def _before(words: Words, settled: fees.Settlement) -> str:
    if settled.days_before < 0:
        return words.t(N_("after the start"))
    return words.n(*DAYS_BEFORE, settled.days_before)
