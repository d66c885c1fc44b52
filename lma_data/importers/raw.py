"""Reading the publishers' files, and saying exactly where one is not what it was."""

from __future__ import annotations

import csv
import gzip
import io
import zlib
from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from math import inf
from pathlib import Path
from typing import Any

import pandas as pd

from lma_data.catalog import DATASETS
from lma_data.importers.areas import UNSD_HEADER, Areas
from lma_data.importers.problem import ImportProblem

M49 = "geo/UNSD-en.csv"
FEW = 12  # values that a message lists


def by_hand(dataset_id: str, name: str, header: Sequence[str]) -> pd.DataFrame:
    """A table made by hand that lies beside its passport; every cell a string."""
    return Raw(DATASETS).csv(f"{dataset_id}/{name}", header)


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

    def count(self, row: int, column: int, missing: Sequence[object] = (None, "", ".."), unit: int = 1) -> int | None:
        """The whole number in a cell, which counts in `unit`s; floating point may be a hair off."""
        found = self.number(row, column, missing)
        if found is None:
            return None
        whole = round(found * unit)
        if whole < 0 or abs(found * unit - whole) > 0.001:
            raise self.problem(row, column, f"expected a whole number, not below zero, found {found!r}")
        return whole

    def one_of(self, row: int, column: int, allowed: Collection[object], what: str = "") -> Any:
        """The value in a cell, which must be one of `allowed`; `what` says so where they are too many to list."""
        found = self.value(row, column)
        if found not in allowed:
            raise self.problem(row, column, f"expected {what or listed(allowed)}, found {found!r}")
        return found


