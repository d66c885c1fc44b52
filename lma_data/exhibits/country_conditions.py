"""Country: how foreign citizens fare on the labour market, and how safe and how free work is."""

from __future__ import annotations

from typing import Any

import pandas as pd

from lma_data import areas, catalog, charts
from lma_data.charts import theme
from lma_data.exhibits.base import Answer, Column, Setting, exhibit, nothing
from lma_data.exhibits.country_series import break_notes, line, newest, span
from lma_data.exhibits.parameters import COUNTRY, SEX, SEXES
from lma_data.exhibits.shared import each, hover
from lma_data.i18n import N_, Words, is_missing
from lma_data.warehouse import ask

LABOUR_STATUS = "eurostat/labour-status"
EMPLOYMENT = "eurostat/employment-rate"
UNEMPLOYMENT = "eurostat/unemployment-rate"
INJURIES = "unsd/sdg-8-8-1"
LABOUR_RIGHTS = "unsd/sdg-8-8-2"

WHO = {"both": N_("foreign citizens"), "female": N_("foreign women"), "male": N_("foreign men")}
STATUSES = {
    "employed": N_("In employment"),
    "unemployed": N_("Unemployed"),
    "inactive": N_("Outside the labour force"),
}


@exhibit(
    "country/labour-status",
    question=N_("How many foreign citizens work, seek work, or do neither?"),
    datasets=(LABOUR_STATUS,),
    parameters=(COUNTRY, SEX),
)
def labour_status(setting: Setting, c: str, sex: str) -> Answer:
    words = setting.words
    name = areas.name(c, words.lang)
    rows = ask("country/labour_status", area=c, sex=sex)
    last = newest(rows, "employed")
    if last is None:
        return nothing(
            words.t(N_("{country}: no data on the labour status of foreign citizens"), country=name),
            _only_europe(words, LABOUR_STATUS),
        )
    facts = {
        "country": name,
        "who": words.t(WHO[sex]),
        "year": last.year,
        "employed": words.short(last.employed),
        "unemployed": words.short(last.unemployed),
        "inactive": words.short(last.inactive),
        "sex": _sex_in_text(words, sex),
        "span": span(rows),
    }
    return Answer(
        title=words.t(N_("{country}: {employed} {who} aged 15–64 were in employment in {year}"), **facts),
        subtitle=words.t(
            N_(
                "Foreign citizens aged 15–64 in private households by labour status, {sex}, annual averages, persons, {span}"
            ),
            **facts,
        ),
        sentence=words.t(
            N_(
                "{country}, {year}, {who} aged 15–64: {employed} in employment, {unemployed} unemployed, {inactive} "
                "outside the labour force."
            ),
            **facts,
        ),
        table=rows.iloc[::-1].reset_index(drop=True),
        columns=STATUS_COLUMNS,
        figure=_status_figure(setting, rows),
        notes=[*_flags(words, rows), catalog.passport(LABOUR_STATUS).caveat("incomplete-coverage", words.lang)],
    )


STATUS_COLUMNS = [
    Column("year", N_("Year"), "year"),
    *(Column(status, label, "count") for status, label in STATUSES.items()),
    Column("total", N_("Together"), "count"),
]


def _only_europe(words: Words, dataset: str) -> str:
    return (
        words.t(N_("Eurostat’s labour force survey covers European countries only, and not all of them in every year."))
        + " "
        + catalog.passport(dataset).caveat("incomplete-coverage", words.lang)
    )


def _sex_in_text(words: Words, sex: str) -> str:
    label = words.t(SEXES[sex])
    return label[0].lower() + label[1:]


def _status_figure(setting: Setting, rows: pd.DataFrame) -> dict[str, Any]:
    words, look = setting.words, setting.look
    colours = theme.palette(look)
    dress = {
        "employed": (colours.series[0], ""),
        "unemployed": (colours.series[1], "/"),
        "inactive": (colours.other, ""),
    }
    parts = [
        charts.Part(
            words.t(label),
            [0 if is_missing(value) else int(value) for value in rows[status]],
            [
                hover(words.t(label), str(year), words.number(value))
                for year, value in zip(rows["year"], rows[status], strict=True)
            ],
            *dress[status],
        )
        for status, label in STATUSES.items()
        if rows[status].notna().any()
    ]
    return charts.stacked_columns(
        rows["year"].tolist(),
        parts,
        [words.short(total) if not is_missing(total) else "" for total in rows["total"]],
        look,
        tick=words.axis,
        notes=break_notes(words, rows),
    )


