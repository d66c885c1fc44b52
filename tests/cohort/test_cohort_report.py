"""The report of a cohort: both files whole, safe, for their owner alone, and made whatever one exhibit does."""

from __future__ import annotations

import io
import json
import logging
import re
import stat
from dataclasses import replace
from datetime import date, datetime
from html.parser import HTMLParser

import openpyxl
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from lma_data.__main__ import main
from lma_data.catalog import ROOT
from lma_data.cohort import Who
from lma_data.exhibits import cohort_definitions, show
from lma_data.export import cohort_file, cohort_report, cohort_workbook
from lma_data.i18n import LANGUAGES, Words
from tests.cohort.made import people

MADE = date(2026, 11, 24)
ANNEX = {"en": "Annex: names inside", "fr": "Annexe\u202f: contient des noms"}
VOID = {"meta", "input", "br"}
FEES = ("cohort/fees", "cohort/withdrawals", "cohort/exposure", "cohort/fee-accounts")  # enough to look at


@pytest.fixture
def few(monkeypatch):
    """Reports of a few exhibits: making all of them takes a while."""
    chosen = {one: cohort_definitions()[one] for one in FEES}
    monkeypatch.setattr(cohort_file, "cohort_definitions", lambda: chosen)
    return chosen


@pytest.fixture(scope="module")
def whole(edition_of):
    return cohort_report.html(edition_of(2026), made=MADE)


@pytest.fixture(scope="module")
def workbook(edition_of):
    return openpyxl.load_workbook(io.BytesIO(cohort_workbook.xlsx(edition_of(2026), Words("en"), made=MADE)))


def article(page: str, lang: str) -> str:
    found = re.search(rf'<article id="brief-{lang}".*?</article>', page, re.DOTALL)
    assert found
    return found.group()


def texts(sheet) -> list[str]:
    return [str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None]


# To print


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_exhibit_stands_in_it_in_both_languages(whole, lang, edition_of):
    text = article(whole, lang)
    for exhibit_id in ("cohort/fees", "cohort/withdrawals", "cohort/exposure"):
        title = show(exhibit_id, lang=lang, cohort=edition_of(2026)).answer.title
        assert title in text
    assert len(re.findall("<h3>", text)) + len(re.findall("<li><b>", text)) >= len(cohort_definitions()) / 2
    assert Words(lang).t(cohort_file.FAILED) not in text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_people_are_named_in_the_annex_alone(whole, lang, edition_of):
    before, _, annex = article(whole, lang).partition(ANNEX[lang])
    named = [who for who in edition_of(2026).who.values() if " " in who.name]
    assert not [who for who in named if who.name in before or (who.email and who.email in before)]
    assert any(who.name in annex for who in named)


def test_it_is_whole_and_asks_nobody(whole):
    class Tags(HTMLParser):
        def __init__(self):
            super().__init__()
            self.open = []

        def handle_starttag(self, tag, attributes):
            if tag not in VOID:
                self.open.append(tag)

        def handle_endtag(self, tag):
            assert self.open.pop() == tag

    tags = Tags()
    tags.feed(whole.replace("<!doctype html>", ""))
    assert tags.open == []
    shell = re.sub(r'<script type="text/plain" id="plotly">.*?</script>', "", whole, flags=re.DOTALL)
    assert not re.findall(r"<(?:link|img|iframe|script[^>]* src)", shell)
    assert not re.findall(r"(?:src|url|@import|fetch|XMLHttpRequest)\s*[=(]", shell)
    for lang in LANGUAGES:
        found = re.search(rf'id="figures-{lang}">(.*?)</script>', whole, re.DOTALL)
        assert found and len(json.loads(found.group(1))) == article(whole, lang).count("data-figure")


def test_one_language_alone(few, edition_of):
    page = cohort_report.html(edition_of(2023), made=MADE, languages=("fr",))
    assert '<html lang="fr">' in page and 'id="brief-en"' not in page and "24 novembre 2026" in page


