"""The importers of UNHCR's and UNRWA's figures: damaged files stop them, sound ones come through whole."""

import gzip
import shutil
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from lma_data import importers
from lma_data.catalog import DATASETS, data_file
from lma_data.importers import ImportProblem, Raw, run, unhcr
from lma_data.importers.areas import UNSD_HEADER

PAIR = "year,coo_name,coo,coo_iso,coa_name,coa,coa_iso"
POPULATION = f"{PAIR},refugees,asylum_seekers,returned_refugees,idps,returned_idps,stateless,ooc,oip,hst"
SOLUTIONS = f"{PAIR},returned_refugees,resettlement,naturalisation,returned_idps"
APPLICATIONS = f"{PAIR},procedure_type,app_type,dec_level,app_pc,applied"
UNRWA = f"{PAIR},total"

SYRIANS = "Syrian Arab Rep.,SYR,SYR,Germany,GFR,DEU"
# UNHCR's AUS is Austria, its NAM is ISO's NAM: the ISO columns decide.
AUSTRIA = "Unknown,UKN,UNK,Austria,AUS,AUT"


def put(folder: Path, name: str, header: str, rows: list[str]) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress("\n".join([header, *rows, ""]).encode()))


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    """A folder of raw files with the M49 list; every test adds the files that it needs."""
    folder = tmp_path / "raw"
    (folder / "geo").mkdir(parents=True)
    countries = {"AUT": "040", "DEU": "276", "JOR": "400", "NAM": "516", "PSE": "275", "SYR": "760", "CAN": "124"}
    lines = [",".join(UNSD_HEADER)]
    for iso3, m49 in countries.items():
        cells = dict.fromkeys(UNSD_HEADER, "") | {"M49 Code": m49, "ISO-alpha2 Code": iso3[:2], "ISO-alpha3 Code": iso3}
        lines.append(",".join(cells.values()))
    (folder / "geo/UNSD-en.csv").write_text("\n".join(lines) + "\n", "utf-8")
    return folder


def population_rows() -> list[str]:
    """One row a year, with asylum-seekers from 1993 and other people in need of protection from 2018."""
    rows = []
    for year in range(1951, 2026):
        seekers = 10 if year >= 1993 else 0
        later = "7.0,8.0,9.0,11.0,12.0" if year >= 2019 else "0.0,0.0,0.0,0.0,0.0"
        oip = "13.0" if year >= 2018 else ""
        stocks, host = later.rsplit(",", 1)
        rows.append(f"{year}.0,{SYRIANS},{year}.0,{seekers}.0,{stocks},0.0,{oip},{host}")
    return [f"1951.0,{AUSTRIA},282000.0,0.0,0.0,0.0,0.0,0.0,0.0,,0.0", *rows]


def solutions_rows() -> list[str]:
    return [f"{year}.0,{SYRIANS},,17.0,," for year in range(1959, 2026)] + [f"2025.0,{AUSTRIA},100.0,,,"]


def unrwa_rows() -> list[str]:
    return [f"{year}.0,Palestinian,GAZ,PSE,Jordan,JOR,JOR,{year * 100}.0" for year in range(1952, 2026)]


def test_population_with_its_quirks(raw: Path) -> None:
    put(raw, "unhcr/gt2025_population.csv.gz", POPULATION, population_rows())
    frame = unhcr.population(Raw(raw)).set_index(["year", "origin", "asylum"])
    assert frame.loc[(1951, "UNK", "AUT"), "refugees"] == 282000
    assert frame.loc[(2000, "SYR", "DEU"), "refugees"] == 2000
    assert frame.loc[(2000, "SYR", "DEU"), "asylum_seekers"] == 10
    # Never counted before: empty, not zero.
    assert frame.loc[(1992, "SYR", "DEU"), "asylum_seekers"] is pd.NA
    assert frame.loc[(2018, "SYR", "DEU"), "returned_refugees"] is pd.NA
    assert frame.loc[(2017, "SYR", "DEU"), "oip"] is pd.NA
    last = frame.loc[(2025, "SYR", "DEU")]
    assert last[["returned_refugees", "idps", "returned_idps", "stateless", "oip", "hst"]].tolist() == [
        7,
        8,
        9,
        11,
        13,
        12,
    ]
    assert frame["ooc"].isna().all()


def test_na_is_a_code_and_namibia_a_country(raw: Path) -> None:
    rows = [f"{year}.0,{SYRIANS},G,N,FI,P,50.0" for year in range(2000, 2026)]
    rows += ["2010.0,Namibia,NAM,NAM,Germany,GFR,DEU,G,NA,NA,C,5.0"]
    put(raw, "unhcr/gt2025_asylum_applications.csv.gz", APPLICATIONS, rows)
    frame = unhcr.asylum_applications(Raw(raw))
    new_and_appeal = frame[frame["app_type"] == "NA"]
    assert new_and_appeal[["year", "origin", "dec_level", "app_pc", "applied"]].values.tolist() == [
        [2010, "NAM", "NA", "C", 5]
    ]


