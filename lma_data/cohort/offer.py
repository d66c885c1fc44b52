"""The offer of electives as the manager sets it: a draft from what people chose, rows of an editor, two names of one.

In exports an elective is a folded name ("fair-recruitment-online-en"): place and languages are read from its end, where the
platform's choice has them in brackets. What is not said there stays empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from fnmatch import fnmatchcase
from typing import Any, NamedTuple

from lma_data.cohort.cohort import Cohort
from lma_data.course import Course, Elective
from lma_data.enrolment.folding import clean, plain
from lma_data.enrolment.model import Message
from lma_data.i18n import N_

MOST_PLACES = 9_999
MOST = 60  # electives
LONGEST = 200  # letters of a name
ONLINE = ("online", "en ligne", "a distance", "virtual", "virtuel")
IN_PERSON = ("turin", "in person", "face to face", "on site", "en presentiel", "presentiel", "sur place")
LANGUAGES = {"en": "en", "fr": "fr", "english": "en", "french": "fr", "anglais": "en", "francais": "fr"}
_END = re.compile(
    rf"^(?P<name>.+?)(?: (?P<mode>{'|'.join((*ONLINE, *IN_PERSON))}))?"
    rf"(?P<languages>(?: (?:{'|'.join(LANGUAGES)}))(?: (?:and |et )?(?:{'|'.join(LANGUAGES)}))*)?$"
)
_FRENCH = {"de", "des", "du", "la", "le", "les", "et", "aux", "sur", "en", "pour", "dans", "une", "l", "d"}
Row = Mapping[str, Any]  # of the editor: see `row_of`


def draft(cohort: Cohort) -> list[Elective]:
    """What is on offer as far as files tell: the course's own, else an elective for each name that somebody chose."""
    if cohort.course.electives.offered:
        return list(cohort.course.electives.offered)
    return _told_apart(from_names(sorted(set(cohort.rows("choice")["elective"])), []))


class Written(NamedTuple):
    """What a folded name of an export says: the elective's name, its place and its languages, where they are there."""

    name: str
    mode: str | None
    languages: tuple[str, ...]

    def ends(self) -> str:
        """Place and languages as one adds them to a name, in English."""
        return ", ".join([*([self.mode] if self.mode else []), *(one.upper() for one in self.languages)])


def written(key: str) -> Written | None:
    """A folded name, taken apart; None where there is no letter."""
    named = _END.match(plain(key.replace("-", " ")))
    if not named:
        return None
    said = named["mode"] or ""
    languages = [LANGUAGES[one] for one in (named["languages"] or "").split() if one in LANGUAGES]
    mode = "online" if said in ONLINE else "in-person" if said else None
    return Written(named["name"][0].upper() + named["name"][1:LONGEST], mode, tuple(dict.fromkeys(languages)))


def from_names(keys: Iterable[str], beside: Sequence[Elective]) -> list[Elective]:
    """An elective for each folded name, with ids that those `beside` it do not have."""
    found: list[Elective] = []
    for key in keys:
        one = written(key)
        if one is None:
            continue
        found.append(
            Elective.model_validate(
                {
                    "id": new_id(one.name, [*beside, *found]),
                    "name": {"en": one.name, "fr": one.name},
                    "patterns": [plain(key.replace("-", " "))],
                    "mode": one.mode,
                    "languages": one.languages,
                }
            )
        )
    return found


def _told_apart(drafted: list[Elective]) -> list[Elective]:
    """A name that files write with and without its place and language is one elective; several say theirs in the name."""
    found = drafted
    for name in dict.fromkeys(plain(one.name.en) for one in drafted):
        same = [one for one in drafted if plain(one.name.en) == name]
        full = [one for one in same if one.mode or one.languages]
        if len(full) == 1 and len(same) == 2:
            found = together(found, next(one.id for one in same if one is not full[0]), full[0].id)
        elif len(full) > 1:
            found = [_with_ends(one) if one in full else one for one in found]
    return found


def _with_ends(one: Elective) -> Elective:
    ends = Written(one.name.en, one.mode, tuple(one.languages)).ends()
    french = ends.replace("in-person", "en présentiel").replace("online", "en ligne")
    return one.model_copy(
        update={
            "name": type(one.name)(
                en=f"{one.name.en} ({ends.replace('in-person', 'in person')})", fr=f"{one.name.fr} ({french})"
            )
        }
    )


def new_id(name: str, others: Iterable[Elective]) -> str:
    """A key made of a name, that none of the others has."""
    letters = "-".join(re.findall("[a-z0-9]+", plain(name)))
    wanted = letters if letters[:1].isalpha() else f"elective-{letters}".rstrip("-")
    taken = {one.id for one in others}
    number, found = 1, wanted
    while found in taken:
        number += 1
        found = f"{wanted}-{number}"
    return found


def called(offer: Sequence[Elective], keys: Iterable[str]) -> dict[str, str]:
    """Which elective each folded name is, of those that are one on offer; of several, the one whose longer name fits."""
    found = {}
    for key in keys:
        fitting = [(_fit(one, key), one.id) for one in offer if one.is_called(key)]
        if fitting:
            found[key] = max(fitting, key=lambda pair: pair[0])[1]
    return found


def _fit(one: Elective, key: str) -> int:
    """How many letters of a folded name an elective's own name, or a pattern of it, covers."""
    name = plain(key)
    own = [plain(one.name[lang]) for lang in ("en", "fr")]
    lengths = [len(text) for text in own if f"{name} ".startswith(f"{text} ")]
    lengths += [len(text.replace("*", "")) for text in one.patterns if fnmatchcase(name, text)]
    return max(lengths, default=0)


