"""The way of a cohort from application to certificate: who reached each step, who was lost at it, and what is not known.

Steps are nested: at each are counted those who reached all before it. A step that no file speaks of is passed over and said
to be unknown; whoever reached a later step without an earlier one is in `out_of_order`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from lma_data.cohort import certificate
from lma_data.cohort.cohort import Cohort
from lma_data.i18n import N_, is_missing

STEPS = {
    "applied": N_("Applied for a place"),
    "selected": N_("Selected"),
    "confirmed": N_("Confirmed the place"),
    "attended": N_("Attended"),
    "completed": N_("Completed the course"),
    "certified": N_("Certified"),
}
YES, NO, UNSAID = 1, 0, -1
LOST, KEPT, NOT_KNOWN = NO, YES, UNSAID  # of those who reached the step before


@dataclass(frozen=True)
class Step:
    """One step: how many reached it and all before it, were lost at it (by status), and of how many it is not known."""

    id: str
    reached: int
    lost: int
    not_known: int
    by_status: tuple[tuple[str, int], ...]  # of the lost, the most first; "" without a status


@dataclass(frozen=True)
class Journey:
    """The people of a cohort on their way, an array a step in the order of the people: YES, NO, UNSAID."""

    people: tuple[str, ...]
    categories: np.ndarray  # of the dimension asked for
    statuses: np.ndarray
    said: dict[str, np.ndarray]

    @property
    def known(self) -> list[str]:
        """The steps that some file speaks of."""
        return [step for step, states in self.said.items() if (states == YES).any() or (states == NO).any()]

    @property
    def unknown(self) -> list[str]:
        return [step for step in self.said if step not in self.known]


def journey(cohort: Cohort, by: str = "") -> Journey:
    """Everybody's steps, with the category of a dimension of each."""
    return cohort.kept(("journey", by), lambda: _journey(cohort, by))


def _journey(cohort: Cohort, by: str) -> Journey:
    rows = cohort.ask("cohort/steps", dimension=by)
    said = {step: _codes(rows[step]) for step in STEPS if step in rows}
    if not (said["applied"] == YES).any():  # nobody is in a register: it is not known who applied
        said["applied"][:] = UNSAID
    said["certified"] = _certified(cohort, rows)
    statuses = np.array(["" if is_missing(status) else status for status in rows["status"].tolist()], dtype=object)
    return Journey(tuple(rows["person"].tolist()), rows["category"].to_numpy(object), statuses, said)


def _codes(column: pd.Series) -> np.ndarray:
    values = column.astype("boolean")
    return np.where(values.isna(), UNSAID, values.fillna(False).astype(int))


def _certified(cohort: Cohort, rows: pd.DataFrame) -> np.ndarray:
    """Whether all conditions of the certificate that files know are met by today; not so for who does not take part."""
    found = certificate.standing(cohort, cohort.today)
    if not found.known:
        return np.full(len(rows), UNSAID)
    code = np.array([UNSAID, NO, YES])[
        np.select([found.overall == certificate.MET, found.overall == certificate.UNKNOWN], [2, 0], 1)
    ]
    states = dict(zip(found.people, code.tolist(), strict=True))
    return np.array([states.get(person, NO) for person in rows["person"].tolist()], dtype=int)


def steps(found: Journey, among: np.ndarray | None = None) -> list[Step]:
    """The known steps in their order, of all people or `among` some of them (an array of yes and no)."""
    before = np.ones(len(found.people), bool) if among is None else among
    counted = []
    for place, step in enumerate(found.known):
        states = found.said[step]
        reached = before & (states == YES)
        first = place == 0  # nobody is lost before the first step
        lost = before & (states == NO) & (not first)
        not_known = before & (states == UNSAID) & (not first)
        by_status = tuple(_most_first(Counter(found.statuses[lost].tolist())))
        counted.append(Step(step, int(reached.sum()), int(lost.sum()), int(not_known.sum()), by_status))
        before = reached
    return counted


def _most_first(counts: Counter[str]) -> Iterable[tuple[str, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def not_complete(found: Journey, among: Collection[str]) -> int:
    """How many of these people have not completed the course, as the learning platform says it."""
    completed = dict(zip(found.people, found.said["completed"].tolist(), strict=True))
    return sum(completed.get(person) == NO for person in among)


@dataclass(frozen=True)
class Passage:
    """From one step to the next in one group: how many were at the first, went on, were lost, and are not known."""

    category: str
    step: str
    next: str
    at: int
    went_on: int
    lost: int
    not_known: int

    @property
    def share(self) -> float | None:
        """Of those of whom it is known, percent."""
        known = self.went_on + self.lost
        return self.went_on / known * 100 if known else None

    def is_small(self, threshold: int) -> bool:
        """Whether so few stood at the step that a share says nothing."""
        return self.went_on + self.lost < threshold


def passages(found: Journey, categories: Sequence[str]) -> list[Passage]:
    """Every step of every group, in the order given."""
    return [one for category in categories for one in _passages(found, category)]


def _passages(found: Journey, category: str) -> Iterable[Passage]:
    counted = steps(found, found.categories == category)
    for one, after in zip(counted, counted[1:], strict=False):
        yield Passage(category, one.id, after.id, one.reached, after.reached, after.lost, after.not_known)


@dataclass(frozen=True)
class OutOfOrder:
    """Somebody who reached a step without one before it: the last step reached, and those that the files do not show."""

    person: str
    reached: str
    without: tuple[str, ...]
    unsaid: tuple[str, ...]  # of these, those of which no file says anything


def out_of_order(found: Journey) -> list[OutOfOrder]:
    """Whoever reached a later step without an earlier one, among the steps that files know; in the order of the people."""
    known = found.known
    if len(known) < 2:
        return []
    grid = np.vstack([found.said[step] for step in known]).T
    last = len(known) - 1 - np.argmax(grid[:, ::-1] == YES, axis=1)
    last[~(grid == YES).any(axis=1)] = -1
    gaps = (grid != YES) & (np.arange(len(known)) < last[:, None])
    return [
        _gap(found.people[row], known, grid[row], gaps[row], int(last[row])) for row in np.flatnonzero(gaps.any(axis=1))
    ]


def _gap(person: str, known: Sequence[str], states: Any, gaps: Any, last: int) -> OutOfOrder:
    without = tuple(step for step, missing in zip(known, gaps, strict=True) if missing)
    unsaid = tuple(
        step for step, missing, state in zip(known, gaps, states, strict=True) if missing and state == UNSAID
    )
    return OutOfOrder(person, known[last], without, unsaid)
