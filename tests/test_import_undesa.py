"""The importer of UN DESA: damaged files are refused by name and place, good ones read right, figures as published."""

from __future__ import annotations

import csv
import gzip
import random
import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest

from lma_data import importers
from lma_data.catalog import DATASETS, data_file
from lma_data.importers import ImportProblem, Raw, undesa
from lma_data.importers.areas import UNSD_HEADER

COUNTRIES = [("4", "AF", "AFG"), ("516", "NA", "NAM"), ("36", "AU", "AUS"), ("652", "BL", "BLM"), ("336", "VA", "VAT")]
NAMES = (
    "World",
    "Australia/New Zealand",
    "Afghanistan",
    "Namibia",
    "Australia/New Zealand",
    "Australia*",
    "Saint Barthélemy*",
)
CODES = (900, 1836, 4, 516, 927, 36, 652)
TYPES = (None, None, "B R", "C ", "B", "B", "B")
FEMALE = (60, 30, 10, 20, 30, 30, None)  # invented, the same in every year; as many men and ten more
YEARS = {"2024": (1990, 1995, 2000, 2005, 2010, 2015, 2020, 2024), "2020": (1990, 1995, 2000, 2005, 2010, 2015, 2020)}
WORDS = ("both sexes combined", "males", "females")


def blocks(female: int | None, years: int, per: float = 1) -> list[Any]:
    """Both, men, women for each year; ".." or an empty cell is passed on as it is."""
    if not isinstance(female, int):
        return [female] * (3 * years)
    male = female * 2
    return [female * 3 * per] * years + [male * per] * years + [female * per] * years


def fill(sheet: Any, revision: str, first: int, headers: dict[int, str], label: str, lines: list[list[Any]]) -> None:
    years = YEARS[revision]
    sheet.cell(4, 6 if first == 6 and revision == "2024" else 5, f"POP/DB/MIG/Stock/Rev.{revision}")
    for column, header in headers.items():
        sheet.cell(11, column, header)
    for position, words in enumerate(WORDS):
        sheet.cell(8, first + position * len(years), label.format(words))
        for offset, year in enumerate(years):
            sheet.cell(11, first + position * len(years) + offset, year)
    for row, line in enumerate(lines, start=12):
        for column, value in enumerate(line, start=1):
            sheet.cell(row, column, value)


def destination_book(revision: str) -> Any:
    """A small workbook by destination with the layout of one revision."""
    book = openpyxl.Workbook()
    area = "Region, development group, country or area"
    for table, label, per in ((1, undesa.MIGRANTS, 1), (2, undesa.POPULATION_THOUSANDS, 0.1), (3, undesa.SHARE, 0.5)):
        sheet = book.create_sheet(f"Table {table}")
        lines, first = [], 6
        for row, (name, code, kind, female) in enumerate(zip(NAMES, CODES, TYPES, FEMALE, strict=True), start=1):
            figures = blocks(female, len(YEARS[revision]), per)
            if revision == "2020":
                figures = [".." if figure is None else figure for figure in figures]
                headers = {2: area, 3: "Notes", 4: "Location code", 5: "Type of data"}
                lines.append([row, f"  {name}", None, code, kind, *figures])
            elif table == 2:
                headers, first = {2: area, 3: "Population notes", 4: "Location code"}, 5
                lines.append([row, f"   {name}", "", kind, *(blocks(9, 8, per) if female is None else figures)])
            else:
                headers = {2: area, 3: "Coverage", 4: "Data type", 5: "Location code"}
                lines.append([row, name, 7 if code == 4 else None, kind, code, *figures])
        fill(sheet, revision, first, headers, label, lines)
    if revision == "2020":
        refugees(book.create_sheet("Table 6"))
    return book


