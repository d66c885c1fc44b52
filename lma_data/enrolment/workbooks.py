"""Workbooks, read in a process of their own that may be killed: `sheets(data, name, kind)`."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import partial
from typing import Any

import orjson

from lma_data.catalog import ROOT
from lma_data.enrolment import caps, encodings
from lma_data.enrolment.delimited import CUT
from lma_data.enrolment.model import Message, Refused, Row, Sheet
from lma_data.enrolment.preflight import DAMAGED, ENCRYPTED
from lma_data.i18n import N_

DOCTYPE = N_("The workbook declares a document type or entities, as no spreadsheet program writes. It was not read.")
TOO_DEMANDING = N_("Reading the workbook takes too much time or memory. Save the sheet as CSV and drop that.")
TOO_MANY_ROWS = N_("The workbook has more than {cap} rows. Save the sheet as CSV and drop that.")
TOO_MANY_SHEETS = N_("The workbook has more than {cap} sheets. Save those that are needed in a new workbook.")
TOO_MUCH_TEXT = N_("The workbook has more text than fits. Save the sheet as CSV and drop that.")
FAR_CELL = N_(
    "Sheet “{sheet}” has something in cell {cell}, beyond the {cap} columns that are read. Delete what is there, save, "
    "and drop it again."
)
ROW_NUMBERS = N_(
    "Sheet “{sheet}” is broken: its rows have numbers that repeat, go back, or that no sheet has. Copy what is there into a "
    "new workbook, and drop that."
)
NO_ROWS = N_("There is nothing in the workbook but blank cells. Export it again.")

HIDDEN_SHEET = N_("The sheet is hidden in the workbook. It was read like the others.")
HIDDEN_ROWS = N_("Rows that are hidden in the workbook were read like the others: {count} ({rows}).")
HIDDEN_COLUMNS = N_("Columns that are hidden in the workbook were read like the others: {columns}.")
UNSTORED = N_(
    "Formulas without a stored value: {count}; their cells are empty. Open and save the workbook to have them."
)
MACROS = N_("The workbook has macros. They were left alone; only values were read.")

_REFUSALS = {
    "doctype": DOCTYPE,
    "encrypted": ENCRYPTED,
    "too-demanding": TOO_DEMANDING,
    "too-many-rows": TOO_MANY_ROWS,
    "too-many-sheets": TOO_MANY_SHEETS,
    "too-much-text": TOO_MUCH_TEXT,
    "far-cell": FAR_CELL,
    "row-numbers": ROW_NUMBERS,
}
# The worker sees nothing of the server's settings, its key least of all.
_SETTINGS = ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
_START = "import sys; sys.path.insert(0, sys.argv[1]); import lma_data.enrolment.workbook_worker as w; w.main()"
_AT_ONCE = threading.BoundedSemaphore(2)  # workers together: each may take its whole memory


def sheets(data: bytes, name: str, kind: str, notes: tuple[Message, ...] = ()) -> list[Sheet]:
    """The sheets of a workbook ("xlsx" or "ods") with anything in them, in its order; or Refused."""
    head, *found = _frames(_worker(data, kind))
    if "refused" in head:
        raise Refused(_REFUSALS.get(head["refused"], DAMAGED), **head["facts"])
    if head["macros"]:
        notes += (Message(MACROS),)
    sha256 = hashlib.sha256(data).hexdigest()
    read = []
    for known in found:
        if not known["rows"]:
            continue
        lines, mended = encodings.cleaned(known["rows"].decode("utf-8"))
        sheet = Sheet(
            file=name,
            sha256=sha256,
            title=known["title"],
            rows=partial(_rows, lines.encode("utf-8")),
            exported=_moment(head["exported"]),
            notes=(*notes, *_notes(known), *mended),
        )
        read.append(sheet)
    if not read:
        raise Refused(NO_ROWS)
    return read


def _worker(data: bytes, kind: str) -> bytes:
    """What the worker answers, or Refused where it had to be ended."""
    command = [sys.executable, "-I", "-S", "-c", _START, str(ROOT), kind]
    settings = {key: value for key, value in os.environ.items() if key.upper() in _SETTINGS}
    with _AT_ONCE:
        process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=settings
        )
        try:
            answer, _ = process.communicate(data, timeout=caps.WORKER_SECONDS)
        except subprocess.TimeoutExpired as problem:
            raise Refused(TOO_DEMANDING) from problem
        finally:
            process.kill()
            process.communicate()
    if process.returncode or not answer:
        raise Refused(TOO_DEMANDING)
    return answer


def _frames(answer: bytes) -> Iterator[dict[str, Any]]:
    """What is known of the workbook; then of each sheet, with its rows as they came under "rows"."""
    line, _, rest = answer.partition(b"\n")
    yield orjson.loads(line)
    place = len(line) + 1
    while place < len(answer):
        end = answer.index(b"\n", place)
        known = orjson.loads(answer[place:end])
        place = end + 1 + known["length"]
        yield known | {"rows": answer[end + 1 : place]}


def _rows(lines: bytes) -> Iterator[Row]:
    place = 0
    while place < len(lines):
        end = lines.find(b"\n", place)
        end = len(lines) if end < 0 else end
        number, cells, cut = orjson.loads(lines[place:end])
        yield Row(number, tuple(cells), Message(CUT, {"cap": caps.written(caps.CELL)}) if cut else None)
        place = end + 1


def _notes(known: Mapping[str, Any]) -> tuple[Message, ...]:
    found = []
    if known["hidden"]:
        found.append(Message(HIDDEN_SHEET))
    if count := known["hidden_rows_count"]:
        rows = ", ".join(map(str, known["hidden_rows"])) + (", …" if count > len(known["hidden_rows"]) else "")
        found.append(Message(HIDDEN_ROWS, {"count": count, "rows": rows}))
    if known["hidden_columns"]:
        found.append(Message(HIDDEN_COLUMNS, {"columns": ", ".join(known["hidden_columns"])}))
    if known["unstored"]:
        found.append(Message(UNSTORED, {"count": known["unstored"]}))
    return tuple(found)


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text.strip()) if text else None
    except ValueError:
        return None
