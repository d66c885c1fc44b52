"""The mix of a cohort: who they are, by one dimension or two."""

from __future__ import annotations

from lma_data import charts
from lma_data.cohort import Cohort, dimensions
from lma_data.exhibits.base import Answer, Column, Setting, exhibit, nothing
from lma_data.exhibits.cohort_parameters import BY, WHO
from lma_data.exhibits.shared import BARS, each, hover
from lma_data.i18n import N_, NN_

PEOPLE = NN_("{count} person", "{count} people")


@exhibit("cohort/mix", question=N_("Who is in the cohort?"), datasets=(), parameters=(BY, WHO))
def mix(setting: Setting, cohort: Cohort, by: str, who: str) -> Answer:
    words = setting.words
    rows = cohort.ask("cohort/categories", dimension=by, who=who)
    total = int(rows["people"].sum())
    if not total:
        return nothing(
            words.t(N_("Nobody in this cohort is counted here")),
            words.t(
                N_("Choose another answer to “Who is counted”, or import the files that say how far people have come.")
            ),
        )
    rows["name"] = [dimensions.name(words, cohort, by, code) for code in rows["category"]]
    rows["share"] = rows["people"] / total * 100
    known = rows[rows["category"] != dimensions.UNKNOWN]
    facts = {"dimension": words.t(dimensions.DIMENSIONS[by]), "people": words.n(*PEOPLE, total)}
    if known.empty:
        return nothing(
            words.t(N_("{dimension} is not known of anybody"), **facts),
            words.t(N_("No file says it of any of the {people}."), **facts),
        )
    first = known.iloc[0]
    facts |= {"first": first["name"], "share": words.percent(first["share"], 0), "count": words.number(first["people"])}
    shown = rows.head(BARS)
    return Answer(
        title=words.t(N_("{first}: {share} of the cohort"), **facts),
        subtitle=words.t(N_("{dimension}, {people}"), **facts),
        sentence=words.t(N_("{first} stands first with {count} of {people}, which is {share}."), **facts),
        table=rows[["name", "people", "share"]],
        columns=[
            Column("name", dimensions.DIMENSIONS[by]),
            Column("people", N_("People"), "count"),
            Column("share", N_("Share in %"), "percent", 1),
        ],
        figure=charts.ranked_bars(
            [dimensions.label(words, cohort, by, code) for code in shown["category"]],
            shown["people"].tolist(),
            [words.number(people) for people in shown["people"]],
            [hover(row.name, words.n(*PEOPLE, row.people)) for row in each(shown)],
            setting.look,
            keys=shown["category"].tolist(),
            apart=[dimensions.UNKNOWN],
        ),
    )
