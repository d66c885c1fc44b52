"""Palestine refugees under UNRWA's mandate: a count of its own, beside the refugees under UNHCR's."""

from __future__ import annotations

import pandas as pd

from lma_data import areas, catalog, charts
from lma_data.charts import theme
from lma_data.exhibits.base import Answer, Column, Setting, exhibit
from lma_data.exhibits.shared import each, hover
from lma_data.i18n import N_
from lma_data.warehouse import ask

UNKNOWN = "UNK"


@exhibit(
    "crisis/palestine-refugees",
    question=N_("How many Palestine refugees are there, and where?"),
    datasets=("unrwa/registered-refugees",),
)
def palestine_refugees(setting: Setting) -> Answer:
    words = setting.words
    rows = ask("crisis/palestine_refugees")
    years = sorted({int(year) for year in rows["year"]})
    newest = rows[rows["year"] == years[-1]]
    facts = {
        "year": years[-1],
        "first_year": years[0],
        "total": words.short(newest["total"].iloc[0]),
        "areas": words.list(
            [f"{areas.name(row.area, words.lang)} ({words.short(row.persons)})" for row in each(newest)]
        ),
    }
    order = [key for key in newest["area"] if key != UNKNOWN]
    passport = catalog.passport("unrwa/registered-refugees")
    return Answer(
        title=words.t(N_("{total} Palestine refugees are under UNRWA’s mandate ({year})"), **facts),
        subtitle=words.t(
            N_(
                "Palestine refugees under UNRWA’s mandate by area of its operations, {first_year}–{year}, all ages. They "
                "are not among the refugees under UNHCR’s mandate."
            ),
            **facts,
        ),
        sentence=words.t(N_("In {year} there were {total}, by area: {areas}."), **facts),
        table=rows,
        columns=[
            Column("year", N_("Year"), "year"),
            Column("area", N_("Area"), "area"),
            Column("persons", N_("Palestine refugees under UNRWA’s mandate"), "count"),
        ],
        figure=charts.line_chart_labelled_aside(
            [_area_line(setting, rows[rows["area"] == key], place) for place, key in enumerate([*order, UNKNOWN])],
            setting.look,
            height=440,
            tick=words.axis,
            years=charts.years_written(years[0], years[-1], setting.look),
        ),
        notes=[passport.caveat(one, words.lang) for one in ("series-break", "includes-overlap", "incomplete-coverage")],
    )


def _area_line(setting: Setting, rows: pd.DataFrame, place: int) -> charts.Line:
    """One area's line; those of unknown area are a single mark."""
    words, look = setting.words, setting.look
    key = rows["area"].iloc[0]
    name = areas.name(key, words.lang)
    return charts.Line(
        areas.label(key, words.lang),
        [int(year) for year in rows["year"]],
        [int(persons) for persons in rows["persons"]],
        [hover(name, words.number(row.persons), str(row.year)) for row in each(rows)],
        theme.palette(look).other if key == UNKNOWN else theme.palette(look).series[place],
        place,
    )
