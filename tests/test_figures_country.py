"""Country, people and displacement: figures against the tables, added up here with pandas, and published totals."""

import pandas as pd
import pytest

from lma_data import areas, catalog, exhibits, warehouse
from lma_data.charts.theme import Look
from lma_data.exhibits.country_asylum import LEAST, LEVELS
from lma_data.i18n import Words

LARGE = ["USA", "DEU", "IND", "COL", "SDN"]
SMALL = ["TUV", "NRU", "SMR", "LIE", "DMA"]
SPECIAL = ["KEN", "JOR", "PSE", "SRB", "SSD"]
SAMPLE = [*LARGE, *SMALL, *SPECIAL]
NOWHERE = ["XKX", "BLM", "MAF"]  # without a migrant stock
SIDES = [("asylum", "hosted", "hosted-origins", "hosted"), ("origin", "displaced-from", "displaced-hosts", "displaced")]
THREE = ["refugees", "asylum_seekers", "oip"]


def read(dataset_id):
    return pd.read_parquet(catalog.data_file(dataset_id))


def show(name, lang="en", look=None, **chosen):
    parameters = {key.replace("_", "-"): value for key, value in chosen.items()}
    return exhibits.show(f"country/{name}", parameters, lang=lang, look=look or Look()).answer


@pytest.fixture(scope="module")
def bilateral():
    table = read("undesa/migrant-stock-2024-bilateral")
    return table.assign(migrants=table["female"] + table["male"])


@pytest.fixture(scope="module")
def stock():
    return read("undesa/migrant-stock-2024")


@pytest.fixture(scope="module")
def abroad():
    return read("undesa/migrant-stock-2024-origin")


@pytest.fixture(scope="module")
def population():
    return read("unhcr/population")


@pytest.fixture(scope="module")
def profiles():
    """The headline figures of every country and territory."""
    return {
        key: {row["id"]: row for row in warehouse.ask("country/profile", area=key).to_dict("records")}
        for key in areas.countries()
    }


def summed(profiles, figure):
    return sum(found[figure]["value"] for found in profiles.values() if figure in found)


# Who lives there, who left


@pytest.mark.parametrize("year", [1990, 2024])
@pytest.mark.parametrize("key", SAMPLE)
def test_origins_and_destinations_are_those_of_the_table(key, year, bilateral, stock, abroad):
    for name, own, other, whole in (
        ("immigrants", "destination", "origin", stock[stock["area"] == key]),
        ("emigrants", "origin", "destination", abroad[abroad["origin"] == key]),
    ):
        answer = show(name, c=key, year=year)
        expected = bilateral[(bilateral[own] == key) & (bilateral["year"] == year) & (bilateral["migrants"] > 0)]
        if answer.missing:
            assert set(expected[other]) <= {"OTH"}
            continue
        rows = answer.table.set_index("area")
        assert rows["migrants"].to_dict() == expected.set_index(other)["migrants"].to_dict()
        total = whole[(whole["year"] == year) & (whole["sex"] == "both")]["migrants"].iloc[0]
        assert rows["migrants"].sum() == total
        assert rows["share"].sum() == pytest.approx(100)
        assert (rows["women"] + rows["men"] == rows["migrants"]).all()


def test_other_origins_stand_apart():
    answer = show("immigrants", c="USA")
    assert answer.table["area"].iloc[-1] == "OTH"
    assert answer.table["migrants"].iloc[-1] > answer.table["migrants"].iloc[5]  # large, and last nonetheless
    bars = answer.figure["data"][0]
    assert bars["customdata"][-1] == "OTH"
    assert bars["marker"]["color"].count(bars["marker"]["color"][-1]) == 1
    assert "Other" not in answer.title
    assert answer.table["area"].iloc[0] == "MEX"


