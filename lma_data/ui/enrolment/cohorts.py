"""Which cohort a page is about: the address names it (?cohort=lma-2026), else the session, else the newest."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from lma_data.course import Course, CourseProblem, course, courses
from lma_data.enrolment.invented.notices import EDITION_NOTICE, NOTICE
from lma_data.enrolment.model import COHORT_ID
from lma_data.enrolment.store import Store
from lma_data.i18n import N_, Words

PARAMETER = "cohort"


@dataclass(frozen=True)
class Chosen:
    """A cohort, in the store or yet to be made, and its course."""

    id: str
    course: Course
    in_store: bool
    invented: bool = False


def all_of(store: Store, new: bool = False) -> dict[str, Chosen]:
    """Cohorts by id, the newest course first; with `new`, also those that an import would make."""
    found = {
        one.id: Chosen(one.id, course(one.course), True, one.invented)
        for one in store.cohorts().values()
        if _known(one.course)
    }
    if new:
        planned = {course_id: course_id for course_id in courses()} | st.session_state.get("enrolment-planned", {})
        for cohort_id, course_id in planned.items():
            found.setdefault(cohort_id, Chosen(cohort_id, course(course_id), False))
    ordered = sorted(found.values(), key=lambda one: (one.invented, -one.course.start.toordinal(), one.id))
    return {one.id: one for one in ordered}


def _known(course_id: str) -> bool:
    try:
        course(course_id)
    except CourseProblem:
        return False
    return True


def choose(words: Words, store: Store, new: bool = False) -> Chosen | None:
    """The filter of the cohort, and what must be said of it; None where there is none."""
    known = all_of(store, new)
    if not known:
        return None
    asked = st.query_params.get(PARAMETER) or st.session_state.get("enrolment-cohort")
    if st.query_params.get(PARAMETER) not in (None, *known):
        st.warning(words.t(N_("There is no cohort of that name here. Shown instead: the one named below.")))
    current = known.get(asked or "", next(iter(known.values())))
    _remember(current.id)
    key = f"cohort-{'new' if new else 'there'}"
    st.session_state[key] = current.id
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        st.selectbox(
            words.t(N_("Cohort")),
            list(known),
            key=key,
            format_func=lambda one: label(words, known[one]),
            filter_mode="contains",
            width=560,
            on_change=_choose,
            args=(key,),
        )
        if new:
            _new(words, set(known))
    if current.invented:
        notices = [words.t(NOTICE)] + [words.t(EDITION_NOTICE)] * current.course.invented
        st.info(" ".join(notices))
    return current


def label(words: Words, one: Chosen) -> str:
    """Academy on Labour Migration, Edition 2026 (lma-2026)."""
    name = f"{course_name(words, one.course)} ({one.id})"
    return name if one.in_store else f"{name}, {words.t(N_('new'))}"


def course_name(words: Words, its: Course) -> str:
    return f"{its.name[words.lang]}, {its.edition[words.lang]}"


def _remember(cohort_id: str) -> None:
    st.session_state["enrolment-cohort"] = cohort_id
    if st.query_params.get(PARAMETER) != cohort_id:
        st.query_params[PARAMETER] = cohort_id


def _choose(key: str) -> None:
    _remember(st.session_state[key])


def _new(words: Words, known: set[str]) -> None:
    """A further cohort of a course; it is made when something is committed to it."""
    with st.popover(words.t(N_("New cohort")), key="new-cohort"):
        st.selectbox(
            words.t(N_("Course")),
            list(courses()),
            key="new-cohort-course",
            format_func=lambda one: course_name(words, courses()[one]),
        )
        st.text_input(
            words.t(N_("Short name, in small letters, figures and hyphens")),
            key="new-cohort-id",
            max_chars=64,
            placeholder="lma-2026-turin",
        )
        st.button(words.t(N_("Use this cohort")), key="new-cohort-make", on_click=_plan, args=(known,))
    if wrong := st.session_state.pop("new-cohort-wrong", ""):
        st.warning(words.t(wrong))


def _plan(known: set[str]) -> None:
    wanted = (st.session_state["new-cohort-id"] or "").strip()
    if not COHORT_ID.fullmatch(wanted):
        st.session_state["new-cohort-wrong"] = N_(
            "The short name takes small letters a to z, figures and hyphens, as in lma-2026-turin."
        )
    elif wanted in known:
        st.session_state["new-cohort-wrong"] = N_("There is a cohort of that name already: choose it in the list.")
    else:
        st.session_state.setdefault("enrolment-planned", {})[wanted] = st.session_state["new-cohort-course"]
        _remember(wanted)
