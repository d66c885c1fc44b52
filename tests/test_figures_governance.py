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


# Regional mobility

COMMUNITIES = ["EU", "ECOWAS", "MERCOSUR", "ASEAN", "GCC", "EAC", "SADC", "CIS", "CARICOM", "CEMAC", "AMU", "IGAD"]


@pytest.fixture(scope="module")
def pairs():
    """Migrants from one country in another, all of them, other origins (OTH) among them: {year: {(to, from): persons}}."""
    rows = read("undesa/migrant-stock-2024-bilateral")
    rows["persons"] = rows["female"] + rows["male"]
    return {
        int(year): dict(zip(zip(of_it["destination"], of_it["origin"], strict=True), of_it["persons"], strict=True))
        for year, of_it in rows.groupby("year")
    }


@pytest.fixture(scope="module")
def memberships():
    return read("geography/communities")


def members_of(memberships, community, year, *, today=False):
    found = set()
    for row in memberships[memberships["community"] == community].itertuples():
        left = None if pd.isna(row.left) else int(row.left)
        if (left is None) if today else (row.joined <= year and (left is None or left > year)):
            found.add(row.area)
    return found


def shares(pairs, members, year):
    inside = sum(n for (to, origin), n in pairs[year].items() if to in members and origin in members)
    emigrants = sum(n for (_, origin), n in pairs[year].items() if origin in members)
    immigrants = sum(n for (to, _), n in pairs[year].items() if to in members)
    unspecified = sum(n for (to, origin), n in pairs[year].items() if to in members and origin == "OTH")
    return inside, emigrants, immigrants, unspecified


@pytest.mark.parametrize("members", ["then", "today"])
def test_what_stays_inside_a_community_is_summed_over_pairs(pairs, memberships, members):
    table = exhibits.show("governance/mobility-communities", {"members": members}).answer.table
    assert set(COMMUNITIES) <= set(table["community"])
    assert len(table) == table.groupby(["community", "year"]).ngroups
    for row in table.itertuples():
        countries = members_of(memberships, row.community, row.year, today=members == "today")
        expected = shares(pairs, countries, row.year)
        assert (row.members, row.inside, row.emigrants, row.immigrants, row.unspecified) == (len(countries), *expected)
        assert row.emigrants_share == pytest.approx(100 * expected[0] / expected[1])
        assert row.immigrants_share == pytest.approx(100 * expected[0] / expected[2])


def test_mobility_has_a_row_for_every_community_and_year_that_has_members(memberships):
    table = exhibits.show("governance/mobility-table").answer.table
    given = set(zip(table["community"], table["year"], strict=True))
    for community in memberships["community"].unique():
        for year in (1990, 1995, 2000, 2005, 2010, 2015, 2020, 2024):
            assert ((community, year) in given) == bool(members_of(memberships, community, year)), (community, year)


def test_the_united_kingdom_is_in_the_union_until_it_left(memberships):
    assert "GBR" in members_of(memberships, "EU", 2015)
    table = exhibits.show("governance/mobility-communities").answer.table.set_index(["community", "year"])
    assert table.loc[("EU", 2015), "members"] == 28
    assert table.loc[("EU", 2020), "members"] == 27
    assert table.loc[("ECOWAS", 2024), "members"] == 15  # three left in 2025


def test_mobility_figures_counted_in_the_publishers_own_files():
    """Summed apart over the raw file of pairs; emigrants and immigrants are those of the publisher's workbooks."""
    expected = {
        ("EU", 2024): (16_529_019, 30_573_537, 63_315_939),
        ("ECOWAS", 2024): (7_154_483, 11_236_405, 8_040_400),
        ("MERCOSUR", 2024): (2_297_542, 13_499_340, 5_151_777),
        ("ASEAN", 2024): (7_024_519, 24_115_378, 11_021_290),
        ("AMU", 1990): (44_460, 3_399_652, 935_558),
        ("SADC", 2010): (2_681_044, 5_259_720, 4_885_925),
        ("CARICOM", 2015): (140_095, 3_692_933, 356_688),
    }
    table = exhibits.show("governance/mobility-communities").answer.table.set_index(["community", "year"])
    for key, figures in expected.items():
        assert tuple(table.loc[key, ["inside", "emigrants", "immigrants"]]) == figures, key


