"""Development: every figure against an independent computation with pandas from the tables, and published totals."""

import math
from decimal import ROUND_HALF_UP, Decimal

import pandas as pd
import pytest

from lma_data import areas, catalog, claims, exhibits
from lma_data.charts.strip import pile_up
from lma_data.charts.theme import Look
from lma_data.exhibits import sending_costs
from lma_data.exhibits.remittance_prices import PRICE_YEAR
from lma_data.i18n import LANGUAGES, Words

ENOUGH = 100  # countries that a year needs to be shown
SDG_YEARS = [2016, 2017, 2018, 2019, 2020, 2021]


def read(dataset_id):
    return pd.read_parquet(catalog.data_file(dataset_id))


def show(name, lang="en", look=None, **chosen):
    parameters = {key.replace("_", "-"): value for key, value in chosen.items()}
    return exhibits.show(f"development/{name}", parameters, lang=lang, look=look or Look()).answer


@pytest.fixture(scope="module")
def received():
    return read("worldbank/remittances-received")


@pytest.fixture(scope="module")
def of_gdp():
    return read("worldbank/remittances-share-gdp")


@pytest.fixture(scope="module")
def corridors():
    return read("unsd/sdg-10-c-1-corridors")


@pytest.fixture(scope="module")
def quarter():
    return read("worldbank/prices-corridor-2025q3")


@pytest.fixture(scope="module")
def countries():
    table = read("geography/areas")
    return set(table.loc[table["kind"] == "country", "area"])


def years_with_enough(table, countries):
    counts = table[table["area"].isin(countries)].groupby("year").size()
    return [int(year) for year in counts[counts >= ENOUGH].index]


def prices(corridors, quarter, year):
    if year == 2025:
        return quarter.set_index(["sender", "receiver"])["cost_200"]
    return corridors[corridors["year"] == year].set_index(["sender", "receiver"])["cost_200"]


# Remittances received


def test_world_and_low_and_middle_income_by_year(received, countries):
    table = show("remittances-received").table.set_index("year")
    assert sorted(table.index) == years_with_enough(received, countries)
    by_year = received.pivot(index="year", columns="area", values="received")
    for column, area in (("world", "WLD"), ("low_middle", "LMY")):
        assert (table[column] - by_year[area].reindex(table.index)).abs().max() <= 0.5
    reporting = received[received["area"].isin(countries)].groupby("year")["received"]
    assert (table["countries"] == reporting.count().reindex(table.index)).all()
    # The world is the sum of the countries that report, so the second line is a part of the first.
    assert (table["world"] - reporting.sum().reindex(table.index)).abs().max() <= 1
    assert (table["low_middle"] < table["world"]).all()


def test_published_totals_of_remittances():
    answer = show("remittances-received")
    newest = answer.table.iloc[0]
    assert (newest["year"], newest["world"], newest["countries"]) == (2024, 856_055_241_271, 158)
    assert "US$\u00a0856\u00a0billion in 2024" in answer.title
    assert "US$\u00a0653\u00a0billion" in answer.title
    assert f"{Words('fr').usd(newest['world'])} en 2024" in show("remittances-received", "fr").title


def test_both_lines_are_drawn_with_every_year():
    answer = show("remittances-received")
    world, low_middle = answer.figure["data"][:2]
    assert list(world["x"]) == list(low_middle["x"]) == sorted(answer.table["year"])
    assert list(world["y"]) == list(answer.table["world"])[::-1]
    assert list(low_middle["y"]) == list(answer.table["low_middle"])[::-1]


@pytest.mark.parametrize("year", [1986, 1991, 2004, 2020, 2024])
def test_countries_that_receive_most(received, countries, year):
    table = show("remittances-top", remittances_year=year).table
    of_year = received[(received["year"] == year) & received["area"].isin(countries)]
    expected = of_year.sort_values("received", ascending=False)
    known = table.dropna(subset=["received"])
    assert list(known["area"]) == list(expected["area"])
    assert (known["received"].to_numpy() - expected["received"].to_numpy() <= 0.5).all()
    world = received[(received["year"] == year) & (received["area"] == "WLD")]["received"].iloc[0]
    assert known["share"].to_numpy() == pytest.approx((100 * expected["received"] / world).to_numpy())
    assert known["share"].sum() == pytest.approx(100)
    # Who has a figure in another year only is shown as missing, and groups are not among the countries.
    assert set(table["area"]) == set(received["area"]) & countries


