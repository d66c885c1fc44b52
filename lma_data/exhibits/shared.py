"""What the exhibits of several themes say or draw in the same way."""

from __future__ import annotations

import textwrap
from collections import namedtuple
from collections.abc import Sequence
from functools import cache
from typing import Any

import pandas as pd

from lma_data import charts
from lma_data.exhibits.base import Setting
from lma_data.i18n import N_, NN_, Words, is_missing

PEOPLE = NN_("{count} person", "{count} people")
BARS = 15  # of a ranking; the rest is in the table
NAMED = 3  # how many countries a sentence names
MAP_NOTE = N_(
    "The boundaries and names shown and the designations used on this map do not imply official endorsement or "
    "acceptance by the United Nations."
)
DATA_TYPES = N_("Type of data: B birthplace, C citizenship, R refugees added, I imputed.")


def each(rows: pd.DataFrame) -> list[Any]:
    """The rows, one after the other, each with its columns as attributes."""
    # Whole columns at a time: itertuples takes four times as long with text.
    row = _row(tuple(rows.columns))
    return [row(*values) for values in zip(*(rows[column].tolist() for column in rows), strict=True)]


def each_by(rows: pd.DataFrame, column: str) -> dict[Any, list[Any]]:
    """The rows, as `each` gives them, by the value of a column; both in the order of the rows."""
    found: dict[Any, list[Any]] = {}
    for row in each(rows):
        found.setdefault(getattr(row, column), []).append(row)
    return found


@cache
def _row(columns: tuple[str, ...]) -> Any:
    return namedtuple("Row", columns)


def hover(name: str, *lines: str) -> str:
    """What hover says of a mark: its full name, and under it what is known."""
    return "<br>".join([f"<b>{name}</b>", *lines])


def two_lines(label: str) -> str:
    """What has room of a label in two lines beside the rows of a phone's chart; hover and table have all of it."""
    return " ".join(textwrap.wrap(label, 20, break_long_words=False, max_lines=2, placeholder=" …")) or label


def span(words: Words, first: object, last: object) -> str:
    """2016–2020, or 2016 alone where it is both."""
    return str(first) if first == last else words.t(N_("{first}–{last}"), first=first, last=last)


def periods(words: Words, years: Sequence[int]) -> str:
    """Some years in words, those that follow each other as one period: 2005, 2007–2009 and 2012."""
    runs: list[list[int]] = []
    for year in sorted(years):
        if runs and year == runs[-1][1] + 1:
            runs[-1][1] = year
        else:
            runs.append([year, year])
    return words.list([span(words, first, last) for first, last in runs])


def signed(words: Words, value: float, decimals: int) -> str:
    """A difference with its sign: +1.65, −2.64, 0.00."""
    rounded = round(value, decimals)
    sign = "+" if rounded > 0 else "−" if rounded < 0 else ""
    return sign + words.number(abs(value), decimals)


def share_above_zero(words: Words, value: float) -> str:
    """A share in per cent; one that would be written as zero and is more, as less than 0.1 %."""
    if 0 < value < 0.05:
        return words.t(N_("less than {share}"), share=words.percent(0.1))
    return words.percent(value)


def usd_above_zero(words: Words, value: float) -> str:
    """An amount in US$; one that would be written as zero and is more, as less than US$ 1."""
    if 0 < value < 0.5:
        return words.t(N_("less than US$ 1"))
    return words.usd(value)


def each_year(rows: pd.DataFrame, column: str) -> tuple[list[int], list[float | None]]:
    """Every year from the first of the rows to the last, and its figure; None where there is none, so that a line breaks."""
    known = {
        int(year): float(value)
        for year, value in zip(rows["year"].tolist(), rows[column].tolist(), strict=True)
        if not is_missing(value)
    }
    years = list(range(int(rows["year"].min()), int(rows["year"].max()) + 1))
    return years, [known.get(year) for year in years]


def some_years(setting: Setting, years: Sequence[int], most: int = 8) -> list[int]:
    """The years that an axis writes: all, or the first, the last, and some between them; fewer on a phone."""
    known = sorted(set(years))
    wanted = 4 if setting.look.compact else most
    if len(known) <= wanted:
        return known
    places = [known[0] + (known[-1] - known[0]) * step / (wanted - 1) for step in range(wanted)]
    return sorted({min(known, key=lambda year: abs(year - place)) for place in places})


def round_years(setting: Setting, first: int, last: int, most: int = 8) -> list[int]:
    """The years that the axis of a yearly series writes: the first, the last, and round ones that leave room for both."""
    wanted = 4 if setting.look.compact else most
    step = next(step for step in (1, 2, 5, 10, 20, 50) if last - first <= step * wanted)
    room = (last - first) / wanted * 0.7
    between = (year for year in range(first + 1, last) if year % step == 0 and first + room <= year <= last - room)
    return sorted({first, *between, last})


def country_map(
    setting: Setting, rows: pd.DataFrame, column: str, hovers: Sequence[str], classes: charts.Classes
) -> dict[str, Any]:
    """Every country of the rows by a column without gaps, and a point for each that is too small to see.

    The rows have area (ISO3), small, lon and lat from geography/areas beside the column.
    """
    is_point = rows["small"].fillna(False).astype(bool) & rows["lon"].notna() & rows["lat"].notna()
    points = [
        (row.area, row.lon, row.lat, getattr(row, column), text)
        for row, text, wanted in zip(each(rows), hovers, is_point, strict=True)
        if wanted
    ]
    return charts.world_map(
        list(rows["area"]),
        list(rows[column]),
        hovers,
        points,
        classes,
        setting.look,
        missing_label=setting.words.no_data,
    )
