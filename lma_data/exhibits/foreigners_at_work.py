"""Foreign citizens at work in Europe: employment and unemployment against nationals. Eurostat, Labour Force Survey."""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

import pandas as pd

from lma_data import areas, catalog, charts
from lma_data.charts import theme
from lma_data.exhibits.area_parameters import AreaParameter
from lma_data.exhibits.base import Answer, Column, Parameter, Setting, exhibit, nothing
from lma_data.exhibits.parameters import SEX, SEXES
from lma_data.exhibits.shared import BARS, NAMED, each, hover
from lma_data.i18n import N_, Words
from lma_data.warehouse import ask

EMPLOYMENT, UNEMPLOYMENT, STATUS = "eurostat/employment-rate", "eurostat/unemployment-rate", "eurostat/labour-status"
ENOUGH_COUNTRIES = 10  # years with fewer are not offered
ENOUGH_YEARS = 5  # countries with fewer are not offered
FOREIGN, NATIONAL = N_("Foreign citizens"), N_("Nationals")


class Rate(NamedTuple):
    """A rate of foreign citizens and of nationals: what it is called, and what is found."""

    name: str
    measure: str
    title: str
    extremes: str
    moved: str
    once: str


RATES = {
    "employment": Rate(
        name=N_("Employment rate"),
        measure=N_("Employed people, in % of the population of the same citizenship, ages 15 to 64, {year}. {sex}."),
        title=N_("Foreign citizens are employed less often than nationals in {less} of {countries} countries ({year})"),
        extremes=N_(
            "The gap is widest in {widest}. Foreign citizens are employed more often than nationals in {more} of the "
            "{countries} countries with both rates."
        ),
        moved=N_(
            "{country}: in {year}, {foreign} of foreign citizens and {national} of nationals were employed, against "
            "{foreign_before} and {national_before} in {first}."
        ),
        once=N_("{country}: in {year}, {foreign} of foreign citizens and {national} of nationals were employed."),
    ),
    "unemployment": Rate(
        name=N_("Unemployment rate"),
        measure=N_(
            "Unemployed people, in % of the labour force of the same citizenship, ages 15 to 64, {year}. {sex}."
        ),
        title=N_(
            "Foreign citizens are unemployed more often than nationals in {more} of {countries} countries ({year})"
        ),
        extremes=N_(
            "The gap is widest in {widest}. Foreign citizens are unemployed less often than nationals in {less} of the "
            "{countries} countries with both rates."
        ),
        moved=N_(
            "Of the labour force of each, {foreign} of foreign citizens and {national} of nationals were unemployed in "
            "{year}, against {foreign_before} and {national_before} in {first}."
        ),
        once=N_(
            "Of the labour force of each, {foreign} of foreign citizens and {national} of nationals were unemployed in "
            "{year}."
        ),
    ),
}


@cache
def _choices() -> pd.DataFrame:
    return ask("governance/foreigners_choices")


@cache
def _years() -> tuple[int, ...]:
    counts = _choices()["year"].value_counts()
    return tuple(sorted(int(year) for year, count in counts.items() if count >= ENOUGH_COUNTRIES))


@cache
def _countries() -> tuple[str, ...]:
    counts = _choices()["area"].value_counts()
    return tuple(sorted(str(area) for area, count in counts.items() if count >= ENOUGH_YEARS))


RATE = Parameter(
    "rate", N_("Rate"), lambda: tuple(RATES), "employment", lambda words, value: words.t(RATES[str(value)].name)
)
LABOUR_YEAR = Parameter("labour-year", N_("Year"), _years, ordered=True)
LABOUR_COUNTRY = AreaParameter("labour-country", N_("Country"), _countries, "DEU")
RATE_COLUMNS = [
    Column("employment_foreign", N_("Employment rate, foreign citizens (%)"), "percent", 1),
    Column("employment_national", N_("Employment rate, nationals (%)"), "percent", 1),
    Column("unemployment_foreign", N_("Unemployment rate, foreign citizens (%)"), "percent", 1),
    Column("unemployment_national", N_("Unemployment rate, nationals (%)"), "percent", 1),
]


