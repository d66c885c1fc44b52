"""UN DESA: International Migrant Stock (Revisions 2024 and 2020) and World Population Prospects 2024.

The workbooks set three blocks of years side by side (both sexes, males, females) under the same year headers: only the
label in row 8 tells them apart. Groups of countries have UN location codes (Africa 903), which are not M49 codes (002).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

import pandas as pd

from lma_data.importers import ImportProblem, Raw, importer
from lma_data.importers.raw import Sheet

DESTINATION_2024 = "undesa/undesa_pd_2024_ims_stock_by_sex_and_destination.xlsx"
ORIGIN_2024 = "undesa/undesa_pd_2024_ims_stock_by_sex_and_origin.xlsx"
DESTINATION_2020 = "undesa/undesa_pd_2020_ims_stock_by_sex_and_destination.xlsx"
BILATERAL_2024 = "undesa/ims2024_bilateral_by_sex.csv.gz"
AGE_2020 = "undesa/ims2020_age_sex_destination.csv.gz"
POPULATION = "undesa/wpp2024_population_total_1950_2023.csv"

YEARS_2020 = (1990, 1995, 2000, 2005, 2010, 2015, 2020)
YEARS_2024 = (*YEARS_2020, 2024)
SEXES = {"both": "both sexes combined", "male": "males", "female": "females"}
AGE_GROUPS = ("total", *(f"{age}-{age + 4}" for age in range(0, 75, 5)), "75+")

MIGRANTS = "International migrant stock at mid-year, {}"
POPULATION_THOUSANDS = "Total population at mid-year, {} (thousands)"
SHARE = "International migrant stock as a percentage of the total population, {}"

LABELS, HEADER, FIRST = 8, 11, 12  # rows: labels of the blocks, headers, first figures
FIRST_GROUP = 900  # location codes of countries and areas are below, those of groups from here on

# UN location codes that are not M49 codes of countries or areas: key, and the names under which they occur.
# The twins 1830 and 904, 1836 and 927 are one group each, listed twice by the publisher.
GROUPS = {
    900: ("WLD", "World"),
    947: ("202", "Sub-Saharan Africa"),
    1834: ("202", "Sub-Saharan Africa"),
    1833: ("747", "Northern Africa and Western Asia"),
    921: ("062", "Central and Southern Asia"),
    1831: ("062", "Central and Southern Asia"),
    1832: ("753", "Eastern and South-Eastern Asia"),
    1830: ("419", "Latin America and the Caribbean"),
    1835: ("543", "Oceania (excluding Australia and New Zealand)"),
    1836: ("053", "Australia/New Zealand"),
    1829: ("513", "Europe and Northern America"),
    901: ("UN901", "More developed regions", "Developed regions"),
    902: ("UN902", "Less developed regions"),
    934: ("UN934", "Less developed regions, excluding least developed countries"),
    948: ("UN948", "Less developed regions, excluding China"),
    941: ("199", "Least developed countries"),
    1636: ("432", "Land-locked Developing Countries (LLDC)"),
    1637: ("722", "Small Island Developing States (SIDS)"),
    5503: ("UN5503", "High-and-upper-middle-income countries"),
    5504: ("UN5504", "Low-and-Lower-middle-income countries"),
    1503: ("HIC", "High-income countries"),
    1859: ("LMY", "Low-and-middle-income countries"),
    1517: ("MIC", "Middle-income countries"),
    1502: ("UMC", "Upper-middle-income countries"),
    1501: ("LMC", "Lower-middle-income countries"),
    1500: ("LIC", "Low-income countries"),
    1518: ("UN1518", "No income group available"),
    903: ("002", "Africa"),
    910: ("014", "Eastern Africa"),
    911: ("017", "Middle Africa"),
    912: ("015", "Northern Africa"),
    913: ("018", "Southern Africa"),
    914: ("011", "Western Africa"),
    935: ("142", "Asia"),
    5500: ("143", "Central Asia"),
    906: ("030", "Eastern Asia"),
    920: ("035", "South-Eastern Asia"),
    5501: ("034", "Southern Asia"),
    922: ("145", "Western Asia"),
    908: ("150", "Europe"),
    923: ("151", "Eastern Europe"),
    924: ("154", "Northern Europe"),
    925: ("039", "Southern Europe"),
    926: ("155", "Western Europe"),
    904: ("419", "Latin America and the Caribbean"),
    915: ("029", "Caribbean"),
    916: ("013", "Central America"),
    931: ("005", "South America"),
    905: ("021", "Northern America"),
    909: ("009", "Oceania"),
    927: ("053", "Australia/New Zealand", "Australia and New Zealand"),
    928: ("054", "Melanesia"),
    954: ("057", "Micronesia"),
    957: ("061", "Polynesia"),
    2003: ("OTH", "Other"),
}


@dataclass(frozen=True)
class Layout:
    """Where a sheet keeps what describes a row, and its first column of figures."""

    revision: tuple[int, str]  # column (in row 4) and text
    headers: dict[int, str | None]  # row 11
    years: tuple[int, ...]
    first: int
    code: int | None
    data_type: int | None = None
    note: int | None = None


_NAME = "Region, development group, country or area"
LAYOUT_2024 = Layout(
    (6, "POP/DB/MIG/Stock/Rev.2024"),
    {1: None, 2: _NAME, 3: "Coverage", 4: "Data type", 5: "Location code"},
    YEARS_2024,
    first=6,
    code=5,
    data_type=4,
    note=3,
)
# Here the column headed "Location code" holds the data type, and there is no location code.
LAYOUT_2024_POPULATION = Layout(
    (5, "POP/DB/MIG/Stock/Rev.2024"),
    {1: None, 2: _NAME, 3: "Population notes", 4: "Location code"},
    YEARS_2024,
    first=5,
    code=None,
    data_type=4,
)
# The column without a header repeats the data type of an area as destination, in an earlier state: not used.
LAYOUT_2024_ORIGIN = Layout(
    (6, "POP/DB/MIG/Stock/Rev.2024"),
    {1: "Index", 2: _NAME, 3: "Coverage", 4: None, 5: "Location code"},
    YEARS_2024,
    first=6,
    code=5,
)
LAYOUT_2020 = Layout(
    (5, "POP/DB/MIG/Stock/Rev.2020"),
    {1: None, 2: _NAME, 3: "Notes", 4: "Location code", 5: "Type of data"},
    YEARS_2020,
    first=6,
    code=4,
    data_type=5,
    note=3,
)


@importer("undesa/migrant-stock-2024")
def migrant_stock_2024(raw: Raw) -> pd.DataFrame:
    return _destinations(raw, DESTINATION_2024, LAYOUT_2024, LAYOUT_2024_POPULATION)


@importer("undesa/migrant-stock-2020")
def migrant_stock_2020(raw: Raw) -> pd.DataFrame:
    return _destinations(raw, DESTINATION_2020, LAYOUT_2020, LAYOUT_2020)


@importer("undesa/migrant-stock-2024-origin")
def migrant_stock_2024_origin(raw: Raw) -> pd.DataFrame:
    sheet = raw.sheet(ORIGIN_2024, "Table 1")
    rows = _descriptions(raw, sheet, LAYOUT_2024_ORIGIN)
    figures = _figures(sheet, LAYOUT_2024_ORIGIN, MIGRANTS, "migrants", sheet.count)
    _require_world_is_sum(sheet, LAYOUT_2024_ORIGIN, rows, figures)
    frame = rows[["row", "area"]].merge(figures.reset_index(), on="row").rename(columns={"area": "origin"})
    return _once(sheet, frame, "origin")


@importer("undesa/refugees-2020")
def refugees_2020(raw: Raw) -> pd.DataFrame:
    """Table 6: "~" hides fewer than five people, ".." is not available; neither is a zero."""
    sheet = raw.sheet(DESTINATION_2020, "Table 6")
    rows = _descriptions(raw, sheet, LAYOUT_2020)
    stock, share = LAYOUT_2020.first, LAYOUT_2020.first + len(YEARS_2020)
    sheet.expect(LABELS, stock, "Refugee and asylum seekers at mid-year, both sexes combined")
    sheet.expect(LABELS, share, "Refugee and asylum seekers as a percentage of the international migrant stock")
    records = []
    for row, area in zip(rows["row"], rows["area"], strict=True):
        for position, year in enumerate(YEARS_2020):
            sheet.expect(HEADER, stock + position, year)
            sheet.expect(HEADER, share + position, year)
            people = sheet.count(row, stock + position, (None, "..", "~"))
            percent = sheet.number(row, share + position, (None, "..", "~"))
            hidden = "~" in (sheet.value(row, stock + position), sheet.value(row, share + position))
            records.append((row, area, year, people, percent, "suppressed" if hidden else None))
    frame = pd.DataFrame(records, columns=["row", "area", "year", "refugees", "share", "flag"])
    return _once(sheet, frame.astype({"year": "int16", "refugees": "Int64", "share": "float64"}), "area")


@importer("undesa/migrant-stock-2024-bilateral")
def migrant_stock_2024_bilateral(raw: Raw) -> pd.DataFrame:
    """A pair that is absent is unknown; a 0 is a definite zero."""
    header = ["dest_code", "dest_iso3", "orig_code", "orig_iso3", "sex", "year", "migrant_stock", "data_type"]
    frame = raw.csv(BILATERAL_2024, header)
    raw.check_codes(BILATERAL_2024, frame, "sex", ("male", "female"))
    frame["migrants"] = raw.counts(BILATERAL_2024, frame, "migrant_stock")
    frame["year"] = raw.years(BILATERAL_2024, frame, "year", YEARS_2024)
    for column, code in (("destination", "dest_code"), ("origin", "orig_code")):
        frame[column] = raw.keys(BILATERAL_2024, frame, code, partial(_key, raw))
    keys = ["destination", "origin", "year"]
    raw.check_once(BILATERAL_2024, frame, [*keys, "sex"])
    wide = frame.set_index([*keys, "sex"])["migrants"].unstack("sex")
    return wide.reset_index().rename_axis(columns=None)


@importer("undesa/migrant-stock-2020-age")
def migrant_stock_2020_age(raw: Raw) -> pd.DataFrame:
    """By age; the compilation has a 0 or a remainder where the publisher's workbook has no figure: NULL here."""
    frame = raw.csv(AGE_2020, ["location_code", "iso3", "sex", "year", "age_group", "migrant_stock"])
    raw.check_codes(AGE_2020, frame, "sex", SEXES)
    raw.check_codes(AGE_2020, frame, "age_group", AGE_GROUPS)
    frame["migrants"] = raw.counts(AGE_2020, frame, "migrant_stock")
    frame["year"] = raw.years(AGE_2020, frame, "year", YEARS_2020)
    frame["area"] = raw.keys(AGE_2020, frame, "location_code", partial(_key, raw))
    raw.check_once(AGE_2020, frame, ["area", "sex", "year", "age_group"])
    published = _destinations(raw, DESTINATION_2020, LAYOUT_2020, LAYOUT_2020).rename(columns={"migrants": "published"})
    keys = ["area", "sex", "year"]
    frame = frame.merge(published[[*keys, "published"]], on=keys, how="left").set_axis(frame.index)
    same = (frame["age_group"] != "total") | (frame["migrants"] == frame["published"]) | frame["published"].isna()
    raw.expect(AGE_2020, frame, "migrant_stock", same, f"the total of {DESTINATION_2020}")
    in_groups = frame["migrants"].where(frame["age_group"] != "total")
    no_groups = in_groups.groupby([frame[key] for key in keys]).transform("sum") == 0
    unknown = frame["published"].isna() | (no_groups & (frame["age_group"] != "total"))
    frame["migrants"] = frame["migrants"].mask(unknown)
    first_ages = {group: int(group.rstrip("+").split("-")[0]) for group in AGE_GROUPS if group != "total"}
    frame["age_from"] = frame["age_group"].map(first_ages).astype("Int16")
    return frame[["area", "sex", "year", "age_group", "migrants", "age_from"]]


