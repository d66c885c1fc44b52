"""Erasing a person: from facts, identities, rows that were set aside, decisions, names of files and remembered answers."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import PurePath

from lma_data.enrolment import names, settings
from lma_data.enrolment.database import Database, StoreProblem
from lma_data.enrolment.folding import compatible, plain, unmarked
from lma_data.enrolment.looked_up import answers
from lma_data.enrolment.looking import Known, look
from lma_data.enrolment.model import Identifier
from lma_data.enrolment.sealing import Sealer
from lma_data.enrolment.staging import Tokens, asked, insert, place

SURE = 4  # letters of a part of a name that is the person's inside another word, too
IN_ROWS, IN_FILES = 2, 3  # least letters of a part of a name that is a word of its own


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
        lines = [(source, row) for source, row, person in database.run("lines") if found.people[person] in people]
    if not people:
        return None
    with database.writing():
        database.run("doom")
        insert(database, "doomed", [(token,) for token in own])
        insert(database, "doomed_line", lines)
        database.run("doom_superseded", cohort=cohort)
        trace = Trace(known, _called(database, sealer))
        spoke = {source for (source,) in database.run("doomed_sources", cohort=cohort)}
        database.run("erase_person", cohort=cohort)
        _erase_set_aside(database, sealer, cohort, trace, spoke)
        _rename_files(database, sealer, cohort, trace)
        _forget_answers(database, sealer, trace)
        for name, value in settings.read(database, sealer, cohort).items():
            settings.write(database, sealer, cohort, name, settings.without(value, {*own, *people}))
        database.run("tidy")
        database.set_meta("rewrite", "1")
    return known


def _called(database: Database, sealer: Sealer) -> set[str]:
    """All names and parts of names that the rows to be erased give, also in readings that no longer count."""
    named = {sealer.unseal(sealed, place("name", token)) for token, sealed in database.run("doomed_names")}
    facts = database.run("doomed_facts")
    return named | {sealer.unseal(sealed, place("fact", token, field)) for token, field, sealed in facts}


class Trace:
    """How a person is found in a text: by a part of a name, an address or what stands before its @, or an id.

    Near copies count (the name misspelt, the address with a slip), so it finds too much rather than too little.
    """

    def __init__(self, known: Iterable[Known], called: Iterable[str]) -> None:
        self._parts: set[str] = set()
        self._wholes: set[str] = set()  # without anything between their letters
        self._ids: set[str] = set()
        self._names: list[set[str]] = []
        for name in called:
            words = names.folded(name).split()
            self._parts.update(words, names.folded(plain(name)).split())
            self._wholes |= {_run(name), "".join(words), "".join(reversed(words))}
            self._names.append(set(words))
        for one in known:
            local = names.base_email(one.value).partition("@")[0]
            if one.kind == "moodle":
                self._ids.add(one.value)
            else:
                self._wholes.add(_run(one.value))
                self._parts |= {_run(local), *(piece for piece in _words(local) if not piece.isdecimal())}
        self._wholes = {whole for whole in self._wholes if len(whole) >= (IN_ROWS if _dense(whole) else SURE)}
        self._ids = {value for value in self._ids if len(value) >= SURE}

    def in_cells(self, cells: Iterable[str]) -> bool:
        return self._in(" ".join(cells), IN_ROWS)

    def in_file(self, file: str) -> bool:
        """In the name of a file or sheet, or in a heading."""
        return self._in(file, IN_FILES)

    def in_question(self, question: str) -> bool:
        """The id of a question ends with the value or the heading that it is about."""
        return self._in(question.split(":", 2)[-1], IN_ROWS)

    def _in(self, text: str, least: int) -> bool:
        words, run = _words(text), _run(text)
        return (
            any(self._is_part(part, words, run, least) for part in self._parts)
            or any(whole in run for whole in self._wholes)
            or any(name <= words for name in self._names if len("".join(name)) >= least)
            or not self._ids.isdisjoint(words)
        )

    @staticmethod
    def _is_part(part: str, words: set[str], run: str, least: int) -> bool:
        if _dense(part):
            return len(part) >= IN_ROWS and part in run
        return len(part) >= least and (part in words or (len(part) >= SURE and part in run))


def _folded(text: str) -> str:
    return compatible(unmarked(compatible(text)))


def _words(text: str) -> set[str]:
    """The words of a text, with and without their figures ("quax42" and "quax") and apostrophes ("o brien", "obrien")."""
    folded = _folded(text)
    return {*re.findall(r"[^\W_]+", folded), *re.findall(r"[^\W\d_]+|\d+", folded), *names.folded(text).split()}


def _run(text: str) -> str:
    """The letters and figures of a text, without anything between."""
    return "".join(re.findall(r"[^\W_]+", _folded(text)))


def _dense(part: str) -> bool:
    """Of a script that puts no space between words, or says much in two letters (Thai, Korean, Chinese)."""
    return any(letter >= "\u0e00" for letter in part)


def _erase_set_aside(database: Database, sealer: Sealer, cohort: str, trace: Trace, spoke: set[int]) -> None:
    """All rows of files that spoke of the person, for a slip can hide whom a row is about; of others, those with a trace."""
    for source, row, sealed in database.run("set_aside_of", cohort=cohort):
        content = json.loads(sealer.unseal(sealed, place("set_aside", source)))
        quoted = json.dumps(content["reason"]["facts"], ensure_ascii=False)
        if source in spoke or trace.in_cells([*content["cells"], quoted]):
            database.run("discard_row", source=source, row=row)


def _rename_files(database: Database, sealer: Sealer, cohort: str, trace: Trace) -> None:
    """Files, sheets and headings that name the person get a name that says nothing."""
    for source, sealed in database.run("source_names_of", cohort=cohort):
        own = place("source", source)
        about = json.loads(sealer.unseal(sealed, own))
        kept = dict(about)
        if trace.in_file(PurePath(about["file"]).stem):
            kept["file"] = f"file-{source}{PurePath(about['file']).suffix}"
        if trace.in_file(about["title"]):
            kept["title"] = ""
        kept["header"] = ["" if trace.in_file(cell) else cell for cell in about["header"]]
        if kept != about:
            database.run("rename_source", source=source, sealed=sealer.seal(json.dumps(kept), own))


def _forget_answers(database: Database, sealer: Sealer, trace: Trace) -> None:
    """A status such as "withdrawn, says Ana" was asked about: the answer is remembered under those words."""
    for question in answers(database, sealer):
        if trace.in_question(question):
            database.run("forget_answer", digest=asked(sealer, question))
