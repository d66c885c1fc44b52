"""Country: who has fled to it and from it, who asks for asylum, and who is displaced within it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, NamedTuple

import pandas as pd

from lma_data import areas, catalog, charts
from lma_data.charts import theme
from lma_data.exhibits.base import Answer, Column, Setting, exhibit, nothing
from lma_data.exhibits.country_people import in_front
from lma_data.exhibits.country_series import line
from lma_data.exhibits.displaced import REFUGEE_LIKE_SINCE
from lma_data.exhibits.internal_displacement import CAUSES
from lma_data.exhibits.parameters import COUNTRY
from lma_data.exhibits.shared import BARS, each, hover, round_years, span
from lma_data.i18n import N_, Words, is_missing
from lma_data.warehouse import ask

UNHCR = "unhcr/population"
UNRWA = "unrwa/registered-refugees"
CONFLICT = "idmc/displaced-by-conflict"
BY_CAUSE = "idmc/stocks-2024"
FLOWS = "idmc/flows"


def serbia_and_kosovo(words: Words, *keys: str) -> list[str]:
    """That UNHCR counts Serbia and Kosovo together, where one of them is spoken of."""
    return [catalog.passport(UNHCR).caveat("boundaries", words.lang)] if {"SRB", "XKX"} & set(keys) else []


class Group(NamedTuple):
    """A group of people in UNHCR's or UNRWA's counts: its name, its colour's role, dash, and pattern in a bar."""

    name: str
    role: str
    style: int
    pattern: str = ""


GROUPS = {
    "refugees": Group(N_("refugees under UNHCR’s mandate"), "refugees", 1),
    "asylum_seekers": Group(N_("asylum-seekers"), "asylum-seekers", 3, "."),
    "other_protection": Group(N_("other people in need of international protection"), "other-protection", 4, "/"),
    "idps": Group(N_("internally displaced people assisted by UNHCR"), "idps", 0),
    "palestine_refugees": Group(N_("Palestine refugees under UNRWA’s mandate"), "palestine-refugees", 2),
}
STACKED = ("refugees", "asylum_seekers", "other_protection")  # these three do not overlap


def _label(words: Words, name: str) -> str:
    """The group's name where it begins a line."""
    label = words.t(GROUPS[name].name)
    return label[0].upper() + label[1:]


class Side(NamedTuple):
    """The texts of one side of flight: the people in a country, or those from it; and how the queries call it."""

    code: str
    none: str
    why: str
    title: str
    subtitle: str
    sentence: str
    none_now: str
    why_now: str
    ends_title: str
    ends_subtitle: str
    ends_sentence: str
    ends_area: str


