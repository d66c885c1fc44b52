"""Ages of migrants: children, youth, adults and older people, in the world, regions and countries.

Revision 2020 is the latest by age; its figures are never put beside those of Revision 2024.
"""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

import pandas as pd

from lma_data import areas, catalog, charts
from lma_data.charts import theme
from lma_data.exhibits.base import Answer, Column, Parameter, Setting, Value, exhibit, nothing
from lma_data.exhibits.migrant_women import MANY_MIGRANTS, RESIDENCE
from lma_data.exhibits.parameters import WORLD
from lma_data.exhibits.shared import BARS, NAMED, each, hover, span
from lma_data.i18n import N_, Words
from lma_data.warehouse import ask

AGES = "undesa/migrant-stock-2020-age"
WORKING_AGE = (15, 60)  # first years of the first and the last five-year group from 15 to 64
OLDER = 65  # years


class Stage(NamedTuple):
    """An age group of the comparison: its name with its ages, and how a title says who is in it."""

    name: str
    most: str


STAGES = {
    "children": Stage(
        N_("Children, 0–14"),
        N_("{country}: {share} of migrants are under 15, the most of {known} large destinations ({year})"),
    ),
    "youth": Stage(
        N_("Youth, 15–24"),
        N_("{country}: {share} of migrants are 15 to 24 years old, the most of {known} large destinations ({year})"),
    ),
    "adults": Stage(
        N_("Adults, 25–64"),
        N_("{country}: {share} of migrants are 25 to 64 years old, the most of {known} large destinations ({year})"),
    ),
    "older": Stage(
        N_("Older people, 65 and over"),
        N_("{country}: {share} of migrants are 65 or older, the most of {known} large destinations ({year})"),
    ),
}
EDITION = N_("Revision 2020, the latest by age.")


@cache
def _years() -> tuple[int, ...]:
    return tuple(int(year) for year in ask("protection/age_years")["year"])


def _stage_name(words: Words, value: Value) -> str:
    return words.t(STAGES[str(value)].name)


AGE_YEAR = Parameter("age-year", N_("Year (ages)"), _years, ordered=True)
STAGE = Parameter("age", N_("Age group"), lambda: tuple(STAGES), "children", _stage_name)


@exhibit(
    "protection/age-pyramid",
    question=N_("How old are migrants?"),
    datasets=(AGES,),
    parameters=(RESIDENCE, AGE_YEAR),
)
def age_pyramid(setting: Setting, residence: str, age_year: int) -> Answer:
    words = setting.words
    place = areas.name(residence, words.lang)
    rows = ask("protection/ages", area=residence, year=age_year)
    if rows.empty:
        return nothing(
            words.t(N_("{place}: no figures by age for {year}"), place=place, year=age_year),
            words.t(
                N_("The ages of migrants living there are not known for {year}. {edition}"),
                year=age_year,
                edition=words.t(EDITION),
            ),
        )
    total = int(rows["migrants"].sum())
    rows = rows.assign(share=100 * rows["migrants"] / total)
    facts = _pyramid_facts(words, rows, place, age_year)
    return Answer(
        title=words.t(
            N_("{place}: {working} of migrants are of working age, 15 to 64, and {children} are children ({year})"),
            **facts,
        ),
        subtitle=words.t(
            N_(
                "Women and men of each age group as a share of all migrants of known age living there, %, mid-{year}. "
                "{edition}"
            ),
            **facts,
        ),
        sentence=words.t(
            N_(
                "In mid-{year}, of {total} migrants of known age, {children} were under 15, {working} from 15 to 64 and "
                "{older} 65 or older. The largest five-year group was that of {peak} years, with {peak_share}."
            ),
            **facts,
        ),
        table=rows,
        columns=PYRAMID_COLUMNS,
        figure=_pyramid_figure(setting, rows, total),
        notes=[*_unknown_ages(words, rows, total), *_age_notes(words)],
    )


PYRAMID_COLUMNS = [
    Column("age_group", N_("Age group")),
    Column("women", N_("Migrant women"), "count"),
    Column("men", N_("Migrant men"), "count"),
    Column("migrants", N_("Migrants"), "count"),
    Column("share", N_("Share of migrants of known age (%)"), "percent", 1),
]


