"""World Bank: remittances (WDI, KNOMAD) and the price of sending them (Remittance Prices Worldwide)."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pandas as pd

from lma_data.importers import ImportProblem, Raw, importer
from lma_data.importers.raw import Sheet

RECEIVED = "worldbank/API_BX.TRF.PWKR.CD.DT_DS2_en_excel_v2_905.xls"
PAID = "worldbank/personal-remittances-paid.xls"
SHARE = "worldbank/remittances-received-percent-gdp.xls"
COST_SENDING = "worldbank/sending-cost-from-country.xls"
COST_RECEIVING = "worldbank/sending-cost-to-country.xls"
KNOMAD = "worldbank/inward_remittance_flows_december_2023_1.xlsx"
MATRIX = "worldbank/bilateral_remittance_matrix_2021_0.xlsx"
DATABANK = "worldbank/rpw_databank_corridors_2020-12-07.csv"
QUARTERS = "worldbank/rpw_corridor_quarters_2016q2_2025q1_secondary.csv"
INDEX_2025Q3 = "worldbank/rpw_2025q3_corridor_index_secondary.csv"
SERVICES = "worldbank/rpw_firm_level_2011q1_2014q2.csv.gz"

EDITION_2026_04_08 = 46120  # "Last Updated Date", as the serial number of a spreadsheet
EDITION_2023_05_10 = 45056
FIRST_YEAR = 1960

# The Bank's own groups of countries, which WDI mixes with countries.
_GROUPS = (
    "AFE AFW ARB CEB CSS EAP EAR EAS ECA ECS EMU EUU FCS HIC HPC IBD IBT IDA IDB IDX LAC LCN LDC LIC LMC LMY LTE MEA "
    "MIC MNA NAC OED OSS PRE PSS PST SAS SSA SSF SST TEA TEC TLA TMN TSA TSS UMC WLD"
)
BANK_GROUPS = frozenset(_GROUPS.split())
# 31 of some 170 countries had reported for 2022 in the edition of May 2023; the Bank's totals are sums of those.
PAID_GROUPS_LAST_YEAR = 2021

# The Bank's names where they differ from those of the UN's M49 list; KNOMAD also writes notes into names.
BANK_NAMES = {
    "Bahamas, The": "BHS",
    "Bolivia": "BOL",
    "Channel Islands": "XCX",
    "Congo, Dem. Rep.": "COD",
    "Congo, Rep.": "COG",
    "Cote d'Ivoire": "CIV",
    "Curacao": "CUW",
    "Czech Republic": "CZE",
    "Egypt, Arab Rep.": "EGY",
    "Faeroe Islands": "FRO",
    "Gambia, The": "GMB",
    "Hong Kong SAR, China": "HKG",
    "Iran, Islamic Rep.": "IRN",
    "Iran, Islamic Rep. (Brief 36 data)": "IRN",
    "Israel (using CB data)": "ISR",
    "Korea, Dem. People's Rep.": "PRK",
    "Korea, Dem. Rep.": "PRK",
    "Korea, Rep.": "KOR",
    "Kosovo": "XKX",
    "Kyrgyz Republic": "KGZ",
    "Lao PDR": "LAO",
    "Low-and Middle-Income Countries": "LMY",
    "Macao SAR, China": "MAC",
    "Micronesia, Fed. Sts.": "FSM",
    "Moldova": "MDA",
    "Portugal (revising old numbers with BOP estimates)": "PRT",
    "Slovak Republic": "SVK",
    "Spain (adjsuting for BOP ratio estimates)": "ESP",
    "St. Kitts and Nevis": "KNA",
    "St. Lucia": "LCA",
    "St. Martin (French part)": "MAF",
    "St. Vincent and the Grenadines": "VCT",
    "Tanzania": "TZA",
    "Turkey": "TUR",
    "Türkiye, Rep. of": "TUR",
    "United Kingdom": "GBR",
    "United States": "USA",
    "Venezuela, RB": "VEN",
    "Vietnam": "VNM",
    "Virgin Islands (U.S.)": "VIR",
    "West Bank and Gaza": "PSE",
    "World": "WLD",
    "Yemen, Rep.": "YEM",
    "Zimbabwe (using CB data for 2021 & 2022)": "ZWE",
}


# World Development Indicators: one workbook an indicator, countries down, years across.


@importer("worldbank/remittances-received")
def remittances_received(raw: Raw) -> pd.DataFrame:
    return _wdi(raw, RECEIVED, "BX.TRF.PWKR.CD.DT", EDITION_2026_04_08, 2025, "received")


@importer("worldbank/remittances-paid")
def remittances_paid(raw: Raw) -> pd.DataFrame:
    frame = _wdi(raw, PAID, "BM.TRF.PWKR.CD.DT", EDITION_2023_05_10, 2022, "paid")
    incomplete = frame["area"].isin(BANK_GROUPS) & (frame["year"] > PAID_GROUPS_LAST_YEAR)
    return _without_zeros(frame[~incomplete], "paid")


@importer("worldbank/remittances-share-gdp")
def remittances_share_gdp(raw: Raw) -> pd.DataFrame:
    frame = _wdi(raw, SHARE, "BX.TRF.PWKR.DT.GD.ZS", EDITION_2023_05_10, 2022, "share_gdp")
    return _without_zeros(frame, "share_gdp")


@importer("worldbank/prices-by-country")
def prices_by_country(raw: Raw) -> pd.DataFrame:
    sending = _wdi(raw, COST_SENDING, "SI.RMT.COST.OB.ZS", EDITION_2023_05_10, 2022, "cost_200")
    receiving = _wdi(raw, COST_RECEIVING, "SI.RMT.COST.IB.ZS", EDITION_2023_05_10, 2022, "cost_200")
    return pd.concat([sending.assign(direction="sending"), receiving.assign(direction="receiving")])


def _wdi(raw: Raw, name: str, indicator: str, edition: int, last_year: int, measure: str) -> pd.DataFrame:
    """Area, year and one measure, filled cells only, of the sheet "Data" of a WDI workbook."""
    sheet = raw.sheet(name, "Data")
    years = range(FIRST_YEAR, last_year + 1)
    sheet.expect(1, 2, "World Development Indicators")
    sheet.expect(2, 2, edition)
    header = ["Country Name", "Country Code", "Indicator Name", "Indicator Code", *map(str, years), None]
    for column, title in enumerate(header, start=1):
        sheet.expect(4, column, title)
    cells = []
    for row in range(5, len(sheet.rows) + 1):
        sheet.expect(row, 4, indicator)
        found = {year: sheet.number(row, column) for column, year in enumerate(years, start=5)}
        filled = {year: value for year, value in found.items() if value is not None}
        if filled:  # rows without figures include one of areas that are not classified
            area = sheet.one_of(row, 2, raw.areas.iso3 | BANK_GROUPS, "the code of an area")
            cells += [(area, year, value) for year, value in filled.items()]
    return pd.DataFrame(cells, columns=["area", "year", measure]).astype({"year": "int16", measure: "float64"})


def _without_zeros(frame: pd.DataFrame, measure: str) -> pd.DataFrame:
    """The Bank writes 0 where a country has not reported: those cells are as empty as the blank ones."""
    return frame[frame[measure] != 0]


# KNOMAD: countries by name.


@importer("worldbank/remittances-knomad")
def remittances_knomad(raw: Raw) -> pd.DataFrame:
    sheet = raw.sheet(KNOMAD, "Inward remittance flows")
    header = ["Remittance inflows (US$ million)", *range(2000, 2023), "2023e", "% of GDP in 2023"]
    for column, wanted in enumerate(header, start=1):
        sheet.expect(1, column, wanted)
    last = _row_of(sheet, "World")
    keys = _keys_of_names(raw, sheet, [(row, 1) for row in range(2, last + 1)])
    cells = []
    for row, area in enumerate(keys, start=2):
        for column, year in enumerate(range(2000, 2024), start=2):
            share = sheet.number(row, 26) if year == 2023 else None
            cells.append((area, year, sheet.number(row, column), share or None, year == 2023))
    frame = pd.DataFrame(cells, columns=["area", "year", "received", "share_gdp", "estimate"])
    frame = frame.astype({"year": "int16", "received": "float64", "share_gdp": "float64"})
    frame = _without_zeros(frame.dropna(subset="received"), "received")
    _check_knomad_total(sheet, last, frame)
    return frame


def _check_knomad_total(sheet: Sheet, last: int, frame: pd.DataFrame) -> None:
    """Countries must add up to the World row; Venezuela is left out of it by the publisher."""
    for year, rows in frame.groupby("year"):
        world = rows.loc[rows["area"] == "WLD", "received"].sum()
        countries = rows.loc[~rows["area"].isin(["WLD", "LMY", "VEN"]), "received"].sum()
        if abs(countries - world) > 0.01:
            column = int(year) - 2000 + 2
            raise sheet.problem(last, column, f"countries add up to {countries:,.3f}, the World row says {world:,.3f}")


@importer("worldbank/bilateral-remittances-2021")
def bilateral_remittances_2021(raw: Raw) -> pd.DataFrame:
    sheet = raw.sheet(MATRIX, "FINAL BRM 2021 ")
    if "Bilateral Remittance Estimates for 2021" not in str(sheet.value(1, 1)):
        raise sheet.problem(1, 1, f"expected the title of the matrix for 2021, found {sheet.value(1, 1)!r}")
    corner = re.sub(r"\s+", " ", str(sheet.value(2, 1))).strip()
    if corner != "Remittance-receiving country (across) - Remittance-sending country (down)":
        raise sheet.problem(2, 1, f"expected receivers across and senders down, found {corner!r}")
    last = _row_of(sheet, "WORLD") - 1
    width = last - 1  # as many receivers as senders, in the same order
    sheet.expect(2, width + 1, "WORLD")
    senders = _keys_of_names(raw, sheet, [(row, 1) for row in range(3, last + 1)])
    receivers = _keys_of_names(raw, sheet, [(2, column) for column in range(2, width + 1)])
    cells = []
    for row, sender in enumerate(senders, start=3):
        for column, receiver in enumerate(receivers, start=2):
            value = sheet.number(row, column)
            if value is not None:
                cells.append((sender, receiver, value))
    frame = pd.DataFrame(cells, columns=["sender", "receiver", "usd_m"]).astype({"usd_m": "float64"})
    sent = [(row, width + 1, "sender", key) for row, key in enumerate(senders, start=3)]
    got = [(last + 1, column, "receiver", key) for column, key in enumerate(receivers, start=2)]
    for row, column, side, key in sent + got:
        _check_matrix_total(sheet, row, column, frame.loc[frame[side] == key, "usd_m"].sum())
    _check_matrix_total(sheet, last + 1, width + 1, frame["usd_m"].sum())
    return frame


def _check_matrix_total(sheet: Sheet, row: int, column: int, total: float) -> None:
    published = sheet.number(row, column) or 0
    if abs(published - total) > 0.001:
        raise sheet.problem(row, column, f"the cells add up to {total:,.4f}, the total says {published:,.4f}")


def _row_of(sheet: Sheet, name: str) -> int:
    for row in range(1, len(sheet.rows) + 1):
        if sheet.value(row, 1) == name:
            return row
    raise ImportProblem(f"{sheet.file}, sheet {sheet.name!r}: no row {name!r} in column A")


def _keys_of_names(raw: Raw, sheet: Sheet, places: Sequence[tuple[int, int]]) -> list[str]:
    """The areas named in these cells; ImportProblem lists every name that is not known."""
    m49 = raw.areas.m49
    known = dict(zip(m49["Country or Area"], m49["ISO-alpha3 Code"], strict=True)) | BANK_NAMES
    names = [str(sheet.value(row, column) or "").strip() for row, column in places]
    unknown = [(place, name) for place, name in zip(places, names, strict=True) if name not in known]
    if unknown:
        (row, column), _ = unknown[0]
        raise sheet.problem(row, column, f"unknown names of countries: {[name for _, name in unknown]}")
    return [known[name] for name in names]


# Remittance Prices Worldwide: four tables that are not one series.


@importer("worldbank/prices-corridor-2011-2020")
def prices_corridor_2011_2020(raw: Raw) -> pd.DataFrame:
    absent = {"2011Q2", "2011Q4", "2012Q2", "2012Q4"}
    every = [f"{year}Q{quarter}" for year in range(2011, 2021) for quarter in (1, 2, 3, 4)]
    quarters = [quarter for quarter in every if quarter not in absent and quarter != "2020Q4"]
    names = ["Sending Countries Name", "Sending Countries Code", "Series Name", "Series Code"]
    names += ["Receiving Countries  Name", "Receiving Countries  Code"]
    columns = {f"{quarter} [YR{quarter}]": quarter for quarter in quarters}
    table = raw.csv(DATABANK, [*names, *columns])
    below = table[table["Series Code"] == ""]
    notes = below[below["Sending Countries Name"] != ""]
    said = ["Data from database: Remittance Prices Worldwide (Corridors)", "Last Updated: 12/07/2020"]
    raw.check_codes(DATABANK, notes, "Sending Countries Name", said)
    if len(notes) != len(said):
        raise ImportProblem(f"{DATABANK}: expected {len(said)} notes below the table, found {len(notes)}")
    table = table.drop(index=below.index)
    raw.check_codes(DATABANK, table, "Series Code", ["ATCR.CORR"])
    wide = pd.DataFrame(
        {ours: raw.numbers(DATABANK, table, theirs, missing=("..",)) for theirs, ours in columns.items()}
    ).astype("float64")
    wide["sender"] = _keys(raw, DATABANK, table, "Sending Countries Code")
    wide["receiver"] = _keys(raw, DATABANK, table, "Receiving Countries  Code")
    frame = wide.melt(["sender", "receiver"], quarters, var_name="quarter", value_name="cost_200")
    return frame.dropna(subset="cost_200")


@importer("worldbank/prices-corridor-2016-2025")
def prices_corridor_2016_2025(raw: Raw) -> pd.DataFrame:
    measures = {
        "avg_cost_pct_200usd": "cost_200",
        "avg_cost_pct_500usd": "cost_500",
        "avg_fx_margin_200usd": "fx_margin_200",
        "avg_fx_margin_500usd": "fx_margin_500",
        "num_providers": "services",
    }
    keys = ["period", "source_code", "source_name", "destination_code", "destination_name", "corridor"]
    table = raw.csv(QUARTERS, [*keys, *measures])
    return _corridors(raw, QUARTERS, table, measures)


@importer("worldbank/prices-corridor-2025q3")
def prices_corridor_2025q3(raw: Raw) -> pd.DataFrame:
    measures = {
        "avg_total_cost_pct_200usd": "cost_200",
        "cheapest3_transparent_pct_200usd": "cheapest3",
        "services": "services",
    }
    table = raw.csv(INDEX_2025Q3, ["period", "source_code", "destination_code", *measures])
    raw.check_codes(INDEX_2025Q3, table, "period", ["2025_3Q"])
    return _corridors(raw, INDEX_2025Q3, table, measures)


_AMOUNT_COLUMNS = (
    "lcu amount",
    "denomination amount",
    "lcu code",
    "lcu fee",
    "lcu fx rate",
    "fx margin",
    "total cost %",
)
SERVICES_HEADER = [
    *("id", "period", "source", "destination", "firm", "firm_type", "product", "sending location", "speed actual"),
    *(f"cc1 {name}" for name in _AMOUNT_COLUMNS),
    *(f"cc2 {name}" for name in _AMOUNT_COLUMNS),
    *("inter lcu bank fx", "transparent", "note1", "note2", "coverage", "pick-up method", "date"),
]
PROVIDERS = {
    "Bank": "bank",
    "Bank / Money Transfer Operator": "bank-mto",
    "Bank/Post office": "bank-post",
    "Credit Union": "credit-union",
    "Money Transfer Operator": "mto",
    "Money Transfer Operator / Building Society": "mto-building-society",
    "Money Transfer Operator / Post office": "mto-post",
    "Non-Bank FI": "non-bank",
    "Post office": "post",
}


@importer("worldbank/prices-by-provider-2011-2014")
def prices_by_provider_2011_2014(raw: Raw) -> pd.DataFrame:
    table = raw.csv(SERVICES, SERVICES_HEADER)
    # One amount is written 201, three 501, and 78 are left blank: their costs are those of the others' amounts.
    raw.check_codes(SERVICES, table, "cc1 denomination amount", ["200", "201", ""])
    raw.check_codes(SERVICES, table, "cc2 denomination amount", ["500", "501", ""])
    measures = {"cc1 total cost %": "cost_200", "cc2 total cost %": "cost_500"}
    frame = _corridors(raw, SERVICES, table, measures, ends=("source", "destination"))
    frame["service"] = raw.counts(SERVICES, table, "id").astype("int32")
    frame["provider"] = raw.check_codes(SERVICES, table, "firm_type", PROVIDERS).map(PROVIDERS)
    frame["transparent"] = raw.check_codes(SERVICES, table, "transparent", ["yes", "no"]) == "yes"
    return frame


def _corridors(
    raw: Raw,
    name: str,
    table: pd.DataFrame,
    measures: dict[str, str],
    ends: tuple[str, str] = ("source_code", "destination_code"),
) -> pd.DataFrame:
    """Sender, receiver, quarter and the measures under our names, of a table with a row's corridor and quarter."""
    frame = pd.DataFrame(
        {
            ours: raw.counts(name, table, theirs, ("",)) if ours == "services" else raw.numbers(name, table, theirs)
            for theirs, ours in measures.items()
        }
    )
    quarters = table["period"].str.fullmatch(r"\d{4}_[1-4]Q")
    raw.expect(name, table, "period", quarters, "a quarter such as 2025_1Q")
    frame["quarter"] = table["period"].str.replace(r"(\d{4})_([1-4])Q", r"\1Q\2", regex=True)
    frame["sender"] = _keys(raw, name, table, ends[0])
    frame["receiver"] = _keys(raw, name, table, ends[1])
    return frame


def _keys(raw: Raw, name: str, table: pd.DataFrame, column: str) -> pd.Series:
    """Kosovo is KSV in Remittance Prices Worldwide; the other codes are ISO3."""
    return raw.check_areas(name, table, column, also=["KSV"]).replace("KSV", "XKX")
