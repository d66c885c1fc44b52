"""Invented cohorts into the store, by the same intake as any file that a manager drops."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from lma_data.enrolment import intake
from lma_data.enrolment.invented import SEED
from lma_data.enrolment.invented.events import cohort
from lma_data.enrolment.invented.folder import files
from lma_data.enrolment.invented.people import editions
from lma_data.enrolment.invented.writers import ODD
from lma_data.enrolment.store import Store
from lma_data.enrolment.vocabularies import question_id

Progress = Callable[[str, str, float], None]  # cohort, file, how much of all is read, from 0 to 1


def answers() -> dict[str, str]:
    """What a manager would answer to the odd words in the invented registers."""
    return {question_id(vocabulary, word): code for (vocabulary, word), code in ODD.items()}


def load(store: Store, years: Sequence[int] = (), seed: int = SEED, progress: Progress | None = None) -> list[str]:
    """Puts the editions (all, when none is named) into the store, each as one batch; returns the ids of the new cohorts.

    A cohort that is there already is left as it is.
    """
    loaded = []
    chosen = [edition for year, edition in editions().items() if year in (years or editions())]
    for position, edition in enumerate(chosen):
        if edition.cohort in store.cohorts():
            continue

        def told(file: str, done: float, position: int = position, name: str = edition.cohort) -> None:
            if progress:
                progress(name, file, (position + done) / len(chosen))

        exports = files(edition, seed, cohort(edition, seed))
        found = intake.read(exports.items(), edition.course, answers(), progress=told)
        store.create_cohort(edition.cohort, edition.course_id, invented=True)
        store.commit(edition.cohort, intake.taken(found), by="sample")
        loaded.append(edition.cohort)
    return loaded