def test_solutions_keep_what_was_not_collected_empty(raw: Path) -> None:
    put(raw, "unhcr/gt2025_solutions.csv.gz", SOLUTIONS, solutions_rows())
    frame = unhcr.solutions(Raw(raw))
    assert len(frame) == 68
    assert frame["resettlement"].sum() == 67 * 17
    assert frame["returned_refugees"].notna().sum() == 1
    assert frame["naturalisation"].isna().all()


def test_demographics_without_a_breakdown_are_empty(raw: Path) -> None:
    bands = [f"{sex}_{band}" for sex in "fm" for band in ("0_4", "5_11", "12_17", "18_59", "60", "other", "total")]
    header = f"{PAIR},pop_type,location,loc_type,acc_type,{','.join(bands)},total"
    known = "1.0,2.0,3.0,4.0,5.0,6.0,21.0,0.0,0.0,0.0,9.0,0.0,0.0,9.0,35.0"
    unknown = ",".join(["0.0"] * 14)
    rows = [
        f"2025.0,{SYRIANS},REF,Berlin,U,I,{known}",
        f"2025.0,{SYRIANS},REF,Elsewhere,V,U,{unknown},100.0",
        f"2025.0,{SYRIANS},ASY,Elsewhere,V,U,{unknown},40.0",
    ]
    put(raw, "unhcr/gt2025_demographics.csv.gz", header, rows)
    frame = unhcr.demographics(Raw(raw)).set_index("pop_type")
    assert frame.loc["REF", ["total", "female_60_plus", "female_total", "male_total"]].tolist() == [135, 5, 21, 9]
    assert frame.loc["REF", "male_0_4"] == 0
    assert frame.loc["ASY", "total"] == 40
    assert frame.loc["ASY", "female_total"] is pd.NA


def edit(rows: list[str], old: str, new: str) -> list[str]:
    assert any(old in row for row in rows)
    return [row.replace(old, new) for row in rows]


@pytest.mark.parametrize(
    ("header", "rows", "says"),
    [
        (SOLUTIONS.replace("resettlement", "resettled"), solutions_rows(), "cell I1: header 'resettled'"),
        (
            SOLUTIONS,
            edit(solutions_rows(), "1959.0", "1958.0"),
            "line 2, column 'year': expected a year from 1959 to 2025",
        ),
        (SOLUTIONS, solutions_rows()[:-2], "column 'year': expected every year 1959 to 2025, found no 2025"),
        (
            SOLUTIONS,
            edit(solutions_rows(), ",100.0,", ",many,"),
            "line 69, column 'returned_refugees': expected a number, found 'many'",
        ),
        (
            SOLUTIONS,
            edit(solutions_rows(), ",100.0,", ",100.5,"),
            "line 69, column 'returned_refugees': expected a whole number, not below zero, found '100.5'",
        ),
        (
            SOLUTIONS,
            edit(solutions_rows(), ",100.0,", ",-5.0,"),
            "line 69, column 'returned_refugees': expected a whole number, not below zero, found '-5.0'",
        ),
        (
            SOLUTIONS,
            edit(solutions_rows(), "AUS,AUT", "AUS,XYZ"),
            "line 69, column 'coa_iso': expected the code of an area, found 'XYZ'",
        ),
        (
            SOLUTIONS,
            edit(solutions_rows(), "UKN,UNK", "UKN,UKN"),
            "line 69, column 'coo_iso': expected the code of an area, found 'UKN'",
        ),
        (SOLUTIONS, [*solutions_rows(), "2025.0,Syrian"], "line 70: 2 cells where the header has 11"),
        (
            SOLUTIONS,
            edit(solutions_rows(), "2025.0,Unknown", ",Unknown"),
            "line 69, column 'year': expected a year from 1959 to 2025, found ''",
        ),
    ],
)
def test_a_damaged_file_is_named_with_its_place(raw: Path, header: str, rows: list[str], says: str) -> None:
    put(raw, "unhcr/gt2025_solutions.csv.gz", header, rows)
    with pytest.raises(ImportProblem) as problem:
        unhcr.solutions(Raw(raw))
    assert "unhcr/gt2025_solutions.csv.gz" in str(problem.value)
    assert says in str(problem.value)


def test_an_empty_count_of_refugees_is_not_taken_for_missing(raw: Path) -> None:
    rows = edit(population_rows(), "DEU,2000.0,", "DEU,,")
    put(raw, "unhcr/gt2025_population.csv.gz", POPULATION, rows)
    with pytest.raises(
        ImportProblem, match=r"gt2025_population.csv.gz, line 52, column 'refugees': expected a number, found ''"
    ):
        unhcr.population(Raw(raw))


