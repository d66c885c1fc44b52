"""ODS as rows of text: what is repeated a million times is counted, not written out. Runs in the worker."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator

from lma_data.enrolment import caps
from lma_data.enrolment.workbook_xml import (
    Budget,
    Names,
    Rows,
    Unreadable,
    first_text,
    letters,
    number_text,
    parse,
    percent_text,
)

_DURATION = re.compile(r"-?PT(\d{1,6})H(\d{1,6})M(\d{1,6})(?:[.,]\d+)?S$")
# What stands in a cell and is not its text: comments, pictures, and values that were changed since.
_ASIDE = {"annotation", "frame", "shapes", "forms", "tracked-changes", "object", "ruby-text"}


def exported(archive: zipfile.ZipFile) -> str:
    """When the workbook was last saved, as its properties say; empty where they do not."""
    return first_text(archive, "meta.xml", ("date", "creation-date"))


def check_encryption(archive: zipfile.ZipFile) -> None:
    """An encrypted ODS file is an ordinary ZIP file, whose manifest says how its parts are encrypted."""
    names = Names()

    def start(tag: str, _: dict[str, str]) -> None:
        if names[tag] == "encryption-data":
            raise Unreadable("encrypted")

    if "META-INF/manifest.xml" in archive.namelist():
        parse(archive, "META-INF/manifest.xml", start)


def read(archive: zipfile.ZipFile) -> Iterator[Rows]:
    """The sheets with anything in them, in the order of the workbook."""
    check_encryption(archive)
    content = _Content()
    parse(archive, "content.xml", content.start, content.end, content.add)
    yield from content.sheets


class _Content:
    """Reads the content, cell by cell."""

    def __init__(self) -> None:
        self.sheets: list[Rows] = []
        self._budget = Budget()
        self._names = Names()
        self._hidden_styles: set[str] = set()
        self._style = ""
        self._aside = 0  # how deep in what is not text
        self._tables = 0  # how deep in tables: one in a cell is not read
        self._paragraphs = 0
        self._number = 0
        self._column = 0
        self._row: dict[str, str] = {}
        self._cells: dict[int, str] = {}
        self._cell: dict[str, str] | None = None
        self._text: list[str] = []
        self._size = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        tag = self._names[tag]
        if self._aside or tag in _ASIDE:
            self._aside += 1
        elif tag == "table-cell" or tag == "covered-table-cell":
            self._cell = self._local(attributes)
            self._text = []
            self._size = self._paragraphs = 0
        elif tag == "table-row":
            self._row = self._local(attributes)
            self._cells = {}
            self._column = 0
        elif tag == "p" or tag == "h":
            self._put("\n" if self._paragraphs else "")
            self._paragraphs += 1
        elif tag == "s":
            self._put(" " * min(int(self._local(attributes).get("c", "1")), caps.CELL))
        elif tag == "tab" or tag == "line-break":
            self._put("\t" if tag == "tab" else "\n")
        elif tag == "table-column":
            self._hide_columns(self._local(attributes))
        elif tag == "table":
            self._start_table(self._local(attributes))
        elif tag == "style":
            self._style = self._local(attributes).get("name", "")
        elif tag == "table-properties" and self._local(attributes).get("display") == "false":
            self._hidden_styles.add(self._style)

    def _local(self, attributes: dict[str, str]) -> dict[str, str]:
        """Attributes without prefixes; a value of the office's own before that of an extension."""
        names = self._names
        return {names[name]: value for name, value in reversed(attributes.items())} if attributes else attributes

    def _start_table(self, attributes: dict[str, str]) -> None:
        self._tables += 1
        if self._tables > 1:
            raise Unreadable("damaged")
        if len(self.sheets) >= caps.SHEETS:
            raise Unreadable("too-many-sheets", cap=caps.SHEETS)
        rows = Rows(attributes.get("name", ""), self._budget)
        rows.hidden = attributes.get("style-name") in self._hidden_styles
        self.sheets.append(rows)
        self._number = self._columns = 0

    def _hide_columns(self, attributes: dict[str, str]) -> None:
        count = min(int(attributes.get("number-columns-repeated", "1")), caps.COLUMNS)
        if attributes.get("visibility") in ("collapse", "filter") and self._columns < caps.COLUMNS:
            self.sheets[-1].hidden_columns += map(letters, range(self._columns, self._columns + count))
        self._columns += count

    def add(self, data: str) -> None:
        if self._paragraphs and not self._aside:
            self._put(data)

    def _put(self, text: str) -> None:
        if self._cell is not None and self._size <= caps.CELL:
            self._text.append(text)
            self._size += len(text)

    def end(self, tag: str) -> None:
        if self._aside:
            self._aside -= 1
            return
        tag = self._names[tag]
        if tag == "table-cell" or tag == "covered-table-cell":
            self._end_cell()
        elif tag == "table-row":
            self._end_row()
        elif tag == "table":
            self._tables -= 1

    def _end_cell(self) -> None:
        cell = self._cell or {}
        self._cell = None
        count = max(1, int(cell.get("number-columns-repeated", "1")))
        shown = _shown(cell, "".join(self._text))
        if shown:
            for column in range(self._column, self._column + min(count, caps.COLUMNS + 1)):
                self._cells[column] = shown
        elif "formula" in cell:
            self.sheets[-1].unstored += 1
        self._column += count
        self._paragraphs = 0

    def _end_row(self) -> None:
        count = max(1, int(self._row.get("number-rows-repeated", "1")))
        hidden = self._row.get("visibility") in ("collapse", "filter")
        if any(text and not text.isspace() for text in self._cells.values()):
            self._budget.check(count)
            self.sheets[-1].numbered(self._number + count, after=self._number)
            for number in range(self._number + 1, self._number + count + 1):
                self.sheets[-1].add(number, self._cells, hidden)
        self._number += count


def _shown(cell: dict[str, str], text: str) -> str:
    """The stored value as text, by its type; the text that is shown where the type does not say more."""
    kind = cell.get("value-type", "")
    if kind in ("float", "currency"):
        value = number_text(cell.get("value", text))
        return text if text.isdecimal() and text.lstrip("0") == value else value  # 007 is shown with its zeros
    if kind == "percentage":
        return percent_text(cell.get("value", text))
    if kind == "date":
        return re.sub(r"\.\d+$", "", cell.get("date-value", text).replace("T", " "))
    if kind == "time" and (parts := _DURATION.match(cell.get("time-value", ""))):
        hours, minutes, seconds = map(int, parts.groups())
        return f"{hours:02}:{minutes:02}:{seconds:02}"
    if kind == "boolean":
        return "TRUE" if cell.get("boolean-value") == "true" else "FALSE"
    return text or cell.get("string-value", "")
