"""The measures that areas can be compared on, made from the passports.

A dataset whose rows are an area and a year (and a sex, of which both are taken) turns up here by itself, with all its
measures. One whose rows say more has its slices in SLICES; a figure that is computed has a query of its own in COMPUTED.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any, NamedTuple

from lma_data import catalog
from lma_data.i18n import N_, Words

PUBLISHERS = ("undesa", "eurostat", "ilo", "unsd", "worldbank", "unhcr", "idmc", "unrwa", "geography")  # by subject
NOT_ACROSS_COUNTRIES = "not-comparable-across-countries"


class Unit(NamedTuple):
    """How figures of a unit are written: in a text, on an axis, what it is called, its decimals, and times what."""

    text: Callable[[Words, float], str]
    axis: Callable[[Words, float], str]
    name: str
    decimals: int | None = 0  # of figures in a table; None: as many as the figure has, two at most
    times: float = 1  # what a figure is multiplied by


def _percent(words: Words, value: float) -> str:
    return words.percent(value, None)


def _figure(words: Words, value: float) -> str:
    return words.number(value, None)


UNITS: dict[str, Unit] = {
    "persons": Unit(Words.short, Words.axis, N_("persons")),
    "thousand persons": Unit(Words.short, Words.axis, N_("persons"), times=1_000),
    "movements": Unit(Words.short, Words.axis, N_("movements")),
    "US$": Unit(Words.usd, Words.axis, N_("US$")),
    "US$ million": Unit(Words.usd, Words.axis, N_("US$"), times=1_000_000),
    "percent": Unit(Words.percent, _percent, N_("%"), None),
    "per 1,000": Unit(_figure, _figure, N_("per 1,000 inhabitants"), None),
    "per 100,000 workers": Unit(_figure, _figure, N_("per 100,000 workers"), None),
    "score": Unit(_figure, _figure, N_("score"), None),
}


@dataclass(frozen=True)
class Measure:
    """One measure: its code in the address, its datasets, its name in both languages, its unit, and how it is asked.

    The query has the parameter $areas and those given here, and the columns area, year, value and flag.
    """

    code: str
    datasets: tuple[str, ...]
    names: Mapping[str, str] | str  # by language, from a passport; or marked for translation
    unit: Unit
    query: str
    parameters: Mapping[str, Any] = field(default_factory=dict)
    parts: str = ""  # marked for translation: of whom or what, where the dataset has several
    counted: Mapping[str, str] | str = ""  # who is counted, as in names; else as the passports say
    alone: bool = True  # whether no other measure has the same name

    def name(self, words: Words) -> str:
        name = words.t(self.names) if isinstance(self.names, str) else self.names[words.lang]
        return f"{name}{words.t(N_(': '))}{words.t(self.parts)}" if self.parts else name

    def who(self, words: Words) -> str:
        """Who or what is counted."""
        if self.counted:
            return words.t(self.counted) if isinstance(self.counted, str) else self.counted[words.lang]
        return words.t(N_("; ")).join(dict.fromkeys(passport.counted[words.lang] for passport in self.passports))

    def in_list(self, words: Words) -> str:
        """Its name among others: with the source where another measure has the same name."""
        source = f" ({self.passports[0].short_source[words.lang]})"
        return self.name(words) + ("" if self.alone else source)

    @property
    def passports(self) -> list[catalog.Passport]:
        return [catalog.passport(dataset) for dataset in self.datasets]

    @property
    def flagged(self) -> bool:
        """Whether its figures have flags; the query gives the year where the dataset has none."""
        return self.parameters.get("flag") != "year"

    def refusal(self, words: Words) -> str | None:
        """Why countries cannot be compared on it, as its passports say; None where they can."""
        for passport in self.passports:
            if any(caveat.id == NOT_ACROSS_COUNTRIES for caveat in passport.caveats):
                return passport.caveat(NOT_ACROSS_COUNTRIES, words.lang)
        return None


class Slice(NamedTuple):
    """Which rows of a dataset are one measure: the values of its further keys, and what they are called."""

    code: str
    kept: tuple[str, ...]
    name: str


_CITIZENS = (
    Slice("foreigners", ("both", "FOR", "Y15-64"), N_("foreign citizens, ages 15–64")),
    Slice("nationals", ("both", "NAT", "Y15-64"), N_("nationals, ages 15–64")),
    Slice("all", ("both", "TOTAL", "Y15-64"), N_("all citizenships, ages 15–64")),
)
# No value of one key may be a value of another key of the same dataset: the query looks for them in all.
SLICES: dict[str, tuple[Slice, ...]] = {
    "eurostat/employment-rate": _CITIZENS,
    "eurostat/unemployment-rate": _CITIZENS,
    "eurostat/labour-status": (
        Slice("employed", ("both", "EMP"), N_("employed, ages 15–64")),
        Slice("unemployed", ("both", "UNE"), N_("unemployed, ages 15–64")),
        Slice("inactive", ("both", "INAC"), N_("outside the labour force, ages 15–64")),
    ),
    "idmc/flows": (Slice("conflict", ("conflict",), N_("conflict and violence")),),
    "ilo/inflows-by-sector": (Slice("total", ("total",), N_("all sectors")),),
    "ilo/outflows": (Slice("total", ("both", "TOTAL"), N_("all destinations")),),
    "ilo/outflows-by-sector": (Slice("total", ("total",), N_("all sectors")),),
    "unsd/sdg-8-8-1": (
        Slice("migrants", ("both", "migrant"), N_("migrant workers")),
        Slice("non-migrants", ("both", "non-migrant"), N_("other workers")),
    ),
    "worldbank/prices-by-country": (
        Slice("sending", ("sending",), N_("from the country")),
        Slice("receiving", ("receiving",), N_("to the country")),
    ),
}
# What the name of a measure does not say by itself.
PARTS = {
    "unsd/sdg-10-c-1-sending": N_("from the country"),
    "unsd/sdg-10-c-1-world": N_("to the country or region"),
}


class Computed(NamedTuple):
    """A measure that is computed: its query in queries/compare/, datasets, unit, name, and who is counted."""

    query: str
    datasets: tuple[str, ...]
    unit: str
    name: str
    counted: str = ""


_HOSTED = N_(
    "Refugees under UNHCR’s mandate and, since 2018, other people in need of international protection, all ages, at the end "
    "of the year; without asylum-seekers and without Palestine refugees under UNRWA’s mandate"
)
_PER_INHABITANTS = N_(
    "Refugees under UNHCR’s mandate and, since 2018, other people in need of international protection at the end of the "
    "year, for 1,000 inhabitants at the middle of that year or of the newest one before it"
)
_APPLICATIONS = N_(
    "New applications for asylum lodged during the year, and those given together with repeat applications or appeals; "
    "applications that a country counts in cases are left out"
)
_WITH_POPULATION = ("unhcr/population", "undesa/population", "undesa/migrant-stock-2024")
COMPUTED = {
    "women-share": Computed(
        "women_share", ("undesa/migrant-stock-2024",), "percent", N_("Women’s share of international migrants")
    ),
    "refugees-hosted": Computed(
        "refugees_hosted",
        ("unhcr/population",),
        "persons",
        N_("Refugees and other people in need of international protection hosted"),
        _HOSTED,
    ),
    "refugees-hosted-per-1000": Computed(
        "refugees_per_inhabitants",
        _WITH_POPULATION,
        "per 1,000",
        N_("Refugees and other people in need of international protection hosted, per 1,000 inhabitants"),
        _PER_INHABITANTS,
    ),
    "refugees-from": Computed(
        "refugees_from",
        ("unhcr/population",),
        "persons",
        N_("Refugees and other people in need of international protection from the country"),
        _HOSTED,
    ),
    "asylum-applications": Computed(
        "asylum_applications",
        ("unhcr/asylum-applications",),
        "persons",
        N_("New applications for asylum lodged in the country, counted in persons"),
        _APPLICATIONS,
    ),
    "displacements-by-disaster": Computed(
        "displacements_by_disaster", ("idmc/flows",), "movements", N_("Internal displacements by disasters")
    ),
}


@cache
def measures() -> dict[str, Measure]:
    """All measures by their code: migrants, work, money, displacement, and what is not known here comes last."""
    found = [measure for passport in catalog.passports().values() for measure in _of_passport(passport)]
    found += [_computed(code, one) for code, one in COMPUTED.items()]
    return {one.code: one for one in sorted(_told_apart(found), key=_subject)}


def _subject(one: Measure) -> int:
    publisher = one.datasets[0].split("/")[0]
    return PUBLISHERS.index(publisher) if publisher in PUBLISHERS else len(PUBLISHERS)


def _of_passport(passport: catalog.Passport) -> list[Measure]:
    by = "area" if "area" in passport.keys else "origin"
    further = tuple(key for key in passport.keys if key not in (by, "year"))
    if by not in passport.keys or "year" not in passport.keys:
        return []
    if further in ((), ("sex",)):
        slices: tuple[Slice, ...] = (Slice("", ("both",) if further else (), PARTS.get(passport.id, "")),)
    else:
        slices = SLICES.get(passport.id, ())
    return [
        _measure(passport, column, by, further, one)
        for column, measure in passport.measures.items()
        if measure.unit in UNITS
        for one in slices
    ]


def _measure(passport: catalog.Passport, column: str, by: str, further: tuple[str, ...], one: Slice) -> Measure:
    dataset = passport.id.split("/")[1]
    parameters: dict[str, Any] = {
        "table": passport.table,
        "by": by,
        "measure": column,
        "flag": "flag" if "flag" in passport.attributes else "year",
    }
    if further:
        parameters |= {"keys": list(further), "kept": list(one.kept)}
    label, counted = passport.measures[column].label, passport.measures[column].counted
    return Measure(
        ".".join(part for part in (dataset, column, one.code) if part),
        (passport.id,),
        {"en": label.en, "fr": label.fr},
        UNITS[passport.measures[column].unit],
        "compare/slice" if further else "compare/values",
        parameters,
        one.name,
        counted={"en": counted.en, "fr": counted.fr} if counted else "",
    )


def _computed(code: str, one: Computed) -> Measure:
    return Measure(code, one.datasets, one.name, UNITS[one.unit], f"compare/{one.query}", counted=one.counted)


def _told_apart(found: list[Measure]) -> list[Measure]:
    """The measures, each knowing whether another has the same name."""
    number = Counter((str(one.names), one.parts) for one in found)
    return [replace(one, alone=number[(str(one.names), one.parts)] == 1) for one in found]
