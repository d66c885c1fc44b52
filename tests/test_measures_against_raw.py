"""Every measure of every dataset, as it is shown, against its raw file: the world, five large and five small countries.

Two things that the app shows are held: the rows of the page of the data, for all measures of all datasets, and the figures
that are compared, which stand in SERIES. The raw files are read by readers of their own (tests/raw_figures.py). A measure
that is not checked is named in NOT_BY_AREA, with the reason.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from lma_data import catalog, warehouse
from lma_data.exhibits import show
from lma_data.export import datasets
from lma_data.i18n import Words
from lma_data.measures import Measure, measures
from tests.raw_figures import READERS, Figures

FIVE = 5  # large countries and small ones, of each source: the first that it has figures of
WORLD = "WLD"
# Where the publisher writes 0 for "no report", or before a category was counted, there is no figure: the passports say so.
ZERO_IS_MISSING = {
    "unhcr/demographics",
    "unhcr/population",
    "unsd/sdg-8-8-1",
    "worldbank/remittances-knomad",
    "worldbank/remittances-paid",
    "worldbank/remittances-share-gdp",
}
# Figures of the file that are left out on purpose: dataset -> keys of the row -> whether it is one, and why.
LEFT_OUT: dict[str, tuple[Callable[[tuple[Any, ...]], bool], str]] = {
    "worldbank/remittances-paid": (
        lambda key: key == (WORLD, 2022),
        "31 countries had reported for 2022; the publisher’s world is the sum of these",
    ),
    "undesa/migrant-stock-2020-age": (
        lambda key: (key[0] in ("BES", "SHN", "VAT") and key[3] != "total") or (key[0] == "BES" and key[1] != "both"),
        "the publisher has none by age there, nor by sex in Bonaire; the compilation writes 0 or what is left of a region",
    ),
}
FEW_AREAS = {"unrwa/registered-refugees": "UNRWA works in Jordan, Lebanon, the State of Palestine and Syria"}
NOT_BY_AREA = {
    (
        "ilo/global-estimates",
        "value",
    ): "world and regions of the ILO, quoted from texts; tests/test_import_ilo.py has each",
    ("unhcr/headlines", "persons"): "totals of the world as published, written by hand beside the passport",
    (
        "unhcr/totals-by-edition",
        "persons",
    ): "totals of the world; tests/test_import_unhcr.py adds them up from the files",
}


def by_area(passport: catalog.Passport) -> list[int]:
    """Where the areas stand among the keys of a row."""
    return [at for at, key in enumerate(passport.keys) if key in datasets.AREA_COLUMNS]


@cache
def by_population(raw: Path) -> list[str]:
    """Countries and areas, the largest first."""
    figures = READERS["undesa/population"](raw)["population"]
    newest = max(year for _, year in figures)
    return sorted((area for area, year in figures if year == newest), key=lambda area: -figures[area, newest])


def large_and_small(raw: Path, known: set[str], at_least: int = 2 * FIVE) -> list[str]:
    """The world, if it is among the known areas, and the five largest and the five smallest of their countries."""
    countries = [area for area in by_population(raw) if area in known]
    assert len(countries) >= at_least, countries
    return [*([WORLD] if WORLD in known else []), *dict.fromkeys([*countries[:FIVE], *countries[-FIVE:]])]


def chosen(dataset_id: str, raw: Path) -> list[str]:
    """The world, five large and five small countries, of those that the file has figures of."""
    positions = by_area(catalog.passport(dataset_id))
    figures = READERS[dataset_id](raw).values()
    known = {key[at] for of_measure in figures for key, figure in of_measure.items() if figure for at in positions}
    return large_and_small(raw, known, 0 if dataset_id in FEW_AREAS else 2 * FIVE)


def told(dataset_id: str, figures: Mapping[tuple[Any, ...], float | None]) -> Figures:
    """The figures that count: those that there are, without the zeros that stand for none and what is left out."""
    zero_is_missing = dataset_id in ZERO_IS_MISSING
    left_out, _ = LEFT_OUT.get(dataset_id, (lambda key: False, ""))
    return {
        key: float(figure)
        for key, figure in figures.items()
        if figure is not None and not (zero_is_missing and figure == 0) and not left_out(key)
    }


def same(shown: Figures, raw: Figures) -> None:
    assert set(shown) == set(raw)
    for key, figure in raw.items():
        # Counts are whole persons; a file may have them a hair off, as sums of floating-point thousands.
        assert shown[key] == pytest.approx(figure, rel=1e-9, abs=1e-6), key


BY_AREA = [
    (passport.id, measure)
    for passport in catalog.passports().values()
    for measure in passport.measures
    if (passport.id, measure) not in NOT_BY_AREA
]


def test_every_measure_is_checked_or_named_with_a_reason() -> None:
    every = {(passport.id, measure) for passport in catalog.passports().values() for measure in passport.measures}
    assert set(BY_AREA) | set(NOT_BY_AREA) == every
    assert {dataset_id for dataset_id, _ in BY_AREA} == set(READERS)
    assert all(not by_area(catalog.passport(dataset_id)) for dataset_id, _ in NOT_BY_AREA)


# The rows of the page of the data


@cache
def rows_shown(dataset_id: str, area: str) -> tuple[dict[str, Any], ...]:
    """The rows that the page of the data finds for the code of an area."""
    found = datasets.find(catalog.passport(dataset_id), area, most=None).rows
    return tuple(found.astype(object).where(found.notna(), None).to_dict("records"))


@pytest.mark.parametrize(("dataset_id", "measure"), BY_AREA)
def test_the_rows_of_the_data_page_are_those_of_the_file(raw_folder: Path, dataset_id: str, measure: str) -> None:
    passport = catalog.passport(dataset_id)
    positions = by_area(passport)
    in_file = told(dataset_id, READERS[dataset_id](raw_folder)[measure])
    # Some files write some ends of a pair by a name or number: rows are compared whose areas the file has by code.
    by_code = {key[at] for key in in_file for at in positions if re.fullmatch("[A-Z]{3}", str(key[at]))}
    for area in chosen(dataset_id, raw_folder):
        shown = {tuple(row[key] for key in passport.keys): row[measure] for row in rows_shown(dataset_id, area)}
        assert all(area in [key[at] for at in positions] for key in shown)
        coded = {key: figure for key, figure in shown.items() if by_code.issuperset(key[at] for at in positions)}
        of_area = {key: figure for key, figure in in_file.items() if area in [key[at] for at in positions]}
        of_area = {key: figure for key, figure in of_area.items() if by_code.issuperset(key[at] for at in positions)}
        same(told(dataset_id, coded), of_area)


@pytest.mark.parametrize(("dataset_id", "measure"), BY_AREA)
def test_the_world_is_that_of_the_file(raw_folder: Path, dataset_id: str, measure: str) -> None:
    """Where the file has no row of the world: the sum of all its figures in each year, of prices too, equals the table's."""
    passport = catalog.passport(dataset_id)
    in_file = told(dataset_id, READERS[dataset_id](raw_folder)[measure])
    if any(WORLD in key for key in in_file):
        return  # the world is one of the areas above
    time = next((at for at, key in enumerate(passport.keys) if key in ("year", "quarter")), None)
    sums: dict[Any, float] = defaultdict(float)
    for key, figure in in_file.items():
        sums["all" if time is None else key[time]] += figure
    when = "'all'" if time is None else list(passport.keys)[time]
    rows = warehouse.run(f"SELECT {when} AS time, sum({measure}) AS total FROM {passport.table} GROUP BY 1")
    table = {row.time: float(row.total) for row in rows.itertuples() if row.total == row.total}
    for one, total in sums.items():
        assert table.get(one, 0) == pytest.approx(total, rel=1e-9, abs=1e-3), one


