"""The importer of the ILO: damaged files are refused by place, good ones read right, figures as in the source."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pandas as pd
import pytest

from lma_data import importers
from lma_data.catalog import DATASETS, data_file
from lma_data.importers import ImportProblem, Raw, ilo
from lma_data.importers.areas import UNSD_HEADER

IDS = ("ilo/global-estimates", "ilo/inflows-by-sector", "ilo/outflows", "ilo/outflows-by-sector")
COUNTRIES = [
    ("ARM", "051"),
    ("CPV", "132"),
    ("JPN", "392"),
    ("KHM", "116"),
    ("MLT", "470"),
    ("NAM", "516"),
    ("THA", "764"),
]

# Invented figures, with the quirks of the source.
ESTIMATES = [
    ["1", "2015-12", "2013", "total", "migrant workers", "20", "million", "S1", "quoted"],
    ["1", "2015-12", "2013", "total", "migrant workers as share of migrants 15+", "70.5", "percent", "S1", "quoted"],
    ["1", "2015-12", "2013", "sector", "services", "12", "million", "S1", "quoted"],
    ["3", "2021-06", "2019", "income group", "lower-middle income", "16.0", "million", "S13",
     "DERIVED 49.0 (middle) - 33.0 (upper-middle)"],
    ["4", "2024-12", "2022", "sector", "services", "60", "percent of employed migrants", "S20", "quoted"],
    ["4", "2024-12", "2022", "sector women", "services", "80", "percent of employed migrant women", "S20", "quoted"],
    ["4", "2024-12", "2013", "broad subregion share", "Northern America", "22", "percent of migrants in labour force",
     "S20", "quoted (4th-edition back-cast)"],
]  # fmt: skip
SOURCES = [["S1", "https://example.org/1", "one"], ["S13", "https://example.org/13", "two"], ["S20", "u", "three"]]
OUT, OUT_SECTOR, IN_SECTOR = ilo.OUTFLOWS, ilo.OUTFLOWS_BY_SECTOR, ilo.INFLOWS_BY_SECTOR
FLOWS = [
    [OUT, "NAM", "SEX_T", "CDS_DES_TOTAL", "2018", "10.25"],
    [OUT, "NAM", "SEX_T", "CDS_DES_JPN", "2018", "7.125"],
    [OUT, "NAM", "SEX_T", "CDS_DES_X", "2018", "3.125"],
    [OUT, "NAM", "SEX_F", "CDS_DES_TOTAL", "2018", "4.0"],
    [OUT, "NAM", "SEX_M", "CDS_DES_TOTAL", "2018", "6.25"],
    [OUT, "ARM", "SEX_T", "CDS_DES_TOTAL", "2018", "9"],
    [OUT, "ARM", "SEX_F", "CDS_DES_TOTAL", "2018", "1"],
    [OUT, "ARM", "SEX_M", "CDS_DES_TOTAL", "2018", "2"],
    [OUT, "CPV", "SEX_T", "CDS_DES_TOTAL", "2021", "3"],
    [OUT, "CPV", "SEX_T", "CDS_DES_USACAN", "2021", "2"],
    [OUT, "KHM", "SEX_T", "CDS_DES_TOTAL", "1999", "0.0"],
    [OUT_SECTOR, "KHM", "SEX_T", "ECO_SECTOR_TOTAL", "2012", "5"],
    [OUT_SECTOR, "KHM", "SEX_T", "ECO_SECTOR_AGR", "2012", "1"],
    [OUT_SECTOR, "KHM", "SEX_T", "ECO_SECTOR_NAG", "2012", "4"],
    [OUT_SECTOR, "KHM", "SEX_T", "ECO_SECTOR_IND", "2012", "4"],
    [IN_SECTOR, "MLT", "SEX_T", "ECO_SECTOR_TOTAL", "2019", "61"],
    [IN_SECTOR, "MLT", "SEX_T", "ECO_SECTOR_SER", "2019", "48"],
    [IN_SECTOR, "THA", "SEX_T", "ECO_SECTOR_TOTAL", "2023", "500"],
]


def write(path: Path, header: list[str], rows: list[list[str]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A folder of tiny raw files."""
    areas = [["001", "World"] + [""] * 7 + [m49, iso3[:2], iso3] + [""] * 3 for iso3, m49 in COUNTRIES]
    write(tmp_path / "geo/UNSD-en.csv", UNSD_HEADER, areas)
    write(tmp_path / ilo.ESTIMATES, ilo.ESTIMATES_HEADER, ESTIMATES)
    write(tmp_path / ilo.SOURCES, ilo.SOURCES_HEADER, SOURCES)
    write(tmp_path / ilo.FLOWS, ilo.FLOWS_HEADER, FLOWS)
    return tmp_path


