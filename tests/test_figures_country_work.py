"""Country, work and money: figures against the tables, computed here with pandas, and published totals."""

import json

import pandas as pd
import pytest

from lma_data import areas, catalog, claims, exhibits
from lma_data.charts.theme import Look
from lma_data.exhibits import country_missing
from lma_data.i18n import LANGUAGES, Words

LARGE = ["USA", "DEU", "IND", "PHL", "THA"]
SMALL = ["TUV", "NRU", "MLT", "WSM", "TLS"]
SAMPLE = [*LARGE, *SMALL, "KEN", "QAT", "TUR", "VNM", "XKX"]
NOTHING = "VAT"  # of whose work and money nothing is known
WORK = [
    "country/outflows",
    "country/outflow-destinations",
    "country/inflows",
    "country/outflow-sectors",
    "country/labour-status",
    "country/labour-rates",
    "country/injuries",
    "country/labour-rights",
]
MONEY = [
    "country/remittances",
    "country/remittances-gdp",
    "country/remittance-senders",
    "country/remittance-receivers",
    "country/prices",
    "country/cost-years",
]


def read(dataset_id):
    return pd.read_parquet(catalog.data_file(dataset_id))


def show(name, c, lang="en", look=None, **chosen):
    return exhibits.show(f"country/{name}", {"c": c, **chosen}, lang=lang, look=look or Look()).answer


def by_year(answer, column):
    """Year -> figure of one column of an answer's table; without the missing ones."""
    if answer.missing:
        return {}
    known = answer.table.dropna(subset=[column])
    return dict(zip(known["year"].tolist(), known[column].tolist(), strict=True))


# Leaving and coming to work


@pytest.mark.parametrize("c", SAMPLE)
def test_outflows_are_those_of_the_table(c):
    table = read("ilo/outflows")
    table = table[(table["area"] == c) & (table["destination"] == "TOTAL")]
    answer = show("outflows", c)
    for column, sex in (("persons", "both"), ("women", "female"), ("men", "male")):
        of_sex = table[table["sex"] == sex]
        assert by_year(answer, column) == dict(zip(of_sex["year"], of_sex["persons"], strict=True))


@pytest.mark.parametrize("c", ["PHL", "IDN", "LKA", "FJI", "SVK"])
def test_destinations_are_those_of_the_newest_year_that_tells_them(c):
    table = read("ilo/outflows")
    table = table[(table["area"] == c) & (table["sex"] == "both")]
    parts = table[table["destination"] != "TOTAL"]
    newest = parts[parts["year"] == parts["year"].max()]
    whole = table[(table["year"] == parts["year"].max()) & (table["destination"] == "TOTAL")]["persons"].iloc[0]
    answer = show("outflow-destinations", c)
    assert dict(zip(answer.table["destination"], answer.table["persons"], strict=True)) == dict(
        zip(newest["destination"], newest["persons"], strict=True)
    )
    assert answer.table["share"].tolist() == pytest.approx((100 * answer.table["persons"] / whole).tolist())
    kinds = [areas.areas()[key].kind == "country" for key in answer.table["destination"]]
    assert kinds == sorted(kinds, reverse=True), "what is no country comes last"


def test_published_outflows():
    """ILOSTAT: 1,827,799 Filipinos left for employment in 2024, 419,355 of them for Saudi Arabia."""
    assert "1,827,799" in show("outflows", "PHL").title
    assert "63.3\u202f%" in show("outflows", "PHL").sentence  # 1,157,836 women
    destinations = show("outflow-destinations", "PHL").table
    assert destinations.set_index("destination")["persons"]["SAU"] == 419355


def test_years_without_a_figure_are_gaps():
    line = show("outflows", "PHL").figure["data"][0]
    values = dict(zip(line["x"], line["y"], strict=True))
    assert values[2017] is None and values[2014] == 1430842
    assert line["connectgaps"] is False


@pytest.mark.parametrize(
    ("name", "dataset"), [("inflows", "ilo/inflows-by-sector"), ("outflow-sectors", "ilo/outflows-by-sector")]
)
@pytest.mark.parametrize("c", ["DEU", "THA", "IDN", "KEN", "MLT", "WSM", "MKD"])
def test_sectors_are_those_of_the_table(name, dataset, c):
    table = read(dataset)
    table = table[table["area"] == c]
    answer = show(name, c)
    assert answer.missing == table.empty
    for column in ("total", "agriculture", "industry", "services"):
        of_sector = table[table["sector"] == column]
        assert by_year(answer, column) == dict(zip(of_sector["year"], of_sector["persons"], strict=True))
    if not answer.missing:
        parts = answer.table[["agriculture", "industry", "services", "not_classified", "rest"]].fillna(0).sum(axis=1)
        short = answer.table["total"] - parts
        assert (short <= 0).all(), "what no sector is given of fills the total"
        assert (short.abs() <= 100).all(), "parts exceed the total by rounding only"


