"""The page of people: cases where files disagree, everybody in a table, and one person's record."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from lma_data.enrolment.record import Person
from lma_data.enrolment.store import Store
from lma_data.exhibits import Parameter
from lma_data.i18n import N_, NN_, Words
from lma_data.ui import filters, frame, links
from lma_data.ui.enrolment import board, cohorts, desk, facts, recorded, seen
from lma_data.ui.enrolment.cohorts import PARAMETER, Chosen

PARTS = {"cases": N_("To settle"), "everybody": N_("Everybody")}
PART = Parameter(
    "part", N_("Part of the page"), lambda: tuple(PARTS), "cases", lambda words, value: words.t(PARTS[str(value)])
)
SHOWN = NN_("{count} person", "{count} people")


def page(words: Words) -> None:
    desk.style(words)
    with desk.guarded(words):
        store = Store.open()
        chosen = cohorts.choose(words, store)
        if chosen is None:
            desk.nothing_yet(words)
            return
        people = seen.people(store, chosen.id)
        if not people:
            st.markdown(words.t(N_("Nobody is in this cohort yet.")))
            links.page("pages/cohort/import.py", words.t(N_("Import files")), words, **{PARAMETER: chosen.id})
            return
        by_id = {person.id: person for person in people}
        opened = by_id.get(recorded.opened(chosen.id))
        if opened is not None:
            recorded.show(words, store, chosen, opened)
            return
        filters.warn_unknown([PART], words)
        if filters.tabs(PART, words) == "cases":
            board.show(words, store, chosen, by_id)
        else:
            _everybody(words, chosen, people)


def _everybody(words: Words, chosen: Chosen, people: Sequence[Person]) -> None:
    """A box that takes a name (the way of the keyboard), and all people in a table; either opens a record."""
    by_id = {person.id: person for person in people}
    named = st.selectbox(
        words.t(N_("Open the record of")),
        list(by_id),
        index=None,
        key="open-record",
        format_func=lambda one: recorded.listed(by_id[one]),
        placeholder=words.t(N_("Type a name or an address")),
        filter_mode="contains",
        width=560,
    )
    table = people_table(words, chosen, people, compact=frame.look().compact)
    st.caption(words.n(*SHOWN, len(people)) + words.t(N_(". Choose a row to open the record.")))
    picked = desk.openable(words, table, [person.id for person in people], "everybody")
    if named or picked:
        recorded.open_record(chosen.id, named or picked or "")
        st.rerun()


def people_table(words: Words, chosen: Chosen, people: Sequence[Person], compact: bool) -> pd.DataFrame:
    """Name, e-mail address, country, group, status, in Moodle, language; on a phone the first that tell people apart."""
    columns: list[tuple[str, list[str]]] = [
        (N_("Name"), [recorded.called(person) for person in people]),
        (N_("Status"), [_said(words, chosen, "application.status", person.application.status) for person in people]),
        (N_("Country"), [_said(words, chosen, "person.country", person.profile.country) for person in people]),
        (N_("E-mail address"), [person.identity.email or "" for person in people]),
        (N_("Audience group"), [_said(words, chosen, "person.audience", person.profile.audience) for person in people]),
        (
            N_("In Moodle"),
            [_said(words, chosen, "moodle.enrolled", person.participation.enrolled) for person in people],
        ),
        (N_("Language"), [_said(words, chosen, "person.language", person.profile.language) for person in people]),
        (N_("Role in Moodle"), [_said(words, chosen, "moodle.role", person.participation.role) for person in people]),
    ]
    kept = [(name, values) for name, values in columns if any(values)][: 3 if compact else None]
    return pd.DataFrame({words.t(name): values for name, values in kept})


def _said(words: Words, chosen: Chosen, field: str, value: Any) -> str:
    return facts.value(words, chosen.course, field, value.value) if value is not None else ""
