"""From where to where money is sent: a country or a group of countries at each end, chosen in several exhibits."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import pandas as pd

from lma_data import areas
from lma_data.exhibits.area_parameters import AreaParameter
from lma_data.exhibits.base import BadParameter, Value
from lma_data.exhibits.parameters import WORLD
from lma_data.exhibits.shared import each
from lma_data.i18n import N_, Words
from lma_data.warehouse import ask

COMMUNITY = "community-"  # before the key of a community: CAN is Canada, community-can the Andean Community
LEAST = 3  # letters: a shorter word is not looked for in names
INCOME_GROUPS = ("HIC", "UMC", "LMC", "LIC", "LMY")
GROUPS = ("geography/communities", "geography/income-groups", "geography/areas")  # who belongs to which group


class Community(NamedTuple):
    """A regional economic community, by language: its name and its acronym."""

    names: dict[str, str]
    acronyms: dict[str, str]


@cache
def _communities() -> dict[str, Community]:
    return {
        COMMUNITY + row.community.lower(): Community(
            {"en": row.name_en, "fr": row.name_fr}, {"en": row.acronym_en, "fr": row.acronym_fr}
        )
        for row in each(ask("development/communities"))
    }


@cache
def _members() -> dict[str, tuple[str, ...]]:
    """Place -> the countries that belong to it; of a country, itself."""
    rows = ask("development/remittance_places")
    return {str(place): tuple(group) for place, group in rows.groupby("place")["area"]}


def members(place: str) -> list[str] | None:
    """The countries at this end of a corridor, as a parameter of a query; None for all countries."""
    return None if place == WORLD else list(_members()[place])


def label(words: Words, place: str) -> str:
    """The place in a sentence or on a chart: Nepal, GCC, Western Africa; all countries."""
    if place == WORLD:
        return words.t(N_("all countries"))
    if place in _communities():
        return _communities()[place].acronyms[words.lang]
    return areas.label(place, words.lang)


def between(words: Words, sender: str, receiver: str) -> str:
    """The corridor, or the group of corridors, in the direction of the money; as a sentence begins."""
    if sender == receiver == WORLD:
        return words.t(N_("All corridors"))
    return capital(f"{label(words, sender)} → {label(words, receiver)}")


def capital(text: str) -> str:
    return text[0].upper() + text[1:]


def datasets(*places: str) -> tuple[str, ...]:
    """The datasets that say which countries belong to these places; none where they are countries."""
    found = []
    for place in places:
        if place in _communities():
            found.append("geography/communities")
        elif place in INCOME_GROUPS:
            found.append("geography/income-groups")
        elif place != WORLD and areas.areas()[place].kind != "country":
            found.append("geography/areas")
    return tuple(dict.fromkeys(found))


def chosen(rows: pd.DataFrame, sender: str, receiver: str) -> pd.Series:
    """Of each corridor, whether it leads from the one place to the other."""
    kept = pd.Series(True, index=rows.index)
    for column, place in (("sender", sender), ("receiver", receiver)):
        if place != WORLD:
            kept &= rows[column].isin(_members()[place])
    return kept


def _name(words: Words, value: Value) -> str:
    """The name in the filter: of a community with its acronym, by which it is looked for."""
    place = str(value)
    if place == WORLD:
        return capital(label(words, place))
    if place in _communities():
        community = _communities()[place]
        return f"{community.acronyms[words.lang]} – {community.names[words.lang]}"
    return areas.name(place, words.lang)


def _known_as(community: str) -> str:
    """The names of a community in both languages, as they are typed."""
    return " ".join(areas.plain(name) for name in _communities()[community].names.values())


class PlaceParameter(AreaParameter):
    """A country, a group or a community at one end of a corridor; it can be typed by code, acronym or name."""

    def parse(self, given: object) -> Value:
        typed = areas.plain(str(given)[: areas.LONGEST])
        for key, community in _communities().items():
            names = [key, key.removeprefix(COMMUNITY), *community.names.values(), *community.acronyms.values()]
            taken = areas.find(typed) in _members()  # as CAN, which is Canada
            if typed in map(areas.plain, names[:1] if taken else names):
                return key
        if typed in {areas.plain(label(Words(lang), WORLD)) for lang in ("en", "fr")}:
            return WORLD
        try:
            return super().parse(given)
        except BadParameter:
            # A word of its name is enough where only one community has it: the Gulf.
            within = [key for key in _communities() if len(typed) > LEAST and f" {typed} " in f" {_known_as(key)} "]
            if len(within) == 1:
                return within[0]
            raise

    def listed(self, words: Words) -> Sequence[str]:
        """All countries, the communities, the other groups, and then the countries."""
        return _listed(words.lang)

    def option(self, words: Words, key: str) -> str:
        return _name(words, key) if key == WORLD or key in _communities() else super().option(words, key)


@cache
def _listed(lang: str) -> tuple[str, ...]:
    countries = {key for key, area in areas.areas().items() if area.kind == "country"}
    by_name = areas.in_order(tuple(_members()), lang)
    communities = sorted(_communities(), key=lambda key: _communities()[key].acronyms[lang])
    groups = [key for key in by_name if key not in countries and key not in _communities()]
    return (WORLD, *communities, *groups, *(key for key in by_name if key in countries))


def _places() -> tuple[str, ...]:
    return (WORLD, *_members())


SENDER = PlaceParameter("sender", N_("Sent from (country or group)"), _places, WORLD, _name)
RECEIVER = PlaceParameter("receiver", N_("Sent to (country or group)"), _places, WORLD, _name)
