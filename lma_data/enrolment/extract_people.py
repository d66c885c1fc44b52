"""Reports with a column for each thing that is known of a person: registrations, forms, registers, any table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lma_data.enrolment import mapping, names, values, vocabularies
from lma_data.enrolment.fields import FIELDS, IDENTIFIERS
from lma_data.enrolment.headings import NOT_KEPT
from lma_data.enrolment.model import BadValue, Fact, Identifier, Message, Row, RowRead
from lma_data.enrolment.reports import IGNORED, fold
from lma_data.enrolment.sessions import key_of
from lma_data.enrolment.table import Problem, Table, set_aside
from lma_data.i18n import N_

FORMS = "microsoft-forms"
LOOKED_AT = 200  # rows that show what a column holds
ORDERED = N_(
    "Ordered by somebody else: this person has no address of their own here. Ask for it, or add it and drop the rows again."
)
# "Electives – Fair recruitment": a question with a column for each of its options
_OPTION = re.compile(r"^(?P<question>.+?)\s+[–—-]\s+(?P<option>.+)$")
_ELECTIVES = re.compile(r"\b(electives?|cours au choix|cours optionnels?|options?)\b")
_THEMES = re.compile(r"\b(thematic|themes?|thematiques?)\b")


@dataclass(frozen=True)
class Column:
    """One column that is kept: its position, the field it holds, and the key where the column itself is one."""

    position: int
    field: str
    key: str = ""


def read(table: Table) -> Iterator[RowRead]:
    """Registrations, forms, registers and tables: each column is a field."""
    columns = _columns(table)
    identity = _identity(table, columns)
    table.unknown([column.position for column in columns])
    kept = [column for column in columns if column.field in FIELDS]
    currency = table.column("currency")
    table.covers = tuple(dict.fromkeys(column.field for column in kept if FIELDS[column.field].scope != "value"))

    without_address = _without_address(table, identity, kept)

    def one(row: Row) -> RowRead:
        identifiers, reason = table.identify(row, identity)
        if row.number in without_address:
            reason = Message(ORDERED)
        if reason:
            return set_aside(row, reason)
        problems: list[Problem] = []
        facts = facts_of_cells(table, row, kept, currency, problems) + _applied(table, row, problems)
        return RowRead(row.number, identifiers, tuple(facts), problems=tuple(problems))

    return table.each(one)


def _columns(table: Table) -> list[Column]:
    """What each column holds: by the report's own headings, and in an open report by the names of the others.

    Where a heading repeats, the first column counts: pretix writes Company and Country of the attendee, then of the invoice.
    """
    known = [Column(position, role) for position, role in sorted(table.roles.items()) if role != IGNORED]
    columns = [*_first_of_each(known), *_options(table)]
    if table.report.open:
        columns += _mapped(table, columns)
    return [_kind_of_organisation(table, column) for column in columns]


def _first_of_each(columns: list[Column]) -> list[Column]:
    found: dict[str, Column] = {}
    for column in columns:
        if column.field not in found or column.field in IDENTIFIERS:
            found.setdefault(column.field if column.field not in IDENTIFIERS else f"{column.position}", column)
    return list(found.values())


def _mapped(table: Table, known: list[Column]) -> list[Column]:
    """The columns that the report's own headings do not name, by their names and values; what is not clear is asked.

    A form's own Email is no rival to the question that asks for the address.
    """
    taken = {*table.roles, *(column.position for column in known)}
    said = dict.fromkeys(taken, NOT_KEPT)
    held = {column.position: column.field for column in known if column.field in (FIELDS | IDENTIFIERS)}
    if table.report.id == FORMS:
        held = {position: field for position, field in held.items() if field != "email"}
    sample = [[_apart(table, cell) for cell in row.cells[: len(table.header)]] for row in table.body[:LOOKED_AT]]
    found = mapping.columns(table.header, sample, table.answers, table.recognition.shape, said | held)
    table.questions.extend(found.questions)
    return [
        Column(column.index, column.field, column.item)
        for column in found.columns
        if column.field and column.index not in taken
    ]


def _apart(table: Table, text: str) -> str:
    """Themes that Google Forms joins by commas, joined by semicolons, as lists are."""
    parts = text.split(", ") if "," in text and ";" not in text else []
    return "; ".join(parts) if parts and all(vocabularies.find("theme", part, table.course) for part in parts) else text


def _options(table: Table) -> Iterator[Column]:
    """Columns "question – option" of a choice of electives or of thematic areas."""
    for position, heading in enumerate(table.header):
        match = _OPTION.match(heading.strip())
        if position in table.roles or not match:
            continue
        question = fold(match["question"])
        if _THEMES.search(question):
            yield Column(position, "application.theme", match["option"])
        elif _ELECTIVES.search(question):
            yield Column(position, "elective.choice", match["option"])


def _kind_of_organisation(table: Table, column: Column) -> Column:
    """A column of organizations that holds nothing but a few audience groups says what they are, not who they are."""
    if column.field != "person.organisation":
        return column
    cells = [row.cells[column.position] for row in table.body[:LOOKED_AT] if row.cells[column.position].strip()]
    texts = set(cells)
    groups = [vocabularies.find("audience", text, table.course) for text in texts]
    few = len(texts) < len(cells) and len(texts) <= 2 * len(table.course.audience)
    return Column(column.position, "person.audience") if few and all(groups) else column


def _identity(table: Table, columns: list[Column]) -> list[tuple[int, str]]:
    """Where to look for who it is. A form's own Email says "anonymous", or who was signed in: its last address counts."""
    emails = [column.position for column in columns if column.field == "email"]
    if table.report.id == FORMS:
        emails.reverse()
    emails += table.columns("email.order")
    others = [(column.position, column.field) for column in columns if column.field in ("moodle", "username")]
    found = [(position, "email") for position in emails] + others
    return found if found or table.recognition.header_row else table.addresses()


