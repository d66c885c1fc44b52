"""The publishers' files read anew, apart from the importers: small readers that share no code with them.

Each gives, for one dataset, measure -> keys of the row, as the passport has them -> figure. Areas are ISO3 (WLD the world)
where the file's code is one; codes of groups stay as they are in the file. Cells without a figure are left out.
"""

from __future__ import annotations

import csv
import gzip
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import xlrd

Figures = dict[tuple[Any, ...], float]
Dataset = dict[str, Figures]
Reader = Callable[[Path], Dataset]

READERS: dict[str, Reader] = {}


def reader(dataset_id: str) -> Callable[[Reader], Reader]:
    def register(function: Reader) -> Reader:
        READERS[dataset_id] = cache(function)
        return function

    return register


# What the files have in common


def lines(path: Path, skip: int = 0) -> Iterator[dict[str, str]]:
    """The lines of a CSV file as text, by the names of the columns."""
    packed = path.read_bytes()
    text = (gzip.decompress(packed) if path.suffix == ".gz" else packed).decode("utf-8-sig")
    return csv.DictReader(text.splitlines()[skip:])


def number(text: Any) -> float | None:
    """A figure; None for an empty cell and for what stands for none."""
    if text is None or str(text).strip() in ("", "..", "~", "-"):
        return None
    return float(text)


def year_of(text: str) -> int:
    return int(float(text))


@cache
def iso3_by(folder: Path, column: str) -> dict[str, str]:
    """ISO3 by a column of the M49 list: "M49 Code" (without zeros in front), "ISO-alpha2 Code", "Country or Area"."""
    return {
        line[column].lstrip("0"): line["ISO-alpha3 Code"] for line in lines(folder / "geo/UNSD-en.csv") if line[column]
    }


def area_of_code(folder: Path, code: Any) -> str:
    """The ISO3 of an M49 or UN location code; the code itself for a group, but WLD for the world."""
    text = str(code).strip().lstrip("0")
    return "WLD" if text in ("900", "1") else iso3_by(folder, "M49 Code").get(text, text)


@cache
def grid(path: Path, sheet: str) -> list[tuple[Any, ...]]:
    """The cells of a sheet, row by row."""
    if path.suffix == ".xls":
        cells = xlrd.open_workbook(path).sheet_by_name(sheet)
        return [tuple(cells.row_values(row)) for row in range(cells.nrows)]
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    return list(book[sheet].iter_rows(values_only=True))


# UN DESA

SEXES = {"both sexes": "both", "females": "female", "males": "male"}
STOCK_2024 = "undesa/undesa_pd_2024_ims_stock_by_sex_and_destination.xlsx"
ORIGIN_2024 = "undesa/undesa_pd_2024_ims_stock_by_sex_and_origin.xlsx"
STOCK_2020 = "undesa/undesa_pd_2020_ims_stock_by_sex_and_destination.xlsx"


def _columns(rows: list[tuple[Any, ...]]) -> dict[int, tuple[int, str]]:
    """Column -> year and sex, from the labels above the blocks and the years under them."""
    head = next(at for at, row in enumerate(rows) if row[1] == "Region, development group, country or area")
    label, found = "", {}
    for column, year in enumerate(rows[head]):
        label = next((str(row[column]) for row in rows[head - 4 : head] if row[column]), label)
        if re.fullmatch(r"(19|20)\d\d", str(year)):
            found[column] = (int(year), next(sex for words, sex in SEXES.items() if words in label))
    return found


def _desa(folder: Path, file: str, sheet: str, codes: dict[str, str], times: float = 1) -> Figures:
    rows = grid(folder / file, sheet)
    columns = _columns(rows)
    figures: Figures = {}
    for row in rows:
        area = codes.get(str(row[1]).strip().rstrip("*").casefold())
        for column, (year, sex) in columns.items() if area else ():
            if (figure := number(row[column])) is not None:
                figures[(area, year, sex)] = figure * times
    return figures


@cache
def _codes(folder: Path, file: str) -> dict[str, str]:
    """Name in the workbook -> area, of countries and the world: the sheet of populations of 2024 has no codes."""
    rows = grid(folder / file, "Table 1")
    head = next(row for row in rows if row[1] == "Region, development group, country or area")
    column = head.index("Location code")
    found = {
        str(row[1]).strip().rstrip("*").casefold(): area_of_code(folder, row[column])
        for row in rows
        if isinstance(row[column], int)
    }
    return {name: area for name, area in found.items() if area.isalpha()}


