"""Names of areas in both languages, and the area that somebody means, from geography/areas."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from functools import cache
from typing import NamedTuple

from lma_data import warehouse

# UN DESA's six geographic regions: they add up to the world and do not overlap.
REGIONS = ("002", "142", "150", "419", "021", "009")
LONGEST = 100  # letters of a typed name; no area has a longer one
_LIGATURES = str.maketrans({"œ": "oe", "Œ": "Oe", "æ": "ae", "Æ": "Ae"})
# What communities are called besides their names and acronyms.
COMMUNITIES_TOO = {"community-gcc": ("Gulf", "Gulf States", "Golfe"), "community-amu": ("Maghreb",)}


class Area(NamedTuple):
    """A country, territory or group: its key (ISO3, M49, …), kind, full names and short labels for charts."""

    key: str
    kind: str
    names: dict[str, str]
    labels: dict[str, str]
    codes: tuple[str, ...] = ()  # ISO2, M49
    variants: tuple[str, ...] = ()  # other and former names, in both languages
    successors: tuple[str, ...] = ()  # of a State that is no more: keys of the countries on its territory today


@cache
def areas() -> dict[str, Area]:
    rows = warehouse.read("geography/areas")
    return {
        row.area: Area(
            row.area,
            row.kind,
            {"en": row.name_en, "fr": row.name_fr},
            {"en": row.label_en, "fr": row.label_fr},
            tuple(_split(row.codes)),
            tuple(_split(row.variants)),
            tuple(_split(row.successors)),
        )
        for row in rows.itertuples()
    }


def _split(text: object) -> list[str]:
    return text.split("|") if isinstance(text, str) and text else []


@cache
def countries() -> tuple[str, ...]:
    """Keys of the countries and territories that some dataset has figures of, by their English names."""
    return tuple(warehouse.read("geography/countries")["area"])


def name(key: str, lang: str) -> str:
    """The full name; the key itself for a code that the table does not have."""
    return areas()[key].names[lang] if key in areas() else key


def label(key: str, lang: str) -> str:
    """The short name, for a chart; the key itself for a code that the table does not have."""
    return areas()[key].labels[lang] if key in areas() else key


@cache
def in_order(keys: tuple[str, ...], lang: str) -> tuple[str, ...]:
    """The same keys, as a reader of the language looks for them: by name, accents not counting."""
    return tuple(sorted(keys, key=lambda key: plain(name(key, lang))))


def find(text: str) -> str | None:
    """The key of the area that somebody typed: a code, or a name in either language, also a former or common one.

    Case, accents, hyphens and apostrophes do not count: "cote d'ivoire", "Ivory Coast", "CI" and "civ" are one.
    """
    return _index().get(plain(text[:LONGEST]))


def community(text: str) -> str | None:
    """The key of the regional economic community of this name or acronym: ECOWAS and CEDEAO are community-ecowas."""
    return _communities().get(plain(text[:LONGEST]))


def place_name(key: str, lang: str) -> str:
    """The name of a country, a group or a community."""
    return _community_names()[key][lang] if key in _community_names() else name(key, lang)


def members(key: str) -> tuple[str, ...]:
    """The countries of a group or community, as it is today; of a country, itself."""
    return _members().get(key, (key,))


def like(text: str, among: Iterable[str], most: int = 3) -> list[str]:
    """Keys of those areas `among` whose names come near to a text that `find` does not know; the nearest first."""
    wanted = set(among)
    typed = plain(text[:LONGEST])
    if not typed:
        return []
    names = {name: key for name, key in _index().items() if key in wanted and len(name) > 3}
    near = [name for name in names if len(typed) > 2 and f" {typed}" in f" {name}"]
    return list(dict.fromkeys(names[name] for name in [*near, *get_close_matches(typed, names, most)]))[:most]


def plain(text: str) -> str:
    """A text without what people leave out when they type: case, accents, punctuation."""
    return " ".join(re.findall(r"\w+", unaccented(text.casefold()).replace("&", " and ")))


def unaccented(text: str) -> str:
    """Without accents; œ and æ as they are typed on any keyboard."""
    letters = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).translate(_LIGATURES)


@cache
def _members() -> dict[str, tuple[str, ...]]:
    rows = warehouse.read("geography/members")
    return {str(place): tuple(group) for place, group in rows.groupby("place")["area"]}


@cache
def _community_names() -> dict[str, dict[str, str]]:
    rows = warehouse.read("geography/communities")
    return {row.place: {"en": row.name_en, "fr": row.name_fr} for row in rows.itertuples()}


@cache
def _communities() -> dict[str, str]:
    """Keys of the communities by everything that they are called."""
    called = {}
    for row in warehouse.read("geography/communities").itertuples():
        for text in (row.name_en, row.name_fr, row.acronym_en, row.acronym_fr, *COMMUNITIES_TOO.get(row.place, ())):
            called[plain(text)] = row.place
    return called


@cache
def _index() -> dict[str, str]:
    """Keys by everything that they can be called; a code counts more than a name, a country more than a group."""
    index: dict[str, str] = {}
    for called in (_by_code, _by_name, _by_variant):
        for area in sorted(areas().values(), key=lambda area: area.kind != "country"):
            for text in called(area):
                index.setdefault(plain(text), area.key)
    return index


def _by_code(area: Area) -> Iterator[str]:
    yield area.key
    yield from area.codes


def _by_name(area: Area) -> Iterator[str]:
    yield from (*area.names.values(), *area.labels.values())


def _by_variant(area: Area) -> Iterator[str]:
    yield from area.variants
