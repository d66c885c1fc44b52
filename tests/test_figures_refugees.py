"""Figures of hosting, links and ages against the tables themselves, added up here with pandas in another way."""

import pandas as pd
import pytest

from lma_data import catalog
from lma_data.exhibits import show

YEARS = [1990, 2007, 2017, 2018, 2023, 2024, 2025]
LARGE_AND_SMALL = ["DEU", "TUR", "COL", "UGA", "USA", "ABW", "CUW", "MLT", "NRU", "LIE"]


def table(dataset: str) -> pd.DataFrame:
    return pd.read_parquet(catalog.data_file(dataset))


@pytest.fixture(scope="module")
def pairs() -> pd.DataFrame:
    """Refugees and other people in need of international protection, by year, origin and asylum."""
    rows = table("unhcr/population")
    return rows.assign(persons=rows["refugees"] + rows["oip"].fillna(0))


def inhabitants(year: int) -> tuple[int, pd.Series]:
    """The population that belongs to a year, and of which year it is."""
    if year <= 2023:
        rows = table("undesa/population")
        return year, rows[rows["year"] == year].set_index("area")["population"]
    rows = table("undesa/migrant-stock-2024")
    return 2024, rows[(rows["year"] == 2024) & (rows["sex"] == "both")].set_index("area")["population"]


@pytest.mark.parametrize("year", YEARS)
def test_people_per_1000_inhabitants(year: int, pairs: pd.DataFrame) -> None:
    exhibit = show("crisis/hosts-per-inhabitant", {"displaced-year": year})
    rows = exhibit.answer.table.set_index("area")
    population_year, population = inhabitants(year)
    hosted = pairs[pairs["year"] == year].groupby("asylum")["persons"].sum()
    expected = (1000 * hosted / population).dropna().rename("rate")
    pd.testing.assert_series_equal(rows["rate"].sort_index(), expected.sort_index(), check_names=False, rtol=1e-9)
    assert set(rows["population_year"]) == {population_year}
    assert f"mid-{population_year}" in exhibit.answer.subtitle
    assert ("UN DESA’s estimates at hand end" in exhibit.answer.notes[0]) == (year > population_year)


def test_rates_of_large_and_small_hosts() -> None:
    rates = show("crisis/hosts-per-inhabitant").answer.table.set_index("area")["rate"].round(1)
    assert rates[["ABW", "LBN", "TCD", "COL", "DEU", "TUR"]].tolist() == [106.1, 92.2, 74.0, 53.2, 31.4, 27.3]
    map_rows = show("crisis/hosts-per-inhabitant-map").answer.table.set_index("area")["rate"].round(1)
    assert map_rows[LARGE_AND_SMALL].to_dict() == rates[LARGE_AND_SMALL].to_dict()


def test_small_hosts_are_points_on_the_map() -> None:
    points = show("crisis/hosts-per-inhabitant-map").answer.figure["data"][1]
    assert {"ABW", "CUW", "MLT"} <= set(points["customdata"])


@pytest.mark.parametrize("year", YEARS)
def test_income_groups_are_those_in_force(year: int, pairs: pd.DataFrame) -> None:
    groups = table("geography/income-groups")
    in_force = groups[groups["fiscal_year"] == year + 1].set_index("area")["income_group"]
    hosted = pairs[pairs["year"] == year].groupby("asylum")["persons"].sum()
    expected = hosted[hosted > 0].groupby(lambda area: in_force.get(area, "UNK")).sum()
    rows = show("crisis/hosts-by-income", {"displaced-year": year}).answer.table.set_index("income_group")
    assert rows["persons"].to_dict() == expected.to_dict()
    assert rows["share"].sum() == pytest.approx(100)
    of_years = show("crisis/hosts-by-income-years").answer.table.set_index("year").loc[year]
    poor = rows["share"].reindex(["LIC", "LMC", "UMC"]).sum()
    assert of_years["low_and_middle"] == pytest.approx(poor)
    assert of_years["low_and_middle"] + of_years["high"] + of_years["unclassified"] == pytest.approx(100)


def test_links_are_the_cells_of_the_table(pairs: pd.DataFrame) -> None:
    rows = show("crisis/links", {"displaced-year": 2025}).answer.table
    cells = pairs[pairs["year"] == 2025].set_index(["origin", "asylum"])["persons"]
    assert rows["persons"].tolist() == cells[list(zip(rows["origin"], rows["asylum"], strict=True))].tolist()
    assert set(rows["world"]) == {cells.sum()}
    first = rows.iloc[0]
    assert (first["origin"], first["asylum"], first["persons"]) == ("VEN", "COL", 2_811_875)
    assert "UNK" not in set(rows["origin"])


@pytest.mark.parametrize("country", ["SYR", "KEN", *LARGE_AND_SMALL])
def test_both_sides_of_one_country(country: str, pairs: pd.DataFrame) -> None:
    of_year = pairs[(pairs["year"] == 2025) & (pairs["persons"] > 0)]
    for exhibit_id, side, other in (
        ("crisis/from-country", "origin", "asylum"),
        ("crisis/in-country", "asylum", "origin"),
    ):
        answer = show(exhibit_id, {"c": country, "displaced-year": 2025}).answer
        expected = of_year[of_year[side] == country].set_index(other)["persons"]
        assert answer.missing == expected.empty
        if not answer.missing:
            assert answer.table.set_index("area")["persons"].to_dict() == expected.to_dict()


def test_a_country_without_refugees_has_no_figure() -> None:
    answer = show("crisis/in-country", {"c": "TUV", "displaced-year": 2025}).answer
    assert answer.missing
    assert "UNHCR has no refugees in Tuvalu" in answer.title


BANDS = {
    "0-4": "0_4",
    "5-11": "5_11",
    "12-17": "12_17",
    "18-59": "18_59",
    "60+": "60_plus",
    "age unknown": "age_unknown",
}


@pytest.mark.parametrize("category", ["REF", "OIP", "ASY", "IDP"])
def test_ages_and_those_that_are_not_known(category: str) -> None:
    rows = show("crisis/ages", {"category": category.lower()}).answer.table.set_index("band")
    people = table("unhcr/demographics")
    people = people[people["pop_type"] == category].sum(numeric_only=True)
    for band, column in BANDS.items():
        assert rows.loc[band, "female"] == people[f"female_{column}"]
        assert rows.loc[band, "male"] == people[f"male_{column}"]
    assert rows["persons"].sum() == people["total"] == rows["total"].iloc[0]
    assert pd.isna(rows.loc["sex unknown", "female"])


def test_shares_of_children_are_of_those_of_known_age() -> None:
    people = table("unhcr/demographics")
    refugees = people[people["pop_type"] == "REF"].groupby("asylum").sum(numeric_only=True)
    known = refugees.filter(regex=r"_(0_4|5_11|12_17|18_59|60_plus)$").sum(axis=1)
    young = refugees.filter(regex=r"_(0_4|5_11|12_17)$").sum(axis=1)
    rows = show("crisis/children").answer.table.set_index("area")
    with_ages = rows[rows["children"].notna()]
    assert with_ages["children"].tolist() == pytest.approx((100 * young / known)[with_ages.index].tolist())
    assert with_ages["known_age"].tolist() == pytest.approx((100 * known / refugees["total"])[with_ages.index].tolist())
    assert (rows["persons"] >= 50_000).all()
    ranked = show("crisis/children").answer.figure["data"][0]["customdata"]
    assert (rows.loc[ranked, "known_age"] >= 50).all()
