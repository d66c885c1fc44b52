"""Workbooks for tests, written part by part: also such as no program writes."""

from __future__ import annotations

import io
import zipfile

HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
BOOK = '<workbook xmlns:r="r"><sheets><sheet name="People" r:id="rId1"/></sheets></workbook>'
RELATIONS = (
    '<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="worksheets/sheet1.xml"/>'
    '<Relationship Id="rId2" Type="x/worksheet" Target="/xl/worksheets/sheet2.xml"/>'
    '<Relationship Id="rId8" Type="x/sharedStrings" Target="sharedStrings.xml"/>'
    '<Relationship Id="rId9" Type="x/styles" Target="styles.xml"/></Relationships>'
)
EMAIL = '<row r="1"><c r="A1" t="inlineStr"><is><t>Email</t></is></c></row>'


def zipped(parts: dict[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def xlsx(rows: str = EMAIL, before: str = "", **more: str | bytes) -> bytes:
    """A workbook of one sheet with these rows; more parts by keyword (strings, styles, book, sheet2, or any path)."""
    known = {
        "book": "xl/workbook.xml",
        "strings": "xl/sharedStrings.xml",
        "styles": "xl/styles.xml",
        "sheet1": "xl/worksheets/sheet1.xml",
        "sheet2": "xl/worksheets/sheet2.xml",
    }
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": HEAD + "<Types/>",
        "xl/workbook.xml": HEAD + BOOK,
        "xl/_rels/workbook.xml.rels": HEAD + RELATIONS,
        "xl/worksheets/sheet1.xml": f"{HEAD}<worksheet>{before}<sheetData>{rows}</sheetData></worksheet>",
    }
    return zipped(parts | {known.get(name, name): content for name, content in more.items()})


def row(number: int, *cells: str, attributes: str = "") -> str:
    """A row of cells as XML, each given as its inside with its attributes: 't="b"><v>1</v>'."""
    return f'<row r="{number}" {attributes}>' + "".join(f"<c {cell}</c>" for cell in cells) + "</row>"


def ods(tables: str, styles: str = "", manifest: str = "<m/>", **more: str) -> bytes:
    content = (
        f'{HEAD}<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:style="s" xmlns:draw="d">'
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    kind = {"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}
    stored = zipped(kind, zipfile.ZIP_STORED)
    file = io.BytesIO(stored)
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        for name, text in {"content.xml": content, "META-INF/manifest.xml": manifest, **more}.items():
            archive.writestr(name, text)
    return file.getvalue()
