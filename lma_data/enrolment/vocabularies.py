"""The words of closed vocabularies, in both languages and as people write them; what does not match is asked, not guessed.

    find("country", "Corée du Sud")  # "KOR"

`vocabularies/*.csv` holds code, en, fr: the ways to write each code, between | signs. Countries come from `areas`, languages
from Babel, audience groups and themes from the course.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from lma_data import areas, nationals
from lma_data.course import Course
from lma_data.enrolment.folding import clean, plain
from lma_data.enrolment.model import Answers, BadValue, Message, Question
from lma_data.i18n import N_

FOLDER = Path(__file__).parent / "vocabularies"


def find(vocabulary: str, text: str, course: Course | None = None) -> str | None:
    """The code of a text; None where no variant is written so."""
    return _index(vocabulary, course).get(plain(text)) if plain(text) else None


def nearest(vocabulary: str, text: str, course: Course | None = None) -> list[str]:
    """Codes whose names come near, to be offered."""
    return []


def codes(vocabulary: str, course: Course | None = None) -> list[str]:
    return []


def name(vocabulary: str, code: str, course: Course | None = None) -> Message:
    """A code in words, in both languages."""
    return Message(N_("{name}"), {"name": code})


def question_id(vocabulary: str, text: str) -> str:
    return f"value:{vocabulary}:{plain(text) or clean(text)}"


def question(vocabulary: str, text: str, course: Course | None = None, rows: int = 0) -> Question:
    return Question(question_id(vocabulary, text), Message(N_("What does “{value}” mean?"), {"value": clean(text)}), {})


def code(
    vocabulary: str, text: str, course: Course | None, answers: Answers, also: Mapping[str, str] | None = None
) -> str | None:
    """The code of a value: by the report's own words, the answers, the variants; BadValue with its question otherwise."""
    for word, meant in (also or {}).items():
        if plain(word) == plain(text):
            return meant
    if (answer := answers.get(question_id(vocabulary, text))) is not None:
        return answer or None
    if found := find(vocabulary, text, course):
        return found
    raise BadValue(Message(N_("“{value}” is not known."), {"value": clean(text)}), question(vocabulary, text, course))


def _index(vocabulary: str, course: Course | None) -> dict[str, str]:
    return {}
