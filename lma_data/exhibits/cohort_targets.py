"""The mix against the targets that the manager has set: how far, and how many places would close it."""

from __future__ import annotations

import textwrap
from typing import Any

import pandas as pd

from lma_data import charts
from lma_data.cohort import Cohort, dimensions
from lma_data.cohort.targets import LEAST, Gap, Target, gaps, targets
from lma_data.exhibits.base import Answer, Column, Setting, exhibit, nothing
from lma_data.exhibits.cohort_counts import nobody, numbers, undecided
from lma_data.exhibits.cohort_parameters import WHO
from lma_data.exhibits.shared import NAMED, PEOPLE, hover, signed
from lma_data.i18n import N_, NN_, Words

RULES = {"least": N_("at least"), "most": N_("at most")}
SIGNS = {"least": "≥", "most": "≤"}
LONGEST = 30  # letters of a category's name on a phone
IMPOSSIBLE = N_("not possible")


@exhibit(
    "cohort/targets",
    question=N_("How far is the cohort from its targets, and how many places would close the distance?"),
    datasets=(),
    parameters=(WHO,),
)
def against_targets(setting: Setting, cohort: Cohort, who: str) -> Answer:
    words = setting.words
    counts = {one: numbers(cohort, one, who) for one in {target.dimension for target in targets(cohort)}}
    found = gaps(cohort, counts)
    if not counts:
        return _none_set(words, cohort)
    if not found:
        return nobody(words, cohort, who)
    met = sum(one.met for one in found)
    return Answer(
        title=words.n(
            *NN_("{met} of {count} target is met", "{met} of {count} targets are met"),
            len(found),
            met=words.number(met),
        ),
        subtitle=words.t(
            N_("Share of {people}, in %, beside the target. {who}."),
            people=words.n(*PEOPLE, found[0].people),
            who=words.t(dimensions.POPULATIONS[who]),
        ),
        sentence=_sentence(words, cohort, found),
        table=_table(words, cohort, found, counts),
        columns=COLUMNS,
        figure=_figure(setting, cohort, found),
        notes=[words.t(HOW), *_unknown(words, counts, found), *undecided(words, cohort, who)],
    )


HOW = N_(
    "Places in place of others: people of the category take the places of people who are not of it, or the other way "
    "round where the target is a most; the size stays. Places added: all who are added are of the category, or none of "
    "them where the target is a most. Each is the smallest number that meets that target alone; closing one may open "
    "another."
)
COLUMNS = [
    Column("dimension", N_("Dimension")),
    Column("name", N_("Category")),
    Column("rule", N_("Rule")),
    Column("target", N_("Target (%)"), "percent", None),
    Column("having", N_("People"), "count"),
    Column("share", N_("Share in %"), "percent", 1),
    Column("distance", N_("Distance (points)"), "number", 1),
    Column("replace", N_("Places in place of others"), "count"),
    Column("add", N_("Places added")),
    Column("unknown", N_("Not known"), "count"),
]


def _none_set(words: Words, cohort: Cohort) -> Answer:
    if not cohort.size:
        return nobody(words, cohort, "everybody")
    return nothing(
        words.t(N_("No target is set yet")),
        words.t(
            N_("Set one above, such as at least 40 % of one gender: the chart will show how far the cohort is from it.")
        ),
    )


def _name(words: Words, cohort: Cohort, target: Target) -> str:
    return dimensions.name(words, cohort, target.dimension, target.category)


def _aim(words: Words, target: Target) -> str:
    """at least 50 %."""
    return f"{words.t(RULES[target.rule])} {words.percent(float(target.share), None)}"


def _sentence(words: Words, cohort: Cohort, found: list[Gap]) -> str:
    """The targets that are farthest from being met, with their places, and those that are met."""
    missed = sorted([one for one in found if not one.met], key=lambda one: -abs(one.distance))
    short = [_said(words, cohort, one) for one in missed[:NAMED]]
    met = [
        words.t(
            N_("{name} ({share}, {aim})"),
            name=_name(words, cohort, one.target),
            share=words.percent(float(one.share)),
            aim=_aim(words, one.target),
        )
        for one in found
        if one.met
    ]
    said = [words.t(N_("Farthest from being met: {targets}."), targets=words.t(N_("; ")).join(short))] if short else []
    if len(missed) > NAMED:
        said.append(words.n(*NN_("{count} more is not met.", "{count} more are not met."), len(missed) - NAMED))
    said += [words.t(N_("Met: {targets}."), targets=words.t(N_("; ")).join(met))] if met else []
    return " ".join(said)


