"""Every exhibit of a cohort: whole in both languages, and for cohorts of nobody, of few, lopsided, or with much missing."""

from __future__ import annotations

import plotly.graph_objects as go
import pytest

from lma_data import sitemap
from lma_data.charts.theme import Look
from lma_data.exhibits import cohort_definitions, show
from lma_data.export import tables
from lma_data.i18n import LANGUAGES
from tests.cohort.made import EDGES, people

IDS = list(cohort_definitions())
ODD = ("nan", "None", "NaT", "{", "}", "<NA>")


def whole(exhibit) -> None:
    """Texts without gaps, a table with the columns it names, a figure that Plotly takes."""
    answer = exhibit.answer
    assert answer.title and answer.sentence and not answer.title.endswith(".")
    texts = [answer.title, answer.subtitle, answer.sentence, *answer.notes, exhibit.source]
    assert not [text for text in texts for odd in ODD if odd in text.split()], texts
    if answer.missing:
        return
    assert list(answer.table.columns) or answer.headlines
    assert {column.name for column in answer.columns} <= set(answer.table.columns)
    if answer.figure is not None:
        go.Figure(answer.figure)
        assert answer.figure["layout"]["height"]
    for write in (tables.csv_text, tables.json_text, tables.text_table, tables.passport_text):
        assert write(exhibit)


@pytest.mark.parametrize("exhibit_id", IDS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_of_an_edition(exhibit_id, lang, edition_of):
    for year in (2023, 2026):
        exhibit = show(exhibit_id, lang=lang, cohort=edition_of(year), look=Look(compact=lang == "fr"))
        whole(exhibit)
    assert "invented" in exhibit.source or "inventées" in exhibit.source


@pytest.mark.parametrize("exhibit_id", IDS)
def test_each_choice_has_its_answer(exhibit_id, edition_of):
    cohort = edition_of(2024)
    for parameter in cohort_definitions()[exhibit_id].within(cohort).parameters:
        values = list(parameter.values())
        for value in [*values[:8], *values[-2:]]:
            whole(show(exhibit_id, {parameter.name: value}, cohort=cohort))


@pytest.fixture(scope="module")
def edges():
    return {name: make() for name, make in EDGES.items()}


@pytest.mark.parametrize("edge", EDGES)
@pytest.mark.parametrize("exhibit_id", IDS)
def test_of_cohorts_at_the_edge(exhibit_id, edge, edges):
    exhibit = show(exhibit_id, lang="fr", cohort=edges[edge])
    whole(exhibit)
    if edge == "nobody":
        assert exhibit.answer.missing, "of nobody nothing can be said"


@pytest.fixture(scope="module")
def crowd():
    return people(10_000)


@pytest.mark.parametrize("exhibit_id", IDS)
def test_of_ten_thousand(exhibit_id, crowd):
    whole(show(exhibit_id, cohort=crowd))


def test_the_answers_of_a_cohort_are_pure(edition_of):
    for exhibit_id in IDS:
        first, again = (show(exhibit_id, cohort=edition_of(2025)) for _ in range(2))
        assert tables.json_text(first) == tables.json_text(again), exhibit_id


def test_every_exhibit_of_a_cohort_stands_on_a_page():
    shown = {one for ids in sitemap.cohort_parts().values() for one in ids}
    assert shown == set(IDS)
