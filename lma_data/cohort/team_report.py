"""What is to be said of teams: rules that are not met, why each person is where they are, how each team is balanced."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Literal, NamedTuple

import numpy as np

from lma_data.cohort import team_search
from lma_data.cohort.cohort import Cohort
from lma_data.cohort.team_cost import Array, Problem, bounds, cells, counts, parts
from lma_data.cohort.team_making import posed
from lma_data.cohort.team_sizes import cut, outside
from lma_data.cohort.teams import Teams

Kind = Literal["size", "language", "employer", "alone", "together", "apart", "balance"]


class Unmet(NamedTuple):
    """A rule that a team does not meet: of which dimension and category, by whom, and whether another split could.

    `there` people are of the category, where `least` to `most` would be the team's share.
    """

    rule: Kind
    team: int
    people: tuple[str, ...]
    dimension: str = ""
    category: str = ""
    avoidable: bool = True
    there: int = 0
    least: int = 0
    most: int = 0


class Cell(NamedTuple):
    """How many of a category are in a team, and what its share allows."""

    team: int
    category: str
    there: int
    least: int
    most: int
    share: float  # not rounded

    @property
    def excess(self) -> int:
        """By how many people it is above or below the share."""
        return max(0, self.least - self.there, self.there - self.most)


class Presence(NamedTuple):
    """What somebody is in a team by one dimension: how many of the category it has, they included, and its share."""

    dimension: str
    category: str | None
    there: int
    least: int
    most: int


class Exchange(NamedTuple):
    """An exchange with somebody of another team, and what each rule would cost more (or less, below 0)."""

    other: str
    team: int
    change: int
    rules: dict[str, int]


class Why(NamedTuple):
    """Why somebody is where they are."""

    team: int
    language: str  # of the team
    known: frozenset[str]  # languages of the person
    speakers: int  # in the team, of its language, the person among them
    presences: tuple[Presence, ...]
    best: Exchange | None  # the exchange that costs least
    no_worse: int  # how many exchanges would cost no more than now
    pinned: bool


def unmet(cohort: Cohort, teams: Teams) -> list[Unmet]:
    """All rules that are not met, the weightier first."""
    problem, team_of = posed(cohort, teams)
    members = [np.flatnonzero(team_of == team) for team in range(len(problem.sizes))]
    return [
        *_sizes(problem, teams, members),
        *_languages(problem, members),
        *_counted(problem, team_of),
    ]


def _names(problem: Problem, places: Sequence[int] | Array) -> tuple[str, ...]:
    return tuple(problem.people[place] for place in places)


def _sizes(problem: Problem, teams: Teams, members: list[Array]) -> list[Unmet]:
    low, high = teams.options.low, teams.options.high
    own: Counter[str] = Counter()
    for size, language in zip(problem.sizes, problem.team_languages, strict=True):
        own[language] += size
    possible = {language: not outside(cut(people, low, high), low, high) for language, people in own.items()}
    return [
        Unmet(
            "size",
            team,
            _names(problem, here),
            category=problem.team_languages[team],
            avoidable=possible[problem.team_languages[team]],
            there=own[problem.team_languages[team]],
            least=low,
            most=high,
        )
        for team, here in enumerate(members)
        if not low <= len(here) <= high
    ]


def _languages(problem: Problem, members: list[Array]) -> list[Unmet]:
    """Teams of which some do not know its language. It cannot be avoided where too few know what they know."""
    found = []
    for team, here in enumerate(members):
        language = problem.team_languages[team]
        strangers = [place for place in here if problem.foreign[place, problem.language_of[team]]]
        if strangers:
            others = set(problem.team_languages)
            lonely = all(not problem.languages[place] & others for place in strangers)
            found.append(Unmet("language", team, _names(problem, strangers), category=language, avoidable=not lonely))
    return found


def _counted(problem: Problem, team_of: Array) -> list[Unmet]:
    """The cells of a team and a category that cost anything, by rule."""
    there = counts(problem, team_of)
    found: list[Unmet] = []
    rules: tuple[Kind, ...] = ("employer", "together", "apart", "alone", "balance")
    for rule in rules:
        about, costs = cells(problem, rule, there)
        for team, column in zip(*(axis.tolist() for axis in np.nonzero(costs)), strict=True):
            number = int(about[column])
            own = np.flatnonzero((team_of == team) & (problem.features == number).any(axis=1))
            _, name, code, total = problem.categories[number]
            least, most = bounds(problem.sizes[team], total, len(problem.people))
            avoidable = _avoidable(problem, rule, number, team)
            one = Unmet(rule, team, _names(problem, own), name, code, avoidable, int(there[team, number]), least, most)
            found.append(one)
    return found


def _avoidable(problem: Problem, rule: str, number: int, team: int) -> bool:
    """Whether others who know the language of the team leave a way out."""
    if rule not in ("employer", "alone"):
        return True
    language = problem.team_languages[team]
    members = np.flatnonzero((problem.features == number).any(axis=1)).tolist()
    able = sum(not language or not problem.languages[one] or language in problem.languages[one] for one in members)
    return able > 1 if rule == "alone" else able <= problem.team_languages.count(language)


def balance(problem: Problem, team_of: Array, codes: Sequence[str | None]) -> list[Cell]:
    """Each category in each team, against the share of the whole; in the order of the codes, then of the teams."""
    totals = Counter(code for code in codes if code)
    there = Counter(zip(codes, team_of.tolist(), strict=True))
    return [
        Cell(team, code, there[code, team], *bounds(size, total, len(codes)), size * total / len(codes))
        for code, total in sorted(totals.items())
        for team, size in enumerate(problem.sizes)
    ]


def why(cohort: Cohort, teams: Teams, person: str) -> Why:
    """What somebody is in their team, and what the best exchange would cost."""
    problem, team_of = posed(cohort, teams)
    place = problem.place[person]
    team = int(team_of[place])
    here = np.flatnonzero(team_of == team)
    presences = tuple(
        Presence(
            name,
            codes[place],
            sum(codes[one] == codes[place] for one in here),
            *bounds(len(here), sum(code == codes[place] for code in codes), len(codes)),
        )
        for rule, name, codes in problem.groups
        if rule == "dimension"
    )
    language = problem.team_languages[team]
    change = team_search.State(problem, team_of).changes(place, np.arange(len(team_of)))
    others = np.flatnonzero(team_of != team)
    best = None
    if len(others):
        other = int(others[np.argmin(change[others])])
        best = exchange(problem, team_of, place, other)
    return Why(
        team=team,
        language=language,
        known=problem.languages[place],
        speakers=sum(language in problem.languages[one] for one in here.tolist()),
        presences=presences,
        best=best,
        no_worse=int((change[others] <= 0).sum()),
        pinned=person in teams.pins,
    )


def exchange(problem: Problem, team_of: Array, place: int, other: int) -> Exchange:
    """What an exchange of two people would change, rule by rule."""
    after = team_of.copy()
    after[[place, other]] = team_of[[other, place]]
    now, then = parts(problem, team_of), parts(problem, after)
    rules = {rule: then[rule] - now[rule] for rule in now if then[rule] != now[rule]}
    return Exchange(problem.people[other], int(team_of[other]), sum(rules.values()), rules)
