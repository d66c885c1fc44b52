"""Values of the record in the reader's words: codes by their names, dates and figures as the reader writes them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from zoneinfo import ZoneInfo

from babel import dates as babel_dates

from lma_data.course import Course
from lma_data.enrolment import vocabularies
from lma_data.enrolment.fields import FIELDS
from lma_data.i18n import LOCALES, N_, Words

NO = "no"  # of a moment that has not come: a course that is not complete


def field_name(words: Words, course: Course, field_id: str, key: str = "") -> str:
    """The name of a field; of a keyed one with its session, activity, theme, …"""
    name = words.t(FIELDS[field_id].name)
    return f"{name}{words.t(N_(': '))}{key_name(words, course, field_id, key)}" if key else name


def key_name(words: Words, course: Course, field_id: str, key: str) -> str:
    lang, keyed = words.lang, FIELDS[field_id].keyed
    named = {"activity": course.activities, "theme": course.themes}.get(keyed, [])
    known = next((one.name[lang] for one in named if one.id == key), None)  # type: ignore[attr-defined]
    return known or (_moment(words, course, key) if keyed == "session" else key)


def value(words: Words, course: Course, field_id: str, text: str | None) -> str:
    """The value as it is read aloud; empty where there is none."""
    if not text:
        return ""
    field = FIELDS[field_id]
    if field.kind in ("date", "moment"):
        return words.t(N_("no")) if text == NO else _moment(words, course, text)
    if field.kind in ("code", "flag"):
        return vocabularies.name(field.vocabulary, text, course).said(words)
    if field.kind in ("money", "number"):
        return _figure(words, text, course.price.currency if field.kind == "money" else "")
    return text


def _moment(words: Words, course: Course, text: str) -> str:
    """The day, and the time where one is given, at the course's place; the text itself where it is no date."""
    try:
        if len(text) <= 10:
            return words.date(date.fromisoformat(text))
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text
    if moment.tzinfo:
        moment = moment.astimezone(ZoneInfo(course.time_zone))
    time = babel_dates.format_time(moment, "HH:mm", locale=LOCALES[words.lang])
    return f"{words.date(moment.date())}, {time}"


def _figure(words: Words, text: str, unit: str) -> str:
    try:
        figure = words.number(float(Decimal(text)), 0 if Decimal(text) == Decimal(text).to_integral_value() else 2)
    except InvalidOperation:
        return text
    return f"{figure}\u00a0{unit}" if unit else figure
