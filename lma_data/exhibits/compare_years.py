"""Compare: how one measure has moved in several countries or groups, and where they stand in the newest year."""

from __future__ import annotations

from typing import Any

import pandas as pd

from lma_data import areas, charts
from lma_data.charts import theme
from lma_data.exhibits.base import Answer, Column, Setting, exhibit
from lma_data.exhibits.compare_figures import (
    AREAS,
    DATASETS,
    MEASURE,
    OWN,
    WHICH_YEAR,
    Found,
    caveats,
    figures,
    hover_of,
    newest_of,
)
from lma_data.exhibits.shared import each, span
from lma_data.i18n import N_, Words
from lma_data.measures import Measure, measures

FEW_LINES = 5  # so many areas share one chart; more get a panel each
BREAK = "b"  # in a flag: the series breaks at this figure
ONE_MEASURE = N_("One measure is shown at a time, from its own dataset alone.")


@exhibit(
    "compare/years",
    question=N_("How has one measure moved in several countries or groups?"),
    datasets=DATASETS,
    apart=ONE_MEASURE,
    parameters=(AREAS, MEASURE),
)
def years(setting: Setting, chosen: str, measure: str) -> Answer:
    words, one = setting.words, measures()[measure]
    found = figures(words, one, chosen)
    if isinstance(found, Answer):
        return found
    first, last = int(found.rows["year"].min()), int(found.rows["year"].max())
    newest = newest_of(found.rows, OWN)
    return Answer(
        title=_title(words, one, newest),
        subtitle=_subtitle(words, one, first, last),
        sentence=" ".join(_movement(words, one, found.rows[found.rows["area"] == key]) for key in found.keys),
        table=found.rows,
        columns=_columns(one, found.rows),
        figure=_figure(setting, one, found, first, last),
        notes=[*found.notes, *_breaks(words, found.rows), *caveats(words, one)],
        rests_on=one.datasets,
    )


@exhibit(
    "compare/newest",
    question=N_("Where do several countries or groups stand in the newest year?"),
    datasets=DATASETS,
    apart=ONE_MEASURE,
    parameters=(AREAS, MEASURE, WHICH_YEAR),
)
def newest(setting: Setting, chosen: str, measure: str, which_year: str) -> Answer:
    words, one = setting.words, measures()[measure]
    found = figures(words, one, chosen)
    if isinstance(found, Answer):
        return found
    rows = newest_of(found.rows, which_year)
    notes = list(found.notes)
    if rows.empty:
        rows = newest_of(found.rows, OWN)
        notes.append(words.t(N_("There is no year of which all have a figure: each is shown with its newest.")))
    return Answer(
        title=_title(words, one, rows),
        subtitle=_subtitle(words, one, int(rows["year"].min()), int(rows["year"].max())),
        sentence=_ranked_sentence(words, one, rows),
        table=rows,
        columns=_columns(one, rows),
        figure=_bars(setting, one, rows),
        notes=[*notes, *caveats(words, one)],
        rests_on=one.datasets,
    )


def _title(words: Words, one: Measure, rows: pd.DataFrame) -> str:
    """The measure with its highest and lowest figure, each with its year."""
    ends = [rows.iloc[0], rows.iloc[-1]] if len(rows) > 1 else [rows.iloc[0]]
    told = [
        words.t(
            N_("{area} {value} ({year})"),
            area=areas.label(row["area"], words.lang),
            value=one.unit.text(words, row["value"]),
            year=row["year"],
        )
        for row in ends
    ]
    return f"{one.name(words)}{words.t(N_(': '))}{words.t(N_('; ')).join(told)}"


def _subtitle(words: Words, one: Measure, first: int, last: int) -> str:
    text = words.t(
        N_("{unit}, {period}. {counted}"),
        unit=words.t(one.unit.name),
        period=span(words, first, last),
        counted=one.who(words),
    )
    return text[:1].upper() + text[1:]


def _movement(words: Words, one: Measure, rows: pd.DataFrame) -> str:
    """One area in words: its first and its last figure."""
    first, last = rows.iloc[0], rows.iloc[-1]
    facts = {
        "area": areas.name(first["area"], words.lang),
        "last": one.unit.text(words, last["value"]),
        "last_year": last["year"],
    }
    if len(rows) == 1:
        return words.t(N_("{area}: {last} in {last_year}."), **facts)
    return words.t(
        N_("{area}: {first} in {first_year}, {last} in {last_year}."),
        first=one.unit.text(words, first["value"]),
        first_year=first["year"],
        **facts,
    )


