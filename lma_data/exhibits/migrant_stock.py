"""The migrant stock: how many migrants there are, where they live, how their number moves."""

from __future__ import annotations

from typing import Any, NamedTuple

import pandas as pd

from lma_data import areas, catalog, charts
from lma_data.charts import theme
from lma_data.exhibits.base import Answer, Column, Setting, exhibit
from lma_data.exhibits.parameters import REGION, SEX, STOCK_YEAR
from lma_data.exhibits.shared import BARS, DATA_TYPES, MAP_NOTE, country_map, each, hover
from lma_data.i18n import N_, NN_, Words
from lma_data.warehouse import ask

ONE_MILLION = 1_000_000  # inhabitants: below it, shares jump with a few hundred people
ONE_IN_FIVE = 20  # percent
SHARE_LIMITS = (1, 2.5, 5, 10, 20, 40)  # percent: about as many countries in each class

WHO_IS = N_("A migrant lives in a country other than that of birth or, where birth is not recorded, of citizenship.")


class Wording(NamedTuple):
    """What is said of migrants of both sexes, of women, of men: a share is always of people of the same sex."""

    measure: str
    one_in_five: tuple[str, str]
    world: str
    share: str
    largest: str
    share_heading: str
    migrants_heading: str
    population_heading: str


WORDINGS = {
    "both": Wording(
        measure=N_("Migrants as a share of the population, %, mid-{year}."),
        one_in_five=NN_(
            "In {count} country or territory, one person in five or more is a migrant ({year})",
            "In {count} countries and territories, one person in five or more is a migrant ({year})",
        ),
        world=N_("In mid-{year} there were {migrants} migrants in the world, {share} of the population."),
        share=N_("{share} of the population, mid-{year}"),
        largest=N_(
            "{country}: {share} of the population are migrants, the most of any country of {least} inhabitants or more "
            "({year})"
        ),
        share_heading=N_("Share of the population (%)"),
        migrants_heading=N_("Migrants"),
        population_heading=N_("Population"),
    ),
    "female": Wording(
        measure=N_("Migrant women as a share of all women, %, mid-{year}."),
        one_in_five=NN_(
            "In {count} country or territory, one woman in five or more is a migrant ({year})",
            "In {count} countries and territories, one woman in five or more is a migrant ({year})",
        ),
        world=N_("In mid-{year} there were {migrants} migrant women in the world, {share} of all women."),
        share=N_("{share} of all women, mid-{year}"),
        largest=N_(
            "{country}: {share} of women are migrants, the most of any country of {least} inhabitants or more ({year})"
        ),
        share_heading=N_("Share of all women (%)"),
        migrants_heading=N_("Migrant women"),
        population_heading=N_("Women"),
    ),
    "male": Wording(
        measure=N_("Migrant men as a share of all men, %, mid-{year}."),
        one_in_five=NN_(
            "In {count} country or territory, one man in five or more is a migrant ({year})",
            "In {count} countries and territories, one man in five or more is a migrant ({year})",
        ),
        world=N_("In mid-{year} there were {migrants} migrant men in the world, {share} of all men."),
        share=N_("{share} of all men, mid-{year}"),
        largest=N_(
            "{country}: {share} of men are migrants, the most of any country of {least} inhabitants or more ({year})"
        ),
        share_heading=N_("Share of all men (%)"),
        migrants_heading=N_("Migrant men"),
        population_heading=N_("Men"),
    ),
}


@exhibit(
    "governance/migrant-share-map",
    question=N_("Where do migrants weigh most in the population?"),
    datasets=("undesa/migrant-stock-2024",),
    parameters=(STOCK_YEAR, SEX),
)
def migrant_share_map(setting: Setting, year: int, sex: str) -> Answer:
    words, wording = setting.words, WORDINGS[sex]
    rows = ask("governance/migrant_share", year=year, sex=sex)
    world = ask("governance/migrant_share_world", year=year, sex=sex).iloc[0]
    known = rows.dropna(subset=["share"])
    above = int((known["share"].round(1) >= ONE_IN_FIVE).sum())  # as the reader sees the shares
    return Answer(
        title=words.n(*wording.one_in_five, above, year=year),
        subtitle=_measure(words, wording, year),
        sentence=words.t(
            wording.world, year=year, migrants=words.short(world["migrants"]), share=words.percent(world["share"])
        )
        + " "
        + words.t(
            N_("The share was {limit} or more in {above} of the {known} countries and territories with a figure."),
            limit=words.percent(ONE_IN_FIVE, 0),
            above=words.number(above),
            known=words.number(len(known)),
        ),
        table=rows,
        columns=_share_columns(wording),
        figure=_share_map(setting, wording, known, year),
        notes=[words.t(MAP_NOTE), words.t(DATA_TYPES), *_above_hundred(words, known)],
    )


