"""Protection: women among migrants, and the dangers of work and of the way."""

from __future__ import annotations

from typing import Any

import pandas as pd

from lma_data import areas, catalog, charts
from lma_data.charts import theme
from lma_data.exhibits.base import Answer, Column, Setting, exhibit
from lma_data.exhibits.parameters import REGIONS, STOCK_YEAR, WORLD
from lma_data.exhibits.shared import BARS, DATA_TYPES, each, hover
from lma_data.i18n import N_, Words, is_missing
from lma_data.warehouse import ask

HALF = 50  # percent
MANY_MIGRANTS = 500_000  # destinations with fewer are not ranked by their share of women

WOMEN_COLUMNS = [
    Column("share_of_women", N_("Women among migrants (%)"), "percent", 1),
    Column("women", N_("Migrant women"), "count"),
    Column("migrants", N_("Migrants"), "count"),
]


@exhibit(
    "protection/women-share",
    question=N_("How large is women’s share of migrants, and how has it moved?"),
    datasets=("undesa/migrant-stock-2024",),
)
def women_share(setting: Setting) -> Answer:
    words = setting.words
    rows = ask("protection/women_share", areas=[WORLD, *REGIONS])
    records = each(rows)
    last = max(row.year for row in records)
    newest = {row.area: row.share_of_women for row in records if row.year == last}
    regions = sorted(REGIONS, key=lambda region: newest[region])
    order = {key: place for place, key in enumerate([WORLD, *regions])}
    facts = _women_facts(words, records, regions)
    return Answer(
        title=words.t(
            N_(
                "Women are {world} of the world’s migrants ({year}); by region, from {lowest_share} ({lowest}) "
                "to {highest_share} ({highest})"
            ),
            **facts,
        ),
        subtitle=words.t(
            N_(
                "Women as a share of all migrants living in each region (solid line) and in the world (dotted), %, "
                "mid-year, {first_year}–{year}, all ages. Dashed: {half}. The scale does not start at zero."
            ),
            **facts,
        ),
        sentence=words.t(
            N_(
                "In mid-{year}, {world} of the world’s migrants were women, against {first_world} in {first_year}. "
                "The share is lowest among migrants living in the region {lowest}, {lowest_share} "
                "({lowest_before} in {first_year}), and highest in the region {highest}, {highest_share}."
            ),
            **facts,
        ),
        table=rows.sort_values(
            ["area", "year"], key=lambda column: column.map(order) if column.name == "area" else column
        ),
        columns=[Column("area", N_("Region of residence"), "area"), Column("year", N_("Year"), "year"), *WOMEN_COLUMNS],
        figure=_women_figure(setting, records, regions),
        notes=[catalog.passport("undesa/migrant-stock-2024").caveat("irregular-years", words.lang)],
    )


def _women_facts(words: Words, records: list[Any], regions: list[str]) -> dict[str, Any]:
    """What the texts say of the world and of two regions, which come from the lowest share to the highest."""
    years = [row.year for row in records]
    first_year, year = min(years), max(years)
    shares = {(row.area, row.year): row.share_of_women for row in records}
    lowest, highest = regions[0], regions[-1]
    return {
        "year": year,
        "first_year": first_year,
        "half": words.percent(HALF, 0),
        "world": words.percent(shares[WORLD, year]),
        "first_world": words.percent(shares[WORLD, first_year]),
        "lowest": areas.name(lowest, words.lang),
        "lowest_share": words.percent(shares[lowest, year]),
        "lowest_before": words.percent(shares[lowest, first_year]),
        "highest": areas.name(highest, words.lang),
        "highest_share": words.percent(shares[highest, year]),
    }


