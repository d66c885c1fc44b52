"""Internal displacement: movements by conflict and disasters each year, and the people displaced at the end of a year."""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

import pandas as pd

from lma_data import areas, catalog, charts
from lma_data.charts import theme
from lma_data.exhibits.base import Answer, Column, Parameter, Setting, Value, exhibit
from lma_data.exhibits.shared import BARS, NAMED, each, hover
from lma_data.i18n import N_, Words, is_missing
from lma_data.warehouse import ask

PANELS = 6  # countries that are drawn over the years


class Cause(NamedTuple):
    """One of IDMC's two causes: its name, the titles and subtitles of its rankings, the role of its colour."""

    name: str
    movements_title: str
    movements_subtitle: str
    people_title: str
    people_subtitle: str
    role: str


CAUSES = {
    "conflict": Cause(
        N_("Conflict and violence"),
        N_("{first}: {persons} displacements by conflict and violence in {year}, {share} of the world’s"),
        N_(
            "Internal displacements by conflict and violence during {year}. They are movements, not people: who flees three "
            "times counts three times."
        ),
        N_("{first}: {persons} people displaced within the country by conflict and violence at the end of {year}"),
        N_(
            "People living in displacement within their country because of conflict and violence, end of {year}, all ages. "
            "They are not migrants: they have crossed no border."
        ),
        "idps",
    ),
    "disaster": Cause(
        N_("Disasters"),
        N_("{first}: {persons} displacements by disasters in {year}, {share} of the world’s"),
        N_(
            "Internal displacements by disasters during {year}, evacuations included. They are movements, not people: who "
            "flees three times counts three times."
        ),
        N_("{first}: {persons} people displaced within the country by disasters at the end of {year}"),
        N_(
            "People living in displacement within their country because of disasters, end of {year}, all ages. They are not "
            "migrants: they have crossed no border."
        ),
        "disasters",
    ),
}
HAZARDS = {
    "drought": N_("drought"),
    "earthquake": N_("earthquake"),
    "erosion": N_("erosion"),
    "extreme temperature": N_("extreme temperature"),
    "flood": N_("flood"),
    "mass movement": N_("mass movement"),
    "storm": N_("storm"),
    "volcanic activity": N_("volcanic activity"),
    "wave action": N_("wave action"),
    "wildfire": N_("wildfire"),
}


@cache
def _displacement_years() -> tuple[int, ...]:
    return tuple(int(year) for year in ask("crisis/displacement_years")["year"])


def _cause(words: Words, value: Value) -> str:
    return words.t(CAUSES[str(value)].name)


CAUSE = Parameter("cause", N_("Cause"), lambda: tuple(CAUSES), "conflict", _cause)
DISPLACEMENT_YEAR = Parameter("displacement-year", N_("Year"), _displacement_years, ordered=True)


@exhibit(
    "crisis/displacements",
    question=N_("How often are people forced to move within their country?"),
    datasets=("idmc/flows",),
)
def displacements(setting: Setting) -> Answer:
    words = setting.words
    rows = ask("crisis/displacements")
    last = rows.iloc[-1]
    years = [int(year) for year in rows["year"]]
    highest = rows.loc[rows["conflict"].idxmax()]
    facts = {
        "year": years[-1],
        "first_year": years[0],
        "conflict_year": int(rows.dropna(subset=["conflict"])["year"].iloc[0]),
        "conflict": words.short(last["conflict"]),
        "disasters": words.short(last["disasters"]),
        "highest": words.short(highest["conflict"]),
        "highest_year": int(highest["year"]),
    }
    return Answer(
        title=words.t(
            N_("{disasters} displacements by disasters and {conflict} by conflict within countries in {year}"), **facts
        ),
        subtitle=words.t(
            N_(
                "Internal displacements during the year, {first_year}–{year}, by cause. They are movements, not people: who "
                "flees three times counts three times."
            ),
            **facts,
        ),
        sentence=words.t(
            N_(
                "In {year} IDMC recorded {disasters} displacements by disasters, evacuations included, and {conflict} by "
                "conflict and violence. Those by conflict have been counted since {conflict_year}; they were most numerous "
                "in {highest_year}, {highest}."
            ),
            **facts,
        ),
        table=rows,
        columns=[
            Column("year", N_("Year"), "year"),
            Column("conflict", N_("Displacements by conflict and violence"), "count"),
            Column("conflict_areas", N_("Countries and territories with a record (conflict)"), "count"),
            Column("disasters", N_("Displacements by disasters"), "count"),
            Column("disaster_areas", N_("Countries and territories with a record (disasters)"), "count"),
        ],
        figure=charts.line_chart_labelled_aside(
            [
                _cause_line(setting, rows, "conflict", "conflict", 0),
                _cause_line(setting, rows, "disasters", "disaster", 1),
            ],
            setting.look,
            tick=words.axis,
            years=charts.years_written(years[0], years[-1], setting.look),
            height=400,
        ),
        notes=_flow_notes(words),
    )