def _said(words: Words, cohort: Cohort, one: Gap) -> str:
    return words.t(
        N_("{name} has {share}, to be {aim}: {places}"),
        name=_name(words, cohort, one.target),
        share=words.percent(float(one.share)),
        aim=_aim(words, one.target),
        places=_places(words, one),
    )


def _places(words: Words, one: Gap) -> str:
    """What it takes: 5 more in place of others, or 10 more added."""
    if one.met:
        return words.t(N_("met"))
    added = words.number(one.add) if one.add is not None else ""
    facts = {"added": added}
    if one.target.rule == LEAST:
        said = words.n(*NN_("{count} more in place of others", "{count} more in place of others"), one.replace)
        more = N_("{replaced}, or {added} more added")
    else:
        said = words.n(
            *NN_("{count} fewer, others in their place", "{count} fewer, others in their place"), one.replace
        )
        more = N_("{replaced}, or {added} others added")
    if one.add is None:
        return words.t(N_("{replaced}; nobody added can close it"), replaced=said)
    return words.t(more, replaced=said, **facts)


def _table(words: Words, cohort: Cohort, found: list[Gap], counts: dict[str, dict[str, int]]) -> pd.DataFrame:
    rows = [
        {
            "dimension": words.t(dimensions.DIMENSIONS[one.target.dimension]),
            "name": _name(words, cohort, one.target),
            "rule": words.t(RULES[one.target.rule]),
            "target": float(one.target.share),
            "having": one.having,
            "share": float(one.share),
            "distance": float(one.distance),
            "replace": one.replace,
            "add": words.t(IMPOSSIBLE) if one.add is None else words.number(one.add),
            "unknown": counts[one.target.dimension].get(dimensions.UNKNOWN, 0),
        }
        for one in found
    ]
    return pd.DataFrame(rows)


def _figure(setting: Setting, cohort: Cohort, found: list[Gap]) -> dict[str, Any]:
    words = setting.words
    pairs = []
    for one in found:
        name = _name(words, cohort, one.target)
        dimension = words.t(dimensions.DIMENSIONS[one.target.dimension])
        pairs.append(
            charts.Pair(
                label=_label(setting, cohort, one.target),
                figures=(float(one.share), float(one.target.share)),
                hovers=(
                    hover(
                        name,
                        dimension,
                        words.n(*PEOPLE, one.having),
                        words.t(N_("{points} points from the target"), points=signed(words, float(one.distance), 1)),
                        _places(words, one),
                    ),
                    hover(name, dimension, _aim(words, one.target)),
                ),
                texts=(words.percent(float(one.share)), ""),
            )
        )
    names = (words.t(N_("The cohort")), words.t(N_("Target")))
    return charts.dumbbell_chart(pairs, names, setting.look, tick=lambda value: words.percent(value, None))


def _label(setting: Setting, cohort: Cohort, target: Target) -> str:
    """Female, at least 50 %; on a phone: Female ≥ 50 %."""
    words = setting.words
    name = dimensions.label(words, cohort, target.dimension, target.category)
    if not setting.look.compact:
        return f"{name}, {_aim(words, target)}"
    short, share = textwrap.shorten(name, LONGEST, placeholder="…"), words.percent(float(target.share), None)
    return f"{short} {SIGNS[target.rule]}\u00a0{share}"


def _unknown(words: Words, counts: dict[str, dict[str, int]], found: list[Gap]) -> list[str]:
    """Where somebody's value is not known, the true share can be higher than the one that is shown."""
    missing = {dimension: of_it[""] for dimension, of_it in counts.items() if of_it.get("")}
    return [
        words.t(
            N_("{dimension}: not known of {unknown} of {people}; each share may be up to {points} points higher."),
            dimension=words.t(dimensions.DIMENSIONS[dimension]),
            unknown=words.number(unknown),
            people=words.n(*PEOPLE, found[0].people),
            points=words.number(unknown / found[0].people * 100, 1),
        )
        for dimension, unknown in missing.items()
    ]
