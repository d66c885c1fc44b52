"""Targets of the mix: which share of the people a category should have, and how many places it takes to get there.

    gap(Target("gender", "female", "least", Fraction(50)), having=70, people=150).replace  # 5

A share is of everybody who is counted: who has no known value is one of them, and of no category. All arithmetic is exact.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import Any, Literal

from lma_data.cohort.cohort import Cohort
from lma_data.cohort.dimensions import DIMENSIONS, codes
from lma_data.cohort.settings import CEILINGS, TARGETS

LEAST, MOST = "least", "most"
Rule = Literal["least", "most"]
SETTINGS: dict[Rule, str] = {"least": TARGETS, "most": CEILINGS}


@dataclass(frozen=True)
class Target:
    """At least, or at most, so many per cent of the people are to be of this category."""

    dimension: str
    category: str
    rule: Rule
    share: Fraction  # per cent, 0 to 100


@dataclass(frozen=True)
class Gap:
    """Where a cohort stands against a target.

    `replace`: how many people it takes at the present size; in place of others for "at least", others in their place for
    "at most". `add`: how many newcomers it takes, all of the category for "at least", none of it for "at most"; None where
    no number would do.
    """

    target: Target
    having: int  # people of the category
    people: int  # all who are counted
    share: Fraction  # per cent
    replace: int
    add: int | None

    @property
    def distance(self) -> Fraction:
        """In percentage points; above 0 is more than the target."""
        return self.share - self.target.share

    @property
    def met(self) -> bool:
        return self.replace == 0


def gap(target: Target, having: int, people: int) -> Gap:
    """`having` of `people` are of the category; there is somebody to count."""
    if not 0 <= having <= people or not people:
        raise ValueError(f"{having} of {people}")
    aim = target.share / 100
    if target.rule == LEAST:
        # having + x >= aim · people; having + y >= aim · (people + y)
        replace = max(0, ceil(aim * people - having))
        add = 0 if not replace else None if aim == 1 else ceil((aim * people - having) / (1 - aim))
    else:
        # having - x <= aim · people; having <= aim · (people + y)
        replace = max(0, ceil(having - aim * people))
        add = 0 if not replace else None if aim == 0 else ceil(having / aim - people)
    return Gap(target, having, people, Fraction(having * 100, people), replace, add)


def targets(cohort: Cohort) -> list[Target]:
    """Those that the manager has set, in the order of the dimensions and of their categories."""
    found = []
    for dimension in DIMENSIONS:
        of_it: list[Target] = [
            Target(dimension, category, rule, Fraction(str(share)))
            for rule, name in SETTINGS.items()
            for category, share in cohort.settings.get(name, {}).get(dimension, {}).items()
        ]
        places = {code: place for place, code in enumerate(codes(cohort, dimension))} if of_it else {}
        found += sorted(of_it, key=lambda one: (places.get(one.category, len(places)), one.category))
    return found


def gaps(cohort: Cohort, counts: Mapping[str, Mapping[str, int]]) -> list[Gap]:
    """All targets against `counts`: people by category, "" for not known, by dimension; none where nobody is counted."""
    found = []
    for target in targets(cohort):
        of_it = counts[target.dimension]
        if people := sum(of_it.values()):
            found.append(gap(target, of_it.get(target.category, 0), people))
    return found


def with_target(cohort: Cohort, target: Target) -> dict[str, Any]:
    """The setting of its rule with this target, in place of one of the same category. ValueError for an impossible share."""
    if not 0 <= target.share <= 100:
        raise ValueError("a share is from 0 to 100 per cent")
    setting = cohort.settings.get(SETTINGS[target.rule], {})
    of_it = {**setting.get(target.dimension, {}), target.category: _number(target.share)}
    return {**setting, target.dimension: of_it}


def without(cohort: Cohort, target: Target) -> dict[str, Any] | None:
    """The setting of its rule without the target of this category; None where none is left."""
    setting = cohort.settings.get(SETTINGS[target.rule], {})
    left = {name: dict(of_it) for name, of_it in setting.items()}
    left.get(target.dimension, {}).pop(target.category, None)
    return {name: of_it for name, of_it in left.items() if of_it} or None


def asking_too_much(wanted: Iterable[Target]) -> dict[str, Fraction]:
    """Dimensions whose categories ask together for more than 100 per cent, and for how much: not all can be met."""
    asked: dict[str, Fraction] = {}
    for target in wanted:
        if target.rule == LEAST:
            asked[target.dimension] = asked.get(target.dimension, Fraction(0)) + target.share
    return {dimension: share for dimension, share in asked.items() if share > 100}


def leaving_out(cohort: Cohort, wanted: Iterable[Target]) -> dict[str, Fraction]:
    """Dimensions of which every category has a ceiling, and these leave no room for some: how much they allow together."""
    allowed: dict[str, dict[str, Fraction]] = {}
    for target in wanted:
        if target.rule == MOST:
            allowed.setdefault(target.dimension, {})[target.category] = target.share
    return {
        dimension: sum(of_it.values(), Fraction(0))
        for dimension, of_it in allowed.items()
        if dimension not in ("country", "language")  # anybody can be of another one
        and set(codes(cohort, dimension)) <= set(of_it)
        and sum(of_it.values()) < 100
    }


def contradicting(wanted: Iterable[Target]) -> list[tuple[Target, Target]]:
    """Pairs of one category that is to have at least more than it may have at most."""
    wanted = list(wanted)
    ceilings = {(one.dimension, one.category): one for one in wanted if one.rule == MOST}
    pairs = [(one, ceilings.get((one.dimension, one.category))) for one in wanted if one.rule == LEAST]
    return [(least, most) for least, most in pairs if most and least.share > most.share]


def _number(share: Fraction) -> int | float:
    """A share as JSON has it; its text gives the same fraction again."""
    return share.numerator if share.denominator == 1 else float(share)
