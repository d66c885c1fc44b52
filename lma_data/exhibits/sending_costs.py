"""What sending money costs on average: in the world, by region and country, and for a larger amount."""

from __future__ import annotations

from typing import Any

import pandas as pd

from lma_data import catalog, charts
from lma_data.charts import theme
from lma_data.exhibits.base import Answer, Column, Setting, exhibit
from lma_data.exhibits.remittance_prices import AMOUNT, COST_QUARTER, COST_WORLD, aim, bold, period
from lma_data.i18n import N_, Words, is_missing
from lma_data.warehouse import ask


@exhibit(
    "development/cost-world",
    question=N_("Is sending money home getting cheaper?"),
    datasets=(COST_WORLD, COST_QUARTER),
    apart=N_(
        "The newest quarter comes from another source and method: it is a mark of its own, never joined to the series."
    ),
)
def cost_world(setting: Setting) -> Answer:
    words = setting.words
    rows = ask("development/cost_world")
    of_years = rows[rows["quarter"].isna()]
    apart = rows[rows["quarter"].notna()].iloc[-1]
    known = {int(year): float(cost) for year, cost in zip(of_years["year"], of_years["cost"], strict=True)}
    facts = _world_facts(words, known, apart)
    return Answer(
        title=words.t(
            N_("Sending {amount} cost {cost} on average in {year}, {times} times the target of {aim}"),
            **facts,
        ),
        subtitle=words.t(
            N_(
                "Average cost of sending {amount}, % of the amount sent, world, SDG indicator 10.c.1. "
                "Diamond: {quarter}, mean of the services surveyed, secondary source: not part of the series."
            ),
            **facts,
        ),
        sentence=words.t(
            N_(
                "The average cost went from {before_exact} of the amount sent in {first} to {cost_exact} in {year}; "
                "the target for {by} is less than {aim}. "
                "Apart from the series, the mean over {services} services surveyed in {quarter} is {apart}."
            ),
            **facts,
        ),
        table=_world_table(words, rows),
        columns=WORLD_COLUMNS,
        figure=_cost_figure(setting, known, apart),
        notes=[
            *_gaps(words, known),
            catalog.passport(COST_WORLD).caveat("mixed-definitions", words.lang),
            catalog.passport(COST_QUARTER).caveat("secondary-source", words.lang),
        ],
    )


WORLD_COLUMNS = [
    Column("period", N_("Year or quarter")),
    Column("cost", N_("Average cost (% of the amount sent)"), "percent", 2),
    Column("source", N_("Measure")),
]


def _world_facts(words: Words, known: dict[int, float], apart: pd.Series) -> dict[str, Any]:
    first, last = min(known), max(known)
    target = aim()
    return {
        "amount": words.usd(AMOUNT),
        "first": first,
        "year": last,
        "before_exact": words.percent(known[first], 2),
        "cost": words.percent(known[last]),
        "cost_exact": words.percent(known[last], 2),
        "aim": words.percent(target.level, None),
        "by": target.by,
        "times": words.number(known[last] / target.level, 1),
        "quarter": period(words, int(apart["year"]), int(apart["quarter"])),
        "services": words.number(apart["services"]),
        "apart": words.percent(apart["cost"], 2),
    }


def _world_table(words: Words, rows: pd.DataFrame) -> pd.DataFrame:
    whole_year = words.t(N_("SDG indicator 10.c.1"))
    secondary = words.t(N_("Secondary source, mean of the services"))
    quarters = [None if is_missing(quarter) else int(quarter) for quarter in rows["quarter"]]
    return pd.DataFrame(
        {
            "period": [period(words, year, quarter) for year, quarter in zip(rows["year"], quarters, strict=True)],
            "cost": rows["cost"],
            "source": [secondary if quarter else whole_year for quarter in quarters],
        }
    )


def _gaps(words: Words, known: dict[int, float]) -> list[str]:
    """Says which years have no figure; nothing when all have."""
    gaps = [str(year) for year in range(min(known), max(known)) if year not in known]
    return [words.t(N_("There is no figure for {years}."), years=words.list(gaps))] if gaps else []


def _cost_figure(setting: Setting, known: dict[int, float], apart: pd.Series) -> dict[str, Any]:
    """The years to scale, broken where a year has no figure; the quarter beside them, joined to nothing."""
    words, look = setting.words, setting.look
    of_quarter = int(apart["year"])
    labelled = _spaced(list(known), 3 if look.compact else 1)
    level = aim().level
    figure = charts.line_chart(
        [_cost_line(setting, known, labelled), _quarter_mark(setting, apart)],
        look,
        tick=lambda value: words.percent(value, 0),
        targets=[charts.Target(level, words.t(N_("Target: less than {aim}"), aim=words.percent(level, None)))],
        years=[*labelled, of_quarter],
        span=(min(known) - 1, of_quarter + (2 if look.compact else 1)),
    )
    if look.compact:  # to the right, where a falling line leaves room
        figure["data"][0]["textposition"] = "top right"
    figure["data"][1]["marker"]["size"] = 14
    return figure


def _cost_line(setting: Setting, known: dict[int, float], labelled: list[int]) -> charts.Line:
    words = setting.words
    years = range(min(known), max(known) + 1)
    return charts.Line(
        label="",
        years=list(years),
        values=[known.get(year) for year in years],
        hovers=[f"{year}{words.t(N_(': '))}{words.percent(known.get(year), 2)}" for year in years],
        colour=theme.palette(setting.look).series[0],
        texts=[bold(_point(setting, known[year])) if year in labelled else "" for year in years],
    )


def _quarter_mark(setting: Setting, apart: pd.Series) -> charts.Line:
    words = setting.words
    facts = {
        "quarter": period(words, int(apart["year"]), int(apart["quarter"])),
        "cost": words.percent(apart["cost"], 2),
        "services": words.number(apart["services"]),
    }
    text = (
        N_("{quarter}<br>secondary<br>source<br>{cost}")
        if setting.look.compact
        else N_("{quarter}<br>secondary source<br>{cost}")
    )
    return charts.Line(
        label="",
        years=[int(apart["year"])],
        values=[float(apart["cost"])],
        hovers=[words.t(N_("{quarter}: {cost}<br>secondary source, mean of {services} services"), **facts)],
        colour=theme.palette(setting.look).series[1],
        style=2,
        joined=False,
        texts=[bold(words.t(text, **facts))],
    )


def _spaced(years: list[int], gap: int) -> list[int]:
    """Those of the years that have room for a label: the last, and each before it that is far enough from the next."""
    chosen: list[int] = []
    for year in sorted(years, reverse=True):
        if not chosen or chosen[-1] - year >= gap:
            chosen.append(year)
    return chosen[::-1]


def _point(setting: Setting, cost: float) -> str:
    """The figure at a point; on a phone there is no room for the sign."""
    return setting.words.number(cost, 2) if setting.look.compact else setting.words.percent(cost, 2)
