"""The page of the store: cohorts and until when they are kept, imports and their undoing, taking away, erasing."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from lma_data import releases
from lma_data.enrolment import invented
from lma_data.enrolment.invented import loading, notices
from lma_data.enrolment.looked_up import Batch, Cohort, Source
from lma_data.enrolment.store import Store
from lma_data.i18n import N_, NN_, Words
from lma_data.ui import frame, links
from lma_data.ui.enrolment import answered, cohorts, desk, pairing, recorded, seen
from lma_data.ui.enrolment.cohorts import Chosen
from lma_data.ui.enrolment.understood import report_name

PEOPLE = NN_("{count} person", "{count} people")
IMPORTS = NN_("{count} import", "{count} imports")
ASIDE = NN_("{count} row is set aside", "{count} rows are set aside")
KINDS = {
    "files": N_("Import"),
    "by-hand": N_("Correction by hand"),
    "merge": N_("Two people merged"),
    "keep-apart": N_("Two people kept apart"),
}
NOT_PEOPLE = {"sample": N_("invented files"), "command line": N_("from the command line")}
MOST_BATCHES = 20


def page(words: Words) -> None:
    desk.style(words)
    with desk.guarded(words):
        store = Store.open()
        there = store.cohorts()
        if not there:
            _empty(words, store)
        else:
            _overdue(words, store)
            if len(there) > 1:
                _all(words, store)
            chosen = cohorts.choose(words, store)
            if chosen is not None:
                _cohort(words, store, chosen, there[chosen.id])
        _whole(words, store, there)


def _empty(words: Words, store: Store) -> None:
    with st.container(border=True, key="empty-store"):
        st.subheader(words.t(N_("Nothing is stored yet")), anchor=False)
        st.markdown(words.t(notices.EMPTY_STORE))
        with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
            asked = st.button(words.t(notices.LOAD), key="load-invented", type="primary")
            links.page("pages/cohort/import.py", words.t(N_("Import files")), words)
        if asked:
            _load(words, store)


def _load(words: Words, store: Store) -> None:
    bar = st.progress(0.0)

    def progress(cohort: str, file: str, share: float) -> None:
        bar.progress(min(1.0, share), words.t(notices.LOADING, cohort=cohort, file=file))

    loading.load(store, seed=invented.SEED, progress=progress)
    st.rerun()


def _overdue(words: Words, store: Store) -> None:
    for one in store.overdue():
        assert one.keep_until is not None
        text = N_("{cohort} was to be kept until {date}. Erase it below, or set a later day.")
        st.warning(desk.escaped(words.t(text, cohort=one.id, date=words.date(one.keep_until))))


def _all(words: Words, store: Store) -> None:
    """All cohorts in a table; the one that is chosen below it is shown in full."""
    known = cohorts.all_of(store)
    about = store.cohorts()
    until = [about[one].keep_until for one in known]
    table = pd.DataFrame(
        {
            words.t(N_("Cohort")): [desk.escaped(one) for one in known],
            words.t(N_("Course")): [desk.escaped(cohorts.course_name(words, one.course)) for one in known.values()],
            words.t(N_("People")): [words.number(seen.count(store, one)) for one in known],
            words.t(N_("Invented")): [words.t(N_("yes")) if one.invented else "" for one in known.values()],
            words.t(N_("Keep until")): [words.date(day) if day else "" for day in until],
        }
    )
    if frame.look().compact:
        table = table.drop(columns=[words.t(N_("Course")), words.t(N_("Invented"))])
    st.table(table, hide_index=True)


# One cohort


def _cohort(words: Words, store: Store, chosen: Chosen, about: Cohort) -> None:
    people = seen.people(store, chosen.id)
    batches = store.batches(chosen.id)
    with st.container(border=True, key="cohort-card"):
        st.subheader(cohorts.course_name(words, chosen.course), anchor=False)
        imports = sum(1 for batch in batches if batch.kind == "files")
        desk.quiet(f"{chosen.id} · {words.n(*PEOPLE, len(people))} · {words.n(*IMPORTS, imports)}")
        with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
            _keep_until(words, store, about)
            _take_away(words, store, chosen.id)
    st.subheader(words.t(N_("What was done")), anchor=False)
    if not batches:
        st.markdown(words.t(N_("Nothing yet.")))
    for batch in batches[:MOST_BATCHES]:
        _batch(words, store, chosen, batch)
    if len(batches) > MOST_BATCHES:
        text = N_("The latest {shown} of {count} are shown.")
        desk.quiet(words.t(text, shown=words.number(MOST_BATCHES), count=words.number(len(batches))))
    _set_aside(words, store, chosen, batches)
    st.subheader(words.t(N_("Erase")), anchor=False)
    left, right = st.columns(2)
    with left, st.container(border=True, key="erase-person-card"):
        _erase_person(words, store, chosen)
    with right, st.container(border=True, key="erase-cohort-card"):
        _erase_cohort(words, store, chosen)


def _keep_until(words: Words, store: Store, about: Cohort) -> None:
    key = f"keep-until-{about.id}"
    st.session_state[key] = about.keep_until
    st.date_input(
        words.t(N_("Keep until")),
        key=key,
        value=None,
        format="DD/MM/YYYY",
        help=words.t(N_("After this day the page says that the cohort should be erased. Nothing is erased by itself.")),
        on_change=_set_keep_until,
        args=(words, store, about.id, key),
        width=220,
    )


def _set_keep_until(words: Words, store: Store, cohort: str, key: str) -> None:
    with desk.guarded(words):
        store.keep_until(cohort, st.session_state[key])


def _take_away(words: Words, store: Store, cohort: str) -> None:
    st.download_button(
        words.t(N_("Download the whole cohort")),
        lambda: store.export(cohort),
        file_name=f"{cohort}.zip",
        mime="application/zip",
        help=words.t(N_("People, values, sources and decisions, with names and addresses: keep the file safe.")),
        on_click="ignore",
        key="export-cohort",
    )


def _batch(words: Words, store: Store, chosen: Chosen, batch: Batch) -> None:
    with st.container(border=True, key=f"batch-{batch.id}"):
        said = [words.t(KINDS[batch.kind]), pairing.when(words, chosen, batch.created), _by(words, batch.by)]
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            desk.write(", ".join(part for part in said if part))
            if st.button(words.t(N_("Undo")), key=f"undo-{batch.id}", type="tertiary"):
                store.undo(batch.id)
                st.rerun()
        if batch.kind == "files":
            files = st.expander(
                words.n(*FILES, len(batch.sources)), type="compact", key=f"files-{batch.id}", on_change="rerun"
            )
            if files.open:
                with files:
                    st.table(file_table(words, batch.sources), hide_index=True)


def _by(words: Words, who: str) -> str:
    if who in NOT_PEOPLE:
        return words.t(NOT_PEOPLE[who])
    return words.t(N_("by {who}"), who=who) if who else ""


FILES = NN_("{count} table", "{count} tables")


def file_table(words: Words, sources: Sequence[Source]) -> pd.DataFrame:
    """A row for each table of a file: what it is, and its rows = created + updated + unchanged + set aside."""
    return pd.DataFrame(
        {
            words.t(N_("File")): [
                desk.escaped(f"{one.file} ({one.title})" if one.title else one.file) for one in sources
            ],
            words.t(N_("What it is")): [desk.escaped(report_name(words, one.report)) for one in sources],
            words.t(N_("As of")): [words.date(one.as_of.date()) if one.as_of else "" for one in sources],
            words.t(N_("Rows")): [words.number(one.rows) for one in sources],
            f"= {words.t(N_('created'))}": [words.number(one.created) for one in sources],
            f"+ {words.t(N_('updated'))}": [words.number(one.updated) for one in sources],
            f"+ {words.t(N_('unchanged'))}": [words.number(one.unchanged) for one in sources],
            f"+ {words.t(N_('set aside'))}": [words.number(one.set_aside) for one in sources],
        }
    )


def _set_aside(words: Words, store: Store, chosen: Chosen, batches: Sequence[Batch]) -> None:
    """Rows that could not be used are kept until somebody mends or discards them; they hold people's data."""
    count = sum(source.set_aside for batch in batches for source in batch.sources)
    if not count:
        return
    aside = store.set_aside(chosen.id)
    if not aside:
        return
    box = st.expander(words.n(*ASIDE, len(aside)), type="compact", key="aside", on_change="rerun")
    if not box.open:
        return
    with box:
        rows = {
            words.t(N_("File")): [one.file for one in aside],
            words.t(N_("Row")): [one.number for one in aside],
            words.t(N_("Why it was set aside")): [one.reason.said(words) for one in aside],
            words.t(N_("What stands there")): [" | ".join(cell for cell in one.cells if cell) for one in aside],
        }
        desk.searched(words, pd.DataFrame(rows), "aside")
        if st.button(words.t(N_("Discard these rows")), key="discard-aside"):
            store.discard_set_aside(chosen.id)
            st.rerun()


