"""Kinds of people by bundles of electives: what each kind could have, what it is worth to them, and what they would lose.

A bundle is a set of electives that one person can take: none of them in one slot. People who want the same, in the same
language, are one kind.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from lma_data.cohort.preferences import (
    Kind,
    Places,
    Rules,
    Seeker,
    areas_of,
    breaks,
    open_to,
    positions,
    ranks_of,
    unchosen,
)
from lma_data.course import Elective

MOST_BUNDLES = 5_000
MISSING, AREAS = 2, 1  # what a broken rule counts


class TooMany(ValueError):
    """There are more bundles than can be looked at."""


class Worth(NamedTuple):
    """How good an assignment is: the less the better, from left to right. Ranks and losses in halves."""

    broken: int
    worst: int
    so_badly: int  # people who lose that much; 0 where nobody loses anything
    ranks: int


def bundles(slots: Sequence[str], usable: Sequence[bool], most: int) -> np.ndarray:
    """All sets of at most so many usable electives, none of one slot ("" clashes with nothing): one row each, 0 or 1."""
    found: list[tuple[int, ...]] = [()]
    latest = found
    for _ in range(most):
        longer = []
        for one in latest:
            taken = {slots[elective] for elective in one} - {""}
            start = one[-1] + 1 if one else 0
            longer += [
                (*one, elective)
                for elective in range(start, len(slots))
                if usable[elective] and slots[elective] not in taken
            ]
            if len(found) + len(longer) > MOST_BUNDLES:
                raise TooMany
        found = found + longer
        latest = longer
    table = np.zeros((len(found), len(slots)), dtype=np.float32)
    for row, one in enumerate(found):
        table[row, list(one)] = 1
    return table


class Kinds:
    """The tables that are looked over: kinds of people by bundles of electives."""

    def __init__(
        self, seekers: Sequence[Seeker], offer: Sequence[Elective], rules: Rules, before: Places | None = None
    ) -> None:
        self.offer, self.rules = offer, rules
        self.members: dict[Kind, list[str]] = {}
        for one in sorted(seekers, key=lambda one: one.person):
            had = tuple(sorted(before.get(one.person, ()))) if before is not None else ()
            self.members.setdefault((one.language, one.choices, had), []).append(one.person)
        self.people = np.array([len(people) for people in self.members.values()], dtype=float)
        self.capacity = np.array([np.inf if one.capacity is None else one.capacity for one in offer], dtype=float)
        self.table = bundles([one.slot for one in offer], list(self.capacity > 0), rules.each)
        self._weigh(unchosen(seekers))

    def _weigh(self, other: int) -> None:
        """For each kind and bundle: whether it is possible, the rules that it breaks, its ranks, and the loss."""
        size = self.table.sum(axis=1)
        ids = {one.id: place for place, one in enumerate(self.offer)}
        ranks = np.full((len(self.members), len(self.offer)), other, dtype=np.float32)
        barred = np.zeros_like(ranks)
        for row, (language, choices, _) in enumerate(self.members):
            for elective, rank in positions(choices).items():
                if elective in ids:
                    ranks[row, ids[elective]] = rank
            barred[row] = [not open_to(one, language) for one in self.offer]
        missing = self.rules.each - size
        self.allowed = (barred @ self.table.T) == 0
        self.ranks = ranks @ self.table.T + other * missing
        themes = [one.theme for one in self.offer]
        found = [areas_of([themes[place] for place in np.flatnonzero(row).tolist()]) for row in self.table]
        few = np.array(found) < np.minimum(self.rules.areas, size)
        self.broken = np.broadcast_to(MISSING * missing + AREAS * few, self.ranks.shape).astype(np.float32)
        possible = np.where(self.allowed, self.broken, np.inf)
        self.alone = np.where(possible <= possible.min(axis=1)[:, None], self.ranks, np.inf).min(axis=1)
        self.loss = np.maximum(0, self.ranks - self.alone[:, None])

    def changes(self) -> np.ndarray:
        """For each kind and bundle, 1 where it is not what they had before."""
        rows = [tuple(sorted(self.offer[place].id for place in np.flatnonzero(row).tolist())) for row in self.table]
        at = {electives: place for place, electives in enumerate(rows)}
        found = np.ones_like(self.ranks)
        for kind, (_, _, had) in enumerate(self.members):
            if had in at:
                found[kind, at[had]] = 0
        return found

    def worth(self, kinds: np.ndarray, chosen: np.ndarray, people: np.ndarray) -> Worth:
        def total(table: np.ndarray) -> int:
            return int(round(float((table[kinds, chosen] * people).sum())))

        losses = self.loss[kinds, chosen]
        worst = int(losses.max(initial=0))
        badly = int(people[losses == worst].sum()) if worst else 0
        return Worth(total(self.broken), worst, badly, total(self.ranks))


def worth_of(places: Places, seekers: Sequence[Seeker], offer: Sequence[Elective], rules: Rules) -> Worth:
    """How good any assignment is, counted person by person."""
    lost = losses(places, seekers, offer, rules)
    by_id = {one.id: one for one in offer}
    broken = 0
    for one in seekers:
        lacks = breaks(places[one.person], by_id, rules)
        broken += MISSING * lacks.get("places", 0) + AREAS * ("areas" in lacks)
    ranks = sum(ranks_of(places, seekers, rules).values())
    worst = max(lost.values(), default=0)
    return Worth(broken, worst, sum(loss == worst for loss in lost.values()) if worst else 0, ranks)


def losses(places: Places, seekers: Sequence[Seeker], offer: Sequence[Elective], rules: Rules) -> dict[str, int]:
    """What each person loses, in halves of ranks, against what they could have if nobody else were there."""
    other = unchosen(seekers)
    try:
        case = Kinds(seekers, offer, rules)
        alone = {kind[:2]: value for kind, value in zip(case.members, case.alone.tolist(), strict=True)}
    except TooMany:
        alone = {(one.language, one.choices): _first_ranks(one, offer, rules, other) for one in seekers}
    ranks = ranks_of(places, seekers, rules)
    return {one.person: max(0, ranks[one.person] - int(alone[one.language, one.choices])) for one in seekers}


def _first_ranks(one: Seeker, offer: Sequence[Elective], rules: Rules, other: int) -> int:
    """The least ranks that somebody could have by language alone: where there are too many bundles to look at."""
    own = positions(one.choices)
    open_ones = sorted(own.get(elective.id, other) for elective in offer if open_to(elective, one.language))
    best = open_ones[: rules.each]
    return sum(best) + other * (rules.each - len(best))
