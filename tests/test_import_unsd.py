"""Series of the SDG database: damaged files are refused with their place, sound ones give what is in them."""

import csv
import random
import shutil
from pathlib import Path

import pandas as pd
import pytest

from lma_data import importers
from lma_data.catalog import DATASETS, data_file
from lma_data.importers import ImportProblem, Raw, run, unsd
from lma_data.importers.areas import UNSD_HEADER

COST_HEADER = "geo_area,nature,units,year,si_rmt_cost,name\n"
INJURY_HEADER = "geo_area,migratory_status,nature,observation_status,sex,units,year,{series},name\n"
CORRIDOR_HEADER = "counterpart,geo_area,nature,units,year,{series},name,counterpart_fixed\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of raw files with a list of a few countries."""
    monkeypatch.setattr(importers, "MODULES", ("unsd",))
    (tmp_path / "geo").mkdir()
    (tmp_path / "worldbank").mkdir()
    blank = dict.fromkeys(UNSD_HEADER, "")
    with (tmp_path / "geo/UNSD-en.csv").open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, UNSD_HEADER)
        writer.writeheader()
        for name, m49, iso2, iso3 in (("Angola", "024", "AO", "AGO"), ("Namibia", "516", "NA", "NAM")):
            codes = {"Country or Area": name, "M49 Code": m49, "ISO-alpha2 Code": iso2, "ISO-alpha3 Code": iso3}
            writer.writerow(blank | codes | {"Region Code": "002", "Sub-region Code": "202"})
    return tmp_path


def _write(folder: Path, name: str, text: str) -> None:
    (folder / name).write_text(text, "utf-8")


def test_cost_takes_countries_regions_and_sdg_groups(folder: Path) -> None:
    rows = ["1,g,percent,2011,9.5,World", "62,g,percent,2015,5,Asia", "202,g,percent,2015,8,Africa"]
    rows += ["412,g,percent,2021,4,Kosovo"]
    _write(folder, unsd.COST, COST_HEADER + "\n".join(rows) + "\n")
    frame = unsd.remittance_cost(Raw(folder))
    assert frame.values.tolist() == [["WLD", 2011, 9.5], ["062", 2015, 5.0], ["202", 2015, 8.0], ["XKX", 2021, 4.0]]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            COST_HEADER.replace("year", "time") + "1,g,percent,2011,9.5,World\n",
            "cell D1: header 'time', expected 'year'",
        ),
        (
            COST_HEADER + "1,g,percent,2011,dear,World\n",
            "line 2, column 'si_rmt_cost': expected a number, found 'dear'",
        ),
        (COST_HEADER + "1,g,percent,2011,,World\n", "line 2, column 'si_rmt_cost': expected a number, found ''"),
        (
            COST_HEADER + "1,g,percent,1911,9.5,World\n",
            "line 2, column 'year': expected a year from 2000 to 2023, found '1911'",
        ),
        (COST_HEADER + "1,g,usd,2011,9.5,World\n", "line 2, column 'units': expected 'percent', found 'usd'"),
        (COST_HEADER + "1,e,percent,2011,9.5,World\n", "line 2, column 'nature': expected 'g', found 'e'"),
        (
            COST_HEADER + "998,g,percent,2011,9.5,Atlantis\n",
            "line 2, column 'geo_area': expected the code of an area, found '998'",
        ),
        (COST_HEADER + "1,g,percent,2011\n", "line 2: 4 cells where the header has 6"),
        ("", "the file is empty"),
    ],
)
def test_damaged_file_is_refused_and_nothing_written(folder: Path, text: str, says: str) -> None:
    _write(folder, unsd.COST, text)
    name = "unsd/sdg-10-c-1-world"
    passport = folder / "datasets" / name
    passport.mkdir(parents=True)
    shutil.copy(DATASETS / name / "dataset.yml", passport)
    with pytest.raises(ImportProblem) as problem:
        run([name], folder, folder / "datasets")
    assert says in str(problem.value)
    assert unsd.COST in str(problem.value)
    assert [path.name for path in passport.iterdir()] == ["dataset.yml"]