def _above_hundred(words: Words, known: pd.DataFrame) -> list[str]:
    """Migrants and population are estimated apart: in the smallest areas the share can pass 100 per cent."""
    over = [areas.name(key, words.lang) for key in known[known["share"] > 100]["area"]]
    if not over:
        return []
    return [
        words.t(N_("More migrants than inhabitants, from two separate estimates: {areas}."), areas=words.list(over))
    ]


def _share_map(setting: Setting, wording: Wording, known: pd.DataFrame, year: int) -> dict[str, Any]:
    """Every area with a share, and a point for each that is too small to see."""
    return country_map(
        setting,
        known,
        "share",
        [_share_hover(setting.words, wording, row, year) for row in each(known)],
        charts.Classes(SHARE_LIMITS, [setting.words.percent(limit, None) for limit in SHARE_LIMITS]),
    )


@exhibit(
    "governance/migrant-share-ranking",
    question=N_("In which countries are migrants the largest part of the population?"),
    datasets=("undesa/migrant-stock-2024",),
    parameters=(STOCK_YEAR, SEX),
)
def migrant_share_ranking(setting: Setting, year: int, sex: str) -> Answer:
    words, wording = setting.words, WORDINGS[sex]
    rows = ask("governance/migrant_share_ranking", year=year, sex=sex, least=ONE_MILLION)
    shown = rows.head(BARS)
    largest, smallest = shown.iloc[0], shown.iloc[-1]
    return Answer(
        title=words.t(
            wording.largest,
            country=areas.label(largest["area"], words.lang),
            share=words.percent(largest["share"]),
            least=words.number(ONE_MILLION),
            year=year,
        ),
        subtitle=_measure(words, wording, year)
        + " "
        + words.t(N_("Countries and territories of {least} inhabitants or more."), least=words.number(ONE_MILLION)),
        sentence=words.t(
            N_(
                "Of the {number} countries and territories with {least} inhabitants or more, these had the largest shares "
                "in mid-{year}: {first}. The share was {share} in the first of them and {last} in number {bars}."
            ),
            number=words.number(len(rows)),
            least=words.number(ONE_MILLION),
            first=words.list([areas.name(key, words.lang) for key in shown["area"].head(3)]),
            year=year,
            share=words.percent(largest["share"]),
            last=words.percent(smallest["share"]),
            bars=words.number(len(shown)),
        ),
        table=rows,
        columns=_share_columns(wording),
        figure=charts.ranked_bars(
            [areas.label(key, words.lang) for key in shown["area"]],
            list(shown["share"]),
            [words.percent(share) for share in shown["share"]],
            [_share_hover(words, wording, row, year) for row in each(shown)],
            setting.look,
            keys=list(shown["area"]),
        ),
        notes=[words.t(DATA_TYPES)],
    )


def _measure(words: Words, wording: Wording, year: int) -> str:
    return words.t(wording.measure, year=year) + " " + words.t(WHO_IS)


def _share_columns(wording: Wording) -> list[Column]:
    return [
        Column("area", N_("Country or territory"), "area"),
        Column("share", wording.share_heading, "percent", 1),
        Column("migrants", wording.migrants_heading, "count"),
        Column("population", wording.population_heading, "count"),
        Column("data_type", N_("Type of data")),
    ]


def _share_hover(words: Words, wording: Wording, row: Any, year: int) -> str:
    migrants = words.t(wording.migrants_heading)
    return hover(
        areas.name(row.area, words.lang),
        words.t(wording.share, share=words.percent(row.share), year=year),
        words.t(N_("{heading}: {count}"), heading=migrants, count=words.number(row.migrants)),
        words.t(N_("Type of data: {code}"), code=row.data_type),
    )


STOCK = ("undesa/migrant-stock-2024", "undesa/migrant-stock-2020")
REVISIONS_APART = N_("The two revisions are drawn as two lines, never joined: the newer one revised earlier years too.")
REVISIONS = {2024: N_("Revision 2024"), 2020: N_("Revision 2020")}
STOCK_COLUMNS = [
    Column("area", N_("World or region"), "area"),
    Column("revision", N_("Revision"), "year"),
    Column("year", N_("Year"), "year"),
    Column("migrants", N_("Migrants"), "count"),
    Column("share", N_("Share of the population (%)"), "percent", 1),
]


