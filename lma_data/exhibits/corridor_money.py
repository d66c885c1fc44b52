"""Corridor: the money that goes both ways, by the matrix of 2021, and what sending it costs, by each of four sources."""

from __future__ import annotations

from typing import Any

import pandas as pd

from lma_data import areas, catalog, charts
from lma_data.charts import theme
from lma_data.exhibits.base import Answer, Column, Setting, exhibit, nothing
from lma_data.exhibits.corridor_ends import (
    ENDS,
    arrow,
    directions,
    largest_and,
    no_corridor,
    placed,
)
from lma_data.exhibits.corridors_over_time import NEVER_JOINED, SOURCES, middle
from lma_data.exhibits.remittance_flows import MATRIX, MATRIX_YEAR, matrix_caveats
from lma_data.exhibits.remittance_prices import (
    AMOUNT,
    COST_BANK,
    COST_COMPILED,
    COST_CORRIDORS,
    COST_QUARTER,
    aim,
    both_targets,
    extreme_caveats,
    limit,
    period,
)
from lma_data.exhibits.shared import each, hover
from lma_data.i18n import N_, Words, is_missing
from lma_data.warehouse import ask

THIRD_QUARTER = 3  # the quarter of the indicator's years


@exhibit(
    "corridor/money",
    question=N_("How much money goes from each of the two countries to the other?"),
    datasets=(MATRIX,),
    parameters=ENDS,
)
def money(setting: Setting, origin: str, destination: str) -> Answer:
    words = setting.words
    if origin == destination:
        return no_corridor(words, origin)
    rows = ask("corridor/money", origin=origin, destination=destination)
    # People go there, money comes back: the way back is the first.
    ways = directions(destination, origin)
    facts = {"ways": words.t(N_("; ")).join(_estimate(words, rows, *way) for way in ways), "year": MATRIX_YEAR}
    if rows.empty:
        return nothing(
            words.t(N_("{ways} ({year})"), **facts),
            words.t(N_("The matrix has no remittances received for either country; blank is not zero."))
            + " "
            + matrix_caveats(words)[1],
        )
    return Answer(
        title=words.t(N_("{ways} ({year}, estimated)"), **facts),
        subtitle=words.t(
            N_(
                "Estimated remittances received in {year}, US$, by sending country: the largest senders to each of the two "
                "countries, and the other one. A model shares out what was recorded; nobody reported these amounts."
            ),
            **facts,
        ),
        sentence=" ".join(_money_sentence(words, rows, *way) for way in ways),
        table=rows,
        columns=[
            Column("receiver", N_("Receiving country"), "area"),
            Column("sender", N_("Sending country"), "area"),
            Column("place", N_("Rank"), "count"),
            Column("usd", N_("Estimated remittances (US$)"), "count"),
            Column("share", N_("Share of what the receiver gets (%)"), "percent", 1),
            Column("share_sent", N_("Share of what the sender sends (%)"), "percent", 1),
        ],
        figure=charts.ranking_panels([_senders(setting, rows, *way) for way in ways], setting.look),
        notes=matrix_caveats(words),
    )


def _of(rows: pd.DataFrame, sender: str, receiver: str) -> Any:
    """The row of one direction; None where the matrix is blank."""
    found = rows[(rows["sender"] == sender) & (rows["receiver"] == receiver)]
    return None if found.empty else found.iloc[0]


def _estimate(words: Words, rows: pd.DataFrame, sender: str, receiver: str) -> str:
    one = _of(rows, sender, receiver)
    amount = words.no_data if one is None else words.usd(one["usd"])
    return f"{arrow(words, sender, receiver)}{words.t(N_(': '))}{amount}"


def _money_sentence(words: Words, rows: pd.DataFrame, sender: str, receiver: str) -> str:
    facts = {"corridor": arrow(words, sender, receiver), "receiver": areas.name(receiver, words.lang)}
    one = _of(rows, sender, receiver)
    if one is not None:
        return words.t(
            N_(
                "{corridor}: {amount}, {share} of all that {receiver} receives in the matrix (no. {place} of the senders) "
                "and {share_sent} of all that is sent from the other end."
            ),
            amount=words.usd(one["usd"]),
            share=words.percent(one["share"]),
            share_sent=words.percent(one["share_sent"]),
            place=words.number(one["place"]),
            **facts,
        )
    if (rows["receiver"] == receiver).any():
        return words.t(
            N_("{corridor}: the matrix is blank for this pair, which is not zero."), corridor=facts["corridor"]
        )
    return words.t(N_("{corridor}: the matrix has no remittances received for the receiving country."), **facts)


