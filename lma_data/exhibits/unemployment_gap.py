"""The unemployment gap: by how much foreign citizens' rate is above that of nationals, for women and for men. Eurostat."""

from __future__ import annotations

from functools import cache
from typing import Any

import pandas as pd

from lma_data import areas, catalog, charts
from lma_data.charts import theme
from lma_data.exhibits.area_parameters import AreaParameter
from lma_data.exhibits.base import Answer, Column, Parameter, Setting, exhibit
from lma_data.exhibits.shared import BARS, each, hover, periods, signed
from lma_data.i18n import N_, Words, is_missing
from lma_data.warehouse import ask

UNEMPLOYMENT = "eurostat/unemployment-rate"
ENOUGH_COUNTRIES = 10  # years in which fewer have the gap of women and of men are not offered
ENOUGH_YEARS = 5  # countries with fewer are not drawn over years
SEXES = {"women": N_("Women"), "men": N_("Men")}


@cache
def _choices() -> pd.DataFrame:
    return ask("protection/unemployment_gap_choices")


@cache
def _years() -> tuple[int, ...]:
    counts = _choices()["year"].value_counts()
    return tuple(sorted(int(year) for year, count in counts.items() if count >= ENOUGH_COUNTRIES))


@cache
def _countries() -> tuple[str, ...]:
    counts = _choices()["area"].value_counts()
    return tuple(sorted(str(area) for area, count in counts.items() if count >= ENOUGH_YEARS))


GAP_YEAR = Parameter("gap-year", N_("Year"), _years, ordered=True)
GAP_COUNTRY = AreaParameter("gap-country", N_("Country"), _countries, "ITA")


@exhibit(
    "protection/unemployment-gap",
    question=N_("Is the unemployment gap between foreigners and nationals wider for women than for men?"),
    datasets=(UNEMPLOYMENT,),
    parameters=(GAP_YEAR,),
)
def unemployment_gap(setting: Setting, gap_year: int) -> Answer:
    words = setting.words
    rows = ask("protection/unemployment_gap", year=gap_year)
    known = rows.dropna(subset=["women", "men"])
    facts = _gap_facts(words, known, gap_year)
    return Answer(
        title=words.t(
            N_(
                "Foreign women’s unemployment gap to national women is wider than men’s in {wider} of {known} countries "
                "({year})"
            ),
            **facts,
        ),
        subtitle=words.t(
            N_(
                "Unemployment rate of foreign citizens less that of nationals of the same sex, percentage points, ages 15 "
                "to 64, {year}. The {shown} countries with the widest gap of both sexes together. Below zero, the rate "
                "of nationals is the higher one."
            ),
            **facts,
        ),
        sentence=words.t(
            N_(
                "In {year}, the unemployment rate of foreign women was above that of national women in {women} of the "
                "{known} countries with both gaps, that of foreign men above that of national men in {men}. The gap of "
                "women was widest in {widest}: {widest_gap} points, against {widest_men} for men."
            ),
            **facts,
        ),
        table=rows,
        columns=GAP_COLUMNS,
        figure=_gap_figure(setting, known.head(BARS), gap_year),
        notes=[*_one_sex_only(words, rows, known), *_flagged(words, known), *_survey_notes(words)],
    )


GAP_COLUMNS = [
    Column("area", N_("Country"), "area"),
    Column("women", N_("Gap of women (points)"), "number", 1),
    Column("men", N_("Gap of men (points)"), "number", 1),
    Column("both", N_("Gap of both sexes (points)"), "number", 1),
    Column("women_foreign", N_("Foreign women (%)"), "percent", 1),
    Column("women_national", N_("National women (%)"), "percent", 1),
    Column("men_foreign", N_("Foreign men (%)"), "percent", 1),
    Column("men_national", N_("National men (%)"), "percent", 1),
]


def _gap_facts(words: Words, known: pd.DataFrame, year: int) -> dict[str, Any]:
    widest = known.loc[known["women"].idxmax()]
    return {
        "year": year,
        "known": words.number(len(known)),
        "shown": words.number(min(BARS, len(known))),
        "wider": words.number((known["women"] > known["men"]).sum()),
        "women": words.number((known["women"] > 0).sum()),
        "men": words.number((known["men"] > 0).sum()),
        "widest": areas.name(widest["area"], words.lang),
        "widest_gap": signed(words, widest["women"], 1),
        "widest_men": signed(words, widest["men"], 1),
    }


def _survey_notes(words: Words) -> list[str]:
    passport = catalog.passport(UNEMPLOYMENT)
    return [passport.caveat(key, words.lang) for key in ("estimated", "series-break", "mixed-definitions")]


def _one_sex_only(words: Words, rows: pd.DataFrame, known: pd.DataFrame) -> list[str]:
    """Which countries lack the gap of one sex, because a rate is withheld, and are in the table only."""
    others = [areas.name(key, words.lang) for key in rows["area"] if key not in set(known["area"])]
    if not others:
        return []
    return [
        words.t(
            N_("In the table only, because a rate of one sex is not published: {countries}."),
            countries=words.list(others),
        )
    ]


