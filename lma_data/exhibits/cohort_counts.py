"""What the exhibits of the mix count and say in the same way: people by category, and of whom nothing is known."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd

from lma_data.cohort import Cohort, dimensions
from lma_data.exhibits.base import Answer, nothing
from lma_data.exhibits.shared import PEOPLE
from lma_data.i18n import N_, NN_, Words


class Category(NamedTuple):
    """People of one category: its code ("" for not known), names, and their share of all who are counted, in percent."""

    category: str
    name: str
    label: str
    people: int
    share: float


class Counted(NamedTuple):
    """The people of a population by category of a dimension.

    Categories of nobody are among the rows where the dimension says which there are; who has no known value is last.
    """

    rows: list[Category]
    people: int
    unknown: int

    @property
    def known(self) -> list[Category]:
        return [row for row in self.rows if row.category != dimensions.UNKNOWN]

    @property
    def table(self) -> pd.DataFrame:
        return pd.DataFrame(self.rows, columns=list(Category._fields))

    def of(self, codes: Sequence[str]) -> list[Category]:
        return [row for row in self.rows if row.category in codes]


def numbers(cohort: Cohort, by: str, who: str) -> dict[str, int]:
    """People by category, "" for not known; the largest first."""
    rows = cohort.ask("cohort/categories", dimension=by, who=who)
    return dict(zip(rows["category"].tolist(), rows["people"].tolist(), strict=True))


def counted(words: Words, cohort: Cohort, by: str, who: str, *, in_order: bool = False) -> Counted:
    """Ranked by people, or `in_order` of the dimension itself."""
    found = numbers(cohort, by, who)
    people, unknown = sum(found.values()), found.pop(dimensions.UNKNOWN, 0)
    there = list(dimensions.codes(cohort, by)) if by not in ("country", "language") else []
    order = list(dict.fromkeys([*there, *found] if in_order else [*found, *there]))
    order += [dimensions.UNKNOWN] if unknown else []
    found[dimensions.UNKNOWN] = unknown
    rows = [
        Category(
            code,
            dimensions.name(words, cohort, by, code),
            dimensions.label(words, cohort, by, code),
            found.get(code, 0),
            found.get(code, 0) / max(1, people) * 100,
        )
        for code in order
    ]
    return Counted(rows, people, unknown)


def cannot_say(words: Words, cohort: Cohort, by: str, who: str, found: Counted) -> Answer | None:
    """What is answered where nobody is counted, or the dimension is known of nobody; None where there is something."""
    if not found.people:
        return nobody(words, cohort, who)
    if found.people > found.unknown:
        return None
    facts = {"dimension": words.t(dimensions.DIMENSIONS[by]), "people": words.n(*PEOPLE, found.people)}
    return nothing(
        words.t(N_("{dimension} is not known of anybody"), **facts),
        words.t(N_("No file says it of any of the {people}. Import an export that has it."), **facts),
    )


def nobody(words: Words, cohort: Cohort, who: str) -> Answer:
    return nothing(
        words.t(N_("Nobody in this cohort is counted here")),
        words.t(
            N_("Choose another answer to “Who is counted”, or import the files that say how far people have come.")
        ),
        notes=undecided(words, cohort, who),
    )


def undecided(words: Words, cohort: Cohort, who: str) -> list[str]:
    """Of how many people no file says whether they are among those who are counted."""
    left = int(cohort.ask("cohort/population", who=who)["undecided"].iloc[0]) if who != "everybody" else 0
    if not left:
        return []
    return [
        words.n(
            *NN_(
                "Of {count} person no file says how far they have come; they are not counted here.",
                "Of {count} people no file says how far they have come; they are not counted here.",
            ),
            left,
        )
    ]


def unknown_note(words: Words, by: str, found: Counted) -> list[str]:
    """How many of those who are counted have no known value: they are in the total, and in no category."""
    if not found.unknown:
        return []
    return [
        words.t(
            N_("{dimension}: not known of {unknown} of {people}, who are in the total and in no category."),
            dimension=words.t(dimensions.DIMENSIONS[by]),
            unknown=words.number(found.unknown),
            people=words.n(*PEOPLE, found.people),
        )
    ]


def constituents(cohort: Cohort) -> tuple[str, ...]:
    """Governments, workers and employers, where the course has all three as audience groups; else nothing."""
    there = set(dimensions.codes(cohort, "audience"))
    return dimensions.TRIPARTITE if set(dimensions.TRIPARTITE) <= there else ()


def amount(words: Words, people: int, share: float) -> str:
    """58 (38 %)."""
    return words.t(N_("{count} ({share})"), count=words.number(people), share=words.percent(share, 0))
