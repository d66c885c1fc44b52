"""The cost of teams against a slow definition of its own; the search; sizes; the exact solver against brute force."""

from __future__ import annotations

import itertools
import random
from collections import Counter

import numpy as np
import pytest

from lma_data.cohort import team_cost, team_exact, team_search, team_sizes
from lma_data.cohort.team_cost import ALONE, EMPLOYER, LANGUAGE, PAIR, Problem, Rules


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(team_search, "STEPS", 40)


def invented(seed: int, people: int, **more) -> Problem:
    """A random problem: some values unknown, some people of two languages or of none, weights, pairs and pins."""
    chance = random.Random(seed)
    ids = tuple(f"p{number}" for number in range(people))
    columns = {
        "gender": [chance.choice(["f", "m", "m", None]) for _ in ids],
        "region": [chance.choice("abcde") for _ in ids],
        "audience": [chance.choice([*"uvwxyz", None]) for _ in ids],
        "employer": [chance.choice([None, *map(str, range(max(1, people // 3)))]) for _ in ids],
    }
    languages = [frozenset(chance.choice([("en",), ("en",), ("fr",), ("en", "fr"), ()])) for _ in ids]
    planned = team_sizes.plan(languages, 3, 4, ("en", "fr"))
    pair = chance.sample(ids, 2) if people > 4 else []
    rules = Rules(
        {"gender": 1, "region": chance.randint(1, 3), "audience": 1},
        ("gender", "audience"),
        together=[pair] if pair and seed % 2 else [],
        apart=[chance.sample(ids, 3)] if people > 4 and seed % 3 else [],
    )
    return Problem(ids, columns, languages, planned.sizes, planned.languages, rules, **more)


def slowly(problem: Problem, team_of) -> int:
    """The cost by its definition, people and teams one by one."""
    people, rules, total = range(len(problem.people)), problem.rules, 0
    for team, size in enumerate(problem.sizes):
        here = [one for one in people if team_of[one] == team]
        for name in ("gender", "region", "audience"):
            codes = problem.columns[name]
            everybody = Counter(code for code in codes if code)
            for code, count in everybody.items():
                there = sum(codes[one] == code for one in here)
                share = size * count / len(people)
                low, high = int(np.floor(share + 1e-9)), int(np.ceil(share - 1e-9))
                total += rules.balance[name] * max(0, low - there, there - high)
                total += ALONE * (name in rules.alone and there == 1 and count > 1 and len(here) > 1)
        employers = Counter(problem.columns["employer"][one] for one in here if problem.columns["employer"][one])
        total += EMPLOYER * sum(count - 1 for count in employers.values())
        inside = {problem.people[one] for one in here}
        total += PAIR * sum(0 < len(inside & set(some)) < len(some) for some in rules.together)
        total += PAIR * sum(max(0, len(inside & set(some)) - 1) for some in rules.apart)
        known = [problem.languages[one] for one in here]
        total += LANGUAGE * sum(bool(own) and problem.team_languages[team] not in own for own in known)
    return total


@pytest.mark.parametrize("seed", range(40))
def test_the_cost_is_what_its_definition_says(seed):
    problem = invented(seed, 3 + seed)
    generator = np.random.default_rng(seed)
    for _ in range(5):
        team_of = team_search.random_split(problem, generator)
        assert team_cost.cost(problem, team_of) == slowly(problem, team_of)


@pytest.mark.parametrize("seed", range(20))
def test_a_change_is_what_recomputing_gives(seed):
    problem = invented(seed, 12 + seed)
    generator = np.random.default_rng(seed)
    state = team_search.State(problem, team_search.random_split(problem, generator))
    everybody = np.arange(len(problem.people))
    for _ in range(40):
        person = int(generator.integers(len(everybody)))
        changes = state.changes(person, everybody)
        other = int(generator.integers(len(everybody)))
        after = state.team_of.copy()
        after[[person, other]] = after[[other, person]]
        assert state.cost + changes[other] == slowly(problem, after)
        if state.team_of[person] != state.team_of[other]:
            state.swap(person, other, changes[other])
        assert state.cost == team_cost.cost(problem, state.team_of)


@pytest.mark.parametrize("seed", range(3))
def test_the_same_seed_gives_the_same_teams(seed):
    problem = invented(seed, 30)
    first, second = (team_search.search(problem, seed) for _ in range(2))
    assert first.cost == second.cost == team_cost.cost(problem, first.team_of)
    assert (first.team_of == second.team_of).all()
    assert np.bincount(first.team_of, minlength=len(problem.sizes)).tolist() == list(problem.sizes)


def splits(problem: Problem):
    """All ways to put the people into teams of these sizes."""
    teams = [team for team, size in enumerate(problem.sizes) for _ in range(size)]
    return set(itertools.permutations(teams))


@pytest.mark.parametrize("seed", range(10))
def test_the_exact_solver_agrees_with_brute_force(seed):
    problem = invented(seed, 5 + seed % 4)
    least = min(slowly(problem, np.array(split)) for split in splits(problem))
    exact = team_exact.solve(problem, 20)
    assert exact.proven and exact.cost == least
    found = team_search.search(problem, seed)
    assert found.cost == least  # so few people leave the search no excuse
    assert team_cost.bound(problem) <= least


@pytest.mark.parametrize("seed", range(3))
def test_the_exact_solver_is_never_above_the_search(seed):
    problem = invented(seed, 12)
    exact, found = team_exact.solve(problem, 20), team_search.search(problem, seed)
    assert exact.cost is not None and exact.bound <= exact.cost
    assert team_cost.bound(problem) <= exact.cost
    if exact.proven:
        assert exact.cost <= found.cost


@pytest.mark.parametrize("seed", range(4))
def test_the_exact_solver_keeps_pins(seed):
    problem = invented(seed, 9)
    pinned = invented(seed, 9, pins={"p3": len(problem.sizes) - 1, "p4": 0})
    exact, found = team_exact.solve(pinned, 20), team_search.search(pinned, seed)
    for team_of in (exact.team_of, found.team_of):
        assert team_of[3] == len(problem.sizes) - 1 and team_of[4] == 0
    assert exact.proven and exact.cost <= found.cost


# Sizes


@pytest.mark.parametrize("people", range(1, 200))
def test_sizes_are_in_the_range_wherever_they_can_be(people):
    sizes = team_sizes.cut(people, 5, 6)
    assert sum(sizes) == people and max(sizes) - min(sizes) <= 1
    possible = any(5 * teams <= people <= 6 * teams for teams in range(1, people))
    assert (team_sizes.outside(sizes, 5, 6) == 0) == possible == (people not in (1, 2, 3, 4, 7, 8, 9, 13, 14, 19))


def test_those_of_one_language_are_by_themselves_and_too_few_join():
    english, french, spanish = (frozenset([code]) for code in ("en", "fr", "es"))
    planned = team_sizes.plan([english] * 43 + [french] * 7, 5, 6)
    assert sorted(planned.sizes) == [5] * 5 + [6] * 3 + [7] and Counter(planned.languages) == {"en": 8, "fr": 1}
    few = team_sizes.plan([english] * 40 + [spanish] * 2, 5, 6)
    assert sum(few.sizes) == 42 and set(few.languages) == {"en"}
    # Who speaks both goes where they are needed.
    both = team_sizes.plan([english] * 35 + [french] * 9 + [english | french], 5, 6)
    assert sorted(size for size, code in zip(*both, strict=True) if code == "fr") == [5, 5]
    assert team_sizes.plan([], 5, 6) == ((), ())
    assert set(team_sizes.plan([frozenset()] * 11, 5, 6).languages) == {""}


def test_room_for_all_who_are_pinned():
    assert sorted(team_sizes.with_room([5, 5, 6], Counter({1: 7}))) == [4, 5, 7]
    assert team_sizes.with_room([5, 5, 6], Counter({1: 7}))[1] == 7
