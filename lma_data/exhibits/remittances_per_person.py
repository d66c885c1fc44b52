"""Remittances against the size of countries: received and paid per inhabitant, what is paid in all, and the share of GDP."""

from __future__ import annotations

from typing import Any

import pandas as pd

from lma_data import areas, catalog, charts
from lma_data.exhibits.base import Answer, Column, Parameter, Setting, Value, exhibit
from lma_data.exhibits.remittances import (
    BILLION,
    RECEIVED,
    RECEIVED_YEAR,
    SHARE_GDP,
    SHARE_YEAR,
    measure_years,
    without_figure,
)
from lma_data.exhibits.shared import BARS, NAMED, country_map, each, hover
from lma_data.i18n import N_, Words
from lma_data.warehouse import ask

PAID = "worldbank/remittances-paid"
POPULATION = "geography/population-wdi"
PAID_MEASURES = {"total": N_("in all"), "person": N_("per inhabitant")}
SHARE_LIMITS = (1, 3, 5, 10, 20)  # percent of GDP
EDITIONS_APART = N_(
    "Amounts and population are of different editions of the World Bank’s indicators; the ratio of the two is computed here."
)


def _paid_measure(words: Words, value: Value) -> str:
    return words.t(PAID_MEASURES[str(value)])


PAID_YEAR = Parameter("paid-year", N_("Year (paid)"), lambda: measure_years("paid"), ordered=True)
PAID_MEASURE = Parameter("paid-measure", N_("Remittances paid"), lambda: tuple(PAID_MEASURES), "total", _paid_measure)


@exhibit(
    "development/remittances-per-person",
    question=N_("Which countries receive most remittances per inhabitant?"),
    datasets=(RECEIVED, POPULATION),
    apart=EDITIONS_APART,
    parameters=(RECEIVED_YEAR,),
)
def remittances_per_person(setting: Setting, remittances_year: int) -> Answer:
    words, year = setting.words, remittances_year
    rows = ask("development/remittances_per_person", year=year)
    known = rows.dropna(subset=["per_person"])
    facts = _person_facts(words, known, year)
    return Answer(
        title=words.t(N_("Most remittances received per inhabitant in {year}: {country}, {most}"), **facts),
        subtitle=words.t(
            N_("Personal remittances received, US$ of {year} per inhabitant: the {bars} countries with most."), **facts
        ),
        sentence=words.t(
            N_(
                "Per inhabitant, these countries received most in {year}: {largest}. The median of the {known} countries "
                "and territories with a figure is {median}. Remittances include wages of people who work across a border."
            ),
            **facts,
        ),
        table=rows,
        columns=[
            Column("area", N_("Country or territory"), "area"),
            Column("per_person", N_("Remittances received per inhabitant (US$)"), "number", 1),
            Column("received", N_("Remittances received (US$)"), "count"),
            Column("population", N_("Population"), "count"),
        ],
        figure=_person_bars(setting, known.head(BARS), year),
        notes=[words.t(EDITIONS_APART), *without_figure(words, len(rows) - len(known), year)],
    )


def _person_facts(words: Words, known: pd.DataFrame, year: int) -> dict[str, Any]:
    """What the texts say of amounts per inhabitant, which come from the largest down."""
    first = known.iloc[0]
    largest = [f"{areas.label(row.area, words.lang)} ({words.usd(row.per_person)})" for row in each(known.head(NAMED))]
    return {
        "year": year,
        "country": areas.label(first["area"], words.lang),
        "most": words.usd(first["per_person"]),
        "largest": words.list(largest),
        "median": words.usd(known["per_person"].median()),
        "known": words.number(len(known)),
        "bars": words.number(min(BARS, len(known))),
    }


def _person_bars(setting: Setting, top: pd.DataFrame, year: int) -> dict[str, Any]:
    words = setting.words
    return charts.ranked_bars(
        [areas.label(area, words.lang) for area in top["area"]],
        top["per_person"].tolist(),
        [words.number(amount) for amount in top["per_person"]],
        [
            hover(
                areas.name(row.area, words.lang),
                words.t(N_("{amount} per inhabitant in {year}"), amount=words.usd(row.per_person), year=year),
            )
            for row in each(top)
        ],
        setting.look,
        keys=top["area"].tolist(),
    )


