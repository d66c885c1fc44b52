"""Who gets which elective: by the ranks that people gave, fair to who comes off worst, within rules that always hold.

Never broken: an elective gives no more places than it has, nobody is in two electives of one slot, nobody in one that is
held in no language of theirs. Kept wherever it can be, and named where it cannot: everybody gets as many places as they
should, of as many thematic areas as they should.

What is sought, one after the other, each without giving up any of what stands before:

1. the fewest broken rules: a missing place counts 2, too few areas count 1;
2. the least loss of who comes off worst;
3. the fewest people who come off that badly;
4. the least sum of ranks.

The rank of an elective is its place in the person's own order; choices without an order share the middle of theirs. An
elective that the person did not choose has twice the rank of the last choice of the longest list: it is worse than any
choice by far. The *loss* of a person is the sum of the ranks that they get, less the sum of what they could get if nobody
else were there: a rule that takes something away from somebody, whoever else is there, is no reason to take from others, and
who chose nothing loses nothing.

Among people who want the same, the lot decides: by a seed, so that the same cohort always has the same answer.
"""

from __future__ import annotations

import hashlib
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

import numpy as np

from lma_data.cohort import bundles
from lma_data.cohort.kinds import Kinds, TooMany, Worth, worth_of
from lma_data.cohort.preferences import (
    HALVES,
    Places,
    Rules,
    Seeker,
    areas_of,
    open_to,
    positions,
    ranks_of,
    unchosen,
)
from lma_data.course import Elective

SEED = 1
SECONDS = 20.0


@dataclass(frozen=True)
class Assigned:
    """An assignment: electives by person, the best first, how good it is, and whether none is better."""

    places: dict[str, list[str]] = field(repr=False)
    worth: Worth
    proven: bool
    # exact: none is better; within: `gap` says how near; in turn: by rounds, as there was no time for more
    method: Literal["exact", "within", "in turn"]
    gap: float = 0.0  # by how many ranks in all it can be from the best


def _given(case: Kinds, found: bundles.Found, seed: int) -> dict[str, list[str]]:
    """By person: of one kind, who comes first by lot has the best."""
    given: dict[str, list[str]] = {}
    order = np.lexsort((found.bundles, case.ranks[found.kinds, found.bundles], found.kinds))
    names = list(case.members.items())
    waiting = {kind: _by_lot(people, seed) for kind, (_, people) in enumerate(names)}
    for row in order:
        kind = int(found.kinds[row])
        own = positions(names[kind][0][1])
        electives = [case.offer[place].id for place in np.flatnonzero(case.table[found.bundles[row]]).tolist()]
        best_first = sorted(electives, key=lambda one: own.get(one, 10**6))
        for _ in range(int(found.people[row])):
            given[waiting[kind].pop(0)] = list(best_first)
    return given


def _by_lot(people: Sequence[str], seed: int) -> list[str]:
    return sorted(people, key=lambda person: hashlib.sha256(f"{seed}/{person}".encode()).digest())


def assign(
    seekers: Sequence[Seeker],
    offer: Sequence[Elective],
    rules: Rules,
    *,
    seed: int = SEED,
    seconds: float = SECONDS,
    before: Places | None = None,
) -> Assigned:
    """The best assignment; in `seconds` at the most, then what was found by then.

    Of several that are equally good, the one that changes least of what people had `before`.
    """
    until = time.monotonic() + seconds
    if not seekers:
        return Assigned({}, Worth(0, 0, 0, 0), True, "exact")
    try:
        case = Kinds(seekers, offer, rules, before)
        found, sure, gap = _in_order(case, until, None if before is None else case.changes())
    except (TooMany, bundles.OutOfTime):
        return in_turn(seekers, offer, rules, seed=seed)
    worth = case.worth(found.kinds, found.bundles, found.people)
    return Assigned(_given(case, found, seed), worth, sure, "exact" if sure else "within", gap)


def _in_order(case: Kinds, until: float, changes: np.ndarray | None) -> tuple[bundles.Found, bool, float]:
    """Aim by aim, each within what those before have reached; whether all is proven, and by how many ranks it can be off."""
    programme = bundles.Programme(case.people, case.table, case.capacity, case.allowed, until)
    everything = np.ones_like(case.allowed)
    best = programme.least(case.broken, everything)
    assert best is not None  # nobody having anything is always possible
    sure = best.proven
    limits: list[bundles.Limit] = [(case.broken, best.value)]
    try:
        worst, best, proven = _least_worst(case, programme, best)
        sure &= proven
        mask = case.loss <= worst
        if worst:
            badly = (case.loss == worst).astype(np.float32)
            fewest = programme.least(badly, mask, limits)
            if fewest is not None:
                sure, best = sure and fewest.proven, fewest
                limits.append((badly, fewest.value))
        final = programme.least(case.ranks, mask, limits)
    except bundles.OutOfTime:
        return best, False, float("nan")
    if final is None:
        return best, False, float("nan")
    sure, gap = sure and final.proven and programme.certain, (final.value - final.bound) / HALVES
    if changes is not None:
        final = _nearest(programme, changes, mask, [*limits, (case.ranks, final.value)]) or final
    return final, sure, gap


