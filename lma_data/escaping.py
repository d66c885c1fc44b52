"""Text that a spreadsheet would take for a formula, made harmless in every CSV or XLSX file that the app writes.

An apostrophe in front is what spreadsheets themselves use to say "this is text". A lone dash and plain negative numbers
stay as they are: they are no formula, and people read and compute with them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

import pandas as pd

# What spreadsheets skip before a formula: space, tab and line ends, and what cannot be seen (categories Z*, C*).
_SKIPPED = {"Zs", "Zl", "Zp", "Cc", "Cf"}
_STARTS = frozenset("=+-@")
# Numbers as the two languages write them: -12.5, -2 775,00, -3 %, -1.5e-7.
_NUMBER = re.compile(r"-\d+(?:[ \u00a0\u202f.,]\d+)*(?:[eE][+-]?\d{1,3})?[ \u00a0\u202f]?%?")


def escaped(text: str) -> str:
    """The text, with an apostrophe in front where a spreadsheet could take it for a formula."""
    bare = _bare(text)
    if not bare or unicodedata.normalize("NFKC", bare[0])[:1] not in _STARTS:
        return text
    bare = bare.rstrip()
    return text if bare == "-" or _NUMBER.fullmatch(bare) else f"'{text}"


def row(cells: Iterable[object]) -> list[object]:
    """A row for `csv.writer` or openpyxl: text escaped, numbers and dates as they are."""
    return [escaped(cell) if isinstance(cell, str) else cell for cell in cells]


def frame(table: pd.DataFrame) -> pd.DataFrame:
    """A copy of a table with its headings and all of its text escaped; what is missing stays missing."""
    safe = table.rename(columns=lambda heading: escaped(heading) if isinstance(heading, str) else heading)
    for place, kind in enumerate(safe.dtypes):
        if not (pd.api.types.is_numeric_dtype(kind) or pd.api.types.is_datetime64_any_dtype(kind)):
            column = safe.iloc[:, place]
            safe.isetitem(place, column.map(lambda cell: escaped(cell) if isinstance(cell, str) else cell))
    return safe


def _bare(text: str) -> str:
    """The text from the first character on that a spreadsheet looks at."""
    if text[:1].isalnum():
        return ""
    for place, character in enumerate(text):
        if unicodedata.category(character) not in _SKIPPED:
            return text[place:]
    return ""
