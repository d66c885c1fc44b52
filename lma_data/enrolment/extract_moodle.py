"""Moodle's reports with a row for each person: participants, choices, feedback and questionnaires."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from lma_data.enrolment import mapping, values
from lma_data.enrolment.extract_people import LOOKED_AT, Column, facts_of_cells, person_columns
from lma_data.enrolment.fields import STAFF
from lma_data.enrolment.headings import NOT_KEPT
from lma_data.enrolment.model import Fact, Identifier, Message, Row, RowRead
from lma_data.enrolment.reports import fold
from lma_data.enrolment.sessions import key_of
from lma_data.enrolment.table import Problem, Table, set_aside
from lma_data.i18n import N_

NOT_ANSWERED = {"not answered yet", "pas encore repondu", "n a pas encore repondu"}


def participants(table: Table) -> Iterator[RowRead]:
    """Who is in the course. Countries are ISO2 codes; groups are joined by ", "; there may be teachers among them."""
    simple = [*person_columns(table), *_profile(table)]
    groups, role = table.column("group"), table.column("moodle.role")
    identity = table.identity_columns()
    table.unknown([*table.roles, *(column.position for column in simple)])
    table.covers = ("moodle.enrolled", "moodle.group") if groups is not None else ("moodle.enrolled",)

    def one(row: Row) -> RowRead:
        identifiers, reason = table.identify(row, identity)
        if reason:
            return set_aside(row, reason)
        problems: list[Problem] = []
        facts = [Fact("moodle.enrolled", "", "yes"), *facts_of_cells(table, row, simple, None, problems)]
        if groups is not None:
            names = [values.clean(name) for name in row.cells[groups].split(", ")]
            facts += [Fact("moodle.group", name, "yes") for name in dict.fromkeys(names) if not values.missing(name)]
        if role is not None:
            facts += _role(table, role, row.cells[role], problems)
        return RowRead(row.number, identifiers, tuple(facts), problems=tuple(problems))

    return table.each(one)


def _profile(table: Table) -> list[Column]:
    """Fields that a site adds to the profile of its users, such as gender or language, where name and values are clear."""
    sample = [row.cells[: len(table.header)] for row in table.body[:LOOKED_AT]]
    said = dict.fromkeys(table.roles, NOT_KEPT)
    found = mapping.columns(table.header, sample, table.answers, table.recognition.shape, said)
    held = set(table.roles.values())
    clear = [column for column in found.columns if column.field.startswith("person.") and column.field not in held]
    return [Column(column.index, column.field) for column in clear]


def _role(table: Table, position: int, text: str, problems: list[Problem]) -> list[Fact]:
    """Of several roles, the one that teaches counts."""
    found = []
    for part in text.split(","):
        if part.strip():
            value = table.value("moodle.role", position, part, problems)
            found += [value] if value else []
    best = next((role for role in STAFF if role in found), found[0] if found else None)
    return [Fact("moodle.role", "", best)] if best else []


def choice(table: Table) -> Iterator[RowRead]:
    """A row for each option and person, never people: whoever has not answered has a row too.

    Groups are joined without a separator and cannot be told apart: they are left out, the participants have them.
    """
    simple, identity = person_columns(table), table.identity_columns()
    position = table.columns("choice")[0]
    table.unknown(table.roles)
    table.covers = ("elective.choice",)

    def one(row: Row) -> RowRead:
        identifiers, reason = table.identify(row, identity)
        if reason:
            return set_aside(row, reason)
        problems: list[Problem] = []
        facts = facts_of_cells(table, row, simple, None, problems)
        text = row.cells[position]
        if not values.missing(text) and fold(text) not in NOT_ANSWERED:
            facts.append(Fact("elective.choice", key_of(text), "yes"))
        return RowRead(row.number, identifiers, tuple(facts), problems=tuple(problems))

    return table.each(one)


def feedback(table: Table) -> Iterator[RowRead]:
    """That somebody answered, and when: what they answered is not kept."""
    simple, identity = person_columns(table), table.identity_columns()
    date = table.columns("date")[0]
    questions = [fold(heading) for position, heading in enumerate(table.header) if position not in table.roles]
    form = "form-" + hashlib.sha256("\n".join(questions).encode()).hexdigest()[:8]
    table.unknown(table.roles)

    def one(row: Row) -> RowRead:
        identifiers, reason = _answered_by(table, row, identity)
        if reason:
            return set_aside(row, reason)
        problems: list[Problem] = []
        facts = facts_of_cells(table, row, simple, None, problems)
        moment = table.value("feedback.answered", date, row.cells[date], problems)
        facts += [Fact("feedback.answered", form, moment)] if moment else []
        return RowRead(row.number, identifiers, tuple(facts), problems=tuple(problems))

    return table.each(one)


def _answered_by(
    table: Table, row: Row, identity: list[tuple[int, str]]
) -> tuple[tuple[Identifier, ...], Message | None]:
    named = any(row.cells[position].strip() for position in table.columns("name.full"))
    anonymous = any(
        fold(row.cells[position]) in ("", "anonymous", "anonyme") for position in table.columns("name.full")
    )
    if not identity or (anonymous and not named):
        return (), Message(N_("The answers are anonymous: they belong to nobody that can be named."))
    return table.identify(row, identity)
