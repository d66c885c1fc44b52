"""What is due, paid and owed, and what a withdrawal costs on which day.

One rule of refunds (enrolment/report.py: settle) for all of it. Amounts are Decimal, in the course's currency; None is not
known, and no amount is made of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import accumulate
from typing import NamedTuple

from lma_data.cohort.cohort import Cohort
from lma_data.course import Course
from lma_data.enrolment.fields import PLACE, WITHDRAWN
from lma_data.enrolment.report import Settlement, settle

NOTHING = Decimal(0)


class Account(NamedTuple):
    """What is known of somebody's fee, or of several people's who are alike in it."""

    funding: str
    status: str | None
    price: Decimal
    paid: Decimal | None
    paid_on: date | None
    withdrawn_on: date | None
    taking_part: bool


class Balance(NamedTuple):
    """What follows from an account; None where it is not known."""

    due: Decimal | None
    owed: Decimal | None
    back: Decimal | None  # paid beyond what is due: to go back, before bank charges


def accounts(cohort: Cohort) -> list[tuple[Account, int]]:
    """Every kind of account that somebody has, and of how many people."""
    return cohort.kept("fee-accounts", lambda: _asked(cohort))


def _asked(cohort: Cohort) -> list[tuple[Account, int]]:
    rows = cohort.ask("cohort/fee_accounts", price=str(cohort.course.price.amount)).astype(object)
    rows = rows.where(rows.notna(), None)
    return [
        (
            Account(
                row["funding"],
                row["status"],
                Decimal(row["price"]),
                None if row["paid"] is None else Decimal(row["paid"]),
                _day(row["paid_on"]),
                _day(row["withdrawn_on"]),
                bool(row["taking_part"]),
            ),
            int(row["people"]),
        )
        for row in rows.to_dict("records")
    ]


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def people(cohort: Cohort) -> dict[str, Account]:
    """The account of each person."""
    return cohort.kept("fee-people", lambda: _each(cohort))


def _each(cohort: Cohort) -> dict[str, Account]:
    rows, price = cohort.rows("person"), cohort.course.price.amount
    columns = ("person", "funding", "status", "price", "paid", "paid_on", "withdrawn_on", "taking_part")
    return {
        person: Account(
            funding or "",
            status,
            price if own is None else own,
            paid,
            paid_on,
            withdrawn_on,
            bool(taking_part),
        )
        for person, funding, status, own, paid, paid_on, withdrawn_on, taking_part in zip(
            *(rows[column].tolist() for column in columns), strict=True
        )
    }


def balance(course: Course, account: Account) -> Balance:
    """Due is the price from whoever is accepted or confirmed, the penalty from whoever withdrew, nothing from others.

    Without a status, or without the day of a withdrawal, it is not known.
    """
    if account.status is None or (account.status == WITHDRAWN and account.withdrawn_on is None):
        return Balance(None, None, None)
    if account.status == WITHDRAWN:
        assert account.withdrawn_on is not None
        settled = settle(course, account.withdrawn_on, account.paid or NOTHING, account.price)
        if account.paid is None:
            return Balance(settled.penalty, NOTHING if not settled.penalty else None, None)
        return Balance(settled.penalty, settled.owed, settled.refund)
    due = account.price if account.status in PLACE else NOTHING
    if account.paid is None:
        return Balance(due, None if due else NOTHING, None)
    return Balance(due, max(NOTHING, due - account.paid), max(NOTHING, account.paid - due))


@dataclass
class Sums:
    """What the people of one kind of funding come to. `covered` is the part of what is due that has been paid."""

    people: int = 0  # of whom something is due, or by whom something was paid, or of whom that cannot be said
    due: Decimal = NOTHING
    paid: Decimal = NOTHING
    covered: Decimal = NOTHING
    owed: Decimal = NOTHING
    back: Decimal = NOTHING
    unsaid: Decimal = NOTHING  # due from those of whom no file says what they paid
    owing: int = 0
    overpaid: int = 0
    payment_unknown: int = 0
    due_unknown: int = 0

    def add(self, course: Course, account: Account, count: int) -> None:
        found = balance(course, account)
        if found.due == 0 and not account.paid and account.status not in (*PLACE, WITHDRAWN):
            return
        self.people += count
        self.paid += (account.paid or NOTHING) * count
        self.payment_unknown += count * (account.paid is None)
        if found.due is None:
            self.due_unknown += count
            return
        self.due += found.due * count
        if found.owed is None:
            self.unsaid += found.due * count
            return
        self.owed += found.owed * count
        self.covered += (found.due - found.owed) * count
        self.owing += count * bool(found.owed)
        self.back += (found.back or NOTHING) * count
        self.overpaid += count * bool(found.back)


def by_funding(cohort: Cohort) -> dict[str, Sums]:
    """The sums by code of funding, "" where it is not known; nobody of whom nothing is due and who paid nothing."""
    found: dict[str, Sums] = {}
    for account, count in accounts(cohort):
        found.setdefault(account.funding, Sums()).add(cohort.course, account, count)
    return {funding: sums for funding, sums in found.items() if sums.people}


def total(sums: Iterable[Sums]) -> Sums:
    together = Sums()
    for one in sums:
        for name, value in vars(one).items():
            setattr(together, name, getattr(together, name) + value)
    return together


class Span(NamedTuple):
    """The days on which a withdrawal costs the same: from `first` (None: any day before) to `last` (None: any day after)."""

    first: date | None
    last: date | None
    most: int | None  # days before the start, of the first day
    least: int  # of the last day
    share: Decimal  # of the price

    @property
    def day(self) -> date:
        """One of them."""
        found = self.first or self.last
        assert found is not None
        return found


def spans(course: Course) -> list[Span]:
    """The course's tiers as days, from the earliest to the last; the last one lasts after the start."""
    tiers, found = course.withdrawal.tiers, []
    for place, tier in enumerate(tiers):
        most = tiers[place - 1].days_before - 1 if place else None
        is_last = place == len(tiers) - 1
        found.append(
            Span(
                None if most is None else course.start - timedelta(most),
                None if is_last else course.start - timedelta(tier.days_before),
                most,
                tier.days_before,
                tier.penalty,
            )
        )
    # A course with one tier: the same on every day.
    return found if len(found) > 1 else [found[0]._replace(last=course.start)]


