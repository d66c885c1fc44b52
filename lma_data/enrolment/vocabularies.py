"""The words of closed vocabularies, in both languages and as people write them; what does not match is asked, not guessed.

    find("country", "Corée du Sud")  # "KOR"

`vocabularies/*.csv` holds code, en, fr: the ways to write each code, between | signs. Names of countries come from `areas`,
of languages from Babel, of audience groups and themes from the course.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from babel import Locale

from lma_data import areas, nationals
from lma_data.course import Course
from lma_data.enrolment.folding import clean, compatible, plain, short
from lma_data.enrolment.model import Answers, BadValue, Message, Question
from lma_data.i18n import N_

FOLDER = Path(__file__).parent / "vocabularies"
LONGEST = 100  # letters of a value that is looked up; what is longer is prose
OFFERED = 7  # codes that come near; Yugoslavia has as many successors

NAMES = {
    "gender": {
        "female": N_("Female"),
        "male": N_("Male"),
        "other": N_("Other gender"),
        "undisclosed": N_("Prefers not to say"),
    },
    "status": {
        "applied": N_("Applied"),
        "accepted": N_("Accepted"),
        "confirmed": N_("Confirmed"),
        "waiting-list": N_("Waiting list"),
        "rejected": N_("Not selected"),
        "withdrawn": N_("Withdrawn"),
        "cancelled": N_("Cancelled"),
    },
    "yes-no": {"yes": N_("Yes"), "no": N_("No")},
    "funding": {
        "sponsored": N_("Sponsored by an organization"),
        "self-funded": N_("Self-funded"),
        "fellowship": N_("Fellowship"),
        "other": N_("Other funding"),
    },
    "attendance": {
        "present": N_("Present"),
        "late": N_("Late"),
        "excused": N_("Excused"),
        "absent": N_("Absent"),
        "not-taken": N_("Attendance not taken"),
    },
    "completion": {
        "not-completed": N_("Not completed"),
        "completed": N_("Completed"),
        "passed": N_("Completed with a pass grade"),
        "failed": N_("Completed without a pass grade"),
    },
    "role": {
        "participant": N_("Participant"),
        "teacher": N_("Teacher"),
        "manager": N_("Manager"),
        "guest": N_("Guest"),
    },
}
OF_THE_COURSE = ("audience", "theme")
VOCABULARIES = (*NAMES, *OF_THE_COURSE, "country", "language")

_QUESTIONS = {
    "gender": N_("Which gender is meant by “{value}”?"),
    "status": N_("Which status is meant by “{value}”?"),
    "yes-no": N_("Does “{value}” mean yes or no?"),
    "funding": N_("Which kind of funding is meant by “{value}”?"),
    "attendance": N_("Which attendance is meant by “{value}”?"),
    "completion": N_("Which state of completion is meant by “{value}”?"),
    "role": N_("Which role is meant by “{value}”?"),
    "audience": N_("Which audience group is meant by “{value}”?"),
    "theme": N_("Which thematic area is meant by “{value}”?"),
    "country": N_("Which country is meant by “{value}”?"),
    "language": N_("Which language is meant by “{value}”?"),
}
_POINTS = re.compile(r"\s*\(\s*\d+(?:[.,]\d+)?\s*/\s*\d+(?:[.,]\d+)?\s*\)\s*$")  # P (2/2)
_BY = re.compile(r"\s*\(\s*(?:set by|d[ée]fini par)\b.*$", re.IGNORECASE | re.DOTALL)  # Completed (set by a teacher)
_ARTICLE = re.compile(r"^(?:the|la|le|les|l)\s+(?=\w)", re.IGNORECASE)
_LOCALE = re.compile(r"([a-z]{2})[-_ ][a-z]{2}", re.IGNORECASE)  # en-GB, fr_FR
_PARTS = re.compile(r"[/|()\[\]\n;]|\s[-–—]\s")


def find(vocabulary: str, text: str, course: Course | None = None) -> str | None:
    """The code of a text; None where it is not exactly one of the ways to write one.

    Case, accents, punctuation and kinds of apostrophes do not count. A text in two languages is known if both say the same.
    Nothing is kept of the texts: they may be people's.
    """
    return _find(vocabulary, text[: LONGEST + 1], _of_the_course(vocabulary, course))


def _find(vocabulary: str, text: str, names: Names | None) -> str | None:
    text = _BY.sub("", _POINTS.sub("", text)) if vocabulary in ("attendance", "completion") else text
    if not text.strip() or len(text) > LONGEST:
        return None
    if found := _whole(vocabulary, text, names):
        return found
    parts = _PARTS.split(text)
    found_in = {_whole(vocabulary, part, names) for part in parts if _key(part)} if len(parts) > 1 else set()
    return found_in.pop() if len(found_in) == 1 else None


def _whole(vocabulary: str, text: str, names: Names | None) -> str | None:
    found = _index(vocabulary, names).get(_key(text))
    if found is None and vocabulary == "country":
        return _country(clean(text))
    if found is None and vocabulary == "language" and (match := _LOCALE.fullmatch(clean(text))):
        return _index(vocabulary, names).get(match[1].lower())
    return found


def _key(text: str) -> str:
    """What a variant is found by: its plain form; of a sign (✓, ?), the sign."""
    return plain(text) or compatible(text)


def _country(text: str) -> str | None:
    """The key of a country by a name that `areas` has, also turned round: "Congo (République Démocratique du)"."""
    turned = re.fullmatch(r"(.+?)\s*[(,]\s*(.+?)\s*\)?", text)
    ways = [text, text.replace(".", "")]
    if turned:
        ways += [f"{turned[2]} {turned[1]}", f"{turned[2]}{turned[1]}" if turned[2].endswith(("’", "'")) else turned[0]]
    for way in dict.fromkeys(ways):
        for name in dict.fromkeys((plain(way), _ARTICLE.sub("", plain(way)))):
            key = areas.find(name)
            if key in _countries():
                return key
    key = nationals.country(areas.plain(text))
    return key if key in _countries() else None


@cache
def _countries() -> frozenset[str]:
    return frozenset(area.key for area in areas.areas().values() if area.kind == "country")


def nearest(vocabulary: str, text: str, course: Course | None = None) -> list[str]:
    """Codes that come near to a text that `find` does not know, to be offered first; the nearest first."""
    typed = plain(text[:LONGEST])
    if not typed:
        return []
    ways = _index(vocabulary, _of_the_course(vocabulary, course))
    words = set(typed.split())
    within = [way for way in ways if len(way) > 3 and (set(way.split()) <= words or words <= set(way.split()))]
    near = [*sorted(within, key=len, reverse=True), *get_close_matches(typed, ways, 4, 0.75)]
    found = [code for part in _PARTS.split(text) if (code := find(vocabulary, part, course))]
    found += [ways[way] for way in near]
    if vocabulary == "country":
        former = areas.areas().get(areas.find(text) or "")
        found += [*(former.successors if former else ()), *areas.like(text, _countries())]
    return list(dict.fromkeys(code for code in found if vocabulary != "country" or code in _countries()))[:OFFERED]


def codes(vocabulary: str, course: Course | None = None) -> list[str]:
    """All codes, in the order in which they are offered."""
    if vocabulary == "country":
        return list(areas.in_order(tuple(sorted(_countries())), "en"))
    if vocabulary == "language":
        return list(_languages())
    if vocabulary in OF_THE_COURSE and course:
        return [code for code, _, _ in _of_the_course(vocabulary, course) or ()]
    return list(NAMES.get(vocabulary) or dict.fromkeys(code for code, _ in _written(vocabulary)))


def name(vocabulary: str, code: str, course: Course | None = None) -> Message:
    """A code in words, in both languages."""
    if text := NAMES.get(vocabulary, {}).get(code):
        return Message(text)
    both = {"en": code, "fr": code}
    if vocabulary == "country" and code in areas.areas():
        both = areas.areas()[code].names
    elif vocabulary == "language" and code in _languages():
        both = _languages()[code]
    for one, english, french in _of_the_course(vocabulary, course) or ():
        both = {"en": english, "fr": french} if one == code else both
    return Message(N_("{name}"), {"name": both})


def question_id(vocabulary: str, text: str) -> str:
    return f"value:{vocabulary}:{_key(text[:LONGEST])}"


def question(vocabulary: str, text: str, course: Course | None = None, rows: int = 0) -> Question:
    """What to ask of a text that `find` does not know: the near codes first, then all, then to leave it out."""
    value = short(text)
    offered = dict.fromkeys([*nearest(vocabulary, text, course), *codes(vocabulary, course)])
    options = {code: name(vocabulary, code, course) for code in offered}
    options[""] = Message(N_("Leave it out"))
    about = Message(_QUESTIONS[vocabulary], {"value": value})
    return Question(question_id(vocabulary, text), about, options, (value,), rows)


def code(
    vocabulary: str, text: str, course: Course | None, answers: Answers, also: Mapping[str, str] | None = None
) -> str | None:
    """The code of a value: by the words of its report, the answers, then the variants; BadValue with its question.

    None where the manager said to leave it out. `also`: word -> code, of the report that the value stands in.
    """
    if also and (meant := next((code for word, code in also.items() if _key(word) == _key(text)), None)):
        return meant
    answer = answers.get(question_id(vocabulary, text))
    if answer == "":
        return None
    if answer is not None and (
        said := answer if answer in codes(vocabulary, course) else find(vocabulary, answer, course)
    ):
        return said
    if found := find(vocabulary, text, course):
        return found
    asks = question(vocabulary, text, course, rows=1)
    raise BadValue(Message(N_("It is not known what “{value}” means."), {"value": asks.samples[0]}), asks)


Names = tuple[tuple[str, str, str], ...]  # code, English, French


def _of_the_course(vocabulary: str, course: Course | None) -> Names | None:
    if vocabulary not in OF_THE_COURSE or course is None:
        return None
    named = course.audience if vocabulary == "audience" else course.themes
    return tuple((one.id, one.name.en, one.name.fr) for one in named)


@cache
def _index(vocabulary: str, names: Names | None) -> dict[str, str]:
    """Code by everything that it is called; with the names of a course, only its codes."""
    called: list[tuple[str, str]] = []
    for code, english, french in names or ():
        called += [(code, code), (code, english), (code, french)]
    called += [(code, way) for code, way in _written(vocabulary) if not names or code in {one[0] for one in names}]
    if vocabulary == "language":
        called += [(code, way) for code, both in _languages().items() for way in (code, *both.values())]
    if vocabulary != "country":
        called += [(code, way) for code in NAMES.get(vocabulary, {}) for way in (code, NAMES[vocabulary][code])]
    index: dict[str, str] = {}
    for code, way in called:
        index.setdefault(_key(way), code)
    return index


@cache
def _written(vocabulary: str) -> tuple[tuple[str, str], ...]:
    """Code and each way to write it, from the vocabulary's file."""
    if vocabulary not in VOCABULARIES:
        raise LookupError(f"no vocabulary {vocabulary!r}; there are: {', '.join(VOCABULARIES)}")
    return tuple(ways(FOLDER / f"{vocabulary}.csv"))


def ways(path: Path) -> Iterator[tuple[str, str]]:
    """Code and variant, from a file of code, en, fr with variants between | signs."""
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield row["code"], row["code"]
            for way in (*row["en"].split("|"), *row["fr"].split("|")):
                if way:
                    yield row["code"], way


@cache
def _languages() -> dict[str, dict[str, str]]:
    """ISO 639-1 codes and their names, English and French first, then by the English name."""
    english, french = dict(Locale("en").languages), dict(Locale("fr").languages)
    both = {str(code): {"en": english[code], "fr": french.get(code, english[code])} for code in english}
    both = {code: names for code, names in both.items() if len(code) == 2}
    return dict(sorted(both.items(), key=lambda item: (item[0] not in ("en", "fr"), item[1]["en"])))
