"""The audit of a release against an attacker who knows the figures, k and the rules, and shares no code with it.

The attacker works by exhausting all possible cohorts, by exact elimination, by whole-number programming and by subtracting
whatever can be subtracted. He is first shown to break what is commonly done: hiding small cells, and filters.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations, product
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp

from lma_data import releases
from lma_data.cohort import dimensions, disclosure, disclosure_proof, release, release_plan
from lma_data.cohort.disclosure import Published
from lma_data.course import course

COURSE = course("lma-2026")
K = COURSE.disclosure_threshold
VALUES = {
    "gender": ["female", "male", "other", "undisclosed", ""],
    "region": ["002", "142", "150", "419", "021", "009", ""],
    "audience": [*(one.id for one in COURSE.audience), ""],
    "language": ["en", "fr", "ar", ""],
    "experience": ["0-4", "5-9", "10-19", "20+", ""],
}
MANY, SOME, FEW = 2000, 60, 20  # cohorts that are attacked by subtraction, by programming, by elimination


class Invented(SimpleNamespace):
    """As much of a cohort as a release needs, from a frame of people."""

    def ask(self, name):
        assert name == "cohort/release_cells"
        return self.people.assign(people=1)

    def rows(self, table):
        return self.people

    def kept(self, name, make):
        if name not in self.memo:
            self.memo[name] = make()
        return self.memo[name]


def cohort_of(people: pd.DataFrame, **settings) -> Invented:
    return Invented(
        id="lma-2026", course=COURSE, people=people, settings=settings, memo={}, invented=True, today=COURSE.start
    )


def invented(seed: int, size: int | None = None) -> pd.DataFrame:
    """People with skewed categories that depend on one another."""
    draw = np.random.default_rng(seed)
    size = int(draw.integers(0, 201)) if size is None else size
    kind = draw.integers(0, 3, size)  # three kinds of people, each with its own mix
    found = {}
    for name, values in VALUES.items():
        skew = draw.choice([0.3, 0.8, 3])
        mostly = [9, 9, *[0.3] * 3] if name == "gender" and seed % 3 else np.full(len(values), skew)
        mixes = draw.dirichlet(mostly, 3)
        mixes[:, -1] *= draw.choice([0, 0.1, 1])  # "not known" is often rare or absent
        mixes /= mixes.sum(axis=1, keepdims=True)
        found[name] = [values[place] for place in (draw.random((size, 1)) > mixes.cumsum(axis=1)[kind]).sum(axis=1)]
    return pd.DataFrame(found, dtype=object)


def accepted(cohort: Invented, earlier=()) -> release_plan.Plan | None:
    found = release_plan.plan(cohort, list(earlier))
    return found if all(check.passed for check in release.audited(found, list(earlier))) else None


@pytest.fixture(scope="module")
def plans():
    """The accepted releases of a great many cohorts, with their people."""
    tried = [(people, accepted(cohort_of(people))) for people in map(invented, range(MANY))]
    large = [plan is not None for people, plan in tried if len(people) >= 40]
    assert sum(large) / len(large) > 0.95, "most cohorts can be released"
    return [(people, plan) for people, plan in tried if plan is not None]


# The attacker


def subtracted(tables: dict[tuple[str, ...], np.ndarray], people: int) -> set[int]:
    """Whatever follows by taking a figure from another that it is part of: "all" beside "all but one"."""
    found = set()
    for by, counts in tables.items():
        found |= {people - one for one in counts.ravel().tolist()}
        if len(by) == 2:
            found |= set((tables[by[0],][:, None] - counts).ravel().tolist())
            found |= set((tables[by[1],][None, :] - counts).ravel().tolist())
    return found


def told(tables: dict[tuple[str, ...], list], names: list[str], sizes: list[int]) -> tuple[np.ndarray, np.ndarray]:
    """The figures as equations over the full cross of these dimensions. A cell of None is not shown."""
    atoms = np.array(list(product(*map(range, sizes))))
    rows, values = [], []
    for by, counts in tables.items():
        places = [names.index(name) for name in by]
        said = np.asarray(counts, dtype=object)
        for at in np.ndindex(said.shape):
            if said[at] is not None:
                rows.append((atoms[:, places] == at).all(axis=1).astype(int))
                values.append(int(said[at]))
    return np.array(rows), np.array(values)


def largest(rows: np.ndarray, values: np.ndarray, group: np.ndarray) -> int:
    """How many people can be in a group, in whole people."""
    solved = milp(
        -group.astype(float),
        constraints=LinearConstraint(rows, values, values),
        bounds=Bounds(0, np.inf),
        integrality=np.ones(rows.shape[1]),
    )
    assert solved.status == 0, "the figures agree with the people that they are of"
    return round(-solved.fun)


def determined(rows: np.ndarray, values: np.ndarray, groups: list[np.ndarray]) -> list[int]:
    """The groups' counts that follow exactly, by elimination in fractions."""
    pivots: list[tuple[int, list[Fraction]]] = []

    def reduced(row: list[Fraction]) -> list[Fraction]:
        for place, pivot in pivots:
            if factor := row[place]:
                row = [a - factor * b for a, b in zip(row, pivot, strict=True)]
        return row

    for row, value in zip(rows.tolist(), values.tolist(), strict=True):
        left = reduced([Fraction(one) for one in (*row, value)])
        place = next((at for at, one in enumerate(left[:-1]) if one), None)
        if place is not None:
            pivots.append((place, [one / left[place] for one in left]))
    found = []
    for group in groups:
        left = reduced([*(Fraction(int(one)) for one in group), Fraction(0)])
        if not any(left[:-1]):
            found.append(int(-left[-1]))
    return found


