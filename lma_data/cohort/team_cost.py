"""What a split into teams costs: the rules as one number, and in its parts. Nothing here searches.

A person is of one category in each dimension, or of none where it is not known. The cost of a split is a sum over teams and
categories of a penalty for how many of the category are in the team:

    balance   1 (times the dimension's weight) for each person above or below what the team's share allows: the category's
              share of everybody times the team's size, rounded down and up. One more woman than that costs 1, one fewer too.
    alone     ALONE for whoever is the only one of a category in a team, where there are two or more of it among all.
    employer  EMPLOYER for each person of an employer beyond the first in a team.
    apart     PAIR for each person beyond the first of some who are to be kept apart.
    together  PAIR for each team that has some of those who are to be kept together, and not all.
    language  LANGUAGE for each person who does not know the language of the team; nothing for whose language is not known.

The weights put the rules in an order: a shared language before employers, those before company, that before balance.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

LANGUAGE = PAIR = 100
EMPLOYER = 10
ALONE = 5
RULES = ("balance", "alone", "employer", "together", "apart")
NONE = 0  # the number of the category of who has none
FREE = -1  # the team of who is pinned to none

Array = np.ndarray


@dataclass(frozen=True)
class Rules:
    """What is asked of teams. `balance`: a weight for each dimension; `alone`: dimensions in which nobody is to be alone."""

    balance: Mapping[str, int] = field(default_factory=dict)
    alone: Sequence[str] = ()
    employer: bool = True
    together: Sequence[Sequence[str]] = ()
    apart: Sequence[Sequence[str]] = ()


@dataclass(frozen=True, eq=False, repr=False)
class Problem:
    """Who is to be put into which teams, and what each way of doing so costs.

    `columns`: for each dimension (or "employer") the category of each person, None where it is not known. `languages`:
    what each person knows, empty where that is not known. `sizes` and `team_languages`: one for each team.
    `pins`: the team (from 0) of those who may not be moved.
    """

    people: tuple[str, ...]
    columns: Mapping[str, Sequence[str | None]]
    languages: Sequence[frozenset[str]]
    sizes: tuple[int, ...]
    team_languages: tuple[str, ...]
    rules: Rules
    pins: Mapping[str, int] = field(default_factory=dict)

    @cached_property
    def place(self) -> dict[str, int]:
        return {person: place for place, person in enumerate(self.people)}

    @cached_property
    def fixed(self) -> Array:
        """(people) The team to which each is pinned, or FREE."""
        return np.array([self.pins.get(person, FREE) for person in self.people], dtype=np.int64)

    @cached_property
    def groups(self) -> list[tuple[str, str, list[str | None]]]:
        """What is counted: (rule or dimension, its name, the category of each person)."""
        wanted = [name for name in self.columns if self.rules.balance.get(name) or name in self.rules.alone]
        found = [("dimension", name, list(self.columns[name])) for name in wanted]
        if self.rules.employer:
            found.append(("employer", "employer", list(self.columns.get("employer", [None] * len(self.people)))))
        for rule, sets in (("together", self.rules.together), ("apart", self.rules.apart)):
            for number, some in enumerate(sets):
                members = set(some)
                here = ["1" if person in members else None for person in self.people]
                found.append((rule, str(number), here))
        return found

    @cached_property
    def _numbered(self) -> tuple[Array, list[tuple[str, str, str, int]]]:
        """(people, groups) the number of each one's category; and of each number: rule, name, code, how many there are."""
        categories = [("", "", "", 0)]
        features = np.zeros((len(self.people), max(1, len(self.groups))), dtype=np.int64)
        for column, (rule, name, codes) in enumerate(self.groups):
            counts = Counter(code for code in codes if code)
            if rule != "dimension":  # who is the only one can be in nobody's way
                counts = Counter({code: count for code, count in counts.items() if count > 1})
            number = {code: len(categories) + place for place, code in enumerate(sorted(counts))}
            categories += [(rule, name, code, counts[code]) for code in number]
            features[:, column] = [number.get(code, NONE) if code else NONE for code in codes]
        return features, categories

    @property
    def features(self) -> Array:
        return self._numbered[0]

    @property
    def categories(self) -> list[tuple[str, str, str, int]]:
        return self._numbered[1]

    @cached_property
    def kinds(self) -> Array:
        """(teams) Which of the different sizes each team has."""
        return np.searchsorted(self.different_sizes, np.array(self.sizes, dtype=np.int64))

    @cached_property
    def different_sizes(self) -> list[int]:
        return sorted(set(self.sizes))

    @cached_property
    def penalties(self) -> dict[str, Array]:
        """By rule: (different sizes, categories, how many are in the team) what that costs."""
        most = max(self.sizes, default=0) + 2
        shape = (len(self.different_sizes), len(self.categories), most)
        found = {rule: np.zeros(shape, dtype=np.int64) for rule in RULES}
        count = np.arange(most)
        for number, (rule, name, _, total) in enumerate(self.categories[1:], 1):
            if rule == "dimension":
                for kind, size in enumerate(self.different_sizes):
                    low, high = bounds(size, total, len(self.people))
                    excess = np.maximum(0, np.maximum(low - count, count - high))
                    found["balance"][kind, number] = excess * self.rules.balance.get(name, 0)
                    if name in self.rules.alone and total > 1 and size > 1:
                        found["alone"][kind, number, 1] = ALONE
            elif rule == "together":
                found[rule][:, number] = PAIR * ((count > 0) & (count < total))
            else:
                found[rule][:, number] = (EMPLOYER if rule == "employer" else PAIR) * np.maximum(0, count - 1)
        return found

    @cached_property
    def penalty(self) -> Array:
        """All rules of counts together."""
        return sum(self.penalties.values(), np.zeros((), dtype=np.int64))

    @cached_property
    def spoken(self) -> dict[str, int]:
        """Each language of a team, and its column in `foreign`."""
        return {code: place for place, code in enumerate(dict.fromkeys(self.team_languages))}

    @cached_property
    def language_of(self) -> Array:
        """(teams) The column of each team's language in `foreign`."""
        return np.array([self.spoken[code] for code in self.team_languages], dtype=np.int64)

    @cached_property
    def foreign(self) -> Array:
        """(people, languages of teams) What it costs to put this person into a team of this language."""
        costs = [
            [LANGUAGE if code and known and code not in known else 0 for code in self.spoken]
            for known in self.languages
        ]
        return np.array(costs, dtype=np.int64).reshape(len(self.people), len(self.spoken))


