"""Electives: who wants which, against the places, and which choices clash."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd

from lma_data import charts
from lma_data.charts import theme
from lma_data.cohort import Cohort, electives, offer
from lma_data.cohort.dimensions import POPULATIONS
from lma_data.course import Elective
from lma_data.enrolment import vocabularies
from lma_data.exhibits.base import Answer, Column, Parameter, Setting, Value, exhibit, nothing
from lma_data.exhibits.cohort_parameters import WHO
from lma_data.exhibits.shared import BARS, PEOPLE, each, hover
from lma_data.i18n import N_, NN_, Words

CHOICES = NN_("{count} choice", "{count} choices")
PLACES = NN_("{count} place", "{count} places")
FIRST, OTHER = N_("First choice"), N_("Other choices")
MODES = {"online": N_("Online"), "in-person": N_("In person")}
WANTING = replace(WHO, chosen="taking-part")
SIDES = {"area": N_("Thematic area"), "slot": N_("Slot"), "language": N_("Language"), "place": N_("Place")}


UNSAID = {  # where it is known of no elective: what cannot be said, and what to do
    "area": (
        N_("By thematic area nothing can be said: no elective’s area is known"),
        N_("Write the thematic area of each elective in the table of the offer, on this page."),
    ),
    "slot": (
        N_("By slot nothing can be said: no elective’s slot is known"),
        N_("Write in the table of the offer which electives take place at the same time."),
    ),
    "language": (
        N_("By language nothing can be said: no elective’s language is known"),
        N_("Write the languages of each elective in the table of the offer, on this page."),
    ),
    "place": (
        N_("By place nothing can be said: no elective’s place is known"),
        N_("Write in the table of the offer which electives are online and which are in person."),
    ),
}


def _side(words: Words, value: Value) -> str:
    return words.t(SIDES[str(value)])


OF = Parameter("of", N_("Demand by"), lambda: tuple(SIDES), "area", _side)


def name(words: Words, cohort: Cohort, elective: str) -> str:
    """An elective on offer by its name; another as the export has it."""
    known = electives.by_id(cohort).get(elective)
    if known:
        return known.name[words.lang]
    key = elective.removeprefix(electives.NOT_ON_OFFER)
    read = offer.written(key)
    if read is None:
        return key
    ends = [*([words.t(MODES[read.mode])] if read.mode else []), *(one.upper() for one in read.languages)]
    return f"{read.name} ({', '.join(ends)})" if ends else read.name


def area(words: Words, cohort: Cohort, one: Elective) -> str:
    names = {theme.id: theme.name[words.lang] for theme in cohort.course.themes}
    return names.get(one.theme or "", words.t(N_("Not known")))


def held_in(words: Words, one: Elective) -> str:
    """The languages of an elective."""
    said = [vocabularies.name("language", code).said(words) for code in one.languages]
    return words.list(said) if said else words.t(N_("Not known"))


def no_choices(words: Words, cohort: Cohort, who: str) -> Answer:
    """Why there is no demand to show, and what to do about it."""
    if cohort.rows("choice").empty:
        return nothing(
            words.t(N_("No choice of electives is known")),
            words.t(
                N_(
                    "Import the export of Moodle’s choice activity, or a form or register with a column for each elective: "
                    "the rank that somebody gives it, or “Yes”."
                )
            ),
        )
    counted = words.t(POPULATIONS[who])
    return nothing(
        words.t(N_("None of those counted here has chosen an elective")),
        words.t(N_("Counted is: {who}. Choose another answer to “Who is counted”."), who=counted),
    )


@exhibit("cohort/elective-demand", question=N_("Which electives do people want?"), datasets=(), parameters=(WANTING,))
def demand(setting: Setting, cohort: Cohort, who: str) -> Answer:
    words = setting.words
    rows = electives.demand(cohort, who)
    if not rows["chosen"].sum():
        return no_choices(words, cohort, who)
    rows = rows.sort_values(["on_offer", "chosen", "first"], ascending=False, kind="stable").reset_index(drop=True)
    known = electives.by_id(cohort)
    rows["name"] = [name(words, cohort, one) for one in rows["elective"]]
    rows["capacity"] = pd.Series([_capacity(known, one) for one in rows["elective"]], dtype=object)
    rows["over"] = [None if row.capacity is None else max(0, row.chosen - row.capacity) for row in each(rows)]
    rows["area"] = [area(words, cohort, known[one]) if one in known else "" for one in rows["elective"]]
    rows["slot"] = [known[one].slot if one in known else "" for one in rows["elective"]]
    rows["place"] = [held_at(words, cohort, known[one]) if one in known else "" for one in rows["elective"]]
    rows["languages"] = [held_in(words, known[one]) if one in known else "" for one in rows["elective"]]
    rows["offered"] = [words.t(N_("yes")) if one else words.t(N_("no")) for one in rows["on_offer"]]
    shown = rows if len(rows) <= 2 * BARS else rows.head(2 * BARS)
    return Answer(
        title=_demand_title(words, rows),
        subtitle=words.t(N_("People by elective they chose, against its places")),
        sentence=_demand_sentence(words, rows),
        table=rows,
        columns=[
            Column("name", N_("Elective")),
            Column("offered", N_("On offer")),
            Column("area", N_("Thematic area")),
            Column("slot", N_("Slot")),
            Column("place", N_("Place")),
            Column("languages", N_("Languages")),
            Column("capacity", N_("Places"), "count"),
            Column("first", N_("First choice"), "count"),
            Column("chosen", N_("All choices"), "count"),
            Column("over", N_("More than places"), "count"),
        ],
        figure=_places_figure(setting, shown),
        notes=_demand_notes(words, cohort, rows, who),
    )


def _capacity(known: Any, elective: str) -> int | None:
    return known[elective].capacity if elective in known else None


def held_at(words: Words, cohort: Cohort, one: Elective) -> str:
    """Online, or the place of the course."""
    if one.mode is None:
        return words.t(N_("Not known"))
    places = {phase.place[words.lang] for phase in cohort.course.phases if phase.place}
    return places.pop() if one.mode == "in-person" and len(places) == 1 else words.t(MODES[one.mode])


def _places_figure(setting: Setting, rows: pd.DataFrame, unit: tuple[str, str] = PEOPLE) -> dict[str, Any]:
    """Bars of first and other choices, with marks at the places."""
    words, colours = setting.words, theme.palette(setting.look)
    labels = rows["name"].tolist()
    others = (rows["chosen"] - rows["first"]).tolist()
    said = [
        hover(
            row.name,
            words.n(*unit, row.chosen),
            words.t(N_("first choice: {first}"), first=words.number(row.first)),
            _room(words, row.capacity),
        )
        for row in each(rows)
    ]
    return charts.place_bars(
        labels,
        [
            charts.Part(words.t(FIRST), rows["first"].tolist(), said, colours.series[0]),
            charts.Part(words.t(OTHER), others, said, colours.sequence[2]),
        ],
        rows["capacity"].tolist(),
        [_of(words, row.chosen, row.capacity) for row in each(rows)],
        setting.look,
        keys=rows["elective"].tolist(),
        mark=words.t(N_("Places")),
    )


def _of(words: Words, people: int, places: int | None) -> str:
    if places is None:
        return words.number(people)
    return words.t(N_("{people} for {places}"), people=words.number(people), places=words.number(places))


def _room(words: Words, places: int | None) -> str:
    return words.t(N_("no limit of places is known")) if places is None else words.n(*PLACES, places)


def _demand_title(words: Words, rows: pd.DataFrame) -> str:
    offered = rows[rows["on_offer"]]
    limited = [row for row in each(offered) if row.capacity is not None]
    facts: dict[str, Any] = {"total": words.number(len(offered))}
    first = max(limited, key=lambda row: row.first - row.capacity, default=None)
    over = [row for row in limited if row.over]
    if first is not None and first.first > first.capacity:
        facts |= {
            "elective": first.name,
            "first": words.number(first.first),
            "places": words.n(*PLACES, first.capacity),
        }
        return words.t(N_("{elective}: first choice of {first}, for {places}"), **facts)
    if over:
        most = max(over, key=lambda row: row.over)
        facts |= {"count": words.number(len(over)), "elective": most.name}
        return words.t(
            N_("{count} of {total} electives are wanted by more people than have a place, most of all {elective}"),
            **facts,
        )
    if limited and len(limited) == len(offered):
        return words.t(N_("Each of the {total} electives has a place for everybody who chose it"), **facts)
    top = rows.iloc[0]
    return words.t(
        N_("{elective} is wanted by most: {people}"), elective=top["name"], people=words.n(*PEOPLE, int(top["chosen"]))
    )


def _demand_sentence(words: Words, rows: pd.DataFrame) -> str:
    top = rows.iloc[0]
    facts = {
        "elective": top["name"],
        "people": words.n(*PEOPLE, int(top["chosen"])),
        "first": words.number(top["first"]),
        "room": _room(words, top["capacity"]),
    }
    said = words.t(N_("Most people chose {elective}: {people}, {first} of them first; {room}."), **facts)
    none = [row.name for row in each(rows) if row.on_offer and not row.chosen]
    if none:
        said += " " + words.t(N_("Chosen by nobody: {electives}."), electives=words.list(none))
    return said


def _demand_notes(words: Words, cohort: Cohort, rows: pd.DataFrame, who: str) -> list[str]:
    """What is not in the bars, or is not known."""
    notes = []
    beside = rows[~rows["on_offer"]]
    if len(beside) and cohort.offer:
        notes.append(
            words.t(
                N_("Not on offer, and chosen: {electives}. The offer is set on this page."),
                electives=words.list([f"{row.name} ({words.number(row.chosen)})" for row in each(beside)][:BARS]),
            )
        )
    if not cohort.offer:
        notes.append(
            words.t(N_("The offer is not set: electives are those that the exports name, their places not known."))
        )
    elif (unlimited := [one for one in cohort.offer if one.capacity is None]) and cohort.offer:
        notes.append(
            words.t(N_("No limit of places is known of {count} electives."), count=words.number(len(unlimited)))
        )
    if (unordered := int(rows["unordered"].sum())) > 0:
        notes.append(
            words.t(N_("Choices without an order, none of them first: {count}."), count=words.number(unordered))
        )
    if who == "taking-part":
        without = sum(not one.choices for one in electives.seekers(cohort))
        if without:
            notes.append(words.t(N_("Taking part and without any choice: {people}."), people=words.n(*PEOPLE, without)))
    return notes


@exhibit(
    "cohort/elective-balance",
    question=N_("Are there places where people want them?"),
    datasets=(),
    parameters=(OF, WANTING),
)
def balance(setting: Setting, cohort: Cohort, of: str, who: str) -> Answer:
    words = setting.words
    rows = electives.demand(cohort, who)
    rows = rows[rows["on_offer"]]
    if not cohort.offer:
        return nothing(
            words.t(N_("No elective is on offer")),
            words.t(N_("Set the offer first: it says areas, slots, languages and places.")),
        )
    if not rows["chosen"].sum():
        return no_choices(words, cohort, who)
    found = _by_side(words, cohort, rows, of)
    if list(found["name"]) == [words.t(N_("Not known"))]:
        title, sentence = UNSAID[of]
        return nothing(words.t(title), words.t(sentence))
    limited = [row for row in each(found) if row.capacity]
    top = max(limited, key=lambda row: row.chosen / row.capacity, default=None) or each(found)[0]
    facts = {
        "category": top.name,
        "choices": words.n(*CHOICES, top.chosen),
        "places": _room(words, top.capacity),
        "side": words.t(SIDES[of]),
    }
    return Answer(
        title=words.t(N_("{category}: {choices}, {places}"), **facts),
        subtitle=words.t(N_("{side}: choices of electives, and their places"), **facts),
        sentence=words.t(
            N_(
                "Demand is highest against the places here: {category}, with {choices} ({places}). One person has several."
            ),
            **facts,
        ),
        table=found,
        columns=[
            Column("name", SIDES[of]),
            Column("electives", N_("Electives"), "count"),
            Column("capacity", N_("Places"), "count"),
            Column("first", N_("First choice"), "count"),
            Column("chosen", N_("All choices"), "count"),
        ],
        figure=_places_figure(setting, found, CHOICES),
    )


def _by_side(words: Words, cohort: Cohort, rows: pd.DataFrame, of: str) -> pd.DataFrame:
    """name, elective (the same), electives, first, chosen, capacity (None where one of them has no known limit)."""
    known = electives.by_id(cohort)
    said = {
        "area": lambda one: area(words, cohort, one),
        "slot": lambda one: one.slot or words.t(N_("Not known")),
        "language": lambda one: held_in(words, one),
        "place": lambda one: held_at(words, cohort, one),
    }[of]
    found: dict[str, dict[str, Any]] = {}
    for row in each(rows):
        one = known[row.elective]
        into = found.setdefault(said(one), {"electives": 0, "first": 0, "chosen": 0, "capacity": 0})
        into["electives"] += 1
        into["first"] += row.first
        into["chosen"] += row.chosen
        into["capacity"] = None if None in (into["capacity"], one.capacity) else into["capacity"] + one.capacity
    ordered = sorted(found.items(), key=lambda item: (item[0] == words.t(N_("Not known")), -item[1]["chosen"]))
    table = pd.DataFrame([{"name": label, "elective": label, **one} for label, one in ordered])
    return table.astype({"capacity": object}).where(table.notna(), None)


def nobody_there(words: Words) -> Answer:
    return nothing(
        words.t(N_("Nobody is known to take part")),
        words.t(N_("Import a register with a column “Status”, or Moodle’s list of participants.")),
    )