def _flagged(words: Words, known: pd.DataFrame) -> list[str]:
    unreliable = [areas.name(key, words.lang) for key in known[known["unreliable"]]["area"]]
    if not unreliable:
        return []
    return [words.t(N_("Low reliability according to Eurostat: {countries}."), countries=words.list(unreliable))]


def _gap_figure(setting: Setting, rows: pd.DataFrame, year: int) -> dict[str, Any]:
    words = setting.words
    pairs = [
        charts.Pair(
            areas.label(row.area, words.lang),
            (float(row.women), float(row.men)),
            (_gap_hover(words, row, "women", year), _gap_hover(words, row, "men", year)),
            row.area,
        )
        for row in each(rows)
    ]
    names = (words.t(SEXES["women"]), words.t(SEXES["men"]))
    return charts.dumbbell_chart(pairs, names, setting.look, tick=lambda value: words.number(value, None))


def _gap_hover(words: Words, row: Any, sex: str, year: int) -> str:
    return hover(
        areas.name(row.area, words.lang),
        words.t(
            N_("{sex}, {year}: {gap} points"),
            sex=words.t(SEXES[sex]),
            year=year,
            gap=signed(words, getattr(row, sex), 1),
        ),
        words.t(
            N_("Foreign citizens {foreign}, nationals {national}"),
            foreign=words.percent(getattr(row, f"{sex}_foreign")),
            national=words.percent(getattr(row, f"{sex}_national")),
        ),
        *([words.t(N_("Low reliability"))] if row.unreliable else []),
    )


@exhibit(
    "protection/unemployment-gap-years",
    question=N_("How has the unemployment gap between foreigners and nationals moved in one country?"),
    datasets=(UNEMPLOYMENT,),
    parameters=(GAP_COUNTRY,),
)
def unemployment_gap_years(setting: Setting, gap_country: str) -> Answer:
    words = setting.words
    rows = ask("protection/unemployment_gap_years", area=gap_country)
    known = rows.dropna(subset=["women", "men"])
    first, last = known.iloc[0], known.iloc[-1]
    facts = {
        "place": areas.name(gap_country, words.lang),
        "year": last["year"],
        "women": signed(words, last["women"], 1),
        "men": signed(words, last["men"], 1),
        "first_year": first["year"],
        "first_women": signed(words, first["women"], 1),
        "first_men": signed(words, first["men"], 1),
        "first": rows["year"].min(),
        "last": rows["year"].max(),
    }
    return Answer(
        title=words.t(
            N_("{place}: unemployment gap of {women} points for foreign women and {men} for foreign men ({year})"),
            **facts,
        ),
        subtitle=words.t(
            N_(
                "Unemployment rate of foreign citizens less that of nationals of the same sex, percentage points, ages 15 "
                "to 64, {first}–{last}. Dotted upright lines: breaks in the series. Where a rate is not published the line "
                "has a gap."
            ),
            **facts,
        ),
        sentence=words.t(
            N_(
                "{place}: the unemployment rate of foreign citizens less that of nationals was {women} points among women "
                "and {men} points among men in {year}; in {first_year} it was {first_women} and {first_men}. Above zero, "
                "the rate of foreign citizens is the higher one."
            ),
            **facts,
        ),
        table=rows,
        columns=[Column("year", N_("Year"), "year"), *GAP_COLUMNS[1:4]],
        figure=_years_figure(setting, rows),
        notes=[*_flagged_years(words, rows), *_survey_notes(words)],
    )


def _flagged_years(words: Words, rows: pd.DataFrame) -> list[str]:
    years = rows[rows["unreliable"]]["year"].tolist()
    if not years:
        return []
    return [words.t(N_("Low reliability according to Eurostat: {years}."), years=periods(words, years))]


def _years_figure(setting: Setting, rows: pd.DataFrame) -> dict[str, Any]:
    words, look = setting.words, setting.look
    years = [int(year) for year in rows["year"]]
    lines = [
        charts.Line(
            words.t(label),
            years,
            [None if is_missing(gap) else float(gap) for gap in rows[column]],
            [
                words.t(
                    N_("{sex}, {year}: {gap} points"),
                    sex=words.t(label),
                    year=row.year,
                    gap=signed(words, getattr(row, column), 1),
                )
                for row in each(rows)
            ],
            theme.colour(column, look),
            style,
        )
        for style, (column, label) in enumerate(SEXES.items())
    ]
    step = max(1, -(-len(years) // (5 if look.compact else 12)))
    return charts.line_chart_labelled_aside(
        lines,
        look,
        height=440,
        tick=lambda value: words.number(value, None),
        targets=[charts.Target(0, "")],
        years=years[::-step][::-1],
        notes=[(year, "") for year in rows[rows["is_break"]]["year"].tolist()],
        span=(years[0] - 0.5, years[-1] + 0.5),
    )
