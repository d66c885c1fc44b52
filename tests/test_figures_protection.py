"""Figures of the protection exhibits against the tables themselves, computed here with pandas, and published figures."""

import math

import pandas as pd
import pytest

from lma_data import areas, catalog, exhibits
from lma_data.exhibits import definition, show, work_injuries
from lma_data.exhibits.shared import periods, signed
from lma_data.i18n import LANGUAGES, Words

IDS = [name for name in exhibits.definitions() if name.startswith("protection/")]
ROUTES = ["015", "202", "021", "419", "142", "150"]


def read(dataset: str) -> pd.DataFrame:
    return pd.read_parquet(catalog.data_file(dataset))


def known(table: pd.DataFrame, column: str) -> dict:
    return table.set_index("area")[column].dropna().to_dict()


# Women


@pytest.fixture(scope="module")
def stock() -> pd.DataFrame:
    rows = read("undesa/migrant-stock-2024")
    wide = rows.pivot(index=["area", "year"], columns="sex", values="migrants").astype(float)
    return wide.assign(share=100 * wide["female"] / (wide["female"] + wide["male"]))


def countries_of(stock: pd.DataFrame, year: int) -> pd.DataFrame:
    of_year = stock.xs(year, level="year")
    return of_year.loc[[key for key in of_year.index if areas.areas()[key].kind == "country"]]


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
    large = countries_of(stock, year)
    large = large[large["both"] >= 500_000]
    assert answer.table.set_index("area")["share_of_women"].to_dict() == pytest.approx(large["share"].to_dict())
    assert list(answer.table["share_of_women"]) == sorted(answer.table["share_of_women"])
    assert f"{(large['share'] < 50).sum()} of {len(large)}" in answer.title
    lowest, highest = answer.figure["data"]
    assert list(lowest["x"]) == pytest.approx(sorted(large["share"])[:15])
    assert list(highest["x"]) == pytest.approx(sorted(large["share"], reverse=True)[:15])
    assert set(lowest["customdata"]) <= set(large.index)


def test_lowest_and_highest_of_2024() -> None:
    table = show("protection/women-share-countries").answer.table
    assert (table["area"].iloc[0], table["area"].iloc[-1]) == ("OMN", "HKG")


@pytest.mark.parametrize("year", [1990, 2024])
def test_women_share_on_the_map_is_of_all_countries(year: int, stock: pd.DataFrame) -> None:
    answer = show("protection/women-share-map", {"year": year}).answer
    every = countries_of(stock, year)
    assert known(answer.table, "share_of_women") == pytest.approx(every["share"].dropna().to_dict())
    assert len(answer.table) == len(every), "countries without a figure stay in the table"
    with_figure = every["share"].dropna()
    assert f"{(with_figure < 50).sum()} of {len(with_figure)}" in answer.title
    assert set(answer.figure["data"][0]["locations"]) == set(with_figure.index)


def test_the_map_parts_at_half() -> None:
    figure = show("protection/women-share-map").answer.figure
    scale = figure["layout"]["coloraxis"]["colorscale"]
    limits = figure["layout"]["coloraxis"]["colorbar"]["ticktext"]
    assert [text.startswith("50") for text in limits].index(True) + 1 == 4, "four classes below half"
    assert len({shade for _, shade in scale}) == 7


@pytest.mark.parametrize(
    "area", ["WLD", "142", "145", "014", "DEU", "QAT", "USA", "SAU", "GBR", "TUV", "MLT", "BRB", "LUX", "BHR"]
)
def test_women_and_men_over_years(area: str, stock: pd.DataFrame) -> None:
    table = show("protection/women-and-men", {"residence": area}).answer.table
    assert list(table["year"]) == [1990, 1995, 2000, 2005, 2010, 2015, 2020, 2024]
    for row in table.itertuples():
        figures = stock.loc[(area, row.year)]
        assert (row.women, row.men, row.migrants) == (figures["female"], figures["male"], figures["both"])
        assert row.women + row.men == row.migrants


# Ages


@pytest.fixture(scope="module")
def ages() -> pd.DataFrame:
    return read("undesa/migrant-stock-2020-age")


def parts(rows: pd.DataFrame) -> dict[str, float]:
    """Percent of the rows' migrants in each group of the comparison."""
    first = rows["age_from"].astype(int)
    count = rows["migrants"].astype(float)
    limits = {"children": (0, 14), "youth": (15, 24), "adults": (25, 64), "older": (65, 120)}
    return {name: 100 * count[first.between(*limit)].sum() / count.sum() for name, limit in limits.items()}


