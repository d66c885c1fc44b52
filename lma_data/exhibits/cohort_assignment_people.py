"""Electives assigned, by name: who comes off worst, and who gets which."""

from __future__ import annotations

from typing import Any

import pandas as pd

from lma_data.cohort import Cohort, electives
from lma_data.cohort.electives import Place
from lma_data.cohort.preferences import HALVES, Seeker
from lma_data.exhibits.base import Answer, Column, Setting, exhibit, nothing
from lma_data.exhibits.cohort_assignment import RANKS, areas_unchecked, by_person, notes_of, nothing_made
from lma_data.exhibits.cohort_electives import name
from lma_data.exhibits.cohort_shared import address_of, name_of
from lma_data.exhibits.shared import PEOPLE
from lma_data.i18n import N_, NN_, Words

NTH = (
    N_("First elective"),
    N_("Second elective"),
    N_("Third elective"),
    N_("Fourth elective"),
    N_("Fifth elective"),
    N_("Sixth elective"),
)
LOSS = N_(
    "What is lost is counted in ranks, against what the person could have if nobody else were there: second and third "
    "choice in place of first and second are 2 ranks. An elective that was not chosen counts twice the longest list."
)


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
            words.t(
                N_("All rules that could be checked are kept, and everybody has what they could have alone.")
                if areas_unchecked(words, cohort)
                else N_("All rules are kept, and everybody has what they could have if nobody else were there.")
            ),
            notes=notes_of(words, cohort, found),
        )
    most = max(place.loss for place in found.places)
    lacking = sum(bool(place.lacks) for place in badly)
    people = by_person(cohort)
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
