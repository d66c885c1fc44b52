"""Reading raw files: what is not as expected is named with its file, line and column; and a run writes all or nothing."""

from __future__ import annotations

import gzip
import hashlib
import shutil
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from lma_data import __main__ as command_line
from lma_data import importers
from lma_data.catalog import DATASETS, read_passport
from lma_data.importers import ImportProblem, Raw, run, unsd
from lma_data.importers import raw as raw_module
from lma_data.importers.areas import UNSD_HEADER
from lma_data.importers.raw import Sheet, by_hand, listed

HEADER = ["area", "year", "persons"]
# Two lines of preamble, one of them blank; a name over two lines; a blank line.
TEXT = 'Figures\n\narea,year,persons\nNAM,2019.0,1\n"N\nAM",2020,\n\nFRA,2020,-3\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    cells = dict.fromkeys(UNSD_HEADER, "") | {"M49 Code": "516", "ISO-alpha2 Code": "NA", "ISO-alpha3 Code": "NAM"}
    (tmp_path / "geo").mkdir()
    (tmp_path / "geo/UNSD-en.csv").write_text(",".join(UNSD_HEADER) + "\n" + ",".join(cells.values()) + "\n", "utf-8")
    (tmp_path / "some.csv").write_text(TEXT, "utf-8")
    return tmp_path


@pytest.fixture
def raw(folder: Path) -> Raw:
    return Raw(folder)


@pytest.fixture
def frame(raw: Raw) -> pd.DataFrame:
    return raw.csv("some.csv", HEADER, skip=2)


def test_the_index_is_the_line_in_the_file(frame: pd.DataFrame) -> None:
    assert frame.index.tolist() == [4, 5, 8]
    assert frame["area"].tolist() == ["NAM", "N\nAM", "FRA"]


def test_lines_stay_those_of_the_file_when_rows_are_left_out(raw: Raw, frame: pd.DataFrame) -> None:
    with pytest.raises(ImportProblem, match=r"^some.csv, line 8, column 'persons': expected a whole number, not below"):
        raw.counts("some.csv", frame[frame["area"] == "FRA"], "persons")


def test_a_ragged_or_broken_row_is_named_with_its_line(raw: Raw, folder: Path) -> None:
    (folder / "some.csv").write_text(f"{TEXT}FRA,2021\n", "utf-8")
    with pytest.raises(ImportProblem, match="some.csv, line 9: 2 cells where the header has 3"):
        raw.csv("some.csv", HEADER, skip=2)
    (folder / "some.csv").write_text(f"{TEXT}FRA,{'x' * 200_000},1\n", "utf-8")
    with pytest.raises(ImportProblem, match="some.csv, line 9: field larger than field limit"):
        raw.csv("some.csv", HEADER, skip=2)
    (folder / "some.csv").write_text(TEXT, "utf-8")
    with pytest.raises(ImportProblem, match="some.csv, line 1: 1 columns, expected 3"):
        raw.csv("some.csv", HEADER)


def test_a_broken_archive_is_named(raw: Raw, folder: Path) -> None:
    packed = bytearray(gzip.compress(TEXT.encode()))
    packed[12:20] = b"damaged!"
    (folder / "some.csv.gz").write_bytes(packed)
    with pytest.raises(ImportProblem, match="some.csv.gz: cannot be read: "):
        raw.csv("some.csv.gz", HEADER, skip=2)


def test_numbers(raw: Raw, frame: pd.DataFrame) -> None:
    assert raw.numbers("some.csv", frame, "year").tolist() == [2019, 2020, 2020]
    assert raw.numbers("some.csv", frame, "persons").isna().tolist() == [False, True, False]
    with pytest.raises(ImportProblem, match="some.csv, line 5, column 'persons': expected a number, found ''"):
        raw.numbers("some.csv", frame, "persons", missing=())
    for text in ("a few", "inf", "1,5"):
        wrong = frame.assign(persons=["1", text, "2"])
        with pytest.raises(
            ImportProblem, match=f"some.csv, line 5, column 'persons': expected a number, found '{text}'"
        ):
            raw.numbers("some.csv", wrong, "persons")


