"""Labour flows: nationals who leave for work and foreign citizens who come for it, as far as countries report. ILOSTAT.

The series are sparse, and each country counts its own way: gaps are shown, and countries are not added up.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import pandas as pd

from lma_data import areas, catalog, charts
from lma_data.charts import theme
from lma_data.charts.theme import Look
from lma_data.exhibits.area_parameters import AreaParameter
from lma_data.exhibits.base import Answer, Column, Parameter, Setting, exhibit
from lma_data.exhibits.shared import BARS, NAMED, each, each_by, each_year, hover, span
from lma_data.i18n import N_, NN_, Words, is_missing
from lma_data.warehouse import ask

OUTFLOWS, INFLOWS = "ilo/outflows", "ilo/inflows-by-sector"
LIMITS = (1_000, 10_000, 50_000, 200_000, 500_000)  # persons
SHARE_LIMITS = (5, 10, 20, 30, 45, 60)  # percent
YEARS_SHOWN = (25, 12)  # how many of the newest years a heat map has; on a phone
ELSEWHERE = "X"
SECTORS = {"agriculture": N_("Agriculture"), "industry": N_("Industry"), "services": N_("Services")}
REMARKS = {
    "stock-like": N_("looks like a stock: not in the chart"),
    "series-break": N_("break in series"),
    "parts-differ": N_("parts do not add up to the total"),
    "sexes-differ": N_("women and men do not add up to the total"),
}
FLOW_COLUMNS = [
    Column("area", N_("Country"), "area"),
    Column("year", N_("Year"), "year"),
    Column("persons", N_("Persons"), "count"),
    Column("remarks", N_("Remark")),
]


@cache
def _origins() -> tuple[str, ...]:
    return tuple(ask("governance/outflow_origins")["area"])


def sector_name(words: Words, value: object) -> str:
    """A sector, or all of them together (total)."""
    return words.t(N_("All sectors")) if value == "total" else words.t(SECTORS[str(value)])


OUTFLOW_COUNTRY = AreaParameter("outflow-country", N_("Country of origin"), _origins, "PHL")
SECTOR = Parameter("sector", N_("Sector"), lambda: ("total", *SECTORS), "total", sector_name)


def remarks_of(words: Words, given: Any) -> str | None:
    """What is said of a figure; None where nothing is."""
    if is_missing(given):
        return None
    return words.list([words.t(REMARKS[one]) for one in str(given).split()])


def _place(key: str, words: Words, name: Callable[[str, str], str] = areas.label) -> str:
    return words.t(N_("Elsewhere, not specified")) if key == ELSEWHERE else name(key, words.lang)


def flow_caveats(words: Words, dataset: str, *ids: str) -> list[str]:
    """What the passport of a dataset says to beware of."""
    return [catalog.passport(dataset).caveat(one, words.lang) for one in ids]


def _columns(rows: pd.DataFrame, look: Look) -> list[int]:
    """The years of a heat map: the newest, all of them in a row, so that gaps are to scale."""
    last = int(rows["year"].max())
    first = max(int(rows["year"].min()), last - YEARS_SHOWN[look.compact] + 1)
    return list(range(first, last + 1))


def _coverage(setting: Setting, rows: pd.DataFrame, heading: str) -> dict[str, Any]:
    """Countries by years, those with most figures first: a shade for each figure, gaps hatched."""
    words, look = setting.words, setting.look
    years = _columns(rows, look)
    labels = [words.axis(limit) if place % 2 == 0 or not look.compact else "" for place, limit in enumerate(LIMITS)]
    by_area = each_by(rows[rows["year"] >= years[0]], "area")
    ranked = sorted(by_area.items(), key=lambda pair: (-len(pair[1]), -pair[1][-1].persons))
    return charts.heat_map(
        [_coverage_row(words, of_it, key, years, heading) for key, of_it in ranked],
        [str(year) for year in years],
        charts.Classes(LIMITS, labels),
        look,
        missing_label=words.no_data,
        every=4,
    )


def _coverage_row(words: Words, rows: list[Any], key: str, years: list[int], heading: str) -> charts.HeatRow:
    known = {row.year: row for row in rows}
    return charts.HeatRow(
        label=areas.label(key, words.lang),
        values=[known[year].persons if year in known else None for year in years],
        texts=[""] * len(years),
        hovers=[_flow_hover(words, known[year], heading) if year in known else "" for year in years],
        key=key,
    )


def _flow_hover(words: Words, row: Any, heading: str) -> str:
    remarks = [] if is_missing(row.remarks) else [row.remarks]
    return hover(
        areas.name(row.area, words.lang),
        words.t(N_("{heading}, {year}: {count}"), heading=heading, year=row.year, count=words.number(row.persons)),
        *remarks,
    )


def _newest(words: Words, rows: pd.DataFrame) -> str:
    """The largest of the newest figures of each country, with their years."""
    newest = rows.groupby("area").tail(1).nlargest(NAMED, "persons")
    return words.list(
        [
            words.t(
                N_("{country} ({count} in {year})"),
                country=areas.name(row.area, words.lang),
                count=words.short(row.persons),
                year=row.year,
            )
            for row in each(newest)
        ]
    )


@exhibit(
    "governance/outflows-coverage",
    question=N_("Which countries report how many of their nationals leave for work, and for which years?"),
    datasets=(OUTFLOWS,),
)
def outflows_coverage(setting: Setting) -> Answer:
    words = setting.words
    rows = ask("governance/outflows", areas=[])
    rows["remarks"] = [remarks_of(words, remark) for remark in rows["remark"]]
    last = int(rows["year"].max())
    return Answer(
        title=words.t(
            N_("{countries} countries report how many of their nationals leave for work; {newest} do for {year}"),
            countries=words.number(rows["area"].nunique()),
            newest=words.number((rows["year"] == last).sum()),
            year=last,
        ),
        subtitle=words.t(
            N_("Nationals who left in the year to take up employment abroad, as each country registers them; persons.")
        ),
        sentence=words.t(
            N_(
                "{figures} figures of {countries} countries for {first} to {last}. The largest newest figures: {largest}. "
                "A country that does not report is missing, not zero."
            ),
            figures=words.number(len(rows)),
            countries=words.number(rows["area"].nunique()),
            first=rows["year"].min(),
            last=last,
            largest=_newest(words, rows),
        ),
        table=rows,
        columns=[*FLOW_COLUMNS[:3], *SEX_COLUMNS, FLOW_COLUMNS[3]],
        figure=_coverage(setting, rows, words.t(N_("Left for work"))),
        notes=[_years_shown(words, rows, setting), *flow_caveats(words, OUTFLOWS, "mixed-definitions", "hand-copied")],
    )


SEX_COLUMNS = [Column("women", N_("Women"), "count"), Column("men", N_("Men"), "count")]


def _years_shown(words: Words, rows: pd.DataFrame, setting: Setting) -> str:
    return words.t(
        N_("Drawn from {first}; the table has all years, from {earliest}."),
        first=_columns(rows, setting.look)[0],
        earliest=rows["year"].min(),
    )


@exhibit(
    "governance/outflows-country",
    question=N_("How many nationals of a country leave for work, women and men?"),
    datasets=(OUTFLOWS,),
    parameters=(OUTFLOW_COUNTRY,),
)
def outflows_country(setting: Setting, outflow_country: str) -> Answer:
    words, look = setting.words, setting.look
    rows = ask("governance/outflows", areas=[outflow_country])
    rows["remarks"] = [remarks_of(words, remark) for remark in rows["remark"]]
    newest, first = rows.iloc[-1], int(rows["year"].iloc[0])
    last = int(newest["year"])
    return Answer(
        title=words.t(
            N_("{country}: {count} nationals left for work in {year}"),
            country=areas.label(outflow_country, words.lang),
            count=words.short(newest["persons"]),
            year=last,
        ),
        subtitle=words.t(
            N_("Nationals who left in the year to take up employment abroad, as the country registers them; persons.")
        ),
        sentence=_country_sentence(words, rows, outflow_country),
        table=rows,
        columns=[*FLOW_COLUMNS[1:3], *SEX_COLUMNS, FLOW_COLUMNS[3]],
        figure=charts.line_chart(
            _sex_lines(setting, rows),
            look,
            tick=words.axis,
            years=charts.years_written(first, last, look),
            span=(first - 0.8, last + 0.8),
        ),
        notes=flow_caveats(words, OUTFLOWS, "irregular-years", "not-additive"),
    )


def _country_sentence(words: Words, rows: pd.DataFrame, country: str) -> str:
    newest = rows.iloc[-1]
    text = words.n(
        *NN_(
            "{country}: {count} figure, for {years}. In {year}, {persons} nationals left for work.",
            "{country}: {count} figures, for {years}. In {year}, {persons} nationals left for work.",
        ),
        len(rows),
        country=areas.name(country, words.lang),
        years=span(words, int(rows["year"].iloc[0]), int(newest["year"])),
        year=newest["year"],
        persons=words.number(newest["persons"]),
    )
    by_sex = rows.dropna(subset=["women", "men"])
    if by_sex.empty:
        return text
    latest = by_sex.iloc[-1]
    return (
        text
        + " "
        + words.t(
            N_("In {year} women were {women} of those whose sex is given."),
            year=latest["year"],
            women=words.percent(100 * latest["women"] / (latest["women"] + latest["men"])),
        )
    )


def _sex_lines(setting: Setting, rows: pd.DataFrame) -> list[charts.Line]:
    """Both sexes, women and men; where a year has no figure, the line breaks."""
    words, look = setting.words, setting.look
    shades = {
        "persons": (N_("Women and men"), theme.palette(look).other),
        "women": (N_("Women"), theme.colour("women", look)),
        "men": (N_("Men"), theme.colour("men", look)),
    }
    lines = []
    for style, (column, (name, shade)) in enumerate(shades.items()):
        if rows[column].isna().all():
            continue
        years, values = each_year(rows, column)
        hovers = [
            hover(words.t(name), words.t(N_("{year}: {count}"), year=year, count=words.number(value)))
            for year, value in zip(years, values, strict=True)
        ]
        lines.append(charts.Line(words.t(name), years, values, hovers, shade, style))
    return lines


@exhibit(
    "governance/outflows-destinations",
    question=N_("Where do a country’s nationals go for work?"),
    datasets=(OUTFLOWS,),
    parameters=(OUTFLOW_COUNTRY,),
)
def outflows_destinations(setting: Setting, outflow_country: str) -> Answer:
    words = setting.words
    rows = ask("governance/outflow_destinations", area=outflow_country)
    country = areas.label(outflow_country, words.lang)
    if rows.empty:
        return _totals_only(words, outflow_country)
    rows["place"] = [_place(key, words, areas.name) for key in rows["destination"]]
    rows["remarks"] = [remarks_of(words, remark) for remark in rows["remark"]]
    newest = rows[rows["year"] == rows["year"].max()]
    named = newest[newest["destination"] != ELSEWHERE]
    top = named.iloc[0]
    return Answer(
        title=words.t(
            N_("{country}: {share} of those who left for work in {year} went to this destination: {place}"),
            country=country,
            share=words.percent(top["share"]),
            year=top["year"],
            place=_place(top["destination"], words),
        ),
        subtitle=words.t(
            N_("Nationals who left in the year to take up employment abroad, by destination, in % of all of the year.")
        ),
        sentence=words.t(
            N_("In {year}, {total} nationals left for work. The destinations that are named: {places}."),
            year=top["year"],
            total=words.number(top["total"]),
            places=words.list([f"{row.place} ({words.percent(row.share)})" for row in each(named)]),
        ),
        table=rows,
        columns=[
            Column("place", N_("Destination")),
            Column("year", N_("Year"), "year"),
            Column("persons", N_("Persons"), "count"),
            Column("share", N_("Share of the year’s total (%)"), "percent", 1),
            Column("total", N_("All destinations"), "count"),
            Column("remarks", N_("Remark")),
        ],
        figure=_destinations_figure(setting, rows),
        notes=[
            words.t(
                N_(
                    "A country names some destinations of each year; the others are in “elsewhere”. Blank: not named in "
                    "that year; hatched: no figures by destination."
                )
            ),
            *flow_caveats(words, OUTFLOWS, "mixed-definitions"),
        ],
    )


def _totals_only(words: Words, country: str) -> Answer:
    """The answer for a country that does not say where its nationals went: how many left."""
    return Answer(
        title=words.t(N_("{country}: no figures by destination"), country=areas.label(country, words.lang)),
        subtitle=words.t(N_("Nationals who left in the year to take up employment abroad; persons.")),
        sentence=words.t(
            N_(
                "The country reports how many nationals left for work, but not where they went; the table has the totals."
            )
        ),
        table=ask("governance/outflows", areas=[country]),
        columns=[*FLOW_COLUMNS[1:3], *SEX_COLUMNS],
        figure=None,
    )


def _destinations_figure(setting: Setting, rows: pd.DataFrame) -> dict[str, Any]:
    """Destinations by years, the largest of the newest year first; of a single year, bars."""
    words = setting.words
    years = _columns(rows, setting.look)
    if len(years) == 1:
        return charts.ranked_bars(
            [_place(key, words) for key in rows["destination"]],
            list(rows["share"]),
            [words.percent(share) for share in rows["share"]],
            [_destination_hover(words, row) for row in each(rows)],
            setting.look,
            keys=list(rows["destination"]),
        )
    order = rows.sort_values(["year", "share"], ascending=False).drop_duplicates("destination")["destination"]
    ranked = [key for key in order if key != ELSEWHERE][:BARS]
    ranked += [ELSEWHERE] if ELSEWHERE in set(order) else []
    known = {(row.destination, row.year): row for row in each(rows)}
    reported = set(rows["year"])
    return charts.heat_map(
        [_destination_row(words, key, years, known, reported) for key in ranked],
        [str(year) for year in years],
        charts.Classes(SHARE_LIMITS, [words.percent(limit, 0) for limit in SHARE_LIMITS]),
        setting.look,
        missing_label=words.t(N_("No figures by destination")),
        every=1 if len(years) <= YEARS_SHOWN[1] and not setting.look.compact else 2,
    )


def _destination_row(
    words: Words, key: str, years: list[int], known: dict[tuple[str, int], Any], reported: set[int]
) -> charts.HeatRow:
    found = [known.get((key, year)) for year in years]
    return charts.HeatRow(
        label=_place(key, words),
        values=[None if row is None else row.share for row in found],
        texts=["" if row is None else _small_share(words, row.share) for row in found],
        hovers=["" if row is None else _destination_hover(words, row) for row in found],
        key=key,
        outside=[row is None and year in reported for row, year in zip(found, years, strict=True)],
    )


def _small_share(words: Words, share: float) -> str:
    """23 %, 0.4 %, and < 0.1 % for what would read as none."""
    if 0 < share < 0.05:
        return f"<\u202f{words.percent(0.1)}"
    return words.percent(share, 1 if 0 < share < 1 else 0)


def _destination_hover(words: Words, row: Any) -> str:
    return hover(
        row.place,
        words.t(
            N_("{count} persons, {share} of the year’s total"),
            count=words.number(row.persons),
            share=words.percent(row.share),
        ),
        words.t(N_("Year: {year}"), year=row.year),
    )


@exhibit(
    "governance/inflows-coverage",
    question=N_("Which countries report how many foreign citizens come for work, by sector, and for which years?"),
    datasets=(INFLOWS,),
    parameters=(SECTOR,),
)
def inflows_coverage(setting: Setting, sector: str) -> Answer:
    words = setting.words
    rows = ask("governance/inflows", sector=sector)
    rows["remarks"] = [remarks_of(words, remark) for remark in rows["remark"]]
    drawn = rows[~rows["remark"].fillna("").str.contains("stock-like")]
    last = int(rows["year"].max())
    return Answer(
        title=words.t(
            N_("{countries} countries report how many foreign citizens come for work; {newest} do for {year}"),
            countries=words.number(drawn["area"].nunique()),
            newest=words.number((drawn["year"] == last).sum()),
            year=last,
        ),
        subtitle=words.t(
            N_(
                "Foreign citizens who entered in the year and are employed, as each country counts them; persons. {sector}."
            ),
            sector=sector_name(words, sector),
        ),
        sentence=words.t(
            N_(
                "{figures} figures of {countries} countries for {first} to {last}. The largest newest figures: {largest}. "
                "A country that does not report is missing, not zero."
            ),
            figures=words.number(len(drawn)),
            countries=words.number(drawn["area"].nunique()),
            first=drawn["year"].min(),
            last=last,
            largest=_newest(words, drawn),
        ),
        table=rows,
        columns=FLOW_COLUMNS,
        figure=_coverage(setting, drawn, words.t(N_("Came for work"))),
        notes=[*flow_caveats(words, INFLOWS, "mixed-definitions", "incomplete-coverage", "hand-copied")],
    )
