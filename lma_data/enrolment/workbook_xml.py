"""What XLSX and ODS have in common: parts of a ZIP file as XML, cells as text. Standard library only: the worker's own.

No document type is accepted, hence no entity: neither a billion laughs nor a file of the server can get in. Nothing is
fetched, formulas are not computed, macros and links are parts that nobody reads.
"""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from xml.parsers import expat

from lma_data.enrolment import caps

CHUNK = 256 * 1024
LISTED = 10  # rows that a note names

_NUMBER = re.compile(r"[-+]?\d+(\.\d*)?([eE][-+]?\d{1,3})?$")
_ENCODE = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":")).encode
_WHOLE = re.compile(r"-?\d+$")


class Unreadable(Exception):
    """Why the worker stops: a code that workbooks.py has a sentence for, and its facts (never a value of a cell)."""

    def __init__(self, code: str, **facts: Any) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


class Names(dict[str, str]):
    """Tags without the prefix of their namespace, which each writer chooses."""

    def __missing__(self, tag: str) -> str:
        self[tag] = tag.rpartition(":")[2]
        return self[tag]


def parse(
    archive: zipfile.ZipFile,
    part: str,
    start: Callable[[str, dict[str, str]], object],
    end: Callable[[str], object] | None = None,
    text: Callable[[str], object] | None = None,
) -> None:
    """Go through a part of the workbook; a document type in it stops everything."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.EntityDeclHandler = _refuse_doctype
    parser.StartElementHandler = start
    if end:
        parser.EndElementHandler = end
    if text:
        parser.CharacterDataHandler = text
    with archive.open(part) as stream:
        while chunk := stream.read(CHUNK):
            parser.Parse(chunk)
    parser.Parse(b"", True)


def first_text(archive: zipfile.ZipFile, part: str, tags: Sequence[str]) -> str:
    """The text of the first of these elements that a part of the workbook has; empty where it has none."""
    found = dict.fromkeys(tags, "")
    inside = [""]
    names = Names()

    def start(tag: str, _: dict[str, str]) -> None:
        inside[0] = names[tag]

    def text(data: str) -> None:
        if inside[0] in found:
            found[inside[0]] += data

    if part in archive.namelist():
        parse(archive, part, start, lambda _: inside.__setitem__(0, ""), text)
    return next((found[tag] for tag in tags if found[tag]), "")


def _refuse_doctype(*_: object) -> None:
    raise Unreadable("doctype")


class _Root(Exception):
    """The root element has begun: no document type can follow."""


def check_parts(archive: zipfile.ZipFile) -> None:
    """No XML part has a document type, those that are not read either."""

    def stop(*_: object) -> None:
        raise _Root

    for entry in archive.infolist():
        if not entry.filename.lower().endswith((".xml", ".rels", ".vml", ".rdf")) or not entry.file_size:
            continue
        try:
            parse(archive, entry.filename, stop)
        except (_Root, expat.ExpatError):  # a part that is no XML is found out when it is read, if it is
            continue


class Rows:
    """Collects the rows of one sheet, as lines of JSON: [number, cells, whether one was cut]."""

    def __init__(self, title: str, budget: Budget) -> None:
        self.title = title
        self.hidden = False
        self.hidden_rows: list[int] = []
        self.hidden_columns: list[str] = []
        self.unstored = 0  # formulas without a stored value
        self._budget = budget
        self._lines: list[bytes] = []

    def numbered(self, number: int, after: int) -> int:
        """The number of a row, which is larger than the one before: a workbook that says otherwise is broken."""
        if not after < number <= caps.NUMBERED:
            raise Unreadable("row-numbers", sheet=self.title)
        return number

    def add(self, number: int, cells: dict[int, str], hidden: bool = False) -> None:
        """A row by its columns, from 0; a blank one is nothing."""
        if not any(map(str.strip, cells.values())):
            return
        last = max(cells)
        if last >= caps.COLUMNS:
            last = max(column for column, text in cells.items() if text.strip())
        if last >= caps.COLUMNS:
            cap = caps.written(caps.COLUMNS)
            raise Unreadable("far-cell", cell=f"{letters(last)}{number}", sheet=self.title, cap=cap)
        shown = [cells.get(column, "") for column in range(last + 1)]
        cut = max(map(len, shown)) > caps.CELL
        line = _ENCODE([number, [text[: caps.CELL] for text in shown] if cut else shown, cut]).encode(
            "utf-8", "replace"
        )
        self._budget.spend(len(line))
        self._lines.append(line)
        if hidden:
            self.hidden_rows.append(number)

    def framed(self) -> list[bytes]:
        """The sheet as the worker hands it over: a line of what is known of it, and its rows, a line each."""
        known = {
            "title": self.title,
            "length": sum(map(len, self._lines)) + len(self._lines),
            "hidden": self.hidden,
            "hidden_rows": self.hidden_rows[:LISTED],
            "hidden_rows_count": len(self.hidden_rows),
            "hidden_columns": self.hidden_columns[:LISTED],
            "unstored": self.unstored,
        }
        return [json.dumps(known).encode(), *self._lines]


class Budget:
    """Rows and bytes that are left for all sheets of a workbook together."""

    def __init__(self) -> None:
        self.rows = caps.WORKBOOK_ROWS
        self.text = caps.WORKER_TEXT

    def spend(self, size: int) -> None:
        self.check(1)
        self.rows -= 1
        self.text -= size
        if self.text < 0:
            raise Unreadable("too-much-text")

    def check(self, rows: int) -> None:
        """Whether there is room for so many rows."""
        if self.rows < rows:
            raise Unreadable("too-many-rows", cap=caps.written(caps.WORKBOOK_ROWS))


def letters(column: int) -> str:
    """0 -> A, 16383 -> XFD."""
    found = ""
    column += 1
    while column:
        column, place = divmod(column - 1, 26)
        found = chr(ord("A") + place) + found
    return found


def number_text(raw: str) -> str:
    """A number as a person sees it: 7 for 7.0, fifteen digits at most, no exponent; what is no number as it stands."""
    if raw.isdecimal() or _WHOLE.match(raw) or not _NUMBER.match(raw):
        return raw
    return _plain(f"{float(raw):.15g}")


def percent_text(raw: str) -> str:
    """0.8525 -> 85.25%."""
    return _plain(f"{float(raw) * 100:.15g}") + "%" if _NUMBER.match(raw) else raw


def _plain(number: str) -> str:
    return format(Decimal(number), "f") if "e" in number else number


def moment_text(raw: str, kind: str, epoch_1904: bool = False) -> str:
    """A serial number of Excel as ISO text: `kind` is date, moment, time or duration."""
    if not _NUMBER.match(raw):
        return raw
    serial = float(raw)
    if kind == "duration" and 0 <= serial < 1e6:
        return _clock(round(serial * 86400))
    if not 0 <= serial < 2_958_466:
        return number_text(raw)
    if serial < 1 and not epoch_1904:
        return _clock(round(serial * 86400)) if serial or kind == "time" else number_text(raw)
    start = datetime(1904, 1, 1) if epoch_1904 else datetime(1899, 12, 31 if serial < 60 else 30)
    moment = start + timedelta(seconds=round(serial * 86400))
    whole = moment.time() == datetime.min.time() and kind == "date"
    return moment.date().isoformat() if whole else moment.isoformat(" ")


def _clock(seconds: int) -> str:
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
