"""A real browser on a server of our own: what the browser tests and the pictures of the pages share."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Playwright, Request

from lma_data import sitemap
from lma_data.catalog import ROOT
from lma_data.i18n import LANGUAGES
from lma_data.ui import data

HOST = "127.0.0.1"
PLACES = [*sitemap.parts(), *(("data", part) for part in data.PARTS)]  # all that there is to open: page and part
PATIENCE = 90_000  # ms that anything is waited for: no speed is judged here, and machines may be busy
WIDE: dict[str, Any] = {"viewport": {"width": 1366, "height": 768}}
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "is_mobile": True,
    "has_touch": True,
    "device_scale_factor": 2,
    "user_agent": "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/140.0.0.0 Mobile Safari/537.36",
}
# Names of other hosts are not even looked up; the browser itself asks for nothing.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    f"--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE {HOST}",
]
# The page is there, the server has nothing more to send, and each chart is drawn, maps with their countries.
SETTLED = """() => {
  const app = document.querySelector('[data-testid=stApp]')
  if (!app || app.dataset.testScriptState !== 'notRunning' || app.dataset.testConnectionState !== 'CONNECTED') return false
  if (!document.querySelector('[data-testid=stMain] hr')) return false
  if (document.querySelector('[data-testid=stSkeleton], [data-stale=true]')) return false
  if (document.fonts.status !== 'loaded') return false
  return [...document.querySelectorAll('[data-testid=stPlotlyChart]')].every((chart) => {
    const plot = chart.querySelector('.js-plotly-plot')
    if (!plot || !plot.querySelector('.main-svg') || !plot._fullData) return false
    const map = plot._fullData.some((trace) => trace.type === 'choropleth')
    return !map || plot.querySelector('path.choroplethlocation')
  })
}"""

# What a link within the app does: lma_data/ui/links.py.
FOLLOW = "(path) => { history.pushState({}, '', path); dispatchEvent(new PopStateEvent('popstate')) }"


def executable(playwright: Playwright) -> str | None:
    """An installed Chromium, else Playwright's own, else None; in the order of install_browser.sh."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return found
    own = playwright.chromium.executable_path
    return own if Path(own).exists() else None


@contextmanager
def server() -> Iterator[str]:
    """A fresh server on a free port; its address."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "lma_data", "serve", "--port", str(port)]
    process = subprocess.Popen(command, cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)})
    address = f"http://{HOST}:{port}"
    try:
        _wait_for(f"{address}/_stcore/health", process)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end and process.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"no answer from {address}; the server's exit code is {process.poll()}")


def launch(playwright: Playwright) -> Browser:
    return playwright.chromium.launch(executable_path=executable(playwright), args=ARGUMENTS)


@dataclass
class Watch:
    """What the pages of a browser context asked for and complained about."""

    address: str
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    @property
    def outside(self) -> list[str]:
        """Requests to another host than ours."""
        host = urlsplit(self.address).netloc
        return [url for url in self.requests if url.startswith(("http", "ws")) and urlsplit(url).netloc != host]

    def on(self, context: BrowserContext) -> None:
        context.on("request", self._request)
        context.on("console", self._console)
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        context.on("page", lambda page: page.on("websocket", lambda socket: self.requests.append(socket.url)))

    def _request(self, request: Request) -> None:
        self.requests.append(request.url)

    def _console(self, message: ConsoleMessage) -> None:
        # Streamlit's client looks for its server below the page's own path first; the 404 is expected.
        probe = message.location["url"].endswith(("/_stcore/health", "/_stcore/host-config"))
        if message.type == "error" and not probe:
            self.complaints.append(f"{message.text} ({message.location['url']})")


def watched(browser: Browser, address: str, **options: Any) -> tuple[BrowserContext, Watch]:
    """A new context, as of a new visitor, whose requests are watched."""
    context = browser.new_context(base_url=address, **{**WIDE, "locale": "en-GB", **options})
    context.set_default_timeout(PATIENCE)
    watch = Watch(address)
    watch.on(context)
    return context, watch


def settle(page: Page) -> None:
    """Wait until the page is whole."""
    page.wait_for_function(SETTLED)


def _path(name: str, query: dict[str, str]) -> str:
    """Of a page of the app: part="" is no part, and a part of the data is of a dataset."""
    if name == "data" and query.get("part"):
        query = {"dataset": "undesa/migrant-stock-2024", **query}
    query = {key: value for key, value in query.items() if value or key != "part"}
    return f"/{name}?{urlencode(query)}" if query else f"/{name}"


def visit(page: Page, name: str = "", **query: str) -> None:
    """Open a page of the app as from a link in a letter, and wait until it is whole."""
    page.goto(_path(name, query), wait_until="commit")
    settle(page)


def go(page: Page, name: str, part: str, lang: str) -> None:
    """Get to a part of a page within the app, as by its own links, and wait until it is whole.

    The scripts are there already, which spares seconds. That the page has changed shows in its language: where it does
    not change, or the app is not open yet, the page is opened anew.
    """
    if page.evaluate("document.documentElement.lang") in set(LANGUAGES) - {lang} and page.url.startswith("http"):
        page.evaluate(FOLLOW, _path(name, {"part": part, "lang": lang}))
        page.wait_for_function("(lang) => document.documentElement.lang === lang", arg=lang)
        settle(page)
    else:
        visit(page, name, part=part, lang=lang)
