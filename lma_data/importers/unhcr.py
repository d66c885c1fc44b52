"""UNHCR Refugee Population Statistics Database, as in UNHCR's own data package, with UNRWA's registered refugees.

Origin and asylum are read from the *_iso columns only: UNHCR's own three-letter codes look like ISO codes but are
not (AUS is Austria there). Years are written "2025.0". "NA" is a code in two columns; an empty cell is not zero.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd

from lma_data.importers import Raw, importer
from lma_data.importers.raw import by_hand

PAIR = ["year", "coo_name", "coo", "coo_iso", "coa_name", "coa", "coa_iso"]
# What the ISO columns hold beside countries: stateless, unknown, Tibetans, the Abyei Area.
NOT_COUNTRIES = ("XXA", "UNK", "TIB", "AB9")

# As they stand in the files of the three editions.
POPULATION = [
    "refugees",
    "asylum_seekers",
    "returned_refugees",
    "idps",
    "returned_idps",
    "stateless",
    "ooc",
    "oip",
    "hst",
]
STOCKS = ["refugees", "asylum_seekers", "oip", "idps", "stateless", "ooc", "hst"]

GLOBAL_TRENDS_2025 = "unhcr/gt2025_"
GLOBAL_TRENDS_2024 = "unhcr/vintage_GT2024_2025-06-12_"
MID_YEAR_TRENDS_2024 = "unhcr/vintage_MYT2024_2024-10-18_"

SEXES = {"f": "female", "m": "male"}
BANDS = {
    "0_4": "0_4",
    "5_11": "5_11",
    "12_17": "12_17",
    "18_59": "18_59",
    "60": "60_plus",
    "other": "age_unknown",
    "total": "total",
}

POP_TYPES = ("REF", "ASY", "OIP", "IDP", "RET", "RDP", "STA", "OOC", "HST")
PROCEDURES = ("G", "U", "J")
APPLICATION_TYPES = ("N", "R", "A", "NA", "NR", "FA", "RA", "J", "SP", "V")
LEVELS = ("FI", "AR", "RA", "FA", "EO", "IN", "JR", "NA", "TA", "SP", "CA", "BL", "TP", "TR")
PERSONS_OR_CASES = ("P", "C")


def read_pairs(raw: Raw, name: str, columns: Sequence[str], years: range) -> pd.DataFrame:
    """A file of UNHCR by year, origin and asylum; `columns` are those after the names of the two."""
    frame = raw.csv(name, [*PAIR, *columns])
    frame["year"] = raw.years(name, frame, "year", years, every=True)
    frame["origin"] = raw.check_areas(name, frame, "coo_iso", NOT_COUNTRIES)
    frame["asylum"] = raw.check_areas(name, frame, "coa_iso", NOT_COUNTRIES)
    return frame


def own_country_totals(raw: Raw, name: str, years: range) -> pd.DataFrame:
    """IDMC's and UNRWA's figures in UNHCR's form: one number a year and area."""
    frame = read_pairs(raw, name, ["total"], years)
    frame["persons"] = raw.counts(name, frame, "total")
    return frame.rename(columns={"asylum": "area"})


def displaced_by_conflict(raw: Raw, edition: str, years: range) -> pd.DataFrame:
    """IDMC's people displaced by conflict and violence, by year and area."""
    name = f"{edition}idmc.csv.gz"
    frame = own_country_totals(raw, name, years)
    raw.expect(name, frame, "coa_iso", frame["area"] == frame["origin"], "the same area as in column 'coo_iso'")
    return frame[["year", "area", "persons"]]


def _palestine_refugees(raw: Raw, edition: str, years: range) -> pd.DataFrame:
    name = f"{edition}unrwa.csv.gz"
    frame = own_country_totals(raw, name, years)
    raw.check_codes(name, frame, "coo_iso", ["PSE"])
    return frame[["year", "area", "persons"]]


def _population(raw: Raw, edition: str, years: range) -> pd.DataFrame:
    name = f"{edition}population.csv.gz"
    frame = read_pairs(raw, name, POPULATION, years)
    for column in POPULATION:
        frame[column] = raw.counts(name, frame, column, missing=("",) if column == "oip" else ())
    return frame[["year", "origin", "asylum", *POPULATION]]


@importer("unhcr/population")
def population(raw: Raw) -> pd.DataFrame:
    frame = _population(raw, GLOBAL_TRENDS_2025, range(1951, 2026))
    for column in POPULATION:
        # The file says 0 also in the years before anybody counted a category.
        first = frame.loc[frame[column] > 0, "year"].min()
        frame[column] = frame[column].where(frame["year"] >= first)
    return frame


@importer("unhcr/population-mid-2024")
def population_mid_2024(raw: Raw) -> pd.DataFrame:
    frame = _population(raw, MID_YEAR_TRENDS_2024, range(2022, 2025))
    return frame[frame["year"] == 2024]  # the last year of a mid-year edition is its 30 June


# Each edition's prefix, the last year of its files, and the day on which UNHCR put them out; totals are kept from 2022
# on, where editions can be compared.
EDITIONS = {
    "global-trends-2025": (GLOBAL_TRENDS_2025, 2025, date(2026, 6, 25)),
    "global-trends-2024": (GLOBAL_TRENDS_2024, 2024, date(2025, 6, 12)),
    "mid-year-trends-2024": (MID_YEAR_TRENDS_2024, 2024, date(2024, 10, 18)),
}
# At mid-2024 IDMC's figures are those of the end of 2023 once more, and UNRWA's lack the State of Palestine.
NO_TOTAL = {"displaced_by_conflict": "carried-forward", "palestine_refugees": "incomplete"}