def test_corridors_join_both_series_and_namibia_is_na(folder: Path) -> None:
    average = CORRIDOR_HEADER.format(series="si_rmt_cost_bc")
    smart = CORRIDOR_HEADER.format(series="si_rmt_cost_sc")
    _write(folder, unsd.COST_CORRIDOR, average + "notspec,24,g,percent,2016,16.5,Angola,na\n")
    _write(folder, unsd.SMART_CORRIDOR, smart + "xk,24,g,percent,2017,-1.5,Angola,xk\n")
    frame = unsd.remittance_cost_corridors(Raw(folder)).set_index(["sender", "receiver", "year"])
    assert frame["cost_200"].dropna().to_dict() == {("AGO", "NAM", 2016): 16.5}
    assert frame["smart_200"].dropna().to_dict() == {("AGO", "XKX", 2017): -1.5}


def test_corridors_refuse_unknown_and_unrepaired_receivers(folder: Path) -> None:
    header = CORRIDOR_HEADER.format(series="si_rmt_cost_bc")
    _write(folder, unsd.COST_CORRIDOR, header + "qq,24,g,percent,2016,16.5,Angola,qq\n")
    with pytest.raises(
        ImportProblem, match="line 2, column 'counterpart_fixed': expected the code of an area, found 'qq'"
    ):
        unsd.remittance_cost_corridors(Raw(folder))
    _write(folder, unsd.COST_CORRIDOR, header + "ao,24,g,percent,2016,16.5,Angola,na\n")
    with pytest.raises(
        ImportProblem, match="line 2, column 'counterpart_fixed': expected what column 'counterpart' has, found 'na'"
    ):
        unsd.remittance_cost_corridors(Raw(folder))


def test_injuries_words_and_false_zeros(folder: Path) -> None:
    fatal = ["24,t,c,a,bothsex,per_100000_emp,2010,0,Angola", "24,nonmig,c,a,male,per_100000_emp,2010,0,Angola"]
    fatal += ["24,migper,c,a,female,per_100000_emp,2010,2.5,Angola", "516,t,c,a,male,per_100000_emp,2010,0,Namibia"]
    other = ["24,t,c,a,bothsex,per_100000_emp,2010,50,Angola", "24,nonmig,c,a,male,per_100000_emp,2010,0,Angola"]
    other += ["24,migper,c,a,female,per_100000_emp,2010,0,Angola"]
    _write(folder, unsd.FATAL, INJURY_HEADER.format(series="sl_emp_ftlinjur") + "\n".join(fatal) + "\n")
    _write(folder, unsd.NON_FATAL, INJURY_HEADER.format(series="sl_emp_injur") + "\n".join(other) + "\n")
    frame = unsd.occupational_injuries(Raw(folder)).set_index(["area", "sex", "migratory_status"])
    assert frame["fatal"].to_dict() == {("AGO", "both", "total"): 0, ("AGO", "female", "migrant"): 2.5}
    assert frame["non_fatal"].dropna().to_dict() == {("AGO", "both", "total"): 50}


def test_injuries_refuse_unknown_codes(folder: Path) -> None:
    text = INJURY_HEADER.format(series="sl_emp_ftlinjur") + "24,tourist,c,a,male,per_100000_emp,2010,1,Angola\n"
    _write(folder, unsd.FATAL, text)
    with pytest.raises(
        ImportProblem, match=r"line 2, column 'migratory_status': expected 't' or 'nonmig' or 'migper', found 'tourist'"
    ):
        unsd.occupational_injuries(Raw(folder))


def test_scores_and_deaths_have_their_bounds(folder: Path) -> None:
    header = "geo_area,migratory_status,nature,observation_status,units,year,sl_lbr_ntlcpl,name\n"
    _write(folder, unsd.RIGHTS, header + "24,notspec,g,e,score,2015,10.5,Angola\n")
    with pytest.raises(
        ImportProblem, match="line 2, column 'sl_lbr_ntlcpl': expected a score from 0 to 10, found '10.5'"
    ):
        unsd.labour_rights(Raw(folder))
    header = "geo_area,nature,units,year,sm_dth_migr,name\n"
    _write(folder, unsd.DEATHS, header + "24,g,number,2015,0,Angola\n1,n,number,2015,7,World\n")
    assert unsd.migrant_deaths(Raw(folder))["deaths"].tolist() == [0, 7]
    _write(folder, unsd.DEATHS, header + "24,g,number,2015,1.5,Angola\n")
    with pytest.raises(
        ImportProblem, match="line 2, column 'sm_dth_migr': expected a whole number, not below zero, found '1.5'"
    ):
        unsd.migrant_deaths(Raw(folder))


