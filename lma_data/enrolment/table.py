"""A sheet while it is read under one recognition: its rows without the headings, its values, what has to be asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

from lma_data.course import Course
from lma_data.enrolment import mapping, values
from lma_data.enrolment.fields import FIELDS
from lma_data.enrolment.model import Answers, BadValue, Identifier, Message, Question, Recognition, Row, RowRead, Sheet
from lma_data.enrolment.names import email
from lma_data.enrolment.reading import fit
from lma_data.enrolment.reports import Report, fold, reports
from lma_data.i18n import N_

Mends = Mapping[tuple[int, str], str]  # (row, column: its heading, its key or its position from 1) -> new text
Problem = tuple[str, Message]
Parser = Callable[[str], str | None]
TOTALS = {"total", "totals", "grand total", "sub total", "subtotal", "sum", "average", "overall average"}
TOTALS |= {"total general", "totaux", "sous total", "somme", "moyenne", "moyenne generale", "moyenne globale"}
TOTALS |= {"summary", "resume"}  # below the people of an attendance report
NOBODY = {"anonymous", "anonyme", "anonymous user", "utilisateur anonyme"}
NO_IDENTITY = N_("There is no e-mail address and no user id in this row. Add the address of the person.")
NOBODY_FOUND = N_(
    "Nobody can be identified: no column holds e-mail addresses or user ids. Add a column of e-mail addresses, "
    "or say which column has them."
)
TOTAL = N_("This row is a total.")
REPEATED = N_("This row repeats the headings.")


@dataclass
class Table:
    """What a reader of rows needs; questions and notes are gathered while it reads."""

    sheet: Sheet
    recognition: Recognition
    course: Course
    answers: Answers
    mends: Mends
    questions: list[Question] = field(default_factory=list)
    notes: list[Message] = field(default_factory=list)
    covers: tuple[str, ...] = ()  # see FileRead

    @cached_property
    def report(self) -> Report:
        return reports()[self.recognition.report]

    @property
    def header(self) -> tuple[str, ...]:
        return self.recognition.header

    @cached_property
    def keys(self) -> list[str]:
        return mapping.keys(self.header)

    @cached_property
    def roles(self) -> dict[int, str]:
        """Position -> what the column holds, of the headings that the report knows, whichever the language."""
        languages = ("fr", "en") if self.recognition.language == "fr" else ("en", "fr")
        first, second = (self.report.columns(self.header, lang) for lang in languages)
        return second | first

    def columns(self, role: str) -> list[int]:
        return [position for position, known in self.roles.items() if known == role]

    def column(self, role: str) -> int | None:
        return min(self.columns(role), default=None)

    def label(self, position: int) -> str:
        """What a column is called to a person: its heading, or its position."""
        return self.header[position].strip() or str(position + 1)

    # Rows

    def stream(self) -> Iterator[Row]:
        """The rows of the table, each as wide as its headings at least, mended."""
        first, last = self.recognition.header_row, self.recognition.end_row
        width = len(self.header)
        mended = self._mends_by_row
        for row in self.sheet.rows():
            number, cells, _ = row
            if number <= first:
                continue
            if last and number > last:
                return
            if len(cells) != width:
                row = fit(row, width)
            if number in mended:
                row = self._mended(row, mended[number])
            yield row

    @cached_property
    def body(self) -> list[Row]:
        return list(self.stream())

    @cached_property
    def _mends_by_row(self) -> dict[int, dict[str, str]]:
        found: dict[int, dict[str, str]] = {}
        for (number, column), text in self.mends.items():
            found.setdefault(number, {})[str(column)] = text
        return found

    def _mended(self, row: Row, mends: Mapping[str, str]) -> Row:
        cells = list(row.cells)
        for column, text in mends.items():
            position = self._position(column)
            if position is not None:
                cells[position] = text
        return row._replace(cells=tuple(cells))

    def _position(self, column: str) -> int | None:
        for names in (self.header, self.keys, [str(number) for number in range(1, len(self.header) + 1)]):
            if column in names:
                return list(names).index(column)
        return next((at for at, name in enumerate(self.header) if fold(name) == fold(column) != ""), None)

    @cached_property
    def _folded_header(self) -> tuple[str, ...]:
        return tuple(fold(cell) for cell in self.header)

    @cached_property
    def _fold(self) -> Callable[[str], str]:
        """`fold`, remembered for this table alone: cells hold people, and a log repeats its first cells."""
        return lru_cache(2000)(fold)

    def unusable(self, row: Row) -> Message | None:
        """Why a row is no row of a person, whatever stands in its columns."""
        if row.problem:
            return row.problem
        first = next((cell for cell in row.cells if cell.strip()), "")
        folded = self._fold(first)
        if folded in TOTALS and not any("@" in cell for cell in row.cells):
            return Message(TOTAL)
        if folded and folded in self._folded_header and self._is_header(row):
            return Message(REPEATED)
        return None

    def _is_header(self, row: Row) -> bool:
        return (
            any(self._folded_header)
            and tuple(fold(cell) for cell in row.cells[: len(self.header)]) == self._folded_header
        )

    # Values

    def parser(self, field_id: str, position: int) -> Parser:
        """How the values of one column are read: as its system writes them, else as the column itself shows."""
        key = (field_id, position)
        if key not in self._parsers:
            texts = [row.cells[position] for row in self.body if not self.unusable(row)]
            self._parsers[key] = values.parser(FIELDS[field_id], self.setting_of(field_id, position, texts))
        return self._parsers[key]

    @cached_property
    def _parsers(self) -> dict[tuple[str, int], Parser]:
        return {}

    def setting_of(self, field_id: str, position: int, texts: Sequence[str]) -> values.Setting:
        """The setting of a column with those values. A site may write dates in another order than its system: they tell."""
        order: Any = self.report.dates if self.report.dates in ("day-first", "month-first") else ""
        if order and FIELDS[field_id].kind in ("date", "moment"):
            seen = values.date_order(texts)
            order = seen if seen in ("day-first", "month-first") else order
        also = {word: code for code, words in self.report.values.get(field_id, {}).items() for word in words}
        setting = values.Setting(
            self.course,
            language=self.recognition.language,
            date_order=order,
            also=also,
            answers=self.answers,
            shape=self.recognition.shape,
            column=self.keys[position],
            header=self.header[position],
        )
        return values.settle(FIELDS[field_id], texts, setting)[0]  # each value that waits asks by itself

    def value(self, field_id: str, position: int, text: str, problems: list[Problem]) -> str | None:
        """The canonical value of a cell; None where there is none, or where `problems` says what is wrong with it."""
        try:
            return self.parser(field_id, position)(text)
        except BadValue as bad:
            self.wrong(position, bad, problems)
            return None

    def wrong(self, position: int, bad: BadValue, problems: list[Problem]) -> None:
        problems.append((self.label(position), bad.message))
        if bad.question:
            self.questions.append(bad.question)

    # Who it is

    def identify(self, row: Row, columns: Sequence[tuple[int, str]]) -> tuple[tuple[Identifier, ...], Message | None]:
        """The identifiers in a row, or why it has none. Of several addresses, the first sound one of `columns` counts."""
        if not columns:
            return (), Message(NOBODY_FOUND)
        found: dict[str, Identifier] = {}
        bad: BadValue | None = None
        for position, kind in columns:
            text = row.cells[position]
            if kind in found or values.missing(text) or fold(text) in NOBODY:
                continue
            try:
                found[kind] = identifier(kind, text)
            except BadValue as wrong:
                bad = bad or wrong
        if not found:
            return (), bad.message if bad else Message(NO_IDENTITY)
        return tuple(found.values()), None

    def addresses(self) -> list[tuple[int, str]]:
        """Of a table without headings: the column that holds more e-mail addresses than any other."""
        counts = {at: sum("@" in row.cells[at] for row in self.body) for at in range(len(self.header))}
        best = max(counts, key=lambda at: counts[at], default=None)
        return [(best, "email")] if best is not None and counts[best] else []

    def identity_columns(self) -> list[tuple[int, str]]:
        return [(position, kind) for kind in ("email", "moodle", "username") for position in self.columns(kind)]

    # Row by row

    def each(self, read: Callable[[Row], RowRead]) -> Iterator[RowRead]:
        """Every row, read or set aside."""
        for row in self.body:
            reason = self.unusable(row)
            yield set_aside(row, reason) if reason else read(row)

    def unknown(self, used: Iterable[int]) -> None:
        """Says which columns are not kept."""
        left = [self.label(position) for position in range(len(self.header)) if position not in set(used)]
        named = [name for name in left if not name.isdigit()]
        if named:
            self.notes.append(Message(N_("Columns that are not kept: {columns}."), {"columns": "; ".join(named)}))


def identifier(kind: str, text: str) -> Identifier:
    """An identifier in its one form; BadValue where it is none."""
    if kind == "email":
        return Identifier("email", email(text))
    folded = fold(text) if kind == "moodle" else values.clean(text).casefold()
    if kind == "moodle" and not (folded.isascii() and folded.isdigit() and int(folded) > 0):
        raise BadValue(Message(N_("“{value}” is not the id of a user in Moodle."), {"value": values.clean(text)}))
    return Identifier(kind, str(int(folded)) if kind == "moodle" else folded)


def set_aside(row: Row, reason: Message) -> RowRead:
    return RowRead(row.number, set_aside=reason, cells=row.cells)
