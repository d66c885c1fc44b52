"""The World Bank's files: damaged ones are refused with their place, sound ones give what is in them."""

import csv
import gzip
import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
import xlrd

from lma_data import importers
from lma_data.catalog import DATASETS, data_file
from lma_data.importers import ImportProblem, Raw, run, worldbank
from lma_data.importers import raw as raw_module
from lma_data.importers.areas import UNSD_HEADER

COUNTRIES = [
    ("Angola", "024", "AO", "AGO"),
    ("France", "250", "FR", "FRA"),
    ("Germany", "276", "DE", "DEU"),
    ("Mexico", "484", "MX", "MEX"),
    ("Namibia", "516", "NA", "NAM"),
    ("United States of America", "840", "US", "USA"),
]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of raw files with the list of countries; workbooks named .xls are written as .xlsx here."""
    monkeypatch.setattr(importers, "MODULES", ("worldbank",))
    monkeypatch.setattr(raw_module, "_xls_rows", _rows_of_disguised_xlsx)
    (tmp_path / "geo").mkdir()
    (tmp_path / "worldbank").mkdir()
    blank = dict.fromkeys(UNSD_HEADER, "")
    with (tmp_path / "geo/UNSD-en.csv").open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, UNSD_HEADER)
        writer.writeheader()
        for name, m49, iso2, iso3 in COUNTRIES:
            codes = {"Country or Area": name, "M49 Code": m49, "ISO-alpha2 Code": iso2, "ISO-alpha3 Code": iso3}
            writer.writerow(blank | codes)
    return tmp_path


def _rows_of_disguised_xlsx(path: Path, sheet: str) -> list[tuple[Any, ...]]:
    with path.open("rb") as file:
        book = openpyxl.load_workbook(file)
        if sheet not in book.sheetnames:
            raise KeyError(book.sheetnames)
        return list(book[sheet].iter_rows(values_only=True))


def _workbook(path: Path, sheet: str, rows: list[list[Any]]) -> None:
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    page.title = sheet
    for row in rows:
        page.append(row)
    with path.open("wb") as file:
        book.save(file)


def _wdi_rows(indicator: str, edition: int, last: int, values: dict[str, dict[int, Any]]) -> list[list[Any]]:
    years = range(1960, last + 1)
    rows: list[list[Any]] = [["Data Source", "World Development Indicators"], ["Last Updated Date", edition], [None]]
    rows.append(["Country Name", "Country Code", "Indicator Name", "Indicator Code", *map(str, years)])
    for code, cells in values.items():
        rows.append([f"Name of {code}", code, "A name", indicator, *(cells.get(year) for year in years)])
    return rows


def _received(change: Callable[[list[list[Any]]], None] = lambda rows: None) -> list[list[Any]]:
    values = {"FRA": {2023: 5.5, 2024: 6}, "WLD": {2024: 6}, "XKX": {1999: 7}, "NAM": {}}
    rows = _wdi_rows("BX.TRF.PWKR.CD.DT", worldbank.EDITION_2026_04_08, 2025, values)
    change(rows)
    return rows


def _damage(row: int, column: int, value: Any) -> Callable[[list[list[Any]]], None]:
    def change(rows: list[list[Any]]) -> None:
        rows[row - 1][column - 1] = value

    return change


def test_wdi_takes_filled_cells_of_countries_and_groups(folder: Path) -> None:
    _workbook(folder / worldbank.RECEIVED, "Data", _received())
    frame = worldbank.remittances_received(Raw(folder))
    assert frame.values.tolist() == [["FRA", 2023, 5.5], ["FRA", 2024, 6.0], ["WLD", 2024, 6.0], ["XKX", 1999, 7.0]]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (_damage(4, 2, "Code"), "cell B4: expected 'Country Code', found 'Code'"),
        (_damage(4, 5, "1961"), "cell E4: expected '1960', found '1961'"),
        (_damage(2, 2, 46121), "cell B2: expected 46120, found 46121"),
        (_damage(5, 4, "BM.TRF.PWKR.CD.DT"), "cell D5: expected 'BX.TRF.PWKR.CD.DT'"),
        (_damage(5, 69, "n/a"), "cell BQ5: expected a number, found 'n/a'"),
        (_damage(5, 2, "ZZZ"), "cell B5: expected the code of an area, found 'ZZZ'"),
    ],
)
def test_damaged_wdi_is_refused_and_nothing_written(
    folder: Path, change: Callable[[list[list[Any]]], None], says: str
) -> None:
    _workbook(folder / worldbank.RECEIVED, "Data", _received(change))
    datasets = _passports(folder, "worldbank/remittances-received")
    with pytest.raises(ImportProblem) as problem:
        run(["worldbank/remittances-received"], folder, datasets)
    assert says in str(problem.value)
    assert worldbank.RECEIVED in str(problem.value)
    assert [path.name for path in (datasets / "worldbank/remittances-received").iterdir()] == ["dataset.yml"]


def _passports(folder: Path, *names: str) -> Path:
    for name in names:
        (folder / "datasets" / name).mkdir(parents=True)
        shutil.copy(DATASETS / name / "dataset.yml", folder / "datasets" / name)
    return folder / "datasets"


def test_missing_sheet_and_truncated_workbook(folder: Path) -> None:
    path = folder / worldbank.RECEIVED
    _workbook(path, "Figures", _received())
    with pytest.raises(ImportProblem, match=r"no sheet 'Data'; there are: \['Figures'\]"):
        worldbank.remittances_received(Raw(folder))
    path.write_bytes(path.read_bytes()[:500])
    with pytest.raises(ImportProblem, match="cannot be read as a workbook"):
        worldbank.remittances_received(Raw(folder))


def test_paid_leaves_out_zeros_and_incomplete_totals(folder: Path) -> None:
    values = {"FRA": {2020: 0, 2021: 3, 2022: 4}, "WLD": {2021: 3, 2022: 4}}
    rows = _wdi_rows("BM.TRF.PWKR.CD.DT", worldbank.EDITION_2023_05_10, 2022, values)
    _workbook(folder / worldbank.PAID, "Data", rows)
    frame = worldbank.remittances_paid(Raw(folder))
    assert frame.values.tolist() == [["FRA", 2021, 3.0], ["FRA", 2022, 4.0], ["WLD", 2021, 3.0]]


def _knomad_rows() -> list[list[Any]]:
    header = ["Remittance inflows (US$ million)", *range(2000, 2023), "2023e", "% of GDP in 2023"]
    zeros: list[Any] = [0] * 22
    return [
        header,
        ["Zimbabwe (using CB data for 2021 & 2022)", *zeros, 10, 12, 1.5],
        ["Mexico ", *zeros, None, 30, 0],
        ["Venezuela, RB", *zeros, 99, None, None],
        ["Low-and Middle-Income Countries", *zeros, 10, 42, 1.2],
        ["World", *zeros, 10, 42, 1.1],
        ["Note: All numbers are in current (nominal) US $."],
    ]


def test_knomad_names_zeros_and_estimate(folder: Path) -> None:
    _workbook(folder / worldbank.KNOMAD, "Inward remittance flows", _knomad_rows())
    frame = worldbank.remittances_knomad(Raw(folder)).set_index(["area", "year"])
    assert frame["received"].to_dict() == {
        ("ZWE", 2022): 10,
        ("ZWE", 2023): 12,
        ("MEX", 2023): 30,
        ("VEN", 2022): 99,
        ("LMY", 2022): 10,
        ("LMY", 2023): 42,
        ("WLD", 2022): 10,
        ("WLD", 2023): 42,
    }
    assert pd.isna(frame.loc[("MEX", 2023), "share_gdp"])
    assert frame.loc[("ZWE", 2023), "share_gdp"] == 1.5
    assert frame["estimate"].to_dict() == {key: key[1] == 2023 for key in frame.index}


def test_knomad_refuses_unknown_names_and_wrong_totals(folder: Path) -> None:
    rows = _knomad_rows()
    rows[2][0] = "Atlantis"
    _workbook(folder / worldbank.KNOMAD, "Inward remittance flows", rows)
    with pytest.raises(ImportProblem, match=r"cell A3: unknown names of countries: \['Atlantis'\]"):
        worldbank.remittances_knomad(Raw(folder))
    rows = _knomad_rows()
    rows[2][24] = 31
    _workbook(folder / worldbank.KNOMAD, "Inward remittance flows", rows)
    with pytest.raises(ImportProblem, match=r"cell Y6: countries add up to 43.000, the World row says 42.000"):
        worldbank.remittances_knomad(Raw(folder))


def _matrix_rows() -> list[list[Any]]:
    return [
        ["Bilateral Remittance Estimates for 2021 using Migrant Stocks (millions of US$)"],
        [
            "Remittance-receiving country (across)    -   Remittance-sending country (down) ",
            "Channel Islands",
            "Mexico",
            "WORLD",
        ],
        ["Channel Islands", None, 3.5, 3.5],
        ["Mexico", 1, 0, 1],
        ["WORLD", 1, 3.5, 4.5],
        [None],
        ["When using the data, please cite it."],
    ]


def test_matrix_keeps_filled_cells(folder: Path) -> None:
    _workbook(folder / worldbank.MATRIX, "FINAL BRM 2021 ", _matrix_rows())
    frame = worldbank.bilateral_remittances_2021(Raw(folder))
    assert frame.values.tolist() == [["XCX", "MEX", 3.5], ["MEX", "XCX", 1.0], ["MEX", "MEX", 0.0]]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (_damage(3, 4, 9.9), "cell D3: the cells add up to 3.5000, the total says 9.9000"),
        (_damage(5, 2, 9.9), "cell B5: the cells add up to 1.0000, the total says 9.9000"),
        (_damage(2, 3, "Mexiko"), "cell C2: unknown names of countries: ['Mexiko']"),
        (_damage(2, 1, "Sending country (across)"), "cell A2: expected receivers across and senders down"),
        (_damage(3, 3, "a lot"), "cell C3: expected a number, found 'a lot'"),
        (_damage(5, 1, "TOTAL"), "no row 'WORLD' in column A"),
        (_damage(1, 1, "Bilateral Remittance Estimates for 2022"), "cell A1: expected the title"),
    ],
)
def test_damaged_matrix(folder: Path, change: Callable[[list[list[Any]]], None], says: str) -> None:
    rows = _matrix_rows()
    change(rows)
    _workbook(folder / worldbank.MATRIX, "FINAL BRM 2021 ", rows)
    with pytest.raises(ImportProblem) as problem:
        worldbank.bilateral_remittances_2021(Raw(folder))
    assert says in str(problem.value)


def _databank(folder: Path, change: Callable[[list[list[Any]]], None] = lambda rows: None) -> None:
    quarters = [f"{year}Q{q}" for year in range(2011, 2021) for q in (1, 2, 3, 4)]
    quarters = [quarter for quarter in quarters if quarter not in ("2011Q2", "2011Q4", "2012Q2", "2012Q4", "2020Q4")]
    names = "Sending Countries Name,Sending Countries Code,Series Name,Series Code,Receiving Countries  Name"
    header: list[Any] = [*names.split(","), "Receiving Countries  Code", *(f"{q} [YR{q}]" for q in quarters)]
    missing = [".."] * (len(quarters) - 1)
    series = ["Average Total Cost to remit in corridor", "ATCR.CORR"]
    rows: list[list[Any]] = [header]
    rows.append(["Germany", "DEU", *series, "Kosovo", "KSV", "5.5", *missing])
    rows.append(["Angola", "AGO", *series, "Namibia", "NAM", *missing, "-1.25"])
    for text in ("", "Data from database: Remittance Prices Worldwide (Corridors)", "Last Updated: 12/07/2020"):
        rows.append([text] + [""] * (len(header) - 1))
    change(rows)
    with (folder / worldbank.DATABANK).open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)


def test_databank_corridors(folder: Path) -> None:
    _databank(folder)
    frame = worldbank.prices_corridor_2011_2020(Raw(folder))
    assert frame[["sender", "receiver", "quarter", "cost_200"]].values.tolist() == [
        ["DEU", "XKX", "2011Q1", 5.5],
        ["AGO", "NAM", "2020Q3", -1.25],
    ]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (_damage(1, 6, "Receiving Countries Code"), "cell F1: header 'Receiving Countries Code'"),
        (_damage(1, 8, "2011Q2 [YR2011Q2]"), "cell H1: header '2011Q2 [YR2011Q2]'"),
        (_damage(2, 7, "cheap"), "line 2, column '2011Q1 [YR2011Q1]': expected a number, found 'cheap'"),
        (_damage(2, 4, "ATCR.500"), "line 2, column 'Series Code': expected 'ATCR.CORR', found 'ATCR.500'"),
        (
            _damage(6, 1, "Last Updated: 03/01/2021"),
            "line 6, column 'Sending Countries Name': expected 'Data from database",
        ),
        (_damage(2, 6, "QQQ"), "line 2, column 'Receiving Countries  Code': expected the code of an area, found 'QQQ'"),
        (lambda rows: rows[2].pop(), "line 3: 40 cells where the header has 41"),
    ],
)
def test_damaged_databank(folder: Path, change: Callable[[list[list[Any]]], None], says: str) -> None:
    _databank(folder, change)
    with pytest.raises(ImportProblem) as problem:
        worldbank.prices_corridor_2011_2020(Raw(folder))
    assert says in str(problem.value)
    assert worldbank.DATABANK in str(problem.value)


def test_2025q3_keeps_corridors_without_a_price(folder: Path) -> None:
    header = "period,source_code,destination_code,avg_total_cost_pct_200usd,cheapest3_transparent_pct_200usd,services\n"
    path = folder / worldbank.INDEX_2025Q3
    path.write_text(header + "2025_3Q,AGO,NAM,13.5,,2\n2025_3Q,DEU,KSV,,,0\n", "utf-8")
    frame = worldbank.prices_corridor_2025q3(Raw(folder))
    assert frame["quarter"].unique().tolist() == ["2025Q3"]
    assert frame["receiver"].tolist() == ["NAM", "XKX"]
    assert frame["services"].tolist() == [2, 0]
    assert frame["cost_200"].isna().tolist() == [False, True]
    path.write_text(header + "2025_2Q,AGO,NAM,13.5,,2\n", "utf-8")
    with pytest.raises(ImportProblem, match="line 2, column 'period': expected '2025_3Q', found '2025_2Q'"):
        worldbank.prices_corridor_2025q3(Raw(folder))


def test_2016_2025_wrong_quarter(folder: Path) -> None:
    header = (
        "period,source_code,source_name,destination_code,destination_name,corridor,avg_cost_pct_200usd,"
        "avg_cost_pct_500usd,avg_fx_margin_200usd,avg_fx_margin_500usd,num_providers\n"
    )
    path = folder / worldbank.QUARTERS
    path.write_text(header + "2016_2Q,DEU,Germany,KSV,Kosovo,DEUXKX,4.5,2.5,-0.5,0,8\n", "utf-8")
    frame = worldbank.prices_corridor_2016_2025(Raw(folder))
    row = frame.iloc[0].to_dict()
    assert row == {
        "cost_200": 4.5,
        "cost_500": 2.5,
        "fx_margin_200": -0.5,
        "fx_margin_500": 0,
        "services": 8,
        "quarter": "2016Q2",
        "sender": "DEU",
        "receiver": "XKX",
    }
    path.write_text(header + "2016_5Q,DEU,Germany,FRA,France,DEUFRA,4.5,2.5,-0.5,0,8\n", "utf-8")
    with pytest.raises(
        ImportProblem, match="line 2, column 'period': expected a quarter such as 2025_1Q, found '2016_5Q'"
    ):
        worldbank.prices_corridor_2016_2025(Raw(folder))


def _services(folder: Path, change: Callable[[list[list[Any]]], None] = lambda rows: None) -> None:
    header = worldbank.SERVICES_HEADER
    cells = {"id": "13034", "period": "2011_1Q", "source": "DEU", "destination": "KSV", "firm_type": "Bank"}
    cells |= {"cc1 denomination amount": "200", "cc1 total cost %": "2.67", "transparent": "yes"}
    cells |= {"cc2 denomination amount": "500", "cc2 total cost %": "-1.45", "firm": "A firm, Ltd."}
    other = {"id": "7", "firm_type": "Bank/Post office", "cc2 total cost %": "", "cc2 denomination amount": ""}
    rows: list[list[Any]] = [list(header)]
    for filled in (cells, cells | other | {"transparent": "no"}):
        rows.append([filled.get(name, "") for name in header])
    change(rows)
    with gzip.open(folder / worldbank.SERVICES, "wt", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


def test_services_by_kind_of_provider(folder: Path) -> None:
    _services(folder)
    frame = worldbank.prices_by_provider_2011_2014(Raw(folder))
    assert frame.drop(columns="cost_500").to_dict("records") == [
        {
            "cost_200": 2.67,
            "quarter": "2011Q1",
            "sender": "DEU",
            "receiver": "XKX",
            "service": service,
            "provider": provider,
            "transparent": transparent,
        }
        for service, provider, transparent in ((13034, "bank", True), (7, "bank-post", False))
    ]
    assert frame["cost_500"].iloc[0] == -1.45
    assert pd.isna(frame["cost_500"].iloc[1])


def _column(name: str) -> int:
    return worldbank.SERVICES_HEADER.index(name) + 1


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (_damage(1, 1, "number"), "cell A1: header 'number', expected 'id'"),
        (_damage(2, 1, "A7"), "line 2, column 'id': expected a number, found 'A7'"),
        (_damage(3, 1, "-7"), "line 3, column 'id': expected a whole number, not below zero, found '-7'"),
        (_damage(2, 2, "2011Q1"), "line 2, column 'period': expected a quarter such as 2025_1Q, found '2011Q1'"),
        (_damage(3, 3, "ZZZ"), "line 3, column 'source': expected the code of an area, found 'ZZZ'"),
        (_damage(2, _column("firm_type"), "Shop"), "line 2, column 'firm_type': expected 'Bank' or"),
        (_damage(2, _column("transparent"), "Yes"), "column 'transparent': expected 'yes' or 'no', found 'Yes'"),
        (_damage(2, _column("cc1 denomination amount"), "300"), "expected '200' or '201' or '', found '300'"),
        (_damage(2, _column("cc2 denomination amount"), "200"), "expected '500' or '501' or '', found '200'"),
        (_damage(3, _column("cc1 total cost %"), "free"), "line 3, column 'cc1 total cost %': expected a number"),
        (lambda rows: rows[2].pop(), "line 3: 29 cells where the header has 30"),
    ],
)
def test_damaged_services(folder: Path, change: Callable[[list[list[Any]]], None], says: str) -> None:
    _services(folder, change)
    with pytest.raises(ImportProblem) as problem:
        worldbank.prices_by_provider_2011_2014(Raw(folder))
    assert says in str(problem.value)
    assert worldbank.SERVICES in str(problem.value)


def test_services_cut_short(folder: Path) -> None:
    _services(folder)
    path = folder / worldbank.SERVICES
    path.write_bytes(path.read_bytes()[:-9])
    with pytest.raises(ImportProblem, match=r"rpw_firm_level_2011q1_2014q2.csv.gz: cannot be read"):
        worldbank.prices_by_provider_2011_2014(Raw(folder))


# Against the publisher's files, read in another way.


def _xls_cells(path: Path) -> dict[tuple[str, int], float]:
    sheet = xlrd.open_workbook(path).sheet_by_index(0)
    found = {}
    for row in range(4, sheet.nrows):
        for column in range(4, sheet.ncols):
            if sheet.cell_type(row, column) == xlrd.XL_CELL_NUMBER:
                found[sheet.cell_value(row, 1), int(sheet.cell_value(3, column))] = sheet.cell_value(row, column)
    return found


def _data(dataset_id: str) -> pd.DataFrame:
    return pd.read_parquet(data_file(dataset_id))


@pytest.mark.parametrize(
    ("dataset_id", "file", "zeros"),
    [
        ("worldbank/remittances-received", worldbank.RECEIVED, 0),
        ("worldbank/remittances-paid", worldbank.PAID, 35),
        ("worldbank/remittances-share-gdp", worldbank.SHARE, 217),
    ],
)
def test_every_wdi_cell(raw_folder: Path, dataset_id: str, file: str, zeros: int) -> None:
    cells = _xls_cells(raw_folder / file)
    assert sum(value == 0 for value in cells.values()) == zeros
    expected = {key: value for key, value in cells.items() if value != 0}
    if dataset_id == "worldbank/remittances-paid":
        expected = {
            key: value for key, value in expected.items() if not (key[1] == 2022 and key[0] in worldbank.BANK_GROUPS)
        }
    frame = _data(dataset_id)
    assert frame.set_index(["area", "year"]).iloc[:, 0].to_dict() == expected


def test_every_cost_by_country(raw_folder: Path) -> None:
    frame = _data("worldbank/prices-by-country")
    for direction, file in (("sending", worldbank.COST_SENDING), ("receiving", worldbank.COST_RECEIVING)):
        rows = frame[frame["direction"] == direction]
        assert rows.set_index(["area", "year"])["cost_200"].to_dict() == _xls_cells(raw_folder / file)


def test_bank_groups_are_those_without_a_region(raw_folder: Path) -> None:
    sheet = xlrd.open_workbook(raw_folder / worldbank.RECEIVED).sheet_by_name("Metadata - Countries")
    groups = {sheet.cell_value(row, 0) for row in range(1, sheet.nrows) if not sheet.cell_value(row, 1)}
    assert groups == worldbank.BANK_GROUPS


def _bank_codes(raw_folder: Path) -> dict[str, str]:
    """The Bank's own names and codes, from the WDI file."""
    sheet = xlrd.open_workbook(raw_folder / worldbank.RECEIVED).sheet_by_name("Data")
    codes = {sheet.cell_value(row, 0): sheet.cell_value(row, 1) for row in range(4, sheet.nrows)}
    codes |= {"Somalia": "SOM", "Puerto Rico": "PRI"}  # WDI adds "Fed. Rep." and "(US)"
    return {name: "XCX" if code == "CHI" else code for name, code in codes.items()}


