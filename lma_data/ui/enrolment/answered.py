"""Answers that are remembered for files to come: what was asked, what was answered, and how to be asked again."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from lma_data.enrolment import mapping, vocabularies
from lma_data.enrolment.store import Store
from lma_data.i18n import N_, NN_, Words
from lma_data.ui.enrolment import desk

ANSWERS = NN_("{count} answer is remembered", "{count} answers are remembered")
ORDERS = {
    "day-first": N_("the day first"),
    "month-first": N_("the month first"),
    ",": N_("the comma parts decimals"),
    ".": N_("the point parts decimals"),
}


def show(words: Words, store: Store) -> None:
    answers = store.answers()
    if not answers:
        return
    box = st.expander(words.n(*ANSWERS, len(answers)), type="compact", key="answered", on_change="rerun")
    if not box.open:
        return
    with box:
        desk.quiet(words.t(N_("They are used for every file of the same shape. What was imported with them stays.")))
        asked = {question: _asked(question) for question in answers}
        table = {
            words.t(N_("Asked about")): list(asked.values()),
            words.t(N_("Answer")): [_answer(words, question, option) for question, option in answers.items()],
        }
        desk.searched(words, pd.DataFrame(table), "answered")
        wrong = st.multiselect(
            words.t(N_("To be asked again")),
            list(answers),
            key="answers-wrong",
            format_func=lambda question: asked[question],
            placeholder=words.t(N_("Choose answers")),
        )
        if st.button(words.t(N_("Forget these answers")), key="forget-answers", disabled=not wrong) and wrong:
            store.forget(wrong)
            st.rerun()


def _asked(question: str) -> str:
    """The column or the value in the id of a question."""
    return question.split(":", 2)[-1]


def _answer(words: Words, question: str, option: str) -> str:
    kind, about, _ = question.split(":", 2)
    if option == "":
        return words.t(N_("left out"))
    if kind == "value":
        return vocabularies.name(about, option).said(words)
    if kind == "column":
        return mapping.field_name(option).said(words)
    return words.t(ORDERS[option]) if option in ORDERS else option
