"""Headings that are values: "29 Jun 2026 9.00AM All students" is a session, "Assignment: Essay (Real)" a grade."""

from __future__ import annotations

import re
from datetime import datetime
from typing import NamedTuple

from lma_data.course import Course
from lma_data.enrolment import dates
from lma_data.enrolment.folding import clean
from lma_data.enrolment.model import BadValue
from lma_data.enrolment.reports import fold

_MOMENT = re.compile(
    r"^(?P<moment>\d{1,2}(?:er)?[ ./-]\D{0,12}?\d{0,2}[ ./-]+(?:de )?\d{2,4},? (?:at |à )?"
    r"\d{1,2}[.:h]\d{2}(?: ?[ap]\.?m\b\.?)?)\s*(?P<rest>.*)$",
    re.IGNORECASE,
)
_GRADE = re.compile(r"^(?P<item>.+?)\s*\((?P<what>[^()]+)\)$", re.DOTALL)
KINDS_OF_GRADE = {
    "real": "real",
    "brut": "real",
    "brute": "real",
    "reel": "real",
    "valeur": "real",
    "percentage": "percent",
    "pourcentage": "percent",
    "letter": "letter",
    "lettre": "letter",
    "feedback": "feedback",
    "commentaire": "feedback",
    "retour": "feedback",
}
TOTALS = {"course total", "total du cours"}
# What Moodle writes before the name of an activity in its gradebook, in both languages.
_MODULES = (
    "Assignment|Quiz|Forum|Workshop|Lesson|H5P activity|H5P|SCORM package|External tool|Attendance|Glossary|Database"
    "|Feedback|Devoir"
    "|Test|Atelier|Leçon|Activité H5P|Paquetage SCORM|Outil externe|Présence|Présences|Glossaire|Base de données"
)
_PREFIX = re.compile(rf"^(?:{_MODULES})(?:[\s\u00a0\u202f]*:|[\u00a0\u202f])\s*(?=\S)", re.IGNORECASE)
_LOOSE_PREFIX = re.compile(rf"^(?:{_MODULES})\s+(?=\S)", re.IGNORECASE)


class Session(NamedTuple):
    """When a session of attendance begins, in the course's time, and for which group ("All students")."""

    start: datetime
    group: str

    @property
    def key(self) -> str:
        return self.start.isoformat(timespec="minutes")


def session(heading: str) -> Session | None:
    """The session that a heading names; Moodle writes the day first, in whatever language."""
    match = _MOMENT.match(clean(heading))
    if match is None:
        return None
    try:
        found = dates.read(match["moment"], "day-first")
    except BadValue:
        return None
    return Session(datetime.combine(found.day, found.time), clean(match["rest"])) if found.time else None


class Grade(NamedTuple):
    """The item that a column of grades is of, and what stands in it: real, percent, letter or feedback."""

    item: str
    what: str

    @property
    def is_total(self) -> bool:
        return fold(self.item) in TOTALS


def grade(heading: str) -> Grade | None:
    match = _GRADE.match(heading.strip())
    what = KINDS_OF_GRADE.get(fold(match["what"])) if match else None
    return Grade(match["item"], what) if match and what else None


def is_date_or_empty(cell: str) -> bool:
    """The heading of a column of dates beside an activity: none, or when it is expected to be complete."""
    if not cell.strip():
        return True
    try:
        dates.read(cell, "day-first")
    except BadValue:
        return False
    return True


def activity_key(name: str, course: Course) -> str:
    """The id of the course's activity of that name, else the name itself without case, accents and punctuation.

    In the gradebook the kind of activity stands before its name: "Quiz: Basics", "Devoir Essai".
    """
    strict = _PREFIX.sub("", name, count=1)
    for candidate in (name, strict, _LOOSE_PREFIX.sub("", name, count=1)):
        if found := course.activity(candidate):
            return found.id
    return key_of(strict)


def key_of(name: str) -> str:
    """A name as a key: "Fair recruitment (online, EN)" -> "fair-recruitment-online-en"."""
    return fold(name).replace(" ", "-")
