"""The page of the data: all datasets; one of them, with its passport, rows and files; and the SQL of an exhibit."""

from __future__ import annotations

from itertools import groupby
from typing import Any

import pandas as pd
import streamlit as st

from lma_data import catalog, finder
from lma_data.catalog import Passport
from lma_data.exhibits import Parameter, UnknownExhibit, definition, definitions, show
from lma_data.export import datasets, tables
from lma_data.i18n import N_, NN_, Words
from lma_data.ui import filters, frame, links, search

PARTS = {"passport": N_("Passport"), "rows": N_("Rows"), "exhibits": N_("Exhibits and their SQL")}
PART = Parameter(
    "part", N_("Part of the page"), lambda: tuple(PARTS), "passport", lambda words, value: words.t(PARTS[str(value)])
)
DATASETS = NN_("{count} dataset", "{count} datasets")
ROWS = NN_("{count} row", "{count} rows")
YEARS = ("year", "fiscal_year", "calendar_year", "reference_year", "joined", "left", "edition")


def page(words: Words) -> None:
    """What the address asks for: ?dataset=…, ?exhibit=…, or else the list."""
    links.style()
    # A link from this page to itself leaves the browser's address as it was; writing any parameter sends it all.
    st.query_params["lang"] = words.lang
    dataset_id, exhibit_id = st.query_params.get("dataset"), st.query_params.get("exhibit")
    try:
        if dataset_id:
            _dataset(catalog.passport(dataset_id), words)
            return
        if exhibit_id:
            _exhibit(definition(exhibit_id).id, words)
            return
    except catalog.UnknownDataset:
        st.warning(words.t(N_("There is no dataset of that name here. These are all that there are.")))
    except UnknownExhibit:
        st.warning(
            words.t(N_("There is no exhibit of that name here. These are the datasets on which all exhibits rest."))
        )
    _list(words)


# The list


def _list(words: Words) -> None:
    typed = search.box(
        words.t(N_("Search the datasets")),
        words.t(N_("For example: women, cost of sending money, asylum")),
        "search-datasets",
    )
    found = finder.datasets(typed) if typed else list(catalog.passports().values())
    st.caption(words.n(*DATASETS, len(found)))
    if not found:
        st.markdown(words.t(N_("No dataset has all of these words. Fewer words find more.")))
    found = sorted(found, key=lambda passport: passport.id)
    for prefix, group in groupby(found, key=lambda passport: passport.id.split("/")[0]):
        with st.container(border=True):
            st.subheader(_publisher(prefix, words), anchor=False)
            for passport in group:
                _entry(passport, words)


def _publisher(prefix: str, words: Words) -> str:
    if prefix == "geography":
        return words.t(N_("Countries, groups of countries, and their population"))
    of_all = [one.publisher[words.lang] for one in catalog.passports().values() if one.id.startswith(f"{prefix}/")]
    return min(of_all, key=len)


def _entry(passport: Passport, words: Words) -> None:
    with st.container(gap=None):
        links.dataset(passport.id, words)
        facts = [passport.edition[words.lang], passport.reference_period[words.lang], words.n(*ROWS, passport.rows)]
        st.caption(links.escaped(" · ".join(facts)))


# A dataset


def _dataset(passport: Passport, words: Words) -> None:
    links.page(links.DATA_PAGE, words.t(N_("← All datasets")), words)
    st.header(passport.title[words.lang], anchor=False)
    st.caption(links.escaped(f"{passport.short_source[words.lang]} · {words.n(*ROWS, passport.rows)}"))
    _files(passport, words)
    filters.warn_unknown([PART], words)
    opened = filters.tabs(PART, words)
    {"passport": _passport, "rows": _rows, "exhibits": _exhibits}[str(opened)](passport, words)


def _files(passport: Passport, words: Words) -> None:
    """The whole table with its passport; made only when somebody asks for it."""
    stem = datasets.stem(passport)
    with_passport = words.t(N_("The whole table and its passport in both languages, as a ZIP file"))
    files: list[tuple[str, Any, str, str, str]] = [
        (
            words.t(N_("Whole table, CSV")),
            lambda: datasets.csv_archive(passport, words),
            f"{stem}-csv-{words.lang}.zip",
            "application/zip",
            with_passport,
        ),
        (
            words.t(N_("Whole table, Parquet")),
            lambda: datasets.parquet_archive(passport),
            f"{stem}-parquet.zip",
            "application/zip",
            with_passport,
        ),
        (
            words.t(N_("Passport")),
            lambda: datasets.passport_bytes(passport, words),
            datasets.passport_name(passport, words),
            "text/plain",
            words.t(N_("The passport alone, as text")),
        ),
    ]
    with st.container(horizontal=True):
        for label, data, name, mime, help_text in files:
            st.download_button(label, data, file_name=name, mime=mime, help=help_text, on_click="ignore", key=name)


