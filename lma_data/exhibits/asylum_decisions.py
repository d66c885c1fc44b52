"""Decisions on asylum: what part of those at first instance gives protection, over years, by country and by origin.

A rate needs a denominator of one kind: first instance, counted in persons. Other levels and cases are in the tables.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import pandas as pd

from lma_data import areas, catalog, charts
from lma_data.charts import theme
from lma_data.exhibits.area_parameters import AreaParameter
from lma_data.exhibits.asylum_applications import ASYLUM_YEAR
from lma_data.exhibits.base import Answer, Column, Setting, exhibit
from lma_data.exhibits.shared import BARS, each, hover
from lma_data.i18n import N_, Words
from lma_data.warehouse import ask, kept

LEAST_DECIDED = 1_000  # decisions on the substance: with fewer, a rate is not ranked
LEAST_OF_ORIGIN = 500  # the same for one origin in one country of asylum
FEW = 3  # fewer rates than these are no comparison


@kept
def _decided_origins() -> tuple[str, ...]:
    return tuple(ask("crisis/decided_origins", least=LEAST_OF_ORIGIN, countries=FEW)["area"])


DECIDED_ORIGIN = AreaParameter("claim-origin", N_("Origin of the claims"), _decided_origins, "AFG")

RATES = N_(
    "Recognition rate: refugee status granted, as a share of decisions on the substance (granted, complementary protection, "
    "rejected). Total protection rate: refugee status and complementary protection, as a share of the same. Claims closed "
    "otherwise are in neither. Decisions are those of governments or, where it decides, of UNHCR."
)
RATE_COLUMNS = [
    Column("recognition", N_("Recognition rate (%)"), "percent", 1),
    Column("protection", N_("Total protection rate (%)"), "percent", 1),
    Column("decided", N_("Decisions on the substance"), "count"),
    Column("recognized", N_("Refugee status"), "count"),
    Column("other", N_("Complementary protection"), "count"),
    Column("rejected", N_("Rejected"), "count"),
    Column("closed", N_("Otherwise closed"), "count"),
]


@exhibit(
    "crisis/recognition",
    question=N_("What part of asylum decisions gives protection, and how has it moved?"),
    datasets=("unhcr/asylum-decisions",),
)
def recognition(setting: Setting) -> Answer:
    words = setting.words
    rows = ask("crisis/recognition")
    last, highest = rows.iloc[-1], rows.loc[rows["protection"].idxmax()]
    years = [int(year) for year in rows["year"]]
    facts = {
        "year": years[-1],
        "first_year": years[0],
        "recognition": words.percent(last["recognition"], 0),
        "protection": words.percent(last["protection"], 0),
        "decided": words.short(last["decided"]),
        "highest": words.percent(highest["protection"], 0),
        "highest_year": int(highest["year"]),
    }
    return Answer(
        title=words.t(
            N_(
                "{protection} of decisions at first instance gave protection in {year}, {recognition} refugee status; the "
                "highest rate was {highest} ({highest_year})"
            ),
            **facts,
        ),
        subtitle=words.t(
            N_(
                "Decisions on the substance of asylum claims at first instance, counted in persons, {first_year}–{year}: "
                "recognition rate and total protection rate, %."
            ),
            **facts,
        ),
        sentence=words.t(
            N_(
                "In {year}, {decided} decisions on the substance were taken at first instance: {recognition} granted "
                "refugee status, {protection} refugee status or complementary protection. The rates also move with the "
                "countries that decide and with the origins of those who apply."
            ),
            **facts,
        ),
        table=rows,
        columns=[
            Column("year", N_("Year"), "year"),
            *RATE_COLUMNS,
            Column("elsewhere", N_("Decisions at other levels or bodies, not in the rates"), "count"),
            Column("cases_decided", N_("Decisions at first instance counted in cases, not in the rates"), "count"),
        ],
        figure=charts.line_chart_labelled_aside(
            [
                _rate_line(setting, rows, "protection", N_("Total protection rate"), 0),
                _rate_line(setting, rows, "recognition", N_("Recognition rate"), 1),
            ],
            setting.look,
            tick=lambda value: words.percent(value, 0),
            years=charts.years_written(years[0], years[-1], setting.look),
            height=400,
        ),
        notes=[words.t(RATES), _decisions_caveat(words, "not-additive"), words.t(AMERICAN)],
    )


AMERICAN = N_(
    "The United States give their decisions by body (IN, EO) and some countries first instance and appeal together (FA): "
    "these have no first instance (FI) of their own and are not in the rates."
)


def _rate_line(setting: Setting, rows: pd.DataFrame, column: str, name: str, place: int) -> charts.Line:
    words = setting.words
    return charts.Line(
        words.t(name),
        [int(year) for year in rows["year"]],
        [float(value) for value in rows[column]],
        [
            hover(
                words.t(name),
                words.percent(value),
                words.t(N_("{number} decisions on the substance, {year}"), number=words.number(decided), year=year),
            )
            for year, value, decided in zip(rows["year"], rows[column], rows["decided"], strict=True)
        ],
        theme.palette(setting.look).series[place],
        place,
    )


def _decisions_caveat(words: Words, caveat_id: str) -> str:
    return catalog.passport("unhcr/asylum-decisions").caveat(caveat_id, words.lang)


class Side(NamedTuple):
    """The texts of a ranking by country of asylum or of origin."""

    heading: str
    title: str
    sentence: str


BY_ASYLUM = Side(
    N_("Country or territory of asylum"),
    N_(
        "{first}: {first_rate} of decisions gave protection, {last}: {last_rate}, among the {count} countries that decided "
        "most ({year})"
    ),
    N_(
        "In {year}, {ranked} countries and territories of asylum took {least} or more decisions on the substance at first "
        "instance, counted in persons. Among the {count} that decided most, the total protection rate went from {last_rate} "
        "({last}) to {first_rate} ({first})."
    ),
)
BY_ORIGIN = Side(
    N_("Country or territory of origin"),
    N_("Origin {first}: {first_rate} of decisions gave protection; origin {last}: {last_rate} ({year})"),
    N_(
        "In {year}, {least} or more decisions on the substance were taken at first instance, counted in persons, on people "
        "from each of {ranked} countries and territories. Among the {count} with most decisions, the total protection rate "
        "went from {last_rate} ({last}) to {first_rate} ({first})."
    ),
)


@exhibit(
    "crisis/recognition-by-asylum",
    question=N_("How much do decisions differ between the countries that decide?"),
    datasets=("unhcr/asylum-decisions",),
    parameters=(ASYLUM_YEAR,),
)
def recognition_by_asylum(setting: Setting, asylum_year: int) -> Answer:
    return _recognition(setting, asylum_year, "asylum", BY_ASYLUM)


@exhibit(
    "crisis/recognition-by-origin",
    question=N_("How much do decisions differ between the origins of those who apply?"),
    datasets=("unhcr/asylum-decisions",),
    parameters=(ASYLUM_YEAR,),
)
def recognition_by_origin(setting: Setting, asylum_year: int) -> Answer:
    return _recognition(setting, asylum_year, "origin", BY_ORIGIN)


def _recognition(setting: Setting, year: int, side_name: str, side: Side) -> Answer:
    words = setting.words
    rows = ask("crisis/recognition_ranking", year=year, side=side_name)
    first_instance = rows[(rows["level"] == "FI") & (rows["unit"] == "P") & rows["country"]]
    ranked = first_instance[first_instance["decided"] >= LEAST_DECIDED]
    top = ranked.head(BARS).sort_values(["protection", "area"], ascending=[False, True])
    first, last = top.iloc[0], top.iloc[-1]
    facts = {
        "year": year,
        "least": words.number(LEAST_DECIDED),
        "ranked": words.number(len(ranked)),
        "count": words.number(len(top)),
        "first": areas.label(first["area"], words.lang),
        "first_rate": words.percent(first["protection"], 0),
        "last": areas.label(last["area"], words.lang),
        "last_rate": words.percent(last["protection"], 0),
    }
    return Answer(
        title=words.t(side.title, **facts),
        subtitle=words.t(
            N_(
                "Decisions on the substance of asylum claims at first instance during {year}, counted in persons: "
                "recognition rate and total protection rate, %. The {count} with most decisions, at least {least} each."
            ),
            **facts,
        ),
        sentence=words.t(side.sentence, **facts),
        table=rows.assign(counted=[words.t(UNITS[unit]) for unit in rows["unit"]]),
        columns=[
            Column("area", side.heading, "area"),
            Column("level", N_("Level (UNHCR’s code)")),
            Column("counted", N_("Counted in")),
            *RATE_COLUMNS,
        ],
        figure=_dumbbells(setting, top, year),
        notes=[
            words.t(RATES),
            *(_other_levels(words, rows) if side_name == "asylum" else [words.t(AMERICAN)]),
        ],
    )


UNITS = {"P": N_("persons"), "C": N_("cases")}


def _dumbbells(setting: Setting, rows: pd.DataFrame, year: int) -> dict[str, Any]:
    words = setting.words
    return charts.dumbbell_chart(
        [
            charts.Pair(
                areas.label(row.area, words.lang),
                (row.recognition, row.protection),
                (
                    _rate_hover(words, row, N_("Recognition rate: {rate}"), row.recognition, year),
                    _rate_hover(words, row, N_("Total protection rate: {rate}"), row.protection, year),
                ),
                row.area,
            )
            for row in each(rows)
        ],
        (words.t(N_("Recognition rate")), words.t(N_("Total protection rate"))),
        setting.look,
        tick=lambda value: words.percent(value, 0),
    )


def _rate_hover(words: Words, row: Any, text: str, rate: float, year: int) -> str:
    return hover(
        areas.name(row.area, words.lang),
        words.t(text, rate=words.percent(rate)),
        words.t(N_("{number} decisions on the substance, {year}"), number=words.number(row.decided), year=year),
    )


def _other_levels(words: Words, rows: pd.DataFrame) -> list[str]:
    """Who decided often, but gives no first instance in persons: in the table only."""
    first_instance = (rows["level"] == "FI") & (rows["unit"] == "P") & (rows["decided"] > 0)
    others = rows[~rows["area"].isin(rows[first_instance]["area"]) & (rows["decided"] >= LEAST_DECIDED)]
    listed = [
        f"{areas.name(row.area, words.lang)} ({row.level}, {words.t(UNITS[row.unit])})"
        for row in each(others.head(BARS))
    ]
    if not listed:
        return []
    return [
        words.t(
            N_(
                "In the table, not ranked, because no first instance (FI) is given apart in persons: {areas}. FA: first "
                "instance and appeal together; EO, IN: two bodies of the United States; TA: temporary asylum."
            ),
            areas=words.list(listed),
        )
    ]


@exhibit(
    "crisis/recognition-of-origin",
    question=N_("Does it matter where people from the same country apply?"),
    datasets=("unhcr/asylum-decisions",),
    parameters=(DECIDED_ORIGIN,),
)
def recognition_of_origin(setting: Setting, claim_origin: str) -> Answer:
    words = setting.words
    year = int(ASYLUM_YEAR.default)
    rows = ask("crisis/recognition_of_origin", year=year, origin=claim_origin, least=LEAST_OF_ORIGIN)
    top = rows.sort_values(["decided", "area"], ascending=[False, True]).head(BARS)
    top = top.sort_values(["protection", "area"], ascending=[False, True])
    first, last = rows.iloc[0], rows.iloc[-1]
    facts = {
        "year": year,
        "origin": areas.name(claim_origin, words.lang),
        "least": words.number(LEAST_OF_ORIGIN),
        "count": words.number(len(rows)),
        "first": areas.label(first["area"], words.lang),
        "first_rate": words.percent(first["protection"], 0),
        "last": areas.label(last["area"], words.lang),
        "last_rate": words.percent(last["protection"], 0),
    }
    return Answer(
        title=words.t(
            N_("{origin}: {first_rate} of decisions gave protection in {first}, {last_rate} in {last} ({year})"),
            **facts,
        ),
        subtitle=words.t(
            N_(
                "Decisions on the substance of asylum claims of people from the same origin, at first instance, during "
                "{year}, counted in persons: recognition rate and total protection rate, %. Countries of asylum with "
                "{least} or more."
            ),
            **facts,
        ),
        sentence=words.t(
            N_(
                "In {year}, {count} countries of asylum took {least} or more decisions at first instance on people from "
                "{origin}. The total protection rate went from {last_rate} ({last}) to {first_rate} ({first}). Claims "
                "differ between countries too: part of the gap may be in who applies where."
            ),
            **facts,
        ),
        table=rows,
        columns=[Column("area", N_("Country or territory of asylum"), "area"), *RATE_COLUMNS],
        figure=_dumbbells(setting, top, year),
        notes=[words.t(RATES), words.t(AMERICAN), _decisions_caveat(words, "rounded")],
    )