def _ranked_sentence(words: Words, one: Measure, rows: pd.DataFrame) -> str:
    told = [
        words.t(
            N_("{area} {value} ({year})"),
            area=areas.name(row.area, words.lang),
            value=one.unit.text(words, row.value),
            year=row.year,
        )
        for row in each(rows)
    ]
    return words.t(N_("From the highest down: {figures}."), figures=words.t(N_("; ")).join(told))


def _columns(one: Measure, rows: pd.DataFrame) -> list[Column]:
    return [
        Column("area", N_("Country or group"), "area"),
        Column("year", N_("Year"), "year"),
        Column("value", one.unit.name, "number", one.unit.decimals),
        *([Column("flag", N_("Flag"))] if rows["flag"].any() else []),
    ]


def _figure(setting: Setting, one: Measure, found: Found, first: int, last: int) -> dict[str, Any]:
    """A few areas in one chart, more in a panel each; bars where there is one year only."""
    words, look = setting.words, setting.look
    if first == last:
        return _bars(setting, one, newest_of(found.rows, OWN))
    shades = theme.palette(look).series
    few = len(found.keys) <= FEW_LINES
    lines = [
        _line(words, one, found, key, shades[place] if few else shades[0], place if few else 0)
        for place, key in enumerate(found.keys)
    ]
    if few:
        return charts.line_chart_labelled_aside(
            lines,
            look,
            height=440,
            tick=lambda value: one.unit.axis(words, value),
            years=_axis_years(setting, found.rows),
            span=(first - 0.5, last + 0.5),
        )
    return charts.small_multiples(
        [(_with_newest(words, one, line), [line]) for line in lines],
        look,
        tick=lambda value: one.unit.axis(words, value),
        years=[first, last],
        side_by_side=(3, 1),
    )


def _bars(setting: Setting, one: Measure, rows: pd.DataFrame) -> dict[str, Any]:
    """The areas from the highest down; the year beside each name where they differ."""
    words = setting.words
    alike = rows["year"].nunique() == 1
    return charts.ranked_bars(
        [
            areas.label(row.area, words.lang)
            if alike
            else words.t(N_("{area} ({year})"), area=areas.label(row.area, words.lang), year=row.year)
            for row in each(rows)
        ],
        rows["value"].tolist(),
        [one.unit.text(words, value) for value in rows["value"]],
        [hover_of(words, one, row) for row in each(rows)],
        setting.look,
        keys=rows["area"].tolist(),
        apart=[key for key in rows["area"] if areas.areas()[key].kind != "country"],
    )


def _with_newest(words: Words, one: Measure, line: charts.Line) -> str:
    """The name of a panel: the area with its last figure and its year."""
    year, value = line.known[-1]
    facts = {"value": one.unit.text(words, value), "year": int(year)}
    return f"{line.label}{words.t(N_(': '))}{words.t(N_('{value} ({year})'), **facts)}"


def _axis_years(setting: Setting, rows: pd.DataFrame) -> list[int]:
    """The years that are written: those of the data where they are few, round ones where they are many."""
    known = sorted({int(year) for year in rows["year"]})
    if _yearly(known) or setting.look.compact:
        return charts.years_written(known[0], known[-1], setting.look)
    return known


def _yearly(known: list[int]) -> bool:
    """Whether figures come every year, with gaps at most; not, as migrant stocks do, every fifth."""
    steps = sorted(after - before for before, after in zip(known, known[1:], strict=False))
    return bool(steps) and steps[len(steps) // 2] == 1


def _line(words: Words, one: Measure, found: Found, key: str, colour: str, style: int) -> charts.Line:
    """The figures of one area; a gap where a year has none, and before a break in the series."""
    known = sorted({int(year) for year in found.rows["year"]})
    rows = {row.year: row for row in each(found.rows[found.rows["area"] == key])}
    every = (
        range(min(rows), max(rows) + 1)
        if _yearly(known)
        else [year for year in known if min(rows) <= year <= max(rows)]
    )
    places: list[float] = []
    values: list[float | None] = []
    hovers: list[str] = []
    for year in every:
        row = rows.get(year)
        if row is not None and places and BREAK in row.flag:
            places, values, hovers = [*places, year - 0.5], [*values, None], [*hovers, ""]
        places.append(year)
        values.append(None if row is None else row.value)
        hovers.append("" if row is None else hover_of(words, one, row))
    return charts.Line(areas.label(key, words.lang), places, values, hovers, colour, style, width=2.5)


def _breaks(words: Words, rows: pd.DataFrame) -> list[str]:
    if not any(BREAK in flag for flag in rows["flag"]):
        return []
    return [words.t(N_("A line is interrupted where the publisher marks a break in the series (flag b)."))]