@pytest.mark.parametrize("key", SAMPLE)
def test_series_over_years_are_those_of_the_tables(key, stock, abroad):
    for name, table, column in (("migrants-years", stock, "area"), ("emigrants-years", abroad, "origin")):
        rows = show(name, c=key).table
        wide = table[table[column] == key].pivot_table(index="year", columns="sex", values="migrants")
        assert rows["year"].tolist() == wide.index.tolist()
        for ours, theirs in (("migrants", "both"), ("women", "female"), ("men", "male")):
            assert rows[ours].tolist() == wide[theirs].tolist()
        assert rows["women_share"].tolist() == pytest.approx((100 * wide["female"] / wide["both"]).tolist())
    own = stock[(stock["area"] == key) & (stock["sex"] == "both")].set_index("year")
    assert show("migrants-years", c=key).table["share"].tolist() == pytest.approx(own["share"].dropna().tolist())
    ratio = 100 * abroad[(abroad["origin"] == key) & (abroad["sex"] == "both")].set_index("year")["migrants"]
    expected = (ratio / own["population"]).dropna().tolist()
    assert show("emigrants-years", c=key).table["share"].tolist() == pytest.approx(expected)


def test_all_countries_together_are_the_world(profiles, abroad):
    assert summed(profiles, "migrants") == 304_021_813
    other = abroad[(abroad["origin"] == "OTH") & (abroad["year"] == 2024) & (abroad["sex"] == "both")]["migrants"].iloc[
        0
    ]
    assert other == 22_065_614
    assert summed(profiles, "emigrants") + other == 304_021_813


def test_years_are_to_scale_and_not_evenly_spaced():
    line = show("migrants-years", c="KEN").figure["data"][0]
    assert line["x"] == [1990, 1995, 2000, 2005, 2010, 2015, 2020, 2024]


@pytest.mark.parametrize("key", ["KEN", "DEU", "TUV"])
def test_ages_are_those_of_revision_2020(key):
    table = read("undesa/migrant-stock-2020-age")
    own = table[(table["area"] == key) & (table["year"] == 2020) & (table["age_group"] != "total")]
    wide = own.pivot_table(index="age_group", columns="sex", values="migrants")
    answer = show("ages", c=key)
    rows = answer.table.set_index("age_group")
    assert rows["migrants"].to_dict() == wide["both"].to_dict()
    assert rows["women"].to_dict() == wide["female"].to_dict()
    assert "Revision 2020" in answer.subtitle


# Profile, groups, peers


@pytest.mark.parametrize("key", SAMPLE)
def test_the_profile_has_the_newest_figure_of_each_source(key, profiles, stock, population):
    found = profiles[key]
    own = stock[(stock["area"] == key) & (stock["sex"] == "both")].dropna(subset=["migrants"]).sort_values("year")
    for figure, column in (("migrants", "migrants"), ("migrants-share", "share")):
        assert [found[figure]["value"], found[figure]["before"]] == own[column].tolist()[:-3:-1]
    for figure, dataset, column in (
        ("remittances", "worldbank/remittances-received", "received"),
        ("remittances-share", "worldbank/remittances-share-gdp", "share_gdp"),
    ):
        table = read(dataset)
        rows = table[table["area"] == key].dropna(subset=[column]).sort_values("year")
        assert (figure in found) == (len(rows) > 0)
        if len(rows):
            assert (found[figure]["value"], found[figure]["year"]) == (rows[column].iloc[-1], rows["year"].iloc[-1])
    for side, _, _, figure in SIDES:
        rows = population[(population[side] == key) & (population["year"] == 2025)]
        if len(rows):
            assert found[figure]["value"] == rows[THREE].sum().sum()
            assert found[figure]["year"] == 2025
        else:
            assert figure not in found or found[figure]["year"] < 2025


def test_what_countries_host_and_flee_is_the_world_of_unhcr(profiles, population):
    newest = population[population["year"] == 2025]
    elsewhere = newest[~newest["asylum"].isin(profiles)][THREE].sum().sum()
    world = 28_461_306 + 8_998_097 + 7_177_473  # refugees, asylum-seekers, other people in need of protection
    assert newest[THREE].sum().sum() == world
    assert summed({k: {i: r for i, r in v.items() if r["year"] == 2025} for k, v in profiles.items()}, "hosted") == (
        world - elsewhere
    )


def test_a_figure_that_there_is_not_is_not_zero():
    answer = show("profile", c="XKX")
    rows = answer.table.set_index("figure")
    assert pd.isna(rows.loc["Migrants living there", "value"])
    assert rows.loc["Migrants living there", "when"] == "no data"
    assert "Palestine refugees registered there" not in rows.index
    assert any("Serbia and Kosovo together" in note for note in answer.notes)
    kinds = {tile.label: tile.number for tile in answer.headlines}
    assert kinds["Migrants living there"] == "no data"