def test_estimates_keep_definitions_apart(small: Path) -> None:
    frame = ilo.global_estimates(Raw(small))
    found = frame[["edition", "reference_year", "indicator", "dimension", "category", "sex", "unit", "value"]]
    assert found.to_numpy().tolist() == [
        [2015, 2013, "migrant-workers", "total", "total", "both", "million persons", 20],
        [2015, 2013, "labour-force-participation-rate", "migratory-status", "migrants", "both", "percent", 70.5],
        [2015, 2013, "migrant-workers", "sector", "services", "both", "million persons", 12],
        [2021, 2019, "migrant-workers", "income-group", "lower-middle-income", "both", "million persons", 16],
        [2024, 2022, "employed-migrants", "sector", "services", "both", "percent", 60],
        [2024, 2022, "employed-migrants", "sector", "services", "female", "percent", 80],
        [2024, 2013, "migrants-in-labour-force", "subregion", "northern-america", "both", "percent", 22],
    ]
    assert frame["status"].tolist() == ["quoted"] * 3 + ["derived"] + ["quoted"] * 3
    assert frame["note_fr"].notna().tolist() == [False] * 3 + [True] + [False, False, True]


@pytest.mark.parametrize(
    ("line", "column", "value", "says"),
    [
        (2, "value", "twenty", "line 2, column 'value': expected a number, found 'twenty'"),
        (2, "value", "", "line 2, column 'value': expected a number, found ''"),
        (3, "value", "170.5", "line 3, column 'value': expected a percentage, found '170.5'"),
        (2, "ref_year", "2014", "line 2, column 'ref_year': expected a year of edition 1, 2013, found '2014'"),
        (2, "ref_year", "20l3", "line 2, column 'ref_year': expected a year from 2013 to 2022, found '20l3'"),
        (2, "edition", "5", "line 2, column 'edition': expected '1' or '2' or '3' or '4', found '5'"),
        (2, "published", "2016-12", "line 2, column 'published': expected '2015-12', found '2016-12'"),
        (4, "category", "mining", "line 4, column 'category': expected a category of 'sector', 'agriculture'"),
        (
            4,
            "unit",
            "percent of labour force",
            "line 4, column 'unit': expected a unit of migrant-workers, found 'percent of labour force'",
        ),
        (6, "status", "guessed", "line 6, column 'status': expected a status of statuses.csv, found 'guessed'"),
        (5, "value", "16.1", "line 5, column 'value': expected the derived 16.0, found '16.1'"),
        (
            6,
            "source_key",
            "S2",
            "line 6, column 'source_key': expected a source of ilo/ilo_global_estimates_sources.csv, found 'S2'",
        ),
    ],
)
def test_damaged_estimates(small: Path, line: int, column: str, value: str, says: str) -> None:
    rows = [list(row) for row in ESTIMATES]
    rows[line - 2][ilo.ESTIMATES_HEADER.index(column)] = value
    write(small / ilo.ESTIMATES, ilo.ESTIMATES_HEADER, rows)
    with pytest.raises(ImportProblem) as problem:
        ilo.global_estimates(Raw(small))
    assert ilo.ESTIMATES in str(problem.value) and says in str(problem.value)


def test_a_source_without_french_name(small: Path) -> None:
    write(small / ilo.SOURCES, ilo.SOURCES_HEADER, [*SOURCES, ["S99", "u", "new"]])
    with pytest.raises(
        ImportProblem,
        match="line 5, column 'source_key': expected a source with a French name in sources.csv, found 'S99'",
    ):
        ilo.global_estimates(Raw(small))


