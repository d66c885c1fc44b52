"""The exhibits, by theme; `show` makes one, `definitions` lists them all."""

from lma_data.exhibits.area_parameters import AreaParameter, AreasParameter, no_more
from lma_data.exhibits.base import (
    Answer,
    BadParameter,
    Column,
    Definition,
    Exhibit,
    Headline,
    NeedsCohort,
    Parameter,
    Setting,
    UnknownExhibit,
    Value,
    cohort_definitions,
    definition,
    definitions,
    exhibit,
    show,
)

__all__ = [
    "Answer",
    "AreaParameter",
    "AreasParameter",
    "BadParameter",
    "Column",
    "Definition",
    "Exhibit",
    "Headline",
    "NeedsCohort",
    "Parameter",
    "Setting",
    "UnknownExhibit",
    "Value",
    "cohort_definitions",
    "definition",
    "definitions",
    "exhibit",
    "no_more",
    "show",
]
