"""Country: what sending money to it and from it costs, on average and corridor by corridor, against the targets."""

from __future__ import annotations

from typing import Any

import pandas as pd

from lma_data import areas, catalog, charts
from lma_data.charts import theme
from lma_data.exhibits.base import Answer, Column, Setting, exhibit, nothing
from lma_data.exhibits.country_series import line, newest, span
from lma_data.exhibits.parameters import COUNTRY
from lma_data.exhibits.remittance_prices import (
    AMOUNT,
    COST_BANK,
    COST_COMPILED,
    COST_CORRIDORS,
    COST_QUARTER,
    COST_SENDING,
    COST_WORLD,
    aim,
    both_targets,
    extreme_caveats,
    limit,
    period,
    target_line,
)
from lma_data.exhibits.shared import each, hover
from lma_data.i18n import N_, NN_, Words, is_missing
from lma_data.warehouse import ask

LONGEST = 30  # percent: where the scale ends
CORRIDORS = (12, 8)  # of each direction that are drawn; on a phone


@exhibit(
    "country/cost-years",
    question=N_("What does sending money to the country, and from it, cost on average?"),
    datasets=(COST_WORLD, COST_SENDING),
    parameters=(COUNTRY,),
)
def cost_years(setting: Setting, c: str) -> Answer:
    words, look = setting.words, setting.look
    name = areas.name(c, words.lang)
    rows = ask("country/cost_years", area=c)
    if rows.empty:
        return nothing(
            words.t(N_("{country}: no average cost of sending remittances"), country=name),
            words.t(
                N_(
                    "SDG indicator 10.c.1 has no average cost of sending money to this country or area, or from it. That is "
                    "no zero, and single corridors may have a price."
                )
            ),
        )
    lines = [
        ("to_it", words.t(N_("Sent to it")), theme.palette(look).series[0], 0),
        ("from_it", words.t(N_("Sent from it")), theme.palette(look).series[1], 1),
    ]
    known = [one for one in lines if rows[one[0]].notna().any()]
    first, last = int(rows["year"].min()), int(rows["year"].max())
    title, sentence = _average_texts(words, rows, name)
    return Answer(
        title=title,
        subtitle=words.t(
            N_(
                "Average cost of sending {amount}, % of the amount sent, SDG indicator 10.c.1, {span}. "
                "A mark for each year with a figure."
            ),
            amount=words.usd(AMOUNT),
            span=span(rows),
        ),
        sentence=sentence,
        table=rows.iloc[::-1].reset_index(drop=True),
        columns=[
            Column("year", N_("Year"), "year"),
            Column("to_it", N_("Cost of sending to it (%)"), "percent", 2),
            Column("from_it", N_("Cost of sending from it (%)"), "percent", 2),
        ],
        figure=charts.line_chart_labelled_aside(
            [line(words, rows, column, label, shade, style, words.percent) for column, label, shade, style in known],
            look,
            height=360,
            tick=lambda value: words.percent(value, None),
            targets=[target_line(setting, N_("Target {level}"), aim().level)],
            years=charts.years_written(first, last, look),
            span=(first - 0.5, last + 0.5),
        ),
        notes=[
            catalog.passport(COST_WORLD).caveat("irregular-years", words.lang),
            catalog.passport(COST_SENDING).caveat("incomplete-coverage", words.lang),
        ],
    )


def _average_texts(words: Words, rows: pd.DataFrame, name: str) -> tuple[str, str]:
    """Title and sentence: what sending to it costs, else what sending from it costs; each with the target."""
    said = []
    for column, title, sentence in (
        (
            "to_it",
            N_("{country}: sending {amount} to it cost {cost} on average in {year} (target: {aim})"),
            N_("{country}: the average cost of sending {amount} to it was {cost} of the amount in {year}."),
        ),
        (
            "from_it",
            N_("{country}: sending {amount} from it cost {cost} on average in {year} (target: {aim})"),
            N_("{country}: the average cost of sending {amount} from it was {cost} of the amount in {year}."),
        ),
    ):
        found = newest(rows, column)
        if found is None:
            continue
        facts = {
            "country": name,
            "amount": words.usd(AMOUNT),
            "cost": words.percent(getattr(found, column)),
            "year": found.year,
        }
        said.append((words.t(title, aim=words.percent(aim().level, None), **facts), words.t(sentence, **facts)))
    last = words.t(
        N_("The target for the average is less than {aim} by {by}."), aim=words.percent(aim().level, None), by=aim().by
    )
    return said[0][0], " ".join([*(sentence for _, sentence in said), last])


