"""Links: from which country to which people have fled, and both sides of flight for one country."""

from __future__ import annotations

from typing import Any, NamedTuple

import pandas as pd

from lma_data import areas, catalog, charts
from lma_data.exhibits.base import Answer, Column, Setting, exhibit, nothing
from lma_data.exhibits.parameters import COUNTRY
from lma_data.exhibits.refugees import DISPLACED_YEAR, PEOPLE_COLUMNS, parts, who_is_counted
from lma_data.exhibits.shared import BARS, NAMED, each
from lma_data.i18n import N_, NN_, Words
from lma_data.warehouse import ask

LEAST = 1_000  # people: smaller links are not listed


@exhibit(
    "crisis/links",
    question=N_("From which country to which have most people fled?"),
    datasets=("unhcr/population",),
    parameters=(DISPLACED_YEAR,),
)
def links(setting: Setting, displaced_year: int) -> Answer:
    words, look = setting.words, setting.look
    rows = ask("crisis/links", year=displaced_year, least=LEAST)
    top = rows.head(BARS)
    first = top.iloc[0]
    facts = {
        "year": displaced_year,
        "origin": areas.label(first["origin"], words.lang),
        "asylum": areas.label(first["asylum"], words.lang),
        "persons": words.short(first["persons"]),
        "number": words.number(len(top)),
        "share": words.percent(100 * top["persons"].sum() / first["world"], 0),
        "least": words.number(LEAST),
        "links": words.list([f"{_link(words, row)} ({words.short(row.persons)})" for row in each(top.head(NAMED))]),
    }
    return Answer(
        title=words.t(
            N_("From {origin} to {asylum}: {persons} people, the largest link of two countries (end of {year})"),
            **facts,
        ),
        subtitle=who_is_counted(words, displaced_year),
        sentence=words.t(
            N_(
                "At the end of {year}, {number} links between a country of origin and a country of asylum held {share} of "
                "the world’s total, those of unknown origin included. The largest: {links}."
            ),
            **facts,
        ),
        table=rows,
        columns=[
            Column("origin", N_("Country or territory of origin"), "area"),
            Column("asylum", N_("Country or territory of asylum"), "area"),
            *PEOPLE_COLUMNS[:3],
            Column("share_of_origin", N_("Share of all from the origin (%)"), "percent", 1),
        ],
        figure=charts.stacked_bars(
            [
                f"{areas.label(row.origin, words.lang)} →{'<br>' if look.compact else ' '}"
                f"{areas.label(row.asylum, words.lang)}"
                for row in each(top)
            ],
            parts(setting, top, [_link(words, row) for row in each(top)], displaced_year),
            [words.short(value) for value in top["persons"]],
            look,
            keys=[f"{row.origin}-{row.asylum}" for row in each(top)],
        ),
        notes=[
            words.t(N_("The table has the links of {least} people or more."), **facts),
            catalog.passport("unhcr/population").caveat("series-break", words.lang),
            catalog.passport("unhcr/population").caveat("boundaries", words.lang),
        ],
    )


def _link(words: Words, row: Any) -> str:
    return f"{areas.name(row.origin, words.lang)} → {areas.name(row.asylum, words.lang)}"


class Way(NamedTuple):
    """The texts of one country, as origin or as host, and the heading of the countries at the other end."""

    title: str
    sentence: tuple[str, str]
    none_title: str
    none_sentence: str
    heading: str


