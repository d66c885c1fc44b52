"""What the exhibits of several themes say or draw in the same way."""

from __future__ import annotations

from collections import namedtuple
from functools import cache
from typing import Any

import pandas as pd

from lma_data.i18n import N_

BARS = 15  # of a ranking; the rest is in the table
NAMED = 3  # how many countries a sentence names
DATA_TYPES = N_("Type of data: B birthplace, C citizenship, R refugees added, I imputed.")


def each(rows: pd.DataFrame) -> list[Any]:
    """The rows, one after the other, each with its columns as attributes."""
    # Whole columns at a time: itertuples takes four times as long with text.
    row = _row(tuple(rows.columns))
    return [row(*values) for values in zip(*(rows[column].tolist() for column in rows), strict=True)]


@cache
def _row(columns: tuple[str, ...]) -> Any:
    return namedtuple("Row", columns)


def hover(name: str, *lines: str) -> str:
    """What hover says of a mark: its full name, and under it what is known."""
    return "<br>".join([f"<b>{name}</b>", *lines])