def _age_notes(words: Words) -> list[str]:
    passport = catalog.passport(AGES)
    return [passport.caveat(key, words.lang) for key in ("series-break", "mixed-definitions", "secondary-source")]


def _unknown_ages(words: Words, rows: pd.DataFrame, total: int) -> list[str]:
    """How many are left out because no source says how old they are."""
    unknown = int(rows["all_ages"].max()) - total
    if unknown <= 0:
        return []
    return [words.t(N_("Without {count} migrants whose age is not known."), count=words.number(unknown))]


def _pyramid_facts(words: Words, rows: pd.DataFrame, place: str, year: int) -> dict[str, Any]:
    def share(first: int, last: int) -> str:
        return words.percent(rows.loc[rows["age_from"].between(first, last), "share"].sum())

    peak = rows.loc[rows["migrants"].idxmax()]
    return {
        "place": place,
        "year": year,
        "total": words.short(rows["migrants"].sum()),
        "children": share(0, WORKING_AGE[0] - 1),
        "working": share(*WORKING_AGE),
        "older": share(OLDER, 200),
        "peak": _ages(words, peak["age_group"]),
        "peak_share": words.percent(peak["share"]),
        "edition": words.t(EDITION),
    }


def _ages(words: Words, group: str) -> str:
    """30–34; 75+ stays as it is."""
    first, _, last = group.partition("-")
    return span(words, first, last or first)


def _pyramid_figure(setting: Setting, rows: pd.DataFrame, total: int) -> dict[str, Any]:
    words, look = setting.words, setting.look
    halves: list[charts.Half] = []
    for column, label in {"men": N_("Men"), "women": N_("Women")}.items():
        hovers = [
            hover(
                words.t(N_("{ages} years"), ages=_ages(words, row.age_group)),
                words.t(N_("{sex}: {count}"), sex=words.t(label), count=words.number(getattr(row, column))),
                words.t(
                    N_("{share} of all migrants of known age"), share=words.percent(100 * getattr(row, column) / total)
                ),
            )
            for row in each(rows)
        ]
        halves.append(
            charts.Half(
                words.t(label), [100 * count / total for count in rows[column]], hovers, theme.colour(column, look)
            )
        )
    return charts.age_pyramid(
        [_ages(words, group) for group in rows["age_group"]],
        halves[0],
        halves[1],
        look,
        tick=lambda value: words.percent(value, None),
    )


@exhibit(
    "protection/ages-regions",
    question=N_("In which regions are migrants young, and in which old?"),
    datasets=(AGES,),
    parameters=(AGE_YEAR,),
)
def ages_regions(setting: Setting, age_year: int) -> Answer:
    words = setting.words
    rows = ask("protection/ages_regions", year=age_year)
    facts = _regions_facts(words, rows, age_year)
    return Answer(
        title=words.t(
            N_(
                "Children are {children} of the world’s migrants, and {youngest_children} in the region {youngest} ({year})"
            ),
            **facts,
        ),
        subtitle=words.t(
            N_("Migrants living in each region by age, % of those whose age is known, mid-{year}. {edition}"), **facts
        ),
        sentence=words.t(
            N_(
                "In mid-{year}, {children} of the world’s migrants were under 15, {youth} from 15 to 24, {adults} from 25 "
                "to 64, and {older} 65 or older. Children weigh most in the region {youngest}, {youngest_children}, older "
                "people in the region {oldest}, {oldest_older}."
            ),
            **facts,
        ),
        table=rows,
        columns=[Column("area", N_("World or region"), "area"), *STAGE_COLUMNS],
        figure=_regions_figure(setting, rows),
        notes=_age_notes(words),
    )


