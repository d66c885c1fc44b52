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

from lma_data import areas, catalog, warehouse
from lma_data.exhibits import show
from lma_data.export import datasets
from lma_data.i18n import Words, is_missing
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


def same(shown: Mapping[Any, float], raw: Mapping[Any, float], within: float = 1e-6) -> None:
    assert set(shown) == set(raw)
    for key, figure in raw.items():
        # Counts are whole persons; a file may have them a hair off, as sums of floating-point thousands.
        assert shown[key] == pytest.approx(figure, rel=1e-9, abs=within), key


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


# The figures of a country's page


def scaled(read: Callable[[Path], Figures], times: float) -> Callable[[Path], Figures]:
    return lambda raw: {key: figure * times for key, figure in read(raw).items()}


def summed(dataset_id: str, measure: str, by: str, when: str = "year", **kept: Any) -> Callable[[Path], Figures]:
    """A measure by area and year, added up over the other keys; of rows with these values only."""
    keys = list(catalog.passport(dataset_id).keys)
    at, of_time = keys.index(by), keys.index(when)

    def read(raw: Path) -> Figures:
        found: Figures = defaultdict(float)
        for key, figure in told(dataset_id, READERS[dataset_id](raw)[measure]).items():
            if all(key[keys.index(name)] == value for name, value in kept.items()):
                found[key[at], key[of_time]] += figure
        return dict(found)

    return read


def partners(dataset_id: str, measure: str, of: str, partner: str, year: int = 0) -> Callable[[Path], Figures]:
    """A measure by area and the other end of the pair, of one year."""
    keys = list(catalog.passport(dataset_id).keys)

    def read(raw: Path) -> Figures:
        return {
            (key[keys.index(of)], key[keys.index(partner)]): figure
            for key, figure in told(dataset_id, READERS[dataset_id](raw)[measure]).items()
            if not year or key[keys.index("year")] == year
        }

    return read


def newest_price(dataset_id: str) -> Callable[[Path], Figures]:
    """The newest price of each corridor, under both of its ends."""

    def read(raw: Path) -> Figures:
        newest: dict[tuple[str, str], tuple[Any, float]] = {}
        for (sender, receiver, when), figure in READERS[dataset_id](raw)["cost_200"].items():
            newest[sender, receiver] = max(newest.get((sender, receiver), (when, figure)), (when, figure))
        return {(end, pair): figure for pair, (_, figure) in newest.items() for end in pair}

    return read


