"""How heavily hosting weighs: refugees per 1,000 inhabitants, and by the income of the country that hosts them."""

from __future__ import annotations

from typing import Any

import pandas as pd

from lma_data import areas, catalog, charts
from lma_data.charts import theme
from lma_data.exhibits.base import Answer, Column, Setting, exhibit
from lma_data.exhibits.refugees import DISPLACED_YEAR, OTHERS_SINCE, PEOPLE_COLUMNS
from lma_data.exhibits.shared import BARS, MAP_NOTE, country_map, each, hover
from lma_data.i18n import N_, NN_, Words
from lma_data.warehouse import ask

RATE_LIMITS = (0.1, 1, 2.5, 5, 10, 25)  # per 1,000 inhabitants
MANY = 10  # per 1,000 inhabitants: what the map's title counts
LARGE = 1_000_000  # inhabitants: the first country of this size is named beside small ones
UNCLASSIFIED = "UNK"

PER_INHABITANT = (
    N_(
        "Refugees under UNHCR’s mandate and other people in need of international protection, all ages, end of {year}, per "
        "1,000 inhabitants at mid-{population_year} (UN DESA). Asylum-seekers and Palestine refugees under UNRWA’s mandate "
        "are not included."
    ),
    N_(
        "Refugees under UNHCR’s mandate, all ages, end of {year}, per 1,000 inhabitants at mid-{population_year} (UN DESA); "
        "other people in need of international protection were not yet counted. Asylum-seekers and Palestine refugees "
        "under UNRWA’s mandate are not included."
    ),
)
DIVIDED = N_(
    "UNHCR counts people at the end of the year, UN DESA inhabitants at mid-year: the one is divided by the other, and "
    "nothing else of the two is compared."
)
RATE_COLUMNS = [
    Column("area", N_("Country or territory of asylum"), "area"),
    Column("rate", N_("Per 1,000 inhabitants"), "number", 1),
    *PEOPLE_COLUMNS[:3],
    Column("population", N_("Population"), "count"),
    Column("population_year", N_("Year of the population"), "year"),
]
DATASETS = ("unhcr/population", "undesa/population", "undesa/migrant-stock-2024")


@exhibit(
    "crisis/hosts-per-inhabitant-map",
    question=N_("Where are refugees most numerous for the size of the population?"),
    datasets=DATASETS,
    parameters=(DISPLACED_YEAR,),
    apart=DIVIDED,
)
def hosts_per_inhabitant_map(setting: Setting, displaced_year: int) -> Answer:
    words = setting.words
    rows = ask("crisis/hosts_per_inhabitant", year=displaced_year)
    many = rows[rows["rate"].round(1) >= MANY]
    facts = {
        "year": displaced_year,
        "limit": words.number(MANY),
        "many": words.number(len(many)),
        "known": words.number(len(rows)),
        "areas": words.list([areas.name(key, words.lang) for key in many["area"].head(BARS)]),
    }
    return Answer(
        title=words.n(
            *NN_(
                "In {count} country or territory there are {limit} or more refugees and others in need of protection for "
                "1,000 inhabitants (end of {year})",
                "In {count} countries and territories there are {limit} or more refugees and others in need of protection "
                "for 1,000 inhabitants (end of {year})",
            ),
            len(many),
            limit=words.number(MANY),
            year=displaced_year,
        ),
        subtitle=_per_inhabitant(words, rows, displaced_year),
        sentence=words.t(
            N_(
                "Of the {known} countries and territories for which UNHCR has figures, {many} had {limit} or more of them "
                "for 1,000 inhabitants at the end of {year}. From the highest rate down: {areas}."
            ),
            **facts,
        ),
        table=rows,
        columns=RATE_COLUMNS,
        figure=country_map(
            setting,
            rows,
            "rate",
            [_rate_hover(words, row, displaced_year) for row in each(rows)],
            charts.Classes(RATE_LIMITS, [words.number(limit, None) for limit in RATE_LIMITS]),
        ),
        notes=[words.t(MAP_NOTE), *_rate_notes(words, rows, displaced_year)],
        rests_on=_rests_on(rows),
    )