@exhibit(
    "governance/foreigners-at-work",
    question=N_("Are foreign citizens employed as often as nationals?"),
    datasets=(EMPLOYMENT, UNEMPLOYMENT, STATUS),
    parameters=(RATE, LABOUR_YEAR, SEX),
)
def foreigners_at_work(setting: Setting, rate: str, labour_year: int, sex: str) -> Answer:
    words, wording = setting.words, RATES[rate]
    rows = ask("governance/foreigners_at_work", year=labour_year, sex=sex)
    rows["gap"] = (rows[f"{rate}_foreign"] - rows[f"{rate}_national"]).round(1)
    known = rows.dropna(subset=["gap"])
    if known.empty:
        return _no_rates(words, labour_year)
    shown = known.head(BARS).sort_values("gap", ascending=rate == "employment")
    less, more = int((known["gap"] < 0).sum()), int((known["gap"] > 0).sum())
    facts = {"less": words.number(less), "more": words.number(more), "countries": words.number(len(known))}
    return Answer(
        title=words.t(wording.title, year=labour_year, **facts),
        subtitle=" ".join(
            [
                words.t(wording.measure, year=labour_year, sex=words.t(SEXES[sex])),
                words.t(
                    N_("The {count} countries with most foreign citizens of working age."),
                    count=words.number(len(shown)),
                ),
                *([words.t(N_("The axis does not start at zero."))] if rate == "employment" else []),
            ]
        ),
        sentence=words.t(wording.extremes, widest=_widest(words, known, rate), **facts),
        table=rows,
        columns=[
            Column("area", N_("Country"), "area"),
            Column("gap", N_("Gap in the rate shown (percentage points)"), "number", 1),
            *RATE_COLUMNS,
            Column("foreigners", N_("Foreign citizens aged 15–64 (thousands, newest year)"), "number", 1),
        ],
        figure=charts.dumbbell_chart(
            [_pair(words, row, rate, labour_year) for row in each(shown)],
            (words.t(FOREIGN), words.t(NATIONAL)),
            setting.look,
            tick=lambda value: words.percent(value, 0),
            from_zero=rate == "unemployment",
        ),
        notes=[*_flagged(words, shown, rate), *_survey_notes(words)],
    )


def _widest(words: Words, known: pd.DataFrame, rate: str) -> str:
    """The countries in which foreign citizens fare worst against nationals, with both rates."""
    ordered = known.sort_values("gap", ascending=rate == "employment").head(NAMED)
    return words.list(
        [
            words.t(
                N_("{country} ({foreign} against {national})"),
                country=areas.name(row.area, words.lang),
                foreign=words.percent(getattr(row, f"{rate}_foreign")),
                national=words.percent(getattr(row, f"{rate}_national")),
            )
            for row in each(ordered)
        ]
    )


def _no_rates(words: Words, year: int) -> Answer:
    return nothing(
        words.t(N_("No rates by citizenship for {year}"), year=year),
        words.t(N_("Eurostat publishes them for {first} to {last}."), first=_years()[0], last=_years()[-1]),
    )


def _pair(words: Words, row: Any, rate: str, year: int) -> charts.Pair:
    figures = getattr(row, f"{rate}_foreign"), getattr(row, f"{rate}_national")
    hovers = [
        hover(
            areas.name(row.area, words.lang),
            words.t(RATES[rate].name),
            words.t(N_("{who}, {year}: {rate}"), who=words.t(name), year=year, rate=words.percent(figure)),
            *([words.t(N_("low reliability"))] if getattr(row, f"{rate}_unreliable") else []),
        )
        for name, figure in zip((FOREIGN, NATIONAL), figures, strict=True)
    ]
    return charts.Pair(
        areas.label(row.area, words.lang),
        figures,
        (hovers[0], hovers[1]),
        key=row.area,
        texts=(words.percent(figures[0]), words.percent(figures[1])),
    )


def _flagged(words: Words, rows: pd.DataFrame, rate: str) -> list[str]:
    """What Eurostat says of the rates that are drawn."""
    said = []
    for column, text in (
        (f"{rate}_unreliable", N_("Low reliability according to Eurostat: {countries}.")),
        ("differs", N_("Definition differs according to Eurostat: {countries}.")),
    ):
        names = [areas.name(key, words.lang) for key in rows[rows[column].astype(bool)]["area"]]
        if names:
            said.append(words.t(text, countries=words.list(names)))
    return said


def _survey_notes(words: Words) -> list[str]:
    return [catalog.passport(EMPLOYMENT).caveat(one, words.lang) for one in ("incomplete-coverage", "secondary-source")]


