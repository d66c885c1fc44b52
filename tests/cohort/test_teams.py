"""Teams of a cohort: rules, pins, exchanges, undoing, who joins or leaves, the files for Moodle; few people and odd ones."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from lma_data.catalog import ROOT
from lma_data.cohort import made, team_cost, team_making, team_report, team_search, teams
from lma_data.cohort.settings import TEAMS
from lma_data.cohort.teams import Options
from lma_data.course import course
from lma_data.enrolment.store import Store
from lma_data.exhibits import show
from lma_data.export import moodle

YEARS = (2023, 2024, 2025, 2026)
EXHIBITS = ("cohort/teams", "cohort/teams-unmet", "cohort/teams-balance", "cohort/teams-cost")


@pytest.fixture(autouse=True, scope="module")
def quick():
    """Fewer steps than on the page: what is tested does not need the best."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(team_search, "STEPS", 60)
        patched.setattr(team_search, "MOST_STEPS", 6_000)
        yield


def cohort_of(people: int, **values):
    """A cohort of confirmed people; `values`: for a field, the value of each by number, or None."""
    fields = {
        "gender": lambda number: ("female", "male")[number % 2],
        "country": lambda number: ("KEN", "NPL", "BRA", "ITA")[number % 4],
        "audience": lambda number: ("government", "workers", "employers")[number % 3],
        "language": lambda number: ("en", "en", "fr")[number % 3],
        "organisation": lambda number: f"Office {number // 2}",
    } | values
    facts = [(f"p{number:03}", "application.status", "", "confirmed") for number in range(people)]
    for field, value in fields.items():
        facts += [
            (f"p{number:03}", f"person.{field}", "", value(number))
            for number in range(people)
            if value(number) is not None
        ]
    return made(course("lma-2026"), facts)


def with_teams(cohort, options=None):
    found = team_making.make(cohort, options or Options())
    return cohort.with_setting(TEAMS, found.json()), found


@pytest.fixture(scope="module")
def edition(edition_of):
    """edition(2026): the cohort with its teams, made once."""
    kept = {}

    def get(year):
        if year not in kept:
            kept[year] = with_teams(edition_of(year))
        return kept[year]

    return get


@pytest.mark.parametrize("year", YEARS)
def test_everybody_who_takes_part_is_in_one_team_that_shares_a_language(year, edition, people_of):
    cohort, found = edition(year)
    confirmed = [person for person in people_of(year) if person.role == "participant" and person.status == "confirmed"]
    assert Counter(len(set(people)) for people in found.teams).total() == len(found.teams)
    assert sum(map(len, found.teams)) == len(found.team_of) == len(confirmed)
    rows = cohort.rows("person").set_index("person")
    for people in found.teams:
        assert len({rows.loc[person, "language"] for person in people}) == 1
        assert 5 <= len(people) <= 7
    genders = [Counter(rows.loc[list(people), "gender"]) for people in found.teams]
    assert not any(count[code] == 1 for count in genders for code in ("female", "male"))
    clashes = sum(
        sum(count - 1 for count in Counter(rows.loc[list(people), "employer"]).values()) for people in found.teams
    )
    assert clashes == (1 if year == 2023 else 0)  # in 2023, two of the seven who speak French are colleagues


@pytest.mark.parametrize("year", YEARS)
def test_far_better_than_chance_and_near_the_bound(year, edition):
    cohort, found = edition(year)
    own = team_cost.parts(*team_making.posed(cohort, found))
    assert own["balance"] < 0.7 * found.random["balance"]
    # The mean and not the best of the random splits: that one hangs on a single draw.
    assert sum(own.values()) < 0.05 * sum(found.random[part] for part in own)
    bound = team_cost.bound(team_making.posed(cohort, found)[0])
    assert bound <= sum(own.values()) <= bound + 6


def test_the_same_seed_gives_the_same_teams(edition_of, edition):
    assert team_making.make(edition_of(2023), Options()).teams == edition(2023)[1].teams


