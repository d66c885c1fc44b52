"""What the rules of the action list find: for each a function, from a cohort on a day to people with the reason."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd

from lma_data.cohort import certificate, fees, offer, selection
from lma_data.cohort.cohort import Cohort
from lma_data.course import Course
from lma_data.i18n import N_, NN_, Words, is_missing

# When a rule begins to ask for attention: in one place, with the reason.
LOGIN_DAY = 3  # of the course, the first day is 1: who has not logged in by then has missed the opening
ENROL_DAYS = 7  # before the start: time for the platform's invitation, and for a reminder
SESSION_DAYS = 7  # before a session: time to write to somebody who must not miss it
WORK_DAYS = 7  # before the end of the course: time to write an essay
DAYS = NN_("{count} day", "{count} days")
SESSIONS = NN_("{count} session", "{count} sessions")
PEOPLE = NN_("{count} person", "{count} people")
FREE = NN_("{count} place free", "{count} places free")


@dataclass(frozen=True)
class Action:
    """Something to be done: about whom ("" for the cohort), until when, and the reason in the reader's words."""

    person: str
    due: date
    reason: Callable[[Words], str]


@dataclass(frozen=True)
class Seen:
    """A cohort on a day, as the rules see it."""

    cohort: Cohort
    day: date

    @property
    def course(self) -> Course:
        return self.cohort.course

    @property
    def people(self) -> pd.DataFrame:
        return self.cohort.rows("person")

    def said(self, column: str) -> bool:
        """Whether some file says this of anybody."""
        return bool(self.people[column].notna().any())

    def with_status(self, *statuses: str) -> pd.Series:
        return self.people["status"].isin(statuses)

    def where(self, mask: Any, *columns: str) -> Iterator[tuple[Any, ...]]:
        """These columns of the people of a mask; None where it is not known."""
        rows = self.people.loc[np.asarray(mask, bool), ["person", *columns]].astype(object)
        return zip(*(rows[name].where(rows[name].notna(), None).tolist() for name in rows), strict=True)


class CannotApply(Exception):
    """A rule has no ground to stand on; the message says which file or setting is missing."""


def last_free_day(course: Course) -> date:
    """The last day on which a withdrawal costs nothing; the day before the start where it always costs something."""
    free = [tier.days_before for tier in course.withdrawal.tiers if not tier.penalty]
    return course.start - timedelta(min(free, default=1))


def _need(is_there: bool, missing: str) -> None:
    if not is_there:
        raise CannotApply(missing)


NO_STATUS = N_("No file says the status of anybody: import the register or the registration system.")
NO_PAYMENT = N_("No file says what was paid: import the register or the registration system.")
NO_LETTER = N_("No file says who has a letter of sponsorship: import the register.")
NO_MOODLE = N_("No list of participants of the learning platform has been imported.")
NO_VISITS = N_("No log of the learning platform has been imported.")
NO_CHOICE = N_("No choice of electives has been imported.")
NO_ATTENDANCE = N_("No list of attendance names a session that a condition of the certificate counts.")
NO_ACTIVITY = N_("No file says who has done the activities: import the completion or the grades.")
NO_PLACES = N_("The number of places is not set: set it on this page, under “Applications”.")
NO_LANGUAGE = N_("No file says which language people work in.")


def fee_overdue(seen: Seen) -> Iterator[Action]:
    _need(seen.said("status"), NO_STATUS)
    _need(seen.said("paid"), NO_PAYMENT)
    for person, account in fees.people(seen.cohort).items():
        owed = fees.balance(seen.course, account).owed
        if account.status in fees.PLACE and owed:
            yield Action(person, last_free_day(seen.course), _owed(seen.course, owed, account.price))


def penalty_owed(seen: Seen) -> Iterator[Action]:
    _need(seen.said("status"), NO_STATUS)
    _need(seen.said("paid"), NO_PAYMENT)
    for person, account in fees.people(seen.cohort).items():
        if account.status != fees.WITHDRAWN or not account.withdrawn_on or account.withdrawn_on > seen.day:
            continue
        found = fees.balance(seen.course, account)
        if found.owed and found.due:
            yield Action(person, account.withdrawn_on, _owed(seen.course, found.owed, found.due))