def _cause_line(setting: Setting, rows: pd.DataFrame, column: str, cause: str, style: int) -> charts.Line:
    words, label = setting.words, setting.words.t(CAUSES[cause].name)
    known = rows.dropna(subset=[column])
    return charts.Line(
        label,
        [int(year) for year in known["year"]],
        [int(value) for value in known[column]],
        [
            hover(label, words.t(N_("{number} displacements, {year}"), number=words.number(value), year=year))
            for year, value in zip(known["year"], known[column], strict=True)
        ],
        theme.colour(CAUSES[cause].role, setting.look),
        style,
    )


def _flow_notes(words: Words) -> list[str]:
    passport = catalog.passport("idmc/flows")
    return [passport.caveat(one, words.lang) for one in ("not-additive", "incomplete-coverage", "estimated")]


@exhibit(
    "crisis/displacements-by-country",
    question=N_("In which countries are people forced to move most often?"),
    datasets=("idmc/flows",),
    parameters=(CAUSE, DISPLACEMENT_YEAR),
)
def displacements_by_country(setting: Setting, cause: str, displacement_year: int) -> Answer:
    words, kind = setting.words, CAUSES[cause]
    rows = ask("crisis/displacements_ranking", year=displacement_year, cause=cause)
    rows = rows.assign(hazard=[_hazard(words, hazard) for hazard in rows["main_hazard"]])
    facts = _first_facts(words, rows, "movements", displacement_year)
    columns = [
        Column("area", N_("Country or territory"), "area"),
        Column("movements", N_("Displacements"), "count"),
        Column("share", N_("Share of the world (%)"), "percent", 1),
    ]
    if cause == "disaster":
        columns += [
            Column("hazard", N_("Hazard with most displacements")),
            Column("main_hazard_movements", N_("Displacements by that hazard"), "count"),
        ]
    return Answer(
        title=words.t(kind.movements_title, **facts),
        subtitle=words.t(kind.movements_subtitle, **facts),
        sentence=words.t(
            N_("Of the {world} displacements recorded in {year} for this cause, most were in {most}."), **facts
        ),
        table=rows,
        columns=columns,
        figure=_ranked(setting, rows, "movements", kind.role, displacement_year),
        notes=_flow_notes(words),
    )


def _hazard(words: Words, hazard: Any) -> str:
    return words.t(N_("does not apply")) if is_missing(hazard) else words.t(HAZARDS[hazard])


def _first_facts(words: Words, rows: pd.DataFrame, column: str, year: int) -> dict[str, Any]:
    """What the texts of a ranking say of its first countries."""
    first = rows.iloc[0]
    return {
        "year": year,
        "first": areas.name(first["area"], words.lang),
        "persons": words.short(first[column]),
        "share": words.percent(first["share"], 0),
        "world": words.short(rows[column].sum()),
        "count": words.number(len(rows)),
        "most": words.list(
            [
                f"{areas.name(row.area, words.lang)} ({words.short(getattr(row, column))})"
                for row in each(rows.head(NAMED))
            ]
        ),
    }


def _ranked(setting: Setting, rows: pd.DataFrame, column: str, role: str, year: int) -> dict[str, Any]:
    words = setting.words
    top = rows.head(BARS)
    return charts.ranked_bars(
        [areas.label(key, words.lang) for key in top["area"]],
        [int(value) for value in top[column]],
        [words.short(value) for value in top[column]],
        [_ranked_hover(words, row, column, year) for row in each(top)],
        setting.look,
        keys=list(top["area"]),
        colour=theme.colour(role, setting.look),
    )


