"""Dates and times as systems and people write them, in English and French.

    read("lundi 29 juin 2026, 09:05") -> Read(date(2026, 6, 29), time(9, 5), None)

Nothing is guessed: 03/04/2026 needs the order of its column, 31/06/2026 is an error.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from typing import Literal, NamedTuple

from lma_data.enrolment.folding import compatible, short, unmarked
from lma_data.enrolment.model import BadValue, Message
from lma_data.i18n import N_

Order = Literal["", "day-first", "month-first"]
Found = Literal["", "day-first", "month-first", "ambiguous", "mixed"]
LONGEST = 80  # letters of a date
YEARS = range(1900, 2101)
SERIALS = range(32_874, 73_051)  # days of a spreadsheet from 1990 to 2099; other numbers are no dates
EPOCH = datetime(1899, 12, 30)  # day 0 of the 1900 system, as its days from March 1900 on are counted

_MONTHS = """
jan janv january janvier
feb fev fevr february fevrier
mar mars march
apr avr april avril
may mai
jun june juin
jul juil juill july juillet
aug aou aout august
sep sept september septembre
oct october octobre
nov november novembre
dec december decembre
"""
MONTHS = {word: number for number, line in enumerate(_MONTHS.strip().splitlines(), 1) for word in line.split()}
_WEEKDAYS = """
mon monday lun lundi tue tues tuesday mar mardi wed weds wednesday mer mercredi thu thur thurs thursday jeu jeudi
fri friday ven vendredi sat saturday sam samedi sun sunday dim dimanche
"""
_WEEKDAY = rf"(?:(?:{'|'.join(_WEEKDAYS.split())})\.?,? )?"
_MONTH = rf"(?P<month>{'|'.join(sorted(MONTHS, key=len, reverse=True))})\b\.?"
# Minutes to the east of Greenwich; names that several zones share (EST, IST, BST) are none.
_ZONES = {"z": 0, "utc": 0, "gmt": 0, "wet": 0, "west": 60, "cet": 60, "cest": 120, "eet": 120, "eest": 180}
_ZONES |= {"wat": 60, "cat": 120, "sast": 120, "eat": 180, "msk": 180, "jst": 540}
_ZONE = rf"(?P<zone>(?:utc|gmt)? ?[+-]\d{{1,2}}(?::?\d{{2}})?|{'|'.join(sorted(_ZONES, key=len, reverse=True))})"
_TIME = (
    r"(?P<hour>\d{1,2}) ?(?:[:.h] ?(?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:[.,]\d{1,9})?)?|h)?"
    rf" ?(?P<half>[ap]\.? ?m\b\.?)?(?: ?\(?{_ZONE}\)?)?"
)
_REST = rf"(?:(?:t|,? ?(?:at|a|-|–|\|)? ?){_TIME})?$"
_NUMERIC = re.compile(
    rf"^{_WEEKDAY}(?P<a>\d{{1,2}})(?P<sep>[-/.]) ?(?P<b>\d{{1,2}})(?P=sep) ?(?P<year>\d{{4}}|\d{{2}})\b{_REST}"
)
_FORMS = [
    re.compile(rf"^{_WEEKDAY}(?P<year>\d{{4}})(?P<sep>[-/.])(?P<number>\d{{1,2}})(?P=sep)(?P<day>\d{{1,2}}){_REST}"),
    re.compile(rf"^(?P<year>(?:19|20)\d{{2}})(?P<number>\d{{2}})(?P<day>\d{{2}}){_REST}"),
    re.compile(
        rf"^{_WEEKDAY}(?P<day>\d{{1,2}})(?:er|st|nd|rd|th)?\.?[ \-/]?(?:of |de )?{_MONTH},?[ \-/]?'?"
        rf"(?P<year>\d{{4}}|\d{{2}})\b{_REST}"
    ),
    re.compile(rf"^{_WEEKDAY}{_MONTH} ?(?P<day>\d{{1,2}})(?:er|st|nd|rd|th)?,? (?P<year>\d{{4}}){_REST}"),
]
_SERIAL = re.compile(r"^\d{5}(?:[.,]\d+)?$")
_UNIX = re.compile(r"^\d{10}(?:\d{3})?(?:[.,]\d+)?$")


class Read(NamedTuple):
    """What a text says: a day, a time of day if it has one, and its zone if it names one."""

    day: date
    time: time | None
    zone: tzinfo | None


class OrderNeeded(BadValue):
    """03/04/2026 may be in March or in April: the order of day and month in its column is to be known first."""


def read(text: str, order: Order = "", unix: bool = False) -> Read:
    """The date in a text; BadValue if it has none, OrderNeeded if it has two meanings. `unix`: numbers are Unix times."""
    if len(text) > LONGEST:
        raise _no_date(text)
    folded = text.strip() if text.isascii() else text
    match = _NUMERIC.match(folded) or _NUMERIC.match(folded := unmarked(compatible(text)))
    if match:
        first, second = int(match["a"]), int(match["b"])
        day, month = _ordered(first, second, order, text)
        return _read(match, day, month, text)
    for form in _FORMS:
        if match := form.match(folded):
            named = match.groupdict()
            month = int(named["number"]) if named.get("number") else MONTHS[named["month"]]
            return _read(match, int(match["day"]), month, text)
    return _from_number(folded, text, unix)


def _ordered(first: int, second: int, order: Order, text: str) -> tuple[int, int]:
    """Day and month. What can only be read in one way is read so, whatever the order of its column."""
    if first > 12 or second > 12:
        return (first, second) if first > 12 else (second, first)
    if not order and first != second:
        message = Message(
            N_("“{value}” can be read with the day first or with the month first."), {"value": short(text)}
        )
        raise OrderNeeded(message)
    return (second, first) if order == "month-first" else (first, second)


def _read(match: re.Match[str], day: int, month: int, text: str) -> Read:
    year = int(match["year"]) + (2000 if len(match["year"]) == 2 else 0)
    if year not in YEARS:
        raise BadValue(Message(N_("The year of “{value}” cannot be right."), {"value": short(text)}))
    try:
        return Read(date(year, month, day), _time(match, text), _zone(match["zone"]))
    except ValueError as error:
        if isinstance(error, BadValue):
            raise
        raise BadValue(Message(N_("“{value}” is not a day of the calendar."), {"value": short(text)})) from None


def _time(match: re.Match[str], text: str) -> time | None:
    if match["hour"] is None:
        return None
    hour, half = int(match["hour"]), match["half"]
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    elif half or (match["minute"] is None and not re.search(r"\d ?h", match[0])):
        hour = -1
    try:
        return time(hour, int(match["minute"] or 0), int(match["second"] or 0))
    except ValueError:
        says = Message(N_("The time of day in “{value}” cannot be right."), {"value": short(text)})
        raise BadValue(says) from None


def _zone(text: str | None) -> tzinfo | None:
    if not text:
        return None
    if text in _ZONES:
        return timezone(timedelta(minutes=_ZONES[text]))
    sign, digits = re.sub(r"[^+-]", "", text), re.sub(r"\D", "", text)
    hours, minutes = (int(digits), 0) if len(digits) <= 2 else (int(digits[:-2]), int(digits[-2:]))
    if hours > 14 or minutes > 59:
        raise BadValue(Message(N_("The time zone “{value}” cannot be right."), {"value": short(text)}))
    return timezone(timedelta(minutes=(hours * 60 + minutes) * (-1 if sign == "-" else 1)))


def _from_number(folded: str, text: str, unix: bool) -> Read:
    number = folded.replace(",", ".")
    if unix and _UNIX.match(folded):
        seconds = float(number) / (1000 if len(number.partition(".")[0]) == 13 else 1)
        moment = datetime(1970, 1, 1) + timedelta(seconds=round(seconds))
        if moment.year in YEARS:
            return Read(moment.date(), moment.time(), UTC)
    if _SERIAL.match(folded) and int(float(number)) in SERIALS:
        moment = EPOCH + timedelta(seconds=round(float(number) * 86_400))
        return Read(moment.date(), moment.time() if "." in number else None, None)
    raise _no_date(text)


def _no_date(text: str) -> BadValue:
    return BadValue(Message(N_("“{value}” is not a date that can be read."), {"value": short(text)}))


def date_order(texts: Iterable[str]) -> Found:
    """The order of day and month in a column, as its values tell; "" where no value needs one to be known.

    "mixed" is a column with 13/04/2026 and 04/13/2026: those two can be read, the 03/04/2026 beside them cannot.
    """
    day_first = month_first = ambiguous = False
    for text in texts:
        match = _NUMERIC.match(unmarked(compatible(text[:LONGEST])))
        if match is None:
            continue
        first, second = int(match["a"]), int(match["b"])
        day_first |= first > 12 >= second
        month_first |= second > 12 >= first
        ambiguous |= first <= 12 and second <= 12 and first != second
    if day_first and month_first:
        return "mixed"
    if day_first or month_first:
        return "day-first" if day_first else "month-first"
    return "ambiguous" if ambiguous else ""
