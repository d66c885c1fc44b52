"""The pages of a cohort as a manager opens them: every part, in both languages, and cohorts of nobody or few."""

from __future__ import annotations

import logging

import pytest
from streamlit.testing.v1 import AppTest

from lma_data import sitemap
from lma_data.catalog import ROOT
from lma_data.cohort import Cohort
from lma_data.course import course
from lma_data.enrolment import intake
from lma_data.enrolment.store import Store
from lma_data.i18n import LANGUAGES

PARTS = [(page, part) for (page, part), ids in sitemap.cohort_parts().items() if ids]
PAGES = list(dict.fromkeys(page for page, _ in PARTS))
# Each part is opened in one language and its neighbour in the other: test_every_exhibit.py reads all in both.
OPENED = [(page, part, LANGUAGES[number % 2]) for number, (page, part) in enumerate(PARTS)]


pytestmark = pytest.mark.usefixtures("at_the_machine")


def opened(page: str, part: str = "", lang: str = "en", cohort: str = "invented-2026") -> AppTest:
    app = AppTest.from_file(ROOT / "app.py", default_timeout=90)
    app.switch_page(f"pages/cohort/{page}.py")
    app.query_params = {"lang": lang, "cohort": cohort} | ({"part": part} if part else {})
    return app.run()


def sound(app: AppTest) -> None:
    assert not app.exception, app.exception[0].value
    assert not app.error, app.error[0].value


@pytest.mark.parametrize(("page", "part", "lang"), OPENED)
def test_each_part_of_each_page(page, part, lang, caplog, edition_of):
    with caplog.at_level(logging.INFO):
        app = opened(page, part, lang)
    sound(app)
    assert "invent" in " ".join(box.value for box in app.info)
    assert app.subheader or app.header
    assert not named_in(edition_of(2026), caplog.text), "a person in the log"
    assert not named_in(edition_of(2026), str(dict(app.query_params))), "a person in the address"


def named_in(cohort: Cohort, text: str) -> list[str]:
    """Ids, addresses and names of a cohort that stand in a text."""
    known = [*cohort.who, *(one.email for one in cohort.who.values()), *(one.name for one in cohort.who.values())]
    return [one for one in known if one and one in text]


@pytest.mark.parametrize("page", PAGES)
def test_nobody_yet(page):
    with Store.open() as store:
        store.create_cohort("empty", "lma-2026")
    app = opened(page, cohort="empty")
    sound(app)
    assert "Nobody is in this cohort yet." in [text.value for text in app.markdown]


@pytest.mark.parametrize("page", PAGES)
def test_four_people_of_whom_little_is_known(page):
    table = "Email;First name;Family name\n" + "".join(f"p{n}@example.org;P{n};Q{n}\n" for n in range(4))
    with Store.open() as store:
        store.create_cohort("few", "lma-2026")
        found = intake.read([("people.csv", table.encode())], course("lma-2026"), {})
        store.commit("few", intake.taken(found))
    for part in [part for one, part in PARTS if one == page]:
        sound(opened(page, part, "fr", cohort="few"))
