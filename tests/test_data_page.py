"""The page of the data: every dataset with its passport, rows and files; and the SQL that made each exhibit, always."""

from __future__ import annotations

import functools
import gc
import hashlib
import io
import zipfile
from typing import Any
from urllib.parse import parse_qs

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from lma_data import areas, catalog, warehouse
from lma_data.catalog import ROOT
from lma_data.exhibits import Definition, Setting, definitions, show
from lma_data.export import datasets, tables
from lma_data.i18n import LANGUAGES, Words

PAGE = "pages/explore/data.py"
STOCK = "undesa/migrant-stock-2024"
BILATERAL = "undesa/migrant-stock-2024-bilateral"
IDS = list(catalog.passports())
HARMFUL = [
    "<script>alert(1)</script>",
    "'; DROP TABLE undesa.migrant_stock_2024; --",
    "../../etc/passwd",
    "$year",
    "%_%",
]


def opened(**address: str) -> AppTest:
    app = AppTest.from_file(ROOT / "app.py", default_timeout=60).switch_page(PAGE)
    app.query_params = dict(address)
    return app.run()


def assert_sound(app: AppTest) -> None:
    assert not app.exception, app.exception[0].value
    assert not app.error, app.error[0].value


def links(app: AppTest) -> list[tuple[str, str]]:
    """Label and query of every link to a page."""
    return [(link.proto.label, link.proto.query_string) for link in app.get("page_link")]


def found(dataset_id: str, typed: str = "", most: int | None = datasets.MOST) -> datasets.Found:
    return datasets.find(catalog.passport(dataset_id), typed, most)


# The SQL of exhibits


def asked(definition: Definition) -> list[warehouse.Asked]:
    """The queries of an exhibit that is made anew, past what `show` keeps."""
    chosen = definition.parse({})
    names = {one.name: one.argument or one.name.replace("-", "_") for one in definition.parameters}
    with warehouse.recording() as recorded:
        definition.make(Setting(Words("en")), **{names[name]: value for name, value in chosen.items()})
    return recorded


@functools.cache
def keeping() -> list[Any]:
    """The functions of the exhibits that keep what they were asked."""
    kept = [one for one in gc.get_objects() if isinstance(one, functools._lru_cache_wrapper)]
    ours = [one for one in kept if str(one.__module__).startswith("lma_data.exhibits.")]
    return [one for one in ours if one.__qualname__ != "definitions"]


def forget() -> None:
    for one in keeping():
        one.cache_clear()


@pytest.mark.parametrize("exhibit_id", list(definitions()))
def test_an_exhibit_shows_its_sql_always(exhibit_id: str) -> None:
    """What is kept from an earlier question must be recorded too: use `kept` of the warehouse, not functools.cache."""
    forget()
    first, again = asked(definitions()[exhibit_id]), asked(definitions()[exhibit_id])
    assert first
    assert first == again
    sql = tables.sql_text(show(exhibit_id))
    for name, parameters in first:
        assert warehouse.query_text(name) in sql
        assert all(f"${parameter} = " in sql for parameter in parameters)


def test_values_stand_in_the_sql_as_sql_writes_them() -> None:
    sql = tables.sql_text(show("governance/migrant-share-map", {"year": 2015}))
    assert "-- $year = 2015, $sex = 'both'" in sql
    assert tables._literal(["O'Brien", 1, None, True]) == "['O''Brien', 1, NULL, TRUE]"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_of_an_exhibit_shows_its_sql_with_the_chosen_values(lang: str) -> None:
    app = opened(exhibit="governance/migrant-share-map", year="2015", lang=lang)
    assert_sound(app)
    assert "-- $year = 2015" in app.code[0].value
    assert app.header[0].value == Words(lang).t(definitions()["governance/migrant-share-map"].question)
    queries = [query for _, query in links(app)]
    assert any("year=2015" in query and "exhibit=" not in query for query in queries)
    assert any(f"dataset={STOCK}".replace("/", "%2F") in query for query in queries)


# The list and the passports


@pytest.mark.parametrize("lang", LANGUAGES)
def test_all_datasets_are_listed(lang: str) -> None:
    app = opened(lang=lang)
    assert_sound(app)
    assert len(links(app)) == len(IDS)
    assert not app.warning


