"""United Nations Statistics Division: series of the SDG Global Database on labour migration."""

from __future__ import annotations

import pandas as pd

from lma_data.importers import Raw, importer

COST = "worldbank/sdg_si_rmt_cost_dec2023.csv"
COST_SENDING = "worldbank/sdg_si_rmt_cost_snd_dec2023.csv"
COST_CORRIDOR = "worldbank/sdg_si_rmt_cost_bc_dec2023.csv"
SMART_CORRIDOR = "worldbank/sdg_si_rmt_cost_sc_dec2023.csv"
FATAL = "worldbank/sdg_sl_emp_ftlinjur_dec2023.csv"
NON_FATAL = "worldbank/sdg_sl_emp_injur_dec2023.csv"
RIGHTS = "worldbank/sdg_sl_lbr_ntlcpl_dec2023.csv"
DEATHS = "worldbank/sdg_sm_dth_migr_dec2023.csv"

# Groups of the SDG reports that the M49 list of countries does not spell out (514 and 515 have since been retired).
SDG_GROUPS = frozenset(["062", "199", "432", "513", "514", "515", "543", "722", "747", "753"])

SEX = {"bothsex": "both", "female": "female", "male": "male"}
MIGRATORY_STATUS = {"t": "total", "nonmig": "non-migrant", "migper": "migrant"}
NATURE = {"c": "C", "g": "G", "n": "N"}
OBSERVATION_STATUS = {"a": "A", "e": "E"}


@importer("unsd/sdg-10-c-1-world")
def remittance_cost(raw: Raw) -> pd.DataFrame:
    header = ["geo_area", "nature", "units", "year", "si_rmt_cost", "name"]
    table = _table(raw, COST, header, "percent", "cost_200")
    raw.check_codes(COST, table, "nature", ["g"])
    return table[["area", "year", "cost_200"]]


@importer("unsd/sdg-10-c-1-sending")
def remittance_cost_sending(raw: Raw) -> pd.DataFrame:
    header = ["geo_area", "nature", "units", "year", "si_rmt_cost_snd", "name"]
    table = _table(raw, COST_SENDING, header, "percent", "cost_200")
    raw.check_codes(COST_SENDING, table, "nature", ["c"])
    return table[["area", "year", "cost_200"]]


@importer("unsd/sdg-10-c-1-corridors")
def remittance_cost_corridors(raw: Raw) -> pd.DataFrame:
    average = _corridor(raw, COST_CORRIDOR, "si_rmt_cost_bc", "cost_200")
    smart = _corridor(raw, SMART_CORRIDOR, "si_rmt_cost_sc", "smart_200")
    return average.merge(smart, on=["sender", "receiver", "year"], how="outer", validate="one_to_one")


def _corridor(raw: Raw, name: str, series: str, measure: str) -> pd.DataFrame:
    header = ["counterpart", "geo_area", "nature", "units", "year", series, "name", "counterpart_fixed"]
    table = _table(raw, name, header, "percent", measure)
    raw.check_codes(name, table, "nature", ["g"])
    # The mirror lost the "NA" of Namibia and wrote notspec; counterpart_fixed has it back.
    repaired = table["counterpart"].where(table["counterpart"] != "notspec", "na")
    raw.expect(
        name, table, "counterpart_fixed", repaired == table["counterpart_fixed"], "what column 'counterpart' has"
    )
    receivers = raw.keys(name, table, "counterpart_fixed", raw.areas.from_iso2)
    table = table.assign(sender=table["area"], receiver=receivers)
    return table[["sender", "receiver", "year", measure]]


@importer("unsd/sdg-8-8-1")
def occupational_injuries(raw: Raw) -> pd.DataFrame:
    fatal = _injuries(raw, FATAL, "sl_emp_ftlinjur", "fatal")
    non_fatal = _injuries(raw, NON_FATAL, "sl_emp_injur", "non_fatal")
    keys = ["area", "year", "sex", "migratory_status", "nature", "observation_status"]
    frame = fatal.merge(non_fatal, on=keys, how="outer", validate="one_to_one")
    return _without_false_zeros(frame)


def _without_false_zeros(frame: pd.DataFrame) -> pd.DataFrame:
    """A non-fatal rate of 0 stands for no report; a fatal rate of 0 counts only beside non-fatal injuries.

    Non-migrants in Italy, Sweden and the United Kingdom have 0 for both, year after year.
    """
    reported = frame["non_fatal"] > 0
    frame["fatal"] = frame["fatal"].where(reported | (frame["fatal"] != 0))
    frame["non_fatal"] = frame["non_fatal"].where(reported)
    return frame.dropna(subset=["fatal", "non_fatal"], how="all")


def _injuries(raw: Raw, name: str, series: str, measure: str) -> pd.DataFrame:
    header = ["geo_area", "migratory_status", "nature", "observation_status", "sex", "units", "year", series, "name"]
    table = _table(raw, name, header, "per_100000_emp", measure)
    for column, words in (
        ("sex", SEX),
        ("migratory_status", MIGRATORY_STATUS),
        ("nature", NATURE),
        ("observation_status", OBSERVATION_STATUS),
    ):
        table[column] = raw.check_codes(name, table, column, words).map(words)
    return table.drop(columns=["geo_area", "units", "name", series])


@importer("unsd/sdg-8-8-2")
def labour_rights(raw: Raw) -> pd.DataFrame:
    series = "sl_lbr_ntlcpl"
    header = ["geo_area", "migratory_status", "nature", "observation_status", "units", "year", series, "name"]
    table = _table(raw, RIGHTS, header, "score", "score")
    raw.check_codes(RIGHTS, table, "migratory_status", ["notspec"])
    raw.expect(RIGHTS, table, series, table["score"].between(0, 10), "a score from 0 to 10")
    table["nature"] = raw.check_codes(RIGHTS, table, "nature", NATURE).map(NATURE)
    table["observation_status"] = raw.check_codes(RIGHTS, table, "observation_status", OBSERVATION_STATUS).map(
        OBSERVATION_STATUS
    )
    return table[["area", "year", "score", "nature", "observation_status"]]


@importer("unsd/sdg-10-7-3")
def migrant_deaths(raw: Raw) -> pd.DataFrame:
    table = _table(raw, DEATHS, ["geo_area", "nature", "units", "year", "sm_dth_migr", "name"], "number", "deaths")
    table["deaths"] = raw.counts(DEATHS, table, "sm_dth_migr")
    table["nature"] = raw.check_codes(DEATHS, table, "nature", NATURE).map(NATURE)
    return table[["area", "year", "deaths", "nature"]]


def _table(raw: Raw, name: str, header: list[str], unit: str, measure: str) -> pd.DataFrame:
    """One series with `area`, `year` and its values as `measure`; the series is the one column named after it."""
    table = raw.csv(name, header)
    raw.check_codes(name, table, "units", [unit])
    series = next(column for column in header if column.startswith(("si_", "sl_", "sm_")))
    return table.assign(
        area=raw.keys(name, table, "geo_area", lambda code: _area(raw, code)),
        year=raw.years(name, table, "year", range(2000, 2024)),
        **{measure: raw.numbers(name, table, series, missing=())},
    )


def _area(raw: Raw, code: str) -> str:
    padded = code.zfill(3)
    return padded if padded in SDG_GROUPS else raw.areas.from_m49(padded)
