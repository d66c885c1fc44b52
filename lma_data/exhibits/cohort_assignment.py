"""Electives assigned: who got what they wanted, and what is full. cohort_assignment_people.py has who got what, by name."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd

from lma_data import charts
from lma_data.charts import theme
from lma_data.cohort import Cohort, electives
from lma_data.cohort.electives import Placed
from lma_data.cohort.preferences import Seeker
from lma_data.exhibits.base import Answer, Column, Setting, exhibit, nothing
from lma_data.exhibits.cohort_electives import PLACES, name, nobody_there
from lma_data.exhibits.shared import PEOPLE, each, hover
from lma_data.i18n import N_, NN_, Words

AREAS = NN_("{count} thematic area", "{count} thematic areas")
RANKS = NN_("{count} rank", "{count} ranks")
CHOICES_BY_RANK = (
    N_("First choice"),
    N_("Second choice"),
    N_("Third choice"),
    N_("Fourth choice"),
    N_("Fifth choice"),
    N_("Sixth choice"),
)
CHANGES = {
    "new": N_("take part, and have no places yet"),
    "gone": N_("take part no more, and still have places"),
    "choices": N_("have changed their choices"),
    "language": N_("are in an elective that is not held in their language"),
    "offer": N_("are in an elective that is no longer on offer"),
    "slot": N_("are in two electives at the same time"),
}


def changed(words: Words, cohort: Cohort, found: Placed) -> list[str]:
    """What is no longer as it was when the assignment was made: a sentence each."""
    said = [
        words.t(
            N_("Since the assignment: {people} {what}."),
            people=words.n(*PEOPLE, len(people)),
            what=words.t(CHANGES[code]),
        )
        for code, people in found.changes.items()
        if people
    ]
    if found.over:
        full = [f"{name(words, cohort, one)} (+{words.number(count)})" for one, count in found.over.items()]
        said.append(words.t(N_("More people than places now: {electives}."), electives=words.list(full)))
    return said


def nothing_made(words: Words, cohort: Cohort) -> Answer:
    if not electives.seekers(cohort):
        return nobody_there(words)
    if not cohort.offer:
        return nothing(
            words.t(N_("Electives cannot be assigned: none is on offer")),
            words.t(N_("Set the offer on this page first.")),
        )
    return nothing(
        words.t(N_("No elective has been assigned yet")),
        words.t(N_("“Assign electives” on this page makes a proposal that can be made anew or taken away.")),
    )


def notes_of(words: Words, cohort: Cohort, found: Placed) -> list[str]:
    on = found.made.get("on")
    notes = [words.t(N_("Assigned on {day}."), day=words.date(date.fromisoformat(on)))] if on else []
    return [*notes, *areas_unchecked(words, cohort), *changed(words, cohort, found)]


def areas_unchecked(words: Words, cohort: Cohort) -> list[str]:
    """That the rule on thematic areas was not checked, or not for all, where areas are not known."""
    asked, unknown = electives.rules(cohort).areas, sum(one.theme is None for one in cohort.offer)
    if asked < 2 or not unknown:
        return []
    facts = {
        "areas": words.n(*AREAS, asked),
        "unknown": words.number(unknown),
        "all": words.number(len(cohort.offer)),
    }
    if unknown == len(cohort.offer):
        return [
            words.t(
                N_(
                    "The thematic areas of the electives are not known: the rule “{areas} at least” was not checked. The "
                    "table of the offer takes the areas."
                ),
                **facts,
            )
        ]
    return [
        words.t(
            N_(
                "The thematic area of {unknown} of {all} electives is not known: in the rule “{areas} at least”, each of "
                "them counts as an area of its own."
            ),
            **facts,
        )
    ]


def by_person(cohort: Cohort) -> Mapping[str, Seeker]:
    """What each person who takes part wants."""
    return {one.person: one for one in electives.seekers(cohort)}


@exhibit("cohort/assignment-outcome", question=N_("Who gets what they chose?"), datasets=())
def outcome(setting: Setting, cohort: Cohort) -> Answer:
    words = setting.words
    found = electives.placed(cohort)
    if found is None or not found.places:
        return nothing_made(words, cohort)
    rows = _outcomes(words, found, by_person(cohort))
    chose, none = (int(rows.loc[rows["code"] == "none", column].sum()) for column in ("asked", "got"))
    first = rows[rows["code"] == "1"]
    facts: dict[str, Any] = {
        "first": words.number(first["got"].sum()),
        "asked": words.n(*PEOPLE, int(first["asked"].sum())),
        "none": words.n(*PEOPLE, none),
        "places": words.number(sum(len(one.electives) for one in found.places)),
        "all": words.n(*PEOPLE, len(found.places)),
        "chose": words.n(*PEOPLE, chose),
    }
    colours = theme.palette(setting.look)
    said = [
        words.t(N_("{first} of {asked} get their first choice"), **facts) if len(first) else "",
        words.t(N_("{none} get nothing that they chose"), **facts)
        if none
        else words.t(N_("everybody who chose gets something of it"), **facts),
    ]
    return Answer(
        title=_sentence_case(words.t(N_("; ")).join(filter(None, said))),
        subtitle=words.t(N_("People taking part who get a choice, of those who made it")),
        sentence=words.t(
            N_("{all} take part and have {places} places; {chose} chose an elective. One person gets several choices."),
            **facts,
        ),
        table=rows,
        columns=[
            Column("name", N_("Choice")),
            Column("asked", N_("People who made it"), "count"),
            Column("got", N_("People who get it"), "count"),
            Column("share", N_("Share in %"), "percent", 0),
        ],
        figure=charts.category_bars(
            [
                charts.Category(
                    row.name,
                    row.got,
                    words.number(row.got)
                    if row.asked is None
                    else words.t(N_("{got} of {asked}"), got=words.number(row.got), asked=words.number(row.asked)),
                    hover(row.name, words.n(*PEOPLE, row.got)),
                    colours.series[0] if row.code not in ("none", "unasked") else colours.other,
                )
                for row in each(rows)
            ],
            setting.look,
        ),
        notes=notes_of(words, cohort, found),
    )


def _sentence_case(text: str) -> str:
    return text[:1].upper() + text[1:]


def _outcomes(words: Words, found: Placed, people: Mapping[str, Seeker]) -> pd.DataFrame:
    """code, name, asked, got, share: one row for each choice by its rank, then without an order, none of them, not asked."""
    asked: dict[str, int] = {}
    got: dict[str, int] = {}
    chose = none = unasked = 0
    for place in found.places:
        choices = people[place.person].choices
        has = set(place.electives)
        if not choices:
            unasked += 1
            continue
        chose += 1
        none += not has & {elective for elective, _ in choices}
        codes: dict[str, list[str]] = {}
        for number, (elective, rank) in enumerate(choices, start=1):
            codes.setdefault(str(number) if rank is not None else "no-order", []).append(elective)
        for code, wanted in codes.items():
            asked[code] = asked.get(code, 0) + 1
            got[code] = got.get(code, 0) + bool(has & set(wanted))
    rows: list[tuple[str, str, int | None, int]] = [
        (code, _choice(words, code), asked[code], got[code]) for code in sorted(asked, key=_in_order)
    ]
    rows.append(("none", words.t(N_("Nothing that they chose")), chose, none))
    if unasked:
        rows.append(("unasked", words.t(N_("Had chosen nothing")), None, unasked))
    shares = [got / made * 100 if made else None for _, _, made, got in rows]
    found_rows = [(*row, share) for row, share in zip(rows, shares, strict=True)]
    return pd.DataFrame(found_rows, columns=["code", "name", "asked", "got", "share"], dtype=object)


def _in_order(code: str) -> int:
    return int(code) if code.isdigit() else 10**6


def _choice(words: Words, code: str) -> str:
    if code == "no-order":
        return words.t(N_("A choice without an order"))
    if int(code) <= len(CHOICES_BY_RANK):
        return words.t(CHOICES_BY_RANK[int(code) - 1])
    return words.t(N_("Choice number {number}"), number=code)


@exhibit("cohort/assignment-places", question=N_("Which electives are full?"), datasets=())
def places(setting: Setting, cohort: Cohort) -> Answer:
    words = setting.words
    found = electives.placed(cohort)
    if found is None or not cohort.offer:
        return nothing_made(words, cohort)
    rows = _filled(words, cohort, found)
    limited = [row for row in each(rows) if row.places is not None]
    full = [row for row in limited if row.people >= row.places]
    facts = {
        "full": words.number(len(full)),
        "all": words.number(len(rows)),
        "free": words.n(*PLACES, sum(max(0, row.places - row.people) for row in limited)),
        "names": words.list([row.name for row in full]) if full else "",
        "people": words.number(rows["people"].sum()),
    }
    colours = theme.palette(setting.look)
    said = [
        hover(
            row.name,
            words.n(*PEOPLE, row.people),
            words.t(N_("of whom chose it: {people}"), people=words.number(row.wanted)),
        )
        for row in each(rows)
    ]
    return Answer(
        title=words.t(
            N_("{full} of {all} electives are full; free elsewhere: {free}")
            if limited
            else N_("{people} places are given in {all} electives; no limit of places is set"),
            **facts,
        ),
        subtitle=words.t(N_("People by elective that they get, against its places")),
        sentence=words.t(N_("{people} places are given."), **facts)
        + (" " + words.t(N_("Full: {names}."), **facts) if full else ""),
        table=rows,
        columns=[
            Column("name", N_("Elective")),
            Column("slot", N_("Slot")),
            Column("places", N_("Places"), "count"),
            Column("people", N_("People who get it"), "count"),
            Column("wanted", N_("of whom chose it"), "count"),
            Column("free", N_("Free places"), "count"),
        ],
        figure=charts.place_bars(
            rows["name"].tolist(),
            [
                charts.Part(words.t(N_("Chose it")), rows["wanted"].tolist(), said, colours.series[0]),
                charts.Part(
                    words.t(N_("Did not choose it")),
                    (rows["people"] - rows["wanted"]).tolist(),
                    said,
                    colours.other,
                    "/",
                ),
            ],
            rows["places"].tolist(),
            [
                words.number(row.people)
                if row.places is None
                else words.t(N_("{got} of {asked}"), got=words.number(row.people), asked=words.number(row.places))
                for row in each(rows)
            ],
            setting.look,
            keys=rows["elective"].tolist(),
            mark=words.t(N_("Places")),
        ),
        notes=notes_of(words, cohort, found),
    )


def _filled(words: Words, cohort: Cohort, found: Placed) -> pd.DataFrame:
    people, wanted = electives.filled(found), dict.fromkeys((one.id for one in cohort.offer), 0)
    for place in found.places:
        for elective, rank in zip(place.electives, place.ranks, strict=True):
            wanted[elective] += rank is not None
    rows = [
        {
            "elective": one.id,
            "name": name(words, cohort, one.id),
            "slot": one.slot,
            "places": one.capacity,
            "people": people[one.id],
            "wanted": wanted[one.id],
            "free": None if one.capacity is None else max(0, one.capacity - people[one.id]),
        }
        for one in sorted(cohort.offer, key=lambda one: -people[one.id])
    ]
    table = pd.DataFrame(rows)
    for column in ("places", "free"):
        table[column] = pd.Series([row[column] for row in rows], dtype=object)
    return table
