"""Country: who leaves to work abroad, and who comes to work."""

from __future__ import annotations

from typing import Any, NamedTuple

import pandas as pd

from lma_data import areas, catalog, charts
from lma_data.charts import theme
from lma_data.exhibits.base import Answer, Column, Setting, exhibit, nothing
from lma_data.exhibits.country_series import break_notes, line, newest, span
from lma_data.exhibits.parameters import COUNTRY, SEXES
from lma_data.exhibits.shared import BARS, NAMED, each, hover
from lma_data.i18n import N_, Words, is_missing
from lma_data.warehouse import ask

OUTFLOWS = "ilo/outflows"

OUTFLOW_COLUMNS = [
    Column("year", N_("Year"), "year"),
    Column("persons", N_("Nationals who left"), "count"),
    Column("women", N_("Women"), "count"),
    Column("men", N_("Men"), "count"),
]


@exhibit(
    "country/outflows",
    question=N_("How many nationals leave for employment abroad each year?"),
    datasets=(OUTFLOWS,),
    parameters=(COUNTRY,),
)
def outflows(setting: Setting, c: str) -> Answer:
    words = setting.words
    name = areas.name(c, words.lang)
    rows = ask("country/outflows", area=c)
    if rows.empty:
        return _no_outflows(words, name)
    facts = _outflow_facts(words, rows, name)
    sentence = [
        words.t(
            N_("{country}: {persons} nationals were registered as leaving for employment abroad in {year}."), **facts
        ),
        *_women_who_left(words, rows),
        words.t(ONE_YEAR) if len(rows) == 1 else words.t(YEARS_REPORTED, **facts),
    ]
    return Answer(
        title=words.t(
            N_("{country}: {persons} nationals were registered as leaving for employment abroad in {year}"), **facts
        ),
        subtitle=words.t(
            N_(
                "Nationals who left in the year to take up employment abroad, as the country registers them, persons, "
                "{span}. A gap in a line: no figure."
            ),
            **facts,
        ),
        sentence=" ".join(sentence),
        table=rows.iloc[::-1].reset_index(drop=True),
        columns=OUTFLOW_COLUMNS,
        figure=_outflow_figure(setting, rows, name),
        notes=[
            *_sexes_differ(words, rows),
            catalog.passport(OUTFLOWS).caveat("irregular-years", words.lang),
            catalog.passport(OUTFLOWS).caveat("mixed-definitions", words.lang),
        ],
    )


ONE_YEAR = N_("It is the only year that the country reports.")
YEARS_REPORTED = N_(
    "The country reports {count} years between {first} and {year}; the most who left in one of them: {most} ({most_year})."
)


def _no_outflows(words: Words, name: str) -> Answer:
    return nothing(
        words.t(N_("{country}: no data on nationals who leave for employment abroad"), country=name),
        words.t(
            N_(
                "The country is not among those of which ILOSTAT has registered departures for employment. "
                "That does not mean that nobody leaves."
            )
        )
        + " "
        + catalog.passport(OUTFLOWS).caveat("incomplete-coverage", words.lang),
    )


def _outflow_facts(words: Words, rows: pd.DataFrame, name: str) -> dict[str, Any]:
    last, most = each(rows)[-1], each(rows.nlargest(1, "persons"))[0]
    return {
        "country": name,
        "year": last.year,
        "first": rows["year"].min(),
        "persons": words.number(last.persons),
        "most": words.number(most.persons),
        "most_year": most.year,
        "span": span(rows),
        "count": words.number(len(rows)),
    }


def _women_who_left(words: Words, rows: pd.DataFrame) -> list[str]:
    """The share of women in the newest year that tells women from men; nothing where none does."""
    told = newest(rows[rows["persons"] > 0], "women")
    if told is None:
        return []
    share = words.percent(100 * told.women / told.persons)
    return [words.t(N_("Women were {share} of those who left in {year}."), share=share, year=told.year)]