def groups(names: list[str], sizes: list[int], depth: int) -> Iterator[tuple[tuple, np.ndarray]]:
    """(which, its atoms) for every group by up to so many dimensions."""
    atoms = np.array(list(product(*map(range, sizes))))
    for count in range(1, depth + 1):
        for chosen in combinations(range(len(names)), count):
            for at in product(*(range(sizes[place]) for place in chosen)):
                yield (chosen, at), (atoms[:, chosen] == at).all(axis=1).astype(int)


def shown(plan: release_plan.Plan) -> tuple[dict, list[str], list[int]]:
    names = plan.published.dimensions
    return dict(plan.published.tables), names, [len(plan.codes[name]) for name in names]


# He breaks what is commonly done


def hidden(people: pd.DataFrame, by: tuple[str, str]) -> tuple[dict, list[str], list[int]]:
    """One-way tables and one by both, in which cells under k are left blank; categories under k are left out before."""
    kept = people
    for name in by:
        kept = kept[kept[name].map(kept[name].value_counts()) >= K]
    values = [sorted(set(kept[name])) for name in by]
    cross = pd.crosstab(kept[by[0]], kept[by[1]]).reindex(values[0], columns=values[1]).to_numpy()
    blank = [[None if 0 < one < K else int(one) for one in row] for row in cross]
    tables = {(by[0],): cross.sum(axis=1), (by[1],): cross.sum(axis=0), by: blank}
    return tables, list(by), [len(one) for one in values]


def test_the_attacker_breaks_tables_whose_small_cells_are_hidden():
    """Measured on cohorts of 40 and 90: most of such tables give a hidden cell away or bound it below k."""
    for size, least in ((40, 0.75), (90, 0.5)):
        broken = tried = 0
        for seed in range(30):
            tables, names, sizes = hidden(invented(seed, size), ("gender", "audience"))
            small = np.argwhere(np.array(tables["gender", "audience"], dtype=object) == None)  # noqa: E711
            if min(sizes) < 2 or not len(small):
                continue
            tried += 1
            rows, values = told(tables, names, sizes)
            atoms = [one.ravel() for one in np.eye(rows.shape[1], dtype=int)]
            hidden_atoms = [atoms[row * sizes[1] + column] for row, column in small]
            exact = [count for count in determined(rows, values, hidden_atoms) if 0 < count < K]
            broken += bool(exact) or any(0 < largest(rows, values, one) < K for one in hidden_atoms)
        assert tried and broken / tried > least, (size, broken, tried)


