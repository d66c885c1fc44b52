"""A cohort as its pages see it: tables of what is known, the course, what the manager has set, and where it all comes from.

    with Store.open() as store:
        lma = load(store, "lma-2026")
    lma.ask("cohort/by_gender")       # a query over its tables (tables.sql)
    lma.rows("person")                # or a whole table

Nothing here is shared between sessions or kept beyond the object; names stand in `who` only, and are read when asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import cached_property
from typing import Any, NamedTuple, TypeVar

import pandas as pd

from lma_data import warehouse
from lma_data.cohort import passport, tables
from lma_data.cohort.settings import OFFER
from lma_data.course import Course, CourseProblem, Elective, course
from lma_data.enrolment.looked_up import Source
from lma_data.enrolment.store import Store
from lma_data.i18n import Words

Made = TypeVar("Made")
_UNSET = ("frames", "_tables", "who", "earlier", "twins")  # made when asked for, and the same whatever the manager sets


class Who(NamedTuple):
    """Who somebody is, for the manager's eyes. Its repr shows nothing."""

    name: str
    email: str

    def __repr__(self) -> str:
        return "Who()"


@dataclass(frozen=True, eq=False, repr=False)
class Cohort:
    """One cohort of a store at one moment."""

    id: str
    course: Course
    invented: bool
    facts: pd.DataFrame  # person, field, key, value: what the tables are made of
    everybody: tuple[str, ...]  # also those of whom no fact is known
    settings: Mapping[str, Any]  # what the manager has set, by the names of settings.py
    sources: tuple[Source, ...]  # tables of files
    imported: datetime | None  # the last import, UTC
    today: date  # at the course's place
    read_names: Callable[[], Mapping[str, Who]]
    read_earlier: Callable[[], list[Cohort]]
    read_twins: Callable[[], tuple[str, ...]] = tuple
    _kept: dict[Any, Any] = field(default_factory=dict)

    @cached_property
    def frames(self) -> dict[str, pd.DataFrame]:
        return tables.frames(self.facts, self.everybody, self.course)

    @cached_property
    def _tables(self) -> warehouse.Tables:
        return warehouse.Tables(tables.SCHEMA, self.frames)

    def ask(self, name: str, **parameters: Any) -> pd.DataFrame:
        """The rows of one query of queries/cohort/ over the tables of this cohort."""
        return self._tables.ask(name, **parameters)

    def rows(self, table: str) -> pd.DataFrame:
        """A whole table (tables.sql), as a frame of objects; None is not known."""
        return self.frames[table]

    @cached_property
    def who(self) -> Mapping[str, Who]:
        """Names and addresses by id of a person; staff too."""
        return self.read_names()

    @cached_property
    def earlier(self) -> list[Cohort]:
        """Other editions in the store that started before this one, the newest first; invented beside invented only."""
        return self.read_earlier()

    @cached_property
    def twins(self) -> tuple[str, ...]:
        """Ids of other cohorts of this course in the store that have one of these people, by an address."""
        return self.read_twins()

    @property
    def size(self) -> int:
        return len(self.rows("person"))

    @cached_property
    def offer(self) -> tuple[Elective, ...]:
        """Electives on offer: what the manager has set, else what the course's file says."""
        named = self.settings.get(OFFER)
        return tuple(map(Elective.model_validate, named)) if named is not None else tuple(self.course.electives.offered)

    def with_setting(self, name: str, value: Any) -> Cohort:
        """The same cohort with one setting changed, None taken away; what does not follow from settings is not read anew."""
        settings = {**self.settings, name: value}
        changed = replace(self, settings={key: one for key, one in settings.items() if one is not None}, _kept={})
        changed.__dict__.update({key: one for key, one in self.__dict__.items() if key in _UNSET})
        return changed

    def day(self) -> date:
        """What day it is now at the course's place."""
        return self.course.day_of(datetime.now(UTC))

    def title(self, words: Words) -> str:
        return passport.title(self, words)

    def short_source(self, words: Words) -> str:
        return passport.short_source(self, words)

    def passport(self, words: Words) -> list[tuple[str, str]]:
        """What must be known of its figures: label and text."""
        return passport.facts(self, words)

    def kept(self, name: Any, make: Callable[[], Made]) -> Made:
        """What several exhibits need, made once: the cohort does not change. Each of them shows the queries behind it."""
        if name not in self._kept:
            with warehouse.recording() as asked:
                self._kept[name] = make(), asked
        value, asked = self._kept[name]
        warehouse.note(asked)
        return value


def load(store: Store, cohort_id: str, today: date | None = None) -> Cohort:
    """The cohort as the store has it now. StoreProblem where there is none, CourseProblem where its course has no file."""
    facts, everybody, settings = store.current(cohort_id)  # says so where there is no such cohort
    about = store.cohorts()[cohort_id]
    its = course(about.course)
    batches = store.batches(cohort_id)
    return Cohort(
        id=cohort_id,
        course=its,
        invented=about.invented,
        facts=facts[["person", "field", "key", "value"]],
        everybody=everybody,
        settings=settings,
        sources=tuple(source for batch in batches for source in batch.sources),
        imported=max((batch.created for batch in batches if batch.kind == "files"), default=None),
        today=today or its.day_of(datetime.now(UTC)),
        read_names=lambda: _names(store, cohort_id),
        read_earlier=lambda: _earlier(store, cohort_id, today),
        read_twins=lambda: _twins(store, cohort_id),
    )


def _names(store: Store, cohort_id: str) -> dict[str, Who]:
    found = store.identities(cohort_id)
    return {person: Who(identity.name, identity.email or "") for person, identity in found.items()}


def _earlier(store: Store, cohort_id: str, today: date | None) -> list[Cohort]:
    known = store.cohorts()
    own = known[cohort_id]
    others = [one for one in known.values() if one.invented == own.invented and one.id != cohort_id]
    start = course(own.course).start
    before = [load(store, one.id, today) for one in others if _starts_before(one.course, start)]
    return sorted(before, key=lambda one: one.course.start, reverse=True)


def _twins(store: Store, cohort_id: str) -> tuple[str, ...]:
    known = store.cohorts()
    own = known[cohort_id]
    others = [one.id for one in known.values() if one.course == own.course and one.id != cohort_id]
    ours = _addresses(store, cohort_id) if others else set()
    return tuple(one for one in others if not ours.isdisjoint(_addresses(store, one)))


def _addresses(store: Store, cohort_id: str) -> set[str]:
    return {email for identity in store.identities(cohort_id).values() for email in identity.emails}


def _starts_before(course_id: str, day: date) -> bool:
    """Whether the course did; not one whose file is gone: its cohort is in no list either."""
    try:
        return course(course_id).start < day
    except CourseProblem:
        return False


def made(
    its: Course,
    facts: Iterable[tuple[str, str, str, str]],
    *,
    everybody: Iterable[str] = (),
    settings: Mapping[str, Any] | None = None,
    names: Mapping[str, Who] | None = None,
    today: date | None = None,
    earlier: Iterable[Cohort] = (),
) -> Cohort:
    """A cohort from facts (person, field, key, value) alone, without a store; its people are invented."""
    return Cohort(
        id="made",
        course=its,
        invented=True,
        facts=pd.DataFrame(list(facts), columns=["person", "field", "key", "value"], dtype=object),
        everybody=tuple(everybody),
        settings=settings or {},
        sources=(),
        imported=None,
        today=today or its.start,
        read_names=lambda: names or {},
        read_earlier=lambda: list(earlier),
    )
