"""The pages in a real browser: drawn, offline, in both languages, on a phone, by keyboard; links, filters, downloads.

The tests skip where there is no browser, unless LMA_BROWSER=required, as under `make test`.
"""

from __future__ import annotations

import csv
import io
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from lma_data import sitemap
from lma_data.charts import theme
from lma_data.exhibits import Exhibit, Parameter, definition, show
from lma_data.i18n import LANGUAGES, Words
from tests.browser import PATIENCE, PHONE, PLACES, Watch, executable, go, launch, server, settle, visit, watched

EXPERT = "governance"  # a page with a map and with each kind of filter
expect.set_options(timeout=PATIENCE)
LANGUAGE_NAMES = {"en": "English", "fr": "Français"}
# Each part of each page is drawn on a phone, where room is scarce, and every second one wide.
# test_pages.py reads all in both languages.
DRAWN_WIDE = [(name, part, LANGUAGES[number % 2]) for number, (name, part) in enumerate(PLACES[::2])]
DRAWN_ON_A_PHONE = [(name, part, LANGUAGES[(number + 1) % 2]) for number, (name, part) in enumerate(PLACES)]
WITHOUT_EXHIBITS = {"data", "find"}


class Visitor(NamedTuple):
    """A page that tests share, and what it asked for and complained about."""

    page: Page
    watch: Watch


class Fullest(NamedTuple):
    """A page that several tests look at."""

    page: Page
    lang: str
    exhibits: list[Exhibit]


# A module's scope, not a session's: Playwright's event loop must not run while other tests do.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        if executable(playwright) is None:
            reason = (
                "no Chromium: install one (chromium on the PATH, or `playwright install chromium`), or run `make test`"
            )
            if os.environ.get("LMA_BROWSER") == "required":
                pytest.fail(reason)
            pytest.skip(reason)
        yield launch(playwright)


@pytest.fixture(scope="module")
def address(browser: Browser) -> Iterator[str]:
    with server() as address:
        yield address


@pytest.fixture(scope="module")
def visitors(browser: Browser, address: str) -> dict[str, Visitor]:
    """Visitors by what sets them apart. Each keeps one page open: a new one reads all scripts anew, for seconds."""
    contexts = {
        "wide": watched(browser, address),
        "reader": watched(browser, address),
        "phone": watched(browser, address, **PHONE, locale="fr-FR"),
        "dark": watched(browser, address, color_scheme="dark"),
    }
    return {name: Visitor(context.new_page(), watch) for name, (context, watch) in contexts.items()}


def page_of(visitor: Visitor) -> Iterator[Page]:
    """The visitor's page, which must ask no other host for anything, and must not complain in the console."""
    yield visitor.page
    outside, complaints = visitor.watch.outside, [*visitor.watch.complaints]
    visitor.watch.requests.clear()
    visitor.watch.complaints.clear()
    assert not outside
    assert not complaints


@pytest.fixture
def page(visitors: dict[str, Visitor]) -> Iterator[Page]:
    yield from page_of(visitors["wide"])


@pytest.fixture
def phone(visitors: dict[str, Visitor]) -> Iterator[Page]:
    yield from page_of(visitors["phone"])


@pytest.fixture
def dark(visitors: dict[str, Visitor]) -> Iterator[Page]:
    yield from page_of(visitors["dark"])


@pytest.fixture(scope="module", params=LANGUAGES)
def fullest(request: pytest.FixtureRequest, visitors: dict[str, Visitor]) -> Iterator[Fullest]:
    """The fullest page, opened once in each language for the tests of its cards."""
    for page in page_of(visitors["reader"]):
        visit(page, EXPERT, lang=request.param)
        yield Fullest(page, request.param, expect_exhibits(page, request.param))


# What a page holds, and what the registry says that it should


def exhibits_at(url: str, lang: str, **given: str) -> list[Exhibit]:
    """What the registry says that the page of this address holds, for these parameters."""
    address = urlsplit(url)
    name, wanted = address.path.strip("/"), parse_qs(address.query).get("part", [""])[0]
    parts = {part: ids for (page, part), ids in sitemap.parts().items() if page == name}
    found = []
    for exhibit_id in parts.get(wanted) or next(iter(parts.values())):
        names = {parameter.name for parameter in definition(exhibit_id).parameters}
        own = {name: value for name, value in given.items() if name in names}
        found.append(show(exhibit_id, own, lang=lang))
    return found