@pytest.mark.parametrize("direction", ["emigrants", "immigrants"])
def test_the_slope_has_the_same_members_at_both_ends(pairs, memberships, direction):
    answer = exhibits.show("governance/mobility-change", {"direction": direction}).answer
    drawn = {tuple(line["y"]) for line in answer.figure["data"]}
    for row in answer.table.itertuples():
        countries = members_of(memberships, row.community, 2024, today=True)
        ends = []
        for year in (1990, 2024):
            inside, emigrants, immigrants, _ = shares(pairs, countries, year)
            ends.append(100 * inside / (emigrants if direction == "emigrants" else immigrants))
        assert any(line == pytest.approx(tuple(ends)) for line in drawn), row.community
        assert row.change == pytest.approx(ends[1] - ends[0])


@pytest.mark.parametrize(
    ("community", "year"), [("EU", 2024), ("EU", 2015), ("ECOWAS", 1990), ("IGAD", 2005), ("GCC", 2024)]
)
@pytest.mark.parametrize("direction", ["emigrants", "immigrants"])
def test_members_of_a_community(pairs, memberships, community, year, direction):
    answer = exhibits.show(
        "governance/mobility-members", {"community": community, "year": year, "direction": direction}
    ).answer
    countries = members_of(memberships, community, year)
    rows = answer.table.set_index("area")
    assert set(rows[rows["member"]].index) == countries
    assert rows[~rows["member"]]["emigrants"].isna().all()
    for country in countries:
        out = [n for (to, origin), n in pairs[year].items() if origin == country and to in countries]
        into = [n for (to, origin), n in pairs[year].items() if to == country and origin in countries]
        for column, persons in (("emigrants_inside", out), ("immigrants_inside", into)):
            found = rows.loc[country, column]
            assert sum(persons) == found if persons else pd.isna(found), "a country without a known pair has no figure"
        assert rows.loc[country, "emigrants"] == sum(n for (_, o), n in pairs[year].items() if o == country)
        assert rows.loc[country, "immigrants"] == sum(n for (to, _), n in pairs[year].items() if to == country)
    drawn = answer.figure["data"][0]
    assert drawn["x"] == sorted(drawn["x"], reverse=True)


def test_a_community_that_is_not_founded_yet_has_no_figures():
    answer = exhibits.show("governance/mobility-members", {"community": "EAEU", "year": 1990}).answer
    assert answer.figure is None
    assert answer.table["emigrants"].isna().all()
    assert "no members yet in 1990" in answer.title


# Migrant workers


def test_shares_of_migrant_workers_are_quoted_or_say_that_they_are_computed():
    quoted = read("ilo/global-estimates")
    quoted = quoted[quoted["reference_year"] == quoted.groupby("edition")["reference_year"].transform("max")]
    table = exhibits.show("governance/workers-by-edition", {"breakdown": "income-group"}).answer.table
    for breakdown in ("region", "subregion", "sex", "age", "sector"):
        more = exhibits.show("governance/workers-by-edition", {"breakdown": breakdown}).answer.table
        table = pd.concat([table, more])
    assert len(table) == 51
    for row in table.itertuples():
        same = quoted[
            (quoted["edition"] == row.edition)
            & (quoted["category"] == row.category)
            & (quoted["dimension"] == row.dimension)
            & (quoted["indicator"] == row.indicator)
            & ((quoted["sex"] == "both") | (row.dimension == "sex"))
        ]
        percent = same[same["unit"] == "percent"]["value"].tolist()
        if row.computed:
            assert not percent
            total = {2015: 150.3, 2018: 164.0, 2021: 169.0, 2024: 167.7}[row.edition]
            assert row.share == pytest.approx(100 * row.millions / total)
        else:
            assert percent == [row.share]


