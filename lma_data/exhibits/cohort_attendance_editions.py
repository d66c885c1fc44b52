"""Attendance over the course, beside earlier editions."""

from __future__ import annotations

from typing import Any

import pandas as pd

from lma_data import charts
from lma_data.charts import theme
from lma_data.cohort import Cohort
from lma_data.cohort.attendance import STATES
from lma_data.exhibits.base import Answer, Column, Setting, exhibit, nothing
from lma_data.exhibits.cohort_attendance import (
    HEADINGS,
    LISTED,
    RULE,
    THERE,
    WHO,
    no_lists,
    phase_name,
    sessions_of,
    when,
    with_days,
)
from lma_data.exhibits.shared import hover
from lma_data.i18n import N_, Words, is_missing

EARLIER = 3  # editions that the chart has room for


@exhibit(
    "cohort/attendance-editions",
    question=N_("How did attendance go over the course, beside earlier editions?"),
    datasets=(),
    parameters=(LISTED,),
)
def over_the_course(setting: Setting, cohort: Cohort, who: str) -> Answer:
    words = setting.words
    if sessions_of(cohort, who).empty:
        return no_lists(words)
    editions = [(one.course.edition[words.lang], one, sessions_of(one, who)) for one in [cohort, *cohort.earlier]]
    known = [(name, one, rows) for name, one, rows in editions if not rows["share"].isna().all()]
    if not known or known[0][1] is not cohort:
        return nothing(
            words.t(N_("At no session of this edition did anybody note who was there")),
            words.t(N_("Import the list of attendance again once it has been filled in.")),
        )
    overall = {name: _overall(rows) for name, _, rows in known}
    own, *others = overall
    facts = {"own": words.percent(overall[own], 0), "edition": own}
    said = [words.t(N_("{name}: {share}"), name=name, share=words.percent(share, 1)) for name, share in overall.items()]
    return Answer(
        title=words.t(
            N_("{own} were there in this edition, {other} in the one before"),
            other=words.percent(overall[others[0]], 0),
            **facts,
        )
        if others
        else words.t(N_("{own} were there over the course"), **facts),
        subtitle=words.t(
            N_("{who}: share there in %, of those of whom it was noted, by day of the course"), who=WHO.text(words, who)
        ),
        sentence=words.t(N_("Over all sessions, {editions}."), editions=words.t(N_("; ")).join(said)),
        table=_edition_table(words, known),
        columns=[
            Column("edition", N_("Edition")),
            Column("date", N_("Session")),
            Column("day", N_("Day of the course"), "number"),
            *(Column(state, HEADINGS[state], "count") for state in STATES),
            THERE,
        ],
        figure=_lines(setting, known[: EARLIER + 1]),
        notes=[words.t(RULE)],
    )


def _overall(rows: pd.DataFrame) -> float:
    return float((rows["present"] + rows["late"]).sum() / rows["noted"].sum() * 100)


Known = list[tuple[str, Cohort, pd.DataFrame]]


def _edition_table(words: Words, known: Known) -> pd.DataFrame:
    frames = [
        rows.assign(
            edition=name,
            date=rows["session"].dt.strftime("%Y-%m-%d %H:%M"),
            day=[one.day + 1 for one in with_days(cohort, rows)],
        )
        for name, cohort, rows in known
    ]
    columns = ["edition", "date", "day", *STATES, "share"]
    return pd.concat(frames, ignore_index=True)[columns]


def _lines(setting: Setting, known: Known) -> dict[str, Any]:
    words, look = setting.words, setting.look
    colours = theme.palette(look)
    lines = []
    for place, (name, cohort, rows) in enumerate(known):
        sessions = with_days(cohort, rows)
        lines.append(
            charts.Line(
                label=name,
                years=[one.x for one in sessions],
                values=[None if is_missing(share) else share for share in rows["share"].tolist()],
                hovers=[
                    hover(name, f"{when(words, one.start)}, {phase_name(words, one)}", words.percent(share))
                    for one, share in zip(sessions, rows["share"], strict=True)
                ],
                colour=colours.other if place else colours.series[0],
                style=place,
                width=2 if place else 4,
            )
        )
    days = [one.x for _, cohort, rows in known for one in with_days(cohort, rows)]
    first, last = int(min(days)), int(max(days)) + 1
    step = next(step for step in (1, 2, 7, 14, 28, 91, 10_000) if (last - first) / step <= (5 if look.compact else 9))
    written = list(range(first, last + 1, step))
    return charts.countdown_chart(
        lines[::-1],
        look,
        tick=lambda value: words.percent(value, 0),
        days=written,
        day=lambda day: words.t(N_("day {day}"), day=words.number(day + 1)),
        span=(first - 1, last + 1),
        stepped=False,
        height=400,
    )
