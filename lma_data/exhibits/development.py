"""Development: how much migrants send home, who receives it, how heavily it weighs, and what sending it costs."""

from __future__ import annotations

from functools import cache
from typing import Any

import pandas as pd

from lma_data import areas, catalog, charts
from lma_data.charts import theme
from lma_data.claims import claims
from lma_data.exhibits.base import Answer, Column, Parameter, Setting, Value, exhibit
from lma_data.i18n import N_, Words, is_missing
from lma_data.warehouse import ask

BARS = 15
ENOUGH_COUNTRIES = 100  # years in which fewer have a figure are not shown
AMOUNT = 200  # US$: what the indicator of cost is about
HEAVY = 20  # percent of GDP
LONGEST = 25  # percent: where the scale of the strip of corridors ends

RECEIVED = "worldbank/remittances-received"
SHARE_GDP = "worldbank/remittances-share-gdp"
COST_WORLD = "unsd/sdg-10-c-1-world"
COST_CORRIDORS = "unsd/sdg-10-c-1-corridors"
COST_QUARTER = "worldbank/prices-corridor-2025q3"


@cache
def _years(measure: str) -> tuple[int, ...]:
    """The years in which enough countries have a figure, the newest first."""
    rows = ask("development/remittances_years", least=ENOUGH_COUNTRIES)
    return tuple(int(year) for year in reversed(rows.loc[rows["measure"] == measure, "year"].tolist()))


@cache
def _price_quarters() -> dict[int, int | None]:
    """The years with costs by corridor, the newest first: year -> its quarter, or None for a whole year."""
    rows = ask("development/price_years").iloc[::-1]
    return {int(row.year): None if is_missing(row.quarter) else int(row.quarter) for row in _each(rows)}


def _period(words: Words, year: int, quarter: int | None) -> str:
    """2021, or 2025 Q3 / T3 2025."""
    return words.t(N_("{year} Q{quarter}"), year=year, quarter=quarter) if quarter else str(year)


def _price_year_text(words: Words, value: Value) -> str:
    quarter = _price_quarters()[int(value)]
    period = _period(words, int(value), quarter)
    return words.t(N_("{period} (secondary source)"), period=period) if quarter else period


RECEIVED_YEAR = Parameter("remittances-year", N_("Year (amounts)"), lambda: _years("received"), 2024)
SHARE_YEAR = Parameter("share-year", N_("Year (share of GDP)"), lambda: _years("share_gdp"), 2021)
PRICE_YEAR = Parameter("price-year", N_("Year of the prices"), lambda: tuple(_price_quarters()), 2021, _price_year_text)


def _each(rows: pd.DataFrame) -> list[Any]:
    """The rows, one after the other, each with its columns as attributes."""
    return list(rows.itertuples())


def _aim(claim_id: str) -> float:
    """What target 10.c asks for, in percent."""
    return float(claims()[claim_id].stated)


ONE_SOURCE_A_YEAR = N_("Each choice shows one source alone; the two are never put together.")


