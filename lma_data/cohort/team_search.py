"""The search for teams that cost little: from a start stratified by language, swaps of two people, annealed. Seeded.

A step takes one person and looks at all exchanges with somebody else at once (numpy); noise that cools from step to step
lets it leave a dead end. The number of steps, and never a clock, ends it: the same seed gives the same teams on any machine.
"""

from __future__ import annotations

from collections import defaultdict
from heapq import heapify, heappop, heapreplace
from typing import NamedTuple

import numpy as np

from lma_data.cohort.team_cost import FREE, Array, Problem, bound, cost, counts, parts

WARM, COLD = 2.0, 0.12  # of the noise, in costs
STEPS = 180  # a person
LEAST_STEPS, MOST_STEPS = 1_500, 24_000
RESTARTS = 2  # where people are few
FEW, MANY = 60, 1000
ROUNDS = 20
LOOKED_AT = 256  # exchanges that a step looks at, at most
BATCH = 256  # steps for which noise is drawn at once
RANDOM_SPLITS = 200
MOST_CELLS = 40_000_000  # of all random splits together, so that 10,000 people get fewer of them


class Split(NamedTuple):
    """Teams that were found: the team (from 0) of each person, and the cost."""

    team_of: Array
    cost: int


def search(problem: Problem, seed: int) -> Split:
    """The best split that the search found with this seed. It ends early where nothing can cost less."""
    generator = np.random.default_rng(seed)
    people, least = len(problem.people), bound(problem)
    steps = min(max(STEPS * people, LEAST_STEPS), MOST_STEPS)
    best: Split | None = None
    for _ in range(RESTARTS if people <= FEW else 1):
        found = _anneal(problem, generator, steps, least)
        best = found if best is None or found.cost < best.cost else best
        if best.cost <= least:
            break
    assert best is not None
    return best


def start(problem: Problem, generator: np.random.Generator) -> Array:
    """A first split: who is pinned stays; the others are dealt out, by language and like by like, to teams with room."""
    team_of = problem.fixed.copy()
    room = np.array(problem.sizes) - np.bincount(team_of[team_of != FREE], minlength=len(problem.sizes))
    order = generator.permutation(len(problem.people))
    order = order[np.lexsort([problem.features[order, column] for column in range(problem.features.shape[1])])]
    by_language: dict[str, list[int]] = defaultdict(list)
    for team, language in enumerate(problem.team_languages):
        by_language[language].append(team)
    # Those with the least choice first; who fits nowhere, or whose language's teams are full, takes the room that is left.
    choice = (problem.foreign == 0).sum(axis=1)
    waiting = [person for person in order.tolist() if team_of[person] == FREE]
    waiting.sort(key=lambda person: choice[person] or len(problem.spoken) + 1)
    free = {code: [(-int(room[team]), team) for team in teams if room[team]] for code, teams in by_language.items()}
    for teams in free.values():
        heapify(teams)
    for strict in (True, False):
        left = []
        for person in waiting:
            able = [code for code, place in problem.spoken.items() if not (strict and problem.foreign[person, place])]
            teams = min((free[code] for code in able if free[code]), default=[], key=lambda heap: heap[0])
            if not teams:
                left.append(person)
                continue
            empty, team = teams[0]
            team_of[person] = team
            if empty == -1:
                heappop(teams)
            else:
                heapreplace(teams, (empty + 1, team))
        waiting = left
    return team_of


def random_split(problem: Problem, generator: np.random.Generator) -> Array:
    """People shuffled into teams of these sizes, whatever the rules say."""
    teams = np.repeat(np.arange(len(problem.sizes)), problem.sizes)
    return generator.permutation(teams)


