"""Figures of the crisis exhibits against the tables themselves, added up here with pandas."""

import datetime

import pandas as pd
import pytest

from lma_data import catalog
from lma_data.exhibits import definition, show
from lma_data.i18n import LANGUAGES

IDS = ["crisis/inside-the-total", "crisis/hosts", "crisis/origins", "crisis/displaced-by-category"]
YEARS = [1990, 1993, 2007, 2017, 2018, 2024, 2025]


def table(dataset: str) -> pd.DataFrame:
    return pd.read_parquet(catalog.data_file(dataset))


@pytest.fixture(scope="module")
def population() -> pd.DataFrame:
    return table("unhcr/population")


@pytest.fixture(scope="module")
def by_category() -> pd.DataFrame:
    return show("crisis/displaced-by-category").answer.table.set_index("year")


@pytest.mark.parametrize("year", YEARS)
def test_categories_are_the_sums_of_all_areas(year: int, population: pd.DataFrame, by_category: pd.DataFrame) -> None:
    row = by_category.loc[year]
    of_year = population[population["year"] == year]
    for ours, theirs in (
        ("refugees", "refugees"),
        ("asylum_seekers", "asylum_seekers"),
        ("other_protection", "oip"),
    ):
        expected = of_year[theirs].sum(min_count=1)
        assert pd.isna(row[ours]) if pd.isna(expected) else row[ours] == expected
    for ours, dataset in (
        ("palestine_refugees", "unrwa/registered-refugees"),
        ("idps", "idmc/displaced-by-conflict"),
    ):
        rows = table(dataset)
        assert row[ours] == rows.loc[rows["year"] == year, "persons"].sum()


def test_every_year_from_1990_to_2025_once(by_category: pd.DataFrame) -> None:
    assert list(by_category.index) == list(range(1990, 2026))


def test_what_was_not_yet_counted_is_missing_not_zero(by_category: pd.DataFrame) -> None:
    assert by_category["asylum_seekers"].first_valid_index() == 1993
    assert by_category["other_protection"].first_valid_index() == 2018
    figures = by_category[["idps", "refugees", "asylum_seekers", "other_protection", "palestine_refugees"]]
    assert not (figures == 0).any().any()


def test_published_world_figures(by_category: pd.DataFrame) -> None:
    newest = by_category.loc[2025]
    assert newest["refugees"] == 28_461_306
    assert newest["asylum_seekers"] == 8_998_097
    assert newest["other_protection"] == 7_177_473
    assert newest["palestine_refugees"] == 5_964_782
    assert newest["idps"] == 68_653_080
    assert by_category.loc[1990, "idps"] == 21_300_000  # a world figure without countries
    assert newest["published_year_end"] == 117_800_000
    assert by_category.loc[2024, "published_mid_year"] == 122_600_000
    assert by_category["published_year_end"].count() == 3


def test_the_published_totals_are_marks_without_a_line() -> None:
    traces = show("crisis/displaced-by-category").answer.figure["data"]
    assert [trace["mode"] for trace in traces] == ["lines+markers"] * 5 + ["markers"]
    assert list(traces[-1]["x"]) == [2023, 2023.5, 2024, 2024.5, 2025]
    assert not any(trace.get("stackgroup") for trace in traces)


EDITIONS = {  # the edition that stands beside each total, and what its five groups add up to
    "2023-12-31": ("mid-year-trends-2024", 118_498_906, 117_300_000),
    "2024-12-31": ("global-trends-2024", 124_609_873, 123_200_000),
    "2025-12-31": ("global-trends-2025", 119_254_738, 117_800_000),
}


@pytest.mark.parametrize("as_of", EDITIONS)
def test_the_groups_exceed_the_total_that_was_published(as_of: str) -> None:
    edition, added, published = EDITIONS[as_of]
    rows = show("crisis/inside-the-total", {"as-of": as_of}).answer.table
    totals = table("unhcr/totals-by-edition")
    five = ["refugees", "asylum_seekers", "oip", "palestine_refugees", "displaced_by_conflict"]
    day = datetime.date.fromisoformat(as_of)
    same_day = pd.to_datetime(totals["as_of"]).dt.date == day
    expected = totals[same_day & (totals["edition"] == edition) & totals["category"].isin(five)]
    assert dict(zip(rows["category"], rows["persons"], strict=True)) == dict(
        zip(expected["category"], expected["persons"], strict=True)
    )
    assert set(rows["edition"]) == {edition}
    assert set(rows["published_persons"]) == {published}
    assert set(rows["added_up"]) == {added}
    assert set(rows["excess"]) == {added - published}


def test_revised_since_is_said() -> None:
    answer = show("crisis/inside-the-total", {"as-of": "2024-12-31"}).answer
    assert "123.2\u00a0million" in answer.title
    assert any(note.startswith("Revised since, in Global Trends 2025") and "73.6" in note for note in answer.notes)
    assert not any(
        note.startswith("Revised") for note in show("crisis/inside-the-total", {"as-of": "2025-12-31"}).answer.notes
    )


