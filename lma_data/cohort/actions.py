"""What needs somebody's attention on a day: rules, each with its sentence, and for each person whom it finds the reason.

    for outcome in outcomes(cohort, cohort.today):
        outcome.rule.sentence, outcome.actions, outcome.why_not

A rule says why it cannot be applied (a file is missing), and is silent outside its days. Sessions, activities, visits and
withdrawals are seen from the day; status, letters and payments are what the files say now.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from lma_data.cohort import action_rules as rules
from lma_data.cohort.cohort import Cohort
from lma_data.course import Course
from lma_data.i18n import N_, Words


@dataclass(frozen=True)
class Rule:
    """One rule: its name and sentence, the figures in it, from which day until which it asks, and what finds its people."""

    id: str
    name: str
    sentence: str
    find: Callable[[rules.Seen], Iterator[rules.Action]]
    first: Callable[[Course], date]
    last: Callable[[Course], date] = lambda course: course.end
    facts: Callable[[Course, Words], Mapping[str, str]] = lambda course, words: {}

    def said(self, course: Course, words: Words) -> str:
        return words.t(self.sentence, **self.facts(course, words))


@dataclass(frozen=True)
class Outcome:
    """What a rule finds on a day: actions, or why it cannot be applied; `is_on`: whether it is one of its days."""

    rule: Rule
    actions: tuple[rules.Action, ...]
    is_on: bool
    why_not: str = ""


def outcomes(cohort: Cohort, day: date) -> list[Outcome]:
    """What every rule finds, in the order of the rules: the weightiest first."""
    return cohort.kept(("actions", day), lambda: [_outcome(rules.Seen(cohort, day), rule) for rule in RULES])


def _outcome(seen: rules.Seen, rule: Rule) -> Outcome:
    if not rule.first(seen.course) <= seen.day <= rule.last(seen.course):
        return Outcome(rule, (), False)
    try:
        return Outcome(rule, tuple(rule.find(seen)), True)
    except rules.CannotApply as missing:
        return Outcome(rule, (), True, str(missing))


def by_urgency(found: Sequence[Outcome]) -> list[tuple[Rule, rules.Action]]:
    """All actions, what is due first on top; of one day in the order of the rules."""
    every = [(one.rule, action) for one in found for action in one.actions]
    return sorted(every, key=lambda pair: pair[1].due)


def _after(day: date) -> date:
    return day + timedelta(1)


def _never(course: Course) -> date:
    return date.max


RULES = (
    Rule(
        "attendance-at-the-edge",
        N_("Attendance about to be too low"),
        N_(
            "One more absence makes a condition of the certificate unreachable, a session that counts is at most {days} "
            "away, and sessions have been missed before, excused or not."
        ),
        rules.attendance_at_the_edge,
        first=lambda course: course.start,
        facts=lambda course, words: {"days": words.n(*rules.DAYS, rules.SESSION_DAYS)},
    ),
    Rule(
        "never-logged-in",
        N_("Never logged in"),
        N_("Takes part, and has not been seen on the learning platform by day {day} of the course."),
        rules.never_logged_in,
        first=rules.login_day,
        facts=lambda course, words: {"day": words.number(rules.LOGIN_DAY)},
    ),
    Rule(
        "work-not-handed-in",
        N_("Group work or essay not done"),
        N_("An activity that the certificate asks for is not done, and the course ends in {days} or less."),
        rules.work_not_handed_in,
        first=lambda course: course.end - timedelta(rules.WORK_DAYS),
        facts=lambda course, words: {"days": words.n(*rules.DAYS, rules.WORK_DAYS)},
    ),
    Rule(
        "not-enrolled",
        N_("Confirmed, not on the platform"),
        N_("Confirmed, and not on the newest list of participants of the platform, {days} before the start or later."),
        rules.not_enrolled,
        first=lambda course: course.start - timedelta(rules.ENROL_DAYS),
        facts=lambda course, words: {"days": words.n(*rules.DAYS, rules.ENROL_DAYS)},
    ),
    Rule(
        "fee-overdue",
        N_("Fee not fully paid"),
        N_(
            "Accepted or confirmed, and the price is not fully paid after {day}, the last day on which a withdrawal is free."
        ),
        rules.fee_overdue,
        first=lambda course: _after(rules.last_free_day(course)),
        last=_never,
        facts=lambda course, words: {"day": words.date(rules.last_free_day(course))},
    ),
    Rule(
        "penalty-owed",
        N_("Penalty not fully paid"),
        N_("Withdrawn, and what was paid does not cover the penalty, which is a share of the price."),
        rules.penalty_owed,
        first=lambda course: _after(rules.last_free_day(course)),
        last=_never,
    ),
    Rule(
        "letter-missing",
        N_("Letter of sponsorship missing"),
        N_("Accepted or confirmed after the deadline for applications, {day}, without a letter of sponsorship."),
        rules.letter_missing,
        first=lambda course: _after(course.application_deadline),
        facts=lambda course, words: {"day": words.date(course.application_deadline)},
    ),
    Rule(
        "no-decision",
        N_("Waiting for a decision"),
        N_("Applied, and neither accepted nor refused after the deadline for applications, {day}."),
        rules.no_decision,
        first=lambda course: _after(course.application_deadline),
        facts=lambda course, words: {"day": words.date(course.application_deadline)},
    ),
    Rule(
        "place-free",
        N_("Place free, and people waiting"),
        N_(
            "More places than people accepted and confirmed, and somebody on the waiting list, before the course starts."
        ),
        rules.place_free,
        first=lambda course: date.min,
        last=lambda course: course.start,
    ),
    Rule(
        "language-of-elective",
        N_("Elective in another language"),
        N_(
            "Has chosen an elective that is not given in the person’s language, as a French speaker one in English only."
        ),
        rules.language_of_elective,
        first=lambda course: date.min,
    ),
    Rule(
        "still-enrolled",
        N_("Withdrawn, still on the platform"),
        N_("Withdrawn or cancelled, and still on the newest list of participants of the learning platform."),
        rules.still_enrolled,
        first=lambda course: date.min,
        last=_never,
    ),
)