def refugees(sheet: Any) -> None:
    headers = {2: "Region, development group, country or area", 3: "Notes", 4: "Location code", 5: "Type of data"}
    figures = [12, "~", 12, "~", 0, 0, ".."]
    lines = [
        [row, name, None, code, None, *[figure] * 7, *[figure if isinstance(figure, str) else figure / 4] * 7]
        for row, (name, code, figure) in enumerate(zip(NAMES, CODES, figures, strict=True), start=1)
    ]
    lines[1][5:19] = lines[4][5:19] = [0] * 14
    fill(sheet, "2020", 6, headers, "not used: {}", lines)
    for column in range(6, 27):
        sheet.cell(8, column).value = None
    sheet.cell(8, 6, "Refugee and asylum seekers at mid-year, both sexes combined")
    sheet.cell(8, 13, "Refugee and asylum seekers as a percentage of the international migrant stock")


def origin_book() -> Any:
    book = openpyxl.Workbook()
    headers = {1: "Index", 2: "Region, development group, country or area", 3: "Coverage", 5: "Location code"}
    rows = [("World", 900, 60), ("Afghanistan", 4, 25), ("Namibia", 516, 20), ("OTHER", 2003, 15)]
    lines = [[row, name, None, "B", code, *blocks(female, 8)] for row, (name, code, female) in enumerate(rows, start=1)]
    fill(book.create_sheet("Table 1"), "2024", 6, headers, undesa.MIGRANTS, lines)
    return book


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of small raw files, of invented figures."""
    raw = tmp_path / "raw"
    (raw / "geo").mkdir(parents=True)
    (raw / "undesa").mkdir()
    with (raw / "geo/UNSD-en.csv").open("w", encoding="utf-8", newline="") as file:
        rows = [
            ["001", "World", "", "", "", "", "", "", iso3, m49, iso2, iso3, "", "", ""] for m49, iso2, iso3 in COUNTRIES
        ]
        csv.writer(file).writerows([UNSD_HEADER, *rows])
    destination_book("2024").save(raw / undesa.DESTINATION_2024)
    destination_book("2020").save(raw / undesa.DESTINATION_2020)
    origin_book().save(raw / undesa.ORIGIN_2024)
    pairs = ["dest_code,dest_iso3,orig_code,orig_iso3,sex,year,migrant_stock,data_type"]
    pairs += [
        f"4,AFG,516,NAM,{sex},{year},{year if sex == 'male' else 0},B"
        for sex in ("female", "male")
        for year in YEARS["2024"]
    ]
    pairs += ["516,NAM,2003,OOO,female,2024,3,B"]
    write_gz(raw / undesa.BILATERAL_2024, pairs)
    ages = ["location_code,iso3,sex,year,age_group,migrant_stock"]
    for code, total, groups in (("4", 30, (10, 20)), ("36", 90, (0, 0)), ("652", 0, (0, 0))):
        for group, figure in zip(("total", "0-4", "75+"), (total, *groups), strict=True):
            ages.append(f"{code},XXX,both,2020,{group},{figure}")
    write_gz(raw / undesa.AGE_2020, ages)
    (raw / undesa.POPULATION).write_text("iso3,year,population\nNAM,1950,999.9999999\nAFG,2023,5000.0000001\n", "utf-8")
    return raw


def write_gz(path: Path, lines: list[str]) -> None:
    path.write_bytes(gzip.compress("\n".join(lines).encode() + b"\n", mtime=0))


def edit(path: Path, sheet: str, cell: str, value: object) -> None:
    book = openpyxl.load_workbook(path)
    book[sheet][cell] = value
    book.save(path)


def one(frame: pd.DataFrame, **where: object) -> pd.Series:
    for column, value in where.items():
        frame = frame[frame[column] == value]
    assert len(frame) == 1
    return frame.iloc[0]


# A good file, with the quirks of the source


def test_blocks_and_shifted_population_are_read_right(folder: Path) -> None:
    frame = undesa.migrant_stock_2024(Raw(folder))
    assert len(frame) == 6 * 8 * 3  # Australia/New Zealand once
    namibia = one(frame, area="NAM", year=2024, sex="female")
    assert (namibia.migrants, namibia.population, namibia.share, namibia.data_type) == (20, 2000, 10, "C")
    assert one(frame, area="NAM", year=1990, sex="male").migrants == 40
    assert one(frame, area="AFG", year=2020, sex="both").coverage_note == 7
    assert one(frame, area="053", year=2005, sex="both").data_type == "B"
    empty = frame[frame.area == "BLM"]
    assert (
        len(empty) == 24 and empty.migrants.isna().all() and empty.share.isna().all() and empty.population.notna().all()
    )


def test_two_dots_of_revision_2020_are_missing(folder: Path) -> None:
    frame = undesa.migrant_stock_2020(Raw(folder))
    assert len(frame) == 6 * 7 * 3
    assert frame[frame.area == "BLM"][["migrants", "population", "share"]].isna().all().all()
    assert one(frame, area="AUS", year=2015, sex="female").migrants == 30


def test_suppressed_refugees_are_missing_and_flagged(folder: Path) -> None:
    frame = undesa.refugees_2020(Raw(folder))
    hidden = one(frame, area="NAM", year=1995)
    assert pd.isna(hidden.refugees) and pd.isna(hidden.share) and hidden.flag == "suppressed"
    assert one(frame, area="AUS", year=2020).refugees == 0
    assert pd.isna(one(frame, area="BLM", year=2020).flag)
    assert one(frame, area="AFG", year=2020).share == 3


def test_other_origins_have_their_key(folder: Path) -> None:
    frame = undesa.migrant_stock_2024_origin(Raw(folder))
    assert one(frame, origin="OTH", year=2024, sex="female").migrants == 15
    assert set(frame.columns) == {"origin", "year", "sex", "migrants"}


def test_pairs_keep_zeros_and_do_not_invent_them(folder: Path) -> None:
    frame = undesa.migrant_stock_2024_bilateral(Raw(folder))
    pair = one(frame, destination="AFG", origin="NAM", year=2005)
    assert (pair.female, pair.male) == (0, 2005)
    other = one(frame, destination="NAM", origin="OTH")
    assert other.female == 3 and pd.isna(other.male)


def test_ages_without_figures_are_missing(folder: Path) -> None:
    frame = undesa.migrant_stock_2020_age(Raw(folder))
    assert one(frame, area="AFG", age_group="75+").migrants == 20
    assert one(frame, area="AUS", age_group="total").migrants == 90
    assert frame[(frame.area == "AUS") & (frame.age_group != "total")].migrants.isna().all()
    assert frame[frame.area == "BLM"].migrants.isna().all()
    assert one(frame, area="AFG", age_group="0-4").age_from == 0


def test_population_is_whole_persons(folder: Path) -> None:
    frame = undesa.population(Raw(folder))
    assert one(frame, area="NAM", year=1950).population == 1000


# Damaged files

DAMAGE = [
    ("Table 1", "D11", "Type", "'Table 1', cell D11"),
    ("Table 1", "F4", "POP/DB/MIG/Stock/Rev.2026", "'Table 1', cell F4"),
    ("Table 1", "M11", 2025, "'Table 1', cell M11"),
    ("Table 1", "N8", "International migrant stock at mid-year, females", "'Table 1', cell N8"),
    ("Table 1", "H15", "many", "'Table 1', cell H15"),
    ("Table 1", "H15", 1.5, "'Table 1', cell H15: expected a whole number, not below zero, found 1.5"),
    ("Table 1", "H15", 61, "'Table 1', cell H12: areas add up to"),
    ("Table 1", "E14", 5, "'Table 1', cell E14: unknown location code 5"),
    ("Table 1", "E12", 903, "'Table 1', cell B12: location code 903 should be Africa"),
    ("Table 1", "A15", 9, "'Table 1', cell A15"),
    ("Table 1", "D14", "B X", "'Table 1', cell D14"),
    ("Table 1", "F13", 91, "rows 13 and 16: two rows of 053, 1990, both"),
    ("Table 2", "B14", "Namibia", "'Table 2', cell B14"),
    ("Table 2", "D11", "Data type", "'Table 2', cell D11"),
    ("Table 3", "F8", "Share", "'Table 3', cell F8"),
]


@pytest.mark.parametrize(("sheet", "cell", "value", "place"), DAMAGE)
def test_damaged_workbook_is_refused(folder: Path, sheet: str, cell: str, value: object, place: str) -> None:
    edit(folder / undesa.DESTINATION_2024, sheet, cell, value)
    with pytest.raises(ImportProblem) as problem:
        undesa.migrant_stock_2024(Raw(folder))
    assert place in str(problem.value) and undesa.DESTINATION_2024 in str(problem.value)


def test_missing_sheet_and_truncated_workbook_are_refused(folder: Path) -> None:
    path = folder / undesa.DESTINATION_2020
    book = openpyxl.load_workbook(path)
    del book["Table 6"]
    book.save(path)
    with pytest.raises(ImportProblem, match="no sheet 'Table 6'"):
        undesa.refugees_2020(Raw(folder))
    path.write_bytes(path.read_bytes()[:2000])
    with pytest.raises(ImportProblem, match="cannot be read as a workbook"):
        undesa.migrant_stock_2020(Raw(folder))


def test_damaged_csv_files_are_refused(folder: Path) -> None:
    path = folder / undesa.BILATERAL_2024
    whole = gzip.decompress(path.read_bytes()).decode().splitlines()
    for lines, place in (
        (["dest,dest_iso3", *whole[1:]], "line 1"),
        (
            [whole[0], whole[1].replace("1990", "1991")],
            "line 2, column 'year': expected 1990 or 1995 or 2000 or 2005 or 2010 or 2015 or 2020 or 2024, found '1991'",
        ),
        (
            [whole[0], whole[1].replace(",0,", ",few,")],
            "line 2, column 'migrant_stock': expected a number, found 'few'",
        ),
        ([whole[0], whole[1].replace(",0,", ",0.5,")], "line 2, column 'migrant_stock': expected a whole number"),
        (
            [whole[0], whole[1].replace("516", "9999")],
            "line 2, column 'orig_code': expected the code of an area, found '9999'",
        ),
        ([*whole[:3], whole[2]], "line 4: a second row"),
    ):
        write_gz(path, lines)
        with pytest.raises(ImportProblem) as problem:
            undesa.migrant_stock_2024_bilateral(Raw(folder))
        assert place in str(problem.value)
    path.write_bytes(path.read_bytes()[:40])
    with pytest.raises(ImportProblem, match="cannot be read"):
        undesa.migrant_stock_2024_bilateral(Raw(folder))


def test_ages_must_have_the_published_total(folder: Path) -> None:
    path = folder / undesa.AGE_2020
    write_gz(path, gzip.decompress(path.read_bytes()).decode().replace("total,30", "total,31").splitlines())
    with pytest.raises(
        ImportProblem,
        match=f"line 2, column 'migrant_stock': expected the total of {undesa.DESTINATION_2020}, found '31'",
    ):
        undesa.migrant_stock_2020_age(Raw(folder))


@pytest.fixture
def passports_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of datasets with passports and without data."""
    monkeypatch.setattr(importers, "MODULES", ("undesa",))
    target = tmp_path / "datasets"
    shutil.copytree(DATASETS / "undesa", target / "undesa", ignore=shutil.ignore_patterns("*.parquet*"))
    return target


