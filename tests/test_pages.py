"""Every page through Streamlit's AppTest, in both languages, and what the pages do with addresses and faults."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from lma_data import sitemap
from lma_data.catalog import ROOT
from lma_data.exhibits import AreasParameter, Definition, Exhibit, Parameter, Value, base, definitions, show
from lma_data.i18n import LANGUAGES, Words
from lma_data.ui import card

# Every part of every page that is made of exhibits, with these; the other pages have tests of their own.
SHOWN = {(sitemap.pages()[name].file, part): ids for (name, part), ids in sitemap.parts().items() if ids}
PLACES = list(SHOWN)
OVERVIEW = "pages/context/overview.py"
GOVERNANCE = "pages/context/governance.py"
MARKUP = "<script>alert(1)</script>"
SECRET = "the inside of the machine"


def opened(page: str | None, locale: str | None = None, **address: str) -> AppTest:
    """The page (None: the bare address) as it comes from this address, in a browser of this locale; part="": no part."""
    app = AppTest.from_file(ROOT / "app.py", default_timeout=30)
    app.context = {"locale": locale}
    if page:
        app.switch_page(page)
    app.query_params = {name: value for name, value in address.items() if value or name != "part"}
    return app.run()


def card_ids(app: AppTest) -> list[str]:
    """The exhibits on the page, in their order, by the keys of their cards."""
    found: list[str] = []

    def walk(block: Any) -> None:
        for child in getattr(block, "children", {}).values():
            key = getattr(child, "key", None) or ""
            if key.startswith("card-"):
                found.append(key.removeprefix("card-"))
            walk(child)

    walk(app.main)
    by_slug = {exhibit_id.replace("/", "-"): exhibit_id for exhibit_id in definitions()}
    return [by_slug[slug] for slug in found]


def exhibits_on(app: AppTest, lang: str = "en", **given: str) -> list[Exhibit]:
    """What the registry says that the page's cards hold, for these parameters."""
    chosen = []
    for exhibit_id in card_ids(app):
        names = {parameter.name for parameter in definitions()[exhibit_id].parameters}
        own = {name: value for name, value in given.items() if name in names}
        chosen.append(show(exhibit_id, own, lang=lang))
    return chosen


def titles(app: AppTest) -> list[str]:
    return [subheader.value for subheader in app.subheader]


def assert_sound(app: AppTest) -> None:
    assert not app.exception, app.exception[0].value
    assert not app.error, app.error[0].value
    assert card_ids(app), "the page holds no exhibit"


@pytest.mark.parametrize(("page", "part"), PLACES)
def test_a_page_shows_its_exhibits_in_the_language_of_the_address(page: str, part: str) -> None:
    headings = {}
    for lang in LANGUAGES:
        app = opened(page, lang=lang, part=part)
        # A page on a country or a corridor names it after its title.
        headings[lang] = [title.value.partition(Words(lang).t(": "))[0] for title in app.title]
        assert_a_page_shows(app, SHOWN[page, part], lang)
    assert headings["fr"] == [Words("fr").t(title) for title in headings["en"]]


def assert_a_page_shows(app: AppTest, ids: tuple[str, ...], lang: str) -> None:
    assert_sound(app)
    assert not app.warning
    assert card_ids(app) == list(ids)
    expected = exhibits_on(app, lang)
    assert titles(app) == [exhibit.answer.title for exhibit in expected]

    drawn = [exhibit for exhibit in expected if exhibit.answer.figure]
    charts = app.get("plotly_chart")
    assert [chart.proto.alt for chart in charts] == [f"{x.answer.title}. {x.answer.sentence}" for x in drawn]
    for chart in charts:
        assert json.loads(chart.proto.spec)["data"]
        config = json.loads(chart.proto.config)
        assert config["topojsonURL"] == "app/static/"
        assert (config["locale"], list(config["locales"])) == (lang, ["fr"] if lang == "fr" else [])
    captions = [caption.value for caption in app.caption]
    for exhibit in expected:
        assert any(caption.startswith(exhibit.source) for caption in captions), f"{exhibit.id}: no source"


