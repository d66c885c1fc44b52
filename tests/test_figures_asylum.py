"""Figures of asylum applications and decisions against the tables themselves, added up here with pandas in another way."""

import pandas as pd
import pytest

from lma_data import catalog
from lma_data.exhibits import definition, show

NEW = ["N", "NR", "NA", "FA"]
OUTCOMES = ["recognized", "other", "rejected", "closed"]
YEARS = [2006, 2013, 2020, 2024, 2025]
LARGE_AND_SMALL = ["DEU", "FRA", "ESP", "GBR", "CAN", "LUX", "MLT", "ISL", "CYP", "TTO"]


def table(dataset: str) -> pd.DataFrame:
    # "NA" is a type and a level: Parquet keeps it.
    return pd.read_parquet(catalog.data_file(dataset))


@pytest.fixture(scope="module")
def applications() -> pd.DataFrame:
    return table("unhcr/asylum-applications")


@pytest.fixture(scope="module")
def decisions() -> pd.DataFrame:
    return table("unhcr/asylum-decisions")


def test_persons_and_cases_stay_apart_in_every_year(applications: pd.DataFrame) -> None:
    rows = show("crisis/asylum-applications").answer.table.set_index("year")
    assert list(rows.index) == list(range(2006, 2026))
    new = applications[applications["app_type"].isin(NEW)]
    for unit, column in (("P", "persons"), ("C", "cases")):
        expected = new[new["app_pc"] == unit].groupby("year")["applied"].sum()
        known = rows[column].dropna()
        assert known.to_dict() == expected[expected.index >= 2006].to_dict()
    # All types of 2025 make up what the passport checks: nothing is lost, nothing is in two columns.
    newest = rows.loc[2025]
    assert newest["persons"] + newest["other_persons"] == 2_962_872
    assert newest["cases"] + newest["other_cases"] == 380_331
    assert pd.isna(rows.loc[2024, "cases"])


def test_new_applications_as_unhcr_published_them(applications: pd.DataFrame) -> None:
    rows = show("crisis/applications-by-asylum", {"asylum-year": 2024}).answer.table.set_index("area")
    assert rows.loc["USA", "persons"] == pytest.approx(729_100, abs=50)  # Global Trends 2024
    assert rows.loc["DEU", "persons"] == pytest.approx(229_751, abs=50)  # BAMF, December 2024


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("side", ["asylum", "origin"])
def test_rankings_of_applications(side: str, year: int, applications: pd.DataFrame) -> None:
    answer = show(f"crisis/applications-by-{side}", {"asylum-year": year}).answer
    rows = answer.table.set_index("area")
    new = applications[(applications["year"] == year) & applications["app_type"].isin(NEW)]
    expected = new.pivot_table(index=side, columns="app_pc", values="applied", aggfunc="sum")
    assert set(rows.index) == set(expected.index)
    for unit, column in (("P", "persons"), ("C", "cases")):
        if unit in expected:
            assert rows[column].dropna().to_dict() == expected[unit].dropna().to_dict()
    assert not {"UNK", "XXA", "TIB"} & set(answer.figure["data"][0]["customdata"])


def test_what_is_counted_in_cases_is_said() -> None:
    notes = show("crisis/applications-by-asylum", {"asylum-year": 2025}).answer.notes
    assert "counted in cases" in notes[0]
    assert "United States of America (282,594)" in notes[0]


def test_rates_of_the_world(decisions: pd.DataFrame) -> None:
    rows = show("crisis/recognition").answer.table.set_index("year")
    first = decisions[(decisions["dec_level"] == "FI") & (decisions["dec_pc"] == "P")]
    sums = first.groupby("year")[OUTCOMES].sum()
    decided = sums["recognized"] + sums["other"] + sums["rejected"]
    assert list(rows.index) == list(range(2000, 2026))
    assert rows["decided"].tolist() == decided.tolist()
    assert rows["recognition"].tolist() == pytest.approx((100 * sums["recognized"] / decided).tolist())
    assert rows["protection"].tolist() == pytest.approx((100 * (sums["recognized"] + sums["other"]) / decided).tolist())
    assert rows["closed"].tolist() == sums["closed"].tolist()
    assert rows.loc[2025, ["recognition", "protection"]].round(1).tolist() == [31.0, 44.6]


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("side", ["asylum", "origin"])
def test_rates_by_country(side: str, year: int, decisions: pd.DataFrame) -> None:
    answer = show(f"crisis/recognition-by-{side}", {"asylum-year": year}).answer
    rows = answer.table.set_index(["area", "level", "unit"])
    sums = decisions[decisions["year"] == year].groupby([side, "dec_level", "dec_pc"])[OUTCOMES].sum()
    assert set(rows.index) == set(sums.index)
    sums = sums.loc[rows.index]
    decided = sums["recognized"] + sums["other"] + sums["rejected"]
    known = decided > 0
    assert rows["recognition"].isna().tolist() == (~known).tolist()
    assert rows["protection"][known.to_numpy()].tolist() == pytest.approx(
        (100 * (sums["recognized"] + sums["other"]) / decided)[known].tolist()
    )
    drawn = answer.figure["data"][0]["customdata"]
    assert all(rows.loc[(area, "FI", "P"), "decided"] >= 1000 for area in drawn)


def test_rates_of_large_and_small_countries(decisions: pd.DataFrame) -> None:
    rows = show("crisis/recognition-by-asylum", {"asylum-year": 2025}).answer.table
    rows = rows[(rows["level"] == "FI") & (rows["unit"] == "P")].set_index("area")
    here = decisions[(decisions["year"] == 2025) & (decisions["dec_level"] == "FI") & (decisions["dec_pc"] == "P")]
    for area in LARGE_AND_SMALL:
        of_it = here[here["asylum"] == area]
        granted, decided = of_it["recognized"].sum(), of_it[["recognized", "other", "rejected"]].to_numpy().sum()
        assert rows["decided"].get(area, 0) == decided
        if decided:
            assert rows.loc[area, "recognition"] == pytest.approx(100 * granted / decided)
    assert rows.loc[["DEU", "CAN", "ITA"], "protection"].round(1).tolist() == [28.3, 75.9, 16.7]


def test_bodies_without_a_first_instance_are_named_not_ranked() -> None:
    answer = show("crisis/recognition-by-asylum", {"asylum-year": 2025}).answer
    assert "USA" not in answer.figure["data"][0]["customdata"]
    assert any("United States of America (EO, persons)" in note for note in answer.notes)


def test_every_origin_that_can_be_chosen_has_rates_to_compare(decisions: pd.DataFrame) -> None:
    origins = definition("crisis/recognition-of-origin").parameters[0].values()
    assert len(origins) > 20
    here = decisions[(decisions["year"] == 2025) & (decisions["dec_level"] == "FI") & (decisions["dec_pc"] == "P")]
    sums = here.groupby(["origin", "asylum"])[OUTCOMES].sum()
    sums["decided"] = sums["recognized"] + sums["other"] + sums["rejected"]
    for origin in (*origins[:5], *origins[-5:]):
        rows = show("crisis/recognition-of-origin", {"claim-origin": origin}).answer.table.set_index("area")
        expected = sums.loc[origin]
        expected = expected[expected["decided"] >= 500]
        assert len(rows) >= 3
        assert rows["decided"].to_dict() == expected["decided"].to_dict()
        shares = 100 * (expected["recognized"] + expected["other"]) / expected["decided"]
        assert rows["protection"].tolist() == pytest.approx(shares[rows.index].tolist())