@importer("undesa/population")
def population(raw: Raw) -> pd.DataFrame:
    frame = raw.csv(POPULATION, ["iso3", "year", "population"])
    persons = raw.numbers(POPULATION, frame, "population", missing=())
    whole = (persons - persons.round()).abs() < 0.001  # sums of floating-point thousands, a hair off whole persons
    raw.expect(POPULATION, frame, "population", whole, "whole persons")
    frame["area"] = raw.check_areas(POPULATION, frame, "iso3")
    frame["year"] = raw.years(POPULATION, frame, "year", range(1950, 2024))
    frame["population"] = persons.round().astype("Int64")
    return frame[["area", "year", "population"]]


def _destinations(raw: Raw, file: str, layout: Layout, of_population: Layout) -> pd.DataFrame:
    """Tables 1 to 3 of a workbook by destination: stock, population, and share of the population."""
    stock, people, share = (raw.sheet(file, f"Table {number}") for number in (1, 2, 3))
    rows = _descriptions(raw, stock, layout)
    for other, its_layout in ((people, of_population), (share, layout)):
        _require_same_rows(stock, other)
        _check_headers(other, its_layout)
    frame = _figures(stock, layout, MIGRANTS, "migrants", stock.count)
    _require_world_is_sum(stock, layout, rows, frame)
    persons = partial(people.count, unit=1000)
    frame["population"] = _figures(people, of_population, POPULATION_THOUSANDS, "population", persons)["population"]
    frame["share"] = _figures(share, layout, SHARE, "share", share.number)["share"]
    frame = rows.merge(frame.reset_index(), on="row")
    return _once(stock, frame, "area")


