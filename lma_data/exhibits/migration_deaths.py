"""Deaths and disappearances on migration routes, SDG indicator 10.7.3: minimum figures."""

from __future__ import annotations

from typing import Any

import pandas as pd

from lma_data import areas, catalog, charts
from lma_data.charts import theme
from lma_data.exhibits.base import Answer, Column, Parameter, Setting, Value, exhibit
from lma_data.exhibits.parameters import WORLD
from lma_data.exhibits.shared import BARS, NAMED, each, hover, span
from lma_data.i18n import N_, Words
from lma_data.warehouse import ask

DEATHS = "unsd/sdg-10-7-3"
# Northern Africa, sub-Saharan Africa, Northern America, Latin America and the Caribbean, Asia, Europe: they do not overlap.
ROUTES = ("015", "202", "021", "419", "142", "150")
Records = dict[str, dict[int, int]]  # deaths by area and year


@exhibit(
    "protection/deaths-on-routes",
    question=N_("How many people die or disappear while migrating?"),
    datasets=(DEATHS,),
)
def deaths_on_routes(setting: Setting) -> Answer:
    words = setting.words
    rows = ask("protection/deaths_on_routes")
    facts = _deaths_facts(words, rows)
    return Answer(
        title=words.t(
            N_("At least {total} people died or disappeared while migrating, from {first_year} to {year}"), **facts
        ),
        subtitle=words.t(
            N_(
                "Deaths and disappearances recorded during migration towards another country, world, each year, "
                "{first_year}–{year}. Minimum figures: many deaths are never recorded."
            ),
            **facts,
        ),
        sentence=words.t(
            N_(
                "{newest} deaths and disappearances during migration were recorded in the world in {year}; "
                "the most in a year since {first_year} is {worst}, in {worst_year}. "
                "Recording is incomplete and differs by route and year: these are minimum figures."
            ),
            **facts,
        ),
        table=rows,
        columns=[
            Column("year", N_("Year"), "year"),
            Column("deaths", N_("Deaths and disappearances recorded"), "count"),
        ],
        figure=charts.year_columns(
            [int(year) for year in rows["year"]],
            [int(deaths) for deaths in rows["deaths"]],
            [words.number(deaths) for deaths in rows["deaths"]],
            [_deaths_hover(words, row) for row in each(rows)],
            setting.look,
        ),
        notes=_death_notes(words),
    )


def _deaths_facts(words: Words, rows: pd.DataFrame) -> dict[str, Any]:
    newest, worst = rows.iloc[-1], rows.loc[rows["deaths"].idxmax()]
    return {
        "total": words.number(rows["deaths"].sum()),
        "first_year": rows["year"].min(),
        "year": newest["year"],
        "newest": words.number(newest["deaths"]),
        "worst": words.number(worst["deaths"]),
        "worst_year": worst["year"],
    }


def _deaths_hover(words: Words, row: Any) -> str:
    return hover(
        str(row.year), words.t(N_("{count} deaths and disappearances recorded"), count=words.number(row.deaths))
    )


def _death_notes(words: Words) -> list[str]:
    passport = catalog.passport(DEATHS)
    return [passport.caveat(key, words.lang) for key in ("incomplete-coverage", "provisional", "secondary-source")]


@exhibit(
    "protection/deaths-regions",
    question=N_("In which regions do people die or disappear while migrating?"),
    datasets=(DEATHS,),
)
def deaths_regions(setting: Setting) -> Answer:
    words = setting.words
    rows = ask("protection/deaths_by_region", areas=[*ROUTES, WORLD])
    records: Records = {area: {} for area in (*ROUTES, WORLD)}
    for row in each(rows):
        records[row.area][row.year] = row.deaths
    facts = _regions_facts(words, records)
    return Answer(
        title=words.t(
            N_(
                "{most}: {most_total} of the {total} deaths and disappearances recorded from {first_year} to {year}, the "
                "most of any region"
            ),
            **facts,
        ),
        subtitle=words.t(
            N_(
                "Deaths and disappearances recorded during migration towards another country, each year, "
                "{first_year}–{year}, by region of the incident, not of origin. Minimum figures: many deaths are never "
                "recorded."
            ),
            **facts,
        ),
        sentence=words.t(
            N_(
                "Of the {world} deaths and disappearances recorded in {year}, by region of the incident: {each}. Recording "
                "is incomplete and differs by route and year."
            ),
            **facts,
        ),
        table=rows,
        columns=[
            Column("area", N_("Region of the incident"), "area"),
            Column("year", N_("Year"), "year"),
            Column("deaths", N_("Deaths and disappearances recorded"), "count"),
        ],
        figure=_regions_figure(setting, rows),
        notes=[words.t(AT_SEA), *_of_no_region(words, records), *_death_notes(words)],
    )


