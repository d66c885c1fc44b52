"""The choices that several exhibits of a cohort share."""

from __future__ import annotations

from lma_data.cohort.dimensions import DIMENSIONS, POPULATIONS
from lma_data.exhibits.base import Parameter, Value
from lma_data.i18n import N_, Words


def _dimension(words: Words, value: Value) -> str:
    return words.t(DIMENSIONS[str(value)])


def _population(words: Words, value: Value) -> str:
    return words.t(POPULATIONS[str(value)])


BY = Parameter("by", N_("By"), lambda: tuple(DIMENSIONS), "audience", _dimension)
WHO = Parameter("who", N_("Who is counted"), lambda: tuple(POPULATIONS), "everybody", _population)