def bounds(size: int, total: int, everybody: int) -> tuple[int, int]:
    """Of a category of which there are `total` among `everybody`: the least and most that a team's share allows."""
    return size * total // everybody, -(-size * total // everybody)


def counts(problem: Problem, team_of: Array) -> Array:
    """(teams, categories) How many of each category are in each team; the column of who has none stays 0."""
    found = np.zeros((len(problem.sizes), len(problem.categories)), dtype=np.int64)
    for column in problem.features.T:
        np.add.at(found, (team_of, column), 1)
    found[:, NONE] = 0
    return found


def parts(problem: Problem, team_of: Array) -> dict[str, int]:
    """What a split costs by each rule."""
    there = counts(problem, team_of)
    found = {rule: int(cells(problem, rule, there)[1].sum()) for rule in RULES}
    misplaced = problem.foreign[np.arange(len(team_of)), problem.language_of[team_of]] if len(team_of) else np.zeros(0)
    return found | {"language": int(misplaced.sum())}


def cells(problem: Problem, rule: str, there: Array) -> tuple[Array, Array]:
    """The categories that a rule is about, and what it costs in (teams, these categories)."""
    penalty = problem.penalties[rule]
    about = np.flatnonzero(penalty.any(axis=(0, 2)))
    return about, penalty[problem.kinds[:, None], about, there[:, about]]


def cost(problem: Problem, team_of: Array) -> int:
    return sum(parts(problem, team_of).values())


def bound(problem: Problem) -> int:
    """No split into teams of these sizes and languages, each of a language that its people know, costs less.

    For each category by itself: of the people of a language, as many as the shares of its teams hold, the rest is excess;
    of an employer, as many as there are teams; somebody who is the only one among those of a language is alone.
    """
    total, number_of = 0, Counter(problem.team_languages)
    for language in number_of:
        own = np.array([one == language for one in problem.team_languages])
        able = np.array([not known or language in known or not language for known in problem.languages], dtype=bool)
        # Who knows no language of any team has to be somewhere all the same, as have those of several.
        tied = np.array([known == frozenset((language,)) for known in problem.languages], dtype=bool)
        if len(number_of) == 1:
            able, tied = np.ones_like(able), np.ones_like(tied)
        lost = (problem.foreign.min(axis=1) > 0) if problem.foreign.size else np.zeros(len(problem.people), dtype=bool)
        total += _bound_of(problem, own, tied, able | lost)
    return total + int(problem.foreign.min(axis=1).sum() if problem.foreign.size else 0)


def _bound_of(problem: Problem, own: Array, tied: Array, able: Array) -> int:
    """The least that the teams `own` cost: `tied` are those who must be in them, `able` those who may be."""
    sizes = [size for size, here in zip(problem.sizes, own, strict=True) if here]
    size = len(problem.categories)
    least = np.zeros(size, dtype=np.int64)
    most = np.zeros(size, dtype=np.int64)
    for column in problem.features.T:
        np.add.at(least, column[tied], 1)
        np.add.at(most, column[able], 1)
    found = 0
    for number, (rule, name, _, total) in enumerate(problem.categories[1:], 1):
        if rule == "dimension":
            limits = [bounds(one, total, len(problem.people)) for one in sizes]
            excess = max(
                0, least[number] - sum(high for _, high in limits), sum(low for low, _ in limits) - most[number]
            )
            found += excess * problem.rules.balance.get(name, 0)
            if name in problem.rules.alone and total > 1 and least[number] == most[number] == 1 and min(sizes) > 1:
                found += ALONE
        elif rule == "employer":
            found += EMPLOYER * max(0, int(least[number]) - len(sizes))
    return int(found)
