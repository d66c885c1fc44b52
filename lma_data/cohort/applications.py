"""Applications by day, by the days to the deadline: editions have other deadlines, and can be set side by side only so.

arrivals(cohort).so_far(-14)  # how many had applied two weeks before the deadline
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import UTC, date, timedelta
from itertools import accumulate

from lma_data.cohort.cohort import Cohort
from lma_data.i18n import is_missing


@dataclass(frozen=True)
class Arrivals:
    """When the applications of a cohort came. A day is counted from the deadline: -1 is the day before it, 1 is too late."""

    deadline: date
    until: date  # the last day of which the files can know
    days: tuple[int, ...]  # on which somebody applied, in order
    people: tuple[int, ...]  # on each of them
    undated: int  # applications without a day
    late: int  # after the deadline

    @property
    def dated(self) -> int:
        return sum(self.people)

    @property
    def last(self) -> int:
        """The last day of which the files can know, or on which somebody applied."""
        return max([(self.until - self.deadline).days, *self.days])

    @property
    def is_open(self) -> bool:
        """Whether the files were made before the deadline had passed."""
        return self.until <= self.deadline

    def so_far(self, day: int) -> int | None:
        """How many had applied by the end of this day; None where the files end before it."""
        if not self.days or day > self.last:
            return None
        position = bisect_right(self.days, day)
        return list(accumulate(self.people))[position - 1] if position else 0

    def series(self, days: range) -> list[int | None]:
        """The same for each of the days."""
        new = dict(zip(self.days, self.people, strict=True))
        before = sum(people for day, people in new.items() if day < days.start)
        sums = accumulate((new.get(day, 0) for day in days), initial=before)
        next(sums)
        return [so_far if day <= self.last else None for day, so_far in zip(days, sums, strict=True)]

    def date_of(self, day: int) -> date:
        return self.deadline + timedelta(day)


def arrivals(cohort: Cohort) -> Arrivals:
    """The applications of a cohort; staff are not among them."""
    return cohort.kept("arrivals", lambda: _arrivals(cohort))


def _arrivals(cohort: Cohort) -> Arrivals:
    rows = cohort.ask("cohort/applications_by_day")
    deadline = cohort.course.application_deadline
    known = [
        ((day.date() - deadline).days, int(people))
        for day, people in zip(rows["day"], rows["people"], strict=True)
        if not is_missing(day)
    ]
    return Arrivals(
        deadline=deadline,
        until=_until(cohort),
        days=tuple(day for day, _ in known),
        people=tuple(people for _, people in known),
        undated=int(rows["people"].sum()) - sum(people for _, people in known),
        late=int(rows["late"].sum()),
    )


def _until(cohort: Cohort) -> date:
    """Today, or the day of the last import: nothing is known of the days after it."""
    if cohort.imported is None:
        return cohort.today
    return min(cohort.today, cohort.course.day_of(cohort.imported.replace(tzinfo=UTC)))


def standing_day(now: Arrivals) -> int:
    """The day on which editions are set side by side: the last that is known before the deadline, or the deadline."""
    return min(0, now.last)