def test_an_old_count_of_displaced_people_is_not_a_headline(profiles):
    table = read("idmc/displaced-by-conflict")
    newest = table.groupby("area")["year"].max()
    assert {key for key in profiles if "idps" in profiles[key]} == set(newest[newest >= 2024].index) & set(profiles)


def test_groups_and_communities():
    rows = show("groups", c="KEN").table
    said = dict(zip(rows["kind"], rows["group"], strict=True))
    assert said["Region (M49)"] == "Africa"
    assert said["Intermediate region (M49)"] == "Eastern Africa"
    assert said["Income group (World Bank)"] == "Lower-middle-income countries"
    communities = rows[rows["kind"] == "Community"]
    assert [name.split("(")[-1] for name in communities["group"]] == ["IGAD)", "COMESA)", "EAC)"]
    assert communities["period"].tolist() == ["since 1986", "since 1994", "since 2000"]
    mali = show("groups", c="MLI")
    assert "ECOWAS" not in mali.title
    assert ("Community, formerly", "from 1975 to 2025") in set(
        zip(mali.table["kind"], mali.table["period"], strict=True)
    )
    assert any("29 January 2025" in note for note in mali.notes)
    venezuela = show("groups", c="VEN").table.set_index("kind").loc["Income group (World Bank)"]
    assert venezuela["period"] == "until fiscal year 2021; not classified since"
    assert "Upper-middle" not in show("groups", c="VEN").title
    assert show("groups", c="XKX").table.set_index("kind").loc["Least developed country (LDC)", "group"] == "no data"


@pytest.mark.parametrize("key", ["KEN", "USA", "TUV", "FRA"])
@pytest.mark.parametrize("by", ["region", "income", "size"])
def test_peers_are_the_nearest_of_their_group(key, by, stock, population):
    rows = show("peers", c=key, peers_by=by).table.set_index("area")
    table = read("geography/areas")
    table = table[table["kind"] == "country"].set_index("area")
    own = stock[(stock["year"] == 2024) & (stock["sex"] == "both")].dropna(subset=["migrants"]).set_index("area")
    own = own[own.index.isin(table.index)]
    income = read("geography/income-groups")
    income = income[income["fiscal_year"] == 2026].set_index("area")["income_group"]
    group = {
        "region": table["intermediate"].fillna(table["subregion"]),
        "income": income,
        "size": pd.Series("", index=table.index),
    }[by]
    if key not in group:
        assert rows.empty
        return
    members = own[[group.get(area) == group[key] for area in own.index]]
    ratio = members["population"] / own.loc[key, "population"]
    nearest = pd.concat([ratio, 1 / ratio], axis=1).max(axis=1).sort_values(kind="stable").head(12)
    assert set(rows.index) == set(nearest.index)
    assert rows["migrants_share"].to_dict() == pytest.approx(own.loc[rows.index, "share"].to_dict())
    hosted = population[population["year"] == 2025].groupby("asylum")[["refugees", "oip"]].sum().sum(axis=1)
    for area, row in rows.iterrows():
        if area in hosted:
            assert row["refugees_rate"] == pytest.approx(1000 * hosted[area] / row["population"])
        else:
            assert pd.isna(row["refugees_rate"])


def test_the_country_is_set_off_among_its_peers():
    bars = show("peers", c="KEN").figure["data"][0]
    place = bars["customdata"].index("KEN")
    assert bars["marker"]["color"].count(bars["marker"]["color"][place]) == 1
    assert bars["text"][place].startswith("<b>")


# Displacement


@pytest.mark.parametrize("side, years, ends, figure", SIDES)
@pytest.mark.parametrize("key", SAMPLE)
def test_displacement_is_that_of_the_table(key, side, years, ends, figure, population, profiles):
    own = population[population[side] == key]
    rows = show(years, c=key).table
    if not len(rows):
        assert own[[*THREE, "idps"][: 3 + (side == "origin")]].sum().sum() == 0
        return
    rows = rows.set_index("year")
    for ours, theirs in (("refugees", "refugees"), ("asylum_seekers", "asylum_seekers"), ("other_protection", "oip")):
        expected = own.groupby("year")[theirs].sum(min_count=1)
        for year in set(rows.index) & set(expected.index):
            if pd.isna(expected[year]):
                assert pd.isna(rows.loc[year, ours])
            else:
                assert rows.loc[year, ours] == expected[year]
        assert rows.loc[~rows.index.isin(expected.index), ours].isna().all()  # no row is no zero
    newest = show(ends, c=key).table
    if len(newest):
        assert newest["persons"].sum() == profiles[key][figure]["value"]
        assert newest["share"].sum() == pytest.approx(100)


