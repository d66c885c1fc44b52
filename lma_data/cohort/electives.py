"""Electives of a cohort: what is on offer, who wants what, and who has got what, by what is known now.

    rules(cohort)      # how many places everybody gets, of how many thematic areas
    seekers(cohort)    # who takes part, with their choices on offer and beside it
    demand(cohort, "taking-part")
    placed(cohort)     # the assignment that is kept, judged by the choices and the offer of today

What the manager sets of them is in settings.py: OFFER, ELECTIVES, ASSIGNMENT, ASSIGNMENT_MADE.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from lma_data.cohort import kinds
from lma_data.cohort.cohort import Cohort
from lma_data.cohort.offer import called
from lma_data.cohort.preferences import Broken, Rules, Seeker, breaks, open_to, positions
from lma_data.cohort.settings import ASSIGNMENT, ASSIGNMENT_MADE, ELECTIVES
from lma_data.course import Elective

MOST_EACH = 6
NOT_ON_OFFER = "not on offer: "  # before the folded name of a choice that is no elective on offer


def rules(cohort: Cohort) -> Rules:
    """What the manager has set, else what the course's file says."""
    own = cohort.settings.get(ELECTIVES, {})
    each = int(own.get("each", cohort.course.electives.each))
    return Rules(each, min(each, int(own.get("areas", cohort.course.electives.areas))))


def names(cohort: Cohort) -> Mapping[str, str]:
    """Which elective on offer each folded name is; names that are none are not there."""
    return cohort.kept("elective-names", lambda: called(cohort.offer, set(cohort.rows("choice")["elective"])))


def by_id(cohort: Cohort) -> Mapping[str, Elective]:
    return cohort.kept("electives-by-id", lambda: {one.id: one for one in cohort.offer})


def lists(cohort: Cohort) -> tuple[list[str], list[str]]:
    """The same for a query: folded names, and beside each the elective that it is."""
    known = names(cohort)
    return list(known), list(known.values())


def seekers(cohort: Cohort) -> list[Seeker]:
    """Who takes part, in the order of the store, with what they chose."""
    return cohort.kept("elective-seekers", lambda: _seekers(cohort))


def _seekers(cohort: Cohort) -> list[Seeker]:
    known = names(cohort)
    chosen: dict[str, dict[str, int | None]] = {}
    rows = cohort.rows("choice")
    for person, key, rank in zip(rows["person"], rows["elective"], rows["rank"], strict=True):
        own = chosen.setdefault(person, {})
        elective = known.get(key) or NOT_ON_OFFER + key
        before = own.get(elective)
        number = None if rank is None or pd.isna(rank) else int(rank)
        own[elective] = number if before is None else before if number is None else min(before, number)
    people = cohort.rows("person")
    spoken = set(cohort.course.languages)
    return [
        Seeker(
            person,
            tuple(sorted(chosen.get(person, {}).items(), key=lambda one: (one[1] is None, one[1] or 0, one[0]))),
            language if language in spoken else None,
        )
        for person, language, there in zip(people["person"], people["language"], people["taking_part"], strict=True)
        if there
    ]


def on_offer(one: Seeker) -> list[str]:
    """What somebody chose and is on offer, the best first."""
    return [elective for elective, _ in one.choices if not elective.startswith(NOT_ON_OFFER)]


def demand(cohort: Cohort, who: str) -> pd.DataFrame:
    """elective, first, chosen, unordered (people; once each): every elective on offer, and choices that are none of them.

    Where `on_offer` is False, `elective` is the folded name.
    """
    keys, electives = lists(cohort)
    rows = cohort.ask("cohort/elective_demand", who=who, keys=keys, electives=electives)
    counted = {(row.elective, bool(row.on_offer)): row for row in rows.itertuples(index=False)}
    found = []
    for one in cohort.offer:
        row = counted.pop((one.id, True), None)
        found.append((one.id, True, *((row.first, row.chosen, row.unordered) if row else (0, 0, 0))))
    found += [(key, False, row.first, row.chosen, row.unordered) for (key, _), row in counted.items()]
    return pd.DataFrame(found, columns=["elective", "on_offer", "first", "chosen", "unordered"])