def _nearest(
    programme: bundles.Programme, changes: np.ndarray, mask: np.ndarray, limits: Sequence[bundles.Limit]
) -> bundles.Found | None:
    """As good, with the fewest changes; None where the time was too short for it."""
    try:
        return programme.least(changes, mask, limits)
    except bundles.OutOfTime:
        return None


def _least_worst(case: Kinds, programme: bundles.Programme, best: bundles.Found) -> tuple[float, bundles.Found, bool]:
    """The least loss that nobody exceeds while no further rule is broken, halving what is left to look at."""
    levels = np.unique(case.loss[case.allowed])
    low, high = 0, int(np.searchsorted(levels, case.loss[best.kinds, best.bundles].max()))
    proven = True
    while low < high:
        middle = (low + high) // 2
        tried = programme.least(case.broken, case.loss <= levels[middle])
        if tried is not None and tried.value < best.value + 0.5:
            best = tried
            high = int(np.searchsorted(levels, case.loss[best.kinds, best.bundles].max()))
        else:
            proven &= tried is None or tried.proven or tried.bound > best.value + 0.5 - 1
            low = middle + 1
    return float(levels[high]), best, proven


def in_turn(seekers: Sequence[Seeker], offer: Sequence[Elective], rules: Rules, *, seed: int = SEED) -> Assigned:
    """In rounds, a place each: who has lost most comes first, then the lot. What may never be broken is kept."""
    free = {one.id: np.inf if one.capacity is None else one.capacity for one in offer}
    by_id = {one.id: one for one in offer}
    own = {one.person: positions(one.choices) for one in seekers}
    language = {one.person: one.language for one in seekers}
    other = unchosen(seekers)
    given: dict[str, list[str]] = {person: [] for person in _by_lot(list(own), seed)}
    lost = dict.fromkeys(given, 0)
    for _ in range(rules.each):
        for person in sorted(given, key=lambda one: -lost[one]):  # sorting keeps the order of the lot
            has = [by_id[one] for one in given[person]]
            taken = {one.slot for one in has} - {""}
            missing_areas = rules.areas - areas_of([one.theme for one in has])
            left = rules.each - len(has)
            can = [
                one
                for one in offer
                if free[one.id] >= 1 and one not in has and one.slot not in taken and open_to(one, language[person])
            ]
            themes = {one.theme for one in has if one.theme}
            new = [one for one in can if one.theme not in themes]
            pool = new if new and missing_areas >= left else can
            if not pool:
                lost[person] += other
                continue
            best = min(pool, key=lambda one: (own[person].get(one.id, other), -free[one.id], one.id))
            free[best.id] -= 1
            given[person].append(best.id)
            lost[person] += own[person].get(best.id, other)
    places = {
        person: sorted(electives, key=lambda one: own[person].get(one, other)) for person, electives in given.items()
    }
    return Assigned(places, worth_of(places, seekers, offer, rules), False, "in turn", float("nan"))


class More(NamedTuple):
    """What one more place in an elective would change: how good all would be, and for whom it is better or worse."""

    elective: str
    worth: Worth
    better: tuple[str, ...]
    worse: tuple[str, ...]


def one_more(
    found: Assigned,
    seekers: Sequence[Seeker],
    offer: Sequence[Elective],
    rules: Rules,
    *,
    seed: int = SEED,
    seconds: float = SECONDS,
) -> list[More]:
    """For each full elective, all is assigned anew with one place more, as near to what was found as can be.

    In `seconds` at the most: electives for which the time was too short are left out. Where an elective is not full, one
    place more is one more free place; one that has no place at all is not given.
    """
    until = time.monotonic() + seconds
    taken = Counter(elective for electives in found.places.values() for elective in electives)
    ranks = ranks_of(found.places, seekers, rules)
    results = []
    for one in offer:
        if not one.capacity or taken[one.id] < one.capacity or time.monotonic() > until:
            continue
        larger = [one.model_copy(update={"capacity": one.capacity + 1}) if each is one else each for each in offer]
        left = until - time.monotonic()
        then = assign(seekers, larger, rules, seed=seed, seconds=left, before=found.places)
        if found.proven and not then.proven:
            continue
        after = ranks_of(then.places, seekers, rules)
        better = tuple(person for person in after if after[person] < ranks[person])
        worse = tuple(person for person in after if after[person] > ranks[person])
        results.append(More(one.id, then.worth, better, worse))
    return results
