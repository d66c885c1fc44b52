"""A box to search in: what is typed stands in the address, is read no further than the longest search, and is never kept."""

from __future__ import annotations

import streamlit as st

from lma_data.terms import LONGEST

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