@importer("unhcr/totals-by-edition")
def totals_by_edition(raw: Raw) -> pd.DataFrame:
    return pd.concat([_edition_totals(raw, edition) for edition in EDITIONS], ignore_index=True)


def _edition_totals(raw: Raw, edition: str) -> pd.DataFrame:
    prefix, last, published = EDITIONS[edition]
    current = edition == "global-trends-2025"
    population_by_year = _population(raw, prefix, range(1951 if current else 2022, last + 1)).groupby("year")
    totals = population_by_year[STOCKS].sum(min_count=1)
    conflict = displaced_by_conflict(raw, prefix, range(1990 if current else 2022, last + 1))
    totals["displaced_by_conflict"] = conflict.groupby("year")["persons"].sum()
    palestine = _palestine_refugees(raw, prefix, range(1952 if current else 2022, last + 1))
    totals["palestine_refugees"] = palestine.groupby("year")["persons"].sum()
    frame = totals.loc[2022:].reset_index().melt("year", var_name="category", value_name="persons")
    mid_year = (frame["year"] == last) & edition.startswith("mid-year")
    frame["as_of"] = [
        date(year, 6, 30) if mid else date(year, 12, 31) for year, mid in zip(frame["year"], mid_year, strict=True)
    ]
    frame["status"] = frame["category"].map(NO_TOTAL).where(mid_year).fillna("compiled")
    frame["persons"] = frame["persons"].where(frame["status"] == "compiled")
    return frame.drop(columns="year").assign(edition=edition, published=published)


CITED = "unhcr/headlines/cited.csv"
CITED_HEADER = ["as_of", "publication", "publication_fr", "persons", "published", "status", "address"]


@importer("unhcr/headlines")
def headlines(raw: Raw) -> pd.DataFrame:
    """The totals as UNHCR published them: cited.csv, beside the passport, is written by hand."""
    frame = by_hand("unhcr/headlines", "cited.csv", CITED_HEADER)
    days = pd.to_datetime(frame["as_of"], format="%Y-%m-%d", errors="coerce")
    raw.expect(CITED, frame, "as_of", days.notna(), "a day such as 2024-12-31")
    frame["as_of"] = days.dt.date
    frame["persons"] = raw.counts(CITED, frame, "persons")
    return frame


@importer("unhcr/demographics")
def demographics(raw: Raw) -> pd.DataFrame:
    name = f"{GLOBAL_TRENDS_2025}demographics.csv.gz"
    names = _demographic_names()
    columns = list(names)
    frame = read_pairs(
        raw, name, ["pop_type", "location", "loc_type", "acc_type", *columns, "total"], range(2025, 2026)
    )
    raw.check_codes(name, frame, "pop_type", POP_TYPES)
    for column in [*columns, "total"]:
        frame[column] = raw.counts(name, frame, column)
    # Zero in every cell of a place where people are: their sex and age are not known.
    broken_down = frame["f_total"] + frame["m_total"] > 0
    frame[columns] = frame[columns].where(broken_down)
    by_pair = (
        frame.groupby(["year", "pop_type", "origin", "asylum"])[[*columns, "total"]].sum(min_count=1).reset_index()
    )
    return by_pair.rename(columns=names)


def _demographic_names() -> dict[str, str]:
    """f_0_4 -> female_0_4, m_60 -> male_60_plus."""
    return {f"{sex}_{band}": f"{SEXES[sex]}_{name}" for sex in SEXES for band, name in BANDS.items()}


@importer("unhcr/asylum-applications")
def asylum_applications(raw: Raw) -> pd.DataFrame:
    name = f"{GLOBAL_TRENDS_2025}asylum_applications.csv.gz"
    codes = {
        "procedure_type": PROCEDURES,
        "app_type": APPLICATION_TYPES,
        "dec_level": LEVELS,
        "app_pc": PERSONS_OR_CASES,
    }
    frame = read_pairs(raw, name, [*codes, "applied"], range(2000, 2026))
    for column, allowed in codes.items():
        raw.check_codes(name, frame, column, allowed)
    frame["applied"] = raw.counts(name, frame, "applied")
    return frame[["year", "origin", "asylum", *codes, "applied"]]


@importer("unhcr/asylum-decisions")
def asylum_decisions(raw: Raw) -> pd.DataFrame:
    name = f"{GLOBAL_TRENDS_2025}asylum_decisions.csv.gz"
    codes = {"procedure_type": PROCEDURES, "dec_level": LEVELS, "dec_pc": PERSONS_OR_CASES}
    outcomes = ["recognized", "other", "rejected", "closed", "total"]
    frame = read_pairs(raw, name, [*codes, *(f"dec_{outcome}" for outcome in outcomes)], range(2000, 2026))
    for column, allowed in codes.items():
        raw.check_codes(name, frame, column, allowed)
    for outcome in outcomes:
        frame[outcome] = raw.counts(name, frame, f"dec_{outcome}")
    return frame[["year", "origin", "asylum", *codes, *outcomes]]


@importer("unhcr/solutions")
def solutions(raw: Raw) -> pd.DataFrame:
    name = f"{GLOBAL_TRENDS_2025}solutions.csv.gz"
    kinds = ["returned_refugees", "resettlement", "naturalisation", "returned_idps"]
    frame = read_pairs(raw, name, kinds, range(1959, 2026))
    for kind in kinds:
        frame[kind] = raw.counts(name, frame, kind, missing=("",))
    return frame[["year", "origin", "asylum", *kinds]]


@importer("unrwa/registered-refugees")
def registered_refugees(raw: Raw) -> pd.DataFrame:
    return _palestine_refugees(raw, GLOBAL_TRENDS_2025, range(1952, 2026))
