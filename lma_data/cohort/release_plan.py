"""From a cohort to what may be shown of it: one population, categories merged once, the tables that pass together.

A release is of whoever takes part, by the dimensions of ALLOWED and never by another: no fees, withdrawals, grades,
attendance, certificates, refugee status or countries. Each dimension has its small categories in one cell, "Other", the same
in every table; disclosure.py says what is safe and why, and audits it.

How they are merged, unless the manager says otherwise (the setting MERGES):

- A category is merged when it has fewer than k people, or fewer in some cell of the table with gender.
- If "Other" is then too small, or holds no category of k people or more, the smallest of the others joins it; all that are
  equally small do. A category of nobody is never shown.
- What cannot be shown so, or only in fewer than three cells, is merged without that table; the table is there if it passes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from lma_data.cohort import dimensions as named
from lma_data.cohort import disclosure
from lma_data.cohort.cohort import Cohort
from lma_data.cohort.disclosure import By, Counts, Published
from lma_data.cohort.settings import MERGES, RELEASE
from lma_data.releases import Release

ALLOWED = ("gender", "region", "audience", "language", "experience")
HUB = "gender"  # its categories are merged first, and the others' by their table with it
CROSSED = (  # tables by two dimensions, in the order in which they are wanted
    ("audience", "gender"),
    ("region", "gender"),
    ("experience", "gender"),
    ("language", "gender"),
    ("region", "language"),
    ("audience", "language"),
)
POPULATION = "taking-part"
CELLS = 3  # fewer are not made for a table by two dimensions
REST = "*"  # in a merged cell, in place of codes that are not always there, as languages that are not the course's


class Group(NamedTuple):
    """One category of a dimension: its code, people, and the cell in which it is shown (None: of nobody, in none)."""

    code: str
    people: int
    cell: int | None


class LeftOut(NamedTuple):
    """A table that is not there, and why: one-category, too-small, circle, unwanted."""

    by: By
    why: str


@dataclass(frozen=True, eq=False)
class Plan:
    """What would be released of a cohort, and what not."""

    k: int
    people: int
    groups: dict[str, list[Group]]  # also of dimensions that are left out
    codes: dict[str, list[tuple[str, ...]]]  # of each cell of a released dimension, those of the vocabulary
    published: Published
    left_out: list[LeftOut]
    by_hand: frozenset[str]  # dimensions whose merge the manager has set


def wanted_tables(cohort: Cohort) -> list[By] | None:
    """The tables by two dimensions that the manager has chosen; None where nothing is chosen."""
    chosen = cohort.settings.get(RELEASE, {}).get("crossed")
    return None if chosen is None else [by for by in CROSSED if list(by) in chosen]


def plan(cohort: Cohort, earlier: Sequence[Release] = ()) -> Plan:
    """What would be released. Categories and tables are those of an earlier release, where there is one that counts."""
    if earlier:
        before = earlier[0]
        return cohort.kept(
            ("release", before.id),
            lambda: _made(cohort, _as_before(cohort, before), _two_way(before.tables), by_choice=True),
        )
    return cohort.kept("release", lambda: _suggested(cohort))


def _suggested(cohort: Cohort) -> Plan:
    chosen = wanted_tables(cohort)
    by_hand = {name: set(codes) for name, codes in cohort.settings.get(MERGES, {}).items() if name in ALLOWED}
    merges: dict[str, set[str] | None] = {}
    for name in ALLOWED:
        merges[name] = by_hand[name] if name in by_hand else _merge(cohort, name, merges.get(HUB), chosen)
    return _made(cohort, merges, list(CROSSED) if chosen is None else chosen, by_choice=chosen is not None)


def _merge(cohort: Cohort, name: str, hub: set[str] | None, chosen: Sequence[By] | None) -> set[str] | None:
    """The codes that are shown together; None where the dimension cannot be shown. `hub`: those of gender."""
    k = cohort.course.disclosure_threshold
    counted = _counted(cohort, name)
    wanted = name != HUB and (chosen is None or (name, HUB) in chosen)
    across = _across(counted, _counted(cohort, HUB), hub) if wanted else None
    found = suggested(counted.people, k, across, CELLS if chosen is None else 2)
    return None if found is None else {counted.codes[place] for place in found}


@dataclass(frozen=True, eq=False)
class _Counted:
    """The categories of one dimension in their order, "not known" the last, and how many people each has."""

    codes: list[str]
    people: Counts
    places: Counts  # of the rows of release_cells.sql: which of the categories
    weights: Counts  # of the same rows: how many people


def _counted(cohort: Cohort, name: str) -> _Counted:
    def count() -> _Counted:
        rows = cohort.kept("release-cells", lambda: cohort.ask("cohort/release_cells"))
        found = rows[name].tolist()
        codes = [*dict.fromkeys([*named.codes(cohort, name), *sorted(set(found) - {named.UNKNOWN})]), named.UNKNOWN]
        place = {code: number for number, code in enumerate(codes)}
        places = np.array([place[code] for code in found], dtype=int)
        weights = rows["people"].to_numpy(dtype=int)
        return _Counted(codes, _summed(places, weights, len(codes)), places, weights)

    return cohort.kept(("release-counted", name), count)


def _summed(places: Counts, weights: Counts, size: int) -> Counts:
    return np.bincount(places, weights, size).astype(int)


def suggested(people: Counts, k: int, across: Counts | None, cells: int) -> set[int] | None:
    """The places to be shown together, for a table with another dimension too, unless that leaves fewer cells than these."""
    alone = merged(people, k)
    if across is None:
        return alone
    crossed = merged(people, k, across)
    # How many cells the dimension alone would have must not count: a merge would then tell which of the two it was.
    return crossed if _cells(people, crossed) >= cells else alone


def merged(people: Counts, k: int, across: Counts | None = None) -> set[int] | None:
    """The places of the categories to be shown together; empty where none must be, None where nothing can be shown.

    `across`: people by category and cell of another dimension, where a table by both is to be shown as well.
    """
    across = people[:, None] if across is None else across
    there = people > 0
    together = there & ((people < k) | (across < k).any(axis=1))
    if together.any():
        while people[together].max() < k or across[together].sum(axis=0).min() < k:
            rest = there & ~together
            if not rest.any():
                return None
            together |= rest & (people == people[rest].min())
    if (there & ~together).sum() + together.any() < 2:
        return None
    return set(np.flatnonzero(together | ~there).tolist()) if together.any() else set()


def _cells(people: Counts, together: set[int] | None) -> int:
    if together is None:
        return 0
    return sum(1 for place, count in enumerate(people) if count and place not in together) + bool(together)


def _across(counted: _Counted, hub: _Counted, together: set[str] | None) -> Counts | None:
    """People by category and by cell of the hub as it is merged."""
    if together is None:
        return None
    cells = [codes for codes, _ in _cells_of(hub, together)]
    return _crossed([counted, hub], [[[code] for code in counted.codes], cells])


def _cells_of(counted: _Counted, together: Iterable[str]) -> list[tuple[list[str], bool]]:
    """(codes, whether they are merged) for each cell; who is alone keeps its place, the merged cell is the last."""
    joined = set(together)
    people = dict(zip(counted.codes, counted.people.tolist(), strict=True))
    cells = [([code], False) for code in counted.codes if code not in joined and people[code]]
    rest = [code for code in counted.codes if code in joined or not people[code]]
    # Where something is merged, a category of nobody is there too: nobody is told that there is nobody.
    return [*cells, (rest, True)] if any(people[code] for code in rest) else cells


def _crossed(counted: Sequence[_Counted], cells: Sequence[Sequence[Sequence[str]]]) -> Counts:
    """People by the cells of two dimensions."""
    first, second = (_cell_of(one, found)[one.places] for one, found in zip(counted, cells, strict=True))
    rows, columns = map(len, cells)
    return _summed(first * columns + second, counted[0].weights, rows * columns).reshape(rows, columns)


def _cell_of(counted: _Counted, cells: Sequence[Sequence[str]]) -> Counts:
    """For each category, the cell that it is in; for one of nobody that is in none, the first."""
    place = {code: number for number, codes in enumerate(cells) for code in codes}
    return np.array([place.get(code, 0) for code in counted.codes])


def _made(cohort: Cohort, merges: dict[str, set[str] | None], wanted: Sequence[By], by_choice: bool) -> Plan:
    """The plan with these merges; of tables by two dimensions, those that are wanted, or of the list those that pass."""
    k = cohort.course.disclosure_threshold
    counts = {name: _counted(cohort, name) for name in ALLOWED}
    cells = {name: _cells_of(counts[name], together) for name, together in merges.items() if together is not None}
    left_out = [LeftOut((name,), "one-category") for name in ALLOWED if len(cells.get(name, [])) < 2]
    cells = {name: found for name, found in cells.items() if len(found) > 1}
    people = {name: dict(zip(one.codes, one.people.tolist(), strict=True)) for name, one in counts.items()}
    tables: dict[By, Counts] = {
        (name,): np.array([sum(people[name][code] for code in codes) for codes, _ in found])
        for name, found in cells.items()
    }
    for by in wanted:
        if not set(by) <= set(cells):
            continue
        table = _crossed([counts[name] for name in by], [[codes for codes, _ in cells[name]] for name in by])
        if by_choice or (table.min() >= k and not disclosure.circles([*_two_way(tables), by])):
            tables[by] = table
        else:
            left_out.append(LeftOut(by, "too-small" if table.min() < k else "circle"))
    largest = {
        name: tuple(max(people[name][code] for code in codes) for codes, _ in found) for name, found in cells.items()
    }
    everybody = int(counts[HUB].people.sum())
    return Plan(
        k=k,
        people=everybody,
        groups={name: _groups(counts[name], cells.get(name)) for name in ALLOWED},
        codes={name: [_fixed(cohort, name, codes) for codes, _ in found] for name, found in cells.items()},
        published=Published(everybody, tables, largest),
        left_out=left_out,
        by_hand=frozenset(set(cohort.settings.get(MERGES, {})) & set(ALLOWED)),
    )


def _two_way(tables: Iterable[By]) -> list[By]:
    return [by for by in tables if len(by) == 2]


def _groups(counted: _Counted, cells: list[tuple[list[str], bool]] | None) -> list[Group]:
    place = {code: number for number, (codes, _) in enumerate(cells or []) for code in codes}
    return [
        Group(code, people, place.get(code))
        for code, people in zip(counted.codes, counted.people.tolist(), strict=True)
        if people or place.get(code) is not None
    ]


def _vocabulary(cohort: Cohort, name: str) -> list[str]:
    """The codes that a dimension has whoever is in the cohort; of languages, those of the course."""
    return list(cohort.course.languages) if name == "language" else list(named.codes(cohort, name))


def _fixed(cohort: Cohort, name: str, codes: Sequence[str]) -> tuple[str, ...]:
    """Of the codes of a cell, those that stand there whoever is in the cohort: what is frozen tells of nobody."""
    if len(codes) == 1:
        return tuple(codes)
    known = {*_vocabulary(cohort, name), named.UNKNOWN}
    found = tuple(code for code in codes if code in known)
    return found if len(found) > 1 else (*found, REST, REST)[:2]  # never one alone: it is not that category


def _as_before(cohort: Cohort, before: Release) -> dict[str, set[str] | None]:
    """The merges of an earlier release: whatever was not shown alone is in its cell for the others."""
    merges: dict[str, set[str] | None] = {}
    for name in ALLOWED:
        if name not in before.dimensions:
            merges[name] = None
            continue
        cells = before.dimensions[name].categories
        alone = {one.codes[0] for one in cells if len(one.codes) == 1}
        merges[name] = set(_counted(cohort, name).codes) - alone if len(alone) < len(cells) else set()
    return merges
