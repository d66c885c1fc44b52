"""Texts as they are compared: without what differs between two ways to write one thing."""

from __future__ import annotations

import re
import unicodedata

_SPACES = re.compile(r"\s+")
_WORDS = re.compile(r"[^\W_]+")
# Inclusive endings: retenu(e), accepté·e, inscrit.e.s, travailleur-euse-s
_INCLUSIVE = re.compile(
    r"(?<=\w)(?:\((?:e|ne|es|s|euse|rice)\)|[·•‧∙](?:e|ne|es|s|euse|rice)\b|\.(?:e|ne)\b(?:[.·]?s\b)?)+"
)
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"})


def clean(text: str) -> str:
    """The text as it is kept: composed (NFC), without what cannot be seen (zero-width, direction, control), one space."""
    return _SPACES.sub(" ", _visible(unicodedata.normalize("NFC", text))).strip()


def short(text: str, most: int = 80) -> str:
    """The text as a message quotes it."""
    text = clean(text[: 2 * most])
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _visible(text: str) -> str:
    """Zero-width joiners stay inside words of scripts that need them; elsewhere they are dirt."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        letter for letter in text if letter.isspace() or unicodedata.category(letter) not in {"Cf", "Cc", "Cs"}
    )


def compatible(text: str) -> str:
    """NFKC and casefold, so often that a further time changes nothing; spaces of every kind become one."""
    if text.isascii() and text.isprintable():
        return _SPACES.sub(" ", text.lower()).strip()
    for _ in range(4):
        folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", _visible(text)).casefold())
        if folded == text:
            break
        text = folded
    return _SPACES.sub(" ", text).strip()


def unmarked(text: str) -> str:
    """Without accents and vocalisation; the marks of scripts that are letters of their own (が, क्) stay."""
    if text.isascii():
        return text
    letters = unicodedata.normalize("NFKD", text)
    kept = "".join(letter for letter in letters if unicodedata.combining(letter) < 10)
    return unicodedata.normalize("NFC", kept).translate(_LETTERS)


def plain(text: str) -> str:
    """A text for looking up: no case, accents, punctuation, inclusive endings; & is and. "Retenu(e) " -> "retenu"."""
    text = compatible(text)
    text = unmarked(_INCLUSIVE.sub("", text).replace("&", " and "))
    return " ".join(_WORDS.findall(compatible(text)))