@exhibit(
    "development/remittances-paid",
    question=N_("From which countries is most money sent?"),
    datasets=(PAID, POPULATION),
    apart=EDITIONS_APART,
    parameters=(PAID_YEAR, PAID_MEASURE),
)
def remittances_paid(setting: Setting, paid_year: int, paid_measure: str) -> Answer:
    words, year = setting.words, paid_year
    rows = ask("development/remittances_paid", year=year)
    if paid_measure == "person":
        return _paid_per_person(setting, rows, year)
    known = rows.dropna(subset=["paid"])
    top = known.head(BARS)
    facts = _paid_facts(words, known, top, year)
    return Answer(
        title=words.t(
            N_("Largest payer in {year}: {country}, with {amount}, {share} of the recorded world total"), **facts
        ),
        subtitle=words.t(
            N_("Personal remittances paid, US$ billion of {year}: the {bars} countries that paid most."), **facts
        ),
        sentence=words.t(
            N_(
                "The countries that paid most in {year}: {largest}. The {bars} shown paid {together} of the recorded total "
                "of {world}; {known} countries and territories have a figure. Remittances paid and received do not balance."
            ),
            **facts,
        ),
        table=rows,
        columns=PAID_COLUMNS,
        figure=charts.ranked_bars(
            [areas.label(area, words.lang) for area in top["area"]],
            top["paid"].tolist(),
            [words.number(paid / BILLION, 1) for paid in top["paid"]],
            [
                hover(
                    areas.name(row.area, words.lang),
                    words.t(
                        N_("{amount} in {year}, {share} of the world total"),
                        amount=words.usd(row.paid),
                        year=year,
                        share=words.percent(row.share),
                    ),
                )
                for row in each(top)
            ],
            setting.look,
            keys=top["area"].tolist(),
        ),
        notes=_paid_notes(words, rows, known, year),
        rests_on=(PAID, POPULATION),
    )


PAID_COLUMNS = [
    Column("area", N_("Country or territory"), "area"),
    Column("paid", N_("Remittances paid (US$)"), "count"),
    Column("share", N_("Share of the world total (%)"), "percent", 2),
    Column("per_person", N_("Remittances paid per inhabitant (US$)"), "number", 1),
]


def _paid_facts(words: Words, known: pd.DataFrame, top: pd.DataFrame, year: int) -> dict[str, Any]:
    first = top.iloc[0]
    largest = [f"{areas.label(row.area, words.lang)} ({words.usd(row.paid)})" for row in each(top.head(NAMED))]
    return {
        "year": year,
        "country": areas.label(first["area"], words.lang),
        "amount": words.usd(first["paid"]),
        "share": words.percent(first["share"]),
        "largest": words.list(largest),
        "bars": words.number(len(top)),
        "together": words.percent(top["share"].sum()),
        "world": words.usd(first["world"]),
        "known": words.number(len(known)),
    }


def _paid_per_person(setting: Setting, rows: pd.DataFrame, year: int) -> Answer:
    words = setting.words
    rows = rows.sort_values(["per_person", "area"], ascending=[False, True]).reset_index(drop=True)
    known = rows.dropna(subset=["per_person"])
    facts = _person_facts(words, known, year)
    return Answer(
        title=words.t(N_("Most remittances paid per inhabitant in {year}: {country}, {most}"), **facts),
        subtitle=words.t(
            N_("Personal remittances paid, US$ of {year} per inhabitant: the {bars} countries with most."), **facts
        ),
        sentence=words.t(
            N_(
                "Per inhabitant, these countries paid most in {year}: {largest}. The median of the {known} countries "
                "and territories with a figure is {median}. Remittances include wages of people who work across a border."
            ),
            **facts,
        ),
        table=rows,
        columns=PAID_COLUMNS,
        figure=_person_bars(setting, known.head(BARS), year),
        notes=[words.t(EDITIONS_APART), *_paid_notes(words, rows, known, year)],
        rests_on=(PAID, POPULATION),
    )


def _paid_notes(words: Words, rows: pd.DataFrame, known: pd.DataFrame, year: int) -> list[str]:
    return [catalog.passport(PAID).caveat("incomplete-coverage", words.lang)] + without_figure(
        words, len(rows) - len(known), year
    )


@exhibit(
    "development/remittances-share-map",
    question=N_("How heavily do remittances weigh in each economy?"),
    datasets=(SHARE_GDP,),
    parameters=(SHARE_YEAR,),
)
def remittances_share_map(setting: Setting, share_year: int) -> Answer:
    words, year = setting.words, share_year
    rows = ask("development/remittances_share_map", year=year)
    level = SHARE_LIMITS[-2]
    facts = {
        "year": year,
        "level": words.percent(level, None),
        "known": words.number(len(rows)),
        "above": words.number((rows["share"] >= level).sum()),
        "median": words.percent(rows["share"].median()),
        "least": words.percent(SHARE_LIMITS[0], None),
        "below": words.number((rows["share"] < SHARE_LIMITS[0]).sum()),
    }
    return Answer(
        title=words.t(
            N_("In {above} of {known} countries, remittances came to {level} of GDP or more in {year}"), **facts
        ),
        subtitle=words.t(N_("Personal remittances received, % of gross domestic product, {year}"), **facts),
        sentence=words.t(
            N_(
                "In {year}, remittances received came to {level} of GDP or more in {above} of the {known} countries and "
                "territories with a figure, and to less than {least} in {below}; the median is {median}."
            ),
            **facts,
        ),
        table=rows,
        columns=[
            Column("area", N_("Country or territory"), "area"),
            Column("share", N_("Share of GDP (%)"), "percent", 2),
        ],
        figure=country_map(
            setting,
            rows,
            "share",
            [
                hover(
                    areas.name(row.area, words.lang),
                    words.t(N_("{share} of GDP in {year}"), share=words.percent(row.share), year=year),
                )
                for row in each(rows)
            ],
            charts.Classes(SHARE_LIMITS, [words.percent(one, None) for one in SHARE_LIMITS]),
        ),
        notes=[catalog.passport(SHARE_GDP).caveat("incomplete-coverage", words.lang)],
    )
