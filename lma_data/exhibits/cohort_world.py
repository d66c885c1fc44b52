"""The cohort beside the world's migrants and migrant workers: shares side by side, never joined."""

from __future__ import annotations

from typing import Any

import pandas as pd

from lma_data import areas, catalog, charts
from lma_data.charts import theme
from lma_data.cohort import Cohort, dimensions
from lma_data.exhibits.base import Answer, Column, Setting, exhibit
from lma_data.exhibits.cohort_counts import Counted, cannot_say, counted, undecided, unknown_note
from lma_data.exhibits.cohort_parameters import WHO
from lma_data.exhibits.migrant_workers import CATEGORIES
from lma_data.exhibits.shared import PEOPLE, each, hover
from lma_data.i18n import N_, Words
from lma_data.warehouse import ask, kept

ORIGIN, DESTINATION = "undesa/migrant-stock-2024-origin", "undesa/migrant-stock-2024"
WORKERS = "ilo/global-estimates"
OTHER = "OTH"  # of emigrants: origin not known, or known as a group only
ILO_REGIONS = ("africa", "americas", "arab-states", "asia-pacific", "europe-central-asia")
NO_REGION = "none"  # a territory that the ILO has in no region


@exhibit(
    "cohort/world-migrants",
    question=N_("Do the regions of the cohort look like those of the world’s migrants?"),
    datasets=(ORIGIN, DESTINATION),
    parameters=(WHO,),
)
def world_migrants(setting: Setting, cohort: Cohort, who: str) -> Answer:
    words = setting.words
    found = counted(words, cohort, "region", who)
    if (empty := cannot_say(words, cohort, "region", who, found)) is not None:
        return empty
    rows = _beside(words, found, _migrants())
    year, regions = int(rows["year"].max()), rows[rows["area"] != OTHER]
    most = regions.loc[(regions["share"] - regions["share_of_emigrants"]).abs().idxmax()]
    return Answer(
        title=words.t(
            N_("{region}: {share} of the cohort, {emigrants} of the world’s emigrants"),
            region=most["name"],
            share=words.percent(most["share"]),
            emigrants=words.percent(most["share_of_emigrants"]),
        ),
        subtitle=words.t(
            N_(
                "Share in %, by region: {people} of the cohort by country they come from; the world’s migrants of "
                "mid-{year} by region of origin (emigrants) and by region where they live (immigrants). {who}."
            ),
            people=words.n(*PEOPLE, found.people),
            year=year,
            who=words.t(dimensions.POPULATIONS[who]),
        ),
        sentence=_migrants_sentence(words, regions, year),
        table=rows,
        columns=[
            Column("name", N_("Region")),
            Column("people", N_("People of the cohort"), "count"),
            Column("share", N_("Share of the cohort (%)"), "percent", 1),
            Column("share_of_emigrants", N_("Share of emigrants (%)"), "percent", 1),
            Column("share_of_immigrants", N_("Share of immigrants (%)"), "percent", 1),
            Column("emigrants", N_("Emigrants"), "count"),
            Column("immigrants", N_("Immigrants"), "count"),
            Column("year", N_("Year"), "year"),
        ],
        figure=charts.grouped_bars([_group(setting, row) for row in each(rows)], setting.look),
        notes=[
            words.t(
                N_(
                    "Three shares of three different totals, side by side: of the cohort, of all emigrants, of all "
                    "immigrants. Emigrants whose origin is not known are in the total."
                )
            ),
            *unknown_note(words, "region", found),
            *undecided(words, cohort, who),
        ],
    )


def _beside(words: Words, found: Counted, world: pd.DataFrame) -> pd.DataFrame:
    """The regions by emigrants, the largest first, and last what has none: of the cohort, and of emigrants."""
    own = {row.category: row.people for row in found.rows}
    own[OTHER] = own.pop(dimensions.UNKNOWN, 0)
    rows = world.assign(
        people=[own.get(area, 0) for area in world["area"]],
        name=[
            words.t(N_("Not known")) if area == OTHER else areas.name(area, words.lang)
            for area in world["area"].tolist()
        ],
        last=world["area"] == OTHER,
    )
    rows = rows.assign(share=rows["people"] / found.people * 100)
    return rows.sort_values("last", kind="stable").drop(columns="last").reset_index(drop=True)


# What the datasets say is the same for every cohort.
@kept
def _migrants() -> pd.DataFrame:
    return ask("cohort/world_migrants")


@kept
def _workers() -> pd.DataFrame:
    """Migrant workers by region, the largest first, of the newest edition that has all of the ILO's regions."""
    world = ask("governance/worker_breakdowns")
    world = world[(world["dimension"] == "region") & world["category"].isin(ILO_REGIONS)]
    complete = world.groupby("edition").filter(lambda of_it: len(of_it) == len(ILO_REGIONS))
    newest = complete[complete["edition"] == complete["edition"].max()].rename(columns={"share": "share_of_workers"})
    return newest.sort_values("share_of_workers", ascending=False).reset_index(drop=True)


@kept
def _ilo_region_of() -> dict[str, str]:
    places = ask("cohort/world_countries").dropna(subset=["ilo_region"])
    return dict(zip(places["area"], places["ilo_region"], strict=True))


def _migrants_sentence(words: Words, rows: pd.DataFrame, year: int) -> str:
    said = [
        words.t(
            N_("{region} {cohort} ({emigrants}; {immigrants})"),
            region=row.name,
            cohort=words.percent(row.share),
            emigrants=words.percent(row.share_of_emigrants),
            immigrants=words.percent(row.share_of_immigrants),
        )
        for row in each(rows)
    ]
    return words.t(
        N_(
            "Share of the cohort by region and, in brackets, of the world’s emigrants and immigrants in mid-{year}: "
            "{regions}."
        ),
        year=year,
        regions=words.t(N_("; ")).join(said),
    )


