"""Corridor: every figure against an independent computation with pandas from the tables, and published figures."""

import pandas as pd
import pytest

from lma_data import areas, catalog, exhibits
from lma_data.i18n import Words

# Large and small, both ways or one, with and without figures.
PAIRS = [("NPL", "QAT"), ("MEX", "USA"), ("SYR", "DEU"), ("AFG", "IRN"), ("KEN", "TZA"), ("TUV", "NZL"), ("SDN", "SAU")]
TWELVE = ("NPL", "QAT", "USA", "XKX", "PSE", "TWN", "TUV", "VAT", "DEU", "SYR", "SRB", "JOR")
CORRIDOR = [exhibit_id for exhibit_id in exhibits.definitions() if exhibit_id.startswith("corridor/")]


def read(dataset_id):
    return pd.read_parquet(catalog.data_file(dataset_id))


def show(name, origin, destination, lang="en", **more):
    return exhibits.show(f"corridor/{name}", {"from": origin, "to": destination, **more}, lang=lang).answer


@pytest.fixture(scope="module")
def pairs():
    return read("undesa/migrant-stock-2024-bilateral")


@pytest.mark.parametrize(("origin", "destination"), PAIRS)
def test_migrants_are_those_of_the_table_both_ways(pairs, origin, destination):
    answer = show("migrants", origin, destination)
    shown = answer.table
    for one, other in ((origin, destination), (destination, origin)):
        expected = pairs[(pairs["origin"] == one) & (pairs["destination"] == other)].sort_values("year")
        if answer.missing:
            assert expected.empty
            continue
        found = shown[(shown["origin"] == one) & (shown["destination"] == other)]
        assert list(found["year"]) == list(expected["year"])
        assert list(found["female"]) == list(expected["female"])
        assert list(found["male"]) == list(expected["male"])
        assert list(found["migrants"]) == list(expected["female"] + expected["male"])


def test_an_absent_pair_is_not_zero_and_a_zero_is(pairs):
    answer = show("migrants", "NPL", "QAT")
    assert answer.title == "Nepal → Qatar: 266,580; Qatar → Nepal: no data (2024)"
    zero = pairs[(pairs["female"] + pairs["male"] == 0) & (pairs["year"] == 2024) & (pairs["origin"] != "OTH")].iloc[0]
    answer = show("migrants", zero["origin"], zero["destination"])
    known = f"{areas.label(zero['origin'], 'en')} → {areas.label(zero['destination'], 'en')}: 0"
    assert known in answer.title


@pytest.mark.parametrize(("origin", "destination"), PAIRS)
def test_the_place_among_others_is_counted_anew(pairs, origin, destination):
    stock, left = read("undesa/migrant-stock-2024"), read("undesa/migrant-stock-2024-origin")
    shown = show("in-context", origin, destination, year=2015).table
    of_year = pairs[(pairs["year"] == 2015) & (pairs["origin"] != "OTH")]
    of_year = of_year.assign(people=of_year["female"] + of_year["male"])
    people = of_year[(of_year["origin"] == origin) & (of_year["destination"] == destination)]["people"]
    if people.empty or not people.iloc[0]:
        return
    sides = (
        (destination, of_year[of_year["origin"] == origin], left[left["origin"] == origin]),
        (origin, of_year[of_year["destination"] == destination], stock[stock["area"] == destination]),
    )
    for other, same_side, totals in sides:
        total = totals[(totals["year"] == 2015) & (totals["sex"] == "both")]["migrants"].iloc[0]
        row = shown[(shown["area"] == other) & (shown["migrants"] == people.iloc[0])].iloc[0]
        assert row["place"] == 1 + (same_side["people"] > people.iloc[0]).sum()
        assert row["share"] == pytest.approx(100 * people.iloc[0] / total)


@pytest.mark.parametrize(("origin", "destination"), PAIRS)
def test_money_is_that_of_the_matrix(origin, destination):
    matrix = read("worldbank/bilateral-remittances-2021")
    shown = show("money", origin, destination).table
    for receiver, sender in ((origin, destination), (destination, origin)):
        received = matrix[(matrix["receiver"] == receiver) & (matrix["usd_m"] > 0)]
        assert set(received["sender"]) <= set(shown[shown["receiver"] == receiver]["sender"])
        expected = matrix[(matrix["receiver"] == receiver) & (matrix["sender"] == sender)]
        found = shown[(shown["receiver"] == receiver) & (shown["sender"] == sender)]
        assert len(found) == len(expected)
        if len(expected):
            usd = expected["usd_m"].iloc[0]
            sent = matrix[matrix["sender"] == sender]["usd_m"].sum()
            assert found["usd"].iloc[0] == pytest.approx(1e6 * usd)
            assert found["share"].iloc[0] == pytest.approx(100 * usd / received["usd_m"].sum())
            assert found["share_sent"].iloc[0] == pytest.approx(100 * usd / sent)
            assert found["place"].iloc[0] == 1 + (received["usd_m"] > usd).sum()


PRICES = {
    "unsd/sdg-10-c-1-corridors": "year",
    "worldbank/prices-corridor-2011-2020": "quarter",
    "worldbank/prices-corridor-2016-2025": "quarter",
    "worldbank/prices-corridor-2025q3": "quarter",
}