def _senders(setting: Setting, rows: pd.DataFrame, sender: str, receiver: str) -> charts.Ranking:
    words = setting.words
    shown = largest_and(rows[rows["receiver"] == receiver], "sender", sender)
    senders = shown["sender"].tolist()
    return charts.Ranking(
        name=words.t(N_("{area}: money received, by sending country"), area=areas.label(receiver, words.lang)),
        labels=[placed(words, row.place, row.sender) for row in each(shown)],
        values=shown["usd"].tolist(),
        texts=[words.short(usd) for usd in shown["usd"]],
        hovers=[
            hover(
                arrow(words, row.sender, row.receiver),
                words.usd(row.usd),
                words.t(N_("{share} of all received"), share=words.percent(row.share)),
            )
            for row in each(shown)
        ],
        keys=[f"{receiver}-{key}" for key in senders],
        meant=senders.index(sender) if sender in senders else None,
        nothing=words.no_data,
    )


SIGNS = dict(zip(SOURCES, "●■◆▲", strict=True))  # of the sources in the legend, as the symbols of their lines


@exhibit(
    "corridor/price",
    question=N_("What does sending money between the two countries cost?"),
    datasets=tuple(SOURCES),
    apart=NEVER_JOINED,
    parameters=ENDS,
)
def price(setting: Setting, origin: str, destination: str) -> Answer:
    words = setting.words
    if origin == destination:
        return no_corridor(words, origin)
    rows = ask("corridor/prices", origin=origin, destination=destination)
    facts = {
        "amount": words.usd(AMOUNT),
        "aim": words.percent(aim().level, None),
        "limit": words.percent(limit().level, None),
    }
    ways = [way for way in directions(destination, origin) if _of(rows, *way) is not None]
    if not ways:
        return nothing(
            words.t(N_("{corridor}: no price in either direction"), corridor=arrow(words, destination, origin)),
            words.t(N_("The World Bank’s survey of prices does not cover this pair."))
            + " "
            + catalog.passport(COST_BANK).caveat("incomplete-coverage", words.lang),
        )
    return Answer(
        title=words.t(N_("; ")).join(_price_title(words, rows, *way) for way in ways),
        subtitle=words.t(
            N_(
                "Average cost of sending {amount}, % of the amount sent, by source. Money goes the other way: "
                "from the country where the migrants live to the one they come from. The target for the average is less "
                "than {aim}; no corridor is to cost more than {limit}."
            ),
            **facts,
        ),
        sentence=" ".join(_price_sentence(words, rows, *way) for way in ways),
        table=_price_table(words, rows),
        columns=[
            Column("sender", N_("Sending country"), "area"),
            Column("receiver", N_("Receiving country"), "area"),
            Column("period", N_("Year or quarter")),
            Column("cost", N_("Average cost (% of the amount sent)"), "percent", 2),
            Column("source", N_("Source")),
        ],
        figure=_price_figure(setting, rows, ways),
        notes=[words.t(NEVER_JOINED), *_price_caveats(words, rows)],
        rests_on=tuple(source for source in SOURCES if (rows["source"] == source).any()),
    )


def _newest(rows: pd.DataFrame) -> Any:
    """The newest price: of the publishers' own sources where they have one, else of the secondary ones."""
    for sources in ((COST_CORRIDORS,), (COST_BANK,), (COST_COMPILED, COST_QUARTER)):
        found = rows[rows["source"].isin(sources)]
        if len(found):
            return found.sort_values(["year", "quarter"]).iloc[-1]
    raise LookupError("no price")


def _of_way(rows: pd.DataFrame, sender: str, receiver: str) -> pd.DataFrame:
    return rows[(rows["sender"] == sender) & (rows["receiver"] == receiver)]


def _written(words: Words, row: Any) -> str:
    return period(words, int(row.year), None if is_missing(row.quarter) else int(row.quarter))


def _newer(rows: pd.DataFrame) -> Any:
    """The newest price of the secondary sources, where it is newer than that of the publishers' own; else None."""
    told = _newest(rows)
    found = rows[rows["source"].isin((COST_COMPILED, COST_QUARTER)) & (rows["year"] > told["year"])]
    if told["source"] not in (COST_CORRIDORS, COST_BANK) or found.empty:
        return None
    return found.sort_values(["year", "quarter"]).iloc[-1]


