"""Corridor: refugees and asylum-seekers both ways, and how asylum claims of people from the one are decided in the other."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd

from lma_data import areas, catalog, charts
from lma_data.charts import theme
from lma_data.exhibits.asylum_applications import NEW
from lma_data.exhibits.asylum_decisions import RATE_COLUMNS, RATES
from lma_data.exhibits.base import Answer, Column, Setting, exhibit, nothing
from lma_data.exhibits.corridor_ends import ENDS, arrow, directions, no_corridor, of_direction
from lma_data.exhibits.refugees import DISPLACED_YEAR
from lma_data.exhibits.shared import each, hover
from lma_data.i18n import N_, NN_, Words, is_missing
from lma_data.warehouse import ask

POPULATION = "unhcr/population"
APPLICATIONS = "unhcr/asylum-applications"
DECISIONS = "unhcr/asylum-decisions"
KOSOVO = "XKX"
PALESTINE = "PSE"
LEAST_DECIDED = 50  # decisions on the substance: with fewer, a rate is in the table and not drawn

# The categories: column, name, role of the colour, sign in the legend.
CATEGORIES = (
    ("refugees", N_("Refugees under UNHCR’s mandate"), "refugees", "●"),
    ("asylum_seekers", N_("Asylum-seekers"), "asylum-seekers", "■"),
    ("other_protection", N_("Other people in need of international protection"), "other-protection", "◆"),
)
COUNTS = {
    "refugees": NN_("{number} refugee", "{number} refugees"),
    "asylum_seekers": NN_("{number} asylum-seeker", "{number} asylum-seekers"),
    "other_protection": NN_(
        "{number} other person in need of international protection",
        "{number} others in need of international protection",
    ),
}


@exhibit(
    "corridor/displaced",
    question=N_("How many refugees and asylum-seekers from each of the two countries are in the other?"),
    datasets=(POPULATION, "unrwa/registered-refugees"),
    parameters=ENDS,
)
def displaced(setting: Setting, origin: str, destination: str) -> Answer:
    words = setting.words
    if origin == destination:
        return no_corridor(words, origin)
    rows = ask("corridor/displaced", origin=origin, destination=destination)
    notes = [*_serbia(words, origin, destination), *_palestine_refugees(words, origin, destination)]
    rests_on = (POPULATION, "unrwa/registered-refugees") if PALESTINE in (origin, destination) else (POPULATION,)
    ways = directions(origin, destination)
    newest = int(DISPLACED_YEAR.default)
    if rows.empty:
        return nothing(
            words.t(
                N_("{corridor}: no refugees or asylum-seekers recorded in either direction"),
                corridor=arrow(words, origin, destination),
            ),
            " ".join(
                [
                    words.t(
                        N_(
                            "UNHCR records nobody of this pair in any year to {year}; one to four people may be shown as 0."
                        ),
                        year=newest,
                    ),
                    *notes,
                ]
            ),
            rests_on=rests_on,
        )
    passport = catalog.passport(POPULATION)
    return Answer(
        title=_displaced_title(words, rows, ways, newest),
        subtitle=words.t(
            N_(
                "People from the first country in the second, all ages, at the end of each year; categories are never added "
                "up, and a year without a mark has no record."
            )
        ),
        sentence=" ".join(_peak(words, rows, *way) for way in ways),
        table=rows,
        columns=[
            Column("origin", N_("Country or territory of origin"), "area"),
            Column("asylum", N_("Country or territory of asylum"), "area"),
            Column("year", N_("End of year"), "year"),
            *(Column(column, name, "count") for column, name, _, _ in CATEGORIES),
        ],
        figure=_displaced_figure(setting, rows, ways),
        notes=[*notes, passport.caveat("series-break", words.lang), passport.caveat("rounded", words.lang)],
        rests_on=rests_on,
    )


def _serbia(words: Words, origin: str, destination: str) -> list[str]:
    """UNHCR has no figures of Kosovo apart from Serbia's."""
    if KOSOVO not in (origin, destination):
        return []
    return [catalog.passport(POPULATION).caveat("boundaries", words.lang)]