def _rows(sheet: Sheet) -> Iterator[int]:
    """The rows of areas, whose first column must count 1, 2, 3… without a gap."""
    last = len(sheet.rows)
    while last >= FIRST and not any(sheet.rows[last - 1]):
        last -= 1
    if last < FIRST:
        raise ImportProblem(f"{sheet.file}, sheet {sheet.name!r}: no rows of figures from row {FIRST} on")
    for row in range(FIRST, last + 1):
        sheet.expect(row, 1, row - FIRST + 1)
        yield row


def _check_headers(sheet: Sheet, layout: Layout) -> None:
    column, text = layout.revision
    sheet.expect(4, column, text)
    for column, header in layout.headers.items():
        sheet.expect(HEADER, column, header)


def _descriptions(raw: Raw, sheet: Sheet, layout: Layout) -> pd.DataFrame:
    """One line a row of the sheet: row, area, and, where the layout has them, data_type and coverage_note."""
    _check_headers(sheet, layout)
    rows = list(_rows(sheet))
    frame = pd.DataFrame({"row": rows, "area": [_area(raw, sheet, row, layout) for row in rows]})
    if layout.data_type:
        frame["data_type"] = [_data_type(sheet, row, layout.data_type) for row in rows]
    if layout.note:
        frame["coverage_note"] = pd.array([sheet.number(row, layout.note) for row in rows], dtype="Int16")
    return frame


