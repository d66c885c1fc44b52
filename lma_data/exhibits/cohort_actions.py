"""The action list of a cohort: what needs somebody's attention on a day, by urgency, and the rules behind it."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

import pandas as pd

from lma_data import charts
from lma_data.charts import theme
from lma_data.cohort import Cohort, actions
from lma_data.cohort.actions import Outcome
from lma_data.exhibits.base import Answer, Column, Parameter, Setting, Value, exhibit, nothing
from lma_data.exhibits.cohort_parameters import DAY, on
from lma_data.exhibits.shared import PEOPLE, hover
from lma_data.i18n import N_, NN_, Words

ALL = "all"
NAMES = {rule.id: rule.name for rule in actions.RULES}
THINGS = NN_("{count} thing to do", "{count} things to do")
LATE = NN_("{count} day overdue", "{count} days overdue")
SOON = NN_("in {count} day", "in {count} days")
AS_OF = N_(
    "Sessions, activities, visits and withdrawals are seen from the day chosen; status, letters and payments are what the "
    "files say now."
)


def _rule(words: Words, value: Value) -> str:
    return words.t(N_("All rules")) if value == ALL else words.t(NAMES[str(value)])


RULE = Parameter("rule", N_("Rule"), lambda: (ALL, *NAMES), ALL, _rule)


@exhibit(
    "cohort/actions",
    question=N_("What needs somebody’s attention?"),
    datasets=(),
    parameters=(DAY, RULE),
)
def action_list(setting: Setting, cohort: Cohort, day: str, rule: str) -> Answer:
    words, seen = setting.words, on(cohort, day)
    found = [one for one in actions.outcomes(cohort, seen) if rule in (ALL, one.rule.id)]
    rows = actions.by_urgency(found)
    if not rows:
        return _none(words, cohort, seen, found)
    named = [cohort.who.get(action.person) for _, action in rows]
    names = {one.rule.id: words.t(one.rule.name) for one in found}
    sentences = {one.rule.id: one.rule.said(cohort.course, words) for one in found}
    late = sum(action.due < seen for _, action in rows)
    facts = {
        "things": words.n(*THINGS, len(rows)),
        "people": words.n(*PEOPLE, len({action.person for _, action in rows if action.person})),
        "late": words.number(late),
        "day": words.date(seen),
    }
    return Answer(
        title=words.t(N_("{things} on {day}, {late} of them overdue"), **facts),
        subtitle=words.t(
            N_("By urgency; what each rule asks stands with the rules")
            if setting.look.compact
            else N_("By urgency; what each rule asks stands beside it")
        ),
        sentence=words.t(N_("{things} for {people} on {day}; {late} are past their day."), **facts),
        table=pd.DataFrame(
            {
                "urgency": [_urgency(words, (action.due - seen).days) for _, action in rows],
                "due": [action.due for _, action in rows],
                "name": [_name(words, action.person, who) for (_, action), who in zip(rows, named, strict=True)],
                "email": [who.email if who else "" for who in named],
                "what": [names[one.id] for one, _ in rows],
                "why": [action.reason(words) for _, action in rows],
                "rule": [sentences[one.id] for one, _ in rows],
            }
        ),
        columns=[
            Column("urgency", N_("Urgency")),
            Column("name", N_("Name")),
            Column("what", N_("What")),
            Column("why", N_("Why")),
            Column("due", N_("Due by")),
            Column("email", N_("E-mail address")),
            *([] if setting.look.compact else [Column("rule", N_("Rule"))]),  # too long; “action-rules” has them
        ],
        figure=None,
        notes=[words.t(AS_OF), *_unapplied(words, found)],
    )


def _none(words: Words, cohort: Cohort, seen: date, found: list[Outcome]) -> Answer:
    """Nothing to do is said only as far as rules could be applied."""
    unapplied = _unapplied(words, found)
    day = words.date(seen)
    if not cohort.size or unapplied and all(one.why_not for one in found if one.is_on):
        title = words.t(N_("What needs attention on {day} cannot be said"), day=day)
    else:
        title = words.t(N_("Nothing needs attention on {day}"), day=day)
    sentence = words.t(N_("No rule that can be applied finds anybody on this day."))
    return nothing(title, sentence, notes=[words.t(AS_OF), *unapplied])


def _unapplied(words: Words, found: list[Outcome]) -> list[str]:
    """The rules that have no ground to stand on, with what is missing."""
    reasons: dict[str, list[str]] = {}
    for one in found:
        if one.why_not:
            reasons.setdefault(one.why_not, []).append(words.t(one.rule.name))
    return [
        words.t(N_("Not applied: {rules}. {why}"), rules=words.t(N_("; ")).join(names), why=words.t(why))
        for why, names in reasons.items()
    ]


def _urgency(words: Words, days: int) -> str:
    if days < 0:
        return words.n(*LATE, -days)
    return words.n(*SOON, days) if days else words.t(N_("today"))


def _name(words: Words, person: str, who: Any) -> str:
    if not person:
        return words.t(N_("The cohort"))
    return who.name if who else ""


@exhibit(
    "cohort/action-rules",
    question=N_("Which rules find something to do, and which cannot be applied?"),
    datasets=(),
    parameters=(DAY,),
)
def rules(setting: Setting, cohort: Cohort, day: str) -> Answer:
    words, seen = setting.words, on(cohort, day)
    if not cohort.size:
        return nothing(
            words.t(N_("What needs attention on {day} cannot be said"), day=words.date(seen)),
            words.t(N_("Nobody is in this cohort yet.")),
        )
    found = actions.outcomes(cohort, seen)
    counts = Counter({one.rule.id: len(one.actions) for one in found})
    finding = [one for one in found if one.actions]
    facts: dict[str, Any] = {"day": words.date(seen), "things": words.n(*THINGS, counts.total())}
    if finding:
        most = max(finding, key=lambda one: len(one.actions))
        facts |= {"most": words.t(most.rule.name), "count": words.number(len(most.actions))}
        title = words.t(N_("{most}: {count} of {things}"), **facts)
    else:
        title = words.t(N_("No rule finds anything to do"))
    return Answer(
        title=title,
        subtitle=words.t(N_("Things to do by rule, on {day}"), **facts),
        sentence=words.t(N_("On {day} there are {things} by all rules together."), **facts),
        table=pd.DataFrame(
            {
                "name": [words.t(one.rule.name) for one in found],
                "count": [len(one.actions) if one.is_on and not one.why_not else None for one in found],
                "sentence": [one.rule.said(cohort.course, words) for one in found],
                "state": [_state(words, one) for one in found],
            }
        ),
        columns=[
            Column("name", N_("Rule")),
            Column("count", N_("Things to do"), "count"),
            Column("sentence", N_("What it asks")),
            Column("state", N_("Is it applied?")),
        ],
        figure=charts.category_bars([_bar(setting, one) for one in found], setting.look),
        notes=[words.t(AS_OF), *_unapplied(words, found)],
    )


def _state(words: Words, one: Outcome) -> str:
    if not one.is_on:
        return words.t(N_("not on this day"))
    return words.t(one.why_not) if one.why_not else words.t(N_("applied"))


def _bar(setting: Setting, one: Outcome) -> charts.Category:
    words = setting.words
    applied = one.is_on and not one.why_not
    if applied:
        text = words.number(len(one.actions))
    else:
        text = words.t(N_("a file is missing")) if one.why_not else words.t(N_("not on this day"))
    return charts.Category(
        words.t(one.rule.name),
        len(one.actions) if applied else None,
        text,
        hover(words.t(one.rule.name), _state(words, one)),
        theme.colour("reached", setting.look),
    )