def test_published_amounts_of_countries():
    answer = show("remittances-top", remittances_year=2024)
    amounts = answer.table.set_index("area")["received"]
    assert (amounts["IND"], amounts["MEX"], amounts["PHL"]) == (137_674_533_896, 67_637_913_797, 40_279_405_932)
    assert pd.isna(amounts["VNM"])  # figures for 2000 to 2004 only
    assert "India" in answer.title and "16.1\u202f%" in answer.title
    assert answer.figure["data"][0]["text"][:2] == ["137.7", "67.6"]


def test_headline_of_every_year_names_the_largest(received, countries):
    for year in years_with_enough(received, countries):
        of_year = received[(received["year"] == year) & received["area"].isin(countries)]
        largest = of_year.loc[of_year["received"].idxmax()]
        for lang in LANGUAGES:
            title = show("remittances-top", lang, remittances_year=year).title
            assert areas.label(largest["area"], lang) in title
            assert Words(lang).usd(largest["received"]) in title


@pytest.mark.parametrize("year", [1986, 1995, 2010, 2021])
def test_share_of_gdp(of_gdp, countries, year):
    answer = show("remittances-share-gdp", share_year=year)
    expected = of_gdp[(of_gdp["year"] == year) & of_gdp["area"].isin(countries)]
    expected = expected.sort_values("share_gdp", ascending=False)
    known = answer.table.dropna(subset=["share"])
    assert list(known["area"]) == list(expected["area"])
    assert known["share"].to_numpy() == pytest.approx(expected["share_gdp"].to_numpy())
    assert f"in {(expected['share_gdp'] >= 20).sum()} countr" in answer.title
    assert set(answer.table["area"]) == set(of_gdp["area"]) & countries
    assert list(answer.figure["data"][0]["customdata"]) == list(expected["area"][:15])


def test_published_shares_of_gdp():
    shares = show("remittances-share-gdp", share_year=2021).table.set_index("area")["share"]
    assert shares["TJK"] == pytest.approx(33.405245)
    assert show("remittances-share-gdp", share_year=2020).table.set_index("area")["share"]["LBN"] == pytest.approx(
        20.791435
    )
    # More than all of GDP: wages earned in South Africa.
    assert show("remittances-share-gdp", share_year=1995).table.iloc[0]["area"] == "LSO"


def test_years_to_choose_are_those_with_enough_countries_and_the_default_is_the_newest(received, of_gdp, countries):
    for name, table in (("remittances-top", received), ("remittances-share-gdp", of_gdp)):
        parameter = exhibits.definition(f"development/{name}").parameters[0]
        assert sorted(parameter.values()) == years_with_enough(table, countries)
        assert parameter.default == max(parameter.values())


# What sending money costs


def test_the_targets_are_those_of_the_claims():
    assert claims.target("remittance-cost-target") == (3, 2030)
    assert claims.target("remittance-corridors-target") == (5, 2030)
    with pytest.raises(claims.ClaimProblem, match="migrants-2020: a reproduced figure, not a target"):
        claims.target("migrants-2020")
    for lang, target in (
        ("en", "the target for 2030 is less than 3"),
        ("fr", "la cible pour 2030 est au-dessous de 3"),
    ):
        assert target in show("cost-world", lang).sentence


def test_no_note_on_gaps_where_every_year_has_a_figure():
    assert sending_costs._gaps(Words("en"), {2018: 6.9, 2019: 6.8}) == []
    assert sending_costs._gaps(Words("en"), {2018: 6.9, 2020: 6.8}) == ["There is no figure for 2019."]


def test_the_indicator_is_shown_first_and_the_secondary_source_on_request():
    for name in ("cost-corridors", "cost-most-expensive"):
        assert exhibits.definition(f"development/{name}").parse({})["price-year"] == SDG_YEARS[-1]
    assert exhibits.definition("development/cost-corridors").parse({})["sender"] == "WLD"


def test_world_cost_is_the_published_series_and_the_quarter_stands_apart(quarter):
    answer = show("cost-world")
    costs = dict(zip(answer.table["period"], answer.table["cost"], strict=True))
    published = {"2011": 9.3, "2015": 7.52, "2017": 7.21, "2018": 6.94, "2019": 6.84, "2020": 6.75, "2021": 6.3}
    priced = quarter.dropna(subset=["cost_200"])
    mean = (priced["cost_200"] * priced["services"]).sum() / priced["services"].sum()
    assert costs == pytest.approx(published | {"2025 Q3": mean})
    assert mean == pytest.approx(6.36, abs=0.005)  # the average that the World Bank published for the quarter
    assert answer.title == "Sending US$\u00a0200 cost 6.3\u202f% on average in 2021, 2.1 times the target of 3\u202f%"
    assert "6,470 services" in answer.sentence