def test_what_looks_like_a_stock_is_not_drawn_as_an_inflow():
    answer = show("inflows", "MLT")
    assert answer.title.startswith("Malta: 7,705 employed foreign citizens entered in 2021")
    assert answer.table["remark"].tolist().count("looks like a stock") == len(answer.table) - 1
    assert sum(answer.figure["data"][0]["x"]) == 7705
    assert any("look like all foreign citizens in employment" in note for note in answer.notes)


def test_breaks_are_drawn():
    answer = show("inflows", "THA")
    places = [shape["x0"] for shape in answer.figure["layout"]["shapes"]]
    assert places == [2014.5, 2022.5]


def test_a_sector_is_named_only_where_it_is_known_to_be_the_largest():
    assert show("inflows", "KEN").title == "Kenya: 16,687 employed foreign citizens entered in 2020"
    assert "50.1\u202f% of them in industry" in show("inflows", "THA").title


# At work


@pytest.mark.parametrize("sex", ["both", "female", "male"])
@pytest.mark.parametrize("c", ["DEU", "BGR", "MLT", "GBR", "TUR", "KEN"])
def test_rates_are_those_of_the_tables(c, sex):
    answer = show("labour-rates", c, sex=sex)
    for kind in ("employment", "unemployment"):
        table = read(f"eurostat/{kind}-rate")
        for group, citizen in (("foreign", "FOR"), ("national", "NAT")):
            rows = table[(table["area"] == c) & (table["sex"] == sex) & (table["citizen"] == citizen)]
            rows = rows.dropna(subset=["rate"])
            assert by_year(answer, f"{kind}_{group}") == dict(zip(rows["year"], rows["rate"], strict=True))


@pytest.mark.parametrize("c", ["DEU", "ROU", "MLT", "KEN"])
def test_labour_status_is_in_persons(c):
    table = read("eurostat/labour-status")
    table = table[(table["area"] == c) & (table["sex"] == "both")].dropna(subset=["thousand_persons"])
    answer = show("labour-status", c)
    if answer.missing:
        assert "EMP" not in set(table["status"])
        return
    for column, status in (("employed", "EMP"), ("unemployed", "UNE"), ("inactive", "INAC")):
        rows = table[table["status"] == status]
        persons = (1000 * rows["thousand_persons"]).round()
        assert by_year(answer, column) == dict(zip(rows["year"], persons, strict=True))


def test_published_rates():
    """Eurostat, 2024: in Germany 66.0 % of foreign citizens and 80.0 % of nationals aged 15–64 are in employment."""
    assert show("labour-rates", "DEU").title == (
        "Germany: 66.0\u202f% of foreign citizens aged 15–64 had work in 2024, against 80.0\u202f% of nationals"
    )
    assert show("labour-status", "DEU").title.startswith("Germany: 6.4\xa0million foreign citizens")


@pytest.mark.parametrize("c", ["TUR", "QAT", "ESP", "HUN", "MLT", "AUT", "KEN"])
def test_injuries_are_those_of_the_table(c):
    table = read("unsd/sdg-8-8-1")
    table = table[(table["area"] == c) & (table["sex"] == "both")]
    answer = show("injuries", c)
    assert answer.missing == table.empty
    for kind in ("fatal", "non_fatal"):
        for group, status in (("migrants", "migrant"), ("others", "non-migrant"), ("all", "total")):
            rows = table[table["migratory_status"] == status].dropna(subset=[kind])
            assert by_year(answer, f"{kind}_{group}") == dict(zip(rows["year"], rows[kind], strict=True))


def test_rates_that_are_no_rates_of_their_group_are_not_drawn():
    answer = show("injuries", "HUN")  # each group's injuries divided by all workers
    drawn = {trace["name"] for trace in answer.figure["data"]}
    assert drawn == {"All workers"}
    assert any("2020 and 2021" in note for note in answer.notes)
    assert answer.table["fatal_migrants"].notna().any()


def test_a_reported_zero_stands_and_a_missing_rate_does_not():
    years = by_year(show("injuries", "TUR"), "fatal_migrants")
    assert years[2009] == 0
    assert 2008 not in years