def test_every_exhibit_is_on_a_page_and_every_page_in_the_navigation() -> None:
    # That a page shows what the map of pages says of it, is tested above.
    assert {exhibit_id for ids in SHOWN.values() for exhibit_id in ids} == set(definitions())


def test_no_page_lies_where_streamlit_would_serve_it_without_app_py() -> None:
    assert not list((ROOT / "pages").glob("*.py"))
    assert all(len(path.relative_to(ROOT).parts) == 3 for path in (ROOT / "pages").rglob("*.py"))


# Language


@pytest.mark.parametrize(
    ("locale", "lang"), [("fr-FR", "fr"), ("fr", "fr"), ("en-GB", "en"), ("de-DE", "en"), (None, "en")]
)
def test_the_first_language_is_the_browser_s(locale: str | None, lang: str) -> None:
    app = opened(None, locale)
    assert_sound(app)
    assert app.query_params["lang"] == lang
    assert titles(app) == [exhibit.answer.title for exhibit in exhibits_on(app, lang)]


def test_the_address_counts_more_than_the_browser() -> None:
    app = opened(None, "fr-FR", lang="en")
    assert titles(app) == [exhibit.answer.title for exhibit in exhibits_on(app, "en")]


def test_the_switch_changes_the_page_and_the_address() -> None:
    app = opened(OVERVIEW, lang="en")
    app.segmented_control(key="language-switch").set_value("fr").run()
    assert_sound(app)
    assert app.query_params["lang"] == "fr"
    assert titles(app) == [exhibit.answer.title for exhibit in exhibits_on(app, "fr")]
    app.switch_page(GOVERNANCE).run()
    assert titles(app) == [exhibit.answer.title for exhibit in exhibits_on(app, "fr")]


@pytest.mark.parametrize("page", [None, OVERVIEW], ids=["bare address", "page"])
@pytest.mark.parametrize("lang", ["de", MARKUP])
def test_an_unknown_language_falls_back_and_says_so(lang: str, page: str | None) -> None:
    app = opened(page, lang=lang)
    assert_sound(app)
    assert ["no such language" in warning.value for warning in app.warning] == [True]
    assert titles(app) == [exhibit.answer.title for exhibit in exhibits_on(app, "en")]


# Filters


def first_places() -> list[tuple[str, str, list[Parameter]]]:
    """Places with the parameters that stand on none before: so each parameter is chosen once, on a page that has it."""
    seen: set[str] = set()
    found = []
    for page, part in PLACES:
        held = [p for one in SHOWN[page, part] for p in definitions()[one].parameters]
        parameters = {p.name: p for p in held if p.name not in seen}
        seen |= set(parameters)
        if parameters:
            found.append((page, part, list(parameters.values())))
    return found


@pytest.mark.parametrize(("page", "part", "parameters"), first_places())
def test_the_address_chooses(page: str, part: str, parameters: list[Parameter]) -> None:
    """Each parameter's last value, or another than the default: the cards show what the registry gives for it."""
    for parameter in parameters:
        value = next(str(value) for value in reversed(parameter.values()) if value != parameter.default)
        app = opened(page, part=part, lang="fr", **{parameter.name: value})
        assert_sound(app)
        assert not app.warning
        assert titles(app) == [x.answer.title for x in exhibits_on(app, "fr", **{parameter.name: value})]


@pytest.mark.parametrize(("page", "part", "lang"), [(*place, LANGUAGES[n % 2]) for n, place in enumerate(PLACES)])
def test_unknown_values_fall_back_and_say_so(page: str, part: str, lang: str) -> None:
    parameters = list(dict.fromkeys(p for one in SHOWN[page, part] for p in definitions()[one].parameters))
    app = opened(page, part=part, lang=lang, **{parameter.name: MARKUP for parameter in parameters})
    assert_sound(app)
    assert len(app.warning) == len(parameters)
    words = Words(lang)
    for parameter, warning in zip(parameters, app.warning, strict=True):
        assert words.t(parameter.label) in warning.value
        assert parameter.text(words, parameter.default) in warning.value
        assert MARKUP not in warning.value
    assert titles(app) == [exhibit.answer.title for exhibit in exhibits_on(app, lang)]