def test_counts(raw: Raw, frame: pd.DataFrame) -> None:
    right = frame.assign(persons=["1.0", "", "0"])
    assert raw.counts("some.csv", right, "persons", missing=("",)).tolist() == [1, pd.NA, 0]
    for text in ("1.5", "-1"):
        wrong = frame.assign(persons=["1", text, "2"])
        with pytest.raises(
            ImportProblem, match=f"some.csv, line 5, column 'persons': expected a whole .* found '{text}'"
        ):
            raw.counts("some.csv", wrong, "persons")


def test_years(raw: Raw, frame: pd.DataFrame) -> None:
    assert raw.years("some.csv", frame, "year", range(2019, 2021), every=True).tolist() == [2019, 2020, 2020]
    with pytest.raises(
        ImportProblem, match="some.csv, line 5, column 'year': expected a year from 2010 to 2019, found"
    ):
        raw.years("some.csv", frame, "year", range(2010, 2020))
    with pytest.raises(ImportProblem, match="some.csv, line 4, column 'year': expected 2015 or 2020, found '2019.0'"):
        raw.years("some.csv", frame, "year", (2015, 2020))
    with pytest.raises(ImportProblem, match="column 'year': expected every year 2018 to 2021, found no 2018 or 2021"):
        raw.years("some.csv", frame, "year", range(2018, 2022), every=True)
    with pytest.raises(ImportProblem, match="line 5, column 'year': expected a year from 2019 to 2020, found '2019½'"):
        raw.years("some.csv", frame.assign(year=["2019", "2019½", "2020"]), "year", range(2019, 2021))


def test_codes(raw: Raw, frame: pd.DataFrame) -> None:
    assert raw.check_codes("some.csv", frame, "year", ["2019.0", "2020"]).equals(frame["year"])
    with pytest.raises(
        ImportProblem, match=r"some.csv, line 5, column 'area': expected 'FRA' or 'NAM', found 'N\\nAM'"
    ):
        raw.check_codes("some.csv", frame, "area", {"NAM", "FRA"})
    with pytest.raises(ImportProblem, match="some.csv, line 5, column 'year': expected a year, found '2020'"):
        raw.check_codes("some.csv", frame, "year", ["2019.0"], "a year")


def test_areas(raw: Raw, frame: pd.DataFrame) -> None:
    with pytest.raises(
        ImportProblem, match="some.csv, line 8, column 'area': expected the code of an area, found 'FRA'"
    ):
        raw.check_areas("some.csv", frame, "area", also=["N\nAM"])
    alpha2 = frame.assign(area=["na", "NA", "QQ"])
    with pytest.raises(
        ImportProblem, match="some.csv, line 8, column 'area': expected the code of an area, found 'QQ'"
    ):
        raw.keys("some.csv", alpha2, "area", raw.areas.from_iso2)
    assert raw.keys("some.csv", alpha2.head(2), "area", raw.areas.from_iso2).tolist() == ["NAM", "NAM"]


def test_a_row_that_is_there_twice(raw: Raw, frame: pd.DataFrame) -> None:
    raw.check_once("some.csv", frame, ["area", "year"])
    with pytest.raises(ImportProblem, match="some.csv, line 8: a second row of 2020"):
        raw.check_once("some.csv", frame, ["year"])


def test_cells_of_a_sheet() -> None:
    sheet = Sheet("some.xlsx", "Table 1", [("NAM", 1.5, ".."), ("XXX", -1, 2.0004)])
    assert sheet.count(1, 2, unit=1000) == 1500
    assert sheet.count(1, 3) is None
    assert sheet.count(2, 3) == 2
    with pytest.raises(ImportProblem, match="some.xlsx, sheet 'Table 1', cell B1: expected a whole number, not below"):
        sheet.count(1, 2)
    with pytest.raises(ImportProblem, match="cell B2: expected a whole number, not below zero, found -1"):
        sheet.count(2, 2)
    assert sheet.one_of(1, 1, {"NAM", "FRA"}) == "NAM"
    with pytest.raises(ImportProblem, match="cell A2: expected 'FRA' or 'NAM', found 'XXX'"):
        sheet.one_of(2, 1, {"NAM", "FRA"})


