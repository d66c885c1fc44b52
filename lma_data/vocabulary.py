"""The words by which exhibits, parts of pages and datasets are found, in both languages, and how well a search fits them."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from difflib import get_close_matches
from functools import cache
from types import CodeType
from typing import Any

from lma_data import areas, catalog, sitemap
from lma_data.exhibits import Column, Definition, definitions
from lma_data.i18n import LANGUAGES, Words, messages
from lma_data.measures import measures

# Words that mean the same to who searches. English and French need no pairing where a text stands in both.
SAME = tuple(
    frozenset(line.split())
    for line in """
    money remittance remittances transfer transfers send sending sends sent argent envoi envois envoyer fonds transfert
    cost costs price prices fee fees expensive cheap cout couts coute coutent prix frais cher chers
    women woman female females girls femme femmes filles
    men man male males homme hommes
    job jobs employment work worker workers labour labor emploi travail travailleur travailleurs
    death deaths dead die died killed deces mort morts meurent
    injury injuries accident accidents lesion lesions
    displaced displacement displacements idp idps deplace deplaces deplacement deplacements
    child children young enfant enfants jeunes
    gdp economy pib economie
    unemployment unemployed jobless chomage chomeurs
    application applications apply demande demandes
    rate rates taux
    recognition reconnaissance
    compare compared comparison versus comparer comparaison
    union unions rights freedom syndicat syndicats droits liberte
    """.strip().split("\n")
)
MONEY = SAME[0] | SAME[1]
COMPARE = next(alike for alike in SAME if "compare" in alike)
MEANING = {word: min(alike) for alike in SAME for word in alike}
CLOSE = 0.8  # how near a misspelt word must come, from 0 to 1

Weights = dict[str, float]  # word -> how much it says of a thing


@cache
def of_exhibits() -> dict[str, Weights]:
    """By id: the words of the question count most, then those of the part of the page, of its texts, of its datasets."""
    split = cache(_words)  # many exhibits have the same texts
    return {one.id: _weigh(_of_exhibit(one), split) for one in definitions().values()}


def _of_exhibit(one: Definition) -> Iterator[tuple[float, str]]:
    yield from _both(4, one.question)
    yield 2, one.id
    if place := sitemap.places().get(one.id):
        yield from _both(2, place.part_name)
        yield from _both(2, place.page.title)
    for text in _texts(one.make, set()):
        yield from _both(1, text)
    for parameter in one.parameters:
        yield from _both(1, parameter.label)
    for dataset_id in one.datasets:
        title = catalog.passport(dataset_id).title
        yield from ((1, title[lang]) for lang in LANGUAGES)


@cache
def of_places() -> dict[sitemap.Place, Weights]:
    """The names of pages and of their parts."""
    found = {sitemap.Place(page): _weigh(_both(1, page.title)) for page in sitemap.pages().values()}
    for place in dict.fromkeys(sitemap.places().values()):
        found[place] = _weigh(_both(1, place.part_name or place.page.title))
    return found


@cache
def of_datasets() -> dict[str, Weights]:
    """By id: the words of the title count most, then those of the source, then what is counted and measured."""
    found = {}
    for one in catalog.passports().values():
        heavy = [(4.0, one.title[lang]) for lang in LANGUAGES]
        middle = [(2.0, text[lang]) for text in (one.publisher, one.short_source, one.edition) for lang in LANGUAGES]
        labels = [*one.keys.values(), *(measure.label for measure in one.measures.values()), one.counted, one.grain]
        light = [(1.0, text[lang]) for text in labels for lang in LANGUAGES]
        found[one.id] = _weigh([*heavy, (2.0, one.id), *middle, *light])
    return found


@cache
def of_measures() -> dict[str, Weights]:
    """By code: the words of the names of the measures on which countries are compared."""
    return {one.code: _weigh((1.0, one.in_list(Words(lang))) for lang in LANGUAGES) for one in measures().values()}


def fit(words: Iterable[str], things: dict[Any, Weights]) -> dict[Any, tuple[float, float]]:
    """How well each thing fits: a score, in which rare words count more, and the share of the words that it has.

    A word also fits one that begins with it, or its singular; one that fits nothing is taken for the nearest that does.
    """
    wanted = list(words)
    total: dict[Any, float] = dict.fromkeys(things, 0.0)
    had: dict[Any, int] = dict.fromkeys(things, 0)
    known = sorted({word for weights in things.values() for word in weights})
    for word in wanted:
        alike = _alike(word, known) or _alike(_nearest(word, known), known)
        scores = {
            thing: max((factor * weights.get(one, 0.0) for one, factor in alike.items()), default=0.0)
            for thing, weights in things.items()
        }
        have = [thing for thing, score in scores.items() if score]
        for thing in have:
            total[thing] += scores[thing] * math.log(1 + len(things) / len(have))
            had[thing] += 1
    return {thing: (total[thing], had[thing] / len(wanted)) for thing in things if had[thing]}


def is_money(word: str) -> bool:
    """Whether a word speaks of sending money or of its price, also with a slip of the pen."""
    return word in MONEY or bool(MONEY & set(get_close_matches(word, MEANING, 1, CLOSE)))


def _alike(word: str, known: Iterable[str]) -> dict[str, float]:
    """The known words that a word means, and how surely."""
    meant = MEANING.get(word, word)
    return {one: 1.0 if one == meant else 0.8 for one in known if one == meant or _begins_alike(one, meant)}


def _begins_alike(one: str, other: str) -> bool:
    """Whether a word is the beginning of the other, or its singular."""
    return (
        len(other) > 3 and one.startswith(other) or len(one) > 3 and other.startswith(one) and len(other) < len(one) + 3
    )


def _nearest(word: str, known: Iterable[str]) -> str:
    return next(iter(get_close_matches(word, [*known, *MEANING], 1, CLOSE)), "")


def _weigh(texts: Iterable[tuple[float, str]], split: Callable[[str], list[str]] | None = None) -> Weights:
    weights: Weights = {}
    for weight, text in texts:
        for word in (split or _words)(text):
            weights[word] = max(weight, weights.get(word, 0.0))
    return weights


def _words(text: str) -> list[str]:
    return [MEANING.get(word, word) for word in areas.plain(text).split()]


def _both(weight: float, message: str) -> Iterator[tuple[float, str]]:
    yield weight, message
    for lang in LANGUAGES[1:]:
        translated = messages(lang).get(message)
        if isinstance(translated, str):
            yield weight, translated


def _texts(function: Callable[..., Any], seen: set[Any]) -> Iterator[str]:
    """The texts that a function says, or what it uses of its module: those that are in the catalogue."""
    codes = [function.__code__]
    while codes:
        code = codes.pop()
        codes += [constant for constant in code.co_consts if isinstance(constant, CodeType)]
        yield from _known(code.co_consts)
        for name in code.co_names:
            used = function.__globals__.get(name)
            if name in seen or used is None:
                continue
            seen.add(name)
            if getattr(used, "__code__", None) and used.__module__ == function.__module__:
                yield from _texts(used, seen)
            else:
                yield from _known(used)


def _known(value: Any) -> Iterator[str]:
    """The texts of the catalogue in a constant, however deep."""
    if isinstance(value, str):
        if value in messages(LANGUAGES[1]):
            yield value
    elif isinstance(value, tuple | list | dict):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _known(one)
    elif isinstance(value, Column):
        yield from _known(value.label)
