"""Who somebody is: e-mail addresses in one form, and names as they are compared. Nobody is matched by name alone."""

from __future__ import annotations

import re

from lma_data.enrolment.folding import clean, compatible, short, unmarked
from lma_data.enrolment.model import BadValue, Message
from lma_data.i18n import N_

LONGEST = 254  # letters of an address
_AROUND = " \t<>()[]{}\"'“”‘’«».,;:"
_ADDRESS = re.compile(r"[^\s@<>()\[\]{},;:\"“”«»]+@[^\s@<>()\[\]{},;:\"“”«»]+")
_LOOSE = re.compile(r"\s*([@.])\s*")  # a space beside a mark is a slip
_DOMAIN = re.compile(r"(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_][\w-]*[^\W_]")
_APOSTROPHES = re.compile(r"['’‘`´ʼʻʹ′＇]")
_ASIDE = re.compile(r"[(\[（][^)\]）]*[)\]）]")
_TITLES = {"mr", "mrs", "ms", "dr", "prof", "mme", "mlle", "madame", "monsieur"}


def email(text: str) -> str:
    """The address in its one form: NFKC, casefold, without spaces and what cannot be seen. BadValue if it is none.

    A space between two words is no slip: "Ana ana@example.net" is not anaana@example.net.
    """
    folded = compatible(text[: 3 * LONGEST])
    if folded.count("@") > 1:
        folded = _one_of(folded)
    inside = re.search(r"<([^<>]*@[^<>]*)>", folded)
    found = (inside[1] if inside else folded).strip(_AROUND).removeprefix("mailto:").strip(_AROUND)
    found = _LOOSE.sub(r"\1", found)
    local, at, domain = found.partition("@")
    sound = _ADDRESS.fullmatch(found) and ".." not in local and len(found) <= LONGEST and not local.endswith(".")
    if not (at and sound and _DOMAIN.fullmatch(domain)):
        raise BadValue(Message(N_("“{value}” is not an e-mail address."), {"value": short(text)}))
    return found


def _one_of(folded: str) -> str:
    """The one address of a cell that repeats it: "a@x.org <a@x.org>"."""
    found = {
        address.removeprefix("mailto:").strip(_AROUND) for address in _ADDRESS.findall(folded.replace("mailto:", " "))
    }
    if len(found) == 1:
        return found.pop()
    raise BadValue(
        Message(N_("There are two e-mail addresses in one cell: “{value}”. Keep one."), {"value": short(folded)})
    )


def base_email(address: str) -> str:
    """A normalised address without its +tag: ana+lma@example.net -> ana@example.net."""
    local, at, domain = address.partition("@")
    return (local.partition("+")[0] or local) + at + domain


def folded(name: str) -> str:
    """A name for comparing: no case, accents, apostrophes, titles or asides, its words in the order of the alphabet.

    "N’Guessan, Aïcha (EXT)" and "AICHA N'GUESSAN" are both "aicha nguessan".
    """
    return " ".join(sorted(_words(name)))


def _words(name: str) -> list[str]:
    aside = _ASIDE.sub(" ", name)
    text = unmarked(compatible(_APOSTROPHES.sub("", aside if aside.strip() else name)))
    words = re.findall(r"[^\W_]+", compatible(text))
    return [word for word in words if word not in _TITLES] or words


def agree(one: str, other: str) -> bool:
    """Whether two names can be one person's: the same words, or all words of the shorter (two at least) in the longer.

    A letter alone stands for a word that begins with it: "A. Silva" agrees with "Ana Silva". No name agrees with nothing.
    """
    shorter, longer = sorted((_words(one), _words(other)), key=len)
    if not shorter or "".join(shorter) == "".join(longer) or sorted(shorter) == sorted(longer):
        return bool(shorter)
    left = list(longer)
    whole = 0
    for word in sorted(shorter, key=len, reverse=True):
        match = next((at for at in left if at == word), None) or next((at for at in left if _initial(word, at)), None)
        if match is None:
            return False
        left.remove(match)
        whole += match == word
    return len(shorter) > 1 and whole > 0


def _initial(one: str, other: str) -> bool:
    return 1 in (len(one), len(other)) and one[:1] == other[:1]


def full(first: str | None, family: str | None) -> str:
    """First and family name as one; a person with one name has one."""
    return clean(f"{first or ''} {family or ''}")


def display(name: str) -> str:
    """A full name as it is shown: "García Simón, Pedro (EXT)" -> "Pedro García Simón"."""
    aside = clean(_ASIDE.sub(" ", name))
    name = aside or clean(name)
    family, comma, first = name.partition(",")
    return full(first, family) if comma and first.strip() and "," not in first else name