@pytest.mark.parametrize("look", [Look(), Look(compact=True)])
def test_years_without_a_figure_are_gaps_and_nothing_joins_the_quarter(look):
    figure = show("cost-world", look=look).figure
    series, mark = figure["data"]
    values = dict(zip(series["x"], series["y"], strict=True))
    assert [year for year, value in values.items() if value is None] == [2012, 2013, 2014, 2016]
    assert series["connectgaps"] is False
    assert (list(mark["x"]), mark["marker"]["symbol"]) == ([2025], "diamond")
    assert "lines" not in mark["mode"]
    assert [shape["y0"] for shape in figure["layout"]["shapes"]] == [3]
    ticks = figure["layout"]["xaxis"]["tickvals"]
    assert set(ticks) <= {year for year, value in values.items() if value is not None} | {2025}


@pytest.mark.parametrize("year", [*SDG_YEARS, 2025])
def test_corridors_of_every_year(corridors, quarter, year):
    expected = prices(corridors, quarter, year)
    answer = show("cost-corridors", price_year=year)
    shown = answer.table.set_index(["sender", "receiver"])["cost"]
    assert shown.index.is_unique
    pd.testing.assert_series_equal(shown.sort_index(), expected.sort_index(), check_names=False)
    priced = expected.dropna()
    assert list(answer.table["cost"].dropna()) == sorted(priced, reverse=True)
    above = int((priced > 5).sum())
    assert f"({above} of {len(priced)}, {year}" in answer.title
    assert answer.title.startswith(Words("en").percent(100 * above / len(priced)))
    assert f"and {(priced < 3).sum()} cost less than 3" in answer.sentence
    trace = answer.figure["data"][0]
    assert len(trace["x"]) == len(priced)
    assert trace["marker"]["symbol"].count("diamond") == above


@pytest.mark.parametrize(("year", "share"), [(2016, "74.0"), (2021, "63.6"), (2025, "53.4")])
def test_known_shares_of_corridors_above_the_limit(year, share):
    assert show("cost-corridors", price_year=year).title.startswith(f"{share}\u202f%")


def test_corridors_without_a_price_stay_missing():
    answer = show("cost-corridors", price_year=2025)
    assert int(answer.table["cost"].isna().sum()) == 20
    assert any(note.startswith("20 corridors of the survey have no price") for note in answer.notes)
    assert any(note.startswith("8 corridors above 25") for note in answer.notes)


def source_of(year):
    return "worldbank/prices-corridor-2025q3" if year == 2025 else "unsd/sdg-10-c-1-corridors"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_secondary_source_is_named_where_it_is_used_and_nowhere_else(lang):
    parameter = PRICE_YEAR
    caveat = catalog.passport("worldbank/prices-corridor-2025q3").caveat("secondary-source", lang)
    word = {"en": "secondary", "fr": "secondaire"}[lang]
    assert sorted(parameter.values()) == [*SDG_YEARS, 2025]
    for year in parameter.values():
        secondary = year == 2025
        assert (word in parameter.text(Words(lang), year)) == secondary
        for name in ("cost-corridors", "cost-most-expensive"):
            exhibit = exhibits.show(f"development/{name}", {"price-year": year}, lang=lang)
            beside = name == "cost-corridors" and year == max(SDG_YEARS)  # its newer figure stands in the sentence
            assert (word in exhibit.source) == (secondary or beside)
            assert [passport.id for passport in exhibit.passports] == [source_of(year), *[source_of(2025)] * beside]
            assert (caveat in exhibit.answer.notes) == (secondary or beside)


@pytest.mark.parametrize("year", [2016, 2021, 2025])
def test_most_expensive_corridors(corridors, quarter, year):
    expected = prices(corridors, quarter, year).nlargest(15)
    answer = show("cost-most-expensive", price_year=year)
    assert list(zip(answer.table["sender"], answer.table["receiver"], strict=True)) == list(expected.index)
    assert list(answer.table["cost"]) == list(expected)
    senders = expected.reset_index()["sender"].value_counts()
    assert f"{areas.label(senders.index[0], 'en')} ({senders.iloc[0]} of 15)" in answer.sentence


# The corridors that one looks for


GULF = {"ARE", "BHR", "KWT", "OMN", "QAT", "SAU"}


