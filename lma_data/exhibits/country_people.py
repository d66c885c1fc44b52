"""Country: who lives in it and from where, who left it and to where, over time, by sex and age."""

from __future__ import annotations

from typing import Any, NamedTuple

import pandas as pd

from lma_data import areas, catalog, charts
from lma_data.charts import theme
from lma_data.exhibits.base import Answer, Column, Setting, exhibit, nothing
from lma_data.exhibits.migrant_ages import AGE_YEAR, AGES, age_pyramid
from lma_data.exhibits.parameters import COUNTRY, SEXES, STOCK_YEAR
from lma_data.exhibits.shared import BARS, NAMED, each, hover, some_years
from lma_data.i18n import N_, Words
from lma_data.warehouse import ask

DESTINATION = "undesa/migrant-stock-2024"
ORIGIN = "undesa/migrant-stock-2024-origin"
BILATERAL = "undesa/migrant-stock-2024-bilateral"
SLIGHT = 1  # percent: a smaller share is not worth a place in a title


class Ends(NamedTuple):
    """The texts of one side: where the migrants of a country come from, or where its emigrants live."""

    none: str
    why: str
    title: str
    subtitle: str
    sentence: str
    area: str
    people: str
    share: str
    role: str  # of its colour


IMMIGRANTS = Ends(
    none=N_("{country}: no data on migrants by country of origin, {year}"),
    why=N_("UN DESA’s estimates give no origins of migrants for this country or area."),
    title=N_("{country}: where most migrants come from: {areas} ({year})"),
    subtitle=N_("International migrants by country or area of origin, all ages, mid-{year}, persons"),
    sentence=N_("{country}, mid-{year}. Largest origins among the migrants who live there: {areas}."),
    area=N_("Country or area of origin"),
    people=N_("Migrants"),
    share=N_("Share of all migrants (%)"),
    role="immigrants",
)
EMIGRANTS = Ends(
    none=N_("{country}: no data on emigrants by country of destination, {year}"),
    why=N_("UN DESA’s estimates give no destinations of people from this country or area."),
    title=N_("{country}: where most emigrants live: {areas} ({year})"),
    subtitle=N_(
        "People who live outside their country of origin, by country or area of destination, all ages, mid-{year}, persons"
    ),
    sentence=N_("{country}, mid-{year}. Countries where most of those who left it live: {areas}."),
    area=N_("Country or area of destination"),
    people=N_("Emigrants"),
    share=N_("Share of all emigrants (%)"),
    role="emigrants",
)


@exhibit(
    "country/immigrants",
    question=N_("Who lives in the country, and from where?"),
    datasets=(BILATERAL, DESTINATION),
    parameters=(COUNTRY, STOCK_YEAR),
)
def immigrants(setting: Setting, c: str, year: int) -> Answer:
    return _other_ends(setting, ask("country/immigrants", area=c, year=year), c, year, IMMIGRANTS)


@exhibit(
    "country/emigrants",
    question=N_("Who left the country, and to where?"),
    datasets=(BILATERAL, ORIGIN),
    parameters=(COUNTRY, STOCK_YEAR),
)
def emigrants(setting: Setting, c: str, year: int) -> Answer:
    return _other_ends(setting, ask("country/emigrants", area=c, year=year), c, year, EMIGRANTS)


def _other_ends(setting: Setting, rows: pd.DataFrame, c: str, year: int, ends: Ends) -> Answer:
    """A ranking of the countries at the other end of migration; what is no place stands last, in grey."""
    words = setting.words
    facts: dict[str, Any] = {"country": areas.name(c, words.lang), "year": year}
    places = rows[rows["place"]]
    if places.empty:
        return nothing(words.t(ends.none, **facts), words.t(ends.why))
    first = [(row.area, words.percent(row.share)) for row in each(places.head(NAMED))]
    short, long = (
        words.list([f"{named(key, words.lang)} ({share})" for key, share in first])
        for named in (areas.label, areas.name)
    )
    return Answer(
        title=words.t(ends.title, areas=short, **facts),
        subtitle=words.t(ends.subtitle, **facts),
        sentence=words.t(ends.sentence, areas=long, **facts),
        table=rows,
        columns=[
            Column("area", ends.area, "area"),
            Column("migrants", ends.people, "count"),
            Column("women", N_("Women"), "count"),
            Column("men", N_("Men"), "count"),
            Column("share", ends.share, "percent", 1),
        ],
        figure=_ends_figure(setting, rows, year, ends.role),
        notes=_ends_notes(words, rows, ends),
    )


