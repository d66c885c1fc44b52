"""The selection what-if: the arithmetic of a scenario by brute force, and that it touches nobody's status."""

from __future__ import annotations

import random
from collections import Counter

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from lma_data.catalog import ROOT
from lma_data.cohort import load, made, selection
from lma_data.course import course
from lma_data.enrolment.store import Store
from lma_data.exhibits import show
from tests.cohort.made import people

YEARS = (2023, 2024, 2025, 2026)
LMA = course("lma-2026")


def applicants(people):
    return [person for person in people if person.role == "participant"]


def status_of(cohort):
    rows = cohort.rows("person")
    return dict(zip(rows["person"], rows["status"], strict=True))


@pytest.mark.parametrize("year", YEARS)
def test_it_starts_from_the_status(year, edition_of, people_of):
    inside = [one for one in applicants(people_of(year)) if one.status in {"accepted", "confirmed"}]
    cohort = edition_of(year)
    now = selection.scenario(cohort)
    assert now.before == now.after and len(now.before) == len(inside) and not now.gone
    found = {
        (one.dimension, one.category): one
        for one in selection.balance(cohort, ("gender", "audience", "language", "country"))
    }
    for dimension, value in (
        ("gender", lambda one: one.gender),
        ("audience", lambda one: one.audience),
        ("language", lambda one: one.language),
        ("country", lambda one: one.country.key),
    ):
        expected = Counter(map(value, inside))
        of_it = {category: one for (name, category), one in found.items() if name == dimension}
        assert {category: one.before for category, one in of_it.items()} == expected
        for category, one in of_it.items():
            assert one.share_after == pytest.approx(100 * expected[category] / len(inside)) and not one.change
    assert "nothing is changed yet" in show("cohort/selection", cohort=cohort).answer.title


@pytest.mark.parametrize("seed", range(12))
def test_a_scenario_by_brute_force(seed):
    chance = random.Random(seed)
    cohort = people(chance.randrange(1, 60), seed)
    status = status_of(cohort)
    before = {person for person, code in status.items() if code in {"accepted", "confirmed"}}
    inside = set(before)
    for _ in range(8):  # ticks as they come, some of them back again
        ticks = {person: chance.random() < 0.5 for person in chance.sample(sorted(status), min(3, len(status)))}
        for person, is_in in ticks.items():
            (inside.add if is_in else inside.discard)(person)
        cohort = cohort.with_setting("selection", selection.ticked(cohort, ticks))
        now = selection.scenario(cohort)
        assert now.after == inside and now.before == before and now.gone == 0
        assert now.added == inside - before and now.removed == before - inside
    rows = cohort.rows("person").set_index("person")
    for one in selection.balance(cohort, ("gender", "region", "language")):
        of_it = {person for person, value in rows[one.dimension].items() if (value or "") == one.category}
        assert (one.before, one.after) == (len(of_it & before), len(of_it & inside))
        assert (one.all_before, one.all_after) == (len(before), len(inside))
    for dimension in selection.BALANCE:
        assert sum(one.after for one in selection.balance(cohort, (dimension,))) == len(inside)
    assert status_of(cohort) == status


def test_ticking_back_leaves_no_scenario():
    cohort = people(10)
    person = next(iter(selection.scenario(cohort).before))
    out = cohort.with_setting("selection", selection.ticked(cohort, {person: False}))
    assert out.settings["selection"] == {"in": [], "out": [person], "chosen": 1}
    assert selection.ticked(out, {person: True}) is None
    assert selection.ticked(cohort, {person: True}) is None


def test_the_scenario_follows_the_status():
    """Whoever was taken in, and is confirmed since, is no difference any more."""
    setting = {"in": ["a"], "out": ["b"], "chosen": 2}
    cohort = made(
        LMA,
        [("a", "application.status", "", "confirmed"), ("b", "application.status", "", "rejected")],
        settings={"selection": setting},
    )
    now = selection.scenario(cohort)
    assert now.before == now.after == {"a"} and now.gone == 0


def test_people_who_are_gone_are_left_out_and_said(store_file):
    with Store.open(store_file) as store:
        cohort = load(store, "invented-2023")
        waiting = [person for person, code in status_of(cohort).items() if code == "waiting-list"]
        store.set("invented-2023", "selection", selection.ticked(cohort, dict.fromkeys(waiting, True)))
        store.erase_person("invented-2023", waiting[0])
        left = load(store, "invented-2023")
        now = selection.scenario(left)
        assert now.gone == 1 and len(now.added) == len(waiting) - 1
    unknown = people(5).with_setting("selection", {"in": ["nobody", "no one"], "out": [], "chosen": 2})
    assert selection.scenario(unknown).gone == 2
    notes = show("cohort/selection", cohort=unknown).answer.notes
    assert any("2 choices" in note for note in notes) and not any('nobody"' in note for note in notes)