def _palestine_refugees(words: Words, origin: str, destination: str) -> list[str]:
    """Palestine refugees are not among UNHCR's: how many there are in the other country, where UNRWA works there."""
    if PALESTINE not in (origin, destination):
        return []
    other = destination if origin == PALESTINE else origin
    return [
        words.t(
            N_(
                "Palestine refugees under UNRWA’s mandate are counted apart and are not in these figures: {area}, {count} "
                "({year})."
            ),
            area=areas.name(row.area, words.lang),
            count=words.short(row.persons),
            year=row.year,
        )
        for row in each(ask("corridor/palestine_refugees"))
        if row.area == other
    ]


def _displaced_title(words: Words, rows: pd.DataFrame, ways: tuple[tuple[str, str], ...], year: int) -> str:
    """The directions that have a record in the newest year."""
    of_year = rows[rows["year"] == year]
    told = [_counted(words, row, year) for row in each(of_year)]
    if told:
        return words.t(N_("; ")).join(told)
    return words.t(
        N_("{corridor}: nobody recorded in either direction ({year})"), corridor=arrow(words, *ways[0]), year=year
    )


def _counted(words: Words, row: Any, year: int) -> str:
    """One direction in one year, category by category."""
    one = row._asdict()
    counts = {column: one[column] for column, *_ in CATEGORIES if not is_missing(one[column])}
    told = [words.n(*COUNTS[column], count, number=words.short(count)) for column, count in counts.items() if count]
    return words.t(
        N_("{corridor}: {counts} ({year})"),
        corridor=arrow(words, row.origin, row.asylum),
        counts=words.list(told or [words.n(*COUNTS[column], 0, number=words.number(0)) for column in counts]),
        year=year,
    )


def _peak(words: Words, rows: pd.DataFrame, origin: str, asylum: str) -> str:
    """One direction in words: since when there are records, and when refugees were most."""
    found = of_direction(rows, origin, asylum, to="asylum")
    corridor = arrow(words, origin, asylum)
    if found.empty:
        return words.t(N_("{corridor}: nobody recorded in any year."), corridor=corridor)
    facts = {"corridor": corridor, "first": found["year"].min(), "last": found["year"].max()}
    refugees = found.dropna(subset=["refugees"])
    if refugees.empty or not refugees["refugees"].max():
        return words.t(N_("{corridor}: no refugees recorded in the years from {first} to {last}."), **facts)
    most = refugees.loc[refugees["refugees"].idxmax()]
    return words.t(
        N_("{corridor}: records from {first} to {last}; refugees were most at the end of {year}, with {count}."),
        year=most["year"],
        count=words.short(most["refugees"]),
        **facts,
    )


def _displaced_figure(setting: Setting, rows: pd.DataFrame, ways: tuple[tuple[str, str], ...]) -> dict[str, Any]:
    words, look = setting.words, setting.look
    first, last = int(rows["year"].min()), int(rows["year"].max())
    shown = [category for category in CATEGORIES if rows[category[0]].fillna(0).any()] or CATEGORIES[:1]

    def lines(origin: str, asylum: str) -> list[charts.Line]:
        found = of_direction(rows, origin, asylum, to="asylum")
        return [
            _line(words, found, column, words.t(name), theme.colour(role, look), style)
            for style, (column, name, role, _) in enumerate(shown)
        ]

    return charts.small_multiples(
        [(arrow(words, *way), lines(*way)) for way in ways],
        look,
        tick=words.axis,
        years=charts.years_written(first, last, look),
        signs=[(sign, words.t(name), theme.colour(role, look)) for _, name, role, sign in shown],
        height=300,
        missing_label=words.t(N_("nobody recorded")),
    )


def _line(
    words: Words, rows: pd.DataFrame, column: str, name: str, colour: str, style: int, **more: Any
) -> charts.Line:
    """One column over the years, without a mark where there is no record."""
    known = {row.year: getattr(row, column) for row in each(rows)}
    years = list(range(min(known), max(known) + 1)) if known else []
    values = [None if is_missing(known.get(year)) else float(known[year]) for year in years]
    write = words.percent if more.pop("rate", False) else words.number
    hovers = [hover(name, write(value), str(year)) for year, value in zip(years, values, strict=True)]
    return charts.Line(name, years, values, hovers, colour, style, **more)