def test_a_value_that_is_nearly_known_falls_back_and_one_in_capitals_is_known() -> None:
    page = GOVERNANCE
    app = opened(page, year="2011", sex="abc")
    assert_sound(app)
    assert len(app.warning) == 2
    app = opened(page, sex="FEMALE", year=" 2000 ")
    assert not app.warning
    assert titles(app) == [exhibit.answer.title for exhibit in exhibits_on(app, sex="female", year="2000")]


def test_parameters_that_no_exhibit_has_do_nothing() -> None:
    app = opened(OVERVIEW, nonsense=MARKUP)
    assert_sound(app)
    assert not app.warning


@pytest.mark.parametrize(("page", "part", "parameters"), first_places())
def test_a_choice_goes_into_the_address_and_the_default_leaves_it(
    page: str, part: str, parameters: list[Parameter]
) -> None:
    app = opened(page, part=part)
    for parameter in parameters:
        other = next(value for value in reversed(parameter.values()) if value != parameter.default)
        choose(app, parameter, other)
        assert_sound(app)
        assert app.query_params[parameter.name] == str(other)
        assert titles(app) == [x.answer.title for x in exhibits_on(app, **{parameter.name: str(other)})]
        choose(app, parameter, parameter.default)
        assert parameter.name not in app.query_params
        assert titles(app) == [exhibit.answer.title for exhibit in exhibits_on(app)]


def choose(app: AppTest, parameter: Parameter, value: Value) -> None:
    """A choice reruns only the cards that it concerns, and AppTest then knows of nothing else: the whole page follows."""
    shown = str(value).split(",") if isinstance(parameter, AreasParameter) else value
    widget(app, parameter).set_value(shown).run()
    assert not app.exception
    app.run()


def widget(app: AppTest, parameter: Parameter) -> Any:
    """The parameter's one widget; it must stand once on the page."""
    key = f"filter-{parameter.name}"
    kinds = (app.select_slider, app.segmented_control, app.selectbox, app.multiselect)
    found = [widget for kind in kinds for widget in kind if widget.key == key]
    assert len(found) == 1, f"{len(found)} filters for {parameter.name}"
    return found[0]


# Faults


def everything(app: AppTest) -> str:
    """All text that the page sends, in any element."""
    return repr([str(getattr(element, "proto", "")) for element in app.main])


def broken(definition: Definition) -> Definition:
    def make(*_: Any, **__: Any) -> Any:
        raise RuntimeError(SECRET)

    return replace(definition, make=make)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_page_that_fails_shows_a_plain_sentence_and_a_way_back(lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any) -> None:
        raise RuntimeError(SECRET)

    monkeypatch.setattr(card, "exhibits", fail)
    app = opened(GOVERNANCE, lang=lang)
    assert not app.exception
    assert ["could not be shown" if lang == "en" else "n’a pas pu être affichée"] == [
        part for part in ("could not be shown", "n’a pas pu être affichée") if part in app.error[0].value
    ]
    assert len(app.get("page_link")) == 1
    assert SECRET not in everything(app) and "Traceback" not in everything(app)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_card_that_fails_leaves_the_others(lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
    page = GOVERNANCE
    sound = opened(page, lang=lang)
    failing, *others = card_ids(sound)
    base._shown.cache_clear()
    monkeypatch.setitem(definitions(), failing, broken(definitions()[failing]))
    app = opened(page, lang=lang)
    assert not app.exception
    assert len(app.error) == 1
    assert SECRET not in everything(app) and "RuntimeError" not in everything(app)
    assert card_ids(app) == [failing, *others]
    assert titles(app) == titles(sound)[1:]