def test_names_agree_with_the_banks_own_codes(raw_folder: Path) -> None:
    codes = _bank_codes(raw_folder)
    shared = set(codes) & set(worldbank.BANK_NAMES)
    assert len(shared) > 20
    assert {name: worldbank.BANK_NAMES[name] for name in shared} == {name: codes[name] for name in shared}


def test_every_cell_of_the_matrix(raw_folder: Path) -> None:
    rows = list(openpyxl.load_workbook(raw_folder / worldbank.MATRIX, read_only=True).worksheets[0].values)[1:216]
    names = [str(name).strip() for name in rows[0][1:215]]
    codes = _bank_codes(raw_folder) | worldbank.BANK_NAMES
    frame = _data("worldbank/bilateral-remittances-2021")
    found = {(s, r): v for s, r, v in frame.itertuples(index=False)}
    checked = 0
    for row in rows[1:]:
        for name, value in zip(names, row[1:215], strict=True):
            if row[0] in codes and name in codes and value is not None:
                assert found[codes[row[0]], codes[name]] == value
                checked += 1
    filled = sum(value is not None for row in rows[1:] for value in row[1:215])
    assert len(found) == filled
    assert checked == filled


def test_knomad_cells(raw_folder: Path) -> None:
    rows = list(openpyxl.load_workbook(raw_folder / worldbank.KNOMAD, read_only=True).worksheets[0].values)
    codes = _bank_codes(raw_folder) | worldbank.BANK_NAMES
    found = _data("worldbank/remittances-knomad").set_index(["area", "year"])["received"].to_dict()
    expected = {
        (codes[str(row[0]).strip()], 1999 + column): row[column]
        for row in rows[1:217]
        for column in range(1, 25)
        if row[column]
    }
    assert found == expected


