"""What the exhibits of a corridor share: how its two directions are written, and what is said of one country twice."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from lma_data import areas
from lma_data.exhibits.base import Answer, Setting, nothing
from lma_data.exhibits.parameters import FROM, TO
from lma_data.i18n import N_, Words

ENDS = (FROM, TO)
LARGEST = 5  # of a ranking, and the corridor itself where it comes further down


def arrow(words: Words, one: str, other: str) -> str:
    """The direction as titles and charts write it: Nepal → Qatar."""
    return f"{areas.label(one, words.lang)} → {areas.label(other, words.lang)}"


def directions(origin: str, destination: str) -> tuple[tuple[str, str], tuple[str, str]]:
    """There and back."""
    return (origin, destination), (destination, origin)


def no_corridor(words: Words, country: str) -> Answer:
    """The answer where both ends are one country."""
    return nothing(
        words.t(N_("{country}: a corridor has two different ends"), country=areas.name(country, words.lang)),
        words.t(N_("Choose another country of origin or of destination: a corridor goes from one country to another.")),
    )


def of_direction(rows: pd.DataFrame, origin: str, destination: str, *, to: str = "destination") -> pd.DataFrame:
    """Those of the rows that go this way."""
    return rows[(rows["origin"] == origin) & (rows[to] == destination)]


def some_years(setting: Setting, years: Sequence[int], most: int = 8) -> list[int]:
    """The years that an axis writes: all, or the first, the last, and some between them; fewer on a phone."""
    known = sorted(set(years))
    first, last = known[0], known[-1]
    wanted = 4 if setting.look.compact else most
    if len(known) <= wanted:
        return known
    places = [first + (last - first) * step / (wanted - 1) for step in range(wanted)]
    return sorted({min(known, key=lambda year: abs(year - place)) for place in places})


def largest_and(rows: pd.DataFrame, column: str, meant: str) -> pd.DataFrame:
    """The first rows of a ranking, and that of the country which is asked about where it is not among them."""
    below = rows.iloc[LARGEST:]
    return pd.concat([rows.head(LARGEST), below[below[column] == meant]])


def placed(words: Words, place: int, area: str) -> str:
    """A country with its rank: 3. Qatar."""
    return words.t(N_("{place}. {area}"), place=words.number(place), area=areas.label(area, words.lang))
