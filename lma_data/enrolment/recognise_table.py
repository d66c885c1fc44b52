"""A table that no known report looks like: where its headings are, and whether it is somebody's register."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lma_data.enrolment import mapping
from lma_data.enrolment.model import BadValue, Message, Recognition, Row
from lma_data.enrolment.names import email
from lma_data.enrolment.reports import fold, shape
from lma_data.enrolment.sessions import is_date_or_empty
from lma_data.i18n import N_

SEARCHED = 30  # rows among which the headings are looked for
# A column of these makes a register of a table: somebody keeps the state of each person in it.
KEPT_BY_HAND = {"application.status", "application.withdrawn", "application.letter", "payment.paid", "payment.paid_on"}


def is_register(head: Sequence[Row], position: int) -> bool:
    """Whether the columns are those of a register."""
    return any(column.field in KEPT_BY_HAND for column in _mapped(head, position))


def table(head: Sequence[Row]) -> Recognition:
    """A table that no known report looks like, with its headings where the columns are best understood."""
    position = _heading(head)
    if position is None:
        width = max(len(row.cells) for row in head)
        none = Message(N_("The first row holds values: there are no headings."))
        return Recognition("table", "", "", "", 0.3, (none,), 0, ("",) * width, shape("table", ("",) * width))
    position, row = _with_the_row_below(head, position)
    fields = [column for column in _mapped(head, position, row) if column.field]
    found = {column.field for column in fields}
    report = "register" if "email" in found and found & KEPT_BY_HAND else "table"
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


def _mapped(head: Sequence[Row], position: int, header: Row | None = None) -> Sequence[mapping.Column]:
    rows = [row.cells for row in head[position + 1 :]]
    return mapping.columns((header or head[position]).cells, rows, {}, "").columns


def _with_the_row_below(head: Sequence[Row], position: int) -> tuple[int, Row]:
    """The position of the last row of headings, and the headings: in two rows where cells were merged.

    "Email | Payment |" above " | Amount paid | Paid on" is "Email | Amount paid | Paid on".
    """
    row = head[position]
    if position + 1 < len(head):
        below = head[position + 1]
        width = max(len(row.cells), len(below.cells))
        pairs = [(_cell(row, at), _cell(below, at)) for at in range(width)]
        both = below._replace(cells=tuple(under.strip() or over for over, under in pairs))
        gaps = any(under.strip() and not over.strip() for over, under in pairs)
        if gaps and not any(_is_value_cell(cell) for cell in below.cells if cell.strip()):
            before, after = _known(row.cells), _known(both.cells)
            if after > before:
                return position + 1, both
    return position, row


def _cell(row: Row, at: int) -> str:
    return row.cells[at] if at < len(row.cells) else ""


def _known(header: Sequence[str]) -> int:
    return sum(1 for column in mapping.columns(header, (), {}, "").columns if column.field)


def _heading(head: Sequence[Row]) -> int | None:
    """The position of the headings: the row whose cells say most of what columns hold, the first of equals.

    Cells that are addresses, numbers or dates are values; the row below the headings of a group has the headings.
    """
    widest = max(sum(1 for cell in row.cells if cell.strip()) for row in head)
    scores = [_score(row, widest) for row in head[:SEARCHED]]
    best = max(range(len(scores)), key=lambda position: scores[position])
    return best if scores[best] > 0 else None


def _score(row: Row, widest: int) -> float:
    filled = [cell for cell in row.cells if cell.strip()]
    if not filled or any(_is_value_cell(cell) for cell in filled):
        return 0.0
    known = _known(row.cells)
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
