"""The audit of a release: whether what would be shown, all of it together, lets a count under k be found or bounded.

Who is in front of it knows every figure that is shown, k, and by which rules categories were merged. A **group** is whoever
has given categories in some of the dimensions, merged or not ("women of Africa who speak French"). A release is sound when
for no group at all the figures tell that fewer than k people are in it: the largest count that agrees with them is at least
k. So no count under k can be recovered either. That nobody is in a group is told only of a category as a whole, and only
where its dimension has no cell "Other": of nobody, nobody is exposed.

How it is known, without trying every group:

- Every group is a union of atoms of the full cross, and is at least as large as each of them. It is enough that each atom
  can have k people.
- All tables are of the same people, by one dimension or two, and as edges between dimensions they make no circle. Then they
  can be joined one after the other at the dimension that they share, and an atom can be as large, in whole people, as the
  smallest cell that is shown of it, and not larger. So each cell of at least k is what is needed, and it is enough.
- Of the categories in one merged cell the figures tell nothing but their sum. The rule of merging does: "these were small".
  So a merged cell holds at least one category of k or more; which one, nobody is told, and each could be it.
- Figures of other releases of the same cohort can be subtracted. They must be the same in every cell, or all differ in one
  direction by k or more: then who came, or who left, is a population whose tables hold by the same rules. Categories and
  tables must be the same, or their difference is a table of its own.

disclosure_proof.py finds the same by linear programming and by the row space of the figures, without those arguments; a
release is frozen when they agree.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

import numpy as np

By = tuple[str, ...]
Counts = np.ndarray  # whole numbers of people


@dataclass(frozen=True, eq=False)
class Published:
    """All that would be shown of one population: tables by one dimension or two, in the order of the dimensions' cells."""

    people: int
    tables: dict[By, Counts]
    largest: dict[
        str, tuple[int, ...]
    ]  # of each cell of a dimension: people in the largest category that it stands for

    @property
    def dimensions(self) -> list[str]:
        return [by[0] for by in self.tables if len(by) == 1]

    @property
    def edges(self) -> list[By]:
        return [by for by in self.tables if len(by) == 2]

    @property
    def cells(self) -> int:
        return sum(counts.size for counts in self.tables.values())


class Cell(NamedTuple):
    """A cell of a table, by the positions of its categories, and how many people it says."""

    by: By
    at: tuple[int, ...]
    people: int


class Check(NamedTuple):
    """One check: its code, whether it is passed, the figure that it found, and the cells that break it."""

    code: str
    passed: bool
    found: int
    cells: tuple[Cell, ...] = ()


class Interval(NamedTuple):
    """From how many to how many people a group can have, by all that is shown."""

    by: By
    at: tuple[int, ...]
    least: int
    most: int


def audit(published: Published, k: int, earlier: Iterable[Published] = ()) -> list[Check]:
    """All checks, from what is shown itself to what others have seen before."""
    return [
        _of_cells(published, k),
        _of_sums(published),
        _of_circles(published),
        _of_merges(published, k),
        _of_intervals(published, k),
        *_of_earlier(published, k, list(earlier)),
    ]


def every_cell(published: Published) -> Iterator[Cell]:
    yield Cell((), (), published.people)
    for by, counts in published.tables.items():
        for at in np.ndindex(counts.shape):
            yield Cell(by, at, int(counts[at]))


def _of_cells(published: Published, k: int) -> Check:
    """Every figure that is shown is k or more; none is 0, which would say of a group what it is not."""
    small = tuple(cell for cell in every_cell(published) if cell.people < k)
    return Check("cells", not small, min(cell.people for cell in every_cell(published)), small)


def _of_sums(published: Published) -> Check:
    """Each table is of everybody: it adds up to the people and to the tables of its dimensions."""
    wrong = [by for by, counts in published.tables.items() if counts.sum() != published.people]
    for first, second in published.edges:
        counts = published.tables[first, second]
        for dimension, axis in ((first, 1), (second, 0)):
            if not np.array_equal(counts.sum(axis=axis), published.tables[dimension,]):
                wrong.append((first, second))
    return Check("sums", not wrong, len(published.tables), tuple(Cell(by, (), 0) for by in dict.fromkeys(wrong)))


def _of_circles(published: Published) -> Check:
    """Tables by two dimensions make no circle: from three of them, cells that nobody shows could be worked out."""
    circle = circles(published.edges)
    return Check("circles", not circle, len(published.edges), tuple(Cell(by, (), 0) for by in circle))


