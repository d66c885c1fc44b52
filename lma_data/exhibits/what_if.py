"""What if sending cost no more than a target: how much more of what migrants send would stay with their families.

Method: each flow of the bilateral matrix (a model estimate of 2021) times what its corridor's price exceeds the target by.
The lower figure counts only corridors with a price. The higher one adds the others at an average price: that of the
receiving country, or else of the world.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from lma_data import charts
from lma_data.charts import theme
from lma_data.exhibits import remittance_places as places
from lma_data.exhibits.base import Answer, Column, Parameter, Setting, Value, exhibit, nothing
from lma_data.exhibits.remittance_flows import MATRIX, MATRIX_YEAR, matrix_caveats, no_flow
from lma_data.exhibits.remittance_places import GROUPS, RECEIVER, SENDER
from lma_data.exhibits.remittance_prices import (
    AMOUNT,
    COST_CORRIDORS,
    COST_QUARTER,
    COST_WORLD,
    aim,
    arrow,
    corridor_keys,
    limit,
    of_year,
    price_caveats,
    price_quarters,
    price_year_text,
)
from lma_data.exhibits.shared import BARS, each, hover
from lma_data.i18n import N_, Words, is_missing
from lma_data.warehouse import ask

FLOWS_TIMES_PRICES = N_(
    "Estimated flows and prices come from different sources: their product is a rough estimate, given as a range."
)


def _price_years() -> tuple[int, ...]:
    """The year of the flows, and the newest one, whose prices are of another year than the flows."""
    return (MATRIX_YEAR, max(price_quarters()))


def _target(words: Words, value: Value) -> str:
    return words.percent(int(value), None)


PRICES = Parameter("what-if-prices", N_("Prices of"), _price_years, MATRIX_YEAR, price_year_text)
TARGET = Parameter("what-if-target", N_("Price at most"), lambda: (int(limit().level), int(aim().level)), text=_target)


@exhibit(
    "development/what-if",
    question=N_("What would stay with families if sending money cost no more than the targets?"),
    datasets=(MATRIX, COST_CORRIDORS, COST_WORLD, COST_QUARTER, *GROUPS),
    apart=FLOWS_TIMES_PRICES,
    parameters=(SENDER, RECEIVER, PRICES),
)
def what_if(setting: Setting, sender: str, receiver: str, what_if_prices: int) -> Answer:
    words, year = setting.words, what_if_prices
    rows = ask(
        "development/what_if",
        senders=places.members(sender),
        receivers=places.members(receiver),
        year=year,
        aim=aim().level,
        limit=limit().level,
    )
    if rows.empty:
        return no_flow(words, sender, receiver)
    table = _cases(words, rows.iloc[0], year)
    facts = _facts(words, rows.iloc[0], table, year) | {"places": places.between(words, sender, receiver)}
    return Answer(
        title=words.t(_title(rows.iloc[0], table), **facts),
        subtitle=words.t(
            N_(
                "US$ a year: estimated flows of {flows_year} times the price of sending {amount} in {period}, and what it "
                "exceeds the target by. Hatched: flows without a price, at an average price."
            ),
            **facts,
        ),
        sentence=_sentence(words, rows.iloc[0], facts),
        table=table,
        columns=WHAT_IF_COLUMNS,
        figure=_figure(setting, table),
        notes=[*_method(words, year), *matrix_caveats(words)[:1], *price_caveats(words, year)],
        rests_on=(MATRIX, *_price_sources(year), *places.datasets(sender, receiver)),
    )


WHAT_IF_COLUMNS = [
    Column("case", N_("What")),
    Column("low", N_("Corridors with a price alone (US$ a year)"), "count"),
    Column("more", N_("The others, at an average price (US$ a year)"), "count"),
    Column("high", N_("Together (US$ a year)"), "count"),
]


def _price_sources(year: int) -> tuple[str, ...]:
    return (COST_QUARTER,) if price_quarters()[year] else (COST_CORRIDORS, COST_WORLD)


AVERAGE_OF_YEAR = N_("the average price of the receiving country, or of the world,")
AVERAGE_OF_QUARTER = N_("the mean of all services surveyed in the world")


def _cases(words: Words, row: pd.Series, year: int) -> pd.DataFrame:
    """What sending costs, and what would stay with families at either target: the lower figure, what is added, and both."""
    priced = row["priced_corridors"] > 0
    cases = [
        (words.t(N_("Cost of sending, {period}"), period=of_year(words, year)), row["fees"], row["unpriced_fees"]),
        *(
            (words.t(N_("More at {target} at most"), target=words.percent(target.level, None)), low, more)
            for target, low, more in (
                (limit(), row["above_limit"], row["unpriced_limit"]),
                (aim(), row["above_aim"], row["unpriced_aim"]),
            )
        ),
    ]
    table = pd.DataFrame(cases, columns=["case", "low", "more"])
    table["high"] = table["low"] + table["more"]
    return table if priced else table.assign(low=None)


def _facts(words: Words, row: pd.Series, table: pd.DataFrame, year: int) -> dict[str, Any]:
    ranges = [between_amounts(words, *ends) for ends in zip(table["low"], table["high"], strict=True)]
    return {
        "fees": ranges[0],
        "at_limit": ranges[1],
        "at_aim": ranges[2],
        "limit": words.percent(limit().level, None),
        "aim": words.percent(aim().level, None),
        "received": words.usd(row["amount"]),
        "coverage": words.percent(100 * row["priced"] / row["amount"]),
        "priced": words.number(row["priced_corridors"]),
        "corridors": words.number(row["corridors"]),
        "amount": words.usd(AMOUNT),
        "period": of_year(words, year),
        "flows_year": MATRIX_YEAR,
        "stand_in": words.t(AVERAGE_OF_QUARTER if price_quarters()[year] else AVERAGE_OF_YEAR),
    }


def between_amounts(words: Words, low: float | None, high: float) -> str:
    """US$ 8.95 to 18.3 billion; the one amount where both ends are the same as written, or where there is no lower one."""
    if not high:
        return words.t(N_("nothing"))
    top = words.short(high)
    if low is None or is_missing(low) or words.short(low) == top:
        return words.usd(high)
    return words.usd(high).replace(top, words.t(N_("{low} to {high}"), low=_without_unit(words, low, top), high=top))


def _without_unit(words: Words, low: float, top: str) -> str:
    """The lower end of a range, its unit (billion) left out where the upper end has the same."""
    number, *unit = words.short(low).split("\u00a0")
    return number if unit == top.split("\u00a0")[1:] else words.short(low)


def _title(row: pd.Series, table: pd.DataFrame) -> str:
    """Something would stay; or prices are at the targets already; or there is no price but the average."""
    if not row["priced_corridors"]:
        return N_("{places}: no price in {period}; at the average price, {at_aim} more a year if it fell to {aim}")
    if not table["high"].iloc[2]:
        return N_("{places}: prices in {period} are at {aim} or below already")
    return N_("{places}: {at_aim} more a year for families if no corridor cost more than {aim}")


def _sentence(words: Words, row: pd.Series, facts: dict[str, Any]) -> str:
    """What flowed and what it cost, what would stay at the targets, and on how much of the flows that rests."""
    texts = [
        N_(
            "{places}: {received} flowed in {flows_year}, by an estimate; at prices of {period}, sending it costs {fees}."
        ),
        N_(
            "A year, {at_limit} more would stay with families if no corridor cost more than {limit}, {at_aim} at {aim}."
        ),
    ]
    if not row["priced_corridors"]:
        texts.append(N_("No corridor here has a price in {period}: {stand_in} stands in for it."))
    elif row["priced_corridors"] < row["corridors"]:
        texts.append(
            N_(
                "The lower figures count only the {priced} of {corridors} corridors that have a price, through which "
                "{coverage} of the money flows; for the higher ones, {stand_in} stands in where there is no price."
            )
        )
    return " ".join(words.t(text, **facts) for text in texts)


def _method(words: Words, year: int) -> list[str]:
    """How it was computed, and whether flows and prices are of the same year."""
    quarter = price_quarters()[year]
    same = N_("Flows and prices are of {flows_year}.")
    other = N_("Years do not match: prices of {period} on flows of {flows_year}.")
    return [
        words.t(other if quarter else same, period=of_year(words, year), flows_year=MATRIX_YEAR),
        words.t(
            N_(
                "Amount times (price minus target) where the price is higher; a corridor at the target or below counts as "
                "nothing. Fees are charged on the amount sent, and the matrix has what was received: the two are taken as "
                "equal. The price is that of sending {amount}; larger amounts mostly cost less in per cent."
            ),
            amount=words.usd(AMOUNT),
        ),
    ]


def _figure(setting: Setting, table: pd.DataFrame) -> dict[str, Any]:
    words, look = setting.words, setting.look
    shades = theme.palette(look).series
    parts = [
        charts.Part(
            words.t(N_("Corridors with a price")),
            table["low"].astype(float).fillna(0).tolist(),
            [hover(row.case, words.usd(row.low)) for row in each(table)],
            shades[0],
        ),
        charts.Part(
            words.t(N_("Corridors without a price, at an average price")),
            table["more"].tolist(),
            [hover(row.case, words.usd(row.more)) for row in each(table)],
            shades[2],
            "/",
        ),
    ]
    totals = [_short_range(words, low, high) for low, high in zip(table["low"], table["high"], strict=True)]
    labels = table["case"].tolist()
    if look.compact:  # no room beside the bars
        labels = [f"{label}<br><b>{total}</b>" for label, total in zip(labels, totals, strict=True)]
        totals = [""] * len(labels)
    return charts.stacked_bars(labels, parts, totals, look, keys=["cost", "limit", "aim"])


def _short_range(words: Words, low: float | None, high: float) -> str:
    """8.95–18.3 billion."""
    top = words.short(high)
    if low is None or is_missing(low) or words.short(low) == top:
        return top
    return f"{_without_unit(words, low, top)}–{top}"


@exhibit(
    "development/what-if-corridors",
    question=N_("In which corridors would most stay with families?"),
    datasets=(MATRIX, COST_CORRIDORS, COST_QUARTER, *GROUPS),
    apart=FLOWS_TIMES_PRICES,
    parameters=(SENDER, RECEIVER, PRICES, TARGET),
)
def what_if_corridors(setting: Setting, sender: str, receiver: str, what_if_prices: int, what_if_target: int) -> Answer:
    words, year = setting.words, what_if_prices
    rows = ask(
        "development/what_if_corridors",
        senders=places.members(sender),
        receivers=places.members(receiver),
        year=year,
        target=float(what_if_target),
    )
    facts = {
        "places": places.between(words, sender, receiver),
        "period": of_year(words, year),
        "target": words.percent(what_if_target, None),
        "amount": words.usd(AMOUNT),
        "flows_year": MATRIX_YEAR,
    }
    if rows.empty:
        return _no_price(words, facts)
    top = rows[rows["cost"] > what_if_target].head(BARS)
    facts |= _corridor_facts(words, rows, top, what_if_target)
    title, sentence = SOME_STAYS if len(top) else NOTHING_STAYS
    return Answer(
        title=words.t(title, **facts),
        subtitle=words.t(
            N_(
                "US$ million a year: estimated flows of {flows_year} times what the price of sending {amount} in {period} "
                "exceeds {target} by. Corridors with a price alone."
            ),
            **facts,
        ),
        sentence=words.t(sentence, **facts),
        table=rows,
        columns=CORRIDOR_COLUMNS,
        figure=_ranking(setting, top) if len(top) else None,
        notes=[*_method(words, year), *matrix_caveats(words)[:1], *price_caveats(words, year, rows["cost"])],
        rests_on=(MATRIX, _price_sources(year)[0], *places.datasets(sender, receiver)),
    )


CORRIDOR_COLUMNS = [
    Column("sender", N_("Sending country"), "area"),
    Column("receiver", N_("Receiving country"), "area"),
    Column("stays", N_("More for families (US$ a year)"), "count"),
    Column("cost", N_("Average cost (% of the amount sent)"), "percent", 2),
    Column("amount", N_("Estimated remittances (US$)"), "count"),
]
SOME_STAYS = (
    N_("{places}: most would stay with families in {first}, {most} a year at {target} at most"),
    N_(
        "{places}: at {target} at most, {total} more a year would stay with families in the {above} of {priced} corridors "
        "with a price that cost more in {period}; most of it in {largest}."
    ),
)
NOTHING_STAYS = (
    N_("{places}: no corridor with a price costs more than {target} in {period}"),
    N_("{places}: every corridor with a flow and a price ({priced}) cost {target} or less in {period}."),
)


def _no_price(words: Words, facts: dict[str, Any]) -> Answer:
    return nothing(
        words.t(N_("{places}: no corridor with a flow and a price in {period}"), **facts),
        words.t(
            N_("Either the survey of prices has none of these corridors, or the matrix of flows leaves them blank."),
            **facts,
        ),
        rests_on=(MATRIX, COST_CORRIDORS),
    )


def _corridor_facts(words: Words, rows: pd.DataFrame, top: pd.DataFrame, target: int) -> dict[str, Any]:
    facts = {"priced": words.number(len(rows)), "above": words.number((rows["cost"] > target).sum())}
    if top.empty:
        return facts
    return facts | {
        "first": arrow(words, top.iloc[0]),
        "most": words.usd(top.iloc[0]["stays"]),
        "total": words.usd(rows["stays"].sum()),
        "largest": words.list([f"{arrow(words, row)} ({words.usd(row.stays)})" for row in each(top.head(3))]),
    }


def _ranking(setting: Setting, top: pd.DataFrame) -> dict[str, Any]:
    words = setting.words
    return charts.ranked_bars(
        [arrow(words, row) for row in each(top)],
        top["stays"].tolist(),
        [words.number(stays / 1e6, 0 if stays >= 1e8 else 1) for stays in top["stays"]],
        [
            hover(arrow(words, row), words.usd(row.stays), f"{words.usd(row.amount)}, {words.percent(row.cost, 2)}")
            for row in each(top)
        ],
        setting.look,
        keys=corridor_keys(top),
    )
