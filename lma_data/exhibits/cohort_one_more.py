"""What one more place in a full elective would change, and for whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from lma_data import charts
from lma_data.cohort import Cohort, electives
from lma_data.cohort.preferences import HALVES
from lma_data.exhibits.base import Answer, Column, Setting, exhibit, nothing
from lma_data.exhibits.cohort_assignment import RANKS, notes_of, nothing_made
from lma_data.exhibits.cohort_electives import name
from lma_data.exhibits.cohort_shared import name_of
from lma_data.exhibits.shared import hover
from lma_data.i18n import N_, NN_, Words


@exhibit("cohort/assignment-one-more", question=N_("What would one more place change?"), datasets=())
def one_more(setting: Setting, cohort: Cohort) -> Answer:
    words = setting.words
    found = electives.placed(cohort)
    if found is None or not found.places:
        return nothing_made(words, cohort)
    if found.made.get("method") != "exact":
        return nothing(
            words.t(N_("What one more place would change is not known")),
            words.t(N_("The time was too short to find the best assignment, and it needs the best to compare with.")),
        )
    more = found.made.get("more", [])
    rows = _more_rows(words, cohort, more, found.made["worth"])
    if rows.empty or not rows["gain"].any():
        return nothing(
            words.t(N_("One more place in any elective would change nothing")),
            words.t(N_("No elective is full, or those that are would not be given to anybody who gains by it.")),
            notes=notes_of(words, cohort, found),
        )
    top = rows.iloc[0]
    facts = {"elective": top["name"], "ranks": words.n(*RANKS, top["ranks"]), "what": _what(words, top)}
    shown = rows[rows["gain"]]
    return Answer(
        title=words.t(N_("One more place in {elective} would change most: {what}"), **facts),
        subtitle=words.t(N_("Ranks that all people together would gain by one more place, by full elective")),
        sentence=words.t(
            N_(
                "All was assigned anew with one place more in each full elective, one after the other. Most is gained in "
                "{elective}: {what}."
            ),
            **facts,
        ),
        table=rows,
        columns=[
            Column("name", N_("Elective")),
            Column("places", N_("Places"), "count"),
            Column("rules", N_("Rules kept more"), "count"),
            Column("worst", N_("Ranks less for who is worst off"), "number", None),
            Column("badly", N_("Fewer people as badly off"), "count"),
            Column("ranks", N_("Ranks gained in all"), "number", None),
            Column("better", N_("Better for")),
            Column("worse", N_("Worse for")),
        ],
        figure=charts.ranked_bars(
            shown["name"].tolist(),
            shown["ranks"].clip(lower=0).tolist(),
            [_gains(words, row, setting.look.compact) for row in shown.to_dict("records")],
            [hover(row["name"], _gains(words, row, False)) for row in shown.to_dict("records")],
            setting.look,
            keys=shown["elective"].tolist(),
        ),
        notes=notes_of(words, cohort, found),
    )


def _more_rows(words: Words, cohort: Cohort, more: Sequence[Mapping[str, Any]], before: Sequence[int]) -> pd.DataFrame:
    """A row for each full elective, what would change most first; counts are what is gained, ranks whole."""
    rows = []
    known = electives.by_id(cohort)
    for one in more:
        if one["elective"] not in known:
            continue
        broken, worst, badly, ranks = one["worth"]
        rows.append(
            {
                "elective": one["elective"],
                "name": name(words, cohort, one["elective"]),
                "places": known[one["elective"]].capacity,
                "rules": before[0] - broken,
                "worst": (before[1] - worst) / HALVES,
                "badly": before[2] - badly if worst == before[1] else None,
                "ranks": (before[3] - ranks) / HALVES,
                "gain": list(one["worth"]) < list(before),
                "order": list(one["worth"]),
                "better": _names(words, cohort, one["better"]),
                "worse": _names(words, cohort, one["worse"]),
            }
        )
    rows.sort(key=lambda row: row["order"])
    return pd.DataFrame(rows, columns=list(rows[0]) if rows else ["gain"]).astype({"gain": bool})


def _names(words: Words, cohort: Cohort, people: Sequence[str]) -> str:
    return words.t(N_("; ")).join(filter(None, (name_of(cohort, one) for one in people)))


def _gains(words: Words, row: Any, briefly: bool) -> str:
    """The ranks gained, and what is gained before ranks are looked at."""
    ranks, more = words.n(*RANKS, row["ranks"]), row["rules"] > 0 or row["worst"] > 0 or row["badly"]
    return words.t(N_("; ")).join([ranks, _what(words, row)]) if more and not briefly else ranks


def _what(words: Words, row: Any) -> str:
    """What is gained, in words: the most important only."""
    if row["rules"] > 0:
        return words.n(*NN_("{count} rule kept more", "{count} rules kept more"), row["rules"])
    if row["worst"] > 0:
        return words.t(N_("{ranks} less for who is worst off"), ranks=words.n(*RANKS, row["worst"]))
    if row["badly"]:
        return words.n(*NN_("{count} person fewer as badly off", "{count} people fewer as badly off"), row["badly"])
    return words.n(*NN_("{count} rank gained", "{count} ranks gained"), row["ranks"])
