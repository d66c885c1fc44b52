"""The waiting list: who waits, since when, and what each would bring to the balance."""

from __future__ import annotations

from typing import Any

import pandas as pd

from lma_data.cohort import Cohort, dimensions, selection
from lma_data.exhibits.base import Answer, Column, Setting, exhibit, nothing
from lma_data.exhibits.cohort_shared import name_of
from lma_data.i18n import N_, NN_, Words, is_missing

WAITING = NN_("{count} person is on the waiting list", "{count} people are on the waiting list")
ORDER = N_("In the order of their applications: a fact of the files, and no decision")


@exhibit("cohort/waiting-list", question=N_("Who is on the waiting list, and what would each bring?"), datasets=())
def waiting_list(setting: Setting, cohort: Cohort) -> Answer:
    words = setting.words
    if not selection.is_known(cohort):
        return nothing(
            words.t(N_("Nobody’s status is known, so nobody is known to wait")),
            words.t(N_("Import the register, or whatever file has a column “Status”.")),
        )
    rows = cohort.ask("cohort/waiting_list")
    places = _places(words, cohort)
    if rows.empty:
        return nothing(words.t(N_("Nobody is on the waiting list")), places)
    has_targets = selection.has_aims(cohort)
    return Answer(
        title=words.n(*WAITING, len(rows)),
        subtitle=f"{words.t(ORDER)}. {places.removesuffix('.')}",
        sentence=f"{_since(words, rows)} {places}",
        table=_waiting(words, cohort, rows),
        columns=[
            Column("place", N_("Order"), "number"),
            Column("name", N_("Name")),
            Column("since", N_("Applied on")),
            Column("in_time", N_("By the deadline")),
            *(Column(name, dimensions.DIMENSIONS[name]) for name in ("gender", "country", "audience", "language")),
            Column("funding", N_("Funding")),
            Column("experience", N_("Years of experience"), "number", None),
            Column("letter", N_("Letter of sponsorship")),
            Column("brings", N_("Short of a target") if has_targets else N_("Rarest among those who are in")),
        ],
        figure=None,
        notes=_waiting_notes(words, rows, has_targets),
    )


def _places(words: Words, cohort: Cohort) -> str:
    """How many places are free, as far as it is known."""
    now = selection.places(cohort)
    facts = {"confirmed": words.number(now.confirmed), "accepted": words.number(now.accepted)}
    if now.free is None:
        known = N_(
            "{confirmed} have confirmed, {accepted} are accepted and have not: how many places there are is not set."
        )
        return words.t(known, **facts)
    facts |= {"places": words.number(now.total), "free": words.number(abs(now.free))}
    if now.free < 0:
        full = N_(
            "{confirmed} have confirmed, {free} more than the {places} places; {accepted} are accepted and have not."
        )
        return words.t(full, **facts)
    return words.t(
        N_(
            "{confirmed} of {places} places are confirmed, {free} are free; {accepted} are accepted and have not confirmed."
        ),
        **facts,
    )


def _since(words: Words, rows: pd.DataFrame) -> str:
    dated = rows["applied_on"].dropna()
    if dated.empty:
        return words.t(N_("No file says when they applied."))
    return words.t(
        N_("The first applied on {first}, the last on {last}."),
        first=words.date(dated.iloc[0]),
        last=words.date(dated.iloc[-1]),
    )


def _waiting(words: Words, cohort: Cohort, rows: pd.DataFrame) -> pd.DataFrame:
    brought = selection.brings(cohort)
    table = rows[["place", "experience"]].copy()
    table["name"] = [name_of(cohort, person) or words.no_data for person in rows["person"]]
    table["since"] = [words.no_data if is_missing(day) else words.date(day) for day in rows["applied_on"]]
    for column in ("in_time", "letter"):
        table[column] = [_yes(words, value) for value in rows[column]]
    for column in ("gender", "country", "audience", "language", "funding"):
        table[column] = [dimensions.name(words, cohort, column, code) for code in rows[column]]
    table["brings"] = [_brings(words, cohort, brought[person]) for person in rows["person"]]
    return table


def _yes(words: Words, value: Any) -> str:
    if is_missing(value):
        return words.t(N_("Not known"))
    return words.t(N_("Yes")) if value else words.t(N_("No"))


def _brings(words: Words, cohort: Cohort, brought: list[selection.Brought]) -> str:
    if not brought:
        return words.t(N_("no target is short"))
    return words.t(N_("; ")).join(
        words.t(
            N_("{category}: {people} of {total}")
            if one.short is None
            else N_("{category}: {people} of {total}, short by {short}"),
            category=dimensions.label(words, cohort, one.dimension, one.category),
            people=words.number(one.people),
            total=words.number(one.total),
            short=words.number(one.short),
        )
        for one in brought
    )


def _waiting_notes(words: Words, rows: pd.DataFrame, has_targets: bool) -> list[str]:
    notes = []
    if rows["place"].dropna().duplicated().any():
        notes.append(words.t(N_("Those who applied on one day have one place in the order.")))
    if not has_targets:
        notes.append(
            words.t(N_("No targets are set: with targets, the last column says which of them each would help."))
        )
    return notes
