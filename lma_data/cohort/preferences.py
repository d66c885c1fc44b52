"""What people want of the electives, and what they get of it: choices in order, the rules, the sums of ranks.

Ranks are counted in halves: choices without an order share the middle of theirs, which can be 2.5.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from lma_data.course import Elective

HALVES = 2
Places = Mapping[str, Sequence[str]]  # electives by person
Choices = tuple[tuple[str, int | None], ...]  # electives with their ranks
Kind = tuple[str | None, Choices, tuple[str, ...]]  # who wants the same: language, choices, places before
Broken = Literal["places", "areas"]


class Rules(NamedTuple):
    """How many places everybody gets, and of how many thematic areas they are at the least."""

    each: int
    areas: int


@dataclass(frozen=True)
class Seeker:
    """Somebody who gets electives: their choices with the rank of each (None: no order), and their language.

    Choices that are not on offer keep their place in the order.
    """

    person: str = field(repr=False)
    choices: Choices = ()
    language: str | None = None  # None: not known, or none that the course is held in: no elective is barred


def positions(choices: Choices) -> dict[str, int]:
    """The rank of each choice in halves, by the person's own order; those without one stand last and share their middle."""
    order = sorted({10**6 if rank is None else rank for _, rank in choices})
    found: dict[str, int] = {}
    before = 0
    for value in order:
        same = [elective for elective, rank in choices if (10**6 if rank is None else rank) == value]
        middle = HALVES * before + len(same) + 1  # twice the mean of before + 1 … before + len(same)
        found |= dict.fromkeys(same, middle)
        before += len(same)
    return found


def unchosen(seekers: Sequence[Seeker]) -> int:
    """The rank, in halves, of what somebody did not choose: twice that of the last choice of the longest list of anybody."""
    return 2 * HALVES * max((len(one.choices) for one in seekers), default=1) or HALVES


def open_to(elective: Elective, language: str | None) -> bool:
    """Whether an elective is held in somebody's language; what is not known bars nobody."""
    return language is None or not elective.languages or language in elective.languages


def areas_of(themes: Sequence[str | None]) -> int:
    """Of how many areas electives can be; one whose area is not known counts as one of its own."""
    return len({theme for theme in themes if theme}) + sum(theme is None for theme in themes)


def breaks(electives: Sequence[str], offer: Mapping[str, Elective], rules: Rules) -> dict[Broken, int]:
    """The rules that somebody's electives do not keep: how many places, or areas, they lack."""
    lacking: dict[Broken, int] = {}
    if len(electives) < rules.each:
        lacking["places"] = rules.each - len(electives)
    there = areas_of([offer[one].theme for one in electives if one in offer])
    if there < min(rules.areas, len(electives)):
        lacking["areas"] = min(rules.areas, len(electives)) - there
    return lacking


def ranks_of(places: Places, seekers: Sequence[Seeker], rules: Rules) -> dict[str, int]:
    """The sum of the ranks that each person gets, in halves."""
    other = unchosen(seekers)
    known = {choices: positions(choices) for choices in {one.choices for one in seekers}}
    found = {}
    for one in seekers:
        own = known[one.choices]
        had = places[one.person]
        found[one.person] = sum(own.get(elective, other) for elective in had) + other * (rules.each - len(had))
    return found