def circles(edges: Iterable[By]) -> list[By]:
    """The edges that close a circle with those before them."""
    group: dict[str, str] = {}

    def root(name: str) -> str:
        while group.setdefault(name, name) != name:
            name = group[name]
        return name

    closing: list[By] = []
    for first, second in edges:
        if root(first) == root(second):
            closing.append((first, second))
        group[root(first)] = root(second)
    return closing


def _of_merges(published: Published, k: int) -> Check:
    """Each cell holds a category of k or more: that a group is not shown does not say that it is small."""
    small = tuple(
        Cell((dimension,), (place,), people)
        for dimension, sizes in published.largest.items()
        for place, people in enumerate(sizes)
        if people < k
    )
    return Check("merges", not small, sum(len(sizes) for sizes in published.largest.values()), small)


# Intervals, by the tables' own shape


def intervals(published: Published) -> Iterator[tuple[By, Counts, Counts]]:
    """(dimensions, least, most) of every group by two or three dimensions that no table shows, where tables make no circle.

    Two tables that share a dimension bound the cross of the three; two dimensions in different parts, each other.
    """
    for (one, other), shared in _pairs(published.edges):
        left = _turned(published, (one, shared))[:, :, None]
        right = _turned(published, (shared, other))[None, :, :]
        between = published.tables[shared,][None, :, None]
        yield (one, shared, other), np.maximum(0, left + right - between), np.minimum(left, right)
    together = {frozenset(edge) for edge in published.edges}
    for one, other in combinations(published.dimensions, 2):
        if frozenset((one, other)) not in together:
            left, right = published.tables[one,][:, None], published.tables[other,][None, :]
            if _apart(published.edges, one, other):
                yield (one, other), np.maximum(0, left + right - published.people), np.minimum(left, right)


def _pairs(edges: Sequence[By]) -> Iterator[tuple[By, str]]:
    """((one, other), shared) for every two tables that share a dimension."""
    for first, second in combinations(edges, 2):
        for shared in set(first) & set(second):
            (one,), (other,) = set(first) - {shared}, set(second) - {shared}
            yield (one, other), shared


def _turned(published: Published, by: By) -> Counts:
    return published.tables[by] if by in published.tables else published.tables[by[::-1]].T


def _apart(edges: Sequence[By], one: str, other: str) -> bool:
    """Whether no chain of tables joins the two."""
    return not circles([*edges, (one, other)]) if not circles(edges) else False


def narrowest(published: Published) -> Interval | None:
    """Of all groups that no table shows, the one of which the figures tell most; None where there is no such group."""
    best: Interval | None = None
    for by, least, most in intervals(published):
        at = np.unravel_index(np.argmin(most - least), most.shape)
        place = tuple(map(int, at))
        found = Interval(by, place, int(least[place]), int(most[place]))
        if best is None or found.most - found.least < best.most - best.least:
            best = found
    return best


def _of_intervals(published: Published, k: int) -> Check:
    """No group that is not shown can be said to have fewer than k people."""
    low = [
        Cell(by, tuple(map(int, at)), int(most[tuple(at)]))
        for by, _, most in intervals(published)
        for at in np.argwhere(most < k)
    ]
    smallest = min((int(most.min()) for _, _, most in intervals(published)), default=published.people)
    return Check("intervals", not low, smallest, tuple(low))


# Earlier releases


def _of_earlier(published: Published, k: int, earlier: Sequence[Published]) -> Iterator[Check]:
    if not earlier:
        return
    other = [one for one in earlier if not same_tables(one, published)]
    yield Check("same-tables", not other, len(earlier))
    low = [cell for one in earlier if same_tables(one, published) for cell in differences(published, one, k)]
    yield Check("differences", not low, len(earlier), tuple(dict.fromkeys(low)))


def same_tables(one: Published, other: Published) -> bool:
    """Whether both have the same tables, cell for cell. That cells stand for the same is for who made them to say."""
    return {by: counts.shape for by, counts in one.tables.items()} == {
        by: counts.shape for by, counts in other.tables.items()
    }


def same_figures(one: Published, other: Published) -> bool:
    return same_tables(one, other) and list(every_cell(one)) == list(every_cell(other))


def differences(new: Published, old: Published, k: int) -> list[Cell]:
    """The cells by which fewer than k people who came or left could be told, with the difference; none where it is safe."""
    came = [
        Cell(here.by, here.at, here.people - there.people)
        for here, there in zip(every_cell(new), every_cell(old), strict=True)
    ]
    changed = [cell for cell in came if cell.people]
    if not changed or any(all(sign * cell.people >= k for cell in came) for sign in (1, -1)):
        return []
    direction = 1 if came[0].people >= 0 else -1
    # A cell that stays while others move says that none of those who came or left are in it.
    return [cell for cell in changed if cell.people * direction < k] or [cell for cell in came if not cell.people]
