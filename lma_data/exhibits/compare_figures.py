"""What the exhibits that compare share: their parameters, the figures of a measure, and what is said without any."""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

import pandas as pd

from lma_data import areas, warehouse
from lma_data.exhibits.area_parameters import AreasParameter
from lma_data.exhibits.base import Answer, Parameter, Value, nothing
from lma_data.exhibits.shared import hover
from lma_data.i18n import N_, Words
from lma_data.measures import Measure, measures
from lma_data.warehouse import ask

NAMED_CAVEATS = ("mixed-definitions", "series-break", "incomplete-coverage", "estimated")


@cache
def _every_area() -> tuple[str, ...]:
    """Countries, and the groups that some dataset has figures of."""
    return (*areas.countries(), *warehouse.run(warehouse.query_text("compare/groups"))["area"])


EXAMPLES = ("KEN,UGA,TZA", "DEU,FRA,ITA,ESP", "WLD,002,142,150,419,021,009", "NPL,BGD,PHL", "LBN,JOR,TUR,COL,UGA,PAK")
AREAS = AreasParameter(
    "areas", N_("Countries or groups"), lambda: EXAMPLES, EXAMPLES[0], argument="chosen", among=_every_area
)


def _named(words: Words, value: Value) -> str:
    return measures()[str(value)].in_list(words)


def _codes() -> tuple[str, ...]:
    return tuple(measures())


MEASURE = Parameter("measure", N_("Measure"), _codes, "migrant-stock-2024.share", _named)
AGAINST = Parameter("against", N_("Set against"), _codes, "migrant-stock-2024-origin.migrants", _named)

SHARED, OWN = "shared", "own"
NEWEST = {SHARED: N_("newest that all have"), OWN: N_("newest of each")}
WHICH_YEAR = Parameter(
    "which-year", N_("Year"), lambda: tuple(NEWEST), SHARED, lambda words, value: words.t(NEWEST[str(value)])
)
DATASETS = tuple(dict.fromkeys(dataset for measure in measures().values() for dataset in measure.datasets))


class Found(NamedTuple):
    """The figures of a measure: rows of area, year, value and flag; the areas without any; and the notes to say so."""

    rows: pd.DataFrame
    keys: list[str]  # the areas that have figures, in the order chosen
    notes: list[str]


def figures(words: Words, one: Measure, chosen: str) -> Found | Answer:
    """The figures of the areas, in the unit in which they are written; or the answer that there are none, and why."""
    keys = chosen.split(",")
    refusal = one.refusal(words)
    if refusal:
        return nothing(
            words.t(N_("{measure}: countries cannot be compared"), measure=one.name(words)),
            f"{refusal} {words.t(N_('The page of each country shows its own figures.'))}",
            rests_on=one.datasets,
        )
    rows = ask(one.query, areas=keys, **one.parameters)
    rows = rows.assign(value=rows["value"] * one.unit.times, flag=rows["flag"].fillna("") if one.flagged else "")
    with_figures = set(rows["area"])
    notes = _without(words, one, [key for key in keys if key not in with_figures])
    if rows.empty:
        return nothing(
            words.t(N_("{measure}: no data for these countries or groups"), measure=one.name(words)),
            " ".join(notes),
            rests_on=one.datasets,
        )
    return Found(rows, [key for key in keys if key in with_figures], notes)


def _without(words: Words, one: Measure, keys: list[str]) -> list[str]:
    """Which areas have no figure; of groups also that none is made by adding countries up."""
    kinds = areas.areas()
    countries = [areas.name(key, words.lang) for key in keys if kinds[key].kind == "country"]
    groups = [areas.name(key, words.lang) for key in keys if kinds[key].kind != "country"]
    notes = []
    if countries:
        notes.append(words.t(N_("No data, which is not zero: {areas}."), areas=words.list(countries)))
    if groups:
        notes.append(
            words.t(
                N_(
                    "The dataset has no figure of its own for these groups, and figures of countries are not added up or "
                    "averaged here: {areas}."
                ),
                areas=words.list(groups),
            )
        )
    return notes


def newest_of(rows: pd.DataFrame, which: str) -> pd.DataFrame:
    """A row for each area, the largest first: of the newest year that all have, or of its own newest."""
    if which == SHARED:
        number = rows.groupby("year")["area"].nunique()
        shared = number[number == rows["area"].nunique()].index
        taken = rows[rows["year"] == shared.max()] if len(shared) else rows.iloc[:0]
    else:
        taken = rows.sort_values("year", kind="stable").groupby("area").tail(1)
    return taken.sort_values(["value", "area"], ascending=[False, True])


def caveats(words: Words, one: Measure) -> list[str]:
    """What the passport of the measure's (first) dataset warns of that bears on a comparison."""
    return [caveat.text[words.lang] for caveat in one.passports[0].caveats if caveat.id in NAMED_CAVEATS]


def hover_of(words: Words, one: Measure, row: Any) -> str:
    lines = [one.unit.text(words, row.value), str(row.year)]
    if row.flag:
        lines.append(words.t(N_("flag: {flag}"), flag=row.flag))
    return hover(areas.name(row.area, words.lang), *lines)