# Against the publisher's files, read in another way.


def _codes(raw_folder: Path) -> dict[str, str]:
    """M49 and ISO2 codes to our keys, straight from the list of countries."""
    found = {"1": "WLD", "412": "XKX", "xk": "XKX"}
    with (raw_folder / "geo/UNSD-en.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            found[row["M49 Code"].lstrip("0")] = found[row["ISO-alpha2 Code"].lower()] = row["ISO-alpha3 Code"]
    return found


def _rows(raw_folder: Path, name: str) -> list[dict[str, str]]:
    with (raw_folder / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _data(dataset_id: str) -> pd.DataFrame:
    return pd.read_parquet(data_file(dataset_id))


@pytest.mark.parametrize(
    ("dataset_id", "file", "series"),
    [
        ("unsd/sdg-10-c-1-world", unsd.COST, "si_rmt_cost"),
        ("unsd/sdg-10-c-1-sending", unsd.COST_SENDING, "si_rmt_cost_snd"),
        ("unsd/sdg-8-8-2", unsd.RIGHTS, "sl_lbr_ntlcpl"),
        ("unsd/sdg-10-7-3", unsd.DEATHS, "sm_dth_migr"),
    ],
)
def test_every_area_and_year(raw_folder: Path, dataset_id: str, file: str, series: str) -> None:
    codes = _codes(raw_folder)
    expected = {
        (codes.get(row["geo_area"], row["geo_area"].zfill(3)), int(row["year"])): float(row[series])
        for row in _rows(raw_folder, file)
    }
    frame = _data(dataset_id)
    assert frame.set_index(["area", "year"]).iloc[:, 0].to_dict() == expected


def test_every_corridor(raw_folder: Path) -> None:
    codes = _codes(raw_folder)
    frame = _data("unsd/sdg-10-c-1-corridors").set_index(["sender", "receiver", "year"])
    for measure, file, series in (
        ("cost_200", unsd.COST_CORRIDOR, "si_rmt_cost_bc"),
        ("smart_200", unsd.SMART_CORRIDOR, "si_rmt_cost_sc"),
    ):
        expected = {
            (codes[row["geo_area"]], codes[row["counterpart_fixed"]], int(row["year"])): float(row[series])
            for row in _rows(raw_folder, file)
        }
        assert frame[measure].dropna().to_dict() == expected


def test_injuries_of_a_sample(raw_folder: Path) -> None:
    codes = _codes(raw_folder)
    frame = _data("unsd/sdg-8-8-1").set_index(["area", "year", "sex", "migratory_status"])
    words = {"bothsex": "both", "t": "total", "nonmig": "non-migrant", "migper": "migrant"}
    for measure, file, series in (
        ("fatal", unsd.FATAL, "sl_emp_ftlinjur"),
        ("non_fatal", unsd.NON_FATAL, "sl_emp_injur"),
    ):
        rows = [row for row in _rows(raw_folder, file) if float(row[series]) > 0]
        for row in random.Random(11).sample(rows, 400):
            sex = words.get(row["sex"], row["sex"])
            key = (codes[row["geo_area"]], int(row["year"]), sex, words[row["migratory_status"]])
            assert frame.loc[key, measure] == float(row[series])
        assert (frame[measure] > 0).sum() == len(rows)


def test_cost_agrees_with_the_banks_own_series() -> None:
    """Only to see that senders and receivers are the right way round: the same surveys, published twice."""
    bank = _data("worldbank/prices-by-country")
    for direction, name in (("receiving", "unsd/sdg-10-c-1-world"), ("sending", "unsd/sdg-10-c-1-sending")):
        both = bank[bank["direction"] == direction].merge(_data(name), on=["area", "year"])
        close = (both["cost_200_x"] - both["cost_200_y"]).abs() < 0.02
        assert len(both) > 150
        assert close.mean() > 0.9