def test_a_long_list_is_cut_short() -> None:
    assert listed(["F"]) == "'F'"
    assert listed(range(1990, 2030)) == "one of 40 values, 1990 to 2029"


def test_a_table_made_by_hand_is_read_like_any_other(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(raw_module, "DATASETS", folder)
    (folder / "unhcr").mkdir()
    (folder / "unhcr/names.csv").write_text("area,name\nNAM,Namibie\n", "utf-8")
    assert by_hand("unhcr", "names.csv", ["area", "name"]).loc[2].tolist() == ["NAM", "Namibie"]
    with pytest.raises(ImportProblem, match="unhcr/names.csv, cell B1: header 'name', expected 'nom'"):
        by_hand("unhcr", "names.csv", ["area", "nom"])
    with pytest.raises(ImportProblem, match="unhcr/others.csv: there is no such file"):
        by_hand("unhcr", "others.csv", ["area", "name"])


# A run

ID = "unsd/sdg-10-7-3"


@pytest.fixture
def datasets(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of datasets with one passport and older data, and the raw file for it."""
    monkeypatch.setattr(importers, "MODULES", ("unsd",))
    (folder / "worldbank").mkdir()
    header = "geo_area,nature,units,year,sm_dth_migr,name"
    (folder / unsd.DEATHS).write_text(f"{header}\n516,c,number,2015,7,Namibia\n", "utf-8")
    (folder / "datasets" / ID).mkdir(parents=True)
    shutil.copy(DATASETS / ID / "dataset.yml", folder / "datasets" / ID)
    (folder / "datasets" / ID / "data.parquet").write_bytes(b"older")
    return folder / "datasets"


def contents(datasets: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (datasets / ID).iterdir()}


def test_a_run_that_is_broken_off_leaves_what_was_there(
    folder: Path, datasets: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents(datasets)

    def interrupt(line: str) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run([ID], folder, datasets, say=interrupt)
    assert contents(datasets) == before
    monkeypatch.setattr(importers, "_stamped", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        run([ID], folder, datasets, say=lambda line: None)
    assert contents(datasets) == before


def test_a_run_replaces_data_and_passport_together(folder: Path, datasets: Path) -> None:
    run([ID], folder, datasets, say=lambda line: None)
    after = contents(datasets)
    assert sorted(after) == ["data.parquet", "dataset.yml"]
    passport = read_passport(datasets / ID / "dataset.yml")
    assert passport.rows == 1
    assert passport.sha256 == hashlib.sha256(after["data.parquet"]).hexdigest()
    run([ID], folder, datasets, say=lambda line: None)
    assert contents(datasets) == after


@pytest.mark.parametrize("damage", ["keys: [", "licence: ''\nunheard_of: 1\n", None])
def test_a_damaged_passport_is_one_line(
    folder: Path,
    datasets: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    damage: str | None,
) -> None:
    path = datasets / ID / "dataset.yml"
    if damage is None:
        path.unlink()
    else:
        path.write_text(damage, "utf-8")
    monkeypatch.setattr(run, "__defaults__", (datasets, print))
    assert command_line.main(["import", ID, "--from", str(folder)]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1 and str(path) in said
    assert (datasets / ID / "data.parquet").read_bytes() == b"older"


def test_a_workbook_is_read_once(folder: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].title = "Table 1"
    book.save(folder / "some.xlsx")
    raw = Raw(folder)
    assert raw.sheet("some.xlsx", "Table 1") is raw.sheet("some.xlsx", "Table 1")