class State:
    """A split while it changes: how many of each category are in each team, and what one more or one fewer would cost."""

    def __init__(self, problem: Problem, team_of: Array) -> None:
        self.problem = problem
        self.team_of = team_of.copy()
        self.cost = cost(problem, team_of)
        self._width = len(problem.categories)
        self._count = counts(problem, team_of)
        penalty, kinds = problem.penalty, problem.kinds[:, None]
        every = np.arange(self._width)
        now = penalty[kinds, every, self._count]
        self._more = (penalty[kinds, every, self._count + 1] - now).ravel()
        self._fewer = (penalty[kinds, every, np.maximum(self._count - 1, 0)] - now).ravel()

    def changes(self, person: int, others: Array) -> Array:
        """(others) What the cost would change by if `person` and the other changed places; 0 within a team."""
        problem, width = self.problem, self._width
        here, there = self.team_of[person], self.team_of[others]
        own, theirs = problem.features[person], problem.features[others]
        rows = (there * width)[:, None]
        change = self._more.take(rows + own)
        change += self._fewer.take(rows + theirs)
        change += self._more.take(here * width + theirs)
        change += self._fewer.take(here * width + own)
        change *= own != theirs
        found = change.sum(axis=1)
        if len(problem.spoken) > 1:
            language, elsewhere = problem.language_of[here], problem.language_of[there]
            found += problem.foreign[person, elsewhere] - problem.foreign[person, language]
            found += problem.foreign[others, language] - problem.foreign[others, elsewhere]
        found[there == here] = 0
        return found

    def swap(self, person: int, other: int, change: int) -> None:
        here, there = self.team_of[person], self.team_of[other]
        own, theirs = self.problem.features[person], self.problem.features[other]
        np.add.at(self._count, (here, own), -1)
        np.add.at(self._count, (there, own), 1)
        np.add.at(self._count, (there, theirs), -1)
        np.add.at(self._count, (here, theirs), 1)
        self._count[[here, there], 0] = 0
        self.team_of[person], self.team_of[other] = there, here
        self.cost += int(change)
        touched = np.concatenate([own, theirs])
        for team in (here, there):
            kind, there_are = self.problem.kinds[team], self._count[team, touched]
            now = self.problem.penalty[kind, touched, there_are]
            places = team * self._width + touched
            self._more[places] = self.problem.penalty[kind, touched, there_are + 1] - now
            self._fewer[places] = self.problem.penalty[kind, touched, np.maximum(there_are - 1, 0)] - now


def _anneal(problem: Problem, generator: np.random.Generator, steps: int, least: int) -> Split:
    state = State(problem, start(problem, generator))
    movable = np.flatnonzero(problem.fixed == FREE)
    best = Split(state.team_of.copy(), state.cost)
    if len(movable) < 2 or len(problem.sizes) < 2:
        return best
    looked_at = min(len(movable), LOOKED_AT)
    for first in range(0, steps, BATCH):
        if best.cost <= least:
            return best
        noise = generator.gumbel(size=(BATCH, looked_at))
        persons = generator.choice(movable, size=BATCH)
        for step in range(BATCH):
            heat = WARM * (COLD / WARM) ** min(1.0, (first + step) / steps)
            others = movable if looked_at == len(movable) else generator.choice(movable, size=looked_at)
            change = state.changes(persons[step], others)
            chosen = int(np.argmin(change - heat * noise[step]))
            if state.team_of[others[chosen]] != state.team_of[persons[step]]:
                state.swap(persons[step], others[chosen], change[chosen])
                if state.cost < best.cost:
                    best = Split(state.team_of.copy(), state.cost)
    return descend(problem, best, movable)


def descend(problem: Problem, split: Split, movable: Array) -> Split:
    """From a split to one that no single exchange makes better; of very many people it stays as it is."""
    if len(movable) > MANY:
        return split
    state = State(problem, split.team_of)
    for _ in range(ROUNDS):
        before = state.cost
        for person in movable:
            change = state.changes(person, movable)
            chosen = int(np.argmin(change))
            if change[chosen] < 0:
                state.swap(person, movable[chosen], change[chosen])
        if state.cost == before:
            break
    return Split(state.team_of, state.cost)


def random_parts(problem: Problem, seed: int) -> list[dict[str, int]]:
    """What plain random splits cost, by rule. The language of each of their teams is the one that most of it know."""
    generator = np.random.default_rng(seed)
    cells = max(1, len(problem.sizes) * len(problem.categories))
    splits = max(1, min(RANDOM_SPLITS, MOST_CELLS // (40 * cells) + 1))
    found = []
    for _ in range(splits):
        team_of = random_split(problem, generator)
        found.append(parts(problem, team_of) | {"language": _foreign(problem, team_of)})
    return found


def _foreign(problem: Problem, team_of: Array) -> int:
    """The cost by language where each team takes the language that suits it best."""
    if not problem.foreign.size:
        return 0
    costs = np.zeros((len(problem.sizes), problem.foreign.shape[1]), dtype=np.int64)
    np.add.at(costs, team_of, problem.foreign)
    return int(costs.min(axis=1).sum())