# Erasing


def _erase_person(words: Words, store: Store, chosen: Chosen) -> None:
    st.markdown(f"**{words.t(N_('Erase a person'))}**")
    st.caption(
        words.t(
            N_(
                "From values, names, names of files and remembered answers. All rows set aside of the files that speak of "
                "the person are discarded. This cannot be undone."
            )
        )
    )
    people = {person.id: person for person in seen.people(store, chosen.id)}
    person = st.selectbox(
        words.t(N_("Person")),
        list(people),
        index=None,
        key=f"erase-person-{chosen.id}",
        format_func=lambda one: recorded.listed(people[one]),
        placeholder=words.t(N_("Type a name or an address")),
        filter_mode="contains",
    )
    everywhere = st.checkbox(words.t(N_("In all cohorts")), key="erase-everywhere")
    word = words.t(N_("erase"))
    typed = st.text_input(words.t(N_("Type “{word}” to confirm"), word=word), key="erase-person-word")
    sure = person is not None and typed.strip().casefold() == word.casefold()
    if st.button(words.t(N_("Erase this person")), key="erase-person-now", disabled=not sure) and person and sure:
        store.erase_person(chosen.id, person, all_cohorts=everywhere)
        _gone()


def _erase_cohort(words: Words, store: Store, chosen: Chosen) -> None:
    st.markdown(f"**{words.t(N_('Erase the whole cohort'))}**")
    st.caption(words.t(N_("All people, values, imports and decisions of this cohort. This cannot be undone.")))
    if releases.every(chosen.id, withdrawn=True):
        st.caption(words.t(N_("Releases made of this cohort are deleted with it.")))
    typed = st.text_input(words.t(N_("Type “{word}” to confirm"), word=chosen.id), key="erase-cohort-word")
    sure = typed.strip() == chosen.id
    if st.button(words.t(N_("Erase the whole cohort")), key="erase-cohort-now", disabled=not sure) and sure:
        store.erase_cohort(chosen.id)
        releases.forget(chosen.id)
        st.query_params.pop(cohorts.PARAMETER, None)
        _gone()


def _gone() -> None:
    """Nothing of who was erased stays in this session: what was read, typed, dropped or chosen, of any cohort."""
    for name in [name for name in st.session_state if str(name).startswith(("enrolment-", "erase-"))]:
        del st.session_state[name]
    st.rerun()


# The whole store


def _whole(words: Words, store: Store, there: dict[str, Cohort]) -> None:
    st.subheader(words.t(N_("The whole store")), anchor=False)
    answered.show(words, store)
    if store.encrypted:
        st.markdown(words.t(N_("Names, addresses and ids are encrypted with your key.")))
    else:
        st.markdown(
            words.t(
                N_(
                    "Names, addresses and ids are not encrypted. To encrypt them, stop the app, set LMA_STORE_KEY to a "
                    "long phrase that you keep elsewhere, and start it again. Whoever loses the phrase loses the names."
                )
            )
        )
    desk.quiet(words.t(N_("File: {path}"), path=str(store.path)))
    if there:
        with st.container(horizontal=True):
            st.download_button(
                words.t(N_("Download all cohorts")),
                lambda: store.export(),
                file_name=f"{words.t(N_('all-cohorts'))}.zip",
                mime="application/zip",
                on_click="ignore",
                key="export-all",
            )
