"""Applications by day, against the deadline and earlier editions."""

from __future__ import annotations

from typing import Any

import pandas as pd

from lma_data import charts
from lma_data.charts import theme
from lma_data.cohort import Cohort
from lma_data.cohort.applications import Arrivals, arrivals, standing_day
from lma_data.exhibits.base import Answer, Column, Setting, exhibit, nothing
from lma_data.exhibits.cohort_shared import earlier_sources
from lma_data.exhibits.shared import hover, signed
from lma_data.i18n import N_, NN_, Words

EARLIER = 3  # editions that a chart has room for
FIRST_DAY, LAST_DAY = -120, 60  # that a chart shows; what is outside stands in the table
APPLICATIONS = NN_("{count} application", "{count} applications")

Edition = tuple[str, Arrivals]  # its name


@exhibit("cohort/applications", question=N_("When did applications come, against the deadline?"), datasets=())
def applications(setting: Setting, cohort: Cohort) -> Answer:
    words = setting.words
    now = arrivals(cohort)
    if not now.dated:
        return _no_dates(words, now)
    others = [(_name(words, one), arrivals(one)) for one in cohort.earlier]
    shown = [(name, one) for name, one in others if one.dated]
    return Answer(
        title=_title(words, now),
        subtitle=words.t(
            N_("Applications so far, by days to the deadline of each edition; here it is {deadline}"),
            deadline=words.date(now.deadline),
        ),
        sentence=" ".join([_in_words(words, now, cohort), *_standing(words, now, shown)]),
        table=_table(words, cohort, now, shown),
        columns=[
            Column("edition", N_("Edition")),
            Column("day", N_("Days from the deadline"), "number"),
            Column("date", N_("Date")),
            Column("new", N_("Applications"), "count"),
            Column("so_far", N_("Applications so far"), "count"),
        ],
        figure=_figure(setting, cohort, now, shown[:EARLIER]),
        notes=[
            *_notes(words, now, others),
            *earlier_sources(words, [one for one in cohort.earlier if arrivals(one).dated]),
        ],
    )


def _no_dates(words: Words, now: Arrivals) -> Answer:
    if not now.undated:
        return nothing(
            words.t(N_("No application is known in this cohort")),
            words.t(N_("Import the register or the form that people applied with; its dates make this chart.")),
        )
    return nothing(
        words.t(N_("No application has a date")),
        words.t(
            N_("{applications} without a date are known. Import a file with the column “Applied on”."),
            applications=words.n(*APPLICATIONS, now.undated),
        ),
    )


def _name(words: Words, cohort: Cohort) -> str:
    return cohort.course.edition[words.lang]


def _title(words: Words, now: Arrivals) -> str:
    facts = {
        "applications": words.n(*APPLICATIONS, now.dated),
        "in_time": words.number(now.dated - now.late),
        "late": words.number(now.late),
        "deadline": words.date(now.deadline),
    }
    if now.is_open and not now.late:
        if now.last == 0:
            return words.t(N_("{applications} so far, on the day of the deadline"), **facts)
        days = words.n(*NN_("{count} day", "{count} days"), -now.last)
        return words.t(N_("{applications} so far, {days} before the deadline"), days=days, **facts)
    if now.late:
        return words.t(N_("{in_time} of {applications} came by the deadline of {deadline}, {late} after it"), **facts)
    return words.t(N_("{applications}, all by the deadline of {deadline}"), **facts)


def _in_words(words: Words, now: Arrivals, cohort: Cohort) -> str:
    return words.t(
        N_("Of {applications} with a date, {in_time} came by the end of {deadline} ({zone} time) and {late} after it."),
        applications=words.n(*APPLICATIONS, now.dated),
        in_time=words.number(now.dated - now.late),
        deadline=words.date(now.deadline),
        zone=_clock(words, cohort),
        late=words.number(now.late),
    )


def _clock(words: Words, cohort: Cohort) -> str:
    """Whose time it is: the town of the course, else that of its time zone."""
    for phase in cohort.course.phases:
        if phase.place:
            return phase.place[words.lang].partition(",")[0]
    return cohort.course.time_zone.rpartition("/")[2].replace("_", " ")


