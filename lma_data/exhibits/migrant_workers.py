"""Migrant workers, by the editions of the ILO's Global Estimates, which are never put in one series."""

from __future__ import annotations

from typing import Any

from lma_data import catalog, charts
from lma_data.exhibits.base import Answer, Column, Setting, exhibit
from lma_data.exhibits.shared import each, hover
from lma_data.i18n import N_, Words
from lma_data.warehouse import ask


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
