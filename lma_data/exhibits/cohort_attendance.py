"""Attendance by session, by group or person, as a heat map."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from lma_data import charts
from lma_data.cohort import Cohort, attendance, dimensions
from lma_data.cohort.attendance import STATES, Session
from lma_data.exhibits.base import Answer, Column, Parameter, Setting, Value, exhibit, nothing
from lma_data.exhibits.cohort_parameters import WHO
from lma_data.exhibits.cohort_shared import name_of
from lma_data.exhibits.shared import BARS, each, each_by, hover, two_lines
from lma_data.i18n import N_, NN_, Words, is_missing

PERSON = "person"
PEOPLE_SHOWN = 30  # of those who were there least
LIMITS = (50, 60, 70, 80, 90)  # between the shades, in %
WRITTEN = 12  # columns in whose cells a figure has room; half as many on a phone
HEADINGS = {  # columns of counts
    "present": N_("Present"),
    "late": N_("Late"),
    "excused": N_("Excused"),
    "absent": N_("Absent"),
    "not_taken": N_("Attendance not taken"),
}
LETTERS = {"present": N_("P"), "late": N_("L"), "excused": N_("E"), "absent": N_("A")}
THERE = Column("share", N_("Share there in %"), "percent", 1)
SESSIONS = NN_("{count} session", "{count} sessions")
NOT_TAKEN = N_("Attendance not taken, or nobody on the list")
RULE = N_("There: present or late. An excused absence counts as not there; what nobody noted counts as neither.")


def _rows_named(words: Words, value: Value) -> str:
    return words.t(N_("People, one by one") if value == PERSON else dimensions.DIMENSIONS[str(value)])


ROWS = Parameter("rows", N_("A row for each"), lambda: (*dimensions.DIMENSIONS, PERSON), "audience", _rows_named)
LISTED = replace(WHO, chosen="taking-part", of_cohort=attendance.populations)  # of whom somebody stands on a list


@exhibit(
    "cohort/attendance",
    question=N_("Who was there, session by session?"),
    datasets=(),
    parameters=(ROWS, LISTED),
)
def by_session(setting: Setting, cohort: Cohort, rows: str, who: str) -> Answer:
    words = setting.words
    overall = sessions_of(cohort, who)
    if not overall:
        return no_lists(words)
    if not any(row.noted for row in overall):
        return nothing(
            words.t(N_("At no session did anybody note who was there")),
            words.t(
                N_("The lists of attendance name {sessions}, all of them empty."),
                sessions=words.n(*SESSIONS, len(overall)),
            ),
        )
    sessions = with_days(cohort, overall)
    whole = _row(words, words.t(N_("All")), overall, sessions)
    if rows == PERSON:
        table, columns, lines, more = _people(setting, cohort, who, sessions)
    else:
        table, columns, lines, more = _groups(words, cohort, rows, who, sessions)
    return Answer(
        title=_title(words, overall),
        subtitle=words.t(
            N_("{who}, {sessions}: share there in %, of those of whom it was noted"),
            who=WHO.text(words, who),
            sessions=words.n(*SESSIONS, len(overall)),
        ),
        sentence=_sentence(words, overall),
        table=table,
        columns=columns,
        figure=_heat_map(setting, [whole, *lines], sessions),
        notes=[words.t(RULE), *_not_taken(words, overall), *more],
    )


def no_lists(words: Words) -> Answer:
    return nothing(
        words.t(N_("No list of attendance is known for these people")),
        words.t(N_("Import the attendance report of the platform, or of the meetings; it names each session.")),
    )


def sessions_of(cohort: Cohort, who: str) -> list[Any]:
    """Every session, with its counts and the share who were there."""
    return cohort.kept(("attendance", who), lambda: each(cohort.ask("cohort/attendance_by_session", who=who)))


def with_days(cohort: Cohort, rows: list[Any]) -> list[Session]:
    return [attendance.session(cohort, row.session.to_pydatetime()) for row in rows]


def overall_share(rows: list[Any]) -> float:
    """Over all sessions, in %."""
    return sum(row.present + row.late for row in rows) / sum(row.noted for row in rows) * 100


def when(words: Words, session: Any) -> str:
    return f"{words.day(session)}, {session:%H:%M}"


def _title(words: Words, overall: list[Any]) -> str:
    taken = [row for row in overall if row.noted]
    facts = {"share": words.percent(overall_share(taken), 0), "sessions": words.n(*SESSIONS, len(taken))}
    if len({row.share for row in taken}) < 2:
        return words.t(N_("{share} were there, over {sessions}"), **facts)
    least = min(taken, key=lambda row: row.share)
    return words.t(
        N_("{share} were there over {sessions}, the fewest on {day}: {least}"),
        day=words.date(least.session),
        least=words.percent(least.share, 0),
        **facts,
    )


def _sentence(words: Words, overall: list[Any]) -> str:
    said = [
        words.t(N_("{name}: {share}"), name=when(words, row.session), share=words.percent(row.share, 0))
        for row in overall
        if row.noted
    ]
    return words.t(N_("Share there, session by session: {sessions}."), sessions=words.t(N_("; ")).join(said))


def _not_taken(words: Words, overall: list[Any]) -> list[str]:
    without = [when(words, row.session) for row in overall if not row.noted]
    some = [row for row in overall if row.noted and row.not_taken]
    notes = []
    if without:
        notes.append(words.t(N_("Nobody took attendance at: {sessions}."), sessions=words.t(N_("; ")).join(without)))
    if some:
        notes.append(
            words.t(
                N_("Where attendance was taken, {people} on the lists have no mark, at {sessions}."),
                people=words.n(*NN_("{count} name", "{count} names"), sum(row.not_taken for row in some)),
                sessions=words.n(*SESSIONS, len(some)),
            )
        )
    return notes


# Rows of the heat map

Rows = tuple[pd.DataFrame, list[Column], list[charts.HeatRow], list[str]]  # table, its columns, rows, notes


def _groups(words: Words, cohort: Cohort, by: str, who: str, sessions: list[Session]) -> Rows:
    grouped = each_by(cohort.ask("cohort/attendance_by_group", dimension=by, who=who), "category")
    order = _ordered(cohort, by, grouped)
    names = {code: dimensions.name(words, cohort, by, code) for code in order}
    columns = [
        Column("name", dimensions.DIMENSIONS[by]),
        Column("date", N_("Session")),
        Column("phase", N_("Phase")),
        *(Column(state, HEADINGS[state], "count") for state in STATES),
        THERE,
    ]
    at = {one.start: (f"{one.start:%Y-%m-%d %H:%M}", phase_name(words, one)) for one in sessions}
    table = pd.DataFrame(
        [
            (names[code], *at[row.session], *(getattr(row, state) for state in STATES), row.share)
            for code in order
            for row in grouped[code]
        ],
        columns=[column.name for column in columns],
    )
    lines = [
        _row(words, dimensions.label(words, cohort, by, code), grouped[code], sessions, names[code])
        for code in order[:BARS]
    ]
    more = [words.t(N_("The chart shows the groups with most people; the table has all."))] if len(order) > BARS else []
    return table, columns, lines, more


def _ordered(cohort: Cohort, by: str, grouped: Mapping[str, list[Any]]) -> list[str]:
    """Countries with most people first, other categories as they always stand; who has none comes last."""
    known = sorted(set(grouped) - {dimensions.UNKNOWN})
    if by == "country":
        known.sort(key=lambda code: -max(row.noted + row.not_taken for row in grouped[code]))
    else:
        places = {code: place for place, code in enumerate(dimensions.codes(cohort, by))}
        known.sort(key=lambda code: places.get(code, len(places)))
    return [*known, *(set(grouped) & {dimensions.UNKNOWN})]


def phase_name(words: Words, session: Session) -> str:
    return session.phase.name[words.lang] if session.phase else words.t(N_("outside the phases"))


def _row(words: Words, label: str, rows: list[Any], sessions: list[Session], name: str = "") -> charts.HeatRow:
    """One group: the share of those who were there at each session."""
    known = {row.session: row for row in rows}
    cells = [known.get(pd.Timestamp(session.start)) for session in sessions]
    values = [None if cell is None or is_missing(cell.share) else cell.share for cell in cells]
    return charts.HeatRow(
        label=label,
        values=values,
        texts=[_figure_in_cell(words, value, len(sessions)) for value in values],
        hovers=[
            "" if value is None else _hover(words, name or label, session, cell)
            for session, cell, value in zip(sessions, cells, values, strict=True)
        ],
    )


def _figure_in_cell(words: Words, value: float | None, columns: int) -> str:
    return "" if value is None or columns > WRITTEN else words.number(value)


def _hover(words: Words, name: str, session: Session, cell: Any) -> str:
    counts = [
        words.t(N_("{state}: {count}"), state=words.t(HEADINGS[state]), count=words.number(getattr(cell, state)))
        for state in STATES
        if getattr(cell, state)
    ]
    return hover(
        name, f"{when(words, session.start)}, {phase_name(words, session)}", words.percent(cell.share, 0), *counts
    )


def _people(setting: Setting, cohort: Cohort, who: str, sessions: list[Session]) -> Rows:
    """Person by person, who was there least first."""
    words = setting.words
    found = cohort.ask("cohort/attendance_by_person", who=who)
    table = found.assign(name=[name_of(cohort, person) or words.no_data for person in found["person"]])
    states = each_by(cohort.ask("cohort/attendance_least", who=who, most=PEOPLE_SHOWN), "person")
    shown = [(row.person, row.name) for row in each(table.head(PEOPLE_SHOWN))]
    columns = [
        Column("name", N_("Name")),
        *(Column(state, HEADINGS[state], "count") for state in STATES),
        THERE,
    ]
    letters = [f"{words.t(letter)} {words.t(HEADINGS[state])}" for state, letter in LETTERS.items()]
    notes = [words.t(N_("Letters: {letters}."), letters=", ".join(letters))]
    if len(found) > PEOPLE_SHOWN:
        notes.append(
            words.t(
                N_("The chart shows the {count} who were there least; the table has all."),
                count=words.number(PEOPLE_SHOWN),
            )
        )
    lines = [_person(words, name, states[person], sessions) for person, name in shown]
    return table[[column.name for column in columns]], columns, lines, notes


def _person(words: Words, name: str, rows: list[Any], sessions: list[Session]) -> charts.HeatRow:
    known = {row.session: row.state for row in rows}
    states = [known.get(pd.Timestamp(session.start), "") for session in sessions]
    return charts.HeatRow(
        label=name,
        values=[None if state not in LETTERS else 100.0 * (state in ("present", "late")) for state in states],
        texts=[words.t(LETTERS[state]) if state in LETTERS else "" for state in states],
        hovers=[
            hover(name, f"{when(words, session.start)}, {phase_name(words, session)}", words.t(HEADINGS[state]))
            if state in LETTERS
            else ""
            for session, state in zip(sessions, states, strict=True)
        ],
    )


def _heat_map(setting: Setting, lines: Sequence[charts.HeatRow], sessions: list[Session]) -> dict[str, Any]:
    words, look = setting.words, setting.look
    if look.compact:
        lines = [replace(line, label=two_lines(line.label)) for line in lines]
    headings = [f"{words.day(one.start)}<br>{one.start:%H:%M}" for one in sessions]
    if look.compact:
        headings = [words.day(one.start).replace(" ", "<br>", 1) for one in sessions]
    figure = charts.heat_map(
        lines,
        headings,
        charts.Classes(LIMITS, [words.percent(limit, 0) for limit in LIMITS]),
        look,
        missing_label=words.t(NOT_TAKEN),
        every=max(1, -(-len(sessions) // (8 if look.compact else 14))),
    )
    spans = [(phase_name(words, sessions[first]), first, last) for _, first, last in attendance.phases(sessions)]
    charts.add_spans(figure, spans, len(sessions), look)
    return figure
