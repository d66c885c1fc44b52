"""A box to search in: what is typed stands in the address, is read no further than the longest search, and is never kept."""

from __future__ import annotations

import streamlit as st

from lma_data.i18n import N_, Words
from lma_data.terms import LONGEST
from lma_data.ui import links

PARAMETER = "q"


def typed() -> str:
    """What the address asks for."""
    return st.query_params.get(PARAMETER, "")[:LONGEST].strip()


def box(label: str, placeholder: str, key: str) -> str:
    """The box, and what is in it."""
    st.session_state[key] = typed()
    st.text_input(
        label, key=key, type="search", max_chars=LONGEST, placeholder=placeholder, on_change=_write, args=(key,)
    )
    return typed()


def _write(key: str) -> None:
    text = (st.session_state[key] or "").strip()
    if text:
        st.query_params[PARAMETER] = text
    else:
        st.query_params.pop(PARAMETER, None)


def everywhere(words: Words) -> None:
    """The box in the head of every page; what is typed leads to the page of the search."""
    asked = st.session_state.pop("search-asked", "")
    if asked:
        links.go("find", words, **{PARAMETER: asked})
    st.text_input(
        words.t(N_("Search")),
        key="search-everywhere",
        type="search",
        max_chars=LONGEST,
        placeholder=words.t(N_("A question, a country, two countries")),
        label_visibility="collapsed",
        width=300,
        on_change=_ask,
    )


def _ask() -> None:
    st.session_state["search-asked"] = st.session_state["search-everywhere"].strip()
    st.session_state["search-everywhere"] = ""
