"""Which column of a table of unknown origin holds which field: by its header, and by its values."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lma_data.enrolment.folding import plain
from lma_data.enrolment.model import Answers, Message, Question
from lma_data.i18n import N_


@dataclass(frozen=True)
class Column:
    """One column: what it holds (a field, an identifier, or "" where it is left out), how sure that is, and why."""

    index: int
    key: str  # of the column, in ids of questions: its folded header, or its position
    header: str
    field: str
    confidence: float
    why: Message
    item: str = ""  # the key of a keyed field whose columns are its keys: the session, the activity


@dataclass(frozen=True)
class Mapping:
    columns: tuple[Column, ...]  # one for each column of the table, in its order
    questions: tuple[Question, ...] = ()

    def holding(self, field: str) -> Column | None:
        return next((column for column in self.columns if column.field == field), None)


def keys(header: Sequence[str]) -> list[str]:
    """A key for each column: its folded header; "column-3" where it is empty; "email-2" where it repeats another."""
    found: list[str] = []
    for position, text in enumerate(header, 1):
        base = plain(text) or f"column-{position}"
        same = sum(1 for key in found if key == base or key.startswith(f"{base}-"))
        found.append(f"{base}-{same + 1}" if same else base)
    return found


def columns(header: Sequence[str], rows: Iterable[Sequence[str]], answers: Answers, shape: str) -> Mapping:
    """The mapping of a table: `header` as it stands in the file (empty texts where there is none), some of its rows."""
    why = Message(N_("Nothing is known of it."))
    return Mapping(
        tuple(
            Column(i, key, text, "", 0.0, why) for i, (key, text) in enumerate(zip(keys(header), header, strict=True))
        )
    )
