"""`python -m lma_data enrolment import | report`: the way in and the report without a browser, as JSON.

    enrolment import FILE… --cohort lma-2026 [--course ID] [--store PATH] [--answers FILE] [--set-aside DIR]
    enrolment report --cohort lma-2026 [--store PATH]

Same code as the page. What is printed is for the manager: reasons and questions may quote what stands in the files.
"""

from __future__ import annotations

import argparse
import json
import stat
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lma_data.wrong import Wrong

if TYPE_CHECKING:
    from lma_data.enrolment.model import Answers, FileRead, FileRefused, Question
    from lma_data.enrolment.store import FileDifference, Store


def add_to(commands: Any) -> None:
    """Add `enrolment` to the commands of the program."""
    enrolment = commands.add_parser("enrolment", help="import exports of enrolment, and report on a cohort")
    actions = enrolment.add_subparsers(dest="action", required=True, metavar="ACTION")

    importing = actions.add_parser("import", help="read exports into the store; prints JSON")
    importing.add_argument("files", nargs="+", metavar="FILE", help="exports: CSV, text, XLSX, ODS")
    importing.add_argument(
        "--course", metavar="ID", help="the course of a new cohort, where it is not the cohort's name"
    )
    importing.add_argument("--answers", metavar="FILE", help="JSON: id of a question -> one of its options")
    importing.add_argument(
        "--set-aside", metavar="DIR", help="write the rows that are set aside into this folder, as CSV"
    )
    importing.set_defaults(run=_import)

    reporting = actions.add_parser("report", help="print what a cohort comes to, as JSON")
    reporting.set_defaults(run=_report)

    for parser in (importing, reporting):
        parser.add_argument("--cohort", required=True, metavar="ID", help="such as lma-2026")
        parser.add_argument("--store", metavar="PATH", help="the store (or LMA_STORE; else in your data folder)")


def _import(options: argparse.Namespace) -> None:
    from lma_data.enrolment import intake
    from lma_data.enrolment.store import StoreProblem

    files = [_file_at(name) for name in options.files]
    given = _answers(options.answers)
    if options.set_aside:
        _make_folder(options.set_aside)
    try:
        with _store(options.store) as store:
            course = _course_of(store, options.cohort, options.course)
            readable = [file for file in files if isinstance(file, tuple)]
            unreadable = [file for file in files if not isinstance(file, tuple)]
            found = [*intake.read(readable, course, {**store.answers(), **given}), *unreadable]
            _check_answers(given, intake.questions(found))
            difference = store.commit(options.cohort, intake.taken(found), by="command line")
            store.remember(given)
    except StoreProblem as problem:
        raise Wrong(str(problem.message)) from None
    if options.set_aside:
        _write_set_aside(options.set_aside, found)
    sides = iter(difference.files)
    shown = [_file(one, next(sides) if one in intake.taken(found) else None) for one in found]
    _print(
        {
            "cohort": options.cohort,
            "batch": difference.batch,
            "people": difference.people,
            "files": shown,
            "questions": [_question(question) for question in intake.questions(found)],
        }
    )


def _report(options: argparse.Namespace) -> None:
    from lma_data.course import CourseProblem, course
    from lma_data.enrolment import report
    from lma_data.enrolment.store import StoreProblem

    try:
        with _store(options.store) as store:
            cohort = _cohort(store, options.cohort)
            emails = {person: found.email for person, found in store.identities(cohort.id).items()}
            _print(report.report(cohort.id, course(cohort.course), store.facts(cohort.id), emails))
    except StoreProblem as problem:
        raise Wrong(str(problem.message)) from None
    except CourseProblem as problem:
        raise Wrong(str(problem)) from None


def _store(path: str | None) -> Store:
    from lma_data.enrolment.store import Store

    return Store.open(Path(path) if path else None)


def _file_at(name: str) -> tuple[str, bytes] | FileRefused:
    """The name and bytes of a file; what is no file, cannot be read or is too large is refused before it is opened."""
    from lma_data.enrolment import caps
    from lma_data.enrolment.model import FileRefused, Message

    path = Path(name)
    shown = path.name.encode("utf-8", "replace").decode()  # a name can be in no encoding at all
    try:
        state = path.stat()
        if not stat.S_ISREG(state.st_mode):
            return FileRefused(shown, "", Message("This is a folder or a device, and no file."))
        if state.st_size > caps.TEXT_BYTES:
            most = f"The file is larger than {caps.TEXT_BYTES // caps.MIB} MB. Export one cohort only."
            return FileRefused(shown, "", Message(most))
        return shown, path.read_bytes()
    except FileNotFoundError:
        raise Wrong(f"there is no file {shown}") from None
    except OSError:
        return FileRefused(shown, "", Message("The file cannot be read: look at its permissions."))