def _stock(folder: Path, file: str) -> Dataset:
    codes = _codes(folder, file)
    return {
        "migrants": _desa(folder, file, "Table 1", codes),
        "population": _desa(folder, file, "Table 2", codes, 1000),
        "share": _desa(folder, file, "Table 3", codes),
    }


@reader("undesa/migrant-stock-2024")
def migrant_stock_2024(folder: Path) -> Dataset:
    return _stock(folder, STOCK_2024)


@reader("undesa/migrant-stock-2020")
def migrant_stock_2020(folder: Path) -> Dataset:
    return _stock(folder, STOCK_2020)


@reader("undesa/migrant-stock-2024-origin")
def migrant_stock_2024_origin(folder: Path) -> Dataset:
    return {"migrants": _desa(folder, ORIGIN_2024, "Table 1", _codes(folder, ORIGIN_2024))}


@reader("undesa/refugees-2020")
def refugees_2020(folder: Path) -> Dataset:
    rows = grid(folder / STOCK_2020, "Table 6")
    codes = _codes(folder, STOCK_2020)
    head = next(row for row in rows if row[1] == "Region, development group, country or area")
    years = [(column, int(year)) for column, year in enumerate(head) if re.fullmatch(r"(19|20)\d\d", str(year))]
    found: Dataset = {"refugees": {}, "share": {}}
    for row in rows:
        area = codes.get(str(row[1]).strip().rstrip("*").casefold())
        for position, (column, year) in enumerate(years if area else ()):
            if (figure := number(row[column])) is not None:
                found["refugees" if position < len(years) // 2 else "share"][(area, year)] = figure
    return found


@reader("undesa/migrant-stock-2024-bilateral")
def bilateral(folder: Path) -> Dataset:
    found: Dataset = {"female": {}, "male": {}}
    others = {"OOO": "OTH"}  # origins that are not known
    for line in lines(folder / "undesa/ims2024_bilateral_by_sex.csv.gz"):
        origin = line["orig_iso3"] or line["orig_code"]
        key = (line["dest_iso3"] or line["dest_code"], others.get(origin, origin), int(line["year"]))
        found[line["sex"]][key] = float(line["migrant_stock"])
    return found


@reader("undesa/migrant-stock-2020-age")
def stock_by_age(folder: Path) -> Dataset:
    return {
        "migrants": {
            (line["iso3"], line["sex"], int(line["year"]), line["age_group"]): float(line["migrant_stock"])
            for line in lines(folder / "undesa/ims2020_age_sex_destination.csv.gz")
        }
    }


@reader("undesa/population")
def population(folder: Path) -> Dataset:
    file = lines(folder / "undesa/wpp2024_population_total_1950_2023.csv")
    return {"population": {(line["iso3"], int(line["year"])): float(line["population"]) for line in file}}


# World Bank


def _wdi(folder: Path, file: str) -> Figures:
    rows = grid(folder / "worldbank" / file, "Data")
    head = next(row for row in rows if row[0] == "Country Name")
    body = rows[rows.index(head) + 1 :]
    return {
        (row[1], int(year)): float(row[column])
        for row in body
        for column, year in enumerate(head)
        if str(year).isdigit() and row[column] not in ("", None)
    }


@reader("worldbank/remittances-received")
def remittances_received(folder: Path) -> Dataset:
    return {"received": _wdi(folder, "API_BX.TRF.PWKR.CD.DT_DS2_en_excel_v2_905.xls")}


@reader("worldbank/remittances-paid")
def remittances_paid(folder: Path) -> Dataset:
    return {"paid": _wdi(folder, "personal-remittances-paid.xls")}


@reader("worldbank/remittances-share-gdp")
def remittances_share_gdp(folder: Path) -> Dataset:
    return {"share_gdp": _wdi(folder, "remittances-received-percent-gdp.xls")}


@reader("worldbank/prices-by-country")
def prices_by_country(folder: Path) -> Dataset:
    files = {"sending": "sending-cost-from-country.xls", "receiving": "sending-cost-to-country.xls"}
    return {
        "cost_200": {
            (area, direction, year): figure
            for direction, file in files.items()
            for (area, year), figure in _wdi(folder, file).items()
        }
    }


def _named(folder: Path, name: Any) -> str:
    """The ISO3 of a name as the World Bank writes it; the name itself where the M49 list writes another."""
    text = str(name or "").strip()
    own = {"World": "WLD", "WORLD": "WLD", "United States": "USA", "Vietnam": "VNM", "United Kingdom": "GBR"}
    return own.get(text) or iso3_by(folder, "Country or Area").get(text, text)


@reader("worldbank/remittances-knomad")
def remittances_knomad(folder: Path) -> Dataset:
    rows = grid(folder / "worldbank/inward_remittance_flows_december_2023_1.xlsx", "Inward remittance flows")
    last = next(at for at, row in enumerate(rows) if row[0] == "World")
    found: Dataset = {"received": {}, "share_gdp": {}}
    for row in rows[1 : last + 1]:
        area = _named(folder, row[0])
        for column, head in enumerate(rows[0]):
            if (figure := number(row[column]) if column else None) is None:
                continue
            if str(head).startswith("% of GDP"):
                found["share_gdp"][(area, 2023)] = figure
            elif re.match(r"20\d\d", str(head)):
                found["received"][(area, int(str(head)[:4]))] = figure
    return found


@reader("worldbank/bilateral-remittances-2021")
def bilateral_remittances(folder: Path) -> Dataset:
    rows = grid(folder / "worldbank/bilateral_remittance_matrix_2021_0.xlsx", "FINAL BRM 2021 ")
    receivers = [_named(folder, name) for name in rows[1]]
    figures: Figures = {}
    for row in rows[2:]:
        sender = _named(folder, row[0])
        if sender == "WLD":
            break
        for receiver, cell in zip(receivers[1:], row[1:], strict=True):
            if receiver != "WLD" and receiver and (figure := number(cell)) is not None:
                figures[(sender, receiver)] = figure
    return {"usd_m": figures}


@reader("worldbank/prices-corridor-2011-2020")
def prices_2011_2020(folder: Path) -> Dataset:
    figures: Figures = {}
    for line in lines(folder / "worldbank/rpw_databank_corridors_2020-12-07.csv"):
        for head, cell in line.items():
            if re.match(r"20\d\dQ\d ", head or "") and (figure := number(cell)) is not None:
                ends = line["Sending Countries Code"], line["Receiving Countries  Code"]
                figures[(*map(_kosovo, ends), head.split()[0])] = figure
    return {"cost_200": figures}


def _kosovo(code: str) -> str:
    return "XKX" if code == "KSV" else code


def _by_quarter(folder: Path, file: str, names: dict[str, str]) -> Dataset:
    found: Dataset = {measure: {} for measure in names}
    for line in lines(folder / "worldbank" / file):
        quarter = line["period"][:4] + "Q" + line["period"][5]
        key = (_kosovo(line["source_code"]), _kosovo(line["destination_code"]), quarter)
        for measure, column in names.items():
            if (figure := number(line[column])) is not None:
                found[measure][key] = figure
    return found


@reader("worldbank/prices-corridor-2016-2025")
def prices_2016_2025(folder: Path) -> Dataset:
    names = {
        "cost_200": "avg_cost_pct_200usd",
        "cost_500": "avg_cost_pct_500usd",
        "fx_margin_200": "avg_fx_margin_200usd",
        "fx_margin_500": "avg_fx_margin_500usd",
        "services": "num_providers",
    }
    return _by_quarter(folder, "rpw_corridor_quarters_2016q2_2025q1_secondary.csv", names)


@reader("worldbank/prices-corridor-2025q3")
def prices_2025q3(folder: Path) -> Dataset:
    names = {
        "cost_200": "avg_total_cost_pct_200usd",
        "cheapest3": "cheapest3_transparent_pct_200usd",
        "services": "services",
    }
    return _by_quarter(folder, "rpw_2025q3_corridor_index_secondary.csv", names)


@reader("worldbank/prices-by-provider-2011-2014")
def prices_by_provider(folder: Path) -> Dataset:
    found: Dataset = {"cost_200": {}, "cost_500": {}}
    for line in lines(folder / "worldbank/rpw_firm_level_2011q1_2014q2.csv.gz"):
        quarter = line["period"].replace("_", "Q").rstrip("Q")
        key = (line["source"], line["destination"], quarter, int(line["id"]))
        for measure, column in (("cost_200", "cc1 total cost %"), ("cost_500", "cc2 total cost %")):
            if (figure := number(line[column])) is not None:
                found[measure][key] = figure
    return found


@reader("geography/labour-force")
def labour_force(folder: Path) -> Dataset:
    file = lines(folder / "geo/API_SL.TLF.TOTL.IN_DS2_en_csv_v2_73823.csv", skip=4)
    return {
        "labour_force": {
            (line["Country Code"], int(year)): float(cell)
            for line in file
            for year, cell in line.items()
            if year and year.isdigit() and cell
        }
    }


@reader("geography/population-wdi")
def population_wdi(folder: Path) -> Dataset:
    file = lines(folder / "geo/wdi_SP.POP.TOTL_datasets-population.csv")
    return {"population": {(line["Country Code"], int(line["Year"])): float(line["Value"]) for line in file}}


# United Nations Statistics Division


def _sdg(folder: Path, series: str) -> Iterator[tuple[str, int, float, dict[str, str]]]:
    for line in lines(folder / f"worldbank/sdg_{series}_dec2023.csv"):
        yield area_of_code(folder, line["geo_area"]), int(line["year"]), float(line[series]), line


def _of_areas(folder: Path, series: str) -> Figures:
    return {(area, year): figure for area, year, figure, _ in _sdg(folder, series)}


@reader("unsd/sdg-10-7-3")
def deaths(folder: Path) -> Dataset:
    return {"deaths": _of_areas(folder, "sm_dth_migr")}


@reader("unsd/sdg-10-c-1-world")
def cost_to(folder: Path) -> Dataset:
    return {"cost_200": _of_areas(folder, "si_rmt_cost")}


@reader("unsd/sdg-10-c-1-sending")
def cost_from(folder: Path) -> Dataset:
    return {"cost_200": _of_areas(folder, "si_rmt_cost_snd")}


@reader("unsd/sdg-8-8-2")
def rights(folder: Path) -> Dataset:
    return {"score": _of_areas(folder, "sl_lbr_ntlcpl")}


@reader("unsd/sdg-10-c-1-corridors")
def cost_of_corridors(folder: Path) -> Dataset:
    def corridors(series: str) -> Figures:
        codes = iso3_by(folder, "ISO-alpha2 Code") | {"XK": "XKX"}
        return {
            (area, codes[line["counterpart_fixed"].upper()], year): figure
            for area, year, figure, line in _sdg(folder, series)
        }

    return {"cost_200": corridors("si_rmt_cost_bc"), "smart_200": corridors("si_rmt_cost_sc")}


@reader("unsd/sdg-8-8-1")
def injuries(folder: Path) -> Dataset:
    sexes = {"bothsex": "both", "female": "female", "male": "male"}
    groups = {"t": "total", "migper": "migrant", "nonmig": "non-migrant"}

    def rates(series: str) -> Figures:
        return {
            (area, year, sexes[line["sex"]], groups[line["migratory_status"]]): figure
            for area, year, figure, line in _sdg(folder, series)
        }

    return {"fatal": rates("sl_emp_ftlinjur"), "non_fatal": rates("sl_emp_injur")}


# UNHCR, UNRWA and IDMC

KINDS = ("refugees", "asylum_seekers", "oip", "idps", "returned_refugees", "returned_idps", "stateless", "ooc", "hst")


def _unhcr(folder: Path, file: str, keys: tuple[str, ...], measures: dict[str, str], only: int = 0) -> Dataset:
    """Figures by year, origin, asylum and further keys; added up where a file has several rows of the same keys."""
    found: Dataset = {measure: defaultdict(float) for measure in measures}
    for line in lines(folder / f"unhcr/{file}.csv.gz"):
        year = year_of(line["year"])
        if only and year != only:
            continue
        key = (year, line["coo_iso"], line["coa_iso"], *(line[name] for name in keys))
        for measure, column in measures.items():
            if (figure := number(line[column])) is not None:
                found[measure][key] += figure
    return found


@reader("unhcr/population")
def unhcr_population(folder: Path) -> Dataset:
    return _unhcr(folder, "gt2025_population", (), {kind: kind for kind in KINDS})


@reader("unhcr/population-mid-2024")
def unhcr_population_mid_2024(folder: Path) -> Dataset:
    return _unhcr(folder, "vintage_MYT2024_2024-10-18_population", (), {kind: kind for kind in KINDS}, 2024)


@reader("unhcr/solutions")
def solutions(folder: Path) -> Dataset:
    kinds = ("returned_refugees", "resettlement", "naturalisation", "returned_idps")
    return _unhcr(folder, "gt2025_solutions", (), {kind: kind for kind in kinds})


@reader("unhcr/asylum-applications")
def applications(folder: Path) -> Dataset:
    keys = ("procedure_type", "app_type", "dec_level", "app_pc")
    return _unhcr(folder, "gt2025_asylum_applications", keys, {"applied": "applied"})


@reader("unhcr/asylum-decisions")
def decisions(folder: Path) -> Dataset:
    outcomes = {one: f"dec_{one}" for one in ("recognized", "other", "rejected", "closed", "total")}
    return _unhcr(folder, "gt2025_asylum_decisions", ("procedure_type", "dec_level", "dec_pc"), outcomes)


@reader("unhcr/demographics")
def demographics(folder: Path) -> Dataset:
    bands = {"0_4": "0_4", "5_11": "5_11", "12_17": "12_17", "18_59": "18_59", "60": "60_plus", "other": "age_unknown"}
    names = {
        f"{sex}_{ours}": f"{letter}_{theirs}"
        for sex, letter in (("female", "f"), ("male", "m"))
        for theirs, ours in (bands | {"total": "total"}).items()
    }
    found = _unhcr(folder, "gt2025_demographics", ("pop_type",), names | {"total": "total"})
    return {
        measure: {(year, kind, origin, asylum): one for (year, origin, asylum, kind), one in figures.items()}
        for measure, figures in found.items()
    }


def _own_country(folder: Path, file: str) -> Dataset:
    figures = _unhcr(folder, file, (), {"total": "total"})["total"]
    return {"persons": {(year, asylum): figure for (year, _, asylum), figure in figures.items()}}


@reader("unrwa/registered-refugees")
def palestine_refugees(folder: Path) -> Dataset:
    return _own_country(folder, "gt2025_unrwa")


@reader("idmc/displaced-by-conflict")
def displaced_by_conflict(folder: Path) -> Dataset:
    return _own_country(folder, "gt2025_idmc")


@reader("idmc/flows")
def displacements(folder: Path) -> Dataset:
    file = lines(folder / "unhcr/idmc_flows_2008_2023.csv.gz")
    return {"movements": {(line["geo"], int(line["t"]), line["cause"]): float(line["n"]) for line in file if line["n"]}}


@reader("idmc/stocks-2024")
def displaced_2024(folder: Path) -> Dataset:
    file = lines(folder / "unhcr/idmc_2024_stocks_by_cause_sex_age.csv.gz")
    return {
        "persons": {
            (int(line["t"]), line["geo"], line["cause"], line["sex"], line["age"]): float(line["n"])
            for line in file
            if line["n"]
        }
    }


# ILO and Eurostat


def _ilo(folder: Path, indicator: str, key: Callable[[dict[str, str]], tuple[Any, ...]]) -> Dataset:
    file = lines(folder / "ilo/ilostat_ilms_extract_2026-02.csv")
    return {"persons": {key(line): float(line["obs_value"]) * 1000 for line in file if line["indicator"] == indicator}}


def _by_sector(line: dict[str, str]) -> tuple[Any, ...]:
    sectors = {"TOTAL": "total", "AGR": "agriculture", "NAG": "non-agriculture", "IND": "industry", "SER": "services"}
    return line["ref_area"], int(line["time"]), sectors.get(line["classif1"].split("_")[-1], "not-classified")


@reader("ilo/inflows-by-sector")
def inflows(folder: Path) -> Dataset:
    return _ilo(folder, "MFL_NEMP_SEX_ECO_NB", _by_sector)


@reader("ilo/outflows-by-sector")
def outflows_by_sector(folder: Path) -> Dataset:
    return _ilo(folder, "MNA_OEMP_SEX_ECO_NB", _by_sector)


@reader("ilo/outflows")
def outflows(folder: Path) -> Dataset:
    sexes = {"SEX_T": "both", "SEX_F": "female", "SEX_M": "male"}
    return _ilo(
        folder,
        "MNA_OEMP_SEX_CDS_NB",
        lambda line: (line["ref_area"], int(line["time"]), sexes[line["sex"]], line["classif1"].split("_", 2)[2]),
    )


def _eurostat(folder: Path, file: str, key: tuple[str, ...]) -> Figures:
    sexes = {"T": "both", "F": "female", "M": "male"}
    codes = iso3_by(folder, "ISO-alpha2 Code") | {"EL": "GRC", "UK": "GBR"}
    return {
        (codes[line["geo"]], int(line["TIME_PERIOD"]), sexes[line["sex"]], *(line[name] for name in key)): float(
            line["OBS_VALUE"]
        )
        for line in lines(folder / f"eurostat/{file}.csv.gz")
        if line["OBS_VALUE"]
    }


@reader("eurostat/employment-rate")
def employment_rate(folder: Path) -> Dataset:
    return {"rate": _eurostat(folder, "employment_rates_yearly", ("citizen", "age"))}


@reader("eurostat/unemployment-rate")
def unemployment_rate(folder: Path) -> Dataset:
    return {"rate": _eurostat(folder, "unemployment_rates_yearly", ("citizen", "age"))}


@reader("eurostat/labour-status")
def labour_status(folder: Path) -> Dataset:
    file = "population_by_sex_age_labour_status_foreigners"
    return {"thousand_persons": _eurostat(folder, file, ("wstatus",))}