def test_flows_in_persons_with_remarks(small: Path) -> None:
    frame = ilo.outflows(Raw(small)).set_index(["area", "year", "sex", "destination"]).sort_index()
    assert frame["persons"].to_dict() == {
        ("ARM", 2018, "both", "TOTAL"): 9000,
        ("ARM", 2018, "female", "TOTAL"): 1000,
        ("ARM", 2018, "male", "TOTAL"): 2000,
        ("CPV", 2021, "both", "TOTAL"): 3000,
        ("CPV", 2021, "both", "USACAN"): 2000,
        ("KHM", 1999, "both", "TOTAL"): 0,
        ("NAM", 2018, "both", "JPN"): 7125,
        ("NAM", 2018, "both", "TOTAL"): 10250,
        ("NAM", 2018, "both", "X"): 3125,
        ("NAM", 2018, "female", "TOTAL"): 4000,
        ("NAM", 2018, "male", "TOTAL"): 6250,
    }
    assert frame["remark"].dropna().to_dict() == {
        ("ARM", 2018, "both", "TOTAL"): "sexes-differ",
        ("ARM", 2018, "female", "TOTAL"): "sexes-differ",
        ("ARM", 2018, "male", "TOTAL"): "sexes-differ",
        ("CPV", 2021, "both", "TOTAL"): "parts-differ",
    }
    sectors = ilo.outflows_by_sector(Raw(small))
    assert sectors.set_index("sector")["persons"].to_dict() == {
        "total": 5000,
        "agriculture": 1000,
        "non-agriculture": 4000,
        "industry": 4000,
    }
    arrivals = ilo.inflows_by_sector(Raw(small)).set_index(["area", "sector"])["remark"].to_dict()
    assert arrivals == {
        ("MLT", "total"): "parts-differ stock-like",
        ("MLT", "services"): "stock-like",
        ("THA", "total"): "series-break",
    }


@pytest.mark.parametrize(
    ("line", "column", "value", "says"),
    [
        (3, "obs_value", "7.1x", "line 3, column 'obs_value': expected a number, found '7.1x'"),
        (
            3,
            "obs_value",
            "7.12345",
            "line 3, column 'obs_value': expected thousands, not below zero, with three decimals at most, found '7.12345'",
        ),
        (
            3,
            "obs_value",
            "-7.125",
            "line 3, column 'obs_value': expected thousands, not below zero, with three decimals at most, found '-7.125'",
        ),
        (
            3,
            "obs_value",
            "1.7",
            "line 2, column 'obs_value': expected what the parts by destination of NAM in 2018 make, 4,825 persons",
        ),
        (
            5,
            "obs_value",
            "3.9",
            "line 2, column 'obs_value': expected what the parts by sex of NAM in 2018 make, 10,150 persons",
        ),
        (16, "obs_value", "2", "line 13, column 'obs_value': expected what the parts by sector of KHM in 2012 make"),
        (
            15,
            "obs_value",
            "3",
            "line 13, column 'obs_value': expected what the parts by sector of KHM in 2012 make, 4,000 persons, found 5,000",
        ),
        (12, "time", "2112", "line 12, column 'time': expected a year from 1980 to 2024, found '2112'"),
        (12, "time", "199", "line 12, column 'time': expected a year from 1980 to 2024, found '199'"),
        (12, "ref_area", "KHX", "line 12, column 'ref_area': expected the code of an area, found 'KHX'"),
        (
            3,
            "classif1",
            "CDS_DES_JPX",
            "line 3, column 'classif1': expected CDS_DES_ and the code of an area or a group, found 'CDS_DES_JPX'",
        ),
        (13, "classif1", "ECO_SECTOR_ABC", "line 13, column 'classif1': expected 'ECO_SECTOR_TOTAL'"),
        (3, "sex", "SEX_O", "line 3, column 'sex': expected 'SEX_T' or 'SEX_F' or 'SEX_M', found 'SEX_O'"),
        (
            3,
            "sex",
            "SEX_F",
            "line 3, column 'classif1': expected CDS_DES_TOTAL, as always for women or men, found 'CDS_DES_JPN'",
        ),
        (13, "sex", "SEX_F", "line 13, column 'sex': expected SEX_T, as always by sector"),
        (3, "indicator", "MNA_XXX", "line 3, column 'indicator': expected"),
        (4, "classif1", "CDS_DES_JPN", "line 4: a second row of MNA_OEMP_SEX_CDS_NB, NAM, SEX_T, CDS_DES_JPN, 2018"),
    ],
)
def test_damaged_flows_write_nothing(
    small: Path, monkeypatch: pytest.MonkeyPatch, line: int, column: str, value: str, says: str
) -> None:
    rows = [list(row) for row in FLOWS]
    rows[line - 2][ilo.FLOWS_HEADER.index(column)] = value
    write(small / ilo.FLOWS, ilo.FLOWS_HEADER, rows)
    target = passports_only(small / "datasets")
    monkeypatch.setattr(importers, "MODULES", ("ilo",))
    with pytest.raises(ImportProblem) as problem:
        importers.run(["ilo"], small, target, lambda _: None)
    assert ilo.FLOWS in str(problem.value) and says in str(problem.value)
    assert not list(target.rglob("*.parquet*"))


