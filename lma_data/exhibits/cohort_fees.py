"""The fees of a cohort: what is due, paid and owed, with whom something is open, and what withdrawals could come to."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pandas as pd

from lma_data import charts
from lma_data.charts import theme
from lma_data.cohort import Cohort, dimensions, fees
from lma_data.course import Course
from lma_data.exhibits.base import Answer, Column, Setting, exhibit, nothing
from lma_data.exhibits.shared import hover
from lma_data.i18n import N_, NN_, Words

PEOPLE = NN_("{count} person", "{count} people")
NO_PRICE = N_("This course costs nothing")
NO_PRICE_SAID = N_("Its price is {price}: nothing is due, and a withdrawal costs nothing.")
RULE = N_(
    "Due is the price from whoever is accepted or confirmed, and the penalty from whoever withdrew; from anybody else "
    "nothing. The price is that of the course, {price}, unless a file gives another for a person."
)
BANK = N_("Refunds are less bank charges, which are not in these figures.")
NOT_RETURNED = N_("No file says what has been paid back already.")
PAYMENT_UNKNOWN = NN_(
    "Of {count} person no file says what was paid: that is not 0.",
    "Of {count} people no file says what was paid: that is not 0.",
)
DUE_UNKNOWN = NN_(
    "Of {count} person it cannot be said what is due: there is no status, or no day of the withdrawal.",
    "Of {count} people it cannot be said what is due: there is no status, or no day of the withdrawal.",
)


def money(words: Words, course: Course, amount: Decimal | float) -> str:
    """An amount in the course's currency; cents where there are some."""
    whole = amount == int(amount)
    return f"{words.number(float(amount), 0 if whole else 2)}\u00a0{course.price.currency}"


def figure(amount: Decimal | None) -> float | None:
    """An amount for a table: exact to the cent."""
    return None if amount is None else float(amount)


def called(cohort: Cohort, person: str) -> str:
    """A person's name, or address, for a list that a manager reads."""
    who = cohort.who.get(person)
    return (who.name or who.email) if who else ""


def address(cohort: Cohort, person: str) -> str:
    who = cohort.who.get(person)
    return who.email if who else ""


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
            Column("paid", N_("Paid"), "number", 2),
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
        labels,
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
        [money(words, course, sums.due) for sums in rows],
        setting.look,
        keys=list(codes),
    )


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
    owing = int((table["owed"] > 0).sum())
    facts = {
        "open": words.n(*PEOPLE, len(table)),
        "owing": words.n(*PEOPLE, owing),
        "back": words.n(*PEOPLE, int((table["back"] > 0).sum())),
        "unknown": words.n(*PEOPLE, int((table["owed"].isna()).sum())),
        "currency": course.price.currency,
        "date": words.date(cohort.today),
        "price": money(words, course, course.price.amount),
    }
    return Answer(
        title=words.t(N_("Something is open with {open}"), **facts),
        subtitle=words.t(N_("Who owes, who paid too much, and of whom it cannot be said, {currency}, {date}"), **facts),
        sentence=words.t(
            N_("Something is owed by {owing}; to go back to {back}; what is owed cannot be said of {unknown}."), **facts
        ),
        table=table,
        columns=[
            Column("name", N_("Name")),
            Column("email", N_("E-mail address")),
            Column("funding", dimensions.DIMENSIONS["funding"]),
            Column("due", N_("Due"), "number", 2),
            Column("paid", N_("Paid"), "number", 2),
            Column("owed", N_("Still owed"), "number", 2),
            Column("back", N_("To go back"), "number", 2),
        ],
        figure=None,
        notes=[words.t(RULE, **facts), words.t(NOT_RETURNED)],
    )


def _open(words: Words, cohort: Cohort) -> list[dict[str, object]]:
    found: list[dict[str, object]] = []
    for person, account in fees.people(cohort).items():
        balance = fees.balance(cohort.course, account)
        if balance.due is not None and balance.owed == 0 and not balance.back:
            continue
        if balance.due is None and account.status is None and account.paid is None:
            continue  # only on a list of Moodle's: nothing is known of a fee
        found.append(
            {
                "name": called(cohort, person),
                "email": address(cohort, person),
                "funding": dimensions.name(words, cohort, "funding", account.funding),
                "due": figure(balance.due),
                "paid": figure(account.paid),
                "owed": figure(balance.owed),
                "back": figure(balance.back),
            }
        )
    return found


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
    words, course = setting.words, cohort.course
    before = [course.days_before(one.day) for one in days]
    lines = [
        ("refunds", N_("Refunds"), "refund", 0),
        ("penalties", N_("Penalties"), "penalty", 1),
        ("owed", N_("Penalties not covered by payments"), "owed", 2),
    ]
    return charts.day_steps(
        [
            charts.Line(
                words.t(name),
                before,
                [float(getattr(one, field)) for one in days],
                [hover(words.date(one.day), words.t(name), money(words, course, getattr(one, field))) for one in days],
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


def tier_notes(words: Words, course: Course) -> list[tuple[int, str]]:
    """Where a withdrawal begins to cost another share of the price."""
    return [
        (one.most, words.percent(float(one.share * 100), None)) for one in fees.spans(course) if one.most is not None
    ]


def today_mark(words: Words, cohort: Cohort, before: Sequence[int]) -> tuple[int, str] | None:
    today = cohort.course.days_before(cohort.today)
    return (today, words.t(N_("today"))) if min(before) <= today <= max(before) else None
