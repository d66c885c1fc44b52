"""Who came, or could come, in the place of who withdrew: where the course lets another candidate be sent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from lma_data.cohort.cohort import Cohort
from lma_data.enrolment.fields import PLACE, WAITING, WITHDRAWN

SAME = ("employer", "audience", "country", "language")  # in the order of their weight
PROPOSED = 3  # of the waiting list, for each place


class Candidate(NamedTuple):
    """Somebody for the place of who withdrew, and what both have in common. `came`: takes part already, since then."""

    gone: str
    person: str
    same: tuple[str, ...]
    came: bool


def substitutes(cohort: Cohort) -> list[Candidate]:
    """For everybody who withdrew, by day: who has come for them, or the nearest of the waiting list."""
    return cohort.kept("substitutes", lambda: _found(cohort))


def _found(cohort: Cohort) -> list[Candidate]:
    if not cohort.course.withdrawal.may_send_another_candidate:
        return []
    rows = cohort.rows("person")[["person", "status", "in_time", "applied_on", "withdrawn_on", *SAME]]
    gone = _ordered(rows[rows["status"] == WITHDRAWN], "withdrawn_on")
    came = _came(gone, rows, cohort.course.application_deadline)
    waiting = _ordered(rows[rows["status"] == WAITING], "applied_on")
    near = _nearest(gone, waiting)
    found = []
    for place, person in enumerate(gone["person"]):
        found += [came[person]] if person in came else near[place]
    return found


def _ordered(rows: pd.DataFrame, day: str) -> pd.DataFrame:
    """By day, those without one last."""
    order = sorted(range(len(rows)), key=[one or date.max for one in rows[day].tolist()].__getitem__)
    return rows.iloc[order]


def _came(gone: pd.DataFrame, rows: pd.DataFrame, deadline: date) -> dict[str, Candidate]:
    """Who applied after the deadline, after a withdrawal from the same employer, and has a place: one for each place.

    Of several withdrawals, the last one before the application.
    """
    late = rows[
        rows["status"].isin(PLACE) & rows["employer"].notna() & ~rows["in_time"].eq(True) & rows["applied_on"].notna()
    ]
    left: dict[
        str, list[dict[str, Any]]
    ] = {}  # withdrawals by employer, the last one at the end, those without a day first
    for one in gone.sort_values("withdrawn_on", na_position="first", kind="stable").to_dict("records"):
        left.setdefault(one["employer"], []).append(one)
    found: dict[str, Candidate] = {}
    for new in _ordered(late, "applied_on").to_dict("records"):
        open_ones = [one for one in left.get(new["employer"], []) if _before(one["withdrawn_on"], new["applied_on"])]
        if new["applied_on"] <= deadline or not open_ones:
            continue
        one = open_ones[-1]
        left[new["employer"]].remove(one)
        same = tuple(name for name in SAME if one[name] is not None and one[name] == new[name])
        found[one["person"]] = Candidate(one["person"], new["person"], same, True)
    return found


def _before(left: date | None, applied: date) -> bool:
    """Whether an application came after a withdrawal; of one whose day is not known it may have."""
    return left is None or left <= applied


def _nearest(gone: pd.DataFrame, waiting: pd.DataFrame) -> list[list[Candidate]]:
    """The first of the waiting list for each: of the same employer first, then by what else is the same, then by day."""
    persons = waiting["person"].tolist()
    alike = {name: _alike(gone[name].tolist(), waiting[name].tolist()) for name in SAME}
    score = alike["employer"] * len(SAME) + sum(alike[name].astype(int) for name in SAME[1:])
    order = np.argsort(-score, axis=1, kind="stable")[:, :PROPOSED]
    return [
        [
            Candidate(person, persons[other], tuple(name for name in SAME if alike[name][place, other]), False)
            for other in order[place]
        ]
        for place, person in enumerate(gone["person"])
    ]


def _alike(ones: Sequence[str | None], others: Sequence[str | None]) -> np.ndarray:
    """Whether each of the ones is the same as each of the others; what is not known is never the same."""
    codes = {value: code for code, value in enumerate(sorted({one for one in (*ones, *others) if one is not None}))}
    left = np.array([-1 if value is None else codes[value] for value in ones])
    right = np.array([-2 if value is None else codes[value] for value in others])
    return left[:, None] == right[None, :]
