"""Figures of the protection exhibits against the tables themselves, computed here with pandas."""

import pandas as pd
import plotly.graph_objects as go
import pytest

from lma_data import areas, catalog
from lma_data.charts.theme import Look
from lma_data.exhibits import definition, protection, show

IDS = [
    "protection/women-share",
    "protection/women-share-countries",
    "protection/fatal-injuries",
    "protection/deaths-on-routes",
]


@pytest.fixture(scope="module")
def stock() -> pd.DataFrame:
    rows = pd.read_parquet(catalog.data_file("undesa/migrant-stock-2024"))
    wide = rows.pivot(index=["area", "year"], columns="sex", values="migrants").astype(float)
    return wide.assign(share=100 * wide["female"] / (wide["female"] + wide["male"]))


def test_women_share_of_the_world_and_regions(stock: pd.DataFrame) -> None:
    rows = show("protection/women-share").answer.table
    assert len(rows) == 7 * 8
    for row in rows.itertuples():
        assert row.share_of_women == pytest.approx(stock.loc[(row.area, row.year), "share"])
        assert row.women == stock.loc[(row.area, row.year), "female"]


def test_published_women_of_2024() -> None:
    rows = show("protection/women-share").answer.table.set_index(["area", "year"])
    assert rows.loc[("WLD", 2024), "women"] == 146_012_018
    assert rows.loc[("WLD", 2024), "share_of_women"] == pytest.approx(48.03, abs=0.01)


@pytest.mark.parametrize("year", [1990, 2005, 2020, 2024])
def test_women_share_of_large_destinations(year: int, stock: pd.DataFrame) -> None:
    answer = show("protection/women-share-countries", {"year": year}).answer
    of_year = stock.xs(year, level="year")
    countries = [key for key in of_year.index if areas.areas()[key].kind == "country"]
    large = of_year.loc[countries]
    large = large[large["both"] >= 500_000]
    assert answer.table.set_index("area")["share_of_women"].to_dict() == pytest.approx(large["share"].to_dict())
    assert list(answer.table["share_of_women"]) == sorted(answer.table["share_of_women"])
    assert f"{(large['share'] < 50).sum()} of {len(large)}" in answer.title
    lowest, highest = answer.figure["data"]
    assert list(lowest["x"]) == pytest.approx(sorted(large["share"])[:15])
    assert list(highest["x"]) == pytest.approx(sorted(large["share"], reverse=True)[:15])


def test_lowest_and_highest_of_2024() -> None:
    table = show("protection/women-share-countries").answer.table
    assert (table["area"].iloc[0], table["area"].iloc[-1]) == ("OMN", "HKG")


def test_deaths_are_the_world_figures_as_published() -> None:
    rows = pd.read_parquet(catalog.data_file("unsd/sdg-10-7-3"))
    world = rows[rows["area"] == "WLD"].set_index("year")["deaths"]
    answer = show("protection/deaths-on-routes").answer
    assert answer.table.set_index("year")["deaths"].to_dict() == world.to_dict()
    assert answer.table.set_index("year")["deaths"][2016] == 8084
    assert f"{world.sum():,}" in answer.title
    assert answer.title.startswith("At least")


def test_fatal_injuries_are_of_one_year_and_both_groups() -> None:
    rows = pd.read_parquet(catalog.data_file("unsd/sdg-8-8-1"))
    both = rows[(rows["sex"] == "both") & rows["fatal"].notna()]
    wide = both.pivot(index=["area", "year"], columns="migratory_status", values="fatal")
    wide = wide.dropna(subset=["migrant", "non-migrant"]).reset_index().sort_values("year")
    newest = wide.groupby("area").tail(1).set_index("area")
    answer = show("protection/fatal-injuries").answer
    table = answer.table.set_index("area")
    lowest, highest = newest[["migrant", "non-migrant"]].min(axis=1), newest[["migrant", "non-migrant"]].max(axis=1)
    sound = newest[(newest["total"] >= lowest - 0.01) & (newest["total"] <= highest + 0.01)]
    left_out = set(newest.index) - set(sound.index)
    assert {"HUN", "FIN", "CYP", "MAC"} <= left_out
    assert set(table[~table["of_the_group"]].index) == left_out
    assert len(answer.figure["data"][0]["x"]) > 0
    assert table["year"].to_dict() == newest["year"].to_dict()
    assert table["migrants"].to_dict() == newest["migrant"].to_dict()
    assert table["non_migrants"].to_dict() == newest["non-migrant"].to_dict()
    assert f"In {(sound['migrant'] > sound['non-migrant']).sum()} of the {len(sound)} countries" in answer.title
    assert all(areas.name(key, "en") in answer.notes[0] for key in left_out)
    assert table.loc["ESP", "migrants"] == 2.74


def test_where_no_rate_or_every_rate_is_higher_nothing_is_listed() -> None:
    def text(migrants: list[float]) -> str:
        return protection._where_higher(pd.DataFrame({"migrants": migrants, "non_migrants": [2.0, 2.0]}))

    assert "{higher_in}" in text([3.0, 2.0])
    assert text([3.0, 3.0]) == "The rate of migrants is higher in all of them."
    assert text([1.0, 2.0]).startswith("In none of them is the rate of migrants higher")


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("exhibit_id", IDS)
def test_all_parameter_values_in_both_languages(exhibit_id: str, lang: str) -> None:
    found = definition(exhibit_id)
    choices = [{parameter.name: value} for parameter in found.parameters for value in parameter.values()] or [{}]
    for chosen in choices:
        answer = show(exhibit_id, chosen, lang=lang).answer
        for text in (answer.title, answer.subtitle, answer.sentence, *answer.notes):
            assert text and "{" not in text


@pytest.mark.parametrize("exhibit_id", IDS)
@pytest.mark.parametrize("look", [Look(), Look("dark"), Look("light", True)])
def test_figures_are_valid(exhibit_id: str, look: Look) -> None:
    go.Figure(show(exhibit_id, look=look).answer.figure)