def plain(text: str | None) -> str:
    """Without mark-up and white space, which browsers set as they like."""
    return re.sub(r"<[^>]*>|\s|\u200b", "", text or "")


# Texts of charts that stick out of their chart: they are cut off.
CUT_OFF = """() => [...document.querySelectorAll('.js-plotly-plot')].flatMap((plot) => {
  const frame = plot.getBoundingClientRect()
  const sticksOut = (box) => box.width && (box.left < frame.left - 2 || box.right > frame.right + 2
    || box.top < frame.top - 2 || box.bottom > frame.bottom + 2)
  return [...plot.querySelectorAll('.main-svg text')]
    .filter((text) => text.checkVisibility() && sticksOut(text.getBoundingClientRect()))
    .map((text) => plot.closest('[class*=st-key-card-]').className.match(/st-key-card-(\\S+)/)[1] + ': ' + text.textContent)
})"""


# The cards of the page, in their order: of a page that is just being left, those are still there.
CARDS = """(slugs) => slugs.join() === [...document.querySelectorAll('[class*=st-key-card-]')]
  .map((card) => card.className.match(/st-key-card-(\\S+)/)[1]).join()"""


def slug(exhibit: Exhibit) -> str:
    return exhibit.id.replace("/", "-")


def card_of(page: Page, exhibit: Exhibit) -> Locator:
    return page.locator(f".st-key-card-{slug(exhibit)}")


def expect_cards(page: Page, exhibits: list[Exhibit]) -> None:
    assert exhibits
    page.wait_for_function(CARDS, arg=[slug(exhibit) for exhibit in exhibits])


def expect_exhibits(page: Page, lang: str, **given: str) -> list[Exhibit]:
    """The page comes to hold the exhibits of its address, with titles and charts in this language, for these parameters."""
    page.wait_for_function("(lang) => document.documentElement.lang === lang", arg=lang)
    exhibits = exhibits_at(page.url, lang, **given)
    expect_cards(page, exhibits)
    for exhibit in exhibits:
        expect(card_of(page, exhibit).locator("h3")).to_have_text(exhibit.answer.title)
    settle(page)
    charts = sum(exhibit.answer.figure is not None for exhibit in exhibits)
    expect(page.locator(".js-plotly-plot")).to_have_count(charts)
    return exhibits


def is_map(exhibit: Exhibit) -> bool:
    figure = exhibit.answer.figure
    return figure is not None and any(trace["type"] == "choropleth" for trace in figure["data"])


def the_map(exhibits: list[Exhibit]) -> Exhibit:
    return next(exhibit for exhibit in exhibits if is_map(exhibit))


# Pages


@pytest.mark.parametrize(("name", "part", "lang"), DRAWN_WIDE)
def test_a_page_is_drawn_without_another_host(page: Page, name: str, part: str, lang: str) -> None:
    go(page, name, part, lang)
    exhibits = expect_exhibits(page, lang) if name not in WITHOUT_EXHIBITS else []
    assert page.locator("[data-testid=stAlert], [data-testid=stException], [role=dialog]").count() == 0
    assert page.evaluate(CUT_OFF) == []
    for exhibit in exhibits:
        card, figure = card_of(page, exhibit), exhibit.answer.figure
        assert plain(exhibit.source) in plain(card.text_content())
        if figure is not None:
            box, frame = card.locator(".main-svg").first.bounding_box(), card.bounding_box()
            assert box and frame and box["height"] > 100
            assert frame["x"] <= box["x"] and box["x"] + box["width"] <= frame["x"] + frame["width"] + 1
        if is_map(exhibit):
            assert_map_is_filled(card, exhibit)


