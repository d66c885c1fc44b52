"""Areas and what is said of them: names, groups, communities, income groups, labour force, population, shapes.

Names and labels that no file has are in datasets/geography/areas/countries.csv and groups.csv; the memberships of
communities in datasets/geography/communities/communities.csv: made by hand, read here, checked by the tests.
"""

from __future__ import annotations

import pandas as pd

from lma_data.importers import ImportProblem, Made, Raw, boundaries, importer
from lma_data.importers.areas import UNSD_HEADER
from lma_data.importers.raw import M49, by_hand

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

COUNTRIES = ["area", "name_en", "name_fr", "label_en", "label_fr", "variants"]
GROUPS = ["area", "kind", "m49", *COUNTRIES[1:], "successors", "region", "subregion", "intermediate", "sdg_region"]
MEMBERS = ["community", "area", "joined", "left", "note_en", "note_fr"]
NAMES = ["community", "name_en", "name_fr", "acronym_en", "acronym_fr", "source", "address"]

INCOME = "geo/OGHIST_2025_10_07.xlsx"
INCOME_SHEET = "Country Analytical History"
FIRST_FISCAL_YEAR, LAST_FISCAL_YEAR = 1989, 2026
INCOME_GROUPS = {"L": "LIC", "LM": "LMC", "LM*": "LMC", "UM": "UMC", "H": "HIC"}
# The workbook's codes that mean something else here: its YUG is Serbia and Montenegro.
INCOME_CODES = {"CHI": "XCX", "YUG": "SCG", "YUGf": "YUG"}


@importer("geography/areas")
def areas(raw: Raw) -> pd.DataFrame:
    frame = pd.concat([m49_countries(raw), by_hand("geography/areas", "groups.csv", GROUPS)], ignore_index=True)
    frame["label_en"] = frame["label_en"].where(frame["label_en"] != "", frame["name_en"])
    frame["label_fr"] = frame["label_fr"].where(frame["label_fr"] != "", frame["name_fr"])
    text = frame.select_dtypes(exclude="boolean").columns
    frame[text] = frame[text].where(frame[text].notna() & (frame[text] != ""), None)
    return frame.merge(ilo_groups(raw, frame), on="area", how="left").merge(places(raw, frame), on="area", how="left")


def m49_countries(raw: Raw) -> pd.DataFrame:
    """The countries and areas of M49 with their names in both languages, mended where countries.csv says so."""
    french = raw.csv(M49_FR, UNSD_HEADER).set_index("ISO-alpha3 Code")
    listed = raw.areas.m49
    english = listed.set_index("ISO-alpha3 Code")
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
            "ldc": flag(M49, listed, "Least Developed Countries (LDC)", "x").array,
            "lldc": flag(M49, listed, "Land Locked Developing Countries (LLDC)", "x").array,
            "sids": flag(M49, listed, "Small Island Developing States (SIDS)", "x").array,
        }
    )
    mended = by_hand("geography/areas", "countries.csv", COUNTRIES)
    raw.check_codes("geography/areas/countries.csv", mended, "area", set(frame.index), "the code of an area in M49")
    raw.check_once("geography/areas/countries.csv", mended, ["area"])
    mended = mended.set_index("area").reindex(frame.index, fill_value="")
    for name in ("name_en", "name_fr"):
        frame[name] = mended[name].where(mended[name] != "", frame[name])
    frame = frame.join(mended[["label_en", "label_fr", "variants"]])
    return frame.rename_axis("area").reset_index()


def flag(name: str, frame: pd.DataFrame, column: str, yes: str, no: str = "") -> pd.Series:
    """Two words as a boolean."""
    return (Raw.check_codes(name, frame, column, [yes, no]) == yes).astype("boolean")


def ilo_groups(raw: Raw, areas: pd.DataFrame) -> pd.DataFrame:
    """The ILO's region and subregions of each area, as keys of groups.csv, and whether it is a member."""
    table = raw.csv(ILO, ILO_HEADER)
    frame = pd.DataFrame({"area": raw.check_areas(ILO, table, "ISO3 Code", also=ILO_CODES).replace(ILO_CODES)})
    english = areas.set_index("area")
    for level, column in ILO_LEVELS.items():
        kind = level.replace("_", "-")
        rows = english[english["kind"] == kind]
        keys = {name.removesuffix(" (ILO)"): key for key, name in rows["name_en"].items()}
        frame[level] = raw.check_codes(ILO, table, column, keys).map(keys)
    listed = flag(ILO, table, "Is ILO member?", "Yes", "No")
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
    frame = by_hand("geography/communities", "communities.csv", MEMBERS)
    raw.check_areas("geography/communities/communities.csv", frame, "area")
    for year in ("joined", "left"):
        frame[year] = raw.counts("geography/communities/communities.csv", frame, year, ("",)).astype("Int16")
    names = by_hand("geography/communities", "names.csv", NAMES)
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
        if sheet.value(row, 1) is None:
            continue
        code = sheet.one_of(row, 1, {*raw.areas.iso3, *INCOME_CODES}, "the code of an area")
        for column, fiscal_year in years.items():
            if sheet.value(row, column) in (None, "", ".."):
                continue
            group = sheet.one_of(row, column, INCOME_GROUPS)
            rows.append((INCOME_CODES.get(code, code), fiscal_year, INCOME_GROUPS[group], fiscal_year - 2))
    frame = pd.DataFrame(rows, columns=["area", "fiscal_year", "income_group", "calendar_year"])
    return frame.astype({"fiscal_year": "int16", "calendar_year": "int16"})


@importer("geography/labour-force")
def labour_force(raw: Raw) -> pd.DataFrame:
    """WDI SL.TLF.TOTL.IN, the World Bank's file for downloading, with its four lines of preamble."""
    header = ["Country Name", "Country Code", "Indicator Name", "Indicator Code", *LABOUR_FORCE_YEARS]
    table = raw.csv(LABOUR_FORCE, header, skip=4)
    raw.check_codes(LABOUR_FORCE, table, "Indicator Code", ["SL.TLF.TOTL.IN"])
    for year in LABOUR_FORCE_YEARS:
        table[year] = raw.counts(LABOUR_FORCE, table, year, missing=("",))
    long = table.melt(
        "Country Code", LABOUR_FORCE_YEARS, var_name="year", value_name="labour_force", ignore_index=False
    )
    return bank_series(raw, LABOUR_FORCE, long, "labour_force")


@importer("geography/population-wdi")
def population_wdi(raw: Raw) -> pd.DataFrame:
    """WDI SP.POP.TOTL, already one row for each area and year."""
    table = raw.csv(POPULATION, ["Country Name", "Country Code", "Year", "Value"])
    table["population"] = raw.counts(POPULATION, table, "Value", missing=("",))
    table["year"] = raw.years(POPULATION, table, "Year", range(1960, 2025))
    return bank_series(raw, POPULATION, table, "population")


def bank_series(raw: Raw, name: str, table: pd.DataFrame, measure: str) -> pd.DataFrame:
    """A series of the World Bank as area, year, persons; empty cells dropped."""
    aggregates = by_hand("geography/areas", "groups.csv", GROUPS)["area"]
    frame = table[["Country Code", "year", measure]].dropna()
    frame["area"] = raw.check_areas(name, frame, "Country Code", also={*aggregates, "CHI"}).replace({"CHI": "XCX"})
    return frame[["area", "year", measure]].astype({"year": "int16", measure: "int64"})