@exhibit(
    "country/prices",
    question=N_("What does sending money to the country, and from it, cost in each corridor?"),
    datasets=(COST_CORRIDORS, COST_QUARTER, COST_BANK, COST_COMPILED),
    parameters=(COUNTRY,),
    apart=N_(
        "Each source is a mark or a column of its own, with its newest price: the prices were computed in different ways, "
        "and the difference between two of them is no change over time."
    ),
)
def prices(setting: Setting, c: str) -> Answer:
    words = setting.words
    name = areas.name(c, words.lang)
    rows = ask("country/prices", area=c)
    drawn = rows.dropna(subset=["sdg", "survey"], how="all")
    if drawn.empty and len(rows):
        return _older_prices(words, rows, name)
    if drawn.empty:
        return nothing(
            words.t(N_("{country}: no prices of sending money by corridor"), country=name),
            words.t(N_("The World Bank’s survey of prices has no corridor to this country or area, or from it."))
            + " "
            + catalog.passport(COST_CORRIDORS).caveat("incomplete-coverage", words.lang),
        )
    title, sentence = _price_texts(words, drawn, name)
    return Answer(
        title=title,
        subtitle=words.t(
            N_(
                "Average cost of sending {amount} to the country and from it, % of the amount sent, by corridor; "
                "of each source its newest price"
            ),
            amount=words.usd(AMOUNT),
        ),
        sentence=sentence,
        table=_price_table(words, rows),
        columns=PRICE_COLUMNS,
        figure=_price_figure(setting, drawn),
        notes=[
            *_not_drawn(setting, drawn),
            *_extreme(words, rows),
            catalog.passport(COST_CORRIDORS).caveat("mixed-definitions", words.lang),
            catalog.passport(COST_QUARTER).caveat("secondary-source", words.lang),
        ],
    )


def _extreme(words: Words, rows: pd.DataFrame) -> list[str]:
    return [
        *extreme_caveats(words, COST_QUARTER, rows["survey"]),
        *extreme_caveats(words, COST_COMPILED, rows["compiled"]),
    ]


PRICE_COLUMNS = [
    Column("sender", N_("Sending country"), "area"),
    Column("receiver", N_("Receiving country"), "area"),
    Column("sdg", N_("SDG indicator (%)"), "percent", 2),
    Column("sdg_when", N_("its year")),
    Column("survey", N_("Secondary compilation, newest survey (%)"), "percent", 2),
    Column("survey_when", N_("its quarter")),
    Column("bank", N_("World Bank, to 2020 (%)"), "percent", 2),
    Column("bank_when", N_("its last quarter")),
    Column("compiled", N_("Secondary compilation, to 2025 (%)"), "percent", 2),
    Column("compiled_when", N_("its newest quarter")),
]


def _older_prices(words: Words, rows: pd.DataFrame, name: str) -> Answer:
    """A country that the survey has left: its last prices stand in the table; they are too old to be drawn as today's."""
    last = max(str(text) for one in ("bank", "compiled") for text in rows[f"{one}_quarter"].dropna())
    facts = {"country": name, "when": _when(words, last), "amount": words.usd(AMOUNT)}
    return Answer(
        title=words.t(N_("{country}: no price of sending money by corridor since {when}"), **facts),
        subtitle=words.t(N_("Average cost of sending {amount}, % of the amount sent, by corridor"), **facts),
        sentence=words.t(
            N_(
                "{country}: the World Bank’s survey last had prices of corridors to this country or area, or from it, in "
                "{when}; they stand in the table."
            ),
            **facts,
        ),
        table=_price_table(words, rows),
        columns=PRICE_COLUMNS,
        figure=None,
        notes=[*_extreme(words, rows), catalog.passport(COST_CORRIDORS).caveat("incomplete-coverage", words.lang)],
        rests_on=(COST_BANK, COST_COMPILED),
    )


def _when(words: Words, text: Any) -> str:
    """2021, or from 2025Q3: 2025 Q3 / T3 2025; empty where there is no price."""
    if is_missing(text):
        return ""
    year, _, quarter = str(text).partition("Q")
    return period(words, int(year), int(quarter) if quarter else None)


def _price_table(words: Words, rows: pd.DataFrame) -> pd.DataFrame:
    """All corridors, with the date of each price as the language writes it."""
    columns = {"sdg_when": "sdg_year", **{f"{one}_when": f"{one}_quarter" for one in ("survey", "bank", "compiled")}}
    return rows.assign(**{new: [_when(words, text) for text in rows[old]] for new, old in columns.items()})


