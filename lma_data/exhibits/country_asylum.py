"""Country: who applies for asylum in it, or comes from it and applies elsewhere, and how claims are decided."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import pandas as pd

from lma_data import areas, catalog, charts
from lma_data.charts import theme
from lma_data.exhibits.asylum_applications import NEW
from lma_data.exhibits.asylum_decisions import RATE_COLUMNS, RATES
from lma_data.exhibits.base import Answer, Column, Parameter, Setting, Value, exhibit, nothing
from lma_data.exhibits.country_displacement import serbia_and_kosovo
from lma_data.exhibits.country_series import line
from lma_data.exhibits.parameters import COUNTRY
from lma_data.exhibits.shared import each, hover, round_years, span
from lma_data.i18n import N_, NN_, Words, is_missing
from lma_data.warehouse import ask

APPLICATIONS = "unhcr/asylum-applications"
DECISIONS = "unhcr/asylum-decisions"
LEAST = 50  # decisions on the substance in a year: with fewer, a rate is in the table only


class Side(NamedTuple):
    """The texts of one side: claims in a country, or of people from it; and how the queries call it."""

    code: str
    name: str
    none: str
    title: str
    subtitle: str
    no_decisions: str
    decisions_title: str
    decisions_subtitle: str


SIDES = {
    "in": Side(
        "asylum",
        N_("Claims in the country"),
        N_("{country}: no new applications for asylum lodged there in the statistics"),
        N_("{country}: new applications for asylum there in {year}: {counts}"),
        N_("New individual applications for asylum lodged in the country during the year, {span}, all ages."),
        N_("{country}: no decisions on asylum taken there in the statistics"),
        N_("{country}: {protection} of decisions gave protection in {year}, {recognition} refugee status ({level})"),
        N_(
            "Decisions on the substance of asylum claims in the country, {span}: recognition rate and total protection "
            "rate, %. {levels}"
        ),
    ),
    "from": Side(
        "origin",
        N_("Claims of people from the country"),
        N_("{country}: no new applications for asylum of people from there in the statistics"),
        N_("{country}: new applications for asylum of people from there in {year}: {counts}"),
        N_("New individual applications for asylum by people from the country during the year, {span}, all ages."),
        N_("{country}: no decisions on asylum claims of people from there in the statistics"),
        N_(
            "{country}: {protection} of decisions on people from there gave protection in {year}, {recognition} refugee "
            "status ({level})"
        ),
        N_(
            "Decisions on the substance of asylum claims of people from the country, {span}: recognition rate and total "
            "protection rate, %. {levels}"
        ),
    ),
}


def _side(words: Words, value: Value) -> str:
    return words.t(SIDES[str(value)].name)


CLAIMS = Parameter("claims", N_("Asylum claims"), lambda: tuple(SIDES), "in", _side)
NO_NEW = N_(
    "UNHCR’s statistics have no new applications for this country or area in the years from which types of application "
    "are told apart. Appeals, repeat applications and earlier years are not counted here; that is not a zero."
)
NO_DECISIONS = N_("UNHCR’s statistics have no decisions on asylum for this country or area; that is not a zero.")


@exhibit(
    "country/asylum",
    question=N_("How many people apply for asylum in the country, or from it?"),
    datasets=(APPLICATIONS,),
    parameters=(COUNTRY, CLAIMS),
)
def asylum(setting: Setting, c: str, claims: str) -> Answer:
    words, side = setting.words, SIDES[claims]
    country = areas.name(c, words.lang)
    rows = ask("country/asylum", area=c, side=side.code)
    units = [unit for unit in UNITS if (rows[unit].fillna(0) > 0).any()]
    if not units:
        return nothing(words.t(side.none, country=country), words.t(NO_NEW), notes=serbia_and_kosovo(words, c))
    years = rows["year"].tolist()
    newest = rows[(rows[units].fillna(0) > 0).any(axis=1)].iloc[-1]
    highest = rows.loc[rows[units[0]].astype("float64").idxmax()]
    facts = {
        "country": country,
        "year": int(newest["year"]),
        "counts": _counts(words, newest, units),
        "highest": _counts(words, highest, units[:1]),
        "highest_year": int(highest["year"]),
        "span": span(words, years[0], years[-1]),
    }
    return Answer(
        title=words.t(side.title, **facts),
        subtitle=" ".join(
            [
                words.t(side.subtitle, **facts),
                words.t(N_("Persons and cases, in which a family may be one, are two lines and never added.")),
            ]
        ),
        sentence=words.t(
            N_(
                "{country}, {year}: new applications for asylum: {counts}. Most in one year: {highest} ({highest_year}). "
                "An application is not yet a decision."
            ),
            **facts,
        ),
        table=rows,
        columns=APPLICATION_COLUMNS,
        figure=charts.line_chart_labelled_aside(
            [
                line(words, rows, unit, words.t(UNITS[unit].label), _shade(setting, place), place, words.number)
                for place, unit in enumerate(UNITS)
                if unit in units
            ],
            setting.look,
            height=380,
            tick=words.axis,
            years=round_years(setting, years[0], years[-1]),
            span=(years[0] - 1, years[-1] + 1),
        ),
        notes=_application_notes(words, c, rows),
    )


class Unit(NamedTuple):
    """In what applications are counted: the label of its line, and a number of them."""

    label: str
    counted: tuple[str, str]


UNITS = {
    "persons": Unit(N_("Persons"), NN_("{count} person", "{count} persons")),
    "cases": Unit(N_("Cases"), NN_("{count} case", "{count} cases")),
}
APPLICATION_COLUMNS = [
    Column("year", N_("Year"), "year"),
    Column("persons", N_("New applications, persons"), "count"),
    Column("cases", N_("New applications, cases"), "count"),
    Column("other_persons", N_("Appeals, repeat and other applications, persons"), "count"),
    Column("other_cases", N_("Appeals, repeat and other applications, cases"), "count"),
]


def _counts(words: Words, row: pd.Series, units: Sequence[str]) -> str:
    return words.list([words.n(*UNITS[unit].counted, int(row[unit])) for unit in units if not is_missing(row[unit])])


def _shade(setting: Setting, place: int) -> str:
    return theme.palette(setting.look).series[place]


def _application_notes(words: Words, c: str, rows: pd.DataFrame) -> list[str]:
    passport = catalog.passport(APPLICATIONS)
    caveats = ["series-break"] if not is_missing(rows["cases"].iloc[-1]) else []
    return [
        words.t(NEW),
        *(passport.caveat(one, words.lang) for one in (*caveats, "not-additive", "rounded")),
        *serbia_and_kosovo(words, c),
    ]


LEVELS = {
    "FI": N_("first instance"),
    "FA": N_("first instance and appeal together"),
    "NA": N_("new applications"),
    "IN": N_("US Citizenship and Immigration Services"),
    "EO": N_("US Executive Office for Immigration Review"),
    "AR": N_("administrative review"),
    "JR": N_("judicial review"),
    "RA": N_("repeat or reopened claims"),
    "BL": N_("backlog"),
    "SP": N_("subsidiary protection"),
    "TA": N_("temporary asylum"),
    "TP": N_("temporary protection"),
    "TR": N_("temporary stay outside the asylum procedure"),
    "CA": N_("cantonal regulations (Switzerland)"),
}
IN_UNIT = {"P": N_("persons"), "C": N_("cases")}
DECISION_COLUMNS = [
    Column("year", N_("Year"), "year"),
    Column("level_name", N_("Level")),
    Column("unit_name", N_("Counted in")),
    *RATE_COLUMNS,
]


@exhibit(
    "country/asylum-decisions",
    question=N_("What part of asylum decisions gives protection, in the country or to people from it?"),
    datasets=(DECISIONS,),
    parameters=(COUNTRY, CLAIMS),
)
def asylum_decisions(setting: Setting, c: str, claims: str) -> Answer:
    words, side = setting.words, SIDES[claims]
    country = areas.name(c, words.lang)
    rows = ask("country/asylum_decisions", area=c, side=side.code)
    if rows.empty:
        return nothing(
            words.t(side.no_decisions, country=country), words.t(NO_DECISIONS), notes=serbia_and_kosovo(words, c)
        )
    table = rows.assign(
        level_name=[words.t(LEVELS[level]) for level in rows["level"]],
        unit_name=[words.t(IN_UNIT[unit]) for unit in rows["unit"]],
    ).sort_values("year", ascending=False, kind="stable")
    drawn = rows[rows["first"] & (rows["decided"] >= LEAST)]
    notes = [
        words.t(RATES),
        words.t(N_("Years with fewer than {least} decisions on the substance are in the table only."), least=LEAST),
        catalog.passport(DECISIONS).caveat("not-additive", words.lang),
        *serbia_and_kosovo(words, c),
    ]
    facts = {"country": country, "span": span(words, rows["year"].min(), rows["year"].max())}
    if drawn.empty:
        return _too_few(words, table, notes, facts)
    newest = each(drawn)[-1]
    facts |= {
        "year": newest.year,
        "protection": words.percent(newest.protection),
        "recognition": words.percent(newest.recognition),
        "decided": words.number(newest.decided),
        "level": words.t(LEVELS[newest.level]),
        "unit": words.t(IN_UNIT[newest.unit]),
        "span": span(words, drawn["year"].min(), drawn["year"].max()),
    }
    return Answer(
        title=words.t(side.decisions_title, **facts),
        subtitle=words.t(side.decisions_subtitle, levels=_levels(words, drawn), **facts),
        sentence=words.t(
            N_(
                "{country}, {year}: {decided} decisions on the substance ({level}, in {unit}); refugee status in "
                "{recognition} of them, refugee status or complementary protection in {protection}."
            ),
            **facts,
        ),
        table=table,
        columns=DECISION_COLUMNS,
        figure=_rates_figure(setting, drawn),
        notes=notes,
    )


def _too_few(words: Words, table: pd.DataFrame, notes: list[str], facts: dict[str, Any]) -> Answer:
    return Answer(
        title=words.t(N_("{country}: too few asylum decisions in any year to draw a rate"), **facts),
        subtitle=words.t(N_("Decisions on asylum claims, {span}, by level and unit of count."), **facts),
        sentence=words.t(
            N_("{country}, {span}: no year has {least} first decisions on the substance; the table has them all."),
            least=LEAST,
            **facts,
        ),
        table=table,
        columns=DECISION_COLUMNS,
        figure=None,
        notes=notes,
    )


def _levels(words: Words, drawn: pd.DataFrame) -> str:
    """At which levels, and in what, the decisions that are drawn were counted."""
    pairs = drawn.groupby(["level", "unit"], sort=False)["year"].agg(["min", "max", "count"]).reset_index()
    listed = [
        words.t(
            N_("{level}, in {unit} ({span})"),
            level=words.t(LEVELS[row.level]),
            unit=words.t(IN_UNIT[row.unit]),
            span=span(words, row.min, row.max),
        )
        for row in each(pairs)
    ]
    if len(listed) == 1:
        return words.t(N_("Counted: {level}."), level=listed[0])
    return words.t(N_("Counted, the line broken where this changes: {levels}."), levels=words.t(N_("; ")).join(listed))


def _rates_figure(setting: Setting, drawn: pd.DataFrame) -> dict[str, Any]:
    words = setting.words
    years = drawn["year"].tolist()
    return charts.line_chart_labelled_aside(
        [
            _rate_line(setting, drawn, "protection", N_("Total protection rate"), 0),
            _rate_line(setting, drawn, "recognition", N_("Recognition rate"), 1),
        ],
        setting.look,
        height=380,
        tick=lambda value: words.percent(value, 0),
        years=round_years(setting, years[0], years[-1]),
        span=(years[0] - 1, years[-1] + 1),
    )


def _rate_line(setting: Setting, drawn: pd.DataFrame, column: str, name: str, place: int) -> charts.Line:
    """One rate over the years; broken where a year is left out, and where level or unit change."""
    words, label = setting.words, setting.words.t(name)
    years: list[float] = []
    values: list[float | None] = []
    hovers: list[str] = []
    before = None
    for row in each(drawn):
        if before is not None and (before.level, before.unit, before.year) != (row.level, row.unit, row.year - 1):
            years.append(row.year - 0.5)
            values.append(None)
            hovers.append("")
        years.append(row.year)
        values.append(getattr(row, column))
        hovers.append(
            hover(
                label,
                f"{words.percent(getattr(row, column))}, {row.year}",
                words.t(N_("{count} decisions on the substance"), count=words.number(row.decided)),
                f"{words.t(LEVELS[row.level])}, {words.t(IN_UNIT[row.unit])}",
            )
        )
        before = row
    return charts.Line(label, years, values, hovers, _shade(setting, place), place)
