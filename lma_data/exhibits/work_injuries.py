"""Injuries at work, fatal and non-fatal, of migrants and of others: SDG indicator 8.8.1."""

from __future__ import annotations

import math
from functools import cache
from typing import Any, NamedTuple

import pandas as pd

from lma_data import areas, catalog, charts
from lma_data.charts import theme
from lma_data.exhibits.area_parameters import AreaParameter
from lma_data.exhibits.base import Answer, Column, Parameter, Setting, Value, exhibit, nothing
from lma_data.exhibits.parameters import SEX, SEXES
from lma_data.exhibits.shared import each, hover, periods, span
from lma_data.i18n import N_, Words, is_missing
from lma_data.warehouse import ask

INJURIES = "unsd/sdg-8-8-1"
COLUMNS = [
    Column("year", N_("Year"), "year"),
    Column("migrants", N_("Migrants (per 100,000 workers)"), "number", 2),
    Column("non_migrants", N_("Non-migrants (per 100,000 workers)"), "number", 2),
    Column("everybody", N_("All workers (per 100,000 workers)"), "number", 2),
]
RATIO = Column("ratio", N_("Migrants’ rate as a multiple of non-migrants’"), "number", 2)
AREA = Column("area", N_("Country or territory"), "area")

# Which workers a title speaks of.
FATAL_TITLES = {
    "both": N_(
        "In {count} of the {known} countries with comparable rates, migrants have the higher rate of fatal injuries at work"
    ),
    "female": N_(
        "In {count} of the {known} countries with comparable rates, migrant women have the higher rate of fatal injuries "
        "at work"
    ),
    "male": N_(
        "In {count} of the {known} countries with comparable rates, migrant men have the higher rate of fatal injuries at "
        "work"
    ),
}
NON_FATAL_TITLES = {
    "both": N_("In {count} of the {known} countries with comparable rates, migrants are injured at work more often"),
    "female": N_(
        "In {count} of the {known} countries with comparable rates, migrant women are injured at work more often"
    ),
    "male": N_("In {count} of the {known} countries with comparable rates, migrant men are injured at work more often"),
}


@exhibit(
    "protection/fatal-injuries",
    question=N_("Are migrants killed at work more often than others?"),
    datasets=(INJURIES,),
    parameters=(SEX,),
)
def fatal_injuries(setting: Setting, sex: str) -> Answer:
    words = setting.words
    rows = ask("protection/injuries", injury="fatal", sex=sex)
    sound = rows[rows["of_the_group"]]
    facts = _facts(words, sound, sex)
    return Answer(
        title=words.t(FATAL_TITLES[sex], **facts),
        subtitle=words.t(
            N_(
                "{sex}: fatal occupational injuries reported, per 100,000 workers of each group, newest year with both "
                "figures ({first_year}–{year}). Compare within a country, not between countries."
            ),
            **facts,
        ),
        sentence=words.t(
            N_(
                "{sex}: {known} countries and territories have comparable rates of fatal occupational injuries for migrants "
                "and for non-migrants in the same year ({first_year}–{year})."
            ),
            **facts,
        )
        + " "
        + words.t(_where_higher(sound), **facts),
        table=rows,
        columns=[AREA, *COLUMNS],
        figure=_fatal_figure(setting, sound),
        notes=[*_not_of_the_group(words, rows), *_injury_notes(words)],
    )


def _injury_notes(words: Words) -> list[str]:
    passport = catalog.passport(INJURIES)
    return [passport.caveat(key, words.lang) for key in ("incomplete-coverage", "mixed-definitions")]


def _not_of_the_group(words: Words, rows: pd.DataFrame) -> list[str]:
    """Which countries' rates are no rates of the two groups, and are in the table only."""
    others = [areas.name(key, words.lang) for key in rows[~rows["of_the_group"]]["area"]]
    if not others:
        return []
    return [
        words.t(
            N_(
                "In the table only: {countries}. The rate of all workers does not lie between those of the two groups, "
                "or is not known, so these may not be rates of the groups themselves."
            ),
            countries=words.list(others),
        )
    ]


def _facts(words: Words, rows: pd.DataFrame, sex: str) -> dict[str, Any]:
    higher = rows[rows["migrants"] > rows["non_migrants"]]
    return {
        "sex": words.t(SEXES[sex]),
        "count": words.number(len(higher)),
        "known": words.number(len(rows)),
        "first_year": rows["year"].min(),
        "year": rows["year"].max(),
        "higher_in": words.list([areas.name(key, words.lang) for key in higher["area"]]),
    }


