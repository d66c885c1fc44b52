"""ILO: global estimates on migrant workers (figures quoted from four editions) and flows of workers (ILOSTAT).

The global estimates are read from texts that quote the reports; each figure keeps its source. What is said of a figure
and of a source in both languages is in statuses.csv and sources.csv beside the passport, made by hand. The flows are a
hand copy of ILOSTAT: its arithmetic is checked here, and a total that does not hold must be one that ILOSTAT has so.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from lma_data.importers import ImportProblem, Raw, importer
from lma_data.importers.raw import by_hand, listed

# ── global estimates ─────────────────────────────────────────────────────────────────────────────────────────────────

ESTIMATES = "ilo/ilo_global_estimates_from_text.csv"
ESTIMATES_HEADER = [
    "edition",
    "published",
    "ref_year",
    "dimension",
    "category",
    "value",
    "unit",
    "source_key",
    "status",
]
SOURCES = "ilo/ilo_global_estimates_sources.csv"
SOURCES_HEADER = ["source_key", "url", "nature"]

# Number of the edition: its month of publication, its reference year, and what the ILO calls those it counts.
EDITIONS = {
    "1": ("2015-12", 2013, "migrant-workers"),
    "2": ("2018-12", 2017, "migrant-workers"),
    "3": ("2021-06", 2019, "migrant-workers"),
    "4": ("2024-12", 2022, "migrants-in-labour-force"),
}
BACK_CAST_YEARS = {2013, 2017, 2019}  # the fourth edition re-estimates them with its own model

COUNTED = "counted"  # stands for the edition's own name of those it counts
PARTICIPATION = ("labour-force-participation-rate", "migratory-status", "migrants", "both")

# The file's dimension and category -> indicator, dimension, category, sex.
FIGURES: dict[tuple[str, str], tuple[str, str, str, str]] = {
    ("total", "international migrants"): ("international-migrants", "total", "total", "both"),
    ("total", "migrants aged 15+"): ("migrants-15-plus", "total", "total", "both"),
    ("total", "migrant workers"): ("migrant-workers", "total", "total", "both"),
    ("total", "migrants in the labour force"): ("migrants-in-labour-force", "total", "total", "both"),
    ("total", "employed migrants"): ("employed-migrants", "total", "total", "both"),
    ("total", "unemployed migrants"): ("unemployed-migrants", "total", "total", "both"),
    # Migrants in the labour force over migrants aged 15 and over: the participation rate by another name.
    ("total", "migrant workers as share of migrants 15+"): PARTICIPATION,
    ("total", "migrant workers as share of all workers"): ("migrant-share-of-workers", "total", "total", "both"),
    ("total", "migrant workers as share of labour force"): ("migrant-share-of-labour-force", "total", "total", "both"),
    ("total", "migrants as share of labour force"): ("migrant-share-of-labour-force", "total", "total", "both"),
    ("sex", "men"): (COUNTED, "sex", "male", "male"),
    ("sex", "women"): (COUNTED, "sex", "female", "female"),
    ("age", "15-24"): (COUNTED, "age", "15-24", "both"),
    ("age", "25-54"): (COUNTED, "age", "25-54", "both"),
    ("age", "25-64"): (COUNTED, "age", "25-64", "both"),
    ("age", "55-64"): (COUNTED, "age", "55-64", "both"),
    ("age", "65+"): (COUNTED, "age", "65-plus", "both"),
    ("sector non-migrants", "industry"): ("employed-non-migrants", "sector", "industry", "both"),
    ("sector non-migrants", "agriculture"): ("employed-non-migrants", "sector", "agriculture", "both"),
    ("sector women", "services"): ("employed-migrants", "sector", "services", "female"),
    ("sector men", "services"): ("employed-migrants", "sector", "services", "male"),
    ("labour force participation rate", "migrants"): PARTICIPATION,
    ("migrant share of employment", "men"): ("migrant-share-of-employment", "sex", "male", "male"),
    ("migrant share of employment", "women"): ("migrant-share-of-employment", "sex", "female", "female"),
    ("annual growth", "2013-2017"): ("annual-growth", "period", "2013-2017", "both"),
    ("annual growth", "2017-2019"): ("annual-growth", "period", "2017-2019", "both"),
}
INCOME_GROUPS = {
    "high income": "high-income",
    "upper-middle income": "upper-middle-income",
    "lower-middle income": "lower-middle-income",
    "low income": "low-income",
}
REGIONS = {
    "Africa": "africa",
    "Americas": "americas",
    "Arab States": "arab-states",
    "Asia and the Pacific": "asia-pacific",
    "Arab States + Asia and the Pacific": "arab-states-and-asia-pacific",
    "Europe and Central Asia": "europe-central-asia",
}
SUBREGIONS = {
    "Arab States": "arab-states",
    "Eastern Asia": "eastern-asia",
    "Northern America": "northern-america",
    "Northern Southern and Western Europe": "northern-southern-western-europe",
    "Northern America + Northern Southern and Western Europe": "northern-america-and-northern-southern-western-europe",
}
SECTORS = {
    "agriculture": "agriculture",
    "industry": "industry",
    "services": "services",
    "domestic work (within services)": "domestic-work",
}
GROUPS = {  # people of a rate: category, sex
    "migrants": ("migrants", "both"),
    "non-migrants": ("non-migrants", "both"),
    "migrant men": ("migrants", "male"),
    "migrant women": ("migrants", "female"),
}
for _name, _key in INCOME_GROUPS.items():
    FIGURES["income group", _name] = (COUNTED, "income-group", _key, "both")
    FIGURES["migrant share of labour force", _name] = ("migrant-share-of-labour-force", "income-group", _key, "both")
for _name, _key in REGIONS.items():
    FIGURES["region", _name] = (COUNTED, "region", _key, "both")
for _name, _key in SUBREGIONS.items():
    FIGURES["broad subregion share", _name] = (COUNTED, "subregion", _key, "both")
    FIGURES["migrant share of workers", _name] = ("migrant-share-of-workers", "subregion", _key, "both")
    FIGURES["migrant share of labour force", _name] = ("migrant-share-of-labour-force", "subregion", _key, "both")
for _name, _key in SECTORS.items():
    FIGURES["sector", _name] = (COUNTED, "sector", _key, "both")
for _name, (_key, _sex) in GROUPS.items():
    for _rate in ("labour force participation rate", "unemployment rate", "employment-to-population ratio"):
        FIGURES[_rate, _name] = (_rate.replace(" ", "-"), "migratory-status", _key, _sex)

# What a percentage is of -> the indicators that may be given so.
UNITS: dict[str, tuple[str, set[str]]] = {
    "million": (
        "million persons",
        {
            "international-migrants",
            "migrants-15-plus",
            "migrant-workers",
            "migrants-in-labour-force",
            "employed-migrants",
            "unemployed-migrants",
        },
    ),
    "percent": (
        "percent",
        {
            "migrant-workers",
            "migrants-in-labour-force",
            "labour-force-participation-rate",
            "unemployment-rate",
            "employment-to-population-ratio",
            "migrant-share-of-workers",
            "migrant-share-of-labour-force",
        },
    ),
    "percent of migrant workers": ("percent", {"migrant-workers"}),
    "percent of migrants in labour force": ("percent", {"migrants-in-labour-force"}),
    "percent of employed migrants": ("percent", {"employed-migrants"}),
    "percent of employed migrant women": ("percent", {"employed-migrants"}),
    "percent of employed migrant men": ("percent", {"employed-migrants"}),
    "percent of employed non-migrants": ("percent", {"employed-non-migrants"}),
    "percent of all workers": ("percent", {"migrant-share-of-workers"}),
    "percent of labour force": ("percent", {"migrant-share-of-labour-force"}),
    "percent of male employment": ("percent", {"migrant-share-of-employment"}),
    "percent of female employment": ("percent", {"migrant-share-of-employment"}),
    "percent per year": ("percent per year", {"annual-growth"}),
}

DERIVED = 16.0  # 49.0 - 33.0, the one figure that no text states


@importer("ilo/global-estimates")
def global_estimates(raw: Raw) -> pd.DataFrame:
    """Every figure quoted from the four editions, with the text it was read in."""
    table = raw.csv(ESTIMATES, ESTIMATES_HEADER)
    sources = _sources(raw)
    statuses = by_hand("ilo/global-estimates", "statuses.csv", ["as_written", "status", "note_en", "note_fr"])
    statuses = statuses.set_index("as_written")
    raw.check_codes(ESTIMATES, table, "edition", EDITIONS)
    raw.check_codes(ESTIMATES, table, "unit", UNITS)
    raw.check_codes(ESTIMATES, table, "status", statuses.index, "a status of statuses.csv")
    raw.check_codes(ESTIMATES, table, "source_key", sources.index, f"a source of {SOURCES}")
    table["year"] = raw.years(ESTIMATES, table, "ref_year", range(2013, 2023))
    table["figure"] = raw.numbers(ESTIMATES, table, "value", missing=())
    said = statuses.loc[table["status"]].set_axis(table.index)
    derived = said["status"] == "derived"
    raw.expect(ESTIMATES, table, "value", ~derived | (table["figure"] == DERIVED), f"the derived {DERIVED}")
    rows = [_estimate(line, row) for line, row in zip(table.index, table.to_dict("records"), strict=True)]
    frame = pd.DataFrame(rows, index=table.index).astype({"edition": "int16", "reference_year": "int16"})
    return frame.join(said.replace("", None)).join(sources, on="source_key")


def _sources(raw: Raw) -> pd.DataFrame:
    """The address of each source and its nature in both languages, by its key."""
    table = raw.csv(SOURCES, SOURCES_HEADER)
    french = by_hand("ilo/global-estimates", "sources.csv", ["source_key", "nature_fr"]).set_index("source_key")
    raw.check_codes(SOURCES, table, "source_key", french.index, "a source with a French name in sources.csv")
    table["source_fr"] = table["source_key"].map(french["nature_fr"])
    return table.rename(columns={"nature": "source_en"}).set_index("source_key")


def _estimate(line: int, row: dict[str, Any]) -> dict[str, Any]:
    """What one line of the file measures."""

    def require(good: bool, column: str, wanted: str) -> None:
        if not good:
            raise ImportProblem(
                f"{ESTIMATES}, line {line}, column {column!r}: expected {wanted}, found {row[column]!r}"
            )

    published, reference_year, counted = EDITIONS[row["edition"]]
    require(row["published"] == published, "published", repr(published))
    years = {reference_year, *(BACK_CAST_YEARS if row["edition"] == "4" else ())}
    require(row["year"] in years, "ref_year", f"a year of edition {row['edition']}, {listed(years)}")

    categories = [category for dimension, category in FIGURES if dimension == row["dimension"]]
    require(bool(categories), "dimension", "a known dimension")
    require(row["category"] in categories, "category", f"a category of {row['dimension']!r}, {listed(categories)}")
    indicator, dimension, category, sex = FIGURES[row["dimension"], row["category"]]
    if indicator == COUNTED:
        # The fourth edition gives sectors for the employed only.
        indicator = "employed-migrants" if dimension == "sector" and row["edition"] == "4" else counted
    unit, measures = UNITS[row["unit"]]
    require(indicator in measures, "unit", f"a unit of {indicator}")
    require(unit != "percent" or 0 <= row["figure"] <= 100, "value", "a percentage")
    return {
        "edition": int(published[:4]),
        "reference_year": row["year"],
        "indicator": indicator,
        "dimension": dimension,
        "category": category,
        "sex": sex,
        "unit": unit,
        "value": row["figure"],
        "source_key": row["source_key"],
    }


# ── flows of workers (ILOSTAT) ───────────────────────────────────────────────────────────────────────────────────────

FLOWS = "ilo/ilostat_ilms_extract_2026-02.csv"
FLOWS_HEADER = ["indicator", "ref_area", "sex", "classif1", "time", "obs_value"]
OUTFLOWS, OUTFLOWS_BY_SECTOR, INFLOWS_BY_SECTOR = "MNA_OEMP_SEX_CDS_NB", "MNA_OEMP_SEX_ECO_NB", "MFL_NEMP_SEX_ECO_NB"
YEARS = range(1980, 2025)

SEX = {"SEX_T": "both", "SEX_F": "female", "SEX_M": "male"}
SECTOR = {
    "ECO_SECTOR_TOTAL": "total",
    "ECO_SECTOR_AGR": "agriculture",
    "ECO_SECTOR_NAG": "non-agriculture",
    "ECO_SECTOR_IND": "industry",
    "ECO_SECTOR_SER": "services",
    "ECO_SECTOR_X": "not-classified",
}
DESTINATION = "CDS_DES_"
DESTINATION_GROUPS = {"TOTAL", "X", "CIS", "USACAN"}
OUTSIDE_M49 = {"TWN"}

# Area-years whose parts do not make the total in ILOSTAT itself, looked up there again one by one.
SEXES_DIFFER = {("ARM", 2018), ("PAK", 2023)}
DESTINATIONS_DIFFER = {
    ("CPV", 2021),
    ("LKA", 2023),
    ("MDA", 2023),
    ("PAK", 2015),
    ("RUS", 2019),
    ("TGO", 2017),
}
INFLOW_SECTORS_DIFFER = {
    *(("DEU", year) for year in (2018, 2021, 2022, 2023, 2024)),
    *(("MLT", year) for year in (2019, 2020, 2023)),
    *(("MYS", year) for year in (2007, 2010, 2011, 2012, 2013, 2020)),
    ("NOR", 2020),
    ("PHL", 2023),
    ("THA", 2015),
}
# Malta reports what looks like everybody employed, except for 2021; Thailand's series breaks twice.
STOCK_LIKE = {("MLT", year) for year in (2018, 2019, 2020, 2022, 2023, 2024)}
BREAKS = {("THA", 2015), ("THA", 2023)}
ROUNDING = 1  # persons: parts in thousands with three decimals


@importer("ilo/outflows")
def outflows(raw: Raw) -> pd.DataFrame:
    """Nationals who left for employment, by destination; women and men for the total only."""
    frame = _flows(raw, OUTFLOWS)
    known = {f"{DESTINATION}{code}": code for code in raw.areas.iso3 | DESTINATION_GROUPS | OUTSIDE_M49}
    coded = raw.check_codes(FLOWS, frame, "classif1", known, f"{DESTINATION} and the code of an area or a group")
    frame["destination"] = coded.map(known)
    fits = (frame["sex"] == "both") | (frame["destination"] == "TOTAL")
    raw.expect(FLOWS, frame, "classif1", fits, f"{DESTINATION}TOTAL, as always for women or men")
    totals = frame[frame["destination"] == "TOTAL"]
    sexes = _check_parts(totals, "sex", "both", ["female", "male"], SEXES_DIFFER)
    # Either sex may be missing; only area-years with both are compared.
    by_destination = frame[frame["sex"] == "both"]
    parts = sorted(set(by_destination["destination"]) - {"TOTAL"})
    differ = _check_parts(by_destination, "destination", "TOTAL", parts, DESTINATIONS_DIFFER, all_parts=False)
    is_total = (frame["destination"] == "TOTAL") & (frame["sex"] == "both")
    frame["remark"] = _remarks(
        frame,
        {
            "sexes-differ": (frame["destination"] == "TOTAL") & _among(frame, sexes),
            "parts-differ": is_total & _among(frame, differ),
        },
    )
    return frame[["area", "year", "sex", "destination", "persons", "remark"]]


@importer("ilo/outflows-by-sector")
def outflows_by_sector(raw: Raw) -> pd.DataFrame:
    """Nationals who left for employment, by broad sector of activity."""
    frame = _by_sector(raw, OUTFLOWS_BY_SECTOR)
    _check_parts(frame, "sector", "total", SECTOR_PARTS, set(), all_parts=False)
    return frame[["area", "year", "sector", "persons"]]


@importer("ilo/inflows-by-sector")
def inflows_by_sector(raw: Raw) -> pd.DataFrame:
    """Foreign citizens who arrived and are employed, by broad sector of activity."""
    frame = _by_sector(raw, INFLOWS_BY_SECTOR)
    differ = _check_parts(frame, "sector", "total", SECTOR_PARTS, INFLOW_SECTORS_DIFFER, all_parts=False)
    frame["remark"] = _remarks(
        frame,
        {
            "parts-differ": (frame["sector"] == "total") & _among(frame, differ),
            "series-break": _among(frame, BREAKS),
            "stock-like": _among(frame, STOCK_LIKE),
        },
    )
    return frame[["area", "year", "sector", "persons", "remark"]]


SECTOR_PARTS = ["agriculture", "industry", "services", "not-classified"]


def _by_sector(raw: Raw, indicator: str) -> pd.DataFrame:
    frame = _flows(raw, indicator)
    raw.expect(FLOWS, frame, "sex", frame["sex"] == "both", "SEX_T, as always by sector")
    frame["sector"] = raw.check_codes(FLOWS, frame, "classif1", SECTOR).map(SECTOR)
    rest = frame[frame["sector"] == "non-agriculture"]
    with_rest = frame[_among(frame, set(zip(rest["area"], rest["year"], strict=True)))]
    _check_parts(with_rest, "sector", "total", ["agriculture", "non-agriculture"], set(), all_parts=False)
    return frame


def _flows(raw: Raw, indicator: str) -> pd.DataFrame:
    """The rows of one indicator, in persons (the file has thousands, with at most three decimals)."""
    table = raw.csv(FLOWS, FLOWS_HEADER)
    raw.check_codes(FLOWS, table, "indicator", [OUTFLOWS, OUTFLOWS_BY_SECTOR, INFLOWS_BY_SECTOR])
    raw.check_once(FLOWS, table, FLOWS_HEADER[:-1])
    thousands = raw.numbers(FLOWS, table, "obs_value", missing=())
    persons = (thousands * 1000).round()
    good = (thousands >= 0) & ((persons / 1000 - thousands).abs() < 1e-9)
    raw.expect(FLOWS, table, "obs_value", good, "thousands, not below zero, with three decimals at most")
    frame = table.assign(
        area=raw.check_areas(FLOWS, table, "ref_area"),
        year=raw.years(FLOWS, table, "time", YEARS),
        sex=raw.check_codes(FLOWS, table, "sex", SEX).map(SEX),
        persons=persons.astype("Int64"),
    )
    return frame[frame["indicator"] == indicator].copy()


def _check_parts(
    frame: pd.DataFrame,
    column: str,
    total: str,
    parts: list[str],
    known: set[tuple[str, int]],
    all_parts: bool = True,
) -> set[tuple[str, int]]:
    """The area-years whose parts do not make the total; ImportProblem for one that is not known to differ.

    With all_parts, only area-years that have every part are compared; otherwise those that have any.
    """
    wide = frame.pivot(index=["area", "year"], columns=column, values="persons").reindex(columns=[total, *parts])
    given = wide[parts].notna()
    comparable = wide[total].notna() & (given.all(axis=1) if all_parts else given.any(axis=1))
    gap = (wide[parts].fillna(0).sum(axis=1) - wide[total]).abs()
    differ = {(area, int(year)) for area, year in wide.index[comparable & (gap > ROUNDING)]}
    if new := sorted(differ - known):
        area, year = new[0]
        line = frame.index[(frame["area"] == area) & (frame["year"] == year) & (frame[column] == total)][0]
        found = wide.loc[(area, year)]
        raise ImportProblem(
            f"{FLOWS}, line {line}, column 'obs_value': expected what the parts by {column} of {area} in {year} make, "
            f"{found[parts].sum():,} persons, found {found[total]:,}"
        )
    return differ


def _among(frame: pd.DataFrame, chosen: set[tuple[str, int]]) -> pd.Series:
    pairs = zip(frame["area"], frame["year"], strict=True)
    return pd.Series([(area, int(year)) in chosen for area, year in pairs], index=frame.index)


def _remarks(frame: pd.DataFrame, remarks: dict[str, pd.Series]) -> pd.Series:
    """The remarks that apply to each row, joined by a blank; missing where there is none."""
    found = [" ".join(name for name, applies in remarks.items() if applies[row]) for row in frame.index]
    return pd.Series([text or None for text in found], index=frame.index, dtype="object")