def together(offer: Sequence[Elective], kept: str, other: str) -> list[Elective]:
    """Two names of one elective become one: the kept one is also called what the other was."""
    by_id = {one.id: one for one in offer}
    first, second = by_id[kept], by_id[other]
    names = {"en": first.name.en, "fr": first.name.fr}
    if names["en"] == names["fr"]:
        for lang in ("en", "fr"):
            if _language(second) == lang != _language(first):
                names[lang] = second.name[lang]
    joined = Elective.model_validate(
        first.model_dump()
        | {
            "name": names,
            "patterns": list(
                dict.fromkeys([*first.patterns, *second.patterns, plain(second.name.en), plain(second.name.fr)])
            ),
            "theme": first.theme or second.theme,
            "mode": first.mode or second.mode,
            "languages": [lang for lang in ("en", "fr") if lang in {*first.languages, *second.languages}],
            "capacity": first.capacity if first.capacity is not None else second.capacity,
            "slot": first.slot or second.slot,
        }
    )
    return [joined if one is first else one for one in offer if one is not second]


def _language(one: Elective) -> str:
    """In which language a name seems to be, that is the same in both."""
    return "fr" if _FRENCH & set(plain(one.name.en).split()) or "en ligne" in " ".join(one.patterns) else "en"


def row_of(one: Elective) -> dict[str, Any]:
    """An elective as a row of the editor: plain cells."""
    return {
        "id": one.id,
        "en": one.name.en,
        "fr": one.name.fr,
        "theme": one.theme,
        "mode": one.mode,
        "in_en": "en" in one.languages,
        "in_fr": "fr" in one.languages,
        "capacity": one.capacity,
        "slot": one.slot,
        "also": "; ".join(one.patterns),
    }


def read(rows: Iterable[Row], course: Course) -> tuple[list[Elective], list[Message]]:
    """The offer of the editor's rows, and what is wrong with them; empty rows are no electives."""
    offer: list[Elective] = []
    wrong: list[Message] = []
    for number, row in enumerate(rows, start=1):
        if not any(_text(row, name) for name in ("en", "fr", "slot", "also")) and _empty(row.get("capacity")):
            continue
        problem = _problem(row, number, course)
        if problem:
            wrong.append(problem)
        else:
            offer.append(_elective(row, offer))
    if len(offer) > MOST:
        wrong.append(
            Message(
                N_("More than {most} electives cannot be assigned; here are {count}."),
                {"most": MOST, "count": len(offer)},
            )
        )
    return offer, [*wrong, *_twice(offer)]


def _elective(row: Row, before: Sequence[Elective]) -> Elective:
    english, french = _text(row, "en"), _text(row, "fr")
    own = _text(row, "id")
    keep = own and own not in {one.id for one in before}
    return Elective.model_validate(
        {
            "id": own if keep else new_id(english or french, before),
            "name": {"en": english or french, "fr": french or english},
            "patterns": list(dict.fromkeys(filter(None, map(pattern, _text(row, "also").split(";"))))),
            "theme": _text(row, "theme") or None,
            "mode": _text(row, "mode") or None,
            "languages": [lang for lang in ("en", "fr") if row.get(f"in_{lang}") is True],
            "capacity": None if _empty(row.get("capacity")) else int(row["capacity"]),
            "slot": _text(row, "slot"),
        }
    )


def pattern(text: str) -> str:
    """A name as it is compared; a star stands for any letters."""
    parts = [plain(part) for part in text.split("*")]
    return "*".join(parts) if any(parts) else ""


def _problem(row: Row, number: int, course: Course) -> Message | None:
    name = _text(row, "en") or _text(row, "fr")
    if not plain(name):
        return Message(N_("Row {row} has no name: write one, or delete the row."), {"row": number})
    facts = {"name": name}
    if len(name) > LONGEST:
        return Message(N_("The name in row {row} is too long."), {"row": number})
    places: Any = row.get("capacity")
    if not _empty(places) and not 0 <= float(places) <= MOST_PLACES:
        return Message(
            N_("“{name}”: places cannot be fewer than 0, or more than {most}."), facts | {"most": MOST_PLACES}
        )
    if not _empty(places) and float(places) != int(places):
        return Message(N_("“{name}”: places are whole numbers."), facts)
    if _text(row, "theme") and _text(row, "theme") not in {one.id for one in course.themes}:
        return Message(N_("“{name}”: this thematic area is none of the course."), facts)
    if _text(row, "mode") and _text(row, "mode") not in ("online", "in-person"):
        return Message(N_("“{name}” is either online or in person."), facts)
    return None


def _twice(offer: Sequence[Elective]) -> list[Message]:
    """Electives that a name in an export could not tell apart."""
    seen: dict[str, Elective] = {}
    wrong = []
    for one in offer:
        for text in dict.fromkeys([*(plain(one.name[lang]) for lang in ("en", "fr")), *one.patterns]):
            if text in seen:
                wrong.append(
                    Message(
                        N_("Two electives are called “{name}”: give one another name, or put them together."),
                        {"name": one.name.en if text == plain(one.name.en) else text},
                    )
                )
                break
            seen[text] = one
    return wrong


def _text(row: Row, name: str) -> str:
    value = row.get(name)
    return clean(value) if isinstance(value, str) else ""


def _empty(value: object) -> bool:
    return value is None or value != value  # NaN
