"""Applications for asylum: how many each year, in persons and in cases, where, and by people from where."""

from __future__ import annotations

from typing import Any, NamedTuple

import pandas as pd

from lma_data import areas, catalog, charts
from lma_data.charts import theme
from lma_data.exhibits.base import Answer, Column, Parameter, Setting, exhibit
from lma_data.exhibits.shared import BARS, NAMED, each, hover
from lma_data.i18n import N_, Words, is_missing
from lma_data.warehouse import ask, kept

UNIT_BREAK = 2025  # US claims turn from persons into cases, see the passport of unhcr/asylum-applications
COUNTED = 5  # countries that the titles speak of


@kept
def _asylum_years() -> tuple[int, ...]:
    return tuple(int(year) for year in ask("crisis/asylum_years")["year"])


ASYLUM_YEAR = Parameter("asylum-year", N_("Year"), _asylum_years, ordered=True)

NEW = N_(
    "New applications: those that a country gives as new, and those that it gives together with repeat applications or "
    "appeals."
)


@exhibit(
    "crisis/asylum-applications",
    question=N_("How many people apply for asylum each year?"),
    datasets=("unhcr/asylum-applications",),
)
def asylum_applications(setting: Setting) -> Answer:
    words, look = setting.words, setting.look
    rows = ask("crisis/applications")
    first, last, highest = rows.iloc[0], rows.iloc[-1], rows.loc[rows["persons"].idxmax()]
    years = [int(year) for year in rows["year"]]
    facts = {
        "year": years[-1],
        "first_year": years[0],
        "persons": words.short(last["persons"]),
        "cases": words.number(last["cases"]),
        "first": words.short(first["persons"]),
        "highest": words.short(highest["persons"]),
        "highest_year": int(highest["year"]),
    }
    return Answer(
        title=words.t(
            N_("{persons} new asylum applications in {year} counted in persons, {cases} counted in cases"),
            **facts,
        ),
        subtitle=words.t(
            N_(
                "New individual applications for asylum during the year, {first_year}–{year}, all ages. Some countries "
                "count persons, others cases, and a case may be a family: two lines, never added."
            ),
            **facts,
        ),
        sentence=words.t(
            N_(
                "In {year} UNHCR counts {persons} new applications in persons, and {cases} in cases. In persons there were "
                "{first} in {first_year} and {highest} in {highest_year}, the most of these years."
            ),
            **facts,
        ),
        table=rows,
        columns=[
            Column("year", N_("Year"), "year"),
            Column("persons", N_("New applications, persons"), "count"),
            Column("cases", N_("New applications, cases"), "count"),
            Column("new_persons", N_("of these, given as new alone, persons"), "count"),
            Column("new_cases", N_("of these, given as new alone, cases"), "count"),
            Column("other_persons", N_("Appeals, repeat and other applications, persons"), "count"),
            Column("other_cases", N_("Appeals, repeat and other applications, cases"), "count"),
        ],
        figure=charts.line_chart_labelled_aside(
            [
                _count_line(setting, rows, "persons", N_("New applications, persons"), 0),
                _count_line(setting, rows, "cases", N_("New applications, cases"), 1),
            ],
            look,
            tick=words.axis,
            years=charts.years_written(years[0], years[-1], look),
            height=400,
        ),
        notes=[
            words.t(NEW),
            _applications_caveat(words, "series-break"),
            _applications_caveat(words, "not-additive"),
            _applications_caveat(words, "provisional"),
        ],
    )


def _count_line(setting: Setting, rows: pd.DataFrame, column: str, name: str, place: int) -> charts.Line:
    words = setting.words
    return charts.Line(
        words.t(name),
        [int(year) for year in rows["year"]],
        [None if is_missing(value) else int(value) for value in rows[column]],
        [
            hover(words.t(name), words.number(value), str(year))
            for year, value in zip(rows["year"], rows[column], strict=True)
        ],
        theme.palette(setting.look).series[place],
        place,
    )


def _applications_caveat(words: Words, caveat_id: str) -> str:
    return catalog.passport("unhcr/asylum-applications").caveat(caveat_id, words.lang)


class Side(NamedTuple):
    """The texts of a ranking by country of asylum or of origin."""

    heading: str
    title: str
    sentence: str