STOCK, ORIGINS, PAIRS = (
    "undesa/migrant-stock-2024",
    "undesa/migrant-stock-2024-origin",
    "undesa/migrant-stock-2024-bilateral",
)
UNHCR, INJURIES, MATRIX = "unhcr/population", "unsd/sdg-8-8-1", "worldbank/bilateral-remittances-2021"
WORKING_AGE = "Y15-64"
UNKNOWN_ORIGINS = "OTH"
WHOLE_DOLLARS = ("received", "paid", "knomad", "usd")  # a country's page writes them without cents
# Exhibit, columns of its table that name the row, column of the figure, and the same figure from the file.
SHOWN: list[tuple[str, tuple[str, ...], str, Callable[[Path], Figures]]] = [
    ("country/migrants-years", ("year",), "migrants", series(STOCK, "migrants", ["both"])),
    ("country/migrants-years", ("year",), "women", series(STOCK, "migrants", ["female"])),
    ("country/migrants-years", ("year",), "men", series(STOCK, "migrants", ["male"])),
    ("country/migrants-years", ("year",), "share", series(STOCK, "share", ["both"])),
    ("country/emigrants-years", ("year",), "migrants", series(ORIGINS, "migrants", ["both"], "origin")),
    ("country/emigrants-years", ("year",), "women", series(ORIGINS, "migrants", ["female"], "origin")),
    ("country/emigrants-years", ("year",), "men", series(ORIGINS, "migrants", ["male"], "origin")),
    ("country/immigrants", ("area",), "women", partners(PAIRS, "female", "destination", "origin", 2024)),
    ("country/immigrants", ("area",), "men", partners(PAIRS, "male", "destination", "origin", 2024)),
    ("country/emigrants", ("area",), "women", partners(PAIRS, "female", "origin", "destination", 2024)),
    ("country/emigrants", ("area",), "men", partners(PAIRS, "male", "origin", "destination", 2024)),
    (
        "country/ages",
        ("age_group",),
        "women",
        summed("undesa/migrant-stock-2020-age", "migrants", "area", "age_group", sex="female", year=2020),
    ),
    (
        "country/ages",
        ("age_group",),
        "men",
        summed("undesa/migrant-stock-2020-age", "migrants", "area", "age_group", sex="male", year=2020),
    ),
    ("country/hosted", ("year",), "refugees", summed(UNHCR, "refugees", "asylum")),
    ("country/hosted", ("year",), "asylum_seekers", summed(UNHCR, "asylum_seekers", "asylum")),
    ("country/hosted", ("year",), "other_protection", summed(UNHCR, "oip", "asylum")),
    ("country/displaced-from", ("year",), "refugees", summed(UNHCR, "refugees", "origin")),
    ("country/displaced-from", ("year",), "asylum_seekers", summed(UNHCR, "asylum_seekers", "origin")),
    ("country/displaced-from", ("year",), "idps", summed(UNHCR, "idps", "origin")),
    ("country/hosted-origins", ("area",), "refugees", partners(UNHCR, "refugees", "asylum", "origin", 2025)),
    ("country/displaced-hosts", ("area",), "refugees", partners(UNHCR, "refugees", "origin", "asylum", 2025)),
    ("country/internal-displacement", ("year",), "conflict", series("idmc/displaced-by-conflict", "persons")),
    (
        "country/internal-displacement",
        ("year",),
        "disaster",
        summed("idmc/stocks-2024", "persons", "area", cause="disaster"),
    ),
    ("country/displacements", ("year",), "conflict", series("idmc/flows", "movements", ["conflict"])),
    ("country/displacements", ("year",), "disasters", moved_by_disasters),
    ("country/displacements", ("year",), "flood", series("idmc/flows", "movements", ["flood"])),
    ("country/labour-rights", ("year",), "score", series("unsd/sdg-8-8-2", "score")),
    ("country/injuries", ("year",), "fatal_migrants", series(INJURIES, "fatal", ["both", "migrant"])),
    ("country/injuries", ("year",), "fatal_all", series(INJURIES, "fatal", ["both", "total"])),
    ("country/injuries", ("year",), "non_fatal_others", series(INJURIES, "non_fatal", ["both", "non-migrant"])),
    ("country/injuries", ("year",), "non_fatal_all", series(INJURIES, "non_fatal", ["both", "total"])),
    (
        "country/labour-status",
        ("year",),
        "employed",
        scaled(series("eurostat/labour-status", "thousand_persons", ["both", "EMP"]), 1000),
    ),
    (
        "country/labour-status",
        ("year",),
        "unemployed",
        scaled(series("eurostat/labour-status", "thousand_persons", ["both", "UNE"]), 1000),
    ),
    (
        "country/labour-rates",
        ("year",),
        "employment_foreign",
        series("eurostat/employment-rate", "rate", ["both", "FOR", WORKING_AGE]),
    ),
    (
        "country/labour-rates",
        ("year",),
        "employment_national",
        series("eurostat/employment-rate", "rate", ["both", "NAT", WORKING_AGE]),
    ),
    (
        "country/labour-rates",
        ("year",),
        "unemployment_foreign",
        series("eurostat/unemployment-rate", "rate", ["both", "FOR", WORKING_AGE]),
    ),
    ("country/remittances", ("year",), "received", series("worldbank/remittances-received", "received")),
    ("country/remittances", ("year",), "share_gdp", series("worldbank/remittances-share-gdp", "share_gdp")),
    ("country/remittances", ("year",), "paid", series("worldbank/remittances-paid", "paid")),
    ("country/remittances", ("year",), "knomad", scaled(series("worldbank/remittances-knomad", "received"), 1e6)),
    ("country/remittances-gdp", ("year",), "share_gdp", series("worldbank/remittances-share-gdp", "share_gdp")),
    ("country/remittance-senders", ("partner",), "usd", scaled(partners(MATRIX, "usd_m", "receiver", "sender"), 1e6)),
    ("country/remittance-receivers", ("partner",), "usd", scaled(partners(MATRIX, "usd_m", "sender", "receiver"), 1e6)),
    ("country/cost-years", ("year",), "to_it", series("unsd/sdg-10-c-1-world", "cost_200")),
    ("country/cost-years", ("year",), "from_it", series("unsd/sdg-10-c-1-sending", "cost_200")),
    ("country/prices", ("sender", "receiver"), "sdg", newest_price("unsd/sdg-10-c-1-corridors")),
    ("country/prices", ("sender", "receiver"), "survey", newest_price("worldbank/prices-corridor-2025q3")),
    ("country/prices", ("sender", "receiver"), "bank", newest_price("worldbank/prices-corridor-2011-2020")),
    ("country/prices", ("sender", "receiver"), "compiled", newest_price("worldbank/prices-corridor-2016-2025")),
    ("country/inflows", ("year",), "total", series("ilo/inflows-by-sector", "persons", ["total"])),
    ("country/outflow-sectors", ("year",), "total", series("ilo/outflows-by-sector", "persons", ["total"])),
]


@pytest.mark.parametrize(
    ("exhibit_id", "keys", "column", "read"),
    SHOWN,
    ids=[f"{exhibit_id}-{column}" for exhibit_id, _, column, _ in SHOWN],
)
def test_the_figures_of_a_country_are_those_of_the_file(
    raw_folder: Path, exhibit_id: str, keys: tuple[str, ...], column: str, read: Callable[[Path], Figures]
) -> None:
    figures = read(raw_folder)
    known = {area for (area, _), figure in figures.items() if figure and area in areas.countries()}
    for area in large_and_small(raw_folder, known - {WORLD}, FIVE):
        table = show(exhibit_id, {"c": area}).answer.table.to_dict("records")
        rows = {tuple(row[key] for key in keys): row[column] for row in table if not is_missing(row[column])}
        shown = {key[0] if len(key) == 1 else key: float(figure) for key, figure in rows.items() if figure}
        in_file = {key: figure for (of, key), figure in figures.items() if of == area and figure and key != "total"}
        if keys != ("year",) and keys != ("age_group",):
            # Partners that the file writes by a name or number of its own are not compared.
            coded = {end for _, key in figures for end in ends(key)} & set(areas.areas())
            in_file, shown = (
                {key: figure for key, figure in some.items() if coded.issuperset(ends(key))}
                for some in (in_file, shown)
            )
        if set(in_file) == {UNKNOWN_ORIGINS}:
            assert not table, "where no origin is known, the page says so"
            continue
        same(shown, in_file, 0.5 if column in WHOLE_DOLLARS else 1e-6)


def ends(key: Any) -> tuple[Any, ...]:
    return key if isinstance(key, tuple) else (key,)
