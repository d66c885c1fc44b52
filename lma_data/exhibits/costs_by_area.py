"""What sending money costs by region and by country: to those who receive, and from where it is sent."""

from __future__ import annotations

from functools import cache
from typing import Any

import pandas as pd

from lma_data import areas, catalog, charts
from lma_data.exhibits.base import Answer, Column, Parameter, Setting, Value, exhibit
from lma_data.exhibits.remittance_prices import AMOUNT, COST_CORRIDORS, COST_SENDING, COST_WORLD, aim, limit
from lma_data.exhibits.shared import BARS, country_map, each, hover
from lma_data.i18n import N_, Words, is_missing
from lma_data.warehouse import ask

SIDES = {"receiving": N_("To (receiving)"), "sending": N_("From (sending)")}
COST_LIMITS = (3, 5, 7, 10)  # percent: the first two are the targets


def _side(words: Words, value: Value) -> str:
    return words.t(SIDES[str(value)])


@cache
def _years() -> tuple[int, ...]:
    return tuple(int(year) for year in ask("development/cost_country_years")["year"])


SIDE = Parameter("price-side", N_("Cost of sending"), lambda: tuple(SIDES), "receiving", _side)
COST_YEAR = Parameter("cost-year", N_("Year (cost by country)"), _years, ordered=True)


def _facts(words: Words) -> dict[str, Any]:
    return {
        "amount": words.usd(AMOUNT),
        "aim": words.percent(aim().level, None),
        "limit": words.percent(limit().level, None),
    }


@exhibit(
    "development/cost-regions",
    question=N_("To and from which regions does sending money cost most, and how has that changed?"),
    datasets=(COST_WORLD, COST_CORRIDORS),
    parameters=(SIDE,),
)
def cost_regions(setting: Setting, price_side: str) -> Answer:
    words = setting.words
    rows = ask("development/cost_by_region", side=price_side)
    first, last = int(rows["year"].min()), int(rows["year"].max())
    table = _two_years(rows, first, last)
    regions = table[table["area"] != "WLD"]
    dearest, cheapest = regions.iloc[0], regions.iloc[-1]
    facts = _facts(words) | {
        "first": first,
        "last": last,
        "dearest": areas.name(dearest["area"], words.lang),
        "most": words.percent(dearest["newest"]),
        "before": words.percent(dearest["oldest"]),
        "cheapest": areas.name(cheapest["area"], words.lang),
        "least": words.percent(cheapest["newest"]),
        "cheapest_before": words.percent(cheapest["oldest"]),
    }
    title, subtitle = REGION_TEXTS[price_side]
    return Answer(
        title=words.t(title, **facts),
        subtitle=words.t(subtitle, **facts),
        sentence=words.t(
            N_(
                "{dearest} had the highest cost in {last}, {most}, against {before} in {first}; {cheapest} the lowest, "
                "{least}, against {cheapest_before}. The target for the average is less than {aim}."
            ),
            **facts,
        ),
        table=rows,
        columns=[*REGION_COLUMNS, *([CORRIDORS] if price_side == "sending" else [])],
        figure=_region_figure(setting, table, (first, last)),
        notes=_region_notes(words, price_side),
        rests_on=(COST_WORLD,) if price_side == "receiving" else (COST_CORRIDORS,),
    )


REGION_COLUMNS = [
    Column("area", N_("Region"), "area"),
    Column("year", N_("Year"), "year"),
    Column("cost", N_("Average cost (% of the amount sent)"), "percent", 2),
]
CORRIDORS = Column("corridors", N_("Corridors"), "count")
REGION_TEXTS = {
    "receiving": (
        N_("Sending money costs most to {dearest}: {most} in {last}, against {before} in {first}"),
        N_(
            "Average cost of sending {amount} to the region, % of the amount sent, {first} and {last}. SDG indicator 10.c.1."
        ),
    ),
    "sending": (
        N_("Sending money costs most from {dearest}: {most} in {last}, against {before} in {first}"),
        N_(
            "Simple mean of the costs of sending {amount} in the corridors from the region, % of the amount sent, {first} "
            "and {last}. Not weighted, computed here: the indicator has no average by sending region."
        ),
    ),
}


def _two_years(rows: pd.DataFrame, first: int, last: int) -> pd.DataFrame:
    """A row for each region that has both years, the most expensive in the newest first."""
    wide = rows.pivot(index="area", columns="year", values="cost").dropna()
    wide = wide.rename(columns={first: "oldest", last: "newest"})
    return wide.sort_values("newest", ascending=False).reset_index()


def _region_figure(setting: Setting, table: pd.DataFrame, years: tuple[int, int]) -> dict[str, Any]:
    words = setting.words
    oldest, newest = years

    def said(area: str, year: int, cost: float) -> str:
        return hover(areas.name(area, words.lang), f"{year}{words.t(N_(': '))}{words.percent(cost, 2)}")

    pairs = [
        charts.Pair(
            areas.label(row.area, words.lang),
            (row.newest, row.oldest),
            (said(row.area, newest, row.newest), said(row.area, oldest, row.oldest)),
            row.area,
        )
        for row in each(table)
    ]
    return charts.dumbbell_chart(
        pairs, (str(newest), str(oldest)), setting.look, tick=lambda value: words.percent(value, 0)
    )