def _area(raw: Raw, sheet: Sheet, row: int, layout: Layout) -> str:
    assert layout.code is not None
    code, name = sheet.value(row, layout.code), _name(sheet, row)
    if code in GROUPS:
        key, *names = GROUPS[code]
        if name.casefold() not in (known.casefold() for known in names):
            raise sheet.problem(row, 2, f"location code {code} should be {' or '.join(names)}, found {name!r}")
        return key
    try:
        return _country(raw, code)
    except (KeyError, ValueError, TypeError) as error:
        raise sheet.problem(row, layout.code, f"unknown location code {code!r} ({name})") from error


def _country(raw: Raw, code: int | str) -> str:
    """The key of a country or area; KeyError for the code of a group, whose M49 and location codes differ."""
    key = raw.areas.from_m49(int(code))
    if not key.isalpha() or int(code) >= FIRST_GROUP:
        raise KeyError(code)
    return key


def _key(raw: Raw, code: str) -> str:
    """The key of a location code; KeyError or ValueError where there is none."""
    return GROUPS[int(code)][0] if int(code) in GROUPS else _country(raw, code)


def _name(sheet: Sheet, row: int) -> str:
    return str(sheet.value(row, 2) or "").strip().rstrip("*")


def _data_type(sheet: Sheet, row: int, column: int) -> str | None:
    """The publisher's codes, as "B R"; None for groups, which have none."""
    text = str(sheet.value(row, column) or "").strip()
    if set(text.split()) - {"B", "C", "R", "I"}:
        raise sheet.problem(row, column, f"expected codes B, C, R, I of the data type, found {text!r}")
    return text or None


