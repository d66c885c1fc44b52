"""The certificate: who meets its conditions on a day, who still can, who no longer can, and what each person lacks."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import Any

import pandas as pd

from lma_data import charts
from lma_data.charts import theme
from lma_data.cohort import Cohort, certificate, journey
from lma_data.cohort.certificate import IMPOSSIBLE, MET, POSSIBLE, UNKNOWN, Of, Standing
from lma_data.exhibits.base import Answer, Column, Setting, exhibit, nothing
from lma_data.exhibits.cohort_parameters import DAY, on
from lma_data.exhibits.cohort_shared import met_and_not_complete
from lma_data.exhibits.shared import PEOPLE, hover
from lma_data.i18n import N_, Words

OVERALL = {
    MET: N_("All conditions met"),
    POSSIBLE: N_("Still possible"),
    IMPOSSIBLE: N_("No longer possible"),
    UNKNOWN: N_("Not known"),
}
OF_ONE = {**OVERALL, MET: N_("Met")}
PATTERNS = {MET: "", POSSIBLE: ".", IMPOSSIBLE: "/", UNKNOWN: ""}
ROLES = {MET: "met", POSSIBLE: "possible", IMPOSSIBLE: "no-longer"}
RULES = (
    N_(
        "Activities can be done until the last day of the course; what was handed in counts, passed or not. Of sessions, "
        "those held count, and those to come can still be attended."
    ),
    N_(
        "Present and late count as there; an excused absence does not count against; where attendance was not taken, it "
        "is not known. A session for which somebody has no entry is not counted for that person."
    ),
)
MODES = {
    "in-person": N_("there at {share} of the face-to-face sessions"),
    "online": N_("there at {share} of the online sessions"),
}
URGENT = [IMPOSSIBLE, POSSIBLE, UNKNOWN, MET]  # the order of the list


@exhibit(
    "cohort/certificate",
    question=N_("Who gets the certificate, who still can, and who no longer can?"),
    datasets=(),
    parameters=(DAY,),
)
def overview(setting: Setting, cohort: Cohort, day: str) -> Answer:
    words = setting.words
    found = certificate.standing(cohort, on(cohort, day))
    if missing := _nothing(words, found):
        return missing
    counts = {state: found.with_state(state) for state in OVERALL}
    facts = _facts(words, found)
    return Answer(
        title=words.t(
            N_("{met} of {people} meet all known conditions of the certificate")
            if not counts[POSSIBLE]
            else N_("{met} of {people} meet all known conditions of the certificate, {possible} still can"),
            **facts,
        ),
        subtitle=words.t(N_("People who take part, by what they can still reach, on {day}"), **facts),
        sentence=words.t(
            N_(
                "On {day}, of {people} who take part, {met} meet all conditions of which files say something, {possible} "
                "still can, {no_longer} no longer can; of {unknown} it is not known."
            ),
            **facts,
        ),
        table=pd.DataFrame(
            {
                "state": [words.t(name) for name in OVERALL.values()],
                "people": list(counts.values()),
                "share": [count / len(found.people) * 100 for count in counts.values()],
            }
        ),
        columns=[
            Column("state", N_("Certificate")),
            Column("people", N_("People"), "count"),
            Column("share", N_("Share in %"), "percent", 1),
        ],
        figure=charts.category_bars(
            [
                charts.Category(
                    words.t(name),
                    counts[state],
                    words.number(counts[state]),
                    hover(words.t(name), words.n(*PEOPLE, counts[state])),
                    _colour(setting, state),
                )
                for state, name in OVERALL.items()
            ],
            setting.look,
        ),
        notes=[*_beside_the_journey(words, cohort, found), *_notes(words, found)],
    )


@exhibit(
    "cohort/certificate-conditions",
    question=N_("Which condition of the certificate is it that people lack?"),
    datasets=(),
    parameters=(DAY,),
)
def conditions(setting: Setting, cohort: Cohort, day: str) -> Answer:
    words, look = setting.words, setting.look
    found = certificate.standing(cohort, on(cohort, day))
    if missing := _nothing(words, found):
        return missing
    known = sorted(found.known, key=lambda one: int((one.states == MET).sum()))
    names = [_text(words, one) for one in known]
    counts = {state: [int((one.states == state).sum()) for one in known] for state in OF_ONE}
    rarest, facts = known[0], _facts(words, found)
    facts |= {"condition": names[0], "met": words.number((rarest.states == MET).sum())}
    return Answer(
        title=words.t(N_("{condition}: met by {met} of {people}"), **facts),
        subtitle=words.t(N_("People who take part, by condition of the certificate, on {day}"), **facts),
        sentence=words.t(
            N_("The condition that the fewest meet is “{condition}”: {met} of {people} on {day}."), **facts
        ),
        table=pd.DataFrame(
            {
                "condition": names,
                **{str(state): counts[state] for state in OF_ONE},
                "rule": [_rule(words, cohort, one) for one in known],
            }
        ),
        columns=[
            Column("condition", N_("Condition")),
            *(Column(str(state), name, "count") for state, name in OF_ONE.items()),
            Column("rule", N_("How files tell")),
        ],
        figure=charts.stacked_bars(
            [_wrapped(name, look.compact) for name in names],
            [
                charts.Part(
                    words.t(name),
                    counts[state],
                    [
                        hover(one, words.t(name), words.n(*PEOPLE, count))
                        for one, count in zip(names, counts[state], strict=True)
                    ],
                    _colour(setting, state),
                    PATTERNS[state],
                )
                for state, name in OF_ONE.items()
                if any(counts[state])
            ],
            [words.t(N_("{met} met"), met=words.number(count)) for count in counts[MET]],
            look,
            keys=[one.condition.id for one in known],
        ),
        notes=_notes(words, found),
    )


@exhibit(
    "cohort/certificate-people",
    question=N_("What does each person lack for the certificate?"),
    datasets=(),
    parameters=(DAY,),
)
def people(setting: Setting, cohort: Cohort, day: str) -> Answer:
    words = setting.words
    found = certificate.standing(cohort, on(cohort, day))
    if missing := _nothing(words, found):
        return missing
    lacking = [_lacks(words, one) for one in found.known]
    rank = {state: place for place, state in enumerate(URGENT)}
    named = [cohort.who.get(person) for person in found.people]
    rows = sorted(
        (rank[state], who.name if who else "", place)
        for place, (state, who) in enumerate(zip(found.overall.tolist(), named, strict=True))
    )
    order = [place for _, _, place in rows]
    facts = _facts(words, found)
    without = len(found.people) - found.with_state(MET)
    facts["without"] = words.number(without)
    return Answer(
        title=words.t(N_("{without} of {people} lack something for the certificate, or it is not known"), **facts)
        if without
        else words.t(N_("Nobody lacks anything for the certificate"), **facts),
        subtitle=words.t(N_("Who takes part, and the conditions that are not met on {day}"), **facts),
        sentence=words.t(
            N_(
                "Those who can no longer get it come first, then those who still can; the last meet all known conditions."
            )
        ),
        table=pd.DataFrame(
            {
                "name": [who.name if (who := named[place]) else "" for place in order],
                "email": [who.email if (who := named[place]) else "" for place in order],
                "state": [words.t(OVERALL[int(found.overall[place])]) for place in order],
                "lacks": [words.t(N_("; ")).join(text for one in lacking if (text := one[place])) for place in order],
            }
        ),
        columns=[
            Column("name", N_("Name")),
            Column("email", N_("E-mail address")),
            Column("state", N_("Certificate")),
            Column("lacks", N_("What is missing")),
        ],
        figure=None,
        notes=_notes(words, found),
    )


def _nothing(words: Words, found: Standing) -> Answer | None:
    if not found.people:
        return nothing(
            words.t(N_("Nobody is known to take part")),
            words.t(N_("Import a register that says who has confirmed, or the participants of the learning platform.")),
        )
    if not found.known:
        return nothing(
            words.t(N_("No file says anything of the conditions of the certificate")),
            words.t(N_("Import the completion of activities, the grades and the attendance of the learning platform.")),
        )
    return None


def _facts(words: Words, found: Standing) -> dict[str, Any]:
    return {
        "day": words.date(found.day),
        "people": words.n(*PEOPLE, len(found.people)),
        "met": words.number(found.with_state(MET)),
        "possible": words.number(found.with_state(POSSIBLE)),
        "no_longer": words.number(found.with_state(IMPOSSIBLE)),
        "unknown": words.number(found.with_state(UNKNOWN)),
    }


def _colour(setting: Setting, state: int) -> str:
    return theme.colour(ROLES[state], setting.look) if state in ROLES else theme.palette(setting.look).other


def _text(words: Words, of: Of) -> str:
    return str(of.condition.text[words.lang])


def _wrapped(name: str, compact: bool) -> str:
    return "<br>".join(textwrap.wrap(name, 22 if compact else 32))


def _rule(words: Words, cohort: Cohort, of: Of) -> str:
    """How files tell that a condition is met, from the course's file."""
    one = of.condition
    activities = {activity.id: activity.name[words.lang] for activity in cohort.course.activities}
    rules = [
        words.t(N_("done: {activities}"), activities=words.list([activities[name] for name in one.activities]))
    ] * bool(one.activities)
    if one.electives:
        rules.append(words.t(N_("electives completed: {count} or more"), count=words.number(one.electives)))
    if one.mode:
        share = words.percent(float(one.share) * 100, None)
        rules.append(words.t(MODES[one.mode], share=share))
    if one.assumed:
        rules.append(words.t(N_("assumed: the course does not publish the number")))
    return words.t(N_("; ")).join(rules)