def test_databank_cells(raw_folder: Path) -> None:
    frame = _data("worldbank/prices-corridor-2011-2020")
    found = {tuple(row[:3]): row[3] for row in frame.itertuples(index=False)}
    seen = 0
    with (raw_folder / worldbank.DATABANK).open(encoding="utf-8-sig", newline="") as file:
        for line in csv.DictReader(file):
            receiver = {"KSV": "XKX"}.get(line["Receiving Countries  Code"], line["Receiving Countries  Code"])
            for header, value in line.items():
                if "[YR" in header and value not in ("..", ""):
                    assert found[line["Sending Countries Code"], receiver, header[:6]] == float(value)
                    seen += 1
    assert seen == len(found) == 10417


def test_compiled_corridors(raw_folder: Path) -> None:
    for dataset_id, file in (
        ("worldbank/prices-corridor-2016-2025", worldbank.QUARTERS),
        ("worldbank/prices-corridor-2025q3", worldbank.INDEX_2025Q3),
    ):
        table = pd.read_csv(raw_folder / file, keep_default_na=False, na_values=[""])
        frame = _data(dataset_id)
        assert len(frame) == len(table)
        found = frame.set_index(["sender", "receiver", "quarter"])
        for position in random.Random(7).sample(range(len(table)), 300):
            row = table.iloc[position]
            receiver = "XKX" if row["destination_code"] == "KSV" else row["destination_code"]
            mine = found.loc[(row["source_code"], receiver, f"{row['period'][:4]}Q{row['period'][5]}")]
            measures = [name for name in table.columns if name.startswith(("avg_", "cheapest3", "num_", "services"))]
            for ours, theirs in zip(found.columns, measures, strict=True):
                assert mine[ours] == row[theirs] or (pd.isna(mine[ours]) and pd.isna(row[theirs]))