@exhibit(
    "development/remittances-received",
    question=N_("How much money do migrants send, and how has it moved?"),
    datasets=(RECEIVED,),
)
def remittances_received(setting: Setting) -> Answer:
    words = setting.words
    rows = ask("development/remittances_received", least=ENOUGH_COUNTRIES)
    first, newest = rows.iloc[0], rows.iloc[-1]
    colours = theme.palette(setting.look)
    world = _amounts(words, rows, "world", areas.name("WLD", words.lang), colours.series[0], 0)
    low_middle = _amounts(words, rows, "low_middle", areas.name("LMY", words.lang), colours.series[2], 1)
    return Answer(
        title=words.t(
            N_("Recorded remittances came to {world} in {year}, of which {part} to low- and middle-income countries"),
            world=words.usd(newest["world"]),
            part=words.usd(newest["low_middle"]),
            year=newest["year"],
        ),
        subtitle=words.t(
            N_(
                "Personal remittances received, US$ billion of each year, not corrected for inflation, {first}–{last}. "
                "Sums of the countries with a figure."
            ),
            first=first["year"],
            last=newest["year"],
        ),
        sentence=words.t(
            N_(
                "In {year} households and workers received {world} from abroad in the {countries} countries and "
                "territories with a figure, against {before} in {first} in the {fewer} that had one: part of the rise "
                "comes from inflation and from more countries reporting. "
                "Low- and middle-income countries received {part}, {share} of the world total."
            ),
            year=newest["year"],
            world=words.usd(newest["world"]),
            countries=words.number(newest["countries"]),
            before=words.usd(first["world"]),
            first=first["year"],
            fewer=words.number(first["countries"]),
            part=words.usd(newest["low_middle"]),
            share=words.percent(100 * newest["low_middle"] / newest["world"]),
        ),
        table=rows.iloc[::-1].reset_index(drop=True),
        columns=[
            Column("year", N_("Year"), "year"),
            Column("world", N_("World (US$)"), "count"),
            Column("low_middle", N_("Low- and middle-income countries (US$)"), "count"),
            Column("countries", N_("Countries with a figure"), "count"),
        ],
        figure=_received_figure(setting, [world, low_middle]),
        notes=[
            words.t(
                N_("Years in which fewer than {least} countries have a figure (before {first}) are not shown."),
                least=words.number(ENOUGH_COUNTRIES),
                first=first["year"],
            ),
            catalog.passport(RECEIVED).caveat("incomplete-coverage", words.lang),
        ],
    )


