"""Teams changed by hand: why somebody is in one, an exchange with its cost before it is made, pins, languages, sets."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import streamlit as st

from lma_data.cohort import Cohort, dimensions, team_cost, team_making, team_report, teams
from lma_data.cohort.team_report import Exchange, Presence, Why
from lma_data.cohort.teams import Teams
from lma_data.exhibits.cohort_shared import known_as
from lma_data.exhibits.cohort_team_cost import COUNTED
from lma_data.exhibits.cohort_team_rules import RULES
from lma_data.exhibits.shared import span
from lma_data.i18n import N_, NN_, Words
from lma_data.ui.cohort import pages
from lma_data.ui.cohort.teams import keep, kept_or_said
from lma_data.ui.enrolment import desk

MORE, FEWER = N_("{count} more"), N_("{count} fewer")
SAME = NN_(
    "{count} exchange would cost the same: with {other} of team {number}.",
    "{count} exchanges would cost the same, as with {other} of team {number}.",
)


def change(words: Words) -> None:
    """Somebody, why they are where they are, and what can be done about it."""
    with st.container(border=True, key="teams-change"):
        st.subheader(words.t(N_("Why is somebody in this team, and what would an exchange cost?")), anchor=False)
        st.fragment(_change, key="teams-person")(words)


def _change(words: Words) -> None:
    with desk.guarded(words):
        cohort = pages.current()
        found = kept_or_said(words, cohort)
        if found is None:
            return
        problem, team_of = team_making.posed(cohort, found)
        names = _names(words, cohort, found, problem.people)
        person = st.selectbox(
            words.t(N_("Person")),
            list(names),
            format_func=lambda one: names.get(one, ""),
            key=f"teams-who-{cohort.id}",
            width=480,
        )
        if person is None:
            return
        why = team_report.why(cohort, found, person)
        for sentence in _why(words, cohort, problem, why):
            desk.write(sentence)
        _pin(words, found, person, why)
        _exchange(words, cohort, found, names, person, why)
        _move(words, cohort, found, person, why)
        _languages(words, cohort, found, person)


def _names(words: Words, cohort: Cohort, found: Teams, people: Sequence[str]) -> dict[str, str]:
    """By id, in the order of names: the name and the team."""
    there = found.team_of
    named = {
        person: words.t(N_("{name} (team {number})"), name=known_as(cohort, person), number=there[person] + 1)
        for person in people
    }
    return dict(sorted(named.items(), key=lambda item: item[1].casefold()))


def _why(words: Words, cohort: Cohort, problem: team_cost.Problem, why: Why) -> list[str]:
    found = [_language(words, cohort, problem, why)] if why.language else []
    found += [_presence(words, cohort, one) for one in why.presences]
    if why.best is None:
        return [*found, words.t(N_("There is no other team."))]
    return [*found, _best(words, cohort, why)]


def _language(words: Words, cohort: Cohort, problem: team_cost.Problem, why: Why) -> str:
    facts = {
        "number": why.team + 1,
        "language": dimensions.name(words, cohort, "language", why.language),
        "speakers": words.number(why.speakers),
        "size": words.number(problem.sizes[why.team]),
    }
    if not why.known:
        return words.t(
            N_("Team {number} works in {language}; which language this person knows is not on file."), **facts
        )
    if why.language not in why.known:
        return words.t(N_("Team {number} works in {language}, which this person is not known to know."), **facts)
    return words.t(N_("Team {number} works in {language}, as {speakers} of its {size} people can."), **facts)


def _presence(words: Words, cohort: Cohort, one: Presence) -> str:
    dimension = words.t(dimensions.DIMENSIONS[one.dimension])
    if not one.category:
        return words.t(N_("{dimension}: not known, or not said; it is not counted."), dimension=dimension)
    facts = {
        "dimension": dimension,
        "category": dimensions.name(words, cohort, one.dimension, one.category),
        "there": words.number(one.there),
        "share": span(words, one.least, one.most),
    }
    if one.there <= one.least:
        text = N_("{dimension}: needed. {category}: {there} in the team, whose share is {share}; one fewer is too few.")
    elif one.there > one.most:
        text = N_("{dimension}: one too many. {category}: {there} in the team, whose share is {share}.")
    else:
        text = N_("{dimension}: fits. {category}: {there} in the team, whose share is {share}.")
    return words.t(text, **facts)


def _best(words: Words, cohort: Cohort, why: Why) -> str:
    assert why.best is not None
    facts = {
        "other": known_as(cohort, why.best.other),
        "number": why.best.team + 1,
        "rules": _rules(words, why.best),
    }
    if why.best.change > 0:
        return words.t(N_("Every exchange costs more. The best, with {other} of team {number}: {rules}."), **facts)
    if why.best.change < 0:
        return words.t(N_("An exchange would help: with {other} of team {number}: {rules}."), **facts)
    return words.n(*SAME, why.no_worse, other=facts["other"], number=facts["number"])


def _rules(words: Words, exchange: Exchange) -> str:
    """What an exchange changes, rule by rule: Balance 2 more."""
    if not exchange.rules:
        return words.t(N_("nothing changes"))
    return words.t(N_("; ")).join(
        [
            words.t(
                N_("{rule}: {change}"),
                rule=words.t(RULES[rule]),
                change=words.t(MORE if amount > 0 else FEWER, count=words.number(abs(amount) // COUNTED[rule][1])),
            )
            for rule, amount in exchange.rules.items()
        ]
    )


def _pin(words: Words, found: Teams, person: str, why: Why) -> None:
    label = N_("Let this person move") if why.pinned else N_("Pin this person to the team")
    if st.button(words.t(label), key="teams-pin"):
        keep(teams.pinned(found, person, not why.pinned))


def _exchange(words: Words, cohort: Cohort, found: Teams, names: dict[str, str], person: str, why: Why) -> None:
    """With whom, and what it costs before and after."""
    problem, team_of = team_making.posed(cohort, found)
    others = [one for one in names if found.team_of[one] != why.team]
    if not others:
        return
    best = others.index(why.best.other) if why.best else 0
    other = st.selectbox(
        words.t(N_("Exchange with")),
        others,
        index=best,
        format_func=lambda one: names.get(one, ""),
        # Another person has another best exchange: the box begins anew.
        key=f"teams-other-{cohort.id}-{problem.place[person]}",
        width=480,
    )
    if other is None:
        return
    exchange = team_report.exchange(problem, team_of, problem.place[person], problem.place[other])
    _cost(words, team_cost.cost(problem, team_of), exchange.change)
    desk.quiet(_rules(words, exchange))
    if st.button(words.t(N_("Exchange the two")), key="teams-swap", type="primary"):
        keep(teams.swapped(found, person, other))


def _cost(words: Words, now: int, change: int) -> None:
    before, after = st.columns(2)
    with before:
        st.metric(words.t(N_("Cost now")), words.number(now))
    with after:
        st.metric(
            words.t(N_("Cost after the exchange")),
            words.number(now + change),
            delta=words.number(change) if change else None,
            delta_color="inverse",
        )


def _move(words: Words, cohort: Cohort, found: Teams, person: str, why: Why) -> None:
    """Into another team without an exchange: sizes change."""
    numbers = [team for team in range(len(found.teams)) if team != why.team]
    if not numbers:
        return
    box = st.expander(words.t(N_("Move without an exchange")), type="compact", key="teams-move-box", on_change="rerun")
    if not box.open:
        return
    with box:
        team = st.selectbox(
            words.t(N_("To team")),
            numbers,
            format_func=lambda one: str(one + 1),
            key=f"teams-to-{cohort.id}",
            width=160,
        )
        if team is None:
            return
        after = teams.placed(found, person, team)
        now, then = (team_cost.cost(*team_making.posed(cohort, one)) for one in (found, after))
        sizes = words.t(
            N_("Team {one} will have {fewer} people, team {other} {more}; the cost goes from {now} to {then}."),
            one=why.team + 1,
            fewer=len(after.teams[why.team]),
            other=team + 1,
            more=len(after.teams[team]),
            now=words.number(now),
            then=words.number(then),
        )
        desk.write(sizes)
        if st.button(words.t(N_("Move")), key="teams-move"):
            keep(after)


def _languages(words: Words, cohort: Cohort, found: Teams, person: str) -> None:
    """Files name one language: what else somebody speaks, the manager may know."""
    box = st.expander(words.t(N_("Languages")), type="compact", key="teams-languages-box", on_change="rerun")
    if not box.open:
        return
    with box:
        rows = cohort.rows("person")
        own = rows["language"][rows["person"] == person].iloc[0]
        desk.write(words.t(N_("On file: {language}"), language=dimensions.name(words, cohort, "language", own)))
        codes = [code for code in dimensions.codes(cohort, "language") if code != own]
        problem, _ = team_making.posed(cohort, found)
        chosen = st.multiselect(
            words.t(N_("Works in these too")),
            codes,
            [code for code in found.also.get(person, ()) if code in codes],
            format_func=lambda code: dimensions.name(words, cohort, "language", code),
            key=f"teams-also-{cohort.id}-{problem.place[person]}",
            placeholder=words.t(N_("Choose languages")),
            width=480,
        )
        if st.button(words.t(N_("Keep")), key="teams-also"):
            keep(teams.with_languages(found, person, chosen))


def sets(words: Words) -> None:
    """People to be kept together or apart when teams are made anew."""
    with st.container(border=True, key="teams-sets"):
        st.subheader(words.t(N_("Together, and apart")), anchor=False)
        st.fragment(_sets, key="teams-sets-chosen")(words)


def _sets(words: Words) -> None:
    with desk.guarded(words):
        cohort = pages.current()
        found = kept_or_said(words, cohort)
        if found is None:
            return
        problem, _ = team_making.posed(cohort, found)
        names = _names(words, cohort, found, problem.people)
        chosen = st.multiselect(
            words.t(N_("People")),
            list(names),
            format_func=lambda one: names.get(one, ""),
            placeholder=words.t(N_("Choose people")),
            key=f"teams-set-{cohort.id}",
        )
        with st.container(horizontal=True):
            if st.button(words.t(N_("Keep them together")), key="teams-together", disabled=len(chosen) < 2):
                keep(teams.with_sets(found, [*found.together, chosen], found.apart))
            if st.button(words.t(N_("Keep them apart")), key="teams-apart", disabled=len(chosen) < 2):
                keep(teams.with_sets(found, found.together, [*found.apart, chosen]))
        st.caption(words.t(N_("It counts at once; “Make teams anew” puts people accordingly.")))
        for kind, some in (("together", found.together), ("apart", found.apart)):
            _listed(words, cohort, found, kind, some)
        _pinned(words, cohort, found)


def _listed(words: Words, cohort: Cohort, found: Teams, kind: str, some: Sequence[Sequence[str]]) -> None:
    label = {"together": N_("Together: {people}"), "apart": N_("Apart: {people}")}[kind]
    for place, people in enumerate(some):
        with st.container(horizontal=True, vertical_alignment="center"):
            desk.write(words.t(label, people=words.list([known_as(cohort, person) for person in people])))
            if st.button(words.t(N_("No longer")), key=f"teams-no-{kind}-{place}", type="tertiary"):
                rest = [one for other, one in enumerate(some) if other != place]
                together, apart = (rest, found.apart) if kind == "together" else (found.together, rest)
                keep(teams.with_sets(found, together, apart))


def _pinned(words: Words, cohort: Cohort, found: Teams) -> None:
    for team in np.unique(list(found.pins.values())).astype(int).tolist():
        people = [person for person, to in found.pins.items() if to == team]
        names = words.list([known_as(cohort, person) for person in people])
        desk.write(words.t(N_("Pinned to team {number}: {people}"), number=team + 1, people=names))
