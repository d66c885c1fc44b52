"""The teams of a cohort: who is where, which rules are not met, how each is balanced, and what they cost against chance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import pandas as pd

from lma_data import charts
from lma_data.charts import theme
from lma_data.cohort import Cohort, dimensions, team_cost, team_report, teams
from lma_data.cohort.team_report import Cell, Unmet
from lma_data.cohort.team_sizes import cut, outside
from lma_data.cohort.teams import Options, Teams
from lma_data.exhibits.base import Answer, Column, Parameter, Setting, Value, exhibit, nothing
from lma_data.exhibits.shared import hover, span
from lma_data.i18n import N_, NN_, Words

PEOPLE = NN_("{count} person", "{count} people")
TEAMS = NN_("{count} team", "{count} teams")
MOST_COLUMNS = 40  # teams in a chart; the table has all
MOST_WRITTEN = 12  # teams in a chart on a phone whose figures can be read
SHOWN = ("gender", "region", "audience", "language", "experience", "funding")
RULES = {  # as unmet rules are named
    "size": N_("Size"),
    "language": N_("Shared language"),
    "employer": N_("No two of one employer"),
    "alone": N_("Nobody alone of a kind"),
    "together": N_("Together"),
    "apart": N_("Apart"),
    "balance": N_("Balance"),
}
COUNTED = {  # what a rule counts, and what one costs
    "balance": (N_("People above or below the share of their team"), 1),
    "alone": (N_("People alone of their kind in a team"), team_cost.ALONE),
    "employer": (N_("Colleagues in one team"), team_cost.EMPLOYER),
    "language": (N_("People who do not know their team’s language"), team_cost.LANGUAGE),
    "together": (N_("Teams with some of those to be kept together"), team_cost.PAIR),
    "apart": (N_("People with somebody from whom they are to be kept apart"), team_cost.PAIR),
}


def _dimension(words: Words, value: Value) -> str:
    return words.t(dimensions.DIMENSIONS[str(value)])


DIMENSION = Parameter("dimension", N_("Dimension"), lambda: SHOWN, "audience", _dimension)


def none_yet(setting: Setting, cohort: Cohort) -> Answer:
    """Where no teams were made: how many would have to be put into some, and what stands in the way."""
    words, options = setting.words, teams.options_of(cohort)
    people = len(teams.people(cohort, options.who))
    if not people:
        return nothing(
            words.t(N_("There is nobody to put into teams")),
            words.t(
                N_(
                    "Nobody is known to take part. Import the register with its status, or Moodle’s list of participants, "
                    "or choose others under “For whom”."
                )
            ),
        )
    return nothing(
        words.t(N_("No teams have been made yet")),
        words.t(
            N_("{people} can be put into teams. {sizes} “Make teams” does it."),
            people=words.n(*PEOPLE, people),
            sizes=plan_text(words, cohort, options),
        ),
    )


def plan_text(words: Words, cohort: Cohort, options: Options) -> str:
    """The teams that there will be, language by language, and why some are outside the range."""
    planned = teams.planned(cohort, options)
    by_language: dict[str, list[int]] = {}
    for size, language in zip(planned.sizes, planned.languages, strict=True):
        by_language.setdefault(language, []).append(size)
    found = []
    for language, sizes in by_language.items():
        named = dimensions.name(words, cohort, "language", language)
        text = _sized(words, sizes)
        found.append(words.t(N_("{sizes} in {language}"), sizes=text, language=named) if language else text)
    asked = span(words, options.low, options.high)
    first = words.t(N_("Teams of {range}: {sizes}."), range=asked, sizes=words.t(N_("; ")).join(found))
    why = [
        sizes_text(words, sum(sizes), options.low, options.high)
        for sizes in by_language.values()
        if outside(sizes, options.low, options.high)
    ]
    return " ".join([first, *why])


def sizes_text(words: Words, people: int, low: int, high: int) -> str:
    """Why so many people give teams outside the range."""
    facts = {
        "people": words.n(*PEOPLE, people),
        "sizes": _sized(words, cut(people, low, high)),
        "range": span(words, low, high),
    }
    return words.t(N_("{people} cannot be cut into teams of {range}: the nearest is {sizes}."), **facts)


def _sized(words: Words, sizes: Sequence[int]) -> str:
    """10 of 6 and 2 of 5."""
    counted = sorted(Counter(sizes).items(), reverse=True)
    return words.list([words.t(SIZED, count=words.number(count), size=size) for size, count in counted])


SIZED = N_("{count} of {size}")


@exhibit("cohort/teams", question=N_("Who is in which team?"), datasets=())
def who_is_where(setting: Setting, cohort: Cohort) -> Answer:
    words, found = setting.words, teams.kept(cohort)
    if found is None:
        return none_yet(setting, cohort)
    problem, _ = teams.posed(cohort, found)
    table = _members(words, cohort, found)
    languages = Counter(code for code in problem.team_languages if code)
    facts = {
        "teams": words.n(*TEAMS, len(found.teams)),
        "sizes": span(words, min(problem.sizes), max(problem.sizes)),
        "people": words.n(*PEOPLE, len(problem.people)),
        "languages": words.list(
            [
                f"{dimensions.name(words, cohort, 'language', code)} ({words.number(count)})"
                for code, count in languages.most_common()
            ]
        ),
    }
    title = N_("{teams} of {sizes} people")
    sentence = words.t(N_("{people} are in {teams}."), **facts)
    if languages:
        sentence += " " + words.t(N_("Languages in which they can work: {languages}."), **facts)
    return Answer(
        title=words.t(title, **facts),
        subtitle=words.t(
            N_("Made on {day} with seed {seed}"),
            day=words.date(pd.Timestamp(found.made).date()),
            seed=found.options.seed,
        ),
        sentence=sentence,
        table=table,
        columns=[
            Column("team", N_("Team"), "count"),
            Column("name", N_("Name")),
            Column("language", N_("Language")),
            Column("gender", N_("Gender")),
            Column("region", N_("Region")),
            Column("audience", N_("Audience group")),
            Column("organisation", N_("Organization")),
            Column("pinned", N_("Pinned")),
        ],
        figure=None,
        notes=[*_changes(words, cohort, found), *_languages_note(words, cohort, found)],
    )


def _members(words: Words, cohort: Cohort, found: Teams) -> pd.DataFrame:
    there = found.team_of
    rows = cohort.rows("person")
    rows = rows[rows["person"].isin(set(there))]
    table = pd.DataFrame(
        {
            "team": [there[person] + 1 for person in rows["person"]],
            "name": [name_of(cohort, person) for person in rows["person"]],
            **{
                name: _called(words, cohort, name, rows[name].tolist())
                for name in ("language", "gender", "region", "audience")
            },
            "organisation": rows["organisation"].tolist(),
            "pinned": [words.t(N_("Yes")) if person in found.pins else "" for person in rows["person"]],
        }
    )
    return table.sort_values(["team", "name"]).reset_index(drop=True)


def _called(words: Words, cohort: Cohort, dimension: str, codes: Sequence[str | None]) -> list[str]:
    """The names of categories, each looked up once."""
    names = {code: dimensions.name(words, cohort, dimension, code or "") for code in set(codes)}
    return [names[code] for code in codes]


def name_of(cohort: Cohort, person: str) -> str:
    """The name of somebody, or the address where there is none, or the beginning of the id."""
    who = cohort.who.get(person)
    return (who.name or who.email if who else "") or person[:8]


def _changes(words: Words, cohort: Cohort, found: Teams) -> list[str]:
    """Who came or went since."""
    joined, left = len(teams.joined(cohort, found)), len(teams.left(cohort, found))
    return [joined_text(words, joined)] * bool(joined) + [left_text(words, left)] * bool(left)


def joined_text(words: Words, people: int) -> str:
    return words.n(*JOINED, people)


def left_text(words: Words, people: int) -> str:
    return words.n(*LEFT, people)


JOINED = NN_("{count} person takes part and is in no team.", "{count} people take part and are in no team.")
LEFT = NN_(
    "{count} person in a team does not take part any more, and is counted nowhere else here.",
    "{count} people in teams do not take part any more, and are counted nowhere else here.",
)
UNSPOKEN = NN_(
    "The language of {count} person is not known; they can be in any team.",
    "The language of {count} people is not known; they can be in any team.",
)


def _languages_note(words: Words, cohort: Cohort, found: Teams) -> list[str]:
    if not found.options.language:
        return []
    problem, _ = teams.posed(cohort, found)
    notes = [words.t(N_("Files name one language a person; where you know of more, say so under “Why, and changes”."))]
    unknown = sum(not known for known in problem.languages)
    return [*notes, words.n(*UNSPOKEN, unknown)] if unknown else notes


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
            table=_unmet_table(words, cohort, found, unmet),
            columns=_UNMET_COLUMNS,
            figure=None,
        )
    title = words.t(N_("Every rule is met, with {off}"), **facts) if not hard else facts["rules"]
    return Answer(
        title=title,
        subtitle=words.t(N_("The weightiest first; {off}"), **facts),
        sentence=words.t(N_("Where the last column says that it cannot be otherwise, no other teams would help.")),
        table=_unmet_table(words, cohort, found, unmet),
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


def _unmet_table(words: Words, cohort: Cohort, found: Teams, unmet: Sequence[Unmet]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "rule": words.t(RULES[one.rule]),
                "team": one.team + 1,
                "what": _what(words, cohort, found, one),
                "people": words.list([name_of(cohort, person) for person in one.people]) if one.people else "",
                "otherwise": _otherwise(words, cohort, found, one),
            }
            for one in unmet
        ],
        columns=[column.name for column in _UNMET_COLUMNS],
    )


def _what(words: Words, cohort: Cohort, found: Teams, one: Unmet) -> str:
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


def _otherwise(words: Words, cohort: Cohort, found: Teams, one: Unmet) -> str:
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
    problem, team_of = teams.posed(cohort, found)
    least, own = team_cost.bound(problem), team_cost.cost(problem, team_of)
    return [
        words.t(
            N_("Any teams of these sizes and languages cost at least {least}; these cost {own}."), least=least, own=own
        )
    ]


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
    problem, team_of = teams.posed(cohort, found)
    rows = teams.people(cohort, found.options.who)
    code_of = dict(zip(rows["person"], teams.categories(rows, dimension), strict=True))
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
    table["name"] = _called(words, cohort, dimension, table["category"].tolist())
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


@exhibit(
    "cohort/teams-cost",
    question=N_("How much better than chance are the teams, and can more be done?"),
    datasets=(),
)
def costs(setting: Setting, cohort: Cohort) -> Answer:
    words, found = setting.words, teams.kept(cohort)
    if found is None:
        return none_yet(setting, cohort)
    problem, team_of = teams.posed(cohort, found)
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
