"""Governance: every figure against an independent computation with pandas from the tables, and published totals."""

import pandas as pd
import pytest

from lma_data import catalog, exhibits
from lma_data.warehouse import ask

REGIONS = ["002", "142", "150", "419", "021", "009"]


def read(dataset_id):
    return pd.read_parquet(catalog.data_file(dataset_id))


@pytest.fixture(scope="module")
def stock():
    return read("undesa/migrant-stock-2024")


@pytest.fixture(scope="module")
def older():
    return read("undesa/migrant-stock-2020")


@pytest.fixture(scope="module")
def countries():
    areas = read("geography/areas")
    return set(areas.loc[areas["kind"] == "country", "area"])


@pytest.mark.parametrize("year", [1990, 2005, 2024])
@pytest.mark.parametrize("sex", ["both", "female", "male"])
def test_map_shows_every_country_with_its_own_figure(stock, countries, year, sex):
    expected = stock[(stock["year"] == year) & (stock["sex"] == sex) & stock["area"].isin(countries)].set_index("area")
    shown = exhibits.show("governance/migrant-share-map", {"year": year, "sex": sex}).answer.table.set_index("area")
    assert sorted(shown.index) == sorted(expected.index)
    assert len(shown) >= 230
    for column in ("migrants", "population", "share"):
        left = shown[column].reindex(expected.index).astype("Float64")
        pd.testing.assert_series_equal(left, expected[column].astype("Float64"), check_names=False)
    world = stock[(stock["year"] == year) & (stock["sex"] == sex) & (stock["area"] == "WLD")]["migrants"].iloc[0]
    # Pairs of countries and territories make up the world: nothing is dropped and nothing counted twice.
    assert int(shown["migrants"].sum()) == int(world)


@pytest.mark.parametrize("year", [1990, 2024])
def test_map_title_counts_what_the_rows_say(stock, countries, year):
    rows = stock[(stock["year"] == year) & (stock["sex"] == "both") & stock["area"].isin(countries)]
    expected = int(((100 * rows["migrants"] / rows["population"]).round(1) >= 20).sum())
    assert (
        f"In {expected} countries and territories"
        in exhibits.show("governance/migrant-share-map", {"year": year}).answer.title
    )


def test_every_figure_on_the_map_is_drawn(stock):
    answer = exhibits.show("governance/migrant-share-map").answer
    areas, points, _ = answer.figure["data"]
    known = set(answer.table.dropna(subset=["share"])["area"])
    assert set(areas["locations"]) == known
    boundaries = read("geography/boundaries")
    shapes = set(boundaries[boundaries["shape"]]["area"])
    assert known - shapes <= set(points["customdata"]), "an area without a shape needs a point"
    for state in ("MLT", "BHR", "SGP", "MDV", "BRB", "TUV", "MCO"):
        assert state in points["customdata"]


@pytest.mark.parametrize(("year", "sex"), [(1990, "both"), (2015, "female"), (2024, "male"), (2024, "both")])
def test_ranking(stock, countries, year, sex):
    at = stock[stock["year"] == year]
    large = set(at[(at["sex"] == "both") & (at["population"] >= 1_000_000)]["area"]) & countries
    rows = at[(at["sex"] == sex) & at["area"].isin(large)].dropna(subset=["migrants"])
    expected = rows.sort_values(["share", "area"], ascending=[False, True])["area"].tolist()
    shown = exhibits.show("governance/migrant-share-ranking", {"year": year, "sex": sex}).answer
    assert shown.table["area"].tolist() == expected
    assert shown.figure["data"][0]["customdata"] == expected[:15]
    assert shown.figure["data"][0]["x"] == shown.table["share"].head(15).tolist()


@pytest.mark.parametrize("region", ["WLD", *REGIONS])
def test_stock_over_time_keeps_the_revisions_apart(stock, older, region):
    shown = exhibits.show("governance/migrant-stock", {"region": region}).answer
    for revision, table in ((2024, stock), (2020, older)):
        expected = table[(table["area"] == region) & (table["sex"] == "both")].sort_values("year")
        rows = shown.table[shown.table["revision"] == revision]
        assert rows["year"].tolist() == expected["year"].tolist()
        assert rows["migrants"].tolist() == expected["migrants"].tolist()
    lines = shown.figure["data"]
    assert len(lines) == 2, "two lines, one for each revision"
    assert lines[0]["line"]["dash"] != lines[1]["line"]["dash"]


def test_published_totals_of_the_world():
    rows = ask("governance/migrant_stock", areas=["WLD"]).set_index(["revision", "year"])["migrants"]
    assert rows[2024, 2024] == 304_021_813
    assert rows[2024, 2020] == 275_284_032
    assert rows[2024, 1990] == 153_916_063
    assert rows[2020, 2020] == 280_598_105


def test_regions_make_up_the_world():
    rows = exhibits.show("governance/migrant-stock-regions").answer.table
    world = ask("governance/migrant_stock", areas=["WLD"]).set_index(["revision", "year"])["migrants"]
    assert set(rows["area"]) == set(REGIONS)
    assert (rows.groupby(["revision", "year"])["migrants"].sum() == world).all()


def test_migrant_workers_are_four_marks_and_no_line():
    answer = exhibits.show("governance/migrant-workers").answer
    expected = {2013: 150_300_000, 2017: 164_000_000, 2019: 169_000_000, 2022: 167_700_000}
    assert dict(zip(answer.table["reference_year"], answer.table["workers"], strict=True)) == expected
    assert dict(zip(answer.table["reference_year"], answer.table["share_of_workers"], strict=True)) == {
        2013: 4.4,
        2017: 4.7,
        2019: 4.9,
        2022: 4.7,
    }
    (marks,) = answer.figure["data"]
    assert marks["mode"] == "markers+text"
    assert "their difference is not a change over time" in answer.sentence
    assert any("not a fall" in note for note in answer.notes)
    assert any("edition of 2015 the share is that of all workers" in note for note in answer.notes)


@pytest.mark.parametrize("name", ["migrant-share-map", "migrant-share-ranking"])
@pytest.mark.parametrize(("sex", "of_whom"), [("female", "women"), ("male", "men")])
def test_a_share_is_of_people_of_the_same_sex(name, sex, of_whom):
    """67 per cent of the women of a country are not 67 per cent of its population."""
    exhibit = exhibits.show(f"governance/{name}", {"sex": sex})
    answer = exhibit.answer
    hovers = [text for trace in answer.figure["data"] for text in trace.get("hovertext", [])]
    for text in [answer.title, answer.subtitle, answer.sentence, *hovers, *exhibit.display_table.columns]:
        assert "of the population" not in text, text
    assert f"of all {of_whom}" in answer.sentence + answer.subtitle
    french = exhibits.show(f"governance/{name}", {"sex": sex}, lang="fr").answer
    assert "de la population" not in french.title + french.sentence
