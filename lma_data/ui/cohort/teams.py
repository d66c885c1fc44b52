"""Teams: what is asked of them, the button that makes them, and who came or left since."""

from __future__ import annotations

import streamlit as st

from lma_data.cohort import Cohort, team_making, teams
from lma_data.cohort.dimensions import DIMENSIONS, POPULATIONS
from lma_data.cohort.settings import TEAMS
from lma_data.cohort.teams import LARGEST, MOST_WEIGHT, SMALLEST, Options, Teams
from lma_data.exhibits.cohort_shared import known_as
from lma_data.exhibits.cohort_team_balance import SHOWN
from lma_data.exhibits.cohort_team_plan import plan_text
from lma_data.exhibits.cohort_teams import joined_text, left_text
from lma_data.i18n import N_, Words
from lma_data.ui.cohort import pages
from lma_data.ui.enrolment import desk

FEW_NAMES = 12  # of those who joined or left


def make(words: Words) -> None:
    """What the manager asks for, and the button; and those who came or left since."""
    with st.container(border=True, key="teams-make"):
        st.subheader(words.t(N_("Make teams")), anchor=False)
        st.fragment(_make, key="teams-options")(words)


def kept_or_said(words: Words, cohort: Cohort) -> Teams | None:
    """The teams of the cohort; where none were made, the page says so."""
    found = teams.kept(cohort)
    if found is None:
        st.markdown(words.t(N_("No teams have been made yet")))
    return found


def keep(found: Teams) -> None:
    pages.keep(TEAMS, found.json())
    st.rerun()


def _make(words: Words) -> None:
    with desk.guarded(words):
        cohort = pages.current()
        found = teams.kept(cohort)
        options = _options(words, cohort, teams.options_of(cohort))
        people = len(team_making.people(cohort, options.who))
        if not people:
            st.markdown(words.t(N_("Nobody is counted so: choose others under “For whom”, or import who takes part.")))
            return
        desk.write(plan_text(words, cohort, options))
        with st.container(horizontal=True, vertical_alignment="center"):
            label = N_("Make teams anew") if found else N_("Make teams")
            asked = st.button(words.t(label), key="teams-make-button", type="primary")
            undo = found if found and (found.moves or found.before) else None
            if undo and st.button(words.t(N_("Undo the last change")), key="teams-undo"):
                keep(teams.undone(undo))
        if found:
            st.caption(words.t(N_("Who is pinned stays. The teams that are there now come back with “Undo”.")))
        if asked:
            with st.spinner(words.t(N_("Looking for teams: a few seconds"))):
                made = team_making.make(cohort, options, found)
            keep(made)
        if found:
            _since(words, cohort, found)


def _options(words: Words, cohort: Cohort, now: Options) -> Options:
    """The choices, as they are set now."""
    key = f"teams-{cohort.id}"
    first, second, third, fourth = st.columns(4)
    with first:
        low = st.number_input(words.t(N_("People in a team, at least")), SMALLEST, LARGEST, now.low, key=f"{key}-low")
    with second:
        high = st.number_input(words.t(N_("at most")), SMALLEST, LARGEST, now.high, key=f"{key}-high")
    with third:
        codes = list(POPULATIONS)
        who = st.selectbox(
            words.t(N_("For whom")),
            codes,
            index=codes.index(now.who) if now.who in codes else 0,
            format_func=lambda code: words.t(POPULATIONS[code]),
            key=f"{key}-who",
        )
    with fourth:
        seed = st.number_input(
            words.t(N_("Seed")),
            1,
            1_000_000,
            now.seed,
            key=f"{key}-seed",
            help=words.t(
                N_("The same seed, people and rules give the same teams; another seed may give others as good.")
            ),
        )
    balance, alone = _dimensions(words, now, key)
    with st.container(horizontal=True):
        language = st.checkbox(
            words.t(N_("Every team shares a language")),
            now.language,
            key=f"{key}-language",
            help=words.t(N_("Teams that share a language cannot be balanced on it: it is not counted.")),
        )
        employer = st.checkbox(words.t(N_("No two of one employer")), now.employer, key=f"{key}-employer")
    if low > high:
        st.caption(words.t(N_("The least is more than the most: both are taken the other way round.")))
    return Options(min(low, high), max(low, high), who or now.who, balance, tuple(alone), employer, language, seed)


def _dimensions(words: Words, now: Options, key: str) -> tuple[dict[str, int], list[str]]:
    """Which dimensions are balanced, with their weights, and in which nobody is to be alone."""

    def called(name: str) -> str:
        return words.t(DIMENSIONS[name])

    left, right = st.columns(2)
    with left:
        chosen = st.multiselect(
            words.t(N_("Balanced on")),
            SHOWN,
            [name for name in SHOWN if now.balance.get(name)],
            format_func=called,
            key=f"{key}-balance",
            placeholder=words.t(N_("Choose dimensions")),
        )
    with right:
        alone = st.multiselect(
            words.t(N_("Nobody is the only one of a")),
            [name for name in SHOWN if name != "language"],
            [name for name in now.alone if name in SHOWN],
            format_func=called,
            key=f"{key}-alone",
            placeholder=words.t(N_("Choose dimensions")),
        )
    weights = dict.fromkeys(chosen, 1)
    box = st.expander(words.t(N_("Weights")), type="compact", key=f"{key}-weights", on_change="rerun")
    if box.open and chosen:
        with box:
            for column, name in zip(st.columns(len(chosen)), chosen, strict=True):
                with column:
                    weights[name] = st.number_input(
                        called(name), 1, MOST_WEIGHT, now.balance.get(name) or 1, key=f"{key}-weight-{name}"
                    )
    else:
        weights = {name: now.balance.get(name) or 1 for name in chosen}
    return weights, alone


def _since(words: Words, cohort: Cohort, found: Teams) -> None:
    """Who came or left since these teams were made, and what can be done about it."""
    new, gone = team_making.joined(cohort, found), team_making.left(cohort, found)
    if new:
        desk.write(f"{joined_text(words, len(new))} {_named(words, cohort, new)}")
        if st.button(words.t(N_("Put them where they fit best")), key="teams-place"):
            with st.spinner(words.t(N_("Looking for teams: a few seconds"))):
                placed = team_making.with_joined(cohort, found)
            keep(placed)
    if gone:
        desk.write(f"{left_text(words, len(gone))} {_named(words, cohort, gone)}")
        if st.button(words.t(N_("Take them out of their teams")), key="teams-take-out"):
            keep(team_making.without_left(cohort, found))


def _named(words: Words, cohort: Cohort, people: list[str]) -> str:
    names = [known_as(cohort, person) for person in people[:FEW_NAMES]]
    return words.list(names) + (" …" if len(people) > FEW_NAMES else "")