@pytest.mark.parametrize("c", SAMPLE)
def test_labour_rights(c):
    table = read("unsd/sdg-8-8-2")
    table = table[table["area"] == c]
    assert by_year(show("labour-rights", c), "score") == dict(zip(table["year"], table["score"], strict=True))


# Money


@pytest.mark.parametrize("c", SAMPLE)
def test_remittances_are_those_of_the_tables(c):
    answer = show("remittances", c)
    received = read("worldbank/remittances-received").query("area == @c").set_index("year")["received"]
    for column, dataset, measure, factor in (
        ("received", "remittances-received", "received", 1),
        ("paid", "remittances-paid", "paid", 1),
        ("knomad", "remittances-knomad", "received", 1e6),
        ("share_gdp", "remittances-share-gdp", "share_gdp", 1),
    ):
        rows = read(f"worldbank/{dataset}").query("area == @c").dropna(subset=[measure])
        expected = {year: factor * value for year, value in zip(rows["year"], rows[measure], strict=True)}
        if answer.missing:
            assert not expected or column == "share_gdp"
        else:
            assert by_year(answer, column) == pytest.approx(expected, abs=0.51)
    people = read("geography/population-wdi").query("area == @c").set_index("year")["population"]
    for year, amount in by_year(answer, "per_inhabitant").items():
        assert amount == pytest.approx(received[year] / people[year])


def test_published_remittances():
    """World Development Indicators, April 2026: the Philippines received US$ 40.3 billion in 2024."""
    assert "US$\xa040.3\xa0billion" in show("remittances", "PHL").title
    assert "22.7\u202f% of GDP in 2021" in show("remittances-gdp", "NPL").title


def test_knomad_is_drawn_only_where_it_goes_on():
    """Viet Nam's figures end in 2004 in the World Development Indicators."""
    names = {trace["name"] for trace in show("remittances", "VNM").figure["data"]}
    assert "Received (KNOMAD)" in names
    assert "Received (KNOMAD)" not in {trace["name"] for trace in show("remittances", "PHL").figure["data"]}
    assert by_year(show("remittances", "VNM"), "knomad")[2022] == 13_200_000_000


@pytest.mark.parametrize("c", SAMPLE)
@pytest.mark.parametrize(
    ("name", "own", "other"), [("senders", "receiver", "sender"), ("receivers", "sender", "receiver")]
)
def test_partners_are_those_of_the_matrix(c, name, own, other):
    table = read("worldbank/bilateral-remittances-2021")
    table = table[(table[own] == c) & (table["usd_m"] > 0)]
    answer = show(f"remittance-{name}", c)
    assert answer.missing == table.empty
    if answer.missing:
        return
    assert dict(zip(answer.table["partner"], answer.table["usd"], strict=True)) == pytest.approx(
        dict(zip(table[other], 1e6 * table["usd_m"], strict=True)), abs=0.51
    )
    assert answer.table["share"].sum() == pytest.approx(100)
    assert answer.table["usd"].is_monotonic_decreasing


def test_a_click_leads_to_the_corridor_of_the_people():
    """The money goes from the United States to Kenya; the people go from Kenya to the United States."""
    assert show("remittance-senders", "KEN").figure["data"][0]["customdata"][0] == "KEN-USA"
    assert show("remittance-receivers", "KEN").figure["data"][0]["customdata"][0] == "UGA-KEN"
    keys = {key for trace in show("prices", "KEN").figure["data"] for key in trace["customdata"]}
    assert {"KEN-GBR", "UGA-KEN"} <= keys
    assert all(set(key.split("-")) <= set(areas.countries()) for key in keys)


@pytest.mark.parametrize("c", ["KEN", "USA", "IND", "DEU", "TUV", "BGR", "PHL"])
def test_prices_are_the_newest_of_each_source(c):
    answer = show("prices", c)
    for column, dataset, when in (
        ("sdg", "unsd/sdg-10-c-1-corridors", "year"),
        ("survey", "worldbank/prices-corridor-2025q3", "quarter"),
        ("bank", "worldbank/prices-corridor-2011-2020", "quarter"),
        ("compiled", "worldbank/prices-corridor-2016-2025", "quarter"),
    ):
        table = read(dataset).dropna(subset=["cost_200"])
        table = table[(table["sender"] == c) | (table["receiver"] == c)].sort_values(when)
        newest = table.groupby(["sender", "receiver"])["cost_200"].last().to_dict()
        known = answer.table.dropna(subset=[column]) if not answer.missing else pd.DataFrame(columns=["sender"])
        found = {(row["sender"], row["receiver"]): row[column] for row in known.to_dict("records")}
        assert found == pytest.approx(newest)


