"""Eurostat, EU Labour Force Survey: labour status of foreigners, employment and unemployment rates by citizenship.

The files are exports of the data browser with code and label side by side; the order of their columns differs from one
dataset to the next, and columns that were not filled are there all the same.
"""

from __future__ import annotations

import pandas as pd

from lma_data.importers import Raw, importer

STATUS_FILE = "eurostat/population_by_sex_age_labour_status_foreigners.csv.gz"
EMPLOYMENT_FILE = "eurostat/employment_rates_yearly.csv.gz"
UNEMPLOYMENT_FILE = "eurostat/unemployment_rates_yearly.csv.gz"

LABELS = {
    "freq": "Time frequency",
    "unit": "Unit of measure",
    "sex": "Sex",
    "age": "Age class",
    "citizen": "Country of citizenship",
    "wstatus": "Labour force and employment status",
    "geo": "Geopolitical entity (reporting)",
    "TIME_PERIOD": "Time",
    "OBS_VALUE": "Observation value",
    "OBS_FLAG": "Observation status (Flag) V2 structure",
    "CONF_STATUS": "Confidentiality status (flag)",
}
STRUCTURE = ["STRUCTURE", "STRUCTURE_ID", "STRUCTURE_NAME"]
TAIL = ["geo", "TIME_PERIOD", "OBS_VALUE", "OBS_FLAG", "CONF_STATUS"]
STATUS_COLUMNS = ["freq", "unit", "sex", "citizen", "age", "wstatus", *TAIL]
RATE_COLUMNS = ["freq", "unit", "sex", "age", "citizen", *TAIL]

SEX = {"F": "female", "M": "male", "T": "both"}
STATUS = {"EMP", "UNE", "INAC"}
CITIZEN = {"FOR", "NAT", "TOTAL"}
# u low reliability, b break in time series, d definition differs; two letters where two apply.
FLAGS = {"", "u", "b", "d", "bu", "bd"}
AGE = "Y15-64"
OWN_CODES = {"EL": "GRC", "UK": "GBR"}  # where Eurostat departs from ISO


@importer("eurostat/labour-status")
def labour_status(raw: Raw) -> pd.DataFrame:
    """Foreign citizens aged 15-64, in thousands, by labour status."""
    table = _export(raw, STATUS_FILE, STATUS_COLUMNS, "LFSA_PGANWS", "THS_PER", range(2014, 2025))
    raw.check_codes(STATUS_FILE, table, "citizen", {"FOR"})
    raw.check_codes(STATUS_FILE, table, "wstatus", STATUS)
    frame = _common(raw, STATUS_FILE, table).assign(status=table["wstatus"], thousand_persons=table["value"])
    return frame[["area", "year", "sex", "status", "thousand_persons", "flag"]]


@importer("eurostat/employment-rate")
def employment_rate(raw: Raw) -> pd.DataFrame:
    """Employed people per 100 people aged 15-64, by citizenship."""
    return _rate(raw, EMPLOYMENT_FILE, "LFSA_ERGAN")


@importer("eurostat/unemployment-rate")
def unemployment_rate(raw: Raw) -> pd.DataFrame:
    """Unemployed people per 100 people in the labour force aged 15-64, by citizenship."""
    return _rate(raw, UNEMPLOYMENT_FILE, "LFSA_URGAN")


def _rate(raw: Raw, name: str, dataset: str) -> pd.DataFrame:
    table = _export(raw, name, RATE_COLUMNS, dataset, "PC", range(1995, 2025))
    raw.check_codes(name, table, "citizen", CITIZEN)
    raw.expect(name, table, "OBS_VALUE", ~(table["value"] > 100), "100 percent at most")
    frame = _common(raw, name, table).assign(citizen=table["citizen"], age=table["age"], rate=table["value"])
    return frame[["area", "year", "sex", "citizen", "age", "rate", "flag"]]


def _header(columns: list[str]) -> list[str]:
    """Each code is followed by its label."""
    return STRUCTURE + [part for column in columns for part in (column, LABELS[column])]


def _export(raw: Raw, name: str, columns: list[str], dataset: str, unit: str, years: range) -> pd.DataFrame:
    """An export as text with its values as numbers, once all that does not vary is what it should be."""
    table = raw.csv(name, _header(columns))
    raw.check_codes(name, table, "STRUCTURE_ID", {f"ESTAT:{dataset}(1.0)"})
    raw.check_codes(name, table, "freq", {"A"})
    raw.check_codes(name, table, "unit", {unit})
    raw.check_codes(name, table, "age", {AGE})
    raw.check_codes(name, table, "sex", set(SEX))
    raw.check_codes(name, table, "OBS_FLAG", FLAGS)
    raw.check_codes(name, table, "CONF_STATUS", {""})
    table["year"] = raw.years(name, table, "TIME_PERIOD", years)
    table["value"] = raw.numbers(name, table, "OBS_VALUE").astype("float64")
    raw.expect(name, table, "OBS_VALUE", ~(table["value"] < 0), "a number not below zero")
    # Eurostat withholds a figure of too low reliability and says so; an empty cell without that flag is unexplained.
    explained = table["value"].notna() | table["OBS_FLAG"].str.contains("u")
    raw.expect(name, table, "OBS_VALUE", explained, "a number, or the flag u")
    return table


def _common(raw: Raw, name: str, table: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "area": raw.keys(name, table, "geo", lambda code: OWN_CODES.get(code) or raw.areas.from_iso2(code)),
            "year": table["year"],
            "sex": table["sex"].map(SEX),
            "flag": table["OBS_FLAG"].replace("", None).astype("object"),
        }
    )