@pytest.mark.parametrize("year", YEARS)
def test_what_is_kept_is_plain_json_and_comes_back(year, edition):
    cohort, found = edition(year)
    assert teams.read(json.loads(json.dumps(found.json()))).json() == found.json()
    assert teams.kept(cohort).teams == found.teams


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_exhibits_say_what_is_so(year, lang, edition):
    cohort, found = edition(year)
    for one in EXHIBITS:
        assert not show(one, cohort=cohort, lang=lang).answer.missing
    table = show("cohort/teams", cohort=cohort, lang=lang).answer.table
    assert Counter(table["team"]) == {team + 1: len(people) for team, people in enumerate(found.teams)}
    balance = show("cohort/teams-balance", {"dimension": "region"}, cohort=cohort).answer.table
    rows = cohort.rows("person")
    taking_part = rows[rows["person"].isin(set(found.team_of))]
    assert balance["there"].sum() == taking_part["region"].notna().sum()
    unmet = team_report.unmet(cohort, found)
    cost = team_cost.parts(*team_making.posed(cohort, found))
    off = sum(max(one.least - one.there, one.there - one.most) for one in unmet if one.rule == "balance")
    assert off == cost["balance"]


# Few, and odd


@pytest.mark.parametrize("people", [0, 1, 2, 4, 7, 8, 9, 11])
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_few_people(people, lang):
    for one in EXHIBITS:
        before = show(one, cohort=cohort_of(people), lang=lang).answer
        assert before.missing and before.title and before.sentence
    cohort, found = with_teams(cohort_of(people))
    assert sorted(person for team in found.teams for person in team) == [f"p{number:03}" for number in range(people)]
    for one in EXHIBITS:
        answer = show(one, cohort=cohort, lang=lang).answer
        assert answer.title and answer.missing == (people == 0)


@pytest.mark.parametrize("people", [1, 2, 3, 4, 7, 8, 9])
def test_a_number_that_gives_no_such_teams_is_said(people):
    cohort = cohort_of(people, language=lambda _: "en")
    said = f"{people} {'person' if people == 1 else 'people'} cannot be cut into teams of 5–6"
    assert said in show("cohort/teams", cohort=cohort).answer.sentence
    cohort, _ = with_teams(cohort)
    assert any(said in text for text in show("cohort/teams-unmet", cohort=cohort).answer.table["otherwise"])


def test_everybody_of_one_gender_and_of_one_employer():
    cohort, found = with_teams(cohort_of(22, gender=lambda _: "female", organisation=lambda _: "One office"))
    own = team_cost.parts(*team_making.posed(cohort, found))
    assert own["alone"] == 0 and own["language"] == 0
    assert own["employer"] == team_cost.EMPLOYER * (22 - len(found.teams))
    clashes = [one for one in team_report.unmet(cohort, found) if one.rule == "employer"]
    assert len(clashes) == len(found.teams) and not any(one.avoidable for one in clashes)


def test_everybody_of_a_language_of_their_own():
    codes = ("en", "fr", "es", "ar", "pt", "it", "ru", "zh", "de", "sw", "am")
    cohort, found = with_teams(cohort_of(11, language=lambda number: codes[number]))
    unmet = [one for one in team_report.unmet(cohort, found) if one.rule == "language"]
    assert len(unmet) == 2 and not any(one.avoidable for one in unmet)


def test_who_is_not_known_is_counted_nowhere_and_left_out_of_nothing():
    nothing = dict.fromkeys(("gender", "country", "audience", "language", "organisation"), lambda number: None)
    cohort, found = with_teams(cohort_of(11, **nothing))
    assert sorted(map(len, found.teams)) == [5, 6] and not team_report.unmet(cohort, found)
    assert show("cohort/teams-balance", cohort=cohort).answer.missing
    assert any("11" in note for note in show("cohort/teams", cohort=cohort).answer.notes)


def test_without_the_rule_of_a_language_it_is_balanced_instead():
    _, found = with_teams(cohort_of(33), Options(language=False))
    cohort = cohort_of(33)
    rows = cohort.rows("person").set_index("person")
    french = [sum(rows.loc[person, "language"] == "fr" for person in people) for people in found.teams]
    assert min(french) >= 1 and max(french) - min(french) <= 1


