"""Eurostat, EU Labour Force Survey: labour status of foreigners, employment and unemployment rates by citizenship.

The files are exports of the data browser with code and label side by side; the order of their columns differs from one
dataset to the next, and columns that were not filled are there all the same.
"""

from __future__ import annotations

import pandas as pd

from lma_data.importers import importer
from lma_data.importers.raw import ImportProblem, Raw

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
    _expect(STATUS_FILE, table, "citizen", {"FOR"})
    _expect(STATUS_FILE, table, "wstatus", STATUS)
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
    _expect(name, table, "citizen", CITIZEN)
    if (table["value"] > 100).any():
        raise ImportProblem(f"{name}, {_where(table, table['value'] > 100)}, column 'OBS_VALUE': more than 100 percent")
    frame = _common(raw, name, table).assign(citizen=table["citizen"], age=table["age"], rate=table["value"])
    return frame[["area", "year", "sex", "citizen", "age", "rate", "flag"]]


def _header(columns: list[str]) -> list[str]:
    """Each code is followed by its label."""
    return STRUCTURE + [part for column in columns for part in (column, LABELS[column])]


def _export(raw: Raw, name: str, columns: list[str], dataset: str, unit: str, years: range) -> pd.DataFrame:
    """An export as text with its values as numbers, once all that does not vary is what it should be."""
    table = raw.csv(name, _header(columns))
    _expect(name, table, "STRUCTURE_ID", {f"ESTAT:{dataset}(1.0)"})
    _expect(name, table, "freq", {"A"})
    _expect(name, table, "unit", {unit})
    _expect(name, table, "age", {AGE})
    _expect(name, table, "sex", set(SEX))
    _expect(name, table, "OBS_FLAG", FLAGS)
    _expect(name, table, "CONF_STATUS", {""})
    _expect(name, table, "TIME_PERIOD", {str(year) for year in years})
    table["value"] = raw.numbers(name, table, "OBS_VALUE").astype("float64")
    if (table["value"] < 0).any():
        raise ImportProblem(f"{name}, {_where(table, table['value'] < 0)}, column 'OBS_VALUE': below zero")
    # Eurostat withholds a figure of too low reliability and says so; an empty cell without that flag is unexplained.
    unexplained = table["value"].isna() & ~table["OBS_FLAG"].str.contains("u")
    if unexplained.any():
        raise ImportProblem(f"{name}, {_where(table, unexplained)}, column 'OBS_VALUE': empty without the flag u")
    return table


def _common(raw: Raw, name: str, table: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "area": _areas(raw, name, table["geo"]),
            "year": table["TIME_PERIOD"].astype("int16"),
            "sex": table["sex"].map(SEX),
            "flag": table["OBS_FLAG"].replace("", None).astype("object"),
        }
    )


def _areas(raw: Raw, name: str, codes: pd.Series) -> pd.Series:
    keys = {}
    for code in codes.unique():
        try:
            keys[code] = OWN_CODES.get(code) or raw.areas.from_iso2(code)
        except KeyError:
            line = int((codes == code).to_numpy().argmax()) + 2
            raise ImportProblem(f"{name}, line {line}, column 'geo': unknown code of an area: {code!r}") from None
    return codes.map(keys)


def _expect(name: str, table: pd.DataFrame, column: str, allowed: set[str]) -> None:
    wrong = ~table[column].isin(allowed)
    if wrong.any():
        found = table.loc[wrong, column].iloc[0]
        expected = " or ".join(sorted(map(repr, allowed)))
        raise ImportProblem(f"{name}, {_where(table, wrong)}, column {column!r}: found {found!r}, expected {expected}")


def _where(table: pd.DataFrame, wrong: pd.Series) -> str:
    return f"line {int(wrong.to_numpy().argmax()) + 2}"