def test_every_service(raw_folder: Path) -> None:
    table = pd.read_csv(raw_folder / worldbank.SERVICES, keep_default_na=False, na_values=[""]).set_index("id")
    frame = _data("worldbank/prices-by-provider-2011-2014").set_index("service").loc[table.index]
    assert len(frame) == len(table) == 28467
    for ours, theirs in (("sender", "source"), ("receiver", "destination")):
        assert (frame[ours] == table[theirs]).all()
    for ours, theirs in (("cost_200", "cc1 total cost %"), ("cost_500", "cc2 total cost %")):
        assert ((frame[ours] == table[theirs]) | (frame[ours].isna() & table[theirs].isna())).all()
    assert (frame["quarter"].str[:4] + "_" + frame["quarter"].str[5] + "Q" == table["period"]).all()
    assert (frame["transparent"] == table["transparent"].map({"yes": True, "no": False})).all()
    pairs = set(zip(frame["provider"], table["firm_type"], strict=True))
    assert len(pairs) == frame["provider"].nunique() == table["firm_type"].nunique()
    assert {("bank", "Bank"), ("mto", "Money Transfer Operator"), ("post", "Post office")} < pairs


def test_services_give_the_publishers_means_by_corridor() -> None:
    """Transparent services alone, each once: that is how the publisher takes the mean of a corridor."""
    keys = ["sender", "receiver", "quarter"]
    services = _data("worldbank/prices-by-provider-2011-2014")
    means = services[services["transparent"]].groupby(keys)["cost_200"].mean()
    published = _data("worldbank/prices-corridor-2011-2020")
    published = published[published["quarter"] <= services["quarter"].max()].set_index(keys)["cost_200"]
    assert len(means) == len(published) == 2167
    assert (means - published).abs().max() < 0.00001


def test_two_tables_of_the_same_survey_mostly_agree() -> None:
    """Only to see that corridors and quarters are the right ones; the tables are never joined for display."""
    keys = ["sender", "receiver", "quarter"]
    one, other = _data("worldbank/prices-corridor-2011-2020"), _data("worldbank/prices-corridor-2016-2025")
    both = one.merge(other, on=keys)
    equal = ((both["cost_200_x"] - both["cost_200_y"]).abs() < 0.01).mean()
    assert len(both) > 5000
    assert equal > 0.8
