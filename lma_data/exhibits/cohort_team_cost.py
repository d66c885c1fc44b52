"""What the teams of a cohort cost, rule by rule, against random splits and the least that any could."""

from __future__ import annotations

from typing import Any

import pandas as pd

from lma_data import charts
from lma_data.charts import theme
from lma_data.cohort import Cohort, team_cost, team_making, teams
from lma_data.cohort.teams import Teams
from lma_data.exhibits.base import Answer, Column, Setting, exhibit
from lma_data.exhibits.cohort_team_plan import none_yet
from lma_data.exhibits.shared import hover
from lma_data.i18n import N_, Words

COUNTED = {  # what a rule counts, and what one costs
    "balance": (N_("People above or below the share of their team"), 1),
    "alone": (N_("People alone of their kind in a team"), team_cost.ALONE),
    "employer": (N_("Colleagues in one team"), team_cost.EMPLOYER),
    "language": (N_("People who do not know their team’s language"), team_cost.LANGUAGE),
    "together": (N_("Teams with some of those to be kept together"), team_cost.PAIR),
    "apart": (N_("People with somebody from whom they are to be kept apart"), team_cost.PAIR),
}


@exhibit(
    "cohort/teams-cost",
    question=N_("How much better than chance are the teams, and can more be done?"),
    datasets=(),
)
def costs(setting: Setting, cohort: Cohort) -> Answer:
    words, found = setting.words, teams.kept(cohort)
    if found is None:
        return none_yet(setting, cohort)
    problem, team_of = team_making.posed(cohort, found)
    own, least = team_cost.parts(problem, team_of), team_cost.bound(problem)
    total, chance = sum(own.values()), sum(found.random.get(rule, 0) for rule in own)
    rules = [rule for rule in COUNTED if own[rule] or found.random.get(rule, 0) or rule == "balance"]
    facts: dict[str, Any] = {
        "total": words.number(total),
        "chance": words.number(chance),
        "least": words.number(least),
        "splits": words.number(found.random.get("splits", 0)),
    }
    verdict = (
        N_("No teams of these sizes and languages cost less.")
        if total <= least
        else N_("Teams of these sizes and languages cost {least} at least; whether there are any is not known.")
    )
    table = pd.DataFrame(
        {
            "rule": [words.t(COUNTED[rule][0]) for rule in rules],
            "weight": [COUNTED[rule][1] for rule in rules],
            "own": [own[rule] / COUNTED[rule][1] for rule in rules],
            "chance": [found.random.get(rule, 0) / COUNTED[rule][1] for rule in rules],
        }
    )
    return Answer(
        title=words.t(N_("The teams cost {total}, a random split {chance} on average"), **facts),
        subtitle=words.t(
            N_("What does not meet a rule, in these teams and on average in {splits} random splits"), **facts
        ),
        sentence=words.t(verdict, **facts),
        table=table,
        columns=[
            Column("rule", N_("What is counted")),
            Column("weight", N_("Each costs"), "count"),
            Column("own", N_("These teams"), "number", 0),
            Column("chance", N_("Random split, mean"), "number", 1),
        ],
        figure=_cost_bars(setting, table),
        notes=_cost_notes(words, found),
    )


def _cost_notes(words: Words, found: Teams) -> list[str]:
    notes = [
        words.t(
            N_(
                "The cost is the sum of what is counted, each times its weight; whoever is above or below a share counts as "
                "often as the weight of the dimension says."
            )
        )
    ]
    if "least" in found.random:
        least, most = words.number(found.random["least"]), words.number(found.random["most"])
        notes.append(words.t(N_("The random splits cost from {least} to {most}."), least=least, most=most))
    if found.options.language and found.options.balance.get("language"):
        notes.append(words.t(N_("Teams that share a language cannot be balanced on it: it is not counted.")))
    return notes


def _cost_bars(setting: Setting, table: pd.DataFrame) -> dict[str, Any]:
    words, colours = setting.words, theme.palette(setting.look)
    groups = []
    for row in table.to_dict("records"):
        bars = []
        for name, value, shade in (
            (words.t(N_("These teams")), row["own"], colours.series[0]),
            (words.t(N_("Random split")), row["chance"], colours.other),
        ):
            text = words.number(value, 0 if value == int(value) else 1)
            bars.append(charts.Category(name, value, text, hover(row["rule"], f"{name}: {text}"), shade))
        groups.append((row["rule"], bars))
    return charts.grouped_bars(groups, setting.look)
