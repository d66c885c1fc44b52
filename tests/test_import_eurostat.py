"""The importer of Eurostat: damaged exports are refused by place, good ones read right, figures as in the files."""

from __future__ import annotations

import csv
import gzip
import io
import shutil
from pathlib import Path

import pandas as pd
import pytest

from lma_data import importers
from lma_data.catalog import DATASETS, data_file
from lma_data.importers import ImportProblem, Raw, eurostat
from lma_data.importers.areas import UNSD_HEADER

FILES = {
    "eurostat/labour-status": eurostat.STATUS_FILE,
    "eurostat/employment-rate": eurostat.EMPLOYMENT_FILE,
    "eurostat/unemployment-rate": eurostat.UNEMPLOYMENT_FILE,
}
COUNTRIES = [("AT", "AUT", "040"), ("GR", "GRC", "300"), ("GB", "GBR", "826")]


def write(path: Path, header: list[str], rows: list[list[str]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    text = io.StringIO()
    csv.writer(text).writerows([header, *rows])
    path.write_bytes(gzip.compress(text.getvalue().encode()) if path.suffix == ".gz" else text.getvalue().encode())


def line(dataset: str, *codes: str) -> list[str]:
    """A row: the three columns of structure, then each code with a label."""
    return ["dataflow", f"ESTAT:{dataset}(1.0)", "Name, with a comma", *(part for code in codes for part in (code, ""))]


STATUS_ROWS = [
    line("LFSA_PGANWS", "A", "THS_PER", "F", "FOR", "Y15-64", "EMP", "EL", "2014", "1.5", "b", ""),
    line("LFSA_PGANWS", "A", "THS_PER", "M", "FOR", "Y15-64", "UNE", "UK", "2019", "", "bu", ""),
    line("LFSA_PGANWS", "A", "THS_PER", "T", "FOR", "Y15-64", "INAC", "AT", "2024", "0.0", "", ""),
]
RATE_ROWS = [
    ["A", "PC", "F", "Y15-64", "FOR", "EL", "1995", "59.3", "", ""],
    ["A", "PC", "T", "Y15-64", "NAT", "AT", "2010", "", "u", ""],
    ["A", "PC", "M", "Y15-64", "TOTAL", "UK", "2024", "70", "bd", ""],
]


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A folder of tiny exports with the headers of the real ones and invented figures."""
    areas = [["001", "World"] + [""] * 7 + [m49, iso2, iso3] + [""] * 3 for iso2, iso3, m49 in COUNTRIES]
    write(tmp_path / "geo/UNSD-en.csv", UNSD_HEADER, areas)
    write(tmp_path / eurostat.STATUS_FILE, STATUS_HEADER, STATUS_ROWS)
    write(tmp_path / eurostat.EMPLOYMENT_FILE, RATE_HEADER, [line("LFSA_ERGAN", *row) for row in RATE_ROWS])
    write(tmp_path / eurostat.UNEMPLOYMENT_FILE, RATE_HEADER, [line("LFSA_URGAN", *row) for row in RATE_ROWS])
    return tmp_path


STRUCTURE = ["STRUCTURE", "STRUCTURE_ID", "STRUCTURE_NAME"]
TAIL = [
    *("geo", "Geopolitical entity (reporting)", "TIME_PERIOD", "Time", "OBS_VALUE", "Observation value", "OBS_FLAG"),
    *("Observation status (Flag) V2 structure", "CONF_STATUS", "Confidentiality status (flag)"),
]
HEAD = [*STRUCTURE, "freq", "Time frequency", "unit", "Unit of measure", "sex", "Sex"]
AGE, CITIZEN = ["age", "Age class"], ["citizen", "Country of citizenship"]
STATUS_HEADER = [*HEAD, *CITIZEN, *AGE, "wstatus", "Labour force and employment status", *TAIL]
RATE_HEADER = [*HEAD, *AGE, *CITIZEN, *TAIL]


def rows_of(frame: pd.DataFrame) -> list[list[object]]:
    return frame.astype(object).where(frame.notna(), None).to_numpy().tolist()


def test_good_exports(small: Path) -> None:
    assert rows_of(eurostat.labour_status(Raw(small))) == [
        ["GRC", 2014, "female", "EMP", 1.5, "b"],
        ["GBR", 2019, "male", "UNE", None, "bu"],
        ["AUT", 2024, "both", "INAC", 0.0, None],
    ]
    for rate in (eurostat.employment_rate, eurostat.unemployment_rate):
        assert rows_of(rate(Raw(small))) == [
            ["GRC", 1995, "female", "FOR", "Y15-64", 59.3, None],
            ["AUT", 2010, "both", "NAT", "Y15-64", None, "u"],
            ["GBR", 2024, "male", "TOTAL", "Y15-64", 70.0, "bd"],
        ]


@pytest.mark.parametrize(
    ("position", "column", "value", "says"),
    [
        (0, "OBS_VALUE", "1,5", "line 2, column 'OBS_VALUE': expected a number, found '1,5'"),
        (0, "OBS_VALUE", ":", "line 2, column 'OBS_VALUE': expected a number, found ':'"),
        (0, "OBS_VALUE", "-1", "line 2, column 'OBS_VALUE': expected a number not below zero, found '-1'"),
        (0, "OBS_VALUE", "", "line 2, column 'OBS_VALUE': expected a number, or the flag u, found ''"),
        (1, "TIME_PERIOD", "2025", "line 3, column 'TIME_PERIOD': expected a year from 2014 to 2024, found '2025'"),
        (
            1,
            "TIME_PERIOD",
            "2014-Q1",
            "line 3, column 'TIME_PERIOD': expected a year from 2014 to 2024, found '2014-Q1'",
        ),
        (1, "geo", "QQ", "line 3, column 'geo': expected the code of an area, found 'QQ'"),
        (2, "unit", "PC", "line 4, column 'unit': expected 'THS_PER', found 'PC'"),
        (2, "age", "Y20-64", "line 4, column 'age': expected 'Y15-64', found 'Y20-64'"),
        (2, "sex", "X", "line 4, column 'sex': expected 'F' or 'M' or 'T', found 'X'"),
        (2, "citizen", "NAT", "line 4, column 'citizen': expected 'FOR', found 'NAT'"),
        (2, "wstatus", "POP", "line 4, column 'wstatus': expected 'EMP' or 'INAC' or 'UNE', found 'POP'"),
        (2, "OBS_FLAG", "z", "line 4, column 'OBS_FLAG': expected '' or 'b' or 'bd' or 'bu' or 'd' or 'u', found 'z'"),
        (2, "CONF_STATUS", "C", "line 4, column 'CONF_STATUS': expected '', found 'C'"),
        (
            0,
            "STRUCTURE_ID",
            "ESTAT:LFSA_ERGAN(1.0)",
            "line 2, column 'STRUCTURE_ID': expected 'ESTAT:LFSA_PGANWS(1.0)', found 'ESTAT:LFSA_ERGAN(1.0)'",
        ),
    ],
)
def test_damaged_exports_write_nothing(
    small: Path, monkeypatch: pytest.MonkeyPatch, position: int, column: str, value: str, says: str
) -> None:
    rows = [list(row) for row in STATUS_ROWS]
    rows[position][STATUS_HEADER.index(column)] = value
    write(small / eurostat.STATUS_FILE, STATUS_HEADER, rows)
    monkeypatch.setattr(importers, "MODULES", ("eurostat",))
    target = passports_only(small / "datasets")
    with pytest.raises(ImportProblem) as problem:
        importers.run(["eurostat"], small, target, lambda _: None)
    assert eurostat.STATUS_FILE in str(problem.value) and says in str(problem.value)
    assert not list(target.rglob("*.parquet*"))


def test_damaged_files(small: Path) -> None:
    write(small / eurostat.STATUS_FILE, RATE_HEADER, [])
    with pytest.raises(ImportProblem, match="23 columns, expected 25"):
        eurostat.labour_status(Raw(small))
    swapped = [*HEAD, *CITIZEN, *AGE, *TAIL]
    write(small / eurostat.EMPLOYMENT_FILE, swapped, [])
    with pytest.raises(ImportProblem, match="cell J1: header 'citizen', expected 'age'"):
        eurostat.employment_rate(Raw(small))
    whole = (small / eurostat.UNEMPLOYMENT_FILE).read_bytes()
    (small / eurostat.UNEMPLOYMENT_FILE).write_bytes(whole[: len(whole) // 2])
    with pytest.raises(ImportProblem, match=r"unemployment_rates_yearly\.csv\.gz: cannot be read"):
        eurostat.unemployment_rate(Raw(small))


def test_a_rate_above_100(small: Path) -> None:
    rows = [line("LFSA_ERGAN", *row) for row in RATE_ROWS]
    rows[2][RATE_HEADER.index("OBS_VALUE")] = "2116.7"
    write(small / eurostat.EMPLOYMENT_FILE, RATE_HEADER, rows)
    with pytest.raises(ImportProblem, match="line 4, column 'OBS_VALUE': expected 100 percent at most, found '2116.7'"):
        eurostat.employment_rate(Raw(small))


def passports_only(target: Path) -> Path:
    for dataset_id in FILES:
        (target / dataset_id).mkdir(parents=True)
        shutil.copy(DATASETS / dataset_id / "dataset.yml", target / dataset_id / "dataset.yml")
    return target


@pytest.mark.parametrize("dataset_id", FILES)
def test_every_figure_is_as_in_the_export(raw_folder: Path, dataset_id: str) -> None:
    """All cells, read with the csv module; the countries are told by Eurostat's names, not its codes."""
    iso3 = country_names(raw_folder)
    category, value = ("wstatus", "thousand_persons") if dataset_id.endswith("status") else ("citizen", "rate")
    wanted = {}
    with gzip.open(raw_folder / FILES[dataset_id], "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            sex = {"Females": "female", "Males": "male", "Total": "both"}[row["Sex"]]
            key = (iso3[row["Geopolitical entity (reporting)"]], row["TIME_PERIOD"], sex, row[category])
            wanted[key] = (row["OBS_VALUE"], row["OBS_FLAG"])
    frame = pd.read_parquet(data_file(dataset_id))
    column = frame["status" if category == "wstatus" else "citizen"]
    figures = ["" if pd.isna(one) else f"{one:.1f}" for one in frame[value]]
    keys = zip(frame.area, frame.year.astype(str), frame.sex, column, strict=True)
    assert dict(zip(keys, zip(figures, frame.flag.fillna(""), strict=True), strict=True)) == wanted


def country_names(raw_folder: Path) -> dict[str, str]:
    with (raw_folder / "geo/UNSD-en.csv").open(encoding="utf-8-sig", newline="") as file:
        names = {row["Country or Area"]: row["ISO-alpha3 Code"] for row in csv.DictReader(file)}
    names["Netherlands"] = "NLD"
    names["United Kingdom"] = "GBR"
    return names
