"""Reading the publishers' files, and saying exactly where one is not what it was."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd


class ImportProblem(Exception):
    """A raw file is not what the importer knows; the message names file, sheet, cell, and what was expected."""


@dataclass(frozen=True)
class Sheet:
    """One worksheet as rows of values, addressed from 1 as in a spreadsheet."""

    file: str
    name: str
    rows: list[tuple[Any, ...]]

    def value(self, row: int, column: int) -> Any:
        """The value in a cell; None outside the filled area."""
        line = self.rows[row - 1] if 0 < row <= len(self.rows) else ()
        return line[column - 1] if 0 < column <= len(line) else None

    def expect(self, row: int, column: int, wanted: object) -> None:
        """Stop unless the cell holds this value (text is compared without surrounding blanks)."""
        found = self.value(row, column)
        same = found.strip() == wanted if isinstance(found, str) and isinstance(wanted, str) else found == wanted
        if not same:
            raise self.problem(row, column, f"expected {wanted!r}, found {found!r}")

    def problem(self, row: int, column: int, says: str) -> ImportProblem:
        return ImportProblem(f"{self.file}, sheet {self.name!r}, cell {column_letters(column)}{row}: {says}")

    def number(self, row: int, column: int, missing: Sequence[object] = (None, "", "..")) -> float | None:
        """The number in a cell; None where it holds one of `missing`; ImportProblem for anything else."""
        found = self.value(row, column)
        if isinstance(found, str):
            found = found.strip()
        if found in missing:
            return None
        if isinstance(found, bool) or not isinstance(found, int | float):
            raise self.problem(row, column, f"expected a number, found {found!r}")
        return found


def column_letters(column: int) -> str:
    """1 -> A, 27 -> AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


class Raw:
    """The folder of raw files: <folder>/<publisher>/<file>."""

    def __init__(self, folder: Path) -> None:
        self.folder = Path(folder)
        if not self.folder.is_dir():
            raise ImportProblem(f"{folder} is not a folder: give the folder of the publishers' files with --from")
        self._sheets: dict[tuple[str, str], Sheet] = {}

    @cached_property
    def areas(self) -> Any:
        """The codes of areas (importers/areas.py), read from this folder once."""
        from lma_data.importers.areas import Areas

        return Areas(self)

    def path(self, name: str) -> Path:
        path = self.folder / name
        if not path.is_file():
            raise ImportProblem(f"{name}: there is no such file in {self.folder}")
        return path

    def text(self, name: str, encoding: str = "utf-8-sig") -> str:
        path = self.path(name)
        try:
            data = gzip.decompress(path.read_bytes()) if name.endswith(".gz") else path.read_bytes()
            return data.decode(encoding)
        except (OSError, EOFError, UnicodeDecodeError) as error:
            raise ImportProblem(f"{name}: cannot be read: {error}") from error

    def csv(self, name: str, header: Sequence[str], *, skip: int = 0, encoding: str = "utf-8-sig") -> pd.DataFrame:
        """A CSV as text, every cell a string ("NA" is Namibia), empty as "". `header` must be the file's own.

        Raises ImportProblem for another header or a ragged row, with its line.
        """
        lines = self.text(name, encoding)
        rows = list(csv.reader(io.StringIO(lines)))[skip:]
        if not rows:
            raise ImportProblem(f"{name}: the file is empty")
        self.check_header(name, rows[0], header, line=skip + 1)
        for position, row in enumerate(rows[1:], start=skip + 2):
            if row and len(row) != len(rows[0]):
                raise ImportProblem(f"{name}, line {position}: {len(row)} cells where the header has {len(rows[0])}")
        return pd.DataFrame([row for row in rows[1:] if row], columns=list(header), dtype=str)

    @staticmethod
    def check_header(name: str, found: Sequence[str], wanted: Sequence[str], line: int = 1) -> None:
        if len(found) != len(wanted):
            raise ImportProblem(f"{name}, line {line}: {len(found)} columns, expected {len(wanted)}")
        for column, (is_there, expected) in enumerate(zip(found, wanted, strict=True), start=1):
            if is_there != expected:
                cell = f"{column_letters(column)}{line}"
                raise ImportProblem(f"{name}, cell {cell}: header {is_there!r}, expected {expected!r}")

    @staticmethod
    def numbers(name: str, frame: pd.DataFrame, column: str, missing: Sequence[str] = ("",)) -> pd.Series:
        """A text column as numbers, `missing` as NA; ImportProblem names the first cell that is neither."""
        text = frame[column].str.strip()
        absent = text.isin(list(missing))
        values = pd.to_numeric(text.mask(absent), errors="coerce")
        wrong = values.isna() & ~absent
        if wrong.any():
            position = int(wrong.to_numpy().argmax())
            raise ImportProblem(
                f"{name}, data row {position + 1}, column {column!r}: {text.iloc[position]!r} is not a number"
            )
        return values

    def sheet(self, name: str, sheet: str) -> Sheet:
        """One sheet of an .xlsx or .xls workbook; ImportProblem names the sheets that there are."""
        key = (name, sheet)
        if key not in self._sheets:
            path = self.path(name)
            try:
                rows = _xls_rows(path, sheet) if path.suffix == ".xls" else _xlsx_rows(path, sheet)
            except KeyError as error:
                raise ImportProblem(f"{name}: no sheet {sheet!r}; there are: {error.args[0]}") from error
            except Exception as error:
                raise ImportProblem(f"{name}: cannot be read as a workbook: {error}") from error
            self._sheets[key] = Sheet(name, sheet, rows)
        return self._sheets[key]


def _xlsx_rows(path: Path, sheet: str) -> list[tuple[Any, ...]]:
    import openpyxl

    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    try:
        if sheet not in book.sheetnames:
            raise KeyError(book.sheetnames)
        return list(book[sheet].iter_rows(values_only=True))
    finally:
        book.close()


def _xls_rows(path: Path, sheet: str) -> list[tuple[Any, ...]]:
    import xlrd

    with xlrd.open_workbook(path) as book:
        if sheet not in book.sheet_names():
            raise KeyError(book.sheet_names())
        page = book.sheet_by_name(sheet)
        return [tuple(page.row_values(row)) for row in range(page.nrows)]
