"""The choices that several exhibits of a cohort share."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from lma_data.cohort import Cohort
from lma_data.cohort.dimensions import DIMENSIONS, POPULATIONS
from lma_data.exhibits.base import Parameter, Value
from lma_data.i18n import N_, Words

TODAY = "today"
AFTERWARDS = timedelta(14)  # in which a manager still closes the course


def _dimension(words: Words, value: Value) -> str:
    return words.t(DIMENSIONS[str(value)])


def _population(words: Words, value: Value) -> str:
    return words.t(POPULATIONS[str(value)])


def _day(words: Words, value: Value) -> str:
    return words.t(N_("Today")) if value == TODAY else words.date(date.fromisoformat(str(value)))


def _days(cohort: Cohort) -> Sequence[str]:
    """Today, and every day from the deadline for applications until some days after the end of the course."""
    first, last = cohort.course.application_deadline, cohort.course.end + AFTERWARDS
    return (TODAY, *((first + timedelta(days)).isoformat() for days in range((last - first).days + 1)))


def on(cohort: Cohort, day: str) -> date:
    """The day that was chosen."""
    return cohort.today if day == TODAY else date.fromisoformat(day)


BY = Parameter("by", N_("By"), lambda: tuple(DIMENSIONS), "audience", _dimension)
WHO = Parameter("who", N_("Who is counted"), lambda: tuple(POPULATIONS), "everybody", _population)
DAY = Parameter("day", N_("Seen on"), lambda: (TODAY,), TODAY, _day, of_cohort=_days)
