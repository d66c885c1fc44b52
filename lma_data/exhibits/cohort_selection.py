"""The selection what-if: the balance of those who are in, before the scenario and after it."""

from __future__ import annotations

from typing import Any

import pandas as pd

from lma_data import charts
from lma_data.cohort import Cohort, dimensions, selection
from lma_data.cohort.selection import Moved, Scenario
from lma_data.cohort.targets import LEAST, Gap, Target
from lma_data.exhibits.base import Answer, Column, Parameter, Setting, Value, exhibit, nothing
from lma_data.exhibits.shared import BARS, hover, signed
from lma_data.i18n import N_, NN_, Words

ALL = "balance"
SHOWN = Parameter(
    "balance",
    N_("Balance of"),
    lambda: (ALL, *dimensions.DIMENSIONS),
    ALL,
    lambda words, value: _dimensions_named(words, value),
)
STATUS_STAYS = N_("A scenario: the status of nobody is changed by it.")


def _dimensions_named(words: Words, value: Value) -> str:
    if value == ALL:
        return words.t(N_("Gender, region, audience, language"))
    return words.t(dimensions.DIMENSIONS[str(value)])


@exhibit(
    "cohort/selection", question=N_("How would another selection change the balance?"), datasets=(), parameters=(SHOWN,)
)
def what_if(setting: Setting, cohort: Cohort, balance: str) -> Answer:
    words = setting.words
    now = selection.scenario(cohort)
    if not now.before and not now.after:
        return nothing(
            words.t(N_("Nobody is in: no status says so, and the scenario takes in nobody")),
            words.t(N_("Tick people in the table above, or import a file with a column “Status”.")),
        )
    moved = selection.balance(cohort, selection.BALANCE if balance == ALL else (balance,))
    return Answer(
        title=_title(words, cohort, now, moved),
        subtitle=words.t(
            N_("Share of those who are in, in %: by the status ({before}) and in the scenario ({after})"),
            before=_people(words, len(now.before)),
            after=_people(words, len(now.after)),
        ),
        sentence=_sentence(words, cohort, now, moved),
        table=_table(words, cohort, moved),
        columns=[
            Column("dimension", N_("By")),
            Column("category", N_("Category")),
            Column("before", N_("People before"), "count"),
            Column("after", N_("People after"), "count"),
            Column("share_before", N_("Share before in %"), "percent", 1),
            Column("share_after", N_("Share after in %"), "percent", 1),
            Column("change", N_("Change in points"), "number", 1),
            Column("target", N_("Target")),
            Column("distance", N_("From the target in points"), "number", 1),
            Column("replace", N_("Places to the target"), "count"),
        ],
        figure=_figure(setting, cohort, moved),
        notes=_notes(words, now),
    )


def _people(words: Words, count: int) -> str:
    return words.n(*NN_("{count} person", "{count} people"), count)


def _label(words: Words, cohort: Cohort, one: Moved) -> str:
    return dimensions.label(words, cohort, one.dimension, one.category)


def _title(words: Words, cohort: Cohort, now: Scenario, moved: list[Moved]) -> str:
    facts = {
        "after": _people(words, len(now.after)),
        "added": words.number(len(now.added)),
        "removed": words.number(len(now.removed)),
    }
    if not now.added and not now.removed:
        return words.t(N_("{after} in, as the status has it: nothing is changed yet"), **facts)
    changes = [one for one in moved if one.change]
    if not changes:
        return words.t(N_("{added} in, {removed} out: {after}, with the same balance"), **facts)
    most = max(changes, key=lambda one: abs(one.change or 0))
    return words.t(
        N_("{added} in, {removed} out: {after}; {category} from {before} to {share}"),
        category=_label(words, cohort, most),
        before=words.percent(most.share_before),
        share=words.percent(most.share_after),
        **facts,
    )