# The assignment that is kept


@dataclass(frozen=True)
class Place:
    """What one person has: electives, the best first, the rank of each in halves (None: not chosen), what is not kept."""

    person: str = field(repr=False)
    electives: tuple[str, ...]
    ranks: tuple[int | None, ...]
    lacks: Mapping[Broken, int]
    loss: int  # in halves of ranks


@dataclass(frozen=True)
class Placed:
    """The assignment that is kept, and how the cohort has changed since: people by what is no longer as it was.

    changes: new (takes part, has no places), gone (takes part no more, keeps places), choices, language (of an elective they
    are in), offer (an elective that is no longer offered), slot (two electives at one time).
    """

    places: tuple[Place, ...]
    changes: Mapping[str, list[str]] = field(repr=False)
    over: Mapping[str, int]  # electives with more people than places, and how many more
    made: Mapping[str, Any]


def placed(cohort: Cohort) -> Placed | None:
    """The assignment by what is known now; None where there is none."""
    return cohort.kept("elective-places", lambda: _placed(cohort))


def _placed(cohort: Cohort) -> Placed | None:
    kept = cohort.settings.get(ASSIGNMENT)
    if kept is None:
        return None
    made = cohort.settings.get(ASSIGNMENT_MADE, {})
    wanting, offer, now = seekers(cohort), by_id(cohort), rules(cohort)
    has = {one.person: [elective for elective in kept.get(one.person, ()) if elective in offer] for one in wanting}
    lost = kinds.losses(has, wanting, cohort.offer, now)
    orders = {choices: positions(choices) for choices in {one.choices for one in wanting}}
    places = []
    for one in wanting:
        own = orders[one.choices]
        mine = sorted(has[one.person], key=lambda elective: own.get(elective, 10**6))
        ranks = tuple(own.get(elective) for elective in mine)
        places.append(Place(one.person, tuple(mine), ranks, breaks(mine, offer, now), lost[one.person]))
    filled = Counter(elective for one in places for elective in one.electives)
    over = {
        one.id: filled[one.id] - one.capacity
        for one in cohort.offer
        if one.capacity is not None and filled[one.id] > one.capacity
    }
    return Placed(tuple(places), _changes(kept, made, wanting, offer), over, made)


def _changes(
    kept: Mapping[str, Sequence[str]], made: Mapping[str, Any], wanting: Sequence[Seeker], offer: Mapping[str, Elective]
) -> dict[str, list[str]]:
    """People by what has changed since the assignment was made."""
    there = {one.person: one for one in wanting}
    wanted = made.get("wanted", {})
    found: dict[str, list[str]] = {
        "new": [person for person in there if person not in kept],
        "gone": [person for person in kept if person not in there],
        "choices": [],
        "language": [],
        "offer": [],
        "slot": [],
    }
    for person, electives in kept.items():
        if person not in there:
            continue
        one = there[person]
        held = [offer[elective] for elective in electives if elective in offer]
        slots = [elective.slot for elective in held if elective.slot]
        if person in wanted and wanted[person] != [list(choice) for choice in one.choices]:
            found["choices"].append(person)
        if not all(open_to(elective, one.language) for elective in held):
            found["language"].append(person)
        if len(held) < len(electives):
            found["offer"].append(person)
        if len(slots) > len(set(slots)):
            found["slot"].append(person)
    return found


def filled(one: Placed) -> Counter[str]:
    """How many people are in each elective."""
    return Counter(elective for place in one.places for elective in place.electives)


def worst_off(one: Placed) -> list[Place]:
    """Who lacks something, then who has lost most, as far as anybody has lost anything."""
    most = max((place.loss for place in one.places), default=0)
    return sorted(
        (place for place in one.places if place.lacks or (most and place.loss == most)),
        key=lambda place: (-sum(place.lacks.values()), -place.loss),
    )
