"""What an exhibit is: a question, answered by one query, shown as a chart, a table and a sentence, with its passports.

An exhibit is a function registered with `@exhibit(...)`. It takes a `Setting` (language, look) and its parameters,
asks the warehouse, and returns an `Answer`. It is pure: the same parameters and data give the same answer, which is why
`show` may keep the answers. An exhibit of a cohort ("cohort/…") asks a Cohort, and its answers are never kept.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, cached_property, lru_cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal

import pandas as pd

from lma_data import areas, catalog, warehouse
from lma_data.charts.theme import Look
from lma_data.i18n import N_, Words, is_missing

if TYPE_CHECKING:  # pages of public figures start without it
    from lma_data.cohort import Cohort

OF_COHORTS = "cohort"  # the theme of exhibits that need a cohort
THEMES = ("overview", "governance", "protection", "development", "crisis", "country", "corridor", "compare")

Format = Literal["text", "area", "year", "count", "number", "percent"]
Value = str | int


class UnknownExhibit(LookupError):
    """No exhibit has this id; the message names those that there are."""


class NeedsCohort(ValueError):
    """The exhibit is of a cohort, and none was given."""


class BadParameter(ValueError):
    """A parameter that the exhibit does not have, or a value that it cannot take; the message says what is possible.

    `said` says the same to the reader of a page, where there is more to say than that the value does not exist; `instead`
    is the part of what was asked that can be shown, where there is one.
    """

    def __init__(self, message: str, said: Callable[[Words], str] | None = None, instead: Value | None = None) -> None:
        super().__init__(message)
        self.said = said
        self.instead = instead


@dataclass(frozen=True)
class Parameter:
    """A choice that the reader has: its name in URL and command line, and the values that it can take."""

    name: str
    label: str
    values: Callable[[], Sequence[Value]]
    chosen: Value | None = None  # the default; None: the last of the values, which of years is the newest
    text: Callable[[Words, Value], str] = lambda words, value: str(value)
    ordered: bool = False  # a slider rather than a list
    argument: str = ""  # of the exhibit's function, where the name is a word of Python's
    of_cohort: Callable[[Cohort], Sequence[Value]] | None = None  # the values, where they differ from cohort to cohort

    @property
    def default(self) -> Value:
        return self.values()[-1] if self.chosen is None else self.chosen

    def within(self, cohort: Cohort) -> Parameter:
        """The same choice with the values that this cohort has; the same object each time."""
        own = self.of_cohort
        if own is None:
            return self
        return cohort.kept(self, lambda: _with_values(self, own(cohort)))

    def parse(self, given: object) -> Value:
        """The value for what was typed; BadParameter names the values that there are."""
        wanted = str(given).strip()
        for value in self.values():
            if str(value).lower() == wanted.lower():
                return value
        possible = [str(value) for value in self.values()]
        shown = ", ".join(possible[:40]) + (", …" if len(possible) > 40 else "")
        raise BadParameter(f"{self.name} cannot be {wanted[:40]!r}; it can be: {shown}")


def _with_values(parameter: Parameter, values: Sequence[Value]) -> Parameter:
    chosen = parameter.chosen if parameter.chosen in values else None
    return replace(parameter, values=lambda: values, chosen=chosen, of_cohort=None)


@dataclass(frozen=True)
class Column:
    """A column of an exhibit's table: its name in the frame, its heading, and how its figures are written."""

    name: str
    label: str
    format: Format = "text"
    decimals: int | None = 0  # None: as many as the figure has, two at most


@dataclass(frozen=True)
class Setting:
    """For whom an exhibit is made: the language, and the look of the charts."""

    words: Words
    look: Look = Look()


@dataclass(frozen=True)
class Headline:
    """A figure written large: what it is, of when, how it has moved or why that cannot be said, and its source."""

    number: str
    label: str
    when: str
    movement: str
    source: str


@dataclass(frozen=True)
class Answer:
    """What an exhibit's function returns; all texts are in the language of the setting."""

    title: str  # what it shows, as a sentence with its finding
    subtitle: str  # measure, unit, who is counted, date
    sentence: str  # the same in words, for who cannot see the chart
    table: pd.DataFrame
    columns: list[Column]
    figure: dict[str, Any] | None  # Plotly's own form; None where headlines or the table stand in its place
    notes: list[str] = field(default_factory=list)
    headlines: list[Headline] = field(default_factory=list)
    rests_on: tuple[str, ...] = ()  # the datasets that this answer used, where they are not all of the exhibit's

    @property
    def missing(self) -> bool:
        """Whether it says only that there are no data."""
        return self.figure is None and self.table.empty


