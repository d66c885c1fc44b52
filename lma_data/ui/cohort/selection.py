"""The tools of a selection: the table in which people are ticked in and out, and the number of places.

A tick is kept at once, as the difference from the status; the table itself stays as it was when it was opened, so that it
neither jumps nor loses what is typed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from lma_data.cohort import Cohort, dimensions, selection
from lma_data.cohort.settings import PLACES, SELECTION
from lma_data.i18n import N_, NN_, Words, is_missing
from lma_data.ui.cohort import pages
from lma_data.ui.enrolment import desk

OPEN = "selection-open"  # in the session's state: the table as it was opened, and the ticks that have been kept
EVERYBODY = "all"
HEIGHT = 420  # px of the table


def places(words: Words) -> None:
    """How many places the edition has."""
    now = pages.current().settings.get(PLACES)
    given = st.number_input(
        words.t(N_("Places in this edition")),
        min_value=0,
        max_value=100_000,
        value=now,
        step=1,
        placeholder=words.t(N_("not set")),
        key=f"places-{now}",
        width=220,
    )
    if given != now:
        pages.keep(PLACES, None if given is None else int(given))
        st.rerun()


def people(words: Words) -> None:
    """Everybody with a tick for who is in, and the way back to the status as it is."""
    cohort = pages.current()
    st.markdown(
        words.t(
            N_(
                "Tick who is in. It is a scenario: nobody’s status is changed by it, and nobody is told. It starts from the "
                "status as it is, stays until you change it, and is yours to decide."
            )
        )
    )
    typed, status = _filters(words, cohort)
    opened = _opened(words, cohort, typed, status)
    if opened["table"].empty:
        st.markdown(words.t(N_("Nobody has all of these words.")))
    else:
        edited = st.data_editor(
            opened["table"],
            key=f"selection-{opened['version']}",
            hide_index=True,
            height=HEIGHT,
            disabled=[name for name in opened["table"].columns if name != "in"],
            column_config=_columns(words),
        )
        _take(cohort, opened, edited["in"].tolist())
    _back(words, cohort)


def _filters(words: Words, cohort: Cohort) -> tuple[str, str]:
    """What is searched for, and of which status."""
    known = cohort.rows("person")["status"].value_counts()
    search, by = st.columns([2, 3], vertical_alignment="bottom")
    with search:
        typed = st.text_input(
            words.t(N_("Search the people")),
            key="selection-search",
            type="search",
            placeholder=words.t(N_("A name, a country, an employer")),
            label_visibility="collapsed",
        )
    with by:
        names = {EVERYBODY: words.t(N_("All")), **{code: _status(words, cohort, code) for code in known.index}}
        status = st.selectbox(
            words.t(N_("Status")),
            list(names),
            format_func=names.__getitem__,
            key=f"selection-status-{words.lang}",
            label_visibility="collapsed",
            width=260,
        )
    return typed or "", status or EVERYBODY


def _status(words: Words, cohort: Cohort, code: str | None) -> str:
    return dimensions.name(words, cohort, "status", code or dimensions.UNKNOWN)


def _opened(words: Words, cohort: Cohort, typed: str, status: str) -> dict[str, Any]:
    """The table as it was opened for this search; opened anew when people, search, or a scenario kept elsewhere differ."""
    kept = st.session_state.get(OPEN)
    what = (cohort.id, words.lang, typed, status)
    people = cohort.rows("person")
    if kept and kept["what"] == what and kept["people"] is people and kept["setting"] == _setting(cohort):
        found: dict[str, Any] = kept
        return found
    table = _table(words, cohort)
    if status != EVERYBODY:
        table = table[(people["status"] == status).to_numpy()]
    table = desk.matching(table, typed)
    st.session_state[OPEN] = found = {
        "what": what,
        "people": people,
        "setting": _setting(cohort),
        "version": (kept["version"] if kept else 0) + 1,
        "table": table.reset_index(drop=True),
        "ids": people["person"].iloc[table.index].tolist(),
        "in": table["in"].tolist(),
    }
    return found


def _setting(cohort: Cohort) -> Any:
    return cohort.settings.get(SELECTION)


def _take(cohort: Cohort, opened: dict[str, Any], now: list[bool]) -> None:
    """Keep the ticks that have changed since the last were kept, and show the page with them."""
    changed = {
        person: bool(is_in)
        for person, was_in, is_in in zip(opened["ids"], opened["in"], now, strict=True)
        if was_in != is_in
    }
    if not changed:
        return
    setting = selection.ticked(cohort, changed)
    opened |= {"in": now, "setting": setting}
    pages.keep(SELECTION, setting)
    st.rerun()


def _table(words: Words, cohort: Cohort) -> pd.DataFrame:
    people = cohort.rows("person")
    inside = selection.scenario(cohort).after
    persons = people["person"].tolist()
    who: Mapping[str, Any] = cohort.who
    named: dict[str, list[Any]] = {
        "in": [person in inside for person in persons],
        "name": [who[person].name if person in who else "" for person in persons],
        "status": _codes(words, cohort, "status", people["status"]),
        "applied_on": [day.isoformat() if day else "" for day in people["applied_on"]],
    }
    for dimension in ("gender", "country", "region", "audience", "language", "funding"):
        named[dimension] = _codes(words, cohort, dimension, people[dimension])
    named["experience"] = people["experience"].tolist()
    named["letter"] = [_yes(words, letter) for letter in people["letter"]]
    named["organisation"] = [name or "" for name in people["organisation"]]
    return pd.DataFrame(named).astype({"experience": float})


def _codes(words: Words, cohort: Cohort, dimension: str, codes: pd.Series) -> list[str]:
    """Names of codes, each looked up once."""
    names = {code: dimensions.name(words, cohort, dimension, code or dimensions.UNKNOWN) for code in codes.unique()}
    return [names[code] for code in codes]


def _yes(words: Words, value: Any) -> str:
    if is_missing(value):
        return ""
    return words.t(N_("Yes")) if value else words.t(N_("No"))


def _columns(words: Words) -> dict[str, Any]:
    labels = {
        "name": N_("Name"),
        "status": N_("Status"),
        "applied_on": N_("Applied on"),
        **{
            name: dimensions.DIMENSIONS[name]
            for name in ("gender", "country", "region", "audience", "language", "funding")
        },
        "letter": N_("Letter of sponsorship"),
        "organisation": N_("Organization"),
    }
    return {
        "in": st.column_config.CheckboxColumn(words.t(N_("In")), pinned=True, width=100),
        "experience": st.column_config.NumberColumn(words.t(N_("Years of experience")), format="%g"),
        **{name: st.column_config.TextColumn(words.t(label)) for name, label in labels.items()},
    }


def _back(words: Words, cohort: Cohort) -> None:
    now = selection.scenario(cohort)
    facts = {"added": words.number(len(now.added)), "removed": words.number(len(now.removed))}
    in_words = words.n(*NN_("{count} person in", "{count} people in"), len(now.after))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{in_words}** · " + words.t(N_("{added} added, {removed} taken out"), **facts))
        if (now.added or now.removed or now.gone) and st.button(
            words.t(N_("Back to the status as it is")), key="selection-back", type="tertiary"
        ):
            pages.keep(SELECTION, None)
            st.rerun()
