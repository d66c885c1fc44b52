"""The brief of a country: whole in both languages, self-contained, safe, and for any country."""

import base64
import datetime
import gzip
import json
import os
import re
from html.parser import HTMLParser
from typing import NamedTuple

import plotly.graph_objects as go
import pytest
from playwright.sync_api import Page, sync_playwright

from lma_data import areas, exhibits
from lma_data.__main__ import main
from lma_data.exhibits.country_missing import open_questions
from lma_data.export import brief, printed
from lma_data.i18n import LANGUAGES, Words
from tests.browser import executable, launch

MADE = datetime.date(2026, 11, 23)
MUCH, LITTLE = "DEU", "VAT"
SAMPLE = ["KEN", MUCH, LITTLE, "XKX", "TUV", "PSE", "BLM", "CIV"]
VOID = {"meta", "input", "br", "link", "img", "hr"}


@pytest.fixture(scope="module")
def kenya():
    return brief.html("KEN", made=MADE)


def article(page, lang):
    """The text of one language's article, tags and all."""
    return re.search(rf'<article id="brief-{lang}".*?</article>', page, re.DOTALL).group()


def drawn(page, lang):
    return json.loads(re.search(rf'id="figures-{lang}">(.*?)</script>', page, re.DOTALL).group(1))


def test_both_languages_stand_in_it_and_the_chosen_one_first(kenya):
    assert kenya.index('id="brief-en"') < kenya.index('id="brief-fr"')
    assert '<html lang="en">' in kenya
    french = brief.html("KEN", first="fr", made=MADE)
    assert french.index('id="brief-fr"') < french.index('id="brief-en"')
    assert 'value="fr" checked' in french and 'value="en" checked' not in french
    assert "23 November 2026" in article(kenya, "en")
    assert "23 novembre 2026" in article(kenya, "fr")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_holds_what_the_exhibits_say(kenya, lang):
    text = article(kenya, lang)
    for exhibit_id in ("country/immigrants", "country/remittances", "country/prices", "country/missing"):
        assert exhibits.show(exhibit_id, {"c": "KEN"}, lang=lang, look=printed.LOOK).answer.title in text
    for one in exhibits.show("country/profile", {"c": "KEN"}, lang=lang).answer.headlines:
        assert one.number in text
    assert exhibits.show("country/outflows", {"c": "KEN"}, lang=lang).answer.title in text  # that there are no data
    own, general = open_questions(Words(lang), "KEN")
    assert all(question in text for question in (*own, *general))
    for licence in ("CC BY 4.0", "CC BY 3.0 IGO"):
        assert licence in text


def test_every_source_of_a_figure_is_cited(kenya):
    text = article(kenya, "en")
    for section in brief.SECTIONS:
        for exhibit_id in section.exhibits:
            exhibit = exhibits.show(exhibit_id, {"c": "KEN"}, look=printed.LOOK)
            if not exhibit.answer.missing:
                assert all(passport.address in text for passport in exhibit.passports)


@pytest.mark.parametrize("country", SAMPLE)
def test_any_country_has_one(country):
    page = brief.html(country, made=MADE)
    for lang in LANGUAGES:
        text = article(page, lang)
        assert f"<h1>{areas.name(country, lang)}</h1>" in text.replace("&#x27;", "'")
        for wrong in (">nan<", "None", "&lt;NA&gt;", "NaT"):
            assert wrong not in text
        figures = drawn(page, lang)
        assert len(re.findall('class="chart"', text)) == len(figures)
        for figure in figures:
            go.Figure(figure)
            assert figure["layout"]["height"] <= printed.TALLEST
            assert not any("locations" in trace for trace in figure["data"]), "a map would fetch its shapes"


def test_its_tags_close(kenya):
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
    tags.feed(kenya.replace("<!doctype html>", ""))
    assert tags.open == []


def test_nothing_in_it_asks_another_host(kenya):
    shell = re.sub(r'<script type="text/plain" id="plotly">.*?</script>', "", kenya, flags=re.DOTALL)
    assert not re.findall(r"<(?:link|img|iframe|script[^>]* src)", shell)
    assert not re.findall(r"(?:src|url|@import|fetch|XMLHttpRequest)\s*[=(]", shell)
    assert "sendDataToCloud" not in shell and "showSendToCloud: false" in shell


