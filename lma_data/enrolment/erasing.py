"""Erasing a person: from facts, identities, rows that were set aside, decisions, names of files and remembered answers."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import PurePath

from lma_data.enrolment import names
from lma_data.enrolment.database import Database, StoreProblem
from lma_data.enrolment.folding import compatible, plain
from lma_data.enrolment.looking import Known, look
from lma_data.enrolment.model import Identifier
from lma_data.enrolment.sealing import Sealer
from lma_data.enrolment.staging import Tokens, insert, place

LEAST = 4  # letters: a shorter id or name alone in a cell is not taken for the person


def erase(database: Database, sealer: Sealer, cohort: str, person: str, others: Iterable[str]) -> list[str]:
    """Erase a person from a cohort, and from the other cohorts named; the cohorts that knew them.

    Whoever has one of the person's identifiers in another cohort is the same person there. The file is not yet written anew.
    """
    known = _erase_in(database, sealer, cohort, {person})
    if known is None:
        raise StoreProblem("no-person")
    identifiers = {Identifier(one.kind, one.value) for one in known}
    erased = [cohort]
    for other in others:
        tokens = Tokens(sealer, other)
        if _erase_in(database, sealer, other, {tokens.of(one) for one in identifiers}) is not None:
            erased.append(other)
    return erased


def _erase_in(database: Database, sealer: Sealer, cohort: str, wanted: set[str]) -> list[Known] | None:
    """Erase whoever these ids or tokens stand for; their identifiers. None where they stand for nobody."""
    with look(database, sealer, cohort) as found:
        people = {found.person_of[token] for token in wanted if token in found.person_of}
        known = found.identifiers(people)
        own = [token for token, person in found.person_of.items() if person in people]
        called = {name.text for name in found.names_of(own)}
        lines = [(source, row) for source, row, person in database.run("lines") if found.people[person] in people]
    if not people:
        return None
    with database.writing():
        database.run("doom")
        insert(database, "doomed", [(token,) for token in own])
        insert(database, "doomed_line", lines)
        database.run("doom_superseded", cohort=cohort)
        database.run("erase_person", cohort=cohort)
        trace = Trace({one.value for one in known}, called)
        _erase_set_aside(database, sealer, cohort, trace)
        _rename_files(database, sealer, cohort, trace)
        _forget_answers(database, trace)
        database.run("tidy")
        database.set_meta("rewrite", "1")
    return known


class Trace:
    """How a person is found in a text: by an address, another identifier, or all words of the name."""

    def __init__(self, identifiers: set[str], called: set[str]) -> None:
        self._identifiers = {compatible(value) for value in identifiers if len(value) >= LEAST}
        self._names = [words for name in called if len("".join(words := names.folded(name).split())) >= LEAST]
        self._stems = {value.partition("@")[0] for value in self._identifiers if "@" in value}

    def in_cells(self, cells: Iterable[str]) -> bool:
        text = " ".join(cells)
        folded, words = compatible(text), set(names.folded(text).split())
        return any(value in folded for value in self._identifiers) or any(
            words.issuperset(name) for name in self._names
        )

    def in_file(self, file: str) -> bool:
        stem = PurePath(file).stem
        words = set(names.folded(stem.replace("_", " ")).split())
        return self.in_cells([stem, stem.replace("_", " ")]) or any(
            len(part) >= LEAST and set(names.folded(part).split()) <= words for part in self._stems
        )

    def in_question(self, question: str) -> bool:
        """The id of a question quotes its value as vocabularies fold it: of an address, the words."""
        words = f" {plain(question)} "
        return self.in_cells([question]) or any(f" {plain(value)} " in words for value in self._identifiers)


def _erase_set_aside(database: Database, sealer: Sealer, cohort: str, trace: Trace) -> None:
    for source, row, sealed in database.run("set_aside_of", cohort=cohort):
        content = json.loads(sealer.unseal(sealed, place("set_aside", source)))
        if trace.in_cells(content["cells"]):
            database.run("discard_row", source=source, row=row)


def _rename_files(database: Database, sealer: Sealer, cohort: str, trace: Trace) -> None:
    """Files, sheets and headings that name the person get a name that says nothing."""
    for source, sealed in database.run("source_names_of", cohort=cohort):
        own = place("source", source)
        about = json.loads(sealer.unseal(sealed, own))
        kept = dict(about)
        if trace.in_file(about["file"]):
            kept["file"] = f"file-{source}{PurePath(about['file']).suffix}"
        if trace.in_file(about["title"]):
            kept["title"] = ""
        kept["header"] = ["" if trace.in_cells([cell]) else cell for cell in about["header"]]
        if kept != about:
            database.run("rename_source", source=source, sealed=sealer.seal(json.dumps(kept), own))


def _forget_answers(database: Database, trace: Trace) -> None:
    """A status such as "withdrawn, says Ana" was asked about: the answer is remembered under those words."""
    for question, _ in database.run("answers"):
        if trace.in_question(question):
            database.run("forget_answer", question=question)