def test_profile_of_the_fourth_edition():
    answer = exhibits.show("governance/workers-profile").answer
    share = dict(zip(answer.table["category"], answer.table["share"], strict=True))
    assert (share["male"], share["female"], share["high-income"]) == (61.3, 38.7, 68.4)
    assert share["europe-central-asia"] == 34.5
    bars = [
        (text, value) for trace in answer.figure["data"] for text, value in zip(trace["text"], trace["x"], strict=True)
    ]
    assert [text for text, _ in bars].count("no data") == 2, (
        "low and lower-middle income are not quoted: missing, not zero"
    )
    assert len(bars) == len(answer.table) + 2


def test_shares_of_the_labour_force():
    table = exhibits.show("governance/workers-share").answer.table
    world = table[table["category"] == "total"]
    assert dict(zip(world["edition"], world["share"], strict=True)) == {2015: 4.4, 2018: 4.7, 2021: 4.9, 2024: 4.7}
    arab = table[table["category"] == "arab-states"]
    assert dict(zip(arab["edition"], arab["share"], strict=True)) == {2015: 35.6, 2021: 41.4}


def test_migrants_against_others():
    table = exhibits.show("governance/workers-against-others").answer.table.set_index("measure")
    found = {key: (row["reference_year"], row["migrants"], row["others"]) for key, row in table.iterrows()}
    assert found == {
        "participation": (2019, 69.0, 60.4),
        "unemployment": (2022, 7.2, 5.2),
        "agriculture": (2022, 7.4, 24.3),
        "industry": (2022, 24.3, 24.2),
    }


# Labour flows


def test_outflows_are_those_of_the_table_and_gaps_stay_gaps():
    rows = read("ilo/outflows")
    totals = rows[(rows["destination"] == "TOTAL") & (rows["sex"] == "both")]
    answer = exhibits.show("governance/outflows-coverage").answer
    expected = dict(zip(zip(totals["area"], totals["year"], strict=True), totals["persons"], strict=True))
    shown = answer.table
    assert dict(zip(zip(shown["area"], shown["year"], strict=True), shown["persons"], strict=True)) == expected
    cells, hatched = answer.figure["data"]
    known = sum(value is not None for row in cells["z"] for value in row)
    assert known == (totals["year"] >= 2000).sum()
    missing = sum(value is None for row in cells["z"] for value in row)
    assert round(sum(hatched["x"]) + 0.08 * len(hatched["x"])) == missing


@pytest.mark.parametrize("country", ["PHL", "KHM", "IDN", "PAK", "RUS"])
def test_destinations_of_those_who_leave_for_work(country):
    rows = read("ilo/outflows")
    rows = rows[(rows["area"] == country) & (rows["sex"] == "both")]
    totals = rows[rows["destination"] == "TOTAL"].set_index("year")["persons"]
    named = rows[rows["destination"] != "TOTAL"]
    expected = {
        (row.destination, row.year): (row.persons, 100 * row.persons / totals[row.year]) for row in named.itertuples()
    }
    shown = exhibits.show("governance/outflows-destinations", {"outflow-country": country}).answer.table
    found = {(row.destination, row.year): (row.persons, row.share) for row in shown.itertuples()}
    assert found.keys() == expected.keys()
    assert all(found[key] == pytest.approx(expected[key]) for key in found)


def test_outflows_of_a_country_by_sex():
    shown = exhibits.show("governance/outflows-country", {"outflow-country": "PHL"}).answer.table.set_index("year")
    assert shown.loc[2024, "persons"] == 1_827_799
    assert shown.loc[1980, "persons"] == 157_394
    assert 2017 not in shown.index
    both, women, men = exhibits.show("governance/outflows-country").answer.figure["data"]
    assert both["y"][both["x"].index(2017)] is None
    assert women["y"][-1] + men["y"][-1] == both["y"][-1]


