"""Where the files do not agree with each other: cases for somebody to look at, each with its people and its files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

import pandas as pd

from lma_data.enrolment.fields import PLACE
from lma_data.enrolment.report import Cohort
from lma_data.i18n import N_


@dataclass(frozen=True)
class Kind:
    """A kind of case: its name, the rule by which it is found, and what to do about it."""

    id: str
    name: str
    rule: str
    advice: str


@dataclass(frozen=True)
class Case:
    """One case: the people in it (two where they share a name) and the files that say so."""

    kind: Kind
    people: tuple[str, ...]
    files: tuple[str, ...]


NOT_IN_MOODLE = Kind(
    "not-in-moodle",
    N_("In the register, not in Moodle"),
    N_("Accepted or confirmed, and not on the newest list of Moodle’s participants."),
    N_("Enrol them in Moodle, or change their status."),
)
NOT_IN_REGISTER = Kind(
    "not-in-register",
    N_("In Moodle, not in the register"),
    N_("On Moodle’s list, and in no register, registration or form: a teacher, a colleague, or somebody missing."),
    N_("Say that they teach, or add them to the register."),
)
STILL_ENROLLED = Kind(
    "still-enrolled",
    N_("Withdrawn, still enrolled"),
    N_("The status is withdrawn, cancelled or rejected, and they are on the newest list of Moodle’s participants."),
    N_("Unenrol or suspend them in Moodle."),
)
PAID_NO_LETTER = Kind(
    "paid-no-letter",
    N_("Paid, no letter"),
    N_("Something was paid, and there is no letter of sponsorship."),
    N_("Ask for the letter."),
)
LETTER_NOT_PAID = Kind(
    "letter-not-paid",
    N_("Letter, no payment"),
    N_("Accepted or confirmed with a letter of sponsorship, and nothing was paid."),
    N_("Send the invoice to the sponsor again."),
)
TEACHER_AMONG = Kind(
    "teacher-among-participants",
    N_("A teacher among the participants"),
    N_("Teaches in Moodle, and is in the register as well."),
    N_("Take them out of the register, or correct the role."),
)
SAME_NAME = Kind(
    "same-name",
    N_("Same name twice"),
    N_("Two people with one name, or one address with two names. Names alone never merge two people."),
    N_("Compare them side by side; merge them, or keep them apart."),
)
KINDS = (NOT_IN_MOODLE, NOT_IN_REGISTER, STILL_ENROLLED, PAID_NO_LETTER, LETTER_NOT_PAID, TEACHER_AMONG, SAME_NAME)


def cases(facts: pd.DataFrame, duplicates: list[tuple[str, str]]) -> list[Case]:
    """All cases of a cohort. `facts` is what Store.facts returns, `duplicates` the undecided pairs of Store.duplicates."""
    cohort = Cohort(facts)
    files = facts.groupby("person")["file"].unique().map(sorted).to_dict() if len(facts) else {}
    found = [Case(kind, (person,), tuple(files[person])) for kind, person in _of_one(cohort)]
    for pair in duplicates:
        found.append(Case(SAME_NAME, pair, tuple(sorted({file for person in pair for file in files.get(person, [])}))))
    return sorted(found, key=lambda case: KINDS.index(case.kind))


def _of_one(cohort: Cohort) -> Iterator[tuple[Kind, str]]:
    status, letter = cohort.one("application.status"), cohort.one("application.letter")
    registered, enrolled = set(cohort.applied()), set(cohort.enrolled())
    moodle_known, register_known = bool(cohort.one("moodle.enrolled")), bool(registered)
    for person in cohort.people:
        is_in, paid = status.get(person) in PLACE, _paid(cohort.one("payment.paid"), person)
        if moodle_known and is_in and person not in enrolled:
            yield NOT_IN_MOODLE, person
        if register_known and person in enrolled and person not in registered:
            yield NOT_IN_REGISTER, person
        if status.get(person) in {"withdrawn", "cancelled", "rejected"} and person in enrolled:
            yield STILL_ENROLLED, person
        if paid and letter.get(person) == "no":
            yield PAID_NO_LETTER, person
        if is_in and letter.get(person) == "yes" and paid is False:
            yield LETTER_NOT_PAID, person
    for person in sorted(cohort.staff):
        if person in status:
            yield TEACHER_AMONG, person


def _paid(amounts: Mapping[str, str], person: str) -> bool | None:
    """Whether something was paid; None where no file says."""
    return Decimal(amounts[person]) > 0 if person in amounts else None