def in_front(words: Words, ranked: pd.DataFrame) -> tuple[str, str]:
    """The first areas of a ranking with their shares, those that weigh something: by short names and by full ones."""
    first = [row for place, row in enumerate(each(ranked.head(NAMED))) if place == 0 or row.share >= SLIGHT]
    short, long = (
        words.list([f"{named(row.area, words.lang)} ({words.percent(row.share)})" for row in first])
        for named in (areas.label, areas.name)
    )
    return short, long


def _ends_figure(setting: Setting, rows: pd.DataFrame, year: int, role: str) -> dict[str, Any]:
    words = setting.words
    elsewhere = rows[~rows["place"]]
    top = pd.concat([rows[rows["place"]].head(BARS - len(elsewhere)), elsewhere])
    return charts.ranked_bars(
        [areas.label(key, words.lang) for key in top["area"]],
        list(top["migrants"]),
        [words.short(value) for value in top["migrants"]],
        [
            hover(
                areas.name(row.area, words.lang),
                words.number(row.migrants),
                words.percent(row.share),
                words.t(N_("mid-{year}"), year=year),
            )
            for row in each(top)
        ],
        setting.look,
        keys=list(top["area"]),
        apart=set(elsewhere["area"]),
        colour=theme.colour(role, setting.look),
    )


def _ends_notes(words: Words, rows: pd.DataFrame, ends: Ends) -> list[str]:
    """What the figures leave out: other origins are some of the migrants of a country, and nobody's emigrants."""
    notes = [
        words.t(
            N_("In grey, not ranked as a country: {others}."),
            others=f"{areas.name(row.area, words.lang)} ({words.percent(row.share)})",
        )
        for row in each(rows[~rows["place"]])
    ]
    if ends is EMIGRANTS:
        notes.append(catalog.passport(BILATERAL).caveat("incomplete-coverage", words.lang))
    return [*notes, catalog.passport(BILATERAL).caveat("mixed-definitions", words.lang)]


class Series(NamedTuple):
    """The texts of a series over years: of the migrants in a country, or of those who left it."""

    none: str
    why: str
    title: str
    subtitle: str
    sentence: str
    people: str
    share: str


MIGRANTS_YEARS = Series(
    none=N_("{country}: no data on the number of migrants"),
    why=N_("UN DESA’s Revision 2024 has no estimate of the migrants who live in this country or area."),
    title=N_("{country}: {last} migrants in {last_year} ({women} women), {first} in {first_year}"),
    subtitle=N_(
        "International migrants who live in the country, all ages, mid-year, persons. Revision 2024; years to scale."
    ),
    sentence=N_(
        "{country}: {first} migrants in mid-{first_year}, {last} in mid-{last_year} ({share} of the population). "
        "Women’s share: {first_women}, then {women}."
    ),
    people=N_("Migrants"),
    share=N_("Share of the population (%)"),
)
EMIGRANTS_YEARS = Series(
    none=N_("{country}: no data on the number of emigrants"),
    why=N_("UN DESA’s Revision 2024 has no estimate of the people from this country or area who live elsewhere."),
    title=N_("{country}: {last} emigrants in {last_year} ({women} women), {first} in {first_year}"),
    subtitle=N_(
        "People from the country who live outside it, all ages, mid-year, persons. Revision 2024; years to scale."
    ),
    sentence=N_(
        "{country}: {first} emigrants in mid-{first_year}, {last} in mid-{last_year} ({share} for 100 inhabitants of the "
        "country). Women’s share: {first_women}, then {women}."
    ),
    people=N_("Emigrants"),
    share=N_("Emigrants for 100 inhabitants of the country"),
)


