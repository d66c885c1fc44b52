"""What the exhibits of a cohort say in the same way: who somebody is, and which files earlier editions come from."""

from __future__ import annotations

from collections.abc import Iterable

from lma_data.cohort import Cohort
from lma_data.i18n import N_, Words


def name_of(cohort: Cohort, person: str) -> str:
    """A person's name, or address, for a list that a manager reads; nothing where neither is known."""
    who = cohort.who.get(person)
    return (who.name or who.email) if who else ""


def address_of(cohort: Cohort, person: str) -> str:
    """The e-mail address; nothing where it is not known."""
    who = cohort.who.get(person)
    return who.email if who else ""


def earlier_sources(words: Words, earlier: Iterable[Cohort]) -> list[str]:
    """The note on the files of the earlier editions that an exhibit shows; the passport is this edition's."""
    sources = [one.short_source(words) for one in earlier]
    return [words.t(N_("Earlier editions: {sources}."), sources=words.t(N_("; ")).join(sources))] if sources else []
