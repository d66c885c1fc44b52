"""The exact solver, for whoever asks how far from the best the teams are: a mixed-integer programme, by HiGHS in SciPy.

It takes no notice of what the search found. Within its time it gives a split, if it finds one, and a bound: no split into
teams of these sizes and languages costs less.
"""

from __future__ import annotations

import time
from collections import defaultdict
from math import ceil
from typing import NamedTuple

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array

from lma_data.cohort.team_cost import ALONE, EMPLOYER, FREE, PAIR, Array, Problem, bounds, cost

LIMIT = 60.0  # seconds


class Exact(NamedTuple):
    """What the solver found: a split (None where it had no time for one), its cost, a bound for all, its seconds."""

    team_of: Array | None
    cost: int | None
    bound: int
    seconds: float

    @property
    def proven(self) -> bool:
        return self.cost is not None and self.bound >= self.cost


def solve(problem: Problem, limit: float = LIMIT) -> Exact:
    begun = time.perf_counter()
    if not problem.people:
        return Exact(np.zeros(0, dtype=np.int64), 0, 0, 0.0)
    model = _Model(problem)
    found = milp(
        model.costs,
        constraints=model.constraints(),
        bounds=Bounds(np.array(model.low), np.array(model.high)),
        integrality=np.array(model.integral),
        options={"time_limit": limit, "mip_rel_gap": 0.0},
    )
    seconds = time.perf_counter() - begun
    reached = getattr(found, "mip_dual_bound", None)
    # Costs are whole: so is the bound, but for the solver's tolerance.
    at_least = max(0, ceil(float(reached) - 1e-6)) if reached is not None and np.isfinite(reached) else 0
    if found.x is None:
        return Exact(None, None, at_least, seconds)
    people, teams = len(problem.people), len(problem.sizes)
    team_of = found.x[: people * teams].reshape(people, teams).argmax(axis=1)
    return Exact(team_of, cost(problem, team_of), at_least, seconds)


class _Model:
    """Variables and rows of the programme. The first variables are people x teams: 1 where somebody is in a team."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.people, self.teams = len(problem.people), len(problem.sizes)
        self.costs: list[float] = problem.foreign[:, problem.language_of].astype(float).ravel().tolist()
        self.low = [0.0] * (self.people * self.teams)
        self.high = [1.0] * (self.people * self.teams)
        self.integral = [1] * (self.people * self.teams)
        self.entries: list[tuple[int, int, float]] = []  # row, variable, factor
        self.limits: list[tuple[float, float]] = []
        self._places()
        self._pins()
        self._symmetry()
        for number, category in enumerate(problem.categories[1:], 1):
            self._category(number, *category)

    def constraints(self) -> LinearConstraint:
        rows, variables, factors = zip(*self.entries, strict=True)
        matrix = coo_array((factors, (rows, variables)), shape=(len(self.limits), len(self.costs))).tocsr()
        low, high = np.array(self.limits).T
        return LinearConstraint(matrix, low, high)

    def _row(self, terms: list[tuple[int, float]], low: float, high: float) -> None:
        self.entries += [(len(self.limits), variable, factor) for variable, factor in terms]
        self.limits.append((low, high))

    def _variable(self, price: float, high: float, whole: bool = False) -> int:
        self.costs.append(price)
        self.low.append(0.0)
        self.high.append(high)
        self.integral.append(int(whole))
        return len(self.costs) - 1

    def _in(self, person: int, team: int) -> int:
        return person * self.teams + team

    def _places(self) -> None:
        """Each in one team, each team full."""
        for person in range(self.people):
            self._row([(self._in(person, team), 1.0) for team in range(self.teams)], 1, 1)
        for team, size in enumerate(self.problem.sizes):
            self._row([(self._in(person, team), 1.0) for person in range(self.people)], size, size)

    def _pins(self) -> None:
        for person, team in enumerate(self.problem.fixed.tolist()):
            if team != FREE:
                self.low[self._in(person, team)] = 1.0

    def _symmetry(self) -> None:
        """Teams of one size and language are the same until somebody is in them: ordered by their first member.

        So the first person can only be in the first of them, the second in the first two, and so on.
        """
        same: dict[tuple[int, str], list[int]] = defaultdict(list)
        pinned = set(self.problem.fixed.tolist())
        for team, kind in enumerate(zip(self.problem.sizes, self.problem.team_languages, strict=True)):
            if team not in pinned:
                same[kind].append(team)
        # Those who know the language first: the others hardly ever come in.
        for (_, language), teams in same.items():
            column = self.problem.spoken[language]
            order = np.argsort(self.problem.foreign[:, column], kind="stable")
            for rank, person in enumerate(order[: len(teams)]):
                for team in teams[rank + 1 :]:
                    self.high[self._in(int(person), team)] = 0.0

    def _category(self, number: int, rule: str, name: str, _: str, total: int) -> None:
        members = np.flatnonzero((self.problem.features == number).any(axis=1)).tolist()
        for team, size in enumerate(self.problem.sizes):
            count = [(self._in(person, team), 1.0) for person in members]
            if rule == "dimension":
                weight = self.problem.rules.balance.get(name, 0)
                low, high = bounds(size, total, self.people)
                if weight and high < total:
                    over = self._variable(weight, size)
                    self._row([*count, (over, -1.0)], -np.inf, high)
                if weight and low > 0:
                    under = self._variable(weight, size)
                    self._row([*count, (under, 1.0)], low, np.inf)
                if name in self.problem.rules.alone and total > 1 and size > 1:
                    self._alone(count, min(size, total))
            elif rule in ("employer", "apart"):
                over = self._variable(EMPLOYER if rule == "employer" else PAIR, size)
                self._row([*count, (over, -1.0)], -np.inf, 1)
            else:
                self._split(count, total)

    def _alone(self, count: list[tuple[int, float]], most: int) -> None:
        """Some are there, or none; if some, two or more, or one alone."""
        some, alone = self._variable(0.0, 1.0, whole=True), self._variable(float(ALONE), 1.0)
        self._row([*count, (some, -float(most))], -np.inf, 0)
        self._row([*count, (some, -2.0), (alone, 1.0)], 0, np.inf)

    def _split(self, count: list[tuple[int, float]], total: int) -> None:
        """All of them, or none; else it costs."""
        all_here, split = self._variable(0.0, 1.0, whole=True), self._variable(float(PAIR), 1.0)
        self._row([*count, (all_here, -float(total)), (split, -float(total))], -np.inf, 0)
        self._row([*count, (all_here, -float(total))], 0, np.inf)
