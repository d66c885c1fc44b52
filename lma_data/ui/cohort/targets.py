"""The editor of targets on /mix: at least, or at most, so many per cent of a category; and those that are set."""

from __future__ import annotations

from fractions import Fraction

import streamlit as st

from lma_data import areas
from lma_data.cohort import Cohort, dimensions
from lma_data.cohort.targets import (
    SETTINGS,
    Rule,
    Target,
    asking_too_much,
    contradicting,
    leaving_out,
    targets,
    with_target,
    without,
)
from lma_data.i18n import N_, Words
from lma_data.ui.cohort import pages
from lma_data.ui.enrolment import desk

SAID: dict[Rule, str] = {"least": N_("at least"), "most": N_("at most")}


def editor(words: Words) -> None:
    """One target at a time is set; each that is set can be removed. What cannot be met together is said."""
    st.fragment(_editor)(words)


def _editor(words: Words) -> None:
    cohort = pages.current()
    with st.container(border=True, key="targets-editor"):
        st.subheader(words.t(N_("Set a target")), anchor=False)
        desk.quiet(
            words.t(N_("A share of everybody who is counted; whoever is not known is in the total and in no category."))
        )
        _new(words, cohort)
        wanted = targets(cohort)
        for target in wanted:
            _line(words, cohort, target)
        _problems(words, cohort, wanted)


def _new(words: Words, cohort: Cohort) -> None:
    dimension_at, category_at, rule_at, share_at, set_at = st.columns([3, 4, 2, 2, 2], vertical_alignment="bottom")
    dimension = dimension_at.selectbox(
        words.t(N_("Dimension")),
        list(dimensions.DIMENSIONS),
        format_func=lambda code: words.t(dimensions.DIMENSIONS[code]),
        key="target-dimension",
    )
    category = category_at.selectbox(
        words.t(N_("Category")),
        _categories(words, cohort, dimension),
        format_func=lambda code: dimensions.name(words, cohort, dimension, code),
        key=f"target-category-{dimension}",
    )
    rule = rule_at.selectbox(
        words.t(N_("Rule")), list(SAID), format_func=lambda code: words.t(SAID[code]), key="target-rule"
    )
    share = share_at.number_input(
        words.t(N_("Share in %")), min_value=0.0, max_value=100.0, value=40.0, step=1.0, format="%g", key="target-share"
    )
    if set_at.button(words.t(N_("Set the target")), key="target-set", type="primary", width="stretch"):
        target = Target(dimension, category, rule, Fraction(str(round(share, 1))))
        pages.keep(SETTINGS[rule], with_target(cohort, target))
        st.rerun()


def _categories(words: Words, cohort: Cohort, dimension: str) -> list[str]:
    if dimension == "country":
        return list(areas.in_order(areas.countries(), words.lang))
    return list(dimensions.codes(cohort, dimension))


def _line(words: Words, cohort: Cohort, target: Target) -> None:
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        desk.write(f"{words.t(dimensions.DIMENSIONS[target.dimension])} – {_said(words, cohort, target)}")
        key = f"target-remove-{target.dimension}-{target.category}-{target.rule}"
        removed = st.button(words.t(N_("Remove")), key=key, width="content")
    if removed:
        pages.keep(SETTINGS[target.rule], without(cohort, target))
        st.rerun()


def _said(words: Words, cohort: Cohort, target: Target) -> str:
    """Female: at least 50 %."""
    return words.t(
        N_("{category}: {rule} {share}"),
        category=dimensions.name(words, cohort, target.dimension, target.category),
        rule=words.t(SAID[target.rule]),
        share=words.percent(float(target.share), None),
    )


def _problems(words: Words, cohort: Cohort, wanted: list[Target]) -> None:
    """Targets that nobody could meet all at once stay as they are set, and are said to be so."""
    for dimension, share in asking_too_much(wanted).items():
        text = words.t(
            N_("{dimension}: the targets ask together for {share} of the people. Not all can be met: lower one."),
            dimension=words.t(dimensions.DIMENSIONS[dimension]),
            share=words.percent(float(share), None),
        )
        st.warning(desk.escaped(text))
    for dimension, share in leaving_out(cohort, wanted).items():
        text = words.t(
            N_("{dimension}: every category has a most, together {share}. The others have no place: raise one."),
            dimension=words.t(dimensions.DIMENSIONS[dimension]),
            share=words.percent(float(share), None),
        )
        st.warning(desk.escaped(text))
    for least, most in contradicting(wanted):
        text = words.t(
            N_("{least}, and at most {share}: both cannot be met."),
            least=_said(words, cohort, least),
            share=words.percent(float(most.share), None),
        )
        st.warning(desk.escaped(text))
