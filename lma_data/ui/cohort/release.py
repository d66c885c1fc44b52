"""The tools of the page Release: what is merged, which tables, freezing, and taking back."""

from __future__ import annotations

from typing import Any

import streamlit as st

from lma_data import releases
from lma_data.cohort import Cohort, dimensions, release
from lma_data.cohort.release_plan import CROSSED, Plan
from lma_data.cohort.settings import MERGES, RELEASE
from lma_data.exhibits import cohort_release as shown
from lma_data.i18n import N_, NN_, Words
from lma_data.releases import Release
from lma_data.ui import links
from lma_data.ui.cohort import pages
from lma_data.ui.enrolment import desk

PRESENT = "pages/plenary/present.py"
CHANGED = NN_("{count} dimension is merged as you set it", "{count} dimensions are merged as you set it")


def editor(words: Words) -> None:
    """Which categories are shown together, and which tables are made."""
    cohort = pages.current()
    found, earlier = shown.planned(cohort)
    if earlier:
        st.info(
            words.t(
                N_(
                    "Categories and tables stay as they were first released: two ways to merge, seen by the same people, "
                    "could be subtracted."
                )
            )
        )
        return
    with st.expander(words.t(N_("Change what is merged and which tables are shown")), key="release-editor"):
        for name, groups in found.groups.items():
            _merge(words, cohort, found, name, [group.code for group in groups if group.people])
        _crossed(words, cohort, found)
        changed = {name for name in (MERGES, RELEASE) if name in cohort.settings}
        if found.by_hand:
            desk.quiet(words.n(*CHANGED, len(found.by_hand)))
        if st.button(words.t(N_("Use what is suggested")), key="release-suggested", disabled=not changed):
            for name in changed:
                pages.keep(name, None)
            st.rerun()


def _merge(words: Words, cohort: Cohort, found: Plan, name: str, codes: list[str]) -> None:
    together = [
        group.code
        for group in found.groups[name]
        if group.people and group.cell is not None and len(found.codes[name][group.cell]) > 1
    ]
    chosen = st.multiselect(
        words.t(N_("{dimension}: shown together"), dimension=words.t(dimensions.DIMENSIONS[name])),
        codes,
        default=together,
        format_func=lambda code: dimensions.name(words, cohort, name, code),
        key=f"release-merge-{name}-{cohort.id}-{'-'.join(together)}",
        placeholder=words.t(N_("None")),
    )
    if set(chosen) != set(together):
        pages.keep(MERGES, {**cohort.settings.get(MERGES, {}), name: sorted(chosen)})
        st.rerun()


def _crossed(words: Words, cohort: Cohort, found: Plan) -> None:
    there = [by for by in CROSSED if by in found.published.tables]
    chosen = st.multiselect(
        words.t(N_("Tables by two dimensions")),
        CROSSED,
        default=there,
        format_func=lambda by: " × ".join(words.t(dimensions.DIMENSIONS[name]) for name in by),
        key=f"release-crossed-{cohort.id}-{'-'.join('+'.join(by) for by in there)}",
        placeholder=words.t(N_("None")),
    )
    if set(chosen) != set(there):
        pages.keep(RELEASE, {**cohort.settings.get(RELEASE, {}), "crossed": [list(by) for by in chosen]})
        st.rerun()