LEVELS = {
    "FI": N_("first instance"),
    "FA": N_("first instance and appeal together"),
    "NA": N_("new applications"),
    "IN": N_("US Citizenship and Immigration Services"),
    "EO": N_("US Executive Office for Immigration Review"),
    "AR": N_("administrative review"),
    "RA": N_("repeat or reopened"),
    "JR": N_("judicial review"),
    "SP": N_("subsidiary protection"),
    "TA": N_("temporary asylum"),
    "TP": N_("temporary protection"),
    "TR": N_("temporary, outside the asylum procedure"),
    "BL": N_("backlog"),
    "CA": N_("cantonal regulations (Switzerland)"),
}
FIRST_LEVELS = ("FI", "FA", "NA", "IN", "EO")  # at which a claim is decided for the first time
UNITS = {"P": N_("persons"), "C": N_("cases")}
LEVEL_COLUMNS = [
    Column("year", N_("Year"), "year"),
    Column("level_name", N_("Level")),
    Column("unit_name", N_("Counted in")),
]


@exhibit(
    "corridor/asylum",
    question=N_("How many people from the one country apply for asylum in the other, and how many claims are decided?"),
    datasets=(APPLICATIONS, DECISIONS),
    parameters=ENDS,
)
def asylum(setting: Setting, origin: str, destination: str) -> Answer:
    words = setting.words
    if origin == destination:
        return no_corridor(words, origin)
    rows = ask("corridor/asylum", origin=origin, destination=destination)
    if rows.empty:
        return _no_claims(words, origin, destination)
    applied = rows[rows["level"].isna()]
    decided, *earlier = _levels(rows)
    facts = {"corridor": arrow(words, origin, destination), "level": _level_name(words, decided)}
    passport = catalog.passport(APPLICATIONS)
    return Answer(
        title=words.t(
            N_("{corridor}: {applied}; {decided}"),
            applied=_newest_of(words, applied, "applied", N_("new applications"), N_("no new applications recorded")),
            decided=_newest_of(words, decided, "decided", N_("decisions"), N_("no decisions recorded")),
            **facts,
        ),
        subtitle=words.t(
            N_(
                "Claims of people from the first country in the second, during each year. "
                "Decisions on the substance: {level}. Persons and cases are never added."
            ),
            **facts,
        ),
        sentence=_asylum_sentence(words, applied, decided, facts),
        table=_named(words, rows),
        columns=[
            *LEVEL_COLUMNS,
            Column("applied", N_("New applications"), "count"),
            *RATE_COLUMNS[2:],
        ],
        figure=_asylum_figure(setting, applied, [decided, *earlier]),
        notes=[words.t(NEW), passport.caveat("mixed-definitions", words.lang), passport.caveat("rounded", words.lang)],
    )


def _no_claims(words: Words, origin: str, destination: str) -> Answer:
    corridor = arrow(words, origin, destination)
    return nothing(
        words.t(N_("{corridor}: no asylum claims recorded"), corridor=corridor),
        " ".join(
            [
                words.t(
                    N_(
                        "UNHCR has no applications since {first} and no decisions since {year} of this pair, up to {last}."
                    ),
                    **_covered(),
                ),
                *_serbia(words, origin, destination),
            ]
        ),
    )


def _covered() -> dict[str, int]:
    """The years that the two datasets cover, as their exhibits take them."""
    row = ask("corridor/asylum_years").iloc[0]
    return {"first": int(row["applied_from"]), "year": int(row["decided_from"]), "last": int(row["last"])}


def _levels(rows: pd.DataFrame) -> list[pd.DataFrame]:
    """Decisions at the level that texts speak of, and at the one that has most of the years before it, drawn apart.

    The first is, of those that reach the newest year, first instance in persons, or that of most years.
    """
    decided = rows[rows["level"].isin(FIRST_LEVELS) & (rows["decided"] > 0)]
    series = [of_level for _, of_level in decided.groupby(["level", "unit"])]
    if not series:
        return [decided]
    newest = decided["year"].max()
    first = max(series, key=lambda one: (one["year"].max() == newest, _is_first_instance(one), len(one)))
    earlier = [one for one in series if one["year"].max() < first["year"].min() and _unit(one) == _unit(first)]
    return [first, *sorted(earlier, key=len)[-1:]]


