"""Rows to mend: what is wrong, grouped by repair, with just those cells to edit; rows set aside, to take away and mend."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import pandas as pd
import streamlit as st

from lma_data.enrolment import mapping, set_aside
from lma_data.enrolment.fields import FIELDS
from lma_data.enrolment.folding import plain
from lma_data.enrolment.model import FileRead, Message, RowRead
from lma_data.i18n import N_, NN_, Words
from lma_data.ui.enrolment import desk
from lma_data.ui.enrolment.basket import Basket, Cells

MOST_ROWS = 200  # of one repair in the editor; the download holds all
ASIDE = NN_("{count} row set aside", "{count} rows set aside")
VALUES = NN_(
    "{count} row kept without its value in “{column}”",
    "{count} rows kept without their values in “{column}”",
)
FIXES = NN_("Use {count} mended cell", "Use {count} mended cells")
ROW, WHO = " row", " who"  # the editor's own columns: no heading is called so


@dataclass
class Repair:
    """Rows of one table that lack the same thing: set aside, or kept without the value of one column."""

    table: FileRead
    text: str  # of the message: what is the same for all
    column: str  # whose values are wrong; empty where the whole row is set aside
    rows: list[tuple[RowRead, Message]] = field(default_factory=list)

    @property
    def place(self) -> tuple[str, str]:
        return self.table.sha256, self.table.title

    @property
    def key(self) -> str:
        name = "\0".join((*self.place, self.text, self.column))
        return hashlib.sha256(name.encode()).hexdigest()[:16]


def repairs(tables: Iterable[FileRead]) -> list[Repair]:
    """All repairs, those of rows set aside first, then those with most rows. What a question asks is not mended by hand."""
    found: dict[tuple[str, ...], Repair] = {}
    for table in tables:
        asked = {question.id for question in table.questions}
        keys = dict(zip(table.recognition.header, mapping.keys(table.recognition.header), strict=True))
        for row in table.rows:
            if row.set_aside is not None:
                _add(found, table, "", row, row.set_aside)
            for column, message in row.problems:
                if not _asked(asked, table, keys.get(column, column), message):
                    _add(found, table, column, row, message)
    return sorted(found.values(), key=lambda one: (bool(one.column), -len(one.rows)))


def _asked(asked: set[str], table: FileRead, column: str, message: Message) -> bool:
    """Whether the value waits for an answer: on the order of its column's dates, or on what it means."""
    if not asked:
        return False
    value = plain(str(message.facts.get("value", "")))
    return f"dates:{table.recognition.shape}:{column}" in asked or any(
        question.startswith("value:") and question.endswith(f":{value}") for question in asked if value
    )


def _add(found: dict[tuple[str, ...], Repair], table: FileRead, column: str, row: RowRead, message: Message) -> None:
    key = (table.sha256, table.title, message.text, column)
    found.setdefault(key, Repair(table, message.text, column)).rows.append((row, message))


def show(words: Words, basket: Basket, found: Sequence[Repair]) -> None:
    """Each repair with its cells, then what was mended; rows set aside can be taken away."""
    for repair in found:
        with st.container(key=f"repair-{repair.key}"):
            _repair(words, basket, repair)
    with st.container(horizontal=True, vertical_alignment="center"):
        _use(words, basket)
        _take_away(words, basket)


def _repair(words: Words, basket: Basket, repair: Repair) -> None:
    """“12 rows set aside: no e-mail address”, and the table to mend them in, which is made when it is opened."""
    reasons = list(dict.fromkeys(message.said(words) for _, message in repair.rows))
    count = sum(row.count for row, _ in repair.rows)
    said = words.n(*VALUES, count, column=_label(words, repair.column)) if repair.column else words.n(*ASIDE, count)
    with st.container(gap="xsmall"):
        st.markdown(f"**{desk.escaped(said)}**  \n{desk.escaped(reasons[0])}")
        desk.quiet(repair.table.file)
        editable = repair.column in repair.table.recognition.header if repair.column else repair.rows[0][0].cells
        if not editable:
            return
        box = st.expander(words.t(N_("Mend these rows")), type="compact", key=f"mend-{repair.key}", on_change="rerun")
        if box.open:
            with box:
                _editor(words, basket, repair)


def _label(words: Words, column: str) -> str:
    """A problem names the column by its heading, or by the field where several rows say different things of it."""
    return words.t(FIELDS[column].name) if column in FIELDS else column