@pytest.mark.parametrize(
    "typed", ["GCC", "gcc", "CCG", "Gulf", "golfe", "community-gcc", "Conseil de coopération des États arabes du Golfe"]
)
def test_the_gulf_to_nepal(typed, corridors):
    answer = show("cost-corridors", sender=typed, receiver="Népal")
    expected = corridors[
        (corridors["year"] == 2021) & corridors["sender"].isin(GULF) & (corridors["receiver"] == "NPL")
    ].sort_values("cost_200", ascending=False)
    first = answer.table.head(len(expected))
    assert list(first["sender"]) == list(expected["sender"]) == ["OMN", "SAU", "ARE", "QAT"]
    assert list(first["cost"]) == list(expected["cost_200"])
    assert (
        answer.title
        == "GCC → Nepal: sending US$\u00a0200 cost 2.4\u202f% to 4.6\u202f% in 2021, 3.4\u202f% as a simple mean"
    )
    assert f"simple mean is {expected['cost_200'].mean():.2f}\u202f%, not weighted" in answer.sentence
    assert "No price: Bahrain → Nepal and Kuwait → Nepal." in answer.notes
    pile, named = answer.figure["data"]
    assert named["customdata"] == ["OMN-NPL", "SAU-NPL", "ARE-NPL", "QAT-NPL"]
    assert list(named["x"]) == list(expected["cost_200"])
    assert pile["marker"]["opacity"].count(1) == 4
    assert [passport.id for passport in exhibits.show("development/cost-corridors", {"sender": typed}).passports][
        1:
    ] == ["worldbank/prices-corridor-2025q3", "geography/communities"]


def test_a_newer_price_of_the_secondary_source_is_told_with_its_date():
    newer = read("worldbank/prices-corridor-2025q3").dropna(subset=["cost_200"])
    one = newer.query("sender == 'QAT' and receiver == 'NPL'")["cost_200"].iloc[0]
    told = show("cost-corridors", sender="QAT", receiver="NPL")
    assert f"Qatar to Nepal, {one:.2f}\u202f% in 2025 Q3." in told.sentence
    gulf = newer[newer["sender"].isin(["BHR", "KWT", "OMN", "QAT", "SAU", "ARE"]) & (newer["receiver"] == "NPL")]
    exact = sum(Decimal(str(cost)) for cost in gulf["cost_200"]) / len(gulf)  # it ends in a half: 3.885
    mean = f"{exact.quantize(Decimal('0.01'), ROUND_HALF_UP)}\u202f% as a simple mean, in 2025 Q3."
    assert mean in show("cost-corridors", sender="GCC", receiver="NPL").sentence
    above = (newer["cost_200"] > 5).sum()
    assert f"in 2025 Q3, {above} of {len(newer)} corridors" in show("cost-corridors").sentence
    for year in (2020, 2025):  # the reader has chosen another year
        assert "A secondary source" not in show("cost-corridors", price_year=year).sentence


def test_canada_is_not_the_andean_community():
    assert show("cost-corridors", sender="CAN").title.startswith("Canada →")
    assert show("cost-corridors", sender="ESP", receiver="community-can").title.startswith("Spain → CAN")


@pytest.mark.parametrize(
    ("sender", "receiver", "column"),
    [("002", "002", "region"), ("WLD", "202", "subregion"), ("150", "747", "sdg_region")],
)
def test_groups_hold_their_countries(sender, receiver, column, corridors):
    areas_table = read("geography/areas").set_index("area")
    answer = show("cost-corridors", sender=sender, receiver=receiver)
    of_year = corridors[corridors["year"] == 2021]
    expected = of_year[of_year["receiver"].map(areas_table[column]) == receiver]
    if sender != "WLD":
        expected = expected[expected["sender"].map(areas_table["region"]) == sender]
    assert len(expected) > 5
    found = answer.table[answer.table["chosen"]]
    assert set(zip(found["sender"], found["receiver"], strict=True)) == set(
        zip(expected["sender"], expected["receiver"], strict=True)
    )
    assert found.index.max() == len(found) - 1  # they stand first
    assert f"{expected['cost_200'].mean():.2f}\u202f%" in answer.sentence


def test_income_groups_are_those_of_the_newest_year(corridors):
    groups = read("geography/income-groups")
    low = set(groups[(groups["fiscal_year"] == 2026) & (groups["income_group"] == "LIC")]["area"])
    found = show("cost-corridors", receiver="LIC").table.query("chosen")
    of_year = corridors[(corridors["year"] == 2021) & corridors["receiver"].isin(low)]
    assert len(found) == len(of_year) > 10


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_price_is_said_and_all_corridors_stay(lang, corridors):
    answer = show("cost-corridors", lang, sender="ISL", receiver="FJI")
    assert len(answer.table) == (corridors["year"] == 2021).sum()
    assert not answer.table["chosen"].any()
    assert {"en": "no corridor with a price", "fr": "aucun couloir"}[lang] in answer.title
    assert len(answer.figure["data"]) == 1


@pytest.mark.parametrize(("look", "names"), [(Look(), 12), (Look(compact=True), 6)])
def test_of_many_corridors_the_ends_are_named(look, names):
    answer = show("cost-corridors", look=look, sender="ZAF")
    named = answer.figure["data"][1]
    assert len(named["x"]) == names
    assert named["customdata"][0] == "ZAF-AGO"
    assert any(f"the {names // 2} cheapest" in note for note in answer.notes)