def test_the_attacker_breaks_filters():
    """All beside all but one category: each chart passes the threshold, and their difference is somebody."""
    broken = 0
    for seed in range(100):
        people = invented(seed, 90)
        whole = people["audience"].value_counts()
        for gender in set(people["gender"]):
            rest = people[people["gender"] != gender]["audience"].value_counts()
            both = [(whole[name], rest.get(name, 0)) for name in whole.index]
            if any(0 < everybody - some < K <= min(everybody, some) for everybody, some in both):
                broken += 1
                break
    assert broken > 50


# He does not break a release


def test_many_of_the_releases_have_a_table_by_two_dimensions(plans):
    assert sum(len(plan.published.edges) > 0 for _, plan in plans) / len(plans) > 0.3
    assert min(len(people) for people, _ in plans) >= 2 * K


def test_thousands_of_releases_say_what_is_true_and_nothing_small(plans):
    for people, plan in plans:
        assert len(people) == plan.people == plan.published.people
        for by, counts in plan.published.tables.items():
            assert counts.min() >= K and counts.sum() == len(people)
            cells = [{group.code: group.cell for group in plan.groups[name]} for name in by]
            place = [[cell[value] for value in people[name]] for name, cell in zip(by, cells, strict=True)]
            expected = np.zeros(counts.shape, dtype=int)
            np.add.at(expected, tuple(place), 1)
            assert np.array_equal(expected, counts), by
        assert min(subtracted(plan.published.tables, plan.people)) >= K


def test_no_group_follows_exactly_that_is_small(plans):
    """Every group by up to three dimensions, by elimination."""
    small = [one for one in plans if one[1].published.edges and np.prod(shown(one[1])[2]) <= 100][:FEW]
    assert len(small) > FEW / 2
    for _, plan in small:
        tables, names, sizes = shown(plan)
        rows, values = told(tables, names, sizes)
        found = determined(rows, values, [group for _, group in groups(names, sizes, 3)])
        assert found and min(found) >= K