def test_unknown_origins_stand_at_the_end():
    answer = show("hosted-origins", c="USA")
    last = answer.table.iloc[-1]
    assert (last["area"], last["place"]) == ("UNK", False)
    assert last["persons"] > 1_400_000
    assert answer.figure["data"][0]["customdata"][-1] == "UNK"
    assert "Unknown" not in answer.title
    assert any("Unknown" in note for note in answer.notes)


def test_palestine_refugees_are_named():
    jordan, palestine, fled = show("hosted", c="JOR"), show("hosted", c="PSE"), show("displaced-from", c="PSE")
    for answer, persons in ((jordan, 2_398_179), (palestine, 2_484_580), (fled, 5_964_782)):
        assert answer.table["palestine_refugees"].iloc[-1] == persons
        assert "Palestine refugees under UNRWA’s mandate" in answer.title
        assert "unrwa/registered-refugees" in answer.rests_on
    assert "unrwa/registered-refugees" not in show("hosted", c="KEN").rests_on
    assert "palestine_refugees" not in [column.name for column in show("hosted", c="KEN").columns]


def test_categories_are_lines_and_never_stacked():
    figure = show("displaced-from", c="COL").figure
    assert {trace["type"] for trace in figure["data"]} == {"scatter"}
    assert not any(trace.get("stackgroup") for trace in figure["data"])
    assert any("2007" in note["text"] for note in figure["layout"]["annotations"])


def test_people_counted_no_more_are_spoken_of_at_their_time(population):
    own = population[population["asylum"] == "LAO"]
    counted = own[own[THREE].sum(axis=1) > 0]["year"].max()
    answer = show("hosted", c="LAO")
    assert str(counted) in answer.title
    if counted < 2025:
        assert any(f"after {counted}" in note for note in answer.notes)


@pytest.mark.parametrize("key", ["SDN", "COL", "PHL", "KEN", "SYR"])
def test_internal_displacement_is_idmcs(key):
    conflict, by_cause = read("idmc/displaced-by-conflict"), read("idmc/stocks-2024")
    rows = show("internal-displacement", c=key).table.set_index("year")
    expected = conflict[conflict["area"] == key].set_index("year")["persons"]
    assert rows["conflict"].dropna().to_dict() == expected.to_dict()
    disasters = by_cause[(by_cause["area"] == key) & (by_cause["cause"] == "disaster")]["persons"]
    assert rows["disaster"].dropna().tolist() == ([disasters.sum()] if len(disasters) else [])


def test_movements_are_idmcs_and_together_the_worlds():
    flows = read("idmc/flows")
    known = set(flows["area"]) & set(areas.countries())
    tables = {key: show("displacements", c=key).table.set_index("year") for key in known}
    for key in ("PHL", "SDN", "USA", "FJI", "VUT"):
        own = flows[flows["area"] == key]
        conflict = own[own["cause"] == "conflict"].set_index("year")["movements"]
        assert tables[key]["conflict"].dropna().to_dict() == conflict.to_dict()
        disasters = own[own["cause"] != "conflict"].groupby("year")["movements"].sum()
        assert tables[key]["disasters"].dropna().to_dict() == disasters.to_dict()
    elsewhere = flows[~flows["area"].isin(known) & (flows["year"] == 2023)]
    for column, is_conflict, published in (("conflict", True, 20.5), ("disasters", False, 26.4)):
        total = sum(table[column].get(2023, 0) for table in tables.values() if not pd.isna(table[column].get(2023, 0)))
        total += elsewhere[(elsewhere["cause"] == "conflict") == is_conflict]["movements"].sum()
        assert round(total / 1e6, 1) == published


# Asylum


