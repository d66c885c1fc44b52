"""The text of one cell as a value of its field: canonical, or missing, or wrong with a sentence that says why.

    parse(FIELDS["payment.paid"], "2.775,00 €", setting)  # "2775"

A whole column is looked at first (`settle`), so that 03/04/2026 and 1.234 are read as their column shows, or asked about.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, time
from functools import lru_cache
from zoneinfo import ZoneInfo

from lma_data.course import Course
from lma_data.enrolment import dates, numbers, vocabularies
from lma_data.enrolment.dates import date_order
from lma_data.enrolment.fields import Field
from lma_data.enrolment.folding import clean, compatible, short
from lma_data.enrolment.model import Answers, BadValue, Message, Question
from lma_data.enrolment.names import email
from lma_data.i18n import LANGUAGES, N_, Words

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

KEPT = 100_000  # texts of a column
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
_NOTHING = "-–—−_.…?/ '\"*\u200b\ufeff\t\r\n"
LONGEST_MISSING = max(map(len, _MISSING))
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
    header: str = ""  # of the column as it stands in the file, to name it in a question


def parse(field: Field, text: str, setting: Setting) -> str | None:
    """The canonical value; None where it is missing; BadValue (with a question, where the manager can say) otherwise.

    Dates are ISO days; moments ISO with offset (a day alone is its first moment at the course's place); numbers have a
    dot and no zeros at the end; codes are those of the field's vocabulary, flags "yes" or "no".
    """
    if missing(text, field):
        return None
    if text.startswith("#") and _BROKEN.fullmatch(text.strip().casefold()):
        raise BadValue(Message(N_("“{value}” is an error of the spreadsheet, not a value."), {"value": short(text)}))
    return _PARSERS[field.kind](field, text, setting)


def parser(field: Field, setting: Setting) -> Callable[[str], str | None]:
    """`parse` for one column, which reads each text once: logs repeat theirs. Errors are raised each time."""
    return lru_cache(KEPT)(lambda text: parse(field, text, setting))


def missing(text: str, field: Field | None = None) -> bool:
    """Whether a cell says nothing: empty, -, ?, n/a, #N/A … "NA" is a country; people are called Null."""
    folded = text.strip().casefold() if text.isascii() else compatible(text if len(text) < 200 else text.strip()[:200])
    if len(folded) > LONGEST_MISSING:
        return not folded.strip(_NOTHING)
    if not folded.strip(_NOTHING):
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
    """The setting of a column after a look at all its values, and what has to be asked before all of them can be read.

    Values that can be read in one way only are read so even while the others of the column wait.
    """
    there = [text for text in texts if not missing(text, field)]
    if field.kind in ("date", "moment") and not setting.date_order:
        order = date_order(there)
        settled = replace(setting, date_order=order if order in ("day-first", "month-first") else _order(setting))
        return settled, None if settled.date_order else _question(field, there, settled)
    if field.kind in ("money", "number") and not setting.decimal:
        mark = numbers.decimal_mark(there)
        settled = replace(setting, decimal=mark if mark in (".", ",") else _mark(setting))
        return settled, None if settled.decimal else _question(field, there, settled)
    return setting, None


def _question(field: Field, texts: list[str], setting: Setting) -> Question | None:
    """The question of those values that have two meanings, where there are any."""
    waiting = []
    for text in texts:
        try:
            parse(field, text, setting)
        except BadValue as problem:
            waiting += [problem.question] if problem.question else []
    return collected(waiting)[0] if waiting else None


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


def _order(setting: Setting) -> dates.Order:
    answer = setting.answers.get(f"dates:{setting.shape}:{setting.column}", "")
    return setting.date_order or (answer if answer in ("day-first", "month-first") else "")  # type: ignore[return-value]


def _mark(setting: Setting) -> numbers.Mark:
    answer = setting.answers.get(f"numbers:{setting.shape}:{setting.column}", "")
    return setting.decimal or (answer if answer in (".", ",") else "")  # type: ignore[return-value]


def _read_date(text: str, setting: Setting) -> dates.Read:
    try:
        return dates.read(text, setting.date_order or _order(setting), setting.unix)
    except dates.OrderNeeded as needed:
        raise BadValue(needed.message, which_order(text, setting.shape, setting.column, setting.header)) from None


def which_order(text: str, shape: str, column: str, header: str) -> Question:
    """Which day a date with two meanings is: the one question for all of its column."""
    orders: tuple[dates.Order, ...] = ("day-first", "month-first")
    options: dict[str, Message] = {order: _both("date", dates.read(text, order).day) for order in orders}
    facts = {"value": short(text), "column": clean(header) or column}
    about = Message(N_("What day is “{value}” in the column “{column}”?"), facts)
    return Question(f"dates:{shape}:{column}", about, options, (short(text),), 1)


def _read_number(text: str, setting: Setting, currency: str = "") -> str:
    try:
        return numbers.canonical(numbers.read(text, setting.decimal or _mark(setting), currency))
    except numbers.MarkNeeded as needed:
        raise BadValue(needed.message, _which_mark(text, setting, currency)) from None


def _which_mark(text: str, setting: Setting, currency: str) -> Question:
    marks: tuple[numbers.Mark, ...] = (",", ".") if setting.language == "fr" else (".", ",")
    options: dict[str, Message] = {}
    for mark in marks:
        number = numbers.read(text, mark, currency)
        options[mark] = _both("number", number, 0 if number == int(number) else 3)
    facts = {"value": short(text), "column": clean(setting.header) or setting.column}
    about = Message(N_("What number is “{value}” in the column “{column}”?"), facts)
    return Question(f"numbers:{setting.shape}:{setting.column}", about, options, (short(text),), 1)


def _both(method: str, *values: object) -> Message:
    """A date or a number as each language writes it."""
    return Message(N_("{name}"), {"name": {lang: getattr(Words(lang), method)(*values) for lang in LANGUAGES}})


def _number(field: Field, text: str, setting: Setting) -> str:
    if field.id == "attendance.minutes" and (minutes := numbers.minutes(text)) is not None:
        return numbers.canonical(minutes)
    return _read_number(text, setting)


def _money(field: Field, text: str, setting: Setting) -> str:
    return _read_number(text, setting, setting.course.price.currency)


_PARSERS: dict[str, Callable[[Field, str, Setting], str | None]] = {
    "text": _text,
    "code": _code,
    "flag": _code,
    "date": _date,
    "moment": _moment,
    "number": _number,
    "money": _money,
}