def _where_higher(rows: pd.DataFrame) -> str:
    """Where the rate of migrants is the higher one: in some of the countries, in all, in none."""
    higher = rows["migrants"] > rows["non_migrants"]
    if higher.all():
        return N_("The rate of migrants is higher in all of them.")
    if not higher.any():
        return N_(
            "In none of them is the rate of migrants higher, which may mean that their injuries are reported less."
        )
    return N_(
        "The rate of migrants is higher in: {higher_in}. In the others it is not, which may mean that their injuries "
        "are reported less."
    )


def _fatal_figure(setting: Setting, rows: pd.DataFrame) -> dict[str, Any]:
    words = setting.words
    names = (words.t(N_("Migrants")), words.t(N_("Non-migrants")))
    pairs = [
        charts.Pair(
            f"{areas.label(row.area, words.lang)} ({row.year})",
            (float(row.migrants), float(row.non_migrants)),
            (_rate(words, row, names[0], row.migrants), _rate(words, row, names[1], row.non_migrants)),
            row.area,
        )
        for row in each(rows)
    ]
    return charts.dumbbell_chart(pairs, names, setting.look, tick=lambda value: words.number(value, None))


def _rate(words: Words, row: Any, group: str, rate: float) -> str:
    return hover(
        areas.name(row.area, words.lang),
        group,
        words.t(N_("{rate} per 100,000 workers, {year}"), rate=words.number(rate, 2), year=row.year),
    )


FAR_FROM_ONE = N_(
    "A multiple far from 1 may say more about how injuries and workers are counted than about the danger of work."
)


@exhibit(
    "protection/non-fatal-injuries",
    question=N_("Are migrants injured at work more often than others?"),
    datasets=(INJURIES,),
    parameters=(SEX,),
)
def non_fatal_injuries(setting: Setting, sex: str) -> Answer:
    words = setting.words
    rows = ask("protection/injuries", injury="non-fatal", sex=sex)
    sound = rows[rows["of_the_group"]].sort_values("ratio", ascending=False)
    facts = _facts(words, sound, sex)
    return Answer(
        title=words.t(NON_FATAL_TITLES[sex], **facts),
        subtitle=words.t(
            N_(
                "{sex}: rate of non-fatal occupational injuries reported of migrants, as a multiple of that of "
                "non-migrants in the same country, newest year with both rates ({first_year}–{year}). On the scale, twice "
                "and half as often are equally far from the middle."
            ),
            **facts,
        ),
        sentence=words.t(
            N_(
                "{sex}: {known} countries and territories have comparable rates of non-fatal occupational injuries for "
                "migrants and for non-migrants in the same year ({first_year}–{year})."
            ),
            **facts,
        )
        + " "
        + words.t(_where_higher(sound), **facts),
        table=rows,
        columns=[AREA, *COLUMNS, RATIO],
        figure=_ratio_figure(setting, sound),
        notes=[words.t(FAR_FROM_ONE), *_not_of_the_group(words, rows), *_injury_notes(words)],
    )


def _ratio_figure(setting: Setting, rows: pd.DataFrame) -> dict[str, Any]:
    """Rows from the ratio 1, on a logarithmic scale."""
    words = setting.words
    groups = [
        (words.t(N_("Migrants more often")), rows[rows["ratio"] > 1]),
        (words.t(N_("Migrants less often, or as often")), rows[rows["ratio"] <= 1].iloc[::-1]),
    ]
    return charts.diverging_rows(
        [(name, _ratio_rows(words, part)) for name, part in groups if len(part)],
        setting.look,
        level=0,
        level_label=words.t(N_("as often")),
        colour=theme.palette(setting.look).series[1],
    )


def _ratio_rows(words: Words, rows: pd.DataFrame) -> list[charts.Share]:
    names = (words.t(N_("Migrants")), words.t(N_("Non-migrants")))
    return [
        charts.Share(
            f"{areas.label(row.area, words.lang)} ({row.year})",
            math.log2(row.ratio),
            _times(words, row.ratio),
            hover(
                areas.name(row.area, words.lang),
                *(
                    words.t(
                        N_("{group}: {rate} per 100,000 workers, {year}"),
                        group=group,
                        rate=words.number(rate, 2),
                        year=row.year,
                    )
                    for group, rate in zip(names, (row.migrants, row.non_migrants), strict=True)
                ),
            ),
            row.area,
        )
        for row in each(rows)
    ]


def _times(words: Words, ratio: float) -> str:
    return words.t(N_("{ratio} times"), ratio=words.number(ratio, 1 if ratio >= 10 else 2))


class Kind(NamedTuple):
    """Fatal or non-fatal injuries, as a filter, a subtitle and two titles name them: with a ratio, and without."""

    label: str
    measure: str
    by_ratio: str
    without_ratio: str


