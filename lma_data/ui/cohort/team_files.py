"""Teams for Moodle as files, and the exact solver."""

from __future__ import annotations

import streamlit as st

from lma_data.cohort import Cohort, team_cost, team_exact, team_making, teams
from lma_data.cohort.team_exact import Exact
from lma_data.cohort.teams import Teams
from lma_data.exhibits.cohort_shared import address_of
from lma_data.export import moodle
from lma_data.i18n import N_, NN_, Words
from lma_data.ui.cohort import pages
from lma_data.ui.cohort.teams import keep, kept_or_said
from lma_data.ui.enrolment import desk

LIMITS = (10, 30, 60, 120)  # seconds
MOST_PEOPLE = 300  # for whom the solver is offered
SOLVED = "teams-solved"  # in the session's state: the teams that were solved, and the answer
NO_ADDRESS = NN_(
    "{count} person has no e-mail address on file, and is in no file: put them into their group by hand.",
    "{count} people have no e-mail address on file, and are in no file: put them into their groups by hand.",
)


def files(words: Words) -> None:
    with st.container(border=True, key="teams-files"):
        st.subheader(words.t(N_("Take the teams to Moodle")), anchor=False)
        st.fragment(_files, key="teams-files-made")(words)


def _files(words: Words) -> None:
    with desk.guarded(words):
        cohort = pages.current()
        found = kept_or_said(words, cohort)
        if found is None:
            return
        left, right = st.columns(2)
        with left:
            word = st.text_input(
                words.t(N_("Name of a group")), words.t(N_("Team")), key=f"teams-word-{words.lang}", max_chars=40
            )
        with right:
            short = st.text_input(
                words.t(N_("Short name of the course in Moodle")),
                cohort.id.upper(),
                key=f"teams-course-{cohort.id}",
                max_chars=100,
            )
        names = [moodle.group_name(word, team, len(found.teams)) for team in range(len(found.teams))]
        members, without = _members(cohort, found, names)
        _groups(words, cohort, names)
        _users(words, cohort, members, short)
        _bulk(words, cohort, members)
        if without:
            desk.write(words.n(*NO_ADDRESS, without))


def _members(cohort: Cohort, found: Teams, names: list[str]) -> tuple[list[tuple[str, str]], int]:
    """(address, group) of those who take part and have an address; and how many have none."""
    problem, team_of = team_making.posed(cohort, found)
    pairs = [
        (address_of(cohort, person), names[team]) for person, team in zip(problem.people, team_of.tolist(), strict=True)
    ]
    members = sorted((pair for pair in pairs if pair[0]), key=lambda pair: (pair[1], pair[0]))
    return members, len(pairs) - len(members)


def _groups(words: Words, cohort: Cohort, names: list[str]) -> None:
    st.markdown(f"**{words.t(N_('1. The groups'))}**")
    st.markdown(
        words.t(
            N_(
                "In the course: Participants, then Groups, then Import groups (comma, UTF-8). It makes the groups, in one "
                "grouping, and puts nobody into them: Moodle has no way to do both. Groups that exist keep their members."
            )
        )
    )
    description = words.t(N_("Simulation exercise"))
    _download(
        words,
        N_("Download the groups"),
        moodle.groups(names, description, description),
        f"{cohort.id}-moodle-groups.csv",
        "groups",
    )


def _users(words: Words, cohort: Cohort, members: list[tuple[str, str]], short: str) -> None:
    st.markdown(f"**{words.t(N_('2. Who belongs to them, by a site administrator'))}**")
    st.markdown(
        words.t(
            N_(
                "Site administration, then Users, then Upload users. Upload type: “Update existing users only”; existing "
                "user details: “No changes”. The username column holds the e-mail address: where usernames on your site are "
                "others, put those there. Look at the preview before you confirm."
            )
        )
    )
    _download(
        words,
        N_("Download the members for “Upload users”"),
        moodle.uploaded_users(members, short),
        f"{cohort.id}-moodle-users.csv",
        "users",
    )


def _bulk(words: Words, cohort: Cohort, members: list[tuple[str, str]]) -> None:
    st.markdown(f"**{words.t(N_('or by a teacher, where the site has the plugin “Bulk enrolments”'))}**")
    st.markdown(
        words.t(
            N_(
                "In the course: Users, then Bulk enrolments, people by e-mail address, groups as in the file. Without "
                "either, put people in by hand: Groups, then Add/remove users; the table of teams is in that order."
            )
        )
    )
    _download(
        words,
        N_("Download the members for “Bulk enrolments”"),
        moodle.bulk_enrolment(members),
        f"{cohort.id}-moodle-bulk.csv",
        "bulk",
    )


def _download(words: Words, label: str, data: bytes, name: str, key: str) -> None:
    st.download_button(
        words.t(label), data, file_name=name, mime="text/csv", on_click="ignore", key=f"teams-download-{key}"
    )


def exact(words: Words) -> None:
    """The solver, on its button."""
    with st.container(border=True, key="teams-exact"):
        st.subheader(words.t(N_("Could teams be better? Ask the exact solver")), anchor=False)
        st.fragment(_exact, key="teams-solver")(words)


def _exact(words: Words) -> None:
    with desk.guarded(words):
        cohort = pages.current()
        found = kept_or_said(words, cohort)
        if found is None:
            return
        problem, team_of = team_making.posed(cohort, found)
        if len(problem.people) > MOST_PEOPLE:
            st.markdown(words.t(N_("For more than {most} people it would take too long."), most=MOST_PEOPLE))
            return
        st.markdown(
            words.t(
                N_(
                    "It looks at all teams of these sizes and languages at once. Where its time is too short it gives a "
                    "bound: no such teams cost less. The server is slower for everybody meanwhile."
                )
            )
        )
        with st.container(horizontal=True, vertical_alignment="bottom"):
            limit = st.selectbox(
                words.t(N_("Seconds, at most")), LIMITS, index=1, key=f"teams-limit-{cohort.id}", width=160
            )
            if st.button(words.t(N_("Solve")), key="teams-solve"):
                with st.spinner(words.t(N_("Solving, up to {seconds} seconds"), seconds=limit)):
                    answer = team_exact.solve(problem, float(limit))
                st.session_state[SOLVED] = (found.teams, found.options, answer)
        solved = st.session_state.get(SOLVED)
        if solved and solved[:2] == (found.teams, found.options):
            _answer(words, found, problem, team_cost.cost(problem, team_of), solved[2])


def _answer(words: Words, found: Teams, problem: team_cost.Problem, own: int, answer: Exact) -> None:
    facts = {
        "own": words.number(own),
        "cost": words.number(answer.cost),
        "bound": words.number(answer.bound),
        "seconds": words.number(answer.seconds, 1),
        "gap": words.percent(100 * (own - answer.bound) / own if own else 0, 0),
    }
    if answer.cost is None:
        text = N_("In {seconds} s it found no teams. None cost less than {bound}; yours cost {own}.")
    elif answer.proven:
        text = N_("In {seconds} s it proved that none cost less than {cost}; yours cost {own}.")
    else:
        text = N_(
            "In {seconds} s it found teams that cost {cost}, and that none cost less than {bound}; yours cost {own}, at "
            "most {gap} too much."
        )
    desk.write(words.t(text, **facts))
    if answer.team_of is None or answer.cost is None or answer.cost >= own:
        return
    if st.button(words.t(N_("Take the solver’s teams")), key="teams-take"):
        keep(teams.taken(found, dict(zip(problem.people, answer.team_of.tolist(), strict=True))))