def test_nothing_is_written_when_one_file_is_damaged(folder: Path, passports_only: Path) -> None:
    edit(folder / undesa.ORIGIN_2024, "Table 1", "F11", 1991)
    before = {path: path.read_bytes() for path in passports_only.rglob("*.yml")}
    with pytest.raises(ImportProblem, match="cell F11"):
        importers.run(["undesa"], folder, passports_only, lambda _: None)
    assert not list(passports_only.rglob("*.parquet*"))
    assert before == {path: path.read_bytes() for path in passports_only.rglob("*.yml")}


def test_two_runs_are_byte_identical(folder: Path, passports_only: Path) -> None:
    runs = []
    for _ in range(2):
        importers.run(["undesa"], folder, passports_only, lambda _: None)
        runs.append({path.parent.name: path.read_bytes() for path in passports_only.rglob("data.parquet")})
    assert len(runs[0]) == 7 and runs[0] == runs[1]


# The bundled tables against the publisher's files, read another way, and against each other


def bundled(name: str) -> pd.DataFrame:
    return pd.read_parquet(data_file(f"undesa/{name}"))


def iso3_of_m49(raw_folder: Path) -> dict[int, str]:
    m49 = pd.read_csv(raw_folder / "geo/UNSD-en.csv", keep_default_na=False, encoding="utf-8-sig")
    return {int(code): iso3 for code, iso3 in zip(m49["M49 Code"], m49["ISO-alpha3 Code"], strict=True)} | {830: "XCX"}


