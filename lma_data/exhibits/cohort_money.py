"""What the exhibits of fees share: amounts, and what is said in several of them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from lma_data.cohort import Cohort, fees
from lma_data.course import Course
from lma_data.i18n import N_, NN_, Words

NO_PRICE = N_("This course costs nothing")
NO_PRICE_SAID = N_("Its price is {price}: nothing is due, and a withdrawal costs nothing.")
BANK = N_("Refunds are less bank charges, which are not in these figures.")
NOT_RETURNED = N_("No file says what has been paid back already.")
PAYMENT_UNKNOWN = NN_(
    "Of {count} person no file says what was paid: that is not 0.",
    "Of {count} people no file says what was paid: that is not 0.",
)
WITHDRAWALS = NN_("{count} withdrawal", "{count} withdrawals")
DAY_UNKNOWN = NN_(
    "Of {count} withdrawal the day is not known: what it costs cannot be said. Import a file that has it.",
    "Of {count} withdrawals the day is not known: what they cost cannot be said. Import a file that has it.",
)
NOBODY = N_("Nobody has withdrawn")
NOBODY_SAID = N_("No file says of anybody that they withdrew.")


def money(words: Words, course: Course, amount: Decimal | float) -> str:
    """An amount in the course's currency; cents where there are some."""
    whole = amount == int(amount)
    return f"{words.number(float(amount), 0 if whole else 2)}\u00a0{course.price.currency}"


def figure(amount: Decimal | None) -> float | None:
    """An amount for a table: exact to the cent."""
    return None if amount is None else float(amount)


def tier_notes(words: Words, course: Course) -> list[tuple[int, str]]:
    """Where a withdrawal begins to cost another share of the price."""
    return [
        (one.most, words.percent(float(one.share * 100), None)) for one in fees.spans(course) if one.most is not None
    ]


def today_mark(words: Words, cohort: Cohort, before: Sequence[int]) -> tuple[int, str] | None:
    today = cohort.course.days_before(cohort.today)
    return (today, words.t(N_("today"))) if min(before) <= today <= max(before) else None
