"""Places by whole bundles: each person takes one set of electives, and no elective gives more places than it has.

A bundle is a set of electives that one person can take: none of them in one slot. People who want the same are one kind,
so that a cohort is a table of kinds by bundles. `least` finds the whole numbers of people a bundle with the least sum of
weights: linear programmes (HiGHS) over a few bundles, to which those are added that their prices call for; then whole
numbers for the few kinds that are left in parts. The bound of the linear programme says how far from the least it can be:
mostly not at all.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import coo_matrix, csr_matrix, vstack

MOST_COLUMNS = 40_000  # of an exact programme
FIRST = 8  # bundles a kind to begin with
NEVER = 1e5  # the weight of having no bundle: more than any other
CLOSE = 1e-6

Limit = tuple[np.ndarray, float]  # a weight for each kind and bundle, and the most that their sum may be


class OutOfTime(RuntimeError):
    """The time is over before anything was found."""


@dataclass(frozen=True)
class Found:
    """So many people of a kind with a bundle: three arrays; the sum of their weights, and what it cannot be below."""

    kinds: np.ndarray
    bundles: np.ndarray
    people: np.ndarray
    value: float
    bound: float

    @property
    def proven(self) -> bool:
        return self.value - self.bound < 1 - CLOSE  # weights are whole numbers


class Programme:
    """Kinds of people by bundles, with the capacities; asked several times for the least of different weights."""

    def __init__(
        self, people: np.ndarray, table: np.ndarray, capacity: np.ndarray, allowed: np.ndarray, until: float
    ) -> None:
        self.people, self.table, self.allowed, self.until = people, table, allowed, until
        self.limited = np.flatnonzero(np.isfinite(capacity))
        self.capacity = capacity[self.limited]
        self.active = np.zeros(allowed.shape, dtype=bool)
        self.certain = True  # not, once something was too large or took too long to be settled

    def left(self) -> float:
        """Seconds that are left."""
        return self.until - time.monotonic()

    def least(self, weights: np.ndarray, mask: np.ndarray, limits: Sequence[Limit] = ()) -> Found | None:
        """The least sum of weights over the bundles of `mask`, with the sums of `limits` kept; None where there is none.

        OutOfTime when the time is over.
        """
        mask = mask & self.allowed
        solved = self._relaxed(weights, mask, limits)
        if solved is None:
            return None
        columns, shares, bound, reduced = solved
        found = self._rounded(weights, mask, limits, columns, shares, bound, reduced)
        if found is not None and found.proven:
            return found
        gap = found.value - bound if found else np.inf  # what costs more than that is in no better answer
        exact = self._whole(weights, mask & (reduced <= gap + CLOSE), limits, self.people, bound)
        if exact is None:
            self.certain = False
        return min((one for one in (exact, found) if one), key=lambda one: one.value, default=None)

    def _begin(self, weights: np.ndarray, mask: np.ndarray) -> None:
        """The bundles of each kind that weigh least become active, where few are."""
        priced = np.where(mask, weights, np.inf)
        few = min(FIRST, priced.shape[1])
        first = np.argpartition(priced, few - 1, axis=1)[:, :few]
        self.active[np.arange(len(first))[:, None], first] = True

    def _relaxed(self, weights: np.ndarray, mask: np.ndarray, limits: Sequence[Limit]) -> tuple[Any, ...] | None:
        """The linear programme: (active columns, their shares, bound, reduced cost of every kind and bundle)."""
        self._begin(weights, mask)
        while True:
            kinds, chosen = np.nonzero(self.active & mask)
            rows, most = self._rows(kinds, chosen, limits)
            whole = len(self.people)
            rows = csr_matrix(rows)
            rows.resize(rows.shape[0], len(kinds) + whole)
            once = _once(np.concatenate([kinds, np.arange(whole)]), whole)
            cost = np.concatenate([weights[kinds, chosen], np.full(whole, NEVER)])
            solved = linprog(
                cost,
                A_ub=rows if rows.shape[0] else None,
                b_ub=most if rows.shape[0] else None,
                A_eq=once,
                b_eq=self.people,
                method="highs",
                options={"time_limit": max(0.01, self.left())},
            )
            if solved.x is None or self.left() < 0:
                raise OutOfTime
            reduced = self._reduced(weights, limits, solved)
            open_ones = np.where(mask & ~self.active, reduced, np.inf)
            best = open_ones.argmin(axis=1)
            gains = open_ones[np.arange(whole), best]
            if not (gains < -CLOSE).any():
                break
            self._add(open_ones)
        shares = solved.x[: len(kinds)]
        if solved.x[len(kinds) :].sum() > CLOSE:
            return None  # somebody would have no bundle
        return (kinds, chosen), shares, float(solved.fun), reduced

    def _add(self, open_ones: np.ndarray) -> None:
        """The few bundles of each kind that would gain most become active."""
        few = min(3, open_ones.shape[1])
        best = np.argpartition(open_ones, few - 1, axis=1)[:, :few]
        rows = np.arange(len(best))[:, None]
        self.active[rows, best] |= open_ones[rows, best] < -CLOSE

    def _reduced(self, weights: np.ndarray, limits: Sequence[Limit], solved: Any) -> np.ndarray:
        """What each bundle would cost each kind beyond what it is worth at the prices of the places."""
        prices = solved.ineqlin.marginals if len(self.limited) + len(limits) else np.zeros(0)
        places = self.table[:, self.limited] @ prices[: len(self.limited)]
        reduced = weights - solved.eqlin.marginals[:, None] - places[None, :]
        for (amounts, _), price in zip(limits, prices[len(self.limited) :], strict=True):
            reduced = reduced - price * amounts
        return reduced

    def _rows(self, kinds: np.ndarray, chosen: np.ndarray, limits: Sequence[Limit]) -> tuple[Any, np.ndarray]:
        """Capacities and limits as rows over these columns, and the most that each may be."""
        rows = [csr_matrix(self.table[chosen][:, self.limited].T)]
        rows += [csr_matrix(amounts[kinds, chosen][None, :].astype(float)) for amounts, _ in limits]
        return vstack(rows, format="csr"), np.concatenate([self.capacity, [most for _, most in limits]])

    def _rounded(
        self,
        weights: np.ndarray,
        mask: np.ndarray,
        limits: Sequence[Limit],
        columns: tuple[np.ndarray, np.ndarray],
        shares: np.ndarray,
        bound: float,
        reduced: np.ndarray,
    ) -> Found | None:
        """Whole numbers as they are; what is left in parts is settled by a small exact programme."""
        kinds, chosen = columns
        whole = np.floor(shares + CLOSE)
        kept = whole > 0
        left = self.people - np.bincount(kinds, weights=whole, minlength=len(self.people))
        sure = kinds[kept], chosen[kept], whole[kept]
        if left.sum() < 0.5:
            return Found(*sure, float((weights[sure[0], sure[1]] * sure[2]).sum()), bound)
        rows, most = self._rows(sure[0], sure[1], limits)
        some = mask & (left > 0.5)[:, None] & (reduced <= 2 * max(1.0, float(weights[mask].max(initial=1))))
        rest = self._whole(weights, some, limits, left, bound, taken=rows @ sure[2])
        if rest is None:
            return None
        joined = [np.concatenate(pair) for pair in zip(sure, (rest.kinds, rest.bundles, rest.people), strict=True)]
        value = float((weights[joined[0], joined[1]] * joined[2]).sum())
        return Found(joined[0], joined[1], joined[2], value, bound)

    def _whole(
        self,
        weights: np.ndarray,
        mask: np.ndarray,
        limits: Sequence[Limit],
        people: np.ndarray,
        bound: float,
        taken: np.ndarray | float = 0.0,
    ) -> Found | None:
        """The exact programme over these bundles, for so many people of each kind, beside places that are taken."""
        kinds, chosen = np.nonzero(mask)
        if not len(kinds) or len(kinds) > MOST_COLUMNS or self.left() < 0:
            return None
        rows, most = self._rows(kinds, chosen, limits)
        constraints = [LinearConstraint(_once(kinds, len(people)), people, people)]
        if rows.shape[0]:
            constraints.append(LinearConstraint(rows, -np.inf, most - taken))
        solved = milp(
            weights[kinds, chosen].astype(float),
            integrality=np.ones(len(kinds)),
            bounds=Bounds(0, people[kinds]),
            constraints=constraints,
            options={"time_limit": max(0.01, self.left()), "mip_rel_gap": 0},
        )
        if solved.x is None:
            return None
        number = np.round(solved.x)
        kept = number > 0
        sure = kinds[kept], chosen[kept], number[kept]
        lower = bound if solved.status else max(bound, float(np.round(solved.fun)))
        return Found(*sure, float((weights[sure[0], sure[1]] * sure[2]).sum()), lower)


def _once(kinds: np.ndarray, number: int) -> csr_matrix:
    """Everybody of a kind has one bundle: a row for each kind."""
    return coo_matrix((np.ones(len(kinds)), (kinds, np.arange(len(kinds)))), shape=(number, len(kinds))).tocsr()
