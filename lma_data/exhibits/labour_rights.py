"""Labour rights: freedom of association and collective bargaining of all workers, SDG indicator 8.8.2 (0 best, 10 worst)."""

from __future__ import annotations

from typing import Any

import pandas as pd

from lma_data import areas, catalog, charts
from lma_data.charts import theme
from lma_data.exhibits.area_parameters import AreaParameter
from lma_data.exhibits.base import Answer, Column, Parameter, Setting, exhibit
from lma_data.exhibits.parameters import WORLD
from lma_data.exhibits.shared import MAP_NOTE, NAMED, country_map, each, hover, signed
from lma_data.i18n import N_, Words
from lma_data.warehouse import ask, kept

RIGHTS = "unsd/sdg-8-8-2"
SCORE_LIMITS = (0.5, 1, 2, 3, 5, 7)  # about as many countries in each class but the last
HIGH = 5  # the middle of the scale
SHOWN = 10  # on each side of the changes
ALL_WORKERS = N_("Of all workers, not of migrants alone.")


@kept
def _years() -> tuple[int, ...]:
    return tuple(int(year) for year in ask("protection/labour_rights_years")["year"])


@kept
def _countries() -> tuple[str, ...]:
    return tuple(ask("protection/labour_rights_countries")["area"])


RIGHTS_YEAR = Parameter("rights-year", N_("Year"), _years, ordered=True)
RIGHTS_COUNTRY = AreaParameter("rights-country", N_("Country"), _countries, "IDN")

AREA = Column("area", N_("Country or territory"), "area")
SCORE = Column("score", N_("Score (0 best, 10 worst)"), "number", 2)


@exhibit(
    "protection/labour-rights-map",
    question=N_("Where are labour rights complied with, and where not?"),
    datasets=(RIGHTS,),
    parameters=(RIGHTS_YEAR,),
)
def labour_rights_map(setting: Setting, rights_year: int) -> Answer:
    words = setting.words
    rows = ask("protection/labour_rights", year=rights_year)
    world = ask("protection/labour_rights_areas", areas=[WORLD])
    known = rows.dropna(subset=["score"])
    facts = _map_facts(words, known, world, rights_year)
    return Answer(
        title=words.t(
            N_(
                "Half of {known} countries score {median} or less for non-compliance with labour rights ({year}; 10 is the "
                "worst)"
            ),
            **facts,
        ),
        subtitle=words.t(
            N_(
                "Level of non-compliance with freedom of association and collective bargaining, in law and in practice, "
                "{year}: 0 is the best score, 10 the worst; darker is worse."
            ),
            **facts,
        )
        + " "
        + words.t(ALL_WORKERS),
        sentence=words.t(
            N_(
                "In {year}, {best} of the {known} countries with a score had the best one, 0; half scored {median} or less. "
                "{high} had a score of {limit} or more. The publisher’s score for the world was {world}."
            ),
            **facts,
        ),
        table=rows,
        columns=[AREA, SCORE],
        figure=country_map(
            setting,
            known,
            "score",
            [_score_hover(words, row, rights_year) for row in each(known)],
            charts.Classes(SCORE_LIMITS, [words.number(limit, None) for limit in SCORE_LIMITS]),
        ),
        notes=[words.t(MAP_NOTE), *_rights_notes(words)],
    )


def _map_facts(words: Words, known: pd.DataFrame, world: pd.DataFrame, rights_year: int) -> dict[str, Any]:
    """What the texts say of the countries, which come from the highest score, the worst, to the lowest."""
    return {
        "year": rights_year,
        "world": words.number(world.loc[world["year"] == rights_year, "score"].iloc[0], 2),
        "known": words.number(len(known)),
        "best": words.number((known["score"] == 0).sum()),
        "median": words.number(known["score"].median(), 2),
        "limit": words.number(HIGH),
        "high": words.number((known["score"] >= HIGH).sum()),
    }


def _score_hover(words: Words, row: Any, year: int) -> str:
    return hover(
        areas.name(row.area, words.lang),
        words.t(N_("Score {score} in {year} (0 best, 10 worst)"), score=words.number(row.score, 2), year=year),
    )


def _rights_notes(words: Words) -> list[str]:
    passport, caveats = catalog.passport(RIGHTS), ("estimated", "mixed-definitions", "not-comparable-across-countries")
    return [passport.caveat(key, words.lang) for key in caveats]


@exhibit(
    "protection/labour-rights-changes",
    question=N_("Where has compliance with labour rights become better, and where worse?"),
    datasets=(RIGHTS,),
)
def labour_rights_changes(setting: Setting) -> Answer:
    words = setting.words
    year = _years()[-1]
    rows = ask("protection/labour_rights", year=year)
    known = rows.dropna(subset=["change"]).sort_values(["change", "area"])
    fallen, risen = known[known["change"] < 0], known[known["change"] > 0].iloc[::-1]
    facts = _changes_facts(words, rows, fallen, risen, year)
    return Answer(
        title=words.t(
            N_(
                "Compliance with labour rights became better in {fallen} of {known} countries and worse in {risen} "
                "({first_year}–{year})"
            ),
            **facts,
        ),
        subtitle=words.t(
            N_(
                "Change of the score of non-compliance (0 best, 10 worst) from {first_year} to {year}, points; the {shown} "
                "largest falls and rises. Below zero is better."
            ),
            **facts,
        )
        + " "
        + words.t(ALL_WORKERS),
        sentence=words.t(
            N_(
                "From {first_year} to {year} the score fell, which is better, in {fallen} of the {known} countries with "
                "both figures, most in {most_fallen}; it rose, which is worse, in {risen}, most in {most_risen}; in {same} "
                "it is the same."
            ),
            **facts,
        ),
        table=rows.sort_values(["change", "area"]),
        columns=[
            AREA,
            Column("first_score", N_("First score (0 best, 10 worst)"), "number", 2),
            Column("score", N_("Latest score (0 best, 10 worst)"), "number", 2),
            Column("change", N_("Change (points)"), "number", 2),
        ],
        figure=_changes_figure(setting, fallen, risen, year),
        notes=_rights_notes(words),
    )


