"""The claims of the course note: headline figures, what each rests on, and where it stands today.

The claims are data (datasets/itcilo/claims/claims.yml). Their figures come from queries, claims/<id> and
claims/<id>-newest, asked through the warehouse's `ask`:

    for finding in examine(claims().values(), warehouse.ask): ...
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path
from typing import Annotated, Literal, NamedTuple

import pandas as pd
import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from lma_data.catalog import DATASETS, Text

FILE = DATASETS / "itcilo" / "claims" / "claims.yml"

Ask = Callable[[str], pd.DataFrame]
Status = Literal["reproduced", "cited", "target"]
# A day, a year or a quarter, as the query writes it: 2024-07-01, 2022, 2025-Q3.
AsOf = Annotated[
    str,
    BeforeValidator(lambda value: value.isoformat() if isinstance(value, date) else value),
    Field(pattern=r"^\d{4}(-\d{2}-\d{2}|-Q[1-4])?$"),
]


class ClaimProblem(ValueError):
    """The file of claims, or the answer to a claim's query, is not what it should be; the message says where."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Goal(_Strict):
    """What a target asks of the measured value, and by which year: to be below a limit, or at most a limit."""

    by: int
    below: Decimal | None = None
    at_most: Decimal | None = None

    @model_validator(mode="after")
    def _one(self) -> Goal:
        if (self.below is None) == (self.at_most is None):
            raise ValueError("give either below or at_most")
        return self

    def met(self, value: Decimal) -> bool:
        return value < self.below if self.below is not None else value <= (self.at_most or 0)


class Newest(_Strict):
    """The newest figure there is, and why it differs."""

    dataset: str
    edition: Text
    as_of: AsOf
    reference: Text
    note: Text


class Claim(_Strict):
    """One figure as the note states it."""

    id: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    text: Text
    stated: Decimal
    unit: Text
    measured_in: Text | None = None  # where the measured value has another unit than the one stated
    decimals: int = Field(ge=0)  # the measured value rounds to the stated one at so many decimals
    status: Status
    goal: Goal | None = None
    dataset: str
    edition: Text
    as_of: AsOf
    reference: Text
    measures: Text
    newest: Newest

    @model_validator(mode="after")
    def _target_has_goal(self) -> Claim:
        if (self.status == "target") != (self.goal is not None):
            raise ValueError("a target has a goal, and nothing else has one")
        return self

    @property
    def query(self) -> str:
        return f"claims/{self.id}"

    @property
    def newest_query(self) -> str:
        return f"claims/{self.id}-newest"

    def holds(self, value: float) -> bool:
        """Whether the measured value rounds to the stated one or, for a target, meets it."""
        measured = Decimal(str(value))
        return self.goal.met(measured) if self.goal else rounded(measured, self.decimals) == self.stated


class Target(NamedTuple):
    """What is to be reached: the level, in the claim's unit, and the year by which."""

    level: float
    by: int


class Finding(NamedTuple):
    """What the data say of a claim; the values are in the claim's unit (or in `measured_in`)."""

    claim: Claim
    value: float
    holds: bool
    newest: float


class _File(_Strict):
    claims: list[Claim] = Field(min_length=1)

    @model_validator(mode="after")
    def _unique(self) -> _File:
        ids = [claim.id for claim in self.claims]
        if repeated := sorted({one for one in ids if ids.count(one) > 1}):
            raise ValueError(f"the same id twice: {', '.join(repeated)}")
        return self


def rounded(value: Decimal, decimals: int) -> Decimal:
    """Rounded as people round, a half away from zero."""
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


@cache
def claims(path: Path = FILE) -> dict[str, Claim]:
    """All claims by id, in the order of the note. ClaimProblem names the file and the field."""
    try:
        found = _File.model_validate(yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader))
    except ValidationError as error:
        fields = (f"{'.'.join(map(str, one['loc'])) or 'the whole file'}: {one['msg']}" for one in error.errors())
        raise ClaimProblem(f"{path}: {'; '.join(fields)}") from error
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise ClaimProblem(f"{path}: cannot be read: {error}") from error
    return {claim.id: claim for claim in found.claims}


def target(claim_id: str) -> Target:
    """The target that a claim states. ClaimProblem where it states none."""
    claim = claims()[claim_id]
    if claim.goal is None:
        raise ClaimProblem(f"{claim_id}: a {claim.status} figure, not a target")
    return Target(float(claim.stated), claim.goal.by)


def examine(chosen: Iterable[Claim], ask: Ask) -> list[Finding]:
    """What the data say of each claim. ClaimProblem where a query does not answer with one dated value."""
    return [_examine(claim, ask) for claim in chosen]


def _examine(claim: Claim, ask: Ask) -> Finding:
    value = _one_value(ask, claim.query, claim.as_of)
    newest = _one_value(ask, claim.newest_query, claim.newest.as_of)
    return Finding(claim, value, claim.holds(value), newest)


def _one_value(ask: Ask, query: str, as_of: str) -> float:
    """The value of a query that answers with one row: value, and as_of as the claim has it."""
    rows = ask(query)
    if list(rows.columns) != ["value", "as_of"] or len(rows) != 1 or rows.isna().any(axis=None):
        raise ClaimProblem(f"{query}: expected one row of value and as_of, found {rows.to_dict('records')}")
    found = str(rows["as_of"].iloc[0])
    if found != as_of:
        raise ClaimProblem(f"{query}: the data are of {found}, the claim says {as_of}")
    return float(rows["value"].iloc[0])
