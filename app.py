"""LMA Data: page set-up, language, and navigation. Run with `make run`, or `streamlit run app.py`."""

import streamlit as st

from lma_data.i18n import N_
from lma_data.ui import access, frame

st.set_page_config(page_title="LMA Data", page_icon=str(frame.ICON), layout="wide")
words = frame.language()

THEMES = {
    "overview": N_("Overview"),
    "governance": N_("Governance"),
    "protection": N_("Protection"),
    "development": N_("Development"),
    "crisis": N_("Crisis"),
}
EXPLORE = {
    "country": N_("Country"),
    "corridor": N_("Corridor"),
    "compare": N_("Compare"),
    "data": N_("Data"),
    "find": N_("Find"),
}
COHORT = {  # the manager's; each begins with access.require_manager()
    "import": N_("Import"),
    "people": N_("People"),
    "store": N_("Store"),
    "mix": N_("Mix"),
    "journey": N_("Journey"),
    "electives": N_("Electives"),
    "fees": N_("Fees"),
    "teams": N_("Teams"),
    "release": N_("Release"),
}
PLENARY = {"present": N_("Plenary")}  # releases alone; for managers, who show them


def section(folder: str, titles: dict[str, str]) -> list[st.Page]:
    return [
        st.Page(f"pages/{folder}/{name}.py", title=words.t(title), url_path=name, icon=None)
        for name, title in titles.items()
    ]


def home() -> None:
    """The bare address leads to the overview, which has an address of its own; so does one that no page has."""
    frame.note_unknown_page()
    st.switch_page(themes[0], query_params=dict(st.query_params))


themes = section("context", THEMES)
sections = {
    "": [st.Page(home, title="LMA Data", default=True, visibility="hidden"), *themes],
    words.t(N_("Explore")): section("explore", EXPLORE),
}
if access.is_manager():  # for everybody else there are no such pages, whatever address or message asks for them
    sections[words.t(N_("Cohort"))] = section("cohort", COHORT) + section("plenary", PLENARY)
page = st.navigation(sections, position="top")
if page.url_path:  # the bare address hands its query on as it came
    frame.keep_language_in_address()
with frame.guarded(words, themes[0]):
    page.run()
if page.url_path not in PLENARY:  # its charts say themselves where they come from
    frame.foot(words, of_cohort=page.url_path in COHORT)
access.sign_in(words)
