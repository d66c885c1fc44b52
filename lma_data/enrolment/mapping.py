"""Which column of a table of unknown origin holds which field: by its heading, by its values, by what the manager said.

What is not sure is asked, and a field that two columns could hold is held by none until the manager says by which.
"""

from __future__ import annotations

import collections.abc
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from lma_data.enrolment import values
from lma_data.enrolment.fields import FIELDS, IDENTIFIERS
from lma_data.enrolment.folding import clean, plain, short
from lma_data.enrolment.headings import NAME, NOT_KEPT, Heading, Looks, heading, looks
from lma_data.enrolment.model import Answers, Message, Question
from lma_data.i18n import N_

SURE = 0.75  # from this confidence on, a column is taken; below, it is asked about
ROWS = 1000  # that are looked at
SHOWN = 5  # values that a question shows

SAID = N_("You said so.")
NOTHING = N_("Neither its heading nor its values say what it holds.")
LEFT_OUT = N_("This is known, and not kept.")
BY_HEADING = N_("Its heading says so.")
BY_BOTH = N_("Its heading says so, and its values fit.")
BY_PART = N_("Its heading has words that say so, and its values fit.")
BY_VALUES = N_("Its values are such; its heading does not say it.")
PERHAPS = N_("Its heading may say so.")
DO_NOT_FIT = N_("Its heading says so, but its values do not fit.")
TAKEN = N_("Another column holds this already: “{column}”.")
TWICE = N_("More than one column could hold this.")


@dataclass(frozen=True)
class Column:
    """One column: what it holds (a field, an identifier, or "" where it is left out), how sure that is, and why."""

    index: int
    key: str  # of the column, in ids of questions: its folded heading, or its position
    header: str
    field: str
    confidence: float
    why: Message
    item: str = ""  # the key of a keyed field whose columns are its keys: the session, the activity
    perhaps: str = ""  # the field that is asked about, where it is not sure


@dataclass(frozen=True)
class Mapping:
    columns: tuple[Column, ...]  # one for each column of the table, in its order
    questions: tuple[Question, ...] = ()

    def holding(self, field: str) -> Column | None:
        """The first column that holds a field."""
        return next((column for column in self.columns if column.field == field), None)


def keys(header: Sequence[str]) -> list[str]:
    """A key for each column: its folded heading; "column-3" where it is empty; "email-2" where it repeats another."""
    found: dict[str, None] = {}
    for position, text in enumerate(header, 1):
        base = key = plain(text) or f"column-{position}"
        count = 1
        while key in found:
            count += 1
            key = f"{base}-{count}"
        found[key] = None
    return list(found)


def columns(
    header: Sequence[str],
    rows: Iterable[Sequence[str]],
    answers: Answers,
    shape: str,
    known: collections.abc.Mapping[int, str] | None = None,
) -> Mapping:
    """The mapping of a table: `header` as it stands in the file (empty texts where there is none), some of its rows.

    `known`: what the report itself says of a column, by its position; it counts as a heading that says so.
    """
    sample = list(islice(rows, ROWS))
    cells = [[row[at] if at < len(row) else "" for row in sample] for at in range(len(header))]
    seen = [looks(texts) for texts in cells]
    said = [Heading(known[at], "exact") if known and at in known else heading(text) for at, text in enumerate(header)]
    said = _named(said, cells)
    found = [
        _answered(Column(at, key, header[at], *_judged(said[at], seen[at])), answers, shape)
        for at, key in enumerate(keys(header))
    ]
    found, twice = _each_once(found, said, cells, answers, shape)
    found = [_freed(column, found) for column in found]
    asked = [_asked(column, seen[column.index], shape) for column in found if column.perhaps]
    orders = [question for column in found for question in _order(column, cells[column.index], answers, shape)]
    return Mapping(tuple(found), (*twice, *asked, *orders))


def _named(said: list[Heading], cells: list[list[str]]) -> list[Heading]:
    """ "Name" beside first names is a family name, unless it repeats them; else it is a full name."""
    firsts = [at for at, one in enumerate(said) if one.field == "name.first" and one.how == "exact"]
    families = any(one.field == "name.family" and one.how == "exact" for one in said)
    named = []
    for at, one in enumerate(said):
        if one.field != NAME:
            named.append(one)
        elif not firsts or families or _repeats(cells[firsts[0]], cells[at]):
            named.append(Heading("name.full", one.how))
        else:
            named.append(Heading("name.family", one.how))
    return named


