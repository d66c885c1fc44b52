"""Choices of electives that clash, and whose choices are to be cleared up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import pandas as pd

from lma_data import charts
from lma_data.charts import theme
from lma_data.cohort import Cohort, electives
from lma_data.cohort.preferences import Seeker, open_to
from lma_data.course import Elective
from lma_data.exhibits.base import Answer, Column, Setting, exhibit, nothing
from lma_data.exhibits.cohort_electives import WANTING, name, no_choices, nobody_there
from lma_data.exhibits.cohort_shared import address_of, name_of
from lma_data.exhibits.shared import BARS, PEOPLE, each, hover
from lma_data.i18n import N_, Words


@exhibit("cohort/elective-clashes", question=N_("Which choices clash?"), datasets=(), parameters=(WANTING,))
def clashes(setting: Setting, cohort: Cohort, who: str) -> Answer:
    words = setting.words
    keys, found = electives.lists(cohort)
    slots = [electives.by_id(cohort)[one].slot for one in found]
    if not any(one.slot for one in cohort.offer):
        return nothing(
            words.t(N_("Clashes cannot be told: no slot is known")),
            words.t(N_("Write in the table of the offer which electives take place at the same time.")),
        )
    if cohort.rows("choice").empty:
        return no_choices(words, cohort, who)
    rows = cohort.ask("cohort/elective_clashes", who=who, keys=keys, electives=found, slots=slots)
    if rows.empty:
        return nothing(
            words.t(N_("Nobody counted here chose two electives of one slot")),
            words.t(N_("Everybody could be in all of their choices, as far as time goes.")),
        )
    rows["first_name"] = [name(words, cohort, one) for one in rows["elective"]]
    rows["second_name"] = [name(words, cohort, one) for one in rows["other"]]
    top = rows.iloc[0]
    facts = {
        "one": top["first_name"],
        "other": top["second_name"],
        "people": words.n(*PEOPLE, int(top["people"])),
        "slot": top["slot"],
        "clashes": words.number(rows["people"].sum()),
        "pairs": words.number(len(rows)),
    }
    shown = rows.head(BARS)
    return Answer(
        title=words.t(N_("{one} and {other} clash most often: {people} chose both"), **facts),
        subtitle=words.t(N_("People who chose two electives of one slot, by pair")),
        sentence=words.t(
            N_(
                "{people} chose both {one} and {other}, which take place at the same time ({slot}). Pairs that clash: "
                "{pairs}."
            ),
            **facts,
        ),
        table=rows,
        columns=[
            Column("first_name", N_("Elective")),
            Column("second_name", N_("At the same time")),
            Column("slot", N_("Slot")),
            Column("people", N_("People"), "count"),
            Column("favourites", N_("One of them is their first choice"), "count"),
        ],
        figure=charts.ranked_bars(
            [words.t(N_("{one} + {other}"), one=row.first_name, other=row.second_name) for row in each(shown)],
            shown["people"].tolist(),
            [words.number(people) for people in shown["people"]],
            [
                hover(f"{row.first_name} + {row.second_name}", row.slot, words.n(*PEOPLE, row.people))
                for row in each(shown)
            ],
            setting.look,
            keys=[f"{row.elective} {row.other}" for row in each(shown)],
        ),
        notes=_one_slot(words, cohort, who, (keys, found, slots)),
    )


def _one_slot(words: Words, cohort: Cohort, who: str, known: tuple[list[str], list[str], list[str]]) -> list[str]:
    keys, found, slots = known
    rows = cohort.ask("cohort/elective_slots", who=who, keys=keys, electives=found, slots=slots)
    some, only = int((rows["slots"] < rows["choices"]).sum()), int((rows["slots"] == 1).sum())
    return [
        words.t(N_("Two of their choices or more are at the same time: {people}."), people=words.n(*PEOPLE, some)),
        words.t(N_("All of their choices are at the same time: {people}."), people=words.n(*PEOPLE, only)),
    ]


CASES = {
    "none": N_("Chose no elective"),
    "few": N_("Fewer choices on offer than places to get"),
    "not-offered": N_("Chose an elective that is not on offer"),
    "language": N_("Chose an elective that is not held in their language"),
    "one-slot": N_("All choices are at the same time"),
    "no-order": N_("Choices without an order"),
    "speaks": N_("Language not known: no elective is barred"),
}


def cases(known: Mapping[str, Elective], each: int, one: Seeker) -> list[str]:
    """What is to be cleared up with somebody who should get `each` electives of those on offer: codes of CASES."""
    wanted = electives.on_offer(one)
    held = [known[elective] for elective in wanted]
    slots = [elective.slot for elective in held]
    found = {
        "none": not one.choices,
        "few": bool(one.choices) and len(wanted) < each,
        "not-offered": len(wanted) < len(one.choices),
        "language": not all(open_to(elective, one.language) for elective in held),
        "one-slot": len(slots) > 1 and len(set(slots)) == 1 and slots[0] != "",
        "no-order": len(one.choices) > 1 and all(rank is None for _, rank in one.choices),
        "speaks": one.language is None,
    }
    return [code for code, holds in found.items() if holds]


@exhibit("cohort/elective-answers", question=N_("Whose choices are to be cleared up?"), datasets=())
def answers(setting: Setting, cohort: Cohort) -> Answer:
    """Who takes part and has chosen nothing, too little, or what cannot be had: by name."""
    words = setting.words
    people = electives.seekers(cohort)
    if not people:
        return nobody_there(words)
    if not cohort.offer:
        return nothing(
            words.t(N_("No elective is on offer")),
            words.t(N_("Set the offer first: then this list says whose choices do not fit it.")),
        )
    known, asked = electives.by_id(cohort), electives.rules(cohort).each
    found = [(one, code) for one in people for code in cases(known, asked, one)]
    facts = {"people": words.number(len({one.person for one, _ in found})), "all": words.n(*PEOPLE, len(people))}
    if not found:
        return nothing(
            words.t(N_("Everybody’s choices fit the offer"), **facts),
            words.t(N_("Looked at: {all} taking part."), **facts),
        )
    counted = Counter(code for _, code in found)
    table = pd.DataFrame(
        [
            {
                "case": words.t(CASES[code]),
                "person": name_of(cohort, one.person),
                "email": address_of(cohort, one.person),
                "choices": words.t(N_("; ")).join(name(words, cohort, elective) for elective, _ in one.choices),
            }
            for code in CASES
            for one, own in found
            if own == code
        ]
    )
    facts["none"] = words.number(counted["none"])
    colours = theme.palette(setting.look)
    return Answer(
        title=words.t(
            N_("{none} of {all} taking part chose no elective")
            if counted["none"]
            else N_("{people} of {all} taking part have choices to be cleared up"),
            **facts,
        ),
        subtitle=words.t(N_("People taking part whose choices are to be cleared up, by reason")),
        sentence=words.t(
            N_("{people} of {all} are in this list, some for several reasons; the table names them."), **facts
        ),
        table=table,
        columns=[
            Column("case", N_("Reason")),
            Column("person", N_("Person")),
            Column("email", N_("E-mail")),
            Column("choices", N_("Choices")),
        ],
        figure=charts.category_bars(
            [
                charts.Category(
                    words.t(CASES[code]),
                    counted[code],
                    words.number(counted[code]),
                    hover(words.t(CASES[code]), words.n(*PEOPLE, counted[code])),
                    colours.series[0],
                )
                for code in CASES
                if counted[code]
            ],
            setting.look,
        ),
    )