def _sexes_differ(words: Words, rows: pd.DataFrame) -> list[str]:
    years = [str(year) for year in rows.loc[rows["sexes_differ"], "year"]]
    if not years:
        return []
    return [words.t(N_("Women and men do not add up to the total at the source: {years}."), years=words.list(years))]


def _outflow_figure(setting: Setting, rows: pd.DataFrame, name: str) -> dict[str, Any]:
    words, look = setting.words, setting.look
    groups = [
        ("persons", words.t(N_("All")), theme.palette(look).ink),
        ("women", words.t(SEXES["female"]), theme.colour("women", look)),
        ("men", words.t(SEXES["male"]), theme.colour("men", look)),
    ]
    known = [(column, label, shade) for column, label, shade in groups if rows[column].notna().any()]
    if len(rows) == 1:
        return charts.category_bars(
            [
                charts.Category(
                    label,
                    float(rows[column].iloc[0]),
                    words.number(rows[column].iloc[0]),
                    hover(name, label, words.number(rows[column].iloc[0])),
                    shade,
                )
                for column, label, shade in known
            ],
            look,
        )
    first, last = int(rows["year"].min()), int(rows["year"].max())
    return charts.line_chart_labelled_aside(
        [
            line(words, rows, column, label, shade, style, words.number)
            for style, (column, label, shade) in enumerate(known)
        ],
        look,
        height=420,
        tick=words.axis,
        years=charts.years_written(first, last, look),
        span=(first - 0.8, last + 0.8),
    )


@exhibit(
    "country/outflow-destinations",
    question=N_("For which countries do nationals leave to work?"),
    datasets=(OUTFLOWS,),
    parameters=(COUNTRY,),
)
def outflow_destinations(setting: Setting, c: str) -> Answer:
    words = setting.words
    name = areas.name(c, words.lang)
    rows = ask("country/outflow_destinations", area=c)
    if rows.empty:
        return nothing(
            words.t(N_("{country}: no data on where nationals go to work"), country=name),
            words.t(N_("No year of this country’s registered departures for employment is told by destination."))
            + " "
            + catalog.passport(OUTFLOWS).caveat("incomplete-coverage", words.lang),
        )
    named = [
        f"{areas.label(row.destination, words.lang)} ({words.percent(row.share)})"
        for row in each(rows.head(NAMED))
        if areas.areas()[row.destination].kind == "country"
    ]
    facts = {
        "country": name,
        "year": rows["year"].iloc[0],
        "total": words.number(rows["total"].iloc[0]),
        "destinations": words.list(named),
    }
    top = rows.head(BARS)
    return Answer(
        title=words.t(
            N_("{country}: first destinations of nationals who left to work in {year}: {destinations}"), **facts
        ),
        subtitle=words.t(
            N_(
                "Nationals who left in {year} to take up employment abroad, as the country registers them, by "
                "destination, persons. The newest year that tells destinations."
            ),
            **facts,
        ),
        sentence=words.t(
            N_(
                "{country}: of the {total} nationals registered as leaving for employment abroad in {year}, most went to: "
                "{destinations}."
            ),
            **facts,
        ),
        table=rows,
        columns=DESTINATION_COLUMNS,
        figure=charts.ranked_bars(
            [areas.label(key, words.lang) for key in top["destination"]],
            top["persons"].tolist(),
            [words.number(value) for value in top["persons"]],
            [
                hover(areas.name(row.destination, words.lang), words.number(row.persons), words.percent(row.share))
                for row in each(top)
            ],
            setting.look,
            keys=top["destination"].tolist(),
            apart=[key for key in top["destination"] if areas.areas()[key].kind != "country"],
        ),
        notes=[
            *([words.t(PARTS_DIFFER)] if bool(rows["parts_differ"].iloc[0]) else []),
            catalog.passport(OUTFLOWS).caveat("mixed-definitions", words.lang),
        ],
    )


