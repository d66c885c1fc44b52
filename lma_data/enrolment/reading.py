"""A file as it was dropped, read into sheets of cells as text: `sheets(data, name)`.

What comes out is what a person sees in the file, and nothing is understood yet: `recognise` finds the header, `extract`
what the cells mean. `Row.number` is the number that a spreadsheet shows beside the row (see `delimited` for text). A row
may be shorter or longer than its header, which only the next steps know: `fit` is theirs.
"""

from __future__ import annotations

import codecs
import hashlib
from collections.abc import Iterator

from lma_data.enrolment import caps, delimited, encodings, preflight, workbooks
from lma_data.enrolment.model import Message, Refused, Row, Sheet
from lma_data.i18n import N_

NOTHING = N_("There is nothing in the file but blank rows. Export it again.")
LONG_LINE = N_("The file has lines of a million characters, as no table has. Export the report as CSV.")
TOO_MANY_LINES = N_("The file has more than {cap} lines. Export a shorter period, or split the file.")
TOO_MANY_COLUMNS = N_("The file has more than {cap} columns. Export only those that are needed.")
MISNAMED_TEXT = N_("The name says workbook, but the file is text (CSV): it was read as text.")
MISNAMED_WORKBOOK = N_("The name says text, but the file is a workbook: it was read as a workbook.")
MORE_CELLS = N_("This row has {cells} cells, its header {width}: a delimiter or a line break may stand inside a cell.")


def sheets(data: bytes, name: str) -> list[Sheet]:
    """The tables of a file: one of a text file, one for each sheet of a workbook with anything in it; or Refused."""
    kind = preflight.inspect(data, name)
    if kind == "text":
        return [_text_sheet(data, name)]
    notes = (Message(MISNAMED_WORKBOOK),) if _named(name, "csv", "txt", "tsv") else ()
    return workbooks.sheets(data, name, kind, notes)


def fit(row: Row, width: int) -> Row:
    """A row as wide as its header: a shorter one gets empty cells; a longer one has a problem, if there is anything in them.

    The cells of a row with a problem stay as they are.
    """
    if len(row.cells) <= width:
        return row._replace(cells=row.cells + ("",) * (width - len(row.cells)))
    if not any(map(str.strip, row.cells[width:])):
        return row._replace(cells=row.cells[:width])
    return row._replace(problem=row.problem or Message(MORE_CELLS, {"cells": len(row.cells), "width": width}))


def _named(name: str, *endings: str) -> bool:
    return name.lower().endswith(tuple(f".{ending}" for ending in endings))


def _text_sheet(data: bytes, name: str) -> Sheet:
    _check_lines(data)
    text = encodings.text(data)
    form = delimited.form(text.lines())

    def rows() -> Iterator[Row]:
        return delimited.records(text.lines(), form)

    first = next(rows(), None)
    if first is None:
        raise Refused(NOTHING)
    if first.problem and first.problem.text == delimited.TOO_WIDE:
        raise Refused(TOO_MANY_COLUMNS, cap=caps.written(caps.COLUMNS))
    misnamed = (Message(MISNAMED_TEXT),) if _named(name, "xlsx", "xls", "xlsm", "ods") else ()
    return Sheet(
        file=name,
        sha256=hashlib.sha256(data).hexdigest(),
        title="",
        rows=rows,
        encoding="utf-8-sig" if data.startswith(codecs.BOM_UTF8) else text.encoding,
        delimiter="" if form.delimiter == delimited.NO_DELIMITER else form.delimiter,
        notes=misnamed + text.notes,
    )


def _check_lines(data: bytes) -> None:
    """Neither too many lines nor too long ones, whatever ends them."""
    if max(data.count(b"\n"), data.count(b"\r")) > caps.TEXT_ROWS:
        raise Refused(TOO_MANY_LINES, cap=caps.written(caps.TEXT_ROWS))
    for start in range(0, len(data) - caps.LINE, caps.LINE):
        end = start + caps.LINE
        if data.find(b"\n", start, end) < 0 and data.find(b"\r", start, end) < 0:
            raise Refused(LONG_LINE)
