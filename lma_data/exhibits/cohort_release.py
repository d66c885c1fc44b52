"""What a release of the cohort would show, what was merged for it, its audit, and the releases that there are."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from lma_data import releases
from lma_data.cohort import Cohort, dimensions, disclosure, release, release_plan
from lma_data.cohort.disclosure import Cell, Check
from lma_data.cohort.release_plan import ALLOWED, CROSSED, Plan
from lma_data.exhibits import room
from lma_data.exhibits.base import Answer, Column, Parameter, Setting, Value, exhibit, nothing
from lma_data.exhibits.shared import PEOPLE
from lma_data.i18n import N_, NN_, Words
from lma_data.releases import By, Release

TABLES = NN_("{count} table", "{count} tables")
CELLS = NN_("{count} cell", "{count} cells")
MOST_CELLS = 6  # that are named where a check fails
WHY = {
    "one-category": N_("everybody would be in one category"),
    "too-small": N_("a cell would have too few people"),
    "circle": N_("with the other tables, cells that nobody shows could be worked out"),
}
CHECKS = {  # code -> what it asks
    "people": N_("There is something to show"),
    "cells": N_("Every figure is of {k} people or more"),
    "sums": N_("Each table is of the same people and adds up"),
    "circles": N_("No tables together give away a cell that is not shown"),
    "merges": N_("What is merged holds a category of {k} or more"),
    "intervals": N_("No group can be said to have fewer than {k} people"),
    "same-tables": N_("Categories and tables are those of the earlier releases"),
    "differences": N_("The difference to an earlier release tells of nobody"),
    "programming": N_("Linear programming finds no group under {k}"),
    "row-space": N_("No group that is not shown follows exactly"),
}
FOUND = {  # code -> what the figure beside it is
    "people": N_("{found} people take part"),
    "cells": N_("smallest: {found}"),
    "sums": N_("tables: {found}"),
    "circles": N_("tables by two dimensions: {found}"),
    "merges": N_("cells: {found}"),
    "intervals": N_("smallest upper bound: {found}"),
    "same-tables": N_("earlier releases: {found}"),
    "differences": N_("earlier releases: {found}"),
    "programming": N_("smallest upper bound: {found}"),
    "row-space": N_("such groups: {found}"),
}


def planned(cohort: Cohort) -> tuple[Plan, list[Release]]:
    """What would be released, and the releases that it is checked against."""
    earlier = release.seen_before(cohort)
    return release_plan.plan(cohort, earlier), earlier


def _id(by: By) -> str:
    return "-".join(by)


def _tables(cohort: Cohort) -> tuple[str, ...]:
    found = tuple(_id(by) for by in sorted(planned(cohort)[0].published.tables, key=len))
    return found or (ALLOWED[0],)


def _table_name(words: Words, value: Value) -> str:
    return " × ".join(words.t(dimensions.DIMENSIONS[name]) for name in str(value).split("-"))


TABLE = Parameter(
    "table",
    N_("Table"),
    lambda: (*ALLOWED, *(_id(by) for by in CROSSED)),
    ALLOWED[0],
    _table_name,
    of_cohort=_tables,
)


def _nobody(words: Words, found: Plan) -> Answer | None:
    """What is said where there is nothing to release."""
    if found.published.dimensions and found.people >= found.k:
        return None
    facts = {"people": words.n(*PEOPLE, found.people), "k": words.number(found.k)}
    if not found.people:
        return nothing(
            words.t(N_("Nobody is known to take part")),
            words.t(
                N_("A release is of whoever takes part: import the file that says who is confirmed, or Moodle’s list.")
            ),
        )
    return nothing(
        words.t(N_("Too few people to show them to a room")),
        words.t(
            N_("{people} take part. A figure is shown from {k} people on, and at least two such groups are needed."),
            **facts,
        ),
    )


@exhibit("cohort/release-tables", question=N_("What would be shown to the room?"), datasets=(), parameters=(TABLE,))
def tables(setting: Setting, cohort: Cohort, table: str) -> Answer:
    words = setting.words
    found, _ = planned(cohort)
    if missing := _nobody(words, found):
        return missing
    would_be = releases.of(release.content(cohort, found, []))
    by = next(by for by in would_be.tables if _id(by) == table)
    shown = room.slide(would_be, by, words, setting.look)
    first = [Column("category", dimensions.DIMENSIONS[by[0]])]
    other = [Column("other", dimensions.DIMENSIONS[by[1]])] if len(by) > 1 else []
    return Answer(
        title=shown.title,
        subtitle=shown.subtitle,
        sentence=shown.sentence,
        table=shown.table,
        columns=[*first, *other, Column("people", N_("People"), "count")],
        figure=shown.figure,
        notes=[_left_out(words, found)] if found.left_out else [],
    )


def _left_out(words: Words, found: Plan) -> str:
    named = [
        words.t(N_("{table} ({why})"), table=_table_name(words, _id(one.by)), why=words.t(WHY[one.why]))
        for one in found.left_out
    ]
    return words.t(N_("Not shown: {tables}."), tables=words.t(N_("; ")).join(named))


@exhibit("cohort/release-merges", question=N_("Which categories are shown together?"), datasets=())
def merges(setting: Setting, cohort: Cohort) -> Answer:
    words = setting.words
    found, earlier = planned(cohort)
    if missing := _nobody(words, found):
        return missing
    rows = pd.DataFrame(
        [
            {
                "dimension": words.t(dimensions.DIMENSIONS[name]),
                "category": dimensions.name(words, cohort, name, group.code),
                "people": group.people,
                "shown": _shown_as(words, cohort, found, name, group.cell),
                "merged": group.cell is not None and len(found.codes[name][group.cell]) > 1 and group.people > 0,
            }
            for name, groups in found.groups.items()
            for group in groups
        ]
    )
    together = int(rows["merged"].sum())
    facts = {"count": words.number(together), "k": words.number(found.k)}
    title = words.n(*MERGED, together) if together else words.t(N_("No category needs to be merged"))
    rule = N_(
        "A category is merged when it has fewer than {k} people, or fewer in some cell of the table with gender; with them "
        "goes one that is larger, so that not being shown does not say how small a group is."
    )
    sentences = [words.t(rule, **facts)]
    if earlier:
        sentences.append(words.t(N_("Earlier releases hold: categories and tables are theirs.")))
    return Answer(
        title=title,
        subtitle=words.t(N_("People by category, for the manager, and as what the room sees them")),
        sentence=" ".join(sentences),
        notes=sentences,
        table=rows,
        columns=[
            Column("dimension", N_("Dimension")),
            Column("category", N_("Category")),
            Column("people", N_("People"), "count"),
            Column("shown", N_("Shown as")),
        ],
        figure=None,
    )


MERGED = NN_("{count} category is shown with others", "{count} categories are shown with others")


def _shown_as(words: Words, cohort: Cohort, found: Plan, name: str, cell: int | None) -> str:
    if name not in found.codes or cell is None:
        return words.t(N_("not shown"))
    return release.cell_name(words, cohort, name, found.codes[name][cell])


@exhibit("cohort/release-audit", question=N_("May it be shown?"), datasets=())
def audit(setting: Setting, cohort: Cohort) -> Answer:
    words = setting.words
    found, earlier = planned(cohort)
    if missing := _nobody(words, found):
        return missing
    checks = release.audited(found, earlier)
    failed = [check for check in checks if not check.passed]
    facts = {
        "cells": words.n(*CELLS, found.published.cells),
        "tables": words.n(*TABLES, len(found.published.tables)),
        "people": words.n(*PEOPLE, found.people),
    }
    told = _narrowest(words, cohort, found)
    title = words.n(*FAILED, len(failed)) if failed else words.t(N_("These tables may be shown"))
    return Answer(
        title=title,
        subtitle=words.t(N_("{tables}, {cells}, {people}; all figures together"), **facts),
        sentence=told,
        table=checked(words, cohort, found, checks),
        columns=[
            Column("check", N_("Check")),
            Column("result", N_("Result")),
            Column("found", N_("Found")),
            Column("breaks", N_("What breaks it")),
        ],
        figure=None,
        notes=[
            told,
            words.t(
                N_(
                    "A room may know every figure, the least number of people, and how categories are merged. Before a "
                    "release is frozen, linear programming and the row space of all figures must find the same."
                )
            ),
        ],
    )


FAILED = NN_("These tables cannot be shown: {count} check fails", "These tables cannot be shown: {count} checks fail")


def checked(words: Words, cohort: Cohort, found: Plan, checks: Sequence[Check]) -> pd.DataFrame:
    """A row for each check: what it asks, its result, what it found, and what breaks it."""
    k = words.number(found.k)
    return pd.DataFrame(
        {
            "check": [words.t(CHECKS[one.code], k=k) for one in checks],
            "result": [words.t(N_("passed") if one.passed else N_("failed")) for one in checks],
            "found": [words.t(FOUND[one.code], found=words.number(one.found)) for one in checks],
            "breaks": [breaks(words, cohort, found, one) for one in checks],
        }
    )


def breaks(words: Words, cohort: Cohort, found: Plan, check: Check) -> str:
    """The cells that break a check, and how many people they say."""
    if check.passed:
        return ""
    if check.code == "same-tables":
        return words.t(N_("take back what you changed, or delete the earlier releases if nobody has seen them"))
    named = [cell_text(words, cohort, found, cell) for cell in check.cells[:MOST_CELLS]]
    if len(check.cells) > MOST_CELLS:
        named.append(words.n(*MORE, len(check.cells) - MOST_CELLS))
    return words.t(N_("; ")).join(named)


MORE = NN_("and {count} more", "and {count} more")


def cell_text(words: Words, cohort: Cohort, found: Plan, cell: Cell) -> str:
    """Oceania, Female: 3."""
    if not cell.by:
        return words.t(N_("everybody: {count}"), count=words.number(cell.people))
    if not cell.at:
        return _table_name(words, _id(cell.by))
    said = [
        release.cell_name(words, cohort, name, found.codes[name][place])
        for name, place in zip(cell.by, cell.at, strict=True)
    ]
    return f"{' × '.join(said)}{words.t(N_(': '))}{words.number(cell.people)}"


def _narrowest(words: Words, cohort: Cohort, found: Plan) -> str:
    """Of all groups that are not shown, the one of which most can be told."""
    interval = disclosure.narrowest(found.published)
    if interval is None:
        return words.t(N_("No two tables can be put together to tell of a smaller group."))
    text = N_("The most that can be told of a group that is not shown: {group}, from {least} to {most} people.")
    said = [
        release.cell_name(words, cohort, name, found.codes[name][place])
        for name, place in zip(interval.by, interval.at, strict=True)
    ]
    facts = {"least": words.number(interval.least), "most": words.number(interval.most)}
    return words.t(text, group=" × ".join(said), **facts)


@exhibit("cohort/releases", question=N_("What has been released of this cohort?"), datasets=())
def frozen(setting: Setting, cohort: Cohort) -> Answer:
    words = setting.words
    there = releases.every(cohort.id, withdrawn=True)
    if not there:
        return nothing(
            words.t(N_("Nothing has been released of this cohort")),
            words.t(
                N_(
                    "A release is a file of its own, with the counts of groups and nobody in it. Make one under “Audit and "
                    "freeze”."
                )
            ),
        )
    rows = pd.DataFrame(
        {
            "date": [words.date(one.date) for one in there],
            "people": [one.people for one in there],
            "tables": [len(one.tables) for one in there],
            "k": [one.k for one in there],
            "state": [words.t(N_("taken back") if one.withdrawn else N_("shown")) for one in there],
            "checksum": [one.checksum[:8] for one in there],
        }
    )
    told = words.t(
        N_("The plenary page reads these files and nothing else. They hold no person, and are deleted with the cohort.")
    )
    live = sum(not one.withdrawn for one in there)
    return Answer(
        title=words.n(*RELEASES, live),
        subtitle=words.t(N_("Of this cohort, with those taken back, the latest first")),
        sentence=told,
        notes=[told],
        table=rows,
        columns=[
            Column("date", N_("Date")),
            Column("people", N_("People"), "count"),
            Column("tables", N_("Tables"), "count"),
            Column("k", N_("Least people a figure"), "count"),
            Column("state", N_("State")),
            Column("checksum", N_("Checksum")),
        ],
        figure=None,
    )


RELEASES = NN_("{count} release may be shown", "{count} releases may be shown")
