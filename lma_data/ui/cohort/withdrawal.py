"""If somebody withdraws on a day: what it costs, what goes back, and what a day later would change."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

import streamlit as st

from lma_data.cohort import Cohort, fees
from lma_data.enrolment.report import settle
from lma_data.exhibits.cohort_exposure import dates_text
from lma_data.exhibits.cohort_money import BANK, money
from lma_data.exhibits.cohort_shared import address_of, name_of
from lma_data.i18n import N_, Words
from lma_data.ui.cohort import pages
from lma_data.ui.enrolment import desk


def what_if(words: Words) -> None:
    """The tool; nothing that is chosen reaches the address."""
    with st.container(border=True, key="what-if-withdrawal"):
        st.subheader(words.t(N_("If somebody withdraws")), anchor=False)
        st.fragment(_chosen, key="withdrawal")(words)


def _chosen(words: Words) -> None:
    with desk.guarded(words):
        cohort = pages.current()
        people = _who(cohort)
        if not people:
            desk.write(words.t(N_("Nobody has a place, or takes part, who could withdraw.")))
            return
        names = _names(cohort, people)
        left, right = st.columns([2, 1])
        with left:
            person = st.selectbox(
                words.t(N_("Who withdraws")),
                people,
                format_func=lambda one: names[one],
                key=f"withdrawal-who-{cohort.id}",
            )
        first, last = _days(cohort)
        with right:
            day = st.date_input(
                words.t(N_("On which day")),
                value=min(max(cohort.today, first), cohort.course.start),
                min_value=first,
                max_value=last,
                format="DD/MM/YYYY",
                key=f"withdrawal-day-{cohort.id}",
            )
        if person is None or not isinstance(day, date):
            return
        _result(words, cohort, fees.people(cohort)[person], day)


def _who(cohort: Cohort) -> list[str]:
    """Whoever has a place, or takes part, by name."""
    found = [
        person
        for person, account in fees.people(cohort).items()
        if account.status in fees.PLACE or (account.taking_part and account.status != fees.WITHDRAWN)
    ]
    return sorted(found, key=lambda person: name_of(cohort, person).casefold())


def _names(cohort: Cohort, people: Sequence[str]) -> dict[str, str]:
    """Name, and the address beside it where two have the same."""
    names = [name_of(cohort, person) for person in people]
    twice = {name for name in names if names.count(name) > 1} if len(set(names)) < len(names) else set()
    return {
        person: f"{name} ({address_of(cohort, person)})" if name in twice else name
        for person, name in zip(people, names, strict=True)
    }


def _days(cohort: Cohort) -> tuple[date, date]:
    """From the first day that is looked at, or the day it is now, to the end of the course."""
    return min(fees.first_day(cohort.course), cohort.today), max(cohort.course.end, cohort.today)


def _result(words: Words, cohort: Cohort, account: fees.Account, day: date) -> None:
    course = cohort.course
    payments = [fees.NOTHING, account.price] if account.paid is None else [account.paid]
    if account.paid is None:
        desk.write(words.t(N_("No file says what this person paid: here is what it would be for nothing and for all.")))
    for paid in payments:
        _amounts(words, cohort, account, day, paid)
    span = fees.span_of(course, day)
    desk.write(
        words.t(
            N_("The rule of that day: {share} of the price of {price} ({dates}, {days} days before the start)."),
            share=words.percent(float(span.share * 100), None),
            price=money(words, course, account.price),
            dates=dates_text(words, span),
            days=words.number(course.days_before(day)),
        )
    )
    desk.write(_later(words, cohort, account, day, payments[0]))
    if course.withdrawal.less_bank_charges:
        desk.quiet(words.t(BANK))


def _amounts(words: Words, cohort: Cohort, account: fees.Account, day: date, paid: Decimal) -> None:
    course = cohort.course
    settled = settle(course, day, paid, account.price)
    figures = [
        (N_("Amount paid"), paid),
        (N_("Penalty"), settled.penalty),
        (N_("Refund"), settled.refund),
        (N_("Still owed"), settled.owed),
    ]
    for column, (name, amount) in zip(st.columns(len(figures)), figures, strict=True):
        with column:
            st.metric(words.t(name), money(words, course, amount))


def _later(words: Words, cohort: Cohort, account: fees.Account, day: date, paid: Decimal) -> str:
    """What a day later would change, and if nothing, when it would cost more."""
    course = cohort.course
    next_day = day + timedelta(1)
    now, later = (settle(course, one, paid, account.price) for one in (day, next_day))
    if later.penalty != now.penalty:
        return words.t(
            N_("A day later, the penalty would be {penalty}, the refund {refund}, and {owed} would still be owed."),
            penalty=money(words, course, later.penalty),
            refund=money(words, course, later.refund),
            owed=money(words, course, later.owed),
        )
    dearer = fees.dearer_from(course, day)
    if dearer is None:
        return words.t(N_("A day later it would cost the same; it does not get any dearer."))
    then = settle(course, dearer, paid, account.price)
    return words.t(
        N_("A day later it would cost the same; from {day} on, the penalty would be {penalty}."),
        day=words.date(dearer),
        penalty=money(words, course, then.penalty),
    )