def test_extreme_cost_is_shown_as_it_is():
    answer = show("cost-most-expensive", price_year=2025)
    assert answer.title == "Most expensive corridor, 2025 Q3: Türkiye to Bulgaria, 118.2\u202f% of the amount sent"
    strip = show("cost-corridors", price_year=2025).figure
    assert any("118.2" in text for text in strip["data"][0]["hovertext"])
    assert strip["layout"]["xaxis"]["ticktext"][-1].endswith("+")


def test_dots_pile_up_without_hiding_each_other():
    values = [-0.3, 0.1, 0.2, 5.0, 5.1, 24.9, 30.0, 118.0]
    x, y, tallest = pile_up(values, 0.25, 25)
    assert len(set(zip(x, y, strict=True))) == len(values)
    assert tallest == 2
    assert x[0] < 0 and max(x) == x[-1] == x[-2]
    assert all(math.isclose(place, value, abs_tol=0.25) for place, value in zip(x[:6], values[:6], strict=True))


# Where money flows


@pytest.fixture(scope="module")
def matrix():
    return read("worldbank/bilateral-remittances-2021")


@pytest.mark.parametrize("top", [4, 10])
@pytest.mark.parametrize(("sender", "receiver"), [("WLD", "WLD"), ("GCC", "WLD"), ("WLD", "NPL"), ("QAT", "NPL")])
def test_flows_add_up_and_the_largest_stand_for_themselves(sender, receiver, top, matrix):
    expected = matrix[matrix["usd_m"] > 0]
    if sender != "WLD":
        expected = expected[expected["sender"].isin(GULF if sender == "GCC" else {sender})]
    if receiver != "WLD":
        expected = expected[expected["receiver"] == receiver]
    answer = show("remittance-flows", sender=sender, receiver=receiver, top=top)
    assert answer.table["amount"].sum() == pytest.approx(expected["usd_m"].sum() * 1e6, abs=len(answer.table))
    assert answer.table["share"].sum() == pytest.approx(100)
    assert answer.table["corridors"].sum() == len(expected)
    figure = answer.figure["data"][0]
    for column, ends in (("sender", "source"), ("receiver", "target")):
        totals = expected.groupby(column)["usd_m"].sum().nlargest(top)
        keys = figure["node"]["customdata"]
        drawn = {}
        for place, value in zip(figure["link"][ends], figure["link"]["value"], strict=True):
            drawn[keys[place]] = drawn.get(keys[place], 0) + value / 1e6
        others = drawn.pop("", 0)
        assert drawn == pytest.approx(totals.to_dict())
        assert others == pytest.approx(expected["usd_m"].sum() - totals.sum(), abs=0.01)


def test_published_flows():
    first = show("largest-corridors").table.iloc[0]
    assert (first["sender"], first["receiver"], first["amount"]) == ("USA", "MEX", 52_595_342_546)
    assert show("remittance-flows").title.startswith("All corridors: US$\u00a0781\u00a0billion in 2021, by an estimate")


def test_largest_corridors(matrix):
    table = show("largest-corridors", receiver="NPL").table
    expected = matrix[(matrix["receiver"] == "NPL") & (matrix["usd_m"] > 0)].sort_values("usd_m", ascending=False)
    assert list(table["sender"]) == list(expected["sender"])
    assert table["share"].sum() == pytest.approx(100)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_blank_in_the_matrix_is_no_zero(lang):
    for name in ("remittance-flows", "largest-corridors", "what-if"):
        answer = show(name, lang, sender="OMN", receiver="NPL")
        assert answer.missing
        assert {"en": "no flow", "fr": "aucun flux"}[lang] in answer.title


@pytest.mark.parametrize("compact", [False, True])
def test_nodes_of_the_flows_stand_where_their_labels_are(compact):
    figure = show("remittance-flows", look=Look(compact=compact), top=8).figure
    places = figure["data"][0]["node"]["y"]
    labels = [note for note in figure["layout"]["annotations"] if note["yanchor"] == "middle"]
    assert [1 - note["y"] for note in labels] == pytest.approx(places)
    assert all(0 < place < 1 for place in places)


# What if it cost less


def kept(matrix, corridors, world, target, *, senders=None, receivers=None):
    """Amounts beyond the target: of corridors with a price, and of the others at an average price; computed row by row."""
    price = corridors[corridors["year"] == 2021].set_index(["sender", "receiver"])["cost_200"].to_dict()
    average = world[world["year"] == 2021].set_index("area")["cost_200"].to_dict()
    low = high = 0.0
    for sender, receiver, millions in matrix.itertuples(index=False):
        if not millions or (senders and sender not in senders) or (receivers and receiver not in receivers):
            continue
        if (sender, receiver) in price:
            low += millions * 1e4 * max(0, price[sender, receiver] - target)
        else:
            high += millions * 1e4 * max(0, average.get(receiver, average["WLD"]) - target)
    return low, low + high