def freezing(words: Words) -> None:
    """The button that freezes what is shown above, with its date, and what refuses it."""
    cohort = pages.current()
    found, earlier = shown.planned(cohort)
    checks = release.audited(found, earlier)
    sound = all(check.passed for check in checks)
    with st.container(border=True, key="release-freeze-card"):
        st.subheader(words.t(N_("Freeze this release")), anchor=False)
        st.markdown(
            words.t(
                N_(
                    "Writes these tables into a file of their own, with the date of {date}. It cannot be changed; it can "
                    "be taken back. Before, linear programming checks it once more, which takes a few seconds."
                ),
                date=words.date(cohort.today),
            )
        )
        if not sound:
            st.warning(_advice(words, cohort, found, [check for check in checks if not check.passed]))
        pressed = st.button(
            words.t(N_("Freeze the release of {date}"), date=words.date(cohort.today)),
            key="release-freeze",
            type="primary",
            disabled=not sound,
        )
        if pressed and sound:
            _freeze(words, cohort)
        if (kept := st.session_state.get("release-made")) and kept[0] == cohort.id:
            st.success(words.t(N_("The release is frozen: the plenary page can show it.")))
            links.page(PRESENT, words.t(N_("Open the plenary page")), words, release=kept[1])


def _freeze(words: Words, cohort: Cohort) -> None:
    try:
        with st.spinner(words.t(N_("Checking all figures together …"))):
            made = release.freeze(cohort)
    except release.Refused as refused:
        found, _ = shown.planned(cohort)
        st.error(_advice(words, cohort, found, [check for check in refused.checks if not check.passed]))
        return
    except releases.ReleaseProblem as problem:
        st.error(desk.escaped(str(problem)))
        return
    st.session_state["release-made"] = (cohort.id, made.id)
    st.rerun()


def _advice(words: Words, cohort: Cohort, found: Plan, failed: list[Any]) -> str:
    """Why it is refused, with the cells that break it, and what to do."""
    lines = [words.t(N_("This cannot be released."))]
    for check in failed:
        if check.code == "people":
            lines.append(words.t(N_("There are too few people who take part, or too few groups of them.")))
            continue
        asked = words.t(shown.CHECKS[check.code], k=words.number(found.k))
        broken = shown.breaks(words, cohort, found, check)
        lines.append(f"{asked}{words.t(N_(': '))}{broken}")
    codes = {check.code for check in failed}
    if codes & {"cells", "merges", "intervals"}:
        lines.append(words.t(N_("Merge these categories with larger ones, or leave the table out.")))
    if "circles" in codes:
        lines.append(words.t(N_("Leave one of these tables out.")))
    if "differences" in codes:
        lines.append(
            words.t(
                N_(
                    "Whoever has seen the earlier release could tell who came or left. Go on showing that one, or delete it "
                    "if nobody has seen it."
                )
            )
        )
    return "  \n".join(desk.escaped(line) for line in lines)


def kept(words: Words) -> None:
    """The releases of this cohort, each with what can be done with it."""
    cohort = pages.current()
    for broken in releases.damaged():
        st.warning(desk.escaped(words.t(N_("The file {file} is not as it was frozen; it is not shown."), file=broken)))
    for one in releases.every(cohort.id, withdrawn=True):
        _one(words, one)


def _one(words: Words, one: Release) -> None:
    with st.container(border=True, key=f"release-{one.id}"):
        facts = {"date": words.date(one.date), "people": words.number(one.people)}
        state = words.t(N_("taken back")) if one.withdrawn else words.t(N_("shown"))
        desk.write(words.t(N_("Release of {date}, {people} people: {state}"), state=state, **facts))
        with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
            if not one.withdrawn:
                links.page(PRESENT, words.t(N_("Open the plenary page")), words, release=one.id)
                if st.button(
                    words.t(N_("Take it back")),
                    key=f"release-withdraw-{one.id}",
                    type="tertiary",
                    help=words.t(
                        N_("It is no longer shown. It was seen, so later releases are still checked against it.")
                    ),
                ):
                    _done(lambda: releases.withdraw(one.id))
            if st.button(
                words.t(N_("Nobody has seen it: delete it")),
                key=f"release-delete-{one.id}",
                type="tertiary",
                help=words.t(N_("The file is deleted, and later releases are not checked against it.")),
            ):
                _done(lambda: releases.delete(one.id))


def _done(act: Any) -> None:
    act()
    st.session_state.pop("release-made", None)
    st.rerun()