def test_the_list_is_searched_in_both_languages_on_a_page_in_either() -> None:
    for lang in LANGUAGES:
        for typed in ("asylum applications", "demandes d'asile"):
            app = opened(q=typed, lang=lang)
            assert_sound(app)
            assert [query for _, query in links(app) if "asylum-applications" in query], typed


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("dataset_id", IDS)
def test_a_passport_says_all(dataset_id: str, lang: str) -> None:
    passport = catalog.passport(dataset_id)
    text = datasets.passport_bytes(passport, Words(lang)).decode("utf-8")
    for fact in (passport.id, passport.grain[lang], passport.counted[lang], passport.method[lang], passport.sha256):
        assert fact in text
    for fact in (passport.licence, passport.citation, passport.address, passport.edition[lang], passport.published):
        assert fact in text
    assert all(caveat.text[lang] in text for caveat in passport.caveats)
    assert len(tables.checks(passport, Words(lang))) == len(passport.checks) >= 5


def test_passports_name_each_other_both_ways() -> None:
    facts = tables.whole_passport_facts(catalog.passport("undesa/population"), Words("en"))
    assert "undesa/migrant-stock-2024)" in dict(facts)["May be compared with"]


@pytest.mark.parametrize("part", ["passport", "rows", "exhibits"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_parts_of_a_dataset(part: str, lang: str) -> None:
    app = opened(dataset=STOCK, part=part, lang=lang)
    assert_sound(app)
    assert not app.warning
    assert app.header[0].value == catalog.passport(STOCK).title[lang]
    assert len(app.get("download_button")) == (4 if part == "rows" else 3)


def test_every_exhibit_that_rests_on_a_dataset_is_named_with_its_sql() -> None:
    queries = [parse_qs(query) for _, query in links(opened(dataset=STOCK, part="exhibits"))]
    named = [query["exhibit"][0] for query in queries if "exhibit" in query]
    assert named == [one.id for one in definitions().values() if STOCK in one.datasets]
    assert len(queries) == 2 * len(named) + 1, "each with its page and its SQL, and the way back"


# Rows


@pytest.mark.parametrize("dataset_id", IDS)
def test_the_rows_of_every_dataset(dataset_id: str) -> None:
    passport = catalog.passport(dataset_id)
    whole = found(dataset_id, most=None)
    assert len(whole.rows) == whole.total == passport.rows
    first = found(dataset_id)
    assert (len(first.rows), first.total) == (min(passport.rows, datasets.MOST), passport.rows)
    assert list(first.rows) == passport.columns
    for lang in LANGUAGES:
        shown = datasets.display(passport, first.rows, Words(lang))
        assert len(shown.columns) == len(passport.columns) + len(datasets.area_columns(passport)), "two headings alike"


@pytest.mark.parametrize("dataset_id", IDS)
def test_columns_of_areas_hold_areas_that_have_names(dataset_id: str) -> None:
    passport = catalog.passport(dataset_id)
    for column in datasets.area_columns(passport):
        keys = warehouse.run(f"SELECT DISTINCT {column} AS key FROM {passport.table}")["key"]
        assert set(keys) <= set(areas.areas())


@pytest.mark.parametrize(
    ("dataset_id", "typed", "sql"),
    [
        (STOCK, "Kenya", "area = 'KEN'"),
        (STOCK, "ken 2024", "area = 'KEN' AND year = 2024"),
        (STOCK, "Côte d’Ivoire femmes", "area = 'CIV' AND sex = 'female'"),
        (STOCK, "IVORY COAST women", "area = 'CIV' AND sex = 'female'"),
        (STOCK, "male 2020", "sex = 'male' AND year = 2020"),
        (STOCK, "Niger", "area = 'NER'"),
        (STOCK, "monde both", "area = 'WLD' AND sex = 'both'"),
        (STOCK, "Nepal Qatar", "area IN ('NPL', 'QAT')"),
        (BILATERAL, "Nepal Qatar", "origin IN ('NPL', 'QAT') AND destination IN ('NPL', 'QAT')"),
        (
            BILATERAL,
            "Nepal to the Gulf 2024",
            "year = 2024 AND origin = 'NPL' AND destination IN ('ARE', 'BHR', 'KWT', 'OMN', 'QAT', 'SAU')",
        ),
        (
            "worldbank/prices-corridor-2016-2025",
            "golfe népal 2025Q1",
            "sender IN ('ARE', 'OMN', 'QAT', 'SAU', 'KWT', 'BHR') AND receiver = 'NPL' AND quarter = '2025Q1'",
        ),
        ("idmc/flows", "kenya flood", "area = 'KEN' AND cause = 'flood'"),
        ("unhcr/population", "stateless 2024", "origin = 'XXA' AND year = 2024"),
        ("unhcr/headlines", "2025-06-30", "as_of = '2025-06-30'"),
    ],
)
def test_rows_are_found_as_people_look_for_them(dataset_id: str, typed: str, sql: str) -> None:
    expected = warehouse.run(f"SELECT count(*) FROM {catalog.passport(dataset_id).table} WHERE {sql}").iloc[0, 0]
    assert found(dataset_id, typed).total == expected > 0


def test_no_row_is_said_to_be_none() -> None:
    app = opened(dataset=STOCK, part="rows", q="xyzzy")
    assert_sound(app)
    assert not app.dataframe
    assert any("No row" in caption.value for caption in app.caption)


def test_only_the_first_of_many_rows_are_shown_and_their_number_is_said() -> None:
    app = opened(dataset=BILATERAL, part="rows")
    assert len(app.dataframe[0].value) == datasets.MOST
    assert any("76,648 rows" in caption.value and "1,000" in caption.value for caption in app.caption)


# Files


def unzipped(archive: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(archive)) as files:
        return {name: files.read(name) for name in files.namelist()}


def test_parquet_is_the_bundled_file_with_its_passport() -> None:
    for dataset_id in ("undesa/population", "ilo/outflows"):
        passport = catalog.passport(dataset_id)
        files = unzipped(datasets.parquet_archive(passport))
        table = files[f"{datasets.stem(passport)}.parquet"]
        assert hashlib.sha256(table).hexdigest() == passport.sha256
        assert len(files) == 3
        for lang in LANGUAGES:
            text = files[datasets.passport_name(passport, Words(lang))].decode("utf-8")
            assert text.startswith(passport.title[lang])


@pytest.mark.parametrize(("lang", "separator", "decimal"), [("en", ",", "."), ("fr", ";", ",")])
def test_csv_holds_every_row_as_a_spreadsheet_of_the_language_reads_it(lang: str, separator: str, decimal: str) -> None:
    passport = catalog.passport(STOCK)
    files = unzipped(datasets.csv_archive(passport, Words(lang)))
    table = files[f"{datasets.stem(passport)}-{lang}.csv"]
    read = pd.read_csv(io.BytesIO(table), sep=separator, decimal=decimal, keep_default_na=False, na_values=[""])
    rows = found(STOCK, most=None).rows
    assert len(read) == passport.rows
    heading = datasets._heading(passport, "migrants", Words(lang))
    assert read[heading].sum() == rows["migrants"].sum()
    assert read[heading].isna().sum() == rows["migrants"].isna().sum() == 48
    share = datasets._heading(passport, "share", Words(lang))
    assert read[share].sum() == pytest.approx(rows["share"].sum())


def test_csv_of_what_is_found_holds_it_and_no_more() -> None:
    passport = catalog.passport(BILATERAL)
    text = datasets.csv_bytes(passport, found(BILATERAL, "Nepal to Qatar 2024", None).rows, Words("en")).decode(
        "utf-8-sig"
    )
    assert text.splitlines()[1:] == ["Qatar,QAT,Nepal,NPL,2024,65169,201411"]


# Addresses


@pytest.mark.parametrize(("parameter", "lang"), [("dataset", "en"), ("exhibit", "fr")])
@pytest.mark.parametrize("value", ["undesa/nothing", "nonsense", *HARMFUL])
def test_what_does_not_exist_is_said_and_the_list_shown(parameter: str, value: str, lang: str) -> None:
    app = opened(**{parameter: value, "lang": lang})
    assert_sound(app)
    assert len(app.warning) == 1
    assert len(links(app)) == len(IDS)
    assert value not in repr([str(getattr(element, "proto", "")) for element in app.main])


@pytest.mark.parametrize("typed", HARMFUL)
def test_what_is_typed_is_never_executed(typed: str) -> None:
    before = warehouse.run("SELECT count(*) FROM undesa.migrant_stock_2024").iloc[0, 0]
    for address in ({"q": typed}, {"dataset": STOCK, "part": "rows", "q": typed}):
        app = opened(**address)
        assert_sound(app)
        others = [element for element in app.main if getattr(element, "type", "") != "text_input"]
        assert typed not in repr([str(getattr(element, "proto", "")) for element in others])
    assert warehouse.run("SELECT count(*) FROM undesa.migrant_stock_2024").iloc[0, 0] == before


def test_an_unknown_part_falls_back_and_says_so() -> None:
    app = opened(dataset=STOCK, part=HARMFUL[0])
    assert_sound(app)
    assert len(app.warning) == 1


def test_what_is_typed_is_in_no_cache() -> None:
    """Functions of the search keep nothing: only what the data themselves say is kept."""
    searching: list[Any] = [one for one in vars(datasets).values() if callable(one)]
    assert not any(isinstance(one, functools._lru_cache_wrapper) for one in searching)