@pytest.mark.parametrize(
    ("chosen", "senders", "receivers"),
    [
        ({}, None, None),
        ({"receiver": "NPL"}, None, {"NPL"}),
        ({"sender": "GCC"}, GULF, None),
        ({"sender": "ZAF"}, {"ZAF"}, None),
        ({"sender": "USA", "receiver": "MEX"}, {"USA"}, {"MEX"}),
        ({"sender": "QAT", "receiver": "NPL"}, {"QAT"}, {"NPL"}),
    ],
)
def test_what_would_stay_with_families(chosen, senders, receivers, matrix, corridors):
    world = read("unsd/sdg-10-c-1-world")
    table = show("what-if", **chosen).table
    for row, target in ((1, 5), (2, 3), (0, 0)):
        low, high = kept(matrix, corridors, world, target, senders=senders, receivers=receivers)
        assert (table["low"][row], table["high"][row]) == pytest.approx((low, high), abs=1), target
    target = 3
    ranking = show("what-if-corridors", **chosen).table
    assert ranking["stays"].sum() == pytest.approx(table["low"][2], abs=len(ranking))
    assert (ranking["stays"] > 0).sum() == (ranking["cost"] > target).sum()


def test_what_if_by_hand():
    # 52,595.3425 million from the United States to Mexico at 4.39452 %, against 3 %.
    first = show("what-if-corridors").table.iloc[0]
    assert (first["sender"], first["receiver"]) == ("USA", "MEX")
    assert first["stays"] == pytest.approx(52_595.3425e6 * (4.39452 - 3) / 100, rel=1e-6)


