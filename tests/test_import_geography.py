"""Geography: damaged files are refused, the quirks are read, and the tables are those of the publishers' files."""

from __future__ import annotations

import csv
import gzip
import json
import random
import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pytest
from shapely import Polygon

from lma_data.catalog import DATASETS, ROOT
from lma_data.importers import ImportProblem, Raw, boundaries, geography, run
from lma_data.importers import raw as raw_module
from lma_data.importers.areas import UNSD_HEADER

MAP = ROOT / "static" / "world_50m.json"
TABLES = ("areas", "boundaries", "communities", "income-groups", "labour-force", "population-wdi")
AREA_COLUMNS = ("area", "origin", "destination", "asylum", "sender", "receiver", "region", "income_group")


def table(name: str) -> pd.DataFrame:
    return pq.read_table(DATASETS / "geography" / name / "data.parquet").to_pandas()


def write_csv(path: Path, rows: list[list[Any]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8-sig", newline="") as lines:
        csv.writer(lines, lineterminator="\n").writerows(rows)


def m49_row(name: str, code: str, iso2: str, iso3: str, sub: str = "155", ldc: str = "") -> list[str]:
    return ["001", "World", "150", "Europe", sub, "", "", "", name, code, iso2, iso3, ldc, "", ""]


WDI_HEADER = ["Country Name", "Country Code", "Indicator Name", "Indicator Code", *geography.LABOUR_FORCE_YEARS]


def wdi_row(code: str, first: str = "", last: str = "") -> list[str]:
    middle = [""] * (len(geography.LABOUR_FORCE_YEARS) - 2)
    return ["A name", code, "Labor force, total", "SL.TLF.TOTL.IN", first, *middle, last]


def workbook(
    path: Path, rows: list[tuple[str, list[Any]]], first: int = 1989, sheet: str = geography.INCOME_SHEET
) -> None:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = sheet
    page["B5"], page["B6"] = "Bank's fiscal year:", "Data for calendar year :"
    for column, year in enumerate(range(first, first + 38), start=3):
        page.cell(5, column, f"FY{year % 100:02}")
        page.cell(6, column, year - 2)
    for row, (code, groups) in enumerate(rows, start=12):
        page.cell(row, 1, code)
        for column, group in enumerate(groups, start=3):
            page.cell(row, column, group)
    book.save(path)


def topology() -> dict[str, Any]:
    """Two neighbours with a line between them, and an island of a hundredth of a degree; steps of 0.001 degrees."""
    between = [[1000, 0], [10, 500], [-10, 500]]
    west = [[1000, 1000], [-1000, 0], [0, -1000], [1000, 0]]
    east = [[1000, 0], [1000, 0], [0, 1000], [-1000, 0]]
    island = [[5000, 5000], [0, 10], [10, 0], [0, -10], [-10, 0]]
    countries = [
        {"type": "Polygon", "id": "FRA", "properties": {}, "arcs": [[0, 1]]},
        {"type": "Polygon", "id": "NAM", "properties": {}, "arcs": [[2, ~0]]},
        {"type": "Polygon", "id": "FRA", "properties": {}, "arcs": [[3]]},
    ]
    return {
        "type": "Topology",
        "transform": {"scale": [0.001, 0.001], "translate": [0, 0]},
        "arcs": [between, west, east, island],
        "objects": {
            "countries": {"type": "GeometryCollection", "geometries": countries},
            "land": {"type": "GeometryCollection", "geometries": [{"type": "MultiPolygon", "arcs": [[[2, 1]], [[3]]]}]},
            "coastlines": {
                "type": "GeometryCollection",
                "geometries": [{"type": "MultiLineString", "arcs": [[1], [2], [3]]}],
            },
        },
    }


@pytest.fixture
def tiny(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of tiny files with the real headers and quirks, and invented figures."""
    raw = tmp_path / "raw"
    english = [m49_row("France", "250", "FR", "FRA"), m49_row("Namibia", "516", "NA", "NAM", ldc="x")]
    french = [m49_row("République d'essai", "250", "FR", "FRA"), m49_row("Namibie", "516", "NA", "NAM", ldc="x")]
    write_csv(raw / "geo/UNSD-en.csv", [UNSD_HEADER, *english])
    write_csv(raw / "geo/UNSD-fr.csv", [UNSD_HEADER, *french])
    ilo = [
        ["FRA", "France", "Europe and Central Asia", "Eastern Europe", "Western Europe", "High income", "Yes", "Yes"],
        ["NAM", "Namibia", "Africa", "Sub-Saharan Africa", "Southern Africa", "High income", "No", "Yes (*)"],
        ["KOS", "Kosovo", "Europe and Central Asia", "Eastern Europe", "Southern Europe", "High income", "No", "No"],
    ]
    write_csv(raw / geography.ILO, [geography.ILO_HEADER, *ilo])
    (raw / boundaries.SOURCE).write_text(json.dumps(topology()))
    preamble: list[list[str]] = [["Data Source"], [], ["Last Updated Date"], []]
    write_csv(
        raw / geography.LABOUR_FORCE,
        [*preamble, WDI_HEADER, wdi_row("NAM", "7", "9"), wdi_row("CHI"), wdi_row("WLD", "", "99")],
    )
    write_csv(
        raw / geography.POPULATION,
        [["Country Name", "Country Code", "Year", "Value"], ["Namibia", "NAM", "1960", "12"]],
    )
    workbook(
        raw / geography.INCOME, [("NAM", ["LM*", "..", None, "UM"]), ("YUG", ["L"]), ("YUGf", ["H"]), ("CHI", ["H"])]
    )

    hand = tmp_path / "hand"
    write_csv(
        hand / "geography/areas/countries.csv",
        [["area", "name_en", "name_fr", "label_en", "label_fr", "variants"], ["FRA", "", "", "Fr.", "", "Gaul|Gaule"]],
    )
    shutil.copy(DATASETS / "geography/areas/groups.csv", hand / "geography/areas/groups.csv")
    monkeypatch.setattr(raw_module, "DATASETS", hand)
    # The tiny map has none of the disputed shapes.
    monkeypatch.setattr(geography, "DISPUTED", set())
    return raw


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """A folder of datasets with the passports alone."""
    return passports_in(tmp_path / "project" / "datasets")


def passports_in(datasets: Path) -> Path:
    for name in TABLES:
        (datasets / "geography" / name).mkdir(parents=True)
        shutil.copy(DATASETS / "geography" / name / "dataset.yml", datasets / "geography" / name / "dataset.yml")
    return datasets


# The quirks, in tiny files


def test_areas_join_names_marks_and_groups(tiny: Path) -> None:
    frame = geography.areas(Raw(tiny)).set_index("area")
    assert frame.loc["NAM", "iso2"] == "NA"
    assert frame.loc["NAM", "name_fr"] == frame.loc["NAM", "label_fr"] == "Namibie"
    assert frame.loc["FRA", "name_fr"] == "République d’essai"
    assert frame.loc["FRA", "label_en"] == "Fr." and frame.loc["FRA", "variants"] == "Gaul|Gaule"
    assert frame.loc["NAM", "ldc"] and not frame.loc["FRA", "ldc"] and pd.isna(frame.loc["XKX", "ldc"])
    assert frame.loc["FRA", "ilo_member"] and not frame.loc["XKX", "ilo_member"]
    assert frame.loc["XKX", "ilo_subregion"] == "ilo-subregion:southern-europe"
    assert frame.loc["FRA", "sdg_region"] == "513"
    # The middle of the mainland, not of the island; both are small here, Kosovo has no shape.
    assert (frame.loc["FRA", "lon"], frame.loc["FRA", "lat"]) == (0.5, 0.5)
    assert not frame.loc["FRA", "small"] and frame.loc["XKX", "small"]
    assert pd.isna(frame.loc["HIC", "lon"]) and pd.isna(frame.loc["HIC", "small"])


def test_income_groups_quirks(tiny: Path) -> None:
    frame = geography.income_groups(Raw(tiny))
    found = set(frame.itertuples(index=False, name=None))
    assert found == {
        ("NAM", 1989, "LMC", 1987),
        ("NAM", 1992, "UMC", 1990),
        ("SCG", 1989, "LIC", 1987),
        ("YUG", 1989, "HIC", 1987),
        ("XCX", 1989, "HIC", 1987),
    }


def test_labour_force_drops_only_empty_cells(tiny: Path) -> None:
    frame = geography.labour_force(Raw(tiny))
    assert set(frame.itertuples(index=False, name=None)) == {("NAM", 1960, 7), ("NAM", 2024, 9), ("WLD", 2024, 99)}


def test_the_map_keeps_neighbours_together_and_islands_whole(tiny: Path) -> None:
    small = json.loads(boundaries.browser_map(boundaries.read_topology(Raw(tiny))))
    arcs = boundaries.lines(small)
    parts = boundaries.countries(small)
    assert set(parts) == {"FRA", "NAM"} and len(parts["FRA"]) == 2, "parts under one code are joined"
    # The bulge of a hundredth of a degree goes, once for both; the island of the same size stays.
    assert [len(line) for line in arcs] == [2, 4, 4, 5]
    france, island = (Polygon(boundaries.ring(outer, arcs)) for [outer] in parts["FRA"])
    [[namibia]] = parts["NAM"]
    assert france.intersection(Polygon(boundaries.ring(namibia, arcs))).length == pytest.approx(1)
    assert island.area == pytest.approx(0.0001)
    assert small["objects"]["rivers"]["geometries"] == []


# Damaged files


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8-sig")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8-sig")


@pytest.mark.parametrize(
    ("file", "old", "new", "dataset", "says"),
    [
        ("geo/UNSD-fr.csv", "M49 Code", "Code M49", "areas", "geo/UNSD-fr.csv, cell J1"),
        ("geo/UNSD-fr.csv", "NA,NAM", "NA,NAX", "areas", "geo/UNSD-fr.csv: its areas"),
        (
            "geo/UNSD-en.csv",
            "NAM,x",
            "NAM,maybe",
            "areas",
            "UNSD-en.csv, line 3, column 'Least Developed Countries (LDC)': expected",
        ),
        (
            geography.ILO,
            "Sub-Saharan Africa",
            "Subsaharan Africa",
            "areas",
            "line 3, column 'ILO Subregion - Broad': expected",
        ),
        (geography.ILO, "KOS", "KSV", "areas", "line 4, column 'ISO3 Code': expected the code of an area, found 'KSV'"),
        (geography.LABOUR_FORCE, "1960,1961", "1961,1960", "labour-force", "cell E5"),
        (
            geography.LABOUR_FORCE,
            ",9\n",
            ",nine\n",
            "labour-force",
            "line 6, column '2024': expected a number, found 'nine'",
        ),
        (geography.LABOUR_FORCE, ",7,", ",7\n", "labour-force", "line 6"),
        (
            geography.LABOUR_FORCE,
            "WLD",
            "WRD",
            "labour-force",
            "line 8, column 'Country Code': expected the code of an area, found 'WRD'",
        ),
        (
            geography.LABOUR_FORCE,
            "SL.TLF.TOTL.IN",
            "SL.TLF.TOTL.FE.IN",
            "labour-force",
            "line 6, column 'Indicator Code': expected 'SL.TLF.TOTL.IN'",
        ),
        (geography.POPULATION, ",Year,", ",Time,", "population-wdi", "cell C1"),
        (
            geography.POPULATION,
            "NAM",
            "XYZ",
            "population-wdi",
            "line 2, column 'Country Code': expected the code of an area, found 'XYZ'",
        ),
        (boundaries.SOURCE, '"land"', '"lands"', "boundaries", "'land'"),
        (boundaries.SOURCE, '"NAM"', '"XYZ"', "boundaries", "XYZ"),
        (boundaries.SOURCE, '"id": "NAM"', '"id": "NAM", "type": "Point"', "boundaries", "NAM is a Point"),
        (boundaries.SOURCE, '"arcs": [[[', '"arcs": [[[[', "boundaries", "not JSON"),
    ],
)
def test_damaged_text_is_refused(
    tiny: Path, target: Path, file: str, old: str, new: str, dataset: str, says: str
) -> None:
    replace(tiny / file, old, new)
    with pytest.raises(ImportProblem) as refused:
        run([f"geography/{dataset}"], tiny, target, say=lambda line: None)
    assert says in str(refused.value)
    assert_nothing_written(target)


def test_damaged_workbook_is_refused(tiny: Path, target: Path) -> None:
    path = tiny / geography.INCOME

    def refused() -> str:
        with pytest.raises(ImportProblem) as problem:
            run(["geography/income-groups"], tiny, target, say=lambda line: None)
        assert_nothing_written(target)
        return str(problem.value)

    workbook(path, [("NAM", ["L"])], first=1990)
    assert "cell C5: expected 'FY89'" in refused()
    workbook(path, [("NAM", ["L", "LH"])])
    assert f"sheet '{geography.INCOME_SHEET}', cell D12: expected 'L' or" in refused()
    workbook(path, [("NAX", ["L"])])
    assert "cell A12: expected the code of an area, found 'NAX'" in refused()
    workbook(path, [("NAM", ["L"])], sheet="Another")
    assert "there are: ['Another']" in refused()
    path.write_bytes(path.read_bytes()[:500])
    assert "cannot be read as a workbook" in refused()


def test_a_failing_table_leaves_no_map(tiny: Path, target: Path) -> None:
    replace(tiny / geography.LABOUR_FORCE, ",9\n", ",nine\n")
    with pytest.raises(ImportProblem):
        run(["geography/boundaries", "geography/labour-force"], tiny, target, say=lambda line: None)
    assert_nothing_written(target)


def assert_nothing_written(datasets: Path) -> None:
    files = {path.name for path in datasets.parent.rglob("*") if path.is_file()}
    assert files == {"dataset.yml"}


# The tables themselves


def test_every_area_of_every_dataset_has_a_row() -> None:
    known = set(table("areas")["area"])
    for path in sorted(DATASETS.glob("*/*/data.parquet")):
        for column in set(pq.read_schema(path).names) & set(AREA_COLUMNS):
            used = set(pq.read_table(path, columns=[column])[column].drop_null().unique().to_pylist())
            assert used <= known, f"{path.parent.name}, {column}: {sorted(used - known)}"


def test_names_are_whole_and_told_apart() -> None:
    areas = table("areas")
    for lang in ("en", "fr"):
        names, labels = areas[f"name_{lang}"], areas[f"label_{lang}"]
        assert names.str.strip().ne("").all() and labels.str.strip().ne("").all()
        assert not areas.duplicated(["kind", f"name_{lang}"]).any()
        assert not areas.duplicated(["kind", f"label_{lang}"]).any()
        assert labels.str.len().max() <= 24
        assert not names.str.contains("'").any() and not labels.str.contains("'").any()
    places = areas[areas["kind"].isin(["country", "historical"])]
    assert not places["label_en"].duplicated().any() and not places["label_fr"].duplicated().any()


@pytest.mark.parametrize(
    ("area", "name_en", "name_fr", "label_fr"),
    [
        ("CIV", "Côte d’Ivoire", "Côte d’Ivoire", "Côte d’Ivoire"),
        ("TWN", "Taiwan, Province of China", "Taïwan, Province de Chine", "Taïwan, Prov. de Chine"),
        ("COD", "Democratic Republic of the Congo", "République démocratique du Congo", "RD Congo"),
        ("NAM", "Namibia", "Namibie", "Namibie"),
        ("XXA", "Stateless people", "Apatrides", "Apatrides"),
        ("030", "Eastern Asia", "Asie orientale", "Asie orientale"),
    ],
)
def test_known_names(area: str, name_en: str, name_fr: str, label_fr: str) -> None:
    row = table("areas").set_index("area").loc[area]
    assert (row["name_en"], row["name_fr"], row["label_fr"]) == (name_en, name_fr, label_fr)


@pytest.mark.parametrize(
    ("name", "area"),
    [
        ("Ivory Coast", "CIV"),
        ("Turquie", "TUR"),
        ("Cap-Vert", "CPV"),
        ("Burma", "MMR"),
        ("UK", "GBR"),
        ("Syrie", "SYR"),
    ],
)
def test_other_names_lead_to_one_area(name: str, area: str) -> None:
    areas = table("areas").dropna(subset="variants")
    found = areas.loc[areas["variants"].str.split("|").map(lambda names: name in names), "area"]
    assert found.tolist() == [area]


def test_small_states_are_marked() -> None:
    areas = table("areas").set_index("area")
    must = [
        "MLT",
        "BHR",
        "SGP",
        "MDV",
        "BRB",
        "GRD",
        "LCA",
        "VCT",
        "KNA",
        "ATG",
        "DMA",
        "TTO",
        "NRU",
        "TUV",
        "KIR",
        "MHL",
        "FSM",
        "PLW",
        "TON",
        "WSM",
        "COM",
        "CPV",
        "MUS",
        "SYC",
        "STP",
    ]
    assert areas.loc[must, "small"].all()
    assert not areas.loc[["FRA", "JAM", "GMB", "QAT", "RUS", "CYP", "LBN"], "small"].any()


def test_points_lie_near_their_countries() -> None:
    areas = table("areas").set_index("area")
    for area, lon, lat in (
        ("FRA", 2, 47),
        ("USA", -99, 39),
        ("RUS", 97, 62),
        ("KIR", 173, 1),
        ("XKX", 21, 43),
        ("NZL", 171, -44),
    ):
        assert abs(areas.loc[area, "lon"] - lon) < 1 and abs(areas.loc[area, "lat"] - lat) < 1


# The map


def test_the_map_is_light_and_has_every_shape() -> None:
    content = MAP.read_bytes()
    assert len(gzip.compress(content, 9, mtime=0)) <= 150 * 1024
    world = json.loads(content)
    assert {"countries", "land", "coastlines", "lakes", "ocean", "rivers", "subunits"} == set(world["objects"])
    ids = [geometry["id"] for geometry in world["objects"]["countries"]["geometries"]]
    assert len(ids) == len(set(ids)), "plotly.js colours only the first shape with a code"
    shapes = table("boundaries").set_index("area")["shape"]
    assert set(shapes.index[shapes]) == set(ids) - geography.DISPUTED
    assert set(table("areas").query("kind == 'country'")["area"]) == set(shapes.index)


def test_no_ring_of_the_map_has_collapsed() -> None:
    world = json.loads(MAP.read_bytes())
    arcs = boundaries.lines(world)
    for code, polygons in boundaries.countries(world).items():
        for rings in polygons:
            for numbers in rings:
                line = boundaries.ring(numbers, arcs)
                assert line[0] == pytest.approx(line[-1]) and Polygon(line).area > 0, code


def test_simplifying_keeps_sizes(raw_folder: Path) -> None:
    source = boundaries.read_topology(Raw(raw_folder))
    world = json.loads(MAP.read_bytes())
    before = boundaries.shapes(source, boundaries.lines(source))
    after = boundaries.shapes(world, boundaries.lines(world))
    assert set(before) == set(after)
    for code in set(before) - geography.CUT:
        assert len(after[code].geoms) == len(before[code].geoms)
        change = abs(after[code].area / before[code].area - 1)
        assert change < (0.03 if before[code].area > 5 else 0.15), (code, change)


# Against the publishers' files, read another way


def test_areas_are_those_of_m49(raw_folder: Path) -> None:
    areas = table("areas").set_index("area")
    renamed = {"en": {"CIV", "FLK", "NLD", "TWN"}, "fr": {"TWN"}}
    for lang, expected in renamed.items():
        with (raw_folder / f"geo/UNSD-{lang}.csv").open(encoding="utf-8-sig", newline="") as lines:
            rows = list(csv.DictReader(lines))
        assert len(rows) == 249
        different = set()
        for row in rows:
            area = areas.loc[row["ISO-alpha3 Code"]]
            if area[f"name_{lang}"] != row["Country or Area"].replace("'", "’"):
                different.add(row["ISO-alpha3 Code"])
            groups = ("Region Code", "Sub-region Code", "Intermediate Region Code")
            for column, group in zip(("region", "subregion", "intermediate"), groups, strict=True):
                assert (area[column] or "") == row[group] or (pd.isna(area[column]) and not row[group])
            assert area["m49"] == row["M49 Code"] and area["iso2"] == row["ISO-alpha2 Code"]
            marks = ("Least Developed Countries (LDC)", "Land Locked Developing Countries (LLDC)")
            for column, mark in zip(("ldc", "lldc"), marks, strict=True):
                assert area[column] == (row[mark] == "x")
        assert different == expected


def test_groups_are_named_as_in_m49(raw_folder: Path) -> None:
    areas = table("areas").set_index("area")
    for lang in ("en", "fr"):
        with (raw_folder / f"geo/UNSD-{lang}.csv").open(encoding="utf-8-sig", newline="") as lines:
            for row in csv.DictReader(lines):
                for level in ("Region", "Sub-region", "Intermediate Region"):
                    code, name = row[f"{level} Code"], row[f"{level} Name"]
                    if code and row["ISO-alpha3 Code"] != "TWN":
                        assert areas.loc[code, f"name_{lang}"] == name


def test_every_aggregate_of_the_bank_is_an_area(raw_folder: Path) -> None:
    areas = table("areas").set_index("area")
    path = raw_folder / "geo/Metadata_Country_API_SL.TLF.TOTL.IN_DS2_en_csv_v2_73823.csv"
    with path.open(encoding="utf-8-sig", newline="") as lines:
        aggregates = {row["Country Code"] for row in csv.DictReader(lines) if not row["Region"]}
    assert len(aggregates) == 48
    assert set(areas.loc[sorted(aggregates), "kind"]) == {"bank-region", "income-group", "world"}


def test_income_groups_cell_by_cell(raw_folder: Path) -> None:
    book = openpyxl.load_workbook(raw_folder / geography.INCOME, data_only=True)
    page = book["Country Analytical History"]
    code_of = {"CHI": "XCX", "YUG": "SCG", "YUGf": "YUG"}
    letters = {"L": "LIC", "LM": "LMC", "LM*": "LMC", "UM": "UMC", "H": "HIC"}
    expected = {}
    for row in page.iter_rows(min_row=12, max_col=40, values_only=True):
        for year, letter in zip(range(1989, 2027), row[2:40], strict=True):
            if row[0] and letter in letters:
                expected[code_of.get(str(row[0]), row[0]), year] = letters[str(letter)]
    found = table("income-groups")
    assert (
        dict(zip(zip(found["area"], found["fiscal_year"], strict=True), found["income_group"], strict=True)) == expected
    )


@pytest.mark.parametrize(
    ("name", "measure", "file", "skip"),
    [
        ("labour-force", "labour_force", geography.LABOUR_FORCE, 4),
        ("population-wdi", "population", geography.POPULATION, 0),
    ],
)
def test_series_of_the_bank_cell_by_cell(raw_folder: Path, name: str, measure: str, file: str, skip: int) -> None:
    wide = pd.read_csv(raw_folder / file, skiprows=skip, keep_default_na=False, na_values=[""])
    if "Year" in wide:
        expected = wide.set_index(["Country Code", "Year"])["Value"]
    else:
        years = [column for column in wide.columns if column.isdigit()]
        expected = wide.set_index("Country Code")[years].stack().dropna()
        expected.index = expected.index.set_levels(expected.index.levels[1].astype(int), level=1)
    found = table(name).set_index(["area", "year"])[measure]
    assert len(found) == len(expected)
    for area, year in random.Random(7).sample(sorted(expected.index), 1500):
        assert found["XCX" if area == "CHI" else area, year] == expected[area, year]