def _is_first_instance(rows: pd.DataFrame) -> bool:
    return rows["level"].iloc[0] == "FI" and _unit(rows) == "P"


def _unit(rows: pd.DataFrame) -> str:
    return str(rows["unit"].iloc[0])


def _level_name(words: Words, decided: pd.DataFrame) -> str:
    if decided.empty:
        return words.t(N_("none at first instance"))
    one = decided.iloc[0]
    return words.t(
        N_("{level}, counted in {unit}"), level=words.t(LEVELS[one["level"]]), unit=words.t(UNITS[one["unit"]])
    )


def _newest_of(words: Words, rows: pd.DataFrame, column: str, text: str, none: str) -> str:
    """A figure of the newest year that has one, with the year; of two units, the persons."""
    if rows.empty:
        return words.t(none)
    newest = rows[rows["year"] == rows["year"].max()].sort_values("unit").iloc[-1]
    unit = words.t(N_("{text} (cases)"), text=words.t(text)) if newest["unit"] == "C" else words.t(text)
    return words.t(N_("{count} {text} in {year}"), count=words.short(newest[column]), text=unit, year=newest["year"])


def _asylum_sentence(words: Words, applied: pd.DataFrame, decided: pd.DataFrame, facts: dict[str, Any]) -> str:
    parts = []
    for unit, name in UNITS.items():
        of_unit = applied[applied["unit"] == unit]
        if of_unit.empty:
            continue
        most = of_unit.loc[of_unit["applied"].idxmax()]
        parts.append(
            words.t(
                N_("New applications were most in {year}, with {count} ({unit})."),
                year=most["year"],
                count=words.short(most["applied"]),
                unit=words.t(name),
            )
        )
    if len(decided):
        last = decided.iloc[-1]
        parts.append(
            words.t(
                N_(
                    "In {year}, {decided} claims were decided on the substance ({level}): {recognized} refugee status, "
                    "{other} complementary protection, {rejected} rejected."
                ),
                year=last["year"],
                level=facts["level"],
                **{name: words.number(last[name]) for name in ("decided", "recognized", "other", "rejected")},
            )
        )
    else:
        parts.append(words.t(N_("No claim was decided on the substance at a first level.")))
    return " ".join(parts)