HOSTED = Side(
    code="asylum",
    none=N_("{country}: no refugees or asylum-seekers counted"),
    why=N_(
        "UNHCR’s statistics have no refugees, asylum-seekers or other people in need of international protection in this "
        "country or area. Stateless people and internally displaced people are other categories, not shown here."
    ),
    title=N_("{country}: people hosted at the end of {year}: {groups}"),
    subtitle=N_(
        "People whom UNHCR, and UNRWA where it works, count in the country at the end of each year, {span}, all ages. "
        "A line for each group; they are not added up."
    ),
    sentence=N_("{country}, end of {year}, people hosted: {groups}. Most in any year: {peaks}."),
    none_now=N_("{country}: no refugees or asylum-seekers counted at the end of {year}"),
    why_now=N_(
        "UNHCR’s statistics have no refugees, asylum-seekers or other people in need of international protection in this "
        "country or area at that date. Stateless people and internally displaced people are other categories, not shown "
        "here."
    ),
    ends_title=N_("{country}: where most of the people hosted come from: {areas} (end of {year})"),
    ends_subtitle=N_(
        "Refugees under UNHCR’s mandate, asylum-seekers and other people in need of international protection in the "
        "country, by origin, all ages, end of {year}. Palestine refugees under UNRWA’s mandate are not included."
    ),
    ends_sentence=N_("{country}, end of {year}: {persons} people hosted. Largest origins: {areas}."),
    ends_area=N_("Country or territory of origin"),
)
FLED = Side(
    code="origin",
    none=N_("{country}: no people displaced from it counted"),
    why=N_("UNHCR’s statistics have no refugees, asylum-seekers or displaced people from this country or area."),
    title=N_("{country}: people displaced from or within it at the end of {year}: {groups}"),
    subtitle=N_(
        "People from the country whom UNHCR counts abroad or assists within it, and those whom UNRWA counts, at the end of "
        "each year, {span}, all ages. A line for each group; they are not added up."
    ),
    sentence=N_("{country}, end of {year}, people displaced from or within it: {groups}. Most in any year: {peaks}."),
    none_now=N_("{country}: no people displaced from it counted in other countries at the end of {year}"),
    why_now=N_(
        "UNHCR’s statistics have no refugees, asylum-seekers or other people in need of international protection from this "
        "country or area at that date. People displaced within it are another category, not shown here."
    ),
    ends_title=N_("{country}: where most of the people displaced from it live: {areas} (end of {year})"),
    ends_subtitle=N_(
        "Refugees under UNHCR’s mandate, asylum-seekers and other people in need of international protection from the "
        "country, by country of asylum, all ages, end of {year}. Palestine refugees under UNRWA’s mandate are not included."
    ),
    ends_sentence=N_("{country}, end of {year}: {persons} people displaced from it abroad. Largest hosts: {areas}."),
    ends_area=N_("Country or territory of asylum"),
)
COUNTS_APART = N_("UNHCR’s and UNRWA’s counts are drawn as lines of their own: they are never stacked or added.")


@exhibit(
    "country/hosted",
    question=N_("How many refugees and others does the country host, and how has that moved?"),
    datasets=(UNHCR, UNRWA),
    parameters=(COUNTRY,),
    apart=COUNTS_APART,
)
def hosted(setting: Setting, c: str) -> Answer:
    return _over_years(setting, c, HOSTED)


@exhibit(
    "country/displaced-from",
    question=N_("How many people are displaced from the country or within it, and how has that moved?"),
    datasets=(UNHCR, UNRWA),
    parameters=(COUNTRY,),
    apart=COUNTS_APART,
)
def displaced_from(setting: Setting, c: str) -> Answer:
    return _over_years(setting, c, FLED)


def _over_years(setting: Setting, c: str, side: Side) -> Answer:
    words = setting.words
    country = areas.name(c, words.lang)
    rows = ask("country/unhcr_years", area=c, side=side.code)
    names = [name for name in GROUPS if (rows[name].fillna(0) > 0).any()]
    if not names:
        return nothing(
            words.t(side.none, country=country),
            words.t(side.why),
            notes=serbia_and_kosovo(words, c),
            rests_on=(UNHCR,),
        )
    counted = rows[(rows[names].fillna(0) > 0).any(axis=1)]
    first, last = int(counted["year"].iloc[0]), int(counted["year"].iloc[-1])
    rows = rows[rows["year"] >= first]
    newest = counted[names].fillna(0).iloc[-1]
    largest = sorted(((name, newest[name]) for name in names if newest[name] > 0), key=lambda pair: -pair[1])
    facts = {"country": country, "year": last, "span": span(words, first, rows["year"].iloc[-1])}
    return Answer(
        title=words.t(side.title, groups=_in_words(words, largest[:2]), **facts),
        subtitle=words.t(side.subtitle, **facts),
        sentence=words.t(side.sentence, groups=_in_words(words, largest), peaks=_peaks(words, rows, names), **facts),
        table=rows,
        columns=[Column("year", N_("Year"), "year"), *(Column(name, COLUMNS[name], "count") for name in names)],
        figure=_years_figure(setting, c, rows, names),
        notes=_years_notes(words, c, names, rows, last),
        rests_on=(UNHCR, UNRWA) if "palestine_refugees" in names else (UNHCR,),
    )


