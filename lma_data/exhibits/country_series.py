"""What the exhibits of a country over years share: its lines with their gaps, its breaks, its first and last year."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

from lma_data import charts
from lma_data.exhibits.shared import each, each_year, hover
from lma_data.i18n import N_, Words, is_missing


def span(rows: pd.DataFrame) -> str:
    """2014, or 1980–2024."""
    first, last = rows["year"].min(), rows["year"].max()
    return str(first) if first == last else f"{first}–{last}"


def newest(rows: pd.DataFrame, *columns: str) -> Any:
    """The newest row that has a figure in each of the columns; None where there is none."""
    # Row by row: pandas' dropna takes twenty times as long.
    for row in reversed(each(rows)):
        if not any(is_missing(getattr(row, column)) for column in columns):
            return row
    return None


def line(
    words: Words,
    rows: pd.DataFrame,
    column: str,
    label: str,
    shade: str,
    style: int,
    written: Callable[[float | None], str],
) -> charts.Line:
    """One column of the rows over their years; `written` writes its figures."""
    years, values = each_year(rows, column)
    return charts.Line(
        label,
        years,
        values,
        [hover(label, str(year), written(value)) for year, value in zip(years, values, strict=True)],
        shade,
        style,
    )


def break_notes(words: Words, rows: pd.DataFrame) -> list[tuple[float, str]]:
    """Where a chart marks breaks in the series; the word stands once, where there is room for it."""
    years = [int(year) for year in rows.loc[rows["series_break"], "year"] if year > rows["year"].min()]
    return [(year - 0.5, words.t(N_("break")) if year == years[-1] else "") for year in years]
