"""What the exhibits of several themes say or draw in the same way."""

from __future__ import annotations

from typing import Any

import pandas as pd

from lma_data.i18n import N_

BARS = 15  # of a ranking; the rest is in the table
NAMED = 3  # how many countries a sentence names
DATA_TYPES = N_("Type of data: B birthplace, C citizenship, R refugees added, I imputed.")


def each(rows: pd.DataFrame) -> list[Any]:
    """The rows, one after the other, each with its columns as attributes."""
    return list(rows.itertuples())


def hover(name: str, *lines: str) -> str:
    """What hover says of a mark: its full name, and under it what is known."""
    return "<br>".join([f"<b>{name}</b>", *lines])