COLUMNS = {
    "refugees": N_("Refugees under UNHCR’s mandate"),
    "asylum_seekers": N_("Asylum-seekers"),
    "other_protection": N_("Other people in need of international protection"),
    "idps": N_("Internally displaced people assisted by UNHCR"),
    "palestine_refugees": N_("Palestine refugees under UNRWA’s mandate"),
}


def _in_words(words: Words, groups: list[tuple[str, Any]]) -> str:
    return words.list([f"{words.t(GROUPS[name].name)} ({words.short(value)})" for name, value in groups])


def _peaks(words: Words, rows: pd.DataFrame, names: list[str]) -> str:
    """The highest figure of each group, with its year."""
    found = []
    for name in names:
        at = rows[name].astype("float64").idxmax()
        found.append(f"{words.t(GROUPS[name].name)} ({words.short(rows[name][at])}, {rows['year'][at]})")
    return words.t(N_("; ")).join(found)


def _breaks(rows: pd.DataFrame, names: list[str]) -> bool:
    """Whether the series of refugees reaches over the year in which people in refugee-like situations joined them."""
    return "refugees" in names and rows["year"].iloc[0] < REFUGEE_LIKE_SINCE < rows["year"].iloc[-1]


def _years_figure(setting: Setting, c: str, rows: pd.DataFrame, names: list[str]) -> dict[str, Any]:
    words, look = setting.words, setting.look
    years = list(range(int(rows["year"].iloc[0]), int(rows["year"].iloc[-1]) + 1))
    breaks: list[tuple[float, str]] = []
    if "palestine_refugees" in names and c in UNRWA_CAVEATS["series-break"]:
        breaks.append((UNRWA_BREAK - 0.5, "" if look.compact else f"{words.t(N_('break'))} (UNRWA)"))
    if _breaks(rows, names):
        text = N_("{year}: people in<br>refugee-like situations<br>join the refugees")
        said = str(REFUGEE_LIKE_SINCE) if look.compact else words.t(text, year=REFUGEE_LIKE_SINCE)
        breaks.append((REFUGEE_LIKE_SINCE, said))
    return charts.line_chart_labelled_aside(
        [
            line(
                words,
                rows,
                name,
                _label(words, name),
                theme.colour(GROUPS[name].role, look),
                GROUPS[name].style,
                words.number,
            )
            for name in names
        ],
        look,
        height=420,
        tick=words.axis,
        years=round_years(setting, years[0], years[-1]),
        notes=breaks,
    )


def _years_notes(words: Words, c: str, names: list[str], rows: pd.DataFrame, last: int) -> list[str]:
    unhcr, newest = catalog.passport(UNHCR), int(rows["newest_year"].iloc[0])
    caveats = ["not-additive", *(["series-break"] if _breaks(rows, names) else []), "rounded"]
    notes = [*(unhcr.caveat(one, words.lang) for one in caveats), *serbia_and_kosovo(words, c)]
    if last < newest:
        notes.insert(
            0, words.t(N_("No one was counted after {year}; the statistics reach {newest}."), year=last, newest=newest)
        )
    if "palestine_refugees" in names:
        unrwa = catalog.passport(UNRWA)
        concerned = [caveat for caveat, keys in UNRWA_CAVEATS.items() if c in keys]
        notes += [unrwa.counted[words.lang] + ".", *(unrwa.caveat(one, words.lang) for one in concerned)]
    return notes


UNRWA_BREAK = 2025  # many people have no known area since, see the passport of unrwa/registered-refugees
# Whom each caveat of UNRWA's figures concerns.
UNRWA_CAVEATS = {"includes-overlap": {"PSE"}, "series-break": {"LBN", "SYR"}}


