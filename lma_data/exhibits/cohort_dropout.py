"""The journey of a cohort by group: of those at one step, the share that went on to the next."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Sequence
from typing import Any

import pandas as pd

from lma_data import charts
from lma_data.cohort import Cohort, dimensions, journey
from lma_data.cohort.journey import STEPS, Passage
from lma_data.exhibits.base import Answer, Column, Setting, exhibit
from lma_data.exhibits.cohort_journey import CERTIFIED, NESTED, UNSAID, no_steps
from lma_data.exhibits.cohort_parameters import BY
from lma_data.exhibits.shared import BARS, hover
from lma_data.i18n import N_, Words

SHARES = (50.0, 70.0, 80.0, 90.0, 95.0)  # percent, the limits between the shades of the heat map
PHONE = 36  # letters of a group's name there


@exhibit(
    "cohort/dropout",
    question=N_("At which step is which group lost?"),
    datasets=(),
    parameters=(BY,),
)
def dropout(setting: Setting, cohort: Cohort, by: str) -> Answer:
    words = setting.words
    found = journey.journey(cohort, by)
    if not found.people or len(found.known) < 2:
        return no_steps(words)
    rows = journey.passages(found, _groups(cohort, found, by))
    threshold = cohort.course.disclosure_threshold
    names = {step: words.t(name) for step, name in STEPS.items()}
    return Answer(
        title=_finding(words, cohort, by, rows, threshold),
        subtitle=words.t(
            N_("Of those who reached a step, the share that went on to the next, by {dimension}; in percent"),
            dimension=words.t(dimensions.DIMENSIONS[by]).lower(),
        ),
        sentence=words.t(
            N_(
                "Each figure is the share of a group at one step that went on to the next, of those of whom it is known. "
                "Groups of fewer than {threshold} are too small to compare."
            ),
            threshold=words.number(threshold),
        ),
        table=pd.DataFrame(
            {
                "group": [dimensions.name(words, cohort, by, one.category) for one in rows],
                "step": [names[one.step] for one in rows],
                "next": [names[one.next] for one in rows],
                "at": [one.at for one in rows],
                "went_on": [one.went_on for one in rows],
                "lost": [one.lost for one in rows],
                "not_known": [one.not_known for one in rows],
                "share": [one.share for one in rows],
                "small": [words.t(N_("Too small to compare")) if one.is_small(threshold) else "" for one in rows],
            }
        ),
        columns=[
            Column("group", dimensions.DIMENSIONS[by]),
            Column("step", N_("From")),
            Column("next", N_("To")),
            Column("at", N_("At the step"), "count"),
            Column("went_on", N_("Went on"), "count"),
            Column("lost", N_("Lost"), "count"),
            Column("not_known", N_("Not known"), "count"),
            Column("share", N_("Share in %"), "percent", 1),
            Column("small", N_("Note")),
        ],
        figure=_heat(setting, cohort, by, rows, names, threshold),
        notes=[words.t(NESTED), words.t(CERTIFIED)],
    )


def _groups(cohort: Cohort, found: journey.Journey, by: str) -> list[str]:
    """The groups that somebody is of, in their order; countries and languages from the largest down."""
    sizes = Counter(found.categories.tolist())
    ordered = [code for code in dimensions.codes(cohort, by) if code in sizes]
    if by == "country":
        ordered.sort(key=lambda code: (-sizes[code], code))
    return [*ordered, *sorted(set(sizes) - set(ordered))]


def _finding(words: Words, cohort: Cohort, by: str, rows: Sequence[Passage], threshold: int) -> str:
    """The group and the step at which the largest share is lost, where groups are large enough to say so."""
    comparable = [one for one in rows if one.share is not None and not one.is_small(threshold)]
    worst = min(comparable, key=lambda one: one.share or 0, default=None)
    if worst is None or not worst.lost:
        return words.t(N_("No group that is large enough to compare loses anybody"))
    return words.t(
        N_("Most are lost among “{group}”, from {step} to {next}: {lost} of {people}"),
        group=dimensions.name(words, cohort, by, worst.category),
        step=words.t(STEPS[worst.step]),
        next=words.t(STEPS[worst.next]),
        lost=words.number(worst.lost),
        people=words.number(worst.lost + worst.went_on),
    )


def _heat(
    setting: Setting, cohort: Cohort, by: str, rows: Sequence[Passage], names: dict[str, str], threshold: int
) -> dict[str, Any]:
    """A row a group, a column a passage; where too few are left to compare, the numbers alone."""
    words = setting.words
    groups = list(dict.fromkeys(one.category for one in rows))[:BARS]
    columns = [f"→ {names[step]}" for step in dict.fromkeys(one.next for one in rows)]
    signs: list[tuple[str, str]] = []
    if setting.look.compact:
        signs = [(str(number), column) for number, column in enumerate(columns, start=1)]
        columns = [sign for sign, _ in signs]
    return charts.heat_map(
        [
            charts.HeatRow(
                _label(setting, cohort, by, group),
                [None if one.is_small(threshold) else one.share for one in rows if one.category == group],
                [words.number(one.share) if one.share is not None else "" for one in rows if one.category == group],
                [_hover(words, cohort, by, one, names) for one in rows if one.category == group],
            )
            for group in groups
        ],
        columns,
        charts.Classes(SHARES, [words.percent(limit, 0) for limit in SHARES]),
        setting.look,
        missing_label=words.t(N_("Fewer than {threshold}: too small to compare"), threshold=words.number(threshold)),
        signs=signs,
    )


def _label(setting: Setting, cohort: Cohort, by: str, group: str) -> str:
    """The name of a group; on a phone what fits in two lines, the rest is in hover and table."""
    name = dimensions.label(setting.words, cohort, by, group)
    return textwrap.shorten(name, PHONE, placeholder="…") if setting.look.compact else name


def _hover(words: Words, cohort: Cohort, by: str, one: Passage, names: dict[str, str]) -> str:
    return hover(
        dimensions.name(words, cohort, by, one.category),
        f"{names[one.step]} → {names[one.next]}",
        words.t(
            N_("{went} of {people} went on, {lost} were lost"),
            went=words.number(one.went_on),
            people=words.number(one.went_on + one.lost),
            lost=words.number(one.lost),
        ),
        words.n(*UNSAID, one.not_known),
    )