def _named(words: Words, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with level and unit in words; applications have no level."""
    return rows.assign(
        level_name=[words.t(N_("application")) if is_missing(one) else words.t(LEVELS[one]) for one in rows["level"]],
        unit_name=[words.t(UNITS[unit]) for unit in rows["unit"]],
    )


def _asylum_figure(setting: Setting, applied: pd.DataFrame, levels: list[pd.DataFrame]) -> dict[str, Any] | None:
    """Applications in each unit and decisions at each level, over the years; nothing where there is neither."""
    words, shades = setting.words, theme.palette(setting.look).series
    lines = [
        _line(words, of_unit, "applied", words.t(name), shades[place], place)
        for place, (unit, name) in enumerate((("P", N_("New applications")), ("C", N_("New applications (cases)"))))
        if len(of_unit := applied[applied["unit"] == unit])
    ]
    lines += [
        _line(words, decided, "decided", words.t(N_("Decisions on the substance")), shades[2], 2)
        for decided in levels
        if len(decided)
    ]
    return _years_chart(setting, _labelled_once(lines), words.axis, levels) if lines else None


def _labelled_once(lines: list[charts.Line]) -> list[charts.Line]:
    """Of the lines with the same label only the newest keeps it: the other is the same measure at an earlier level."""
    newest: dict[str, charts.Line] = {}
    for line in sorted(lines, key=lambda line: line.years[-1]):
        newest[line.label] = line
    return [line if line is newest[line.label] else replace(line, label="") for line in lines]


def _years_chart(setting: Setting, lines: list[charts.Line], tick: Any, levels: list[pd.DataFrame]) -> dict[str, Any]:
    """Lines over years; where decisions of another level begin, a note says which."""
    words = setting.words
    every = [int(year) for line in lines for year in line.years]
    first, last = min(every), max(every)
    begins = [one for one in levels[:1] if len(levels) > 1 and len(one)]
    return charts.line_chart_labelled_aside(
        lines,
        setting.look,
        height=400,
        tick=tick,
        years=charts.years_written(first, last, setting.look),
        span=(first - 0.5, last + 0.5),
        notes=[
            (one["year"].min() - 0.5, words.t(N_("from here:<br>{level}"), level=words.t(LEVELS[one["level"].iloc[0]])))
            for one in begins
        ],
    )


@exhibit(
    "corridor/protection-rate",
    question=N_("What part of decided claims of people from the one country is granted protection in the other?"),
    datasets=(DECISIONS,),
    parameters=ENDS,
)
def protection_rate(setting: Setting, origin: str, destination: str) -> Answer:
    words = setting.words
    if origin == destination:
        return no_corridor(words, origin)
    rows = ask("corridor/asylum", origin=origin, destination=destination)
    rows = rows[rows["level"].notna()]
    if rows.empty:
        return _no_claims(words, origin, destination)
    decided, *earlier = _levels(rows)
    enough, *enough_earlier = [one[one["decided"] >= LEAST_DECIDED] for one in (decided, *earlier)]
    facts = {
        "corridor": arrow(words, origin, destination),
        "level": _level_name(words, decided),
        "least": words.number(LEAST_DECIDED),
    }
    if enough.empty:
        title = words.t(N_("{corridor}: too few decisions for a rate"), **facts)
        sentence = words.t(
            N_("No year has {least} decisions on the substance or more; the table has all that there are."), **facts
        )
    else:
        title, sentence = _rate_texts(words, enough, facts)
    return Answer(
        title=title,
        subtitle=words.t(
            N_(
                "Share of decisions on the substance of claims of people from the first country in the second, %; {level}. "
                "Drawn: years with {least} decisions or more."
            ),
            **facts,
        ),
        sentence=sentence,
        table=_named(words, rows),
        columns=[*LEVEL_COLUMNS, *RATE_COLUMNS],
        figure=None if enough.empty else _rate_figure(setting, [enough, *enough_earlier]),
        notes=[words.t(RATES), catalog.passport(DECISIONS).caveat("not-additive", words.lang)],
    )


def _rate_texts(words: Words, enough: pd.DataFrame, facts: dict[str, Any]) -> tuple[str, str]:
    last, highest, lowest = (
        enough.iloc[-1],
        enough.loc[enough["protection"].idxmax()],
        enough.loc[enough["protection"].idxmin()],
    )
    facts = facts | {
        "year": last["year"],
        "first_year": enough["year"].iloc[0],
        "protection": words.percent(last["protection"]),
        "recognition": words.percent(last["recognition"]),
        "decided": words.short(last["decided"]),
        "highest": words.percent(highest["protection"]),
        "highest_year": highest["year"],
        "lowest": words.percent(lowest["protection"]),
        "lowest_year": lowest["year"],
    }
    return (
        words.t(N_("{corridor}: {protection} of decided claims gave protection in {year}"), **facts),
        words.t(
            N_(
                "Of {decided} decisions on the substance in {year}, {recognition} gave refugee status (recognition rate) "
                "and {protection} refugee status or complementary protection (total protection rate). Since {first_year} "
                "the latter was highest in {highest_year} ({highest}) and lowest in {lowest_year} ({lowest})."
            ),
            **facts,
        ),
    )


def _rate_figure(setting: Setting, levels: list[pd.DataFrame]) -> dict[str, Any]:
    """Both rates; those of an earlier level stand before them and are not joined to them."""
    words, shades = setting.words, theme.palette(setting.look).series
    known = [enough for enough in levels if len(enough)]
    lines = [
        _line(words, enough, column, words.t(name), shades[style], style, rate=True)
        for style, (column, name) in enumerate(
            (("protection", N_("Total protection rate")), ("recognition", N_("Recognition rate")))
        )
        for enough in known
    ]
    return _years_chart(setting, _labelled_once(lines), lambda value: words.percent(value, 0), known)
