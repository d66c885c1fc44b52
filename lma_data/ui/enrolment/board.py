"""Where the files disagree: cases by kind, each with its rule, what to do, the people, and the files that say so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from lma_data.enrolment import reconcile
from lma_data.enrolment.reconcile import Case, Kind
from lma_data.enrolment.record import Person
from lma_data.enrolment.store import Store
from lma_data.i18n import N_, NN_, Words
from lma_data.ui.enrolment import desk, facts, pairing, recorded, seen
from lma_data.ui.enrolment.cohorts import Chosen

CASES = NN_("{count} case to settle", "{count} cases to settle")


def show(words: Words, store: Store, chosen: Chosen, people: Mapping[str, Person]) -> None:
    pairs = seen.duplicates(store, chosen.id)
    found = seen.cases(store, chosen.id)
    if not found:
        st.markdown(words.t(N_("Nothing to settle: register, Moodle, payments and letters agree.")))
    else:
        st.caption(words.n(*CASES, len(found)))
    for kind in reconcile.KINDS:
        of_kind = [case for case in found if case.kind == kind]
        if of_kind and kind == reconcile.SAME_NAME:
            with _card(words, kind, len(pairs)):
                pairing.show(words, store, chosen, pairs)
        elif of_kind:
            with _card(words, kind, len(of_kind)):
                _people(words, chosen, kind, of_kind, people)
    pairing.decided(words, store, chosen)


def _card(words: Words, kind: Kind, count: int):  # type: ignore[no-untyped-def]
    card = st.container(border=True, key=f"kind-{kind.id}")
    with card:
        st.subheader(f"{words.t(kind.name)} ({words.number(count)})", anchor=False)
        st.markdown(words.t(kind.advice))
        st.caption(words.t(kind.rule))
    return card


def _people(words: Words, chosen: Chosen, kind: Kind, cases: Sequence[Case], people: Mapping[str, Person]) -> None:
    there = [case for case in cases if case.people[0] in people]
    rows = []
    for case in there:
        person = people[case.people[0]]
        status = person.application.status.value if person.application.status else None
        rows.append(
            {
                words.t(N_("Name")): recorded.called(person),
                words.t(N_("E-mail address")): person.identity.email or "",
                words.t(N_("Status")): facts.value(words, chosen.course, "application.status", status),
                words.t(N_("Files that say so")): ", ".join(case.files),
            }
        )
    ids = [case.people[0] for case in there]
    picked = desk.openable(words, pd.DataFrame(rows), ids, kind.id)
    if picked:
        recorded.open_record(chosen.id, picked)
        st.rerun()