def _women_figure(setting: Setting, records: list[Any], regions: list[str]) -> dict[str, Any]:
    words, look = setting.words, setting.look
    years = sorted({int(row.year) for row in records})
    world = _share_line(words, records, WORLD, theme.palette(look).other, 2)
    shade = theme.colour("women", look)
    return charts.diverging_panels(
        [
            (areas.label(region, words.lang), [world, _share_line(words, records, region, shade, 0)])
            for region in regions
        ],
        look,
        level=HALF,
        tick=lambda value: words.percent(value, 0),
        years=[years[0], years[len(years) // 2], years[-1]],
    )


def _share_line(words: Words, records: list[Any], area: str, shade: str, style: int) -> charts.Line:
    of_area = [row for row in records if row.area == area]
    name = areas.name(area, words.lang)
    return charts.Line(
        name,
        [int(row.year) for row in of_area],
        [None if is_missing(row.share_of_women) else float(row.share_of_women) for row in of_area],
        [hover(name, _women_of_migrants(words, row, row.year)) for row in of_area],
        shade,
        style,
    )


def _women_of_migrants(words: Words, row: Any, year: int) -> str:
    return words.t(N_("Women: {share} of migrants, mid-{year}"), share=words.percent(row.share_of_women), year=year)


@exhibit(
    "protection/women-share-countries",
    question=N_("Among the migrants of which countries are women fewest, and most?"),
    datasets=("undesa/migrant-stock-2024",),
    parameters=(STOCK_YEAR,),
)
def women_share_countries(setting: Setting, year: int) -> Answer:
    words = setting.words
    rows = ask("protection/women_share_countries", year=year, at_least=MANY_MIGRANTS)
    known = rows.dropna(subset=["share_of_women"])
    facts = _countries_facts(words, known, year)
    return Answer(
        title=words.t(
            N_("Women are a minority of migrants in {under} of {known} large destinations ({year})"),
            **facts,
        ),
        subtitle=words.t(
            N_(
                "Women as a share of all migrants, %, mid-{year}, all ages, in countries and territories with "
                "{at_least} migrants or more."
            ),
            **facts,
        ),
        sentence=words.t(
            N_(
                "In mid-{year}, {known} countries and territories had {at_least} migrants or more. Women’s share of "
                "them ranged from {lowest_share} ({lowest}) to {highest_share} ({highest})."
            ),
            **facts,
        ),
        table=rows,
        columns=[
            Column("area", N_("Country or territory"), "area"),
            *WOMEN_COLUMNS,
            Column("data_type", N_("Type of data")),
        ],
        figure=_countries_figure(setting, known, year),
        notes=[words.t(DATA_TYPES), catalog.passport("undesa/migrant-stock-2024").caveat("estimated", words.lang)],
    )


def _countries_facts(words: Words, known: pd.DataFrame, year: int) -> dict[str, Any]:
    """What the texts say of the destinations, which come from the lowest share to the highest."""
    first, last = known.iloc[0], known.iloc[-1]
    return {
        "year": year,
        "at_least": words.number(MANY_MIGRANTS),
        "known": words.number(len(known)),
        "under": words.number((known["share_of_women"] < HALF).sum()),
        "lowest": areas.name(first["area"], words.lang),
        "lowest_share": words.percent(first["share_of_women"]),
        "highest": areas.name(last["area"], words.lang),
        "highest_share": words.percent(last["share_of_women"]),
    }


def _countries_figure(setting: Setting, known: pd.DataFrame, year: int) -> dict[str, Any]:
    words = setting.words
    lowest, highest = known.head(BARS), known.tail(BARS).iloc[::-1]
    return charts.diverging_rows(
        [
            (words.t(N_("Lowest shares of women")), _share_rows(words, lowest, year)),
            (words.t(N_("Highest shares of women")), _share_rows(words, highest, year)),
        ],
        setting.look,
        level=HALF,
        level_label=words.percent(HALF, 0),
        colour=theme.colour("women", setting.look),
    )


def _share_rows(words: Words, rows: pd.DataFrame, year: int) -> list[charts.Share]:
    return [
        charts.Share(
            areas.label(row.area, words.lang),
            float(row.share_of_women),
            words.percent(row.share_of_women),
            hover(
                areas.name(row.area, words.lang),
                _women_of_migrants(words, row, year),
                words.t(
                    N_("{women} women among {migrants} migrants"),
                    women=words.number(row.women),
                    migrants=words.number(row.migrants),
                ),
            ),
        )
        for row in each(rows)
    ]


@exhibit(
    "protection/fatal-injuries",
    question=N_("Are migrants killed at work more often than others?"),
    datasets=("unsd/sdg-8-8-1",),
)
def fatal_injuries(setting: Setting) -> Answer:
    words = setting.words
    rows = ask("protection/fatal_injuries")
    sound = rows[rows["of_the_group"]]
    facts = _injury_facts(words, sound)
    passport = catalog.passport("unsd/sdg-8-8-1")
    return Answer(
        title=words.t(
            N_(
                "In {count} of the {known} countries with comparable rates, migrants have the higher rate of fatal injuries "
                "at work"
            ),
            **facts,
        ),
        subtitle=words.t(
            N_(
                "Fatal occupational injuries reported, per 100,000 workers of each group, newest year with both "
                "figures ({first_year}–{year}). Compare within a country, not between countries."
            ),
            **facts,
        ),
        sentence=words.t(
            N_(
                "{known} countries and territories have comparable rates of fatal occupational injuries for migrants and "
                "for non-migrants in the same year ({first_year}–{year})."
            ),
            **facts,
        )
        + " "
        + words.t(_where_higher(sound), **facts),
        table=rows,
        columns=INJURY_COLUMNS,
        figure=_injury_figure(setting, sound),
        notes=[
            *_not_of_the_group(words, rows),
            passport.caveat("incomplete-coverage", words.lang),
            passport.caveat("mixed-definitions", words.lang),
        ],
    )


INJURY_COLUMNS = [
    Column("area", N_("Country or territory"), "area"),
    Column("year", N_("Year"), "year"),
    Column("migrants", N_("Migrants (per 100,000 workers)"), "number", 2),
    Column("non_migrants", N_("Non-migrants (per 100,000 workers)"), "number", 2),
    Column("everybody", N_("All workers (per 100,000 workers)"), "number", 2),
]


def _not_of_the_group(words: Words, rows: pd.DataFrame) -> list[str]:
    """Which countries' rates are no rates of the two groups, and are in the table only."""
    others = [areas.name(key, words.lang) for key in rows[~rows["of_the_group"]]["area"]]
    if not others:
        return []
    return [
        words.t(
            N_(
                "In the table only: {countries}. The rate of all workers does not lie between those of the two groups, "
                "or is not known, so these may not be rates of the groups themselves."
            ),
            countries=words.list(others),
        )
    ]


def _injury_facts(words: Words, rows: pd.DataFrame) -> dict[str, Any]:
    higher = rows[rows["migrants"] > rows["non_migrants"]]
    return {
        "count": words.number(len(higher)),
        "known": words.number(len(rows)),
        "first_year": rows["year"].min(),
        "year": rows["year"].max(),
        "higher_in": words.list([areas.name(key, words.lang) for key in higher["area"]]),
    }


def _where_higher(rows: pd.DataFrame) -> str:
    """Where the rate of migrants is the higher one: in some of the countries, in all, in none."""
    higher = rows["migrants"] > rows["non_migrants"]
    if higher.all():
        return N_("The rate of migrants is higher in all of them.")
    if not higher.any():
        return N_(
            "In none of them is the rate of migrants higher, which may mean that their injuries are reported less."
        )
    return N_(
        "The rate of migrants is higher in: {higher_in}. In the others it is not, which may mean that their injuries "
        "are reported less."
    )


def _injury_figure(setting: Setting, rows: pd.DataFrame) -> dict[str, Any]:
    words = setting.words
    names = (words.t(N_("Migrants")), words.t(N_("Non-migrants")))
    pairs = [
        charts.Pair(
            f"{areas.label(row.area, words.lang)} ({row.year})",
            (float(row.migrants), float(row.non_migrants)),
            (_rate(words, row, names[0], row.migrants), _rate(words, row, names[1], row.non_migrants)),
        )
        for row in each(rows)
    ]
    return charts.dumbbell_chart(pairs, names, setting.look, tick=words.number)


def _rate(words: Words, row: Any, group: str, rate: float) -> str:
    return hover(
        areas.name(row.area, words.lang),
        group,
        words.t(N_("{rate} per 100,000 workers, {year}"), rate=words.number(rate, 2), year=row.year),
    )


@exhibit(
    "protection/deaths-on-routes",
    question=N_("How many people die or disappear while migrating?"),
    datasets=("unsd/sdg-10-7-3",),
)
def deaths_on_routes(setting: Setting) -> Answer:
    words = setting.words
    rows = ask("protection/deaths_on_routes")
    facts = _deaths_facts(words, rows)
    passport = catalog.passport("unsd/sdg-10-7-3")
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
        notes=[passport.caveat(key, words.lang) for key in ("incomplete-coverage", "provisional", "secondary-source")],
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
