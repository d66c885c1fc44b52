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
    overall_share,
    phase_name,
    sessions_of,
    when,
    with_days,
)
from lma_data.exhibits.cohort_shared import earlier_sources
from lma_data.exhibits.shared import hover
from lma_data.i18n import N_

EARLIER = 3  # editions that the chart has room for


@exhibit(
    "cohort/attendance-editions",
    question=N_("How did attendance go over the course, beside earlier editions?"),
    datasets=(),
    parameters=(LISTED,),
)
def over_the_course(setting: Setting, cohort: Cohort, who: str) -> Answer:
    words = setting.words
    if not sessions_of(cohort, who):
        return no_lists(words)
    editions = [(one.course.edition[words.lang], one, sessions_of(one, who)) for one in [cohort, *cohort.earlier]]
    known = [(name, one, rows) for name, one, rows in editions if any(row.noted for row in rows)]
    if not known or known[0][1] is not cohort:
        return nothing(
            words.t(N_("At no session of this edition did anybody note who was there")),
            words.t(N_("Import the list of attendance again once it has been filled in.")),
        )
    overall = {name: overall_share(rows) for name, _, rows in known}
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
        table=_edition_table(known),
        columns=[
            Column("edition", N_("Edition")),
            Column("date", N_("Session")),
            Column("day", N_("Day of the course"), "number"),
            *(Column(state, HEADINGS[state], "count") for state in STATES),
            THERE,
        ],
        figure=_lines(setting, known[: EARLIER + 1]),
        notes=[words.t(RULE), *earlier_sources(words, [one for _, one, _ in known[1:]])],
    )


Known = list[tuple[str, Cohort, list[Any]]]  # an edition's name, itself, its sessions


def _edition_table(known: Known) -> pd.DataFrame:
    rows = [
        (name, f"{row.session:%Y-%m-%d %H:%M}", one.day + 1, *(getattr(row, state) for state in STATES), row.share)
        for name, cohort, of_it in known
        for row, one in zip(of_it, with_days(cohort, of_it), strict=True)
    ]
    return pd.DataFrame(rows, columns=["edition", "date", "day", *STATES, "share"])


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
                values=[row.share if row.noted else None for row in rows],
                hovers=[
                    hover(name, f"{when(words, one.start)}, {phase_name(words, one)}", words.percent(row.share))
                    for one, row in zip(sessions, rows, strict=True)
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
