"""One look at a cohort: who is who, and the current value of each field, with what is in the store and what is incoming.

All of it happens in temporary tables of one transaction; nothing is written unless the look is to be kept.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import NamedTuple

from lma_data.enrolment import people
from lma_data.enrolment.database import Database
from lma_data.enrolment.people import Components, Name, Pair
from lma_data.enrolment.sealing import Sealer
from lma_data.enrolment.staging import Stager, insert, place, scopes, variant

BEFORE, AFTER = 1, 3  # moments: without and with what is incoming
# Choices of electives can come from several activities, a week each: sources with no elective in common, and this many at
# least, speak of different ones, and do not replace each other.
ELECTIVES, APART_FROM = "elective.choice", 3


@contextmanager
def look(
    database: Database, sealer: Sealer, cohort: str, stager: Stager | None = None, keep: bool = False
) -> Iterator[Look]:
    """A look at a cohort as it is, or as it would be with what is staged; with keep, it is so afterwards."""
    with database.transaction(keep):
        database.run("prepare")
        insert(database, "scope", scopes())
        if stager is not None:
            stager.fill(database)
        database.run("speaking", cohort=cohort)
        found = Look(database, sealer, cohort)
        found.who_is_who()
        database.run("claims")
        found.part_families()
        database.run("state", moment=AFTER)
        yield found
        if keep:
            database.run("keep")
            database.run("forget")


class Known(NamedTuple):
    """An identifier of a person, unsealed."""

    token: str
    person: str
    kind: str
    value: str

    def __repr__(self) -> str:
        return f"Known(kind={self.kind!r})"


class Look:
    """What a look found. Valid inside `look` only."""

    def __init__(self, database: Database, sealer: Sealer, cohort: str) -> None:
        self.database, self.sealer, self.cohort = database, sealer, cohort
        self.tokens: list[tuple[str, str, str]] = database.run("tokens", cohort=cohort)  # token, kind, base
        self._decisions: dict[frozenset[str], str] = {}
        for kind, a, b in database.run("decisions", cohort=cohort):
            self._decisions[frozenset((a, b))] = kind

    # Who is who

    def variant(self, name: Name) -> str:
        """The id under which a second name of one address would be another person."""
        return variant(self.sealer, self.cohort, name)

    def names_of(self, wanted: Iterable[str]) -> list[Name]:
        """The names that rows of these tokens give, the first first."""
        tokens, unseal = set(wanted), self.sealer.unseal
        return [
            Name(token, digest, unseal(sealed, place("name", token)))
            for token, digest, sealed in self._sealed_names
            if token in tokens
        ]

    @cached_property
    def _sealed_names(self) -> list[tuple[str, str, str]]:
        return self.database.run("names")

    @cached_property
    def bases(self) -> dict[str, list[str]]:
        """Base addresses that more than one address has -> their tokens."""
        found: dict[str, list[str]] = defaultdict(list)
        for token, _, base in self.tokens:
            if base:
                found[base].append(token)
        return {base: tokens for base, tokens in found.items() if len(tokens) > 1}

    def who_is_who(self) -> None:
        """Fill the tables `who` and `split`, and `person_of`: token or variant -> person."""
        components = Components(token for token, _, _ in self.tokens)
        splits = self._splits()
        for node in splits.values():
            components.add(node)
        for token, digest, other in self.database.run("links"):
            components.join(splits.get((token, digest), token), other)
        for pair, kind in self._decisions.items():
            if kind == "merge" and len(pair) == 2:
                components.join(*pair)
        for tokens in self.bases.values():
            for pair_of in self._tagged(components, tokens):
                components.join(*pair_of)
        self.person_of = components.people()
        self.people = list(dict.fromkeys(self.person_of.values()))  # number of a person in the tables -> id
        number = {person: at for at, person in enumerate(self.people)}
        insert(self.database, "who", [(token, number[person]) for token, person in self.person_of.items()])
        rows = [(token, digest, number[self.person_of[node]]) for (token, digest), node in splits.items()]
        insert(self.database, "split", rows)

    def _splits(self) -> dict[tuple[str, str], str]:
        """(token, digest of a name) -> node, where the manager keeps two people of one address apart."""
        apart = {node for pair, kind in self._decisions.items() if kind == "keep-apart" for node in pair}
        if not apart:
            return {}
        named = [(Name(token, digest, ""), (token, digest)) for token, digest, _ in self._sealed_names]
        return {key: node for name, key in named if (node := self.variant(name)) in apart}

    def _tagged(self, components: Components, tokens: list[str]) -> list[tuple[str, str]]:
        addresses: dict[str, set[str]] = {components.of(token): set() for token in tokens}
        if len(addresses) < 2:
            return []
        whose = {token: components.of(token) for token, _, _ in self.tokens}
        own = [token for token, person in whose.items() if person in addresses]
        for name in self.names_of(own):
            addresses[whose[name.token]].add(name.text)
        return people.tagged(addresses, lambda a, b: self._decided(components.people(), a, b, {"keep-apart"}))

    def _decided(self, person_of: dict[str, str], a: str, b: str, kinds: set[str]) -> bool:
        pair = {person_of.get(a, a), person_of.get(b, b)}
        return any(
            kind in kinds and {person_of.get(node, node) for node in nodes} == pair
            for nodes, kind in self._decisions.items()
        )

    def pairs(self) -> list[Pair]:
        """Possible duplicates that are not decided."""
        tokens = [token for token, _, _ in self.tokens]

        def decided(a: str, b: str) -> bool:
            return self._decided(self.person_of, a, b, {"merge", "keep-apart"})

        return people.pairs(self.person_of, self.names_of(tokens), self.bases, decided, self.variant)

    def identifiers(self, people: Iterable[str] | None = None) -> list[Known]:
        """Identifiers in the order in which they were seen, of some people or of all."""
        wanted = None if people is None else set(people)
        rows = {token: (kind, sealed) for token, kind, sealed in self.database.run("identifiers", cohort=self.cohort)}
        return [
            Known(
                token,
                self.person_of[token],
                rows[token][0],
                self.sealer.unseal(rows[token][1], place("identifier", token)),
            )
            for token, _, _ in self.tokens
            if wanted is None or self.person_of[token] in wanted
        ]

    # Values

    def part_families(self) -> None:
        """Part the sources of choices that have nothing in common."""
        keys: dict[int, set[str]] = defaultdict(set)
        for source, key in self.database.run("families", field=ELECTIVES):
            keys[source].add(key)
        if len(keys) < 2:
            return
        groups = Components(map(str, keys))
        for one, own in keys.items():
            for other, others in keys.items():
                if own & others or min(len(own), len(others)) < APART_FROM:
                    groups.join(str(one), str(other))
        family = {source: number for number, source in enumerate(dict.fromkeys(groups.people().values()))}
        insert(self.database, "family", [(s, ELECTIVES, family[above]) for s, above in groups.people().items()])

    @cached_property
    def files(self) -> dict[int, dict[str, str]]:
        """Source -> its file, title and header."""
        rows = self.database.run("files", cohort=self.cohort)
        return {source: json.loads(self.sealer.unseal(sealed, place("source", source))) for source, sealed in rows}

    @cached_property
    def numbers(self) -> dict[tuple[int, int], int]:
        """(source, row) -> number of the row in its file."""
        return {(source, row): number for source, row, number in self.database.run("row_numbers")}

    @cached_property
    def identity_values(self) -> dict[tuple[int, int, str, str], str]:
        """(source, row, field, key) -> a value that says who somebody is."""
        unseal = self.sealer.unseal
        return {
            (source, row, field, key): unseal(sealed, place("fact", token, field))
            for source, row, field, key, token, sealed in self.database.run("identity_values")
        }
