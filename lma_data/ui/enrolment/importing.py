"""The page that files come in by: what was understood, questions, rows to mend, what will change, and one button."""

from __future__ import annotations

import streamlit as st

from lma_data.course import Course
from lma_data.enrolment import intake
from lma_data.enrolment.store import Store
from lma_data.i18n import N_, NN_, Words
from lma_data.ui.enrolment import asking, basket, changing, cohorts, desk, mending, understood
from lma_data.ui.enrolment.basket import Basket

QUESTIONS = NN_("{count} question", "{count} questions")
TO_MEND = NN_("{count} row to mend, or to leave", "{count} rows to mend, or to leave")


def page(words: Words) -> None:
    desk.style(words)
    with desk.guarded(words):
        store = Store.open()
        chosen = cohorts.choose(words, store, new=True)
        assert chosen is not None  # there is always one that an import would make
        lying = basket.of(chosen.id)
        _drop(words, lying)
        if lying.files:
            _go_through(words, store, chosen, lying)
        else:
            changing.done(words, store, chosen)
            intake.prepare(chosen.course.id)  # while the manager looks for the files


def _drop(words: Words, lying: Basket) -> None:
    """The box for files. It is emptied at once: the basket has them, and no widget holds them a second time."""
    dropped = st.file_uploader(
        words.t(N_("Exports, as many as you have")),
        accept_multiple_files=True,
        key=f"drop-{lying.drops}",
        max_upload_size=desk.LARGEST,
    )
    if not lying.files:
        desk.quiet(words.t(TYPICAL))
    if dropped:
        lying.again.clear()
        for one in dropped:
            lying.add(one.name, one.getvalue())
        lying.drops += 1
        st.rerun()


TYPICAL = N_(
    "CSV, text, XLSX or ODS, in English or French, whatever they are called. From Moodle: participants, grades, activity "
    "and course completion, attendance, choices, feedback, logs; from Indico, pretix or Eventbrite; answers of Microsoft or "
    "Google Forms; attendance of Teams or Zoom; a register kept in a spreadsheet."
)


def _go_through(words: Words, store: Store, chosen: cohorts.Chosen, lying: Basket) -> None:
    """In the order in which a manager looks: is it read, what is asked, what is wrong, what changes."""
    _read(words, lying, chosen.course, store)
    st.subheader(words.t(N_("What was understood")), anchor=False)
    understood.show(words, lying)
    questions = intake.questions(lying.found())
    if questions or lying.answers:
        _section(words.n(*QUESTIONS, len(questions)) if questions else words.t(N_("No question is open")))
        asking.show(words, lying, questions)
    repairs = mending.repairs(lying.tables())
    if repairs:
        rows = {(one.place, row.number): row.count for one in repairs for row, _ in one.rows}
        _section(words.n(*TO_MEND, sum(rows.values())))
        mending.show(words, lying, repairs)
    if lying.tables():
        changing.show(words, store, chosen, lying, waiting=len(questions))


def _section(title: str) -> None:
    st.subheader(title, anchor=False)


def _read(words: Words, lying: Basket, course: Course, store: Store) -> None:
    """Read what is not read yet, and show how far it is."""
    if not basket.unread(lying):
        return
    place = st.empty()
    bar = place.progress(0.0, words.t(N_("The files are being read.")))

    def progress(name: str, share: float) -> None:
        bar.progress(min(1.0, share), desk.escaped(words.t(N_("{file} is being read."), file=name)))

    basket.read(lying, course, store.answers(), progress)
    place.empty()