@exhibit(
    "country/hosted-origins",
    question=N_("From where are the refugees and others whom the country hosts?"),
    datasets=(UNHCR,),
    parameters=(COUNTRY,),
)
def hosted_origins(setting: Setting, c: str) -> Answer:
    return _other_ends(setting, c, HOSTED)


@exhibit(
    "country/displaced-hosts",
    question=N_("Where do the people displaced from the country live?"),
    datasets=(UNHCR,),
    parameters=(COUNTRY,),
)
def displaced_hosts(setting: Setting, c: str) -> Answer:
    return _other_ends(setting, c, FLED)


def _other_ends(setting: Setting, c: str, side: Side) -> Answer:
    """A ranking of the countries at the other end of flight; origins that are no place stand last."""
    words = setting.words
    country = areas.name(c, words.lang)
    rows = ask("country/unhcr_other_ends", area=c, side=side.code)
    if rows.empty:
        newest = ask("crisis/displaced_years")["year"].max()
        return nothing(
            words.t(side.none_now, country=country, year=newest),
            words.t(side.why_now),
            notes=serbia_and_kosovo(words, c),
        )
    elsewhere = rows[~rows["place"]]
    places = rows[rows["place"]]
    year = int(rows["year"].iloc[0])
    facts = {"country": country, "year": year, "persons": words.short(rows["persons"].sum())}
    short, long = in_front(words, places if len(places) else rows)
    return Answer(
        title=words.t(side.ends_title, areas=short, **facts),
        subtitle=words.t(side.ends_subtitle, **facts),
        sentence=words.t(side.ends_sentence, areas=long, **facts),
        table=rows,
        columns=[
            Column("area", side.ends_area, "area"),
            Column("persons", N_("People, the three groups together"), "count"),
            *(Column(name, COLUMNS[name], "count") for name in STACKED),
            Column("share", N_("Share of all of them (%)"), "percent", 1),
        ],
        figure=_ends_figure(setting, pd.concat([places.head(BARS - len(elsewhere)), elsewhere]), year),
        notes=[*_elsewhere(words, elsewhere), _rounded(words), *serbia_and_kosovo(words, c)],
    )


def _rounded(words: Words) -> str:
    return catalog.passport(UNHCR).caveat("rounded", words.lang)


def _elsewhere(words: Words, rows: pd.DataFrame) -> list[str]:
    """Origins that are not ranked as a country: unknown, stateless."""
    if rows.empty:
        return []
    listed = [f"{areas.name(row.area, words.lang)} ({words.number(row.persons)})" for row in each(rows)]
    return [words.t(N_("At the end, not ranked as a country: {origins}."), origins=words.list(listed))]


def _ends_figure(setting: Setting, top: pd.DataFrame, year: int) -> dict[str, Any]:
    words, look = setting.words, setting.look
    names = [name for name in STACKED if (top[name].fillna(0) > 0).any()]
    return charts.stacked_bars(
        [areas.label(key, words.lang) for key in top["area"]],
        [
            charts.Part(
                _label(words, name),
                [0 if is_missing(value) else int(value) for value in top[name]],
                [
                    hover(
                        areas.name(row.area, words.lang),
                        _label(words, name),
                        words.number(getattr(row, name)),
                        words.t(N_("end of {year}"), year=year),
                    )
                    for row in each(top)
                ],
                theme.colour(GROUPS[name].role, look),
                GROUPS[name].pattern,
            )
            for name in names
        ],
        [words.short(value) for value in top["persons"]],
        look,
        keys=list(top["area"]),
    )