def _flags(words: Words, rows: pd.DataFrame) -> list[str]:
    """What Eurostat's flags say: breaks, low reliability, other definitions."""
    notes = []
    for column, text in (
        ("series_break", N_("Breaks in the series: {years}.")),
        ("unreliable", N_("Low reliability, few people in the sample: {years}.")),
        ("differs", N_("Definitions differ: {years}.")),
    ):
        years = [str(year) for year in rows.loc[rows[column], "year"]] if column in rows else []
        if years:
            notes.append(words.t(text, years=words.list(years)))
    return notes


@exhibit(
    "country/labour-rates",
    question=N_("Do foreign citizens find work as often as nationals?"),
    datasets=(EMPLOYMENT, UNEMPLOYMENT),
    parameters=(COUNTRY, SEX),
)
def labour_rates(setting: Setting, c: str, sex: str) -> Answer:
    words = setting.words
    name = areas.name(c, words.lang)
    rows = ask("country/labour_rates", area=c, sex=sex)
    if rows.empty:
        return nothing(
            words.t(N_("{country}: no data on employment and unemployment by citizenship"), country=name),
            _only_europe(words, EMPLOYMENT),
        )
    title, sentence = _rates_texts(words, rows, name, sex)
    facts = {"sex": _sex_in_text(words, sex), "span": span(rows)}
    return Answer(
        title=title,
        subtitle=words.t(
            N_(
                "Employment rate (% of the population of each citizenship) and unemployment rate (% of its labour "
                "force), ages 15–64, {sex}, annual averages, {span}. Dotted: breaks in the series."
            ),
            **facts,
        ),
        sentence=sentence,
        table=rows.iloc[::-1].reset_index(drop=True),
        columns=RATE_COLUMNS,
        figure=_rates_figure(setting, rows),
        notes=[*_flags(words, rows), catalog.passport(EMPLOYMENT).caveat("estimated", words.lang)],
    )


RATE_COLUMNS = [
    Column("year", N_("Year"), "year"),
    Column("employment_foreign", N_("Employment rate, foreign citizens (%)"), "percent", 1),
    Column("employment_national", N_("Employment rate, nationals (%)"), "percent", 1),
    Column("unemployment_foreign", N_("Unemployment rate, foreign citizens (%)"), "percent", 1),
    Column("unemployment_national", N_("Unemployment rate, nationals (%)"), "percent", 1),
]


def _rates_texts(words: Words, rows: pd.DataFrame, name: str, sex: str) -> tuple[str, str]:
    """Title and sentence: of the newest year with a rate of both groups; or that foreigners' rates are withheld."""
    facts: dict[str, Any] = {"country": name, "who": words.t(WHO[sex]), "sex": _sex_in_text(words, sex)}
    employment = newest(rows, "employment_foreign", "employment_national")
    unemployment = newest(rows, "unemployment_foreign", "unemployment_national")
    if employment is None:
        title = words.t(N_("{country}: too few foreign citizens in the sample for an employment rate ({sex})"), **facts)
        national = newest(rows, "employment_national")
        facts |= {"rate": words.percent(national.employment_national), "year": national.year}
        return title, words.t(
            N_("{country}: the employment rate of nationals was {rate} in {year}; that of {who} is withheld."), **facts
        )
    facts |= {
        "year": employment.year,
        "foreign": words.percent(employment.employment_foreign),
        "national": words.percent(employment.employment_national),
    }
    title = words.t(
        N_("{country}: {foreign} of {who} aged 15–64 had work in {year}, against {national} of nationals"), **facts
    )
    sentence = words.t(
        N_("{country}: the employment rate of {who} aged 15–64 was {foreign} in {year}, that of nationals {national}."),
        **facts,
    )
    if unemployment is None:
        return title, sentence
    return title, sentence + " " + words.t(
        N_("The unemployment rates were {foreign} and {national} ({year})."),
        foreign=words.percent(unemployment.unemployment_foreign),
        national=words.percent(unemployment.unemployment_national),
        year=unemployment.year,
    )


def _rates_figure(setting: Setting, rows: pd.DataFrame) -> dict[str, Any]:
    words, look = setting.words, setting.look
    groups = [
        ("foreign", words.t(N_("Foreign citizens")), theme.colour("foreigners", look), 0),
        ("national", words.t(N_("Nationals")), theme.colour("nationals", look), 1),
    ]
    panels = [
        (
            words.t(panel),
            [
                line(words, rows, f"{kind}_{group}", label, shade, style, words.percent)
                for group, label, shade, style in groups
            ],
        )
        for kind, panel in (("employment", N_("Employment rate")), ("unemployment", N_("Unemployment rate")))
    ]
    return charts.line_panels(
        panels,
        look,
        tick=lambda value: words.percent(value, 0),
        years=charts.years_written(int(rows["year"].min()), int(rows["year"].max()), look),
        signs=[(sign, label, shade) for sign, (_, label, shade, _) in zip("●■", groups, strict=True)],
        breaks=[int(year) for year in rows.loc[rows["series_break"], "year"] if year > rows["year"].min()],
    )


