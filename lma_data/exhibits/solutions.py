"""Solutions: returns of refugees and of internally displaced people, resettlement and naturalisation, each by itself."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

import pandas as pd

from lma_data import areas, catalog, charts
from lma_data.charts import theme
from lma_data.exhibits.base import Answer, Column, Parameter, Setting, Value, exhibit
from lma_data.exhibits.shared import BARS, NAMED, each, hover
from lma_data.i18n import N_, Words, is_missing
from lma_data.warehouse import ask


class Solution(NamedTuple):
    """One of the four: its name, the texts of its ranking, what its countries are, and its place among the colours."""

    name: str
    title: str
    counted: str
    heading: str
    shade: int


SOLUTIONS = {
    "returned_refugees": Solution(
        N_("Returned refugees"),
        N_("{first}: {persons} refugees returned there in {year}, {share} of all"),
        N_("Refugees who returned to their country of origin during {year}, all ages, by country of origin."),
        N_("Country or territory of origin"),
        0,
    ),
    "returned_idps": Solution(
        N_("Returned internally displaced people"),
        N_("{first}: {persons} internally displaced people returned home in {year}, {share} of all"),
        N_(
            "Internally displaced people protected or assisted by UNHCR who returned to their homes during {year}, all "
            "ages, by country."
        ),
        N_("Country or territory"),
        1,
    ),
    "resettlement": Solution(
        N_("Resettled refugees"),
        N_("{first} received {persons} resettled refugees in {year}, {share} of all"),
        N_(
            "Refugees who arrived for resettlement during {year}, with or without UNHCR’s assistance, all ages, by country "
            "that received them."
        ),
        N_("Country of resettlement"),
        0,
    ),
    "naturalisation": Solution(
        N_("Naturalised refugees"),
        N_("{first} naturalised {persons} refugees in {year}, {share} of all that are reported"),
        N_(
            "Refugees who acquired the citizenship of their country of asylum during {year}, all ages, by country; few "
            "countries report them."
        ),
        N_("Country or territory of asylum"),
        2,
    ),
}


@cache
def _solution_years() -> tuple[int, ...]:
    return tuple(int(year) for year in ask("crisis/solution_years")["year"])


def _solution(words: Words, value: Value) -> str:
    return words.t(SOLUTIONS[str(value)].name)


SOLUTION = Parameter("solution", N_("Solution"), lambda: tuple(SOLUTIONS), "returned_refugees", _solution)
SOLUTION_YEAR = Parameter("solution-year", N_("Year"), _solution_years, ordered=True)


@exhibit(
    "crisis/returns",
    question=N_("How many refugees and internally displaced people return each year?"),
    datasets=("unhcr/solutions",),
)
def returns(setting: Setting) -> Answer:
    words = setting.words
    rows = ask("crisis/solutions")
    last = rows.iloc[-1]
    highest = rows.loc[rows["returned_refugees"].idxmax()]
    facts = _years_of(rows, ["returned_refugees", "returned_idps"]) | {
        "refugees": words.short(last["returned_refugees"]),
        "idps": words.short(last["returned_idps"]),
        "highest": words.short(highest["returned_refugees"]),
        "highest_year": int(highest["year"]),
    }
    return Answer(
        title=words.t(
            N_("{refugees} refugees and {idps} internally displaced people returned in {year}"),
            **facts,
        ),
        subtitle=words.t(
            N_(
                "People who returned during the year, {first_year}–{year}, all ages: refugees to their country of origin; "
                "internally displaced people protected or assisted by UNHCR to their homes. Two flows, not added."
            ),
            **facts,
        ),
        sentence=words.t(
            N_(
                "Refugees who returned to their country of origin in {year}: {refugees}; internally displaced people who "
                "returned to their homes: {idps}. Returns of refugees were most numerous in {highest_year} ({highest})."
            ),
            **facts,
        ),
        table=rows,
        columns=SOLUTION_COLUMNS,
        figure=_lines(setting, rows, ("returned_idps", "returned_refugees")),
        notes=_solution_notes(words),
    )


@exhibit(
    "crisis/resettlement-and-naturalisation",
    question=N_("How many refugees are resettled or naturalised each year?"),
    datasets=("unhcr/solutions",),
)
def resettlement_and_naturalisation(setting: Setting) -> Answer:
    words = setting.words
    rows = ask("crisis/solutions")
    last, before = rows.iloc[-1], rows.iloc[-2]
    facts = _years_of(rows, ["resettlement", "naturalisation"]) | {
        "before_year": int(before["year"]),
        "resettled": words.short(last["resettlement"]),
        "resettled_before": words.short(before["resettlement"]),
        "naturalised": words.short(last["naturalisation"]),
        "reporting": words.number(last["naturalising"]),
    }
    return Answer(
        title=words.t(
            N_("Resettled refugees: {resettled} in {year}, {resettled_before} in {before_year}"),
            **facts,
        ),
        subtitle=words.t(
            N_(
                "Refugees who arrived for resettlement, and refugees who were naturalised in their country of asylum, "
                "during the year, {first_year}–{year}, all ages. Two flows, not added."
            ),
            **facts,
        ),
        sentence=words.t(
            N_(
                "In {year}, {resettled} refugees arrived for resettlement, against {resettled_before} in {before_year}. "
                "Naturalised: {naturalised}, in the {reporting} countries that reported any; the true figure is higher."
            ),
            **facts,
        ),
        table=rows,
        columns=SOLUTION_COLUMNS,
        figure=_lines(setting, rows, ("resettlement", "naturalisation")),
        notes=_solution_notes(words),
    )


SOLUTION_COLUMNS = [
    Column("year", N_("Year"), "year"),
    *(Column(key, solution.name, "count") for key, solution in SOLUTIONS.items()),
    Column("naturalising", N_("Countries that reported naturalisations"), "count"),
]


def _years_of(rows: pd.DataFrame, columns: Sequence[str]) -> dict[str, Any]:
    counted = rows[rows[list(columns)].notna().any(axis=1)]["year"]
    return {"first_year": int(counted.iloc[0]), "year": int(counted.iloc[-1])}


def _lines(setting: Setting, rows: pd.DataFrame, names: Sequence[str]) -> dict[str, Any]:
    words = setting.words
    years = [int(year) for year in rows["year"]]
    lines = []
    for place, name in enumerate(names):
        label = words.t(SOLUTIONS[name].name)
        lines.append(
            charts.Line(
                label,
                years,
                [None if is_missing(value) else int(value) for value in rows[name]],
                [
                    hover(label, words.number(value), words.t(N_("During {year}"), year=year))
                    for year, value in zip(years, rows[name], strict=True)
                ],
                theme.palette(setting.look).series[SOLUTIONS[name].shade],
                place,
            )
        )
    return charts.line_chart_labelled_aside(
        lines,
        setting.look,
        tick=words.axis,
        years=charts.years_written(years[0], years[-1], setting.look),
        height=380,
    )


@exhibit(
    "crisis/solutions-by-country",
    question=N_("In which countries is a solution found?"),
    datasets=("unhcr/solutions",),
    parameters=(SOLUTION, SOLUTION_YEAR),
)
def solutions_by_country(setting: Setting, solution: str, solution_year: int) -> Answer:
    words, kind = setting.words, SOLUTIONS[solution]
    rows = ask("crisis/solutions_ranking", year=solution_year, solution=solution)
    top = rows[rows["country"]].head(BARS)
    first = top.iloc[0]
    facts = {
        "year": solution_year,
        "first": areas.name(first["area"], words.lang),
        "persons": words.number(first["persons"]),
        "share": words.percent(first["share"], 0),
        "name": words.t(kind.name),
        "world": words.number(rows["persons"].sum()),
        "count": words.number(len(rows)),
        "most": words.list(
            [f"{areas.name(row.area, words.lang)} ({words.number(row.persons)})" for row in each(top.head(NAMED))]
        ),
    }
    return Answer(
        title=words.t(kind.title, **facts),
        subtitle=words.t(kind.counted, **facts),
        sentence=words.t(N_("{name}, {year}: {world} in {count} countries and territories. Most: {most}."), **facts),
        table=rows,
        columns=[
            Column("area", kind.heading, "area"),
            Column("persons", kind.name, "count"),
            Column("share", N_("Share of the world (%)"), "percent", 1),
        ],
        figure=charts.ranked_bars(
            [areas.label(key, words.lang) for key in top["area"]],
            [int(value) for value in top["persons"]],
            [words.short(value) for value in top["persons"]],
            [
                hover(
                    areas.name(row.area, words.lang),
                    words.t(kind.name),
                    words.number(row.persons),
                    words.t(N_("During {year}"), year=solution_year),
                )
                for row in each(top)
            ],
            setting.look,
            keys=list(top["area"]),
        ),
        notes=_solution_notes(words),
    )


def _solution_notes(words: Words) -> list[str]:
    passport = catalog.passport("unhcr/solutions")
    return [passport.caveat(caveat, words.lang) for caveat in ("incomplete-coverage", "not-additive", "provisional")]
