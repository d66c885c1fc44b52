"""Labour flows by sector: where those who come and those who leave for work find it. ILOSTAT."""

from __future__ import annotations

from typing import Any

import pandas as pd

from lma_data import areas, charts
from lma_data.charts import theme
from lma_data.exhibits.base import Answer, Column, Setting, exhibit
from lma_data.exhibits.labour_flows import FLOW_COLUMNS, INFLOWS, SECTORS, flow_caveats, remarks_of, sector_name
from lma_data.exhibits.shared import BARS, each, hover
from lma_data.i18n import N_, Words, is_missing
from lma_data.warehouse import ask

OUTFLOWS_BY_SECTOR = "ilo/outflows-by-sector"
OTHER_SECTOR = N_("Not classified or not given")


@exhibit(
    "governance/inflows-sectors",
    question=N_("In which sectors do foreign citizens who come for work find it?"),
    datasets=(INFLOWS,),
)
def inflows_sectors(setting: Setting) -> Answer:
    words = setting.words
    rows = ask("governance/inflows_by_sector")
    drawn = rows[~rows["remark"].fillna("").str.contains("stock-like")]
    return _sectors(
        setting,
        rows,
        drawn,
        title=N_("Services take most of the foreign citizens who come for work in {services} of {countries} countries"),
        subtitle=words.t(
            N_(
                "Foreign citizens who entered in the year and are employed, by sector, in %; each country’s newest year."
            )
        ),
        notes=flow_caveats(words, INFLOWS, "mixed-definitions", "irregular-years"),
    )


@exhibit(
    "governance/outflows-sectors",
    question=N_("In which sectors do nationals who leave for work find it?"),
    datasets=(OUTFLOWS_BY_SECTOR,),
)
def outflows_sectors(setting: Setting) -> Answer:
    words = setting.words
    rows = ask("governance/outflows_by_sector")
    return _sectors(
        setting,
        rows,
        rows,
        title=N_("Services take most of the nationals who leave for work in {services} of {countries} countries"),
        subtitle=words.t(
            N_(
                "Nationals who left in the year to take up employment abroad, by sector, in %; each country’s newest year."
            )
        ),
        notes=flow_caveats(words, OUTFLOWS_BY_SECTOR, "mixed-definitions", "irregular-years"),
    )


def _sectors(
    setting: Setting, rows: pd.DataFrame, drawn: pd.DataFrame, *, title: str, subtitle: str, notes: list[str]
) -> Answer:
    """A bar for each country, divided among the sectors, its persons at its end; `drawn` are the rows of the chart."""
    words = setting.words
    rows["remarks"] = [remarks_of(words, remark) for remark in rows["remark"]]
    shown = drawn.head(BARS)
    shares = drawn[list(SECTORS)].div(drawn["total"], axis=0).astype(float).fillna(0)
    most = shares.idxmax(axis=1)
    return Answer(
        title=words.t(
            title, services=words.number((shares["services"] > 0.5).sum()), countries=words.number(len(drawn))
        ),
        subtitle=subtitle,
        sentence=words.t(
            N_("The largest of the three sectors, by country: {countries}."),
            countries=words.list(
                [
                    words.t(
                        N_("{country}, {year}: {sector} {share}"),
                        country=areas.name(row.area, words.lang),
                        year=row.year,
                        sector=sector_name(words, most[place]).lower(),
                        share=words.percent(100 * shares.loc[place, most[place]]),
                    )
                    for place, row in zip(shown.index, each(shown), strict=True)
                ]
            ),
        ),
        table=rows,
        columns=[
            *FLOW_COLUMNS[:2],
            Column("total", N_("All sectors"), "count"),
            *(Column(key, name, "count") for key, name in SECTORS.items()),
            Column("other", OTHER_SECTOR, "count"),
            FLOW_COLUMNS[3],
        ],
        figure=_sector_bars(setting, shown),
        notes=notes,
    )


def _sector_bars(setting: Setting, rows: pd.DataFrame) -> dict[str, Any]:
    words, look = setting.words, setting.look
    colours = {key: theme.colour(key, look) for key in SECTORS} | {"other": theme.palette(look).other}
    names = SECTORS | {"other": OTHER_SECTOR}
    parts = [
        charts.Part(
            name=words.t(names[key]),
            values=[_share(row, key) for row in each(rows)],
            hovers=[_sector_hover(words, row, key, names[key]) for row in each(rows)],
            colour=shade,
            pattern="/" if key == "other" else "",
        )
        for key, shade in colours.items()
    ]
    return charts.stacked_bars(
        [f"{areas.label(row.area, words.lang)}, {row.year}" for row in each(rows)],
        parts,
        [words.number(row.total) for row in each(rows)],
        look,
        keys=list(rows["area"]),
    )


def _share(row: Any, key: str) -> float:
    value = getattr(row, key)
    return 0.0 if is_missing(value) else 100 * float(value) / row.total


def _sector_hover(words: Words, row: Any, key: str, name: str) -> str:
    return hover(
        areas.name(row.area, words.lang),
        words.t(
            N_("{sector}: {count} of {total} persons, {share}"),
            sector=words.t(name),
            count=words.number(getattr(row, key)),
            total=words.number(row.total),
            share=words.percent(_share(row, key)),
        ),
        words.t(N_("Year: {year}"), year=row.year),
    )
