"""The course as data: dates, price, refunds, selection, audience, themes. Read from datasets/itcilo/course/<id>.yml.

    course("lma-2026").withdrawal.penalty(days_before=11)  # Decimal("0.5"), a share of the price

Another course, or another year, is another file there. The courses of invented cohorts stand apart, in INVENTED.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, available_timezones

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from lma_data.areas import plain
from lma_data.catalog import DATASETS, Text

FOLDER = DATASETS / "itcilo" / "course"
INVENTED = Path(__file__).parent / "enrolment" / "invented" / "courses"

Language = Literal["en", "fr"]
Mode = Literal["online", "in-person"]
Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]


class CourseProblem(ValueError):
    """A course file is missing or wrong; the message names the file, the field and what is wrong in it."""


def _unique(items: list) -> list:
    ids = [item.id for item in items]
    repeated = sorted({one for one in ids if ids.count(one) > 1})
    if repeated:
        raise ValueError(f"the same id twice: {', '.join(repeated)}")
    return items


def _time_zone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError(f"{name!r} is not a time zone")
    return name


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Named(_Strict):
    """A key and its name: an audience group, a thematic area."""

    id: Key
    name: Text


class Rule(_Strict):
    """A key and its sentence: a selection rule, a condition of the certificate."""

    id: Key
    text: Text


class Phase(_Strict):
    """A stretch of the course; start and end are both part of it."""

    id: Key
    name: Text
    mode: Mode
    place: Text | None = None
    start: date
    end: date

    @model_validator(mode="after")
    def _in_order(self) -> Phase:
        if self.end < self.start:
            raise ValueError(f"ends on {self.end}, before it starts on {self.start}")
        if (self.mode == "in-person") != (self.place is not None):
            raise ValueError("an in-person phase has a place, an online phase has none")
        return self


class PricePart(_Strict):
    id: Key
    name: Text
    amount: Decimal = Field(ge=0)


class Price(_Strict):
    currency: str = Field(pattern=r"^[A-Z]{3}$")
    amount: Decimal = Field(ge=0)
    parts: Annotated[list[PricePart], AfterValidator(_unique)]

    @model_validator(mode="after")
    def _adds_up(self) -> Price:
        total = sum((part.amount for part in self.parts), Decimal(0))
        if total != self.amount:
            raise ValueError(f"the parts add up to {total}, the price is {self.amount}")
        return self


class Tier(_Strict):
    """From this many days before the start, the penalty, as a share of the price."""

    days_before: int = Field(ge=0)
    penalty: Decimal = Field(ge=0, le=1)


class Withdrawal(_Strict):
    """What withdrawing costs: tiers from the earliest to the last, the last one from day 0."""

    tiers: list[Tier] = Field(min_length=1)
    less_bank_charges: bool
    may_send_another_candidate: bool
    may_move_to_another_course: bool
    text: Text

    @model_validator(mode="after")
    def _ordered(self) -> Withdrawal:
        days = [tier.days_before for tier in self.tiers]
        penalties = [tier.penalty for tier in self.tiers]
        if days != sorted(set(days), reverse=True) or days[-1] != 0:
            raise ValueError(f"tiers must run from the most days before the start down to 0, found {days}")
        if penalties != sorted(penalties):
            raise ValueError("a later withdrawal must not cost less than an earlier one")
        return self

    def penalty(self, days_before: int) -> Decimal:
        """The share of the price that is due; once the course has started (days below 0), that of the last tier."""
        return next((tier.penalty for tier in self.tiers if days_before >= tier.days_before), self.tiers[-1].penalty)


class Elective(_Strict):
    """One elective on offer. What is not known stays empty: no capacity is no limit that anybody knows.

    An export calls it by its name in either language, with or without more after it ("Fair recruitment (online, EN)"),
    or by a pattern of the plain name, as of an activity. Electives of one slot take place at the same time.
    """

    id: Key
    name: Text
    patterns: list[str] = []
    theme: Key | None = None
    mode: Mode | None = None
    languages: list[Language] = []
    capacity: int | None = Field(default=None, ge=0)
    slot: str = ""

    def is_called(self, name: str) -> bool:
        called = plain(name)
        names = [plain(self.name[lang]) for lang in ("en", "fr")]
        return any(f"{called} ".startswith(f"{own} ") for own in names) or any(
            fnmatchcase(called, pattern) for pattern in self.patterns
        )


class Electives(_Strict):
    """Electives: more than so many, in these modes; those on offer, where they are known, and how many a person takes."""

    more_than: int = Field(ge=0)
    modes: list[Mode] = Field(min_length=1)
    each: int = Field(default=2, ge=1)  # places that a person gets
    areas: int = Field(default=2, ge=1)  # thematic areas that they are of, at the least
    offered: Annotated[list[Elective], AfterValidator(_unique)] = []


class Activity(_Strict):
    """Something to do in the course, as platforms name it: in exports it is known by its names, or by a pattern of them.

    Patterns (`*` for any letters) are of the plain name: no case, no accents, no punctuation.
    """

    id: Key
    kind: Literal["webinar", "plenary", "quiz", "group-work", "assignment", "other"]
    name: Text
    patterns: list[str] = []
    pass_percent: int | None = Field(default=None, ge=1, le=100)  # the grade from which it is passed, if it is graded

    def is_called(self, name: str) -> bool:
        called = plain(name)
        return any(called == plain(self.name[lang]) for lang in ("en", "fr")) or any(
            fnmatchcase(called, pattern) for pattern in self.patterns
        )


class Condition(Rule):
    """A condition of the certificate, and how exports tell that it is met: all that is given here must be.

    `share` is of the sessions in phases of this mode at which attendance was taken: present or late counts as there, an
    excused absence does not count against. A figure that the course's own page does not give is `assumed`, and said to be.
    """

    activities: list[Key] = []  # of the course, all done
    electives: int = Field(default=0, ge=0)  # so many completed
    mode: Mode | None = None
    share: Decimal = Field(default=Decimal(1), gt=0, le=1)
    assumed: bool = False


class Certificate(_Strict):
    name: Text
    conditions: Annotated[list[Condition], AfterValidator(_unique)]


class Course(_Strict):
    """One edition of one course. All dates are days in its time zone."""

    id: Key
    invented: bool = False  # dates and price that nobody published, for cohorts of invented people
    name: Text
    organiser: Text
    edition: Text
    time_zone: Annotated[str, AfterValidator(_time_zone)]
    languages: list[Language] = Field(min_length=1)
    application_deadline: date
    phases: Annotated[list[Phase], Field(min_length=1), AfterValidator(_unique)]
    price: Price
    withdrawal: Withdrawal
    selection: Annotated[list[Rule], AfterValidator(_unique)]
    audience: Annotated[list[Named], AfterValidator(_unique)]
    themes: Annotated[list[Named], AfterValidator(_unique)]
    electives: Electives
    activities: Annotated[list[Activity], AfterValidator(_unique)] = []
    certificate: Certificate
    disclosure_threshold: int = Field(ge=3)

    @model_validator(mode="after")
    def _dates_in_order(self) -> Course:
        for before, after in zip(self.phases, self.phases[1:], strict=False):
            if after.start <= before.end:
                raise ValueError(f"phase {after.id} starts on {after.start}, before {before.id} ends on {before.end}")
        self._names_that_exist()
        if self.application_deadline >= self.start:
            raise ValueError(f"application_deadline {self.application_deadline} is not before the start {self.start}")
        return self

    def _names_that_exist(self) -> None:
        """Conditions name activities of this course, electives its themes."""
        there: dict[str, list[Any]] = {"activity": self.activities, "theme": self.themes}
        named = [("activity", name) for one in self.certificate.conditions for name in one.activities]
        named += [("theme", one.theme) for one in self.electives.offered if one.theme]
        for kind, name in named:
            if name not in {one.id for one in there[kind]}:
                raise ValueError(f"there is no {kind} {name!r}")

    @property
    def start(self) -> date:
        return self.phases[0].start

    @property
    def end(self) -> date:
        return self.phases[-1].end

    def phase_on(self, day: date) -> Phase | None:
        """The phase that this day is part of; weekends between phases are of none."""
        return next((one for one in self.phases if one.start <= day <= one.end), None)

    def activity(self, name: str) -> Activity | None:
        """The activity that an export calls so, in either language."""
        return next((one for one in self.activities if one.is_called(name)), None)

    def day_of(self, moment: datetime) -> date:
        """The day it is at the course's place; `moment` must know its time zone."""
        if moment.tzinfo is None:
            raise ValueError(f"{moment.isoformat()} has no time zone: the day at the course's place is not known")
        return moment.astimezone(ZoneInfo(self.time_zone)).date()

    def in_time(self, applied: date | datetime) -> bool:
        """Whether an application of that day (or moment, in the course's time zone) met the deadline."""
        day = self.day_of(applied) if isinstance(applied, datetime) else applied
        return day <= self.application_deadline

    def days_before(self, withdrawn: date | datetime) -> int:
        """Days from a withdrawal to the first day of the course; below 0 once it has started."""
        day = self.day_of(withdrawn) if isinstance(withdrawn, datetime) else withdrawn
        return (self.start - day).days


