"""The journey of a cohort: the steps, who is lost at each, and who is at a later step without an earlier one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import pandas as pd

from lma_data import charts
from lma_data.charts import theme
from lma_data.cohort import Cohort, certificate, journey
from lma_data.cohort.journey import STEPS, Step
from lma_data.enrolment import vocabularies
from lma_data.exhibits.base import Answer, Column, Setting, exhibit, nothing
from lma_data.exhibits.cohort_shared import met_and_not_complete, name_of
from lma_data.exhibits.shared import PEOPLE, hover
from lma_data.i18n import N_, NN_, Words

LOST = NN_("{count} lost", "{count} lost")
UNSAID = NN_("{count} not known", "{count} not known")
CERTIFIED = N_(
    "Certified: all conditions of the certificate of which the files say something are met, seen today. "
    "Completed the course: as the learning platform says it."
)
NESTED = N_("At each step are counted those who reached all known steps before it.")
CONFIRMED = N_("Whoever withdrew had been selected, and had confirmed where something was paid.")


@exhibit(
    "cohort/journey",
    question=N_("How many came from application to certificate, and where were they lost?"),
    datasets=(),
)
def steps(setting: Setting, cohort: Cohort) -> Answer:
    words = setting.words
    found = journey.journey(cohort)
    known = journey.steps(found)
    if not found.people or not known:
        return no_steps(words)
    names = {step: words.t(name) for step, name in STEPS.items()}
    first, last = known[0], known[-1]
    facts: dict[str, Any] = {
        "first": words.number(first.reached),
        "last": words.number(last.reached),
        "from": names[first.id],
        "to": names[last.id],
    }
    if len(known) == 1:
        title = words.t(N_("{from}: {first} people; no file says how they went on"), **facts)
    else:
        title = words.t(N_("{from}: {first} people; {to}: {last}"), **facts)
    return Answer(
        title=title,
        subtitle=words.t(N_("People who reached each step and all before it, and those lost on the way to it")),
        sentence=" ".join(filter(None, [_told(words, known, names), _met(words, cohort, found)])),
        table=pd.DataFrame([_row(words, cohort, one, names) for one in known]),
        columns=[
            Column("step", N_("Step")),
            Column("reached", N_("Reached"), "count"),
            Column("lost", N_("Lost at it"), "count"),
            Column("not_known", N_("Not known"), "count"),
            Column("statuses", N_("Status of the lost")),
        ],
        figure=_bars(setting, cohort, known, names),
        notes=_notes(words, found),
    )


def no_steps(words: Words) -> Answer:
    return nothing(
        words.t(N_("No file says how far people have come")),
        words.t(
            N_(
                "Import a register or an export of applications for the first steps, the participants of the learning "
                "platform, attendance and completion for the later ones."
            )
        ),
    )


def _told(words: Words, known: Sequence[Step], names: dict[str, str]) -> str:
    """Every step with its number, and the one at which most are lost."""
    counted = words.list([f"{names[one.id]} {words.number(one.reached)}" for one in known])
    worst = max(known, key=lambda one: one.lost)
    if not worst.lost:
        return words.t(N_("People at each step: {steps}."), steps=counted)
    return words.t(
        N_("People at each step: {steps}. Most are lost on the way to “{step}”: {lost}."),
        steps=counted,
        step=names[worst.id],
        lost=words.number(worst.lost),
    )


def _met(words: Words, cohort: Cohort, found: journey.Journey) -> str:
    return met_and_not_complete(words, found, certificate.standing(cohort, cohort.today))


def _row(words: Words, cohort: Cohort, one: Step, names: dict[str, str]) -> dict[str, Any]:
    return {
        "step": names[one.id],
        "reached": one.reached,
        "lost": one.lost,
        "not_known": one.not_known,
        "statuses": _statuses(words, cohort, one),
    }


def _statuses(words: Words, cohort: Cohort, one: Step) -> str:
    """Of those who were lost at a step: 8 Not selected, 8 Waiting list, 1 Applied."""
    named = []
    for code, people in one.by_status:
        status = vocabularies.name("status", code, cohort.course).said(words) if code else words.t(N_("Not known"))
        named.append(f"{words.number(people)} {status}")
    return words.t(N_("; ")).join(named)


def _bars(setting: Setting, cohort: Cohort, known: Sequence[Step], names: dict[str, str]) -> dict[str, Any]:
    """A bar a step, as long as the step before: those who reached it, those of whom it is not known, and the lost."""
    words, look = setting.words, setting.look
    parts = [
        charts.Part(
            words.t(N_("Reached it")),
            [one.reached for one in known],
            [hover(names[one.id], words.n(*PEOPLE, one.reached)) for one in known],
            theme.colour("reached", look),
        ),
        charts.Part(
            words.t(N_("Lost at it")),
            [one.lost for one in known],
            [hover(names[one.id], words.n(*LOST, one.lost), _statuses(words, cohort, one)) for one in known],
            theme.palette(look).other,
            "/",
        ),
    ]
    if any(one.not_known for one in known):
        parts.append(
            charts.Part(
                words.t(N_("Not known")),
                [one.not_known for one in known],
                [hover(names[one.id], words.n(*UNSAID, one.not_known)) for one in known],
                theme.palette(look).missing,
            )
        )
    return charts.stacked_bars(
        [names[one.id] for one in known],
        parts,
        [_end(setting, one) for one in known],
        look,
        keys=[one.id for one in known],
    )


def _end(setting: Setting, one: Step) -> str:
    """What stands at the end of a bar: how many, and how many were lost."""
    words = setting.words
    if not one.lost:
        return f"<b>{words.number(one.reached)}</b>"
    lost = f"−{words.number(one.lost)}" if setting.look.compact else words.n(*LOST, one.lost)
    return f"<b>{words.number(one.reached)}</b> ({lost})"


def _notes(words: Words, found: journey.Journey) -> list[str]:
    notes = [words.t(NESTED), words.t(CERTIFIED), words.t(CONFIRMED)]
    if found.unknown:
        unknown = words.list([words.t(STEPS[step]) for step in found.unknown])
        notes.append(
            words.t(N_("Of these steps no file says anything; they are left out, not 0: {steps}."), steps=unknown)
        )
    odd = journey.out_of_order(found)
    if odd:
        notes.append(
            words.t(
                N_(
                    "Not counted at a later step, because a step before it is missing: {people}. “Later steps without "
                    "an earlier one” names them."
                ),
                people=words.n(*PEOPLE, len(odd)),
            )
        )
    withdrawn = int((found.statuses == "withdrawn").sum())
    if withdrawn:
        notes.append(words.t(N_("Withdrawn from a place: {people}."), people=words.n(*PEOPLE, withdrawn)))
    return notes


@exhibit(
    "cohort/out-of-order",
    question=N_("Who reached a later step without an earlier one?"),
    datasets=(),
)
def out_of_order(setting: Setting, cohort: Cohort) -> Answer:
    words = setting.words
    found = journey.out_of_order(journey.journey(cohort))
    if not found:
        return nothing(
            words.t(N_("Nobody reached a later step without an earlier one")),
            words.t(
                N_("Of all whom the files show at a step, they show the steps before it too, as far as they know them.")
            ),
        )
    kinds = Counter((one.reached, one.without) for one in found)
    (reached, without), most = kinds.most_common(1)[0]
    facts = {
        "people": words.n(*PEOPLE, len(found)),
        "most": words.number(most),
        "reached": words.t(STEPS[reached]),
        "without": _listed(words, without),
    }
    return Answer(
        title=words.t(N_("Later steps without an earlier one: {people}"), **facts),
        subtitle=words.t(N_("People at a step without one before it, as far as the files say")),
        sentence=words.t(N_("Most often “{reached}” without “{without}”: {most} of {people}."), **facts),
        table=pd.DataFrame(
            {
                "name": [name_of(cohort, one.person) for one in found],
                "reached": [words.t(STEPS[one.reached]) for one in found],
                "without": [_listed(words, [step for step in one.without if step not in one.unsaid]) for one in found],
                "unsaid": [_listed(words, one.unsaid) for one in found],
            }
        ),
        columns=[
            Column("name", N_("Name")),
            Column("reached", N_("Last step reached")),
            Column("without", N_("Not reached")),
            Column("unsaid", N_("Not known")),
        ],
        figure=None,
        notes=[words.t(CERTIFIED)],
    )


def _listed(words: Words, steps: Sequence[str]) -> str:
    return words.t(N_("; ")).join(words.t(STEPS[step]) for step in steps)
