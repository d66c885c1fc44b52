"""Filters whose state is the URL: ?year=2015&sex=female opens the page as it was.

Streamlit's own bind="query-params" writes the label that is shown, which differs from language to language; a link must
open in both, so the URL holds codes here, and is what counts: each run reads it, each choice writes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from lma_data.exhibits import BadParameter, Parameter, Value
from lma_data.i18n import N_, Words

FEW = 4  # so many values stand side by side; more go into a list


def read(parameter: Parameter) -> tuple[Value, bool]:
    """The parameter's value in the URL, or its default; and whether the URL held something that it cannot be."""
    given = st.query_params.get(parameter.name)
    if given is None:
        return parameter.default, False
    try:
        return parameter.parse(given), False
    except BadParameter:
        return parameter.default, True


def warn_unknown(parameters: Iterable[Parameter], words: Words) -> None:
    """Say which values of the URL are not known, and what is shown instead."""
    for parameter in parameters:
        value, unknown = read(parameter)
        if unknown:
            st.warning(
                words.t(
                    N_("The address asks for a value of “{filter}” that does not exist. Shown instead: {value}."),
                    filter=words.t(parameter.label),
                    value=parameter.text(words, value),
                )
            )


def row(parameters: Iterable[Parameter], words: Words, *, folded: bool = False, reruns: Sequence[str] = ()) -> None:
    """A thin row of widgets, one a parameter; `folded` (on a phone) behind a line that opens.

    A choice reruns the fragments of these keys; without any, that in which the row stands.
    """
    place: DeltaGenerator = (
        st.expander(words.t(N_("Filters")), type="compact")
        if folded
        else st.container(horizontal=True, vertical_alignment="bottom", gap="medium")
    )
    with place:
        for parameter in parameters:
            _widget(parameter, words, reruns)


def tabs(parameter: Parameter, words: Words) -> Value:
    """The values side by side as the parts of a page; the one that is open."""
    value, _ = read(parameter)
    key = f"filter-{parameter.name}"
    st.session_state[key] = value
    st.segmented_control(
        words.t(parameter.label),
        list(parameter.values()),
        key=key,
        required=True,
        format_func=lambda option: parameter.text(words, option),
        label_visibility="collapsed",
        on_change=_write,
        args=(parameter, key, ()),
    )
    return value


def _widget(parameter: Parameter, words: Words, reruns: Sequence[str]) -> None:
    value, _ = read(parameter)
    key = f"filter-{parameter.name}"
    st.session_state[key] = value
    options = list(parameter.values())
    label = words.t(parameter.label)

    def text(option: Value) -> str:
        return parameter.text(words, option)

    common: dict[str, Any] = {"key": key, "format_func": text, "on_change": _write, "args": (parameter, key, reruns)}
    if parameter.ordered:
        st.select_slider(label, options, width=340, **common)
    elif len(options) <= FEW:
        st.segmented_control(label, options, required=True, **common)
    else:
        st.selectbox(label, options, width=280, **common)


def _write(parameter: Parameter, key: str, reruns: Sequence[str]) -> None:
    chosen = st.session_state[key]
    if chosen is None or chosen == parameter.default:
        st.query_params.pop(parameter.name, None)
    else:
        st.query_params[parameter.name] = str(chosen)
    if reruns:
        st.rerun(list(reruns))