def _regions_facts(words: Words, records: Records) -> dict[str, Any]:
    totals = {area: sum(by_year.values()) for area, by_year in records.items()}
    first, last = min(records[WORLD]), max(records[WORLD])
    most = max(ROUTES, key=lambda area: totals[area])
    recorded = [area for area in ROUTES if last in records[area]]
    return {
        "year": last,
        "first_year": first,
        "most": areas.name(most, words.lang),
        "most_total": words.number(totals[most]),
        "total": words.number(totals[WORLD]),
        "world": words.number(records[WORLD][last]),
        "each": words.list(
            [
                f"{areas.name(area, words.lang)} ({words.number(records[area][last])})"
                for area in sorted(recorded, key=lambda area: -records[area][last])
            ]
        ),
    }


AT_SEA = N_(
    "The Mediterranean’s dead are attributed to a country of its shores, above all to Libya, and so to Northern Africa."
)


def _of_no_region(words: Words, records: Records) -> list[str]:
    """In which years the world total is more than its regions."""
    found = []
    for year, world in records[WORLD].items():
        rest = world - sum(records[area].get(year, 0) for area in ROUTES)
        if rest:
            found.append(f"{year} ({words.number(rest)})")
    if not found:
        return []
    return [words.t(N_("In the world total and in no region: {years}."), years=words.list(found))]


def _regions_figure(setting: Setting, rows: pd.DataFrame) -> dict[str, Any]:
    words, look = setting.words, setting.look
    years = sorted({int(year) for year in rows["year"]})
    panels = []
    for area in ROUTES:
        of_area = rows[rows["area"] == area]
        line = charts.Line(
            "",
            [int(year) for year in of_area["year"]],
            [int(deaths) for deaths in of_area["deaths"]],
            [
                hover(
                    areas.name(area, words.lang),
                    words.t(
                        N_("{year}: {count} deaths and disappearances recorded"),
                        year=row.year,
                        count=words.number(row.deaths),
                    ),
                )
                for row in each(of_area)
            ],
            theme.palette(look).series[0],
        )
        panels.append((areas.label(area, words.lang), [line]))
    return charts.small_multiples(
        panels, look, tick=words.axis, years=[years[0], years[len(years) // 2], years[-1]], side_by_side=(3, 1)
    )


ALL_YEARS = "all"


def _years() -> tuple[Value, ...]:
    return (ALL_YEARS, *(int(year) for year in ask("protection/deaths_on_routes")["year"]))


def _year_text(words: Words, value: Value) -> str:
    return words.t(N_("All years")) if value == ALL_YEARS else str(value)


DEATHS_YEAR = Parameter("deaths-year", N_("Year"), _years, ALL_YEARS, _year_text)


@exhibit(
    "protection/deaths-countries",
    question=N_("To which countries are the deaths on migration routes attributed?"),
    datasets=(DEATHS,),
    parameters=(DEATHS_YEAR,),
)
def deaths_countries(setting: Setting, deaths_year: Value) -> Answer:
    words = setting.words
    covered = [int(year) for year in _years()[1:]]
    first, last = (covered[0], covered[-1]) if deaths_year == ALL_YEARS else (int(deaths_year), int(deaths_year))
    rows = ask("protection/deaths_by_country", first=first, last=last)
    shown = rows.head(BARS)
    facts = {
        "when": span(words, first, last),
        "country": areas.label(shown.iloc[0]["area"], words.lang),
        "deaths": words.number(shown.iloc[0]["deaths"]),
        "known": words.number(len(rows)),
        "total": words.number(rows["deaths"].sum()),
        "first": words.list(
            [f"{areas.name(row.area, words.lang)} ({words.number(row.deaths)})" for row in each(rows.head(NAMED))]
        ),
    }
    return Answer(
        title=words.t(
            N_(
                "{country}: {deaths} deaths and disappearances on migration routes recorded, the most of any country "
                "({when})"
            ),
            **facts,
        ),
        subtitle=words.t(
            N_(
                "Deaths and disappearances recorded during migration towards another country, {when}, by country of the "
                "incident, not of origin. Minimum figures: many deaths are never recorded."
            ),
            **facts,
        ),
        sentence=words.t(
            N_(
                "{when}: {known} countries and territories have at least one record, {total} deaths and disappearances in "
                "all. The most were recorded in {first}. A country without a record is not one where nobody died."
            ),
            **facts,
        ),
        table=rows,
        columns=[
            Column("area", N_("Country of the incident"), "area"),
            Column("deaths", N_("Deaths and disappearances recorded"), "count"),
            Column("years", N_("Years with a record"), "count"),
        ],
        figure=charts.ranked_bars(
            [areas.label(key, words.lang) for key in shown["area"]],
            [int(deaths) for deaths in shown["deaths"]],
            [words.number(deaths) for deaths in shown["deaths"]],
            [_country_deaths(words, row, str(facts["when"])) for row in each(shown)],
            setting.look,
            keys=list(shown["area"]),
        ),
        notes=[words.t(AT_SEA), *_death_notes(words)],
    )


def _country_deaths(words: Words, row: Any, when: str) -> str:
    return hover(
        areas.name(row.area, words.lang),
        words.t(N_("{year}: {count} deaths and disappearances recorded"), year=when, count=words.number(row.deaths)),
    )
