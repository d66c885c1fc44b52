"""Who would have a place, what-if: a scenario beside the status, and the balance that follows from it.

The scenario is the setting SELECTION. It holds what differs from the status alone, so that it follows when the status
changes. Nothing here writes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple

from lma_data.cohort import dimensions
from lma_data.cohort.cohort import Cohort
from lma_data.cohort.settings import PLACES, SELECTION
from lma_data.cohort.targets import LEAST, Gap, Target, gap
from lma_data.cohort.targets import targets as targets_set
from lma_data.enrolment.fields import PLACE, WAITING

UNSAID = {dimensions.UNKNOWN, "undisclosed"}  # nobody brings it
BALANCE = ("gender", "region", "audience", "language")  # the dimensions that a selection is balanced on


class Scenario(NamedTuple):
    """Who is in by the status, and who in the scenario; ids of people."""

    before: frozenset[str]
    after: frozenset[str]
    gone: int  # people chosen once of whom the cohort knows nothing any more

    @property
    def added(self) -> frozenset[str]:
        return self.after - self.before

    @property
    def removed(self) -> frozenset[str]:
        return self.before - self.after


class Moved(NamedTuple):
    """One category before and after: people, of all who are in; and its targets."""

    dimension: str
    category: str
    before: int
    after: int
    all_before: int
    all_after: int
    targets: tuple[Target, ...] = ()

    @property
    def share_before(self) -> float | None:
        """In %; None where nobody is in."""
        return _share(self.before, self.all_before)

    @property
    def share_after(self) -> float | None:
        return _share(self.after, self.all_after)

    @property
    def change(self) -> float | None:
        """In percentage points."""
        if self.share_before is None or self.share_after is None:
            return None
        return self.share_after - self.share_before

    @property
    def gaps(self) -> list[Gap]:
        """Where the scenario stands against each target of the category."""
        return [gap(one, self.after, self.all_after) for one in self.targets if self.all_after]


class Places(NamedTuple):
    """Places of the edition and who holds them."""

    total: int | None  # None: the manager has not said
    confirmed: int
    accepted: int  # offered, not yet confirmed

    @property
    def free(self) -> int | None:
        """Below 0 where more have confirmed than there are places."""
        return None if self.total is None else self.total - self.confirmed


def is_known(cohort: Cohort) -> bool:
    """Whether the status of anybody is known."""
    return bool(cohort.rows("person")["status"].notna().any())


def scenario(cohort: Cohort) -> Scenario:
    return cohort.kept("scenario", lambda: _scenario(cohort))


def _scenario(cohort: Cohort) -> Scenario:
    people = cohort.rows("person")
    before = by_status(cohort)
    kept: Mapping[str, Any] = cohort.settings.get(SELECTION) or {}
    there = set(people["person"])
    wanted, unwanted = there & set(kept.get("in", ())), there & set(kept.get("out", ()))
    gone = int(kept.get("chosen", 0)) - len(wanted) - len(unwanted)
    return Scenario(before, frozenset((before | wanted) - unwanted), max(0, gone))


def by_status(cohort: Cohort) -> frozenset[str]:
    """Who is accepted or confirmed; of whom no status is known, who is on the list of the platform."""
    people = cohort.rows("person")
    return frozenset(
        person
        for person, status, taking_part in zip(people["person"], people["status"], people["taking_part"], strict=True)
        if status in PLACE or (status is None and taking_part)
    )


def ticked(cohort: Cohort, ticks: Mapping[str, bool]) -> dict[str, Any] | None:
    """The setting once these people are in (True) or out (False); None where nothing differs from the status any more."""
    now = scenario(cohort)
    put_in = {person for person, is_in in ticks.items() if is_in}
    after = (now.after | put_in) - (set(ticks) - put_in)
    wanted, unwanted = sorted(after - now.before), sorted(now.before - after)
    if not wanted and not unwanted:
        return None
    return {"in": wanted, "out": unwanted, "chosen": len(wanted) + len(unwanted)}


def categories(cohort: Cohort, dimension: str) -> list[str]:
    """The category of each person of the table, in its order; dimensions.UNKNOWN where it is not known."""
    return cohort.kept(("categories", dimension), lambda: _categories(cohort, dimension))


def _categories(cohort: Cohort, dimension: str) -> list[str]:
    values = cohort.rows("person")[dimension].tolist()
    if dimension == "experience":
        return [dimensions.band(years) for years in values]
    return [value or dimensions.UNKNOWN for value in values]


def balance(cohort: Cohort, by: Sequence[str] = BALANCE) -> list[Moved]:
    """Every category that somebody has who is in before or after, or that has a target; each dimension adds up to all."""
    now = scenario(cohort)
    persons = cohort.rows("person")["person"].tolist()
    is_before = [person in now.before for person in persons]
    is_after = [person in now.after for person in persons]
    return [moved for dimension in by for moved in _moved(cohort, dimension, is_before, is_after)]


def _moved(cohort: Cohort, dimension: str, is_before: Sequence[bool], is_after: Sequence[bool]) -> list[Moved]:
    of_each = categories(cohort, dimension)
    before = Counter(category for category, is_in in zip(of_each, is_before, strict=True) if is_in)
    after = Counter(category for category, is_in in zip(of_each, is_after, strict=True) if is_in)
    aims = {code: tuple(group) for code, group in groupby(_targets(cohort, dimension), attrgetter("category"))}
    wanted = {*before, *after, *aims}
    ordered = [code for code in dimensions.codes(cohort, dimension) if code in wanted]
    ordered += sorted(wanted - {*ordered, dimensions.UNKNOWN})
    ordered += [dimensions.UNKNOWN] if dimensions.UNKNOWN in wanted else []
    total = before.total(), after.total()
    return [Moved(dimension, code, before[code], after[code], *total, aims.get(code, ())) for code in ordered]


def _targets(cohort: Cohort, dimension: str) -> list[Target]:
    found = cohort.kept("targets", lambda: targets_set(cohort))
    return sorted((one for one in found if one.dimension == dimension), key=attrgetter("category"))


def _share(people: int, total: int) -> float | None:
    return people / total * 100 if total else None


def places(cohort: Cohort) -> Places:
    status = Counter(cohort.rows("person")["status"])
    return Places(cohort.settings.get(PLACES), status["confirmed"], status["accepted"])


class Brought(NamedTuple):
    """What somebody would bring: a category, how many have it of those who are in, and the places it lacks to its target."""

    dimension: str
    category: str
    people: int
    total: int
    short: int | None  # None without a target


def brings(cohort: Cohort) -> dict[str, list[Brought]]:
    """For each person who waits: the categories that are short of their target among those who are in by the status.

    Where no target is set: the one category of the person that the fewest of them have.
    """
    return cohort.kept("brings", lambda: _brings(cohort))


def _brings(cohort: Cohort) -> dict[str, list[Brought]]:
    persons, statuses = (cohort.rows("person")[column].tolist() for column in ("person", "status"))
    inside = by_status(cohort)
    waiting = [place for place, status in enumerate(statuses) if status == WAITING]
    found: dict[str, list[Brought]] = {persons[place]: [] for place in waiting}
    is_in = [person in inside for person in persons]
    for by in BALANCE:
        of_each = categories(cohort, by)
        counts = Counter(category for category, there in zip(of_each, is_in, strict=True) if there)
        aims = {one.category: one for one in _targets(cohort, by) if one.rule == LEAST}
        for place, brought in zip(waiting, found.values(), strict=True):
            if (category := of_each[place]) not in UNSAID:
                short = _short(aims.get(category), counts[category], len(inside))
                brought.append(Brought(by, category, counts[category], len(inside), short))
    has_targets = has_aims(cohort)
    return {person: _worth_saying(brought, has_targets) for person, brought in found.items()}


def has_aims(cohort: Cohort) -> bool:
    """Whether a share is set that some category should have at the least."""
    return any(one.rule == LEAST for by in BALANCE for one in _targets(cohort, by))


def _short(target: Target | None, having: int, people: int) -> int | None:
    return None if target is None or not people else gap(target, having, people).replace


def _worth_saying(brought: list[Brought], has_targets: bool) -> list[Brought]:
    if has_targets:
        return sorted((one for one in brought if one.short), key=lambda one: -(one.short or 0))
    return sorted(brought, key=lambda one: one.people)[:1]