def read_course(path: Path) -> Course:
    """The course in one file; CourseProblem names the file and each field that is wrong."""
    try:
        found = Course.model_validate(_content(path))
    except ValidationError as error:
        raise CourseProblem(f"{path}: {_fields(error)}") from error
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise CourseProblem(f"{path}: cannot be read: {error}") from error
    if found.id != path.stem:
        raise CourseProblem(f"{path}: id: {found.id!r} is not the name of the file")
    return found


def _content(path: Path) -> Any:
    """What the file holds; with `based_on: <id>`, that course of FOLDER, but for the fields that the file gives itself."""
    content = yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
    if isinstance(content, dict) and "based_on" in content:
        base = _content(FOLDER / f"{content.pop('based_on')}.yml")
        return {**base, **content}
    return content


def _fields(error: ValidationError) -> str:
    places: Iterable[str] = (
        f"{'.'.join(map(str, problem['loc'])) or 'the whole file'}: {problem['msg'].removeprefix('Value error, ')}"
        for problem in error.errors()
    )
    return "; ".join(places)


@cache
def courses(folder: Path = FOLDER) -> dict[str, Course]:
    """All courses by id, the last to start first."""
    found = [read_course(path) for path in sorted(folder.glob("*.yml"))]
    return {one.id: one for one in sorted(found, key=lambda one: one.start, reverse=True)}


def course(course_id: str, folder: Path = FOLDER) -> Course:
    """One course, an invented one too; CourseProblem names those that there are."""
    invented = courses(INVENTED) if folder == FOLDER else {}
    try:
        return (invented | courses(folder))[course_id]
    except KeyError:
        raise CourseProblem(f"no course {course_id!r}; there are: {', '.join(courses(folder))}") from None
