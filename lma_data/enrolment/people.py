"""Who is who: identifiers that belong together, and people who may be one. Nobody is put together by name alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import combinations
from typing import Literal

from lma_data.enrolment import names

Why = Literal["same-name", "same-address", "two-names"]
MOST_PAIRS = 45  # of one name or address: ten people, each with each


class Components:
    """Union of tokens; of each component, the token that was seen first stands for the person."""

    def __init__(self, tokens: Iterable[str]) -> None:
        self.order = {token: place for place, token in enumerate(tokens)}
        self._above = {token: token for token in self.order}

    def __contains__(self, token: str) -> bool:
        return token in self._above

    def add(self, token: str) -> None:
        self.order.setdefault(token, len(self.order))
        self._above.setdefault(token, token)

    def of(self, token: str) -> str:
        top = token
        while self._above[top] != top:
            top = self._above[top]
        while self._above[token] != top:
            self._above[token], token = top, self._above[token]
        return top

    def join(self, a: str, b: str) -> None:
        if a in self._above and b in self._above:
            one, other = sorted((self.of(a), self.of(b)), key=self.order.__getitem__)
            self._above[other] = one

    def people(self) -> dict[str, str]:
        """Token -> person, the token that was seen first."""
        return {token: self.of(token) for token in self._above}


def tagged(addresses: Mapping[str, set[str]], apart: Callable[[str, str], bool]) -> list[tuple[str, str]]:
    """Which people of one base address (ana@ and ana+lma@) are one: person -> names, pairs to join.

    Those whose names agree; one without a name joins the others where there is only one they could be.
    """
    nameless = [person for person, found in addresses.items() if not found]
    groups = Components(person for person, found in addresses.items() if found)
    for a, b in combinations(groups.order, 2):
        if not apart(a, b) and _agree(addresses[a], addresses[b]):
            groups.join(a, b)
    joined = [(person, above) for person, above in groups.people().items() if person != above]
    kinds = set(groups.people().values())
    if len(kinds) <= 1:
        first = next(iter(kinds), nameless[0] if nameless else "")
        joined += [(first, person) for person in nameless if person != first and not apart(first, person)]
    return joined


def _agree(some: set[str], others: set[str]) -> bool:
    return any(names.agree(one, other) for one in some for other in others)


@dataclass(frozen=True)
class Name:
    """A name that rows of a token give: its keyed hash, and the name itself, which its repr hides."""

    token: str
    digest: str
    text: str = field(repr=False)


@dataclass(frozen=True)
class Pair:
    """Two people who may be one. For "two-names", b is the id that the person of the second name gets when kept apart."""

    why: Why
    a: str
    b: str

    @property
    def people(self) -> tuple[str, str]:
        return self.a, self.b


def pairs(
    person_of: Mapping[str, str],
    found_names: Iterable[Name],
    bases: Mapping[str, Iterable[str]],
    decided: Callable[[str, str], bool],
    variant: Callable[[Name], str],
) -> list[Pair]:
    """Possible duplicates that nobody has decided on: one name, one base address, or one address with two names.

    person_of: token or variant of a token -> person. bases: base address -> its tokens.
    """
    found: dict[tuple[str, str], Pair] = {}
    by_name: dict[str, dict[str, None]] = {}
    by_token: dict[str, list[Name]] = {}
    for name in found_names:
        own = variant(name)
        by_name.setdefault(name.digest, {})[person_of.get(own) or person_of[name.token]] = None
        if own not in person_of:
            by_token.setdefault(name.token, []).append(name)
    people_of_bases = [dict.fromkeys(person_of[token] for token in tokens) for tokens in bases.values()]
    for why, groups in (("same-address", people_of_bases), ("same-name", list(by_name.values()))):
        for group in groups:
            for a, b in list(combinations(group, 2))[:MOST_PAIRS]:
                key = (min(a, b), max(a, b))
                if key not in found and not decided(a, b):
                    found[key] = Pair(why, a, b)  # type: ignore[arg-type]
    for token, own_names in by_token.items():
        first = own_names[0]
        for other in own_names[1:]:
            b = variant(other)
            if not names.agree(first.text, other.text) and not decided(token, b):
                found[(token, b)] = Pair("two-names", person_of[token], b)
    return list(found.values())
