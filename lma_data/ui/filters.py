"""Filters whose state is the URL: ?year=2015&sex=female opens the page as it was.

Streamlit's own bind="query-params" writes the label that is shown, which differs from language to language; a link must
open in both, so the URL holds codes here, and is what counts: each run reads it, each choice writes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from lma_data.exhibits import AreaParameter, AreasParameter, BadParameter, Parameter, Value
from lma_data.exhibits.parameters import COUNTRY, FROM, TO
from lma_data.i18n import N_, Words

FEW = 4  # so many values stand side by side; more go into a list
FITS = 45  # letters of a value that a list of the usual width shows


def read(parameter: Parameter) -> tuple[Value, BadParameter | None]:
    """The parameter's value in the URL, what can be shown of it, or its default; and what is wrong with the URL."""
    given = st.query_params.get(parameter.name)
    if given is None and isinstance(parameter, AreasParameter):
        given = _several_countries()
    if given is None:
        return parameter.default, None
    try:
        return parameter.parse(given), None
    except BadParameter as wrong:
        return parameter.default if wrong.instead is None else wrong.instead, wrong


def _several_countries() -> str | None:
    """The list of countries in an address that names it as one country is named elsewhere: ?c=PHL,NPL."""
    given = st.query_params.get(COUNTRY.name, "")
    return given if "," in given else None


def country(words: Words) -> str:
    """The name of the country that the address asks for."""
    return COUNTRY.text(words, read(COUNTRY)[0])


def corridor(words: Words) -> str:
    """The names of both ends of the corridor that the address asks for."""
    return " → ".join(end.text(words, read(end)[0]) for end in (FROM, TO))


def warn_unknown(parameters: Iterable[Parameter], words: Words) -> None:
    """Say which values of the URL are not known, and what is shown instead."""
    for parameter in parameters:
        value, wrong = read(parameter)
        if wrong is None:
            continue
        facts = {"filter": words.t(parameter.label), "value": parameter.text(words, value)}
        text = words.t(
            N_("The address asks for a value of “{filter}” that does not exist. Shown instead: {value}."), **facts
        )
        if wrong.instead is not None:
            text = words.t(N_("Shown: {value}."), value=facts["value"])
        st.warning(f"{wrong.said(words)} {text}" if wrong.said else text)


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
    if isinstance(parameter, AreasParameter):
        _areas_box(parameter, words, label, common)
    elif isinstance(parameter, AreaParameter):
        _area_box(parameter, words, label, common)
    elif parameter.ordered:
        st.select_slider(label, options, width=340, **common)
    elif len(options) <= FEW:
        st.segmented_control(label, options, required=True, **common)
    else:
        longest = max(len(text(option)) for option in options)
        st.selectbox(label, options, width=280 if longest <= FITS else 560, **common)


def _area_box(parameter: AreaParameter, words: Words, label: str, common: dict[str, Any]) -> None:
    """A list of areas that takes what is typed: a code, the name in the other language, a former name."""
    st.selectbox(
        label,
        parameter.listed(words),
        width=360,
        accept_new_options=True,
        filter_mode="contains",
        **(common | {"format_func": lambda option: parameter.option(words, str(option))}),
    )
    _say_unfound(parameter, words)


def _areas_box(parameter: AreasParameter, words: Words, label: str, common: dict[str, Any]) -> None:
    """The same for several areas at once."""
    st.session_state[common["key"]] = str(st.session_state[common["key"]]).split(",")
    st.multiselect(
        label,
        parameter.listed(words),
        max_selections=parameter.most,
        accept_new_options=True,
        filter_mode="contains",
        wrap=True,
        width=760,
        **(common | {"format_func": lambda option: parameter.option(words, str(option))}),
    )
    _say_unfound(parameter, words)


def _say_unfound(parameter: AreaParameter, words: Words) -> None:
    """What was typed and is not known."""
    unfound = st.session_state.pop(f"unfound-{parameter.name}", None)
    if unfound is not None:
        st.warning(unfound.said(words))


def _write(parameter: Parameter, key: str, reruns: Sequence[str]) -> None:
    chosen = st.session_state[key]
    if isinstance(parameter, AreaParameter) and chosen is not None:
        try:
            chosen = parameter.parse(chosen)
        except BadParameter as wrong:
            st.session_state[f"unfound-{parameter.name}"] = wrong
            if wrong.instead is None:
                return
            chosen = wrong.instead
    if isinstance(parameter, AreasParameter):
        st.query_params.pop(COUNTRY.name, None)  # else it would count again
    if chosen is None or chosen == parameter.default:
        st.query_params.pop(parameter.name, None)
    else:
        st.query_params[parameter.name] = str(chosen)
    if reruns:
        st.rerun(list(reruns))
