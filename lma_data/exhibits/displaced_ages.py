"""Who the displaced are: their sex and age, as far as UNHCR knows them, and where children are most of them."""

from __future__ import annotations

from typing import Any, NamedTuple

import pandas as pd

from lma_data import areas, catalog, charts
from lma_data.charts import theme
from lma_data.exhibits.base import Answer, Column, Parameter, Setting, Value, exhibit
from lma_data.exhibits.shared import BARS, NAMED, each, hover
from lma_data.i18n import N_, Words
from lma_data.warehouse import ask

LEAST = 50_000  # people in a country: with fewer, shares are not ranked
KNOWN = 50  # percent of them whose age must be known for a share to be ranked


class Category(NamedTuple):
    """One of UNHCR's categories: its name, and where it begins a line."""

    name: str
    label: str


CATEGORIES = {
    "ref": Category(N_("refugees under UNHCR’s mandate"), N_("Refugees under UNHCR’s mandate")),
    "oip": Category(
        N_("other people in need of international protection"), N_("Other people in need of international protection")
    ),
    "asy": Category(N_("asylum-seekers"), N_("Asylum-seekers")),
    "idp": Category(
        N_("internally displaced people protected or assisted by UNHCR"),
        N_("Internally displaced people protected or assisted by UNHCR"),
    ),
}
BANDS = {
    "0-4": N_("0–4"),
    "5-11": N_("5–11"),
    "12-17": N_("12–17"),
    "18-59": N_("18–59"),
    "60+": N_("60 and over"),
    "age unknown": N_("Age not known"),
    "sex unknown": N_("Sex not known"),
}
CHILDREN = ("0-4", "5-11", "12-17")


def _category(words: Words, value: Value) -> str:
    return words.t(CATEGORIES[str(value)].label)


CATEGORY = Parameter("category", N_("Who"), lambda: tuple(CATEGORIES), "ref", _category)


@exhibit(
    "crisis/ages",
    question=N_("How old are the displaced, and are they women or men?"),
    datasets=("unhcr/demographics",),
    parameters=(CATEGORY,),
)
def ages(setting: Setting, category: str) -> Answer:
    words = setting.words
    rows = ask("crisis/ages", category=category.upper())
    facts = _age_facts(words, rows, category)
    return Answer(
        title=words.t(N_("Children are {children} of {people} whose age is known ({year})"), **facts),
        subtitle=words.t(
            N_(
                "{label}, end of {year}, by sex and age; the age groups are not of equal length. Sex is known for "
                "{known_sex} of {total} people, sex and age for {known_age}; the others are not in the bars."
            ),
            **facts,
        ),
        sentence=words.t(
            N_(
                "Among {people} whose age is known at the end of {year}, {children} are under 18; among those whose sex is "
                "known, {women} are women and girls. Not known: the sex of {sex_unknown} people, and the age of a further "
                "{age_unknown}."
            ),
            **facts,
        ),
        table=rows.assign(group=[words.t(BANDS[band]) for band in rows["band"]]),
        columns=[
            Column("group", N_("Age")),
            Column("female", N_("Women and girls"), "count"),
            Column("male", N_("Men and boys"), "count"),
            Column("persons", N_("People"), "count"),
        ],
        figure=_pyramid(setting, rows),
        notes=[
            catalog.passport("unhcr/demographics").caveat("incomplete-coverage", words.lang),
            catalog.passport("unhcr/demographics").caveat("not-additive", words.lang),
        ],
    )


def _age_facts(words: Words, rows: pd.DataFrame, category: str) -> dict[str, Any]:
    persons = rows.set_index("band")["persons"]
    total, year = int(rows["total"].iloc[0]), int(rows["year"].iloc[0])
    with_sex = total - persons["sex unknown"]
    with_age = with_sex - persons["age unknown"]
    return {
        "people": words.t(CATEGORIES[category].name),
        "label": words.t(CATEGORIES[category].label),
        "year": year,
        "total": words.short(total),
        "children": words.percent(100 * persons[list(CHILDREN)].sum() / with_age, 0),
        "women": words.percent(100 * rows["female"].sum() / with_sex, 0),
        "known_sex": words.percent(100 * with_sex / total, 0),
        "known_age": words.percent(100 * with_age / total, 0),
        "sex_unknown": words.short(persons["sex unknown"]),
        "age_unknown": words.short(persons["age unknown"]),
    }