def span_of(course: Course, day: date) -> Span:
    return next(one for one in reversed(spans(course)) if one.first is None or day >= one.first)


def dearer_from(course: Course, day: date) -> date | None:
    """The first later day on which a withdrawal costs more; None when it costs no more than on that day."""
    share = span_of(course, day).share
    return next((one.first for one in spans(course) if one.first and one.first > day and one.share > share), None)


class Withdrawal(NamedTuple):
    person: str
    account: Account
    settled: Settlement | None  # None: the day is not known; refund and owed say nothing where the payment is not known


def withdrawals(cohort: Cohort) -> list[Withdrawal]:
    """Everybody who withdrew, by day; those of whom the day is not known come last."""
    found = [
        Withdrawal(person, account, _settled(cohort.course, account))
        for person, account in people(cohort).items()
        if account.status == WITHDRAWN
    ]
    return sorted(found, key=lambda one: one.account.withdrawn_on or date.max)


def _settled(course: Course, account: Account) -> Settlement | None:
    if account.withdrawn_on is None:
        return None
    return settle(course, account.withdrawn_on, account.paid or NOTHING, account.price)


class Exposed(NamedTuple):
    """One day, and what it would come to if everybody who takes part withdrew on it."""

    day: date
    share: Decimal  # of the price, that it costs
    refunds: Decimal
    penalties: Decimal
    owed: Decimal  # of the penalties, what is not covered by payments


def first_day(course: Course) -> date:
    """From when withdrawals are looked at: the deadline for applications, or twice the longest notice before the start."""
    return min(course.application_deadline, course.start - timedelta(2 * course.withdrawal.tiers[0].days_before))


def exposure(cohort: Cohort) -> list[Exposed]:
    """Every day from the first one looked at to the start.

    By the payments known by then: what was paid without a day is counted from the first day on. People of whom no file
    says what they paid are left out.
    """
    course = cohort.course
    first = first_day(course)
    days = [first + timedelta(number) for number in range((course.start - first).days + 1)]
    known = [(one, count) for one, count in accounts(cohort) if one.taking_part and one.paid is not None]
    by_span = {span: _on_days(course, span, known, days) for span in spans(course)}
    return [by_span[span_of(course, day)][place] for place, day in enumerate(days)]


def _on_days(course: Course, span: Span, known: Sequence[tuple[Account, int]], days: Sequence[date]) -> list[Exposed]:
    """What every day would come to if all were of this span."""
    refunds, covered = [NOTHING] * len(days), [NOTHING] * len(days)
    penalties = NOTHING
    for account, count in known:
        assert account.paid is not None
        settled = settle(course, span.day, account.paid, account.price)
        penalties += settled.penalty * count
        came = max(0, (account.paid_on - days[0]).days) if account.paid_on and account.paid else 0
        if came < len(days):
            refunds[came] += settled.refund * count
            covered[came] += (settled.penalty - settled.owed) * count
    return [
        Exposed(day, span.share, refund, penalties, penalties - paid)
        for day, refund, paid in zip(days, accumulate(refunds), accumulate(covered), strict=True)
    ]
