"""Rows that could not be used, as files that can be mended and dropped again: same headings, the reason beside each row."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from pathlib import PurePath

from lma_data.enrolment.model import FileRead, FileRefused
from lma_data.escaping import escaped
from lma_data.i18n import N_, Words


def files(found: Iterable[FileRead | FileRefused], words: Words) -> dict[str, bytes]:
    """Name of a CSV file -> its bytes (UTF-8 with BOM), one for each table that has rows set aside."""
    tables = [table for table in found if isinstance(table, FileRead) and any(row.cells for row in table.rows)]
    return {_name(table, position): _csv(table, words) for position, table in enumerate(tables, 1)}


def _name(table: FileRead, position: int) -> str:
    stem = PurePath(table.file).stem.encode("utf-8", "replace")[:80].decode("utf-8", "ignore")
    return f"set-aside-{position}-{table.recognition.report}-{stem}.csv"


def _csv(table: FileRead, words: Words) -> bytes:
    header = table.recognition.header
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([*map(escaped, header), words.t(N_("Row in the file")), words.t(N_("Why it was set aside"))])
    for row in table.rows:
        if row.set_aside and row.cells:
            # A row longer than its heading keeps its cells, after the reason.
            cells = [escaped(cell) for cell in row.cells] + [""] * (len(header) - len(row.cells))
            reason = row.set_aside.said(words)
            writer.writerow([*cells[: len(header)], row.number, reason, *cells[len(header) :]])
    return text.getvalue().encode("utf-8-sig")
