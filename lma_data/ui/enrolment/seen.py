"""What this session has read of a cohort: kept as long as the store is the same, and nowhere but in the session.

A look at a cohort takes some tenths of a second; a rerun of a page should not.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from lma_data.enrolment import reconcile
from lma_data.enrolment.reconcile import Case
from lma_data.enrolment.record import Person, Value
from lma_data.enrolment.store import Possible, Store

Stamp = tuple[object, ...]


def stamp(store: Store, cohort: str) -> Stamp:
    """Other as soon as something of the cohort is: each act is a batch, and erasing writes the file anew."""
    batches = tuple(batch.id for batch in store.batches(cohort)) if cohort in store.cohorts() else ()
    return store.path.stat().st_ino, batches


def people(store: Store, cohort: str) -> list[Person]:
    """Everybody, by name."""
    return _kept(store, cohort, "people", lambda: sorted(store.people(cohort), key=_order))


def count(store: Store, cohort: str) -> int:
    """How many people are in a cohort; of each cohort one number is kept."""
    return int(_kept(store, cohort, f"count {cohort}", lambda: len(people(store, cohort))))


def _order(person: Person) -> tuple[str, str]:
    family = person.identity.family.value if person.identity.family else person.identity.name
    return family.casefold(), person.identity.name.casefold()


def duplicates(store: Store, cohort: str) -> list[Possible]:
    return _kept(store, cohort, "duplicates", lambda: store.duplicates(cohort))


def cases(store: Store, cohort: str) -> list[Case]:
    def find() -> list[Case]:
        return reconcile.cases(store.facts(cohort), [pair.people for pair in duplicates(store, cohort)])

    return _kept(store, cohort, "cases", find)


def said(store: Store, cohort: str, person: str) -> list[tuple[str, str, Value]]:
    """All that the files say of one person; of the last one that was looked at."""
    whose, values = _kept(store, cohort, "said", lambda: (person, store.said(cohort, person)))
    if whose != person:
        _forget("said")
        return said(store, cohort, person)
    return values


def _kept(store: Store, cohort: str, what: str, make: Callable[[], Any]) -> Any:
    """One answer of each kind: of the cohort that was looked at last."""
    kept: dict[str, tuple[object, Any]] = st.session_state.setdefault("enrolment-seen", {})
    now = (cohort, stamp(store, cohort))
    if what not in kept or kept[what][0] != now:
        kept[what] = (now, make())
    return kept[what][1]


def _forget(what: str) -> None:
    st.session_state.get("enrolment-seen", {}).pop(what, None)