def _repeats(first: Sequence[str], name: Sequence[str]) -> bool:
    pairs = [
        (plain(one), plain(other)) for one, other in zip(first, name, strict=True) if one.strip() and other.strip()
    ]
    return bool(pairs) and sum(f" {one} " in f" {other} " for one, other in pairs) > len(pairs) / 2


def _judged(said: Heading, seen: Looks) -> tuple[str, float, Message, str, str]:
    """Field, confidence, why, item, and the field to be asked about."""
    if said.field == NOT_KEPT:
        return "", 0.9, Message(LEFT_OUT), "", ""
    if not said.field:
        return _by_values(seen)
    fit = seen.fits(said.field)
    if _contradicted(said.field, fit, seen):
        return "", 0.2, Message(DO_NOT_FIT), "", said.field if said.how == "exact" else ""
    if said.how == "exact":
        why, confidence = (BY_BOTH, 0.95) if fit and seen.filled else (BY_HEADING, 0.85 if seen.filled else 0.8)
        return said.field, confidence, Message(why), "", ""
    if said.field == "email" and seen.emails >= 0.8:
        return "email", 0.8, Message(BY_PART), "", ""
    telling = said.field in FIELDS and FIELDS[said.field].kind == "code" or said.field == "application.theme"
    if said.how == "part" and telling and fit is not None and fit >= 0.8:
        return said.field, 0.8, Message(BY_PART), "", ""
    if not fit and (found := _by_values(seen))[4]:
        return found
    return "", 0.5, Message(PERHAPS), "", said.field if seen.filled and fit != 0 else ""


def _contradicted(field: str, fit: float | None, seen: Looks) -> bool:
    """Whether the values cannot be what the heading says."""
    if not seen.filled:
        return False
    if fit is None:
        return seen.emails >= 0.8
    if field in FIELDS and FIELDS[field].kind in ("code", "flag"):
        others = max(seen.emails, seen.dates, seen.numbers)
        return fit == 0 and (others >= 0.8 or len(seen.texts) > 20)
    return fit < 0.2


# What values alone can say: field, and how much of them has to fit.
_BY_WORDS = (
    ("person.gender", 0.9),
    ("person.country", 0.9),
    ("person.language", 0.9),
    ("person.audience", 0.7),
    ("application.theme", 0.9),
    ("application.funding", 0.9),
    ("application.status", 0.9),
    ("completion.activity", 0.9),
    ("attendance.session", 0.9),
)


def _by_values(seen: Looks) -> tuple[str, float, Message, str, str]:
    if seen.filled and seen.emails >= 0.8:
        return "email", 0.85, Message(BY_VALUES), "", ""
    if len(seen.texts) > 1 and seen.of("yes-no") < 0.9:
        for field, least in _BY_WORDS:
            if seen.of("theme" if FIELDS[field].keyed == "theme" else FIELDS[field].vocabulary) >= least:
                return "", 0.6, Message(BY_VALUES), "", field
        if seen.dates >= 0.8 and seen.numbers < 0.8:
            return "", 0.4, Message(BY_VALUES), "", "application.applied"
    return "", 0.0, Message(NOTHING), "", ""


def _answered(column: Column, answers: Answers, shape: str) -> Column:
    answer = answers.get(f"column:{shape}:{column.key}")
    if answer is not None and (answer == "" or answer in FIELDS or answer in IDENTIFIERS):
        column = replace(column, field=answer, confidence=1.0, why=Message(SAID), perhaps="")
    keyed = FIELDS[column.field].keyed if column.field in FIELDS else ""
    return replace(column, item=clean(column.header) if keyed in ("session", "activity", "form") else "")