@pytest.mark.parametrize(("origin", "destination"), [("NPL", "QAT"), ("KEN", "TZA"), ("SDN", "SAU"), ("MEX", "USA")])
def test_prices_are_those_of_each_source_and_never_one_line(origin, destination):
    answer = show("price", origin, destination)
    costs = 0
    for source, when in PRICES.items():
        table = read(source).dropna(subset=["cost_200"])
        pair = table[table["sender"].isin([origin, destination]) & table["receiver"].isin([origin, destination])]
        costs += len(pair)
        for row in pair.itertuples():
            period = str(getattr(row, when)).replace("Q", " Q")
            found = answer.table[(answer.table["sender"] == row.sender) & (answer.table["period"] == period)]
            assert any(cost == pytest.approx(row.cost_200) for cost in found["cost"])
    assert len(answer.table) == costs
    for trace in answer.figure["data"]:
        assert len([value for value in trace["y"] if value is not None]) <= 40
    assert len(answer.figure["data"]) % len(answer.table["source"].unique()) == 0


def test_the_price_from_qatar_to_nepal_is_as_published():
    """SDG Global Database, SI_RMT_COST_BC, and the quarter of 2025."""
    table = show("price", "NPL", "QAT").table.set_index(["source", "period"])["cost"]
    assert table["SDG indicator 10.c.1 (third quarter of each year)", "2021"] == pytest.approx(2.41909)
    assert table["Secondary compilation, one quarter of 2025", "2025 Q3"] == 4.0


@pytest.mark.parametrize(("origin", "destination"), PAIRS)
def test_the_displaced_are_those_of_unhcr(origin, destination):
    population = read("unhcr/population")
    answer = show("displaced", origin, destination)
    for one, other in ((origin, destination), (destination, origin)):
        expected = population[(population["origin"] == one) & (population["asylum"] == other)].sort_values("year")
        expected = expected.dropna(subset=["refugees", "asylum_seekers", "oip"], how="all")
        if answer.missing:
            assert expected.empty
            continue
        found = answer.table[(answer.table["origin"] == one) & (answer.table["asylum"] == other)]
        assert list(found["year"]) == list(expected["year"])
        for column, source in (
            ("refugees", "refugees"),
            ("asylum_seekers", "asylum_seekers"),
            ("other_protection", "oip"),
        ):
            left, right = found[column].astype("Float64"), expected[source].astype("Float64")
            pd.testing.assert_series_equal(left.reset_index(drop=True), right.reset_index(drop=True), check_names=False)


def test_syrians_in_germany_as_unhcr_published_them():
    rows = show("displaced", "SYR", "DEU").table.set_index(["origin", "year"])
    assert rows.loc[("SYR", 2025), "refugees"] == 668647
    claims = show("asylum", "SYR", "DEU").table
    of_2025 = claims[claims["year"] == 2025]
    assert of_2025["applied"].dropna().tolist() == [23256]
    of_2024 = show("protection-rate", "SYR", "DEU").table
    first = of_2024[(of_2024["year"] == 2024) & (of_2024["level"] == "FI")].iloc[0]
    assert first["other"] == 70045


@pytest.mark.parametrize(("origin", "destination"), [("SYR", "DEU"), ("VEN", "USA"), ("AFG", "DEU"), ("ERI", "ITA")])
def test_rates_are_of_one_level_and_one_unit(origin, destination):
    decisions = read("unhcr/asylum-decisions")
    decisions = decisions[(decisions["origin"] == origin) & (decisions["asylum"] == destination)]
    sums = decisions.groupby(["year", "dec_level", "dec_pc"])[["recognized", "other", "rejected"]].sum()
    shown = show("protection-rate", origin, destination).table
    assert len(shown)
    for row in shown.itertuples():
        expected = sums.loc[(row.year, row.level, row.unit)].astype(float)
        total = expected.sum()
        assert row.decided == total
        if total:
            assert row.recognition == pytest.approx(100 * expected["recognized"] / total)
            assert row.protection == pytest.approx(100 * (expected["recognized"] + expected["other"]) / total)


def test_palestine_refugees_are_named_and_not_added():
    registered = read("unrwa/registered-refugees")
    newest = registered[(registered["area"] == "JOR") & (registered["year"] == registered["year"].max())].iloc[0]
    answer = show("displaced", "PSE", "JOR")
    assert any(Words("en").short(newest["persons"]) in note for note in answer.notes)
    assert "unrwa/registered-refugees" in answer.rests_on
    assert answer.table["refugees"].max() < newest["persons"]


@pytest.mark.parametrize("wrong", ["SCG", "ANT", "CSK", "<script>alert(1)</script>", "Atlantis", ""])
def test_a_country_that_is_not_there_is_refused_with_a_reason(wrong):
    with pytest.raises(exhibits.BadParameter) as refused:
        exhibits.show("corridor/migrants", {"from": wrong, "to": "QAT"})
    assert refused.value.said is not None
    assert "alert" not in refused.value.said(Words("en"))