KINDS = {"fatal": N_("Fatal injuries"), "non_fatal": N_("Non-fatal injuries")}


@exhibit(
    "country/injuries",
    question=N_("Are migrants injured at work more often than others?"),
    datasets=(INJURIES,),
    parameters=(COUNTRY,),
)
def injuries(setting: Setting, c: str) -> Answer:
    words = setting.words
    name = areas.name(c, words.lang)
    rows = ask("country/injuries", area=c)
    passport = catalog.passport(INJURIES)
    if rows.empty:
        return nothing(
            words.t(N_("{country}: no data on injuries at work"), country=name),
            words.t(N_("The SDG database has no rate of occupational injuries for this country or area."))
            + " "
            + passport.caveat("incomplete-coverage", words.lang),
        )
    drawn = _sound(rows)
    title, sentence = _injury_texts(words, rows, drawn, name)
    return Answer(
        title=title,
        subtitle=words.t(
            N_(
                "Occupational injuries reported, per 100,000 workers of each group, women and men, {span}. "
                "A gap in a line: no figure."
            ),
            span=span(rows),
        ),
        sentence=sentence,
        table=rows.iloc[::-1].reset_index(drop=True),
        columns=INJURY_COLUMNS,
        figure=_injury_figure(setting, drawn),
        notes=[
            *_left_out(words, rows),
            passport.caveat("incomplete-coverage", words.lang),
            passport.caveat("mixed-definitions", words.lang),
        ],
    )


INJURY_COLUMNS = [
    Column("year", N_("Year"), "year"),
    Column("fatal_migrants", N_("Fatal, migrants (per 100,000)"), "number", 2),
    Column("fatal_others", N_("Fatal, non-migrants (per 100,000)"), "number", 2),
    Column("fatal_all", N_("Fatal, all workers (per 100,000)"), "number", 2),
    Column("non_fatal_migrants", N_("Non-fatal, migrants (per 100,000)"), "number", 1),
    Column("non_fatal_others", N_("Non-fatal, non-migrants (per 100,000)"), "number", 1),
    Column("non_fatal_all", N_("Non-fatal, all workers (per 100,000)"), "number", 1),
]


def _sound(rows: pd.DataFrame) -> pd.DataFrame:
    """The rates that are drawn: without those that may be no rates of the two groups; and non-migrants only where they
    can be set against migrants in some year."""
    drawn = rows.copy()
    for kind in KINDS:
        of_groups = [f"{kind}_migrants", f"{kind}_others"]
        drawn.loc[~drawn[f"{kind}_sound"], of_groups] = None
        if drawn[of_groups[0]].isna().all():
            drawn[of_groups[1]] = None
    return drawn


def _injury_texts(words: Words, rows: pd.DataFrame, drawn: pd.DataFrame, name: str) -> tuple[str, str]:
    """Title and sentence: of the newest year with a comparable pair of rates, fatal before non-fatal."""
    for kind, title, sentence in (
        (
            "fatal",
            N_(
                "{country}: {migrants} fatal injuries at work per 100,000 migrant workers in {year}, {others} among others"
            ),
            N_(
                "{country}, {year}: {migrants} fatal injuries per 100,000 migrant workers, {others} per 100,000 others."
            ),
        ),
        (
            "non_fatal",
            N_("{country}: {migrants} injuries at work per 100,000 migrant workers in {year}, {others} among others"),
            N_(
                "{country}, {year}: {migrants} non-fatal injuries per 100,000 migrant workers, {others} per 100,000 others; "
                "there is no comparable pair of fatal rates."
            ),
        ),
    ):
        pair = newest(drawn, f"{kind}_migrants", f"{kind}_others")
        if pair is None:
            continue
        facts = {
            "country": name,
            "year": pair.year,
            "migrants": words.number(getattr(pair, f"{kind}_migrants"), 1),
            "others": words.number(getattr(pair, f"{kind}_others"), 1),
        }
        return words.t(title, **facts), words.t(sentence, **facts)
    return _no_pairs(words, rows, name)


def _no_pairs(words: Words, rows: pd.DataFrame, name: str) -> tuple[str, str]:
    """Where migrants cannot be set against others: what is known of all workers."""
    title = words.t(N_("{country}: injuries at work of migrants cannot be compared with those of others"), country=name)
    sentence = words.t(
        N_("{country}: no year has comparable rates of occupational injuries of migrants and of non-migrants."),
        country=name,
    )
    last = newest(rows, "fatal_all")
    if last is None:
        return title, sentence
    return title, sentence + " " + words.t(
        N_("Of all workers, {rate} per 100,000 had a fatal injury in {year}."),
        rate=words.number(last.fatal_all, 1),
        year=last.year,
    )