# The figures that are compared


def series(dataset_id: str, measure: str, kept: Iterable[str] = (), by: str = "area") -> Callable[[Path], Figures]:
    """One measure by area and year, of the rows whose further keys have these values."""
    keys = list(catalog.passport(dataset_id).keys)
    at, when = keys.index(by), keys.index("year")
    wanted = list(kept)

    def read(raw: Path) -> Figures:
        figures = told(dataset_id, READERS[dataset_id](raw)[measure])
        return {
            (key[at], key[when]): figure
            for key, figure in figures.items()
            if [one for place, one in enumerate(key) if place not in (at, when)] == wanted
        }

    return read


def share_of_women(raw: Path) -> Figures:
    stock = READERS["undesa/migrant-stock-2024"](raw)["migrants"]
    return {
        (area, year): 100 * women / stock[area, year, "both"]
        for (area, year, sex), women in stock.items()
        if sex == "female" and stock[area, year, "both"]
    }


def protected(side: int) -> Callable[[Path], Figures]:
    """Refugees and other people in need of international protection, by origin (1) or asylum (2)."""

    def read(raw: Path) -> Figures:
        found: Figures = defaultdict(float)
        for kind in ("refugees", "oip"):
            for key, figure in READERS["unhcr/population"](raw)[kind].items():
                found[key[side], key[0]] += figure
        return dict(found)

    return read


