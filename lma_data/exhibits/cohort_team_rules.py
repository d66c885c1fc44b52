"""The rules that the teams of a cohort do not meet: which team, which people, and whether other teams could."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from lma_data.cohort import Cohort, dimensions, team_cost, team_making, team_report, teams
from lma_data.cohort.team_report import Unmet
from lma_data.cohort.teams import Teams
from lma_data.exhibits.base import Answer, Column, Setting, exhibit
from lma_data.exhibits.cohort_shared import known_as
from lma_data.exhibits.cohort_team_plan import none_yet, sizes_text
from lma_data.exhibits.shared import PEOPLE, span
from lma_data.i18n import N_, NN_, Words

RULES = {  # as unmet rules are named
    "size": N_("Size"),
    "language": N_("Shared language"),
    "employer": N_("No two of one employer"),
    "alone": N_("Nobody alone of a kind"),
    "together": N_("Together"),
    "apart": N_("Apart"),
    "balance": N_("Balance"),
}


@exhibit("cohort/teams-unmet", question=N_("Which rules are not met, by which team and which people?"), datasets=())
def unmet_rules(setting: Setting, cohort: Cohort) -> Answer:
    words, found = setting.words, teams.kept(cohort)
    if found is None:
        return none_yet(setting, cohort)
    unmet = cohort.kept("teams-unmet", lambda: team_report.unmet(cohort, found))
    hard = [one for one in unmet if one.rule != "balance"]
    off = len(unmet) - len(hard)
    facts = {"rules": words.n(*UNMET, len(hard)), "off": words.n(*OFF, off)}
    if not unmet:
        return Answer(
            title=words.t(N_("Every rule is met")),
            subtitle="",
            sentence=words.t(N_("Sizes, languages, employers, company and balance are as they were asked for.")),
            table=_unmet_table(words, cohort, unmet),
            columns=_UNMET_COLUMNS,
            figure=None,
        )
    title = words.t(N_("Every rule is met, with {off}"), **facts) if not hard else facts["rules"]
    return Answer(
        title=title,
        subtitle=words.t(N_("The weightiest first; {off}"), **facts),
        sentence=words.t(N_("Where the last column says that it cannot be otherwise, no other teams would help.")),
        table=_unmet_table(words, cohort, unmet),
        columns=_UNMET_COLUMNS,
        figure=None,
        notes=_balance_note(words, cohort, found),
    )


UNMET = NN_("{count} rule is not met", "{count} rules are not met")
OFF = NN_("{count} departure from balance", "{count} departures from balance")
_UNMET_COLUMNS = [
    Column("rule", N_("Rule")),
    Column("team", N_("Team"), "count"),
    Column("what", N_("What is so")),
    Column("people", N_("People")),
    Column("otherwise", N_("Can it be otherwise?")),
]


def _unmet_table(words: Words, cohort: Cohort, unmet: Sequence[Unmet]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "rule": words.t(RULES[one.rule]),
                "team": one.team + 1,
                "what": _what(words, cohort, one),
                "people": words.list([known_as(cohort, person) for person in one.people]) if one.people else "",
                "otherwise": _otherwise(words, one),
            }
            for one in unmet
        ],
        columns=[column.name for column in _UNMET_COLUMNS],
    )


def _what(words: Words, cohort: Cohort, one: Unmet) -> str:
    category = (
        dimensions.name(words, cohort, one.dimension, one.category) if one.dimension in dimensions.DIMENSIONS else ""
    )
    facts: dict[str, Any] = {
        "category": category,
        "there": words.number(one.there),
        "share": span(words, one.least, one.most),
        "people": words.n(*PEOPLE, len(one.people)),
    }
    match one.rule:
        case "size":
            return words.t(N_("{people}, where {share} were asked for"), **facts)
        case "language":
            language = dimensions.name(words, cohort, "language", one.category)
            return words.t(N_("{people} without the team’s language, {language}"), **facts, language=language)
        case "employer":
            return words.t(N_("{people} of one employer"), **facts)
        case "alone":
            return words.t(N_("The only one in the team: {category}"), **facts)
        case "together":
            return words.t(N_("Only some of those who are to be kept together"))
        case "apart":
            return words.t(N_("To be kept apart, and in one team"))
        case _:
            return words.t(N_("{category}: {there}, where the share of the team is {share}"), **facts)


def _otherwise(words: Words, one: Unmet) -> str:
    if one.rule == "balance":
        return ""
    if one.avoidable and one.rule != "size":
        return words.t(N_("Perhaps, at the cost of another rule"))
    match one.rule:
        case "size":
            if one.avoidable:
                return words.t(N_("With teams made anew, or other pins"))
            return sizes_text(words, one.there, one.least, one.most)
        case "language":
            return words.t(N_("No: too few know the same language for a team of their own"))
        case "employer":
            return words.t(N_("No: more colleagues than teams of their language"))
        case _:
            return words.t(N_("No: the only one among those who know the team’s language"))


def _balance_note(words: Words, cohort: Cohort, found: Teams) -> list[str]:
    """How much of what is out of balance any teams of these sizes and languages would have."""
    problem, team_of = team_making.posed(cohort, found)
    least, own = team_cost.bound(problem), team_cost.cost(problem, team_of)
    return [
        words.t(
            N_("Any teams of these sizes and languages cost at least {least}; these cost {own}."), least=least, own=own
        )
    ]