def listed(values: Iterable[object]) -> str:
    """'F' or 'M'; of many, the first and the last."""
    shown = [repr(value) for value in (sorted(values, key=str) if isinstance(values, set | frozenset) else values)]
    if len(shown) > FEW:
        return f"one of {len(shown)} values, {shown[0]} to {shown[-1]}"
    return " or ".join(shown)


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
    def areas(self) -> Areas:
        """The codes of areas, read from this folder once."""
        return Areas(self.csv(M49, UNSD_HEADER))

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
        except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
            raise ImportProblem(f"{name}: cannot be read: {error}") from error

    def csv(self, name: str, header: Sequence[str], *, skip: int = 0, encoding: str = "utf-8-sig") -> pd.DataFrame:
        """A CSV as text, every cell a string ("NA" is Namibia), empty as "". `header` must be the file's own.

        The frame's index is the line in the file, so that what is wrong can be found there. Raises ImportProblem for
        another header or a ragged row, with its line.
        """
        rows: dict[int, list[str]] = {}
        reader = csv.reader(io.StringIO(self.text(name, encoding)))
        line = 1
        try:
            for row in reader:
                rows[line] = row
                line = reader.line_num + 1
        except csv.Error as error:
            raise ImportProblem(f"{name}, line {line}: {error}") from error
        for preamble in list(rows)[:skip]:
            del rows[preamble]
        if not rows:
            raise ImportProblem(f"{name}: the file is empty")
        first = next(iter(rows))
        self.check_header(name, rows.pop(first), header, line=first)
        rows = {line: row for line, row in rows.items() if row}
        for line, row in rows.items():
            if len(row) != len(header):
                raise ImportProblem(f"{name}, line {line}: {len(row)} cells where the header has {len(header)}")
        return pd.DataFrame(list(rows.values()), index=list(rows), columns=list(header), dtype=str)

    @staticmethod
    def check_header(name: str, found: Sequence[str], wanted: Sequence[str], line: int = 1) -> None:
        if len(found) != len(wanted):
            raise ImportProblem(f"{name}, line {line}: {len(found)} columns, expected {len(wanted)}")
        for column, (is_there, expected) in enumerate(zip(found, wanted, strict=True), start=1):
            if is_there != expected:
                cell = f"{column_letters(column)}{line}"
                raise ImportProblem(f"{name}, cell {cell}: header {is_there!r}, expected {expected!r}")

    # The columns of a CSV: `name` is the file, and the frame's index its lines.

    @staticmethod
    def expect(name: str, frame: pd.DataFrame, column: str, good: pd.Series, wanted: str) -> None:
        """Stop at the first line that is not good, and say what is there instead of what is wanted."""
        if not good.all():
            position = int(good.to_numpy(bool).argmin())
            line, found = frame.index[position], str(frame[column].iloc[position])
            raise ImportProblem(f"{name}, line {line}, column {column!r}: expected {wanted}, found {found!r}")

    @classmethod
    def check_codes(
        cls, name: str, frame: pd.DataFrame, column: str, allowed: Collection[str], what: str = ""
    ) -> pd.Series:
        """A column that holds nothing but the allowed codes; `what` says so where they are too many to list."""
        cls.expect(name, frame, column, frame[column].isin(list(allowed)), what or listed(allowed))
        return frame[column]

    @classmethod
    def check_once(cls, name: str, frame: pd.DataFrame, keys: list[str]) -> None:
        """Stop at the first line whose keys an earlier line has too."""
        repeated = frame.duplicated(keys).to_numpy()
        if repeated.any():
            position = int(repeated.argmax())
            row = ", ".join(str(value) for value in frame[keys].iloc[position])
            raise ImportProblem(f"{name}, line {frame.index[position]}: a second row of {row}")

    @classmethod
    def numbers(cls, name: str, frame: pd.DataFrame, column: str, missing: Sequence[str] = ("",)) -> pd.Series:
        """A text column as numbers, `missing` as NA."""
        text = frame[column].str.strip()
        absent = text.isin(list(missing))
        values = pd.to_numeric(text.mask(absent), errors="coerce")
        cls.expect(name, frame, column, absent | (values.abs() < inf), "a number")
        return values

    @classmethod
    def counts(cls, name: str, frame: pd.DataFrame, column: str, missing: Sequence[str] = ()) -> pd.Series:
        """A text column as whole numbers, not below zero, `missing` as NA."""
        values = cls.numbers(name, frame, column, missing)
        good = values.isna() | ((values >= 0) & (values % 1 == 0))
        cls.expect(name, frame, column, good, "a whole number, not below zero")
        return values.astype("Int64")

    @classmethod
    def years(
        cls, name: str, frame: pd.DataFrame, column: str, allowed: Sequence[int], *, every: bool = False
    ) -> pd.Series:
        """A text column as years, each of them allowed; with `every`, none of the allowed may be without a row."""
        values = pd.to_numeric(frame[column], errors="coerce")
        wanted = f"a year from {allowed[0]} to {allowed[-1]}" if isinstance(allowed, range) else listed(allowed)
        cls.expect(name, frame, column, values.isin(list(allowed)), wanted)
        absent = sorted(set(allowed) - set(values)) if every else []
        if absent:
            years = f"{allowed[0]} to {allowed[-1]}"
            raise ImportProblem(f"{name}, column {column!r}: expected every year {years}, found no {listed(absent)}")
        return values.astype("int16")

    @classmethod
    def keys(cls, name: str, frame: pd.DataFrame, column: str, key_of: Callable[[str], str]) -> pd.Series:
        """A publisher's codes as keys of areas; `key_of` raises KeyError or ValueError for one that it does not know."""
        known = {}
        for code in frame[column].unique():
            with suppress(KeyError, ValueError):
                known[code] = key_of(code)
        return cls.check_codes(name, frame, column, known, what="the code of an area").map(known)

    def check_areas(self, name: str, frame: pd.DataFrame, column: str, also: Iterable[str] = ()) -> pd.Series:
        """A column that holds nothing but ISO3 codes and those in `also`."""
        return self.check_codes(name, frame, column, self.areas.iso3 | set(also), what="the code of an area")

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