def _price_texts(words: Words, drawn: pd.DataFrame, name: str) -> tuple[str, str]:
    """Title and sentence: how many corridors cost more than the limit, in the indicator's newest year or else the survey."""
    column, when = ("sdg", "sdg_year") if drawn["sdg"].notna().any() else ("survey", "survey_quarter")
    last = drawn[when].dropna().max()
    priced = drawn[drawn[when] == last]
    above = int((priced[column] > limit().level).sum())
    dearest, cheapest = priced.loc[priced[column].idxmax()], priced.loc[priced[column].idxmin()]
    facts = {
        "country": name,
        "limit": words.percent(limit().level, None),
        "above": words.number(above),
        "when": _when(words, last),
        "amount": words.usd(AMOUNT),
    }
    title = words.n(*ABOVE_LIMIT, len(priced), **facts)
    facts |= {
        "cheapest": words.percent(cheapest[column]),
        "cheapest_in": _arrow(words, cheapest),
        "dearest": words.percent(dearest[column]),
        "dearest_in": _arrow(words, dearest),
        "below": words.number((priced[column] < aim().level).sum()),
        "aim": words.percent(aim().level, None),
    }
    if len(priced) == 1:
        return title, words.t(
            N_(
                "{country}, {when}: sending {amount} cost {dearest} of the amount in the only corridor priced, {dearest_in}."
            ),
            **facts,
        )
    return title, words.t(
        N_(
            "{country}, {when}: the average cost of sending {amount} goes from {cheapest} ({cheapest_in}) to {dearest} "
            "({dearest_in}). {above} corridors cost more than the limit of {limit}, {below} less than {aim}."
        ),
        **facts,
    )


ABOVE_LIMIT = NN_(
    "{country}: {above} of {count} corridor priced costs more than {limit} ({when})",
    "{country}: {above} of {count} corridors priced cost more than {limit} ({when})",
)


def _arrow(words: Words, row: Any) -> str:
    return f"{areas.label(row['sender'], words.lang)} → {areas.label(row['receiver'], words.lang)}"


def _price_figure(setting: Setting, drawn: pd.DataFrame) -> dict[str, Any]:
    words, look = setting.words, setting.look
    groups = [
        (words.t(N_("Sent to it from")), drawn[drawn["direction"] == "in"]),
        (words.t(N_("Sent from it to")), drawn[drawn["direction"] == "out"]),
    ]
    return charts.dot_rows(
        [(name, [_case(words, row) for row in each(rows.head(CORRIDORS[look.compact]))]) for name, rows in groups],
        [
            words.t(N_("SDG indicator 10.c.1, {years}"), years=_years(words, drawn["sdg_year"])),
            words.t(N_("Secondary compilation, {years}"), years=_years(words, drawn["survey_quarter"])),
        ],
        look,
        targets=both_targets(setting),
        tick=lambda value: words.percent(value, None),
        longest=LONGEST,
    )


def _years(words: Words, periods: pd.Series) -> str:
    """The periods of one source's newest prices: as a rule one, or the first and the last."""
    known = sorted(set(periods.dropna()))
    return "–".join(_when(words, one) for one in dict.fromkeys((known[0], known[-1]))) if known else words.no_data


def _case(words: Words, row: Any) -> charts.Case:
    """One corridor; its key is that of the people, who go the other way than the money."""
    corridor = f"{areas.name(row.sender, words.lang)} → {areas.name(row.receiver, words.lang)}"
    values = [None if is_missing(value) else float(value) for value in (row.sdg, row.survey)]
    when = (row.sdg_year, row.survey_quarter)
    return charts.Case(
        areas.label(row.partner, words.lang),
        values,
        [hover(corridor, words.percent(value), _when(words, one)) for value, one in zip(values, when, strict=True)],
        f"{row.receiver}-{row.sender}",
    )


def _not_drawn(setting: Setting, drawn: pd.DataFrame) -> list[str]:
    """Says that only the most expensive corridors are drawn, where there are more."""
    most = CORRIDORS[setting.look.compact]
    if drawn["direction"].value_counts().max() <= most:
        return []
    return [
        setting.words.t(
            N_(
                "Drawn are at most {most} corridors in each direction, the most expensive by the SDG indicator; the "
                "table has all."
            ),
            most=setting.words.number(most),
        )
    ]