@pytest.mark.parametrize("year", [1990, 2005, 2020])
def test_ages_of_the_world_and_regions(year: int, ages: pd.DataFrame) -> None:
    rows = ages[(ages["year"] == year) & (ages["sex"] == "both") & ages["age_from"].notna() & ages["migrants"].notna()]
    place = read("geography/areas").set_index("area")
    sub, region = rows["area"].map(place["subregion"]), rows["area"].map(place["region"])
    rows = rows.assign(region=region.where(~sub.isin(["021", "419"]), sub))
    table = show("protection/ages-regions", {"age-year": year}).answer.table.set_index("area")
    assert set(table.index) == {"WLD", "002", "142", "150", "419", "021", "009"}
    assert table.loc[table.index != "WLD", "migrants"].sum() == table.loc["WLD", "migrants"]
    for area in table.index:
        of_area = rows if area == "WLD" else rows[rows["region"] == area]
        assert table.loc[area, "migrants"] == of_area["migrants"].sum()
        for name, share in parts(of_area).items():
            assert table.loc[area, name] == pytest.approx(share)
        assert table.loc[area, ["children", "youth", "adults", "older"]].sum() == pytest.approx(100)


def test_published_ages_of_the_world() -> None:
    """Of migrants at mid-2020, 14.6 per cent are under 20 and 12.2 per cent 65 or older."""
    table = show("protection/age-pyramid").answer.table
    assert table.loc[table["age_from"] < 20, "share"].sum() == pytest.approx(14.6, abs=0.05)
    assert table.loc[table["age_from"] >= 65, "share"].sum() == pytest.approx(12.2, abs=0.05)
    assert table["share"].sum() == pytest.approx(100)
    assert set(table["all_ages"]) == {280_598_105}


@pytest.mark.parametrize("area", ["WLD", "009", "DEU", "USA", "SAU", "RUS", "GBR", "TUV", "MLT", "BRB", "LUX", "BHR"])
@pytest.mark.parametrize("year", [1995, 2020])
def test_age_pyramid(area: str, year: int, ages: pd.DataFrame) -> None:
    place = read("geography/areas").set_index("area")["region"]
    of_year = ages[(ages["year"] == year) & ages["age_from"].notna()]
    here = of_year["area"].map(place) == area if area.isdigit() else of_year["area"] == area
    wide = of_year[here | (area == "WLD")].groupby(["age_from", "sex"])["migrants"].sum().unstack()
    exhibit = show("protection/age-pyramid", {"residence": area, "age-year": year})
    table = exhibit.answer.table.set_index("age_from")
    assert table["women"].to_dict() == wide["female"].to_dict()
    assert table["men"].to_dict() == wide["male"].to_dict()
    men, women = exhibit.answer.figure["data"]
    assert all(value <= 0 for value in men["x"])
    assert sum(women["x"]) - sum(men["x"]) == pytest.approx(100)


@pytest.mark.parametrize(("area", "level"), [("145", "subregion"), ("202", "subregion"), ("014", "intermediate")])
def test_ages_in_a_subregion_are_those_of_its_countries(area: str, level: str, ages: pd.DataFrame) -> None:
    place = read("geography/areas").set_index("area")[level]
    rows = ages[(ages["year"] == 2020) & (ages["sex"] == "both") & ages["age_from"].notna()]
    table = show("protection/age-pyramid", {"residence": area, "age-year": 2020}).answer.table
    assert table["migrants"].sum() == rows.loc[rows["area"].map(place) == area, "migrants"].sum() > 0


def test_ages_that_nobody_knows_are_not_drawn() -> None:
    answer = show("protection/age-pyramid", {"residence": "VAT", "age-year": 2020}).answer
    assert answer.missing
    assert "no figures by age" in answer.title
    world = show("protection/age-pyramid").answer
    assert any("27,467" in note for note in world.notes), "Holy See, Bonaire and Saint Helena have no ages"


@pytest.mark.parametrize("age", ["children", "youth", "adults", "older"])
def test_ages_of_large_destinations(age: str, ages: pd.DataFrame) -> None:
    answer = show("protection/ages-countries", {"age": age, "age-year": 2015}).answer
    rows = ages[(ages["year"] == 2015) & (ages["sex"] == "both") & ages["age_from"].notna()]
    expected = {
        area: parts(of_area)[age] for area, of_area in rows.groupby("area") if of_area["migrants"].sum() >= 500_000
    }
    assert known(answer.table, age) == pytest.approx(expected)
    assert list(answer.table[age]) == sorted(expected.values(), reverse=True)
    assert answer.figure["data"][0]["customdata"][0] == max(expected, key=expected.get)


