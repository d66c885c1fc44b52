"""Finding: from what somebody types to the pages, exhibits, countries, corridors and datasets that speak of it.

Both languages are understood on a page in either. Places are told apart from words and become parameters: of "cost from
the Gulf to Nepal", the exhibit is found for these two. The same search always finds the same, in the same order, and
nothing that was typed is kept.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from difflib import get_close_matches
from typing import NamedTuple

from lma_data import areas, catalog, sitemap, vocabulary, warehouse
from lma_data.catalog import Passport
from lma_data.exhibits import AreaParameter, AreasParameter, Definition, Parameter, definitions
from lma_data.terms import FROM, TO, Term, terms

MOST = 10  # exhibits that are found
FEW = 3  # pages, countries, datasets
FIRST = 3  # exhibits that stand before countries and corridors, where words were typed
COMMUNITY = "community-"
OF_PLACES = ("country", "corridor", "compare")  # themes that say little to who names no place


class Hit(NamedTuple):
    """Something found: what kind of thing it is, its id or key, its page, and the parameters in the page's address."""

    kind: str  # exhibit, page, country, corridor or dataset
    id: str
    page: sitemap.Page
    address: dict[str, str]


class Ends(NamedTuple):
    """Two places as a search means them: where people come from, and where they go; money goes the other way."""

    origin: str = ""
    destination: str = ""


def find(typed: str) -> list[Hit]:
    """What a search finds, the best first."""
    found = terms(typed)
    if not found:
        return []
    places = _places(found)
    words = _words(found)
    money = any(map(vocabulary.is_money, words))
    ends = _ends(places, money)
    exhibits = list(_exhibits(words, places, ends))
    first = exhibits[:FIRST] if words or len(places) > 1 else []
    corridors = list(_corridors(ends)) if len(places) == 2 else []
    lead = [*first, *corridors] if words else [*corridors, *first]
    if len(places) > 2 or (len(places) == 2 and vocabulary.COMPARE & set(words)):
        lead = [*_comparisons(words, places), *lead]
    if not places:
        lead = list(_pages(words))
    countries = _countries(places, "" if exhibits else typed)
    return [*lead, *countries, *(hit for hit in exhibits if hit not in lead), *_datasets(words)]


def not_understood(typed: str, hits: list[Hit]) -> list[str]:
    """The words of a search, as typed, that had no part in finding these: they are no places, and no hit has them."""
    written = {areas.plain(word): word for word in re.findall(r"\w+", unicodedata.normalize("NFC", typed))}
    vain = (word for word in _words(terms(typed)) if not any(_had(word, hits)))
    return [written.get(word, word) for word in dict.fromkeys(vain)]


def _had(word: str, hits: list[Hit]) -> Iterator[bool]:
    """Whether the hits of each kind have the word."""
    ids = {hit.id for hit in hits if hit.kind in ("exhibit", "dataset")}
    yield not ids.isdisjoint(vocabulary.fit([word], vocabulary.of_exhibits()))
    yield not ids.isdisjoint(vocabulary.fit([word], vocabulary.of_datasets()))
    pages = {(hit.page, hit.id) for hit in hits if hit.kind == "page"}
    yield any((place.page, place.part) in pages for place in vocabulary.fit([word], vocabulary.of_places()))
    measures = {hit.address["measure"] for hit in hits if "measure" in hit.address}
    yield not measures.isdisjoint(vocabulary.fit([word], vocabulary.of_measures()))
    yield word in vocabulary.COMPARE and any(hit.id.startswith("compare/") for hit in hits)
    yield any(hit.kind == "country" and _is_near(word, hit.id) for hit in hits)


def no_more(typed: str) -> list[str]:
    """The States of a search that are no more: their keys."""
    known = areas.areas()
    return [term.place for term in _places(terms(typed)) if term.place in known and known[term.place].successors]


def datasets(typed: str) -> list[Passport]:
    """The datasets that have all the words of a search, the best first."""
    words = [word for term in terms(typed) for word in term.text.split()]
    if not words:
        return list(catalog.passports().values())
    fitting = vocabulary.fit(words, vocabulary.of_datasets())
    whole = [one for one, (_, share) in fitting.items() if share == 1]
    return [catalog.passport(one) for one in sorted(whole, key=lambda one: (-fitting[one][0], one))]


# Places


def _places(found: list[Term]) -> list[Term]:
    """The places of a search, each once: of "Syrians from Syria" the second, which says the direction. Not the world."""
    once: dict[str, Term] = {}
    for term in found:
        if term.place and term.place != "WLD":
            known = once.get(term.place)
            once[term.place] = term if known is None or known.after not in FROM | TO else known
    return list(once.values())


def _words(found: list[Term]) -> list[str]:
    """Its other words; the world is one of them."""
    return [word for term in found if term.place in ("", "WLD") for word in term.text.split()]


def _ends(places: list[Term], money: bool) -> Ends:
    """From where to where. Without from and to, people go the way that more of them have gone."""
    if not places:
        return Ends()
    first, second = places[0], places[1] if len(places) > 1 else None
    forward = first.after in FROM or (second is not None and second.after in TO)
    backward = first.after in TO or (second is not None and second.after in FROM)
    if forward == backward:
        forward, money = _more_go(first.place, second.place if second else None), False
    ends = (first.place, second.place if second else "")
    return Ends(*ends) if forward != money else Ends(*ends[::-1])


def _more_go(one: str, other: str | None) -> bool:
    """Whether more people have gone from one place to the other (None: to anywhere) than back."""
    others = areas.members(other) if other else areas.countries()
    rows = warehouse.read("geography/direction", one=list(areas.members(one)), other=list(others))
    return bool(rows["there"].iloc[0] >= rows["back"].iloc[0])