def _price_title(words: Words, rows: pd.DataFrame, sender: str, receiver: str) -> str:
    of_way = _of_way(rows, sender, receiver)
    newest, newer = _newest(of_way), _newer(of_way)
    facts = {
        "corridor": arrow(words, sender, receiver),
        "amount": words.usd(AMOUNT),
        "cost": words.percent(newest["cost"]),
        "period": _written(words, newest),
    }
    if newer is None:
        return words.t(N_("{corridor}: sending {amount} cost {cost} ({period})"), **facts)
    return words.t(
        N_("{corridor}: sending {amount} cost {cost} ({period}); by a secondary source, {newer} ({newer_period})"),
        newer=words.percent(newer["cost"]),
        newer_period=_written(words, newer),
        **facts,
    )


def _price_sentence(words: Words, rows: pd.DataFrame, sender: str, receiver: str) -> str:
    """The newest price of each source, and how many of all its prices are above the limit."""
    of_way = _of_way(rows, sender, receiver)
    parts = []
    for source, one in SOURCES.items():
        of_source = of_way[of_way["source"] == source]
        if len(of_source):
            last = of_source.iloc[-1]
            facts = {
                "source": words.t(one.name),
                "cost": words.percent(last["cost"], 2),
                "period": _written(words, last),
            }
            parts.append(words.t(N_("{source}: {cost} ({period})"), **facts))
    return words.t(
        N_("{corridor}, newest price by source. {prices}. Of {count} prices in all, {above} are above {limit}."),
        corridor=arrow(words, sender, receiver),
        prices=words.t(N_("; ")).join(parts),
        count=words.number(len(of_way)),
        above=words.number((of_way["cost"] > limit().level).sum()),
        limit=words.percent(limit().level, None),
    )


def _price_table(words: Words, rows: pd.DataFrame) -> pd.DataFrame:
    return rows.assign(
        period=[_written(words, row) for row in each(rows)],
        source=[words.t(SOURCES[source].name) for source in rows["source"]],
    )


def _price_caveats(words: Words, rows: pd.DataFrame) -> list[str]:
    """What to beware of in the secondary sources, where one of them is shown."""
    caveats = []
    for source in (COST_COMPILED, COST_QUARTER):
        of_source = rows[rows["source"] == source]
        if len(of_source):
            caveats += extreme_caveats(words, source, of_source["cost"])
            caveats.append(catalog.passport(source).caveat("secondary-source", words.lang))
    return caveats


def _price_figure(setting: Setting, rows: pd.DataFrame, ways: list[tuple[str, str]]) -> dict[str, Any]:
    words = setting.words
    present = [source for source in SOURCES if (rows["source"] == source).any()]
    shades = theme.palette(setting.look).series
    return charts.small_multiples(
        [
            (arrow(words, *way), [_price_line(setting, _of_way(rows, *way), source) for source in present])
            for way in ways
        ],
        setting.look,
        tick=lambda value: words.percent(value, None),
        years=charts.years_written(int(rows["year"].min()), int(rows["year"].max()), setting.look),
        side_by_side=(len(ways), 1),
        signs=[(SIGNS[one], words.t(SOURCES[one].name), shades[SOURCES[one].shade]) for one in present],
        height=330,
        targets=both_targets(setting),
    )


def _price_line(setting: Setting, rows: pd.DataFrame, source: str) -> charts.Line:
    """The prices of one source, each in the middle of its quarter; broken where more than a year is without one."""
    words = setting.words
    name = words.t(SOURCES[source].name)
    of_source = rows[rows["source"] == source]
    years: list[float] = []
    values: list[float | None] = []
    hovers: list[str] = []
    for row in each(of_source):
        at = middle(row.year, THIRD_QUARTER if is_missing(row.quarter) else row.quarter)
        if years and at - years[-1] > 1:
            years, values, hovers = [*years, (years[-1] + at) / 2], [*values, None], [*hovers, ""]
        years.append(at)
        values.append(row.cost)
        hovers.append(hover(_written(words, row), words.percent(row.cost, 2), name))
    return charts.Line(
        name,
        years,
        values,
        hovers,
        theme.palette(setting.look).series[SOURCES[source].shade],
        list(SOURCES).index(source),
        width=2,
    )
