"""Overview: the headline figures and the claims of the course note, computed again from the tables."""

import pandas as pd
import pytest

from lma_data import catalog, exhibits
from lma_data.warehouse import ask


def read(dataset_id):
    return pd.read_parquet(catalog.data_file(dataset_id))


@pytest.fixture(scope="module")
def headlines():
    return ask("overview/headlines").set_index("id")


def test_migrants(headlines):
    stock = read("undesa/migrant-stock-2024").query("area == 'WLD' and sex == 'both'").set_index("year")["migrants"]
    assert headlines.loc["migrants", "value"] == stock[2024] == 304_021_813
    assert headlines.loc["migrants", "before"] == stock[2020]  # of the same revision, not Rev. 2020's 280,598,105
    assert headlines.loc["migrants", "as_of"].year == 2024


def test_workers_have_no_figure_before(headlines):
    assert headlines.loc["migrant-workers", "value"] == pytest.approx(167_700_000)
    assert pd.isna(headlines.loc["migrant-workers", "before"])


def test_displaced_is_the_published_total_and_no_sum(headlines):
    assert headlines.loc["displaced", "value"] == 117_800_000
    assert headlines.loc["displaced", "before"] == 123_200_000


def test_remittances(headlines):
    world = read("worldbank/remittances-received").query("area == 'WLD'").set_index("year")["received"]
    assert headlines.loc["remittances", "value"] == world[2024] == pytest.approx(856.06e9, rel=1e-4)
    assert headlines.loc["remittances", "before"] == world[2023]


def test_cost(headlines):
    world = read("unsd/sdg-10-c-1-world").query("area == 'WLD'").set_index("year")["cost_200"]
    assert headlines.loc["cost", "value"] == world[2021] == 6.30
    assert headlines.loc["cost", "before"] == world[2020] == 6.75


def test_the_headline_of_the_cost_and_the_claim_name_the_same_newer_figure():
    claims = exhibits.show("overview/claims").answer.table
    newest = claims["newest"].iloc[5]
    assert newest == pytest.approx(6.36, abs=0.005)
    cost = exhibits.show("overview/headlines").answer.headlines[-1]
    assert f"newer figure: {newest:.2f}\u202f% (third quarter of 2025)" in cost.movement


def test_every_headline_is_dated_and_sourced():
    for lang in ("en", "fr"):
        for tile in exhibits.show("overview/headlines", lang=lang).answer.headlines:
            assert all((tile.number, tile.label, tile.when, tile.movement, tile.source))
            assert any(character.isdigit() for character in tile.when)


def test_claims_of_the_course_note():
    rows = exhibits.show("overview/claims").answer.table
    assert rows["stated"].tolist() == [281, 169, 4.9, 69, 122.6, 3, 0]
    corridors = read("unsd/sdg-10-c-1-corridors").query("year == 2021").dropna(subset=["cost_200"])
    newest = read("worldbank/prices-corridor-2025q3").dropna(subset=["cost_200"])
    mean = (newest["cost_200"] * newest["services"]).sum() / newest["services"].sum()
    assert rows["measured"].tolist() == pytest.approx(
        [280.598105, 169, 4.9, 69, 122.6, 6.30, 100 * (corridors["cost_200"] > 5).mean()]
    )
    assert rows["newest"].iloc[0] == pytest.approx(304.021813)
    assert rows["newest"].iloc[-2] == pytest.approx(mean) == pytest.approx(6.362, abs=0.001)
    assert (
        rows["newest"].iloc[-1] == pytest.approx(100 * (newest["cost_200"] > 5).mean()) == pytest.approx(53.4, abs=0.1)
    )
    assert len(newest) == 348
    assert rows["difference"].tolist() == pytest.approx((rows["measured"] - rows["stated"]).tolist())


def test_the_sentence_counts_the_claims_that_hold():
    sentence = exhibits.show("overview/claims").answer.sentence
    assert sentence.startswith("Of the 5 figures of the note, 1 can be computed")
    assert "4 are cited" in sentence
    assert "Of the 2 targets, 2 were not met" in sentence
