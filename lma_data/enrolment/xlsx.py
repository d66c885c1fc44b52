"""XLSX as rows of text: stored values as a person sees them, dates as ISO. Runs in the worker; standard library only.

Rows are taken as they come; what the sheet declares of its size counts for nothing, and gaps cost nothing.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from array import array
from collections.abc import Iterator

from lma_data.enrolment import caps
from lma_data.enrolment.workbook_xml import (
    Budget,
    Names,
    Rows,
    Unreadable,
    first_text,
    letters,
    moment_text,
    number_text,
    parse,
    percent_text,
)

_KINDS = {9: "percent", 10: "percent", 22: "moment", 46: "duration"}
_KINDS |= dict.fromkeys((*range(14, 18), *range(27, 37), *range(50, 59)), "date")
_KINDS |= dict.fromkeys((*range(18, 22), 45, 47), "time")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_NOT_SHOWN = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?![hms]+\])[^\]]*\]', re.IGNORECASE)


def exported(archive: zipfile.ZipFile) -> str:
    """When the workbook was last saved, as its properties say; empty where they do not."""
    return first_text(archive, "docProps/core.xml", ("modified", "created"))


def read(archive: zipfile.ZipFile) -> Iterator[Rows]:
    """The sheets with anything in them, in the order of the workbook."""
    budget = Budget()
    book = _Book(archive)
    if len(book.sheets) > caps.SHEETS:
        raise Unreadable("too-many-sheets", cap=caps.SHEETS)
    strings = _Strings(archive, book.part("sharedStrings"))
    kinds = _kinds(archive, book.part("styles"))
    for title, state, part in book.sheets:
        rows = Rows(title, budget)
        rows.hidden = state in ("hidden", "veryHidden")
        _Sheet(rows, strings, kinds, book.epoch_1904).read(archive, part)
        yield rows


class _Book:
    """The list of sheets, each with its part, and the epoch of dates."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.epoch_1904 = False
        self._declared: list[tuple[str, str, str]] = []  # title, state, id of its part
        self._parts: dict[str, tuple[str, str]] = {}  # id -> kind, part
        self._names = Names()
        present = {name.lower(): name for name in archive.namelist()}
        listed = present.get("xl/_rels/workbook.xml.rels", "")
        if listed:
            parse(archive, listed, self._relation)
        parse(archive, "xl/workbook.xml", self._element)
        self._parts = {
            key: (kind, present[part.lower()]) for key, (kind, part) in self._parts.items() if part.lower() in present
        }
        self.sheets = [
            (title, state, self._parts[key][1])
            for title, state, key in self._declared
            if key in self._parts and self._parts[key][0] == "worksheet"
        ]
        if not listed:  # some writers leave the list of parts out
            found = sorted(name for name in archive.namelist() if re.match(r"xl/worksheets/[^/]+\.xml$", name))
            self.sheets = [(sheet[0], sheet[1], part) for sheet, part in zip(self._declared, found, strict=False)]

    def part(self, kind: str) -> str:
        return next((part for found, part in self._parts.values() if found == kind), "")

    def _relation(self, tag: str, attributes: dict[str, str]) -> None:
        if self._names[tag] != "Relationship" or attributes.get("TargetMode") == "External":
            return
        target = attributes.get("Target", "")
        part = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join("xl", target))
        self._parts[attributes.get("Id", "")] = (attributes.get("Type", "").rpartition("/")[2], part)

    def _element(self, tag: str, attributes: dict[str, str]) -> None:
        tag = self._names[tag]
        if tag == "workbookPr":
            self.epoch_1904 = attributes.get("date1904") in ("1", "true")
        elif tag == "sheet":
            key = next((value for name, value in attributes.items() if self._names[name] == "id" and ":" in name), "")
            self._declared.append((attributes.get("name", ""), attributes.get("state", ""), key))


class _Strings:
    """The shared strings, packed: millions of them take little more than their letters."""

    def __init__(self, archive: zipfile.ZipFile, part: str) -> None:
        self._letters = bytearray()
        self._ends = array("Q", [0])
        self._names = Names()
        self._text: list[str] = []
        self._kept = False
        self._phonetic = False
        if part:
            parse(archive, part, self._start, self._end, self._add)

    def __getitem__(self, index: int) -> str:
        if not 0 <= index < len(self._ends) - 1:
            raise Unreadable("damaged")
        return self._letters[self._ends[index] : self._ends[index + 1]].decode("utf-8")

    def _start(self, tag: str, _: dict[str, str]) -> None:
        tag = self._names[tag]
        if tag == "si":
            self._text = []
        elif tag == "rPh":  # how a name is spoken, beside the name
            self._phonetic = True
        elif tag == "t":
            self._kept = not self._phonetic

    def _add(self, data: str) -> None:
        if self._kept:
            self._text.append(data)

    def _end(self, tag: str) -> None:
        tag = self._names[tag]
        if tag == "t":
            self._kept = False
        elif tag == "rPh":
            self._phonetic = False
        elif tag == "si":
            text = _unescaped("".join(self._text))[: caps.CELL + 1]
            self._letters += text.encode("utf-8", "replace")
            self._ends.append(len(self._letters))


