"""Migrant workers, by the editions of the ILO's Global Estimates, which are never put in one series."""

from __future__ import annotations

from typing import Any

import pandas as pd

from lma_data import catalog, charts
from lma_data.charts import theme
from lma_data.exhibits.base import Answer, Column, Parameter, Setting, Value, exhibit
from lma_data.exhibits.shared import each, each_by, hover
from lma_data.i18n import N_, Words, is_missing
from lma_data.warehouse import ask, kept


@exhibit(
    "governance/migrant-workers",
    question=N_("How many migrant workers are there?"),
    datasets=("ilo/global-estimates",),
)
def migrant_workers(setting: Setting) -> Answer:
    words = setting.words
    rows = ask("governance/migrant_workers")
    newest, before = rows.iloc[-1], rows.iloc[-2]
    return Answer(
        title=words.t(
            N_("{count} migrants were in the labour force in {year}"),
            count=words.short(newest["workers"]),
            year=newest["reference_year"],
        ),
        subtitle=words.t(
            N_(
                "Migrants aged 15 and over, employed or seeking work, in the reference year of each edition. "
                "{count} estimates, not a series: the diamond rests on a new model."
            ),
            count=words.number(len(rows)),
        ),
        sentence=words.t(
            N_(
                "The ILO’s newest edition estimates {newest} migrants in the labour force in {newest_year}, {share} of it. "
                "The edition before estimated {before} migrant workers in {before_year}. "
                "The editions are not a series: their difference is not a change over time."
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
            Column("share_of_workers", N_("Share of the labour force, or of all workers (%)"), "percent", 1),
            Column("source_url", N_("Text that quotes the number")),
        ],
        figure=charts.lollipop_chart([_edition_mark(words, row) for row in each(rows)], setting.look),
        notes=[
            catalog.passport("ilo/global-estimates").caveat("new-model", words.lang),
            *(
                words.t(N_("In the edition of {edition} the share is that of all workers."), edition=row.edition)
                for row in each(rows)
                if row.share_indicator == "migrant-share-of-workers"
            ),
        ],
    )


def _edition_mark(words: Words, row: Any) -> charts.Mark:
    """One edition's figure; the edition with another indicator rests on another model and is set apart."""
    return charts.Mark(
        label=words.t(N_("{year}<br>edition of {edition}"), year=row.reference_year, edition=row.edition),
        value=row.workers,
        text=words.short(row.workers),
        hover=hover(
            words.short(row.workers),
            words.t(N_("Year {year}, edition of {edition}"), year=row.reference_year, edition=row.edition),
            words.t(N_("{share} of the labour force"), share=words.percent(row.share_of_workers))
            if row.share_indicator == "migrant-share-of-labour-force"
            else words.t(N_("{share} of all workers"), share=words.percent(row.share_of_workers)),
        ),
        apart=row.indicator != "migrant-workers",
    )


DATASET = "ilo/global-estimates"
BREAKDOWNS = {
    "income-group": N_("Income group of the country of destination"),
    "region": N_("Region of destination"),
    "subregion": N_("Subregions of destination that are quoted"),
    "sex": N_("Sex"),
    "age": N_("Age"),
    "sector": N_("Sector of activity"),
}
# In this order; what overlaps another category follows it, and says so.
CATEGORIES = {
    "high-income": N_("High income"),
    "upper-middle-income": N_("Upper-middle income"),
    "lower-middle-income": N_("Lower-middle income"),
    "low-income": N_("Low income"),
    "europe-central-asia": N_("Europe and Central Asia"),
    "americas": N_("Americas"),
    "asia-pacific": N_("Asia and the Pacific"),
    "arab-states-and-asia-pacific": N_("Arab States, Asia and the Pacific"),
    "arab-states": N_("Arab States"),
    "africa": N_("Africa"),
    "northern-america-and-northern-southern-western-europe": N_("Northern America; Northern, Southern, Western Europe"),
    "northern-southern-western-europe": N_("Northern, Southern and Western Europe"),
    "northern-america": N_("Northern America"),
    "eastern-asia": N_("Eastern Asia"),
    "male": N_("Men"),
    "female": N_("Women"),
    "15-24": N_("15–24 years"),
    "25-54": N_("25–54 years"),
    "25-64": N_("25–64 years"),
    "55-64": N_("55–64 years"),
    "65-plus": N_("65 years and over"),
    "services": N_("Services"),
    "domestic-work": N_("of which domestic work"),
    "industry": N_("Industry"),
    "agriculture": N_("Agriculture"),
    "total": N_("World"),
}
PARTS = {"domestic-work": N_("of which domestic work"), "arab-states": N_("of which Arab States")}
WITHIN = {"domestic-work": "services", "arab-states": "arab-states-and-asia-pacific"}
INCOME_GROUPS = ("high-income", "upper-middle-income", "lower-middle-income", "low-income")
ROLES = {"male": "men", "female": "women", "services": "services", "industry": "industry", "agriculture": "agriculture"}
NOT_A_SERIES = N_("Editions differ in method and in what the texts quote: compare categories within one, not editions.")
COMPUTED = N_("≈: computed here from the number quoted and the edition’s total, both rounded.")


@kept
def _editions() -> dict[int, int]:
    """The editions, by year of publication, each with the year that it estimates."""
    return {row.edition: row.reference_year for row in each(ask("governance/worker_editions"))}


def _edition_name(words: Words, edition: Value) -> str:
    return words.t(N_("Year {year}, edition of {edition}"), year=_editions()[int(edition)], edition=edition)


EDITION = Parameter("edition", N_("Edition"), lambda: tuple(_editions()), None, _edition_name)
BREAKDOWN = Parameter(
    "breakdown",
    N_("Breakdown"),
    lambda: tuple(BREAKDOWNS),
    "income-group",
    lambda words, value: words.t(BREAKDOWNS[str(value)]),
)
BREAKDOWN_COLUMNS = [
    Column("edition", N_("Edition"), "year"),
    Column("reference_year", N_("Reference year"), "year"),
    Column("breakdown", N_("Breakdown")),
    Column("name", N_("Category")),
    Column("share", N_("Share of migrant workers (%)"), "percent", 1),
    Column("millions", N_("Migrant workers (millions)"), "number", 1),
    Column("method", N_("Share")),
    Column("note", N_("Remark")),
    Column("source_url", N_("Text that quotes the number")),
]


def _breakdowns(words: Words) -> pd.DataFrame:
    """All categories of all editions, in the order in which they are shown, with their words."""
    rows = ask("governance/worker_breakdowns")
    found = each(rows)
    given = {(one.edition, one.category) for one in found}
    inside = [(one.edition, WITHIN.get(one.category)) in given for one in found]
    names = [(PARTS if within else CATEGORIES)[one.category] for one, within in zip(found, inside, strict=True)]
    rows = rows.assign(
        inside=inside,
        name=[words.t(name) for name in names],
        breakdown=[words.t(BREAKDOWNS[one.dimension]) for one in found],
        method=[words.t(N_("computed here") if one.computed else N_("quoted")) for one in found],
        note=rows[f"note_{words.lang}"],
    )
    dimensions, categories = list(BREAKDOWNS), list(CATEGORIES)
    places = [(one.edition, dimensions.index(one.dimension), categories.index(one.category)) for one in found]
    return rows.iloc[sorted(range(len(places)), key=places.__getitem__)]


def _bars(setting: Setting, rows: list[Any], dimension: str) -> list[charts.Category]:
    """The categories of one breakdown in one edition; of income groups all four, with or without a figure."""
    bars = {row.category: _bar(setting, row) for row in rows}
    if dimension != "income-group":
        return list(bars.values())
    return [bars.get(key) or _missing_bar(setting, key) for key in INCOME_GROUPS]


def _bar(setting: Setting, row: Any) -> charts.Category:
    words, look = setting.words, setting.look
    share = words.percent(row.share)
    colours = theme.palette(look)
    plain = colours.other if row.inside else colours.series[0]
    known = [
        words.t(N_("{share} of migrant workers"), share=share),
        *([] if is_missing(row.millions) else [words.short(row.millions * 1e6)]),
        words.t(N_("Year {year}, edition of {edition}"), year=row.reference_year, edition=row.edition),
        *([words.t(COMPUTED)] if row.computed else []),
    ]
    return charts.Category(
        label=row.name,
        value=row.share,
        text=f"≈\u00a0{share}" if row.computed else share,
        hover=hover(row.name, *known),
        colour=theme.colour(ROLES[row.category], look) if row.category in ROLES else plain,
    )


def _missing_bar(setting: Setting, key: str) -> charts.Category:
    words = setting.words
    name = words.t(CATEGORIES[key])
    return charts.Category(name, None, words.no_data, hover(name, words.no_data), theme.palette(setting.look).missing)


@exhibit(
    "governance/workers-profile",
    question=N_("Who are the migrant workers, and where do they work?"),
    datasets=(DATASET,),
    parameters=(EDITION,),
)
def workers_profile(setting: Setting, edition: int) -> Answer:
    words = setting.words
    rows = _breakdowns(words)
    rows = rows[rows["edition"] == edition]
    share = dict(zip(rows["category"], rows["share"], strict=True))
    groups = each_by(rows, "dimension")
    absent = [words.t(name) for key, name in BREAKDOWNS.items() if key not in groups]
    return Answer(
        title=words.t(
            N_("{men} of migrant workers were men, and {rich} lived in high-income countries ({year})"),
            men=words.percent(share["male"]),
            rich=words.percent(share["high-income"]),
            year=_editions()[edition],
        ),
        subtitle=words.t(
            N_("Migrants aged 15 and over, employed or seeking work, in %, year {year}. ILO, edition of {edition}."),
            year=_editions()[edition],
            edition=edition,
        ),
        sentence=_profile_sentence(words, groups, edition),
        table=rows,
        columns=BREAKDOWN_COLUMNS,
        figure=charts.grouped_bars(
            [(_group_name(words, key, of_it), _bars(setting, of_it, key)) for key, of_it in groups.items()],
            setting.look,
        ),
        notes=[
            *_breakdown_notes(words, rows),
            *(
                [words.t(N_("Not in the texts on this edition: {breakdowns}."), breakdowns=words.list(absent))]
                if absent
                else []
            ),
        ],
    )


def _group_name(words: Words, dimension: str, rows: list[Any]) -> str:
    if any(row.indicator == "employed-migrants" for row in rows):
        return words.t(N_("Sector of activity (of the employed)"))
    return words.t(BREAKDOWNS[dimension])


def _breakdown_notes(words: Words, rows: pd.DataFrame) -> list[str]:
    notes = [words.t(NOT_A_SERIES)]
    if rows["computed"].any():
        notes.append(words.t(COMPUTED))
    return [*notes, catalog.passport(DATASET).caveat("secondary-source", words.lang)]


def _profile_sentence(words: Words, groups: dict[str, list[Any]], edition: int) -> str:
    """Every breakdown in words: its largest categories with their shares."""
    opening = words.t(
        N_("Migrant workers in {year}, by the edition of {edition}."), year=_editions()[edition], edition=edition
    )
    said = [
        words.t(
            N_("{breakdown}: {largest}."),
            breakdown=_group_name(words, key, of_it),
            largest=_said(words, sorted(of_it, key=lambda one: -one.share)[:3]),
        )
        for key, of_it in groups.items()
    ]
    return " ".join([opening, *said])


def _said(words: Words, rows: list[Any]) -> str:
    return words.list([f"{one.name} ({words.percent(one.share)})" for one in rows])


def _editions_said(words: Words, by_edition: dict[int, list[Any]]) -> str:
    """What each edition says, the newest first."""
    return " ".join(
        words.t(N_("{edition}: {categories}."), edition=_edition_name(words, edition), categories=_said(words, of_it))
        for edition, of_it in sorted(by_edition.items(), reverse=True)
    )


@exhibit(
    "governance/workers-by-edition",
    question=N_("What does each edition of the ILO’s estimates say?"),
    datasets=(DATASET,),
    parameters=(BREAKDOWN,),
)
def workers_by_edition(setting: Setting, breakdown: str) -> Answer:
    words = setting.words
    rows = _breakdowns(words)
    rows = rows[rows["dimension"] == breakdown]
    by_edition = each_by(rows, "edition")
    newest = by_edition[max(by_edition)]
    top = max(newest, key=lambda one: one.share)
    groups = [
        (_edition_name(words, edition), _edition_bars(setting, by_edition.get(edition, []), breakdown))
        for edition in reversed(_editions())
    ]
    return Answer(
        title=words.t(
            N_("{category}: {share} of migrant workers in {year}, the newest figure of this breakdown"),
            category=top.name,
            share=words.percent(top.share),
            year=top.reference_year,
        ),
        subtitle=words.t(
            N_(
                "{breakdown}. Migrants aged 15 and over, employed or seeking work, in % of all of them in the reference "
                "year of each edition. Editions are not a series."
            ),
            breakdown=_group_name(words, breakdown, newest),
        ),
        sentence=_editions_said(words, by_edition),
        table=rows,
        columns=BREAKDOWN_COLUMNS,
        figure=charts.grouped_bars(groups, setting.look),
        notes=[
            catalog.passport(DATASET).caveat("new-model", words.lang),
            *_breakdown_notes(words, rows),
            *_sector_note(words, rows),
        ],
    )


def _edition_bars(setting: Setting, rows: list[Any], breakdown: str) -> list[charts.Category]:
    """The bars of one edition; where its texts do not give the breakdown, a row that says so."""
    if rows:
        return _bars(setting, rows, breakdown)
    words = setting.words
    name = words.t(N_("All categories"))
    return [charts.Category(name, None, words.no_data, hover(name, words.no_data), theme.palette(setting.look).missing)]


def _sector_note(words: Words, rows: pd.DataFrame) -> list[str]:
    """Sectors are of all migrant workers in one edition and of the employed in another."""
    of_employed = rows[rows["indicator"] == "employed-migrants"]["edition"].unique()
    return [
        words.t(N_("In the edition of {edition}, sectors are of employed migrants only."), edition=edition)
        for edition in of_employed
    ]


@exhibit(
    "governance/workers-share",
    question=N_("How large a part of the labour force are migrants?"),
    datasets=(DATASET,),
)
def workers_share(setting: Setting) -> Answer:
    words = setting.words
    rows = ask("governance/worker_shares")
    rows["inside"] = rows["dimension"] != "total"
    rows["name"] = [words.t(CATEGORIES[key]) for key in rows["category"]]
    rows["of_whom"] = [words.t(OF_WHOM[indicator]) for indicator in rows["indicator"]]
    rows["note"] = rows[f"note_{words.lang}"]
    top = rows.loc[rows["share"].idxmax()]
    world = rows[(rows["dimension"] == "total") & (rows["edition"] == top["edition"])].iloc[0]
    by_edition = each_by(rows, "edition")
    groups = [
        (_share_group(words, edition, of_it[0].indicator), [_share_bar(setting, row) for row in of_it])
        for edition, of_it in sorted(by_edition.items(), reverse=True)
    ]
    return Answer(
        title=words.t(
            N_("In {year} migrants were {world} of the world’s labour force, and {top} of it in this region: {place}"),
            year=top["reference_year"],
            world=words.percent(world["share"]),
            top=words.percent(top["share"]),
            place=top["name"],
        ),
        subtitle=words.t(
            N_(
                "Migrants aged 15 and over as a share of the labour force, in % (edition of {first}: of all workers), where "
                "the texts on an edition give it."
            ),
            first=rows["edition"].min(),
        ),
        sentence=_editions_said(words, by_edition),
        table=rows,
        columns=[
            *BREAKDOWN_COLUMNS[:2],
            Column("name", N_("World, subregion or income group")),
            Column("share", N_("Migrants’ share (%)"), "percent", 1),
            Column("of_whom", N_("Share of")),
            *BREAKDOWN_COLUMNS[-2:],
        ],
        figure=charts.grouped_bars(groups, setting.look),
        notes=[
            words.t(NOT_A_SERIES),
            *(catalog.passport(DATASET).caveat(one, words.lang) for one in ("incomplete-coverage", "secondary-source")),
        ],
    )


OF_WHOM = {
    "migrant-share-of-workers": N_("of all workers"),
    "migrant-share-of-labour-force": N_("of the labour force"),
}


def _share_group(words: Words, edition: int, indicator: str) -> str:
    """The edition, and of whom its shares are where that is not the labour force."""
    name = _edition_name(words, edition)
    if indicator == "migrant-share-of-labour-force":
        return name
    return words.t(N_("{edition} (all workers)"), edition=name)


def _share_bar(setting: Setting, row: Any) -> charts.Category:
    words, colours = setting.words, theme.palette(setting.look)
    share = words.percent(row.share)
    return charts.Category(
        label=row.name,
        value=row.share,
        text=share,
        hover=hover(row.name, f"{share} {row.of_whom}", _edition_name(words, row.edition)),
        colour=colours.other if row.inside else colours.series[0],
    )


MEASURES = {
    "participation": N_("Participation in the labour force"),
    "unemployment": N_("Unemployment rate"),
    "agriculture": N_("Employed in agriculture"),
    "industry": N_("Employed in industry"),
}


@exhibit(
    "governance/workers-against-others",
    question=N_("How do migrants fare at work, compared with others?"),
    datasets=(DATASET,),
)
def workers_against_others(setting: Setting) -> Answer:
    words = setting.words
    rows = ask("governance/workers_against_others")
    rows["name"] = [words.t(MEASURES[key]) for key in rows["measure"]]
    of = {row.measure: row for row in each(rows)}
    active, jobless = of["participation"], of["unemployment"]
    return Answer(
        title=words.t(
            N_("{active} of migrants were in the labour force in {year}, {others} of other people"),
            active=words.percent(active.migrants),
            others=words.percent(active.others),
            year=active.reference_year,
        ),
        subtitle=words.t(
            N_(
                "World, in %, in the year that the edition estimates: participation of people aged 15 and over, "
                "unemployment of the labour force, sectors of the employed."
            )
        ),
        sentence=words.t(
            N_(
                "Of the labour force, {jobless} of migrants and {others} of others were unemployed in {year}. "
                "All measures: {all}."
            ),
            jobless=words.percent(jobless.migrants),
            others=words.percent(jobless.others),
            year=jobless.reference_year,
            all=words.list(
                [
                    words.t(
                        N_("{measure} ({year}) {migrants} against {others}"),
                        measure=row.name,
                        year=row.reference_year,
                        migrants=words.percent(row.migrants),
                        others=words.percent(row.others),
                    )
                    for row in each(rows)
                ]
            ),
        ),
        table=rows,
        columns=[
            Column("name", N_("Measure")),
            *BREAKDOWN_COLUMNS[:2],
            Column("migrants", N_("Migrants (%)"), "percent", 1),
            Column("others", N_("Non-migrants (%)"), "percent", 1),
            BREAKDOWN_COLUMNS[-1],
        ],
        figure=charts.dumbbell_chart(
            [_pair(words, row) for row in each(rows)],
            (words.t(N_("Migrants")), words.t(N_("Non-migrants"))),
            setting.look,
            tick=lambda value: words.percent(value, 0),
        ),
        notes=[words.t(NOT_A_SERIES), catalog.passport(DATASET).caveat("secondary-source", words.lang)],
    )


def _pair(words: Words, row: Any) -> charts.Pair:
    label = words.t(N_("{measure}, {year}"), measure=row.name, year=row.reference_year)
    hovers = [
        hover(words.t(name), row.name, words.percent(value), _edition_name(words, row.edition))
        for name, value in ((N_("Migrants"), row.migrants), (N_("Non-migrants"), row.others))
    ]
    return charts.Pair(label, (row.migrants, row.others), (hovers[0], hovers[1]))