# Changes


def test_pins_stay_and_their_teams_fit_them(edition):
    cohort, found = edition(2023)
    rows = cohort.rows("person").set_index("person")
    french = next(person for person in found.team_of if rows.loc[person, "language"] == "fr")
    english = [person for person in found.team_of if rows.loc[person, "language"] == "en"][:2]
    pinned = replace(found, pins={french: 0, english[0]: 3, english[1]: 3})
    again = team_making.make(cohort, Options(seed=5), pinned)
    assert again.team_of[french] == 0 and again.team_of[english[0]] == again.team_of[english[1]] == 3
    assert again.languages[0] == "fr" and team_cost.parts(*team_making.posed(cohort, again))["language"] == 0
    assert teams.undone(again).teams == found.teams


def test_together_and_apart_are_obeyed(edition):
    cohort, found = edition(2023)
    rows = cohort.rows("person").set_index("person")
    english = [person for person in sorted(found.team_of) if rows.loc[person, "language"] == "en"]
    asked = teams.with_sets(found, [english[:2]], [english[2:6]])
    again = team_making.make(cohort, Options(), asked)
    there = again.team_of
    assert there[english[0]] == there[english[1]] and len({there[person] for person in english[2:6]}) == 4
    own = team_cost.parts(*team_making.posed(cohort, again))
    assert own["together"] == own["apart"] == 0


def test_an_exchange_costs_what_was_said_and_is_undone(edition):
    cohort, found = edition(2026)
    problem, team_of = team_making.posed(cohort, found)
    for place in range(0, len(problem.people), 25):
        for other in range(3, len(problem.people), 31):
            if team_of[place] == team_of[other]:
                continue
            said = team_report.exchange(problem, team_of, place, other)
            one, two = problem.people[place], problem.people[other]
            after = teams.swapped(found, one, two)
            # The languages of teams stay: no exchange of two turns a team round.
            assert team_cost.cost(*team_making.posed(cohort, after)) == team_cost.cost(problem, team_of) + said.change
            assert after.team_of[one] == found.team_of[two]
            back = teams.undone(after)
            assert list(map(set, back.teams)) == list(map(set, found.teams)) and not back.moves


def test_why_names_the_best_exchange(edition):
    cohort, found = edition(2025)
    problem, team_of = team_making.posed(cohort, found)
    for place in range(0, len(problem.people), 9):
        why = team_report.why(cohort, found, problem.people[place])
        changes = [
            team_report.exchange(problem, team_of, place, other).change
            for other in range(len(problem.people))
            if team_of[other] != team_of[place]
        ]
        assert why.best.change == min(changes)
        assert why.no_worse == sum(change <= 0 for change in changes)
        assert why.team == found.team_of[problem.people[place]] and why.language in why.known


def test_who_joins_is_placed_and_who_leaves_is_said():
    cohort, found = with_teams(cohort_of(16))
    later = cohort_of(18).with_setting(TEAMS, found.json())
    assert team_making.joined(later, found) == ["p016", "p017"]
    assert any("2" in note for note in show("cohort/teams", cohort=later).answer.notes)
    placed = team_making.with_joined(later, found)
    assert not team_making.joined(later, placed) and sum(map(len, placed.teams)) == 18
    fewer = cohort_of(15).with_setting(TEAMS, found.json())
    assert team_making.left(fewer, found) == ["p015"]
    assert len(team_making.posed(fewer, found)[1]) == 15
    out = team_making.without_left(fewer, found)
    assert sum(map(len, out.teams)) == 15 and "p015" in teams.undone(out).team_of


def test_a_language_that_the_manager_knows_of_counts():
    cohort, found = with_teams(cohort_of(20, language=lambda number: "en" if number < 18 else "fr"))
    assert team_cost.parts(*team_making.posed(cohort, found))["language"] == 2 * team_cost.LANGUAGE
    both = teams.with_languages(teams.with_languages(found, "p018", ["en"]), "p019", ["en"])
    assert team_cost.parts(*team_making.posed(cohort, both))["language"] == 0