# Injuries at work


@pytest.fixture(scope="module")
def injuries() -> pd.DataFrame:
    return read("unsd/sdg-8-8-1")


@pytest.mark.parametrize("sex", ["both", "female", "male"])
@pytest.mark.parametrize("kind", ["fatal", "non-fatal"])
def test_injuries_are_of_one_year_and_both_groups(kind: str, sex: str, injuries: pd.DataFrame) -> None:
    column = kind.replace("-", "_")
    of_sex = injuries[(injuries["sex"] == sex) & injuries[column].notna()]
    wide = of_sex.pivot(index=["area", "year"], columns="migratory_status", values=column)
    wide = wide.dropna(subset=["migrant", "non-migrant"]).reset_index().sort_values("year")
    newest = wide.groupby("area").tail(1).set_index("area")
    answer = show(f"protection/{kind}-injuries", {"sex": sex}).answer
    table = answer.table.set_index("area")
    lowest, highest = newest[["migrant", "non-migrant"]].min(axis=1), newest[["migrant", "non-migrant"]].max(axis=1)
    sound = newest[(newest["total"] >= lowest - 0.01) & (newest["total"] <= highest + 0.01)]
    left_out = set(newest.index) - set(sound.index)
    assert set(table[~table["of_the_group"]].index) == left_out
    assert table["year"].to_dict() == newest["year"].to_dict()
    assert table["migrants"].to_dict() == newest["migrant"].to_dict()
    assert table["non_migrants"].to_dict() == newest["non-migrant"].to_dict()
    assert f"In {(sound['migrant'] > sound['non-migrant']).sum()} of the {len(sound)} countries" in answer.title
    drawn = [key for trace in answer.figure["data"] for key in trace["customdata"]]
    assert set(drawn) == set(sound.index)
    assert all(any(areas.name(key, "en") in note for note in answer.notes) for key in left_out)


def test_rates_that_divide_by_all_workers_are_left_out() -> None:
    fatal = show("protection/fatal-injuries").answer.table.set_index("area")
    assert {"HUN", "FIN", "CYP", "MAC"} <= set(fatal[~fatal["of_the_group"]].index)
    assert fatal.loc["ESP", "migrants"] == 2.74
    non_fatal = show("protection/non-fatal-injuries").answer.table.set_index("area")
    assert non_fatal.loc["ESP", "migrants"] == 2269.83
    assert not non_fatal.loc["HUN", "of_the_group"]


def test_twice_and_half_are_equally_far() -> None:
    answer = show("protection/non-fatal-injuries").answer
    ratios = known(answer.table[answer.table["of_the_group"]], "ratio")
    for trace in answer.figure["data"]:
        for key, x in zip(trace["customdata"], trace["x"], strict=True):
            assert x == pytest.approx(math.log2(ratios[key]))


def test_where_no_rate_or_every_rate_is_higher_nothing_is_listed() -> None:
    def text(migrants: list[float]) -> str:
        return work_injuries._where_higher(pd.DataFrame({"migrants": migrants, "non_migrants": [2.0, 2.0]}))

    assert "{higher_in}" in text([3.0, 2.0])
    assert text([3.0, 3.0]) == "The rate of migrants is higher in all of them."
    assert text([1.0, 2.0]).startswith("In none of them is the rate of migrants higher")


@pytest.mark.parametrize("kind", ["fatal", "non-fatal"])
def test_injuries_over_years(kind: str, injuries: pd.DataFrame) -> None:
    both = injuries[injuries["sex"] == "both"]
    for country in definition("protection/injuries-over-years").parameters[0].values():
        of_country = both[both["area"] == country]
        wide = of_country.pivot(index="year", columns="migratory_status", values=kind.replace("-", "_"))
        pairs = wide.dropna(subset=["migrant", "non-migrant"])
        answer = show("protection/injuries-over-years", {"injury-country": country, "injury": kind}).answer
        if answer.missing:
            low, high = pairs[["migrant", "non-migrant"]].min(axis=1), pairs[["migrant", "non-migrant"]].max(axis=1)
            assert not ((pairs["total"] >= low - 0.01) & (pairs["total"] <= high + 0.01)).any()
            continue
        table = answer.table.set_index("year")
        assert table["migrants"].to_dict() == pairs["migrant"].to_dict()
        assert table["non_migrants"].to_dict() == pairs["non-migrant"].to_dict()
        drawn = answer.figure["data"][0]
        assert {year for year, rate in zip(drawn["x"], drawn["y"], strict=True) if rate is not None} == set(
            table[table["of_the_group"]].index
        )


