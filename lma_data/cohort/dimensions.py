"""By what a cohort is divided, and which of its people are looked at: codes, their order, their names."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf
from typing import NamedTuple

from lma_data import areas
from lma_data.cohort.cohort import Cohort
from lma_data.enrolment import vocabularies
from lma_data.i18n import N_, Words, is_missing

UNKNOWN = ""  # the code of who has no value; never counted into another category


class Band(NamedTuple):
    """A band of years of experience: from `least` up to, but not including, `below`; for queries, `band` of tables.sql."""

    code: str
    least: float
    below: float
    name: str


BANDS = (
    Band("0-4", 0, 5, N_("Under 5 years")),
    Band("5-9", 5, 10, N_("5 to 9 years")),
    Band("10-19", 10, 20, N_("10 to 19 years")),
    Band("20+", 20, inf, N_("20 years and more")),
)
DIMENSIONS = {  # a column of the table `person`, or what queries/cohort/ make of one
    "gender": N_("Gender"),
    "region": N_("Region"),
    "country": N_("Country"),
    "audience": N_("Audience group"),
    "language": N_("Language"),
    "funding": N_("Funding"),
    "experience": N_("Experience"),
}
POPULATIONS = {  # who is looked at: a column of the table `person`
    "everybody": N_("Everybody"),
    "applied": N_("Applied"),
    "selected": N_("Selected"),
    "confirmed": N_("Confirmed"),
    "taking-part": N_("Taking part"),
}
TRIPARTITE = ("government", "workers", "employers")


def codes(cohort: Cohort, dimension: str) -> Sequence[str]:
    """The categories that a dimension can have, in the order in which they are shown; those of country are as they come."""
    match dimension:
        case "region":
            return areas.REGIONS
        case "audience":
            return [group.id for group in cohort.course.audience]
        case "experience":
            return [band.code for band in BANDS]
        case "country":
            return sorted({country for country in cohort.rows("person")["country"] if country})
        case "language":
            spoken = {language for language in cohort.rows("person")["language"] if language}
            return [*cohort.course.languages, *sorted(spoken - set(cohort.course.languages))]
        case _:
            return vocabularies.codes(dimension, cohort.course)


def band(years: float | None) -> str:
    """The code of the band that these years of experience are in."""
    return next((one.code for one in BANDS if years is not None and years < one.below), UNKNOWN)


def name(words: Words, cohort: Cohort, dimension: str, code: str) -> str:
    """The category in the reader's words; "not known" for who has no value."""
    if is_missing(code) or code == UNKNOWN:
        return words.t(N_("Not known"))
    match dimension:
        case "region" | "country":
            return areas.name(code, words.lang)
        case "experience":
            return words.t(next(band.name for band in BANDS if band.code == code))
        case _:
            return vocabularies.name(dimension, code, cohort.course).said(words)


def label(words: Words, cohort: Cohort, dimension: str, code: str) -> str:
    """The same, short, for a chart."""
    if dimension in ("region", "country") and not is_missing(code) and code != UNKNOWN:
        return areas.label(code, words.lang)
    return name(words, cohort, dimension, code)