def test_what_if_says_how_it_was_computed():
    answer = show("what-if")
    assert answer.title == (
        "All corridors: US$\u00a08.95 to 18.3\u00a0billion more a year for families if no corridor cost more than 3\u202f%"
    )
    assert "348 of 10,227 corridors that have a price, through which 62.0\u202f% of the money flows" in answer.sentence
    assert "Flows and prices are of 2021." in answer.notes
    newest = show("what-if", what_if_prices=2025)
    assert "Years do not match: prices of 2025 Q3 on flows of 2021." in newest.notes
    assert any(
        "secondary" in passport.short_source["en"]
        for passport in exhibits.show("development/what-if", {"what-if-prices": 2025}).passports
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_if_without_a_price_gives_the_average_alone(lang):
    answer = show("what-if", lang, sender="SSD", receiver="KEN")
    assert answer.table["low"].isna().all()
    assert (answer.table["high"] > 0).all()
    assert {"en": "no price", "fr": "pas de prix"}[lang] in answer.title
    assert show("what-if-corridors", lang, sender="SSD", receiver="KEN").missing


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_stays_where_prices_are_low(lang):
    answer = show("what-if", lang, sender="QAT", receiver="NPL")
    assert {"en": "at 3\u202f% or below already", "fr": "déjà à 3\u202f%"}[lang] in answer.title
    assert show("what-if-corridors", lang, sender="QAT", receiver="NPL").figure is None


# Costs by region and country, by amount, and above the limit


@pytest.fixture(scope="module")
def indicator():
    return read("unsd/sdg-10-c-1-world")


def test_cost_of_sending_to_regions_is_the_published_one(indicator):
    table = show("cost-regions").table.set_index(["area", "year"])["cost"]
    published = indicator.set_index(["area", "year"])["cost_200"]
    assert set(table.index.get_level_values("year")) == {2011, 2021}
    assert set(table.index.get_level_values("area")) == {"WLD", "062", "202", "419", "513", "543", "747", "753"}
    assert (table == published.loc[table.index]).all()
    assert table["202", 2021] == 8.29 and table["543", 2011] == 13.39


def test_cost_of_sending_from_regions_is_a_simple_mean_and_says_so(corridors):
    answer = show("cost-regions", price_side="sending")
    regions = read("geography/areas").set_index("area")["sdg_region"]
    means = corridors.assign(region=corridors["sender"].map(regions)).groupby(["region", "year"])["cost_200"]
    for row in answer.table.itertuples():
        assert row.cost == pytest.approx(means.mean()[row.area, row.year])
        assert row.corridors == means.count()[row.area, row.year]
    assert answer.table.groupby("year")["corridors"].sum().to_dict() == {2016: 365, 2021: 363}
    assert "Not weighted" in answer.subtitle


@pytest.mark.parametrize("year", [2011, 2018, 2021])
@pytest.mark.parametrize("side", ["receiving", "sending"])
def test_cost_by_country(side, year, indicator, countries):
    source = indicator if side == "receiving" else read("unsd/sdg-10-c-1-sending")
    expected = source[(source["year"] == year) & source["area"].isin(countries)].set_index("area")["cost_200"]
    for name in ("cost-map", "cost-countries"):
        table = show(name, price_side=side, cost_year=year).table
        assert table["area"].is_unique
        assert table.dropna(subset=["cost"]).set_index("area")["cost"].to_dict() == expected.to_dict()
        assert set(table["area"]) == set(source["area"]) & countries
    assert (
        f"{(expected > 5).sum()} of {len(expected)} countries"
        in show("cost-map", price_side=side, cost_year=year).title
    )


def test_published_costs_of_countries():
    sending = show("cost-countries", price_side="sending").table.set_index("area")["cost"]
    assert (sending["USA"], sending["ZAF"]) == (5.61, 14.81)
    assert show("cost-countries").table.set_index("area")["cost"]["ZAF"] == 8.21


def test_shares_above_the_limit_by_source():
    sources = {
        "SDG indicator 10.c.1 (third quarter of each year)": ("unsd/sdg-10-c-1-corridors", "year"),
        "World Bank, quarters 2011–2020": ("worldbank/prices-corridor-2011-2020", "quarter"),
        "Secondary compilation, quarters 2016–2025": ("worldbank/prices-corridor-2016-2025", "quarter"),
        "Secondary compilation, one quarter of 2025": ("worldbank/prices-corridor-2025q3", "quarter"),
    }
    answer = show("corridors-above-limit")
    for name, (dataset, column) in sources.items():
        priced = read(dataset).dropna(subset=["cost_200"])
        above = (priced["cost_200"] > 5).groupby(priced[column])
        shown = answer.table[answer.table["source"] == name]
        assert list(shown["corridors"]) == list(above.count())
        assert list(shown["share"]) == pytest.approx(list(100 * above.mean()))
    assert answer.title == "63.6\u202f% of corridors cost more than 5\u202f% in 2021, against 74.0\u202f% in 2016"


@pytest.mark.parametrize("look", [Look(), Look(compact=True)])
def test_breaks_in_coverage_are_marked_and_sources_never_joined(look):
    figure = show("corridors-above-limit", look=look).figure
    assert [trace["x"][0] for trace in figure["data"]] == [2016.625, 2011.125, 2016.375, 2025.625]
    assert all(trace["connectgaps"] is False for trace in figure["data"])
    bank = dict(zip(figure["data"][1]["x"], figure["data"][1]["y"], strict=True))
    assert bank[2011.375] is None  # no survey in the second quarter of 2011
    marked = [shape["x0"] for shape in figure["layout"]["shapes"] if shape["line"]["dash"] == "dot"]
    assert marked == [2015.75, 2016.25, 2022]
    texts = " ".join(note["text"] for note in figure["layout"]["annotations"])
    assert "227 → 300 → 361" in texts and "295 → 280" in texts


def test_a_larger_amount_costs_less_per_cent():
    compiled = read("worldbank/prices-corridor-2016-2025")
    answer = show("cost-amounts")
    by_quarter = compiled.groupby("quarter")
    for column in ("cost_200", "cost_500"):
        assert list(answer.table[column]) == pytest.approx(list(by_quarter[column].median()))
    assert list(answer.table["corridors"]) == list(by_quarter.size())
    last = compiled[compiled["quarter"] == "2025Q1"]
    assert f"in {(last['cost_500'] < last['cost_200']).sum()} of 279 corridors" in answer.sentence
    assert answer.title.endswith("(median corridor, 2025 Q1)")


# Costs by kind of provider


@pytest.fixture(scope="module")
def services():
    return read("worldbank/prices-by-provider-2011-2014")


def test_quarters_with_kinds_of_provider(services):
    quarters = exhibits.definition("development/cost-by-provider").parameters[0]
    assert list(quarters.values()) == sorted(services["quarter"].unique())
    assert quarters.default == "2014Q2"


@pytest.mark.parametrize("quarter", ["2011Q1", "2012Q3", "2013Q4", "2014Q2"])
def test_costs_by_kind_of_provider(services, quarter):
    answer = show("cost-by-provider", provider_quarter=quarter)
    counted = services[(services["quarter"] == quarter) & services["transparent"] & (services["sender"] != "RUS")]
    named = ["bank", "mto", "mto-post", "post"]
    expected = {("all", None): counted, ("other", None): counted[~counted["provider"].isin(named)]}
    for provider, rows in counted.groupby("provider"):
        expected[(provider, None) if provider in named else ("other", provider)] = rows
    table = answer.table.astype(object).where(answer.table.notna(), None)
    assert {(row.kind, row.part) for row in table.itertuples()} == set(expected)
    for row in table.itertuples():
        rows = expected[row.kind, row.part]
        for amount in ("cost_200", "cost_500"):
            assert getattr(row, amount) == pytest.approx(rows[amount].mean())
        assert (row.services, row.services_500) == (rows["cost_200"].count(), rows["cost_500"].count())
    kinds = table[table["part"].isna() & (table["kind"] != "all")]
    assert kinds["services"].sum() == len(counted)
    assert len(answer.figure["data"][0]["x"]) == len(kinds) + 1


def test_published_averages_of_services(services):
    """The global average as the World Bank printed it for 2011 Q3, and who is left out of it."""
    answer = show("cost-by-provider", provider_quarter="2011Q3")
    assert answer.table.iloc[0]["cost_200"] == pytest.approx(9.30, abs=0.005)
    notes = " ".join(answer.notes)
    assert "117 services from the Russian Federation" in notes
    assert "8.98\u202f% instead of 9.30\u202f%" in notes
    hidden = services[(services["quarter"] == "2011Q3") & ~services["transparent"]]
    assert f"{len(hidden)} that do not disclose their exchange rate" in notes
    assert f"{(hidden['provider'] == 'bank').sum()} of them banks’" in notes
    assert show("cost-by-provider").title == (
        "Sending US$\u00a0200 cost 12.2\u202f% through banks, 6.7\u202f% through money transfer operators (2014 Q2)"
    )


# Remittances per inhabitant, and paid


@pytest.fixture(scope="module")
def people():
    return read("geography/population-wdi").set_index(["area", "year"])["population"]


@pytest.mark.parametrize("year", [1991, 2010, 2024])
def test_received_per_inhabitant(year, received, people, countries):
    table = show("remittances-per-person", remittances_year=year).table
    of_year = received[(received["year"] == year) & received["area"].isin(countries)]
    expected = {row.area: row.received / people[row.area, year] for row in of_year.itertuples()}
    known = table.dropna(subset=["per_person"])
    assert known.set_index("area")["per_person"].to_dict() == pytest.approx(expected)
    assert known["per_person"].is_monotonic_decreasing
    assert set(table["area"]) == set(received["area"]) & countries


@pytest.mark.parametrize("year", [1996, 2010, 2021])
def test_paid_in_all_and_per_inhabitant(year, people, countries):
    paid = read("worldbank/remittances-paid")
    of_year = paid[(paid["year"] == year) & paid["area"].isin(countries)].set_index("area")["paid"]
    world = paid[(paid["year"] == year) & (paid["area"] == "WLD")]["paid"].iloc[0]
    table = show("remittances-paid", paid_year=year).table.dropna(subset=["paid"])
    assert list(table["area"]) == sorted(of_year.index, key=lambda area: (-of_year[area], area))
    assert (table.set_index("area")["paid"] - of_year).abs().max() <= 0.5
    assert table.set_index("area")["share"].to_dict() == pytest.approx((100 * of_year / world).to_dict())
    person = show("remittances-paid", paid_year=year, paid_measure="person").table.dropna(subset=["per_person"])
    assert person["per_person"].is_monotonic_decreasing
    expected = {area: amount / people[area, year] for area, amount in of_year.items()}
    assert person.set_index("area")["per_person"].to_dict() == pytest.approx(expected)


def test_known_amounts_paid_and_per_inhabitant():
    paid = show("remittances-paid")
    assert paid.title.startswith("Largest payer in 2021: United States, with US$\u00a0")
    assert "ARE" not in set(paid.table["area"])  # never reported: not zero
    years = exhibits.definition("development/remittances-paid").parameters[0].values()
    assert max(years) == 2021  # 31 countries alone had reported for 2022
    # Tonga: 253,796,... US$ over 104,175 inhabitants.
    person = show("remittances-per-person").table.set_index("area")
    assert person.loc["TON", "per_person"] == pytest.approx(2436.248, abs=0.001)
    assert pd.isna(person.loc["VNM", "per_person"])


@pytest.mark.parametrize("year", [1995, 2021])
def test_share_of_gdp_on_the_map(year, of_gdp, countries):
    answer = show("remittances-share-map", share_year=year)
    expected = of_gdp[(of_gdp["year"] == year) & of_gdp["area"].isin(countries)].set_index("area")["share_gdp"]
    assert answer.table.set_index("area")["share"].to_dict() == expected.to_dict()
    assert answer.title.startswith(f"In {(expected >= 10).sum()} of {len(expected)} countries")
