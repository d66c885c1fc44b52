"""Electives assigned: who got what they wanted, who comes off worst, what is full, and what one more place would change."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd

from lma_data import charts
from lma_data.charts import theme
from lma_data.cohort import Cohort, electives
from lma_data.cohort.electives import Place, Placed
from lma_data.cohort.preferences import HALVES, Seeker
from lma_data.exhibits.base import Answer, Column, Setting, exhibit, nothing
from lma_data.exhibits.cohort_electives import PLACES, name, nobody_there
from lma_data.exhibits.cohort_shared import address_of, name_of
from lma_data.exhibits.shared import PEOPLE, each, hover
from lma_data.i18n import N_, NN_, Words

RANKS = NN_("{count} rank", "{count} ranks")
NTH = (
    N_("First elective"),
    N_("Second elective"),
    N_("Third elective"),
    N_("Fourth elective"),
    N_("Fifth elective"),
    N_("Sixth elective"),
)
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
LOSS = N_(
    "What is lost is counted in ranks, against what the person could have if nobody else were there: second and third "
    "choice in place of first and second are 2 ranks. An elective that was not chosen counts twice the longest list."
)


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
    return [*notes, *changed(words, cohort, found)]


def _by_person(cohort: Cohort) -> Mapping[str, Seeker]:
    return {one.person: one for one in electives.seekers(cohort)}


@exhibit("cohort/assignment-outcome", question=N_("Who gets what they chose?"), datasets=())
def outcome(setting: Setting, cohort: Cohort) -> Answer:
    words = setting.words
    found = electives.placed(cohort)
    if found is None or not found.places:
        return nothing_made(words, cohort)
    rows = _outcomes(words, found, _by_person(cohort))
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


@exhibit("cohort/assignment-worst", question=N_("Who comes off worst, and why?"), datasets=())
def worst(setting: Setting, cohort: Cohort) -> Answer:
    """By name: who lacks something, and who has lost most."""
    words = setting.words
    found = electives.placed(cohort)
    if found is None or not found.places:
        return nothing_made(words, cohort)
    badly = electives.worst_off(found)
    if not badly:
        return nothing(
            words.t(N_("Nobody gets less than the rules allow")),
            words.t(N_("All rules are kept, and everybody has what they could have if nobody else were there.")),
            notes=notes_of(words, cohort, found),
        )
    most = max(place.loss for place in found.places)
    lacking = sum(bool(place.lacks) for place in badly)
    people = _by_person(cohort)
    facts = {
        "people": words.n(*PEOPLE, sum(place.loss == most for place in badly)),
        "ranks": words.n(*RANKS, most / HALVES),
        "lacking": words.n(*PEOPLE, lacking),
    }
    said = [
        words.t(N_("A rule is not kept: {lacking}"), **facts) if lacking else "",
        words.t(N_("Worst off: {people}, by {ranks}"), **facts) if most else "",
    ]
    return Answer(
        title=words.t(N_("; ")).join(filter(None, said)),
        subtitle=words.t(N_("People taking part for whom a rule cannot be kept, and those who lose most")),
        sentence=words.t(LOSS),
        table=pd.DataFrame([_worst_row(words, cohort, place, people[place.person]) for place in badly]),
        columns=[
            Column("person", N_("Person")),
            Column("chose", N_("Choices")),
            Column("gets", N_("Gets")),
            Column("loses", N_("Ranks lost"), "number", None),
            Column("lacks", N_("Not kept")),
            Column("email", N_("E-mail")),
        ],
        figure=None,
        notes=notes_of(words, cohort, found),
    )


def _who(cohort: Cohort, person: str) -> dict[str, str]:
    return {"person": name_of(cohort, person), "email": address_of(cohort, person)}


def _worst_row(words: Words, cohort: Cohort, place: Place, one: Seeker) -> dict[str, Any]:
    return {
        **_who(cohort, place.person),
        "chose": "; ".join(name(words, cohort, elective) for elective, _ in one.choices),
        "gets": "; ".join(name(words, cohort, elective) for elective in place.electives),
        "loses": place.loss / HALVES,
        "lacks": "; ".join(lacks(words, place)),
    }


def lacks(words: Words, place: Place) -> list[str]:
    """The rules that are not kept for somebody."""
    said = []
    if missing := place.lacks.get("places"):
        said.append(words.n(*NN_("{count} place too few", "{count} places too few"), missing))
    if missing := place.lacks.get("areas"):
        said.append(words.n(*NN_("{count} thematic area too few", "{count} thematic areas too few"), missing))
    return said


@exhibit("cohort/assignment-list", question=N_("Who gets which electives?"), datasets=())
def everybody(setting: Setting, cohort: Cohort) -> Answer:
    """The list by name, to be imported or sent."""
    words = setting.words
    found = electives.placed(cohort)
    if found is None or not found.places:
        return nothing_made(words, cohort)
    most = max(1, max(len(place.electives) for place in found.places))
    rows = [
        {
            **_who(cohort, place.person),
            **{f"e{at}": name(words, cohort, one) for at, one in enumerate(place.electives)},
            "slots": words.t(N_("; ")).join(
                filter(None, (electives.by_id(cohort)[one].slot for one in place.electives))
            ),
        }
        for place in found.places
    ]
    table = pd.DataFrame(rows, columns=["person", "email", *(f"e{at}" for at in range(most)), "slots"])
    return Answer(
        title=words.t(N_("{people} and their electives"), people=words.n(*PEOPLE, len(found.places))),
        subtitle=words.t(N_("People taking part, with the electives that they get, the best first")),
        sentence=words.t(N_("The table has a row for each person taking part; “Data” takes it away as CSV.")),
        table=table.astype(object).where(table.notna(), "").sort_values("person", kind="stable", ignore_index=True),
        columns=[
            Column("person", N_("Person")),
            Column("email", N_("E-mail")),
            *(Column(f"e{at}", NTH[at]) for at in range(most)),
            Column("slots", N_("Slots")),
        ],
        figure=None,
        notes=notes_of(words, cohort, found),
    )
