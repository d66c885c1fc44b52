"""All figures of a cohort as one workbook: a sheet an exhibit, numbers and dates as such, and a sheet that lists them."""

from __future__ import annotations

import datetime
import io
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from lma_data import areas
from lma_data.cohort import Cohort
from lma_data.escaping import escaped
from lma_data.exhibits import Column, Exhibit
from lma_data.export import cohort_file, tables
from lma_data.export.cohort_file import Entry
from lma_data.i18n import N_, Words, is_missing

LONGEST_NAME = 31  # what spreadsheets allow of a sheet's name
LONGEST_CELL = 32_767  # and of a cell
NARROWEST, WIDEST = 10, 60  # characters of a column
LOOKED_AT = 200  # rows for the width of a column
# Names of sheets: those of the exhibits, without "cohort/".
SHEETS = (
    N_("mix"),
    N_("map"),
    N_("countries"),
    N_("crossed"),
    N_("targets"),
    N_("editions"),
    N_("world migrants"),
    N_("world workers"),
    N_("world women"),
    N_("journey"),
    N_("dropout"),
    N_("out of order"),
    N_("applications"),
    N_("waiting list"),
    N_("selection"),
    N_("attendance"),
    N_("attendance editions"),
    N_("certificate"),
    N_("certificate conditions"),
    N_("certificate people"),
    N_("actions"),
    N_("action rules"),
    N_("elective demand"),
    N_("elective balance"),
    N_("elective clashes"),
    N_("elective answers"),
    N_("assignment outcome"),
    N_("assignment worst"),
    N_("assignment places"),
    N_("assignment one more"),
    N_("assignment list"),
    N_("fees"),
    N_("fee accounts"),
    N_("withdrawals"),
    N_("withdrawal costs"),
    N_("substitutes"),
    N_("exposure"),
    N_("teams"),
    N_("teams unmet"),
    N_("teams balance"),
    N_("teams cost"),
    N_("release tables"),
    N_("release merges"),
    N_("release audit"),
    N_("releases"),
)
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\'\x00-\x1f]")
_NOT_IN_CELLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")

Row = Sequence[Any]


def xlsx(cohort: Cohort, words: Words, *, made: datetime.date) -> bytes:
    """The workbook in one language, as bytes."""
    from openpyxl import Workbook

    book = Workbook()
    contents: Any = book.active
    contents.title = _name(words.t(N_("Contents")), [])
    listed = []
    for one in cohort_file.entries(cohort, words):
        rows = _rows(one, words)
        sheet: Any = book.create_sheet(_name(_called(one, words), book.sheetnames))
        _fill(sheet, *rows)
        listed.append((one, sheet.title))
    _contents(contents, cohort, words, listed, made)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _called(one: Entry, words: Words) -> str:
    name = one.definition.id.partition("/")[2].replace("-", " ")
    return words.t(name) if name in SHEETS else name


def _name(wanted: str, taken: Sequence[str]) -> str:
    """A name that a spreadsheet allows and no other sheet has."""
    plain = _NOT_IN_NAMES.sub(" ", wanted).strip()[:LONGEST_NAME] or "-"
    found, number = plain, 2
    while found.casefold() in {one.casefold() for one in taken}:
        ending = f" {number}"
        found, number = plain[: LONGEST_NAME - len(ending)] + ending, number + 1
    return found


def _rows(one: Entry, words: Words) -> tuple[list[Row], int, list[str]]:
    """All rows of a sheet, the number of the one with the headings (0: none), and the formats of the columns."""
    exhibit = one.exhibit
    made = cohort_file.guarded(one.definition, lambda: _of_exhibit(exhibit)) if exhibit else None
    return made or ([[words.t(one.definition.question)], [words.t(cohort_file.FAILED)]], 0, [])


def _of_exhibit(exhibit: Exhibit) -> tuple[list[Row], int, list[str]]:
    """Title, sentence, table, source, notes; then what must be known of figures of other sources."""
    answer, words = exhibit.answer, exhibit.setting.words
    columns = [column for column in answer.columns if column.name in answer.table.columns]
    rows: list[Row] = [[answer.title], [answer.subtitle], [answer.sentence]]
    chosen = [
        f"{words.t(one.label)}{words.t(N_(': '))}{one.text(words, exhibit.parameters[one.name])}"
        for one in exhibit.definition.parameters
    ]
    rows += [[text] for text in chosen]
    heading = 0
    if columns:
        rows += [[], [words.t(column.label) for column in columns]]
        heading = len(rows)
        records = answer.table[[column.name for column in columns]].to_dict("records")
        rows += [[_plain(column, row[column.name], words) for column in columns] for row in records]
    rows += [[], [exhibit.source], *([note] for note in answer.notes)]
    for passport in exhibit.passports:
        rows += [[], *([line] for line in tables.passport_lines(passport, words))]
    return rows, heading, [_format(column) for column in columns]