def test_an_unknown_type_of_application_stops(raw: Path) -> None:
    rows = [f"{year}.0,{SYRIANS},G,X,FI,P,50.0" for year in range(2000, 2026)]
    put(raw, "unhcr/gt2025_asylum_applications.csv.gz", APPLICATIONS, rows)
    with pytest.raises(
        ImportProblem, match=r"asylum_applications.csv.gz, line 2, column 'app_type': expected 'N' or .*, found 'X'"
    ):
        unhcr.asylum_applications(Raw(raw))


def test_refugees_of_unrwa_are_palestinian(raw: Path) -> None:
    put(raw, "unhcr/gt2025_unrwa.csv.gz", UNRWA, edit(unrwa_rows(), "GAZ,PSE", "SYR,SYR"))
    with pytest.raises(
        ImportProblem, match=r"gt2025_unrwa.csv.gz, line 2, column 'coo_iso': expected 'PSE', found 'SYR'"
    ):
        unhcr.registered_refugees(Raw(raw))


def test_a_truncated_archive_stops(raw: Path) -> None:
    put(raw, "unhcr/gt2025_unrwa.csv.gz", UNRWA, unrwa_rows())
    path = raw / "unhcr/gt2025_unrwa.csv.gz"
    path.write_bytes(path.read_bytes()[:-40])
    with pytest.raises(ImportProblem, match="gt2025_unrwa.csv.gz: cannot be read"):
        unhcr.registered_refugees(Raw(raw))


@pytest.fixture
def datasets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty copy of the datasets' folder: passports only."""
    monkeypatch.setattr(importers, "MODULES", ("unhcr",))
    for dataset_id in ("unhcr/solutions", "unrwa/registered-refugees"):
        folder = tmp_path / "datasets" / dataset_id
        folder.mkdir(parents=True)
        shutil.copy(DATASETS / dataset_id / "dataset.yml", folder)
    return tmp_path / "datasets"


IDS = ["unhcr/solutions", "unrwa/registered-refugees"]


def test_nothing_is_written_when_one_file_is_damaged(raw: Path, datasets: Path) -> None:
    put(raw, "unhcr/gt2025_solutions.csv.gz", SOLUTIONS, solutions_rows())
    put(raw, "unhcr/gt2025_unrwa.csv.gz", UNRWA, unrwa_rows()[:-1])
    with pytest.raises(ImportProblem, match="gt2025_unrwa.csv.gz"):
        run(IDS, raw, datasets, say=lambda line: None)
    assert not list(datasets.rglob("*.parquet*"))


# ---- against the publisher's files, read by pandas alone


def read_raw(raw_folder: Path, name: str) -> pd.DataFrame:
    """A file of UNHCR as pandas reads it: only an empty cell of a count is missing, "NA" is a code."""
    path = raw_folder / "unhcr" / name
    header = pd.read_csv(path, nrows=0).columns
    texts = {column for column in header if column.endswith(("_name", "_iso", "_type", "_pc", "level", "location"))}
    empty = {column: [""] for column in header if column not in texts | {"coo", "coa"}}
    return pd.read_csv(path, keep_default_na=False, na_values=empty).rename(
        columns={"coo_iso": "origin", "coa_iso": "asylum"}
    )


def assert_same(published: pd.DataFrame, bundled: pd.DataFrame, keys: list[str], measures: list[str]) -> None:
    """The two tables have the same rows and, cell by cell, the same figures."""
    assert len(published) == len(bundled)
    one = published.sort_values(keys)[keys + measures].reset_index(drop=True)
    other = bundled.sort_values(keys)[keys + measures].reset_index(drop=True)
    for key in keys:
        assert (one[key].to_numpy() == other[key].to_numpy()).all(), key
    for measure in measures:
        np.testing.assert_array_equal(one[measure].to_numpy(float), other[measure].to_numpy(float, na_value=np.nan))


def bundled(dataset_id: str) -> pd.DataFrame:
    return pd.read_parquet(data_file(dataset_id), dtype_backend="numpy_nullable")


FIRST_YEARS = {
    "asylum_seekers": 1993,
    "idps": 1993,
    "returned_refugees": 1965,
    "returned_idps": 1997,
    "stateless": 2004,
    "ooc": 1997,
    "hst": 2019,
}


def test_population_is_the_publishers(raw_folder: Path) -> None:
    published = read_raw(raw_folder, "gt2025_population.csv.gz")
    for column, first in FIRST_YEARS.items():
        before = published["year"] < first
        assert (published.loc[before, column] == 0).all()
        published[column] = published[column].mask(before)
    measures = ["refugees", *FIRST_YEARS, "oip"]
    assert_same(published, bundled("unhcr/population"), ["year", "origin", "asylum"], measures)