def columns_by_letter(path: Path, sheet: str, columns: str) -> pd.DataFrame:
    """Columns of a sheet from its row 12 on, by their letters."""
    frame = pd.read_excel(path, sheet_name=sheet, header=None, skiprows=11, usecols=columns, keep_default_na=False)
    return frame.set_axis(columns.split(","), axis=1)


# Years and sexes sit in columns found by eye, not by the importer's rules: file, sheet, code, figures, year, sex, table
WHOLE_COLUMNS = [
    (undesa.DESTINATION_2024, "Table 1", "E", "M", 2024, "both", "migrant-stock-2024", "migrants"),
    (undesa.DESTINATION_2024, "Table 1", "E", "Q", 2005, "male", "migrant-stock-2024", "migrants"),
    (undesa.DESTINATION_2024, "Table 1", "E", "V", 1990, "female", "migrant-stock-2024", "migrants"),
    (undesa.DESTINATION_2024, "Table 1", "E", "AC", 2024, "female", "migrant-stock-2024", "migrants"),
    (undesa.DESTINATION_2024, "Table 3", "E", "U", 2024, "male", "migrant-stock-2024", "share"),
    (undesa.ORIGIN_2024, "Table 1", "E", "L", 2020, "both", "migrant-stock-2024-origin", "migrants"),
    (undesa.ORIGIN_2024, "Table 1", "E", "Z", 2010, "female", "migrant-stock-2024-origin", "migrants"),
    (undesa.DESTINATION_2020, "Table 1", "D", "L", 2020, "both", "migrant-stock-2020", "migrants"),
    (undesa.DESTINATION_2020, "Table 1", "D", "O", 2000, "male", "migrant-stock-2020", "migrants"),
    (undesa.DESTINATION_2020, "Table 2", "D", "Z", 2020, "female", "migrant-stock-2020", "population"),
    (undesa.DESTINATION_2020, "Table 6", "D", "K", 2015, None, "refugees-2020", "refugees"),
    (undesa.DESTINATION_2020, "Table 6", "D", "N", 1995, None, "refugees-2020", "share"),
]


