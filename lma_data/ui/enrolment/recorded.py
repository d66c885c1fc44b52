"""One person's record: every value with its source, what other files say, and the manager's own hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from lma_data.enrolment import values, vocabularies
from lma_data.enrolment.fields import FIELDS, STAFF
from lma_data.enrolment.model import BadValue
from lma_data.enrolment.record import PLACES, Person, Value
from lma_data.enrolment.store import HAND, Store
from lma_data.i18n import N_, Words
from lma_data.ui.enrolment import desk, facts, seen
from lma_data.ui.enrolment.cohorts import Chosen

TEACHER, PARTICIPANT = "teacher", "participant"
ROLE = "moodle.role"
NOTHING = ""  # the correction that says that there is no value


def opened(cohort: str) -> str:
    """The id of the person whose record is open; empty where none is."""
    return str(st.session_state.get("enrolment-person", {}).get(cohort, ""))


def open_record(cohort: str, person: str) -> None:
    st.session_state.setdefault("enrolment-person", {})[cohort] = person


def close(cohort: str) -> None:
    st.session_state.get("enrolment-person", {}).pop(cohort, None)


def called(person: Person) -> str:
    """The name, else the address, else an id in Moodle: what a manager knows somebody by."""
    who = person.identity
    return who.name or who.email or next(iter((*who.usernames, *who.moodle)), "")


def listed(person: Person) -> str:
    """In a list to choose from: the name, and the address, which tells two of one name apart."""
    email, name = person.identity.email or "", called(person)
    return f"{name} ({email})" if email and email != name else name


def show(words: Words, store: Store, chosen: Chosen, person: Person) -> None:
    st.button(words.t(N_("← All people")), key="close-record", type="tertiary", on_click=close, args=(chosen.id,))
    st.header(desk.escaped(called(person)), anchor=False)
    who = person.identity
    moodle = [words.t(N_("Moodle id {id}"), id=one) for one in who.moodle]
    desk.quiet(" · ".join([*who.emails, *who.usernames, *moodle]))
    said = seen.said(store, chosen.id, person.id)
    desk.searched(words, table(words, chosen, person, said), "record")
    _undo_last(words, store, chosen)
    left, right = st.columns(2)
    with left, st.container(border=True, key="correct"):
        _correct(words, store, chosen, person, said)
    with right, st.container(border=True, key="role"):
        _role(words, store, chosen, person)


def table(words: Words, chosen: Chosen, person: Person, said: list[tuple[str, str, Value]]) -> pd.DataFrame:
    """Each value that counts, its file, row and date, and what other files say of the same."""
    rows = []
    for field, key, value in counted(person):
        others = {
            facts.value(words, chosen.course, field, one.value): one.file
            for its_field, its_key, one in said
            if (its_field, its_key) == (field, key) and one.value
        }
        others.pop(facts.value(words, chosen.course, field, value.value), None)  # what is said in the same words agrees
        rows.append(
            {
                words.t(N_("Field")): facts.field_name(words, chosen.course, field, key),
                words.t(N_("Value")): facts.value(words, chosen.course, field, value.value),
                words.t(N_("File")): file_name(words, value.file),
                words.t(N_("Row")): value.row,
                words.t(N_("As of")): words.date(value.as_of.date()) if value.as_of else "",
                words.t(N_("Other files say")): "; ".join(
                    f"{text} ({file_name(words, file)})" for text, file in others.items()
                ),
            }
        )
    return pd.DataFrame(rows)


def file_name(words: Words, file: str) -> str:
    return words.t(N_("by hand")) if file == HAND else file


def counted(person: Person) -> Iterator[tuple[str, str, Value]]:
    """(field, key, value) of the record, in the order of the fields."""
    for field, place in PLACES.items():
        if "{key}" not in place:
            yield from ((field, "", one) for one in _at(person, place))
            continue
        cut = place.index("{key}")
        for section in _at(person, place[:cut]):
            for key, entry in section.items():
                yield from ((field, key, one) for one in _at(entry, place[cut + 1 :]))


def _at(there: Any, place: tuple[str, ...]) -> list[Any]:
    for name in place:
        there = getattr(there, name, None)
    return [] if there is None else [there]


# By hand


def _correct(words: Words, store: Store, chosen: Chosen, person: Person, said: list[tuple[str, str, Value]]) -> None:
    st.subheader(words.t(N_("Correct by hand")), anchor=False)
    st.caption(words.t(N_("What you say counts before all files, now and later. It can be undone.")))
    fields = [(field, "") for field in FIELDS if not FIELDS[field].keyed and field != ROLE]
    fields += [(field, key) for field, key, _ in counted(person) if key]
    chosen_field = st.selectbox(
        words.t(N_("Field")),
        fields,
        key="correct-field",
        index=None,
        format_func=lambda one: facts.field_name(words, chosen.course, *one),
        placeholder=words.t(N_("Choose a field")),
        filter_mode="contains",
    )
    if chosen_field is None:
        return
    field, key = chosen_field
    there = {(one, its_key): value.value for one, its_key, value in counted(person)}.get((field, key))
    text = _new_value(words, chosen, field, there)
    if st.button(words.t(N_("Save")), key="correct-save", disabled=text is None or text == (there or NOTHING)):
        _save(words, store, chosen, person, field, key, text or NOTHING)


def _new_value(words: Words, chosen: Chosen, field: str, there: str | None) -> str | None:
    """The widget for a field's kind, and what it holds: a text as people write it, or a code; None where there is none."""
    label, kind = words.t(N_("New value")), FIELDS[field].kind
    key = f"correct-value-{field}"
    if kind in ("code", "flag"):
        codes = [NOTHING, *vocabularies.codes(FIELDS[field].vocabulary, chosen.course)]
        at = codes.index(there) if there in codes else 0
        return st.selectbox(
            label,
            codes,
            index=at,
            key=key,
            format_func=lambda code: facts.value(words, chosen.course, field, code) or words.t(N_("none")),
            filter_mode="contains",
        )
    if kind in ("date", "moment"):
        day = st.date_input(label, value=_day(there), key=key, format="DD/MM/YYYY")
        return day.isoformat() if isinstance(day, date) else NOTHING
    return st.text_input(label, value=there or "", key=key).strip()


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat((text or "")[:10])
    except ValueError:
        return None


