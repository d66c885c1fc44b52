"""From where to where money flows: the bilateral matrix, as flows between countries and as a ranking of corridors."""

from __future__ import annotations

from typing import Any

import pandas as pd

from lma_data import areas, catalog, charts
from lma_data.exhibits import remittance_places as places
from lma_data.exhibits.base import Answer, Column, Parameter, Setting, exhibit, nothing
from lma_data.exhibits.remittance_places import GROUPS, RECEIVER, SENDER
from lma_data.exhibits.remittance_prices import arrow, corridor_keys
from lma_data.exhibits.shared import BARS, NAMED, each, hover
from lma_data.i18n import N_, Words
from lma_data.warehouse import ask

MATRIX = "worldbank/bilateral-remittances-2021"
MATRIX_YEAR = 2021
MOST = (4, 6, 8, 10)  # senders, and receivers, that stand for themselves

TOP = Parameter("top", N_("Countries shown at each side"), lambda: MOST, 6)


@exhibit(
    "development/remittance-flows",
    question=N_("From where to where do remittances flow?"),
    datasets=(MATRIX, *GROUPS),
    apart=N_("The lists of groups say only which countries are added up."),
    parameters=(SENDER, RECEIVER, TOP),
)
def remittance_flows(setting: Setting, sender: str, receiver: str, top: int) -> Answer:
    words = setting.words
    rows = ask(
        "development/remittance_flows", senders=places.members(sender), receivers=places.members(receiver), most=top
    )
    if rows.empty:
        return no_flow(words, sender, receiver)
    facts = _flow_facts(words, rows, sender, receiver)
    return Answer(
        title=words.t(MANY_WAYS if facts["many"] else ONE_WAY, **facts),
        subtitle=words.t(
            N_(
                "Estimated remittances between countries, US$ of {year}. A flow is as wide as it is large; senders and "
                "receivers that are not among the largest stand together as “others”."
            ),
            **facts,
        ),
        sentence=words.t(
            N_(
                "{places}: {total} of recorded remittances in {year} are shared out over {corridors} corridors by a model. "
                "The senders with most are {senders}; the receivers with most are {receivers}. Nobody reported these flows."
            ),
            **facts,
        ),
        table=rows.assign(
            sender=[_name(words, key) for key in rows["sender"]],
            receiver=[_name(words, key) for key in rows["receiver"]],
            share=100 * rows["amount"] / rows["amount"].sum(),
        ),
        columns=FLOW_COLUMNS,
        figure=_flow_figure(setting, rows),
        notes=matrix_caveats(words),
        rests_on=(MATRIX, *places.datasets(sender, receiver)),
    )


ONE_WAY = N_("{places}: {total} in {year}, by an estimate")
MANY_WAYS = N_(
    "{places}: {total} in {year}, by an estimate; first sender: {first_sender}, first receiver: {first_receiver}"
)
FLOW_COLUMNS = [
    Column("sender", N_("Sending country")),
    Column("receiver", N_("Receiving country")),
    Column("amount", N_("Estimated remittances (US$)"), "count"),
    Column("share", N_("Share of the total (%)"), "percent", 2),
    Column("corridors", N_("Corridors"), "count"),
]


def matrix_caveats(words: Words) -> list[str]:
    passport = catalog.passport(MATRIX)
    return [passport.caveat("estimated", words.lang), passport.caveat("incomplete-coverage", words.lang)]


def no_flow(words: Words, sender: str, receiver: str) -> Answer:
    """What to say where the matrix has no flow between the two places."""
    return nothing(
        words.t(
            N_("{places}: no flow in the matrix of {year}"),
            places=places.between(words, sender, receiver),
            year=MATRIX_YEAR,
        ),
        words.t(
            N_("The matrix of {year} leaves these corridors blank. Blank is not zero: {caveat}"),
            year=MATRIX_YEAR,
            caveat=catalog.passport(MATRIX).caveat("incomplete-coverage", words.lang),
        ),
        rests_on=(MATRIX,),
    )


def _side(rows: pd.DataFrame, column: str) -> pd.Series:
    """The amount by country, from the largest down, all others (None) last."""
    sums = rows.groupby(column, dropna=False)["amount"].sum().sort_values(ascending=False, kind="stable")
    return pd.concat([sums[sums.index.notna()], sums[sums.index.isna()]])


def _flow_facts(words: Words, rows: pd.DataFrame, sender: str, receiver: str) -> dict[str, Any]:
    senders, receivers = _side(rows, "sender"), _side(rows, "receiver")

    def largest(side: pd.Series) -> str:
        return words.list([f"{_name(words, key)} ({words.usd(amount)})" for key, amount in side.head(NAMED).items()])

    return {
        "places": places.between(words, sender, receiver),
        "total": words.usd(rows["amount"].sum()),
        "year": MATRIX_YEAR,
        "corridors": words.number(rows["corridors"].sum()),
        "many": min(len(senders), len(receivers)) > 1,
        "first_sender": areas.label(senders.index[0], words.lang),
        "first_receiver": areas.label(receivers.index[0], words.lang),
        "senders": largest(senders),
        "receivers": largest(receivers),
    }