def _owed(course: Course, owed: Any, due: Any) -> Callable[[Words], str]:
    return lambda words: words.t(
        N_("{owed} {currency} owed of {due}"),
        owed=_amount(words, owed),
        due=_amount(words, due),
        currency=course.price.currency,
    )


def _amount(words: Words, amount: Any) -> str:
    return words.number(amount, 2 * (amount != int(amount)))


def letter_missing(seen: Seen) -> Iterator[Action]:
    _need(seen.said("status"), NO_STATUS)
    _need(seen.said("letter"), NO_LETTER)
    without = seen.with_status(*fees.PLACE) & seen.people["letter"].eq(False)
    for (person,) in seen.where(without):
        yield Action(person, seen.course.start, lambda words: words.t(N_("The register says that there is no letter")))


def no_decision(seen: Seen) -> Iterator[Action]:
    _need(seen.said("status"), NO_STATUS)
    deadline = seen.course.application_deadline
    for person, applied in seen.where(seen.with_status("applied"), "applied_on"):
        yield Action(person, deadline, _applied(applied))


def _applied(applied: date | None) -> Callable[[Words], str]:
    if applied is None:
        return lambda words: words.t(N_("Applied, on a day that is not known"))
    return lambda words: words.t(N_("Applied on {day}"), day=words.date(applied))


def place_free(seen: Seen) -> Iterator[Action]:
    _need(seen.said("status"), NO_STATUS)
    places = selection.places(seen.cohort)
    _need(places.total is not None, NO_PLACES)
    waiting = int(seen.with_status("waiting-list").sum())
    free = (places.total or 0) - places.confirmed - places.accepted  # who is accepted has been offered one
    if free > 0 and waiting:
        yield Action(
            "",
            seen.course.start,
            lambda words: words.t(
                N_("{free}; on the waiting list: {waiting}"),
                free=words.n(*FREE, free),
                waiting=words.n(*PEOPLE, waiting),
            ),
        )


def not_enrolled(seen: Seen) -> Iterator[Action]:
    _need(seen.said("status"), NO_STATUS)
    _need(seen.said("in_moodle"), NO_MOODLE)
    missing = seen.with_status("confirmed") & ~seen.people["in_moodle"].eq(True)
    for (person,) in seen.where(missing):
        yield Action(
            person,
            seen.course.start,
            lambda words: words.t(N_("Confirmed, and not among the participants of the learning platform")),
        )


def never_logged_in(seen: Seen) -> Iterator[Action]:
    _need(seen.said("in_moodle"), NO_MOODLE)
    _need(seen.said("first_seen"), NO_VISITS)
    people = seen.people
    unseen = np.array([is_missing(day) or day > seen.day for day in people["first_seen"].tolist()], bool)
    absent = people["taking_part"].eq(True) & people["in_moodle"].eq(True) & unseen
    course_day = (seen.day - seen.course.start).days + 1
    for (person,) in seen.where(absent):
        yield Action(
            person,
            login_day(seen.course),
            lambda words: words.t(N_("Not seen by day {day} of the course"), day=words.number(course_day)),
        )


def login_day(course: Course) -> date:
    return course.start + timedelta(LOGIN_DAY - 1)


def language_of_elective(seen: Seen) -> Iterator[Action]:
    choices = seen.cohort.rows("choice")
    _need(not choices.empty, NO_CHOICE)
    _need(seen.said("language"), NO_LANGUAGE)
    spoken = _languages(seen.cohort, sorted(set(choices["elective"])))
    own = dict(seen.where(seen.people["language"].isin(seen.course.languages), "language"))
    found: dict[str, list[str]] = {}
    for person, elective in zip(choices["person"].tolist(), choices["elective"].tolist(), strict=True):
        languages = spoken[elective][1]
        if person in own and languages and own[person] not in languages:
            found.setdefault(person, []).append(elective)
    for person, electives in found.items():
        yield Action(person, seen.course.start, _not_spoken(own[person], [spoken[one] for one in electives]))