def protected_per_inhabitants(raw: Path) -> Figures:
    """At mid-year the population of the same year, or of 2024 for the years after: the newest there is."""
    inhabitants = dict(READERS["undesa/population"](raw)["population"])
    newest = READERS["undesa/migrant-stock-2024"](raw)["population"]
    inhabitants |= {
        (area, 2024): people for (area, year, sex), people in newest.items() if (year, sex) == (2024, "both")
    }
    return {
        (area, year): 1000 * people / inhabitants[area, min(year, 2024)]
        for (area, year), people in protected(2)(raw).items()
        if (area, min(year, 2024)) in inhabitants
    }


def new_applications(raw: Path) -> Figures:
    """In persons: new ones, and those that are given together with repeated ones or appeals."""
    figures = READERS["unhcr/asylum-applications"](raw)["applied"]
    last_of_all_kinds = max(key[0] for key in figures if key[4] == "V")
    found: Figures = defaultdict(float)
    for (year, _, asylum, _, kind, _, counted_in), figure in figures.items():
        if year > last_of_all_kinds and kind in ("N", "NR", "NA", "FA") and counted_in == "P":
            found[asylum, year] += figure
    return dict(found)


def moved_by_disasters(raw: Path) -> Figures:
    found: Figures = defaultdict(float)
    for (area, year, cause), figure in READERS["idmc/flows"](raw)["movements"].items():
        if cause != "conflict":
            found[area, year] += figure
    return dict(found)


COMPUTED = {
    "women-share": share_of_women,
    "refugees-hosted": protected(2),
    "refugees-from": protected(1),
    "refugees-hosted-per-1000": protected_per_inhabitants,
    "asylum-applications": new_applications,
    "displacements-by-disaster": moved_by_disasters,
}


def in_the_file(one: Measure, raw: Path) -> Figures:
    if one.code in COMPUTED:
        return COMPUTED[one.code](raw)
    by = one.parameters["by"]
    return series(one.datasets[0], one.parameters["measure"], one.parameters.get("kept", ()), by)(raw)


@pytest.mark.parametrize("code", list(measures()))
def test_the_figures_that_are_compared_are_those_of_the_file(raw_folder: Path, code: str) -> None:
    one = measures()[code]
    figures = in_the_file(one, raw_folder)
    known = {area for (area, _), figure in figures.items() if figure}
    wanted = large_and_small(raw_folder, known, 0 if one.datasets[0] in FEW_AREAS else 2 * FIVE)
    answer = show("compare/years", {"areas": ",".join(wanted), "measure": code}).answer
    if one.refusal(Words("en")):
        assert answer.missing, "its passport forbids to compare countries: nothing may be shown"
        return
    shown = {(row.area, row.year): row.value for row in answer.table.itertuples()}
    same(shown, {key: figure * one.unit.times for key, figure in figures.items() if key[0] in wanted})
