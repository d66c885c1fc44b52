"""What the exhibits of a cohort say in the same way: who somebody is, what a category is called, which files are earlier."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lma_data.cohort import Cohort, certificate, dimensions, journey
from lma_data.i18n import N_, Words


def name_of(cohort: Cohort, person: str) -> str:
    """A person's name, or address, for a list that a manager reads; nothing where neither is known."""
    who = cohort.who.get(person)
    return (who.name or who.email) if who else ""


def known_as(cohort: Cohort, person: str) -> str:
    """A person's name or address, or the beginning of the id: for where each needs something to be told by."""
    return name_of(cohort, person) or person[:8]


def address_of(cohort: Cohort, person: str) -> str:
    """The e-mail address; nothing where it is not known."""
    who = cohort.who.get(person)
    return who.email if who else ""


def called(words: Words, cohort: Cohort, dimension: str, codes: Sequence[str | None]) -> list[str]:
    """The names of categories, each looked up once."""
    names = {code: dimensions.name(words, cohort, dimension, code or "") for code in set(codes)}
    return [names[code] for code in codes]


def met_and_not_complete(words: Words, found: journey.Journey, standing: certificate.Standing) -> str:
    """Why fewer are certified on the journey than meet the conditions; nothing where that is not so."""
    met = standing.people_with(certificate.MET)
    if not (left := journey.not_complete(found, met)):
        return ""
    return words.t(
        N_("Of the {met} who meet all known conditions of the certificate, {left} are not complete by the platform."),
        met=words.number(len(met)),
        left=words.number(left),
    )


def earlier_sources(words: Words, earlier: Iterable[Cohort]) -> list[str]:
    """The note on the files of the earlier editions that an exhibit shows; the passport is this edition's."""
    sources = [one.short_source(words) for one in earlier]
    return [words.t(N_("Earlier editions: {sources}."), sources=words.t(N_("; ")).join(sources))] if sources else []