def test_mid_2024_has_no_figure_carried_forward() -> None:
    answer = show("crisis/inside-the-total", {"as-of": "2024-06-30"}).answer
    missing = answer.table[answer.table["persons"].isna()]
    assert set(missing["category"]) == {"displaced_by_conflict", "palestine_refugees"}
    assert answer.table["added_up"].isna().all()
    assert "122.6\u00a0million" in answer.title
    assert "no data" in answer.figure["data"][0]["text"]


def test_every_date_of_a_report_and_an_edition_can_be_chosen_and_the_newest_is_shown_first() -> None:
    totals, headlines = table("unhcr/totals-by-edition"), table("unhcr/headlines")
    dates = sorted({str(day)[:10] for day in totals["as_of"]} & {str(day)[:10] for day in headlines["as_of"]})
    parameter = definition("crisis/inside-the-total").parameters[0]
    assert list(parameter.values()) == dates
    assert parameter.default == dates[-1]
    for one in definition("crisis/hosts").parameters:
        assert one.default == table("unhcr/population")["year"].max()


def test_every_date_has_all_groups_of_titled_editions_and_no_sum_below_the_total() -> None:
    totals, headlines = table("unhcr/totals-by-edition"), table("unhcr/headlines")
    titles = {en.lower().replace(" ", "-"): en for en in headlines["publication"]}
    french = dict(zip(headlines["publication"], headlines["publication_fr"], strict=True))
    for as_of in definition("crisis/inside-the-total").parameters[0].values():
        rows = show("crisis/inside-the-total", {"as-of": as_of}).answer.table
        of_day = totals[totals["as_of"].astype(str).str[:10] == as_of]
        in_order = of_day.sort_values("published")["edition"].tolist()
        assert len(rows) == 5
        assert rows["persons"].notna().any() and rows["newest_persons"].notna().any()
        assert set(rows["edition"]) == {in_order[0]} and set(rows["newest_edition"]) == {in_order[-1]}
        for name in ("edition", "newest"):
            edition = in_order[0] if name == "edition" else in_order[-1]
            assert set(rows[f"{name}_en"]) == {titles[edition]}
            assert set(rows[f"{name}_fr"]) == {french[titles[edition]]}
        assert rows["added_up"].isna().all() or (rows["excess"] > 0).all()


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("exhibit_id, key", [("crisis/hosts", "asylum"), ("crisis/origins", "origin")])
def test_ranking_is_refugees_and_others_in_need(exhibit_id: str, key: str, year: int, population: pd.DataFrame) -> None:
    rows = show(exhibit_id, {"displaced-year": year}).answer.table.set_index("area")
    of_year = population[population["year"] == year]
    expected = of_year.groupby(key)[["refugees", "oip"]].sum(min_count=1).dropna(how="all").sum(axis=1)
    assert rows["persons"].to_dict() == expected.to_dict()
    assert rows["persons"].sum() == of_year["refugees"].sum() + of_year["oip"].sum()
    assert rows["share"].sum() == pytest.approx(100)
    assert list(rows["persons"]) == sorted(rows["persons"], reverse=True)


def test_unknown_origins_stay_and_are_not_ranked() -> None:
    answer = show("crisis/origins", {"displaced-year": 1990}).answer
    rows = answer.table.set_index("area")
    assert rows.loc["UNK", "persons"] > 2_000_000
    assert not rows.loc["UNK", "country"]
    assert "UNK" not in answer.figure["data"][0]["customdata"]
    assert "Unknown" in answer.notes[0]


def test_the_largest_hosts_and_origins() -> None:
    hosts = show("crisis/hosts").answer.table
    assert list(hosts["area"][:3]) == ["COL", "DEU", "TUR"]
    assert hosts.set_index("area").loc["IRN", "other_protection"] == 879_500
    assert show("crisis/origins").answer.table["area"][0] == "VEN"
    assert show("crisis/hosts", {"displaced-year": 2023}).answer.table["area"][0] == "IRN"


def test_before_2018_only_refugees_are_spoken_of() -> None:
    answer = show("crisis/hosts", {"displaced-year": 2017}).answer
    assert answer.table["other_protection"].isna().all()
    assert "other people" not in answer.title
    assert "were not yet counted" in answer.subtitle


@pytest.mark.parametrize("exhibit_id", IDS)
def test_all_parameter_values(exhibit_id: str) -> None:
    """Each in one language: in both, and for several at once, test_exhibits.py goes through a sample."""
    found = definition(exhibit_id)
    choices = [{parameter.name: value} for parameter in found.parameters for value in parameter.values()] or [{}]
    for number, chosen in enumerate(choices):
        answer = show(exhibit_id, chosen, lang=LANGUAGES[number % 2]).answer
        for text in (answer.title, answer.subtitle, answer.sentence, *answer.notes):
            assert text and "{" not in text and "nan" not in text.split()