def _sentence(words: Words, cohort: Cohort, now: Scenario, moved: list[Moved]) -> str:
    parts = [
        words.t(
            N_(
                "By the status, {before} are in; the scenario takes in {added} and takes out {removed}, which makes {after}."
            ),
            before=words.number(len(now.before)),
            added=words.number(len(now.added)),
            removed=words.number(len(now.removed)),
            after=words.number(len(now.after)),
        )
    ]
    places = selection.places(cohort).total
    if places is not None:
        parts.append(
            words.t(
                N_("There are {places} places: {free} would stay free.")
                if len(now.after) <= places
                else N_("There are {places} places: {free} too few."),
                places=words.number(places),
                free=words.number(abs(places - len(now.after))),
            )
        )
    gaps = [(one, gap) for one in moved for gap in one.gaps]
    unmet = [(one, gap) for one, gap in gaps if not gap.met]
    if unmet:
        named = [
            words.t(
                N_("{category} ({share}, {target})"),
                category=_label(words, cohort, one),
                share=words.percent(one.share_after),
                target=_aim(words, gap.target),
            )
            for one, gap in unmet
        ]
        parts.append(
            words.t(N_("Targets not met in the scenario: {categories}."), categories=words.t(N_("; ")).join(named))
        )
    elif gaps:
        parts.append(words.t(N_("All targets are met in the scenario.")))
    return " ".join(parts)


def _aim(words: Words, target: Target) -> str:
    share = words.percent(float(target.share), None)
    if target.rule == LEAST:
        return words.t(N_("at least {share}"), share=share)
    return words.t(N_("at most {share}"), share=share)


def _table(words: Words, cohort: Cohort, moved: list[Moved]) -> pd.DataFrame:
    rows = [
        {
            "dimension": words.t(dimensions.DIMENSIONS[one.dimension]),
            "category": dimensions.name(words, cohort, one.dimension, one.category),
            "before": one.before,
            "after": one.after,
            "share_before": one.share_before,
            "share_after": one.share_after,
            "change": one.change,
            "target": words.t(N_("; ")).join(_aim(words, target) for target in one.targets) or words.t(N_("no target")),
            "distance": next((float(gap.distance) for gap in _worst_first(one)), None),
            "replace": next((gap.replace for gap in _worst_first(one)), None),
        }
        for one in moved
    ]
    return pd.DataFrame(rows).astype(
        dict.fromkeys(("share_before", "share_after", "change", "distance", "replace"), float)
    )


def _worst_first(one: Moved) -> list[Gap]:
    return sorted(one.gaps, key=lambda gap: -gap.replace)


def _figure(setting: Setting, cohort: Cohort, moved: list[Moved]) -> dict[str, Any]:
    words = setting.words
    by: dict[str, list[Moved]] = {}
    for one in moved:
        by.setdefault(one.dimension, []).append(one)
    groups = [
        (
            words.t(dimensions.DIMENSIONS[dimension]) if len(by) > 1 else "",
            [_move(words, cohort, one, setting.look.compact) for one in _drawn(of_it)],
        )
        for dimension, of_it in by.items()
    ]
    return charts.moves_chart(
        groups,
        (words.t(N_("By the status")), words.t(N_("In the scenario")), words.t(N_("Target"))),
        setting.look,
        tick=lambda value: words.percent(value, None),
    )


def _drawn(moved: list[Moved]) -> list[Moved]:
    """All categories, or, where there are too many for a chart, those with most people or the greatest change."""
    if len(moved) <= BARS:
        return moved
    return sorted(moved, key=lambda one: (-abs(one.change or 0), -one.after))[:BARS]


def _move(words: Words, cohort: Cohort, one: Moved, compact: bool) -> charts.Move:
    change = signed(words, one.change or 0, 1) if one.change is not None else ""
    shares = words.t(N_("{after} ({change})"), after=words.percent(one.share_after), change=change)
    lines = [
        words.t(
            N_("Before: {people}, {share}"), people=_people(words, one.before), share=words.percent(one.share_before)
        ),
        words.t(N_("After: {people}, {share}"), people=_people(words, one.after), share=words.percent(one.share_after)),
    ]
    lines += [words.t(N_("Target: {target}"), target=_aim(words, target)) for target in one.targets]
    return charts.Move(
        label=_label(words, cohort, one),
        before=one.share_before,
        after=one.share_after,
        text=change if compact else shares,
        hover=hover(dimensions.name(words, cohort, one.dimension, one.category), *lines),
        targets=[float(target.share) for target in one.targets],
    )


def _notes(words: Words, now: Scenario) -> list[str]:
    notes = [
        words.t(STATUS_STAYS),
        words.t(N_("In by the status: accepted or confirmed; without a status, on the list of the platform.")),
    ]
    if now.gone:
        notes.append(
            words.n(
                *NN_(
                    "{count} choice of the scenario is left out: that person is no longer in this cohort.",
                    "{count} choices of the scenario are left out: those people are no longer in this cohort.",
                ),
                now.gone,
            )
        )
    return notes
