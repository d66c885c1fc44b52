"""Remittances: how much migrants send home, who receives it, and how heavily it weighs."""

from __future__ import annotations

from functools import cache
from typing import Any

import pandas as pd

from lma_data import areas, catalog, charts
from lma_data.charts import theme
from lma_data.exhibits.base import Answer, Column, Parameter, Setting, exhibit
from lma_data.exhibits.shared import BARS, NAMED, each, hover
from lma_data.i18n import N_, NN_, Words
from lma_data.warehouse import ask

ENOUGH_COUNTRIES = 100  # years in which fewer have a figure are not shown
HEAVY = 20  # percent of GDP
BILLION = 1_000_000_000

RECEIVED = "worldbank/remittances-received"
SHARE_GDP = "worldbank/remittances-share-gdp"


@cache
def measure_years(measure: str) -> tuple[int, ...]:
    """The years in which enough countries have a figure."""
    rows = ask("development/remittances_years", least=ENOUGH_COUNTRIES)
    return tuple(int(year) for year in rows.loc[rows["measure"] == measure, "year"])


RECEIVED_YEAR = Parameter("remittances-year", N_("Year (amounts)"), lambda: measure_years("received"), ordered=True)
SHARE_YEAR = Parameter("share-year", N_("Year (share of GDP)"), lambda: measure_years("share_gdp"), ordered=True)


@exhibit(
    "development/remittances-received",
    question=N_("How much money do migrants send, and how has it moved?"),
    datasets=(RECEIVED,),
)
def remittances_received(setting: Setting) -> Answer:
    words = setting.words
    rows = ask("development/remittances_received", least=ENOUGH_COUNTRIES)
    facts = _received_facts(words, rows)
    return Answer(
        title=words.t(
            N_("Recorded remittances came to {world} in {year}, of which {part} to low- and middle-income countries"),
            **facts,
        ),
        subtitle=words.t(
            N_(
                "Personal remittances received, US$ billion of each year, not corrected for inflation, {first}–{year}. "
                "Sums of the countries with a figure."
            ),
            **facts,
        ),
        sentence=words.t(
            N_(
                "In {year} households and workers received {world} from abroad in the {countries} countries and "
                "territories with a figure, against {before} in {first} in the {fewer} that had one: part of the rise "
                "comes from inflation and from more countries reporting. "
                "Low- and middle-income countries received {part}, {share} of the world total."
            ),
            **facts,
        ),
        table=rows.iloc[::-1].reset_index(drop=True),
        columns=RECEIVED_COLUMNS,
        figure=_received_figure(setting, rows),
        notes=[
            words.t(
                N_("Years in which fewer than {least} countries have a figure (before {first}) are not shown."),
                **facts,
            ),
            catalog.passport(RECEIVED).caveat("incomplete-coverage", words.lang),
        ],
    )


RECEIVED_COLUMNS = [
    Column("year", N_("Year"), "year"),
    Column("world", N_("World (US$)"), "count"),
    Column("low_middle", N_("Low- and middle-income countries (US$)"), "count"),
    Column("countries", N_("Countries with a figure"), "count"),
]


def _received_facts(words: Words, rows: pd.DataFrame) -> dict[str, Any]:
    first, newest = rows.iloc[0], rows.iloc[-1]
    return {
        "year": newest["year"],
        "first": first["year"],
        "world": words.usd(newest["world"]),
        "before": words.usd(first["world"]),
        "part": words.usd(newest["low_middle"]),
        "share": words.percent(100 * newest["low_middle"] / newest["world"]),
        "countries": words.number(newest["countries"]),
        "fewer": words.number(first["countries"]),
        "least": words.number(ENOUGH_COUNTRIES),
    }


