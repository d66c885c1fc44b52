"""The tools of the electives page: the offer, the rules, and the button that assigns."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from lma_data.cohort import Cohort, assigning, electives, offer
from lma_data.cohort.preferences import Rules
from lma_data.cohort.settings import ASSIGNMENT, ASSIGNMENT_MADE, ELECTIVES, OFFER
from lma_data.course import Elective
from lma_data.exhibits.cohort_assignment import changed
from lma_data.exhibits.cohort_electives import MODES, name
from lma_data.exhibits.shared import PEOPLE
from lma_data.i18n import N_, NN_, Words
from lma_data.ui.cohort import pages
from lma_data.ui.enrolment import desk

WIDTHS = ("en", "fr", "theme", "mode", "in_en", "in_fr", "capacity", "slot", "also")
NOTHING = "–"  # what an empty cell of the offer shows
MANY = 2_000  # people taking part, from whom on assigning takes more than a moment
RULES = (
    N_("No elective gives more places than it has."),
    N_(
        "Nobody is in two electives of one slot, or in one that is not held in their language; a language that is not "
        "known bars nobody."
    ),
    N_(
        "Everybody gets the places, and the thematic areas, that are set in the offer, wherever that can be; where it "
        "cannot, it is said of whom."
    ),
    N_("Then: who comes off worst loses as few ranks as can be, and as few people as can be come off so badly."),
    N_(
        "Then: the sum of all ranks is the least that there is. Choices without an order share the middle of theirs; an "
        "elective that was not chosen counts twice the longest list."
    ),
    N_("Of several people who want the same, the lot decides, the same way each time."),
)


def offered(words: Words) -> None:
    """The offer as a table to edit, two names of one elective, and what is chosen and not on offer."""
    cohort = pages.current()
    current = list(cohort.offer) or offer.draft(cohort)
    is_draft = not cohort.offer
    with st.container(border=True, key="electives-offer"):
        st.subheader(words.t(N_("The offer")), anchor=False)
        st.markdown(
            words.t(
                N_("A draft, from what people chose: places, languages and areas are to be checked, then kept.")
                if is_draft and current
                else N_(
                    "What is on offer, with its places. What is empty is not known: no limit of places, a slot that "
                    "clashes with nothing."
                )
            )
        )
        rows = _editor(words, cohort, current)
        found, wrong = offer.read(rows, cohort.course)
        for message in wrong:
            st.warning(desk.escaped(message.said(words)))
        each, areas = _rules(words, cohort)
        _keep(words, cohort, found, Rules(each, areas), blocked=bool(wrong), is_draft=is_draft)
        st.fragment(_further, key="electives-further")(words)


def _editor(words: Words, cohort: Cohort, current: list[Elective]) -> list[Mapping[str, Any]]:
    themes = {one.id: one.name[words.lang] for one in cohort.course.themes}
    table = pd.DataFrame([offer.row_of(one) for one in current], columns=["id", *WIDTHS])
    table = table.astype({"capacity": "Int64", "in_en": bool, "in_fr": bool})
    column = st.column_config
    columns: dict[str, Any] = {
        "en": column.TextColumn(words.t(N_("Name in English")), width="medium", max_chars=offer.LONGEST),
        "fr": column.TextColumn(words.t(N_("Name in French")), width="medium", max_chars=offer.LONGEST),
        "theme": column.SelectboxColumn(
            words.t(N_("Thematic area")), options=list(themes), format_func=lambda one: themes.get(str(one), str(one))
        ),
        "mode": column.SelectboxColumn(
            words.t(N_("Place")), options=list(MODES), format_func=lambda one: words.t(MODES[str(one)]), width="small"
        ),
        "in_en": column.CheckboxColumn("EN", default=False, width="small"),
        "in_fr": column.CheckboxColumn("FR", default=False, width="small"),
        "capacity": column.NumberColumn(
            words.t(N_("Places")), min_value=0, max_value=offer.MOST_PLACES, step=1, width="small"
        ),
        "slot": column.TextColumn(
            words.t(N_("Slot")),
            help=words.t(N_("Electives with the same word here take place at the same time.")),
            max_chars=40,
        ),
        "also": column.TextColumn(
            words.t(N_("Also called")),
            help=words.t(N_("Other names in exports, with semicolons between them; * stands for any letters.")),
        ),
    }
    edited: pd.DataFrame = st.data_editor(
        table,
        key=f"offer-{_stamp(current)}-{words.lang}",
        hide_index=True,
        num_rows="dynamic",
        height="content",
        column_order=WIDTHS,
        column_config=columns,
        placeholder=NOTHING,
    )
    return edited.astype(object).where(edited.notna(), None).to_dict("records")


def _stamp(current: list[Elective]) -> str:
    """Another table, another widget: a kept offer is shown as it was kept."""
    text = json.dumps([one.model_dump(mode="json") for one in current], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _rules(words: Words, cohort: Cohort) -> tuple[int, int]:
    now = electives.rules(cohort)
    key = f"electives-{cohort.id}-{now.each}-{now.areas}"  # another cohort, or rules kept elsewhere: another widget
    first, second, _ = st.columns((1, 1, 2))
    with first:
        each = st.number_input(
            words.t(N_("Places for each person")), 1, electives.MOST_EACH, now.each, key=f"{key}-each"
        )
    with second:
        areas = st.number_input(
            words.t(N_("of so many thematic areas at least")), 1, electives.MOST_EACH, now.areas, key=f"{key}-areas"
        )
    if areas > each:
        st.warning(words.t(N_("Nobody can have more thematic areas than places: as many as places are looked for.")))
    return int(each), min(int(areas), int(each))


def _keep(words: Words, cohort: Cohort, found: list[Elective], asked: Rules, *, blocked: bool, is_draft: bool) -> None:
    same = not is_draft and _stamp(found) == _stamp(list(cohort.offer)) and asked == electives.rules(cohort)
    with st.container(horizontal=True, vertical_alignment="center"):
        kept = st.button(
            words.t(N_("Keep the offer")), type="primary", key="electives-keep", disabled=blocked or same or not found
        )
        again = cohort.settings.get(OFFER) is not None and st.button(
            words.t(N_("Begin again from the choices")), key="electives-draft", type="tertiary"
        )
        if not same and not blocked:
            st.caption(words.t(N_("Not kept yet.")))
    if kept:
        pages.keep(ELECTIVES, {"each": asked.each, "areas": asked.areas})
        _set(found)
    if again:
        _set(None)


def _set(found: list[Elective] | None) -> None:
    pages.keep(OFFER, None if found is None else [one.model_dump(mode="json") for one in found])
    st.rerun()


def _further(words: Words) -> None:
    """Names that are chosen and not on offer, and two names of one elective."""
    with desk.guarded(words):
        cohort = pages.current()
        current = list(cohort.offer) or offer.draft(cohort)
        beside = sorted(
            set(cohort.rows("choice")["elective"]) - set(offer.called(current, cohort.rows("choice")["elective"]))
        )
        if beside:
            said = words.list([name(words, cohort, one) for one in beside[:12]])
            desk.write(words.t(N_("Chosen, and not on offer: {electives}."), electives=said))
            if st.button(words.t(N_("Add these to the offer")), key="electives-add"):
                _set([*current, *offer.from_names(beside, current)])
        if len(current) < 2:
            return
        box = st.expander(words.t(N_("Put two names of one elective together")), key="electives-two", type="compact")
        with box, st.container(horizontal=True, vertical_alignment="bottom"):
            labels = {one.id: desk.escaped(one.name[words.lang]) for one in current}
            kept = st.selectbox(
                words.t(N_("This elective")),
                list(labels),
                format_func=labels.__getitem__,
                key="electives-one",
                index=None,
            )
            other = st.selectbox(
                words.t(N_("is also called")),
                [one for one in labels if one != kept],
                format_func=labels.__getitem__,
                key="electives-other",
                index=None,
            )
            if (
                st.button(words.t(N_("Put together")), key="electives-join", disabled=not (kept and other))
                and kept
                and other
            ):
                _set(offer.together(current, kept, other))


def assignment(words: Words) -> None:
    """The button that assigns, how good what is kept is, and what has changed since."""
    with st.container(border=True, key="electives-assignment"):
        st.subheader(words.t(N_("Assign electives")), anchor=False)
        cohort = pages.current()
        people, asked = len(electives.seekers(cohort)), electives.rules(cohort)
        if not people or not cohort.offer:
            st.markdown(
                words.t(N_("Set the offer first: it is the part “Offer” of this page."))
                if people
                else words.t(N_("Nobody is known to take part yet."))
            )
            return
        st.markdown(
            words.t(
                N_("{people} taking part; {places} for each, of {areas} at least."),
                people=words.n(*PEOPLE, people),
                places=words.n(*NN_("{count} place", "{count} places"), asked.each),
                areas=words.n(*NN_("{count} thematic area", "{count} thematic areas"), asked.areas),
            )
        )
        _buttons(words, cohort, people)
        _kept(words, cohort)
        with st.expander(words.t(N_("By which rules")), type="compact", key="electives-rules"):
            st.markdown("\n".join(f"{number}. {words.t(rule)}" for number, rule in enumerate(RULES, start=1)))


def _buttons(words: Words, cohort: Cohort, people: int) -> None:
    there = cohort.settings.get(ASSIGNMENT) is not None
    with st.container(horizontal=True, vertical_alignment="center"):
        label = N_("Assign anew") if there else N_("Assign electives")
        made = st.button(words.t(label), type="primary", key="electives-assign")
        cleared = there and st.button(words.t(N_("Take the assignment away")), key="electives-clear", type="tertiary")
    if made:
        text = N_("Assigning: up to half a minute") if people > MANY else N_("Assigning: a few seconds")
        with st.spinner(words.t(text)):
            places, about = assigning.make(cohort)
        pages.keep(ASSIGNMENT_MADE, about)
        pages.keep(ASSIGNMENT, places)
        st.rerun()
    if cleared:
        pages.keep(ASSIGNMENT, None)
        pages.keep(ASSIGNMENT_MADE, None)
        st.rerun()


def _kept(words: Words, cohort: Cohort) -> None:
    found = electives.placed(cohort)
    if found is None:
        return
    match found.made.get("method"):
        case "exact":
            text = words.t(N_("By these rules there is no better assignment."))
        case "within" if found.made.get("gap") is not None:
            text = words.t(
                N_("The time was too short to prove it the best: it is within {ranks} ranks in all."),
                ranks=words.number(found.made["gap"], None),
            )
        case _:
            text = words.t(N_("The time was too short for the best assignment: people had their turn in rounds."))
    st.caption(text)
    for line in changed(words, cohort, found):
        st.warning(desk.escaped(line))