def _group(setting: Setting, row: Any) -> tuple[str, list[charts.Category]]:
    """One region: the cohort, those who left it, those who live in it."""
    words, look = setting.words, setting.look
    bars = [
        _bar(setting, row.name, "cohort", row.share, words.n(*PEOPLE, row.people)),
        _bar(
            setting,
            row.name,
            "emigrants",
            row.share_of_emigrants,
            words.short(row.emigrants),
            called=N_("Emigrants") if row.area == OTHER else NAMES["emigrants"],
        ),
    ]
    if row.area != OTHER:
        bars.append(_bar(setting, row.name, "immigrants", row.share_of_immigrants, words.short(row.immigrants)))
    return (row.name if look.compact else areas.label(row.area, words.lang) if row.area != OTHER else row.name), bars


NAMES = {
    "cohort": N_("The cohort"),
    "emigrants": N_("Emigrants from there"),
    "immigrants": N_("Immigrants there"),
    "migrant-workers": N_("Migrant workers there"),
}


def _bar(setting: Setting, group: str, role: str, share: float, *known: str, called: str = "") -> charts.Category:
    words = setting.words
    name, written = words.t(called or NAMES[role]), words.percent(share)
    return charts.Category(name, share, written, hover(group, name, written, *known), theme.colour(role, setting.look))


@exhibit(
    "cohort/world-workers",
    question=N_("Do the regions of the cohort look like those where migrant workers are?"),
    datasets=(WORKERS,),
    parameters=(WHO,),
)
def world_workers(setting: Setting, cohort: Cohort, who: str) -> Answer:
    words = setting.words
    found = counted(words, cohort, "country", who)
    if (empty := cannot_say(words, cohort, "country", who, found)) is not None:
        return empty
    rows = _ilo_regions(words, found)
    regions = rows[rows["share_of_workers"].notna()]
    edition, year = int(regions["edition"].iloc[0]), int(regions["reference_year"].iloc[0])
    most = regions.loc[(regions["share"] - regions["share_of_workers"]).abs().idxmax()]
    return Answer(
        title=words.t(
            N_("{region}: {share} of the cohort come from there, {workers} of migrant workers are there"),
            region=most["name"],
            share=words.percent(most["share"]),
            workers=words.percent(most["share_of_workers"]),
        ),
        subtitle=words.t(
            N_(
                "Share in %, by the ILO’s own regions: {people} of the cohort by country they come from; migrants in the "
                "labour force, {year}, by region where they work (ILO, edition of {edition}). {who}."
            ),
            people=words.n(*PEOPLE, found.people),
            year=year,
            edition=edition,
            who=words.t(dimensions.POPULATIONS[who]),
        ),
        sentence=_workers_sentence(words, regions, year),
        table=rows,
        columns=[
            Column("name", N_("Region (ILO)")),
            Column("people", N_("People of the cohort"), "count"),
            Column("share", N_("Share of the cohort (%)"), "percent", 1),
            Column("share_of_workers", N_("Share of migrant workers (%)"), "percent", 1),
            Column("millions", N_("Migrant workers (millions)"), "number", 1),
            Column("source_url", N_("Text that quotes the number")),
        ],
        figure=charts.grouped_bars([_workers_group(setting, row) for row in each(rows)], setting.look),
        notes=[
            words.t(
                N_(
                    "The cohort is grouped by the country that people come from, migrant workers by the country where they "
                    "work: the shares stand side by side and answer two questions."
                )
            ),
            catalog.passport(WORKERS).caveat("secondary-source", words.lang),
            *unknown_note(words, "country", found),
            *undecided(words, cohort, who),
        ],
    )


def _ilo_regions(words: Words, found: Counted) -> pd.DataFrame:
    """The cohort by the ILO's regions beside the newest edition that has all of them; who is in none last."""
    region_of = _ilo_region_of()
    own: dict[str, int] = {}
    for row in found.rows:
        region = region_of.get(row.category, NO_REGION if row.category != dimensions.UNKNOWN else dimensions.UNKNOWN)
        own[region] = own.get(region, 0) + row.people
    rows = _workers()
    extra = [{"category": code} for code in (NO_REGION, dimensions.UNKNOWN) if own.get(code)]
    rows = pd.concat([rows, pd.DataFrame(extra)], ignore_index=True) if extra else rows
    names = {
        **{key: words.t(CATEGORIES[key]) for key in ILO_REGIONS},
        NO_REGION: words.t(N_("In no region of the ILO")),
        dimensions.UNKNOWN: words.t(N_("Not known")),
    }
    rows = rows.assign(
        name=[names[code] for code in rows["category"]], people=[own.get(code, 0) for code in rows["category"]]
    )
    return rows.assign(share=rows["people"] / found.people * 100)


def _workers_group(setting: Setting, row: Any) -> tuple[str, list[charts.Category]]:
    words = setting.words
    bars = [_bar(setting, row.name, "cohort", row.share, words.n(*PEOPLE, row.people))]
    if row.share_of_workers == row.share_of_workers:  # not missing
        bars.append(
            _bar(setting, row.name, "migrant-workers", row.share_of_workers, words.short(row.millions * 1_000_000))
        )
    return row.name, bars


def _workers_sentence(words: Words, rows: pd.DataFrame, year: int) -> str:
    said = [
        words.t(
            N_("{region} {cohort} ({workers})"),
            region=row.name,
            cohort=words.percent(row.share),
            workers=words.percent(row.share_of_workers),
        )
        for row in each(rows)
    ]
    return words.t(
        N_("Share of the cohort by region and, in brackets, of the world’s migrant workers in {year}: {regions}."),
        year=year,
        regions=words.t(N_("; ")).join(said),
    )