def _regions_facts(words: Words, rows: pd.DataFrame, year: int) -> dict[str, Any]:
    world, regions = rows[rows["area"] == WORLD].iloc[0], rows[rows["area"] != WORLD]
    youngest, oldest = regions.loc[regions["children"].idxmax()], regions.loc[regions["older"].idxmax()]
    return {
        "year": year,
        "edition": words.t(EDITION),
        "youngest": areas.name(youngest["area"], words.lang),
        "youngest_children": words.percent(youngest["children"]),
        "oldest": areas.name(oldest["area"], words.lang),
        "oldest_older": words.percent(oldest["older"]),
        "children": words.percent(world["children"]),
        "youth": words.percent(world["youth"]),
        "adults": words.percent(world["adults"]),
        "older": words.percent(world["older"]),
    }


STAGE_COLUMNS = [
    Column("migrants", N_("Migrants of known age"), "count"),
    Column("children", N_("0 to 14 years (%)"), "percent", 1),
    Column("youth", N_("15 to 24 years (%)"), "percent", 1),
    Column("adults", N_("25 to 64 years (%)"), "percent", 1),
    Column("older", N_("65 years and over (%)"), "percent", 1),
]


def _regions_figure(setting: Setting, rows: pd.DataFrame) -> dict[str, Any]:
    words = setting.words
    sections = [
        charts.Section(
            words.t(stage.name),
            list(rows[column]),
            [words.percent(share) for share in rows[column]],
            [_stage_hover(words, row, column) for row in each(rows)],
        )
        for column, stage in STAGES.items()
    ]
    return charts.share_bars(
        [areas.label(key, words.lang) for key in rows["area"]], sections, setting.look, keys=list(rows["area"])
    )


def _stage_hover(words: Words, row: Any, column: str) -> str:
    return hover(
        areas.name(row.area, words.lang),
        words.t(
            N_("{ages}: {share} of migrants"),
            ages=words.t(STAGES[column].name),
            share=words.percent(getattr(row, column)),
        ),
    )


@exhibit(
    "protection/ages-countries",
    question=N_("In which countries are the most migrants children, young, adult or old?"),
    datasets=(AGES,),
    parameters=(AGE_YEAR, STAGE),
)
def ages_countries(setting: Setting, age_year: int, age: str) -> Answer:
    words, stage = setting.words, STAGES[age]
    rows = ask("protection/ages_countries", year=age_year, at_least=MANY_MIGRANTS)
    rows = rows.sort_values([age, "area"], ascending=[False, True]).reset_index(drop=True)
    shown, facts = rows.head(BARS), _ranking_facts(words, rows, age, age_year)
    return Answer(
        title=words.t(stage.most, **facts),
        subtitle=words.t(
            N_(
                "{ages}: share of all migrants of known age, %, mid-{year}, in countries and territories with {at_least} "
                "migrants or more. {edition}"
            ),
            **facts,
        ),
        sentence=words.t(
            N_(
                "{ages}: of the {known} countries and territories with {at_least} migrants or more in mid-{year}, the "
                "share was highest in {first}, and lowest in {lowest} ({lowest_share})."
            ),
            **facts,
        ),
        table=rows,
        columns=[Column("area", N_("Country or territory"), "area"), *STAGE_COLUMNS],
        figure=charts.ranked_bars(
            [areas.label(key, words.lang) for key in shown["area"]],
            list(shown[age]),
            [words.percent(share) for share in shown[age]],
            [_stage_hover(words, row, age) for row in each(shown)],
            setting.look,
            keys=list(shown["area"]),
        ),
        notes=_age_notes(words),
    )


def _ranking_facts(words: Words, rows: pd.DataFrame, age: str, year: int) -> dict[str, Any]:
    """What the texts say of the destinations, which come from the largest share to the smallest."""
    last = rows.iloc[-1]
    return {
        "year": year,
        "edition": words.t(EDITION),
        "ages": words.t(STAGES[age].name),
        "at_least": words.number(MANY_MIGRANTS),
        "known": words.number(len(rows)),
        "country": areas.label(rows.iloc[0]["area"], words.lang),
        "share": words.percent(rows.iloc[0][age]),
        "lowest": areas.name(last["area"], words.lang),
        "lowest_share": words.percent(last[age]),
        "first": words.list(
            [
                f"{areas.name(row.area, words.lang)} ({words.percent(getattr(row, age))})"
                for row in each(rows.head(NAMED))
            ]
        ),
    }
