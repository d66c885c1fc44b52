"""Rows of delimited text: which delimiter, where a record ends, and what to do where quotation marks go wrong.

Records are numbered as a spreadsheet numbers them: one for each record, blank ones too, a quoted line break within one
counting nothing, a first line `sep=;` not at all.

A quotation mark that is never closed must not swallow the rows below: where a record that runs over several lines is
not well formed, or each of its lines is a row of its own, its first line stands for itself, with a problem, and reading
goes on at the next line.
"""

from __future__ import annotations

import csv
import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from lma_data.enrolment import caps
from lma_data.enrolment.model import Message, Row
from lma_data.i18n import N_

DELIMITERS = (",", ";", "\t", "|", ":")  # of two that fit as well, the first
SAMPLE_LINES = 100
BLOCK = 500  # lines that are looked at together
NO_DELIMITER = "\x1f"  # of a file with one column; it was cleaned away from the text

UNCLOSED = N_("A quotation mark in this row is not closed: its cells may be in the wrong columns.")
CUT = N_("A cell of this row is longer than {cap} characters: it was cut.")
TOO_WIDE = N_("This row has more than {cap} cells: the rest was left out.")

_UNCLOSED = Message(UNCLOSED)
_SEP = re.compile(r'"?sep=(.)"?\s*$', re.IGNORECASE)
_NUMBER = re.compile(r"\s*[\d+(]")


@dataclass(frozen=True)
class Form:
    """How the text is written: delimiter, the usual number of cells, columns known to hold e-mails or numbers, `sep=`."""

    delimiter: str
    width: int
    marks: tuple[tuple[int, str], ...]  # (column, "@" or "0")
    hint: bool = False  # the first line is `sep=…`, no record
    spaced: bool = False  # quotation marks follow a space after the delimiter

    def is_row(self, line: str) -> bool:
        """Whether a line has what a whole row of this text has: the known columns, and about as many cells."""
        cells = [cell.strip('" ') for cell in line.rstrip("\r\n").split(self.delimiter)]
        if not self.marks:
            return len(cells) == self.width > 3
        if len(cells) < 2 or abs(len(cells) - self.width) > 2:
            return False
        return all(_mark(cells[column]) == mark for column, mark in self.marks if column < len(cells))


def form(lines: Iterable[str]) -> Form:
    """The form of a text, from its first lines."""
    head = _first(lines)
    hinted = _SEP.match(head[0]) if head else None
    body = head[1:] if hinted else head
    if hinted and (len(body) < 1 or hinted[1] in body[0]):
        return _form(body, hinted[1], True)
    best = max(DELIMITERS, key=lambda delimiter: _consistency(body, delimiter))
    return _form(body, best if _consistency(body, best) > 0 else NO_DELIMITER, bool(hinted))


def _first(lines: Iterable[str]) -> list[str]:
    """The first lines that are not blank; of a long one, its beginning."""
    found: list[str] = []
    for line in lines:
        if line.strip():
            found.append(line if len(line) < caps.QUOTED_CHARACTERS else line[: caps.QUOTED_CHARACTERS] + "\n")
        if len(found) >= SAMPLE_LINES:
            break
    return found


def _without_empty_end(cells: tuple[str, ...]) -> tuple[str, ...]:
    end = len(cells)
    while end > 1 and not cells[end - 1]:
        end -= 1
    return cells[:end]


def _consistency(lines: list[str], delimiter: str) -> float:
    """From 0 to 1: the part of the records that are as wide as a neighbour, and more cells before fewer.

    Neighbours, because a file may have a preamble, or several tables below each other.
    """
    widths = [len(row.cells) for row in _sample(lines, delimiter)]
    score = sum(
        (1 - 1 / width) * (1 if width in widths[max(0, place - 1) : place] + widths[place + 1 : place + 2] else 0.25)
        for place, width in enumerate(widths)
    ) / (len(widths) or 1)
    return score / 2 if delimiter == ":" else score  # a colon stands in times and titles


def _sample(lines: list[str], delimiter: str) -> list[Row]:
    """The records of the first lines, blank ones too."""
    form = Form(delimiter, 0, (), spaced=_spaced(lines, delimiter))
    return [row for row in _one_by_one(_Feed((), False), lines, form) if row.cells]


def _spaced(lines: list[str], delimiter: str) -> bool:
    return any(f'{delimiter} "' in line for line in lines)


def _form(lines: list[str], delimiter: str, hint: bool) -> Form:
    spaced = _spaced(lines, delimiter)
    rows = [row.cells for row in _sample(lines, delimiter) if not row.problem]
    if not rows:
        return Form(delimiter, 0, (), hint, spaced)
    width = max(Counter(map(len, rows)).items(), key=lambda item: (item[1] * (item[0] > 1), item[0]))[0]
    body = [cells for cells in rows if len(cells) == width][1:]
    marks = []
    for column in range(width if len(body) >= 3 else 0):
        mark = _mark(body[0][column])
        if mark and all(_mark(cells[column]) == mark for cells in body):
            marks.append((column, mark))
    return Form(delimiter, width, tuple(marks), hint, spaced)


def _mark(cell: str) -> str:
    return "@" if "@" in cell else "0" if _NUMBER.match(cell) else ""