def _editor(words: Words, basket: Basket, repair: Repair) -> None:
    """The cells to mend. What was typed is kept under the place of each cell, whatever becomes of the widget."""
    key = f"cells-{repair.key}-{words.lang}"
    bases: dict[str, Cells] = st.session_state.setdefault("enrolment-editors", {})
    if key not in st.session_state or key not in bases:  # a new widget: it begins with all that was typed before
        bases[key] = dict(basket.mend_drafts.get(repair.place, {}))
    shown = cells(repair, bases[key])
    st.data_editor(
        shown,
        key=key,
        hide_index=True,
        disabled=[ROW, WHO],
        num_rows="fixed",
        column_config={
            ROW: st.column_config.NumberColumn(words.t(N_("Row")), width="small"),
            WHO: st.column_config.TextColumn(words.t(N_("Person"))),
            **headings(repair),
        },
        on_change=_draft,
        args=(basket, repair, key, [row.number for row, _ in repair.rows]),
    )
    if len(repair.rows) > MOST_ROWS:
        shown_of = {"shown": words.number(MOST_ROWS), "count": words.number(len(repair.rows))}
        desk.quiet(
            words.t(N_("The first {shown} of {count} are shown; the file of rows set aside has them all."), **shown_of)
        )


def cells(repair: Repair, typed: Cells) -> pd.DataFrame:
    """One row for each row to mend: its number, whom it is about, and the cells that can be mended, as text."""
    rows: list[dict[str, object]] = []
    keys = mapping.keys(repair.table.recognition.header)
    for row, message in repair.rows[:MOST_ROWS]:
        if repair.column:
            there = {repair.column: str(message.facts.get("value", ""))}
            rows.append({ROW: row.number, WHO: _who(row), **_with(there, row.number, typed)})
        else:
            rows.append({ROW: row.number, **_with(dict(zip(keys, row.cells, strict=False)), row.number, typed)})
    return pd.DataFrame(rows).fillna("")


def _with(there: dict[str, str], number: int, typed: Cells) -> dict[str, str]:
    return {column: typed.get((number, column), text) for column, text in there.items()}


def headings(repair: Repair) -> dict[str, str]:
    """Column of the editor -> what stands above it in the file; repeated and empty headings keep a name of their own."""
    if repair.column:
        return {repair.column: repair.column}
    header = repair.table.recognition.header
    return {key: text.strip() or key for key, text in zip(mapping.keys(header), header, strict=True)}


def _who(row: RowRead) -> str:
    facts = {fact.field: fact.value for fact in row.facts}
    name = " ".join(filter(None, (facts.get("name.first"), facts.get("name.family")))) or facts.get("name.full", "")
    return name or next((one.value for one in row.identifiers), "")


def _draft(basket: Basket, repair: Repair, key: str, numbers: Sequence[int]) -> None:
    edited: dict[int, dict[str, str | None]] = st.session_state[key]["edited_rows"]
    typed = {
        (numbers[position], column): text or "" for position, row in edited.items() for column, text in row.items()
    }
    basket.mend_drafts[repair.place] = {**basket.mend_drafts.get(repair.place, {}), **typed}


def _use(words: Words, basket: Basket) -> None:
    count = sum(len(cells) for cells in basket.mend_drafts.values())
    st.button(
        words.n(*FIXES, count) if count else words.t(N_("Use mended cells")),
        key="use-mends",
        disabled=not count,
        type="primary" if count else "secondary",
        on_click=_used,
        args=(basket,),
    )


def _used(basket: Basket) -> None:
    for place, cells in basket.mend_drafts.items():
        basket.mends[place] = {**basket.mends.get(place, {}), **cells}
    basket.mend_drafts.clear()


def _take_away(words: Words, basket: Basket) -> None:
    """The rows that are set aside, with the same headings and the reason beside each: to mend and drop again."""
    tables = [table for table in basket.tables() if any(row.set_aside and row.cells for row in table.rows)]
    if not tables:
        return
    several = len(tables) > 1
    st.download_button(
        words.t(N_("Download the rows set aside")),
        lambda: _files(basket, words),
        file_name=f"{words.t(N_('rows-set-aside'))}.{'zip' if several else 'csv'}",
        mime="application/zip" if several else "text/csv",
        help=words.t(
            N_(
                "With the same headings and the reason beside each row: mend them in a spreadsheet and drop the file here."
            )
        ),
        on_click="ignore",
        key="take-away",
    )


def _files(basket: Basket, words: Words) -> bytes:
    """The one CSV, or a ZIP of several."""
    made = set_aside.files(basket.found(), words)
    if len(made) == 1:
        return next(iter(made.values()))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in made.items():
            archive.writestr(name, content)
    return packed.getvalue()