@exhibit(
    "crisis/hosts-per-inhabitant",
    question=N_("Which countries host the most refugees for the size of their population?"),
    datasets=DATASETS,
    parameters=(DISPLACED_YEAR,),
    apart=DIVIDED,
)
def hosts_per_inhabitant(setting: Setting, displaced_year: int) -> Answer:
    words = setting.words
    rows = ask("crisis/hosts_per_inhabitant", year=displaced_year)
    top = rows.head(BARS)
    first, second, third = each(top.head(3))
    return Answer(
        title=words.t(
            N_("{country}: {rate} for 1,000 inhabitants, the highest rate of all host countries (end of {year})"),
            country=areas.label(first.area, words.lang),
            rate=words.number(first.rate, 1),
            year=displaced_year,
        ),
        subtitle=_per_inhabitant(words, rows, displaced_year),
        sentence=" ".join(
            [
                words.t(
                    N_(
                        "At the end of {year} the rates were highest in {countries}. The smaller the population, the fewer "
                        "people it takes for a high rate: in {first} they were {persons}."
                    ),
                    year=displaced_year,
                    countries=words.list([_rated(words, row) for row in (first, second, third)]),
                    first=areas.name(first.area, words.lang),
                    persons=words.number(first.persons),
                ),
                *_first_of_the_large(words, rows),
            ]
        ),
        table=rows,
        columns=RATE_COLUMNS,
        figure=charts.ranked_bars(
            [areas.label(key, words.lang) for key in top["area"]],
            list(top["rate"]),
            [words.number(rate, 1) for rate in top["rate"]],
            [_rate_hover(words, row, displaced_year) for row in each(top)],
            setting.look,
            keys=list(top["area"]),
        ),
        notes=_rate_notes(words, rows, displaced_year),
        rests_on=_rests_on(rows),
    )


def _rated(words: Words, row: Any) -> str:
    return f"{areas.name(row.area, words.lang)} ({words.number(row.rate, 1)})"


def _first_of_the_large(words: Words, rows: pd.DataFrame) -> list[str]:
    """The highest rate among the countries that are not small; nothing where it leads the ranking anyway."""
    large = rows[rows["population"] >= LARGE]
    if large.empty or large.index[0] == rows.index[0]:
        return []
    text = N_(
        "Of the countries and territories with {inhabitants} inhabitants or more, the highest rate is that of {country}."
    )
    return [words.t(text, inhabitants=words.axis(LARGE), country=_rated(words, each(large.head(1))[0]))]


def _per_inhabitant(words: Words, rows: pd.DataFrame, year: int) -> str:
    with_others, refugees_only = PER_INHABITANT
    text = with_others if year >= OTHERS_SINCE else refugees_only
    return words.t(text, year=year, population_year=rows["population_year"].iloc[0])


def _rate_hover(words: Words, row: Any, year: int) -> str:
    return hover(
        areas.name(row.area, words.lang),
        words.t(N_("{rate} per 1,000 inhabitants"), rate=words.number(row.rate, None)),
        words.t(N_("{persons} people, end of {year}"), persons=words.number(row.persons), year=year),
        words.t(
            N_("Population, mid-{year}: {population}"),
            year=row.population_year,
            population=words.number(row.population),
        ),
    )


def _rate_notes(words: Words, rows: pd.DataFrame, year: int) -> list[str]:
    population_year = rows["population_year"].iloc[0]
    notes = [catalog.passport("unhcr/population").caveat("boundaries", words.lang)]
    if population_year != year:
        notes.insert(
            0,
            words.t(
                N_(
                    "UN DESA’s estimates at hand end with mid-{population_year}: that population stands under the people "
                    "counted at the end of {year}."
                ),
                population_year=population_year,
                year=year,
            ),
        )
    return notes


def _rests_on(rows: pd.DataFrame) -> tuple[str, ...]:
    """The population of the newest years comes with the migrant stock, that of all others from the Prospects."""
    return ("unhcr/population", "undesa/migrant-stock-2024" if rows["with_stock"].iloc[0] else "undesa/population")


GROUP_COLUMNS = [
    Column("group", N_("Income group")),
    Column("share", N_("Share of the world (%)"), "percent", 1),
    *PEOPLE_COLUMNS[:3],
    Column("hosts", N_("Host countries and territories"), "count"),
    Column("largest", N_("Largest host"), "area"),
    Column("largest_persons", N_("People in the largest host"), "count"),
]
SORTED = N_("The World Bank’s groups sort the countries that UNHCR counts; no figures of the two are compared.")