def _standing(words: Words, now: Arrivals, others: list[Edition]) -> list[str]:
    """How this edition stands against earlier ones on the same day before the deadline; nothing where it is the first."""
    day = standing_day(now)
    known = [(name, so_far) for name, one in others if (so_far := one.so_far(day)) is not None]
    if not known:
        return []
    facts = {
        "own": words.number(now.so_far(day)),
        "others": words.list([f"{words.number(so_far)} ({name})" for name, so_far in known]),
    }
    if not day:
        return [words.t(N_("By the deadline there were {own}; in earlier editions, {others}."), **facts)]
    days = words.n(*NN_("{count} day", "{count} days"), -day)
    return [
        words.t(N_("{days} before the deadline there were {own}; in earlier editions, {others}."), days=days, **facts)
    ]


def _table(words: Words, cohort: Cohort, now: Arrivals, others: list[Edition]) -> pd.DataFrame:
    """Each day on which somebody applied, edition by edition."""
    rows: list[tuple[str, int, str, int, int]] = []
    for name, one in [(_name(words, cohort), now), *others]:
        so_far = 0
        for day, new in zip(one.days, one.people, strict=True):
            so_far += new
            rows.append((name, day, one.date_of(day).isoformat(), new, so_far))
    return pd.DataFrame(rows, columns=["edition", "day", "date", "new", "so_far"])


def _figure(setting: Setting, cohort: Cohort, now: Arrivals, others: list[Edition]) -> dict[str, Any]:
    words, look = setting.words, setting.look
    colours = theme.palette(look)
    every = [(_name(words, cohort), now), *others]
    first = max(FIRST_DAY, min(one.days[0] for _, one in every) - 1)
    last = min(LAST_DAY, max(one.days[-1] for _, one in every))
    days = range(min(first, -7), max(last, 7) + 1)
    lines = [
        _line(words, name, one, days, colours.series[0] if not place else colours.other, place)
        for place, (name, one) in enumerate(every)
    ]
    step = next(step for step in (7, 14, 28, 42, 56) if len(days) / step <= (4 if look.compact else 9))
    written = [day for day in days if day % step == 0]
    return charts.countdown_chart(
        lines[::-1],  # this edition above the others
        look,
        tick=words.axis,
        days=written,
        day=lambda day: _day(words, day, written[0]),
        span=(days.start, days.stop - 1),
        event=words.t(N_("Deadline")),
    )


def _line(words: Words, name: str, one: Arrivals, days: range, colour: str, place: int) -> charts.Line:
    values = one.series(days)
    known = [(day, value) for day, value in zip(days, values, strict=True) if value is not None]
    return charts.Line(
        label=name,
        years=[day for day, _ in known],
        values=[value for _, value in known],
        hovers=[hover(name, words.date(one.date_of(day)), words.n(*APPLICATIONS, value)) for day, value in known],
        colour=colour,
        style=place,
        width=2 if place else 4,
    )


def _day(words: Words, day: int, first: int) -> str:
    if day == first:
        return words.n(*NN_("{count} day", "{count} days"), day)
    return signed(words, day, 0)


def _notes(words: Words, now: Arrivals, others: list[Edition]) -> list[str]:
    notes = []
    if now.undated:
        notes.append(
            words.n(
                *NN_(
                    "{count} application has no date and is not in the chart.",
                    "{count} applications have no date and are not in the chart.",
                ),
                now.undated,
            )
        )
    if any(one.days and (one.days[0] < FIRST_DAY or one.days[-1] > LAST_DAY) for one in [now, *(o for _, o in others)]):
        notes.append(words.t(N_("Days far from the deadline are in the table only; their applications count.")))
    without = [name for name, one in others if not one.dated]
    if without:
        notes.append(words.t(N_("Without dates of applications: {editions}."), editions=words.list(without)))
    if not others:
        notes.append(words.t(N_("No earlier edition is in the store to set this one against.")))
    elif len(others) - len(without) > EARLIER:
        notes.append(words.t(N_("Of earlier editions, the chart shows the newest; the table has all.")))
    return notes
