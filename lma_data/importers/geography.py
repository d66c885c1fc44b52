"""Areas and what is said of them: names, groups, communities, income groups, labour force, population, shapes.

Names and labels that no file has are in datasets/geography/areas/countries.csv and groups.csv; the memberships of
communities in datasets/geography/communities/communities.csv: made by hand, read here, checked by the tests.
"""

from __future__ import annotations

import csv

import pandas as pd

from lma_data.catalog import folder
from lma_data.importers import Made, boundaries, importer
from lma_data.importers.areas import UNSD_HEADER
from lma_data.importers.raw import ImportProblem, Raw

M49_FR = "geo/UNSD-fr.csv"
ILO = "ilo/ilo_country_groupings_countries_en.csv"
ILO_HEADER = [
    "ISO3 Code",
    "Country",
    "ILO Region",
    "ILO Subregion - Broad",
    "ILO Subregion - Detailed",
    "World Bank Income Group",
    "Is ILO member?",
    "Included in ILO estimates?",
]
ILO_CODES = {"CHA": "XCX", "KOS": "XKX"}
ILO_LEVELS = {
    "ilo_region": "ILO Region",
    "ilo_broad": "ILO Subregion - Broad",
    "ilo_subregion": "ILO Subregion - Detailed",
}

# ILOSTAT's list is old or wrong on these: members since 2003 that it does not count, and two that are not States.
ILO_MEMBERS = {"BRN", "COK", "MDV", "MHL", "PLW", "TLS", "TON", "TUV", "VUT", "WSM"}
NOT_ILO_MEMBERS = {"GGY", "JEY"}

# The SDG regions are made of M49 subregions.
SDG_REGIONS = {
    "202": ("202",),
    "747": ("015", "145"),
    "062": ("034", "143"),
    "753": ("030", "035"),
    "419": ("419",),
    "053": ("053",),
    "543": ("054", "057", "061"),
    "513": ("021", "039", "151", "154", "155"),
}

# Shapes of the map that are no country's: Aksai Chin, Arunachal Pradesh, Bir Tawil, Hala'ib, Ilemi, Jammu and Kashmir.
DISPUTED = {"XAC", "XAP", "XBT", "XHT", "XIT", "XJK"}
# Cut by the 180th meridian: their size on the plane means nothing.
CUT = {"ATA", "FJI", "RUS"}
# In square degrees: about three pixels by three on a world map 1,366 pixels wide.
SMALL = 0.6

LABOUR_FORCE = "geo/API_SL.TLF.TOTL.IN_DS2_en_csv_v2_73823.csv"
LABOUR_FORCE_YEARS = [str(year) for year in range(1960, 2025)]
POPULATION = "geo/wdi_SP.POP.TOTL_datasets-population.csv"

INCOME = "geo/OGHIST_2025_10_07.xlsx"
INCOME_SHEET = "Country Analytical History"
FIRST_FISCAL_YEAR, LAST_FISCAL_YEAR = 1989, 2026
INCOME_GROUPS = {"L": "LIC", "LM": "LMC", "LM*": "LMC", "UM": "UMC", "H": "HIC"}
# The workbook's codes that mean something else here: its YUG is Serbia and Montenegro.
INCOME_CODES = {"CHI": "XCX", "YUG": "SCG", "YUGf": "YUG"}


def by_hand(dataset_id: str, name: str) -> pd.DataFrame:
    """A table made by hand that lies beside its passport; every cell a string."""
    path = folder(dataset_id) / name
    with path.open(encoding="utf-8-sig", newline="") as lines:
        header, *rows = list(csv.reader(lines))
    for position, row in enumerate(rows, start=2):
        if len(row) != len(header):
            raise ImportProblem(f"{dataset_id}/{name}, line {position}: {len(row)} cells, the header has {len(header)}")
    return pd.DataFrame(rows, columns=header, dtype=str)


@importer("geography/areas")
def areas(raw: Raw) -> pd.DataFrame:
    frame = pd.concat([m49_countries(raw), by_hand("geography/areas", "groups.csv")], ignore_index=True)
    frame["label_en"] = frame["label_en"].where(frame["label_en"] != "", frame["name_en"])
    frame["label_fr"] = frame["label_fr"].where(frame["label_fr"] != "", frame["name_fr"])
    text = frame.select_dtypes(exclude="boolean").columns
    frame[text] = frame[text].where(frame[text].notna() & (frame[text] != ""), None)
    return frame.merge(ilo_groups(raw, frame), on="area", how="left").merge(places(raw, frame), on="area", how="left")


