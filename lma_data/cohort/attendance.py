"""Attendance by session: who was there, of those of whom somebody noted it. What nobody noted is missing, not an absence."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from lma_data.cohort.cohort import Cohort
from lma_data.cohort.dimensions import POPULATIONS
from lma_data.course import Phase

STATES = ("present", "late", "excused", "absent", "not_taken")  # columns of the queries


class Session(NamedTuple):
    """A session that stands on a list of attendance, by the clock of the course's place."""

    start: datetime
    phase: Phase | None  # None: on a day of no phase
    day: int  # of the course: 0 is its first

    @property
    def x(self) -> float:
        """Days since the first of the course, with the hour."""
        return self.day + self.start.hour / 24 + self.start.minute / 1440


def session(cohort: Cohort, start: datetime) -> Session:
    return Session(start, cohort.course.phase_on(start.date()), (start.date() - cohort.course.start).days)


def populations(cohort: Cohort) -> Sequence[str]:
    """Of whom somebody stands on a list; "everybody" at the least."""
    return cohort.kept("attendance populations", lambda: _populations(cohort))


def _populations(cohort: Cohort) -> Sequence[str]:
    people = cohort.rows("person")
    listed = people[people["person"].isin(set(cohort.rows("attendance")["person"]))]
    columns = {"taking-part": "taking_part"}
    return tuple(
        name for name in POPULATIONS if name == "everybody" or any(listed[columns.get(name, name)].fillna(False))
    )


def phases(sessions: Sequence[Session]) -> list[tuple[Phase | None, int, int]]:
    """(phase, its first session, its last) for each run of sessions in one phase."""
    runs: list[tuple[Phase | None, int, int]] = []
    for place, one in enumerate(sessions):
        if runs and runs[-1][0] == one.phase:
            runs[-1] = (one.phase, runs[-1][1], place)
        else:
            runs.append((one.phase, place, place))
    return runs
