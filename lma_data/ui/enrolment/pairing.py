"""People who may be one, side by side, to merge or to keep apart; nobody is put together by name alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

import pandas as pd
import streamlit as st

from lma_data.enrolment.record import Person, Value
from lma_data.enrolment.store import Possible, Store
from lma_data.i18n import N_, Words
from lma_data.ui import frame
from lma_data.ui.enrolment import desk, facts
from lma_data.ui.enrolment.cohorts import Chosen

WHY = {
    "same-name": N_("One name, two addresses."),
    "same-address": N_("Two addresses that differ only in what follows a plus sign, and two names."),
    "two-names": N_("One address, two names."),
}
# What tells two people apart: field -> its value in the record.
COMPARED: dict[str, Callable[[Person], Value | None]] = {
    "person.country": lambda one: one.profile.country,
    "person.organisation": lambda one: one.profile.organisation,
    "person.audience": lambda one: one.profile.audience,
    "person.gender": lambda one: one.profile.gender,
    "person.language": lambda one: one.profile.language,
    "application.status": lambda one: one.application.status,
    "application.applied": lambda one: one.application.applied,
    "payment.paid": lambda one: one.payment.paid,
    "moodle.enrolled": lambda one: one.participation.enrolled,
    "access.last": lambda one: one.participation.last_seen,
}
DECIDED = {"merge": N_("Merged: one person"), "keep-apart": N_("Kept apart: two people")}


def show(words: Words, store: Store, chosen: Chosen, pairs: Sequence[Possible]) -> None:
    for position, pair in enumerate(pairs):
        if position:
            st.divider()
        st.markdown(words.t(WHY[pair.why]))
        st.table(side_by_side(words, chosen, pair, frame.look().compact), hide_index=True)
        with st.container(horizontal=True):
            key = f"{pair.people[0][:12]}-{pair.people[1][:12]}"
            if st.button(words.t(N_("Merge: one person")), key=f"merge-{key}"):
                store.merge(chosen.id, *pair.people, by=desk.author())
                st.rerun()
            if st.button(words.t(N_("Keep apart: two people")), key=f"apart-{key}"):
                store.keep_apart(chosen.id, *pair.people, by=desk.author())
                st.rerun()


def side_by_side(words: Words, chosen: Chosen, pair: Possible, compact: bool) -> pd.DataFrame:
    """A row for each thing that one of them has; what differs is in bold."""
    a, b = pair.sides
    rows = [(words.t(N_("Name")), *pair.names), (words.t(N_("E-mail address")), _emails(a), _emails(b))]
    if a.id != b.id:
        for field, get in COMPARED.items():
            one, other = (_text(words, chosen, field, get(side)) for side in (a, b))
            if one or other:
                rows.append((facts.field_name(words, chosen.course, field), one, other))
    shown = [(name, *(_marked(one, left != right) for one in (left, right))) for name, left, right in rows]
    headings = ["", words.t(N_("First person")), words.t(N_("Second person"))]
    if compact:  # one above the other
        shown, headings = [(name, f"{left}  \n{right}") for name, left, right in shown], ["", " / ".join(headings[1:])]
    return pd.DataFrame(shown, columns=headings)


def _emails(person: Person) -> str:
    return ", ".join(person.identity.emails)


def _text(words: Words, chosen: Chosen, field: str, value: Value | None) -> str:
    return facts.value(words, chosen.course, field, value.value) if value is not None else ""


def _marked(text: str, differs: bool) -> str:
    safe = desk.escaped(text) or "–"
    return f"**{safe}**" if differs and text else safe


def decided(words: Words, store: Store, chosen: Chosen) -> None:
    """What was decided on pairs, the latest first; each can be undone."""
    found = [batch for batch in store.batches(chosen.id) if batch.kind in DECIDED]
    if not found:
        return
    box = st.expander(words.t(N_("Decided pairs")), type="compact", key="decided", on_change="rerun")
    if not box.open:
        return
    with box:
        for batch in found:
            with st.container(horizontal=True, vertical_alignment="center"):
                desk.write(f"{words.t(DECIDED[batch.kind])}, {when(words, chosen, batch.created)}")
                if st.button(words.t(N_("Undo")), key=f"undo-{batch.id}", type="tertiary"):
                    store.undo(batch.id)
                    st.rerun()


def when(words: Words, chosen: Chosen, made: datetime) -> str:
    """A moment of the store, which is in UTC, at the course's place."""
    local = made.replace(tzinfo=ZoneInfo("UTC")).astimezone(ZoneInfo(chosen.course.time_zone))
    return f"{words.date(local.date())}, {local:%H:%M}"