def m49_countries(raw: Raw) -> pd.DataFrame:
    """The countries and areas of M49 with their names in both languages, mended where countries.csv says so."""
    french = raw.csv(M49_FR, UNSD_HEADER).set_index("ISO-alpha3 Code")
    english = raw.areas.m49.set_index("ISO-alpha3 Code")
    if set(french.index) != set(english.index):
        raise ImportProblem(
            f"{M49_FR}: its areas are not those of UNSD-en.csv: {set(french.index) ^ set(english.index)}"
        )
    frame = pd.DataFrame(
        {
            "kind": "country",
            "iso2": english["ISO-alpha2 Code"],
            "m49": english["M49 Code"].str.zfill(3),
            "name_en": english["Country or Area"].str.replace("'", "’"),
            "name_fr": french["Country or Area"].reindex(english.index).str.replace("'", "’"),
            "region": english["Region Code"],
            "subregion": english["Sub-region Code"],
            "intermediate": english["Intermediate Region Code"],
            "sdg_region": english["Sub-region Code"].map(
                {sub: sdg for sdg, subs in SDG_REGIONS.items() for sub in subs}
            ),
            "ldc": flag(english["Least Developed Countries (LDC)"], "x"),
            "lldc": flag(english["Land Locked Developing Countries (LLDC)"], "x"),
            "sids": flag(english["Small Island Developing States (SIDS)"], "x"),
        }
    )
    mended = by_hand("geography/areas", "countries.csv").set_index("area")
    unknown = set(mended.index) - set(frame.index)
    if unknown or mended.index.has_duplicates:
        raise ImportProblem(f"geography/areas/countries.csv: unknown or repeated areas: {sorted(unknown)}")
    mended = mended.reindex(frame.index, fill_value="")
    for name in ("name_en", "name_fr"):
        frame[name] = mended[name].where(mended[name] != "", frame[name])
    frame = frame.join(mended[["label_en", "label_fr", "variants"]])
    return frame.rename_axis("area").reset_index()


def flag(column: pd.Series, yes: str, no: str = "") -> pd.Series:
    """Two words as a boolean; ImportProblem for a third."""
    other = set(column) - {yes, no}
    if other:
        raise ImportProblem(f"column {column.name!r}: expected {yes!r} or {no!r}, found {sorted(other)}")
    return (column == yes).astype("boolean")


def ilo_groups(raw: Raw, areas: pd.DataFrame) -> pd.DataFrame:
    """The ILO's region and subregions of each area, as keys of groups.csv, and whether it is a member."""
    table = raw.csv(ILO, ILO_HEADER)
    frame = pd.DataFrame({"area": table["ISO3 Code"].replace(ILO_CODES)})
    raw.areas.check_iso3(ILO, frame["area"])
    english = areas.set_index("area")
    for level, column in ILO_LEVELS.items():
        kind = level.replace("_", "-")
        rows = english[english["kind"] == kind]
        keys = {name.removesuffix(" (ILO)"): key for key, name in rows["name_en"].items()}
        unknown = set(table[column]) - set(keys)
        if unknown:
            raise ImportProblem(f"{ILO}, column {column!r}: unknown groups {sorted(unknown)}")
        frame[level] = table[column].map(keys)
    listed = flag(table["Is ILO member?"], "Yes", "No")
    frame["ilo_member"] = (listed | frame["area"].isin(ILO_MEMBERS)) & ~frame["area"].isin(NOT_ILO_MEMBERS)
    return frame


def places(raw: Raw, areas: pd.DataFrame) -> pd.DataFrame:
    """A point for each country, and whether it takes a point to be seen on a world map."""
    topology = boundaries.read_topology(raw)
    shapes = boundaries.shapes(topology, boundaries.lines(topology))
    rows = []
    for area in areas.loc[areas["kind"] == "country", "area"]:
        small = area not in shapes or boundaries.largest(shapes[area]).area < SMALL
        rows.append((area, *boundaries.middle(area, shapes.get(area)), small))
    return pd.DataFrame(rows, columns=["area", "lon", "lat", "small"]).astype({"small": "boolean"})


@importer("geography/boundaries")
def shapes_of_countries(raw: Raw) -> Made:
    """Which areas have a shape, and how large it is; beside it the map for the browser."""
    topology = boundaries.read_topology(raw)
    shapes = boundaries.shapes(topology, boundaries.lines(topology))
    known = {*raw.areas.m49["ISO-alpha3 Code"], "XKX", "XCX"}
    if set(shapes) - known != DISPUTED:
        raise ImportProblem(f"{boundaries.SOURCE}: unknown shapes: {sorted((set(shapes) - known) ^ DISPUTED)}")
    frame = pd.DataFrame({"area": sorted(known)})
    frame["shape"] = frame["area"].isin(set(shapes))
    frame["parts"] = frame["area"].map({code: len(shape.geoms) for code, shape in shapes.items()}).astype("Int64")
    sizes = {code: round(shape.area, 4) for code, shape in shapes.items() if code not in CUT}
    frame["square_degrees"] = frame["area"].map(sizes)
    return Made(frame, {"static/world_50m.json": boundaries.browser_map(topology)})