def _pyramid(setting: Setting, rows: pd.DataFrame) -> dict[str, Any]:
    """The ages that are known, and above them those of known sex alone."""
    words, look = setting.words, setting.look
    drawn = rows[rows["band"] != "sex unknown"]
    labels = [words.t(BANDS[band]) for band in drawn["band"]]
    halves = [
        charts.Half(
            words.t(name),
            [int(persons) for persons in drawn[column]],
            [
                hover(words.t(name), label, words.number(persons))
                for label, persons in zip(labels, drawn[column], strict=True)
            ],
            theme.colour(role, look),
        )
        for column, name, role in (
            ("female", N_("Women and girls"), "women"),
            ("male", N_("Men and boys"), "men"),
        )
    ]
    return charts.age_pyramid(labels, halves[0], halves[1], look, tick=words.axis)


class Place(NamedTuple):
    """Whether countries of asylum or of origin are ranked: the name of the choice, the texts, and their heading."""

    choice: str
    title: str
    subtitle: str
    heading: str


PLACES = {
    "asylum": Place(
        N_("Country of asylum, or of displacement"),
        N_("Children are {share} of {people} in {country}, the highest share ({year})"),
        N_(
            "{label}, end of {year}: people under 18 as a share of those whose age is known, %, by the country where they "
            "are. Countries with {least} or more of them, and the age of at least {known} known."
        ),
        N_("Country or territory of asylum"),
    ),
    "origin": Place(
        N_("Country of origin"),
        N_("Children are {share} of {people} from {country}, the highest share ({year})"),
        N_(
            "{label}, end of {year}: people under 18 as a share of those whose age is known, %, by country of origin. "
            "Origins with {least} or more of them, and the age of at least {known} known."
        ),
        N_("Country or territory of origin"),
    ),
}


def _place(words: Words, value: Value) -> str:
    return words.t(PLACES[str(value)].choice)


PLACE = Parameter("side", N_("By"), lambda: tuple(PLACES), "asylum", _place)


@exhibit(
    "crisis/children",
    question=N_("Where are children the largest part of the displaced?"),
    datasets=("unhcr/demographics",),
    parameters=(CATEGORY, PLACE),
)
def children(setting: Setting, category: str, side: str) -> Answer:
    words, place = setting.words, PLACES[side]
    rows = ask("crisis/children", category=category.upper(), side=side, least=LEAST)
    ranked = rows[rows["known_age"] >= KNOWN]
    top = ranked.head(BARS)
    first = top.iloc[0]
    facts = {
        "people": words.t(CATEGORIES[category].name),
        "label": words.t(CATEGORIES[category].label),
        "year": int(first["year"]),
        "share": words.percent(first["children"], 0),
        "country": areas.name(first["area"], words.lang),
        "least": words.number(LEAST),
        "known": words.percent(KNOWN, 0),
        "count": words.number(len(ranked)),
        "all": words.number(len(rows)),
        "first": words.list(
            [f"{areas.name(row.area, words.lang)} ({words.percent(row.children, 0)})" for row in each(top.head(NAMED))]
        ),
    }
    return Answer(
        title=words.t(place.title, **facts),
        subtitle=words.t(place.subtitle, **facts),
        sentence=words.t(
            N_(
                "Of {all} countries and territories with {least} or more, {count} know the age of at least {known} of them. "
                "The shares of children are highest for {first}."
            ),
            **facts,
        ),
        table=rows,
        columns=[
            Column("area", place.heading, "area"),
            Column("children", N_("Under 18 (% of those of known age)"), "percent", 1),
            Column("women", N_("Women and girls (% of those of known sex)"), "percent", 1),
            Column("known_age", N_("Age known (%)"), "percent", 1),
            Column("known_sex", N_("Sex known (%)"), "percent", 1),
            Column("persons", N_("People"), "count"),
        ],
        figure=charts.ranked_bars(
            [areas.label(key, words.lang) for key in top["area"]],
            list(top["children"]),
            [words.percent(share, 0) for share in top["children"]],
            [_children_hover(words, row) for row in each(top)],
            setting.look,
            keys=list(top["area"]),
        ),
        notes=[catalog.passport("unhcr/demographics").caveat("incomplete-coverage", words.lang)],
    )


def _children_hover(words: Words, row: Any) -> str:
    return hover(
        areas.name(row.area, words.lang),
        words.t(N_("Under 18: {share} of those of known age"), share=words.percent(row.children)),
        words.t(
            N_("Age known for {share} of {persons} people"),
            share=words.percent(row.known_age),
            persons=words.number(row.persons),
        ),
    )
