"""What will change, before anything is written; the button that writes it; and what was done, with its undoing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd
import streamlit as st

from lma_data.enrolment.difference import Change, Conflict, Difference, FileDifference
from lma_data.enrolment.store import Store
from lma_data.i18n import N_, NN_, Words
from lma_data.ui import links
from lma_data.ui.enrolment import basket, desk, facts, seen
from lma_data.ui.enrolment.basket import Basket
from lma_data.ui.enrolment.cohorts import PARAMETER, Chosen

ROWS = NN_("{count} row", "{count} rows")
PEOPLE = {  # under a figure written large
    "new": NN_("new person", "new people"),
    "changed": NN_("person changed", "people changed"),
    "withdrew": NN_("person withdrew", "people withdrew"),
    "unchanged": NN_("person unchanged", "people unchanged"),
}
SAID = {
    "new": NN_("{count} new person", "{count} new people"),
    "changed": NN_("{count} person changed", "{count} people changed"),
    "withdrew": NN_("{count} person withdrew", "{count} people withdrew"),
    "unchanged": NN_("{count} person unchanged", "{count} people unchanged"),
}
VALUES = NN_("{count} value changes", "{count} values change")
FIRST_VALUES = NN_("{count} first value of new people", "{count} first values of new people")
CONFLICTS = NN_("{count} value on which files disagree", "{count} values on which files disagree")
GONE = NN_(
    "{count} person would leave the cohort: this file was read before with other answers or mended cells, and this reading "
    "replaces that one.",
    "{count} people would leave the cohort: these files were read before with other answers or mended cells, and this "
    "reading replaces that one.",
)
OPEN = NN_(
    "{count} question is open: the values that wait for it are left out. Answer it now, or drop the file again later.",
    "{count} questions are open: the values that wait for them are left out. Answer them now, or drop the files again "
    "later.",
)


@dataclass(frozen=True)
class Done:
    """What was committed last: no person in it."""

    batch: int | None
    people: dict[str, int]
    sums: tuple[str, ...]
    undone: bool = False


def show(words: Words, store: Store, chosen: Chosen, lying: Basket, waiting: int) -> None:
    difference = _preview(store, chosen, lying)
    st.subheader(words.t(N_("What will change")), anchor=False)
    if not difference.is_new:
        st.markdown(words.t(N_("Nothing: all of this is in the store already.")))
    _figures(words, difference)
    if gone := _gone(store, chosen, lying, difference):
        st.warning(words.n(*GONE, gone))
    _sums(words, difference.files)
    _changes(words, chosen, difference)
    _conflicts(words, chosen, difference)
    if waiting:
        desk.quiet(words.n(*OPEN, waiting))
    unused = bool(lying.drafts or lying.mend_drafts)
    with st.container(horizontal=True, vertical_alignment="center"):
        label = words.t(N_("Commit")) if difference.is_new else words.t(N_("Put the files away"))
        if st.button(label, type="primary", key="commit", disabled=unused):
            _commit(words, store, chosen, lying, difference.is_new)
        desk.quiet(
            words.t(N_("First use the answers and mended cells above: this does not count them yet."))
            if unused
            else words.t(N_("All of it is written at once, and can be undone."))
        )


def _preview(store: Store, chosen: Chosen, lying: Basket) -> Difference:
    """Kept in the session as long as files, answers and store are the same."""
    state = (chosen.id, lying.state(), seen.stamp(store, chosen.id))
    if lying.preview is None or lying.preview[0] != state:
        lying.preview = (state, store.preview(chosen.id, lying.tables()))
    return lying.preview[1]


def _gone(store: Store, chosen: Chosen, lying: Basket, difference: Difference) -> int:
    """People who are there only by an earlier reading of a file that this one replaces: by cells mended then, say."""
    if not chosen.in_store:
        return 0
    known = {source.sha256 for source in store.sources(chosen.id)}
    if not any(table.sha256 in known for table in lying.tables()):
        return 0
    staying = sum(difference.people.values()) - difference.people.get("new", 0)
    return max(0, seen.count(store, chosen.id) - staying)


def sentence(words: Words, one: FileDifference) -> str:
    """participants.csv: 41 rows = 3 created + 30 updated + 6 unchanged + 2 set aside."""
    name = f"{one.file} ({one.title})" if one.title else one.file
    known = f" {words.t(N_('Nothing new: the store, or another file here, says the same.'))}" if one.known else ""
    return f"{name}{words.t(N_(': '))}{sum_of(words, [one])}.{known}"


def sum_of(words: Words, files: Sequence[FileDifference]) -> str:
    """41 rows = 3 created + 30 updated + 6 unchanged + 2 set aside; what there is none of is not said."""
    parts = [
        (sum(one.created for one in files), NN_("{count} created", "{count} created")),
        (sum(one.updated for one in files), NN_("{count} updated", "{count} updated")),
        (sum(one.unchanged for one in files), NN_("{count} unchanged", "{count} unchanged")),
        (sum(one.set_aside for one in files), NN_("{count} set aside", "{count} set aside")),
    ]
    said = " + ".join(words.n(*texts, count) for count, texts in parts if count)
    rows = words.n(*ROWS, sum(one.rows for one in files))
    return f"{rows} = {said}" if said else rows


def _sums(words: Words, files: Sequence[FileDifference]) -> None:
    """Every row of every file is somewhere: the sum of all, then that of each."""
    if len(files) > 1:
        text = N_("In {count} tables, {sum}.")
        st.markdown(desk.escaped(words.t(text, count=words.number(len(files)), sum=sum_of(words, files))))
    st.markdown("\n".join(f"- {desk.escaped(sentence(words, one))}" for one in files))


def _figures(words: Words, difference: Difference) -> None:
    """New, changed, withdrew, unchanged: the figure large, its name under it."""
    with st.container(horizontal=True, gap="large"):
        for kind, names in PEOPLE.items():
            count = difference.people.get(kind, 0)
            with st.container(width="content", gap=None):
                st.markdown(f"## {words.number(count)}")
                st.markdown(words.n(*names, count))


def _changes(words: Words, chosen: Chosen, difference: Difference) -> None:
    """Changed values of people who were there, and first values of those who are new: apart, because the latter are many."""
    for newcomer, title in ((False, VALUES), (True, FIRST_VALUES)):
        found = [one for one in difference.changes if one.newcomer is newcomer]
        if not found:
            continue
        key = f"changes-{'new' if newcomer else 'there'}"
        # Those of people who were there are listed first: what the list leaves out is of newcomers, where it has any.
        beyond = difference.change_count - len(difference.changes) if found[-1] is difference.changes[-1] else 0
        box = st.expander(words.n(*title, len(found) + beyond), type="compact", key=key, on_change="rerun")
        if box.open:
            with box:
                _table(words, change_table(words, chosen, difference, found), key)
                if beyond:
                    shown, total = words.number(len(found)), words.number(len(found) + beyond)
                    text = N_("The first {shown} of {total} changes are listed; all of them are written.")
                    desk.quiet(words.t(text, shown=shown, total=total))


def change_table(words: Words, chosen: Chosen, difference: Difference, found: Sequence[Change]) -> pd.DataFrame:
    course = chosen.course
    return pd.DataFrame(
        {
            words.t(N_("Person")): [difference.names.get(one.person, "") for one in found],
            words.t(N_("Field")): [facts.field_name(words, course, one.field, one.key) for one in found],
            words.t(N_("Before")): [facts.value(words, course, one.field, one.old) for one in found],
            words.t(N_("After")): [facts.value(words, course, one.field, one.new) for one in found],
            words.t(N_("File")): [one.file for one in found],
            words.t(N_("Row")): [one.row or None for one in found],
        }
    )


def _conflicts(words: Words, chosen: Chosen, difference: Difference) -> None:
    if not difference.conflicts:
        return
    title = words.n(*CONFLICTS, len(difference.conflicts))
    box = st.expander(title, type="compact", key="conflicts", on_change="rerun")
    if box.open:
        with box:
            text = N_("A register counts before a registration system, that before a form, and all before Moodle.")
            desk.quiet(words.t(text))
            _table(words, conflict_table(words, chosen, difference, difference.conflicts), "conflicts")


def conflict_table(words: Words, chosen: Chosen, difference: Difference, found: Sequence[Conflict]) -> pd.DataFrame:
    course = chosen.course
    return pd.DataFrame(
        {
            words.t(N_("Person")): [difference.names.get(one.person, "") for one in found],
            words.t(N_("Field")): [facts.field_name(words, course, one.field, one.key) for one in found],
            words.t(N_("Counts")): [facts.value(words, course, one.field, one.value) for one in found],
            words.t(N_("from")): [one.file for one in found],
            words.t(N_("Does not count")): [facts.value(words, course, one.field, one.other) for one in found],
            words.t(N_("in")): [one.other_file for one in found],
        }
    )


def _table(words: Words, table: pd.DataFrame, key: str) -> None:
    """A table with a box to search it; what is typed stays in the session."""
    desk.searched(words, table, key)


def _commit(words: Words, store: Store, chosen: Chosen, lying: Basket, is_new: bool) -> None:
    if is_new:
        if not chosen.in_store:
            store.create_cohort(chosen.id, chosen.course.id)
        written = store.commit(chosen.id, lying.tables(), by=desk.author())
        sums = tuple(sentence(words, one) for one in written.files)
        done = Done(written.batch, dict(written.people), sums)
        st.session_state.setdefault("enrolment-done", {})[chosen.id] = done
    store.remember(lying.answers)
    basket.empty(chosen.id)
    st.rerun()


def done(words: Words, store: Store, chosen: Chosen) -> None:
    """What was committed last in this session, until other files are dropped."""
    last: Done | None = st.session_state.get("enrolment-done", {}).get(chosen.id)
    if last is None:
        return
    with st.container(border=True, key="done"):
        st.subheader(words.t(N_("Undone: the store is as before.") if last.undone else N_("Committed.")), anchor=False)
        if not last.undone:
            desk.write(people_sentence(words, last.people))
            st.markdown("\n".join(f"- {desk.escaped(one)}" for one in last.sums))
        with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
            address = {PARAMETER: chosen.id}
            links.page(
                "pages/cohort/people.py", words.t(N_("See the people, and where files disagree")), words, **address
            )
            if not last.undone:
                links.page("pages/cohort/mix.py", words.t(N_("See the mix")), words, **address)
                links.page(
                    "pages/cohort/journey.py",
                    words.t(N_("See what needs attention")),
                    words,
                    **address,
                    part="actions",
                )
            links.page("pages/cohort/store.py", words.t(N_("See all imports")), words, **address)
            if last.batch is not None and not last.undone:
                undone = st.button(words.t(N_("Undo this import")), key="undo-last")
                if undone:
                    store.undo(last.batch)
                    st.session_state["enrolment-done"][chosen.id] = replace(last, undone=True)
                    st.rerun()


def people_sentence(words: Words, people: Mapping[str, int]) -> str:
    """38 new, 2 changed, 1 withdrew, 40 unchanged."""
    said = [words.n(*names, people.get(kind, 0)) for kind, names in SAID.items() if people.get(kind, 0)]
    return ", ".join(said) or words.t(N_("Nobody changed."))
