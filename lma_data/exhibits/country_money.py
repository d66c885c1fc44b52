"""Country: the money that migrants send to it and from it, how heavily it weighs, and what sending it costs."""

from __future__ import annotations

from typing import Any

import pandas as pd

from lma_data import areas, catalog, charts
from lma_data.charts import theme
from lma_data.exhibits.base import Answer, Column, Setting, exhibit, nothing
from lma_data.exhibits.country_series import line, newest, span
from lma_data.exhibits.parameters import COUNTRY
from lma_data.exhibits.shared import BARS, NAMED, each, hover, share_above_zero, usd_above_zero
from lma_data.i18n import N_, Words, is_missing
from lma_data.warehouse import ask

RECEIVED = "worldbank/remittances-received"
PAID = "worldbank/remittances-paid"
SHARE_GDP = "worldbank/remittances-share-gdp"
KNOMAD = "worldbank/remittances-knomad"
POPULATION = "geography/population-wdi"
MATRIX = "worldbank/bilateral-remittances-2021"
MATRIX_YEAR = 2021


@exhibit(
    "country/remittances",
    question=N_("How much money do migrants send to the country, and from it?"),
    datasets=(RECEIVED, PAID, KNOMAD, SHARE_GDP, POPULATION),
    parameters=(COUNTRY,),
    apart=N_(
        "What is received and what is paid come from different editions: they stand side by side, and are never joined "
        "or subtracted. The amount per inhabitant divides what is received by the World Bank’s population of the year."
    ),
)
def remittances(setting: Setting, c: str) -> Answer:
    words = setting.words
    name = areas.name(c, words.lang)
    rows = ask("country/remittances", area=c)
    shown = [column for column in ("received", "paid", "knomad") if rows[column].notna().any()]
    if not shown:
        return nothing(
            words.t(N_("{country}: no data on remittances"), country=name),
            words.t(N_("The World Bank has no figure of remittances received or paid for this country or area."))
            + " "
            + catalog.passport(RECEIVED).caveat("incomplete-coverage", words.lang),
        )
    drawn = [column for column in shown if column != "knomad" or _knomad_adds(rows)]
    return Answer(
        title=_remittances_title(words, rows, name),
        subtitle=words.t(
            N_(
                "Personal remittances, recorded flows only, US$ of each year, not corrected for inflation, {span}. "
                "Received and paid come from different editions."
            ),
            span=span(rows),
        ),
        sentence=_remittances_sentence(words, rows, name),
        table=rows.iloc[::-1].reset_index(drop=True),
        columns=REMITTANCE_COLUMNS,
        figure=_remittances_figure(setting, rows, drawn),
        notes=[
            *([words.t(KNOMAD_NOTE)] if "knomad" in drawn else []),
            catalog.passport(RECEIVED).caveat("incomplete-coverage", words.lang),
        ],
        rests_on=tuple(_rests_on(rows)),
    )


REMITTANCE_COLUMNS = [
    Column("year", N_("Year"), "year"),
    Column("received", N_("Received (US$)"), "count"),
    Column("per_inhabitant", N_("Received per inhabitant (US$)"), "number", 1),
    Column("share_gdp", N_("Received (% of GDP)"), "percent", 2),
    Column("paid", N_("Paid (US$)"), "count"),
    Column("knomad", N_("Received, KNOMAD (US$)"), "count"),
]
KNOMAD_NOTE = N_(
    "KNOMAD’s compilation is shown because it has later years; it is no continuation of the World Bank’s series, and its "
    "last year is an estimate."
)
SERIES = {
    "received": (N_("Received"), 0, 0),
    "paid": (N_("Paid"), 1, 1),
    "knomad": (N_("Received (KNOMAD)"), 2, 2),
}


def _knomad_adds(rows: pd.DataFrame) -> bool:
    """Whether KNOMAD's compilation goes on for more than a year after the World Bank's series ends."""
    received, compiled = newest(rows, "received"), newest(rows, "knomad")
    return received is None or compiled.year > received.year + 1


def _rests_on(rows: pd.DataFrame) -> list[str]:
    columns = {
        "received": RECEIVED,
        "paid": PAID,
        "knomad": KNOMAD,
        "share_gdp": SHARE_GDP,
        "per_inhabitant": POPULATION,
    }
    return [dataset for column, dataset in columns.items() if rows[column].notna().any()]