def _changes_facts(
    words: Words, rows: pd.DataFrame, fallen: pd.DataFrame, risen: pd.DataFrame, year: int
) -> dict[str, Any]:
    known = rows["change"].dropna()
    return {
        "year": year,
        "first_year": rows["first_year"].iloc[0],
        "known": words.number(len(known)),
        "fallen": words.number(len(fallen)),
        "risen": words.number(len(risen)),
        "same": words.number((known == 0).sum()),
        "most_fallen": _named_changes(words, fallen.head(NAMED)),
        "most_risen": _named_changes(words, risen.head(NAMED)),
        "shown": words.number(SHOWN),
    }


def _named_changes(words: Words, rows: pd.DataFrame) -> str:
    return words.list([f"{areas.name(row.area, words.lang)} ({signed(words, row.change, 2)})" for row in each(rows)])


def _changes_figure(setting: Setting, fallen: pd.DataFrame, risen: pd.DataFrame, year: int) -> dict[str, Any]:
    words = setting.words
    groups = [
        (words.t(N_("Better: the score fell")), fallen.head(SHOWN)),
        (words.t(N_("Worse: the score rose")), risen.head(SHOWN)),
    ]
    return charts.diverging_rows(
        [(name, [_change(words, row, year) for row in each(part)]) for name, part in groups],
        setting.look,
        level=0,
        level_label=words.t(N_("no change")),
        colour=theme.palette(setting.look).series[0],
    )


def _change(words: Words, row: Any, year: int) -> charts.Share:
    return charts.Share(
        areas.label(row.area, words.lang),
        float(row.change),
        signed(words, row.change, 2),
        hover(
            areas.name(row.area, words.lang),
            words.t(
                N_("Score {before} in {first_year}, {now} in {year}"),
                before=words.number(row.first_score, 2),
                first_year=row.first_year,
                now=words.number(row.score, 2),
                year=year,
            ),
        ),
        row.area,
    )


@exhibit(
    "protection/labour-rights-country",
    question=N_("How has compliance with labour rights moved in one country?"),
    datasets=(RIGHTS,),
    parameters=(RIGHTS_COUNTRY,),
)
def labour_rights_country(setting: Setting, rights_country: str) -> Answer:
    words = setting.words
    rows = ask("protection/labour_rights_areas", areas=[rights_country, WORLD])
    own = rows[rows["area"] == rights_country]
    first, last = own.iloc[0], own.iloc[-1]
    world = rows[(rows["area"] == WORLD) & (rows["year"] == last["year"])].iloc[0]
    facts = {
        "place": areas.name(rights_country, words.lang),
        "score": words.number(last["score"], 2),
        "year": last["year"],
        "first_score": words.number(first["score"], 2),
        "first_year": first["year"],
        "world": words.number(world["score"], 2),
    }
    return Answer(
        title=words.t(
            N_(
                "{place}: score of {score} for non-compliance with labour rights in {year}, {first_score} in {first_year}"
            ),
            **facts,
        ),
        subtitle=words.t(
            N_(
                "Level of non-compliance with freedom of association and collective bargaining, in law and in practice: 0 "
                "is the best score, 10 the worst."
            )
        )
        + " "
        + words.t(ALL_WORKERS),
        sentence=words.t(
            N_(
                "{place} scored {first_score} in {first_year} and {score} in {year}, where 0 is the best and 10 the worst; "
                "the publisher’s score for the world was {world} in {year}."
            ),
            **facts,
        ),
        table=rows.sort_values(["area", "year"], key=lambda column: column.replace(rights_country, "")),
        columns=[Column("area", N_("Country or world"), "area"), Column("year", N_("Year"), "year"), SCORE],
        figure=_country_figure(setting, rows, rights_country),
        notes=_rights_notes(words),
    )


def _country_figure(setting: Setting, rows: pd.DataFrame, country: str) -> dict[str, Any]:
    words, look = setting.words, setting.look
    colours = theme.palette(look)
    lines = []
    for style, (area, shade) in enumerate(((country, colours.series[0]), (WORLD, colours.other))):
        of_area = rows[rows["area"] == area]
        lines.append(
            charts.Line(
                areas.label(area, words.lang),
                [int(year) for year in of_area["year"]],
                [float(score) for score in of_area["score"]],
                [_score_hover(words, row, row.year) for row in each(of_area)],
                shade,
                style,
            )
        )
    return charts.line_chart_labelled_aside(
        lines,
        look,
        height=400,
        tick=lambda value: words.number(value, None),
        targets=[charts.Target(10, words.t(N_("10: worst score")))],
        years=list(_years())[:: 2 if look.compact else 1],
        span=(_years()[0] - 0.3, _years()[-1] + 0.3),
    )