KINDS = {
    "fatal": Kind(
        N_("Fatal"),
        N_("{place}: fatal occupational injuries reported, per 100,000 workers of each group, {years}."),
        N_("{place}: migrants had {ratio} the rate of fatal injuries at work of non-migrants in {year}"),
        N_("{place}: fatal injuries at work of migrants and of non-migrants, {years}"),
    ),
    "non-fatal": Kind(
        N_("Non-fatal"),
        N_("{place}: non-fatal occupational injuries reported, per 100,000 workers of each group, {years}."),
        N_("{place}: migrants had {ratio} the rate of non-fatal injuries at work of non-migrants in {year}"),
        N_("{place}: non-fatal injuries at work of migrants and of non-migrants, {years}"),
    ),
}


@cache
def _injury_countries() -> tuple[str, ...]:
    return tuple(ask("protection/injury_countries")["area"])


def _kind(words: Words, value: Value) -> str:
    return words.t(KINDS[str(value)].label)


INJURY_COUNTRY = AreaParameter("injury-country", N_("Country"), _injury_countries, "ESP")
INJURY = Parameter("injury", N_("Injuries"), lambda: tuple(KINDS), "fatal", _kind)


@exhibit(
    "protection/injuries-over-years",
    question=N_("How has the gap between the injuries of migrants and of others moved in one country?"),
    datasets=(INJURIES,),
    parameters=(INJURY_COUNTRY, INJURY),
)
def injuries_over_years(setting: Setting, injury_country: str, injury: str) -> Answer:
    words, kind = setting.words, KINDS[injury]
    place = areas.name(injury_country, words.lang)
    rows = ask("protection/injuries_over_years", area=injury_country, injury=injury)
    sound = rows[rows["of_the_group"]]
    if sound.empty:
        return nothing(
            words.t(
                N_("{place}: no comparable rates of migrants and of non-migrants ({kind})"),
                place=place,
                kind=words.t(kind.label).lower(),
            ),
            words.t(
                N_(
                    "In no year are both rates known with that of all workers between them, as it must be where each is a "
                    "rate of its own group. The other kind of injuries has comparable rates."
                )
            ),
        )
    facts = _years_facts(words, sound, place)
    return Answer(
        title=words.t(kind.without_ratio if is_missing(sound.iloc[-1]["ratio"]) else kind.by_ratio, **facts),
        subtitle=words.t(kind.measure, **facts),
        sentence=words.t(
            N_(
                "{place}, {year}: {migrants} injuries reported per 100,000 migrant workers, {non_migrants} per 100,000 "
                "non-migrant workers. The rate of migrants was the higher one in {higher} of the {known} years with "
                "comparable rates."
            ),
            **facts,
        ),
        table=rows,
        columns=[*COLUMNS, RATIO],
        figure=_years_figure(setting, sound),
        notes=[*_years_left_out(words, rows), *_injury_notes(words)],
    )


def _years_facts(words: Words, rows: pd.DataFrame, place: str) -> dict[str, Any]:
    last = rows.iloc[-1]
    return {
        "place": place,
        "years": span(words, rows["year"].min(), last["year"]),
        "year": last["year"],
        "ratio": _times(words, last["ratio"]),
        "migrants": words.number(last["migrants"], 2),
        "non_migrants": words.number(last["non_migrants"], 2),
        "higher": words.number((rows["migrants"] > rows["non_migrants"]).sum()),
        "known": words.number(len(rows)),
    }


def _years_left_out(words: Words, rows: pd.DataFrame) -> list[str]:
    years = rows[~rows["of_the_group"]]["year"].tolist()
    if not years:
        return []
    return [
        words.t(
            N_(
                "In the table only: {years}. The rate of all workers does not lie between those of the two groups, or is "
                "not known."
            ),
            years=periods(words, years),
        )
    ]


def _years_figure(setting: Setting, rows: pd.DataFrame) -> dict[str, Any]:
    """A line for each group; a year between the first and the last without comparable rates is a gap."""
    words, look = setting.words, setting.look
    by_year = {row.year: row for row in each(rows)}
    years = list(range(min(by_year), max(by_year) + 1))
    lines = []
    shades = theme.palette(look).series
    for style, (column, label) in enumerate({"migrants": N_("Migrants"), "non_migrants": N_("Non-migrants")}.items()):
        rates = [float(getattr(by_year[year], column)) if year in by_year else None for year in years]
        hovers = [
            _rate(words, by_year[year], words.t(label), rate) if rate is not None else ""
            for year, rate in zip(years, rates, strict=True)
        ]
        lines.append(charts.Line(words.t(label), years, rates, hovers, shades[1 - style], style))
    step = max(1, len(years) // (4 if look.compact else 12))
    return charts.line_chart_labelled_aside(
        lines,
        look,
        height=420,
        tick=lambda value: words.number(value, None),
        years=years[::-step][::-1],
        span=(years[0] - 0.5, years[-1] + 0.5),
    )