def _save(words: Words, store: Store, chosen: Chosen, person: Person, field: str, key: str, text: str) -> None:
    try:
        known = text if FIELDS[field].kind in ("code", "flag") or text == NOTHING else _parsed(chosen, field, text)
    except BadValue as bad:
        st.warning(desk.escaped(bad.message.said(words)))
        return
    _write(store, chosen, person, field, key, known)


def _parsed(chosen: Chosen, field: str, text: str) -> str:
    return values.parse(FIELDS[field], text, values.Setting(chosen.course)) or NOTHING


def _write(store: Store, chosen: Chosen, person: Person, field: str, key: str, value: str) -> None:
    done = store.correct(chosen.id, person.id, field, key, value, by=desk.author())
    st.session_state["enrolment-corrected"] = done.batch
    st.rerun()


def _undo_last(words: Words, store: Store, chosen: Chosen) -> None:
    """The last correction of this session, until the next."""
    batch = st.session_state.get("enrolment-corrected")
    if batch is None:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(words.t(N_("Saved.")))
        if st.button(words.t(N_("Undo")), key="undo-correction", type="tertiary"):
            st.session_state["enrolment-corrected"] = None
            store.undo(batch)
            st.rerun()


def _role(words: Words, store: Store, chosen: Chosen, person: Person) -> None:
    """A teacher is on Moodle's lists, and not a participant: nobody counts them as one."""
    st.subheader(words.t(N_("Participant or teacher?")), anchor=False)
    role = person.participation.role
    teaches = role is not None and role.value in STAFF
    st.caption(
        words.t(N_("Teaches: is on Moodle’s lists and is not counted as a participant."))
        if teaches
        else words.t(N_("Is counted as a participant. Moodle’s lists have teachers too, and do not say so."))
    )
    label = words.t(N_("Mark as participant")) if teaches else words.t(N_("Mark as teacher"))
    if st.button(label, key="role-mark"):
        _write(store, chosen, person, ROLE, "", PARTICIPANT if teaches else TEACHER)