def _left_out(words: Words, rows: pd.DataFrame) -> list[str]:
    """In which years the rates of the groups are in the table only."""
    years = [str(row.year) for row in each(rows) if not (row.fatal_sound and row.non_fatal_sound)]
    if not years:
        return []
    return [
        words.t(
            N_(
                "In the table only: rates of {years}. The rate of all workers does not lie between those of the two "
                "groups, or is not known, so these may not be rates of the groups themselves."
            ),
            years=words.list(years),
        )
    ]


def _injury_figure(setting: Setting, drawn: pd.DataFrame) -> dict[str, Any]:
    words, look = setting.words, setting.look
    groups = [
        ("migrants", words.t(N_("Migrants")), theme.colour("foreigners", look), 0, "●"),
        ("others", words.t(N_("Non-migrants")), theme.colour("nationals", look), 1, "■"),
        ("all", words.t(N_("All workers")), theme.palette(look).other, 2, "◆"),
    ]
    known = {kind: [group for group in groups if drawn[f"{kind}_{group[0]}"].notna().any()] for kind in KINDS}
    panels = [
        (
            words.t(KINDS[kind]),
            [
                line(words, drawn, f"{kind}_{group}", label, shade, style, lambda value: words.number(value, 1))
                for group, label, shade, style, _ in of_kind
            ],
        )
        for kind, of_kind in known.items()
        if of_kind
    ]
    return charts.line_panels(
        panels,
        look,
        tick=lambda value: words.number(value, None),
        years=charts.years_written(int(drawn["year"].min()), int(drawn["year"].max()), look),
        signs=[
            (sign, label, shade)
            for group, label, shade, _, sign in groups
            if any(group == one[0] for of_kind in known.values() for one in of_kind)
        ],
    )


@exhibit(
    "country/labour-rights",
    question=N_("How far are freedom of association and collective bargaining complied with?"),
    datasets=(LABOUR_RIGHTS,),
    parameters=(COUNTRY,),
)
def labour_rights(setting: Setting, c: str) -> Answer:
    words = setting.words
    name = areas.name(c, words.lang)
    rows = ask("country/labour_rights", area=c)
    passport = catalog.passport(LABOUR_RIGHTS)
    if rows.empty:
        return nothing(
            words.t(N_("{country}: no score of compliance with labour rights"), country=name),
            words.t(N_("The SDG database has no score of indicator 8.8.2 for this country or area.")),
        )
    first, last = each(rows.iloc[[0, -1]])
    facts = {
        "country": name,
        "score": words.number(last.score, 2),
        "year": last.year,
        "before": words.number(first.score, 2),
        "first": first.year,
        "span": span(rows),
    }
    return Answer(
        title=words.t(
            N_("{country}: non-compliance with labour rights scored {score} of 10 in {year}, {before} in {first}"),
            **facts,
        ),
        subtitle=words.t(
            N_(
                "Non-compliance with freedom of association and collective bargaining, SDG indicator 8.8.2, from 0 (best) "
                "to 10 (worst), all workers, {span}. Not for comparing countries."
            ),
            **facts,
        ),
        sentence=words.t(
            N_(
                "{country}: the score of non-compliance with labour rights was {score} in {year}, and {before} in {first}; "
                "0 is best and 10 worst."
            ),
            **facts,
        ),
        table=rows.iloc[::-1].reset_index(drop=True),
        columns=[Column("year", N_("Year"), "year"), Column("score", N_("Score (0 best, 10 worst)"), "number", 2)],
        figure=_rights_figure(setting, rows),
        notes=[
            passport.caveat(caveat, words.lang)
            for caveat in ("not-comparable-across-countries", "estimated", "mixed-definitions")
        ],
    )


WORST = 10  # of the score of labour rights


def _rights_figure(setting: Setting, rows: pd.DataFrame) -> dict[str, Any]:
    """The score on its whole scale, from the best to the worst."""
    words, look = setting.words, setting.look
    first, last = int(rows["year"].min()), int(rows["year"].max())
    figure = charts.line_chart(
        [line(words, rows, "score", "", theme.palette(look).series[0], 0, lambda value: words.number(value, 2))],
        look,
        height=340,
        tick=lambda value: words.number(value, None),
        targets=[charts.Target(WORST, words.t(N_("{worst}: worst"), worst=WORST))],
        years=charts.years_written(first, last, look),
        span=(first - 0.5, last + 0.5),
    )
    figure["layout"]["yaxis"]["range"] = [0, WORST * 1.1]
    return figure
