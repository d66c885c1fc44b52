"""The reports that are known, from reports/*.yml: what they are called, and what each of their headings holds.

    reports()["moodle-participants"].columns(("First name", "Last name"), "en")  # {0: "name.first", 1: "name.family"}

Another report, or another name of a heading, is a change there. A heading stands for a field of fields.FIELDS, for an
identifier of fields.IDENTIFIERS, or for something that the report's reader knows ("choice", "time").
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict

from lma_data.catalog import Text
from lma_data.enrolment.folding import plain

FOLDER = Path(__file__).parent / "reports"
LANGUAGES = ("en", "fr")
LONGEST = 300  # letters of a heading that a report can know
IGNORED = ""  # the role of a heading that is known, and whose column is not kept

Order = Literal["day-first", "month-first", "iso"]


def fold(text: str) -> str:
    """A heading without what systems and people change in it: case, accents, punctuation, kinds of spaces."""
    return plain(text)


def shape(report: str, header: Sequence[str]) -> str:
    """A fingerprint of report and headings: files of one shape are read in one way."""
    text = "\n".join(fold(cell) for cell in header)
    return f"{report}-{hashlib.sha256(text.encode()).hexdigest()[:12]}"


class Headings(BaseModel):
    """Names of one heading; the two languages may have the same."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    en: tuple[str, ...] = ()
    fr: tuple[str, ...] = ()

    def names(self, lang: str) -> tuple[str, ...]:
        return self.fr if lang == "fr" else self.en


class Report(BaseModel):
    """One report of one system."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    system: str
    name: Text
    authority: int  # of two that say different things, the greater counts
    reader: str  # which function of extract*.py reads its rows
    dates: Order | None = None  # the order of day and month that the system writes, where it has one
    required: tuple[str, ...] = ()
    needs: str = ""  # a check of recognise.py beyond the headings
    open: bool = False  # other columns are looked at by their names, as those of any table
    headers: dict[str, Headings] = {}
    ignored: Headings = Headings()
    values: dict[str, dict[str, tuple[str, ...]]] = {}  # field -> code -> what the system writes

    def columns(self, header: Sequence[str], lang: str) -> dict[int, str]:
        """Position -> role, of the headings that are known in one language; IGNORED of those that are not kept."""
        return self.roles(headings(header), lang)

    def roles(self, folded: Mapping[int, str], lang: str) -> dict[int, str]:
        """The same of headings that are folded already: they are held against many reports."""
        known = _roles(self.id, lang)
        return {position: known[text] for position, text in folded.items() if text in known}


def headings(row: Sequence[str]) -> dict[int, str]:
    """Position -> folded text, of the cells of a row that can be headings."""
    return {position: fold(cell) for position, cell in enumerate(row) if 0 < len(cell) <= LONGEST}


@cache
def reports() -> dict[str, Report]:
    found = [Report.model_validate(yaml.safe_load(path.read_text("utf-8"))) for path in sorted(FOLDER.glob("*.yml"))]
    return {report.id: report for report in found}


@cache
def _roles(report: str, lang: str) -> dict[str, str]:
    definition = reports()[report]
    roles = dict.fromkeys((fold(name) for name in definition.ignored.names(lang)), IGNORED)
    for role, headings in definition.headers.items():
        roles |= dict.fromkeys((fold(name) for name in headings.names(lang)), role)
    return roles
