"""Areas and what is said of them: names, groups, communities, income groups, labour force, population, shapes.

Names and labels that no file has are in datasets/geography/areas/countries.csv and groups.csv; the memberships of
communities in datasets/geography/communities/communities.csv: made by hand, read here, checked by the tests.
"""

from __future__ import annotations

import csv

import pandas as pd
from shapely import Polygon

from lma_data.catalog import folder
from lma_data.importers import boundaries, importer
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

# Where the middle of the largest part would mislead, or there is no shape: longitude, latitude.
POINTS = {
    "FJI": (178.0, -17.8),
    "IOT": (72.4, -7.3),
    "KIR": (173.0, 1.4),
    "MDV": (73.5, 4.2),
    "MHL": (171.2, 7.1),
    "RUS": (97.0, 62.0),
    "SMR": (12.46, 43.94),
    "UMI": (166.6, 19.3),
    "VAT": (12.45, 41.9),
    "WLF": (-176.2, -13.3),
    "XCX": (-2.35, 49.33),
    "XKX": (20.9, 42.6),
}
# In square degrees: about three pixels by three on a world map 1,366 pixels wide.
SMALL = 0.6


def by_hand(dataset_id: str, name: str) -> pd.DataFrame:
    """A table made by hand that lies beside its passport; every cell a string."""
    path = folder(dataset_id) / name
    with path.open(encoding="utf-8", newline="") as lines:
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
        largest = max(shapes[area].geoms, key=lambda part: part.area) if area in shapes else None
        if area not in POINTS and largest is None:
            raise ImportProblem(f"{boundaries.SOURCE}: {area} has neither a shape there nor a point in this module")
        longitude, latitude = POINTS.get(area) or middle(largest)
        small = largest is None or largest.area < SMALL
        rows.append((area, round(longitude, 2), round(latitude, 2), small))
    return pd.DataFrame(rows, columns=["area", "lon", "lat", "small"]).astype({"small": "boolean"})


def middle(shape: Polygon) -> tuple[float, float]:
    """Its centre of gravity, or a point inside where that lies outside."""
    point = shape.centroid if shape.contains(shape.centroid) else shape.representative_point()
    return point.x, point.y
