"""How many teams, of which size and in which language: decided before anybody is put into one.

Sizes are as even as they can be, and within the range that was asked for wherever a number of people can be cut so. People
who know one language only are cut by themselves, so that their teams share it; where they are too few for a team, they join
the others. A language that everybody of a team knows counts for more than a team of one person more or fewer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple


class Plan(NamedTuple):
    """Teams to fill: the size and the language of each ("" where no rule asks for one)."""

    sizes: tuple[int, ...]
    languages: tuple[str, ...]


def cut(people: int, low: int, high: int) -> list[int]:
    """The sizes of teams, as even as they can be, the larger first; as few people as possible outside the range.

    >>> cut(11, 5, 6), cut(7, 5, 6), cut(9, 5, 6)
    ([6, 5], [7], [5, 4])
    """
    if people <= 0:
        return []
    possible = range(max(1, people // high - 1), max(1, people // low + 1) + 1)
    middle = (low + high) / 2
    return min(
        (_even(people, teams) for teams in possible),
        key=lambda sizes: (outside(sizes, low, high), abs(people / len(sizes) - middle), len(sizes)),
    )


def _even(people: int, teams: int) -> list[int]:
    teams = min(teams, people)
    each, more = divmod(people, teams)
    return [each + 1] * more + [each] * (teams - more)


def outside(sizes: Sequence[int], low: int, high: int) -> int:
    """By how many people in all the teams are smaller or larger than the range."""
    return sum(max(0, low - size, size - high) for size in sizes)


def plan(languages: Sequence[frozenset[str]], low: int, high: int, order: Sequence[str] = ()) -> Plan:
    """Teams for people who know these languages (empty: not known, anywhere). `order`: of languages that are as frequent."""
    if not languages:
        return Plan((), ())
    only = Counter(next(iter(known)) for known in languages if len(known) == 1)
    rank = {code: place for place, code in enumerate(order)}
    own = sorted(only, key=lambda code: (-only[code], rank.get(code, len(rank)), code))
    groups = {code: only[code] for code in own if stands_alone(only[code], low, high)}
    if not groups:
        spoken = Counter(code for one in languages for code in one)
        most = min(spoken, key=lambda code: (-spoken[code], rank.get(code, len(rank)), code), default="")
        sizes = cut(len(languages), low, high)
        return Plan(tuple(sizes), (most,) * len(sizes))
    host = next(iter(groups))
    groups[host] += sum(only[code] for code in own if code not in groups)
    for known in languages:
        if len(known) != 1:
            best = _where_needed(groups, known, low, high) or host
            groups[best] += 1
    sized = [(size, code) for code, people in groups.items() for size in cut(people, low, high)]
    return Plan(tuple(size for size, _ in sized), tuple(code for _, code in sized))


def stands_alone(people: int, low: int, high: int) -> bool:
    """Whether so many people can be teams of their own: one person outside the range at most, and never alone."""
    return people > 0 and all(max(2, low - 1) <= size <= high + 1 for size in cut(people, low, high))


def _where_needed(groups: dict[str, int], known: frozenset[str], low: int, high: int) -> str:
    """The language where one more person brings sizes into the range soonest; the largest where none is in need."""
    able = [code for code in groups if not known or code in known]

    def helped(code: str) -> tuple[int, int]:
        now, then = (outside(cut(people, low, high), low, high) for people in (groups[code], groups[code] + 1))
        return then - now, -groups[code]

    return min(able, key=helped, default="")


def with_room(sizes: Sequence[int], pinned: Counter[int]) -> tuple[int, ...]:
    """The sizes with room for all who are pinned to a team: what it lacks is taken from the largest that can give."""
    found = list(sizes)
    for team, people in pinned.items():
        while found[team] < people:
            giving = max(
                (one for one in range(len(found)) if one != team and found[one] > pinned[one]), key=found.__getitem__
            )
            found[giving] -= 1
            found[team] += 1
    return tuple(found)
