"""Teams made of a cohort: for whom, as a problem that has a cost, by the search; and a place for who joins later.

    teams = make(cohort, Options(seed=7))          # teams of 5 to 6 of those taking part
    problem, team_of = posed(cohort, teams)        # what they cost: team_cost.parts(problem, team_of)

Each function that changes teams returns another Teams; nothing is written here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from lma_data.cohort import dimensions, team_search
from lma_data.cohort.cohort import Cohort
from lma_data.cohort.dimensions import DIMENSIONS, POPULATIONS
from lma_data.cohort.settings import TEAMS
from lma_data.cohort.team_cost import Array, Problem, Rules, cost
from lma_data.cohort.team_sizes import Plan, plan, with_room
from lma_data.cohort.teams import Options, Teams, kept, placed, taken

NO_KIND = {"gender": {"undisclosed"}}  # who would rather not say is counted with nobody, and is alone of no kind
LOOKED_AT = 40  # teams where somebody who joins may go


# Who


def people(cohort: Cohort, who: str) -> pd.DataFrame:
    """The rows of table `person` of those for whom teams are made, ordered by id."""
    everybody = cohort.rows("person")
    if who != "everybody" and who in POPULATIONS:
        everybody = everybody[everybody[who.replace("-", "_")].map(bool).to_numpy(dtype=bool)]
    return everybody.sort_values("person").reset_index(drop=True)


def categories(rows: pd.DataFrame, dimension: str) -> list[str | None]:
    """The category of each person in a dimension; None for who has none, or would rather not say."""
    values = rows[dimension].tolist()
    if dimension == "experience":
        return [dimensions.band(value) or None for value in values]
    return [None if not value or value in NO_KIND.get(dimension, ()) else value for value in values]


def joined(cohort: Cohort, teams: Teams) -> list[str]:
    """Who takes part and is in no team."""
    there = teams.team_of
    return [person for person in people(cohort, teams.options.who)["person"] if person not in there]


def left(cohort: Cohort, teams: Teams) -> list[str]:
    """Who is in a team and does not take part any more."""
    still = set(people(cohort, teams.options.who)["person"])
    return [person for person in teams.team_of if person not in still]


# Making


def make(cohort: Cohort, options: Options, previous: Teams | None = None) -> Teams:
    """New teams by these options; pins, people to be kept together or apart, and languages are those of `previous`.

    The same seed, options and people give the same teams.
    """
    rows = people(cohort, options.who)
    base = previous or Teams(options, "", (), ())
    here = set(rows["person"])
    known = _languages(rows, options, base.also)
    planned = plan(known, options.low, options.high, cohort.course.languages)
    pins = {person: team for person, team in base.pins.items() if person in here and team < len(planned.sizes)}
    planned = _fitting(planned, pins, dict(zip(rows["person"], known, strict=True)))
    problem = _problem(rows, known, planned, options, base, pins)
    found = team_search.search(problem, options.seed)
    teams = tuple(
        tuple(problem.people[place] for place in np.flatnonzero(found.team_of == team))
        for team in range(len(planned.sizes))
    )
    return replace(
        base,
        options=options,
        made=cohort.today.isoformat(),
        teams=teams,
        languages=planned.languages,
        pins=pins,
        random=_random(problem, options.seed),
        moves=(),
        before={**previous.json(), "before": None, "moves": []} if previous and previous.teams else None,
    )


def planned(cohort: Cohort, options: Options) -> Plan:
    """The sizes and languages that teams by these options will have, before anybody is pinned."""
    rows = people(cohort, options.who)
    teams = kept(cohort)
    known = _languages(rows, options, teams.also if teams else {})
    return plan(known, options.low, options.high, cohort.course.languages)


def _languages(rows: pd.DataFrame, options: Options, also: Mapping[str, Sequence[str]]) -> list[frozenset[str]]:
    """What each person knows; nothing where no rule asks for it."""
    if not options.language:
        return [frozenset()] * len(rows)
    return [
        frozenset([code, *also.get(person, ())]) if code else frozenset(also.get(person, ()))
        for person, code in zip(rows["person"], rows["language"], strict=True)
    ]


def _fitting(planned: Plan, pins: Mapping[str, int], known: Mapping[str, frozenset[str]]) -> Plan:
    """The same teams in an order in which those with pinned people have their language, and room for them."""
    pinned = Counter(pins.values())
    slots = sorted(zip(planned.sizes, planned.languages, strict=True), key=lambda slot: -slot[0])
    order: dict[int, tuple[int, str]] = {}
    for team, count in pinned.most_common():
        held = [known[person] for person, to in pins.items() if to == team]
        best = max(slots, key=lambda slot: (sum(not own or slot[1] in own for own in held), slot[0] >= count, slot[0]))
        slots.remove(best)
        order[team] = best
    rest = list(zip(planned.sizes, planned.languages, strict=True))
    for slot in order.values():
        rest.remove(slot)
    ordered = [order[team] if team in order else rest.pop(0) for team in range(len(planned.sizes))]
    return Plan(with_room([size for size, _ in ordered], pinned), tuple(code for _, code in ordered))


def _problem(
    rows: pd.DataFrame,
    known: Sequence[frozenset[str]],
    planned: Plan,
    options: Options,
    teams: Teams,
    pins: Mapping[str, int],
) -> Problem:
    named = dict.fromkeys([*options.weighed, *(name for name in options.alone if name in DIMENSIONS)])
    columns: dict[str, Sequence[str | None]] = {name: categories(rows, name) for name in named}
    columns["employer"] = rows["employer"].tolist()
    rules = Rules(options.weighed, options.alone, options.employer, teams.together, teams.apart)
    return Problem(tuple(rows["person"]), columns, known, planned.sizes, planned.languages, rules, pins)


def _random(problem: Problem, seed: int) -> dict[str, float]:
    """What random splits cost: the mean by rule, and the least and most of their totals."""
    if not problem.people:
        return {}
    found = pd.DataFrame(team_search.random_parts(problem, seed))
    totals = found.sum(axis=1)
    means = {rule: round(float(mean), 2) for rule, mean in found.mean().items()}
    return means | {"least": int(totals.min()), "most": int(totals.max()), "splits": len(found)}


def posed(cohort: Cohort, teams: Teams) -> tuple[Problem, Array]:
    """The teams as they are now as a problem, and the team of each of its people; who left or has no team is not in it.

    The language of a team is the one that most of it know.
    """
    return cohort.kept((TEAMS, id(teams)), lambda: (teams, _posed(cohort, teams)))[1]


def _posed(cohort: Cohort, teams: Teams) -> tuple[Problem, Array]:
    rows = people(cohort, teams.options.who)
    there = teams.team_of
    rows = rows[rows["person"].isin(set(there))].reset_index(drop=True)
    known = _languages(rows, teams.options, teams.also)
    team_of = np.array([there[person] for person in rows["person"]], dtype=np.int64)
    spoken: list[Counter[str]] = [Counter() for _ in teams.teams]
    for team, own in zip(team_of, known, strict=True):
        spoken[team].update(own)
    languages = tuple(
        min(count, key=lambda code: (-count[code], code != before, code), default=before)
        for count, before in zip(spoken, teams.languages, strict=True)
    )
    sizes = tuple(np.bincount(team_of, minlength=len(teams.teams)).tolist())
    return _problem(rows, known, Plan(sizes, languages), teams.options, teams, teams.pins), team_of


# Who joined or left since


def best_place(cohort: Cohort, teams: Teams, person: str) -> int:
    """The team in which somebody without one costs least; of the smallest teams, those with room before any other."""
    smallest = sorted(range(len(teams.teams)), key=lambda team: len(teams.teams[team]))[:LOOKED_AT]

    def costs(team: int) -> tuple[int, int, int]:
        after = placed(teams, person, team)
        return max(0, len(after.teams[team]) - teams.options.high), cost(*_posed(cohort, after)), team

    return min(smallest, key=costs)


def with_joined(cohort: Cohort, teams: Teams) -> Teams:
    """The same with everybody who takes part in a team, each where it costs least at their turn."""
    for person in joined(cohort, teams):
        teams = placed(teams, person, best_place(cohort, teams, person))
    return teams


def without_left(cohort: Cohort, teams: Teams) -> Teams:
    """The same without those who do not take part any more."""
    gone = left(cohort, teams)
    return taken(teams, dict.fromkeys(gone, -1))
