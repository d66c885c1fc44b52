"""What must be known of a cohort's figures: files, date of import, people, what is missing, who may see them."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

from lma_data.i18n import N_, NN_, Words

if TYPE_CHECKING:
    from lma_data.cohort.cohort import Cohort

FILES = NN_("{count} file", "{count} files")
PEOPLE = NN_("{count} person", "{count} people")
MISSING = {  # column of person -> what it is
    "gender": N_("Gender"),
    "country": N_("Country"),
    "audience": N_("Audience group"),
    "language": N_("Language"),
    "funding": N_("Funding"),
    "experience": N_("Years of experience"),
    "status": N_("Status"),
    "applied_on": N_("Applied on"),
    "paid": N_("Amount paid"),
}


def title(cohort: Cohort, words: Words) -> str:
    """Academy on Labour Migration, Edition 2026 (lma-2026)."""
    lang = words.lang
    return f"{cohort.course.name[lang]}, {cohort.course.edition[lang]} ({cohort.id})"


def short_source(cohort: Cohort, words: Words) -> str:
    """For the line under a chart."""
    facts = {"cohort": title(cohort, words), "files": words.n(*FILES, len(_files(cohort)))}
    if cohort.invented:
        return words.t(N_("enrolment exports of {cohort}, {files}, invented people"), **facts)
    return words.t(N_("enrolment exports of {cohort}, {files}"), **facts)


def facts(cohort: Cohort, words: Words) -> list[tuple[str, str]]:
    """Label and text, in the order in which one asks."""
    people = cohort.rows("person")
    missing = [
        words.t(N_("{what} of {people}"), what=words.t(name), people=words.n(*PEOPLE, count))
        for column, name in MISSING.items()
        if (count := int(people[column].isna().sum()))
    ]
    imported = words.t(N_("not known"))
    if cohort.imported is not None:
        imported = words.date(cohort.course.day_of(cohort.imported.replace(tzinfo=UTC)))
    found = [
        (words.t(N_("Source files")), words.t(N_("; ")).join(_files(cohort)) or words.t(N_("none"))),
        (words.t(N_("Date of import")), imported),
        (words.t(N_("Who is counted")), _counted(cohort, words)),
        (words.t(N_("Not known")), words.t(N_("; ")).join(missing) or words.t(N_("nothing of what is counted here"))),
        (words.t(N_("Who may see it")), words.t(N_("Programme managers. To show figures to a room, make a release."))),
    ]
    if cohort.invented:
        found.append((words.t(N_("Beware")), words.t(N_("All people of this cohort are invented."))))
    return found


def _counted(cohort: Cohort, words: Words) -> str:
    return words.t(
        N_("{people} in these files, each once; teachers and managers of the platform are left out."),
        people=words.n(*PEOPLE, cohort.size),
    )


def _files(cohort: Cohort) -> list[str]:
    return list(dict.fromkeys(source.file for source in cohort.sources))