@exhibit(
    "governance/migrant-stock",
    question=N_("How has the number of migrants moved?"),
    datasets=STOCK,
    parameters=(REGION,),
    apart=REVISIONS_APART,
)
def migrant_stock(setting: Setting, region: str) -> Answer:
    words = setting.words
    rows = ask("governance/migrant_stock", areas=[region])
    newer, older = rows[rows["revision"] == 2024], rows[rows["revision"] == 2020]
    first, last, last_older = newer.iloc[0], newer.iloc[-1], older.iloc[-1]
    same_year = newer[newer["year"] == last_older["year"]].iloc[0]
    place = areas.name(region, words.lang)
    return Answer(
        title=words.t(
            N_("{place}: {last} migrants in {last_year}, {first} in {first_year}"),
            place=place,
            last=words.short(last["migrants"]),
            last_year=last["year"],
            first=words.short(first["migrants"]),
            first_year=first["year"],
        ),
        subtitle=words.t(
            N_(
                "International migrant stock at mid-year, people of all ages. Two revisions, drawn apart and never joined."
            )
        ),
        sentence=words.t(
            N_(
                "{place}, by Revision 2024: {first} migrants in mid-{first_year} and {last} in mid-{last_year} "
                "({share} of the population). For mid-{same_year} Revision 2020 gave {older} and Revision 2024 gives "
                "{newer}: the difference is a new estimate, not a movement of people."
            ),
            place=place,
            first=words.short(first["migrants"]),
            first_year=first["year"],
            last=words.short(last["migrants"]),
            last_year=last["year"],
            share=words.percent(last["share"]),
            same_year=same_year["year"],
            older=words.short(last_older["migrants"]),
            newer=words.short(same_year["migrants"]),
        ),
        table=rows,
        columns=STOCK_COLUMNS,
        figure=charts.line_chart(
            _revision_lines(setting, rows), setting.look, tick=words.axis, years=_years(setting, newer["year"])
        ),
        notes=[_stock_caveat(words, "series-break"), _stock_caveat(words, "irregular-years")],
    )


@exhibit(
    "governance/migrant-stock-regions",
    question=N_("In which regions do migrants live, and how has that changed?"),
    datasets=STOCK,
    apart=REVISIONS_APART,
)
def migrant_stock_regions(setting: Setting) -> Answer:
    words = setting.words
    rows = ask("governance/migrant_stock", areas=list(areas.REGIONS))
    newest = rows[(rows["revision"] == 2024) & (rows["year"] == rows["year"].max())]
    ranked = newest.sort_values("migrants", ascending=False)
    names = [areas.name(key, words.lang) for key in ranked["area"]]
    panels = [
        (areas.label(key, words.lang), _revision_lines(setting, rows[rows["area"] == key], named=position == 0))
        for position, key in enumerate(ranked["area"])
    ]
    years = sorted(int(year) for year in rows["year"].unique())
    return Answer(
        title=words.t(
            N_("{first} and {second} have the most migrants: {first_count} and {second_count} in {year}"),
            first=names[0],
            second=names[1],
            first_count=words.short(ranked["migrants"].iloc[0]),
            second_count=words.short(ranked["migrants"].iloc[1]),
            year=years[-1],
        ),
        subtitle=words.t(
            N_(
                "International migrant stock at mid-year by region of destination. "
                "Solid: Revision 2024; dashed: Revision 2020."
            )
        ),
        sentence=words.t(
            N_("In mid-{year} (Revision 2024), the migrants of the world lived in: {regions}."),
            year=years[-1],
            regions=words.list(
                [f"{name} ({words.short(count)})" for name, count in zip(names, ranked["migrants"], strict=True)]
            ),
        ),
        table=rows,
        columns=STOCK_COLUMNS,
        figure=charts.small_multiples(
            panels, setting.look, tick=words.axis, years=[years[0], years[len(years) // 2], years[-1]]
        ),
        notes=[_stock_caveat(words, "series-break")],
    )


def _stock_caveat(words: Words, caveat_id: str) -> str:
    return catalog.passport("undesa/migrant-stock-2024").caveat(caveat_id, words.lang)


def _revision_lines(setting: Setting, rows: pd.DataFrame, named: bool = True) -> list[charts.Line]:
    """A line for each revision: the newer solid, the older dashed."""
    words, share = setting.words, WORDINGS["both"].share
    made = []
    for style, (revision, label) in enumerate(REVISIONS.items()):
        of_it = rows[rows["revision"] == revision]
        hovers = [
            hover(
                areas.name(row.area, words.lang),
                words.t(N_("{count} migrants"), count=words.number(row.migrants)),
                words.t(share, share=words.percent(row.share), year=row.year),
                words.t(label),
            )
            for row in each(of_it)
        ]
        made.append(
            charts.Line(
                label=words.t(label) if named else "",
                years=list(of_it["year"]),
                values=list(of_it["migrants"]),
                hovers=hovers,
                colour=theme.colour(f"revision-{revision}", setting.look),
                style=style,
            )
        )
    return made


def _years(setting: Setting, years: pd.Series) -> list[int]:
    """The years on the axis: all of them; on a phone every second, and the last."""
    every = [int(year) for year in years]
    return [*every[:-2:2], every[-1]] if setting.look.compact else every
