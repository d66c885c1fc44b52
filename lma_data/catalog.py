"""The catalogue: every dataset's passport, read from datasets/<publisher>/<dataset>/dataset.yml.

A passport says what a table is: publisher, edition, who is counted, method, caveats, licence, what it
may be compared with, and `checks`: published totals that the data must reproduce (run by the tests).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, field_validator

ROOT = Path(__file__).resolve().parent.parent
DATASETS = ROOT / "datasets"

Kind = Literal["stock", "flow", "price", "share", "rate", "score", "amount", "model estimate", "target", "attribute"]
CaveatId = Literal[
    "series-break",
    "new-model",
    "estimated",
    "irregular-years",
    "not-additive",
    "secondary-source",
    "provisional",
    "incomplete-coverage",
    "mixed-definitions",
    "not-comparable-across-countries",
    "rounded",
    "hand-copied",
    "includes-overlap",
    "boundaries",
]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Text(_Strict):
    """A text in both languages."""

    en: str = Field(min_length=1)
    fr: str = Field(min_length=1)

    def __getitem__(self, lang: str) -> str:
        return self.fr if lang == "fr" else self.en


class Caveat(_Strict):
    """A warning from the closed vocabulary, with its sentence."""

    id: CaveatId
    text: Text


class Measure(_Strict):
    """A column of figures: what it is called, its unit, and what kind of figure it is."""

    label: Text
    unit: str  # persons, thousand persons, US$, US$ million, percent, per 1,000, per 100,000 workers, score, cases, …
    kind: Kind
    counted: Text | None = None  # who is counted, where it differs from the dataset's


class Check(_Strict):
    """A published total that the data must reproduce.

    `sql` is one SELECT with one value over the table `data`; it must equal `equals` (a number), or the
    value of `same_as` (another SELECT over `data`), within `tolerance`.
    """

    says: Text
    sql: str
    equals: float | None = None
    same_as: str | None = None
    tolerance: float = 0
    source: str  # where the total was published, or "internal consistency"


class Passport(_Strict):
    """All that must be known of a dataset before a figure of it is shown."""

    id: str = Field(pattern=r"^[a-z]+/[a-z0-9-]+$")
    title: Text
    publisher: Text
    edition: Text
    short_source: Text  # one line under a chart: "UN DESA, International Migrant Stock, Rev. 2024"
    reference_period: Text
    published: str  # ISO date, or year and month: as exact as it is known
    licence: str
    citation: str
    address: str  # where the publisher offers it
    grain: Text  # what one row is
    counted: Text  # who (or what) is counted
    method: Text
    caveats: list[Caveat] = []
    supersedes: list[str] = []
    comparable_with: list[str] = []
    keys: dict[str, Text]  # columns that identify a row, in sort order
    measures: dict[str, Measure]
    attributes: dict[str, Text] = {}  # further columns: flags, names, notes
    rows: int = 0  # written by the importer
    sha256: str = ""  # of data.parquet, written by the importer
    checks: list[Check] = []

    @field_validator("published", mode="before")
    @classmethod
    def _as_text(cls, value: object) -> object:
        return value.isoformat() if isinstance(value, date) else str(value)

    @property
    def table(self) -> str:
        """Its name in the warehouse: undesa/migrant-stock-2024 -> undesa.migrant_stock_2024."""
        publisher, name = self.id.split("/")
        return f"{publisher}.{name.replace('-', '_')}"

    @property
    def columns(self) -> list[str]:
        return [*self.keys, *self.measures, *self.attributes]

    def caveat(self, caveat_id: str, lang: str) -> str:
        """The sentence of one caveat; KeyError where the passport does not carry it."""
        for caveat in self.caveats:
            if caveat.id == caveat_id:
                return caveat.text[lang]
        raise KeyError(f"{self.id} has no caveat {caveat_id}")


class UnknownDataset(LookupError):
    """No dataset has this id; the message names those that there are."""


class NotComparable(ValueError):
    """Two datasets whose passports do not allow their figures to be compared; the message says why."""


def folder(dataset_id: str) -> Path:
    return DATASETS / dataset_id


def data_file(dataset_id: str) -> Path:
    return folder(dataset_id) / "data.parquet"


def read_passport(path: Path) -> Passport:
    """The passport in one dataset.yml; ValueError names the file and what is wrong in it."""
    try:
        return Passport.model_validate(yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader))
    except (yaml.YAMLError, ValueError) as error:
        raise ValueError(f"{path}: {error}") from error


@cache
def passports() -> dict[str, Passport]:
    """All passports by dataset id, in alphabetical order."""
    found = {}
    for path in sorted(DATASETS.glob("*/*/dataset.yml")):
        passport = read_passport(path)
        expected = "/".join(path.parts[-3:-1])
        if passport.id != expected:
            raise ValueError(f"{path}: its id is {passport.id}, its folder says {expected}")
        found[passport.id] = passport
    return found


def passport(dataset_id: str) -> Passport:
    """One passport; UnknownDataset names those that there are."""
    try:
        return passports()[dataset_id]
    except KeyError:
        raise UnknownDataset(f"no dataset {dataset_id!r}; there are: {', '.join(passports())}") from None


def require_comparable(ids: Iterable[str]) -> None:
    """Raise NotComparable unless each pair of datasets names the other (or one of them) as comparable."""
    chosen = [passport(dataset_id) for dataset_id in dict.fromkeys(ids)]
    for position, one in enumerate(chosen):
        for other in chosen[position + 1 :]:
            if other.id not in one.comparable_with and one.id not in other.comparable_with:
                raise NotComparable(
                    f"{one.id} ({one.edition.en}) cannot be compared with {other.id} ({other.edition.en}): "
                    "neither passport allows it"
                )
