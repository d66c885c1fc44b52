"""Exhibits on one country for every country, and on a corridor for many pairs: each has an answer, if an empty one."""

import json
import random

import plotly.graph_objects as go
import pytest

from lma_data import areas, exhibits
from lma_data.charts.theme import Look
from lma_data.i18n import LANGUAGES, Words
from tests.test_exhibits import WRONG

COUNTRY = [found for found in exhibits.definitions().values() if "c" in {p.name for p in found.parameters}]
CORRIDOR = [found for found in exhibits.definitions().values() if {"from", "to"} <= {p.name for p in found.parameters}]
LOOKS = [Look("light"), Look("dark", compact=True)]
# Large and small, with data and nearly without, of contested status, and each with itself.
ENDS = ("IND", "USA", "QAT", "NPL", "PSE", "XKX", "TWN", "TUV", "VAT", "PRK", "SSD", "FRA", "SYR", "DEU", "SRB", "JOR")


def assert_whole(exhibit_id, chosen, number):
    """In one language and look, which change with the number, so that all are met."""
    lang, look = LANGUAGES[number % 2], LOOKS[number // 2 % 2]
    exhibit = exhibits.show(exhibit_id, chosen, lang=lang, look=look)
    answer = exhibit.answer
    texts = [answer.title, answer.sentence, exhibit.source, *answer.notes]
    if not answer.missing:
        texts.append(answer.subtitle)
        assert len(answer.table) > 0, (exhibit_id, chosen)
        assert answer.figure is not None or answer.headlines or len(answer.columns) > 1
    for text in texts:
        assert text.strip() == text != "", (exhibit_id, chosen, text)
        assert not WRONG.search(text), (exhibit_id, chosen, text)
    if answer.figure is not None:
        assert drawn(answer.figure), f"nothing is drawn: {exhibit_id} {chosen}"
        json.dumps(answer.figure, allow_nan=False)
    return answer


def drawn(figure):
    """Whether the figure has a mark at all."""
    axes = ("x", "y", "z", "locations", "lon", "link")
    return any(value is not None for trace in figure["data"] for axis in axes for value in flat(trace.get(axis, ())))


def flat(values):
    for value in values.values() if isinstance(values, dict) else values:
        if isinstance(value, list | tuple | dict):
            yield from flat(value)
        else:
            yield value


@pytest.mark.parametrize("definition", COUNTRY, ids=lambda found: found.id)
def test_every_country_has_an_answer(definition):
    for number, key in enumerate(areas.countries()):
        if key in definition_values(definition, "c"):
            assert_whole(definition.id, {"c": key}, number)


@pytest.mark.parametrize("definition", CORRIDOR, ids=lambda found: found.id)
def test_any_pair_has_an_answer(definition):
    chance = random.Random(2026)
    countries = areas.countries()
    pairs = [(one, other) for one in ENDS for other in ENDS] + [
        tuple(chance.choices(countries, k=2)) for _ in range(100)
    ]
    possible = definition_values(definition, "from"), definition_values(definition, "to")
    for number, (origin, destination) in enumerate(pairs):
        if origin in possible[0] and destination in possible[1]:
            answer = assert_whole(definition.id, {"from": origin, "to": destination}, number)
            assert answer.missing or origin != destination


def definition_values(definition, name):
    return next(parameter.values() for parameter in definition.parameters if parameter.name == name)


def test_the_country_s_figures_are_ones_that_plotly_knows():
    for definition in COUNTRY:
        for key in ("KEN", "TUV", "XKX", "DEU"):
            if key in definition_values(definition, "c") and (
                figure := exhibits.show(definition.id, {"c": key}).answer.figure
            ):
                go.Figure(figure)


@pytest.mark.parametrize("given", ["scg", "ANT", "Tchécoslovaquie", "<script>alert(1)</script>", "", "x" * 5000, "XYZ"])
def test_what_is_no_country_is_refused_with_a_way_on(given):
    for definition, name in ((COUNTRY[0], "c"), (CORRIDOR[0], "to")):
        with pytest.raises(exhibits.BadParameter, match=rf"^{name} cannot be ") as refused:
            exhibits.show(definition.id, {name: given})
        assert len(str(refused.value)) < 250
        assert "<script>" not in refused.value.said(Words("fr"))


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("Ivory Coast", "CIV"),
        ("Côte d’Ivoire", "CIV"),
        ("cote d'ivoire", "CIV"),
        ("civ", "CIV"),
        ("CI", "CIV"),
        ("384", "CIV"),
        ("Türkiye", "TUR"),
        ("turkey", "TUR"),
        ("Turquie", "TUR"),
        ("Viet Nam", "VNM"),
        ("VIETNAM", "VNM"),
        ("Allemagne", "DEU"),
        ("États-Unis", "USA"),
        ("South Korea", "KOR"),
        ("Zaire", "COD"),
        ("Birmanie", "MMR"),
    ],
)
def test_a_country_is_found_as_people_call_it(typed, key):
    assert areas.find(typed) == key
    assert COUNTRY[0].parse({"c": typed})["c"] == key