# Labour rights


@pytest.fixture(scope="module")
def rights() -> pd.DataFrame:
    rows = read("unsd/sdg-8-8-2")
    return rows.pivot(index="area", columns="year", values="score").astype(float)


def is_country(key: str) -> bool:
    return areas.areas()[key].kind == "country"


@pytest.mark.parametrize("year", [2015, 2021])
def test_labour_rights_of_all_countries(year: int, rights: pd.DataFrame) -> None:
    answer = show("protection/labour-rights-map", {"rights-year": year}).answer
    expected = rights.loc[[key for key in rights.index if is_country(key)], year].dropna()
    assert known(answer.table, "score") == expected.to_dict()
    assert f"Half of {len(expected)} countries score {expected.median():.2f} or less" in answer.title
    assert f"{(expected == 0).sum()} of the {len(expected)}" in answer.sentence, "0 is the best score, not a gap"
    assert f"The publisher’s score for the world was {rights.loc['WLD', year]:.2f}" in answer.sentence


def test_published_scores() -> None:
    """0 is the best score and 10 the worst; the darkest class is the worst."""
    answer = show("protection/labour-rights-map").answer
    scores = known(answer.table, "score")
    assert (scores["SAU"], scores["FRA"], scores["NOR"]) == (6.64, 0.5, 0)
    assert "of migrants alone" in answer.subtitle
    classes = dict(zip(answer.figure["data"][0]["locations"], answer.figure["data"][0]["z"], strict=True))
    assert classes["NOR"] < classes["SAU"] < classes["CHN"]


def test_changes_of_labour_rights(rights: pd.DataFrame) -> None:
    answer = show("protection/labour-rights-changes").answer
    countries = rights.loc[[key for key in rights.index if is_country(key)]]
    change = (countries[2021] - countries[2015]).round(2).dropna()
    assert known(answer.table, "change") == pytest.approx(change.to_dict())
    assert (
        f"better in {(change < 0).sum()} of {len(change)} countries and worse in {(change > 0).sum()}" in answer.title
    )
    better, worse = answer.figure["data"]
    assert list(better["x"]) == pytest.approx(sorted(change)[:10])
    assert list(worse["x"]) == pytest.approx(sorted(change, reverse=True)[:10])


@pytest.mark.parametrize("country", ["IDN", "USA", "DEU", "QAT", "BRB"])
def test_labour_rights_of_one_country(country: str, rights: pd.DataFrame) -> None:
    table = show("protection/labour-rights-country", {"rights-country": country}).answer.table
    for row in table.itertuples():
        assert row.score == rights.loc[row.area, row.year]
    assert set(table["area"]) == {country, "WLD"}


# The unemployment gap


@pytest.fixture(scope="module")
def gaps() -> pd.DataFrame:
    rows = read("eurostat/unemployment-rate")
    wide = rows.pivot(index=["area", "year", "sex"], columns="citizen", values="rate").astype(float)
    gap = (wide["FOR"] - wide["NAT"]).round(1).unstack("sex")
    return gap.rename(columns={"female": "women", "male": "men"}).dropna(how="all")


@pytest.mark.parametrize("year", [1999, 2010, 2024])
def test_unemployment_gap(year: int, gaps: pd.DataFrame) -> None:
    answer = show("protection/unemployment-gap", {"gap-year": year}).answer
    expected = gaps.xs(year, level="year")
    for column in ("women", "men", "both"):
        assert known(answer.table, column) == pytest.approx(expected[column].dropna().to_dict())
    pairs = expected.dropna(subset=["women", "men"])
    assert f"in {(pairs['women'] > pairs['men']).sum()} of {len(pairs)} countries" in answer.title
    women, men = answer.figure["data"]
    assert women["name"] == "Women"
    assert women["customdata"] == men["customdata"]
    assert len(women["x"]) == min(15, len(pairs))
    for key, x, other in zip(women["customdata"], women["x"], men["x"], strict=True):
        assert (x, other) == pytest.approx((pairs.loc[key, "women"], pairs.loc[key, "men"]))


