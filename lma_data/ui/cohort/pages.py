"""What the pages of a cohort share: which one it is, its figures for this session, what is said where there are none."""

from __future__ import annotations

from typing import Any

import streamlit as st

from lma_data.cohort import Cohort, load
from lma_data.enrolment.store import Store
from lma_data.i18n import N_, Words
from lma_data.ui import access, card, links
from lma_data.ui.enrolment import cohorts, desk

KEPT = "cohort-seen"  # in the session's state: the cohort that was looked at last, and the state of the store


def parts(words: Words, *page_parts: card.Part) -> None:
    """A page in parts, as of `card.parts`, over the cohort that the address names."""
    desk.style(words)
    with desk.guarded(words):
        chosen = cohorts.choose(words, Store.open())
        if chosen is None:
            desk.nothing_yet(words)
            return
        if not current().size:
            st.markdown(words.t(N_("Nobody is in this cohort yet.")))
            links.page("pages/cohort/import.py", words.t(N_("Import files")), words, cohort=chosen.id)
            return
        card.parts(words, *page_parts, source=current)


def current() -> Cohort:
    """The cohort of this session's page as the store has it now; read anew only when the store has changed.

    Also for fragments, which run without the rest of their page: who is no manager gets nothing.
    """
    access.require_manager()
    store = Store.open()
    wanted = st.session_state["enrolment-cohort"]
    stamp = _stamp(store, wanted)
    kept = st.session_state.get(KEPT)
    if kept is None or kept[0] != stamp:
        kept = st.session_state[KEPT] = (stamp, load(store, wanted))
    found: Cohort = kept[1]
    if found.today != (today := found.day()):  # a page that stays open past midnight
        found = load(store, wanted, today)
        st.session_state[KEPT] = (stamp, found)
    return found


def keep(name: str, value: Any) -> None:
    """Keep a setting of this cohort in the store; None takes it away. The page must be run again to show it."""
    changed = current().with_setting(name, value)
    store = Store.open()
    store.set(changed.id, name, value)
    st.session_state[KEPT] = (_stamp(store, changed.id), changed)


def _stamp(store: Store, cohort_id: str) -> tuple[object, ...]:
    return cohort_id, store.version(), store.path
