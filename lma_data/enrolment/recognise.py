"""What a sheet is: the system and the report that it comes from, by its headings and its shape, never by its file name.

    recognise(sheet)  # [Recognition("moodle-grades", "Moodle", "fr", …)]

What is no known report is a "table", or a "register" where it has the status of each person; its columns are then known
by their names. A table without headings has header_row 0.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from lma_data.enrolment.model import Message, Recognition, Row, Sheet
from lma_data.enrolment.recognise_table import SEARCHED, is_register, table
from lma_data.enrolment.reports import LANGUAGES, Report, fold, headings, reports, shape
from lma_data.enrolment.sessions import grade, is_date_or_empty, session
from lma_data.i18n import N_

SAMPLED = 60  # rows that are looked at in all
SURE = 0.75  # a report whose headings stand among many others is some other table
SHOWN = 6  # headings that a sentence names
DONE = ("completed", "not completed", "termine", "pas termine", "non termine")
_SECTION = re.compile(r"^\s*(\d)\.\s+\S")


class Match(NamedTuple):
    """One row taken as the headings of one report in one language."""

    report: Report
    language: str
    row: Row
    confidence: float
    known: tuple[str, ...]
    unknown: tuple[str, ...]


def recognise(sheet: Sheet) -> list[Recognition]:
    """What the sheet holds, usually one table; none where it has no row. Only the first rows are looked at."""
    head = list(islice(sheet.rows(), SAMPLED))
    if not head:
        return []
    matches = [match for position in range(min(SEARCHED, len(head))) for match in _matches(head, position)]
    best = max(matches, key=lambda match: match.confidence, default=None)
    if best is None or best.confidence < SURE:
        return [table(head)]
    return [_recognition(sheet, head, best)]


def _matches(head: Sequence[Row], position: int) -> list[Match]:
    """The reports whose headings stand in one row, in the language that explains more of them."""
    row = head[position]
    if sum(1 for cell in row.cells if cell.strip()) < 2:
        return []
    found, folded = [], headings(row.cells)
    for report in reports().values():
        if report.required:
            ways = [match for lang in LANGUAGES if (match := _match(report, lang, head, position, folded))]
            if ways:
                found.append(max(ways, key=lambda match: match.confidence))
    return found


def _match(report: Report, lang: str, head: Sequence[Row], position: int, folded: Mapping[int, str]) -> Match | None:
    row = head[position]
    columns = report.roles(folded, lang)
    if not set(report.required) <= set(columns.values()) or not _NEEDS[report.needs](head, position, columns):
        return None
    filled = [index for index, cell in enumerate(row.cells) if cell.strip()]
    explained = [index for index in filled if index in columns or _is_value(report, row.cells[index])]
    if report.open:  # questions of a form are nobody's to know
        explained = filled
    # Of two reports that explain the same headings, the one that asks for more of them is meant.
    confidence = 0.6 + 0.35 * len(explained) / len(filled) + min(0.04, 0.01 * len(report.required))
    known = tuple(row.cells[index].strip() for index in columns)
    unknown = tuple(row.cells[index].strip() for index in filled if index not in explained)
    return Match(report, lang, row, round(confidence, 3), known, unknown)


def _is_value(report: Report, heading: str) -> bool:
    """Whether a heading is of the kind that changes from course to course: an activity, a session, a question."""
    if report.reader == "grades":
        return grade(heading) is not None
    if report.reader == "attendance":
        return session(heading) is not None
    return report.reader in ("progress", "completion", "feedback")


# Checks beyond the headings: (rows, position of the headings, columns that are known) -> whether it can be this report.


def _participants(head: Sequence[Row], position: int, columns: dict[int, str]) -> bool:
    """Groups; or, where a site exports none, exactly a name and what Moodle calls the e-mail address."""
    if "group" in columns.values():
        return not is_register(head, position)
    cells = head[position].cells
    moodle_only = {fold(cell) for cell in cells} & {"email address", "adresse de courriel"}
    everything = all(index in columns for index, cell in enumerate(cells) if cell.strip())
    return bool(moodle_only) and everything and columns.get(0) == "name.first" and columns.get(1) == "name.family"


def _any_grade(head: Sequence[Row], position: int, columns: dict[int, str]) -> bool:
    return any(grade(cell) for cell in head[position].cells)


def _any_session(head: Sequence[Row], position: int, columns: dict[int, str]) -> bool:
    sessions = sum(1 for cell in head[position].cells if session(cell))
    return sessions > 0 or sum(1 for role in columns.values() if role == "totals") >= 2


def _any_progress(head: Sequence[Row], position: int, columns: dict[int, str]) -> bool:
    """Columns of Completed and Not completed, each with a column without a heading (or with a date as heading) after it."""
    cells = head[position].cells
    pairs = [
        index
        for index in range(len(cells) - 1)
        if cells[index].strip() and index not in columns and is_date_or_empty(cells[index + 1])
    ]
    if not pairs or cells[0].strip():
        return False
    below = [row.cells for row in head[position + 1 :]]
    said = [fold(row[index]) for row in below for index in pairs if index < len(row) and row[index].strip()]
    return not below or any(text.startswith(DONE) for text in said)


def _google(head: Sequence[Row], position: int, columns: dict[int, str]) -> bool:
    first = next((index for index, cell in enumerate(head[position].cells) if cell.strip()), None)
    return columns.get(first if first is not None else -1) == "application.applied" and not is_register(head, position)


def _indico(head: Sequence[Row], position: int, columns: dict[int, str]) -> bool:
    added = {"application.status", "payment.price", "payment.paid_on"} & set(columns.values())
    return bool(added) or any(fold(cell) in ("checked in", "check in date") for cell in head[position].cells)


def _eventbrite(head: Sequence[Row], position: int, columns: dict[int, str]) -> bool:
    return bool({"attendee", "application.status"} & set(columns.values()))


def _nothing(head: Sequence[Row], position: int, columns: dict[int, str]) -> bool:
    return True


_NEEDS = {
    "": _nothing,
    "participants": _participants,
    "grades": _any_grade,
    "attendance": _any_session,
    "progress": _any_progress,
    "google": _google,
    "indico": _indico,
    "eventbrite": _eventbrite,
}


# A known report


def _recognition(sheet: Sheet, head: Sequence[Row], best: Match) -> Recognition:
    report, header = best.report, best.row.cells
    return Recognition(
        report=report.id,
        system=report.system,
        language=best.language,
        version=_version(sheet, head, best),
        confidence=min(1.0, best.confidence),
        why=_why(best),
        header_row=best.row.number,
        header=tuple(header),
        shape=shape(report.id, header),
        end_row=_end_of_section(sheet, best.row.number) if report.reader == "meetings" else 0,
    )


def _why(best: Match) -> tuple[Message, ...]:
    names = {"en": best.report.name.en, "fr": best.report.name.fr}
    known = "; ".join(best.known[:SHOWN])
    facts = {"row": best.row.number, "system": best.report.system, "report": names, "headers": known}
    said = [
        Message(N_("The headings in row {row} are those of {system}, “{report}”: {headers}."), facts),
        Message(N_("They are in English.") if best.language == "en" else N_("They are in French.")),
    ]
    if best.unknown:
        unknown = "; ".join(best.unknown[:SHOWN])
        said.append(Message(N_("These headings are not among them: {headers}."), {"headers": unknown}))
    return tuple(said)


def _version(sheet: Sheet, head: Sequence[Row], best: Match) -> str:
    """Moodle's version, where the form of the file tells it."""
    if best.report.id == "moodle-progress":
        if sheet.encoding.lower().replace("_", "-").startswith("utf-16"):
            return "4.x"
        return "5.x" if "sig" in sheet.encoding.lower() or "bom" in sheet.encoding.lower() or sheet.title else "4.x"
    if best.report.id == "moodle-completion":
        below = [cell for row in head if row.number > best.row.number for cell in row.cells]
        iso = sum(1 for cell in below if re.match(r"\d{4}-\d\d-\d\d", cell))
        other = sum(1 for cell in below if re.match(r"\d{1,2}(/\d{1,2}/| \w+\.? )\d\d, \d", cell))
        return "" if not iso + other else "5.x" if iso > other else "4.x"
    return ""


def _end_of_section(sheet: Sheet, header_row: int) -> int:
    """The last row before "3. In-Meeting activities"; 0 where no section follows."""
    last = header_row
    for row in sheet.rows():
        if row.number > header_row:
            if _SECTION.match(row.cells[0] if row.cells else "") and not any(cell.strip() for cell in row.cells[1:]):
                return last
            last = row.number
    return 0