def test_published_gap_of_italy() -> None:
    """Foreign women 12.2, national women 6.9, foreign men 8.8, national men 5.7 per cent in 2024."""
    row = show("protection/unemployment-gap").answer.table.set_index("area").loc["ITA"]
    assert (row["women_foreign"], row["women_national"], row["men_foreign"], row["men_national"]) == (
        12.2,
        6.9,
        8.8,
        5.7,
    )
    assert (row["women"], row["men"]) == pytest.approx((5.3, 3.1))


@pytest.mark.parametrize("country", ["ITA", "DEU", "SVN", "MLT", "GBR"])
def test_unemployment_gap_over_years(country: str, gaps: pd.DataFrame) -> None:
    answer = show("protection/unemployment-gap-years", {"gap-country": country}).answer
    expected = gaps.xs(country, level="area")
    table = answer.table.set_index("year")
    assert (table.index[0], table.index[-1]) == (expected.index[0], expected.index[-1])
    for column, trace in zip(("women", "men"), answer.figure["data"], strict=True):
        assert table[column].dropna().to_dict() == pytest.approx(expected[column].dropna().to_dict())
        drawn = {year: gap for year, gap in zip(trace["x"], trace["y"], strict=True) if gap is not None}
        assert drawn == pytest.approx(expected[column].dropna().to_dict())
    low, high = answer.figure["layout"]["yaxis"]["range"]
    assert low <= table[["women", "men"]].min().min()
    assert high >= table[["women", "men"]].max().max()


def test_a_gap_is_written_with_its_sign() -> None:
    words = Words("fr")
    assert [signed(words, value, 1) for value in (7.34, -0.4, 0.04, -0.04)] == ["+7,3", "−0,4", "0,0", "0,0"]
    assert periods(Words("en"), [2012, 2005, 2007, 2008, 2009]) == "2005, 2007–2009 and 2012"


# Deaths on migration routes


@pytest.fixture(scope="module")
def deaths() -> pd.DataFrame:
    return read("unsd/sdg-10-7-3").pivot(index="area", columns="year", values="deaths").astype(float)


def test_deaths_are_the_world_figures_as_published(deaths: pd.DataFrame) -> None:
    world = deaths.loc["WLD"]
    answer = show("protection/deaths-on-routes").answer
    assert answer.table.set_index("year")["deaths"].to_dict() == world.to_dict()
    assert answer.table.set_index("year")["deaths"][2016] == 8084
    assert f"{world.sum():,.0f}" in answer.title
    assert answer.title.startswith("At least")


def test_deaths_by_region_say_what_belongs_to_none(deaths: pd.DataFrame) -> None:
    answer = show("protection/deaths-regions").answer
    for row in answer.table.itertuples():
        assert row.deaths == deaths.loc[row.area, row.year]
    rest = deaths.loc["WLD"] - deaths.loc[ROUTES].sum()
    assert rest[rest != 0].to_dict() == {2018: 30, 2019: 51}
    assert "In the world total and in no region: 2018 (30) and 2019 (51)." in answer.notes
    assert "28,288 of the 53,165" in answer.title


@pytest.mark.parametrize("year", ["all", 2014, 2022])
def test_deaths_by_country(year: str | int, deaths: pd.DataFrame) -> None:
    answer = show("protection/deaths-countries", {"deaths-year": year}).answer
    countries = deaths.loc[[key for key in deaths.index if is_country(key)]]
    chosen = countries.sum(axis=1, min_count=1) if year == "all" else countries[year]
    assert known(answer.table, "deaths") == chosen.dropna().to_dict()
    assert list(answer.table["deaths"]) == sorted(chosen.dropna(), reverse=True)
    assert "Minimum figures" in answer.subtitle


# All of them


@pytest.mark.parametrize("exhibit_id", IDS)
def test_all_parameter_values(exhibit_id: str) -> None:
    """Each in one language: in both, and for several at once, test_exhibits.py goes through a sample."""
    found = definition(exhibit_id)
    choices = [{parameter.name: value} for parameter in found.parameters for value in parameter.values()] or [{}]
    for number, chosen in enumerate(choices):
        answer = show(exhibit_id, chosen, lang=LANGUAGES[number % 2]).answer
        for text in (answer.title, answer.sentence, *answer.notes):
            assert text and "{" not in text and "nan" not in text.lower().split()