@pytest.mark.parametrize(("file", "sheet", "code", "figures", "year", "sex", "table", "measure"), WHOLE_COLUMNS)
def test_whole_columns_as_published(
    raw_folder: Path,
    file: str,
    sheet: str,
    code: str,
    figures: str,
    year: int,
    sex: str | None,
    table: str,
    measure: str,
) -> None:
    raw = columns_by_letter(raw_folder / file, sheet, f"{code},{figures}")
    known = iso3_of_m49(raw_folder)
    frame = bundled(table)
    frame = frame[(frame.year == year) & ((frame.sex == sex) if sex else True)]
    ours = dict(zip(frame.iloc[:, 0], frame[measure], strict=True))
    singles = 0
    for location, figure in zip(raw[code], raw[figures], strict=True):
        key = known.get(location) or undesa.GROUPS[location][0]
        if figure in ("", "..", "~"):
            assert pd.isna(ours[key]), key
        else:
            assert ours[key] == pytest.approx(figure * (1000 if measure == "population" else 1), rel=1e-12), key
        singles += location in known
    assert singles > 230


def test_population_of_the_shifted_table(raw_folder: Path) -> None:
    path = raw_folder / undesa.DESTINATION_2024
    codes = columns_by_letter(path, "Table 1", "B,E")
    people = columns_by_letter(path, "Table 2", "B,L,S")  # 2024 both sexes, 2020 men
    assert [name.strip() for name in people["B"]] == list(codes["B"])
    known, frame = iso3_of_m49(raw_folder), bundled("migrant-stock-2024")
    ours = {(row.area, row.year, row.sex): row.population for row in frame.itertuples()}
    for location, both, male in zip(codes["E"], people["L"], people["S"], strict=True):
        key = known.get(location) or undesa.GROUPS[location][0]
        assert ours[key, 2024, "both"] == round(both * 1000) and ours[key, 2020, "male"] == round(male * 1000)


