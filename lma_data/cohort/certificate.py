"""Who meets the conditions of the certificate on a day, who still can, and who no longer can: by person and by condition.

    found = standing(cohort, date(2026, 7, 21))
    found.overall                       # a code of STATES for each of found.people
    found.conditions["plenaries"].states

Activities can be done until the last day of the course. A share of sessions is reached or not by those held, and can still
be reached with those to come: sessions that the lists of attendance name, and days of a phase for which they name none yet.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

import numpy as np
import pandas as pd

from lma_data.cohort.cohort import Cohort
from lma_data.cohort.offer import called
from lma_data.course import Condition, Phase

# In this order, that of several parts is the highest: who can no longer meet one condition gets no certificate.
MET, UNKNOWN, POSSIBLE, IMPOSSIBLE = range(4)
STATES = {"met": MET, "not-known": UNKNOWN, "possible": POSSIBLE, "no-longer": IMPOSSIBLE}


@dataclass(frozen=True)
class Sessions:
    """The sessions of one way of meeting, seen from a day: held, to come, and whether more may come than a list names."""

    held: tuple[str, ...]  # those at which attendance was taken
    ahead: tuple[str, ...]
    open_days: bool  # a phase goes on, and no list names a session of what remains of it
    next_day: date | None  # of the next session, or of the next day on which one may be


@dataclass(frozen=True)
class Attendance:
    """Of each person, sessions: there, absent, excused, of whom it was not taken; in the order of the people."""

    sessions: Sessions
    there: np.ndarray
    absent: np.ndarray
    excused: np.ndarray
    not_taken: np.ndarray


@dataclass(frozen=True)
class Done:
    """Of a set of so many activities, how many each person has done and has not; of the rest no file says anything."""

    of: int
    done: np.ndarray
    open: np.ndarray


@dataclass(frozen=True)
class Of:
    """One condition: the state of each person; whether no file says anything of it; the counts that it rests on."""

    condition: Condition
    states: np.ndarray
    silent: bool = False
    attendance: Attendance | None = None


@dataclass(frozen=True)
class Standing:
    """Where everybody who takes part stands on a day."""

    day: date
    people: tuple[str, ...]
    conditions: dict[str, Of]
    overall: np.ndarray

    @property
    def known(self) -> list[Of]:
        """The conditions of which some file says something."""
        return [one for one in self.conditions.values() if not one.silent]

    @property
    def silent(self) -> list[Of]:
        return [one for one in self.conditions.values() if one.silent]

    def with_state(self, state: int) -> int:
        return int((self.overall == state).sum())

    def people_with(self, state: int) -> list[str]:
        return [person for person, own in zip(self.people, self.overall.tolist(), strict=True) if own == state]


def standing(cohort: Cohort, day: date) -> Standing:
    """Everybody who takes part, against every condition of the course's certificate."""
    return cohort.kept(("certificate", day), lambda: _standing(cohort, day))


def _standing(cohort: Cohort, day: date) -> Standing:
    rows = cohort.rows("person")
    people = rows["person"][rows["taking_part"].to_numpy(bool)].tolist()
    conditions = cohort.course.certificate.conditions
    electives = _electives_done(cohort)
    wanted = {one.id: one.activities for one in conditions} | {
        _chosen(one): electives for one in conditions if one.electives
    }
    done = activities_done(cohort, wanted, people, day)
    found = {one.id: _of(cohort, one, done, people, day) for one in conditions}
    known = [one.states for one in found.values() if not one.silent]
    nobody_knows = np.full(len(people), UNKNOWN)
    return Standing(day, tuple(people), found, np.maximum.reduce(known) if known else nobody_knows)


def _chosen(condition: Condition) -> str:
    """What the electives of a condition are called among the sets of activities."""
    return f"{condition.id} (electives)"


def _of(cohort: Cohort, condition: Condition, done: Mapping[str, Done], people: Sequence[str], day: date) -> Of:
    """One condition: all that the course's file gives of it must be met."""
    can_still = day <= cohort.course.end
    parts: list[np.ndarray] = []
    attendance = None
    if condition.id in done:
        parts.append(_activities(done[condition.id], len(condition.activities), can_still))
    if condition.electives and _chosen(condition) in done:
        parts.append(_activities(done[_chosen(condition)], condition.electives, can_still))
    if condition.mode:
        attendance = attended(cohort, condition.mode, people, day)
        parts += _share(attendance, Fraction(condition.share))
    states = np.maximum.reduce(parts) if parts else np.full(len(people), UNKNOWN)
    return Of(condition, states, not parts, attendance)


