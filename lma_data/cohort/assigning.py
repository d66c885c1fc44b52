"""An assignment of electives as it is kept: made when the manager asks for it, with what it was made on."""

from __future__ import annotations

from typing import Any

from lma_data.cohort.assignment import SEED, assign, one_more
from lma_data.cohort.cohort import Cohort
from lma_data.cohort.electives import rules, seekers

SECONDS = 20.0  # for the assignment, and as many for what one more place would change


def make(cohort: Cohort, seed: int = SEED, seconds: float = SECONDS) -> tuple[dict[str, list[str]], dict[str, Any]]:
    """The settings ASSIGNMENT (electives by person) and ASSIGNMENT_MADE: plain JSON, people by their ids.

    made: on (day), method and gap of `Assigned`, rules (each, areas), worth (as Worth), wanted (choices by person), more
    (elective, worth, better, worse: what one more place would change).
    """
    wanting, asked = seekers(cohort), rules(cohort)
    found = assign(wanting, cohort.offer, asked, seed=seed, seconds=seconds)
    further = one_more(found, wanting, cohort.offer, asked, seed=seed, seconds=seconds) if found.proven else []
    made = {
        "on": cohort.today.isoformat(),
        "method": found.method,
        "gap": found.gap if found.gap == found.gap else None,
        "rules": list(asked),
        "worth": list(found.worth),
        "wanted": {one.person: [list(choice) for choice in one.choices] for one in wanting},
        "more": [
            {"elective": one.elective, "worth": list(one.worth), "better": list(one.better), "worse": list(one.worse)}
            for one in further
        ],
    }
    return found.places, made