def _remittances_title(words: Words, rows: pd.DataFrame, name: str) -> str:
    received, compiled, paid = (newest(rows, column) for column in ("received", "knomad", "paid"))
    facts: dict[str, Any] = {"country": name}
    if received is not None:
        facts |= {"received": words.usd(received.received), "year": received.year}
    elif compiled is not None:
        facts |= {"received": words.usd(compiled.knomad), "year": compiled.year}
    if paid is not None:
        facts |= {"paid": words.usd(paid.paid), "paid_year": paid.year}
    if "received" not in facts:
        return words.t(N_("{country}: {paid} of remittances paid in {paid_year}; none received are on record"), **facts)
    if paid is None:
        return words.t(N_("{country}: {received} of remittances received in {year}; none paid are on record"), **facts)
    return words.t(N_("{country}: {received} of remittances received in {year}; {paid} paid in {paid_year}"), **facts)


def _remittances_sentence(words: Words, rows: pd.DataFrame, name: str) -> str:
    said = []
    received, compiled, share, paid = (newest(rows, column) for column in ("received", "knomad", "share_gdp", "paid"))
    if received is not None:
        facts = {"amount": words.usd(received.received), "year": received.year, "country": name}
        said.append(words.t(N_("{country}: households and workers received {amount} from abroad in {year}."), **facts))
        if not is_missing(received.per_inhabitant):
            amount = usd_above_zero(words, received.per_inhabitant)
            said.append(words.t(N_("That is {amount} per inhabitant."), amount=amount))
    elif compiled is not None:
        facts = {"amount": words.usd(compiled.knomad), "year": compiled.year, "country": name}
        said.append(words.t(N_("{country}: KNOMAD’s compilation has {amount} received in {year}."), **facts))
    if share is not None:
        facts = {"share": share_above_zero(words, share.share_gdp), "year": share.year}
        said.append(words.t(N_("Remittances received came to {share} of GDP in {year}."), **facts))
    if paid is not None:
        facts = {"amount": words.usd(paid.paid), "year": paid.year}
        said.append(words.t(N_("Remittances paid came to {amount} in {year}."), **facts))
    return " ".join(said)


def _remittances_figure(setting: Setting, rows: pd.DataFrame, drawn: list[str]) -> dict[str, Any]:
    words, look = setting.words, setting.look
    known = rows.dropna(subset=drawn, how="all")
    first, last = int(known["year"].min()), int(known["year"].max())
    lines = [
        line(words, known, column, words.t(label), theme.palette(look).series[shade], style, words.usd)
        for column, (label, shade, style) in SERIES.items()
        if column in drawn
    ]
    return charts.line_chart_labelled_aside(
        lines,
        look,
        height=420,
        tick=words.axis,
        years=charts.years_written(first, last, look),
        span=(first - 0.8, last + 0.8),
    )


@exhibit(
    "country/remittances-gdp",
    question=N_("How heavily do remittances weigh in the economy?"),
    datasets=(SHARE_GDP,),
    parameters=(COUNTRY,),
)
def remittances_gdp(setting: Setting, c: str) -> Answer:
    words, look = setting.words, setting.look
    name = areas.name(c, words.lang)
    rows = ask("country/remittances", area=c).dropna(subset=["share_gdp"]).reset_index(drop=True)
    passport = catalog.passport(SHARE_GDP)
    if rows.empty:
        return nothing(
            words.t(N_("{country}: no data on remittances as a share of GDP"), country=name),
            words.t(N_("The World Bank has no share of remittances in GDP for this country or area.")),
        )
    last_one, most = each(rows)[-1], each(rows.nlargest(1, "share_gdp"))[0]
    facts = {
        "country": name,
        "share": share_above_zero(words, last_one.share_gdp),
        "year": last_one.year,
        "most": share_above_zero(words, most.share_gdp),
        "most_year": most.year,
        "span": span(rows),
    }
    shade = theme.palette(look).series[0]
    first, last = int(rows["year"].min()), int(rows["year"].max())
    return Answer(
        title=words.t(N_("{country}: remittances received came to {share} of GDP in {year}"), **facts),
        subtitle=words.t(N_("Personal remittances received, % of gross domestic product, {span}"), **facts),
        sentence=words.t(
            N_(
                "{country}: remittances received came to {share} of GDP in {year}; the highest share was {most}, in "
                "{most_year}. Remittances are not a part of GDP: the share compares the two."
            ),
            **facts,
        ),
        table=rows.iloc[::-1].reset_index(drop=True),
        columns=[Column("year", N_("Year"), "year"), Column("share_gdp", N_("Received (% of GDP)"), "percent", 2)],
        figure=charts.line_chart(
            [line(words, rows, "share_gdp", "", shade, 0, words.percent)],
            look,
            height=340,
            tick=lambda value: words.percent(value, None),
            years=charts.years_written(first, last, look),
            span=(first - 0.8, last + 0.8),
        ),
        notes=[passport.caveat("incomplete-coverage", words.lang)],
    )