def _answers(name: str | None) -> Answers:
    """The answers in a JSON file: an object of question ids and answers, both text."""
    if not name:
        return {}
    try:
        answers = json.loads(Path(name).read_bytes())
        json.dumps(answers, ensure_ascii=False).encode()  # halves of letters are no text
    except OSError as problem:
        raise Wrong(f"cannot read {name}: {problem.strerror}") from None
    except (ValueError, RecursionError):
        raise Wrong(f"{name} is not JSON that can be read") from None
    if not isinstance(answers, dict) or not all(isinstance(answer, str) for answer in answers.values()):
        raise Wrong(f'{name}: write one object, {{"id of the question": "answer", …}}')
    return answers


def _check_answers(given: Answers, still_open: Iterable[Question]) -> None:
    """An answer that is none of the options leaves its question open, and would be remembered for nothing."""
    for question in still_open:
        if question.id in given:
            options = ", ".join(repr(option) for option in question.options)
            raise Wrong(
                f"{given[question.id]!r} is no answer to {question.id}; nothing was imported. Options: {options}"
            )


def _course_of(store: Store, cohort_id: str, course_id: str | None):  # type: ignore[no-untyped-def]
    """The course of the cohort; a cohort that is not there yet is made."""
    from lma_data.course import CourseProblem, course
    from lma_data.enrolment.model import COHORT_ID

    if not COHORT_ID.fullmatch(cohort_id):
        raise Wrong(f"--cohort takes a short name in a-z, 0-9 and hyphens, such as lma-2026, not {cohort_id[:40]!r}")
    known = store.cohorts().get(cohort_id)
    if known and course_id and known.course != course_id:
        raise Wrong(f"cohort {cohort_id} is of course {known.course}, not {course_id}")
    try:
        rules = course(known.course if known else course_id or cohort_id)
    except CourseProblem as problem:
        raise Wrong(f"{problem}; name the course of a new cohort with --course") from None
    if not known:
        store.create_cohort(cohort_id, rules.id)
    return rules


def _cohort(store: Store, cohort_id: str):  # type: ignore[no-untyped-def]
    cohorts = store.cohorts()
    if cohort_id not in cohorts:
        raise Wrong(f"no cohort {cohort_id!r} in this store; there are: {', '.join(cohorts) or 'none'}")
    return cohorts[cohort_id]


def _file(one: FileRead | FileRefused, side: FileDifference | None) -> dict[str, Any]:
    """A file in the report: what it is, and what became of each of its rows."""
    from lma_data.enrolment.model import FileRefused

    if isinstance(one, FileRefused) or side is None:
        nothing = {"rows": 0, "created": 0, "updated": 0, "unchanged": 0, "set_aside": [], "questions": []}
        return {"file": one.file, "format": None, "language": None, "refused": str(one.why), **nothing}  # type: ignore[union-attr]
    recognition = one.recognition
    return {
        "file": one.file,
        "sheet": one.title or None,
        "format": recognition.report,
        "system": recognition.system or None,
        "language": recognition.language or None,
        "version": recognition.version or None,
        "confidence": round(recognition.confidence, 2),
        "why": [str(reason) for reason in recognition.why],
        "as_of": one.as_of.isoformat() if one.as_of else None,
        "rows": side.rows,
        "created": side.created,
        "updated": side.updated,
        "unchanged": side.unchanged,
        "set_aside": [
            {"row": row.number, "rows": row.count, "reason": str(row.set_aside)} for row in one.rows if row.set_aside
        ],
        "problems": [
            {"row": row.number, "column": column, "problem": str(problem)}
            for row in one.rows
            for column, problem in row.problems
        ],
        "questions": [_question(question) for question in one.questions],
        "notes": [str(note) for note in one.notes],
    }


def _question(question: Question) -> dict[str, Any]:
    options = {answer: str(says) for answer, says in question.options.items()}
    return {
        "id": question.id,
        "about": str(question.about),
        "options": options,
        "samples": list(question.samples),
        "rows": question.rows,
    }


def _make_folder(folder: str) -> None:
    """Before anything is imported, so that a folder that cannot be made stops it."""
    try:
        Path(folder).mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as problem:
        raise Wrong(f"cannot write into {folder}: {problem.strerror}") from None


def _write_set_aside(folder: str, found: Iterable[FileRead | FileRefused]) -> None:
    """A CSV for each table with rows set aside, for the manager's eyes only."""
    from lma_data.enrolment import exporting, set_aside
    from lma_data.i18n import Words

    try:
        exporting.written(set_aside.files(found, Words("en")), Path(folder))
    except OSError as problem:
        raise Wrong(f"cannot write into {folder}: {problem.strerror}") from None


def _print(content: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(content, indent=1, ensure_ascii=False) + "\n")