def _plain(column: Column, value: Any, words: Words) -> Any:
    """A figure as a number, a day as a day, an area by its name; what is missing stays empty."""
    if is_missing(value):
        return None
    if column.format == "area":
        return areas.name(value, words.lang)
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, datetime.datetime):
        return value.replace(tzinfo=None)
    return value if isinstance(value, int | float | Decimal | datetime.date) else str(value)


def _format(column: Column) -> str:
    """How a spreadsheet writes the figures of a column; it puts in the separators of its own language."""
    decimals = "." + "0" * column.decimals if column.decimals else ""
    match column.format:
        case "count" | "number":
            return "#,##0.##" if column.decimals is None else f"#,##0{decimals}"
        case "percent":
            return "0.##" if column.decimals is None else f"0{decimals}"
        case "year":
            return "0"
        case _:
            return "General"


def _fill(sheet: Any, rows: Iterable[Row], heading: int, formats: Sequence[str]) -> None:
    from openpyxl.styles import Alignment, Font

    widths: dict[int, int] = {}
    for number, row in enumerate(rows, start=1):
        in_table = heading and heading <= number
        for place, value in enumerate(row, start=1):
            cell = sheet.cell(number, place, _cell(value))
            if isinstance(cell.value, str):
                cell.data_type = "s"  # text, whatever it begins with
            if isinstance(value, datetime.datetime):
                cell.number_format = "yyyy-mm-dd hh:mm"
            elif isinstance(value, datetime.date):
                cell.number_format = "yyyy-mm-dd"
            elif in_table and not isinstance(value, str | bool) and value is not None and place <= len(formats):
                cell.number_format = formats[place - 1]
            if number in (1, heading):
                cell.font = Font(bold=True, size=14 if number == 1 else 11)
            if in_table and len(row) > 1 and number <= heading + LOOKED_AT:
                widths[place] = max(widths.get(place, 0), len(str(value)) + 2 if value is not None else 0)
            if number == heading:
                cell.alignment = Alignment(wrap_text=True, vertical="top")
    for place, width in widths.items():
        letter = sheet.cell(1, place).column_letter
        sheet.column_dimensions[letter].width = max(NARROWEST, min(WIDEST, width))
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight = True, 0  # all columns on a page
    if heading:
        sheet.print_title_rows = f"{heading}:{heading}"
        sheet.freeze_panes = sheet.cell(heading + 1, 1)


def _cell(value: Any) -> Any:
    """A value as a cell takes it: no text that is a formula, no characters that a workbook cannot hold."""
    if not isinstance(value, str):
        return value
    return escaped(_NOT_IN_CELLS.sub("", value))[:LONGEST_CELL]


def _contents(
    sheet: Any, cohort: Cohort, words: Words, listed: Sequence[tuple[Entry, str]], made: datetime.date
) -> None:
    """What the workbook is, the passport of the cohort, and the sheets with what each says."""
    head: list[Row] = [
        [words.t(N_("Report of the cohort: {cohort}"), cohort=cohort.title(words))],
        [words.t(N_("Report of LMA Data, made on {date}."), date=words.date(made))],
        [words.t(N_("For programme managers: these are figures on people. Do not publish or project them."))],
        [],
        *([label, text] for label, text in cohort.passport(words)),
        [],
    ]
    headings = [N_("Sheet"), N_("Page"), N_("What it says"), N_("Names people")]
    rows: list[Row] = [
        [
            name,
            words.t(one.page) if one.page else "",
            one.exhibit.answer.title if one.exhibit else words.t(cohort_file.FAILED),
            words.t(N_("yes")) if one.lists_people else words.t(N_("no")),
        ]
        for one, name in listed
    ]
    _fill(sheet, [*head, [words.t(text) for text in headings], *rows], len(head) + 1, [])
    sheet.freeze_panes = None
    for number, (_, name) in enumerate(listed, start=len(head) + 2):
        link = sheet.cell(number, 1)
        link.hyperlink = f"#'{name}'!A1"
        link.style = "Hyperlink"