def test_names_of_countries_belong_to_their_codes(raw_folder: Path) -> None:
    m49 = pd.read_csv(raw_folder / "geo/UNSD-en.csv", keep_default_na=False, encoding="utf-8-sig")
    names = {int(code): name for code, name in zip(m49["M49 Code"], m49["Country or Area"], strict=True)}
    sheet = columns_by_letter(raw_folder / undesa.DESTINATION_2024, "Table 1", "B,E")
    same = [
        names.get(code) == name.strip(" *") for name, code in zip(sheet["B"], sheet["E"], strict=True) if code < 900
    ]
    assert sum(same) > 200


def test_random_pairs_and_ages_as_in_the_files(raw_folder: Path) -> None:
    known = iso3_of_m49(raw_folder) | {2003: "OTH"}
    draw = random.Random(2024)
    with gzip.open(raw_folder / undesa.BILATERAL_2024, "rt", encoding="utf-8") as file:
        pairs = list(csv.DictReader(file))
    ours = bundled("migrant-stock-2024-bilateral").set_index(["destination", "origin", "year"])
    assert len(pairs) == ours[["female", "male"]].notna().sum().sum()
    for row in draw.sample(pairs, 400):
        key = (known[int(row["dest_code"])], known[int(row["orig_code"])], int(row["year"]))
        assert ours.loc[key, row["sex"]] == int(row["migrant_stock"])
    with gzip.open(raw_folder / undesa.AGE_2020, "rt", encoding="utf-8") as file:
        ages = list(csv.DictReader(file))
    by_age = bundled("migrant-stock-2020-age").set_index(["area", "sex", "year", "age_group"])["migrants"]
    assert len(ages) == len(by_age)
    for row in draw.sample(ages, 400):
        figure = by_age[known[int(row["location_code"])], row["sex"], int(row["year"]), row["age_group"]]
        assert figure == int(row["migrant_stock"]) or pd.isna(figure)
    assert by_age.isna().sum() == 2858  # 122 cells with two dots, with their ages, and three areas without ages


def test_population_as_in_the_file(raw_folder: Path) -> None:
    raw = pd.read_csv(raw_folder / undesa.POPULATION, keep_default_na=False).sort_values(["iso3", "year"])
    ours = bundled("population")
    assert list(ours.area) == list(raw.iso3) and list(ours.year) == list(raw.year)
    assert (ours.population.to_numpy() == raw.population.round().to_numpy()).all()


@pytest.mark.parametrize(
    ("side", "table"), [("destination", "migrant-stock-2024"), ("origin", "migrant-stock-2024-origin")]
)
def test_pairs_add_up_to_every_published_total(side: str, table: str) -> None:
    pairs = bundled("migrant-stock-2024-bilateral").groupby([side, "year"])[["female", "male"]].sum()
    totals = bundled(table).pivot(
        index=["area" if side == "destination" else "origin", "year"], columns="sex", values="migrants"
    )
    totals = totals.loc[pairs.index]
    assert len(pairs) == 8 * (233 if side == "destination" else 234)
    assert (pairs["female"] == totals["female"]).all() and (pairs["male"] == totals["male"]).all()
    assert (pairs.sum(axis=1) == totals["both"]).all()


def test_refugee_shares_are_of_the_stock_of_the_same_revision() -> None:
    stock = bundled("migrant-stock-2020")
    both = bundled("refugees-2020").merge(stock[stock.sex == "both"], on=["area", "year"], suffixes=("", "_population"))
    shown = both[both.share.notna()]
    assert ((100 * shown.refugees / shown.migrants - shown.share).abs() < 1e-9).all()


def test_population_stays_within_the_difference_that_its_passport_names() -> None:
    stock = bundled("migrant-stock-2024")
    both = bundled("population").merge(stock[stock.sex == "both"], on=["area", "year"], suffixes=("", "_published"))
    difference = (both.population - both.population_published).abs()
    assert len(both) == 7 * 234 and difference.max() == 31
    assert (difference / both.population_published)[both.population_published > 100_000].max() < 0.0003