BY_ASYLUM = Side(
    N_("Country or territory of asylum"),
    N_("{share} of new asylum applications counted in persons were lodged in {count} countries ({year})"),
    N_("In {year} the countries with the most new applications, counted in persons, were {countries}."),
)
BY_ORIGIN = Side(
    N_("Country or territory of origin"),
    N_("{share} of new asylum applications counted in persons came from {count} countries ({year})"),
    N_("In {year} the main origins of new applications, counted in persons, were {countries}."),
)


@exhibit(
    "crisis/applications-by-asylum",
    question=N_("In which countries is asylum applied for most?"),
    datasets=("unhcr/asylum-applications",),
    parameters=(ASYLUM_YEAR,),
)
def applications_by_asylum(setting: Setting, asylum_year: int) -> Answer:
    return _applications(setting, asylum_year, "asylum", BY_ASYLUM)


@exhibit(
    "crisis/applications-by-origin",
    question=N_("From which countries do most people who apply for asylum come?"),
    datasets=("unhcr/asylum-applications",),
    parameters=(ASYLUM_YEAR,),
)
def applications_by_origin(setting: Setting, asylum_year: int) -> Answer:
    return _applications(setting, asylum_year, "origin", BY_ORIGIN)


def _applications(setting: Setting, year: int, side_name: str, side: Side) -> Answer:
    words, look = setting.words, setting.look
    rows = ask("crisis/applications_ranking", year=year, side=side_name)
    countries = rows[rows["country"] & rows["persons"].notna()]
    top = countries.head(BARS)
    facts = {
        "year": year,
        "count": words.number(COUNTED),
        "share": words.percent(top["share"].head(COUNTED).sum(), 0),
        "countries": words.list(
            [f"{areas.name(row.area, words.lang)} ({words.short(row.persons)})" for row in each(top.head(COUNTED))]
        ),
    }
    return Answer(
        title=words.t(side.title, **facts),
        subtitle=words.t(
            N_(
                "New individual applications for asylum during {year}, counted in persons, all ages. Those counted in cases "
                "stand in the table and are not added."
            ),
            **facts,
        ),
        sentence=words.t(side.sentence, **facts),
        table=rows,
        columns=[
            Column("area", side.heading, "area"),
            Column("persons", N_("New applications, persons"), "count"),
            Column("share", N_("Share of the world’s, persons (%)"), "percent", 1),
            Column("together", N_("of these, given together with repeat applications or appeals"), "count"),
            Column("cases", N_("New applications, cases"), "count"),
        ],
        figure=charts.ranked_bars(
            [areas.label(key, words.lang) for key in top["area"]],
            [int(value) for value in top["persons"]],
            [words.short(value) for value in top["persons"]],
            [_applied_hover(words, row, year) for row in each(top)],
            look,
            keys=list(top["area"]),
        ),
        notes=[*_in_cases(words, rows), words.t(NEW), *_unit_break(words, year), *_not_ranked(words, rows)],
    )


def _applied_hover(words: Words, row: Any, year: int) -> str:
    lines = [words.t(N_("{number} new applications (persons), {year}"), number=words.number(row.persons), year=year)]
    if not is_missing(row.cases):
        lines.append(words.t(N_("beside them {number} in cases"), number=words.number(row.cases)))
    return hover(areas.name(row.area, words.lang), *lines)


def _in_cases(words: Words, rows: pd.DataFrame) -> list[str]:
    """Who counts in cases, the largest first: they are not among the bars, or not with all that they have."""
    cases = rows[rows["cases"] > 0].sort_values(["cases", "area"], ascending=[False, True]).head(NAMED)
    if cases.empty:
        return []
    listed = [f"{areas.name(row.area, words.lang)} ({words.number(row.cases)})" for row in each(cases)]
    return [words.t(N_("Not in the bars, because counted in cases, the most: {areas}."), areas=words.list(listed))]


def _unit_break(words: Words, year: int) -> list[str]:
    return [_applications_caveat(words, "series-break")] if year >= UNIT_BREAK else []


def _not_ranked(words: Words, rows: pd.DataFrame) -> list[str]:
    others = rows[~rows["country"] & (rows["persons"] > 0)]
    if others.empty:
        return []
    listed = [f"{areas.name(row.area, words.lang)} ({words.number(row.persons)})" for row in each(others)]
    return [words.t(N_("In the table, not ranked as a country: {origins}."), origins=words.list(listed))]