def _is_country(key: str) -> bool:
    return key in areas.countries()


def _corridors(ends: Ends) -> Iterator[Hit]:
    page = sitemap.pages().get("corridor")
    if page and _is_country(ends.origin) and _is_country(ends.destination):
        for origin, destination in (ends, ends[::-1]):
            yield Hit("corridor", f"{origin}-{destination}", page, {"from": origin, "to": destination})


def _countries(places: list[Term], unfound: str) -> Iterator[Hit]:
    """The countries that were named, of a State that is no more its successors; else those whose names come near."""
    named = [term.place for term in places if _is_country(term.place)][:FEW]
    for term in places:
        if term.place in areas.areas():
            named += filter(_is_country, areas.areas()[term.place].successors)
    if not places and unfound:
        named = [key for key in areas.like(unfound, areas.countries(), FEW) if _is_near(unfound, key)]
    for key in dict.fromkeys(named):
        yield Hit("country", key, sitemap.pages()["country"], {"c": key})


def _comparisons(words: list[str], places: list[Term]) -> Iterator[Hit]:
    """All the places side by side, on the measure that the words name best."""
    subject = [word for word in words if word not in vocabulary.COMPARE]
    fitting = vocabulary.fit(subject, vocabulary.of_measures())
    measure = {"measure": min(fitting, key=lambda code: (-fitting[code][1], -fitting[code][0]))} if fitting else {}
    for exhibit_id, place in sitemap.places().items():
        parameters = definitions()[exhibit_id].parameters
        several = next((found for found in parameters if isinstance(found, AreasParameter)), None)
        second = any(found.name == "against" for found in parameters)  # another measure, which nobody named
        if several and not second:
            keys = [key for key in dict.fromkeys(term.place for term in places) if key in set(several.keys())]
            if several.least <= len(keys) <= several.most:
                yield Hit(
                    "exhibit", exhibit_id, place.page, {"part": place.part, several.name: ",".join(keys)} | measure
                )


def _is_near(typed: str, key: str) -> bool:
    """Whether a name begins as typed, or is but a slip away."""
    text = areas.plain(typed)
    names = [areas.plain(name) for name in (*areas.areas()[key].names.values(), *areas.areas()[key].variants)]
    return any(name.startswith(text) for name in names) or bool(get_close_matches(text, names, 1, vocabulary.CLOSE))


# Words


def _pages(words: list[str]) -> Iterator[Hit]:
    """Pages and parts whose names have all the words."""
    fitting = vocabulary.fit(words, vocabulary.of_places())
    whole = [
        place
        for place, (_, share) in fitting.items()
        if share == 1 and not (place.part and place.page.name in OF_PLACES)
    ]
    for place in sorted(whole, key=lambda place: (bool(place.part), -fitting[place][0], place))[:FEW]:
        yield Hit("page", place.part, place.page, {"part": place.part} if place.part else {})


def _datasets(words: list[str]) -> Iterator[Hit]:
    page = sitemap.pages().get("data")
    if words and page:
        for passport in datasets(" ".join(words))[:FEW]:
            yield Hit("dataset", passport.id, page, {"dataset": passport.id})


def _exhibits(words: list[str], places: list[Term], ends: Ends) -> Iterator[Hit]:
    """Exhibits that have the words and, where places are named, can be shown for them; the best first."""
    fitting = vocabulary.fit(words, vocabulary.of_exhibits())
    ranked = []
    for position, one in enumerate(definitions().values()):
        score, share = fitting.get(one.id, (0.0, 0.0)) if words else (1.0, 1.0)
        address = _address(one, places, ends)
        if places and not address and (one.theme in OF_PLACES or _of_another_country(one)):
            continue
        shown = len(address) / len(places) if places else float(one.theme not in OF_PLACES)
        if score and (words or shown == 1):
            ranked.append((-score * share * (0.5 + shown), position, one, address))
    for _, _, one, address in sorted(ranked, key=lambda entry: entry[:2])[:MOST]:
        if place := sitemap.places().get(one.id):
            part = {"part": place.part} if place.part else {}
            yield Hit("exhibit", one.id, place.page, part | address)


def _of_another_country(one: Definition) -> bool:
    """Whether an exhibit that takes none of the places would show its default, which nobody has asked for."""
    return any(isinstance(found, AreaParameter) and _is_country(str(found.default)) for found in one.parameters)


def _address(one: Definition, places: list[Term], ends: Ends) -> dict[str, str]:
    """The exhibit's parameters for the places that were named: each place once, in the parameter that it is meant for."""
    names = {parameter.name: parameter for parameter in one.parameters}
    meant = {"from": ends.origin, "to": ends.destination, "sender": ends.destination, "receiver": ends.origin}
    if len(places) > 2 or (
        one.theme == "corridor" and not (_is_country(ends.origin) and _is_country(ends.destination))
    ):
        return {}
    given = {name: _value(names[name], key) for name, key in meant.items() if key and name in names}
    if not given:
        for parameter in one.parameters:
            for term in places:
                if value := _value(parameter, term.place):
                    given.setdefault(parameter.name, value)
    return {name: value for name, value in given.items() if value}


def _value(parameter: Parameter, key: str) -> str:
    """The parameter's value for a place; empty where it takes none. Communities have a code of their own in some."""
    values = {str(value).lower(): str(value) for value in parameter.values()}
    code = "" if isinstance(parameter, AreaParameter) else key.removeprefix(COMMUNITY)
    return values.get(key.lower()) or values.get(code.lower(), "")
