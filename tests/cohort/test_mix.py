"""The mix: every count against the invented people, targets by trying all numbers, the world against its datasets."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from fractions import Fraction

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from lma_data import catalog
from lma_data.catalog import ROOT
from lma_data.cohort import made, targets
from lma_data.cohort.dimensions import DIMENSIONS, POPULATIONS
from lma_data.course import course
from lma_data.enrolment.store import Store
from lma_data.exhibits import show
from lma_data.i18n import Words

YEARS = (2023, 2024, 2025, 2026)
EN = Words("en")
WHO = {
    "everybody": lambda one: True,
    "applied": lambda one: True,
    "selected": lambda one: one.status in ("accepted", "confirmed", "withdrawn"),
    "confirmed": lambda one: one.status == "confirmed" or (one.status == "withdrawn" and one.paid > 0),
    "taking-part": lambda one: one.status == "confirmed",
}


@pytest.fixture(scope="module")
def places():
    """Of each country its M49 region, the Americas in two, and its region by the ILO: from the file itself."""
    rows = pd.read_parquet(catalog.data_file("geography/areas"))
    rows = rows[rows["kind"] == "country"]
    regions = rows["region"].where(rows["region"] != "019", rows["subregion"])
    return dict(zip(rows["area"], regions, strict=True)), dict(zip(rows["area"], rows["ilo_region"], strict=True))


@pytest.fixture(scope="module")
def value_of(places):
    return {
        "gender": lambda one: one.gender,
        "region": lambda one: places[0][one.country.key],
        "country": lambda one: one.country.key,
        "audience": lambda one: one.audience,
        "language": lambda one: one.language,
        "funding": lambda one: one.funding,
        "experience": lambda one: ("0-4", "5-9", "10-19", "20+")[bisect_right((5, 10, 20), one.experience)],
    }


@pytest.fixture(scope="module")
def those(people_of):
    """those(2026, "selected"): the people of an edition who are counted."""
    people = {year: [one for one in people_of(year) if one.role == "participant"] for year in YEARS}
    return lambda year, who: [one for one in people[year] if WHO[who](one)]


def test_all_dimensions_and_populations_are_counted_here(value_of):
    assert list(value_of) == list(DIMENSIONS) and list(WHO) == list(POPULATIONS)


# One dimension


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("who", WHO)
def test_one_way(year, who, edition_of, those, value_of):
    people = those(year, who)
    for by, value in value_of.items():
        exhibit = show("cohort/mix", {"by": by, "who": who}, cohort=edition_of(year))
        rows = exhibit.answer.table
        found = {code: count for code, count in zip(rows["category"], rows["people"], strict=True) if count}
        assert found == Counter(map(value, people)), by
        assert rows["people"].sum() == len(people)
        assert list(rows["share"]) == pytest.approx([count / len(people) * 100 for count in rows["people"]])


def test_the_constituents_are_told_first(edition_of, those):
    counts = Counter(one.audience for one in those(2026, "everybody"))
    answer = show("cohort/mix", cohort=edition_of(2026)).answer
    numbers = [answer.sentence.index(f"\u00a0{counts[group]} (") for group in ("government", "workers", "employers")]
    assert numbers == sorted(numbers)
    together = counts["government"] + counts["workers"] + counts["employers"]
    assert f"together {together} of {counts.total()} people" in answer.sentence
    assert list(answer.table["category"])[:3] == ["government", "workers", "employers"], "in the order of the course"


def test_groups_of_nobody_are_shown_and_bands_are_in_order(edition_of):
    rows = show("cohort/mix", {"by": "audience"}, cohort=edition_of(2024)).answer.table
    assert set(rows["category"]) == {group.id for group in edition_of(2024).course.audience}
    assert (rows["people"] == 0).any()
    bands = show("cohort/mix", {"by": "experience"}, cohort=edition_of(2026)).answer.table
    assert list(bands["category"]) == ["0-4", "5-9", "10-19", "20+"]


def few(*facts: tuple[str, str, str], **more):
    """A cohort from (person, field, value)."""
    return made(course("lma-2026"), [(person, field, "", value) for person, field, value in facts], **more)


def test_who_is_not_known_is_in_the_total_and_last():
    cohort = few(("a", "person.gender", "female"), everybody=["a", "b", "c"])
    answer = show("cohort/mix", {"by": "gender"}, cohort=cohort).answer
    assert list(answer.table.iloc[-1][["name", "people"]]) == ["Not known", 2]
    assert answer.table["share"].iloc[0] == pytest.approx(100 / 3)
    assert "Not known: 2." in answer.sentence
    assert "not known of 2 of 3 people" in " ".join(answer.notes)


def test_whose_status_no_file_says_is_counted_as_such_and_not_as_no():
    cohort = few(("a", "application.status", "confirmed"), ("a", "person.gender", "male"), everybody=["a", "b"])
    answer = show("cohort/mix", {"by": "gender", "who": "selected"}, cohort=cohort).answer
    assert answer.table["people"].sum() == 1
    assert "Of 1 person no file says" in " ".join(answer.notes)
    nobody = show("cohort/mix", {"by": "gender", "who": "selected"}, cohort=few(everybody=["a", "b"])).answer
    assert nobody.missing and "Of 2 people no file says" in " ".join(nobody.notes)


@pytest.mark.parametrize("year", YEARS)
def test_the_map_has_every_country_and_each_small_state_a_point(year, edition_of, those):
    counts = Counter(one.country.key for one in those(year, "everybody"))
    figure = show("cohort/map", cohort=edition_of(year)).answer.figure
    areas, points, nobody = figure["data"]
    assert min(areas["z"]) == 0.5 and figure["layout"]["coloraxis"]["colorbar"]["ticktext"][0] == "1", "no shade for 0"
    assert set(areas["locations"]) == set(counts) and nobody["name"] == "nobody"
    rows = pd.read_parquet(catalog.data_file("geography/areas"))
    small = set(rows[rows["small"].fillna(False).astype(bool)]["area"])
    assert set(points["customdata"]) == set(counts) & small


# Two dimensions


@pytest.mark.parametrize("year", YEARS)
def test_two_ways(year, edition_of, those, value_of):
    for who in ("everybody", "taking-part"):
        people = those(year, who)
        for by, down in value_of.items():
            for across, along in value_of.items():
                rows = edition_of(year).ask("cohort/crossed", down=by, across=across, who=who)
                found = {(row.down, row.across): row.people for row in rows.itertuples()}
                assert found == Counter((down(one), along(one)) for one in people), (by, across)


def test_totals_of_rows_and_columns(edition_of, those):
    people = those(2026, "everybody")
    table = show("cohort/crossed", {"by": "country", "across": "funding"}, cohort=edition_of(2026)).answer.table
    cells = table[(table["down"] != "Total") & (table["across"] != "Total")]
    assert cells["people"].sum() == table[(table["down"] == "Total") & (table["across"] == "Total")]["people"].item()
    assert cells["people"].sum() == len(people)
    for total, by in (("across", "down"), ("down", "across")):
        totals = table[(table[total] == "Total") & (table[by] != "Total")].set_index(by)["people"]
        assert totals.to_dict() == cells.groupby(by)["people"].sum().to_dict()
    figure = show("cohort/crossed", {"by": "country", "across": "funding"}, cohort=edition_of(2026)).answer.figure
    assert sum(int(text) for row in figure["data"][0]["text"] for text in row) == len(people), "others together"


def test_a_dimension_is_not_crossed_with_itself(edition_of):
    assert show("cohort/crossed", {"by": "gender", "across": "gender"}, cohort=edition_of(2026)).answer.missing


# Targets


def least(share: str, having: int, people: int):
    return targets.gap(targets.Target("gender", "female", "least", Fraction(share)), having, people)


def most(share: str, having: int, people: int):
    return targets.gap(targets.Target("gender", "female", "most", Fraction(share)), having, people)


SHARES = ("0", "0.1", "1", "12.5", "33.3", "40", "50", "66.7", "75", "99", "99.9", "100")


@pytest.mark.parametrize("share", SHARES)
def test_places_are_the_smallest_numbers_that_do(share):
    aim = Fraction(share) / 100
    up, down = aim.numerator, aim.denominator  # whole numbers: the loops are long
    for people in (1, 2, 3, 4, 7, 12, 25):
        for having in range(people + 1):
            low, high = least(share, having, people), most(share, having, people)
            assert low.replace == next(x for x in range(people + 1) if (having + x) * down >= up * people)
            assert high.replace == next(x for x in range(people + 1) if (having - x) * down <= up * people)
            tried = range(30_000)
            if low.met or aim < 1:
                assert low.add == next(y for y in tried if (having + y) * down >= up * (people + y))
            else:
                assert low.add is None, "newcomers never make a whole of those who are there"
            if high.met or aim > 0:
                assert high.add == next(y for y in tried if having * down <= up * (people + y))
            else:
                assert high.add is None


def test_the_edges_of_targets():
    assert least("0", 0, 5).met and most("100", 5, 5).met
    assert (least("100", 4, 5).replace, least("100", 4, 5).add) == (1, None)
    assert (most("0", 1, 5).replace, most("0", 1, 5).add) == (1, None)
    assert least("33.3", 333, 1000).met, "33.3 % is 333 of 1,000 to the person"
    assert not least("33.3", 332, 1000).met and least("33.3", 332, 1000).replace == 1
    assert least("50", 70, 150).distance == Fraction(-10, 3)
    for having, people in ((0, 0), (3, 2), (-1, 2)):
        with pytest.raises(ValueError, match="of"):
            least("50", having, people)


def with_targets(cohort, *wanted):
    for dimension, category, rule, share in wanted:
        target = targets.Target(dimension, category, rule, Fraction(share))
        cohort = cohort.with_setting(targets.SETTINGS[rule], targets.with_target(cohort, target))
    return cohort


@pytest.mark.parametrize("year", YEARS)
def test_the_cohort_beside_its_targets(year, edition_of, those):
    people = those(year, "selected")
    cohort = with_targets(
        edition_of(year),
        ("audience", "employers", "least", "25"),
        ("gender", "female", "least", "49.5"),
        ("region", "002", "most", "30"),
    )
    table = show("cohort/targets", {"who": "selected"}, cohort=cohort).answer.table.set_index("name")
    women = sum(one.gender == "female" for one in people)
    employers = sum(one.audience == "employers" for one in people)
    assert list(table.index) == ["Female", "Africa", "Employers’ organizations"], "in the order of the dimensions"
    assert table.at["Female", "having"] == women
    assert table.at["Female", "share"] == pytest.approx(women / len(people) * 100)
    assert table.at["Female", "distance"] == pytest.approx(women / len(people) * 100 - 49.5)
    needed = next(x for x in range(len(people)) if (employers + x) * 4 >= len(people))
    assert table.at["Employers’ organizations", "replace"] == needed
    assert table.at["Africa", "rule"] == "at most"


def test_targets_are_kept_changed_and_removed(edition_of):
    cohort = with_targets(edition_of(2023), ("gender", "female", "least", "50"), ("gender", "female", "most", "60"))
    assert cohort.settings["targets"] == {"gender": {"female": 50}}
    cohort = with_targets(cohort, ("gender", "female", "least", "33.3"), ("country", "NAM", "least", "1"))
    assert cohort.settings["targets"] == {"gender": {"female": 33.3}, "country": {"NAM": 1}}
    first = targets.targets(cohort)[0]
    assert first.share == Fraction("33.3"), "to the tenth, as it was typed"
    assert targets.without(cohort, first) == {"country": {"NAM": 1}}
    assert targets.without(cohort.with_setting("targets", {"gender": {"female": 1}}), first) is None
    for share in ("-1", "100.1"):
        with pytest.raises(ValueError, match="0 to 100"):
            with_targets(cohort, ("gender", "male", "least", share))


def test_what_cannot_be_met_together_is_found(edition_of):
    cohort = edition_of(2023)
    fine = with_targets(cohort, ("gender", "female", "least", "50"), ("gender", "male", "least", "50"))
    assert not targets.asking_too_much(targets.targets(fine))
    over = with_targets(fine, ("gender", "other", "least", "0.5"))
    assert targets.asking_too_much(targets.targets(over)) == {"gender": Fraction("100.5")}
    both = with_targets(fine, ("gender", "female", "most", "40"))
    [(low, high)] = targets.contradicting(targets.targets(both))
    assert (low.share, high.share) == (50, 40)
    genders = ("female", "male", "other", "undisclosed")
    tight = with_targets(cohort, *[("gender", code, "most", "20") for code in genders])
    assert targets.leaving_out(tight, targets.targets(tight)) == {"gender": 80}
    assert not targets.leaving_out(fine, targets.targets(fine))


def test_without_targets_or_people_the_exhibit_says_what_to_do(edition_of):
    assert "Set one above" in show("cohort/targets", cohort=edition_of(2023)).answer.sentence
    nobody = with_targets(few(), ("gender", "female", "least", "50"))
    assert show("cohort/targets", cohort=nobody).answer.missing
    unknown = with_targets(few(everybody=["a", "b"]), ("gender", "female", "least", "50"))
    answer = show("cohort/targets", cohort=unknown).answer
    assert answer.table["unknown"].item() == 2 and "up to 100.0 points higher" in " ".join(answer.notes)


# Earlier editions


def test_shares_of_all_editions(edition_of, those, value_of):
    for by, value in value_of.items():
        for who in ("everybody", "confirmed"):
            table = show("cohort/editions", {"by": by, "who": who}, cohort=edition_of(2026)).answer.table
            for year in YEARS:
                people = those(year, who)
                of_it = table[table["edition"] == edition_of(year).course.edition["en"]]
                counts = sorted(Counter(map(value, people)).values())
                assert sorted(count for count in of_it["people"] if count) == counts, (by, year)
                assert set(of_it["counted"]) == {len(people)}
                assert of_it["share"].sum() == pytest.approx(100)


def test_an_edition_without_the_field_is_missing_and_not_zero(edition_of):
    older = made(edition_of(2023).course, [("x", "person.country", "", "KEN")])
    cohort = few(("a", "person.gender", "female"), ("b", "person.gender", "male"), earlier=[older])
    answer = show("cohort/editions", {"by": "gender"}, cohort=cohort).answer
    old = answer.table[answer.table["edition"] == older.course.edition["en"]]
    assert old[old["name"] != "Not known"]["share"].isna().all() and old["share"].isna().all()
    assert [trace["y"][0] for trace in answer.figure["data"]] == [None] * len(answer.figure["data"])
    assert "no figure: Invented edition 2023" in " ".join(answer.notes)
    assert show("cohort/editions", cohort=edition_of(2023)).answer.missing, "there is none before it"


def test_years_are_to_scale(edition_of):
    figure = show("cohort/editions", cohort=edition_of(2026)).answer.figure
    starts = [edition_of(year).course.start for year in YEARS]
    places = figure["data"][0]["x"]
    assert places[-1] == 2026
    assert [places[-1] - place for place in places] == pytest.approx(
        [(starts[-1] - day).days / 365.25 for day in starts]
    )


# The world


def test_the_regions_of_migrants_are_those_of_the_tables(edition_of, those, places):
    counts = Counter(places[0][one.country.key] for one in those(2026, "everybody"))
    table = show("cohort/world-migrants", cohort=edition_of(2026)).answer.table.set_index("area")
    origins = pd.read_parquet(catalog.data_file("undesa/migrant-stock-2024-origin"))
    origins = origins[(origins["year"] == 2024) & (origins["sex"] == "both")].set_index("origin")["migrants"]
    living = pd.read_parquet(catalog.data_file("undesa/migrant-stock-2024"))
    living = living[(living["year"] == 2024) & (living["sex"] == "both")].set_index("area")["migrants"]
    assert origins["WLD"] == living["WLD"] == 304_021_813
    assert set(table.index) == {"002", "142", "150", "419", "021", "009", "OTH"}
    for area, row in table.iterrows():
        assert row["emigrants"] == origins[area]
        assert row["share_of_emigrants"] == pytest.approx(origins[area] / 304_021_813 * 100)
        assert row["people"] == counts.get(area, 0)
        if area != "OTH":
            assert row["immigrants"] == living[area]
            assert row["share_of_immigrants"] == pytest.approx(living[area] / 304_021_813 * 100)
    for column in ("share", "share_of_emigrants", "share_of_immigrants"):
        assert table[column].sum() == pytest.approx(100)


def test_the_regions_of_migrant_workers_are_the_ilos(edition_of, those, places):
    keys = {"Africa": "africa", "Americas": "americas", "Arab States": "arab-states"}
    keys |= {"Asia and the Pacific": "asia-and-the-pacific", "Europe and Central Asia": "europe-and-central-asia"}
    counts = Counter(places[1][one.country.key].removeprefix("ilo-region:") for one in those(2026, "everybody"))
    table = show("cohort/world-workers", cohort=edition_of(2026)).answer.table.set_index("name")
    assert {name: table.at[name, "people"] for name in keys} == {name: counts.get(key, 0) for name, key in keys.items()}
    assert table["share_of_workers"].to_dict() == {  # as the fourth edition gives them
        "Europe and Central Asia": 34.5,
        "Americas": 27.3,
        "Asia and the Pacific": 16.2,
        "Arab States": 13.5,
        "Africa": 8.5,
    }
    assert set(table["edition"]) == {2024} and set(table["reference_year"]) == {2022}


def test_who_is_in_no_region_or_not_known_is_in_the_total():
    cohort = few(("a", "person.country", "VAT"), ("b", "person.country", "KEN"), everybody=["a", "b", "c"])
    table = show("cohort/world-workers", cohort=cohort).answer.table
    assert list(table["name"])[-2:] == ["In no region of the ILO", "Not known"]
    assert table["people"].sum() == 3


def test_women_here_and_in_the_world(edition_of, those):
    people = those(2025, "taking-part")
    table = show("cohort/world-women", {"who": "taking-part"}, cohort=edition_of(2025)).answer.table
    women = sum(one.gender == "female" for one in people)
    assert table["women"].iloc[0] == women
    assert list(table["share"]) == pytest.approx([women / len(people) * 100, 146_012_018 / 304_021_813 * 100, 38.7])
    assert list(table["year"]) == [2025, 2024, 2022]


# The editor


@pytest.fixture
def app(at_the_machine):
    app = AppTest.from_file(ROOT / "app.py", default_timeout=90)
    app.switch_page("pages/cohort/mix.py")
    app.query_params = {"lang": "en", "cohort": "invented-2026", "part": "targets"}
    return app.run()


def widget(widgets, key: str):
    return next(one for one in widgets if one.key == key)


def test_a_target_is_set_explained_and_removed(app):
    widget(app.number_input, "target-share").set_value(60.0).run()
    widget(app.button, "target-set").click().run()
    assert not app.exception
    assert Store.open().current("invented-2026").settings["targets"] == {"gender": {"female": 60}}
    assert not app.warning
    widget(app.selectbox, "target-category-gender").set_value("male").run()
    widget(app.button, "target-set").click().run()
    assert "120" in app.warning[0].value and "Not all can be met" in app.warning[0].value
    widget(app.button, "target-remove-gender-male-least").click().run()
    widget(app.button, "target-remove-gender-female-least").click().run()
    assert not app.exception and not app.warning
    assert "targets" not in Store.open().current("invented-2026").settings