def _languages(cohort: Cohort, keys: Sequence[str]) -> dict[str, tuple[Mapping[str, str], list[str]]]:
    """Name and languages of each elective that was chosen: of the offer, else as its name in the export says."""
    by_id = {one.id: one for one in cohort.offer}
    called = offer.called(cohort.offer, keys)
    found: dict[str, tuple[Mapping[str, str], list[str]]] = {}
    for key in keys:
        one = by_id[called[key]] if key in called else next(iter(offer.from_names([key], [])), None)
        names = {"en": one.name.en, "fr": one.name.fr} if one else {"en": key, "fr": key}
        found[key] = names, [str(language) for language in one.languages] if one else []
    return found


def _not_spoken(own: str, electives: Sequence[tuple[Mapping[str, str], Sequence[str]]]) -> Callable[[Words], str]:
    def said(words: Words) -> str:
        listed = [f"{names[words.lang]} ({'/'.join(languages).upper()})" for names, languages in electives]
        return words.t(
            N_("Works in {language}, has chosen: {electives}"), language=own.upper(), electives=words.list(listed)
        )

    return said


def attendance_at_the_edge(seen: Seen) -> Iterator[Action]:
    found = certificate.standing(seen.cohort, seen.day)
    counted = [one for one in found.conditions.values() if one.attendance is not None]
    _need(bool(counted), NO_ATTENDANCE)
    missed = _missed(seen)
    for one in counted:
        following = one.attendance.sessions.next_day if one.attendance else None
        if following is None or following > seen.day + timedelta(SESSION_DAYS):
            continue
        for place in np.flatnonzero(certificate.at_the_edge(one)):
            person = found.people[place]
            if person in missed:
                yield Action(person, following, _edge(one, missed[person]))


def _missed(seen: Seen) -> dict[str, int]:
    """How many sessions of the course each person has missed until the day, excused or not."""
    rows = seen.cohort.ask("cohort/missed_sessions", day=seen.day)
    return dict(zip(rows["person"].tolist(), rows["missed"].tolist(), strict=True))


def _edge(of: certificate.Of, missed: int) -> Callable[[Words], str]:
    return lambda words: words.t(
        N_("One more absence, and this is out of reach: {condition}. Missed so far: {sessions}"),
        condition=of.condition.text[words.lang],
        sessions=words.n(*SESSIONS, missed),
    )


def work_not_handed_in(seen: Seen) -> Iterator[Action]:
    wanted = {name for one in seen.course.certificate.conditions for name in one.activities}
    works = [one for one in seen.course.activities if one.id in wanted and one.kind in ("group-work", "assignment")]
    rows = seen.cohort.rows("activity")
    _need(bool(works) and bool(rows["activity"].isin([one.id for one in works]).any()), NO_ACTIVITY)
    left = (seen.course.end - seen.day).days
    people = seen.people["person"][seen.people["taking_part"].eq(True)].tolist()
    done = certificate.activities_done(seen.cohort, {one.id: [one.id] for one in works}, people, seen.day)
    for work in works:
        if work.id in done:
            for place in np.flatnonzero(done[work.id].open):
                yield Action(people[place], seen.course.end, _work(work.name, left))


def _work(name: Any, left: int) -> Callable[[Words], str]:
    return lambda words: words.t(
        N_("Not done: {activity}; {days} left"), activity=name[words.lang], days=words.n(*DAYS, left)
    )


def still_enrolled(seen: Seen) -> Iterator[Action]:
    _need(seen.said("status"), NO_STATUS)
    _need(seen.said("in_moodle"), NO_MOODLE)
    gone = seen.with_status("withdrawn", "cancelled") & seen.people["in_moodle"].eq(True)
    for person, day in seen.where(gone, "withdrawn_on"):
        if day is None or day <= seen.day:
            yield Action(person, day or seen.day, _gone(day))


def _gone(day: date | None) -> Callable[[Words], str]:
    if day is None:
        return lambda words: words.t(N_("Withdrawn, and still among the participants of the learning platform"))
    return lambda words: words.t(
        N_("Withdrawn on {day}, and still among the participants of the learning platform"), day=words.date(day)
    )