PARTS_DIFFER = N_("The destinations do not add up to the total at the source.")
DESTINATION_COLUMNS = [
    Column("destination", N_("Destination"), "area"),
    Column("persons", N_("Nationals who left"), "count"),
    Column("share", N_("Share of all who left (%)"), "percent", 1),
]

SECTORS = {
    "services": N_("Services"),
    "industry": N_("Industry"),
    "agriculture": N_("Agriculture"),
    "not_classified": N_("Not classified"),
    "rest": N_("Sector not given"),
}


class Flow(NamedTuple):
    """What the two exhibits by sector say of those who come and of those who leave."""

    dataset: str
    missing: tuple[str, str]  # title and sentence where there are no data
    title: str
    title_with_sector: str
    subtitle: str
    total: str  # heading of the column


INFLOW = Flow(
    "ilo/inflows-by-sector",
    (
        N_("{country}: no data on foreign citizens who come to work"),
        N_("The country is not among those of which ILOSTAT has the inflow of employed foreign citizens."),
    ),
    N_("{country}: {total} employed foreign citizens entered in {year}"),
    N_("{country}: {total} employed foreign citizens entered in {year}, {share} of them in {sector}"),
    N_(
        "Foreign citizens who entered in the year and are employed, as the country counts them, by sector of activity, "
        "persons, {span}. No column: no figure."
    ),
    N_("Employed foreign citizens who entered"),
)
OUTFLOW = Flow(
    "ilo/outflows-by-sector",
    (
        N_("{country}: no data on the sectors in which nationals work abroad"),
        N_("The country is not among those of which ILOSTAT has departures for employment by sector of activity."),
    ),
    N_("{country}: {total} nationals left for employment abroad in {year}"),
    N_("{country}: {total} nationals left for employment abroad in {year}, {share} of them in {sector}"),
    N_(
        "Nationals who left in the year to take up employment abroad, as the country registers them, by sector of "
        "activity, persons, {span}. No column: no figure."
    ),
    N_("Nationals who left"),
)


@exhibit(
    "country/inflows",
    question=N_("In which sectors do the foreign citizens work who come for employment?"),
    datasets=(INFLOW.dataset,),
    parameters=(COUNTRY,),
)
def inflows(setting: Setting, c: str) -> Answer:
    return _by_sector(setting, c, ask("country/inflows_by_sector", area=c), INFLOW)


@exhibit(
    "country/outflow-sectors",
    question=N_("In which sectors do nationals work who leave for employment abroad?"),
    datasets=(OUTFLOW.dataset,),
    parameters=(COUNTRY,),
)
def outflow_sectors(setting: Setting, c: str) -> Answer:
    return _by_sector(setting, c, ask("country/outflows_by_sector", area=c), OUTFLOW)


def _by_sector(setting: Setting, c: str, rows: pd.DataFrame, flow: Flow) -> Answer:
    """Years by sector; those that look like a stock are in the table only."""
    words = setting.words
    name = areas.name(c, words.lang)
    passport = catalog.passport(flow.dataset)
    if rows.empty:
        title, sentence = (words.t(text, country=name) for text in flow.missing)
        return nothing(title, f"{sentence} {passport.caveat('incomplete-coverage', words.lang)}")
    drawn = rows[~rows["stock_like"]].reset_index(drop=True)
    facts = _sector_facts(words, drawn, name)
    title = words.t(flow.title_with_sector if "sector" in facts else flow.title, **facts)
    return Answer(
        title=title,
        subtitle=words.t(flow.subtitle, span=span(drawn)),
        sentence=" ".join([f"{title}.", *_shares_of_sectors(words, drawn)]),
        table=_with_remarks(words, rows).iloc[::-1].reset_index(drop=True),
        columns=[
            Column("year", N_("Year"), "year"),
            Column("total", flow.total, "count"),
            *(Column(sector, label, "count") for sector, label in SECTORS.items()),
            Column("remark", N_("Remark")),
        ],
        figure=_sector_figure(setting, drawn),
        notes=[
            *([words.t(STOCK_LIKE)] if len(drawn) < len(rows) else []),
            *(passport.caveat(caveat, words.lang) for caveat in ("irregular-years", "mixed-definitions")),
        ],
    )


