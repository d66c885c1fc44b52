"""Compare: two measures set against each other in several countries or groups, where the passports allow it."""

from __future__ import annotations

from typing import Any

import pandas as pd

from lma_data import areas, catalog, charts
from lma_data.exhibits.base import Answer, Column, Setting, exhibit, nothing
from lma_data.exhibits.compare_figures import AGAINST, AREAS, DATASETS, MEASURE, Found, caveats, figures
from lma_data.exhibits.shared import each, hover
from lma_data.i18n import N_, Words
from lma_data.measures import Measure, measures

TWO_MEASURES = N_("Two measures are set side by side only where their passports name each other as comparable.")


@exhibit(
    "compare/against",
    question=N_("How do two measures stand against each other in several countries or groups?"),
    datasets=DATASETS,
    apart=TWO_MEASURES,
    parameters=(AREAS, MEASURE, AGAINST),
)
def against(setting: Setting, chosen: str, measure: str, against: str) -> Answer:
    words, one, other = setting.words, measures()[measure], measures()[against]
    refusal = _not_together(words, one, other)
    if refusal:
        return refusal
    of_one, of_other = figures(words, one, chosen), figures(words, other, chosen)
    for found in (of_one, of_other):
        if isinstance(found, Answer):
            return found
    assert isinstance(of_one, Found) and isinstance(of_other, Found)
    rows = _both(of_one.rows, of_other.rows, chosen.split(","))
    datasets = tuple(dict.fromkeys((*one.datasets, *other.datasets)))
    names = {"one": one.name(words), "other": other.name(words)}
    if rows.empty:
        return nothing(
            words.t(N_("{one} and {other}: no year with both"), **names),
            " ".join(
                [words.t(N_("None of these countries or groups has both figures in the same year.")), *of_one.notes]
            ),
            rests_on=datasets,
        )
    return Answer(
        title=words.t(
            N_("{one} against {other}: {area} {first}, {second} ({year})"), **names, **_first(words, one, other, rows)
        ),
        subtitle=words.t(
            N_("Newest year with both figures; units: {units}."),
            units=words.list(list(dict.fromkeys([words.t(one.unit.name), words.t(other.unit.name)]))),
        ),
        sentence=" ".join(
            words.t(N_("{area}: {first} against {second} ({year})."), **_row_facts(words, one, other, row))
            for row in each(rows)
        ),
        table=rows,
        columns=[
            Column("area", N_("Country or group"), "area"),
            Column("year", N_("Year"), "year"),
            Column("first", N_("First measure"), "number", one.unit.decimals),
            Column("second", N_("Second measure"), "number", other.unit.decimals),
        ],
        figure=_against_figure(setting, one, other, rows),
        notes=list(dict.fromkeys([*of_one.notes, *of_other.notes, *caveats(words, one), *caveats(words, other)])),
        rests_on=datasets,
    )


def _not_together(words: Words, one: Measure, other: Measure) -> Answer | None:
    """The answer where the passports of the two measures do not allow to compare them; None where they do."""
    datasets = tuple(dict.fromkeys((*one.datasets, *other.datasets)))
    if one.code == other.code:
        return nothing(
            words.t(N_("{measure}: set it against another measure"), measure=one.name(words)),
            words.t(N_("Both choices are the same measure.")),
            rests_on=datasets,
        )
    try:
        catalog.require_comparable(datasets)
    except catalog.NotComparable:
        return nothing(
            words.t(N_("{one} and {other}: cannot be compared"), one=one.in_list(words), other=other.in_list(words)),
            words.t(
                N_(
                    "Neither passport names the other as comparable: {one} and {other} differ in edition, in who is counted "
                    "or in method."
                ),
                one=_edition(words, one),
                other=_edition(words, other),
            ),
            rests_on=datasets,
        )
    return None


def _edition(words: Words, one: Measure) -> str:
    return words.list([passport.short_source[words.lang] for passport in one.passports])


def _both(first: pd.DataFrame, second: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """A row for each area with its newest year that has both figures, in the order chosen."""
    joined = first.rename(columns={"value": "first"}).merge(
        second.rename(columns={"value": "second"})[["area", "year", "second"]], on=["area", "year"]
    )
    newest = joined.sort_values("year").groupby("area").tail(1).set_index("area")
    return newest.loc[[key for key in keys if key in newest.index], ["year", "first", "second"]].reset_index()


def _row_facts(words: Words, one: Measure, other: Measure, row: Any) -> dict[str, Any]:
    return {
        "area": areas.name(row.area, words.lang),
        "first": one.unit.text(words, row.first),
        "second": other.unit.text(words, row.second),
        "year": row.year,
    }


def _first(words: Words, one: Measure, other: Measure, rows: pd.DataFrame) -> dict[str, Any]:
    """What the title says: of the first of the areas chosen."""
    return _row_facts(words, one, other, each(rows)[0])


def _against_figure(setting: Setting, one: Measure, other: Measure, rows: pd.DataFrame) -> dict[str, Any]:
    """Of one unit: two marks on one scale; of two: two rankings side by side."""
    words = setting.words
    if one.unit == other.unit:
        return charts.dumbbell_chart(
            [
                charts.Pair(
                    words.t(N_("{area} ({year})"), area=areas.label(row.area, words.lang), year=row.year),
                    (row.first, row.second),
                    (
                        hover(areas.name(row.area, words.lang), one.name(words), one.unit.text(words, row.first)),
                        hover(areas.name(row.area, words.lang), other.name(words), other.unit.text(words, row.second)),
                    ),
                    row.area,
                )
                for row in each(rows)
            ],
            (one.name(words), other.name(words)),
            setting.look,
            tick=lambda value: one.unit.axis(words, value),
        )
    return charts.ranking_panels(
        [_panel(words, one, rows, "first"), _panel(words, other, rows, "second")],
        setting.look,
    )


def _panel(words: Words, one: Measure, rows: pd.DataFrame, column: str) -> charts.Ranking:
    ranked = each(rows.sort_values(column, ascending=False))
    return charts.Ranking(
        name=one.name(words),
        labels=[
            words.t(N_("{area} ({year})"), area=areas.label(row.area, words.lang), year=row.year) for row in ranked
        ],
        values=[getattr(row, column) for row in ranked],
        texts=[one.unit.text(words, getattr(row, column)) for row in ranked],
        hovers=[
            hover(areas.name(row.area, words.lang), one.unit.text(words, getattr(row, column)), str(row.year))
            for row in ranked
        ],
        keys=[row.area for row in ranked],
        nothing=words.no_data,
    )