def nothing(title: str, sentence: str, **more: Any) -> Answer:
    """The answer where the data have none: its title says what there is not, its sentence what the data cover."""
    return Answer(title, "", sentence, pd.DataFrame(), [], None, **more)


@dataclass(frozen=True)
class Definition:
    """An exhibit as registered: what it asks, what can be chosen, on which datasets it rests."""

    id: str
    question: str
    parameters: tuple[Parameter, ...]
    datasets: tuple[str, ...]
    make: Callable[..., Answer]
    apart: str = ""

    @property
    def theme(self) -> str:
        return self.id.split("/")[0]

    def parse(self, given: Mapping[str, object]) -> dict[str, Value]:
        """All parameters with their values: those given, checked, and the defaults of the rest."""
        known = {parameter.name: parameter for parameter in self.parameters}
        for name in given:
            if name not in known:
                possible = ", ".join(known) or "none"
                raise BadParameter(f"{self.id} has no parameter {name!r}; it has: {possible}")
        return {name: known[name].parse(given.get(name, known[name].default)) for name in known}

    @property
    def of_cohort(self) -> bool:
        """Whether it shows a cohort's figures, with or without the world's beside them."""
        return self.theme == OF_COHORTS

    def within(self, cohort: Cohort | None) -> Definition:
        """The same with the choices that this cohort offers."""
        if cohort is None:
            return self
        return replace(self, parameters=tuple(parameter.within(cohort) for parameter in self.parameters))

    def answer(self, setting: Setting, chosen: Mapping[str, Value], cohort: Cohort | None = None) -> Answer:
        """What the function makes of these values, one for each parameter, and of the cohort where it is of one."""
        names = {p.name: p.argument or p.name.replace("-", "_") for p in self.parameters}
        arguments = {names[name]: value for name, value in chosen.items()}
        if not self.of_cohort:
            return self.make(setting, **arguments)
        if cohort is None:
            raise NeedsCohort(f"{self.id} is of a cohort: say of which")
        return self.make(setting, cohort, **arguments)


@dataclass(frozen=True, eq=False)  # one is itself: what is made of it can be kept by it
class Exhibit:
    """A question with its answer: what a card, a slide, an export or the command line shows."""

    definition: Definition
    parameters: dict[str, Value]
    setting: Setting
    answer: Answer
    asked: tuple[warehouse.Asked, ...] = ()  # the queries that made it
    cohort: Cohort | None = None  # whose figures it shows

    @property
    def id(self) -> str:
        return self.definition.id

    @property
    def question(self) -> str:
        return self.setting.words.t(self.definition.question)

    @property
    def passports(self) -> list[catalog.Passport]:
        return [catalog.passport(dataset_id) for dataset_id in self.answer.rests_on or self.definition.datasets]

    @cached_property
    def source(self) -> str:
        """The line under the chart: every source with its edition."""
        lang = self.setting.words.lang
        lines = dict.fromkeys(one.short_source[lang] for one in self.passports)
        if self.cohort is not None:
            lines = {self.cohort.short_source(self.setting.words): None} | lines
        return self.setting.words.t(N_("Source: {sources}."), sources=self.setting.words.t(N_("; ")).join(lines))

    @cached_property
    def display_table(self) -> pd.DataFrame:
        """The table with headings and names of areas in the language; figures stay figures, years whole numbers."""
        lang = self.setting.words.lang
        shown = {}
        for column in self.answer.columns:
            values = self.answer.table[column.name]
            if column.format == "area":
                values = values.map(lambda key: areas.name(key, lang))
            shown[self.setting.words.t(column.label)] = values
        return pd.DataFrame(shown)

    @cached_property
    def text_table(self) -> pd.DataFrame:
        """The table in words: every figure as it is written in the language."""
        headings = list(self.display_table.columns)
        rows = [
            [self.cell(column, row[column.name]) for column in self.answer.columns]
            for row in self.answer.table.to_dict("records")
        ]
        return pd.DataFrame(rows, columns=headings)

    @cached_property
    def file_stem(self) -> str:
        """For downloads: governance-migrant-share-map-2024-both-en."""
        parts = [
            self.id.replace("/", "-"),
            *([self.cohort.id] if self.cohort else []),
            *(str(value) for value in self.parameters.values()),
            self.setting.words.lang,
        ]
        return "-".join(parts).lower()

    def cell(self, column: Column, value: Any) -> str:
        """One figure of the table in words."""
        words = self.setting.words
        if is_missing(value):
            return words.no_data
        match column.format:
            case "area":
                return areas.name(value, words.lang)
            case "count" | "number":
                return words.number(value, column.decimals)
            case "percent":
                return words.percent(value, column.decimals)
            case _:
                return words.date(value) if type(value) is date else str(value)  # not a moment, which is a date too