STOCK_LIKE = N_(
    "In the table only: years whose figures look like all foreign citizens in employment, and not like those who entered."
)


def _sector_facts(words: Words, rows: pd.DataFrame, name: str) -> dict[str, Any]:
    """What the title says: the newest year, and its largest sector where it is known which one that is."""
    last = each(rows)[-1]
    facts = {"country": name, "total": words.number(last.total), "year": last.year}
    figures = {sector: getattr(last, sector) for sector in SECTORS if not is_missing(getattr(last, sector))}
    known = {sector: figures[sector] for sector in list(SECTORS)[:3] if sector in figures}
    unknown = sum(figures.values()) - sum(known.values())
    largest = max(known, key=lambda sector: known[sector], default="")
    if not largest or known[largest] <= unknown:
        return facts
    return facts | {
        "share": words.percent(100 * known[largest] / last.total),
        "sector": _lower(words.t(SECTORS[largest])),
    }


def _lower(label: str) -> str:
    return label[0].lower() + label[1:]


def _shares_of_sectors(words: Words, rows: pd.DataFrame) -> list[str]:
    """The shares of the newest year with sectors."""
    known = rows.dropna(subset=list(SECTORS)[:3], how="all")
    known = known[known["total"] > 0]
    if known.empty:
        return []
    told = each(known)[-1]
    shares = [
        f"{_lower(words.t(label))} {words.percent(100 * getattr(told, sector) / told.total)}"
        for sector, label in SECTORS.items()
        if not is_missing(getattr(told, sector))
    ]
    return [words.t(N_("By sector in {year}: {shares}."), year=told.year, shares=words.list(shares))]


def _with_remarks(words: Words, rows: pd.DataFrame) -> pd.DataFrame:
    stock, broken = words.t(N_("looks like a stock")), words.t(N_("break in the series"))
    remarks = [stock if row.stock_like else broken if row.series_break else "" for row in each(rows)]
    return rows.assign(remark=remarks)


def _sector_figure(setting: Setting, rows: pd.DataFrame) -> dict[str, Any]:
    words, look = setting.words, setting.look
    other = theme.palette(look).other
    dress = {
        **{sector: (theme.colour(sector, look), "") for sector in list(SECTORS)[:3]},
        "agriculture": (theme.colour("agriculture", look), "/"),
        "not_classified": (other, ""),
        "rest": (other, "."),
    }
    known = [sector for sector in SECTORS if rows[sector].notna().any()]
    if len(rows) == 1:
        return _one_year(setting, rows.iloc[0], known, dress)
    return charts.stacked_columns(
        rows["year"].tolist(),
        [
            charts.Part(
                words.t(SECTORS[sector]),
                [0 if is_missing(value) else int(value) for value in rows[sector]],
                [
                    hover(words.t(SECTORS[sector]), str(year), words.number(value))
                    for year, value in zip(rows["year"], rows[sector], strict=True)
                ],
                *dress[sector],
            )
            for sector in known
        ],
        [words.short(total) for total in rows["total"]],
        look,
        tick=words.axis,
        notes=break_notes(words, rows),
    )


def _one_year(setting: Setting, row: pd.Series, known: list[str], dress: dict[str, tuple[str, str]]) -> dict[str, Any]:
    """A single year as bars, the largest sector first."""
    words = setting.words
    return charts.category_bars(
        [
            charts.Category(
                words.t(SECTORS[sector]),
                float(row[sector]),
                words.number(row[sector]),
                hover(words.t(SECTORS[sector]), str(row["year"]), words.number(row[sector])),
                dress[sector][0],
            )
            for sector in sorted(known, key=lambda sector: -row[sector])
        ],
        setting.look,
    )