def test_plotly_is_whole_and_packed_once(kenya):
    packed = re.findall(r'id="plotly">(.*?)</script>', kenya, re.DOTALL)
    assert len(packed) == 1
    code = gzip.decompress(base64.b64decode(packed[0]))
    assert len(code) > 3_000_000 and b"plotly.js" in code[:300]
    assert len(kenya) < 3_000_000


def test_what_is_written_into_it_is_escaped(monkeypatch):
    spell = "<script>alert('x')</script>&\""
    monkeypatch.setattr(areas, "name", lambda key, lang: spell)
    monkeypatch.setattr(areas, "label", lambda key, lang: spell)
    exhibits.base._shown.cache_clear()
    try:
        page = brief.html("TUV", made=MADE)
    finally:
        exhibits.base._shown.cache_clear()
    assert spell not in page
    assert page.count("<script") == 4  # figures in two languages, plotly.js, the code that draws


def test_it_is_pure(kenya):
    assert brief.html("KEN", made=MADE) == kenya


def test_the_command_writes_it(tmp_path, capsys):
    target = tmp_path / "brief.html"
    assert main(["brief", "Côte d’Ivoire", "--lang", "fr", "--out", str(target)]) == 0
    assert capsys.readouterr().out.strip() == str(target)
    assert '<html lang="fr">' in target.read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["brief", "Atlantis"], "c cannot be 'Atlantis'"),
        (["brief", "KEN", "--out", "/no/such/folder/x.html"], "cannot write /no/such/folder/x.html"),
    ],
)
def test_the_command_says_what_is_wrong(arguments, says, capsys):
    assert main(arguments) == 2
    assert says in capsys.readouterr().err


# In a browser that has no network


class Opened(NamedTuple):
    """The brief in a browser: its page, the addresses that it asked for, and its errors."""

    page: Page
    asked: list[str]
    errors: list[str]


@pytest.fixture(scope="module")
def offline(kenya, tmp_path_factory):
    """A page in Chromium with the brief opened from a file, and what it asked for."""
    target = tmp_path_factory.mktemp("brief") / "ken.html"
    target.write_text(kenya, "utf-8")
    with sync_playwright() as playwright:
        if executable(playwright) is None:
            if os.environ.get("LMA_BROWSER") == "required":
                pytest.fail("no browser")
            pytest.skip("no browser")
        browser = launch(playwright)
        page = browser.new_context(offline=True, viewport={"width": 900, "height": 900}).new_page()
        asked, errors = [], []
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(target.as_uri())
        yield Opened(page, asked, errors)
        browser.close()


def shown_charts(page, lang):
    page.wait_for_function(
        f"[...document.querySelectorAll('#brief-{lang} .chart')].every((chart) => chart.querySelector('.main-svg'))",
        timeout=60_000,
    )
    return page.evaluate(f"document.querySelectorAll('#brief-{lang} .chart .main-svg').length")


def test_charts_are_drawn_from_the_file_alone(offline):
    assert shown_charts(offline.page, "en") >= 10
    offline.page.click("label[for=show-fr]")
    assert shown_charts(offline.page, "fr") >= 10
    assert offline.page.locator("#brief-fr").is_visible() and not offline.page.locator("#brief-en").is_visible()
    assert offline.page.evaluate("document.documentElement.lang") == "fr"
    offline.page.click("label[for=show-en]")
    assert len(offline.asked) == 1, offline.asked  # the file itself
    assert offline.errors == []


def test_a_chart_still_knows_its_pointer(offline):
    """It is made smaller by CSS."""
    shown_charts(offline.page, "en")
    bar = offline.page.locator("#brief-en .chart").first.locator(".point path").first
    bar.scroll_into_view_if_needed()
    bar.hover(force=True)
    offline.page.wait_for_selector(".hovertext", state="attached")


def test_paper_has_the_shown_language_alone(offline):
    offline.page.emulate_media(media="print")
    try:
        assert offline.page.locator("#brief-en").is_visible()
        assert not offline.page.locator("#brief-fr").is_visible()
        assert not offline.page.locator("#print").is_visible()
        wide = offline.page.evaluate(
            "Math.max(...[...document.querySelectorAll('table')].map((table) => table.scrollWidth))"
        )
        assert wide <= 900
        assert offline.page.pdf(format="A4").count(b"/Type /Page") > 5
    finally:
        offline.page.emulate_media(media="screen")
