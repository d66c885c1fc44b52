"""What the heading of a column and its values tell of what it holds; `mapping` weighs the two.

vocabularies/columns.csv has the headings: field, English, French. One after ~ is a hint only, which has to be asked about;
"-" are columns that are known and not kept; "name" is a full name, or a family name beside a column of first names.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import NamedTuple

from lma_data.enrolment import dates, names, numbers, values, vocabularies
from lma_data.enrolment.fields import FIELDS
from lma_data.enrolment.folding import plain
from lma_data.enrolment.model import BadValue

NOT_KEPT = "-"
NAME = "name"  # "Name", "Nom"
LEAST = 4  # letters of a heading that is looked for within a longer one
LONGEST = 200  # letters of a heading that is looked at
LOOKED_AT = 60  # different values of a column

FIRST = 8  # of them; where none of these is a word of a vocabulary, the column is not looked at further

_BRACKETS = re.compile(r"[(\[][^)\]]*[)\]]")
_REPEATED = re.compile(r"(?<=[^\W\d])\s?\d{1,2}$")  # Email2, Name 2
_POLITE = re.compile(
    r"^(?:please |kindly |your |votre |vos |veuillez |what is your |quel est votre |quelle est votre )+"
)


class Heading(NamedTuple):
    """What a heading says: a field, NAME, NOT_KEPT or nothing; how: "exact", "hint" (to be asked) or "part" of its words."""

    field: str
    how: str


def heading(text: str) -> Heading:
    """What a heading says by its words."""
    whole = plain(text[:LONGEST])
    exact, hints = _variants()
    for way in (whole, plain(_BRACKETS.sub(" ", text[:LONGEST])), _REPEATED.sub("", whole), _POLITE.sub("", whole)):
        if way in exact:
            return Heading(exact[way], "exact")
        if way in hints:
            return Heading(hints[way], "hint")
    return _within(f" {whole} ")


def _within(whole: str) -> Heading:
    """The longest variant whose words stand in a longer heading: "How will your participation be funded by whom?"."""
    exact, hints = _variants()
    found = [way for way in (*exact, *hints) if len(way) >= LEAST and f" {way} " in whole]
    if not found:
        return Heading("", "")
    longest = max(found, key=len)
    if longest in hints:
        return Heading(hints[longest], "hint")
    return Heading(exact[longest], "part") if exact[longest] != NOT_KEPT else Heading("", "")


@cache
def _variants() -> tuple[dict[str, str], dict[str, str]]:
    exact: dict[str, str] = {}
    hints: dict[str, str] = {}
    for field, way in vocabularies.ways(vocabularies.FOLDER / "columns.csv"):
        if way.startswith("~"):
            hints.setdefault(plain(way), field)
        elif way != NOT_KEPT:
            exact.setdefault(plain(way), field)
    return exact, {way: field for way, field in hints.items() if way not in exact}


class Looks(NamedTuple):
    """The values of a column: how many there are, some of them, and the share of the different ones that …"""

    filled: int
    texts: tuple[str, ...]  # different ones, in the order of the file
    emails: float
    dates: float
    numbers: float

    def of(self, vocabulary: str) -> float:
        """… are words of a vocabulary."""
        texts: Sequence[str] = self.texts
        if vocabulary == "theme":
            texts = [part for text in self.texts for item in values.listed(text) for part in item.split(",")]
        share = _share(texts[:FIRST], lambda text: vocabularies.find(vocabulary, text) is not None)
        if share == 0 or len(texts) <= FIRST:
            return share
        return _share(texts, lambda text: vocabularies.find(vocabulary, text) is not None)

    def fits(self, field: str) -> float | None:
        """How well the values fit a field, from 0 to 1; None where any text would."""
        if field == "email":
            return self.emails
        if field == "moodle":
            return _share(self.texts, str.isdigit)
        if field not in FIELDS or FIELDS[field].keyed == "elective":
            return None
        kind = FIELDS[field].kind
        if FIELDS[field].keyed == "theme":
            return self.of("theme")
        if kind in ("code", "flag") and not FIELDS[field].keyed:
            return self.of(FIELDS[field].vocabulary)
        if kind in ("date", "moment"):
            return self.dates
        return self.numbers if kind in ("money", "number") else None


def looks(texts: Sequence[str]) -> Looks:
    there = [text for text in texts if text.strip() and not values.missing(text, FIELDS["person.country"])]
    different = tuple(dict.fromkeys(there))[:LOOKED_AT]
    return Looks(len(there), different, *(_share(different, is_one) for is_one in (_is_email, _is_date, _is_number)))


def _share(texts: Sequence[str], is_one: Callable[[str], bool]) -> float:
    return sum(1 for text in texts if is_one(text)) / len(texts) if texts else 0.0


def _reads(read: Callable[..., object], *arguments: object) -> bool:
    try:
        read(*arguments)
    except BadValue:
        return False
    return True


def _is_email(text: str) -> bool:
    return "@" in names.compatible(text) and _reads(names.email, text)


def _is_date(text: str) -> bool:
    return _reads(dates.read, text, "day-first")


def _is_number(text: str) -> bool:
    return any(_reads(numbers.read, text, ".", currency) for currency in ("", "EUR"))
