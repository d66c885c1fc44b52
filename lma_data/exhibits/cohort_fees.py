"""The fees of a cohort: what is due, paid and owed, and with whom something is open."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from decimal import Decimal

import pandas as pd

from lma_data import charts
from lma_data.charts import theme
from lma_data.cohort import Cohort, dimensions, fees
from lma_data.course import Course
from lma_data.exhibits.base import Answer, Column, Setting, exhibit, nothing
from lma_data.exhibits.cohort_money import (
    NO_PRICE,
    NO_PRICE_SAID,
    NOT_RETURNED,
    PAYMENT_UNKNOWN,
    figure,
    money,
)
from lma_data.exhibits.cohort_shared import address_of, name_of
from lma_data.exhibits.shared import PEOPLE, hover
from lma_data.i18n import N_, NN_, Words

RULE = N_(
    "Due is the price from whoever is accepted or confirmed, and the penalty from whoever withdrew; from anybody else "
    "nothing. The price is that of the course, {price}, unless a file gives another for a person."
)
LABEL_LINE = 18  # characters of a label on a phone
DUE_UNKNOWN = NN_(
    "Of {count} person it cannot be said what is due: there is no status, or no day of the withdrawal.",
    "Of {count} people it cannot be said what is due: there is no status, or no day of the withdrawal.",
)


@exhibit("cohort/fees", question=N_("What is due, paid and still owed?"), datasets=())
def due_and_paid(setting: Setting, cohort: Cohort) -> Answer:
    words, course = setting.words, cohort.course
    by_funding = fees.by_funding(cohort)
    total = fees.total(by_funding.values())
    if not total.due and not total.paid:
        return _nothing_due(words, cohort, total)
    rows = sorted(by_funding.items(), key=lambda item: (item[0] == dimensions.UNKNOWN, -item[1].due, item[0]))
    facts = {
        "due": money(words, course, total.due),
        "paid": money(words, course, total.paid),
        "owed": money(words, course, total.owed),
        "back": money(words, course, total.back),
        "owing": words.n(*PEOPLE, total.owing),
        "overpaid": words.n(*PEOPLE, total.overpaid),
        "price": money(words, course, course.price.amount),
        "currency": course.price.currency,
        "people": words.n(*PEOPLE, total.people),
        "date": words.date(cohort.today),
    }
    names = [dimensions.name(words, cohort, "funding", code) for code, _ in rows]
    sentence = N_("{due} is due, {paid} was paid, and {owed} is still owed, by {owing}.")
    more = N_("{back} was paid beyond what is due, by {overpaid}, and is to go back, unless it has already.")
    return Answer(
        title=words.t(_finding(total), **facts),
        subtitle=words.t(N_("Fees by kind of funding, {currency}, {people}, {date}"), **facts),
        sentence=" ".join([words.t(sentence, **facts), *([words.t(more, **facts)] if total.back else [])]),
        table=_table([*zip(names, (sums for _, sums in rows), strict=True), (words.t(N_("All")), total)]),
        columns=[
            Column("name", dimensions.DIMENSIONS["funding"]),
            Column("people", N_("People"), "count"),
            Column("due", N_("Due"), "number", 2),
            Column("paid", N_("Amount paid"), "number", 2),
            Column("owed", N_("Still owed"), "number", 2),
            Column("back", N_("To go back"), "number", 2),
            Column("unsaid", N_("Due, payment not known"), "number", 2),
            Column("payment_unknown", N_("People: payment not known"), "count"),
            Column("due_unknown", N_("People: due not known"), "count"),
        ],
        figure=_bars(setting, cohort, [code for code, _ in rows], [sums for _, sums in rows]) if total.due else None,
        notes=[words.t(RULE, **facts), *_unknown(words, total), words.t(NOT_RETURNED)],
    )


def _nothing_due(words: Words, cohort: Cohort, total: fees.Sums) -> Answer:
    course = cohort.course
    if not course.price.amount and not total.due_unknown:
        return nothing(words.t(NO_PRICE), words.t(NO_PRICE_SAID, price=money(words, course, course.price.amount)))
    if total.due_unknown:
        return nothing(
            words.t(N_("What is due and paid cannot be said")),
            words.t(N_("No file says a status or a payment. Import a register, or the list of a registration system.")),
        )
    return nothing(
        words.t(N_("Nothing is due from anybody")),
        words.t(N_("Nobody is accepted or confirmed, and no withdrawal costs anything.")),
    )


def _finding(total: fees.Sums) -> str:
    if not total.due:
        return N_("{paid} was paid; what is due cannot be said")
    if total.owed:
        return N_("{owed} of {due} is still owed, by {owing}")
    if total.unsaid:
        return N_("{due} is due; what was paid is not known of everybody")
    return N_("All that is due has been paid: {due}")


def _unknown(words: Words, total: fees.Sums) -> list[str]:
    said = []
    if total.payment_unknown:
        said.append(words.n(*PAYMENT_UNKNOWN, total.payment_unknown))
    if total.due_unknown:
        said.append(words.n(*DUE_UNKNOWN, total.due_unknown))
    return said


def _table(rows: Sequence[tuple[str, fees.Sums]]) -> pd.DataFrame:
    amounts = ("due", "paid", "owed", "back", "unsaid")
    counts = ("people", "payment_unknown", "due_unknown")
    return pd.DataFrame(
        [
            {"name": name}
            | {column: figure(getattr(sums, column)) for column in amounts}
            | {column: getattr(sums, column) for column in counts}
            for name, sums in rows
        ]
    )


def _bars(setting: Setting, cohort: Cohort, codes: Sequence[str], rows: Sequence[fees.Sums]) -> dict:
    words, course = setting.words, cohort.course
    labels = [dimensions.label(words, cohort, "funding", code) for code in codes]
    parts = [
        ("covered", N_("Due and paid"), theme.colour("paid", setting.look), ""),
        ("owed", N_("Still owed"), theme.colour("owed", setting.look), ""),
        ("unsaid", N_("Due, payment not known"), theme.palette(setting.look).other, "/"),
    ]
    return charts.stacked_bars(
        ["<br>".join(textwrap.wrap(label, LABEL_LINE)) if setting.look.compact else label for label in labels],
        [
            charts.Part(
                words.t(name),
                [float(getattr(sums, field)) for sums in rows],
                [
                    hover(
                        label, words.t(name), money(words, course, getattr(sums, field)), words.n(*PEOPLE, sums.people)
                    )
                    for label, sums in zip(labels, rows, strict=True)
                ],
                colour,
                pattern,
            )
            for field, name, colour, pattern in parts
            if any(getattr(sums, field) for sums in rows)
        ],
        [_written(setting, course, sums.due) for sums in rows],
        setting.look,
        keys=list(codes),
    )


def _written(setting: Setting, course: Course, amount: Decimal) -> str:
    """At the end of a bar; to the cent in the table. The currency stands above the chart too, where there is little room."""
    return setting.words.number(round(amount)) if setting.look.compact else money(setting.words, course, round(amount))


@exhibit("cohort/fee-accounts", question=N_("With whom is something open?"), datasets=())
def open_accounts(setting: Setting, cohort: Cohort) -> Answer:
    """A list of people: who owes, who paid too much, and of whom it cannot be said."""
    words, course = setting.words, cohort.course
    rows = _open(words, cohort)
    if not rows:
        return nothing(
            words.t(N_("Nothing is open with anybody")),
            words.t(N_("Nobody owes anything, nobody paid more than is due, and nothing of that is unknown.")),
        )
    table = pd.DataFrame(rows).sort_values(["owed", "back", "name"], ascending=[False, False, True], kind="stable")
    owing, back, unknown = (int(found.sum()) for found in (table["owed"] > 0, table["back"] > 0, table["owed"].isna()))
    said_of = [
        (N_("Something is still owed by {owing}."), owing),
        (N_("Something is to go back to {back}."), back),
        (N_("Of {unknown} it cannot be said what is owed."), unknown),
    ]
    facts = {
        "open": words.n(*PEOPLE, len(table)),
        "owing": words.n(*PEOPLE, owing),
        "back": words.n(*PEOPLE, back),
        "unknown": words.n(*PEOPLE, unknown),
        "currency": course.price.currency,
        "date": words.date(cohort.today),
        "price": money(words, course, course.price.amount),
    }
    return Answer(
        title=words.t(N_("Something is open with {open}"), **facts),
        subtitle=words.t(N_("Who owes, who paid too much, and of whom it cannot be said, {currency}, {date}"), **facts),
        sentence=" ".join(words.t(said, **facts) for said, count in said_of if count),
        table=table,
        columns=[
            Column("name", N_("Name")),
            Column("owed", N_("Still owed"), "number", 2),
            Column("back", N_("To go back"), "number", 2),
            Column("due", N_("Due"), "number", 2),
            Column("paid", N_("Amount paid"), "number", 2),
            Column("funding", dimensions.DIMENSIONS["funding"]),
            Column("email", N_("E-mail address")),
        ],
        figure=None,
        notes=[words.t(RULE, **facts), words.t(NOT_RETURNED)],
    )


def _open(words: Words, cohort: Cohort) -> list[dict[str, object]]:
    found: list[dict[str, object]] = []
    funding = {
        code: dimensions.name(words, cohort, "funding", code)
        for code in {one.funding for one in fees.people(cohort).values()}
    }
    for person, account in fees.people(cohort).items():
        balance = fees.balance(cohort.course, account)
        if balance.due is not None and balance.owed == 0 and not balance.back:
            continue
        if balance.due is None and account.status is None and account.paid is None:
            continue  # only on a list of Moodle's: nothing is known of a fee
        found.append(
            {
                "name": name_of(cohort, person),
                "email": address_of(cohort, person),
                "funding": funding[account.funding],
                "due": figure(balance.due),
                "paid": figure(account.paid),
                "owed": figure(balance.owed),
                "back": figure(balance.back),
            }
        )
    return found
