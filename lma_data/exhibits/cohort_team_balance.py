"""How each team of a cohort is balanced by a dimension, against the share that the category has of everybody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import pandas as pd

from lma_data import charts
from lma_data.cohort import Cohort, dimensions, team_making, team_report, teams
from lma_data.cohort.team_report import Cell
from lma_data.exhibits.base import Answer, Column, Parameter, Setting, Value, exhibit, nothing
from lma_data.exhibits.cohort_shared import called
from lma_data.exhibits.cohort_team_plan import none_yet
from lma_data.exhibits.shared import PEOPLE, hover, span
from lma_data.i18n import N_, NN_, Words

MOST_COLUMNS = 40  # teams in a chart; the table has all
MOST_WRITTEN = 12  # teams in a chart on a phone whose figures can be read
SHOWN = ("gender", "region", "audience", "language", "experience", "funding")


def _dimension(words: Words, value: Value) -> str:
    return words.t(dimensions.DIMENSIONS[str(value)])


DIMENSION = Parameter("dimension", N_("Dimension"), lambda: SHOWN, "audience", _dimension)


@exhibit(
    "cohort/teams-balance",
    question=N_("Is each team balanced as the whole is?"),
    datasets=(),
    parameters=(DIMENSION,),
)
def balance(setting: Setting, cohort: Cohort, dimension: str) -> Answer:
    words, found = setting.words, teams.kept(cohort)
    if found is None:
        return none_yet(setting, cohort)
    problem, team_of = team_making.posed(cohort, found)
    rows = team_making.people(cohort, found.options.who)
    code_of = dict(zip(rows["person"], team_making.categories(rows, dimension), strict=True))
    codes = [code_of[person] for person in problem.people]
    cells = team_report.balance(problem, team_of, codes)
    facts: dict[str, Any] = {"dimension": words.t(dimensions.DIMENSIONS[dimension])}
    if not cells:
        return nothing(
            words.t(N_("{dimension} is not known of anybody in a team"), **facts),
            words.t(N_("Import a file that says it, then the teams can be balanced on it.")),
        )
    table = pd.DataFrame(cells)
    table["team"] += 1
    table["excess"] = [cell.excess for cell in cells]
    table["name"] = called(words, cohort, dimension, table["category"].tolist())
    within = int((table["excess"] == 0).sum())
    facts |= {
        "within": words.number(within),
        "cells": words.number(len(table)),
        "unknown": sum(not code for code in codes),
    }
    shown = _shown_teams(cells)
    notes = [words.n(*UNKNOWN, facts["unknown"])] if facts["unknown"] else []
    if len(shown) < len(problem.sizes):
        notes.append(words.n(*CUT, len(shown)))
    return Answer(
        title=words.t(N_("{dimension}: {within} of {cells} counts are within the share of their team"), **facts),
        subtitle=words.t(
            N_("People of each category in each team, coloured by their distance to its share of the whole")
        ),
        sentence=words.t(
            N_(
                "The share of a team is the category’s share of everybody times the team’s size, rounded down and up; "
                "{within} of {cells} counts are within it."
            ),
            **facts,
        ),
        table=table,
        columns=[
            Column("team", N_("Team"), "count"),
            Column("name", N_("Category")),
            Column("there", N_("People"), "count"),
            Column("share", N_("Share of the team, not rounded"), "number", 1),
            Column("excess", N_("People above or below it"), "count"),
        ],
        figure=_heat(setting, cohort, dimension, cells, shown),
        notes=notes,
    )


UNKNOWN = NN_(
    "Of {count} person it is not known, or not said: they are in no category.",
    "Of {count} people it is not known, or not said: they are in no category.",
)
CUT = NN_("The chart shows {count} team.", "The chart shows the {count} teams that are farthest from their share.")


def _shown_teams(cells: Sequence[Cell]) -> list[int]:
    """All teams, or those farthest from balance where they are too many for a chart."""
    excess: Counter[int] = Counter()
    for cell in cells:
        excess[cell.team] += cell.excess
    return sorted(sorted(excess, key=lambda team: (-excess[team], team))[:MOST_COLUMNS])


def _heat(
    setting: Setting, cohort: Cohort, dimension: str, cells: Sequence[Cell], shown: Sequence[int]
) -> dict[str, Any]:
    words, look = setting.words, setting.look
    written = not look.compact or len(shown) <= MOST_WRITTEN
    by_category: dict[str, dict[int, Cell]] = {}
    for cell in cells:
        by_category.setdefault(cell.category, {})[cell.team] = cell
    rows = []
    for code in [code for code in dimensions.codes(cohort, dimension) if code in by_category]:
        own = [by_category[code][team] for team in shown]
        name = dimensions.name(words, cohort, dimension, code)
        rows.append(
            charts.HeatRow(
                dimensions.label(words, cohort, dimension, code),
                [_distance(cell) for cell in own],
                [words.number(cell.there) if written else "" for cell in own],
                [hover(words.t(N_("Team {number}"), number=cell.team + 1), name, _cell(words, cell)) for cell in own],
            )
        )
    labels = [words.t(N_("too few")), words.t(N_("share")), words.t(N_("too many"))]
    classes = charts.Classes((-1.0, 0.0, 1.0), labels, middle=0.0)
    every = 1 if len(shown) <= MOST_WRITTEN or not look.compact else 3
    return charts.heat_map(
        rows, [str(team + 1) for team in shown], classes, look, missing_label=words.no_data, every=every
    )


def _cell(words: Words, cell: Cell) -> str:
    facts = {"people": words.n(*PEOPLE, cell.there), "share": span(words, cell.least, cell.most)}
    return words.t(N_("{people}; its share is {share}"), **facts)


def _distance(cell: Cell) -> float:
    """Within the share between -1 and 1, beyond it farther out."""
    if cell.there < cell.least:
        return -1.5
    return 1.5 if cell.there > cell.most else max(-0.9, min(0.9, cell.there - cell.share))
