"""A picture of every page, in both languages, wide and on a phone, into shots/: `make shots`, then look at them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from lma_data.i18n import LANGUAGES
from tests.browser import PHONE, PLACES, ROOT, WIDE, executable, launch, server, settle, visit

FOLDER = ROOT / "shots"
SCREENS: dict[str, dict[str, Any]] = {"wide": WIDE, "phone": PHONE}


def whole(page: Page) -> None:
    """Make the window as high as the page, which scrolls inside the window."""
    size = page.viewport_size
    assert size
    height = page.locator("[data-testid=stMain]").evaluate("(e) => e.scrollHeight")
    page.set_viewport_size({"width": size["width"], "height": max(size["height"], height)})
    settle(page)


def main() -> int:
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright, server() as address:
        if executable(playwright) is None:
            print("no Chromium: install one, or run `make shots`", file=sys.stderr)
            return 2
        browser = launch(playwright)
        for screen, options in SCREENS.items():
            context = browser.new_context(base_url=address, **options)
            for name, part in PLACES:
                for lang in LANGUAGES:
                    page = context.new_page()
                    visit(page, name, part=part, lang=lang)
                    whole(page)
                    path = FOLDER / f"{'-'.join(filter(None, (name, part)))}-{lang}-{screen}.png"
                    page.screenshot(path=path)
                    page.close()
                    print(path.relative_to(ROOT), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
