"""The teams of a cohort as the manager keeps them: made, changed by hand, undone. The setting "teams" holds them.

    teams = make(cohort, Options(seed=7))          # teams of 5 to 6 of those taking part
    problem, team_of = posed(cohort, teams)        # what they cost: team_cost.parts(problem, team_of)
    teams = swapped(teams, one, other)

Each function returns another Teams; nothing is written here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pandas as pd

from lma_data.cohort import team_search
from lma_data.cohort.cohort import Cohort
from lma_data.cohort.dimensions import BANDS, DIMENSIONS, POPULATIONS
from lma_data.cohort.team_cost import Array, Problem, Rules, cost
from lma_data.cohort.team_sizes import Plan, plan, with_room

SETTING = "teams"
DEFAULT_BALANCE = {"gender": 1, "region": 1, "audience": 1, "language": 1}
NO_KIND = {"gender": {"undisclosed"}}  # who would rather not say is counted with nobody, and is alone of no kind
SMALLEST, LARGEST, MOST_WEIGHT = 2, 20, 5
UNDONE = 50  # moves that are remembered
LOOKED_AT = 40  # teams where somebody who joins may go
Move = tuple[tuple[str, int], ...]  # people and the team that each came from; -1: from none


@dataclass(frozen=True)
class Options:
    """What the manager asks of teams."""

    low: int = 5
    high: int = 6
    who: str = "taking-part"  # of dimensions.POPULATIONS
    balance: Mapping[str, int] = field(default_factory=lambda: dict(DEFAULT_BALANCE))
    alone: tuple[str, ...] = ("gender",)
    employer: bool = True
    language: bool = True
    seed: int = 1

    @property
    def weighed(self) -> dict[str, int]:
        """Dimensions that are balanced. Teams of one language cannot be balanced on it."""
        return {
            name: weight
            for name, weight in self.balance.items()
            if weight and name in DIMENSIONS and not (self.language and name == "language")
        }


@dataclass(frozen=True, repr=False)
class Teams:
    """Who is in which team (from 0), and all that the manager has said about it."""

    options: Options
    made: str  # the day, ISO
    teams: tuple[tuple[str, ...], ...]
    languages: tuple[str, ...]  # of each team
    pins: Mapping[str, int] = field(default_factory=dict)
    together: tuple[tuple[str, ...], ...] = ()
    apart: tuple[tuple[str, ...], ...] = ()
    also: Mapping[str, tuple[str, ...]] = field(
        default_factory=dict
    )  # languages that people know beside the one on file
    random: Mapping[str, float] = field(
        default_factory=dict
    )  # the mean cost of random splits by rule, their least and most
    moves: tuple[Move, ...] = ()
    before: Mapping[str, Any] | None = None  # what was kept before these were made

    @property
    def team_of(self) -> dict[str, int]:
        return {person: team for team, people in enumerate(self.teams) for person in people}

    def json(self) -> dict[str, Any]:
        """As it is kept; people stand in lists and as keys only, where the store finds them."""
        options = {**self.options.__dict__, "balance": dict(self.options.balance), "alone": list(self.options.alone)}
        return {
            "options": options,
            "made": self.made,
            "teams": [list(people) for people in self.teams],
            "languages": list(self.languages),
            "pins": dict(self.pins),
            "together": [list(people) for people in self.together],
            "apart": [list(people) for people in self.apart],
            "also": {person: list(codes) for person, codes in self.also.items()},
            "random": dict(self.random),
            "moves": [[[person for person, _ in move], [team for _, team in move]] for move in self.moves],
            "before": dict(self.before) if self.before else None,
        }


def kept(cohort: Cohort) -> Teams | None:
    """The teams of this cohort; None where none were made."""
    found = cohort.settings.get(SETTING)
    if not found or not found.get("teams"):
        return None
    return cohort.kept(SETTING, lambda: read(found))


def read(found: Mapping[str, Any]) -> Teams:
    """What `Teams.json` gave. People who were erased since are gone from it, from each list on its own."""
    options = {**found["options"], "alone": tuple(found["options"]["alone"])}
    moves = [tuple(zip(people, teams, strict=True)) for people, teams in found["moves"] if len(people) == len(teams)]
    return Teams(
        options=Options(**options),
        made=found["made"],
        teams=tuple(map(tuple, found["teams"])),
        languages=tuple(found["languages"]),
        pins=dict(found["pins"]),
        together=_sets(found["together"]),
        apart=_sets(found["apart"]),
        also={person: tuple(codes) for person, codes in found["also"].items()},
        random=found["random"],
        moves=tuple(moves),
        before=found["before"],
    )


def _sets(found: Sequence[Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(people) for people in found if len(people) > 1)


def options_of(cohort: Cohort) -> Options:
    """The manager's latest options, or the usual ones."""
    teams = kept(cohort)
    return teams.options if teams else Options()


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
        return [_band(value) for value in values]
    return [None if not value or value in NO_KIND.get(dimension, ()) else value for value in values]


def _band(years: float | None) -> str | None:
    return None if years is None else next((one.code for one in BANDS if one.least <= years < one.below), None)


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
    for taken in order.values():
        rest.remove(taken)
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
    return cohort.kept((SETTING, id(teams)), lambda: (teams, _posed(cohort, teams)))[1]


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


# Changing


def swapped(teams: Teams, one: str, other: str) -> Teams:
    """The same with these two in each other's place, and pinned to it where they were pinned."""
    there = teams.team_of
    return _moved(teams, {one: there[other], other: there[one]})


def placed(teams: Teams, person: str, team: int) -> Teams:
    """The same with this person in this team; -1: in none."""
    return _moved(teams, {person: team})


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
    return _moved(teams, dict.fromkeys(gone, -1)) if gone else teams


def taken(teams: Teams, team_of: Mapping[str, int]) -> Teams:
    """The same with these people in these teams, as one move that can be undone."""
    there = teams.team_of
    to = {person: team for person, team in team_of.items() if there.get(person) != team}
    return _moved(teams, to) if to else teams


def _moved(teams: Teams, to: Mapping[str, int]) -> Teams:
    there = teams.team_of
    kept_in = [[person for person in members if person not in to] for members in teams.teams]
    for person, team in to.items():
        if team >= 0:
            kept_in[team].append(person)
    move = tuple((person, there.get(person, -1)) for person in to)
    pins = {person: to.get(person, team) for person, team in teams.pins.items() if to.get(person, team) >= 0}
    return replace(teams, teams=tuple(map(tuple, kept_in)), pins=pins, moves=(*teams.moves, move)[-UNDONE:])


def undone(teams: Teams) -> Teams:
    """Without the last move; without one, what was kept before these teams were made."""
    if teams.moves:
        back = _moved(teams, dict(teams.moves[-1]))
        return replace(back, moves=teams.moves[:-1])
    return read(teams.before) if teams.before else teams


def pinned(teams: Teams, person: str, yes: bool) -> Teams:
    """The same with this person pinned to the team that they are in, or free."""
    pins = {one: team for one, team in teams.pins.items() if one != person}
    return replace(teams, pins=pins | ({person: teams.team_of[person]} if yes else {}))


def with_languages(teams: Teams, person: str, codes: Sequence[str]) -> Teams:
    """The same, this person knowing these languages beside the one on file."""
    also = {one: known for one, known in teams.also.items() if one != person}
    return replace(teams, also=also | ({person: tuple(codes)} if codes else {}))


def with_sets(teams: Teams, together: Sequence[Sequence[str]], apart: Sequence[Sequence[str]]) -> Teams:
    """The same with these people to be kept together, and those apart."""
    return replace(teams, together=_sets(together), apart=_sets(apart))