def test_what_has_no_answer_is_listed(few):
    page = article(cohort_report.html(people(0), made=MADE), "en")
    assert "What cannot be said" in page and "Nobody has withdrawn" in page


# As a workbook


def test_a_sheet_an_exhibit_and_a_list_of_them(workbook):
    names = workbook.sheetnames
    assert len(names) == len(cohort_definitions()) + 1 and names[0] == "Contents"
    assert all(len(name) <= 31 for name in names) and len({name.casefold() for name in names}) == len(names)
    assert set(names[1:]) <= set(texts(workbook["Contents"]))
    assert "All people of this cohort are invented." in texts(workbook["Contents"])


def test_numbers_are_numbers_and_days_are_days(workbook, edition_of):
    rows = list(workbook["withdrawals"].iter_rows(values_only=True))
    answer = show("cohort/withdrawals", cohort=edition_of(2026)).answer
    head = next(place for place, row in enumerate(rows) if row[0] == "Name")
    found = rows[head + 1 : head + 1 + len(answer.table)]
    for row, expected in zip(found, answer.table.to_dict("records"), strict=True):
        assert isinstance(row[2], datetime) and row[2].date() == expected["day"]
        assert row[5:9] == (expected["penalty"], expected["paid"], expected["refund"], expected["owed"])
    assert rows[0][0] == answer.title and rows[2][0] == answer.sentence
    said = texts(workbook["withdrawals"])
    assert any(one.startswith("Source: ") for one in said) and set(answer.notes) <= set(said)
    assert not [cell for sheet in workbook for row in sheet for cell in row if cell.data_type in ("f", "e")]


def test_lists_of_people_are_marked(workbook):
    marked = {row[0]: row[3] for row in workbook["Contents"].iter_rows(values_only=True) if row[0]}
    assert (marked["withdrawals"], marked["fee accounts"], marked["fees"], marked["exposure"]) == (
        "yes",
        "yes",
        "no",
        "no",
    )


# Bad input


def hostile(few, count: int = 30):
    cohort = people(count)
    spell = "=HYPERLINK(\"x\")<script>alert('x')</script>\x07[*?]" + "long " * 10_000
    return replace(cohort, read_names=lambda: {one: Who(spell, "=1+1@example.org") for one in cohort.everybody})


def test_what_files_say_is_no_formula_and_no_tag(few):
    cohort = hostile(few)
    page = cohort_report.html(cohort, made=MADE)
    assert "<script>alert" not in page and page.count("<script") == 4
    book = openpyxl.load_workbook(io.BytesIO(cohort_workbook.xlsx(cohort, Words("fr"), made=MADE)))
    cells = [cell for sheet in book for row in sheet for cell in row if isinstance(cell.value, str)]
    assert not [cell for cell in cells if cell.value.startswith(("=", "+", "@")) or cell.data_type == "f"]
    assert any(cell.value.startswith("'=HYPERLINK") for cell in cells)


def test_one_that_fails_is_said_to_and_the_log_has_no_words(few, monkeypatch, caplog):
    def fails(setting, cohort):
        raise ValueError("Ana Unusualname, ana@example.org")

    def bad_figure(setting, cohort):
        answer = show("cohort/fees", cohort=cohort).answer
        return replace(answer, title="Bad", figure={"data": [{"x": [float("nan"), object()]}], "layout": {"height": 1}})

    broken = few | {
        "cohort/fees": replace(few["cohort/fees"], make=fails),
        "cohort/exposure": replace(few["cohort/exposure"], make=bad_figure),
    }
    own = show
    monkeypatch.setattr(cohort_file, "cohort_definitions", lambda: broken)
    monkeypatch.setattr(
        cohort_file,
        "show",
        lambda one, **more: (
            replace(own(one, **more), answer=broken[one].make(None, more["cohort"]))
            if one in ("cohort/fees", "cohort/exposure")
            else own(one, **more)
        ),
    )
    cohort = people(40)
    with caplog.at_level(logging.ERROR, "lma_data"):
        page = cohort_report.html(cohort, made=MADE)
        book = openpyxl.load_workbook(io.BytesIO(cohort_workbook.xlsx(cohort, Words("en"), made=MADE)))
    assert article(page, "en").count("This exhibit could not be made") == 2
    assert "This exhibit could not be made; the others are not affected." in texts(book["fees"])
    assert "withdrawals" in book.sheetnames and "Unusualname" not in page
    assert "Unusualname" not in caplog.text and "ValueError" in caplog.text


