"""A release of a cohort: what it is called, its audit, and its file. release_plan.py says what would be in it.

freeze(cohort)  # the Release, or Refused with the checks that failed
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from lma_data import releases
from lma_data.cohort import dimensions as named
from lma_data.cohort import disclosure, disclosure_proof
from lma_data.cohort.cohort import Cohort
from lma_data.cohort.disclosure import Check, Published
from lma_data.cohort.release_plan import POPULATION, REST, Plan, plan
from lma_data.i18n import LANGUAGES, N_, Words
from lma_data.releases import Release

LISTED = 4  # so many categories are named in the name of a merged cell
OTHER = N_("Other")
OR_ANOTHER = N_("{first} or another answer")


def cell_name(words: Words, cohort: Cohort, dimension: str, codes: Sequence[str]) -> str:
    """The category, or what a merged cell stands for; "Other" where that is too much for a name."""
    if is_rest(dimension, codes):
        return words.t(OTHER)
    if dimension == "gender" and len(codes) > 1:  # the first in the vocabulary's order, which does not tell how many
        return words.t(OR_ANOTHER, first=named.name(words, cohort, dimension, codes[0]))
    return " / ".join(named.name(words, cohort, dimension, code) for code in codes)


def is_rest(dimension: str, codes: Sequence[str]) -> bool:
    """Whether a cell is called "Other"; in that of languages are others than the course's, too."""
    return len(codes) > 1 and (dimension == "language" or REST in codes or len(codes) > LISTED)


def audited(found: Plan, earlier: Sequence[Release]) -> list[Check]:
    """The audit that takes no time."""
    if not found.published.dimensions:
        return [Check("people", False, found.people)]
    before = [_again(one) for one in earlier]
    checks = disclosure.audit(found.published, found.k, before)
    other = [one for one in earlier if not _same_categories(found, one)]
    return [
        check._replace(passed=check.passed and not other) if check.code == "same-tables" else check for check in checks
    ]


def _again(release: Release) -> Published:
    tables = {by: np.array(counts) for by, counts in release.tables.items()}
    return Published(release.people, tables, {})


def _same_categories(found: Plan, release: Release) -> bool:
    before = {name: [cell.codes for cell in one.categories] for name, one in release.dimensions.items()}
    return before == found.codes and set(release.tables) == set(found.published.tables)


class Refused(Exception):
    """The audit has failed; `checks` says where."""

    def __init__(self, checks: list[Check]) -> None:
        super().__init__("refused")
        self.checks = checks


def seen_before(cohort: Cohort) -> list[Release]:
    """What a room has seen of these people: releases of this cohort and of its twins, those taken back too."""
    return [one for name in (cohort.id, *cohort.twins) for one in releases.every(name, withdrawn=True)]


def freeze(cohort: Cohort) -> Release:
    """Audit what would be shown, also by the ways that take seconds, and write it; Refused names the cells that break it."""
    if broken := releases.damaged(cohort.id, *cohort.twins):
        raise releases.ReleaseProblem(f"{broken[0]} is not as it was frozen: what it showed cannot be checked against")
    earlier = seen_before(cohort)
    found = plan(cohort, earlier)
    checks = audited(found, earlier)
    if all(check.passed for check in checks):
        checks += disclosure_proof.proved(found.published, found.k)
    if not all(check.passed for check in checks):
        raise Refused(checks)
    for one in earlier:
        if one.date == cohort.today and not one.withdrawn and disclosure.same_figures(found.published, _again(one)):
            return one
    return releases.freeze(content(cohort, found, checks))


def content(cohort: Cohort, found: Plan, checks: Sequence[Check]) -> dict[str, Any]:
    """What the file of a release holds: names and counts of groups, in both languages, and nobody."""
    languages = [Words(lang) for lang in LANGUAGES]

    def cells(name: str) -> list[dict[str, Any]]:
        return [
            {
                "codes": list(codes),
                "name": {words.lang: cell_name(words, cohort, name, codes) for words in languages},
                "rest": is_rest(name, codes),
            }
            for codes in found.codes[name]
        ]

    return {
        "cohort": cohort.id,
        "course": cohort.course.id,
        "title": {w.lang: f"{cohort.course.name[w.lang]}, {cohort.course.edition[w.lang]}" for w in languages},
        "invented": cohort.invented,
        "date": cohort.today.isoformat(),
        "k": found.k,
        "counted": {w.lang: w.t(named.POPULATIONS[POPULATION]) for w in languages},
        "people": found.people,
        "dimensions": [
            {"id": name, "name": {w.lang: w.t(named.DIMENSIONS[name]) for w in languages}, "categories": cells(name)}
            for name in found.published.dimensions
        ],
        "tables": [{"by": list(by), "people": counts.tolist()} for by, counts in found.published.tables.items()],
        "audit": [{"check": check.code, "passed": check.passed, "found": check.found} for check in checks],
    }
