"""What only the manager can say: the order of dates, what a column holds, what a value means. Each is asked once."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import NamedTuple

import streamlit as st

from lma_data.enrolment.model import Question
from lma_data.i18n import N_, NN_, Words
from lma_data.ui.enrolment import desk
from lma_data.ui.enrolment.basket import Basket

LEFT_OUT = ""  # the answer that leaves a column or a value out
SAMPLES = 4
ROWS_WAIT = NN_("{count} row waits for it", "{count} rows wait for it")
GIVEN = NN_("{count} answer is used. Change it", "{count} answers are used. Change them")


class Group(NamedTuple):
    """Questions of one kind, by the first word of their ids."""

    kind: str
    name: str
    lead: str


GROUPS = (
    Group(
        "dates",
        N_("Day or month first?"),
        N_("Every number in these columns could be a day or a month. No date is kept until you say which."),
    ),
    Group(
        "numbers",
        N_("Comma or point?"),
        N_("The sign in these numbers could part thousands or decimals. No amount is kept until you say which."),
    ),
    Group(
        "field",
        N_("Which column counts?"),
        N_("Two columns could hold the same. The one that you choose is kept."),
    ),
    Group(
        "column",
        N_("What is in these columns?"),
        N_("What you choose holds for every file with the same headings. A column that is left out is not kept."),
    ),
    Group(
        "value",
        N_("What do these values mean?"),
        N_("What you choose holds in all files. Until then the value is left out, and the rest of its row is kept."),
    ),
)


def show(words: Words, basket: Basket, open_now: Sequence[Question]) -> None:
    """The open questions, then the answers that are in use, which can be changed."""
    waiting = {question.id for question in open_now}
    for group in GROUPS:
        _group(words, basket, group, [one for one in open_now if _kind(one) == group.kind])
    if open_now:
        _buttons(words, basket, open_now)
    answered = [basket.asked[one] for one in basket.answers if one in basket.asked and one not in waiting]
    if answered:
        _given(words, basket, answered)


def _kind(question: Question) -> str:
    return question.id.partition(":")[0]


def _group(words: Words, basket: Basket, group: Group, questions: Sequence[Question]) -> None:
    if not questions:
        return
    st.markdown(f"**{words.t(group.name)}**")
    desk.quiet(words.t(group.lead))
    for question in questions:
        _question(words, basket, question)


def _question(words: Words, basket: Basket, question: Question) -> None:
    """What is asked, with values from the file, at the left; the answers at the right."""
    about = question.about.said(words)
    left, right = st.columns([3, 2], vertical_alignment="center")
    with left:
        desk.write(about)
        desk.quiet(" · ".join(_facts(words, question)))
    key = _key(question)
    st.session_state[key] = basket.drafts.get(question.id, basket.answers.get(question.id))
    with right:
        st.selectbox(
            about,
            list(question.options),
            key=key,
            index=None,
            format_func=lambda option: _option(words, question, option),
            placeholder=words.t(N_("Choose an answer")),
            label_visibility="collapsed",
            filter_mode="contains",
            on_change=_draft,
            args=(basket, question.id, key),
        )


def _facts(words: Words, question: Question) -> list[str]:
    """Some values, and how many rows wait."""
    samples = list(dict.fromkeys(sample for sample in question.samples if sample.strip()))[:SAMPLES]
    waiting = [words.n(*ROWS_WAIT, question.rows)] if question.rows else []
    return [words.t(N_("such as {values}"), values=words.t(N_("; ")).join(samples))] * bool(samples) + waiting


def _option(words: Words, question: Question, option: str) -> str:
    message = question.options.get(option)
    if message is not None:
        return message.said(words)
    return words.t(N_("Leave it out")) if option == LEFT_OUT else option


def _key(question: Question) -> str:
    """A question's id may quote a value from a file; the key of its widget does not."""
    return f"question-{hashlib.sha256(question.id.encode()).hexdigest()[:16]}"


def _draft(basket: Basket, question_id: str, key: str) -> None:
    chosen = st.session_state[key]
    if chosen is None:
        basket.drafts.pop(question_id, None)
    else:
        basket.drafts[question_id] = chosen


def _buttons(words: Words, basket: Basket, open_now: Sequence[Question]) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        _use(words, basket, "use-answers")
        columns = [one for one in open_now if _kind(one) == "column" and one.id not in basket.drafts]
        if len(columns) > 1 and all(LEFT_OUT in one.options for one in columns):
            st.button(
                words.t(N_("Leave the other columns out")),
                key="leave-columns-out",
                type="tertiary",
                on_click=_leave_out,
                args=(basket, columns),
            )


def _use(words: Words, basket: Basket, key: str) -> None:
    st.button(
        words.t(N_("Use these answers")),
        key=key,
        disabled=not basket.drafts,
        type="primary" if basket.drafts else "secondary",
        on_click=_used,
        args=(basket,),
    )


def _used(basket: Basket) -> None:
    basket.answers |= basket.drafts
    basket.drafts.clear()


def _leave_out(basket: Basket, columns: Sequence[Question]) -> None:
    basket.drafts |= {question.id: LEFT_OUT for question in columns}


def _given(words: Words, basket: Basket, answered: Sequence[Question]) -> None:
    given = st.expander(words.n(*GIVEN, len(answered)), type="compact", key="answers-given", on_change="rerun")
    if not given.open:
        return
    with given:
        for question in answered:
            _question(words, basket, question)
        _use(words, basket, "use-other-answers")