@exhibit(
    "country/internal-displacement",
    question=N_("How many people are displaced within the country?"),
    datasets=(CONFLICT, BY_CAUSE),
    parameters=(COUNTRY,),
    apart=N_(
        "People displaced by conflict are a series over years, those displaced by disasters one count: two marks, never "
        "added to one another, to migrants or to refugees."
    ),
)
def internal_displacement(setting: Setting, c: str) -> Answer:
    words = setting.words
    country = areas.name(c, words.lang)
    rows = ask("country/internal_displacement", area=c)
    if rows.empty:
        return nothing(
            words.t(N_("{country}: no count of people displaced within it"), country=country),
            words.t(N_("IDMC gives no figure of people displaced within this country or area. That is not a zero.")),
            notes=_idmc_boundaries(words, c),
        )
    known = [
        (cause, found[cause].iloc[-1], int(found["year"].iloc[-1]))
        for cause in ("conflict", "disaster")
        if len(found := rows.dropna(subset=[cause]))
    ]
    listed = [words.t(STOCKS[cause], persons=words.short(persons), year=year) for cause, persons, year in known]
    years = [int(year) for year in rows["year"]]
    of_conflict = CONFLICT if rows["series"].all() else BY_CAUSE
    return Answer(
        title=words.t(
            N_("{country}: people displaced within it: {counts}"), country=country, counts=words.list(listed)
        ),
        subtitle=words.t(
            N_(
                "People living in displacement within their country at the end of the year, {span}, all ages, counted by "
                "IDMC. They have crossed no border: they are neither migrants nor refugees."
            ),
            span=span(words, years[0], years[-1]),
        ),
        sentence=words.t(
            N_("{country}: people living in displacement within the country: {counts}. The two are not added."),
            country=country,
            counts=words.list(listed),
        ),
        table=rows,
        columns=[
            Column("year", N_("End of year"), "year"),
            Column("conflict", N_("Displaced by conflict and violence"), "count"),
            Column("disaster", N_("Displaced by disasters"), "count"),
        ],
        figure=charts.line_chart_labelled_aside(
            _stock_lines(setting, rows, [cause for cause, *_ in known]),
            setting.look,
            height=380,
            tick=words.axis,
            years=round_years(setting, years[0], years[-1]),
            span=(years[0] - 1, years[-1] + 1),
        ),
        notes=[
            *_disaster_note(words, known),
            *_count_note(words, known, of_conflict),
            catalog.passport(CONFLICT).caveat("estimated", words.lang),
            words.t(N_("A year without a figure is a gap in the line, not zero.")),
            *([catalog.passport(CONFLICT).caveat("includes-overlap", words.lang)] if c == "PSE" else []),
            *_idmc_boundaries(words, c, of_conflict),
        ],
        rests_on=tuple(dict.fromkeys({"conflict": of_conflict, "disaster": BY_CAUSE}[cause] for cause, *_ in known)),
    )


def _disaster_note(words: Words, known: list[tuple[str, Any, int]]) -> list[str]:
    """Of which edition the one count of people displaced by disasters is, where there is one."""
    if "disaster" not in [cause for cause, *_ in known]:
        return []
    edition = catalog.passport(BY_CAUSE).edition[words.lang]
    return [words.t(N_("Disasters: one count only, of {edition}."), edition=edition)]


def _count_note(words: Words, known: list[tuple[str, Any, int]], of_conflict: str) -> list[str]:
    """Of which edition the one count of people displaced by conflict is, where the series has no row of the area."""
    if of_conflict == CONFLICT or "conflict" not in [cause for cause, *_ in known]:
        return []
    edition = catalog.passport(BY_CAUSE).edition[words.lang]
    return [
        words.t(N_("Conflict: IDMC’s series over the years has no row here; one count, of {edition}."), edition=edition)
    ]


STOCKS = {
    "conflict": N_("{persons} by conflict and violence (end of {year})"),
    "disaster": N_("{persons} by disasters (end of {year})"),
}


def _idmc_boundaries(words: Words, c: str, dataset: str = CONFLICT) -> list[str]:
    return [catalog.passport(dataset).caveat("boundaries", words.lang)] if c in ("SRB", "XKX", "SDN", "SSD") else []