GONE = Way(
    N_("{persons} people from {country} live under protection abroad, {share} of them in {first} (end of {year})"),
    NN_(
        "At the end of {year}, refugees and other people in need of international protection from {country} numbered "
        "{persons}, in {count} country or territory of asylum: {most}.",
        "At the end of {year}, refugees and other people in need of international protection from {country} numbered "
        "{persons}, in {count} countries and territories of asylum. Most of them: {most}.",
    ),
    N_("UNHCR has no refugees from {country} at the end of {year}"),
    N_(
        "For the end of {year}, UNHCR gives neither refugees nor other people in need of international protection from "
        "{country}. Another year or country can be chosen; the figures begin in {first_year}."
    ),
    N_("Country or territory of asylum"),
)
COME = Way(
    N_("{country} hosts {persons} people in need of protection, {share} of them from {first} (end of {year})"),
    NN_(
        "At the end of {year}, {country} hosted refugees and other people in need of international protection numbering "
        "{persons}, from {count} country or territory of origin: {most}.",
        "At the end of {year}, {country} hosted refugees and other people in need of international protection numbering "
        "{persons}, from {count} countries and territories of origin. Most of them: {most}.",
    ),
    N_("UNHCR has no refugees in {country} at the end of {year}"),
    N_(
        "For the end of {year}, UNHCR gives neither refugees nor other people in need of international protection in "
        "{country}. Another year or country can be chosen; the figures begin in {first_year}."
    ),
    N_("Country or territory of origin"),
)


NO_ORIGIN = N_(
    "{country} hosts {persons} people in need of protection; UNHCR names no country of origin (end of {year})"
)


@exhibit(
    "crisis/from-country",
    question=N_("Where are the refugees from one country?"),
    datasets=("unhcr/population",),
    parameters=(COUNTRY, DISPLACED_YEAR),
)
def from_country(setting: Setting, c: str, displaced_year: int) -> Answer:
    return _one_country(setting, c, displaced_year, "origin", GONE)


@exhibit(
    "crisis/in-country",
    question=N_("From where are the refugees whom one country hosts?"),
    datasets=("unhcr/population",),
    parameters=(COUNTRY, DISPLACED_YEAR),
)
def in_country(setting: Setting, c: str, displaced_year: int) -> Answer:
    return _one_country(setting, c, displaced_year, "asylum", COME)


def _one_country(setting: Setting, country: str, year: int, side: str, way: Way) -> Answer:
    words = setting.words
    rows = ask("crisis/links_of_country", year=year, area=country, side=side)
    facts = {"country": areas.name(country, words.lang), "year": year, "first_year": DISPLACED_YEAR.values()[0]}
    if rows.empty:
        return nothing(words.t(way.none_title, **facts), words.t(way.none_sentence, **facts))
    top = rows[rows["country"]].head(BARS)
    facts |= _country_facts(words, rows)
    return Answer(
        title=words.t(way.title if rows["country"].any() else NO_ORIGIN, **facts),
        subtitle=who_is_counted(words, year),
        sentence=_sentence(words, way, int(rows["country"].sum()), facts),
        table=rows,
        columns=[
            Column("area", way.heading, "area"),
            *PEOPLE_COLUMNS[:3],
            Column("share", N_("Share of them (%)"), "percent", 1),
        ],
        figure=charts.stacked_bars(
            [areas.label(key, words.lang) for key in top["area"]],
            parts(setting, top, [areas.name(key, words.lang) for key in top["area"]], year),
            [words.short(value) for value in top["persons"]],
            setting.look,
            keys=list(top["area"]),
        ),
        notes=[
            catalog.passport("unhcr/population").caveat("rounded", words.lang),
            catalog.passport("unhcr/population").caveat("boundaries", words.lang),
        ],
    )


def _sentence(words: Words, way: Way, countries: int, facts: dict[str, Any]) -> str:
    if countries:
        return words.n(*way.sentence, countries, **facts)
    return words.t(
        N_(
            "At the end of {year}, {country} hosted refugees and other people in need of international protection numbering "
            "{persons}; UNHCR names no country of origin: {most}."
        ),
        **facts,
    )


def _country_facts(words: Words, rows: pd.DataFrame) -> dict[str, Any]:
    first = rows.iloc[0]
    return {
        "persons": words.short(rows["persons"].sum()),
        "share": words.percent(first["share"], 0),
        "first": areas.name(first["area"], words.lang),
        "most": words.list(
            [f"{areas.name(row.area, words.lang)} ({words.short(row.persons)})" for row in each(rows.head(NAMED))]
        ),
    }
