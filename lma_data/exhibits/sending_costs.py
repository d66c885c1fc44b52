"""What sending money costs: on average in the world, and from corridor to corridor, against the targets."""

from __future__ import annotations

from functools import cache
from typing import Any

import pandas as pd

from lma_data import areas, catalog, charts, claims
from lma_data.charts import theme
from lma_data.exhibits.base import Answer, Column, Parameter, Setting, Value, exhibit
from lma_data.exhibits.shared import BARS, each
from lma_data.i18n import N_, NN_, Words, is_missing
from lma_data.warehouse import ask

AMOUNT = 200  # US$: what the indicator of cost is about
LONGEST = 25  # percent: where the scale of the strip of corridors ends

COST_WORLD = "unsd/sdg-10-c-1-world"
COST_CORRIDORS = "unsd/sdg-10-c-1-corridors"
COST_QUARTER = "worldbank/prices-corridor-2025q3"

# The claims that state the targets: for the average, and for every corridor.
AVERAGE_TARGET = "remittance-cost-target"
CORRIDOR_TARGET = "remittance-corridors-target"

ONE_SOURCE_A_YEAR = N_("Each choice shows one source alone; the two are never put together.")


@cache
def _price_quarters() -> dict[int, int | None]:
    """The years with costs by corridor, the newest first: year -> its quarter, or None for a whole year."""
    rows = ask("development/price_years").iloc[::-1]
    return {int(row.year): None if is_missing(row.quarter) else int(row.quarter) for row in each(rows)}


def _period(words: Words, year: int, quarter: int | None) -> str:
    """2021, or 2025 Q3 / T3 2025."""
    return words.t(N_("{year} Q{quarter}"), year=year, quarter=quarter) if quarter else str(year)


def _price_year_text(words: Words, value: Value) -> str:
    quarter = _price_quarters()[int(value)]
    period = _period(words, int(value), quarter)
    return words.t(N_("{period} (secondary source)"), period=period) if quarter else period


class PriceYear(Parameter):
    """At first the newest year of the indicator is shown; a quarter of a secondary source only to who asks for it."""

    @property
    def default(self) -> Value:
        return max(year for year, quarter in _price_quarters().items() if quarter is None)


PRICE_YEAR = PriceYear("price-year", N_("Year of the prices"), lambda: tuple(_price_quarters()), text=_price_year_text)


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
    target = claims.target(AVERAGE_TARGET)
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
        "quarter": _period(words, int(apart["year"]), int(apart["quarter"])),
        "services": words.number(apart["services"]),
        "apart": words.percent(apart["cost"], 2),
    }