def records(lines: Iterable[str], form: Form) -> Iterator[Row]:
    """All records that are not blank, with their numbers; cells as they stand between delimiters and quotation marks."""
    feed = _Feed(lines, form.hint)
    number = 0
    while block := feed.block():
        found = _one_a_line(block, form)
        if found is not None and max(map(len, block)) <= caps.COLUMNS:  # no row can be beyond a cap
            for cells in found:
                number += 1
                if cells and (cells[0].strip() or any(map(str.strip, cells))):
                    yield Row(number, tuple(cells))
            continue
        for row in _one_by_one(feed, block, form):
            number += 1
            if any(map(str.strip, row.cells)):
                yield _within_caps(Row(number, row.cells, row.problem))


def _one_a_line(block: list[str], form: Form) -> list[list[str]] | None:
    """The cells of each line, if each is a record of its own and well formed: nearly always, and quickly."""
    try:
        found = list(_reader(block, form))
    except csv.Error:
        return None
    return found if len(found) == len(block) else None


def _reader(lines: Iterable[str], form: Form) -> Iterator[list[str]]:
    return csv.reader(lines, delimiter=form.delimiter, skipinitialspace=form.spaced, strict=True)


def _one_by_one(feed: _Feed, block: list[str], form: Form) -> Iterator[Row]:
    """The records that begin in the block, the last of which may end beyond it. They have no numbers yet."""
    feed.give_back(block)
    reader = _reader(feed, form)
    while feed.waiting:
        if feed.patience < 0:
            yield _line(feed.waiting.popleft(), form)
            continue
        feed.begin_record()
        try:
            cells = next(reader)
        except (csv.Error, _OpenTooLong):
            yield _alone(feed, form)
        else:
            swallowed = len(feed.taken) > 1 and _swallowed(feed.taken, len(cells), form)
            yield _alone(feed, form) if swallowed else Row(0, tuple(cells))


def _swallowed(lines: list[str], width: int, form: Form) -> bool:
    """Whether a record of several lines is rows that an open quotation mark ran together."""
    rows = [form.is_row(line) for line in lines]
    return 2 * sum(rows) > len(lines) or (width != form.width and any(rows[1:]))


def _alone(feed: _Feed, form: Form) -> Row:
    """The first of the lines taken, by itself; the others are read anew."""
    line, *others = feed.taken
    feed.give_back(others)
    feed.patience -= max(caps.IN_VAIN, sum(map(len, others)))
    return _broken(line, form) if others else _line(line, form)


def _line(line: str, form: Form) -> Row:
    """A line as a row of its own: with quotation marks inside cells as they stand, if they leave as many cells as usual."""
    cells = _with_quotes_inside(line.rstrip("\r\n"), form.delimiter)
    return Row(0, cells) if cells and len(cells) == (form.width or len(cells)) else _broken(line, form)


def _broken(line: str, form: Form) -> Row:
    cells = tuple(cell.strip('"') for cell in line.rstrip("\r\n").split(form.delimiter))
    return Row(0, cells, _UNCLOSED)


def _with_quotes_inside(line: str, delimiter: str) -> tuple[str, ...] | None:
    """Cells of a line such as `1,"the "best" one",x`, where a mark closes only before a delimiter; None if it does not."""
    cells: list[str] = []
    pieces = iter(line.split(delimiter))
    for piece in pieces:
        if piece.startswith('"'):
            quoted = [piece]
            while not _closes(quoted[-1], first=len(quoted) == 1):
                if (following := next(pieces, None)) is None:
                    return None
                quoted.append(following)
            piece = delimiter.join(quoted)[1:-1].replace('""', '"')
        cells.append(piece)
    return tuple(cells)


def _closes(piece: str, first: bool) -> bool:
    marks = len(piece) - len(piece.rstrip('"'))
    return (marks - (first and marks == len(piece))) % 2 == 1


def _within_caps(row: Row) -> Row:
    if len(row.cells) > caps.COLUMNS:
        row = row._replace(cells=_without_empty_end(row.cells))
    if len(row.cells) > caps.COLUMNS:
        row = Row(row.number, row.cells[: caps.COLUMNS], Message(TOO_WIDE, {"cap": caps.written(caps.COLUMNS)}))
    if max(map(len, row.cells)) > caps.CELL:
        cut = tuple(cell[: caps.CELL] for cell in row.cells)
        row = Row(row.number, cut, row.problem or Message(CUT, {"cap": caps.written(caps.CELL)}))
    return row


class _OpenTooLong(Exception):
    """A quotation mark stays open for more lines than anybody writes into a cell."""


class _Feed:
    """Lines in blocks, or one by one for the reader; those of the present record are kept, to be read anew."""

    def __init__(self, lines: Iterable[str], hint: bool) -> None:
        self._lines = iter(lines)
        self.waiting: deque[str] = deque()  # lines that were given back
        self.patience = caps.PATIENCE  # who searches in vain for too long may search no more
        self.taken: list[str] = []
        self._size = 0
        if hint:
            next(self._lines, None)

    def block(self) -> list[str]:
        """The next lines; none waits at this point."""
        return list(islice(self._lines, BLOCK))

    def begin_record(self) -> None:
        self.taken = []
        self._size = 0

    def give_back(self, lines: list[str]) -> None:
        self.waiting.extendleft(reversed(lines))

    def __iter__(self) -> _Feed:
        return self

    def __next__(self) -> str:
        if self.taken and self._open_too_long():
            raise _OpenTooLong
        line = self.waiting.popleft() if self.waiting else next(self._lines)
        self.taken.append(line)
        self._size += len(line)
        return line

    def _open_too_long(self) -> bool:
        return len(self.taken) >= caps.QUOTED_LINES or self._size > caps.QUOTED_CHARACTERS