def assert_map_is_filled(card: Locator, exhibit: Exhibit) -> None:
    """Each country with a figure has a shape in a colour of the scale, each small state a point, and none has neither."""
    assert exhibit.answer.figure is not None
    areas, small, *_ = exhibit.answer.figure["data"]
    assert card.locator(".scattergeo path.point").count() == len(small["lon"]) > 0
    shapes = card.locator("path.choroplethlocation").evaluate_all(
        "(all) => all.map((e) => ({ area: e.__data__.loc, fill: getComputedStyle(e).fill, d: e.getAttribute('d') }))"
    )
    drawn = {shape["area"] for shape in shapes if shape["d"]}
    assert set(areas["locations"]) - drawn <= set(small["customdata"])  # too small for a shape of a pixel
    if exhibit.id == "governance/migrant-share-map":  # every country and territory
        assert len(small["lon"]) > 30 and len(drawn) > 200
    fills = {shape["fill"] for shape in shapes if shape["area"] in areas["locations"]}
    scale = exhibit.answer.figure["layout"]["coloraxis"]["colorscale"]
    assert fills <= {rgb(shade) for _, shade in scale}
    assert len(fills) > 2


def rgb(colour: str) -> str:
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return f"rgb({red}, {green}, {blue})"


def test_a_request_to_another_host_would_be_seen(browser: Browser, address: str) -> None:
    context, watch = watched(browser, address)
    page = context.new_page()
    page.goto("/_stcore/health")
    page.evaluate("fetch('https://example.org/x').catch(() => 0)")
    page.evaluate("new Promise((done) => { new WebSocket('wss://192.0.2.1/y').onerror = done })")
    context.close()
    assert watch.outside == ["https://example.org/x", "wss://192.0.2.1/y"]


def test_a_deep_link_opens_as_a_fresh_server_s_first_visit_in_the_browser_s_language(browser: Browser) -> None:
    with server() as fresh:
        context, watch = watched(browser, fresh, locale="fr-FR")
        page = context.new_page()
        visit(page, EXPERT, sex="female")
        expect_exhibits(page, "fr", sex="female")
        assert page.locator("[role=dialog]").count() == 0
        assert "lang=fr" in page.url
        context.close()
        assert not watch.outside and not watch.complaints


def test_unknown_values_are_said_and_run_nothing(page: Page) -> None:
    visit(page, EXPERT, region="<script>document.title = 'taken'</script>", lang="de")
    expect_exhibits(page, "en")
    assert page.locator("[data-testid=stAlert]").count() == 2
    assert page.title() != "taken"


# Language, filters, links


def test_the_language_switch_changes_page_and_address_and_holds_from_page_to_page(page: Page) -> None:
    first, second = list(sitemap.pages())[:2]
    visit(page, first, lang="en")
    page.get_by_role("radio", name="Français").click()
    expect_exhibits(page, "fr")
    page.wait_for_url(f"**/{first}?lang=fr")
    heading = page.locator("h1")
    title = heading.inner_text()

    page.locator(f"[data-testid=stTopNavLink][href*='/{second}']").click()
    expect(heading).not_to_have_text(title)
    expect_exhibits(page, "fr")
    page.wait_for_url(f"**/{second}?lang=fr")

    page.go_back()
    if f"/{second}" in page.url:  # Streamlit sometimes notes a page twice, before and after its language
        page.go_back()
    expect(heading).to_have_text(title)
    expect_exhibits(page, "fr")
    page.wait_for_url(f"**/{first}?lang=fr")


def choose(page: Page, parameter: Parameter, value: Any, words: Words) -> None:
    """Choose by hand: a slider's first value with the keyboard, the others by their text."""
    widget, text = page.locator(f".st-key-filter-{parameter.name}"), parameter.text(words, value)
    if parameter.ordered:
        assert value == parameter.values()[0]
        widget.locator("input[type=range]").press("Home")
    elif widget.get_by_role("combobox").count():
        widget.get_by_role("combobox").fill(text)
        page.get_by_role("option", name=text).first.click()
    else:
        widget.get_by_role("radio", name=text, exact=True).click()