def test_targets_and_places_move_with_it(edition_of, people_of):
    cohort = edition_of(2026).with_setting("targets", {"gender": {"female": 60}}).with_setting("places", 100)
    inside = [one for one in applicants(people_of(2026)) if one.status in {"accepted", "confirmed"}]
    men = [
        person
        for person, gender in cohort.rows("person")[["person", "gender"]].itertuples(index=False)
        if gender == "male"
    ]
    women = sum(one.gender == "female" for one in inside)
    before = show("cohort/selection", {"balance": "gender"}, cohort=cohort).answer
    row = before.table[before.table["category"] == "Female"].iloc[0]
    assert row["target"] == "at least 60 %".replace(" %", "\u202f%")
    assert row["distance"] == pytest.approx(100 * women / len(inside) - 60)
    assert row["replace"] == -(-(60 * len(inside) - 100 * women) // 100)
    assert f"{len(inside) - 100} too few" in before.sentence and "Targets not met" in before.sentence
    out = selection.ticked(cohort, dict.fromkeys(men, False))
    after = show("cohort/selection", {"balance": "gender"}, cohort=cohort.with_setting("selection", out)).answer
    gone = sum(one.gender == "male" for one in inside)
    assert f"0 in, {gone} out" in after.title and "All targets are met" in after.sentence
    assert "would stay free" in after.sentence


def test_without_a_status_those_on_the_platform_are_in():
    cohort = made(LMA, [("a", "moodle.enrolled", "", "yes"), ("b", "person.gender", "", "female")])
    assert selection.scenario(cohort).before == {"a"}
    nobody_in = made(LMA, [("b", "person.gender", "", "female")])
    assert show("cohort/selection", cohort=nobody_in).answer.missing
    taken = nobody_in.with_setting("selection", selection.ticked(nobody_in, {"b": True}))
    answer = show("cohort/selection", cohort=taken).answer
    assert not answer.missing and answer.table["share_before"].isna().all()


# The tool


def opened(part: str) -> AppTest:
    app = AppTest.from_file(ROOT / "app.py", default_timeout=90)
    app.switch_page("pages/cohort/journey.py")
    app.query_params = {"lang": "en", "cohort": "invented-2023", "part": part}
    return app.run()


def kept(name: str):
    return Store.open().current("invented-2023").settings.get(name)


def test_a_tick_is_kept_and_can_be_taken_back(at_the_machine, monkeypatch):
    shown, ticks = [], {}

    def editor(table, **options):
        shown.append((options["key"], table))
        return table.assign(**{"in": [ticks.get((options["key"], row), was) for row, was in enumerate(table["in"])]})

    monkeypatch.setattr(st, "data_editor", editor)
    app = opened("selection")
    assert not app.exception and kept("selection") is None
    key, table = shown[-1]
    waiting = table.index[table["status"] == "Waiting list"][0]
    ticks[key, waiting] = True
    app.run()
    assert not app.exception and kept("selection")["chosen"] == 1 and len(kept("selection")["in"]) == 1
    assert shown[-1][0] == key, "the table stays as it was, and so does what was typed"
    app.run()
    assert kept("selection")["chosen"] == 1
    assert any("1 in, 0 out" in one.value.replace("\\", "") for one in app.subheader)
    # Something else keeps another scenario: the ticks of this page are not put over it.
    Store.open().set("invented-2023", "selection", None)
    app.run()
    assert kept("selection") is None and shown[-1][0] != key
    # A search shows fewer rows, of which one is ticked out
    app.text_input(key="selection-search").set_value("Confirmed").run()
    key, table = shown[-1]
    assert set(table["status"]) == {"Confirmed"}
    ticks[key, 0] = False
    app.run()
    assert len(kept("selection")["out"]) == 1
    app.button(key="selection-back").click().run()
    assert not app.exception and kept("selection") is None
    assert shown[-1][1]["in"].all()


def test_the_number_of_places_is_kept(at_the_machine):
    app = opened("applications")
    app.number_input[0].set_value(55).run()
    assert not app.exception and kept("places") == 55
    assert any("of 55 places" in one.value.replace("\\", "") for one in app.caption)