def test_damaged_files(small: Path) -> None:
    write(small / ilo.FLOWS, [*ilo.FLOWS_HEADER[:-1], "value"], FLOWS)
    with pytest.raises(ImportProblem, match=r"ilostat_ilms_extract_2026-02\.csv, cell F1: header 'value'"):
        ilo.outflows(Raw(small))
    write(small / ilo.FLOWS, ilo.FLOWS_HEADER, [*FLOWS, [OUT, "NAM"]])
    with pytest.raises(ImportProblem, match="line 20: 2 cells where the header has 6"):
        ilo.outflows(Raw(small))
    (small / ilo.FLOWS).unlink()
    with pytest.raises(ImportProblem, match="there is no such file"):
        ilo.outflows(Raw(small))


def passports_only(target: Path) -> Path:
    for dataset_id in IDS:
        (target / dataset_id).mkdir(parents=True)
        shutil.copy(DATASETS / dataset_id / "dataset.yml", target / dataset_id / "dataset.yml")
    return target


def raw_rows(raw_folder: Path, name: str) -> list[dict[str, str]]:
    with (raw_folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_flow_is_as_in_the_file(raw_folder: Path) -> None:
    """All cells, read with the csv module and compared as text of thousands."""
    wanted = {OUT: {}, OUT_SECTOR: {}, IN_SECTOR: {}}
    for row in raw_rows(raw_folder, ilo.FLOWS):
        key = (row["ref_area"], row["time"], row["sex"], row["classif1"])
        wanted[row["indicator"]][key] = f"{float(row['obs_value']):.3f}"
    sexes = {"both": "SEX_T", "female": "SEX_F", "male": "SEX_M"}
    codes = {
        "agriculture": "AGR",
        "industry": "IND",
        "services": "SER",
        "non-agriculture": "NAG",
        "not-classified": "X",
        "total": "TOTAL",
    }
    flows = pd.read_parquet(data_file("ilo/outflows"))
    assert wanted[OUT] == {
        (row.area, str(row.year), sexes[row.sex], f"CDS_DES_{row.destination}"): f"{row.persons / 1000:.3f}"
        for row in flows.itertuples()
    }
    for indicator, dataset_id in ((OUT_SECTOR, "ilo/outflows-by-sector"), (IN_SECTOR, "ilo/inflows-by-sector")):
        assert wanted[indicator] == {
            (row.area, str(row.year), "SEX_T", f"ECO_SECTOR_{codes[row.sector]}"): f"{row.persons / 1000:.3f}"
            for row in pd.read_parquet(data_file(dataset_id)).itertuples()
        }
    assert [len(wanted[one]) for one in (OUT, OUT_SECTOR, IN_SECTOR)] == [1117, 246, 775]


def test_every_estimate_is_as_in_the_file(raw_folder: Path) -> None:
    """Edition, year, value and source of all 131 figures, and the categories by the words of the file."""
    editions = {"1": 2015, "2": 2018, "3": 2021, "4": 2024}
    rows = raw_rows(raw_folder, ilo.ESTIMATES)
    frame = pd.read_parquet(data_file("ilo/global-estimates"))
    wanted = sorted(
        (editions[row["edition"]], int(row["ref_year"]), float(row["value"]), row["source_key"]) for row in rows
    )
    assert wanted == sorted(zip(frame.edition, frame.reference_year, frame.value, frame.source_key, strict=True))
    for category, words in (("female", "women"), ("male", "men"), ("africa", "Africa"), ("high-income", "high income")):
        given = sorted(float(row["value"]) for row in rows if row["category"] == words)
        assert sorted(frame.loc[frame.category == category, "value"]) == given
    sources = {row["source_key"]: row["url"] for row in raw_rows(raw_folder, ilo.SOURCES)}
    assert all(sources[row.source_key] == row.url for row in frame.itertuples())
    assert sum("DERIVED" in row["status"] for row in rows) == (frame.status == "derived").sum() == 1


def test_misreadings_of_the_press_are_not_in_the_data() -> None:
    frame = pd.read_parquet(data_file("ilo/global-estimates"))
    assert not ((frame.category == "arab-states") & (frame.value == 36.5)).any()
    assert not ((frame.indicator == "labour-force-participation-rate") & (frame.value == 72.2)).any()
    assert frame.loc[frame.value == 61.3, "indicator"].tolist() == ["migrants-in-labour-force"]
