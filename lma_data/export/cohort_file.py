"""What the files of a whole cohort share: every exhibit as it stands, on which page, and whether it lists people."""

from __future__ import annotations

import logging
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from lma_data import sitemap
from lma_data.charts.theme import Look
from lma_data.cohort import Cohort
from lma_data.exhibits import Exhibit, cohort_definitions, show
from lma_data.exhibits.base import Definition
from lma_data.i18n import N_, Words

Made = TypeVar("Made")
log = logging.getLogger("lma_data")

FAILED = N_("This exhibit could not be made; the others are not affected.")
OTHER = N_("More figures")
PAGES = ("mix", "journey", "electives", "fees", "teams", "release")  # in which order one reads them


class Entry(NamedTuple):
    """An exhibit in a file: `exhibit` is None where it failed; `lists_people` where a name or an address stands in it."""

    definition: Definition
    page: str  # the title of the page that shows it, in English; empty where none does
    exhibit: Exhibit | None
    lists_people: bool


class People:
    """Tells whether a text names somebody of a cohort."""

    def __init__(self, cohort: Cohort) -> None:
        self._cohort = cohort

    @cached_property
    def _by_first_word(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for who in self._cohort.who.values():
            for text in (who.name, who.email):
                if words := _words(text):
                    found.setdefault(words[0], []).append(" ".join(words))
        return found

    def in_text(self, text: str) -> bool:
        words = _words(text)
        whole = " ".join(words)
        return any(f"{name} " in f"{whole} " for word in words for name in self._by_first_word.get(word, ()))

    def in_exhibit(self, exhibit: Exhibit) -> bool:
        """In its table, its texts, or what its chart says."""
        answer = exhibit.answer
        texts = [answer.title, answer.subtitle, answer.sentence, *answer.notes]
        columns = [answer.table[column.name].tolist() for column in answer.columns]
        return any(map(self.in_text, {*texts, *_texts(columns), *_texts(answer.figure)}))


def _words(text: str) -> list[str]:
    """Its words, without what stands around them."""
    return [word for one in text.casefold().replace("<br>", " ").split() if (word := one.strip(".,;:()[]<>/b“”«»"))]


def _texts(value: Any) -> Iterator[str]:
    """All texts in lists and dicts, whatever their depth."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _texts(one)


def entries(cohort: Cohort, words: Words, look: Look = Look()) -> list[Entry]:  # noqa: B008 (frozen)
    """Every exhibit of cohorts with its default choices, in the order of the pages; one that fails is there too."""
    places = sitemap.cohort_places()
    people = People(cohort)
    order = sorted(places, key=lambda one: _rank(places[one].page.name))
    found = sorted(
        cohort_definitions().values(), key=lambda one: order.index(one.id) if one.id in places else len(order)
    )
    return [
        _entry(one, places[one.id].page.title if one.id in places else "", cohort, words, look, people) for one in found
    ]


def _rank(page: str) -> int:
    return PAGES.index(page) if page in PAGES else len(PAGES)


def _entry(one: Definition, page: str, cohort: Cohort, words: Words, look: Look, people: People) -> Entry:
    exhibit = guarded(one, lambda: show(one.id, lang=words.lang, look=look, cohort=cohort))
    # Where it cannot be told whether people are named, they may be.
    named = guarded(one, lambda: people.in_exhibit(exhibit)) if exhibit else False
    return Entry(one, page, exhibit, named is not False)


def guarded(one: Definition, make: Callable[[], Made]) -> Made | None:
    """What `make` gives, or None where it fails; the log gets the kind of error alone: its words may hold a person's."""
    try:
        return make()
    except Exception as problem:
        log.error("the exhibit %s failed in a file of a cohort: %s", one.id, type(problem).__name__)
        return None


def by_page(found: Iterable[Entry]) -> dict[str, list[Entry]]:
    """The entries by title of their page, in their order."""
    pages: dict[str, list[Entry]] = {}
    for one in found:
        pages.setdefault(one.page or OTHER, []).append(one)
    return pages


def file_name(cohort: Cohort, words: Words, ending: str) -> str:
    """lma-report-lma-2026-en.xlsx: nobody's name."""
    return f"lma-report-{cohort.id}-{words.lang}.{ending}"


def write(path: Path, content: bytes) -> None:
    """Written for the owner alone, whole or not at all; a file of that name is replaced."""
    unfinished, name = tempfile.mkstemp(dir=path.parent, prefix=".lma-", suffix=path.suffix)  # 0600
    try:
        with os.fdopen(unfinished, "wb") as file:
            file.write(content)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
