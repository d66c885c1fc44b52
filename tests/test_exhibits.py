"""Every exhibit, from the registry: in both languages, for every value of its parameters, sound and complete."""

import dataclasses
import itertools
import json
import math
import random
import re
import subprocess
import sys
from pathlib import Path

import pandas as pd
import plotly.graph_objects as go
import pytest

from lma_data import catalog, exhibits
from lma_data.charts.theme import Look
from lma_data.exhibits import base
from lma_data.export import tables
from lma_data.i18n import LANGUAGES, Words

IDS = list(exhibits.definitions())
WRONG = re.compile(r"\bnan\b|\bNone\b|\bNaT\b|<NA>|[{}]|  ")  # traces of what a reader must not see
LOOKS = [Look("light"), Look("dark"), Look("light", compact=True)]


def settings(definition, most=24):
    """Every combination of the parameters' values, or an even sample where they are many."""
    names = [parameter.name for parameter in definition.parameters]
    every = list(itertools.product(*(parameter.values() for parameter in definition.parameters)))
    step = max(1, math.ceil(len(every) / most))
    return [dict(zip(names, values, strict=True)) for values in [*every[::step], every[-1]]]


def with_data(exhibit_id):
    """The default choice, or the first one of which there are data."""
    for chosen in ({}, *settings(exhibits.definition(exhibit_id), most=200)):
        if not exhibits.show(exhibit_id, chosen).answer.missing:
            return chosen
    raise AssertionError(f"{exhibit_id}: no data in any choice")


@pytest.mark.parametrize("exhibit_id", IDS)
def test_every_setting_gives_a_whole_exhibit(exhibit_id):
    """Few settings in both languages, many in one of them each, by lot: no value of a parameter always in the same."""
    chance, every = random.Random(exhibit_id), settings(exhibits.definition(exhibit_id))
    both = [(chosen, lang) for chosen in every for lang in LANGUAGES]
    for chosen, lang in both if len(every) <= 4 else [(chosen, chance.choice(LANGUAGES)) for chosen in every]:
        exhibit = exhibits.show(exhibit_id, chosen, lang=lang)
        answer = exhibit.answer
        texts = [exhibit.question, answer.title, answer.subtitle, answer.sentence, exhibit.source, *answer.notes]
        if answer.missing:  # it says that there are no data: a title and a sentence, nothing else
            assert answer.subtitle == "" and not answer.headlines
            texts.remove("")
        else:
            assert len(answer.table) > 0
        for text in texts:
            assert text.strip() == text != ""
            assert not WRONG.search(text), f"{text!r} ({chosen})"
        assert not answer.title.endswith("."), answer.title
        assert [column.name for column in answer.columns if column.name not in answer.table] == []
        assert all(passport.sha256 for passport in exhibit.passports)


@pytest.mark.parametrize("exhibit_id", IDS)
def test_its_figure_is_one_that_plotly_knows(exhibit_id):
    for look in LOOKS:
        figure = exhibits.show(exhibit_id, with_data(exhibit_id), look=look).answer.figure
        if figure is None:
            continue
        go.Figure(figure)  # raises for a property that does not exist
        assert figure["layout"]["height"] >= 150
        json.dumps(figure, allow_nan=False)  # plain values only: what is missing is null, never NaN


@pytest.mark.parametrize("exhibit_id", IDS)
def test_the_two_languages_show_the_same_figures(exhibit_id):
    english, french = (exhibits.show(exhibit_id, with_data(exhibit_id), lang=lang) for lang in LANGUAGES)
    assert [column.name for column in english.answer.columns] == [column.name for column in french.answer.columns]
    for column in english.answer.columns:
        if column.format not in ("text",):
            pd.testing.assert_series_equal(english.answer.table[column.name], french.answer.table[column.name])
    different = {"question", "title", "subtitle", "sentence"}
    for part in different - {"question"}:
        assert getattr(english.answer, part) != getattr(french.answer, part), (
            f"{exhibit_id}: {part} is the same in both"
        )
    assert english.question != french.question


@pytest.mark.parametrize("exhibit_id", IDS)
def test_it_is_pure(exhibit_id):
    definition = exhibits.definition(exhibit_id)
    setting = exhibits.Setting(Words("en"))
    first, second = (definition.answer(setting, definition.parse({})) for _ in range(2))
    assert (first.title, first.sentence, first.figure) == (second.title, second.sentence, second.figure)
    pd.testing.assert_frame_equal(first.table, second.table)


@pytest.mark.parametrize("exhibit_id", IDS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_can_be_written_down(exhibit_id, lang):
    exhibit = exhibits.show(exhibit_id, with_data(exhibit_id), lang=lang)
    lines = tables.csv_text(exhibit).splitlines()
    assert len(lines) >= len(exhibit.answer.table) + 1
    assert "nan" not in lines[1].lower().split(",")
    whole = json.loads(tables.json_text(exhibit))
    assert len(whole["rows"]) == len(exhibit.answer.table)
    assert exhibit.answer.title in tables.text_table(exhibit)
    passport = tables.passport_text(exhibit)
    for one in exhibit.passports:
        assert one.citation in passport
        assert one.licence in passport


def test_wrong_input_says_what_is_possible():
    with pytest.raises(exhibits.UnknownExhibit, match=r"no exhibit 'x/y'; there are: .*governance/migrant-share-map"):
        exhibits.show("x/y")
    with pytest.raises(exhibits.BadParameter, match=r"year cannot be '2011'; it can be: 1990, 1995"):
        exhibits.show("governance/migrant-share-map", {"year": "2011"})
    with pytest.raises(exhibits.BadParameter, match=r"has no parameter 'colour'; it has: year, sex"):
        exhibits.show("governance/migrant-share-map", {"colour": "red"})


def test_values_are_taken_in_either_case_and_as_text():
    assert exhibits.show("governance/migrant-share-map", {"year": "2015", "sex": "Female"}).parameters == {
        "year": 2015,
        "sex": "female",
    }


def test_the_order_does_not_hang_on_what_was_imported_first():
    modules = sorted(path.stem for path in Path(base.__file__).parent.glob("[!_]*.py"))
    for first in (modules, modules[::-1]):
        code = f"""
from importlib import import_module
for name in {first}: import_module("lma_data.exhibits." + name)
from lma_data.exhibits import definitions
print(*definitions())"""
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=catalog.ROOT, capture_output=True, text=True, check=True
        )
        assert done.stdout.split() == IDS


def test_an_exhibit_whose_theme_does_not_name_its_module_is_refused(monkeypatch):
    stray = base.Definition("governance/stray", "?", (), (), lambda setting: None)
    monkeypatch.setitem(base._definitions, stray.id, stray)
    with pytest.raises(ValueError, match=r"name \S+ in lma_data/exhibits/governance\.py"):
        base.definitions.__wrapped__()


def test_what_cannot_be_compared_stands_apart(monkeypatch):
    """An exhibit over two editions that does not say how they stand apart is refused before anybody sees it."""
    datasets = ("undesa/migrant-stock-2024", "undesa/migrant-stock-2020")
    joined = base.Definition("governance/joined", "?", (), datasets, exhibits.definition(IDS[0]).make)
    monkeypatch.setitem(base._definitions, joined.id, joined)
    with pytest.raises(catalog.NotComparable, match="neither passport allows it"):
        base.definitions.__wrapped__()
    monkeypatch.setitem(base._definitions, joined.id, dataclasses.replace(joined, apart="Two lines."))
    assert joined.id in base.definitions.__wrapped__()