def _ranked_hover(words: Words, row: Any, column: str, year: int) -> str:
    name, number = areas.name(row.area, words.lang), words.number(getattr(row, column))
    if column == "persons":
        return hover(name, words.t(N_("{persons} people, end of {year}"), persons=number, year=year))
    lines = [words.t(N_("{number} displacements, {year}"), number=number, year=year)]
    if not is_missing(row.main_hazard):
        lines.append(
            words.t(
                N_("most by: {hazard} ({number})"), hazard=row.hazard, number=words.number(row.main_hazard_movements)
            )
        )
    return hover(name, *lines)


@exhibit(
    "crisis/idps-by-cause",
    question=N_("Where do people live who are displaced within their country, by cause?"),
    datasets=("idmc/stocks-2024",),
    parameters=(CAUSE,),
)
def idps_by_cause(setting: Setting, cause: str) -> Answer:
    words, kind = setting.words, CAUSES[cause]
    rows = ask("crisis/idps_by_cause", cause=cause)
    year = int(rows["year"].iloc[0])
    facts = _first_facts(words, rows, "persons", year)
    passport = catalog.passport("idmc/stocks-2024")
    return Answer(
        title=words.t(kind.people_title, **facts),
        subtitle=words.t(kind.people_subtitle, **facts),
        sentence=words.t(
            N_(
                "At the end of {year} IDMC counted {world} people displaced for this cause, in {count} countries and "
                "territories. Most of them were in {most}."
            ),
            **facts,
        ),
        table=rows,
        columns=[
            Column("area", N_("Country or territory"), "area"),
            Column("persons", N_("People displaced by this cause"), "count"),
            Column("share", N_("Share of the world (%)"), "percent", 1),
            Column("other_cause", N_("People displaced by the other cause"), "count"),
        ],
        figure=_ranked(setting, rows, "persons", kind.role, year),
        notes=[passport.caveat(one, words.lang) for one in ("not-additive", "provisional", "boundaries")],
    )


@exhibit(
    "crisis/idps-by-conflict-years",
    question=N_("How has displacement by conflict moved in the countries where it is largest?"),
    datasets=("idmc/displaced-by-conflict",),
)
def idps_by_conflict_years(setting: Setting) -> Answer:
    words, look = setting.words, setting.look
    rows = ask("crisis/idps_by_conflict", number=PANELS)
    years = sorted({int(year) for year in rows["year"]})
    newest = rows[rows["year"] == years[-1]]
    facts = {
        "year": years[-1],
        "first_year": years[0],
        "first": areas.name(newest["area"].iloc[0], words.lang),
        "persons": words.short(newest["persons"].iloc[0]),
        "number": words.number(PANELS),
        "share": words.percent(100 * newest["persons"].sum() / newest["world"].iloc[0], 0),
        "world": words.short(newest["world"].iloc[0]),
        "countries": words.list(
            [f"{areas.name(row.area, words.lang)} ({words.short(row.persons)})" for row in each(newest)]
        ),
    }
    return Answer(
        title=words.t(
            N_(
                "{number} countries have {share} of all people displaced within their country by conflict (end of {year})"
            ),
            **facts,
        ),
        subtitle=words.t(
            N_(
                "People living in displacement within their country because of conflict and violence, end of each year, "
                "{first_year}–{year}, all ages. They are not migrants: they have crossed no border."
            ),
            **facts,
        ),
        sentence=words.t(
            N_("Of {world} people at the end of {year}, {share} were in {number} countries: {countries}."), **facts
        ),
        table=rows,
        columns=[
            Column("area", N_("Country or territory"), "area"),
            Column("year", N_("Year"), "year"),
            Column("persons", N_("Internally displaced people, by conflict and violence"), "count"),
        ],
        figure=charts.small_multiples(
            [
                (areas.label(key, words.lang), [_stock_line(setting, rows[rows["area"] == key])])
                for key in newest["area"]
            ],
            look,
            tick=words.axis,
            years=[years[0], years[len(years) // 2], years[-1]],
            side_by_side=(3, 1),
        ),
        notes=[
            catalog.passport("idmc/displaced-by-conflict").caveat(one, words.lang)
            for one in ("estimated", "boundaries")
        ],
    )


def _stock_line(setting: Setting, rows: pd.DataFrame) -> charts.Line:
    words = setting.words
    return charts.Line(
        "",
        [int(year) for year in rows["year"]],
        [None if is_missing(value) else int(value) for value in rows["persons"]],
        [
            hover(
                areas.name(row.area, words.lang),
                words.number(row.persons),
                words.t(N_("End of {year}"), year=row.year),
            )
            for row in each(rows)
        ],
        theme.colour("idps", setting.look),
    )
