"""Invented cohorts into the store, by the same intake as any file that a manager drops."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from lma_data.enrolment import intake
from lma_data.enrolment.invented import SEED
from lma_data.enrolment.invented.events import cohort
from lma_data.enrolment.invented.folder import files
from lma_data.enrolment.invented.people import Edition, Person, editions, electives
from lma_data.enrolment.invented.writers import DATES, ODD
from lma_data.enrolment.model import FileRead, Question
from lma_data.enrolment.store import Store
from lma_data.enrolment.vocabularies import question_id

Progress = Callable[[str, str, float], None]  # cohort, file, how much of all is read, from 0 to 1
AUTHOR = "sample"


def answers() -> dict[str, str]:
    """What a manager would answer to the odd words in the invented registers."""
    return {question_id(vocabulary, word): code for (vocabulary, word), code in ODD.items()}


def load(store: Store, years: Sequence[int] = (), seed: int = SEED, progress: Progress | None = None) -> list[str]:
    """Puts the editions (all, when none is named) into the store, each as one batch; returns the ids of the new cohorts.

    The electives that each had on offer are set as a manager would set them. A cohort that holds something already is left
    as it is; one that was only begun, before something went wrong, is filled.
    """
    loaded = []
    chosen = [edition for year, edition in editions().items() if year in (years or editions())]
    for position, edition in enumerate(chosen):
        begun = edition.cohort in store.cohorts()
        if begun and store.batches(edition.cohort):
            continue

        def told(file: str, done: float, position: int = position, name: str = edition.cohort) -> None:
            if progress:
                progress(name, file, (position + done) / len(chosen))

        people = cohort(edition, seed)
        tables = read(edition, people, seed, told)
        if not begun:
            store.create_cohort(edition.cohort, edition.course_id, invented=True)
        store.set(edition.cohort, "offer", [one.offered(edition.language) for one in electives()])
        store.commit(edition.cohort, tables, by=AUTHOR)
        loaded.append(edition.cohort)
    return loaded


def read(
    edition: Edition, people: Sequence[Person], seed: int = SEED, told: Callable[[str, float], None] | None = None
) -> list[FileRead]:
    """All tables of an edition, its questions answered; `told` hears the file and how much of the edition is read."""
    found: list[FileRead] = []
    exports = files(edition, seed, people)
    known = answers()
    for position, (name, data) in enumerate(exports.items()):
        if told:
            told(name, position / len(exports))
        tables = intake.read([(name, data)], edition.course, known)
        dates = {question.id: answer for question in intake.questions(tables) if (answer := _order(question))}
        if dates:
            tables = intake.read([(name, data)], edition.course, known | dates)
        found += intake.taken(tables)
    return found


def _order(question: Question) -> str:
    """The order of day and month in a report that does not say it; empty for other questions."""
    kind, _, rest = question.id.partition(":")
    return next((order for report, order in DATES.items() if kind == "dates" and rest.startswith(report)), "")
