"""What sending money cost by kind of provider: banks, money transfer operators, post offices and others."""

from __future__ import annotations

from functools import cache
from typing import Any

import pandas as pd

from lma_data import catalog, charts
from lma_data.exhibits.base import Answer, Column, Parameter, Setting, Value, exhibit
from lma_data.exhibits.remittance_prices import AMOUNT, COST_PROVIDERS, LARGER_AMOUNT, aim, period
from lma_data.exhibits.shared import each, hover
from lma_data.i18n import N_, NN_, Words, is_missing
from lma_data.warehouse import ask, kept

KINDS = {
    "all": N_("All services"),
    "bank": N_("Banks"),
    "mto": N_("Money transfer operators"),
    "mto-post": N_("Post office with operator"),
    "post": N_("Post offices"),
    "other": N_("Other providers"),
}
# What the publisher names besides, each with a few services a quarter: together they are "other".
PARTS = {
    "bank-mto": N_("bank with a money transfer operator"),
    "credit-union": N_("credit union"),
    "mto-building-society": N_("money transfer operator with a building society"),
    "non-bank": N_("financial institution that is not a bank"),
}


@kept
def _left_out() -> dict[str, Any]:
    """Quarter -> the row of what its means leave out."""
    return {row.quarter: row for row in each(ask("development/cost_by_provider_quarters"))}


@cache
def _quarters() -> tuple[str, ...]:
    return tuple(_left_out())


def _period(words: Words, quarter: Value) -> str:
    """2014Q2 as it is written."""
    year, number = str(quarter).split("Q")
    return period(words, int(year), int(number))


QUARTER = Parameter("provider-quarter", N_("Quarter (cost by provider)"), _quarters, text=_period, ordered=True)


@exhibit(
    "development/cost-by-provider",
    question=N_("Through which kind of provider does sending money cost least?"),
    datasets=(COST_PROVIDERS,),
    parameters=(QUARTER,),
)
def cost_by_provider(setting: Setting, provider_quarter: str) -> Answer:
    words = setting.words
    rows = ask("development/cost_by_provider", quarter=provider_quarter)
    kinds = {row.kind: row for row in each(rows[rows["part"].isna()])}
    facts = _facts(words, kinds, provider_quarter)
    return Answer(
        title=words.t(
            N_("Sending {small} cost {bank} through banks, {mto} through money transfer operators ({quarter})"), **facts
        ),
        subtitle=words.t(
            N_(
                "Average total cost of sending {small} and {large}, % of the amount sent, by kind of provider, {quarter}. "
                "Simple mean of the services surveyed; in brackets, their number."
            ),
            **facts,
        ),
        sentence=words.t(
            N_(
                "In {quarter}, sending {small} cost {bank} of the amount on average through {banks} services of banks, "
                "{mto} through {mtos} of money transfer operators, and {all} through all {services}. For {large} it was "
                "{bank_large}, {mto_large} and {all_large}. The target for the average is less than {aim}."
            ),
            **facts,
        ),
        table=rows.assign(provider=[_name(words, row) for row in each(rows)]),
        columns=COLUMNS,
        figure=_figure(setting, list(kinds.values())),
        notes=_notes(words, rows, facts),
    )


COLUMNS = [
    Column("provider", N_("Kind of provider")),
    Column("cost_200", N_("Average cost of sending US$ 200 (%)"), "percent", 2),
    Column("cost_500", N_("Average cost of sending US$ 500 (%)"), "percent", 2),
    Column("services", N_("Services, US$ 200"), "count"),
    Column("services_500", N_("Services, US$ 500"), "count"),
]


def _facts(words: Words, kinds: dict[str, Any], quarter: str) -> dict[str, Any]:
    left_out = _left_out()[quarter]
    of_all = kinds["all"]
    return {
        "small": words.usd(AMOUNT),
        "large": words.usd(LARGER_AMOUNT),
        "quarter": _period(words, quarter),
        **{kind: words.percent(kinds[kind].cost_200) for kind in ("bank", "mto", "all")},
        **{f"{kind}_large": words.percent(kinds[kind].cost_500) for kind in ("bank", "mto", "all")},
        "banks": words.number(kinds["bank"].services),
        "mtos": words.number(kinds["mto"].services),
        "services": words.number(of_all.services),
        "without_large": words.number(of_all.services - of_all.services_500),
        "aim": words.percent(aim().level, None),
        "left_out": words.number(left_out.left_out),
        "with_them": words.percent(left_out.with_them, 2),
        "mean": words.percent(of_all.cost_200, 2),
        "hidden": words.number(left_out.hidden),
        "hidden_bank": words.number(left_out.hidden_bank),
    }


def _name(words: Words, row: Any) -> str:
    if is_missing(row.part):
        return words.t(KINDS[row.kind])
    return words.t(N_("of which: {part}"), part=words.t(PARTS[row.part]))


def _figure(setting: Setting, kinds: list[Any]) -> dict[str, Any]:
    words = setting.words
    # The larger amount first: so each has the colour that it has where both are followed over time.
    amounts = words.usd(LARGER_AMOUNT), words.usd(AMOUNT)

    def said(row: Any, amount: str, cost: float, services: int) -> str:
        counted = words.n(*NN_("{count} service", "{count} services"), services)
        return hover(words.t(KINDS[row.kind]), f"{amount}{words.t(N_(': '))}{words.percent(cost, 2)}", counted)

    pairs = [
        charts.Pair(
            f"{words.t(KINDS[row.kind])} ({words.number(row.services)})",
            (row.cost_500, row.cost_200),
            (
                said(row, amounts[0], row.cost_500, row.services_500),
                said(row, amounts[1], row.cost_200, row.services),
            ),
        )
        for row in kinds
    ]
    # On a phone there is no room for the sign of half steps; the subtitle says the unit.
    tick = words.number if setting.look.compact else words.percent
    return charts.dumbbell_chart(pairs, amounts, setting.look, tick=lambda value: tick(value, None))


def _notes(words: Words, rows: pd.DataFrame, facts: dict[str, Any]) -> list[str]:
    parts = [f"{words.t(PARTS[row.part])} ({words.number(row.services)})" for row in each(rows.dropna(subset=["part"]))]
    passport = catalog.passport(COST_PROVIDERS)
    return [
        passport.caveat("incomplete-coverage", words.lang),
        words.t(
            N_("Other providers: {parts}. The mean of few services says little of their kind."), parts=words.list(parts)
        ),
        words.t(
            N_(
                "Left out: {left_out} services from the Russian Federation, as the World Bank did for its global average "
                "(with them, the mean for {small} would be {with_them} instead of {mean}), and {hidden} that do not "
                "disclose their exchange rate, {hidden_bank} of them banks’. Services counted that have no price for "
                "{large}: {without_large}."
            ),
            **facts,
        ),
        passport.caveat("secondary-source", words.lang),
        passport.caveat("series-break", words.lang),
    ]
