"""Refugees: which countries host them and from which they come, in numbers, per inhabitant and by income group."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import pandas as pd

from lma_data import areas, catalog, charts
from lma_data.charts import theme
from lma_data.exhibits.base import Answer, Column, Parameter, Setting, exhibit
from lma_data.exhibits.shared import BARS, each, hover
from lma_data.i18n import N_, Words, is_missing
from lma_data.warehouse import ask, kept

FIRST = 5  # how many countries the titles speak of
OTHERS_SINCE = (
    2018  # other people in need of international protection are counted, see the passport of unhcr/population
)


@kept
def _displaced_years() -> tuple[int, ...]:
    return tuple(int(year) for year in ask("crisis/displaced_years")["year"])


DISPLACED_YEAR = Parameter("displaced-year", N_("End of year"), _displaced_years, ordered=True)

PEOPLE_COLUMNS = [
    Column("persons", N_("Refugees and other people in need of international protection"), "count"),
    Column("refugees", N_("Refugees under UNHCR’s mandate"), "count"),
    Column("other_protection", N_("Other people in need of international protection"), "count"),
    Column("share", N_("Share of the world (%)"), "percent", 1),
]


class Side(NamedTuple):
    """The texts of one side of flight, also for the years before other people in need of protection were counted."""

    title: str
    title_refugees: str
    sentence: str
    sentence_refugees: str


HOSTS = Side(
    N_(
        "{count} countries host {share} of all refugees and other people in need of international protection (end of "
        "{year})"
    ),
    N_("{count} countries hosted {share} of all refugees (end of {year})"),
    N_(
        "At the end of {year} there were {world} refugees under UNHCR’s mandate and other people in need of "
        "international protection. The countries that hosted most of them: {countries}."
    ),
    N_(
        "At the end of {year} there were {world} refugees under UNHCR’s mandate. "
        "The countries that hosted most of them: {countries}."
    ),
)
ORIGINS = Side(
    N_(
        "{count} countries are the origin of {share} of all refugees and other people in need of international "
        "protection (end of {year})"
    ),
    N_("{count} countries were the origin of {share} of all refugees (end of {year})"),
    N_(
        "At the end of {year} there were {world} refugees under UNHCR’s mandate and other people in need of "
        "international protection. The countries from which most of them came: {countries}."
    ),
    N_(
        "At the end of {year} there were {world} refugees under UNHCR’s mandate. "
        "The countries from which most of them came: {countries}."
    ),
)
WITH_OTHERS = N_(
    "Refugees under UNHCR’s mandate and other people in need of international protection, all ages, end of {year}. "
    "Asylum-seekers and Palestine refugees under UNRWA’s mandate are not included."
)
REFUGEES_ONLY = N_(
    "Refugees under UNHCR’s mandate, all ages, end of {year}; other people in need of international protection were "
    "not yet counted. Asylum-seekers and Palestine refugees under UNRWA’s mandate are not included."
)


@exhibit(
    "crisis/hosts",
    question=N_("Which countries host the most refugees and other people in need of international protection?"),
    datasets=("unhcr/population",),
    parameters=(DISPLACED_YEAR,),
)
def hosts(setting: Setting, displaced_year: int) -> Answer:
    rows = ask("crisis/hosts", year=displaced_year)
    return _ranking(setting, rows, displaced_year, HOSTS, N_("Country or territory of asylum"), [])


@exhibit(
    "crisis/origins",
    question=N_("From which countries come the most refugees and other people in need of international protection?"),
    datasets=("unhcr/population",),
    parameters=(DISPLACED_YEAR,),
)
def origins(setting: Setting, displaced_year: int) -> Answer:
    words = setting.words
    rows = ask("crisis/origins", year=displaced_year)
    elsewhere = rows[~rows["country"] & (rows["persons"] > 0)]
    unranked = [f"{areas.name(row.area, words.lang)} ({words.number(row.persons)})" for row in each(elsewhere)]
    notes = (
        [words.t(N_("In the table, not ranked as a country: {origins}."), origins=words.list(unranked))]
        if unranked
        else []
    )
    return _ranking(setting, rows, displaced_year, ORIGINS, N_("Country or territory of origin"), notes)


def _ranking(setting: Setting, rows: pd.DataFrame, year: int, side: Side, area_label: str, notes: list[str]) -> Answer:
    words, look = setting.words, setting.look
    countries = rows[rows["country"]]
    top = countries.head(BARS)
    others = bool(rows["other_protection"].notna().any())
    facts = _ranking_facts(words, rows, countries.head(FIRST), year)
    passport = catalog.passport("unhcr/population")
    return Answer(
        title=words.t(side.title if others else side.title_refugees, **facts),
        subtitle=who_is_counted(words, year),
        sentence=words.t(side.sentence if others else side.sentence_refugees, **facts),
        table=rows,
        columns=[Column("area", area_label, "area"), *PEOPLE_COLUMNS],
        figure=charts.stacked_bars(
            [areas.label(key, words.lang) for key in top["area"]],
            parts(setting, top, [areas.name(key, words.lang) for key in top["area"]], year),
            [words.short(value) for value in top["persons"]],
            look,
            keys=list(top["area"]),
        ),
        notes=[*notes, passport.caveat("series-break", words.lang), passport.caveat("provisional", words.lang)],
    )


def _ranking_facts(words: Words, rows: pd.DataFrame, first: pd.DataFrame, year: int) -> dict[str, Any]:
    return {
        "count": words.number(len(first)),
        "share": words.percent(first["share"].sum(), 0),
        "year": year,
        "world": words.short(rows["persons"].sum()),
        "countries": words.list(
            [f"{areas.name(row.area, words.lang)} ({words.short(row.persons)})" for row in each(first)]
        ),
    }


class Kind(NamedTuple):
    """One of the two kinds of people that are ranked together: its name, its colour's role, and its pattern."""

    label: str
    role: str
    pattern: str


PARTS = {
    "refugees": Kind(N_("Refugees under UNHCR’s mandate"), "refugees", ""),
    "other_protection": Kind(N_("Other people in need of international protection"), "other-protection", "/"),
}


def who_is_counted(words: Words, year: int) -> str:
    """Who the people in a ranking are, which depends on the year."""
    return words.t(WITH_OTHERS if year >= OTHERS_SINCE else REFUGEES_ONLY, year=year)


def parts(setting: Setting, top: pd.DataFrame, names: Sequence[str], year: int) -> list[charts.Part]:
    """The bars of a ranking, one part for each kind of people there is a count of; `names` say whom hover speaks of."""
    counted = [name for name in PARTS if top[name].notna().any()] or ["refugees"]
    return [_part(setting, top, name, names, year) for name in counted]


def _part(setting: Setting, top: pd.DataFrame, name: str, names: Sequence[str], year: int) -> charts.Part:
    words, kind = setting.words, PARTS[name]
    label = words.t(kind.label)
    end = words.t(N_("End of {year}"), year=year)
    return charts.Part(
        label,
        [0 if is_missing(value) else int(value) for value in top[name]],
        [hover(who, label, words.number(value), end) for who, value in zip(names, top[name], strict=True)],
        theme.colour(kind.role, setting.look),
        kind.pattern,
    )
