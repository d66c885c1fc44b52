"""A cohort's data: tables from the store's facts, counted against the invented people; settings; what nobody else gets."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from lma_data import cohort as cohorts
from lma_data import exhibits
from lma_data.__main__ import main
from lma_data.catalog import ROOT
from lma_data.cohort import dimensions
from lma_data.course import course
from lma_data.enrolment.store import Store

YEARS = (2023, 2024, 2025, 2026)


def applicants(people):
    return [person for person in people if person.role == "participant"]


@pytest.mark.parametrize("year", YEARS)
def test_one_row_a_person_and_no_staff(year, edition_of, people_of):
    people = edition_of(year).rows("person")
    expected = applicants(people_of(year))
    assert len(people) == len(expected) == people["person"].nunique()
    assert Counter(people["country"]) == Counter(person.country.key for person in expected)
    assert Counter(people["status"]) == Counter(person.status for person in expected)
    assert sum(people["paid"]) == sum(person.paid for person in expected)


@pytest.mark.parametrize("year", YEARS)
def test_steps_are_those_of_the_people(year, edition_of, people_of):
    people, expected = edition_of(year).rows("person"), applicants(people_of(year))
    assert people["applied"].sum() == len(expected)
    assert people["taking_part"].sum() == sum(person.status == "confirmed" for person in expected)
    assert (people["completed"] == True).sum() == sum(person.completed is not None for person in expected)  # noqa: E712


def test_settings_are_kept_sealed_and_follow_the_person(store_file):
    with Store.open(store_file) as store:
        person = store.current("invented-2023").people[0]
        store.set("invented-2023", "teams", {"made": [[person]], "pins": {person: 0}})
        before = store.version()
        assert store.current("invented-2023").settings["teams"]["made"] == [[person]]
        store.rekey(None, "secret")
        renamed = store.current("invented-2023").settings["teams"]
        (after,) = renamed["made"][0]
        assert after != person and after in store.current("invented-2023").people and renamed["pins"] == {after: 0}
        assert store.version() != before
        store.erase_person("invented-2023", after)
        assert store.current("invented-2023").settings["teams"] == {"made": [[]], "pins": {}}
        store.set("invented-2023", "teams", None)
        assert set(store.current("invented-2023").settings) == {"offer"}


def test_a_cohort_whose_course_has_no_file_takes_nothing_from_others(store_file, capsys):
    with Store.open(store_file) as store:
        store.create_cohort("orphan", "no-such-course", invented=True)
        assert [one.id for one in cohorts.load(store, "invented-2026").earlier] == [
            "invented-2025",
            "invented-2024",
            "invented-2023",
        ]
    assert main(["exhibit", "cohort/mix", "--cohort", "orphan", "--store", str(store_file)]) == 2
    assert "no course 'no-such-course'" in capsys.readouterr().err


def test_a_cohort_of_nobody_has_its_tables():
    nobody = cohorts.made(course("lma-2026"), [])
    assert nobody.size == 0
    assert nobody.ask("cohort/categories", dimension="gender", who="everybody").empty
    assert exhibits.show("cohort/mix", cohort=nobody).answer.missing


def test_queries_have_the_bands_of_experience_that_the_code_has():
    years = [None, 0, *(edge + step for edge in (5, 10, 20) for step in (-0.5, 0)), 60, 2000]
    facts = [(f"p{n}", "application.experience", "", str(one)) for n, one in enumerate(years) if one is not None]
    found = cohorts.made(course("lma-2026"), facts, everybody=["p0"]).ask(
        "cohort/categories", dimension="experience", who="everybody"
    )
    assert dict(zip(found["category"], found["people"], strict=True)) == Counter(map(dimensions.band, years))


def test_exhibits_of_cohorts_are_asked_with_one_and_never_kept(edition_of):
    with pytest.raises(exhibits.NeedsCohort):
        exhibits.show("cohort/mix")
    one = exhibits.show("cohort/mix", cohort=edition_of(2026))
    assert exhibits.show("cohort/mix", cohort=edition_of(2026)) is not one
    assert not {name for name in exhibits.definitions() if name.startswith("cohort/")}


def test_a_setting_changes_what_follows_from_it_and_nothing_else(edition_of):
    before = edition_of(2023).with_setting("offer", None)
    before.ask("cohort/categories", dimension="gender", who="everybody")
    changed = before.with_setting("offer", [{"id": "one", "name": {"en": "One", "fr": "Un"}}])
    assert [elective.id for elective in changed.offer] == ["one"] and changed.frames is before.frames
    assert changed.with_setting("offer", None).settings == before.settings


def test_settings_have_their_names_from_one_place():
    """Whoever asks what a manager can set finds all of it in cohort/settings.py."""
    literal = re.compile(r"""(?:settings\.get|settings\[|pages\.keep|with_setting)\(?\s*["']""")
    for folder in ("lma_data/cohort", "lma_data/exhibits", "lma_data/ui/cohort", "lma_data/export"):
        for path in (ROOT / folder).rglob("*.py"):
            assert not literal.search(path.read_text("utf-8")), path
