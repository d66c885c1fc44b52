"""What lies on the import page before it is committed: files, answers, mended cells, and what was read of them.

All of it is in the session of one manager, by cohort, under names of our own: no widget holds it, so that another language,
another page and back, or a rerun lose nothing. A file is read again only when something that concerns it has changed.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import streamlit as st

from lma_data.course import Course
from lma_data.enrolment import intake
from lma_data.enrolment.difference import Difference
from lma_data.enrolment.model import FileRead, FileRefused, Message, Question
from lma_data.i18n import N_
from lma_data.ui.enrolment import desk

log = logging.getLogger("lma_data")

Cells = dict[tuple[int, str], str]  # (row, column) -> text


@dataclass
class File:
    """A file as it was dropped, and what was read of it with which answers and mends."""

    name: str
    data: bytes
    found: list[intake.Found] = field(default_factory=list)
    read_with: object = None  # the answers and mends; None where it is not read yet

    def shapes(self) -> set[str]:
        return {table.recognition.shape for table in intake.taken(self.found)}


@dataclass
class Basket:
    """The files of one cohort that are not committed yet, and what the manager said of them."""

    files: dict[str, File] = field(default_factory=dict)  # by SHA-256, in the order in which they were dropped
    answers: dict[str, str] = field(default_factory=dict)  # id of a question -> option
    drafts: dict[str, str] = field(default_factory=dict)  # answers that are chosen and not yet used
    asked: dict[str, Question] = field(default_factory=dict)  # every question that was asked, answered or not
    mends: dict[tuple[str, str], Cells] = field(default_factory=dict)  # (SHA-256, sheet) -> cells
    mend_drafts: dict[tuple[str, str], Cells] = field(default_factory=dict)
    again: list[str] = field(default_factory=list)  # names of files that were dropped twice
    preview: tuple[object, Difference] | None = None  # of which state, and what it would change
    drops: int = 0  # counts what was dropped, so that each drop gets an empty box

    def add(self, name: str, data: bytes) -> None:
        digest = hashlib.sha256(data).hexdigest()
        if digest in self.files:
            self.again.append(name)
        self.files.setdefault(digest, File(name, data))

    def remove(self, digest: str) -> None:
        self.files.pop(digest, None)
        for kept in (self.mends, self.mend_drafts):
            for place in [place for place in kept if place[0] == digest]:
                del kept[place]

    def found(self) -> list[intake.Found]:
        return [one for file in self.files.values() for one in file.found]

    def tables(self) -> list[FileRead]:
        return intake.taken(self.found())

    def state(self) -> tuple[object, ...]:
        """Equal as long as the files, and all that was said of them, are the same."""
        return tuple((digest, file.read_with) for digest, file in self.files.items())


def of(cohort: str) -> Basket:
    """This session's basket for a cohort."""
    baskets: dict[str, Basket] = st.session_state.setdefault("enrolment-baskets", {})
    return baskets.setdefault(cohort, Basket())


def empty(cohort: str) -> None:
    """Let go of the files, their bytes, and what was said of them."""
    baskets: dict[str, Basket] = st.session_state.setdefault("enrolment-baskets", {})
    drops = baskets.pop(cohort, Basket()).drops
    baskets[cohort] = Basket(drops=drops + 1)
    st.session_state.pop("enrolment-editors", None)


def unread(basket: Basket) -> dict[str, File]:
    """The files that must be read: new ones, and those that an answer or a mended cell concerns."""
    return {
        digest: file for digest, file in basket.files.items() if file.read_with != _concerning(basket, digest, file)
    }


def read(
    basket: Basket, course: Course, remembered: Mapping[str, str], progress: intake.Progress | None = None
) -> None:
    """Read what is not read yet. `remembered`: answers that were given for earlier files. Progress is of all of it."""
    waiting = unread(basket)
    for position, (digest, file) in enumerate(waiting.items()):

        def told(name: str, share: float, position: int = position) -> None:
            if progress:
                progress(name, (position + share) / len(waiting))

        told(file.name, 0.0)
        file.found = _read_one(file, digest, course, {**remembered, **basket.answers}, basket.mends, told)
        file.read_with = _concerning(basket, digest, file)
    for question in intake.questions(basket.found()):
        basket.asked[question.id] = question


def _read_one(
    file: File,
    digest: str,
    course: Course,
    answers: Mapping[str, str],
    mends: intake.Mends,
    progress: intake.Progress | None,
) -> list[intake.Found]:
    """A file that the readers fail on does not take the others with it."""
    try:
        return intake.read([(file.name, file.data)], course, answers, mends, progress)
    except Exception as problem:
        desk.note(problem)
        text = N_(
            "This file could not be read, and that is our fault. Save it again as CSV or XLSX and drop it once more; "
            "the other files are not affected."
        )
        return [FileRefused(file.name, digest, Message(text))]


def _concerning(basket: Basket, digest: str, file: File) -> object:
    """The answers and mended cells that bear on a file, in a form that can be compared."""
    shapes = file.shapes()
    answers = frozenset((one, answer) for one, answer in basket.answers.items() if _bears(one, shapes))
    mends = frozenset(
        (title, *cell, text)
        for (sha256, title), cells in basket.mends.items()
        if sha256 == digest
        for cell, text in cells.items()
    )
    return answers, mends


def _bears(question_id: str, shapes: Iterable[str]) -> bool:
    """A value's meaning holds for every file; what a column is, for the files of its shape."""
    kind, _, rest = question_id.partition(":")
    return kind == "value" or any(rest.startswith(f"{shape}:") for shape in shapes)
