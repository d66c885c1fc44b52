"""What a sheet is: the system and the report that it comes from, by its headings and its shape, never by its file name.

    recognise(sheet)  # [Recognition("moodle-grades", "Moodle", "fr", …)]

What is no known report is a "table", or a "register" where it has the status of each person; its columns are then known
by their names. A table without headings has header_row 0.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple

from lma_data.enrolment import mapping
from lma_data.enrolment.model import BadValue, Message, Recognition, Row, Sheet
from lma_data.enrolment.names import email
from lma_data.enrolment.reports import LANGUAGES, Report, fold, reports
from lma_data.enrolment.sessions import grade, is_date_or_empty, session
from lma_data.i18n import N_

SEARCHED = 30  # rows among which the headings are looked for
SAMPLED = 60  # rows that are looked at in all
SURE = 0.6  # from here on a report is taken for what it looks like
SHOWN = 6  # headings that a sentence names
# A column of these makes a register of a table: somebody keeps the state of each person in it.
KEPT_BY_HAND = {"application.status", "application.withdrawn", "application.letter", "payment.paid", "payment.paid_on"}
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
        return [_table(sheet, head)]
    return [_recognition(sheet, head, best)]


def _matches(head: Sequence[Row], position: int) -> list[Match]:
    """The reports whose headings stand in one row, in the language that explains more of them."""
    row = head[position]
    if sum(1 for cell in row.cells if cell.strip()) < 2:
        return []
    found = []
    for report in reports().values():
        if report.required:
            ways = [match for lang in LANGUAGES if (match := _match(report, lang, head, position))]
            if ways:
                found.append(max(ways, key=lambda match: match.confidence))
    return found


def _match(report: Report, lang: str, head: Sequence[Row], position: int) -> Match | None:
    row = head[position]
    columns = report.columns(row.cells, lang)
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
        return True
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
    return columns.get(first if first is not None else -1) == "application.applied" and not _by_hand(head, position)


def _by_hand(head: Sequence[Row], position: int) -> bool:
    """Whether the columns are those of a register."""
    rows = [row.cells for row in head[position + 1 :]]
    return any(column.field in KEPT_BY_HAND for column in mapping.columns(head[position].cells, rows, {}, "").columns)


def _nothing(head: Sequence[Row], position: int, columns: dict[int, str]) -> bool:
    return True


_NEEDS = {
    "": _nothing,
    "participants": _participants,
    "grades": _any_grade,
    "attendance": _any_session,
    "progress": _any_progress,
    "google": _google,
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


def shape(report: str, header: Sequence[str]) -> str:
    """A fingerprint of report and headings: files of one shape are read in one way."""
    text = "\n".join(fold(cell) for cell in header)
    return f"{report}-{hashlib.sha256(text.encode()).hexdigest()[:12]}"


# Any other table


def _table(sheet: Sheet, head: Sequence[Row]) -> Recognition:
    """A table that no known report looks like, with its headings where the columns are best understood."""
    position = _heading(head)
    if position is None:
        width = max(len(row.cells) for row in head)
        none = Message(N_("The first row holds values: there are no headings."))
        return Recognition("table", "", "", "", 0.3, (none,), 0, ("",) * width, shape("table", ("",) * width))
    row = head[position]
    fields = [column for column in _mapped(head, position) if column.field]
    report = "register" if _is_register(fields) else "table"
    filled = sum(1 for cell in row.cells if cell.strip())
    facts = {"row": row.number, "known": len(fields), "total": filled}
    why = (
        Message(N_("It is no report of a system that is known: its columns are read by their names.")),
        Message(N_("The headings are in row {row}; {known} of {total} say what they hold."), facts),
    )
    return Recognition(
        report=report,
        system="",
        language=_language(row.cells),
        version="",
        confidence=round(0.3 + 0.6 * len(fields) / max(1, filled), 3),
        why=why,
        header_row=row.number,
        header=tuple(row.cells),
        shape=shape("table", row.cells),
    )


def _mapped(head: Sequence[Row], position: int) -> Sequence[mapping.Column]:
    rows = [row.cells for row in head[position + 1 :]]
    return mapping.columns(head[position].cells, rows, {}, "").columns


def _is_register(columns: Sequence[mapping.Column]) -> bool:
    found = {column.field for column in columns}
    return "email" in found and bool(found & KEPT_BY_HAND)


def _heading(head: Sequence[Row]) -> int | None:
    """The position of the headings: the row whose cells say most of what columns hold, the first of equals.

    Cells that are addresses, numbers or dates are values; the row below the headings of a group has the headings.
    """
    scores = [_score(row, head, position) for position, row in enumerate(head[:SEARCHED])]
    best = max(range(len(scores)), key=lambda position: scores[position])
    return best if scores[best] > 0 else None


def _score(row: Row, head: Sequence[Row], position: int) -> float:
    filled = [cell for cell in row.cells if cell.strip()]
    if not filled or any(_is_value_cell(cell) for cell in filled):
        return 0.0
    known = sum(1 for cell in mapping.columns(row.cells, (), {}, "").columns if cell.field)
    widest = max(sum(1 for cell in other.cells if cell.strip()) for other in head)
    return known + len(filled) / widest if known or len(filled) >= max(2, widest - 1) else 0.0


def _is_value_cell(cell: str) -> bool:
    if re.fullmatch(r"[\d\s.,%€$+-]+", cell.strip()):
        return True
    try:
        email(cell)
    except BadValue:
        return _is_date(cell)
    return True


def _is_date(cell: str) -> bool:
    return bool(re.search(r"\d", cell)) and is_date_or_empty(cell)


_WORDS = {
    "en": {
        "name",
        "first",
        "last",
        "family",
        "country",
        "email",
        "mail",
        "date",
        "status",
        "gender",
        "language",
        "paid",
        "of",
    },
    "fr": {
        "nom",
        "prenom",
        "pays",
        "courriel",
        "adresse",
        "statut",
        "genre",
        "sexe",
        "langue",
        "montant",
        "paye",
        "de",
        "d",
    },
}


def _language(header: Sequence[str]) -> str:
    words = [word for cell in header for word in fold(cell).split()]
    counts = {lang: sum(1 for word in words if word in known) for lang, known in _WORDS.items()}
    best = max(counts, key=lambda lang: counts[lang])
    return best if counts[best] > min(counts.values()) else ""
