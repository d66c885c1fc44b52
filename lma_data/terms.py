"""What somebody typed into a search box, term by term: the places that the data know, and other words.

"Cost of sending money from the Gulf to Nepal" -> cost, sending, money, from the Gulf, to Nepal. Both languages are
understood, whatever the language of the page; case, accents and apostrophes do not count.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from lma_data import areas, nationals

LONGEST = 200  # letters of a search; what is beyond is not read
LONGEST_NAME = 9  # words
# Words of a search that are other names of the world or of no place.
NO_PLACES = {"total", "global", "autres", "others", "various"}
FROM = {"from", "de", "depuis", "du", "des", "d", "of"}
TO = {"to", "into", "towards", "vers", "au", "aux", "en", "a", "in"}
LITTLE_WORDS = """
the an and or on at by for with is are was were be been do does did has have had how what which who whose where when why
that this these those their there its it as than not no can per my me we our all any each much many
le la les un une et ou sur par pour dans avec est sont etait ont quel quelle quels quelles qui que quoi dont comment
combien pourquoi leur leurs ce ces cet cette son sa ses ne pas plus il ils elle elles nous se
"""
STOP_WORDS = FROM | TO | set(LITTLE_WORDS.split())


class Term(NamedTuple):
    """A place or a word, as typed without case and accents, and the word before it, which may say from or to."""

    text: str
    place: str = ""  # key of an area (NPL, 002) or of a community (community-gcc); empty for a word
    after: str = ""


def terms(typed: str) -> list[Term]:
    """The terms of a search in their order, without words that say nothing; at each point the longest name counts."""
    written = re.findall(r"\w+", areas.unaccented(typed[:LONGEST]).replace("&", " and "))
    words = [areas.plain(word) for word in written]
    found: list[Term] = []
    position = 0
    while position < len(words):
        length, place = _place(written, words, position)
        before = next((word for word in reversed(words[:position]) if word not in ("the", "l", "le", "la", "les")), "")
        if place:
            found.append(Term(" ".join(words[position : position + length]), place, before))
        elif _says_something(words, position):
            found.append(Term(words[position], after=before))
        position += length
    return found


def _says_something(words: list[str], position: int) -> bool:
    """A single letter or digit only after a number: of target 10.c, the c."""
    word = words[position]
    of_a_number = position > 0 and words[position - 1].isdigit()
    return of_a_number if len(word) == 1 else word not in STOP_WORDS


def _place(written: list[str], words: list[str], position: int) -> tuple[int, str]:
    """The longest name of a place that begins here: its number of words, and its key; 1 and nothing where there is none."""
    for length in range(min(LONGEST_NAME, len(words) - position), 0, -1):
        name = " ".join(words[position : position + length])
        if length == 1 and len(words) > 1 and not _may_be_a_name(written[position], name):
            continue
        if key := place(name):
            return length, key
    return 1, ""


def _may_be_a_name(written: str, word: str) -> bool:
    """Among other words, "in" is not India, "est" not Estonia; IN and EST in capitals are no names either, IT is."""
    if word in STOP_WORDS:
        return False
    return len(word) > 2 or written.isupper()


def place(name: str) -> str | None:
    """The key of the country, group or community of this name or code, or of these nationals; a country counts most."""
    typed = areas.plain(name)
    if typed in NO_PLACES:
        return None
    key = areas.find(typed)
    area = areas.areas()[key] if key else None
    if area and area.kind == "country":
        return key
    if community := areas.community(typed):
        return community
    return key if area and area.kind != "other" else nationals.country(typed)