def test_corridors_above_the_limit_are_counted_in_one_source():
    table = read("unsd/sdg-10-c-1-corridors")
    table = table[(table["sender"] == "USA") & (table["year"] == 2021)]
    above = (table["cost_200"] > claims.target("remittance-corridors-target").level).sum()
    assert show("prices", "USA").title.startswith(f"United States of America: {above} of {len(table)} corridors")


@pytest.mark.parametrize("c", ["KEN", "ZAF", "PHL", "USA", "TUV"])
def test_average_costs(c):
    answer = show("cost-years", c)
    for column, dataset in (("to_it", "unsd/sdg-10-c-1-world"), ("from_it", "unsd/sdg-10-c-1-sending")):
        rows = read(dataset).query("area == @c").dropna(subset=["cost_200"])
        assert by_year(answer, column) == dict(zip(rows["year"], rows["cost_200"], strict=True))
    if not answer.missing:
        assert {2012, 2013, 2014, 2016}.isdisjoint(set(answer.table["year"]))


# What is missing


@pytest.mark.parametrize("c", [*SAMPLE, NOTHING])
def test_what_is_missing_is_counted_from_the_tables(c):
    answer = show("missing", c)
    rows = answer.table.set_index("what")
    outflows = read("ilo/outflows").query("area == @c")
    of_country = rows.loc["Nationals who leave for employment"]
    assert (0 if pd.isna(of_country["years"]) else of_country["years"]) == outflows["year"].nunique()
    migrants = read("unsd/sdg-8-8-1").query("area == @c and migratory_status == 'migrant'")
    of_migrants = rows.loc["Injuries at work of migrants"]
    assert (0 if pd.isna(of_migrants["years"]) else of_migrants["years"]) == migrants["year"].nunique()
    rates = read("eurostat/employment-rate").query("area == @c and citizen == 'FOR'").dropna(subset=["rate"])
    of_rates = rows.loc["Employment rate of foreign citizens"]
    assert (0 if pd.isna(of_rates["years"]) else of_rates["years"]) == rates["year"].nunique()
    hosted = read("unhcr/population").query("asylum == @c")
    of_hosted = rows.loc["Refugees and others whom it hosts"]
    assert (0 if pd.isna(of_hosted["years"]) else of_hosted["years"]) == hosted["year"].nunique()
    if len(hosted):
        assert (of_hosted["first"], of_hosted["last"]) == (hosted["year"].min(), hosted["year"].max())
    lacking = answer.table["years"].isna()
    assert f"{(~lacking).sum()} of the {len(rows)} series" in answer.title
    assert (answer.table.loc[lacking, "reason"] != "").all()
    assert (answer.table.loc[~lacking, "reason"] == "").all()


def test_every_dataset_of_countries_is_in_the_list():
    """All but those of the world alone, of editions, of shapes and names."""
    listed = {one.dataset for holdings in country_missing.PARTS.values() for one in holdings}
    of_countries = {
        passport.id
        for passport in catalog.passports().values()
        if {"area", "destination", "origin", "asylum", "sender", "receiver"} & set(passport.keys)
    }
    assert of_countries - listed <= {"geography/areas", "geography/boundaries"}
    assert listed <= of_countries


def test_questions_stay_open_only_where_nothing_answers_them():
    own, general = country_missing.open_questions(Words("en"), "KEN")
    assert country_missing.LEAVE in own and country_missing.MONEY_IN not in own
    assert country_missing.LEAVE not in country_missing.open_questions(Words("en"), "PHL")[0]
    assert len(general) == len(country_missing.ALWAYS_OPEN)


# Everywhere


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("exhibit_id", [*WORK, *MONEY, "country/missing"])
def test_no_data_is_said_and_never_drawn(exhibit_id, lang):
    for c in (NOTHING, "TUV", "XKX", "MLT"):
        for look in (Look(), Look(compact=True)):
            answer = exhibits.show(exhibit_id, {"c": c}, lang=lang, look=look).answer
            name = areas.name(c, lang)
            assert answer.title.startswith(name)
            if answer.figure is not None:
                json.dumps(answer.figure, allow_nan=False)
                assert any(len(trace.get("x", ())) for trace in answer.figure["data"])
            if c == NOTHING and exhibit_id != "country/missing":
                assert answer.missing and answer.sentence.endswith(".")
