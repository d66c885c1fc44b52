"""The way in, the same for the page and for the command line: files as bytes become tables that the store can take.

found = intake.read([("participants.csv", data)], course("lma-2026"), answers={})
store.preview("lma-2026", intake.taken(found)); store.commit("lma-2026", intake.taken(found))
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

from lma_data.course import Course, course
from lma_data.enrolment import caps, preflight, reading
from lma_data.enrolment.extract import extract
from lma_data.enrolment.model import Answers, FileRead, FileRefused, Question, Recognition, Refused, Row, Sheet
from lma_data.enrolment.recognise import recognise
from lma_data.enrolment.reports import reports
from lma_data.i18n import N_

Found = FileRead | FileRefused
Progress = Callable[[str, float], None]  # the file, and how much of it is read, from 0 to 1
# Cells that the manager mended: (SHA-256 of the file, title of the sheet) -> (row, column) -> text
Mends = Mapping[tuple[str, str], Mapping[tuple[int, str], str]]
STEP = 20_000  # rows between two reports of progress
TOO_MANY_ROWS = N_("The table has more than {cap} rows, as only logs may have. Export one cohort only, and drop that.")
TOO_LARGE = N_(
    "The table has more than {cap} MB of text, as only logs may have. Export one cohort only, and drop that."
)


def read(
    files: Iterable[tuple[str, bytes]],
    course: Course,
    answers: Answers,
    mends: Mends | None = None,
    progress: Progress | None = None,
) -> list[Found]:
    """Every table of every file, read or refused, in the order given. The same bytes twice are read once."""
    found: list[Found] = []
    seen: dict[str, str] = {}
    for name, data in files:
        digest = hashlib.sha256(data).hexdigest()
        if digest in seen:
            text = N_("This is the same file as {file}. It is read once.")
            found.append(FileRefused(name, digest, Refused(text, file=seen[digest]).message))
            continue
        seen[digest] = name
        found.extend(_read_one(name, data, digest, course, answers, mends or {}, progress))
    return found


def _read_one(
    name: str, data: bytes, digest: str, course: Course, answers: Answers, mends: Mends, progress: Progress | None
) -> list[Found]:
    try:
        tables: list[Found] = []
        _check_head(data, name)
        for sheet in reading.sheets(data, name):
            watched = _watched(sheet, data, progress) if progress else sheet
            for recognition in recognise(watched):
                _check_size(sheet, recognition, data)
                table = extract(watched, recognition, course, answers)
                mended = mends.get((digest, sheet.title))
                if mended:
                    # The store knows the file in either form, so that the same file again changes nothing.
                    table = replace(extract(watched, recognition, course, answers, mended), unmended=table)
                tables.append(table)
        if not tables:
            raise Refused(
                N_("There is no table in this file. Give one with a row of headings and a row for each person.")
            )
        return _that_say_something(tables)
    except Refused as refused:
        return [FileRefused(name, digest, refused.message)]


def _check_head(data: bytes, name: str) -> None:
    """Of a large text, what begins it says whether it is a log: the rest of another is not even looked at."""
    if len(data) <= caps.TABLE_MEGABYTES * 1_000_000 or preflight.inspect(data, name) != "text":
        return
    try:
        (head,) = reading.sheets(data[: caps.MIB], name)
    except Refused:  # the whole file may be read, or refused for a better reason
        return
    for recognition in recognise(head):
        _check_size(head, recognition, data)


def _check_size(sheet: Sheet, recognition: Recognition, data: bytes) -> None:
    """Only logs stream: of any other report each row is held, so that it must not have too many, nor too much in them."""
    if reports()[recognition.report].reader == "logs":
        return
    most = caps.TABLE_MEGABYTES * 1_000_000
    size = len(data) if sheet.encoding else 0  # a workbook is packed: its cells are counted
    if size > most:
        raise Refused(TOO_LARGE, cap=caps.TABLE_MEGABYTES)
    for count, row in enumerate(sheet.rows(), 1):
        size += 0 if sheet.encoding else sum(map(len, row.cells))
        if count > caps.TABLE_ROWS:
            raise Refused(TOO_MANY_ROWS, cap=caps.written(caps.TABLE_ROWS))
        if size > most:
            raise Refused(TOO_LARGE, cap=caps.TABLE_MEGABYTES)


def _that_say_something(tables: Sequence[Found]) -> list[Found]:
    """A workbook's empty sheets are left out where others hold rows."""
    with_rows = [table for table in tables if isinstance(table, FileRead) and table.rows]
    return list(with_rows or tables[:1])


def _watched(sheet: Sheet, data: bytes, progress: Progress) -> Sheet:
    """The sheet, telling while it is read how far it is."""
    expected = max(1, data.count(b"\n"))

    def rows() -> Iterator[Row]:
        for position, row in enumerate(sheet.rows()):
            if position % STEP == 0:
                progress(sheet.file, min(1.0, position / expected))
            yield row
        progress(sheet.file, 1.0)

    return replace(sheet, rows=rows)


@cache
def prepare(course_id: str) -> None:
    """Read the names of countries, the vocabularies and the reports now, so that the first file need not wait for them."""
    read([("first.csv", b"Email,Country,Status\nnobody@example.org,KE,Confirmed\n")], course(course_id), {})


def taken(found: Iterable[Found]) -> list[FileRead]:
    """The tables that can be compared with the store and committed."""
    return [table for table in found if isinstance(table, FileRead)]


def questions(found: Iterable[Found]) -> list[Question]:
    """Each question once, those for which most rows wait first."""
    waiting: dict[str, Question] = {}
    for table in taken(found):
        for question in table.questions:
            before = waiting.get(question.id)
            rows = question.rows + (before.rows if before else 0)
            waiting[question.id] = replace(before or question, rows=rows)
    return sorted(waiting.values(), key=lambda question: -question.rows)
