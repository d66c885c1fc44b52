"""A dataset as people take it: the rows that they look for, and its files, with the passport.

The rows are found by what somebody typed, term by term: a place must be in one of the columns of areas, a word or a year
at the beginning of a word in any column that is not a figure. Nothing that was typed gets into the SQL or is kept: it
goes in as parameters.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from typing import Any, NamedTuple

import pandas as pd

from lma_data import areas, catalog, escaping, warehouse
from lma_data.catalog import Passport
from lma_data.export import tables
from lma_data.i18n import LANGUAGES, N_, Words
from lma_data.terms import Term, terms

MOST = 1000  # rows that a page shows
AREA_COLUMNS = ("area", "origin", "destination", "sender", "receiver", "asylum")
# The data write sexes in English; people look for them in their own words.
SEXES = {
    "female": ("female", "women", "woman", "femmes", "femme"),
    "male": ("male", "men", "man", "hommes", "homme"),
}


class Found(NamedTuple):
    """Rows of a dataset, as they stand in its table; `total` says how many there are, which can be more."""

    rows: pd.DataFrame
    total: int


class _Condition(NamedTuple):
    sql: str
    parameters: dict[str, Any]


def find(passport: Passport, typed: str = "", most: int | None = MOST) -> Found:
    """The first rows (`most` None: all) that hold every term of what was typed; without one, of the whole table."""
    conditions = list(_conditions(passport, terms(typed)))
    where = " AND ".join(f"({condition.sql})" for condition in conditions) or "TRUE"
    parameters = {name: value for condition in conditions for name, value in condition.parameters.items()}
    columns = ", ".join(map(_quoted, passport.columns))
    order = ", ".join(map(_quoted, passport.keys))
    limit = "" if most is None else f"LIMIT {most:d}"
    # The columns and the table are those of the passport, never what somebody typed.
    rows = warehouse.run(
        f"SELECT {columns} FROM {passport.table} WHERE {where} ORDER BY {order} {limit}", parameters, passport.id
    )
    if most is None or len(rows) < most:
        return Found(rows, len(rows))
    counted = warehouse.run(f"SELECT count(*) FROM {passport.table} WHERE {where}", parameters, passport.id)
    return Found(rows, int(counted.iloc[0, 0]))


def _quoted(column: str) -> str:
    return f'"{column}"'


def area_columns(passport: Passport) -> list[str]:
    return [column for column in passport.keys if column in AREA_COLUMNS]


def _conditions(passport: Passport, searched: Iterable[Term]) -> Iterable[_Condition]:
    columns = area_columns(passport)
    searched = list(searched)
    places = [term for term in searched if term.place and columns]
    if len(places) > len(columns):  # "Nepal Qatar" of a table with one column of areas: both
        yield _in_areas(columns, "places", {key for term in places for key in (term.place, *areas.members(term.place))})
    else:
        for number, term in enumerate(places):
            yield _in_areas(columns, f"place{number}", {term.place, *areas.members(term.place)})
    for number, term in enumerate(term for term in searched if term not in places):
        yield _in_words(passport, f"word{number}", term.text)


def _in_areas(columns: Iterable[str], parameter: str, keys: Iterable[str]) -> _Condition:
    sql = " OR ".join(f"list_contains(${parameter}, {_quoted(column)})" for column in columns)
    return _Condition(sql, {parameter: sorted(keys)})


def _in_words(passport: Passport, parameter: str, word: str) -> _Condition:
    """Rows with a word that begins so: in a column that is not a figure, or in the name of an area."""
    word = next((code for code, called in SEXES.items() if word in called), word)
    columns = [*passport.keys, *passport.attributes]
    plain = "' ' || regexp_replace(lower(strip_accents({}::VARCHAR)), '[^a-z0-9]+', ' ', 'g')"
    options = [f"contains({plain.format(_quoted(column))}, ${parameter})" for column in columns]
    parameters: dict[str, Any] = {parameter: f" {word}"}
    if of_areas := area_columns(passport):
        named = _in_areas(of_areas, f"{parameter}_areas", _named(word))
        options.append(named.sql)
        parameters |= named.parameters
    return _Condition(" OR ".join(options), parameters)


def _named(word: str) -> set[str]:
    """Keys of the areas that have a word in their names that begins so."""
    return {
        area.key
        for area in areas.areas().values()
        for name in (*area.names.values(), *area.variants)
        if f" {word}" in f" {areas.plain(name)}"
    }


def display(passport: Passport, rows: pd.DataFrame, words: Words, codes: bool = True) -> pd.DataFrame:
    """The rows with headings in the language, units beside figures, and names of areas beside their codes."""
    shown = {}
    for column in rows:
        heading = _heading(passport, str(column), words)
        if column not in area_columns(passport):
            shown[heading] = rows[column]
            continue
        shown[heading] = rows[column].map({key: areas.name(key, words.lang) for key in rows[column].unique()})
        if codes:
            shown[words.t(N_("{heading} (code)"), heading=heading)] = rows[column]
    return pd.DataFrame(shown)


def _heading(passport: Passport, column: str, words: Words) -> str:
    if column not in passport.measures:
        return (passport.keys | passport.attributes)[column][words.lang]
    measure = passport.measures[column]
    return f"{measure.label[words.lang]} ({words.t(tables.UNITS[measure.unit])})"


def csv_bytes(passport: Passport, rows: pd.DataFrame, words: Words) -> bytes:
    """The rows for a spreadsheet, as those of the language expect it; what is missing stays empty."""
    french = words.lang == "fr"
    text = escaping.frame(display(passport, rows, words)).to_csv(
        index=False, sep=";" if french else ",", decimal="," if french else "."
    )
    return text.encode("utf-8-sig")


def csv_archive(passport: Passport, words: Words) -> bytes:
    """The whole table as CSV, and its passport in both languages, in one ZIP file."""
    rows = find(passport, most=None).rows
    return _archive(passport, f"{stem(passport)}-{words.lang}.csv", csv_bytes(passport, rows, words))


def parquet_archive(passport: Passport) -> bytes:
    """The table as it is bundled, byte for byte, and its passport in both languages, in one ZIP file."""
    return _archive(passport, f"{stem(passport)}.parquet", catalog.data_file(passport.id).read_bytes())


def _archive(passport: Passport, name: str, table: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, table)
        for lang in LANGUAGES:
            archive.writestr(passport_name(passport, Words(lang)), passport_bytes(passport, Words(lang)))
    return file.getvalue()


def passport_bytes(passport: Passport, words: Words) -> bytes:
    """The whole passport as plain text."""
    colon = words.t(N_(": "))
    lines = [passport.title[words.lang], ""]
    lines += [f"{label}{colon}{text}" for label, text in tables.whole_passport_facts(passport, words)]
    lines += ["", words.t(N_("What the data must reproduce, and do"))]
    lines += [f"- {says}{colon}{figure} ({source})" for says, figure, source in tables.checks(passport, words)]
    return ("\n".join(lines) + "\n").encode("utf-8")


def stem(passport: Passport) -> str:
    """For names of files: undesa-migrant-stock-2024."""
    return passport.id.replace("/", "-")


def passport_name(passport: Passport, words: Words) -> str:
    return f"{stem(passport)}-{words.t(N_('passport'))}-{words.lang}.txt"