def test_choices_go_into_the_address_and_come_back_from_it(page: Page) -> None:
    visit(page, EXPERT, lang="fr")
    parameters = list(dict.fromkeys(p for x in exhibits_at(page.url, "fr") for p in x.definition.parameters))
    chosen: dict[str, str] = {}
    for parameter in parameters:
        value = parameter.values()[0] if parameter.ordered else parameter.values()[-1]
        choose(page, parameter, value, Words("fr"))
        chosen[parameter.name] = str(value)
        page.wait_for_url(re.compile(rf"[?&]{parameter.name}={value}(&|$)"))
        exhibits = expect_exhibits(page, "fr", **chosen)

    # The picture follows the choice, and does not carry the title of before as well.
    exhibit = the_map(exhibits)
    name, picture = saved(page, card_of(page, exhibit).get_by_role("button", name="SVG", exact=True).click)
    assert name == f"{exhibit.file_stem}.svg"
    assert plain(exhibit.answer.title) in plain(picture.decode())
    assert plain(show(exhibit.id, lang="fr").answer.title) not in plain(picture.decode())

    del chosen[parameters[-1].name]
    page.go_back()
    page.wait_for_function("(name) => !location.search.includes(name + '=')", arg=parameters[-1].name)
    expect_exhibits(page, "fr", **chosen)

    page.reload(wait_until="commit")
    expect_exhibits(page, "fr", **chosen)
    other = page.context.new_page()
    other.goto(page.url, wait_until="commit")
    expect_exhibits(other, "fr", **chosen)
    other.close()


# Cards


def test_hover_speaks_the_language(fullest: Fullest) -> None:
    page, exhibit = fullest.page, the_map(fullest.exhibits)
    card = card_of(page, exhibit)
    label = card.locator(".hoverlayer .hovertext")
    point_at(page, card.locator(".scattergeo path.point").last, label)
    assert exhibit.answer.figure is not None
    known = {plain(text) for trace in exhibit.answer.figure["data"] for text in trace.get("hovertext", [])}
    assert plain(label.text_content()) in known
    camera = card.locator(".modebar-btn").first
    assert (
        camera.get_attribute("aria-label")
        == {"en": "Download plot as a PNG", "fr": "Enregistrer le graphique en PNG"}[fullest.lang]
    )


def test_table_and_about_have_content(fullest: Fullest) -> None:
    page, lang, exhibits = fullest
    words = Words(lang)
    for exhibit in exhibits:
        card = card_of(page, exhibit)
        card.get_by_role("tab", name=words.t("Table")).click()
        table = card.locator("[data-testid=stTable], [data-testid=stDataFrame]")
        table.wait_for()
        # A picture is made of the chart, which is not there now.
        expect(card.get_by_role("button", name="PNG", exact=True)).to_have_count(0)
        if table.get_attribute("data-testid") == "stTable":
            headings = [plain(text) for text in table.locator("th").all_text_contents()]
            assert headings == [plain(heading) for heading in exhibit.text_table.columns]
            assert table.locator("tbody tr").count() == len(exhibit.text_table)
        else:
            table.locator("canvas").first.wait_for()
        card.get_by_role("tab", name=words.t("About")).click()
        about = card.get_by_role("tabpanel", name=words.t("About"))
        expect(about).to_contain_text(exhibit.question)
        for passport in exhibit.passports:
            expect(about).to_contain_text(passport.title[lang])
            expect(about).to_contain_text(passport.address)
        card.get_by_role("tab").first.click()
    settle(page)
    assert page.locator("[data-testid=stAlert]").count() == 0


def saved(page: Page, click: Callable[[], None]) -> tuple[str, bytes]:
    """The name and the content of the file that the click saves."""
    with page.expect_download() as download:
        click()
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()