def _beside_the_journey(words: Words, cohort: Cohort, found: Standing) -> list[str]:
    """Why fewer are certified on the journey, where that is so."""
    said = met_and_not_complete(words, journey.journey(cohort), found)
    return [said + " " + words.t(N_("The journey counts these as lost before its last step."))] if said else []


def _notes(words: Words, found: Standing) -> list[str]:
    notes = [words.t(rule) for rule in RULES]
    if found.silent:
        silent = [_text(words, one) for one in found.silent]
        notes.insert(
            0,
            words.t(
                N_("Not known of anybody, because no file says anything of it, and not counted: {conditions}."),
                conditions=words.t(N_("; ")).join(silent),
            ),
        )
    return notes


def _lacks(words: Words, of: Of) -> Sequence[str]:
    """What each person lacks of one condition; an empty text where it is met."""
    texts = {
        state: words.t(N_("{condition} ({state})"), condition=_text(words, of), state=words.t(OF_ONE[state]).lower())
        for state in (POSSIBLE, IMPOSSIBLE, UNKNOWN)
    }
    texts[MET] = ""
    plain = [texts[state] for state in of.states.tolist()]
    if of.attendance is None:
        return plain
    there, absent = of.attendance.there.tolist(), of.attendance.absent.tolist()
    return [
        text and words.t(N_("{text}: there {there}, absent {absent}"), text=text, there=there[n], absent=absent[n])
        for n, text in enumerate(plain)
    ]