def _received_figure(setting: Setting, rows: pd.DataFrame) -> dict[str, Any]:
    words, look = setting.words, setting.look
    shades = theme.palette(look).series
    first, last = int(rows["year"].min()), int(rows["year"].max())
    fifth = [year for year in range(first, last) if not year % 5]
    return charts.line_chart_labelled_aside(
        [
            _amounts(words, rows, "world", areas.name("WLD", words.lang), shades[0], 0),
            _amounts(words, rows, "low_middle", areas.name("LMY", words.lang), shades[2], 1),
        ],
        look,
        height=440,
        tick=lambda value: words.number(value / BILLION) if look.compact else words.short(value),
        years=[first, (first + last) // 2, last] if look.compact else [first, *fifth, last],
        span=(first - 1, last + 0.5),
    )


def _amounts(words: Words, rows: pd.DataFrame, column: str, label: str, shade: str, style: int) -> charts.Line:
    return charts.Line(
        label=label,
        years=rows["year"].tolist(),
        values=rows[column].tolist(),
        hovers=[
            words.t(N_("{area}, {year}: {amount}"), area=label, year=year, amount=words.usd(value))
            for year, value in zip(rows["year"], rows[column], strict=True)
        ],
        colour=shade,
        style=style,
    )


@exhibit(
    "development/remittances-top",
    question=N_("Which countries receive most remittances?"),
    datasets=(RECEIVED,),
    parameters=(RECEIVED_YEAR,),
)
def remittances_top(setting: Setting, remittances_year: int) -> Answer:
    words, year = setting.words, remittances_year
    rows = ask("development/remittances_top", year=year)
    known = rows.dropna(subset=["received"])
    top = known.head(BARS)
    facts = _top_facts(words, known, top, year)
    return Answer(
        title=words.t(
            N_("Largest receiver in {year}: {country}, with {amount}, {share} of the world total"),
            **facts,
        ),
        subtitle=words.t(
            N_("Personal remittances received, US$ billion of {year}: the {count} countries that received most."),
            **facts,
        ),
        sentence=words.t(
            N_(
                "The countries that received most in {year}: {largest}. "
                "The {count} shown received {together} of the world total of {world}; "
                "{known} countries and territories have a figure."
            ),
            **facts,
        ),
        table=rows,
        columns=TOP_COLUMNS,
        figure=charts.ranked_bars(
            [areas.label(area, words.lang) for area in top["area"]],
            top["received"].tolist(),
            [words.number(received / BILLION, 1) for received in top["received"]],
            [_received_hover(words, row, year) for row in each(top)],
            setting.look,
            keys=top["area"].tolist(),
        ),
        notes=without_figure(words, len(rows) - len(known), year),
    )


TOP_COLUMNS = [
    Column("area", N_("Country or territory"), "area"),
    Column("received", N_("Remittances received (US$)"), "count"),
    Column("share", N_("Share of the world total (%)"), "percent", 2),
]


def _top_facts(words: Words, known: pd.DataFrame, top: pd.DataFrame, year: int) -> dict[str, Any]:
    first = top.iloc[0]
    largest = [f"{areas.label(row.area, words.lang)} ({words.usd(row.received)})" for row in each(top.head(NAMED))]
    return {
        "year": year,
        "country": areas.label(first["area"], words.lang),
        "amount": words.usd(first["received"]),
        "share": words.percent(first["share"]),
        "largest": words.list(largest),
        "count": words.number(len(top)),
        "together": words.percent(top["share"].sum()),
        "world": words.usd(first["world"]),
        "known": words.number(len(known)),
    }


def _received_hover(words: Words, row: Any, year: int) -> str:
    return hover(
        areas.name(row.area, words.lang),
        words.t(
            N_("{amount} in {year}, {share} of the world total"),
            amount=words.usd(row.received),
            year=year,
            share=words.percent(row.share),
        ),
    )


WITHOUT_FIGURE = NN_(
    "{count} country or territory with a figure in another year has none for {year}.",
    "{count} countries and territories with a figure in another year have none for {year}.",
)


def without_figure(words: Words, number: int, year: int) -> list[str]:
    """Says how many countries are missing from this year; nothing when none is."""
    return [words.n(*WITHOUT_FIGURE, number, year=year)] if number else []


@exhibit(
    "development/remittances-share-gdp",
    question=N_("Where do remittances weigh most in the economy?"),
    datasets=(SHARE_GDP,),
    parameters=(SHARE_YEAR,),
)
def remittances_share_gdp(setting: Setting, share_year: int) -> Answer:
    words, year = setting.words, share_year
    rows = ask("development/remittances_share_gdp", year=year)
    known = rows.dropna(subset=["share"])
    top = known.head(BARS)
    facts = _share_facts(words, known, top, year)
    return Answer(
        title=words.n(*HEAVY_IN, int((known["share"] >= HEAVY).sum()), **facts),
        subtitle=words.t(
            N_(
                "Personal remittances received, % of gross domestic product, {year}: "
                "the {bars} countries with the highest share."
            ),
            **facts,
        ),
        sentence=words.t(
            N_(
                "Of the {known} countries and territories with a figure for {year}, remittances weighed most in "
                "the economies of {highest}; in the last of the {bars} shown, {last}, they came to {last_share} of "
                "GDP. Remittances are not a part of GDP: the share compares the two."
            ),
            **facts,
        ),
        table=rows,
        columns=SHARE_COLUMNS,
        figure=charts.ranked_bars(
            [areas.label(area, words.lang) for area in top["area"]],
            top["share"].tolist(),
            [words.percent(share) for share in top["share"]],
            [_share_hover(words, row, year) for row in each(top)],
            setting.look,
            keys=top["area"].tolist(),
        ),
        notes=without_figure(words, len(rows) - len(known), year),
    )


HEAVY_IN = NN_(
    "In {year}, remittances came to {heavy} of GDP or more in {count} country; highest: {first}, {first_share}",
    "In {year}, remittances came to {heavy} of GDP or more in {count} countries; highest: {first}, {first_share}",
)
SHARE_COLUMNS = [
    Column("area", N_("Country or territory"), "area"),
    Column("share", N_("Share of GDP (%)"), "percent", 2),
]


def _share_facts(words: Words, known: pd.DataFrame, top: pd.DataFrame, year: int) -> dict[str, Any]:
    first, last = top.iloc[0], top.iloc[-1]
    highest = [f"{areas.label(row.area, words.lang)} ({words.percent(row.share)})" for row in each(top.head(NAMED))]
    return {
        "year": year,
        "heavy": words.percent(HEAVY, 0),
        "first": areas.label(first["area"], words.lang),
        "first_share": words.percent(first["share"]),
        "last": areas.label(last["area"], words.lang),
        "last_share": words.percent(last["share"]),
        "highest": words.list(highest),
        "bars": words.number(len(top)),
        "known": words.number(len(known)),
    }


def _share_hover(words: Words, row: Any, year: int) -> str:
    return hover(
        areas.name(row.area, words.lang),
        words.t(N_("{share} of GDP in {year}"), share=words.percent(row.share), year=year),
    )