def _passport(passport: Passport, words: Words) -> None:
    colon = words.t(N_(": "))
    facts = tables.whole_passport_facts(passport, words)
    st.markdown("\n".join(f"- **{label}**{colon}{links.escaped(text)}" for label, text in facts))
    st.subheader(words.t(N_("What the data must reproduce, and do")), anchor=False)
    headings = [words.t(N_("Check")), words.t(N_("Figure")), words.t(N_("Source"))]
    rows = [[links.escaped(cell) for cell in check] for check in tables.checks(passport, words)]
    st.table(pd.DataFrame(rows, columns=headings), hide_index=True)


def _rows(passport: Passport, words: Words) -> None:
    typed = search.box(
        words.t(N_("Search the rows")),
        words.t(N_("A country in either language or its code, a group, a year, a word: Nepal Gulf 2024")),
        "search-rows",
    )
    found = datasets.find(passport, typed)
    st.caption(_how_many(found, words))
    if found.rows.empty:
        return
    st.dataframe(
        datasets.display(passport, found.rows, words, codes=not frame.look().compact),
        hide_index=True,
        column_config=_columns(passport, found.rows, words),
        key="rows",
    )
    st.download_button(
        words.t(N_("These rows as CSV")),
        lambda: datasets.csv_bytes(passport, datasets.find(passport, typed, most=None).rows, words),
        file_name=f"{datasets.stem(passport)}-{words.t(N_('rows-found'))}-{words.lang}.csv",
        mime="text/csv",
        on_click="ignore",
        key="csv-found",
    )


def _how_many(found: datasets.Found, words: Words) -> str:
    if found.rows.empty:
        return words.t(N_("No row holds all of this: the place, the year or the word is not in this dataset."))
    said = words.n(*ROWS, found.total)
    if found.total == len(found.rows):
        return said
    shown = words.number(len(found.rows))
    return words.t(N_("{rows}, of which the first {shown} are shown; the files hold them all"), rows=said, shown=shown)


def _columns(passport: Passport, rows: pd.DataFrame, words: Words) -> dict[str, Any]:
    """Years without separators of thousands, figures with those of the reader."""
    shown = datasets.display(passport, rows.head(0), words)
    return {
        heading: st.column_config.NumberColumn(format="%d" if heading in _years(passport, words) else "localized")
        for heading in shown
        if pd.api.types.is_numeric_dtype(shown[heading]) and not pd.api.types.is_bool_dtype(shown[heading])
    }


def _years(passport: Passport, words: Words) -> set[str]:
    return {label[words.lang] for name, label in (passport.keys | passport.attributes).items() if name in YEARS}


def _exhibits(passport: Passport, words: Words) -> None:
    found = [one for one in definitions().values() if passport.id in one.datasets]
    if not found:
        st.markdown(
            words.t(N_("No exhibit rests on this dataset; its rows can be searched and downloaded all the same."))
        )
    for one in found:
        with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
            links.exhibit(one.id, words.t(one.question), words)
            links.sql_of(one.id, words.t(N_("SQL")), words)


# The SQL of an exhibit


def _exhibit(exhibit_id: str, words: Words) -> None:
    found = definition(exhibit_id)
    links.page(links.DATA_PAGE, words.t(N_("← All datasets")), words)
    st.header(words.t(found.question), anchor=False)
    filters.warn_unknown(found.parameters, words)
    if found.parameters:
        filters.row(found.parameters, words)
    chosen = {parameter.name: filters.read(parameter)[0] for parameter in found.parameters}
    exhibit = show(exhibit_id, chosen, lang=words.lang)
    st.markdown(links.escaped(exhibit.answer.title))
    other = {p.name: str(chosen[p.name]) for p in found.parameters if chosen[p.name] != p.default}
    links.exhibit(exhibit_id, words.t(N_("To the exhibit")), words, **other)
    st.subheader(words.t(N_("The SQL that made it")), anchor=False)
    st.code(tables.sql_text(exhibit), language="sql", wrap_lines=True)
    st.subheader(words.t(N_("The datasets on which it rests")), anchor=False)
    for passport in exhibit.passports:
        links.dataset(passport.id, words)