def test_somebody_erased_is_gone_from_all_lists():
    cohort, found = with_teams(cohort_of(12))
    pinned = teams.pinned(teams.swapped(found, found.teams[0][0], found.teams[1][0]), "p001", True)
    text = json.dumps(pinned.json())
    erased = teams.read(
        json.loads(text.replace('"p001", ', "").replace(', "p001"', "").replace('"p001": ', '"gone": '))
    )
    assert "p001" not in erased.team_of and sum(map(len, erased.teams)) == 11
    assert len(team_making.posed(cohort, erased)[1]) == 11


# Moodle


def test_files_for_moodle_come_back_as_they_were():
    names = [moodle.group_name('Équipe, "une"', team, 12) for team in range(12)]
    assert names[0] == "Équipe une 01" and names[11] == "Équipe une 12"
    data = moodle.groups(names, "Simulation, exercise", "=cmd")
    assert not data.startswith(b"\xef\xbb\xbf") and b'"' not in data
    lines = data.decode().splitlines()
    assert lines[0] == "groupname,description,groupingname" and all(line.count(",") == 2 for line in lines)
    assert [line.split(",")[0] for line in lines[1:]] == names and lines[1].endswith(",'=cmd")
    members = [("Ana@Example.org", names[0]), ("=bo@example.org", names[1])]
    rows = list(csv.DictReader(io.StringIO(moodle.uploaded_users(members, "LMA 2026").decode())))
    assert [row["email"] for row in rows] == ["ana@example.org", "'=bo@example.org"]
    assert [row["group1"] for row in rows] == names[:2] and {row["course1"] for row in rows} == {"LMA 2026"}
    bulk = list(csv.reader(io.StringIO(moodle.bulk_enrolment(members).decode())))
    assert bulk == [["email", "group"], ["ana@example.org", names[0]], ["'=bo@example.org", names[1]]]


def test_many_people_are_put_into_teams_within_bounds():
    cohort = cohort_of(1200)
    found = team_making.make(cohort, Options())
    own = team_cost.parts(*team_making.posed(cohort, found))
    bound = team_cost.bound(team_making.posed(cohort, found)[0])
    assert own["language"] == 0 and np.all([5 <= len(people) <= 6 for people in found.teams])
    assert own["employer"] == 0 and own["balance"] < bound + 0.1 * found.random["balance"]


# The page


@pytest.fixture
def page(at_the_machine):
    """page(part, lang): the page of teams as a manager opens it, over a store of its own."""

    def opened(part: str, lang: str = "en") -> AppTest:
        app = AppTest.from_file(ROOT / "app.py", default_timeout=90)
        app.switch_page("pages/cohort/teams.py")
        app.query_params = {"lang": lang, "cohort": "invented-2023", "part": part}
        return sound(app.run())

    return opened


def sound(app: AppTest) -> AppTest:
    assert not app.exception, app.exception[0].value
    assert not app.error, app.error[0].value
    return app


def stored() -> teams.Teams | None:
    found = Store.open().current("invented-2023").settings.get(TEAMS)
    return teams.read(found) if found else None


def test_the_manager_makes_pins_exchanges_solves_and_undoes(page):
    for part in ("make", "change", "balance", "moodle"):  # before there are any
        page(part, "fr")
    app = page("make")
    assert stored() is None
    sound(app.button("teams-make-button").click().run())
    made_teams = stored()
    assert made_teams is not None and len(made_teams.team_of) == 50
    app = page("change")
    sound(app.button("teams-pin").click().run())
    assert len(stored().pins) == 1
    sound(app.button("teams-swap").click().run())
    changed = stored()
    assert changed.teams != made_teams.teams and len(changed.moves) == 1
    app = page("balance", "fr")
    sound(app.button("teams-solve").click().run())
    app = page("make", "fr")
    sound(app.button("teams-undo").click().run())
    assert list(map(set, stored().teams)) == list(map(set, made_teams.teams))
    page("moodle", "fr")