def _world_table(words: Words, rows: pd.DataFrame) -> pd.DataFrame:
    whole_year = words.t(N_("SDG indicator 10.c.1"))
    secondary = words.t(N_("Secondary source, mean of the services"))
    quarters = [None if is_missing(quarter) else int(quarter) for quarter in rows["quarter"]]
    return pd.DataFrame(
        {
            "period": [_period(words, year, quarter) for year, quarter in zip(rows["year"], quarters, strict=True)],
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
    aim = claims.target(AVERAGE_TARGET).level
    figure = charts.line_chart(
        [_cost_line(setting, known, labelled), _quarter_mark(setting, apart)],
        look,
        tick=lambda value: words.percent(value, 0),
        targets=[charts.Target(aim, words.t(N_("Target: less than {aim}"), aim=words.percent(aim, None)))],
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
        texts=[_bold(_point(setting, known[year])) if year in labelled else "" for year in years],
    )


def _quarter_mark(setting: Setting, apart: pd.Series) -> charts.Line:
    words = setting.words
    facts = {
        "quarter": _period(words, int(apart["year"]), int(apart["quarter"])),
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
        texts=[_bold(words.t(text, **facts))],
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


def _bold(text: str) -> str:
    return f"<b>{text}</b>"


@exhibit(
    "development/cost-corridors",
    question=N_("In how many corridors does sending money cost more than the limit?"),
    datasets=(COST_CORRIDORS, COST_QUARTER),
    apart=ONE_SOURCE_A_YEAR,
    parameters=(PRICE_YEAR,),
)
def cost_corridors(setting: Setting, price_year: int) -> Answer:
    words = setting.words
    rows = ask("development/cost_corridors", year=price_year)
    priced = rows.dropna(subset=["cost"]).iloc[::-1]
    facts = _corridor_facts(words, priced, price_year)
    return Answer(
        title=words.t(N_("{share} of corridors cost more than {limit} ({above} of {priced}, {period})"), **facts),
        subtitle=words.t(
            N_(
                "Average cost of sending {amount}, % of the amount sent, {period}. "
                "Each mark is a corridor from one country to another."
            ),
            **facts,
        ),
        sentence=words.t(
            N_(
                "In {period}, {above} of the {priced} corridors with a price cost more than {limit}, "
                "the limit that target 10.c sets for every corridor, and {below} cost less than {aim}. "
                "Costs go from {lowest} ({lowest_in}) to {highest} ({highest_in}); each corridor counts once, "
                "whatever is sent through it."
            ),
            **facts,
        ),
        table=rows,
        columns=CORRIDOR_COLUMNS,
        figure=_corridor_figure(setting, priced, facts),
        notes=[
            *_beyond_the_scale(words, int((priced["cost"] > LONGEST).sum())),
            *_without_price(words, len(rows) - len(priced)),
            *_price_caveats(words, price_year),
        ],
        rests_on=_price_datasets(price_year),
    )


CORRIDOR_COLUMNS = [
    Column("sender", N_("Sending country"), "area"),
    Column("receiver", N_("Receiving country"), "area"),
    Column("cost", N_("Average cost (% of the amount sent)"), "percent", 2),
]


def _corridor_facts(words: Words, priced: pd.DataFrame, year: int) -> dict[str, Any]:
    """What the texts say of the corridors with a price, which come from the lowest cost to the highest."""
    aim, limit = claims.target(AVERAGE_TARGET).level, claims.target(CORRIDOR_TARGET).level
    lowest, highest = priced.iloc[0], priced.iloc[-1]
    above = int((priced["cost"] > limit).sum())
    return {
        "amount": words.usd(AMOUNT),
        "period": _period(words, year, _price_quarters()[year]),
        "aim": words.percent(aim, None),
        "limit": words.percent(limit, None),
        "priced": words.number(len(priced)),
        "above": words.number(above),
        "within": words.number(len(priced) - above),
        "below": words.number((priced["cost"] < aim).sum()),
        "share": words.percent(100 * above / len(priced)),
        "lowest": words.percent(lowest["cost"]),
        "lowest_in": _corridor(words, lowest),
        "highest": words.percent(highest["cost"]),
        "highest_in": _corridor(words, highest),
    }


def _corridor_figure(setting: Setting, priced: pd.DataFrame, facts: dict[str, Any]) -> dict[str, Any]:
    words = setting.words
    aim, limit = claims.target(AVERAGE_TARGET).level, claims.target(CORRIDOR_TARGET).level
    return charts.strip_plot(
        priced["cost"].tolist(),
        [_corridor_hover(words, row) for row in each(priced)],
        setting.look,
        targets=(
            charts.Target(aim, _target_label(setting, N_("Target {level}"), aim)),
            charts.Target(limit, _target_label(setting, N_("Limit {level}"), limit)),
        ),
        sides=(words.t(N_("{within} at {limit} or less"), **facts), words.t(N_("{above} above {limit}"), **facts)),
        tick=lambda value: words.percent(value, 0),
        keys=_corridor_keys(priced),
        longest=LONGEST,
    )


def _corridor_keys(rows: pd.DataFrame) -> list[str]:
    return [f"{row.sender}-{row.receiver}" for row in each(rows)]


def _price_datasets(year: int) -> tuple[str, ...]:
    """Which of the two sources stands behind this year: one at a time."""
    return (COST_QUARTER,) if _price_quarters()[year] else (COST_CORRIDORS,)


def _price_caveats(words: Words, year: int) -> list[str]:
    """What to beware of in the source of this year."""
    if not _price_quarters()[year]:
        return [catalog.passport(COST_CORRIDORS).caveat("mixed-definitions", words.lang)]
    passport = catalog.passport(COST_QUARTER)
    return [passport.caveat("secondary-source", words.lang), passport.caveat("series-break", words.lang)]


def _target_label(setting: Setting, text: str, level: float) -> str:
    shown = setting.words.percent(level, None)
    return shown if setting.look.compact else setting.words.t(text, level=shown)


def _corridor(words: Words, row: Any) -> str:
    return words.t(
        N_("{sender} to {receiver}"),
        sender=areas.label(row.sender, words.lang),
        receiver=areas.label(row.receiver, words.lang),
    )


def _corridor_hover(words: Words, row: Any) -> str:
    return words.t(
        N_("From {sender} to {receiver}: {cost}"),
        sender=areas.name(row.sender, words.lang),
        receiver=areas.name(row.receiver, words.lang),
        cost=_bold(words.percent(row.cost)),
    )


BEYOND_THE_SCALE = NN_(
    "{count} corridor above {longest} stands at the end of the scale.",
    "{count} corridors above {longest} stand together at the end of the scale.",
)
WITHOUT_PRICE = NN_(
    "{count} corridor of the survey has no price and is not counted.",
    "{count} corridors of the survey have no price and are not counted.",
)


def _beyond_the_scale(words: Words, number: int) -> list[str]:
    return [words.n(*BEYOND_THE_SCALE, number, longest=words.percent(LONGEST, 0))] if number else []


def _without_price(words: Words, number: int) -> list[str]:
    return [words.n(*WITHOUT_PRICE, number)] if number else []


@exhibit(
    "development/cost-most-expensive",
    question=N_("Which corridors cost most?"),
    datasets=(COST_CORRIDORS, COST_QUARTER),
    apart=ONE_SOURCE_A_YEAR,
    parameters=(PRICE_YEAR,),
)
def cost_most_expensive(setting: Setting, price_year: int) -> Answer:
    words = setting.words
    rows = ask("development/cost_corridors", year=price_year).dropna(subset=["cost"]).head(BARS)
    facts = _expensive_facts(words, rows, price_year)
    return Answer(
        title=words.t(N_("Most expensive corridor, {period}: {corridor}, {highest} of the amount sent"), **facts),
        subtitle=words.t(
            N_(
                "Average cost of sending {amount}, % of the amount sent, {period}: "
                "the {count} most expensive corridors of the survey."
            ),
            **facts,
        ),
        sentence=words.t(
            N_(
                "Among the {count} most expensive corridors, the cost of sending {amount} goes from {lowest} to "
                "{highest} in {period}. "
                "The sending country that stands there most often is {sender} ({number} of {count})."
            ),
            **facts,
        ),
        table=rows,
        columns=CORRIDOR_COLUMNS,
        figure=charts.ranked_bars(
            [f"{areas.label(row.sender, words.lang)} → {areas.label(row.receiver, words.lang)}" for row in each(rows)],
            rows["cost"].tolist(),
            [words.percent(cost) for cost in rows["cost"]],
            [_corridor_hover(words, row) for row in each(rows)],
            setting.look,
            keys=_corridor_keys(rows),
        ),
        notes=_price_caveats(words, price_year),
        rests_on=_price_datasets(price_year),
    )


def _expensive_facts(words: Words, rows: pd.DataFrame, year: int) -> dict[str, Any]:
    first, last = rows.iloc[0], rows.iloc[-1]
    # Of two senders that stand there as often, the one with the most expensive corridor.
    senders = rows["sender"].value_counts(sort=False).sort_values(ascending=False, kind="stable")
    return {
        "amount": words.usd(AMOUNT),
        "period": _period(words, year, _price_quarters()[year]),
        "corridor": _corridor(words, first),
        "highest": words.percent(first["cost"]),
        "lowest": words.percent(last["cost"]),
        "count": words.number(len(rows)),
        "sender": areas.label(str(senders.index[0]), words.lang),
        "number": words.number(senders.iloc[0]),
    }
