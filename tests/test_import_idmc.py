"""The importers of IDMC's figures: damaged files stop them, sound ones come through whole."""

import gzip
from pathlib import Path

import pandas as pd
import pytest

from lma_data.catalog import data_file
from lma_data.importers import ImportProblem, Raw, idmc
from lma_data.importers.areas import UNSD_HEADER

STOCKS = "unhcr/idmc_2024_stocks_by_cause_sex_age.csv.gz"
FLOWS = "unhcr/idmc_flows_2008_2023.csv.gz"
CONFLICT = "unhcr/gt2025_idmc.csv.gz"
CONFLICT_HEADER = "year,coo_name,coo,coo_iso,coa_name,coa,coa_iso,total"

STOCK_ROWS = [
    "AB9,2024,conflict,unknown,unknown,42000",
    "NAM,2024,disaster,female,0-4,12",
    "NAM,2024,disaster,male,60+,0",
]
FLOW_ROWS = [f"NAM,{year},flood,{year}" for year in range(2008, 2024)] + ["AB9,2014,conflict,0"]
CONFLICT_ROWS = [f"{year}.0,Unknown,UKN,UNK,Unknown,UKN,UNK,21300000.0" for year in range(1990, 2026)]


def put(folder: Path, name: str, header: str, rows: list[str]) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress("\n".join([header, *rows, ""]).encode()))


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    cells = dict.fromkeys(UNSD_HEADER, "") | {"M49 Code": "516", "ISO-alpha2 Code": "NA", "ISO-alpha3 Code": "NAM"}
    (tmp_path / "geo").mkdir()
    (tmp_path / "geo/UNSD-en.csv").write_text(",".join(UNSD_HEADER) + "\n" + ",".join(cells.values()) + "\n", "utf-8")
    return tmp_path


def test_stocks_keep_abyei_and_zeros(raw: Path) -> None:
    put(raw, STOCKS, "geo,t,cause,sex,age,n", STOCK_ROWS)
    frame = idmc.stocks_2024(Raw(raw))
    assert frame["area"].tolist() == ["AB9", "NAM", "NAM"]
    assert frame["persons"].tolist() == [42000, 12, 0]


def test_flows_keep_every_cause(raw: Path) -> None:
    put(raw, FLOWS, "geo,t,cause,n", FLOW_ROWS)
    frame = idmc.flows(Raw(raw))
    assert len(frame) == 17
    assert frame.loc[frame["cause"] == "conflict", ["area", "year", "movements"]].values.tolist() == [["AB9", 2014, 0]]


def test_early_years_stay_under_unknown(raw: Path) -> None:
    put(raw, CONFLICT, CONFLICT_HEADER, CONFLICT_ROWS)
    frame = idmc.conflict(Raw(raw))
    assert set(frame["area"]) == {"UNK"}
    assert list(frame.columns) == ["year", "area", "persons"]


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        (
            [row.replace("2024", "2023") for row in STOCK_ROWS],
            "line 2, column 't': expected a year from 2024 to 2024, found '2023'",
        ),
        (
            [*STOCK_ROWS, "NAM,2024,war,male,0-4,1"],
            "line 5, column 'cause': expected 'conflict' or 'disaster', found 'war'",
        ),
        (
            [*STOCK_ROWS, "NAM,2024,conflict,both,0-4,1"],
            "line 5, column 'sex': expected 'female' or 'male' or 'unknown', found 'both'",
        ),
        (
            [*STOCK_ROWS, "NAM,2024,conflict,male,0-5,1"],
            "line 5, column 'age': expected '0-4' or '5-11' or '12-17' or '18-59' or '60+' or 'unknown', found '0-5'",
        ),
        ([*STOCK_ROWS, "NAM,2024,conflict,male,0-4,few"], "line 5, column 'n': expected a number, found 'few'"),
        ([*STOCK_ROWS, "NAM,2024,conflict,male,0-4,"], "line 5, column 'n': expected a number, found ''"),
        (
            [*STOCK_ROWS, "XYZ,2024,conflict,male,0-4,1"],
            "line 5, column 'geo': expected the code of an area, found 'XYZ'",
        ),
    ],
)
def test_damaged_stocks_are_named_with_their_place(raw: Path, rows: list[str], says: str) -> None:
    put(raw, STOCKS, "geo,t,cause,sex,age,n", rows)
    with pytest.raises(ImportProblem) as problem:
        idmc.stocks_2024(Raw(raw))
    assert STOCKS in str(problem.value)
    assert says in str(problem.value)


def test_another_header_stops(raw: Path) -> None:
    put(raw, FLOWS, "geo,year,cause,n", FLOW_ROWS)
    with pytest.raises(ImportProblem, match=r"idmc_flows_2008_2023.csv.gz, cell B1: header 'year', expected 't'"):
        idmc.flows(Raw(raw))


def test_internally_displaced_people_are_at_home(raw: Path) -> None:
    rows = [*CONFLICT_ROWS, "2025.0,Namibia,NAM,NAM,Unknown,UKN,UNK,50.0"]
    put(raw, CONFLICT, CONFLICT_HEADER, rows)
    with pytest.raises(
        ImportProblem,
        match=r"gt2025_idmc.csv.gz, line 38, column 'coa_iso': expected the same area as in column 'coo_iso', found 'UNK'",
    ):
        idmc.conflict(Raw(raw))


@pytest.mark.parametrize(
    ("dataset_id", "name", "renamed"),
    [
        ("idmc/stocks-2024", STOCKS, {"geo": "area", "t": "year", "n": "persons"}),
        ("idmc/flows", FLOWS, {"geo": "area", "t": "year", "n": "movements"}),
        ("idmc/displaced-by-conflict", CONFLICT, {"coa_iso": "area", "total": "persons"}),
    ],
)
def test_every_cell_is_the_publishers(raw_folder: Path, dataset_id: str, name: str, renamed: dict[str, str]) -> None:
    bundled = pd.read_parquet(data_file(dataset_id))
    columns = list(bundled.columns)
    published = pd.read_csv(raw_folder / name, keep_default_na=False).rename(columns=renamed)[columns]
    keys = columns[:-1]
    pd.testing.assert_frame_equal(
        published.sort_values(keys).reset_index(drop=True),
        bundled.sort_values(keys).reset_index(drop=True),
        check_dtype=False,
    )
