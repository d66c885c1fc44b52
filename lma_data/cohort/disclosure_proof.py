"""The audit of a release by brute force: linear programming and the row space of all figures that are shown.

disclosure.py knows the same from the shape of the tables, at once. This takes a second, and leans on none of its arguments.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, product

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_matrix, identity, kron

from lma_data.cohort.disclosure import By, Cell, Check, Counts, Published, intervals

NEAR = 1e-7
AT_ONCE = 40  # programs that are solved as one


def proved(published: Published, k: int) -> list[Check]:
    """Both checks; they are made when a release is frozen."""
    return [_of_programming(published, k), _of_row_space(published)]


def equations(published: Published, dimensions: Sequence[str]) -> tuple[csr_matrix, Counts]:
    """What the tables within these dimensions say of the counts of their full cross: A x = b."""
    shape = tuple(len(published.tables[name,]) for name in dimensions)
    unknown = np.arange(int(np.prod(shape))).reshape(shape)
    rows, said = [np.ones(unknown.size)], [published.people]
    for by, counts in published.tables.items():
        if set(by) <= set(dimensions):
            for at in np.ndindex(counts.shape):
                rows.append(_indicator(unknown, dimensions, dict(zip(by, at, strict=True))))
                said.append(int(counts[at]))
    return csr_matrix(np.array(rows)), np.array(said)


def _indicator(unknown: Counts, dimensions: Sequence[str], chosen: dict[str, int]) -> Counts:
    """1 for the atoms of a group, 0 for the others."""
    found = np.zeros(unknown.size)
    found[unknown[tuple(chosen.get(name, slice(None)) for name in dimensions)].ravel()] = 1
    return found


def bounds(published: Published, dimensions: Sequence[str]) -> tuple[Counts, Counts]:
    """(least, most) that each atom of the cross of these dimensions can be, by linear programming."""
    matrix, said = equations(published, dimensions)
    shape = tuple(len(published.tables[name,]) for name in dimensions)
    atoms = np.arange(matrix.shape[1])
    found = [
        np.concatenate(
            [_extremes(matrix, said, some, sign) for some in np.array_split(atoms, -(-len(atoms) // AT_ONCE))]
        )
        for sign in (1, -1)
    ]
    least, most = np.ceil(found[0] - NEAR), np.floor(found[1] + NEAR)
    return least.astype(int).reshape(shape), most.astype(int).reshape(shape)


def _extremes(matrix: csr_matrix, said: Counts, atoms: Counts, sign: int) -> Counts:
    """The least (sign 1) or the most (-1) that each of these atoms can be: as many programs, solved as one."""
    aims = np.zeros((len(atoms), matrix.shape[1]))
    aims[np.arange(len(atoms)), atoms] = sign
    together = kron(identity(len(atoms)), matrix, format="csr")
    solved = linprog(aims.ravel(), A_eq=together, b_eq=np.tile(said, len(atoms)), method="highs")
    if solved.status != 0:  # no people can be so: nothing is proved
        return np.full(len(atoms), -1.0)
    return solved.x.reshape(aims.shape)[np.arange(len(atoms)), atoms]


def _of_programming(published: Published, k: int) -> Check:
    """Linear programming over every two tables that share a dimension, and over dimensions that nothing joins."""
    low, smallest = [], published.people
    for by, least, most in intervals(published):
        found_least, found_most = bounds(published, by)
        smallest = min(smallest, int(found_most.min()))
        wrong = (found_most < k) | (found_most != most) | (found_least != least)
        low += [Cell(by, tuple(map(int, at)), int(found_most[tuple(at)])) for at in np.argwhere(wrong)]
    return Check("programming", not low, smallest, tuple(low))


def recovered(published: Published) -> list[By]:
    """The crosses of dimensions, beyond the tables, of which some group follows exactly from the figures: by row space."""
    names = published.dimensions
    matrix, _ = equations(published, names)
    basis = np.linalg.svd(matrix.toarray(), full_matrices=False)
    rows = basis.Vh[basis.S / basis.S[0] > NEAR]
    unknown = np.arange(matrix.shape[1]).reshape(tuple(len(published.tables[name,]) for name in names))
    found = []
    shown = {frozenset(by) for by in published.tables}
    for size in range(2, len(names) + 1):
        for by in combinations(names, size):
            if frozenset(by) in shown:
                continue
            groups = product(*(range(len(published.tables[name,])) for name in by))
            each = np.array([_indicator(unknown, names, dict(zip(by, at, strict=True))) for at in groups])
            left = (each**2).sum(axis=1) - ((each @ rows.T) ** 2).sum(axis=1)
            if (left < NEAR * each.shape[1]).any():
                found.append(by)
    return found


def _of_row_space(published: Published) -> Check:
    """No group but those that are shown follows exactly."""
    found = recovered(published) if published.dimensions else []
    return Check("row-space", not found, len(found), tuple(Cell(by, (), 0) for by in found))
