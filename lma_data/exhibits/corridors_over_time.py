"""How the price of sending money moves: corridors above the limit by source, and what a larger amount costs."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, NamedTuple

import pandas as pd

from lma_data import catalog, charts
from lma_data.charts import theme
from lma_data.exhibits.base import Answer, Column, Setting, exhibit
from lma_data.exhibits.remittance_prices import (
    AMOUNT,
    COST_BANK,
    COST_COMPILED,
    COST_CORRIDORS,
    COST_QUARTER,
    LARGER_AMOUNT,
    aim,
    bold,
    limit,
    period,
)
from lma_data.exhibits.shared import each, hover
from lma_data.i18n import N_
from lma_data.warehouse import ask

CLOSE = 1  # year between two changes of coverage
BREAK = 15  # corridors more or fewer than in the survey before: the coverage has changed


class Source(NamedTuple):
    """A source of prices: its name, series colour, and at which quarter of its line, and on which side, the name stands."""

    name: str
    shade: int
    quarter: tuple[int, int]
    side: str


# The publishers' own first.
SOURCES = {
    COST_CORRIDORS: Source(N_("SDG indicator 10.c.1 (third quarter of each year)"), 0, (2021, 3), "top right"),
    COST_BANK: Source(N_("World Bank, quarters 2011–2020"), 2, (2012, 3), "top center"),
    COST_COMPILED: Source(N_("Secondary compilation, quarters 2016–2025"), 1, (2020, 4), "bottom left"),
    COST_QUARTER: Source(N_("Secondary compilation, one quarter of 2025"), 3, (2025, 3), "bottom left"),
}
NEVER_JOINED = N_("Each source is a line of its own, never joined to another: they were computed in different ways.")


def middle(year: int, quarter: int) -> float:
    """Where a quarter stands on an axis of years: at its middle."""
    return year + (quarter - 0.5) / 4


@exhibit(
    "development/corridors-above-limit",
    question=N_("In how many corridors does sending money cost more than the limit, and is their share falling?"),
    datasets=tuple(SOURCES),
    apart=NEVER_JOINED,
)
def corridors_above_limit(setting: Setting) -> Answer:
    words = setting.words
    rows = ask("development/cost_above_limit", limit=limit().level)
    of_indicator = rows[rows["source"] == COST_CORRIDORS]
    first, last = of_indicator.iloc[0], of_indicator.iloc[-1]
    apart = rows[rows["source"] == COST_QUARTER].iloc[-1]
    facts = {
        "limit": words.percent(limit().level, None),
        "by": limit().by,
        "amount": words.usd(AMOUNT),
        "first": first["year"],
        "last": last["year"],
        "before": words.percent(first["share"]),
        "share": words.percent(last["share"]),
        "quarter": period(words, apart["year"], apart["quarter"]),
        "apart": words.percent(apart["share"]),
        "above": words.number(apart["above"]),
        "corridors": words.number(apart["corridors"]),
    }
    return Answer(
        title=words.t(
            N_("{share} of corridors cost more than {limit} in {last}, against {before} in {first}"), **facts
        ),
        subtitle=words.t(
            N_(
                "Corridors where sending {amount} cost more than {limit}, % of the corridors with a price, by source; "
                "dotted lines: coverage changes. Each corridor counts once."
            ),
            **facts,
        ),
        sentence=words.t(
            N_(
                "By the indicator, {before} of corridors cost more than {limit} in {first} and {share} in {last}; target "
                "10.c is that none does by {by}. Apart from that series, a secondary compilation has {apart} in {quarter}, "
                "{above} of {corridors}."
            ),
            **facts,
        ),
        table=rows.assign(
            source=[words.t(SOURCES[source].name) for source in rows["source"]],
            period=[period(words, row.year, row.quarter) for row in each(rows)],
        ),
        columns=ABOVE_COLUMNS,
        figure=_above_figure(setting, rows),
        notes=[
            words.t(NEVER_JOINED),
            words.t(
                N_(
                    "A dotted line marks a quarter in which a source has at least {least} corridors more or fewer than in "
                    "the one before; shares before and after are not of the same corridors."
                ),
                least=words.number(BREAK),
            ),
            catalog.passport(COST_COMPILED).caveat("incomplete-coverage", words.lang),
            catalog.passport(COST_COMPILED).caveat("secondary-source", words.lang),
        ],
    )


ABOVE_COLUMNS = [
    Column("source", N_("Source")),
    Column("period", N_("Quarter")),
    Column("corridors", N_("Corridors with a price"), "count"),
    Column("above", N_("Above the limit"), "count"),
    Column("share", N_("Share above the limit (%)"), "percent", 1),
]


def _above_figure(setting: Setting, rows: pd.DataFrame) -> dict[str, Any]:
    words, look = setting.words, setting.look
    first, last = int(rows["year"].min()), int(rows["year"].max())
    lines = [_above_line(setting, rows[rows["source"] == source], source) for source in SOURCES]
    chart = charts.line_chart_labelled_aside if look.compact else charts.line_chart
    figure = chart(
        lines if look.compact else [replace(line, label="") for line in lines],
        look,
        height=480,
        tick=lambda value: words.percent(value, 0),
        years=[year for year in range(first, last + 1) if not (year - first) % (7 if look.compact else 2)],
        notes=_breaks(setting, rows),
        span=(first - 0.3, last + 1),
    )
    if not look.compact:
        for trace, source in zip(figure["data"], SOURCES, strict=True):
            trace["textposition"] = SOURCES[source].side
    return figure


def _above_line(setting: Setting, rows: pd.DataFrame, source: str) -> charts.Line:
    """The shares of one source at the middles of their quarters; broken where one has none."""
    words, found = setting.words, SOURCES[source]
    years: list[float] = []
    values: list[float | None] = []
    hovers: list[str] = []
    step = 1 if source == COST_CORRIDORS else 0.25  # from one survey to the next, in years
    for row in each(rows):
        at = middle(row.year, row.quarter)
        if years and at - years[-1] > step:
            years, values, hovers = [*years, (years[-1] + at) / 2], [*values, None], [*hovers, ""]
        years.append(at)
        values.append(row.share)
        counted = words.t(
            N_("{above} of {corridors} corridors"), above=words.number(row.above), corridors=words.number(row.corridors)
        )
        hovers.append(
            hover(period(words, row.year, row.quarter), words.percent(row.share), counted, words.t(found.name))
        )
    name = bold("<br>(".join(words.t(found.name).split(" (")))
    return charts.Line(
        words.t(found.name),
        years,
        values,
        hovers,
        theme.palette(setting.look).series[found.shade],
        style=list(SOURCES).index(source),
        joined=len(rows) > 1,
        texts=[] if setting.look.compact else [name if at == middle(*found.quarter) else "" for at in years],
    )


def _breaks(setting: Setting, rows: pd.DataFrame) -> list[tuple[float, str]]:
    """Where the coverage of a quarterly source changes: the beginning of the quarter, and from how many to how many.

    Of changes that follow each other closely, the first says all numbers.
    """
    words = setting.words
    changes: list[tuple[float, list[str]]] = []
    for source in (COST_BANK, COST_COMPILED):
        of_source = each(rows[rows["source"] == source])
        for before, row in zip(of_source, of_source[1:], strict=False):
            if abs(row.corridors - before.corridors) < BREAK:
                continue
            at, now = row.year + (row.quarter - 1) / 4, words.number(row.corridors)
            if changes and at - changes[-1][0] < CLOSE:
                changes[-1][1].append(now)
                changes.append((at, []))
            else:
                changes.append((at, [words.number(before.corridors), now]))
    written = [" → ".join(numbers) for _, numbers in changes]
    if not setting.look.compact:
        written = [words.t(N_("{numbers} corridors"), numbers=text) if text else "" for text in written]
    return [(at, text or " ") for (at, _), text in zip(changes, written, strict=True)]


@exhibit(
    "development/cost-amounts",
    question=N_("Does sending a larger amount cost less?"),
    datasets=(COST_COMPILED,),
)
def cost_amounts(setting: Setting) -> Answer:
    words = setting.words
    rows = ask("development/cost_by_amount")
    records = each(rows)
    first, last = records[0], records[-1]
    facts = {
        "small": words.usd(AMOUNT),
        "large": words.usd(LARGER_AMOUNT),
        "quarter": period(words, last.year, last.quarter),
        "first": period(words, first.year, first.quarter),
        "small_cost": words.percent(last.cost_200),
        "large_cost": words.percent(last.cost_500),
        "small_before": words.percent(first.cost_200),
        "large_before": words.percent(first.cost_500),
        "cheaper": words.number(last.cheaper),
        "corridors": words.number(last.corridors),
        "aim": words.percent(aim().level, None),
    }
    return Answer(
        title=words.t(
            N_(
                "Sending {large} costs {large_cost} of the amount, sending {small} {small_cost} (median corridor, {quarter})"
            ),
            **facts,
        ),
        subtitle=words.t(
            N_(
                "Median over corridors of the average cost of sending {small} and {large}, % of the amount sent, {first} to "
                "{quarter}. Secondary compilation."
            ),
            **facts,
        ),
        sentence=words.t(
            N_(
                "In {quarter}, the median of {corridors} corridors was {small_cost} for {small} and {large_cost} for "
                "{large}; in {first}, {small_before} and {large_before}. The larger amount costs less per cent in {cheaper} "
                "of {corridors} corridors."
            ),
            **facts,
        ),
        table=rows.assign(period=[period(words, row.year, row.quarter) for row in each(rows)]),
        columns=AMOUNT_COLUMNS,
        figure=_amount_figure(setting, rows),
        notes=[
            catalog.passport(COST_COMPILED).caveat(one, words.lang)
            for one in ("secondary-source", "incomplete-coverage", "mixed-definitions")
        ],
    )


AMOUNT_COLUMNS = [
    Column("period", N_("Quarter")),
    Column("cost_200", N_("Median cost of sending US$ 200 (%)"), "percent", 2),
    Column("cost_500", N_("Median cost of sending US$ 500 (%)"), "percent", 2),
    Column("corridors", N_("Corridors"), "count"),
    Column("cheaper", N_("Corridors where US$ 500 cost less per cent"), "count"),
]


def _amount_figure(setting: Setting, rows: pd.DataFrame) -> dict[str, Any]:
    words = setting.words
    shades = theme.palette(setting.look).series
    quarters = [period(words, row.year, row.quarter) for row in each(rows)]
    years = [middle(row.year, row.quarter) for row in each(rows)]
    lines = [
        charts.Line(
            words.usd(amount),
            years,
            rows[column].tolist(),
            [
                hover(words.usd(amount), f"{quarter}{words.t(N_(': '))}{words.percent(cost, 2)}")
                for quarter, cost in zip(quarters, rows[column], strict=True)
            ],
            shades[shade],
            style,
        )
        for amount, column, shade, style in ((AMOUNT, "cost_200", 0, 0), (LARGER_AMOUNT, "cost_500", 1, 1))
    ]
    first, last = int(rows["year"].min()), int(rows["year"].max())
    return charts.line_chart_labelled_aside(
        lines,
        setting.look,
        height=400,
        tick=lambda value: words.percent(value, 0),
        targets=[
            charts.Target(aim().level, words.t(N_("Target: less than {aim}"), aim=words.percent(aim().level, None)))
        ],
        years=[year for year in range(first, last + 1) if not (year - first) % (3 if setting.look.compact else 1)],
        span=(first - 0.1, last + 1),
    )