@importer("geography/communities")
def communities(raw: Raw) -> pd.DataFrame:
    """Who has been a member of which community from which year to which."""
    frame = by_hand("geography/communities", "communities.csv")
    raw.areas.check_iso3("geography/communities/communities.csv", frame["area"])
    for year in ("joined", "left"):
        frame[year] = Raw.numbers("geography/communities/communities.csv", frame, year).astype("Int16")
    names = by_hand("geography/communities", "names.csv")
    unnamed = set(names["community"]) ^ set(frame["community"])
    if unnamed:
        raise ImportProblem(f"geography/communities: in only one of names.csv and communities.csv: {sorted(unnamed)}")
    frame = frame.merge(names, on="community")
    notes = ["note_en", "note_fr"]
    frame[notes] = frame[notes].where(frame[notes] != "", None)
    return frame


@importer("geography/income-groups")
def income_groups(raw: Raw) -> pd.DataFrame:
    """One row for each economy and fiscal year in which the World Bank classified it."""
    sheet = raw.sheet(INCOME, INCOME_SHEET)
    sheet.expect(5, 2, "Bank's fiscal year:")
    sheet.expect(6, 2, "Data for calendar year :")
    years = dict(enumerate(range(FIRST_FISCAL_YEAR, LAST_FISCAL_YEAR + 1), start=3))
    for column, fiscal_year in years.items():
        sheet.expect(5, column, f"FY{fiscal_year % 100:02}")
        sheet.expect(6, column, fiscal_year - 2)
    rows = []
    for row in range(12, len(sheet.rows) + 1):
        code = sheet.value(row, 1)
        if code is None:
            continue
        for column, fiscal_year in years.items():
            group = sheet.value(row, column)
            if group in (None, "", ".."):
                continue
            if group not in INCOME_GROUPS:
                raise sheet.problem(row, column, f"expected one of {', '.join(INCOME_GROUPS)}, found {group!r}")
            rows.append((INCOME_CODES.get(code, code), fiscal_year, INCOME_GROUPS[group], fiscal_year - 2))
    frame = pd.DataFrame(rows, columns=["area", "fiscal_year", "income_group", "calendar_year"])
    raw.areas.check_iso3(INCOME, frame["area"])
    return frame.astype({"fiscal_year": "int16", "calendar_year": "int16"})


@importer("geography/labour-force")
def labour_force(raw: Raw) -> pd.DataFrame:
    """WDI SL.TLF.TOTL.IN, the World Bank's file for downloading, with its four lines of preamble."""
    header = ["Country Name", "Country Code", "Indicator Name", "Indicator Code", *LABOUR_FORCE_YEARS]
    table = raw.csv(LABOUR_FORCE, header, skip=4)
    other = set(table["Indicator Code"]) - {"SL.TLF.TOTL.IN"}
    if other:
        raise ImportProblem(f"{LABOUR_FORCE}, column 'Indicator Code': expected SL.TLF.TOTL.IN, found {sorted(other)}")
    for year in LABOUR_FORCE_YEARS:
        table[year] = Raw.numbers(LABOUR_FORCE, table, year)
    long = table.melt("Country Code", LABOUR_FORCE_YEARS, var_name="year", value_name="labour_force")
    return bank_series(raw, LABOUR_FORCE, long, "labour_force")


@importer("geography/population-wdi")
def population_wdi(raw: Raw) -> pd.DataFrame:
    """WDI SP.POP.TOTL, already one row for each area and year."""
    table = raw.csv(POPULATION, ["Country Name", "Country Code", "Year", "Value"])
    table["population"] = Raw.numbers(POPULATION, table, "Value")
    return bank_series(raw, POPULATION, table.rename(columns={"Year": "year"}), "population")


def bank_series(raw: Raw, name: str, table: pd.DataFrame, measure: str) -> pd.DataFrame:
    """A series of the World Bank as area, year, persons; empty cells dropped."""
    aggregates = by_hand("geography/areas", "groups.csv")["area"]
    frame = table[["Country Code", "year", measure]].dropna().rename(columns={"Country Code": "area"})
    frame["area"] = frame["area"].replace({"CHI": "XCX"})
    raw.areas.check_iso3(name, frame["area"], also=aggregates)
    return frame.astype({"year": "int16", measure: "int64"})