def _each_once(
    found: list[Column], said: list[Heading], cells: list[list[str]], answers: Answers, shape: str
) -> tuple[list[Column], list[Question]]:
    """Each field in one column: that of the better reason; of equal ones the manager has to say which."""
    questions: list[Question] = []
    for field in dict.fromkeys(column.field for column in found):
        rivals = [column for column in found if column.field == field]
        if not field or len(rivals) < 2 or (field in FIELDS and FIELDS[field].keyed):
            continue
        best = _best(rivals, said, cells)
        chosen = next((one for one in rivals if one.key == answers.get(f"field:{shape}:{field}")), None)
        if chosen is None and len(best) == 1:
            chosen = best[0]
        if chosen is None:
            questions.append(_which(field, best, cells, shape))
        for one in rivals:
            if chosen is None and one in best:
                found[one.index] = replace(one, field="", confidence=0.5, why=Message(TWICE))
            elif one is not chosen:
                why = Message(
                    TAKEN, {"column": clean((chosen or best[0]).header) or str((chosen or best[0]).index + 1)}
                )
                found[one.index] = replace(one, field="", why=why)
    return found, questions


def _best(rivals: list[Column], said: list[Heading], cells: list[list[str]]) -> list[Column]:
    """Those of the best reason; columns without a value, and columns that repeat the first of them, are none."""

    def rank(column: Column) -> int:
        return 4 if column.why.text == SAID else ["", "hint", "part", "exact"].index(said[column.index].how)

    filled = [one for one in rivals if any(text.strip() for text in cells[one.index])] or rivals[:1]
    best = [one for one in filled if rank(one) == max(map(rank, filled))]
    first = [plain(text) for text in cells[best[0].index]]
    same = [one for one in best[1:] if [plain(text) for text in cells[one.index]] == first]
    return [one for one in best if one not in same]


def _which(field: str, rivals: list[Column], cells: list[list[str]], shape: str) -> Question:
    about = Message(N_("More than one column could hold “{field}”. Which one does?"), {"field": field_name(field)})
    options = {one.key: _called(one) for one in rivals}
    samples = tuple(short(text) for one in rivals for text in cells[one.index] if text.strip())[:SHOWN]
    return Question(f"field:{shape}:{field}", about, options, samples, len(cells[0]) if cells else 0)


def _freed(column: Column, found: list[Column]) -> Column:
    """A column that may hold what another one surely holds is not asked about."""
    holder = next((one for one in found if one.field == column.perhaps), None) if column.perhaps else None
    if holder is None or (column.perhaps in FIELDS and FIELDS[column.perhaps].keyed):
        return column
    return replace(column, perhaps="", why=Message(TAKEN, {"column": clean(holder.header) or str(holder.index + 1)}))


def _asked(column: Column, seen: Looks, shape: str) -> Question:
    options = {column.perhaps: field_name(column.perhaps), "": Message(N_("Leave it out"))}
    options |= {field: field_name(field) for field in (*IDENTIFIERS, *FIELDS)}
    about = Message(N_("What does this column hold? {column}"), {"column": _called(column)})
    samples = tuple(short(text) for text in seen.texts[:SHOWN])
    return Question(f"column:{shape}:{column.key}", about, options, samples, seen.filled)


def _order(column: Column, texts: Sequence[str], answers: Answers, shape: str) -> list[Question]:
    """Of a column that is asked about and may hold dates, also which order they have, so that one round of answers does."""
    field = FIELDS.get(column.perhaps)
    if field is None or field.kind not in ("date", "moment") or f"dates:{shape}:{column.key}" in answers:
        return []
    if values.date_order(texts) not in ("ambiguous", "mixed"):
        return []
    waiting = [text for text in texts if values.date_order([text]) == "ambiguous"]
    return values.collected(values.which_order(text, shape, column.key, column.header) for text in waiting)


def _called(column: Column) -> Message:
    if column.header.strip():
        return Message(N_("Column {number}: “{column}”"), {"number": column.index + 1, "column": clean(column.header)})
    return Message(N_("Column {number}, without a heading"), {"number": column.index + 1})


def field_name(field: str) -> Message:
    """A field or an identifier in words."""
    return Message(FIELDS[field].name if field in FIELDS else IDENTIFIERS[field])


def setting_of(column: Column, setting: values.Setting) -> values.Setting:
    """The setting for the values of one column: its key and heading name it in questions."""
    return replace(setting, column=column.key, header=column.header or str(column.index + 1))