@exhibit(
    "country/remittance-senders",
    question=N_("From which countries do remittances come?"),
    datasets=(MATRIX,),
    parameters=(COUNTRY,),
)
def remittance_senders(setting: Setting, c: str) -> Answer:
    return _partners(
        setting,
        c,
        "in",
        (
            N_("{country}: no data on where remittances come from"),
            N_("{country}: largest sender of the remittances received, by the estimates of {year}: {first} ({share})"),
            N_(
                "Estimated remittances received in {year}, US$, by sending country. A model shares out what was recorded."
            ),
            N_("{country}: of an estimated {total} received in {year}, the largest amounts came from: {partners}."),
        ),
    )


@exhibit(
    "country/remittance-receivers",
    question=N_("To which countries do remittances go?"),
    datasets=(MATRIX,),
    parameters=(COUNTRY,),
)
def remittance_receivers(setting: Setting, c: str) -> Answer:
    return _partners(
        setting,
        c,
        "out",
        (
            N_("{country}: no data on where remittances go to"),
            N_("{country}: largest receiver of the remittances sent, by the estimates of {year}: {first} ({share})"),
            N_(
                "Estimated remittances sent in {year}, US$, by receiving country. A model shares out what the receivers "
                "recorded."
            ),
            N_("{country}: of an estimated {total} sent in {year}, the largest amounts went to: {partners}."),
        ),
    )


def _partners(setting: Setting, c: str, direction: str, texts: tuple[str, str, str, str]) -> Answer:
    """The partners of one direction; `texts` are the title without data, title, subtitle and sentence."""
    words = setting.words
    missing, title, subtitle, sentence = texts
    rows = ask("country/remittance_partners", area=c, direction=direction)
    passport = catalog.passport(MATRIX)
    facts: dict[str, Any] = {"country": areas.name(c, words.lang), "year": MATRIX_YEAR}
    if rows.empty:
        return nothing(
            words.t(missing, country=facts["country"]),
            words.t(N_("The matrix of {year} is blank for this country or area."), year=MATRIX_YEAR)
            + " "
            + passport.caveat("incomplete-coverage", words.lang),
        )
    top = rows.head(BARS)
    facts |= {
        "first": areas.label(rows["partner"].iloc[0], words.lang),
        "share": words.percent(rows["share"].iloc[0]),
        "total": words.usd(rows["total"].iloc[0]),
        "partners": words.list(
            [f"{areas.label(row.partner, words.lang)} ({words.usd(row.usd)})" for row in each(rows.head(NAMED))]
        ),
    }
    return Answer(
        title=words.t(title, country=facts["country"], share=facts["share"], first=facts["first"], year=MATRIX_YEAR),
        subtitle=words.t(subtitle, year=MATRIX_YEAR),
        sentence=words.t(
            sentence, country=facts["country"], total=facts["total"], year=MATRIX_YEAR, partners=facts["partners"]
        ),
        table=rows,
        columns=PARTNER_COLUMNS,
        figure=charts.ranked_bars(
            [areas.label(key, words.lang) for key in top["partner"]],
            top["usd"].tolist(),
            [words.short(usd) for usd in top["usd"]],
            [
                hover(areas.name(row.partner, words.lang), words.usd(row.usd), words.percent(row.share))
                for row in each(top)
            ],
            setting.look,
            keys=top["corridor"].tolist(),
        ),
        notes=[passport.caveat(caveat, words.lang) for caveat in ("estimated", "incomplete-coverage")],
    )


PARTNER_COLUMNS = [
    Column("partner", N_("Country or area"), "area"),
    Column("usd", N_("Estimated remittances (US$)"), "count"),
    Column("share", N_("Share (%)"), "percent", 1),
]