def test_no_group_is_bounded_below_k(plans):
    """In whole people, over the cross of all dimensions: the atoms of fewest people, and others."""
    draw = np.random.default_rng(1)
    small = [one for one in plans if one[1].published.edges and np.prod(shown(one[1])[2]) <= 500]
    assert len(small) > SOME
    for people, plan in small[:: len(small) // SOME][:SOME]:
        tables, names, sizes = shown(plan)
        rows, values = told(tables, names, sizes)
        ceiling = np.min(np.where(rows > 0, values[:, None], len(people) + 1), axis=0)
        for atom in {int(np.argmin(ceiling)), int(draw.integers(0, rows.shape[1]))}:
            assert largest(rows, values, np.eye(rows.shape[1], dtype=int)[atom]) >= K


def test_the_audits_two_ways_agree(plans):
    crossed = [plan for _, plan in plans if len(plan.published.edges) > 1]
    for plan in crossed[:: len(crossed) // 5]:
        assert all(check.passed for check in disclosure_proof.proved(plan.published, K))


def test_who_knows_the_rule_of_merging_learns_nothing_small():
    """All cohorts that there can be, for a few people and a small k: what is shown leaves each group k people, or none.

    Categories by cells of a second dimension; whoever is shown the merge knows which cohorts it can come from.
    """
    for people, k, categories, across, cells in ((9, 2, 3, 2, 3), (9, 2, 3, 2, 2), (12, 3, 3, 2, 3), (8, 2, 4, 2, 3)):
        alike = defaultdict(list)
        for world in worlds(people, categories, across):
            if world.sum(axis=0).min() >= k:
                alike[seen(world, k, cells)].append(world)
        assert len(alike) > 100
        for some in alike.values():
            possible = np.array(some)
            of_category = possible.sum(axis=2).max(axis=0)
            assert not ((of_category > 0) & (of_category < k)).any()
            of_both = possible.max(axis=0)[of_category > 0]
            assert (of_both >= k).all()


def worlds(people: int, categories: int, across: int) -> Iterator[np.ndarray]:
    cells = categories * across
    for bars in combinations(range(people + cells - 1), cells - 1):
        edges = (-1, *bars, people + cells - 1)
        yield np.diff(edges).reshape(categories, across) - 1


def seen(world: np.ndarray, k: int, cells: int) -> tuple:
    """What is shown of it: the categories that stand alone, and the figures."""
    together = release_plan.suggested(world.sum(axis=1), k, world, cells)
    if together is None:
        return ("nothing", *world.sum(axis=0).tolist())
    alone = [place for place in range(len(world)) if place not in together and world[place].sum()]
    table = [world[place].tolist() for place in alone]
    if together:
        table.append(world[sorted(together)].sum(axis=0).tolist())
    if min(min(row) for row in table) < k:
        table = [[sum(row)] for row in table]
    return (tuple(alone), *world.sum(axis=0).tolist(), *(one for row in table for one in row))


# Nor several of them


def test_releases_one_after_the_other_tell_of_nobody():
    """People come, go and are corrected between releases; whatever is accepted can be subtracted in every way."""
    told_again = more = 0
    for seed in range(250):
        draw = np.random.default_rng(seed)
        people = invented(seed, int(draw.integers(40, 201)))
        made = []
        for step in range(3):
            cohort = cohort_of(people)
            cohort.today = COURSE.start.replace(day=step + 1)
            plan = accepted(cohort, made)
            if plan is not None:
                content = releases.of(release.content(cohort, plan, []))
                told_again += any(len(one.tables) for one in made)
                more += any(one.people != content.people for one in made)
                made.insert(0, content)
            people = changed(people, draw)
        for one, other in combinations(made, 2):
            assert set(one.tables) == set(other.tables)
            came = [np.subtract(one.tables[by], other.tables[by]).ravel() for by in one.tables]
            difference = np.concatenate([[one.people - other.people], *came])
            assert not difference.any() or (difference >= K).all() or (difference <= -K).all()
    assert told_again > 100 and more > 10


def changed(people: pd.DataFrame, draw: np.random.Generator) -> pd.DataFrame:
    match draw.integers(0, 5):
        case 0:
            return people
        case 1:
            return people.drop(index=draw.choice(people.index, int(draw.integers(1, 4)), replace=False)).reset_index(
                drop=True
            )
        case 2:  # as many again, of the same kinds: everything grows
            return pd.concat([people, people], ignore_index=True)
        case 3:
            half = people.sample(frac=0.5, random_state=int(draw.integers(1, 1000)))
            return half.reset_index(drop=True)
        case _:
            corrected = people.copy()
            corrected.loc[draw.choice(people.index), "gender"] = "female"
            return corrected


def test_another_merge_of_the_same_people_is_refused():
    people = invented(3, 120)
    cohort = cohort_of(people)
    first = accepted(cohort)
    assert first is not None
    before = releases.of(release.content(cohort, first, []))
    again = release_plan.plan(cohort_of(people, merges={"region": []}))
    checks = {check.code: check.passed for check in release.audited(again, [before])}
    assert not checks["same-tables"] or again.codes == first.codes


# What it says of what is not sound


def published(**tables) -> Published:
    found = {tuple(name.split("_")): np.array(counts) for name, counts in tables.items()}
    sizes = {by[0]: tuple(counts.tolist()) for by, counts in found.items() if len(by) == 1}
    return Published(int(next(iter(found.values())).sum()), found, sizes)


def failing(one: Published, *earlier: Published) -> dict[str, tuple]:
    return {check.code: check.cells for check in disclosure.audit(one, K, earlier) if not check.passed}


def test_the_cells_that_break_it_are_named():
    small = published(a=[20, 14], b=[17, 17], a_b=[[17, 3], [0, 14]])
    assert {(cell.by, cell.at, cell.people) for cell in failing(small)["cells"]} == {
        (("a", "b"), (0, 1), 3),
        (("a", "b"), (1, 0), 0),
    }
    assert failing(published(a=[20, 14], b=[17, 17], a_b=[[10, 10], [7, 7]])) == {}
    assert "sums" in failing(published(a=[20, 14], b=[18, 16], a_b=[[10, 10], [7, 7]]))
    hidden_in = Published(30, {("a",): np.array([20, 10])}, {"a": (20, 4)})
    assert [cell.at for cell in failing(hidden_in)["merges"]] == [(1,)]


def test_three_tables_in_a_circle_are_refused_and_would_be_broken():
    """All cells of the three are 5 and more; those of their cross are not."""
    cross = np.array([[[1, 10], [10, 10]], [[10, 10], [10, 1]]])
    found = {
        ("a",): cross.sum((1, 2)), ("b",): cross.sum((0, 2)), ("c",): cross.sum((0, 1)),
        ("a", "b"): cross.sum(2), ("a", "c"): cross.sum(1), ("b", "c"): cross.sum(0),
    }  # fmt: skip
    circle = Published(62, found, {})
    assert min(counts.min() for counts in found.values()) >= K
    assert "circles" in failing(circle)
    rows, values = told(found, ["a", "b", "c"], [2, 2, 2])
    most = [largest(rows, values, one) for one in np.eye(8, dtype=int)]
    assert min(most) < K, "the attacker finds cells under k in it"
    assert disclosure_proof.bounds(circle, ["a", "b", "c"])[1].ravel().tolist() == most


def test_differences_between_releases():
    before = published(a=[20, 14], b=[17, 17])
    assert not failing(before, before)
    assert not failing(published(a=[26, 20], b=[22, 24]), before)
    assert not failing(before, published(a=[26, 20], b=[22, 24]))
    for after in ([21, 13], [20, 15], [26, 14], [26, 9]):
        total = sum(after)
        now = published(a=after, b=[total // 2, total - total // 2])
        cells = failing(now, before)["differences"]
        assert all(abs(cell.people) < K or cell.people < 0 or not cell.people for cell in cells) and cells
    assert "same-tables" in failing(before, published(a=[20, 14]))


def test_intervals_are_those_of_linear_programming():
    draw = np.random.default_rng(5)
    for _ in range(5):
        cross = draw.integers(3, 12, (2, 3, 3))
        one = published(
            a=cross.sum((1, 2)), b=cross.sum((0, 2)), c=cross.sum((0, 1)), b_a=cross.sum(2).T, c_a=cross.sum(1).T
        )
        for by, least, most in disclosure.intervals(one):
            found = disclosure_proof.bounds(one, by)
            assert np.array_equal(found[0], least) and np.array_equal(found[1], most)
        assert disclosure_proof.recovered(one) == []


def test_row_space_finds_what_follows():
    """Two tables that overlap without being of the same dimensions: a hidden third of a circle follows for pairs."""
    one = published(a=[10, 10], b=[20])  # a dimension of one category: every cross with it follows
    assert disclosure_proof.recovered(one) == [("a", "b")]


# Cohorts at the edge


@pytest.mark.parametrize("size", [0, 1, 4, 5, 9])
def test_few_people_are_not_released(size):
    assert accepted(cohort_of(invented(1, size))) is None


def test_everybody_of_one_gender():
    people = invented(11, 120).assign(gender="female")
    plan = accepted(cohort_of(people))
    assert plan is not None
    assert ("gender",) not in plan.published.tables
    assert release_plan.LeftOut(("gender",), "one-category") in plan.left_out


def test_dimensions_are_those_that_are_allowed():
    allowed = set(release_plan.ALLOWED)
    assert allowed == {"gender", "region", "audience", "language", "experience"}
    assert not allowed & {"country", "funding", "status", "paid"} and allowed < set(dimensions.DIMENSIONS)
    assert all(set(by) <= allowed for by in release_plan.CROSSED)


def test_what_the_manager_merges_is_audited():
    people = invented(2, 150)
    counts = people["audience"].value_counts()
    tiny = [name for name in counts.index if counts[name] < K]
    plan = release_plan.plan(cohort_of(people, merges={"audience": []}))
    failed = {check.code for check in release.audited(plan, []) if not check.passed}
    assert bool(tiny) == ("cells" in failed)
    everything = cohort_of(people, release={"crossed": [list(by) for by in release_plan.CROSSED]})
    assert "circles" in {check.code for check in release.audited(release_plan.plan(everything), []) if not check.passed}