def _stock_lines(setting: Setting, rows: pd.DataFrame, causes: list[str]) -> list[charts.Line]:
    """A line for conflict; a mark of its own for disasters, which have one year."""
    words = setting.words
    made = []
    for cause in causes:
        of_it = line(
            words, rows, cause, words.t(CAUSES[cause].name), _shade(setting, cause), STYLES[cause], words.number
        )
        made.append(replace(of_it, joined=False) if cause == "disaster" else of_it)
    return made


STYLES = {"conflict": 0, "disaster": 2}


def _shade(setting: Setting, cause: str) -> str:
    return theme.colour(CAUSES[cause].role, setting.look)


@exhibit(
    "country/displacements",
    question=N_("How often are people forced to move within the country, and by what?"),
    datasets=(FLOWS,),
    parameters=(COUNTRY,),
)
def displacements(setting: Setting, c: str) -> Answer:
    words = setting.words
    country = areas.name(c, words.lang)
    rows = ask("country/displacements", area=c)
    if rows.empty:
        return nothing(
            words.t(N_("{country}: no record of displacements within it"), country=country),
            words.t(
                N_("IDMC’s data to {year} have no record of this country or area; that is not a zero."), year=_until()
            ),
        )
    lines = [(column, cause) for column, cause in FLOW_LINES.items() if rows[column].notna().any()]
    years = [int(year) for year in rows["year"]]
    facts = {"country": country, "span": span(words, years[0], years[-1])}
    newest = [
        words.t(FLOWS_OF_YEAR[column], count=words.short(found[column].iloc[-1]), year=found["year"].iloc[-1])
        for column, _ in lines
        if len(found := rows.dropna(subset=[column]))
    ]
    peaks = [
        words.t(FLOWS_OF_YEAR[column], count=words.short(rows[column][at]), year=rows["year"][at])
        for column, _ in lines
        for at in [rows[column].astype("float64").idxmax()]
    ]
    return Answer(
        title=words.t(N_("{country}: displacements within it: {counts}"), counts=words.list(newest), **facts),
        subtitle=words.t(
            N_(
                "Internal displacements during the year, {span}, by cause. They are movements, not people: who flees three "
                "times counts three times."
            ),
            **facts,
        ),
        sentence=words.t(
            N_("{country}: newest records of displacements: {counts}. Most in one year: {peaks}."),
            counts=words.list(newest),
            peaks=words.list(peaks),
            **facts,
        ),
        table=rows,
        columns=FLOW_COLUMNS,
        figure=charts.line_chart_labelled_aside(
            [
                line(
                    words,
                    rows,
                    column,
                    words.t(CAUSES[cause].name),
                    _shade(setting, cause),
                    STYLES[cause],
                    words.number,
                )
                for column, cause in lines
            ],
            setting.look,
            height=380,
            tick=words.axis,
            years=round_years(setting, years[0], years[-1]),
            span=(years[0] - 1, years[-1] + 1),
        ),
        notes=[
            catalog.passport(FLOWS).caveat("not-additive", words.lang),
            catalog.passport(FLOWS).caveat("incomplete-coverage", words.lang),
        ],
    )


FLOW_LINES = {"disasters": "disaster", "conflict": "conflict"}
FLOWS_OF_YEAR = {
    "disasters": N_("{count} by disasters ({year})"),
    "conflict": N_("{count} by conflict and violence ({year})"),
}
FLOW_COLUMNS = [
    Column("year", N_("Year"), "year"),
    Column("conflict", N_("Conflict and violence"), "count"),
    Column("disasters", N_("Disasters"), "count"),
    Column("flood", N_("of these: floods"), "count"),
    Column("storm", N_("storms"), "count"),
    Column("drought", N_("drought"), "count"),
    Column("earthquake", N_("earthquakes"), "count"),
    Column("wildfire", N_("wildfires"), "count"),
    Column("other_hazards", N_("other hazards"), "count"),
]


def _until() -> int:
    return int(ask("crisis/displacement_years")["year"].max())
