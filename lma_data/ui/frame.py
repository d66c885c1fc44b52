"""What stands around every page: language, navigation, head, foot, and what is shown when a page fails."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from lma_data.catalog import ROOT
from lma_data.charts.theme import Look
from lma_data.i18n import LANGUAGES, N_, Words
from lma_data.ui import search

log = logging.getLogger("lma_data")

LANGUAGE_NAMES = {"en": "English", "fr": "Français"}
ICON = ROOT / "static" / "icon.png"


def language() -> Words:
    """The reader's language: the address's (?lang=fr), else the session's, else the browser's."""
    asked = st.query_params.get("lang")
    known = asked.lower() if asked and asked.lower() in LANGUAGES else None
    lang = known or st.session_state.get("lang") or _of_browser()
    st.session_state["lang"] = lang
    words = Words(lang)
    if asked and not known:
        st.warning(words.t(N_("There is no such language here: the page is in English or in French.")))
    return words


def keep_language_in_address() -> None:
    """So that a link that is passed on opens in the same language. After st.navigation: before it, the page gets lost."""
    if st.query_params.get("lang") != st.session_state["lang"]:
        st.query_params["lang"] = st.session_state["lang"]


def _of_browser() -> str:
    return "fr" if (st.context.locale or "").lower().startswith("fr") else "en"


def words() -> Words:
    """The words of the language that `language` settled on at the head of this run."""
    return Words(st.session_state["lang"])


def look() -> Look:
    """How charts are drawn for this reader: on the ground of the theme, with fewer labels on a phone."""
    return Look(
        appearance="dark" if st.context.theme.type == "dark" else "light",
        compact="Mobi" in (st.context.headers.get("User-Agent") or ""),
    )


def switch_language() -> None:
    """The switch at the right of every page's head."""
    st.session_state["language-switch"] = st.session_state["lang"]
    st.segmented_control(
        "Language / Langue",
        LANGUAGES,
        key="language-switch",
        format_func=LANGUAGE_NAMES.__getitem__,
        required=True,
        label_visibility="collapsed",
        on_change=_switched,
    )


def _switched() -> None:
    st.session_state["lang"] = st.query_params["lang"] = st.session_state["language-switch"]


def head(words: Words, title: str, lead: str, *, of: str = "", with_search: bool = True) -> None:
    """The page's title and the sentence that says what it answers, with the search and the language switch.

    `of`: the country or corridor that the page is on.
    """
    title = f"{title}{words.t(N_(': '))}{of}" if of else title
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.title(title, anchor=False, width="content")
        with st.container(horizontal=True, vertical_alignment="center", width="content"):
            if with_search:
                search.everywhere(words)
            switch_language()
    if st.session_state.pop("unknown-page", False):
        st.warning(words.t(N_("There is no page of that name here. This is the overview; the others are above.")))
    st.markdown(lead)
    # Screen readers pronounce by it; Streamlit leaves "en".
    st.html(f"<script>document.documentElement.lang = '{words.lang}'</script>", unsafe_allow_javascript=True)


def note_unknown_page() -> None:
    """Note, for the head of the page that is shown instead, that the address names a page that there is not."""
    base = st.get_option("server.baseUrlPath").strip("/")
    path = urlsplit(st.context.url or "").path.strip("/")
    st.session_state["unknown-page"] = path.removeprefix(base).strip("/") != ""


def foot(words: Words, of_cohort: bool = False) -> None:
    st.divider()
    if of_cohort:
        text = N_(
            "Figures of a cohort come from its exports and are for its programme managers: do not project this page."
        )
        st.caption(words.t(text))
        return
    st.caption(
        words.t(
            N_(
                "Figures are the publishers’, as they stand in the editions named under each chart. "
                "This is a teaching aid of the Academy on Labour Migration, not a publication of the organizations named."
            )
        )
    )


@contextmanager
def guarded(words: Words, overview: StreamlitPage) -> Iterator[None]:
    """A page that fails shows a plain sentence and a way back; the log gets the error, the reader no traceback."""
    try:
        yield
    except Exception:
        log.exception("a page failed")
        st.error(
            words.t(
                N_(
                    "This page could not be shown. Nothing of yours is lost: reload it, or go back to the overview. "
                    "If it happens again, tell whoever runs this site the time at which it happened."
                )
            )
        )
        st.page_link(overview, label=words.t(N_("Back to the overview")))
