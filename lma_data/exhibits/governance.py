"""Governance: how many migrants there are, where, how their number moves, and how many work."""

from __future__ import annotations

from lma_data import areas, charts
from lma_data.exhibits.base import Answer, Column, Setting, exhibit
from lma_data.exhibits.parameters import SEX, SEXES, STOCK_YEAR
from lma_data.i18n import N_, Words
from lma_data.warehouse import ask

BARS = 15
ONE_MILLION = 1_000_000
SHARE_LIMITS = (1, 2.5, 5, 10, 20, 40)

MAP_NOTE = N_(
    "The boundaries and names shown and the designations used on this map do not imply official endorsement or "
    "acceptance by the United Nations."
)
SHARE_COLUMNS = [
    Column("area", N_("Country or territory"), "area"),
    Column("share", N_("Share of the population (%)"), "percent", 1),
    Column("migrants", N_("Migrants"), "count"),
    Column("population", N_("Population"), "count"),
    Column("data_type", N_("Type of data")),
]
WHO = {
    "both": N_(
        "Migrants as a share of the population, %, mid-{year}. A migrant lives in a country other than that of birth."
    ),
    "female": N_(
        "Migrant women as a share of all women, %, mid-{year}. A migrant lives in a country other than that of birth."
    ),
    "male": N_(
        "Migrant men as a share of all men, %, mid-{year}. A migrant lives in a country other than that of birth."
    ),
}
DATA_TYPES = N_("Type of data: B birthplace, C citizenship, R refugees added, I imputed.")


@exhibit(
    "governance/migrant-share-map",
    question=N_("Where do migrants weigh most in the population?"),
    datasets=("undesa/migrant-stock-2024",),
    parameters=(STOCK_YEAR, SEX),
)
def migrant_share_map(setting: Setting, year: int, sex: str) -> Answer:
    words = setting.words
    rows = ask("governance/migrant_share", year=year, sex=sex)
    world = ask("governance/migrant_share_world", year=year, sex=sex).iloc[0]
    known = rows.dropna(subset=["share"])
    on_map = known[~known["small"].fillna(False).astype(bool)]
    points = known[known["small"].fillna(False).astype(bool)].dropna(subset=["lon", "lat"])
    limits = SHARE_LIMITS
    figure = charts.world_map(
        list(on_map["area"]),
        list(on_map["share"]),
        [_share_hover(words, row, year) for row in on_map.itertuples()],
        [(row.area, row.lon, row.lat, row.share, _share_hover(words, row, year)) for row in points.itertuples()],
        charts.Classes(limits, [f"{words.number(limit, 1 if limit % 1 else 0)}\u202f%" for limit in limits]),
        setting.look,
        missing_label=words.no_data,
    )
    above = int((known["share"] >= 20).sum())
    return Answer(
        title=words.n(
            N_("In {count} country or territory, one person in five or more is a migrant ({year})"),
            N_("In {count} countries and territories, one person in five or more is a migrant ({year})"),
            above,
            year=year,
        )
        if sex == "both"
        else words.t(N_("Where {group} are migrants most often ({year})"), group=words.t(GROUPS[sex]), year=year),
        subtitle=words.t(WHO[sex], year=year),
        sentence=words.t(
            N_(
                "In mid-{year} there were {migrants} migrants in the world ({group}), {share} of the population. "
                "Their share was 20{narrow}% or more in {above} of the {known} countries and territories with a figure."
            ),
            year=year,
            migrants=words.short(world["migrants"]),
            group=words.t(SEXES[sex]).lower(),
            share=words.percent(world["share"]),
            narrow="\u202f",
            above=words.number(above),
            known=words.number(len(known)),
        ),
        table=rows,
        columns=SHARE_COLUMNS,
        figure=figure,
        notes=[words.t(MAP_NOTE)],
    )


GROUPS = {"both": N_("people"), "female": N_("women"), "male": N_("men")}


def _share_hover(words: Words, row: object, year: int) -> str:
    return "<br>".join(
        [
            f"<b>{areas.name(row.area, words.lang)}</b>",  # type: ignore[attr-defined]
            words.t(N_("{share} of the population, mid-{year}"), share=words.percent(row.share), year=year),  # type: ignore[attr-defined]
            words.t(N_("{count} migrants"), count=words.number(row.migrants)),  # type: ignore[attr-defined]
            words.t(N_("Type of data: {code}"), code=row.data_type),  # type: ignore[attr-defined]
        ]
    )


@exhibit(
    "governance/migrant-workers",
    question=N_("How many migrant workers are there?"),
    datasets=("ilo/global-estimates",),
)
def migrant_workers(setting: Setting) -> Answer:
    words = setting.words
    rows = ask("governance/migrant_workers")
    newest = rows.iloc[-1]
    before = rows.iloc[-2]
    marks = [
        charts.Mark(
            label=words.t(N_("{year}<br>edition of {edition}"), year=row.reference_year, edition=row.edition),
            value=row.workers,
            text=words.short(row.workers),
            hover="<br>".join(
                [
                    f"<b>{words.short(row.workers)}</b>",
                    words.t(N_("Year {year}, edition of {edition}"), year=row.reference_year, edition=row.edition),
                    words.t(N_("{share} of the labour force"), share=words.percent(row.share_of_workers)),
                ]
            ),
            apart=row.indicator != "migrant-workers",
        )
        for row in rows.itertuples()
    ]
    return Answer(
        title=words.t(
            N_("{count} migrants were in the labour force in {year}"),
            count=words.short(newest["workers"]),
            year=newest["reference_year"],
        ),
        subtitle=words.t(
            N_(
                "Migrants aged 15 and over, employed or seeking work, in the reference year of each edition. "
                "Four estimates, not a series: the fourth (diamond) rests on a new model."
            )
        ),
        sentence=words.t(
            N_(
                "The ILO’s newest edition counts {newest} migrants in the labour force in {newest_year}, {share} of it. "
                "The edition before counted {before} migrant workers in {before_year}: "
                "this is not a fall, because the new model puts earlier years lower too."
            ),
            newest=words.short(newest["workers"]),
            newest_year=newest["reference_year"],
            share=words.percent(newest["share_of_workers"]),
            before=words.short(before["workers"]),
            before_year=before["reference_year"],
        ),
        table=rows,
        columns=[
            Column("edition", N_("Edition"), "year"),
            Column("reference_year", N_("Reference year"), "year"),
            Column("workers", N_("Migrant workers"), "count"),
            Column("share_of_workers", N_("Share of the labour force (%)"), "percent", 1),
            Column("source_url", N_("Text that quotes the figure")),
        ],
        figure=charts.separate_marks(marks, setting.look),
        notes=[words.t(N_("In the edition of 2015 the share is that of all workers."))],
    )