_definitions: dict[str, Definition] = {}


def exhibit(
    exhibit_id: str,
    *,
    question: str,
    datasets: Sequence[str],
    parameters: Sequence[Parameter] = (),
    apart: str = "",
) -> Callable[[Callable[..., Answer]], Callable[..., Answer]]:
    """Register a function as an exhibit. Its keyword arguments are the parameters' names, "-" as "_",
    or what their `argument` says.

    Datasets that their passports do not allow to be compared may stand in one exhibit only side by side, never joined,
    added or subtracted: `apart` says to the reader how. Without it, `definitions` raises NotComparable.
    """

    def register(make: Callable[..., Answer]) -> Callable[..., Answer]:
        if exhibit_id in _definitions:
            raise ValueError(f"two exhibits have the id {exhibit_id}")
        _definitions[exhibit_id] = Definition(exhibit_id, question, tuple(parameters), tuple(datasets), make, apart)
        return make

    return register


@cache
def definitions() -> dict[str, Definition]:
    """All exhibits of the datasets by id, in the order of the themes, of a theme's modules, and of a module's lines.

    NotComparable where one puts together what the passports keep apart.
    """
    return _ordered(THEMES, of_cohort=False)


@cache
def cohort_definitions() -> dict[str, Definition]:
    """The same of the exhibits of cohorts."""
    return _ordered((OF_COHORTS,), of_cohort=True)


def _ordered(themes: Sequence[str], of_cohort: bool) -> dict[str, Definition]:
    order = [name for theme in themes for name in _modules(theme)]
    wanted = {one.id: one for one in _definitions.values() if one.of_cohort == of_cohort}
    for found in wanted.values():
        if found.make.__module__ not in order:
            raise ValueError(f"{found.id}: name {found.make.__module__} in lma_data/exhibits/{found.theme}.py")
        if not found.apart:
            catalog.require_comparable(found.datasets)
    # Within a module the registry has them as they stand there; which module came first depends on who imported it.
    return dict(sorted(wanted.items(), key=lambda item: order.index(item[1].make.__module__)))


def _modules(theme: str) -> list[str]:
    """The modules of a theme's exhibits, in the order that `__all__` of the theme's own module gives them."""
    own = import_module(f"lma_data.exhibits.{theme}")
    return [f"lma_data.exhibits.{name}" for name in getattr(own, "__all__", ())] or [own.__name__]


def definition(exhibit_id: str) -> Definition:
    """One exhibit; UnknownExhibit names those that there are."""
    found = cohort_definitions() if exhibit_id.startswith(f"{OF_COHORTS}/") else definitions()
    if exhibit_id not in found:
        raise UnknownExhibit(f"no exhibit {exhibit_id!r}; there are: {', '.join(found)}")
    return found[exhibit_id]


def show(
    exhibit_id: str,
    given: Mapping[str, object] | None = None,
    *,
    lang: str = "en",
    look: Look = Look(),  # noqa: B008 (frozen)
    cohort: Cohort | None = None,
) -> Exhibit:
    """The exhibit for these parameters (values may be text, as in a URL); BadParameter says what is possible.

    `cohort`: whose figures, for an exhibit of a cohort; NeedsCohort without it.
    """
    found = definition(exhibit_id)
    if found.of_cohort:
        found = found.within(cohort)
        return _made(found, found.parse(given or {}), Setting(Words(lang), look), cohort)
    return _shown(exhibit_id, tuple(found.parse(given or {}).items()), lang, look)


# Only checked values of public data are kept: nobody's own data, and no free text, can come in here.
@lru_cache(maxsize=1024)
def _shown(exhibit_id: str, parameters: tuple[tuple[str, Value], ...], lang: str, look: Look) -> Exhibit:
    return _made(definition(exhibit_id), dict(parameters), Setting(Words(lang), look), None)


def _made(found: Definition, chosen: dict[str, Value], setting: Setting, cohort: Cohort | None) -> Exhibit:
    with warehouse.recording() as asked:
        answer = found.answer(setting, chosen, cohort)
    return Exhibit(found, chosen, setting, answer, tuple(asked), cohort)
