"""The text of one cell as a value of its field: canonical, or missing, or wrong with a sentence that says why.

    parse(FIELDS["payment.paid"], "2.775,00 €", setting)  # "2775"

A whole column is looked at first (`settle`), so that 03/04/2026 and 1.234 are read as their column shows, or asked about.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from functools import cache
from zoneinfo import ZoneInfo

from lma_data.course import Course
from lma_data.enrolment import dates, numbers, vocabularies
from lma_data.enrolment.dates import date_order
from lma_data.enrolment.fields import FIELDS, Field
from lma_data.enrolment.folding import clean, compatible
from lma_data.enrolment.model import Answers, BadValue, Message, Question
from lma_data.enrolment.names import email
from lma_data.i18n import N_

__all__ = [
    "BadValue",
    "Setting",
    "clean",
    "collected",
    "date_order",
    "email",
    "listed",
    "missing",
    "parse",
    "parser",
    "settle",
]

SAMPLES = 5  # values that a question shows
_MISSING = {
    "n/a",
    "n.a.",
    "n.a",
    "#n/a",
    "#na",
    "n/d",
    "n.d.",
    "nd",
    "null",
    "#null!",
    "none",
    "nan",
    "nil",
    "s/o",
    "neant",
    "néant",
}
_MISSING |= {"(vide)", "(empty)", "(blank)", "(none)", "(aucun)", "not available", "not applicable", "non applicable"}
_MISSING |= {"sans objet", "non disponible", "unknown", "inconnu", "inconnue", "tbd", "tbc", "na"}
_NEVER = {"never", "jamais"}  # of a moment
_NAMES_TOO = {"na", "nd", "nil", "none", "null", "nan", "unknown", "tbd", "tbc"}  # people are called so
_BROKEN = re.compile(r"#(?:ref|value|valeur|div/0|name|nom|num|nombre|spill|calc|error)[!?]?|#+")


@dataclass(frozen=True)
class Setting:
    """What is known of a column besides its values: of its system, of the course, and what the manager answered."""

    course: Course
    language: str = ""  # of the headers
    decimal: numbers.Mark = ""  # the mark that the system writes, whatever the values look like
    date_order: dates.Order = ""  # of day and month, as the system writes them
    unix: bool = False  # numbers are Unix times
    also: Mapping[str, str] = field(
        default_factory=dict
    )  # the report's own words for codes: {"Completed": "confirmed"}
    answers: Answers = field(default_factory=dict)
    shape: str = ""  # of the file, and
    column: str = ""  # the key of the column (mapping.keys), for the ids of questions


def parse(field: Field, text: str, setting: Setting) -> str | None:
    """The canonical value; None where it is missing; BadValue (with a question, where the manager can say) otherwise.

    Dates are ISO days; moments ISO with offset (a day alone is its first moment at the course's place); numbers have a
    dot and no zeros at the end; codes are those of the field's vocabulary, flags "yes" or "no".
    """
    if missing(text, field):
        return None
    if _BROKEN.fullmatch(text.strip().casefold()):
        raise BadValue(Message(N_("“{value}” is an error of the spreadsheet, not a value."), {"value": text.strip()}))
    return _PARSERS[field.kind](field, text, setting)


def parser(field: Field, setting: Setting) -> Callable[[str], str | None]:
    """`parse` for one column, which reads each text once: logs repeat theirs. Errors are raised each time."""
    return cache(lambda text: parse(field, text, setting))


def missing(text: str, field: Field | None = None) -> bool:
    """Whether a cell says nothing: empty, -, ?, n/a, #N/A … "NA" is a country; people are called Null."""
    folded = compatible(text)
    if not folded.strip("-–—−_.…?/ '\"*"):
        return not (folded == "?" and field is not None and field.vocabulary == "attendance")
    if field is not None and field.identity:
        return folded in _MISSING - _NAMES_TOO
    if field is not None and field.vocabulary == "country" and folded == "na":
        return False
    return folded in _MISSING or (folded in _NEVER and field is not None and field.kind in ("date", "moment"))


def listed(text: str) -> list[str]:
    """The items of a cell that holds several: "Governance;Protection;" -> two."""
    return [item for item in map(clean, re.split(r"[;|\n\r•]+", text)) if item]


def settle(field: Field, texts: Iterable[str], setting: Setting) -> tuple[Setting, Question | None]:
    """The setting of a column after a look at all its values, and what has to be asked before all of them can be read."""
    if field.kind in ("date", "moment") and not setting.date_order:
        return _settled_dates([text for text in texts if not missing(text, field)], setting)
    if field.kind in ("money", "number") and not setting.decimal:
        return _settled_numbers([text for text in texts if not missing(text, field)], setting)
    return setting, None


def _settled_dates(texts: list[str], setting: Setting) -> tuple[Setting, Question | None]:
    found = date_order(texts)
    if found in ("day-first", "month-first"):
        return replace(setting, date_order=found), None
    return setting, None


def _settled_numbers(texts: list[str], setting: Setting) -> tuple[Setting, Question | None]:
    return setting, None


def collected(questions: Iterable[Question]) -> list[Question]:
    """Each question once, with how many rows wait for it and some of their values."""
    found: dict[str, Question] = {}
    for one in questions:
        before = found.get(one.id)
        rows = max(one.rows, 1) + (before.rows if before else 0)
        samples = tuple(dict.fromkeys((*(before.samples if before else ()), *one.samples)))[:SAMPLES]
        found[one.id] = replace(before or one, rows=rows, samples=samples)
    return list(found.values())


def _text(field: Field, text: str, setting: Setting) -> str | None:
    return clean(text) or None


def _code(field: Field, text: str, setting: Setting) -> str | None:
    return vocabularies.code(field.vocabulary, text, setting.course, setting.answers, setting.also)


def _date(field: Field, text: str, setting: Setting) -> str:
    read = _read_date(text, setting)
    if read.zone and read.time:
        return datetime.combine(read.day, read.time, read.zone).astimezone(_zone(setting)).date().isoformat()
    return read.day.isoformat()


def _moment(field: Field, text: str, setting: Setting) -> str:
    read = _read_date(text, setting)
    moment = datetime.combine(read.day, read.time or time(), read.zone or _zone(setting))
    return moment.isoformat(timespec="seconds")


def _zone(setting: Setting) -> ZoneInfo:
    return ZoneInfo(setting.course.time_zone)


def _read_date(text: str, setting: Setting) -> dates.Read:
    return dates.read(text, setting.date_order, setting.unix)


def _number(field: Field, text: str, setting: Setting) -> str:
    return numbers.canonical(numbers.read(text, setting.decimal))


def _money(field: Field, text: str, setting: Setting) -> str:
    return numbers.canonical(numbers.read(text, setting.decimal, setting.course.price.currency))


_PARSERS: dict[str, Callable[[Field, str, Setting], str | None]] = {
    "text": _text,
    "code": _code,
    "flag": _code,
    "date": _date,
    "moment": _moment,
    "number": _number,
    "money": _money,
}
