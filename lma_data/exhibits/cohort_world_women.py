"""Women's share of the cohort beside their share of migrants and of migrant workers."""

from __future__ import annotations

from typing import Any

import pandas as pd

from lma_data import catalog, charts
from lma_data.charts import theme
from lma_data.cohort import Cohort, dimensions
from lma_data.exhibits.base import Answer, Column, Setting, exhibit
from lma_data.exhibits.cohort_counts import cannot_say, counted, undecided, unknown_note
from lma_data.exhibits.cohort_parameters import WHO
from lma_data.exhibits.shared import PEOPLE, each, hover
from lma_data.i18n import N_
from lma_data.warehouse import ask, kept

DESTINATION, WORKERS = "undesa/migrant-stock-2024", "ilo/global-estimates"
POPULATIONS = {
    "cohort": N_("The cohort"),
    "migrants": N_("Migrants in the world, all ages"),
    "workers": N_("Migrant workers in the world"),
}


@exhibit(
    "cohort/world-women",
    question=N_("How many are women, in the cohort and among migrants?"),
    datasets=(DESTINATION, WORKERS),
    parameters=(WHO,),
    apart=N_("The share of women in three different populations, side by side: none is part of another here."),
)
def world_women(setting: Setting, cohort: Cohort, who: str) -> Answer:
    words = setting.words
    found = counted(words, cohort, "gender", who)
    if (empty := cannot_say(words, cohort, "gender", who, found)) is not None:
        return empty
    women = sum(row.people for row in found.of(("female",)))
    migrants, workers = _women()
    rows = pd.DataFrame(
        [
            ("cohort", cohort.course.start.year, women / found.people * 100, women),
            ("migrants", int(migrants["year"]), float(migrants["share_of_women"]), int(migrants["women"])),
            ("workers", int(workers["reference_year"]), float(workers["share"]), round(workers["millions"] * 1e6)),
        ],
        columns=["population", "year", "share", "women"],
    )
    rows = rows.assign(name=[words.t(POPULATIONS[one]) for one in rows["population"]])
    facts = {
        "cohort": words.percent(rows["share"][0]),
        "migrants": words.percent(rows["share"][1]),
        "workers": words.percent(rows["share"][2]),
    }
    return Answer(
        title=words.t(N_("Women: {cohort} of the cohort, {workers} of migrant workers"), **facts),
        subtitle=words.t(
            N_(
                "Women as a share of {people} of the cohort, of all migrants (mid-{year}), and of migrants in the labour "
                "force ({workers_year}), in %. {who}."
            ),
            people=words.n(*PEOPLE, found.people),
            year=rows["year"][1],
            workers_year=rows["year"][2],
            who=words.t(dimensions.POPULATIONS[who]),
        ),
        sentence=words.t(
            N_(
                "Women are {cohort} of the cohort, {migrants} of the world’s migrants and {workers} of its migrant workers."
            ),
            **facts,
        ),
        table=rows,
        columns=[
            Column("name", N_("Population")),
            Column("year", N_("Year"), "year"),
            Column("share", N_("Share of women (%)"), "percent", 1),
            Column("women", N_("Women"), "count"),
        ],
        figure=charts.category_bars(
            [
                charts.Category(
                    row.name,
                    row.share,
                    words.percent(row.share),
                    hover(row.name, str(row.year), words.percent(row.share), words.short(row.women)),
                    theme.colour("cohort" if row.population == "cohort" else "women", setting.look),
                )
                for row in each(rows)
            ],
            setting.look,
        ),
        notes=[
            catalog.passport(WORKERS).caveat("secondary-source", words.lang),
            *unknown_note(words, "gender", found),
            *undecided(words, cohort, who),
        ],
    )


@kept
def _women() -> tuple[dict[str, Any], dict[str, Any]]:
    """The newest share of women of all migrants, and of migrant workers."""
    estimates = ask("governance/worker_breakdowns")
    workers = estimates[estimates["category"] == "female"].sort_values("edition").iloc[-1]
    return ask("protection/women_share", areas=["WLD"]).iloc[-1].to_dict(), workers.to_dict()