@exhibit(
    "governance/foreigners-over-time",
    question=N_("How have employment and unemployment of foreign citizens moved against those of nationals?"),
    datasets=(EMPLOYMENT, UNEMPLOYMENT),
    parameters=(LABOUR_COUNTRY, SEX),
)
def foreigners_over_time(setting: Setting, labour_country: str, sex: str) -> Answer:
    words, look = setting.words, setting.look
    rows = ask("governance/foreigners_over_time", area=labour_country, sex=sex)
    known = rows.dropna(subset=["employment_foreign", "employment_national"])
    country = areas.label(labour_country, words.lang)
    if known.empty:
        return nothing(
            words.t(N_("{country}: no employment rates by citizenship"), country=country),
            words.t(N_("Eurostat publishes none of this country for the sex that is chosen.")),
        )
    newest = known.iloc[-1]
    return Answer(
        title=words.t(
            N_("{country}: {foreign} of foreign citizens were employed in {year}, {national} of nationals"),
            country=country,
            foreign=words.percent(newest["employment_foreign"]),
            national=words.percent(newest["employment_national"]),
            year=newest["year"],
        ),
        subtitle=words.t(
            N_(
                "Employed in % of the population, unemployed in % of the labour force of the same citizenship, ages 15 to "
                "64, annual averages. {sex}. Dotted: break in a series."
            ),
            sex=words.t(SEXES[sex]),
        ),
        sentence=_over_time_sentence(words, rows, labour_country),
        table=rows.assign(broken=[words.t(N_("break in series")) if one else None for one in rows["is_break"]]),
        columns=[Column("year", N_("Year"), "year"), *RATE_COLUMNS, Column("broken", N_("Remark"))],
        figure=charts.line_panels(
            [(words.t(wording.name), _rate_lines(setting, rows, rate)) for rate, wording in RATES.items()],
            look,
            tick=lambda value: words.percent(value, 0),
            years=charts.years_written(int(rows["year"].min()), int(rows["year"].max()), look),
            signs=[
                ("●", words.t(FOREIGN), theme.colour("foreigners", look)),
                ("■", words.t(NATIONAL), theme.colour("nationals", look)),
            ],
            breaks=[int(year) for year in rows[rows["is_break"]]["year"]],
        ),
        notes=[
            *(
                [words.t(N_("Some rates are of low reliability according to Eurostat."))]
                if rows["unreliable"].any()
                else []
            ),
            *(catalog.passport(EMPLOYMENT).caveat(one, words.lang) for one in ("series-break", "secondary-source")),
        ],
    )


def _rate_lines(setting: Setting, rows: pd.DataFrame, rate: str) -> list[charts.Line]:
    """Foreign citizens solid, nationals dashed; where a rate is not published, its line breaks."""
    words = setting.words
    lines = []
    for style, (column, name, role) in enumerate(
        ((f"{rate}_foreign", FOREIGN, "foreigners"), (f"{rate}_national", NATIONAL, "nationals"))
    ):
        values = [None if pd.isna(value) else float(value) for value in rows[column].tolist()]
        hovers = [
            hover(
                words.t(RATES[rate].name),
                words.t(N_("{who}, {year}: {rate}"), who=words.t(name), year=year, rate=words.percent(value)),
            )
            for year, value in zip(rows["year"].tolist(), values, strict=True)
        ]
        lines.append(
            charts.Line(words.t(name), rows["year"].tolist(), values, hovers, theme.colour(role, setting.look), style)
        )
    return lines


def _over_time_sentence(words: Words, rows: pd.DataFrame, country: str) -> str:
    """Both rates in the first and the newest year that have them."""
    said = []
    for rate, wording in RATES.items():
        known = rows.dropna(subset=[f"{rate}_foreign", f"{rate}_national"])
        if known.empty:
            continue
        first, last = known.iloc[0], known.iloc[-1]
        facts = {
            "country": areas.name(country, words.lang),
            "first": first["year"],
            "year": last["year"],
            "foreign": words.percent(last[f"{rate}_foreign"]),
            "national": words.percent(last[f"{rate}_national"]),
            "foreign_before": words.percent(first[f"{rate}_foreign"]),
            "national_before": words.percent(first[f"{rate}_national"]),
        }
        said.append(words.t(wording.once if len(known) == 1 else wording.moved, **facts))
    return " ".join(said)