@pytest.mark.parametrize("key", SAMPLE)
def test_applications_are_those_of_the_table(key):
    table = read("unhcr/asylum-applications")
    table = table[table["year"] > 2005]
    new = table["app_type"].isin(["N", "NR", "NA", "FA"])
    for claims, side in (("in", "asylum"), ("from", "origin")):
        rows = show("asylum", c=key, claims=claims).table
        own = table[(table[side] == key) & new]
        if not len(rows):
            assert own["applied"].sum() == 0
            continue
        rows = rows.set_index("year")
        for column, unit in (("persons", "P"), ("cases", "C")):
            expected = own[own["app_pc"] == unit].groupby("year")["applied"].sum()
            assert rows[column].dropna()[rows[column] > 0].to_dict() == expected[expected > 0].to_dict()


def test_persons_and_cases_are_never_added():
    answer = show("asylum", c="USA")
    newest = answer.table.set_index("year").loc[2025]
    assert (newest["persons"], newest["cases"]) == (629_358, 282_594)
    assert "629,358 persons" in answer.title and "282,594 cases" in answer.title
    assert len(answer.figure["data"]) == 2
    assert any("282,594" in note for note in answer.notes)


@pytest.mark.parametrize("key", SAMPLE)
def test_rates_are_computed_from_the_outcomes(key):
    table = read("unhcr/asylum-decisions")
    for claims, side in (("in", "asylum"), ("from", "origin")):
        rows = show("asylum-decisions", c=key, claims=claims).table
        own = table[table[side] == key]
        if not len(rows):
            assert own[["recognized", "other", "rejected", "closed"]].sum().sum() == 0
            continue
        expected = own.groupby(["year", "dec_level", "dec_pc"])[["recognized", "other", "rejected"]].sum()
        for row in rows.itertuples():
            granted, other, rejected = expected.loc[(row.year, row.level, row.unit)]
            decided = granted + other + rejected
            assert row.decided == decided
            if decided:
                assert row.recognition == pytest.approx(100 * granted / decided)
                assert row.protection == pytest.approx(100 * (granted + other) / decided)
            else:
                assert pd.isna(row.recognition) and pd.isna(row.protection)
        assert rows[rows["first"]].groupby("year").size().max() == 1 or not rows["first"].any()
        if claims == "from":
            assert set(rows[rows["first"]]["level"]) <= {"FI"} and set(rows[rows["first"]]["unit"]) <= {"P"}


def test_a_line_of_rates_breaks_where_the_level_changes_and_skips_few_decisions():
    answer = show("asylum-decisions", c="DEU")
    rows = answer.table[answer.table["first"]].sort_values("year")
    assert rows["level"].tolist() == ["NA"] * 21 + ["FI"] * 5
    line = answer.figure["data"][0]
    assert line["y"][line["x"].index(2020.5)] is None
    assert "new applications" in answer.subtitle and "first instance" in answer.subtitle
    for key in ("ISL", "FJI", "LIE"):
        found = show("asylum-decisions", c=key)
        few = set(found.table[found.table["first"] & (found.table["decided"] < LEAST)]["year"])
        drawn = set(found.figure["data"][0]["x"]) if found.figure else set()
        assert not few & drawn


def test_where_persons_are_few_cases_are_drawn():
    rows = show("asylum-decisions", c="COL").table
    newest = rows[rows["first"] & (rows["year"] == 2025)].iloc[0]
    assert (newest["unit"], newest["decided"]) == ("C", 605)
    assert show("asylum-decisions", c="USA").table.query("first and year == 2025")["level"].tolist() == ["EO"]


def test_every_level_has_a_name():
    assert set(read("unhcr/asylum-decisions")["dec_level"]) <= set(LEVELS)


# No data


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("key", [*NOWHERE, "TWN", "VAT", "ESH"])
def test_what_there_is_not_is_said(key, lang):
    words = Words(lang)
    for name in ("immigrants", "emigrants", "migrants-years", "emigrants-years", "peers"):
        answer = show(name, lang, c=key)
        if key in NOWHERE:
            assert answer.missing and answer.sentence
        assert areas.name(key, words.lang) in answer.title
    if key == "XKX":
        for name in ("hosted", "displaced-from", "hosted-origins", "displaced-hosts", "asylum", "asylum-decisions"):
            answer = show(name, lang, c=key)
            assert answer.missing
            assert any("1244" in note for note in answer.notes)
