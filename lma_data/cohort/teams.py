"""The teams of a cohort as the manager keeps them, changed by hand, and undone. team_making.py makes them.

    teams = kept(cohort)
    teams = swapped(teams, one, other)

Each change returns another Teams; nothing is written here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from lma_data.cohort.cohort import Cohort
from lma_data.cohort.dimensions import DIMENSIONS
from lma_data.cohort.settings import TEAMS

DEFAULT_BALANCE = {"gender": 1, "region": 1, "audience": 1, "language": 1}
SMALLEST, LARGEST, MOST_WEIGHT = 2, 20, 5
UNDONE = 50  # moves that are remembered
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
    found = cohort.settings.get(TEAMS)
    if not found or not found.get("teams"):
        return None
    return cohort.kept(TEAMS, lambda: read(found))


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


# Changing


def swapped(teams: Teams, one: str, other: str) -> Teams:
    """The same with these two in each other's place, and pinned to it where they were pinned."""
    there = teams.team_of
    return _moved(teams, {one: there[other], other: there[one]})


def placed(teams: Teams, person: str, team: int) -> Teams:
    """The same with this person in this team; -1: in none."""
    return _moved(teams, {person: team})


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