def _region_notes(words: Words, side: str) -> list[str]:
    if side == "receiving":
        passport = catalog.passport(COST_WORLD)
        return [passport.caveat(one, words.lang) for one in ("mixed-definitions", "not-additive")]
    return [
        catalog.passport(COST_CORRIDORS).caveat("mixed-definitions", words.lang),
        words.t(N_("The corridors surveyed from a region need not be the same in both years.")),
    ]


@exhibit(
    "development/cost-map",
    question=N_("From and to which countries does sending money cost most?"),
    datasets=(COST_WORLD, COST_SENDING),
    parameters=(SIDE, COST_YEAR),
)
def cost_map(setting: Setting, price_side: str, cost_year: int) -> Answer:
    words = setting.words
    rows = ask("development/cost_by_country", side=price_side, year=cost_year)
    known = rows.dropna(subset=["cost"])
    facts = _country_facts(words, known, cost_year)
    title, _ = COUNTRY_TEXTS[price_side]
    return Answer(
        title=words.t(title, **facts),
        subtitle=_country_subtitle(words, price_side, facts),
        sentence=words.t(
            N_(
                "In {year}, {above} of the {known} countries and territories with a figure had an average cost of more than "
                "{limit}, and {below} one of less than {aim}, the target for the average."
            ),
            **facts,
        ),
        table=rows,
        columns=COUNTRY_COLUMNS,
        figure=country_map(
            setting,
            known,
            "cost",
            [_country_hover(words, row, cost_year) for row in each(known)],
            charts.Classes(COST_LIMITS, [words.percent(level, None) for level in COST_LIMITS]),
        ),
        notes=_country_notes(words, price_side),
        rests_on=_country_dataset(price_side),
    )


@exhibit(
    "development/cost-countries",
    question=N_("Which countries pay most for sending, or receiving, money?"),
    datasets=(COST_WORLD, COST_SENDING),
    parameters=(SIDE, COST_YEAR),
)
def cost_countries(setting: Setting, price_side: str, cost_year: int) -> Answer:
    words = setting.words
    rows = ask("development/cost_by_country", side=price_side, year=cost_year)
    known = rows.dropna(subset=["cost"])
    top = known.head(BARS)
    facts = _country_facts(words, known, cost_year)
    _, title = COUNTRY_TEXTS[price_side]
    return Answer(
        title=words.t(title, **facts),
        subtitle=_country_subtitle(words, price_side, facts),
        sentence=words.t(
            N_(
                "In {year}, the average cost was highest in {country}, {most} of the amount sent, and lowest in {lowest}, "
                "{least}, among the {known} countries and territories with a figure."
            ),
            **facts,
        ),
        table=rows,
        columns=COUNTRY_COLUMNS,
        figure=charts.ranked_bars(
            [areas.label(area, words.lang) for area in top["area"]],
            top["cost"].tolist(),
            [words.percent(cost) for cost in top["cost"]],
            [_country_hover(words, row, cost_year) for row in each(top)],
            setting.look,
            keys=top["area"].tolist(),
        ),
        notes=_country_notes(words, price_side),
        rests_on=_country_dataset(price_side),
    )


COUNTRY_TEXTS = {
    "receiving": (
        N_("Sending money to {above} of {known} countries cost more than {limit} on average in {year}"),
        N_("Most expensive country to send to in {year}: {country}, {most} on average"),
    ),
    "sending": (
        N_("Sending money from {above} of {known} countries cost more than {limit} on average in {year}"),
        N_("Most expensive country to send from in {year}: {country}, {most} on average"),
    ),
}
COUNTRY_COLUMNS = [
    Column("area", N_("Country or territory"), "area"),
    Column("cost", N_("Average cost (% of the amount sent)"), "percent", 2),
]


def _country_facts(words: Words, known: pd.DataFrame, year: int) -> dict[str, Any]:
    first, last = known.iloc[0], known.iloc[-1]
    return _facts(words) | {
        "year": year,
        "known": words.number(len(known)),
        "above": words.number((known["cost"] > limit().level).sum()),
        "below": words.number((known["cost"] < aim().level).sum()),
        "country": areas.label(first["area"], words.lang),
        "most": words.percent(first["cost"]),
        "lowest": areas.label(last["area"], words.lang),
        "least": words.percent(last["cost"]),
    }


def _country_subtitle(words: Words, side: str, facts: dict[str, Any]) -> str:
    text = {
        "receiving": N_(
            "Average cost of sending {amount} to the country, % of the amount sent, {year}. SDG indicator 10.c.1."
        ),
        "sending": N_(
            "Average cost of sending {amount} from the country, % of the amount sent, {year}. SDG indicator 10.c.1."
        ),
    }
    return words.t(text[side], **facts)


def _country_hover(words: Words, row: Any, year: int) -> str:
    cost = words.no_data if is_missing(row.cost) else words.percent(row.cost, 2)
    return hover(areas.name(row.area, words.lang), f"{year}{words.t(N_(': '))}{cost}")


def _country_dataset(side: str) -> tuple[str, ...]:
    return (COST_WORLD,) if side == "receiving" else (COST_SENDING,)


def _country_notes(words: Words, side: str) -> list[str]:
    passport = catalog.passport(_country_dataset(side)[0])
    wanted = (
        ("mixed-definitions", "irregular-years") if side == "receiving" else ("incomplete-coverage", "irregular-years")
    )
    return [passport.caveat(one, words.lang) for one in wanted]