def _unescaped(text: str) -> str:
    """Excel writes characters that XML cannot hold as _x000D_; those that cannot be seen are left out."""
    if "_x" not in text:
        return text
    return _ESCAPED.sub(
        lambda code: (character := chr(int(code[1], 16))) * (character >= " " or character in "\t\n"), text
    )


def _kinds(archive: zipfile.ZipFile, part: str) -> list[str]:
    """For each style of cells, what its numbers are: date, moment, time, duration, percent, zeros, or empty."""
    codes: dict[int, str] = {}
    styles: list[int] = []
    inside: list[str] = []
    names = Names()

    def start(tag: str, attributes: dict[str, str]) -> None:
        tag = names[tag]
        inside.append(tag)
        if tag == "numFmt":
            codes[int(attributes.get("numFmtId", "0"))] = attributes.get("formatCode", "")
        elif tag == "xf" and inside[-2:-1] == ["cellXfs"]:
            styles.append(int(attributes.get("numFmtId", "0")))

    if part:
        parse(archive, part, start, lambda _: inside.pop())
    return [_kind_of(codes[style]) if style in codes else _KINDS.get(style, "") for style in styles]


def _kind_of(code: str) -> str:
    """What a format code makes of a number: "dd/mm/yyyy hh:mm" a moment, "00000" zeros in front."""
    code = _NOT_SHOWN.sub("", code.partition(";")[0]).lower()
    if re.fullmatch("0{2,}", code):
        return "0" * len(code)
    if "general" in code or "#" in code or "0" in code.replace(".0", ""):
        return "percent" if "%" in code else ""
    if "[" in code:
        return "duration"
    day, clock = "y" in code or "d" in code, "h" in code or "s" in code
    if day or ("m" in code and not clock):
        return "moment" if clock else "date"
    return "time" if clock else "percent" if "%" in code else ""


class _Sheet:
    """Reads one sheet, cell by cell."""

    def __init__(self, rows: Rows, strings: _Strings, kinds: list[str], epoch_1904: bool) -> None:
        self._rows = rows
        self._strings = strings
        self._kinds = kinds
        self._epoch_1904 = epoch_1904
        self._names = Names()
        self._number = 0
        self._column = -1
        self._hidden = False
        self._cells: dict[int, str] = {}
        self._cell: dict[str, str] = {}
        self._text: list[str] = []
        self._kept = self._phonetic = self._formula = False

    def read(self, archive: zipfile.ZipFile, part: str) -> None:
        parse(archive, part, self._start, self._end, self._add)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        tag = self._names[tag]
        if tag == "c":
            self._cell = attributes
            self._text = []
            self._formula = False
        elif tag == "v" or tag == "t":
            self._kept = not self._phonetic
        elif tag == "row":
            self._number = self._rows.numbered(int(attributes.get("r") or self._number + 1), after=self._number)
            self._hidden = attributes.get("hidden") in ("1", "true")
            self._column = -1
        elif tag == "f":
            self._formula = True
        elif tag == "rPh":
            self._phonetic = True
        elif tag == "col" and attributes.get("hidden") in ("1", "true"):
            first, last = int(attributes.get("min", "1")), int(attributes.get("max", "1"))
            self._rows.hidden_columns += map(letters, range(first - 1, min(last, caps.COLUMNS)))

    def _add(self, data: str) -> None:
        if self._kept:
            self._text.append(data)

    def _end(self, tag: str) -> None:
        tag = self._names[tag]
        if tag == "v" or tag == "t":
            self._kept = False
        elif tag == "c":
            self._end_cell()
        elif tag == "row":
            if self._cells:
                self._rows.add(self._number, self._cells, self._hidden)
                self._cells = {}
        elif tag == "rPh":
            self._phonetic = False

    def _end_cell(self) -> None:
        reference = self._cell.get("r")
        self._column = _column(reference) if reference else self._column + 1
        raw = "".join(self._text)
        if raw:
            self._cells[self._column] = self._shown(raw)
        elif self._formula:
            self._rows.unstored += 1

    def _shown(self, raw: str) -> str:
        """The stored value as text, by the type of the cell and the format of its style."""
        kind = self._cell.get("t", "n")
        if kind == "s":
            return self._strings[int(raw)]
        if kind == "b":
            return "TRUE" if raw in ("1", "true") else "FALSE"
        if kind == "d":
            return raw.replace("T", " ").removesuffix("Z")
        if kind != "n":  # text of its own, of a formula, or an error such as #N/A
            return _unescaped(raw)
        style = int(self._cell.get("s", "0"))
        shown = self._kinds[style] if style < len(self._kinds) else ""
        if not shown:
            return number_text(raw)
        if shown == "percent":
            return percent_text(raw)
        if shown[0] == "0":
            return raw.zfill(len(shown)) if raw.isdecimal() else number_text(raw)
        return moment_text(raw, shown, self._epoch_1904)


_COLUMNS: dict[str, int] = {}


def _column(reference: str) -> int:
    """XFD7 -> 16383."""
    name = reference.rstrip("0123456789")
    if name not in _COLUMNS:
        column = 0
        for letter in name.upper():
            if not "A" <= letter <= "Z" or column > 20_000:
                raise Unreadable("damaged")
            column = column * 26 + ord(letter) - ord("A") + 1
        _COLUMNS[name] = column - 1
    return _COLUMNS[name]