def _flow_figure(setting: Setting, rows: pd.DataFrame) -> dict[str, Any]:
    words = setting.words
    senders, receivers = _side(rows, "sender"), _side(rows, "receiver")
    places_of = [{_key(key): place for place, key in enumerate(side.index)} for side in (senders, receivers)]
    flows = [
        charts.Flow(
            places_of[0][_key(row.sender)],
            places_of[1][_key(row.receiver)],
            row.amount,
            f"{_key(row.sender)}-{_key(row.receiver)}",
            hover(f"{_name(words, row.sender)} → {_name(words, row.receiver)}", words.usd(row.amount)),
        )
        for row in each(rows)
    ]
    return charts.sankey_chart(
        _nodes(words, senders),
        _nodes(words, receivers),
        flows,
        (words.t(N_("Sent from")), words.t(N_("Received in"))),
        setting.look,
    )


def _nodes(words: Words, side: pd.Series) -> list[charts.Node]:
    return [
        charts.Node(
            _key(key),
            words.t(N_("others")) if pd.isna(key) else areas.label(key, words.lang),
            words.short(amount),
            hover(_name(words, key), words.usd(amount)),
            bool(pd.isna(key)),
        )
        for key, amount in side.items()
    ]


def _key(key: Any) -> str:
    return "" if pd.isna(key) else str(key)


def _name(words: Words, key: Any) -> str:
    return words.t(N_("others")) if pd.isna(key) else areas.name(str(key), words.lang)


@exhibit(
    "development/largest-corridors",
    question=N_("Through which corridors does most money flow?"),
    datasets=(MATRIX, *GROUPS),
    apart=N_("The lists of groups say only which countries are added up."),
    parameters=(SENDER, RECEIVER),
)
def largest_corridors(setting: Setting, sender: str, receiver: str) -> Answer:
    words = setting.words
    rows = ask(
        "development/remittance_corridors", senders=places.members(sender), receivers=places.members(receiver), most=100
    )
    if rows.empty:
        return no_flow(words, sender, receiver)
    shown = rows.head(BARS)
    facts = _corridor_facts(words, shown, sender, receiver)
    return Answer(
        title=words.t(N_("{places}, largest corridor: {corridor}, {amount} in {year}, by an estimate"), **facts),
        subtitle=words.t(N_("Estimated remittances between countries, US$ of {year}: the largest corridors."), **facts),
        sentence=words.t(ONE_CORRIDOR if len(rows) == 1 else CORRIDORS, **facts),
        table=rows.assign(share=100 * rows["amount"] / rows["total"]),
        columns=CORRIDOR_COLUMNS,
        figure=charts.ranked_bars(
            [arrow(words, row) for row in each(shown)],
            shown["amount"].tolist(),
            [words.short(amount) for amount in shown["amount"]],
            [hover(arrow(words, row), words.usd(row.amount)) for row in each(shown)],
            setting.look,
            keys=corridor_keys(shown),
        ),
        notes=matrix_caveats(words),
        rests_on=(MATRIX, *places.datasets(sender, receiver)),
    )


ONE_CORRIDOR = N_(
    "{places}: all of {total} in {year} flow through one corridor, {corridor}. The flow is estimated by a model; nobody "
    "reported it."
)
CORRIDORS = N_(
    "{places}: of {total} in {year}, {share} flow through the {count} largest of {corridors} corridors; the "
    "largest are {largest}. The flows are estimated by a model; nobody reported them."
)
CORRIDOR_COLUMNS = [
    Column("sender", N_("Sending country"), "area"),
    Column("receiver", N_("Receiving country"), "area"),
    Column("amount", N_("Estimated remittances (US$)"), "count"),
    Column("share", N_("Share of the total (%)"), "percent", 2),
]


def _corridor_facts(words: Words, shown: pd.DataFrame, sender: str, receiver: str) -> dict[str, Any]:
    first = shown.iloc[0]
    return {
        "places": places.between(words, sender, receiver),
        "corridor": arrow(words, first),
        "amount": words.usd(first["amount"]),
        "total": words.usd(first["total"]),
        "year": MATRIX_YEAR,
        "share": words.percent(100 * shown["amount"].sum() / first["total"]),
        "count": words.number(len(shown)),
        "corridors": words.number(first["corridors"]),
        "largest": words.list([f"{arrow(words, row)} ({words.usd(row.amount)})" for row in each(shown.head(3))]),
    }
