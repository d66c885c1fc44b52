"""The browser's time from a reader's click on a filter to the chart at rest, in Chromium."""

from __future__ import annotations

import shutil
import time
from typing import Any

from playwright.sync_api import Error, Page, sync_playwright

from benchmarks.servers import Running

VIEWPORT = {"width": 1366, "height": 768}
WAIT = 30_000  # ms for anything on a page
QUIET = 400  # ms without a change, after which charts are at rest

# Notes, in the page itself, the last click or key, and the frame after the last change inside a chart.
OBSERVER = """
window.seen = {acted: 0, changed: 0};
for (const kind of ["click", "keydown"])
    addEventListener(kind, event => { window.seen.acted = event.timeStamp }, true);
new MutationObserver(changes => {
    const inChart = node => (node.nodeType === 1 ? node : node.parentElement)?.closest(".stPlotlyChart");
    const drawn = change => !change.attributeName?.startsWith("data-") && inChart(change.target);
    if (changes.some(drawn))
        requestAnimationFrame(() => { window.seen.changed = performance.now() });
}).observe(document, {subtree: true, childList: true, attributes: true, characterData: true});
"""
AT_REST = """quiet =>
    document.querySelector(".stApp")?.dataset.testScriptState === "notRunning"
    && document.querySelectorAll(".stPlotlyChart .main-svg").length > 0
    && !document.querySelector("[data-testid=stSkeleton]")
    && performance.now() - window.seen.changed > quiet
"""
CHANGED = f"quiet => window.seen.changed > window.seen.acted && ({AT_REST.strip()})(quiet)"


class NotMeasured(RuntimeError):
    """There is no Chromium here, or the page did not do what was waited for."""


def measure(served: Running, path: str, filters: str, times: int = 12, seconds: float = 30.0) -> list[float]:
    """Milliseconds from click to chart at rest, for a filter among those that a CSS selector finds."""
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=shutil.which("chromium") or shutil.which("chromium-browser"),
                args=["--no-sandbox", "--disable-background-networking"],
            )
            try:
                page = browser.new_page(viewport=VIEWPORT)  # type: ignore[arg-type]
                page.set_default_timeout(WAIT)
                page.add_init_script(OBSERVER)
                page.goto(f"http://{served.address}/{path}")
                page.wait_for_function(AT_REST, arg=QUIET)
                return _clicks(page, filters, times, seconds)
            finally:
                browser.close()
    except Error as error:
        raise NotMeasured(str(error).splitlines()[0]) from error


def _clicks(page: Page, filters: str, times: int, seconds: float) -> list[float]:
    found: list[float] = []
    deadline = time.monotonic() + seconds
    _choose_other(page, filters)  # the first loads what a chart needs, and is not counted
    page.wait_for_function(CHANGED, arg=QUIET)
    while len(found) < times and time.monotonic() < deadline:
        _choose_other(page, filters)
        page.wait_for_function(CHANGED, arg=QUIET)
        seen: dict[str, Any] = page.evaluate("window.seen")
        found.append(seen["changed"] - seen["acted"])
    return found


def _choose_other(page: Page, filters: str) -> None:
    """Choose another value: of the first filter with buttons, else of the first list, else of the first slider."""
    found = page.locator(filters)
    if (other := found.locator("[role=radio][aria-checked=false]")).count():
        other.first.click()
    elif (choices := found.locator("input[role=combobox]")).count():
        # In the middle of the window, because a list closes when the page is scrolled under it.
        choices.first.evaluate("box => box.scrollIntoView({block: 'center'})")
        choices.first.click()
        page.locator("[role=option][aria-selected=false]").first.click()
    else:
        handle = found.locator("input[type=range]").first
        last = handle.input_value() == handle.get_attribute("max")
        handle.press("ArrowLeft" if last else "ArrowRight")
