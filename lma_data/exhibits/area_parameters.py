"""Choices of areas: one, or several, typed as people call them; what cannot be chosen is answered with what can."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from lma_data import areas
from lma_data.exhibits.base import BadParameter, Parameter, Value
from lma_data.i18n import N_, Words

PIECES = 3  # into which commas cut the name of an area, at most


@dataclass(frozen=True)
class AreaParameter(Parameter):
    """A choice of an area: its values are keys, and it can be typed as a code or a name, see `areas.find`."""

    text: Callable[[Words, Value], str] = lambda words, value: areas.name(str(value), words.lang)

    def keys(self) -> Sequence[str]:
        """The areas that there are to choose from."""
        return [str(value) for value in self.values()]

    def listed(self, words: Words) -> Sequence[str]:
        """The same, in the order of a list."""
        return areas.in_order(tuple(self.keys()), words.lang)

    def option(self, words: Words, key: str) -> str:
        """One of them as a list shows it: its name, with its code where it is a country's."""
        area = areas.areas().get(key)
        name = areas.name(key, words.lang)
        return f"{name} ({key})" if area and area.kind == "country" else name

    def parse(self, given: object) -> Value:
        """The key of the area; BadParameter says what has become of it, or which names come near."""
        key = areas.find(str(given))
        if key is not None and key in self.keys():
            return key
        raise self._unknown(str(given), key)

    def _unknown(self, given: str, key: str | None) -> BadParameter:
        community = areas.community(given)
        if community and (key is None or areas.areas()[key].kind != "country"):
            return self._of_a_community(given, community)
        near = list(areas.areas()[key].successors) if key else areas.like(given, self.keys())
        message = f"{self.name} cannot be {given[:40]!r}"
        if near:
            message += "; perhaps: " + ", ".join(f"{one} ({areas.name(one, 'en')})" for one in near)
        else:
            message += "; it takes a code (KEN) or a name in English or French"

        def said(words: Words) -> str:
            names = words.list([areas.name(one, words.lang) for one in near])
            if key and near:
                return no_more(words, key)
            if key and areas.areas()[key].kind != "country" and set(self.keys()) <= set(areas.countries()):
                return words.t(
                    N_("{area} is not a country or territory; choose one of those, or compare groups under Compare."),
                    area=areas.name(key, words.lang),
                )
            if key:
                return words.t(N_("There are no figures here of {area}."), area=areas.name(key, words.lang))
            if near:
                return words.t(
                    N_("There is no area of that name or code here. Perhaps you mean: {names}."), names=names
                )
            return words.t(
                N_("There is no area of that name or code here. A name in English or French will do, or an ISO code.")
            )

        return BadParameter(message, said)

    def _of_a_community(self, given: str, community: str) -> BadParameter:
        """A community has a name, but no figure: only its members have."""
        members = tuple(key for key in areas.members(community) if key in self.keys())
        message = f"{self.name} cannot be {given[:40]!r}, a community; its members: {', '.join(members)}"

        def said(words: Words) -> str:
            return words.t(
                N_(
                    "{community} is a community of countries; there are no figures here of it as a whole, and figures "
                    "are not added up: choose its members ({members})."
                ),
                community=areas.place_name(community, words.lang),
                members=words.list([areas.label(key, words.lang) for key in areas.in_order(members, words.lang)]),
            )

        return BadParameter(message, said)


def no_more(words: Words, key: str) -> str:
    """What is said of a State that is no more: which countries there are today."""
    names = words.list([areas.name(one, words.lang) for one in areas.areas()[key].successors])
    return words.t(N_("{area} is no more; today there are: {names}."), area=areas.name(key, words.lang), names=names)


def _entries(text: str) -> list[str]:
    """The names or codes of a list: "KEN, UGA", "KEN;UGA", "KEN UGA". A name with a comma of its own stays whole."""
    entries: list[str] = []
    for part in text.split(";"):
        pieces = [piece.strip() for piece in part.split(",") if piece.strip()]
        while pieces:
            # The longest name that begins here: "Congo, Dem. Rep." before "Congo".
            many = next((n for n in range(min(len(pieces), PIECES), 1, -1) if areas.find(", ".join(pieces[:n]))), 1)
            entries += [", ".join(pieces[:many])] if many > 1 else _codes(pieces[0])
            pieces = pieces[many:]
    return entries


def _codes(piece: str) -> list[str]:
    """A name as it is; several codes with spaces between them one by one, where no name fits the whole."""
    several = piece.split()
    known = areas.find(piece) or areas.community(piece)
    return [piece] if known or not all(areas.find(one) for one in several) else several


@dataclass(frozen=True)
class AreasParameter(AreaParameter):
    """A choice of several areas. Its value is their keys in the order chosen, "KEN,UGA,TZA"; `values` are some such."""

    text: Callable[[Words, Value], str] = lambda words, value: words.list(
        [areas.name(key, words.lang) for key in str(value).split(",")]
    )
    among: Callable[[], Sequence[str]] = tuple
    least: int = 2
    most: int = 12

    def keys(self) -> Sequence[str]:
        return self.among()

    def parse(self, given: object) -> Value:
        """Their keys, from a list or a text with commas; BadParameter says what is wrong, and what can be shown."""
        typed = [str(entry) for entry in given] if isinstance(given, list | tuple) else [str(given)]
        entries = [entry for text in typed for entry in _entries(text)]
        known = set(self.keys())
        found = [(entry, areas.find(entry)) for entry in entries]
        keys = [key for _, key in found if key in known]
        unknown = [(entry, key) for entry, key in found if key not in known]
        chosen = list(dict.fromkeys(keys))
        value = ",".join(chosen[: self.most])
        if not unknown and self.least <= len(keys) == len(chosen) <= self.most:
            return value
        communities = [entry for entry in unknown if areas.community(entry[0])]
        others = [entry for entry in unknown if entry not in communities]
        gone = [entry for entry in others if entry[1] and areas.areas()[entry[1]].successors]
        others = [entry for entry in others if entry not in gone]
        wrong = [self._unknown(*entry) for entry in [*communities, *gone, *others[:1]]]
        message = f"{self.name} takes {self.least} to {self.most} different areas, such as {self.default}"
        raise BadParameter(
            "; ".join([message, *map(str, wrong)]),
            lambda words: " ".join(self._said(words, wrong, len(others), len(keys), len(chosen))),
            value if len(chosen) >= self.least else None,
        )

    def _said(self, words: Words, wrong: list[BadParameter], unknown: int, given: int, chosen: int) -> Iterator[str]:
        """What is wrong with a list of which so many are unknown, so many known, and so many of these different."""
        yield from (one.said(words) for one in wrong if one.said)
        if unknown > 1:
            yield words.t(N_("In all, {count} of the names or codes are not known here."), count=words.number(unknown))
        if given > chosen:
            yield words.t(N_("An area that stands in the list more than once counts once."))
        if chosen > self.most:
            facts = {"count": words.number(chosen), "most": words.number(self.most)}
            yield words.t(N_("{count} areas are too many for one chart: the first {most} are shown."), **facts)
        if chosen < self.least:
            yield words.t(N_("A comparison takes at least {least} areas."), least=words.number(self.least))