def test_downloads_carry_title_and_source(fullest: Fullest) -> None:
    page, lang, exhibits = fullest
    words = Words(lang)
    exhibit = the_map(exhibits)
    card = card_of(page, exhibit)

    name, content = saved(page, card.get_by_role("button", name="PNG", exact=True).click)
    assert name == f"{exhibit.file_stem}.png"
    assert content.startswith(b"\x89PNG")
    assert (int.from_bytes(content[16:20]), int.from_bytes(content[20:24])) == (2560, 1440)

    for one in [exhibit, next(x for x in exhibits if x.answer.figure and not is_map(x))]:
        name, content = saved(page, card_of(page, one).get_by_role("button", name="SVG", exact=True).click)
        assert name == f"{one.file_stem}.svg"
        text = plain(content.decode().replace("&amp;", "&"))
        for part in (one.answer.title, one.answer.subtitle, one.source, *one.answer.notes):
            assert plain(part) in text, part
    assert card.locator(".annotation").count() == len((exhibit.answer.figure or {})["layout"].get("annotations", []))

    card.locator("summary", has_text=words.t("Data")).click()
    name, content = saved(page, page.get_by_role("button", name=words.t("CSV"), exact=True).click)
    assert name == f"{exhibit.file_stem}.csv"
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";" if lang == "fr" else ","))
    assert len(rows) == len(exhibit.answer.table) + 1
    assert set(exhibit.display_table.columns) <= set(rows[0])

    name, content = saved(page, page.get_by_role("button", name=words.t("Passport"), exact=True).click)
    assert name.startswith(exhibit.file_stem) and name.endswith(".txt")
    for passport in exhibit.passports:
        assert passport.citation in content.decode()


# A click leads on


def middle(mark: Locator) -> tuple[float, float]:
    mark.scroll_into_view_if_needed()
    box = mark.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def point_at(page: Page, mark: Locator, label: Locator) -> None:
    """Move the mouse over a mark until its label shows: a chart that is just drawn takes no notice yet."""

    def moved() -> bool:
        page.mouse.move(0, 0)
        page.mouse.move(*middle(mark))
        page.wait_for_timeout(100)
        return label.is_visible()

    assert any(moved() for _ in range(100)), "no label shows"


def test_a_click_on_a_country_leads_to_its_page(page: Page) -> None:
    for exhibit_id, marks in (
        ("governance/migrant-share-ranking", ".bars .point path"),
        ("governance/migrant-share-map", "path.choroplethlocation"),
    ):
        visit(page, EXPERT, lang="fr")
        card = page.locator(f".st-key-card-{exhibit_id.replace('/', '-')}")
        number, key = 0, show(exhibit_id, lang="fr").answer.table["area"].iloc[0]
        if "choropleth" in marks:
            key = "BRA"  # large enough to be hit in its middle
            number = card.locator(marks).evaluate_all("(all) => all.findIndex((e) => e.__data__.loc === 'BRA')")
        mark = card.locator(marks).nth(number)
        point_at(page, mark, card.locator(".hoverlayer .hovertext").first)
        page.mouse.click(*middle(mark))
        page.wait_for_url(re.compile(rf"/country\?.*c={key}"))
        expect_exhibits(page, "fr", c=key)


def test_a_country_can_be_typed_as_people_call_it(page: Page) -> None:
    visit(page, "country", lang="en")
    for typed, address in (("Ivory Coast", "c=CIV"), ("turquie", "c=TUR")):
        box = page.locator(".st-key-filter-c").get_by_role("combobox")
        box.click()
        box.fill(typed)
        box.press("Enter")
        page.wait_for_url(re.compile(address))
        expect_exhibits(page, "en", c=address[2:])
    box.fill("Serbia and Montenegro")
    box.press("Enter")
    expect(page.locator("[data-testid=stAlert]")).to_contain_text("is no more")
    expect_exhibits(page, "en", c="TUR")


def test_the_search_leads_to_the_answer(page: Page) -> None:
    visit(page, "overview", lang="en")
    page.locator(".st-key-search-everywhere input").fill("the cost of sending money from the Gulf to Nepal")
    page.locator(".st-key-search-everywhere input").press("Enter")
    page.wait_for_url(re.compile("/find"))
    expect(page.locator("h1")).to_have_text("Find")
    settle(page)
    page.locator("[data-testid=stPageLink] a").first.click()
    page.wait_for_url(re.compile(r"/development\?.*part="))
    exhibits = expect_exhibits(page, "en", sender="community-gcc", receiver="NPL")
    assert any(exhibit.answer.title.startswith("GCC → Nepal") for exhibit in exhibits)


# Other screens, other hands


