"""Figures of solutions, internal displacement and Palestine refugees against the tables, added up here with pandas."""

import pandas as pd
import pytest

from lma_data import catalog
from lma_data.exhibits import show

SOLUTIONS = ["returned_refugees", "returned_idps", "resettlement", "naturalisation"]


def table(dataset: str) -> pd.DataFrame:
    return pd.read_parquet(catalog.data_file(dataset))


def test_solutions_are_the_sums_of_all_countries() -> None:
    expected = table("unhcr/solutions").groupby("year")[SOLUTIONS].sum(min_count=1)
    expected = expected[expected.index >= 1990]
    for exhibit_id in ("crisis/returns", "crisis/resettlement-and-naturalisation"):
        rows = show(exhibit_id).answer.table.set_index("year")
        for solution in SOLUTIONS:
            assert rows[solution].isna().tolist() == expected[solution].isna().tolist()
            assert rows[solution].dropna().tolist() == expected[solution].dropna().tolist()
    assert rows.loc[2025, SOLUTIONS].tolist() == [4_362_272, 10_308_567, 81_766, 93_296]


def test_returns_agree_with_the_population_table() -> None:
    population = table("unhcr/population").query("year == 2025")
    rows = show("crisis/returns").answer.table.set_index("year")
    assert rows.loc[2025, "returned_refugees"] == population["returned_refugees"].sum()
    assert rows.loc[2025, "returned_idps"] == population["returned_idps"].sum()


@pytest.mark.parametrize("year", [1997, 2010, 2025])
@pytest.mark.parametrize("solution", SOLUTIONS)
def test_solutions_by_country(solution: str, year: int) -> None:
    rows = show("crisis/solutions-by-country", {"solution": solution, "solution-year": year}).answer.table
    side = "origin" if solution.startswith("returned") else "asylum"
    pairs = table("unhcr/solutions").query("year == @year")
    expected = pairs.groupby(side)[solution].sum()
    assert rows.set_index("area")["persons"].to_dict() == expected[expected > 0].to_dict()
    assert rows["share"].sum() == pytest.approx(100)


def test_displacements_of_the_world() -> None:
    rows = show("crisis/displacements").answer.table.set_index("year")
    flows = table("idmc/flows")
    by_cause = flows.assign(conflict=flows["cause"] == "conflict").groupby(["year", "conflict"])["movements"].sum()
    for year, row in rows.iterrows():
        assert row["disasters"] == by_cause[year, False]
        assert pd.isna(row["conflict"]) if year == 2008 else row["conflict"] == by_cause[year, True]
    assert rows.loc[2023, ["conflict", "disasters"]].tolist() == [20_470_781, 26_397_465]


@pytest.mark.parametrize("year", [2009, 2016, 2023])
@pytest.mark.parametrize("cause", ["conflict", "disaster"])
def test_displacements_by_country(cause: str, year: int) -> None:
    answer = show("crisis/displacements-by-country", {"cause": cause, "displacement-year": year}).answer
    flows = table("idmc/flows").query("year == @year")
    flows = flows[(flows["cause"] == "conflict") == (cause == "conflict")]
    rows = answer.table.set_index("area")
    assert rows["movements"].to_dict() == flows.groupby("area")["movements"].sum().to_dict()
    if cause == "disaster":
        assert rows["main_hazard_movements"].to_dict() == flows.groupby("area")["movements"].max().to_dict()
    assert "movements, not people" in answer.subtitle


@pytest.mark.parametrize(("cause", "world"), [("conflict", 73_505_209), ("disaster", 9_847_217)])
def test_internally_displaced_people_by_cause(cause: str, world: int) -> None:
    rows = show("crisis/idps-by-cause", {"cause": cause}).answer.table.set_index("area")
    stocks = table("idmc/stocks-2024").groupby(["area", "cause"])["persons"].sum()
    assert rows["persons"].to_dict() == stocks.xs(cause, level="cause").to_dict()
    assert rows["persons"].sum() == world


def test_internally_displaced_people_over_years() -> None:
    rows = show("crisis/idps-by-conflict-years").answer.table
    stocks = table("idmc/displaced-by-conflict").set_index(["area", "year"])["persons"]
    for row in rows.itertuples():
        key = (row.area, row.year)
        assert pd.isna(row.persons) if key not in stocks.index else row.persons == stocks[key]
    newest = stocks.xs(2025, level="year").drop("UNK", errors="ignore").nlargest(6)
    assert rows["area"].unique().tolist() == newest.index.tolist()
    assert rows["year"].min() == 2009


def test_internally_displaced_people_are_not_called_migrants() -> None:
    for exhibit_id in ("crisis/idps-by-cause", "crisis/idps-by-conflict-years"):
        assert "not migrants" in show(exhibit_id).answer.subtitle


def test_palestine_refugees_by_area() -> None:
    rows = show("crisis/palestine-refugees").answer.table
    registered = table("unrwa/registered-refugees")
    assert rows.set_index(["year", "area"])["persons"].to_dict() == (
        registered.set_index(["year", "area"])["persons"].to_dict()
    )
    newest = rows[rows["year"] == 2025].set_index("area")["persons"]
    assert newest.sum() == 5_964_782
    assert newest["UNK"] == 495_764
