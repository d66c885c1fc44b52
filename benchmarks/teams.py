"""Teams of 5 to 6: what the search finds and in which time, beside random splits and the exact solver, on invented people.

The costs are by the definition of lma_data/cohort/team_cost.py for all of them.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

import numpy as np

from lma_data.cohort import team_cost, team_exact, team_search, team_sizes
from lma_data.cohort.team_cost import Array, Problem, Rules

Row = dict[str, Any]
SIZES = (40, 90, 150)
SEEDS = (1, 2, 3)
SPLITS = 200
# Like the cohorts that courses of this kind have: shares in per cent.
SHARES = {
    "gender": {"female": 47, "male": 53},
    "region": {"002": 48, "142": 28, "419": 11, "150": 9, "021": 2, "009": 2},
    "audience": {
        "government": 26,
        "workers": 18,
        "employers": 13,
        "ngo": 16,
        "diaspora": 9,
        "agencies": 9,
        "research": 9,
    },
    "language": {"en": 70, "fr": 30},
}


def measure(quick: bool = False) -> list[Row]:
    """One row a number of people; the solver has as many seconds for each as it says."""
    return [_row(people, seconds) for people, seconds in zip(SIZES[: 1 if quick else 3], _limits(quick), strict=False)]


def _limits(quick: bool) -> Sequence[float]:
    return (2,) if quick else (30, 30, 30)


def _row(people: int, limit: float) -> Row:
    problem = invented(people)
    found = []
    for seed in SEEDS:
        begun, used = time.perf_counter(), time.process_time()
        split = team_search.search(problem, seed)
        found.append((split.cost, time.perf_counter() - begun, time.process_time() - used))
    exact = team_exact.solve(problem, limit)
    generator = np.random.default_rng(1)
    return {
        "people": people,
        "teams": len(problem.sizes),
        "cost": [cost for cost, _, _ in found],
        "seconds": max(seconds for _, seconds, _ in found),
        "cpu_s": max(used for _, _, used in found),
        "bound": max(exact.bound, team_cost.bound(problem)),
        "exact": exact.cost,
        "exact_s": exact.seconds,
        "random": _mean(team_search.random_parts(problem, 1)),
        "random_in_language": float(
            np.mean([team_cost.cost(problem, _within_languages(problem, generator)) for _ in range(SPLITS)])
        ),
    }


def _mean(found: Sequence[dict[str, int]]) -> float:
    return float(np.mean([sum(parts.values()) for parts in found]))


def _within_languages(problem: Problem, generator: np.random.Generator) -> Array:
    """A random split of those of each language into its teams: chance, with the one rule that nobody would leave out."""
    team_of = np.zeros(len(problem.people), dtype=np.int64)
    for language in problem.spoken:
        own = [place for place, known in enumerate(problem.languages) if language in known]
        teams = [team for team, code in enumerate(problem.team_languages) if code == language]
        seats = np.repeat(teams, [problem.sizes[team] for team in teams])
        team_of[own] = generator.permutation(seats)
    return team_of


def invented(people: int, seed: int = 1) -> Problem:
    """People by these shares, half of whom have a colleague or two."""
    generator = np.random.default_rng(seed)
    columns = {
        name: generator.choice(list(shares), people, p=np.array(list(shares.values())) / 100).tolist()
        for name, shares in SHARES.items()
    }
    columns["employer"] = [str(one) for one in generator.integers(0, people // 2, people)]
    languages = [frozenset([code]) for code in columns.pop("language")]
    planned = team_sizes.plan(languages, 5, 6)
    ids = tuple(f"{number:04}" for number in range(people))
    rules = Rules(dict.fromkeys(("gender", "region", "audience"), 1), ("gender",))
    return Problem(ids, columns, languages, planned.sizes, planned.languages, rules)
