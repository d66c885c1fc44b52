"""Country: who lives in it and from where, who left it and to where, over time, by sex and age."""

from __future__ import annotations

from lma_data import areas, charts
from lma_data.exhibits.base import Answer, Column, Setting, exhibit, nothing
from lma_data.exhibits.parameters import COUNTRY, STOCK_YEAR
from lma_data.exhibits.shared import BARS, NAMED, each, hover
from lma_data.i18n import N_
from lma_data.warehouse import ask


@exhibit(
    "country/immigrants",
    question=N_("Who lives in the country, and from where?"),
    datasets=("undesa/migrant-stock-2024-bilateral", "undesa/migrant-stock-2024"),
    parameters=(COUNTRY, STOCK_YEAR),
)
def immigrants(setting: Setting, c: str, year: int) -> Answer:
    words = setting.words
    rows = ask("country/immigrants", area=c, year=year)
    name = areas.name(c, words.lang)
    if rows.empty:
        return nothing(
            words.t(N_("{country}: no data on migrants by country of origin, {year}"), country=name, year=year),
            words.t(N_("UN DESA’s estimates give no origins of migrants for this country or area.")),
        )
    top = rows.head(BARS)
    first = [f"{areas.name(row.origin, words.lang)} ({words.percent(row.share, 1)})" for row in each(rows.head(NAMED))]
    facts = {"country": name, "year": year, "origins": words.list(first)}
    return Answer(
        title=words.t(N_("{country}: migrants come above all from {origins} ({year})"), **facts),
        subtitle=words.t(
            N_("International migrants by country or area of origin, all ages, mid-{year}, persons"), **facts
        ),
        sentence=words.t(
            N_("{country}, mid-{year}. Largest origins among the migrants who live there: {origins}."), **facts
        ),
        table=rows,
        columns=[
            Column("origin", N_("Country or area of origin"), "area"),
            Column("migrants", N_("Migrants"), "count"),
            Column("female", N_("Women"), "count"),
            Column("male", N_("Men"), "count"),
            Column("share", N_("Share of all migrants (%)"), "percent", 1),
        ],
        figure=charts.ranked_bars(
            [areas.label(key, words.lang) for key in top["origin"]],
            list(top["migrants"]),
            [words.short(value) for value in top["migrants"]],
            [hover(areas.name(row.origin, words.lang), words.number(row.migrants), str(year)) for row in each(top)],
            setting.look,
            keys=list(top["origin"]),
        ),
    )