def test_stocks_are_not_drawn_among_inflows():
    answer = exhibits.show("governance/inflows-sectors").answer
    assert "MLT" in set(answer.table["area"])
    assert all("MLT" not in trace.get("customdata", []) for trace in answer.figure["data"])
    coverage = exhibits.show("governance/inflows-coverage").answer
    row = next(keys for keys in coverage.figure["data"][0]["customdata"] if keys[0] == "MLT")
    cells = coverage.figure["data"][0]["z"][coverage.figure["data"][0]["customdata"].index(row)]
    assert sum(value is not None for value in cells) == 1, "the one year that is a flow"


@pytest.mark.parametrize(
    ("name", "dataset"), [("inflows", "ilo/inflows-by-sector"), ("outflows", "ilo/outflows-by-sector")]
)
def test_sectors_are_parts_of_the_total(name, dataset):
    rows = read(dataset)
    for row in exhibits.show(f"governance/{name}-sectors").answer.table.itertuples():
        same = rows[(rows["area"] == row.area) & (rows["year"] == row.year)].set_index("sector")["persons"]
        assert row.total == same["total"]
        for sector in ("agriculture", "industry", "services"):
            value = getattr(row, sector)
            assert pd.isna(value) if sector not in same.index else value == same[sector]
        given = sum(same[sector] for sector in ("agriculture", "industry", "services") if sector in same.index)
        assert row.other == max(0, row.total - given)


# Foreigners and nationals at work


@pytest.mark.parametrize(("year", "sex"), [(2024, "both"), (2010, "female"), (2000, "male")])
@pytest.mark.parametrize("rate", ["employment", "unemployment"])
def test_rates_of_foreigners_and_nationals(year, sex, rate):
    rows = read(f"eurostat/{rate}-rate")
    rows = rows[(rows["year"] == year) & (rows["sex"] == sex)]
    wide = rows.pivot(index="area", columns="citizen", values="rate").dropna(subset=["FOR", "NAT"])
    answer = exhibits.show("governance/foreigners-at-work", {"rate": rate, "labour-year": year, "sex": sex}).answer
    known = answer.table.dropna(subset=["gap"]).set_index("area")
    assert set(known.index) == set(wide.index)
    for country, row in wide.iterrows():
        assert known.loc[country, f"{rate}_foreign"] == row["FOR"]
        assert known.loc[country, f"{rate}_national"] == row["NAT"]
    lower = int((wide["FOR"] < wide["NAT"]).sum())
    higher = int((wide["FOR"] > wide["NAT"]).sum())
    counted = lower if rate == "employment" else higher
    assert f"in {counted} of {len(wide)} countries" in answer.title


@pytest.mark.parametrize("country", ["DEU", "FRA", "LVA"])
def test_rates_over_time(country):
    employment, unemployment = read("eurostat/employment-rate"), read("eurostat/unemployment-rate")
    table = exhibits.show("governance/foreigners-over-time", {"labour-country": country}).answer.table
    for rows, name in ((employment, "employment"), (unemployment, "unemployment")):
        for citizen, column in (("FOR", f"{name}_foreign"), ("NAT", f"{name}_national")):
            same = rows[(rows["area"] == country) & (rows["sex"] == "both") & (rows["citizen"] == citizen)]
            expected = same.set_index("year")["rate"]
            for year, value in zip(table["year"], table[column], strict=True):
                raw = expected.get(year)
                assert (pd.isna(value) and (raw is None or pd.isna(raw))) or value == raw


# The shapes that are used here first


def test_labels_of_slopes_are_moved_apart_and_keep_their_order():
    from lma_data.charts.slope import spread

    placed = spread([0, 1, 2, 50, 100, 101], 10)
    assert all(later - earlier >= 10 - 1e-9 for earlier, later in zip(placed, placed[1:], strict=False))
    assert placed[3] == 50
    assert placed[1] == pytest.approx(1), "a group stays where its middle is"