def _without_address(table: Table, identity: list[tuple[int, str]], columns: list[Column]) -> set[int]:
    """Numbers of the rows of a group booking that have only the address of whoever ordered, who is somebody else.

    Who ordered has the address of the order as their own, or is called as the invoice is. Where all rows that one
    address ordered can be one person by their names, that person ordered.
    """
    orders = [(position, "email") for position in table.columns("email.order")]
    own = [column for column in identity if column not in orders]
    owners: dict[Identifier, str] = {}
    ordered: dict[Identifier, list[tuple[Row, str]]] = {}
    for row in table.body if orders else ():
        if table.unusable(row):
            continue
        name = _name(row, columns)
        identifiers, _ = table.identify(row, own)
        for known in identifiers:
            owners.setdefault(known, name)
        if not identifiers:
            for known in table.identify(row, orders)[0]:
                ordered.setdefault(known, []).append((row, name))
    found: set[int] = set()
    for known, rows in ordered.items():
        called = [name for name in (owners.get(known, ""), *(name for _, name in rows)) if name]
        if all(names.agree(called[0], name) for name in called):
            continue
        for row, name in rows:
            buyer = " ".join(row.cells[at] for at in table.columns("buyer"))
            if not (names.agree(name, owners.get(known, "")) or names.agree(name, buyer)):
                found.add(row.number)
    return found


def _name(row: Row, columns: list[Column]) -> str:
    said = {column.field: values.clean(row.cells[column.position]) for column in columns}
    return said.get("name.full") or names.full(said.get("name.first"), said.get("name.family"))


def facts_of_cells(
    table: Table, row: Row, columns: list[Column], currency: int | None, problems: list[Problem]
) -> list[Fact]:
    found: dict[tuple[str, str], Fact] = {}
    for column in columns:
        text = row.cells[column.position]
        if not text.strip():
            continue
        if column.field == "payment.paid" and currency is not None and fold(text).strip("0 "):
            text = f"{text} {row.cells[currency]}"
        for fact in _of_cell(table, column, text, problems):
            found.setdefault(fact[:2], fact)
    return list(found.values())


def _of_cell(table: Table, column: Column, text: str, problems: list[Problem]) -> Iterator[Fact]:
    if not FIELDS[column.field].keyed:
        value = table.value(column.field, column.position, text, problems)
        if value is not None:
            yield Fact(column.field, "", value)
    elif column.key:
        yield from _of_option(table, column, text, problems)
    else:
        yield from _of_list(table, column, text, problems)


def _of_option(table: Table, column: Column, text: str, problems: list[Problem]) -> Iterator[Fact]:
    """A column of one option: Yes, No, or (of an elective) its rank."""
    try:
        rank = column.field == "elective.choice" and text.strip().isdigit() and text.strip() != "0"
        value = text.strip() if rank else vocabularies.code("yes-no", text, table.course, table.answers)
    except BadValue as bad:
        table.wrong(column.position, bad, problems)
        return
    if value not in (None, "no"):
        yield Fact(column.field, _key(table, column.field, column.key), str(value))


def _of_list(table: Table, column: Column, text: str, problems: list[Problem]) -> Iterator[Fact]:
    """A cell with several options: "Governance;Protection;"."""
    if values.missing(text):
        return
    for item in _items(table, column.field, text):
        try:
            yield Fact(column.field, _key(table, column.field, item), "yes")
        except BadValue as bad:
            table.wrong(column.position, bad, problems)


def _items(table: Table, field: str, text: str) -> list[str]:
    """Google Forms joins by commas; a name with a comma of its own is one item where it is known as a whole."""
    items = values.listed(text)
    if len(items) > 1 or "," not in text:
        return items
    if field == "application.theme" and vocabularies.find("theme", text, table.course):
        return items
    parts = [part for part in map(values.clean, text.split(",")) if part]
    if field == "application.theme" or table.report.id == "google-forms":
        return parts
    return items


def _key(table: Table, field: str, name: str) -> str:
    if field == "application.theme":
        return vocabularies.code("theme", name, table.course, table.answers) or key_of(name)
    return key_of(name)


def _applied(table: Table, row: Row, problems: list[Problem]) -> list[Fact]:
    """pretix has day and time of an order in two columns."""
    day, time = table.column("applied.day"), table.column("applied.time")
    if day is None or not row.cells[day].strip():
        return []
    text = row.cells[day] if time is None else f"{row.cells[day]} {row.cells[time]}".strip()
    value = table.value("application.applied", day, text, problems)
    return [Fact("application.applied", "", value)] if value else []


def person_columns(table: Table) -> list[Column]:
    """Columns that say who somebody is: names, country, organization."""
    known = [Column(position, role) for position, role in sorted(table.roles.items())]
    kept = [column for column in known if column.field.startswith(("name.", "person."))]
    return [_kind_of_organisation(table, column) for column in _first_of_each(kept)]
