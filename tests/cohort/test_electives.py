"""Electives: demand and clashes counted against the invented people, the offer as edited, an assignment that is kept."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

import pytest
from streamlit.testing.v1 import AppTest

from lma_data.catalog import ROOT
from lma_data.cohort import assigning, electives, load, made, offer
from lma_data.cohort.preferences import Rules
from lma_data.course import Elective, course
from lma_data.enrolment.invented.people import electives as invented_electives
from lma_data.enrolment.store import Store
from lma_data.exhibits import show
from lma_data.export import tables
from lma_data.i18n import LANGUAGES

YEARS = (2023, 2024, 2025, 2026)
EXHIBITS = ("outcome", "worst", "places", "one-more", "list")


def confirmed(people):
    return [one for one in people if one.role == "participant" and one.status == "confirmed"]


# Demand, against the people themselves


@pytest.mark.parametrize("year", YEARS)
def test_demand_is_that_of_the_people(year, edition_of, people_of):
    cohort, people = edition_of(year), confirmed(people_of(year))
    rows = electives.demand(cohort, "taking-part").set_index("elective")
    assert rows["on_offer"].all() and set(rows.index) == {one.id for one in invented_electives()}
    chosen = Counter(elective.id for person in people for elective in person.electives)
    assert {key: count for key, count in rows["chosen"].items() if count} == dict(chosen)
    # Whoever chose in Moodle alone has given no order: their first choice is nobody's first.
    first = Counter(person.electives[0].id for person in people if person.electives)
    unordered = rows["unordered"].to_dict()
    assert all(first[key] - unordered[key] <= rows["first"][key] <= first[key] for key in rows.index)
    assert rows["first"].sum() * 3 + rows["unordered"].sum() == rows["chosen"].sum()
    assert len(electives.seekers(cohort)) == len(people)
    without = sum(not person.electives for person in people)
    assert sum(not one.choices for one in electives.seekers(cohort)) == without


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("of", ["area", "slot", "language", "place"])
def test_demand_by_area_slot_language_and_place(year, of, edition_of, people_of):
    cohort = edition_of(year)
    table = show("cohort/elective-balance", {"of": of}, cohort=cohort).answer.table
    themes = {theme.id: theme.name.en for theme in cohort.course.themes}
    places = {"online": "Online", "in-person": "Turin, Italy"}
    languages = {"EN": "English", "FR": "French", "EN/FR": "English and French"}
    slots = {one.id: one.slot for one in cohort.offer}
    said = {
        "area": lambda one: themes[one.theme],
        "slot": lambda one: slots[one.id],
        "language": lambda one: languages[one.languages],
        "place": lambda one: places[one.mode],
    }[of]
    chosen = Counter(said(one) for person in confirmed(people_of(year)) for one in person.electives)
    capacity = Counter()
    for one in invented_electives():
        capacity[said(one)] += one.capacity
    assert dict(zip(table["name"], table["chosen"], strict=True)) == dict(chosen)
    assert dict(zip(table["name"], table["capacity"], strict=True)) == dict(capacity)


@pytest.mark.parametrize("year", YEARS)
def test_clashes_are_those_of_the_people(year, edition_of, people_of):
    cohort = edition_of(year)
    slots = {one.id: (one.mode, one.slot) for one in invented_electives()}
    pairs = Counter(
        tuple(sorted((one.id, two.id)))
        for person in confirmed(people_of(year))
        for one, two in combinations(person.electives, 2)
        if slots[one.id] == slots[two.id]
    )
    answer = show("cohort/elective-clashes", cohort=cohort).answer
    found = {tuple(sorted((row.elective, row.other))): row.people for row in answer.table.itertuples(index=False)}
    assert found == dict(pairs)
    chosen = [[slots[one.id] for one in person.electives] for person in confirmed(people_of(year)) if person.electives]
    some, only = sum(len(set(own)) < len(own) for own in chosen), sum(len(set(own)) == 1 for own in chosen)
    assert f" {some} p" in answer.notes[0] and f" {only} p" in answer.notes[1]


def test_who_is_to_be_asked_is_named(edition_of, people_of):
    answer = show("cohort/elective-answers", cohort=edition_of(2026)).answer
    silent = [one.email for one in confirmed(people_of(2026)) if not one.electives]
    said = answer.table[answer.table["case"] == "Chose no elective"]
    assert len(said) == len(silent)
    assert answer.title.startswith(f"{len(silent)} of {len(confirmed(people_of(2026)))} people")


# The offer


def cohort_of(choices, **more):
    """A cohort of confirmed people: {person: {folded name: rank or "yes"}}."""
    facts = [(person, "application.status", "", "confirmed") for person in choices]
    facts += [
        (person, "elective.choice", key, str(rank)) for person, own in choices.items() for key, rank in own.items()
    ]
    languages = more.pop("languages", {})
    facts += [(person, "person.language", "", language) for person, language in languages.items()]
    return made(course("lma-2026"), facts, **more)


def test_a_draft_reads_place_and_languages_from_names():
    drawn = offer.from_names(
        [
            "fair-recruitment-online-en",
            "acces-a-la-justice-turin-en-fr",
            "recrutement-equitable-en-ligne-fr",
            "remittances",
        ],
        [],
    )
    assert [(one.name.en, one.mode, one.languages, one.capacity) for one in drawn] == [
        ("Fair recruitment", "online", ["en"], None),
        ("Acces a la justice", "in-person", ["en", "fr"], None),
        ("Recrutement equitable", "online", ["fr"], None),
        ("Remittances", None, [], None),
    ]
    again = offer.from_names(["fair-recruitment-turin-en"], drawn)
    assert again[0].id == "fair-recruitment-2", "no id twice"


def test_two_names_of_one_elective_are_put_together():
    both = {"p1": {"fair-recruitment-online-en-fr": 1}, "p2": {"recrutement-equitable-en-ligne-en-fr": 1}}
    both["p3"] = {"fair-recruitment-online-en-fr": 2, "recrutement-equitable-en-ligne-en-fr": 1}
    drawn = offer.draft(cohort_of(both))
    english, french = sorted(drawn, key=lambda one: one.name.en)
    joined = offer.together(drawn, english.id, french.id)
    assert [(one.name.en, one.name.fr) for one in joined] == [("Fair recruitment", "Recrutement equitable")]
    cohort = cohort_of(both, settings={"offer": [one.model_dump(mode="json") for one in joined]})
    [row] = electives.demand(cohort, "taking-part").to_dict("records")
    assert (row["chosen"], row["first"]) == (3, 3), "who chose it by both names is one person"


def test_a_draft_can_be_kept_as_it_is():
    """A name with and without its place is one elective; two places of one name are told apart by it."""
    keys = ["fair-recruitment", "fair-recruitment-online-en", "skills-turin-fr", "skills-online-en", "skills"]
    drawn = offer.draft(cohort_of({"p1": dict.fromkeys(keys, 1)}))
    assert [one.name.en for one in drawn] == [
        "Fair recruitment",
        "Skills",
        "Skills (online, EN)",
        "Skills (in person, FR)",
    ]
    assert (drawn[0].mode, drawn[0].languages, drawn[3].name.fr) == ("online", ["en"], "Skills (en présentiel, FR)")
    found, wrong = offer.read([offer.row_of(one) for one in drawn], course("lma-2026"))
    assert found == drawn and not wrong


def test_the_longer_name_that_fits_wins_and_ligatures_are_letters():
    known = [
        Elective(id="all", name={"en": "Recruitment", "fr": "Main-d’œuvre"}),
        Elective(id="fair", name={"en": "Recruitment of nurses", "fr": "Infirmières"}),
    ]
    keys = ["recruitment-of-nurses-online-en", "recruitment-online", "main-d-oeuvre-en-ligne-fr", "recruitments"]
    assert offer.called(known, keys) == {keys[0]: "fair", keys[1]: "all", keys[2]: "all"}


def row(**cells):
    return {"id": None, "en": None, "fr": None, "theme": None, "mode": None, "in_en": False, "in_fr": False} | {
        "capacity": None,
        "slot": None,
        "also": None,
        **cells,
    }


def test_rows_of_the_editor_become_the_offer_and_come_back():
    rows = [
        row(en="Fair recruitment", fr="Recrutement équitable", capacity=12.0, slot=" A ", also="Fair*; Équitable"),
        row(),
    ]
    found, wrong = offer.read(rows, course("lma-2026"))
    assert not wrong
    [one] = found
    assert (one.id, one.capacity, one.slot, one.patterns) == ("fair-recruitment", 12, "A", ["fair*", "equitable"])
    assert offer.read([offer.row_of(one)], course("lma-2026"))[0] == found


@pytest.mark.parametrize(
    ("cells", "part"),
    [
        ({"capacity": 3}, None),
        ({"slot": "A"}, "Row 1 has no name"),
        ({"en": "x", "capacity": -1}, "cannot be fewer than 0"),
        ({"en": "x", "capacity": 2.5}, "whole numbers"),
        ({"en": "x", "theme": "nowhere"}, "none of the course"),
        ({"en": "x", "mode": "by post"}, "either online or in person"),
        ({"en": "x" * 300}, "too long"),
    ],
)
def test_what_is_wrong_is_said(cells, part):
    _, wrong = offer.read([row(**cells)], course("lma-2026"))
    said = " ".join(str(message) for message in wrong)
    assert (part or "Row 1 has no name") in said


def test_one_name_for_two_electives_is_no_offer():
    _, wrong = offer.read([row(en="Skills"), row(en="skills!")], course("lma-2026"))
    assert "Two electives are called" in str(wrong[0])


@pytest.mark.parametrize("year", YEARS)
def test_the_draft_of_an_edition_has_its_electives(year, edition_of):
    cohort = edition_of(year).with_setting("offer", None)
    drawn = offer.draft(cohort)
    assert len(drawn) == len(invented_electives())
    modes = Counter(one.mode for one in drawn)
    assert modes == Counter(one.mode for one in invented_electives())
    assert Counter("/".join(one.languages).upper() for one in drawn) == Counter(
        one.languages for one in invented_electives()
    )


# What is assigned


@pytest.fixture(scope="module")
def assigned(edition_of):
    places, about = assigning.make(edition_of(2026))
    return edition_of(2026).with_setting("assignment", places).with_setting("assignment-made", about)


def test_everybody_who_takes_part_has_places(assigned, people_of):
    found = electives.placed(assigned)
    assert not found.over and not any(found.changes.values())
    assert len(found.places) == len(confirmed(people_of(2026)))
    capacity = {one.id: one.capacity for one in invented_electives()}
    assert all(count <= capacity[key] for key, count in electives.filled(found).items())
    by_email = {one.email: one for one in confirmed(people_of(2026))}
    offered = {one.id: one for one in invented_electives()}
    firsts = 0
    for place in found.places:
        person = by_email.get(assigned.who[place.person].email)
        held = [offered[key] for key in place.electives]
        assert len(held) == 2 and len({(one.mode, one.slot) for one in held}) == 2
        assert len({one.theme for one in held}) == 2 and not place.lacks
        if person:
            assert all(person.language.upper() in one.languages.split("/") for one in held)
            firsts += bool(person.electives) and person.electives[0].id in place.electives
    outcome = show("cohort/assignment-outcome", cohort=assigned).answer.table.set_index("code")
    assert outcome["got"]["1"] <= firsts <= outcome["got"]["1"] + outcome["asked"].get("no-order", 0) + 3
    assert outcome["got"]["unasked"] == sum(not one.electives for one in confirmed(people_of(2026)))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", EXHIBITS)
def test_exhibits_of_an_assignment(name, lang, assigned, edition_of):
    exhibit = show(f"cohort/assignment-{name}", cohort=assigned, lang=lang)
    assert exhibit.answer.title and not exhibit.answer.missing
    for write in (tables.csv_text, tables.json_text, tables.text_table, tables.passport_text):
        assert write(exhibit)
    assert show(f"cohort/assignment-{name}", cohort=edition_of(2026), lang=lang).answer.missing, "none made: it says so"


@pytest.mark.parametrize(
    ("unknown", "said"), [("all", "was not checked"), ("one", "counts as an area of its own"), ("", "")]
)
def test_the_rule_on_areas_that_are_not_known(unknown, said, assigned):
    own = [one.model_dump(mode="json") for one in assigned.offer]
    without = {"all": len(own), "one": 1, "": 0}[unknown]
    cohort = assigned.with_setting("offer", [one | {"theme": None} for one in own[:without]] + own[without:])
    for name in ("outcome", "worst"):
        answer = show(f"cohort/assignment-{name}", cohort=cohort).answer
        notes = [note for note in answer.notes if "thematic area" in note.lower()]
        assert len(notes) == bool(unknown) and all(said in note for note in notes)
        assert not (unknown and "All rules are kept" in answer.sentence)


@pytest.mark.parametrize(
    ("of", "nothing"), [("area", {"theme": None}), ("slot", {"slot": ""}), ("place", {"mode": None})]
)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_known_of_no_elective_is_no_finding(of, nothing, lang, edition_of):
    own = [one.model_dump(mode="json") | nothing for one in edition_of(2026).offer]
    answer = show(
        "cohort/elective-balance", {"of": of}, cohort=edition_of(2026).with_setting("offer", own), lang=lang
    ).answer
    assert answer.missing and {"en": "nothing can be said", "fr": "rien ne peut être dit"}[lang] in answer.title


def test_the_list_has_everybody_once(assigned, people_of):
    table = show("cohort/assignment-list", cohort=assigned).answer.table
    assert len(table) == len(confirmed(people_of(2026))) == table["email"].nunique()


def test_what_has_changed_since_is_said(assigned):
    own = [one.model_dump(mode="json") for one in assigned.offer]
    found = electives.placed(assigned)
    held = found.places[0].electives[0]
    fewer = assigned.with_setting("offer", [one | {"capacity": 1} if one["id"] == held else one for one in own])
    assert electives.placed(fewer).over[held] == electives.filled(found)[held] - 1
    gone = assigned.with_setting("offer", [one for one in own if one["id"] != held])
    assert len(electives.placed(gone).changes["offer"]) == electives.filled(found)[held]
    one_slot = assigned.with_setting("offer", [one | {"slot": "A"} for one in own])
    assert len(electives.placed(one_slot).changes["slot"]) == len(found.places)
    in_french = assigned.with_setting("offer", [one | {"languages": ["fr"]} for one in own])
    assert electives.placed(in_french).changes["language"]
    kept = dict(assigned.settings["assignment"])
    kept["somebody"] = kept.pop(found.places[0].person)
    other = electives.placed(assigned.with_setting("assignment", kept))
    assert other.changes["new"] == [found.places[0].person] and other.changes["gone"] == ["somebody"]
    for changed in (fewer, gone, one_slot, in_french):
        for name in EXHIBITS:
            assert show(f"cohort/assignment-{name}", cohort=changed, lang="fr").answer.title


def test_another_choice_since_is_said():
    known = [{"id": "a", "name": {"en": "A", "fr": "A"}}, {"id": "b", "name": {"en": "B", "fr": "B"}}]
    before = cohort_of(
        {"p1": {"a": 1}, "p2": {"b": 1}}, settings={"offer": known, "electives": {"each": 1, "areas": 1}}
    )
    places, about = assigning.make(before)
    assert places == {"p1": ["a"], "p2": ["b"]}
    settings = dict(before.settings) | {"assignment": places, "assignment-made": about}
    after = cohort_of({"p1": {"b": 1}, "p2": {"b": "yes"}}, settings=settings)
    assert electives.placed(after).changes["choices"] == ["p1", "p2"]


def test_rules_are_the_manager_s_then_the_course_s(edition_of):
    cohort = edition_of(2026)
    assert electives.rules(cohort) == Rules(cohort.course.electives.each, cohort.course.electives.areas)
    assert electives.rules(cohort.with_setting("electives", {"each": 3, "areas": 9})) == Rules(3, 3)


def test_a_language_that_the_course_has_not_bars_nothing():
    cohort = cohort_of({"p1": {"a": 1}, "p2": {"a": 1}}, languages={"p1": "es", "p2": "fr"})
    assert [one.language for one in electives.seekers(cohort)] == [None, "fr"]


# The page


def opened(part, lang="en"):
    app = AppTest.from_file(ROOT / "app.py", default_timeout=60)
    app.switch_page("pages/cohort/electives.py")
    app.query_params = {"lang": lang, "cohort": "invented-2023", "part": part}
    return app.run()


def press(app, key):
    next(one for one in app.button if one.key == key).click().run()
    assert not app.exception and not app.error


def settings():
    return load(Store.open(), "invented-2023").settings


def test_the_manager_assigns_and_takes_it_away(at_the_machine):
    app = opened("assignment")
    press(app, "electives-assign")
    assert len(settings()["assignment"]) == len(electives.seekers(load(Store.open(), "invented-2023")))
    assert any("there is no better assignment" in text.value for text in app.caption)
    press(app, "electives-clear")
    assert not {"assignment", "assignment-made"} & set(settings())


def test_the_manager_sets_the_offer(at_the_machine):
    before = settings()["offer"]
    app = opened("offer", "fr")
    press(app, "electives-draft")
    assert "offer" not in settings()
    press(app, "electives-keep")
    assert len(settings()["offer"]) == len(before) and all(one["capacity"] is None for one in settings()["offer"])
    next(one for one in app.number_input if (one.key or "").endswith("-each")).set_value(3).run()
    press(app, "electives-keep")
    assert settings()["electives"] == {"each": 3, "areas": 2}
    for key, place in (("electives-one", 0), ("electives-other", 0)):
        box = next(one for one in app.selectbox if one.key == key)
        box.select_index(place).run()
    press(app, "electives-join")
    assert len(settings()["offer"]) == len(before) - 1