@pytest.mark.parametrize("size", [0, 1, 4])
def test_of_few(few, size):
    cohort = people(size)
    assert cohort_report.html(cohort, made=MADE)
    assert cohort_workbook.xlsx(cohort, Words("fr"), made=MADE)


def test_names_of_sheets_are_allowed_and_unique():
    taken: list[str] = []
    for wanted in ("a/b", "a b", "A B", "x" * 40, "x" * 40, "[]", ""):
        taken.append(cohort_workbook._name(wanted, taken))
    assert len({one.casefold() for one in taken}) == len(taken)
    assert all(0 < len(one) <= 31 and not set("[]:*?/\\'") & set(one) for one in taken)


def test_people_are_recognised_in_any_text():
    cohort = people(2)
    somebody = cohort_file.People(
        replace(cohort, read_names=lambda: {"a": Who("Ana Li", "ana@example.org"), "b": Who("Sukarti", "")})
    )
    for text in (
        "Ana Li",
        "Bo Chen, Ana Li and others",
        "<b>Ana Li</b><br>11 days",
        "mail ANA@example.org.",
        "sukarti (1)",
    ):
        assert somebody.in_text(text), text
    for text in ("", "Ana", "Analyses of Liberia", "Anna Li", "Li Ana"):
        assert not somebody.in_text(text), text


# Where it is had


def test_the_command_writes_for_the_owner_alone(few, store_file, tmp_path, capsys):
    for name, begins in (("report.html", b"<!doctype html>"), ("report.xlsx", b"PK")):
        target = tmp_path / name
        target.write_text("an older one")
        target.chmod(0o644)
        given = ["cohort", "report", "--cohort", "invented-2023", "--out", str(target), "--store", str(store_file)]
        assert main(given) == 0
        assert capsys.readouterr().out.strip() == str(target)
        assert target.read_bytes().startswith(begins)
        assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert not list(tmp_path.glob(".lma-*"))


@pytest.mark.parametrize(
    ("out", "cohort", "says"),
    [
        ("report.pdf", "invented-2023", "--out takes FILE.html"),
        ("/no/such/folder/report.html", "invented-2023", "cannot write /no/such/folder/report.html"),
        ("report.html", "nobody", "nobody"),
    ],
)
def test_the_command_says_what_is_wrong(few, out, cohort, says, store_file, capsys):
    assert main(["cohort", "report", "--cohort", cohort, "--out", out, "--store", str(store_file)]) == 2
    assert says in capsys.readouterr().err


def test_the_page_offers_both(at_the_machine):
    app = AppTest.from_file(ROOT / "app.py", default_timeout=60)
    app.switch_page("pages/cohort/journey.py")
    app.query_params = {"lang": "fr", "cohort": "invented-2026", "part": "file"}
    app.run()
    assert not app.exception and not app.error
    labels = {one.proto.label for one in app.get("download_button")}
    assert {"Rapport à imprimer (HTML)", "Classeur (XLSX)"} <= labels


def test_a_table_that_misses_a_column_does_not_matter(few):
    exhibit = show("cohort/fees", cohort=people(30))
    bare = replace(exhibit, answer=replace(exhibit.answer, table=pd.DataFrame()))
    rows, heading, _ = cohort_workbook._of_exhibit(bare)
    assert rows[0] == [exhibit.answer.title] and heading == 0