@pytest.mark.parametrize(("name", "part", "lang"), DRAWN_ON_A_PHONE)
def test_a_phone_scrolls_one_way_only(phone: Page, name: str, part: str, lang: str) -> None:
    go(phone, name, part, lang)
    if name not in WITHOUT_EXHIBITS:
        expect_cards(phone, exhibits_at(phone.url, lang))
    wide = phone.evaluate(
        """() => [...document.querySelectorAll('h1, h2, h3, p, button, .js-plotly-plot, .main-svg')]
          .filter((e) => e.getBoundingClientRect().right > innerWidth + 1 && e.checkVisibility())
          .filter((e) => !e.closest('table, [data-testid=stDataFrame], [role=tablist], .modebar'))
          .map((e) => e.tagName + ' ' + e.textContent.slice(0, 60))"""
    )
    assert wide == []
    assert phone.evaluate(CUT_OFF) == []
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert phone.locator("[data-testid=stMain]").evaluate("(e) => e.scrollWidth <= e.clientWidth")


def focused(page: Page) -> str:
    """The name of what has the keyboard, also inside a component's shadow."""
    return page.evaluate(
        """() => {
          let element = document.activeElement
          while (element.shadowRoot && element.shadowRoot.activeElement) element = element.shadowRoot.activeElement
          return element.textContent.trim() || element.getAttribute('aria-label') || ''
        }"""
    )


def tab_to(page: Page, *names: str) -> None:
    """Press Tab until one of these has the keyboard."""
    for _ in range(40):
        page.keyboard.press("Tab")
        if focused(page) in names:
            return
    pytest.fail(f"the keyboard does not reach {names}")


def arrow(page: Page, key: str, tab: Locator) -> None:
    """Go to the neighbouring tab; pressed again, as by anybody, where the app was still busy and the key got lost."""
    for _ in range(10):
        page.keyboard.press(key)
        try:
            return expect(tab).to_have_attribute("aria-selected", "true", timeout=PATIENCE / 10)
        except AssertionError:
            tab_to(page, *(one for one in page.get_by_role("tab", selected=True).all_inner_texts()))
    pytest.fail(f"{key} does not lead to the next tab")


def test_the_keyboard_reaches_language_tabs_and_downloads(page: Page) -> None:
    visit(page, EXPERT, lang="en")
    exhibit = expect_exhibits(page, "en")[0]
    tab_to(page, *LANGUAGE_NAMES.values())
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    exhibit = expect_exhibits(page, "fr")[0]
    words = Words("fr")

    tab_to(page, words.t("Chart"))
    arrow(page, "ArrowRight", card_of(page, exhibit).get_by_role("tab", name=words.t("Table")))
    card_of(page, exhibit).locator("[data-testid=stTable], [data-testid=stDataFrame]").wait_for()
    settle(page)
    arrow(page, "ArrowLeft", card_of(page, exhibit).get_by_role("tab", name=words.t("Chart")))
    card_of(page, exhibit).locator(".modebar-btn").first.wait_for(state="attached")
    settle(page)
    for name, ending in (("PNG", ".png"), ("SVG", ".svg")):
        tab_to(page, name)
        assert saved(page, lambda: page.keyboard.press("Enter"))[0].endswith(ending)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_role("button", name=words.t("CSV"), exact=True).wait_for()
    for name, ending in ((words.t("CSV"), ".csv"), (words.t("Passport"), ".txt")):
        tab_to(page, name)
        assert saved(page, lambda: page.keyboard.press("Enter"))[0].endswith(ending)


def test_a_dark_screen_gets_the_dark_ground(dark: Page) -> None:
    visit(dark, EXPERT, lang="en")
    ground = theme.PALETTES["dark"].ground
    assert dark.locator("[data-testid=stApp]").evaluate("(e) => getComputedStyle(e).backgroundColor") == rgb(ground)
    grounds = dark.locator(".js-plotly-plot").evaluate_all("(all) => all.map((e) => e._fullLayout.paper_bgcolor)")
    assert set(grounds) == {ground}
    fills = dark.locator("path.choroplethlocation").evaluate_all("(all) => all.map((e) => getComputedStyle(e).fill)")
    assert set(fills) <= {rgb(shade) for shade in theme.PALETTES["dark"].sequence}