def test_mid_2024_is_the_publishers(raw_folder: Path) -> None:
    published = read_raw(raw_folder, "vintage_MYT2024_2024-10-18_population.csv.gz").query("year == 2024")
    measures = ["refugees", *FIRST_YEARS, "oip"]
    assert_same(published, bundled("unhcr/population-mid-2024"), ["year", "origin", "asylum"], measures)


def test_applications_are_the_publishers(raw_folder: Path) -> None:
    published = read_raw(raw_folder, "gt2025_asylum_applications.csv.gz")
    keys = ["year", "origin", "asylum", "procedure_type", "app_type", "dec_level", "app_pc"]
    assert_same(published, bundled("unhcr/asylum-applications"), keys, ["applied"])


def test_decisions_are_the_publishers(raw_folder: Path) -> None:
    published = read_raw(raw_folder, "gt2025_asylum_decisions.csv.gz")
    outcomes = ["recognized", "other", "rejected", "closed", "total"]
    published = published.rename(columns={f"dec_{outcome}": outcome for outcome in outcomes})
    keys = ["year", "origin", "asylum", "procedure_type", "dec_level", "dec_pc"]
    assert_same(published, bundled("unhcr/asylum-decisions"), keys, outcomes)


def test_solutions_are_the_publishers(raw_folder: Path) -> None:
    published = read_raw(raw_folder, "gt2025_solutions.csv.gz")
    measures = ["returned_refugees", "resettlement", "naturalisation", "returned_idps"]
    assert_same(published, bundled("unhcr/solutions"), ["year", "origin", "asylum"], measures)


def test_palestine_refugees_are_the_publishers(raw_folder: Path) -> None:
    published = read_raw(raw_folder, "gt2025_unrwa.csv.gz").rename(columns={"asylum": "area", "total": "persons"})
    assert_same(published, bundled("unrwa/registered-refugees"), ["year", "area"], ["persons"])


def test_demographics_add_up_to_the_publishers(raw_folder: Path) -> None:
    published = read_raw(raw_folder, "gt2025_demographics.csv.gz")
    table = bundled("unhcr/demographics")
    by_pair = published.groupby(["pop_type", "origin", "asylum"])["total"].sum().reset_index()
    assert_same(by_pair, table, ["pop_type", "origin", "asylum"], ["total"])
    for code, ours in {"f_18_59": "female_18_59", "m_60": "male_60_plus", "f_other": "female_age_unknown"}.items():
        expected = published.groupby("asylum")[code].sum()
        assert (table.groupby("asylum")[ours].sum() == expected).all()


@pytest.mark.parametrize(
    ("edition", "prefix", "day"),
    [
        ("global-trends-2025", "gt2025", date(2025, 12, 31)),
        ("global-trends-2024", "vintage_GT2024_2025-06-12", date(2023, 12, 31)),
        ("mid-year-trends-2024", "vintage_MYT2024_2024-10-18", date(2024, 6, 30)),
    ],
)
def test_totals_are_sums_of_each_edition(raw_folder: Path, edition: str, prefix: str, day: date) -> None:
    table = bundled("unhcr/totals-by-edition")
    table = table[(table["edition"] == edition) & (table["as_of"] == day)].set_index("category")
    published = read_raw(raw_folder, f"{prefix}_population.csv.gz").query("year == @day.year")
    for category in ("refugees", "asylum_seekers", "oip", "idps", "stateless", "ooc", "hst"):
        assert table.loc[category, "persons"] == published[category].sum()
    for category, name in {"palestine_refugees": "unrwa", "displaced_by_conflict": "idmc"}.items():
        if day.month == 6:
            assert table.loc[category, "persons"] is pd.NA
            assert table.loc[category, "status"] in ("incomplete", "carried-forward")
        else:
            persons = read_raw(raw_folder, f"{prefix}_{name}.csv.gz").query("year == @day.year")["total"].sum()
            assert table.loc[category, "persons"] == persons


def test_why_two_mid_year_totals_are_empty(raw_folder: Path) -> None:
    """At mid-2024 the State of Palestine is not in UNRWA's figures; IDMC's are the end of 2023 but for rounding."""
    unrwa = read_raw(raw_folder, "vintage_MYT2024_2024-10-18_unrwa.csv.gz").query("year == 2024")
    assert set(unrwa["asylum"]) == {"JOR", "LBN", "SYR"}
    idmc = read_raw(raw_folder, "vintage_MYT2024_2024-10-18_idmc.csv.gz").pivot(
        index="asylum", columns="year", values="total"
    )
    assert (idmc[2024] - idmc[2023]).abs().max() <= 400