@exhibit(
    "crisis/hosts-by-income",
    question=N_("How rich are the countries that host refugees?"),
    datasets=("unhcr/population", "geography/income-groups"),
    parameters=(DISPLACED_YEAR,),
    apart=SORTED,
)
def hosts_by_income(setting: Setting, displaced_year: int) -> Answer:
    words = setting.words
    rows = ask("crisis/hosts_by_income", year=displaced_year)
    records = each(rows)
    facts = {
        "year": displaced_year,
        "fiscal_year": records[0].fiscal_year,
        "income_year": records[0].fiscal_year - 2,
        "share": words.percent(sum(row.share for row in records if row.income_group not in ("HIC", UNCLASSIFIED)), 0),
        "groups": words.list(
            [
                words.t(
                    N_("{group}: {share} (largest host: {country})"),
                    group=_group(words, row.income_group),
                    share=words.percent(row.share),
                    country=areas.name(row.largest, words.lang),
                )
                for row in records
            ]
        ),
    }
    return Answer(
        title=words.t(
            N_(
                "Low- and middle-income countries host {share} of refugees and others in need of international protection "
                "(end of {year})"
            ),
            **facts,
        ),
        subtitle=words.t(
            N_(
                "Refugees under UNHCR’s mandate and other people in need of international protection (from 2018), all ages, "
                "end of {year}, by the World Bank’s income group of the host country in force then (fiscal year "
                "{fiscal_year}, by the income of {income_year})."
            ),
            **facts,
        ),
        sentence=words.t(N_("Share of the world at the end of {year}: {groups}."), **facts),
        table=rows.assign(group=[_group(words, row.income_group) for row in records]),
        columns=GROUP_COLUMNS,
        figure=charts.category_bars([_group_bar(setting, row, displaced_year) for row in records], setting.look),
        notes=[
            catalog.passport("geography/income-groups").caveat("incomplete-coverage", words.lang),
            catalog.passport("unhcr/population").caveat("provisional", words.lang),
        ],
    )


def _group(words: Words, key: str) -> str:
    return words.t(N_("Not classified")) if key == UNCLASSIFIED else areas.name(key, words.lang)


def _group_bar(setting: Setting, row: Any, year: int) -> charts.Category:
    words, colours = setting.words, theme.palette(setting.look)
    label = _group(words, row.income_group)
    return charts.Category(
        label,
        row.share,
        words.percent(row.share),
        hover(
            label,
            words.percent(row.share),
            words.t(N_("{persons} people, end of {year}"), persons=words.number(row.persons), year=year),
        ),
        colours.other if row.income_group == UNCLASSIFIED else colours.series[0],
    )


@exhibit(
    "crisis/hosts-by-income-years",
    question=N_("How has the share hosted by low- and middle-income countries moved?"),
    datasets=("unhcr/population", "geography/income-groups"),
    apart=SORTED,
)
def hosts_by_income_years(setting: Setting) -> Answer:
    words, look = setting.words, setting.look
    rows = ask("crisis/hosts_by_income_years")
    first, last = rows.iloc[0], rows.iloc[-1]
    highest = rows.loc[rows["low_and_middle"].idxmax()]
    facts = {
        "share": words.percent(last["low_and_middle"], 0),
        "year": int(last["year"]),
        "first_share": words.percent(first["low_and_middle"], 0),
        "first_year": int(first["year"]),
        "high": words.percent(last["high"], 0),
        "highest_share": words.percent(highest["low_and_middle"], 0),
        "highest_year": int(highest["year"]),
    }
    years = [int(year) for year in rows["year"]]
    return Answer(
        title=words.t(
            N_(
                "Low- and middle-income countries hosted {share} of refugees and others in need of protection in {year}, "
                "{first_share} in {first_year}"
            ),
            **facts,
        ),
        subtitle=words.t(
            N_(
                "Share of refugees under UNHCR’s mandate and other people in need of international protection (from 2018), "
                "%, end of the year, {first_year}–{year}; each year by the World Bank’s classification in force at its end."
            ),
            **facts,
        ),
        sentence=words.t(
            N_(
                "At the end of {year}, low- and middle-income countries hosted {share} and high-income countries {high}. "
                "The share of the former was highest in {highest_year}, {highest_share}. It also moves when a host country "
                "passes from one income group to another."
            ),
            **facts,
        ),
        table=rows,
        columns=[
            Column("year", N_("Year"), "year"),
            Column("low_and_middle", N_("Low- and middle-income countries (%)"), "percent", 1),
            Column("high", N_("High-income countries (%)"), "percent", 1),
            Column("unclassified", N_("Not classified (%)"), "percent", 1),
        ],
        figure=charts.line_chart_labelled_aside(
            [
                _share_line(setting, rows, "low_and_middle", N_("Low- and middle-income countries"), 0),
                _share_line(setting, rows, "high", N_("High-income countries"), 1),
            ],
            look,
            tick=lambda value: words.percent(value, 0),
            years=charts.years_written(years[0], years[-1], look),
            height=380,
        ),
        notes=[
            catalog.passport("unhcr/population").caveat("series-break", words.lang),
            catalog.passport("geography/income-groups").caveat("incomplete-coverage", words.lang),
        ],
    )


def _share_line(setting: Setting, rows: pd.DataFrame, column: str, name: str, place: int) -> charts.Line:
    words = setting.words
    label = words.t(name)
    return charts.Line(
        label,
        [int(year) for year in rows["year"]],
        [float(share) for share in rows[column]],
        [
            hover(label, words.percent(share), words.t(N_("End of {year}"), year=year))
            for year, share in zip(rows["year"], rows[column], strict=True)
        ],
        theme.palette(setting.look).series[place],
        place,
    )