def activities_done(
    cohort: Cohort, wanted: Mapping[str, Sequence[str]], people: Sequence[str], day: date
) -> dict[str, Done]:
    """For each set of activities of which some file speaks: what each person has done by the day, and has not."""
    pairs = [(name, activity) for name, activities in wanted.items() for activity in activities]
    rows = cohort.ask(
        "cohort/certificate_activities",
        sets=[name for name, _ in pairs],
        activities=[activity for _, activity in pairs],
        day=day,
    )
    return {
        name: Done(len(wanted[name]), *_by_person(part, people, "done", "open"))
        for name, part in rows.groupby("name", sort=False)
    }


def _activities(found: Done, wanted: int, can_still: bool) -> np.ndarray:
    """Whether so many of the activities are done, or can still be."""
    unsaid = found.of - found.done - found.open
    late = np.where(found.done + unsaid >= wanted, UNKNOWN, IMPOSSIBLE)
    return np.where(found.done >= wanted, MET, POSSIBLE if can_still else late)


def _electives_done(cohort: Cohort) -> list[str]:
    """Activities of the exports that are electives: called as one on offer, or as one that somebody chose."""
    names = set(cohort.rows("activity")["activity"])
    return sorted(names & set(cohort.rows("choice")["elective"]) | set(called(cohort.offer, names)))


def attended(cohort: Cohort, mode: str, people: Sequence[str], day: date) -> Attendance | None:
    """What the lists say of the sessions of this mode until a day; None where they name no session of it."""
    sessions = sessions_of(cohort, [phase for phase in cohort.course.phases if phase.mode == mode], day)
    if not sessions.held and not sessions.ahead:
        return None
    rows = cohort.ask("cohort/certificate_sessions", sessions=list(sessions.held))
    return Attendance(sessions, *_by_person(rows, people, "there", "absent", "excused", "not_taken"))


def sessions_of(cohort: Cohort, phases: Sequence[Phase], day: date) -> Sessions:
    """The sessions in these phases, seen from a day. One of that day counts as held once attendance was taken."""
    rows = cohort.ask("cohort/session_days")
    held, ahead = [], []
    for session, taken in zip(rows["session"].dt.strftime("%Y-%m-%dT%H:%M"), rows["taken"], strict=True):
        on = date.fromisoformat(session[:10])
        if not any(phase.start <= on <= phase.end for phase in phases):
            continue
        if on > day or (on == day and not taken):
            ahead.append(session)
        elif taken:
            held.append(session)
    days = [date.fromisoformat(session[:10]) for session in ahead]
    unlisted = [p for p in phases if p.end > day and not any(max(p.start, day) <= on <= p.end for on in days)]
    days += [max(phase.start, day) for phase in unlisted]
    return Sessions(tuple(held), tuple(ahead), bool(unlisted), min(days, default=None))


def _share(attendance: Attendance | None, share: Fraction) -> list[np.ndarray]:
    """Whether this share of sessions is reached: excused absences and sessions of others do not count."""
    if attendance is None:
        return []
    sessions, there, absent = attendance.sessions, attendance.there, attendance.absent
    over = not sessions.ahead and not sessions.open_days
    if over and not sessions.held:
        return []
    reached = there + attendance.not_taken + len(sessions.ahead)  # at best
    best = _is_share(reached, absent, share) | (sessions.open_days and share < 1)
    surely = there + absent > 0
    worst = _is_share(there, absent + attendance.not_taken + len(sessions.ahead), share) & surely
    certain = worst & (not sessions.open_days)
    return [np.where(~best, IMPOSSIBLE, np.where(certain, MET, UNKNOWN if over else POSSIBLE))]


def _is_share(there: np.ndarray, missed: np.ndarray, share: Fraction) -> np.ndarray:
    return there * share.denominator >= (there + missed) * share.numerator


def at_the_edge(of: Of) -> np.ndarray:
    """Whether one more absence makes a condition on attendance unreachable that can still be met."""
    attendance, share = of.attendance, Fraction(of.condition.share)
    if attendance is None or (attendance.sessions.open_days and share < 1):
        return np.zeros(len(of.states), bool)
    more = max(len(attendance.sessions.ahead) - 1, 0)
    missed = attendance.absent + 1
    after = _is_share(attendance.there + attendance.not_taken + more, missed, share)
    return (of.states == POSSIBLE) & ~after


def _by_person(rows: pd.DataFrame, people: Sequence[str], *columns: str) -> list[np.ndarray]:
    """Columns of counts in the order of the people; 0 for whom there is no row."""
    place = {person: number for number, person in enumerate(people)}
    there = [place.get(person, -1) for person in rows["person"].tolist()]
    found = []
    for column in columns:
        counts = np.zeros(len(people) + 1, int)
        counts[there] = rows[column]
        found.append(counts[:-1])  # the last is of those who do not take part
    return found
