"""Names of areas in both languages, from geography/areas."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from lma_data import warehouse


class Area(NamedTuple):
    """A country, territory or group: its key (ISO3, M49, …), kind, full names and short labels for charts."""

    key: str
    kind: str
    names: dict[str, str]
    labels: dict[str, str]


@cache
def areas() -> dict[str, Area]:
    rows = warehouse.ask("geography/areas")
    return {
        row.area: Area(
            row.area, row.kind, {"en": row.name_en, "fr": row.name_fr}, {"en": row.label_en, "fr": row.label_fr}
        )
        for row in rows.itertuples()
    }


def name(key: str, lang: str) -> str:
    """The full name; the key itself for a code that the table does not have."""
    return areas()[key].names[lang] if key in areas() else key


def label(key: str, lang: str) -> str:
    """The short name, for a chart; the key itself for a code that the table does not have."""
    return areas()[key].labels[lang] if key in areas() else key
