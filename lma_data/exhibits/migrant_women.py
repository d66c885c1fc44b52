"""Women among migrants: their share in the world, by region and country, and how it moves."""

from __future__ import annotations

from functools import cache
from typing import Any

import pandas as pd

from lma_data import areas, catalog, charts
from lma_data.charts import theme
from lma_data.exhibits.area_parameters import AreaParameter
from lma_data.exhibits.base import Answer, Column, Setting, exhibit
from lma_data.exhibits.parameters import STOCK_YEAR, WORLD
from lma_data.exhibits.shared import BARS, DATA_TYPES, MAP_NOTE, NAMED, country_map, each, hover
from lma_data.i18n import N_, Words, is_missing
from lma_data.warehouse import ask

STOCK = "undesa/migrant-stock-2024"
HALF = 50  # percent
MANY_MIGRANTS = 500_000  # destinations with fewer are not ranked by their share of women
SHARE_LIMITS = (30, 40, 45, HALF, 55, 60)  # percent


@cache
def _areas() -> tuple[str, ...]:
    return tuple(dict.fromkeys((WORLD, *areas.REGIONS, *ask("protection/stock_areas")["area"])))


# Of Revision 2024, but the same for all exhibits of stocks by country of residence.
RESIDENCE = AreaParameter("residence", N_("World, region or country of residence"), _areas, WORLD)


WOMEN_COLUMNS = [
    Column("share_of_women", N_("Women among migrants (%)"), "percent", 1),
    Column("women", N_("Migrant women"), "count"),
    Column("migrants", N_("Migrants"), "count"),
]
COUNTRY_COLUMNS = [
    Column("area", N_("Country or territory"), "area"),
    *WOMEN_COLUMNS,
    Column("data_type", N_("Type of data")),
]


@exhibit(
    "protection/women-share",
    question=N_("How large is women’s share of migrants, and how has it moved?"),
    datasets=(STOCK,),
)
def women_share(setting: Setting) -> Answer:
    words = setting.words
    rows = ask("protection/women_share", areas=[WORLD, *areas.REGIONS])
    records = each(rows)
    last = max(row.year for row in records)
    newest = {row.area: row.share_of_women for row in records if row.year == last}
    regions = sorted(areas.REGIONS, key=lambda region: newest[region])
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
        notes=[catalog.passport(STOCK).caveat("irregular-years", words.lang)],
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
    datasets=(STOCK,),
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
        columns=COUNTRY_COLUMNS,
        figure=_countries_figure(setting, known, year),
        notes=[words.t(DATA_TYPES), catalog.passport(STOCK).caveat("estimated", words.lang)],
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
            _country_hover(words, row, year),
            row.area,
        )
        for row in each(rows)
    ]


def _country_hover(words: Words, row: Any, year: int) -> str:
    return hover(
        areas.name(row.area, words.lang),
        _women_of_migrants(words, row, year),
        words.t(
            N_("{women} women among {migrants} migrants"),
            women=words.number(row.women),
            migrants=words.number(row.migrants),
        ),
    )


@exhibit(
    "protection/women-share-map",
    question=N_("Where are most migrants women, and where men?"),
    datasets=(STOCK,),
    parameters=(STOCK_YEAR,),
)
def women_share_map(setting: Setting, year: int) -> Answer:
    words = setting.words
    rows = ask("protection/women_share_countries", year=year, at_least=0)
    known = rows.dropna(subset=["share_of_women"])
    facts = _countries_facts(words, known, year)
    return Answer(
        title=words.t(
            N_("Women are fewer than half of the migrants in {under} of {known} countries and territories ({year})"),
            **facts,
        ),
        subtitle=words.t(
            N_(
                "Women as a share of all migrants living in the country, %, mid-{year}, all ages. Blue: fewer women than "
                "men; orange: more."
            ),
            **facts,
        ),
        sentence=words.t(
            N_(
                "In mid-{year}, women were fewer than half of the migrants in {under} of the {known} countries and "
                "territories with a figure. Their share was lowest in {few}, and highest in {many}."
            ),
            few=_named_shares(words, known.head(NAMED)),
            many=_named_shares(words, known.tail(NAMED).iloc[::-1]),
            **facts,
        ),
        table=rows,
        columns=COUNTRY_COLUMNS,
        figure=country_map(
            setting,
            known,
            "share_of_women",
            [_country_hover(words, row, year) for row in each(known)],
            charts.Classes(SHARE_LIMITS, [words.percent(limit, 0) for limit in SHARE_LIMITS], HALF),
        ),
        notes=[words.t(MAP_NOTE), words.t(DATA_TYPES), catalog.passport(STOCK).caveat("estimated", words.lang)],
    )