def _figures(
    sheet: Sheet, layout: Layout, label: str, measure: str, read: Callable[[int, int], float | None]
) -> pd.DataFrame:
    """The three blocks of a sheet, one line a row, year and sex; what is ".." or empty is missing."""
    columns = []
    for position, (sex, words) in enumerate(SEXES.items()):
        start = layout.first + position * len(layout.years)
        sheet.expect(LABELS, start, label.format(words))
        for offset, year in enumerate(layout.years):
            sheet.expect(HEADER, start + offset, year)
            columns.append((start + offset, year, sex))
    records = [(row, year, sex, read(row, column)) for row in _rows(sheet) for column, year, sex in columns]
    frame = pd.DataFrame(records, columns=["row", "year", "sex", measure])
    kind = "float64" if measure == "share" else "Int64"
    return frame.astype({"year": "int16", measure: kind}).set_index(["row", "year", "sex"])


def _require_same_rows(one: Sheet, other: Sheet) -> None:
    for row in range(FIRST, max(len(one.rows), len(other.rows)) + 1):
        if _name(one, row) != _name(other, row):
            raise other.problem(
                row, 2, f"expected {_name(one, row)!r} as in sheet {one.name!r}, found {_name(other, row)!r}"
            )


def _require_world_is_sum(sheet: Sheet, layout: Layout, rows: pd.DataFrame, figures: pd.DataFrame) -> None:
    """Stop where areas do not add up to the world: rows are missing or shifted. Single areas may have no sexes."""
    migrants = figures["migrants"].unstack(["year", "sex"])
    area = rows.set_index("row")["area"]
    single = area.str.match(r"[A-Z]{3}$") & ~area.isin({key for key, *_ in GROUPS.values()} - {"OTH"})
    world = migrants[area == "WLD"]
    if len(world) != 1:
        raise ImportProblem(f"{sheet.file}, sheet {sheet.name!r}: {len(world)} rows of the world, expected 1")
    for year in migrants.columns.get_level_values("year").unique():
        total, published = (rows_of[(year, "both")].sum() for rows_of in (migrants[single], world))
        if total != published:
            column = layout.first + layout.years.index(year)
            raise sheet.problem(world.index[0], column, f"areas add up to {total:,}, the world is {published:,}")


def _once(sheet: Sheet, frame: pd.DataFrame, area: str) -> pd.DataFrame:
    """The frame without the second rows of groups that the publisher lists twice, which must have equal figures."""
    keys = [area, *(key for key in ("year", "sex") if key in frame)]
    measures = [column for column in ("migrants", "refugees", "population", "share") if column in frame]
    twins = frame[frame.duplicated(keys, keep=False)]
    differing = twins.groupby(keys)[measures].nunique(dropna=False).gt(1).any(axis=1)
    if differing.any():
        first = differing[differing].index[0]
        one, other = twins.set_index(keys).loc[first, "row"]
        spelt = ", ".join(map(str, first))
        raise ImportProblem(
            f"{sheet.file}, sheet {sheet.name!r}, rows {one} and {other}: two rows of {spelt} with different figures"
        )
    return frame.drop_duplicates(keys, keep="last").reset_index(drop=True).drop(columns="row")