def _received_figure(setting: Setting, series: list[charts.Line]) -> dict[str, Any]:
    words, look = setting.words, setting.look
    first, last = int(series[0].years[0]), int(series[0].years[-1])
    fifth = [year for year in range(first, last) if not year % 5]
    figure = charts.line_chart_labelled_aside(
        series,
        look,
        height=440,
        tick=lambda value: words.number(value / 1e9) if look.compact else words.short(value),
        years=[first, (first + last) // 2, last] if look.compact else [first, *fifth, last],
    )
    figure["layout"]["xaxis"]["range"] = [first - 1, last + 0.5]
    return figure


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
    first = top.iloc[0]
    return Answer(
        title=words.t(
            N_("Largest receiver in {year}: {country}, with {amount}, {share} of the world total"),
            year=year,
            country=areas.label(first["area"], words.lang),
            amount=words.usd(first["received"]),
            share=words.percent(first["share"]),
        ),
        subtitle=words.t(
            N_("Personal remittances received, US$ billion of {year}: the {count} countries that received most."),
            year=year,
            count=len(top),
        ),
        sentence=words.t(
            N_(
                "In {year} the three countries that received most were {three}. "
                "The {count} shown received {share} of the world total of {world}; "
                "{known} countries and territories have a figure."
            ),
            year=year,
            three=words.list(
                [f"{areas.label(row.area, words.lang)} ({words.usd(row.received)})" for row in _each(top.head(3))]
            ),
            count=len(top),
            share=words.percent(top["share"].sum()),
            world=words.usd(first["world"]),
            known=words.number(len(known)),
        ),
        table=rows,
        columns=[
            Column("area", N_("Country or territory"), "area"),
            Column("received", N_("Remittances received (US$)"), "count"),
            Column("share", N_("Share of the world total (%)"), "percent", 2),
        ],
        figure=charts.ranked_bars(
            [areas.label(area, words.lang) for area in top["area"]],
            top["received"].tolist(),
            [words.number(received / 1e9, 1) for received in top["received"]],
            [
                f"<b>{areas.name(row.area, words.lang)}</b><br>"
                + words.t(
                    N_("{amount} in {year}, {share} of the world total"),
                    amount=words.usd(row.received),
                    year=year,
                    share=words.percent(row.share),
                )
                for row in _each(top)
            ],
            setting.look,
            keys=top["area"].tolist(),
        ),
        notes=_without_figure(words, len(rows) - len(known), year),
    )


def _without_figure(words: Words, number: int, year: int) -> list[str]:
    """Says how many countries are missing from this year; nothing when none is."""
    if not number:
        return []
    return [
        words.n(
            N_("{count} country or territory with a figure in another year has none for {year}."),
            "{count} countries and territories with a figure in another year have none for {year}.",
            number,
            year=year,
        )
    ]


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
    first, last = top.iloc[0], top.iloc[-1]
    above = int((known["share"] >= HEAVY).sum())
    return Answer(
        title=words.n(
            N_("In {year}, remittances came to {heavy} of GDP or more in {count} country; highest: {first}, {share}"),
            "In {year}, remittances came to {heavy} of GDP or more in {count} countries; highest: {first}, {share}",
            above,
            year=year,
            heavy=words.percent(HEAVY, 0),
            first=areas.label(first["area"], words.lang),
            share=words.percent(first["share"]),
        ),
        subtitle=words.t(
            N_(
                "Personal remittances received, % of gross domestic product, {year}: "
                "the {count} countries with the highest share."
            ),
            year=year,
            count=len(top),
        ),
        sentence=words.t(
            N_(
                "Of the {known} countries and territories with a figure for {year}, remittances weighed most in "
                "the economies of {three}; in the last of the {count} shown, {last}, they came to {share} of GDP. "
                "Remittances are not a part of GDP: the share compares the two."
            ),
            known=words.number(len(known)),
            year=year,
            three=words.list(
                [f"{areas.label(row.area, words.lang)} ({words.percent(row.share)})" for row in _each(top.head(3))]
            ),
            count=len(top),
            last=areas.label(last["area"], words.lang),
            share=words.percent(last["share"]),
        ),
        table=rows,
        columns=[
            Column("area", N_("Country or territory"), "area"),
            Column("share", N_("Share of GDP (%)"), "percent", 2),
        ],
        figure=charts.ranked_bars(
            [areas.label(area, words.lang) for area in top["area"]],
            top["share"].tolist(),
            [words.percent(share) for share in top["share"]],
            [
                f"<b>{areas.name(row.area, words.lang)}</b><br>"
                + words.t(N_("{share} of GDP in {year}"), share=words.percent(row.share), year=year)
                for row in _each(top)
            ],
            setting.look,
            keys=top["area"].tolist(),
        ),
        notes=_without_figure(words, len(rows) - len(known), year),
    )


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
    first, last = min(known), max(known)
    quarter = _period(words, int(apart["year"]), int(apart["quarter"]))
    aim = _aim("remittance-cost-target")
    return Answer(
        title=words.t(
            N_("Sending {amount} cost {cost} on average in {year}, {times} times the target of {aim}"),
            amount=words.usd(AMOUNT),
            cost=words.percent(known[last]),
            year=last,
            times=words.number(known[last] / aim, 1),
            aim=words.percent(aim, 0),
        ),
        subtitle=words.t(
            N_(
                "Average cost of sending {amount}, % of the amount sent, world, SDG indicator 10.c.1. "
                "Diamond: {quarter}, mean of the services surveyed, secondary source: not part of the series."
            ),
            amount=words.usd(AMOUNT),
            quarter=quarter,
        ),
        sentence=words.t(
            N_(
                "The average cost went from {before} of the amount sent in {first} to {cost} in {year}; "
                "the target for 2030 is less than {aim}. "
                "Apart from the series, the mean over {services} services surveyed in {quarter} is {apart}."
            ),
            before=words.percent(known[first], 2),
            first=first,
            cost=words.percent(known[last], 2),
            year=last,
            aim=words.percent(aim, 0),
            services=words.number(apart["services"]),
            quarter=quarter,
            apart=words.percent(apart["cost"], 2),
        ),
        table=pd.DataFrame(
            {
                "period": [
                    _period(words, int(row.year), None if is_missing(row.quarter) else int(row.quarter))
                    for row in _each(rows)
                ],
                "cost": rows["cost"],
                "source": [
                    words.t(N_("SDG indicator 10.c.1"))
                    if is_missing(row.quarter)
                    else words.t(N_("Secondary source, mean of the services"))
                    for row in _each(rows)
                ],
            }
        ),
        columns=[
            Column("period", N_("Year or quarter")),
            Column("cost", N_("Average cost (% of the amount sent)"), "percent", 2),
            Column("source", N_("Measure")),
        ],
        figure=_cost_figure(setting, known, apart, quarter, aim),
        notes=[
            words.t(
                N_("There is no figure for {years}."),
                years=words.list([str(year) for year in range(first, last) if year not in known]),
            ),
            catalog.passport(COST_QUARTER).caveat("secondary-source", words.lang),
        ],
    )


def _cost_figure(
    setting: Setting, known: dict[int, float], apart: pd.Series, quarter: str, aim: float
) -> dict[str, Any]:
    """The years to scale, broken where a year has no figure; the quarter beside them, joined to nothing."""
    words, look = setting.words, setting.look
    first, last, of_quarter = min(known), max(known), int(apart["year"])
    years = range(first, last + 1)
    labelled = _apart(list(known), 3 if look.compact else 1)
    series = charts.Line(
        label="",
        years=list(years),
        values=[known.get(year) for year in years],
        hovers=[f"{year}{words.t(N_(': '))}{words.percent(known.get(year), 2)}" for year in years],
        colour=theme.palette(look).series[0],
        texts=[_bold(_point(setting, known[year])) if year in labelled else "" for year in years],
    )
    cost = words.percent(apart["cost"], 2)
    mark = charts.Line(
        label="",
        years=[of_quarter],
        values=[float(apart["cost"])],
        hovers=[
            words.t(
                N_("{quarter}: {cost}<br>secondary source, mean of {services} services"),
                quarter=quarter,
                cost=cost,
                services=words.number(apart["services"]),
            )
        ],
        colour=theme.palette(look).series[1],
        style=2,
        joined=False,
        texts=[
            _bold(
                words.t(N_("{quarter}<br>secondary<br>source<br>{cost}"), quarter=quarter, cost=cost)
                if look.compact
                else words.t(N_("{quarter}<br>secondary source<br>{cost}"), quarter=quarter, cost=cost)
            )
        ],
    )
    figure = charts.line_chart(
        [series, mark],
        look,
        tick=lambda value: words.percent(value, 0),
        targets=[charts.Target(aim, words.t(N_("Target: less than {aim}"), aim=words.percent(aim, 0)))],
        years=[*labelled, of_quarter],
        span=(first - 1, of_quarter + (2 if look.compact else 1)),
    )
    if look.compact:  # to the right, where a falling line leaves room
        figure["data"][0]["textposition"] = "top right"
    figure["data"][1]["marker"]["size"] = 14
    return figure


def _apart(years: list[int], gap: int) -> list[int]:
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
    dearest, cheapest = priced.iloc[-1], priced.iloc[0]
    aim, limit = _aim("remittance-cost-target"), _aim("remittance-corridors-target")
    above = int((priced["cost"] > limit).sum())
    below_aim = int((priced["cost"] < aim).sum())
    period = _period(words, price_year, _price_quarters()[price_year])
    return Answer(
        title=words.t(
            N_("{share} of corridors cost more than {limit} ({above} of {priced}, {period})"),
            share=words.percent(100 * above / len(priced)),
            limit=words.percent(limit, 0),
            above=words.number(above),
            priced=words.number(len(priced)),
            period=period,
        ),
        subtitle=words.t(
            N_(
                "Average cost of sending {amount}, % of the amount sent, {period}. "
                "Each mark is a corridor from one country to another."
            ),
            amount=words.usd(AMOUNT),
            period=period,
        ),
        sentence=words.t(
            N_(
                "In {period}, {above} of the {priced} corridors with a price cost more than {limit}, "
                "the limit that target 10.c sets for every corridor, and {below} cost less than {aim}. "
                "Costs go from {lowest} ({cheapest}) to {highest} ({dearest}); each corridor counts once, "
                "whatever is sent through it."
            ),
            period=period,
            above=words.number(above),
            priced=words.number(len(priced)),
            limit=words.percent(limit, 0),
            below=words.number(below_aim),
            aim=words.percent(aim, 0),
            lowest=words.percent(cheapest["cost"]),
            cheapest=_corridor(words, cheapest),
            highest=words.percent(dearest["cost"]),
            dearest=_corridor(words, dearest),
        ),
        table=rows,
        columns=CORRIDOR_COLUMNS,
        figure=charts.strip_plot(
            priced["cost"].tolist(),
            [_corridor_hover(words, row) for row in _each(priced)],
            setting.look,
            targets=(
                charts.Target(aim, _target_label(setting, N_("Target {level}"), aim)),
                charts.Target(limit, _target_label(setting, N_("Limit {level}"), limit)),
            ),
            sides=(
                words.t(
                    N_("{count} at {limit} or less"),
                    count=words.number(len(priced) - above),
                    limit=words.percent(limit, 0),
                ),
                words.t(N_("{count} above {limit}"), count=words.number(above), limit=words.percent(limit, 0)),
            ),
            tick=lambda value: words.percent(value, 0),
            keys=[f"{row.sender}-{row.receiver}" for row in _each(priced)],
            longest=LONGEST,
        ),
        notes=[
            *_beyond_the_scale(words, priced),
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


def _price_datasets(year: int) -> tuple[str, ...]:
    """Which of the two sources stands behind this year: one at a time."""
    return (COST_QUARTER,) if _price_quarters()[year] else (COST_CORRIDORS,)


def _price_caveats(words: Words, year: int) -> list[str]:
    if not _price_quarters()[year]:
        return []
    passport = catalog.passport(COST_QUARTER)
    return [passport.caveat("secondary-source", words.lang), passport.caveat("series-break", words.lang)]


def _target_label(setting: Setting, text: str, level: float) -> str:
    shown = setting.words.percent(level, 0)
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


def _beyond_the_scale(words: Words, priced: pd.DataFrame) -> list[str]:
    number = int((priced["cost"] > LONGEST).sum())
    if not number:
        return []
    return [
        words.n(
            N_("{count} corridor above {longest} stands at the end of the scale."),
            "{count} corridors above {longest} stand together at the end of the scale.",
            number,
            longest=words.percent(LONGEST, 0),
        )
    ]


def _without_price(words: Words, number: int) -> list[str]:
    if not number:
        return []
    return [
        words.n(
            N_("{count} corridor of the survey has no price and is not counted."),
            "{count} corridors of the survey have no price and are not counted.",
            number,
        )
    ]


@exhibit(
    "development/cost-dearest",
    question=N_("Which corridors cost most?"),
    datasets=(COST_CORRIDORS, COST_QUARTER),
    apart=ONE_SOURCE_A_YEAR,
    parameters=(PRICE_YEAR,),
)
def cost_dearest(setting: Setting, price_year: int) -> Answer:
    words = setting.words
    rows = ask("development/cost_corridors", year=price_year).dropna(subset=["cost"]).head(BARS)
    first, last = rows.iloc[0], rows.iloc[-1]
    period = _period(words, price_year, _price_quarters()[price_year])
    # The sender that stands most often among them; of two that stand as often, the one with the dearest corridor.
    senders = rows["sender"].value_counts(sort=False).sort_values(ascending=False, kind="stable")
    return Answer(
        title=words.t(
            N_("Dearest corridor, {period}: {corridor}, {cost} of the amount sent"),
            period=period,
            corridor=_corridor(words, first),
            cost=words.percent(first["cost"]),
        ),
        subtitle=words.t(
            N_(
                "Average cost of sending {amount}, % of the amount sent, {period}: "
                "the {count} dearest corridors of the survey."
            ),
            amount=words.usd(AMOUNT),
            period=period,
            count=len(rows),
        ),
        sentence=words.t(
            N_(
                "Among the {count} dearest corridors, the cost of sending {amount} goes from {lowest} to {highest} "
                "in {period}. The sending country that stands there most often is {sender} ({number} of {count})."
            ),
            count=len(rows),
            amount=words.usd(AMOUNT),
            lowest=words.percent(last["cost"]),
            highest=words.percent(first["cost"]),
            period=period,
            sender=areas.label(str(senders.index[0]), words.lang),
            number=int(senders.iloc[0]),
        ),
        table=rows,
        columns=CORRIDOR_COLUMNS,
        figure=charts.ranked_bars(
            [f"{areas.label(row.sender, words.lang)} → {areas.label(row.receiver, words.lang)}" for row in _each(rows)],
            rows["cost"].tolist(),
            [words.percent(cost) for cost in rows["cost"]],
            [_corridor_hover(words, row) for row in _each(rows)],
            setting.look,
            keys=[f"{row.sender}-{row.receiver}" for row in _each(rows)],
        ),
        notes=_price_caveats(words, price_year),
        rests_on=_price_datasets(price_year),
    )