def _named_shares(words: Words, rows: pd.DataFrame) -> str:
    """Some countries, each with its share."""
    return words.list(
        [f"{areas.name(row.area, words.lang)} ({words.percent(row.share_of_women)})" for row in each(rows)]
    )


@exhibit(
    "protection/women-and-men",
    question=N_("How have the numbers of migrant women and men moved in one country?"),
    datasets=(STOCK,),
    parameters=(RESIDENCE,),
)
def women_and_men(setting: Setting, residence: str) -> Answer:
    words = setting.words
    rows = ask("protection/women_share", areas=[residence]).dropna(subset=["women", "men"]).reset_index(drop=True)
    first, last = rows.iloc[0], rows.iloc[-1]
    facts = {
        "place": areas.name(residence, words.lang),
        "share": words.percent(last["share_of_women"]),
        "year": last["year"],
        "first_share": words.percent(first["share_of_women"]),
        "first_year": first["year"],
        "women": words.short(last["women"]),
        "men": words.short(last["men"]),
        "first_women": words.short(first["women"]),
        "first_men": words.short(first["men"]),
    }
    return Answer(
        title=words.t(
            N_("{place}: women are {share} of migrants in {year}, {first_share} in {first_year}"),
            **facts,
        ),
        subtitle=words.t(
            N_("Migrant women and men living there, persons of all ages, mid-year, {first_year}–{year}."), **facts
        ),
        sentence=words.t(
            N_(
                "{place}: {women} migrant women and {men} migrant men in mid-{year}, against {first_women} and "
                "{first_men} in {first_year}."
            ),
            **facts,
        ),
        table=rows,
        columns=[
            Column("year", N_("Year"), "year"),
            Column("women", N_("Migrant women"), "count"),
            Column("men", N_("Migrant men"), "count"),
            Column("migrants", N_("Migrants"), "count"),
            Column("share_of_women", N_("Women among migrants (%)"), "percent", 1),
        ],
        figure=_women_and_men_figure(setting, rows),
        notes=[
            catalog.passport(STOCK).caveat(key, words.lang) for key in ("irregular-years", "estimated", "new-model")
        ],
    )


def _women_and_men_figure(setting: Setting, rows: pd.DataFrame) -> dict[str, Any]:
    words, look = setting.words, setting.look
    years = [int(year) for year in rows["year"]]
    lines = [
        charts.Line(
            words.t(label),
            years,
            [int(count) for count in rows[column]],
            [
                hover(
                    words.t(label),
                    words.t(N_("{count}, mid-{year}"), count=words.number(getattr(row, column)), year=row.year),
                    _women_of_migrants(words, row, row.year),
                )
                for row in each(rows)
            ],
            theme.colour(column, look),
            style,
        )
        for style, (column, label) in enumerate({"women": N_("Women"), "men": N_("Men")}.items())
    ]
    return charts.line_chart_labelled_aside(
        lines,
        look,
        height=420,
        tick=words.axis,
        years=years[:: 2 if look.compact else 1],
        span=(years[0] - 1, years[-1] + 1),
    )
