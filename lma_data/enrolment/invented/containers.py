"""Tables as bytes: delimited text, XLSX, ODS. The same table gives the same bytes, on every day and machine."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from openpyxl import Workbook

Cell = str | int | float | Decimal | date | datetime | None
Table = Sequence[Sequence[Cell]]
MOMENT = (2026, 1, 1, 0, 0, 0)  # of every entry in a zip


def text(
    rows: Table,
    delimiter: str = ",",
    quote: Callable[[str, str], bool] | bool = False,
    end: str = "\n",
    encoding: str = "utf-8",
) -> bytes:
    """Delimited text. `quote`: True for all cells, a rule (cell, delimiter), or False for those alone that need it."""
    rule = quote if callable(quote) else (lambda cell, _: bool(quote))
    lines = (delimiter.join(_quoted(_said(cell), delimiter, rule) for cell in row) for row in rows)
    return "".join(line + end for line in lines).encode(encoding, "replace")


def like_php(cell: str, delimiter: str) -> bool:
    """What PHP's fputcsv puts in quotes: Moodle writes with it."""
    return bool(re.search(r'[\s"\\]', cell)) or delimiter in cell


def _quoted(cell: str, delimiter: str, rule: Callable[[str, str], bool]) -> str:
    needed = delimiter in cell or '"' in cell or "\n" in cell
    return '"' + cell.replace('"', '""') + '"' if needed or rule(cell, delimiter) else cell


def _said(cell: Cell) -> str:
    return "" if cell is None else str(cell)


def xlsx(
    title: str, rows: Table, made: datetime, merged: Iterable[str] = (), hidden: tuple[str, Table] | None = None
) -> bytes:
    """A workbook of one sheet, and maybe a hidden one, that says it was written at `made`; `merged`: ranges ("E4:F4")."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = title
    for number, row in enumerate(rows, start=1):
        for column, cell in enumerate(row, start=1):
            if cell is not None and cell != "":
                written = sheet.cell(number, column, cell)
                if isinstance(cell, str):
                    written.data_type = "s"  # a comment that begins with = is no formula
                if isinstance(cell, date):
                    written.number_format = "dd/mm/yyyy hh:mm" if isinstance(cell, datetime) else "dd/mm/yyyy"
    for one in merged:
        sheet.merge_cells(one)
    if hidden:
        other = book.create_sheet(hidden[0])
        other.sheet_state = "hidden"
        for row in hidden[1]:
            other.append(list(row))
    written_to = io.BytesIO()
    book.save(written_to)
    return _made(written_to.getvalue(), made)


def _made(data: bytes, moment: datetime) -> bytes:
    """The same zip, as if it had been written at that moment."""
    said = f"{moment:%Y-%m-%dT%H:%M:%SZ}".encode()
    entries = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            content = archive.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", said, content)
            entries[name] = content
    return _zipped(entries)


def _zipped(entries: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in entries.items():
            entry = zipfile.ZipInfo(name, MOMENT)
            entry.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return target.getvalue()


ODS = "application/vnd.oasis.opendocument.spreadsheet"
_MANIFEST = (
    '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest manifest:version="1.2"'
    ' xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{ODS}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    '<manifest:file-entry manifest:full-path="meta.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)
_META = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-meta office:version="1.2"'
    ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/">'
    "<office:meta><dc:date>{made:%Y-%m-%dT%H:%M:%S}</dc:date></office:meta></office:document-meta>"
)
_CONTENT = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content office:version="1.2"'
    ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
    "<office:body><office:spreadsheet><table:table table:name={title}>{rows}</table:table>"
    "</office:spreadsheet></office:body></office:document-content>"
)


def ods(title: str, rows: Table, made: datetime) -> bytes:
    """An OpenDocument spreadsheet of one sheet, written at `made`; empty cells stand once, with how often they repeat."""
    body = "".join(f"<table:table-row>{_ods_cells(row)}</table:table-row>" for row in rows)
    content = _CONTENT.format(title=quoteattr(title), rows=body)
    parts = {"mimetype": ODS, "content.xml": content, "meta.xml": _META.format(made=made)}
    return _zipped({name: part.encode() for name, part in (parts | {"META-INF/manifest.xml": _MANIFEST}).items()})


def _ods_cells(row: Sequence[Cell]) -> str:
    cells, position = [], 0
    while position < len(row):
        empty = 0
        while position + empty < len(row) and row[position + empty] in (None, ""):
            empty += 1
        if empty:
            cells.append(f'<table:table-cell table:number-columns-repeated="{empty}"/>')
            position += empty
            continue
        cells.append(_ods_cell(row[position]))
        position += 1
    return "".join(cells) or "<table:table-cell/>"


def _ods_cell(cell: Cell) -> str:
    shown = escape(str(cell))
    if isinstance(cell, datetime | date):
        kind = f'office:value-type="date" office:date-value="{cell.isoformat()}"'
    elif isinstance(cell, int | float | Decimal):
        kind = f'office:value-type="float" office:value="{cell}"'
    else:
        kind = 'office:value-type="string"'
    return f"<table:table-cell {kind}><text:p>{shown}</text:p></table:table-cell>"