@exhibit(
    "country/migrants-years",
    question=N_("How has the number of migrants in the country moved, women and men?"),
    datasets=(DESTINATION,),
    parameters=(COUNTRY,),
)
def migrants_years(setting: Setting, c: str) -> Answer:
    words = setting.words
    answer = _over_years(setting, ask("country/migrants_years", area=c), c, MIGRANTS_YEARS, "percent")
    answer.notes.append(catalog.passport(DESTINATION).caveat("mixed-definitions", words.lang))
    return answer


@exhibit(
    "country/emigrants-years",
    question=N_("How has the number of those who left the country moved, women and men?"),
    datasets=(ORIGIN, DESTINATION),
    parameters=(COUNTRY,),
)
def emigrants_years(setting: Setting, c: str) -> Answer:
    words = setting.words
    answer = _over_years(setting, ask("country/emigrants_years", area=c), c, EMIGRANTS_YEARS, "number")
    answer.notes.append(catalog.passport(ORIGIN).caveat("incomplete-coverage", words.lang))
    return answer


def _over_years(setting: Setting, rows: pd.DataFrame, c: str, series: Series, share_format: Any) -> Answer:
    """Women, men and both over the reference years; `share_format` is that of the ratio to the population."""
    words = setting.words
    country = areas.name(c, words.lang)
    if rows.empty:
        return nothing(words.t(series.none, country=country), words.t(series.why))
    first, last = each(rows)[0], each(rows)[-1]
    facts = {
        "country": country,
        "first": words.short(first.migrants),
        "last": words.short(last.migrants),
        "first_year": first.year,
        "last_year": last.year,
        "first_women": words.percent(first.women_share),
        "women": words.percent(last.women_share),
        "share": words.percent(last.share) if share_format == "percent" else words.number(last.share, 1),
    }
    return Answer(
        title=words.t(series.title, **facts),
        subtitle=words.t(series.subtitle),
        sentence=words.t(series.sentence, **facts),
        table=rows,
        columns=[
            Column("year", N_("Year"), "year"),
            Column("migrants", series.people, "count"),
            Column("women", N_("Women"), "count"),
            Column("men", N_("Men"), "count"),
            Column("women_share", N_("Women’s share (%)"), "percent", 1),
            Column("share", series.share, share_format, 1),
        ],
        figure=charts.line_chart_labelled_aside(
            _sexes(setting, rows),
            setting.look,
            height=420,
            tick=words.axis,
            years=some_years(setting, rows["year"].tolist()),
        ),
        notes=[catalog.passport(DESTINATION).caveat("irregular-years", words.lang)],
    )


def _sexes(setting: Setting, rows: pd.DataFrame) -> list[charts.Line]:
    """A line for women, for men, and a quiet one for both."""
    words, look = setting.words, setting.look
    lines = [
        ("migrants", words.t(SEXES["both"]), theme.palette(look).quiet, 2),
        ("men", words.t(SEXES["male"]), theme.colour("men", look), 1),
        ("women", words.t(SEXES["female"]), theme.colour("women", look), 0),
    ]
    return [
        charts.Line(
            label,
            list(rows["year"]),
            [int(value) for value in rows[column]],
            [
                hover(
                    label,
                    words.number(getattr(row, column)),
                    words.t(N_("mid-{year}"), year=row.year),
                    words.t(N_("Women’s share: {share}"), share=words.percent(row.women_share)),
                )
                for row in each(rows)
            ],
            colour,
            style,
        )
        for column, label, colour, style in lines
    ]


@exhibit(
    "country/ages",
    question=N_("How old are the migrants who live in the country?"),
    datasets=(AGES,),
    parameters=(COUNTRY, AGE_YEAR),
)
def ages(setting: Setting, c: str, age_year: int) -> Answer:
    return age_pyramid(setting, c, age_year)
