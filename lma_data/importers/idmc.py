"""Internal Displacement Monitoring Centre: people displaced within their country, and their movements."""

from __future__ import annotations

import pandas as pd

from lma_data.importers import Raw, importer
from lma_data.importers.unhcr import GLOBAL_TRENDS_2025, displaced_by_conflict

STOCKS = "unhcr/idmc_2024_stocks_by_cause_sex_age.csv.gz"
FLOWS = "unhcr/idmc_flows_2008_2023.csv.gz"

SEXES = ("female", "male", "unknown")
AGES = ("0-4", "5-11", "12-17", "18-59", "60+", "unknown")
STOCK_CAUSES = ("conflict", "disaster")
FLOW_CAUSES = (
    "conflict",
    "drought",
    "earthquake",
    "erosion",
    "extreme temperature",
    "flood",
    "mass movement",
    "storm",
    "volcanic activity",
    "wave action",
    "wildfire",
)
ABYEI = ("AB9",)


@importer("idmc/displaced-by-conflict")
def conflict(raw: Raw) -> pd.DataFrame:
    return displaced_by_conflict(raw, GLOBAL_TRENDS_2025, range(1990, 2026))


@importer("idmc/stocks-2024")
def stocks_2024(raw: Raw) -> pd.DataFrame:
    frame = _read(raw, STOCKS, ["geo", "t", "cause", "sex", "age", "n"], range(2024, 2025), "persons")
    raw.check_codes(STOCKS, frame, "cause", STOCK_CAUSES)
    raw.check_codes(STOCKS, frame, "sex", SEXES)
    raw.check_codes(STOCKS, frame, "age", AGES)
    return frame[["year", "area", "cause", "sex", "age", "persons"]]


@importer("idmc/flows")
def flows(raw: Raw) -> pd.DataFrame:
    frame = _read(raw, FLOWS, ["geo", "t", "cause", "n"], range(2008, 2024), "movements")
    raw.check_codes(FLOWS, frame, "cause", FLOW_CAUSES)
    return frame[["area", "year", "cause", "movements"]]


def _read(raw: Raw, name: str, header: list[str], years: range, counted: str) -> pd.DataFrame:
    frame = raw.csv(name, header)
    frame["year"] = raw.years(name, frame, "t", years, every=True)
    frame["area"] = raw.check_areas(name, frame, "geo", ABYEI)
    frame[counted] = raw.counts(name, frame, "n")
    return frame
