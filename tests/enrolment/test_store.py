"""The store: every row counted, older exports harmless, batches undone, people erased to the last byte, problems said."""

import base64
import io
import json
import logging
import multiprocessing
import os
import random
import shutil
import signal
import stat
import threading
import time
import zipfile
from dataclasses import replace
from datetime import date

import duckdb
import pytest

from lma_data.enrolment import database
from lma_data.enrolment.database import Database, StoreProblem, meaning
from lma_data.enrolment.fields import FIELDS
from lma_data.enrolment.model import Message
from lma_data.enrolment.record import PLACES
from lma_data.enrolment.store import Store
from tests.enrolment.store_files import choices, current, file, participants, row, state

KEYS = [None, "a key of the manager"]
ANA, BO = "ana.unusual@example.net", "bo@example.net"


@pytest.fixture(params=KEYS, ids=["plain", "sealed"])
def key(request):
    return request.param


@pytest.fixture
def store(tmp_path, monkeypatch):
    monkeypatch.delenv("LMA_STORE_KEY", raising=False)
    with Store.open(tmp_path / "store" / "enrolment.duckdb") as store:
        store.create_cohort("c", "lma-2026")
        yield store


def register(name="register.csv", **more):
    rows = [
        row(
            2,
            ANA,
            name_full="Ana Unusualname",
            person_country="NAM",
            application_status="confirmed",
            payment_paid="2775",
        ),
        row(3, BO, name_full="Bo Li", person_country="FRA", application_status="applied"),
    ]
    return file(name, rows, **more)


def counts(difference):
    return [(one.rows, one.created, one.updated, one.unchanged, one.set_aside) for one in difference.files]


# Rows, people and values of a batch


def test_every_row_is_counted(store):
    rows = [
        *register().rows,
        row(4, BO, person_country="FRA"),
        row(5, aside=("x",), count=3),
        row(6, name_full="No Address"),
    ]
    found = store.commit("c", [file("register.csv", rows)])
    assert counts(found) == [(7, 2, 0, 1, 4)]
    assert found.people == {"new": 2, "changed": 0, "withdrew": 0, "unchanged": 0}
    changed = [row(2, ANA, person_country="ZAF"), row(3, BO, application_status="withdrawn"), row(4, "new@x.org")]
    found = store.commit("c", [file("next.csv", changed)])
    assert counts(found) == [(3, 1, 2, 0, 0)]
    assert found.people == {"new": 1, "changed": 1, "withdrew": 1, "unchanged": 0}
    assert [(one.field, one.old, one.new, one.file, one.row) for one in found.changes] == [
        ("person.country", "NAM", "ZAF", "next.csv", 2),
        ("application.status", "applied", "withdrawn", "next.csv", 3),
    ]
    assert found.names[found.changes[0].person] == "Ana Unusualname"


def test_a_preview_writes_nothing_and_says_what_the_commit_does(store):
    store.commit("c", [register()])
    files = [file("next.csv", [row(2, ANA, person_country="ZAF"), row(3, "new@x.org", name_full="New One")])]
    store._database.execute("CHECKPOINT")
    before, content = state(store), store.path.read_bytes()
    shown = store.preview("c", files)
    assert state(store) == before and store.path.read_bytes() == content
    assert len(store.batches("c")) == 1
    done = store.commit("c", files)
    assert (counts(shown), shown.people, shown.changes) == (counts(done), done.people, done.changes)
    assert shown.batch is None and done.batch is not None


def test_the_same_file_again_changes_nothing(store):
    rows = [*register().rows, row(4, aside=("x",))]
    store.commit("c", [file("register.csv", rows)])
    before = state(store)
    again = store.commit("c", [file("register.csv", rows)])
    assert counts(again) == [(3, 0, 0, 2, 1)] and again.batch is None and not again.is_new
    assert len(store.batches("c")) == 1 and state(store) == before and len(store.set_aside("c")) == 1


def test_the_same_file_twice_at_once_counts_once(store):
    found = store.commit("c", [register(), register("copy.csv", sha256=register().sha256)])
    assert counts(found) == [(2, 2, 0, 0, 0), (2, 0, 0, 2, 0)]
    assert len(store.sources("c")) == 1


def test_two_files_that_say_the_same_change_it_once(store):
    found = store.commit("c", [register("en.csv"), register("fr.csv")])
    assert counts(found) == [(2, 2, 0, 0, 0), (2, 0, 0, 2, 0)]


def test_a_further_identifier_is_a_change_of_its_row(store):
    store.commit("c", [register()])
    found = store.commit("c", [file("completion.csv", [row(2, ANA, id=41), row(3, BO)], "moodle-completion")])
    assert counts(found) == [(2, 0, 1, 1, 0)] and found.people["changed"] == 1


# Which value counts


def test_an_older_export_does_not_overwrite_a_newer_one(store):
    newer = file("new.csv", [row(2, ANA, application_status="confirmed")], as_of="2026-06-01T10:00:00+02:00")
    older = file("old.csv", [row(2, ANA, application_status="applied")], as_of="2026-05-01T10:00:00")
    undated = file("undated.csv", [row(2, ANA, application_status="rejected")])
    for one in (newer, older, undated):
        store.commit("c", [one])
        assert current(store, ANA, "application.status") == {"": "confirmed"}
    (who,) = store.people("c")
    assert (who.application.status.file, who.application.status.row) == ("new.csv", 2)


def test_moments_of_exports_are_compared_in_one_time_zone(store):
    first = file("a", [row(2, ANA, person_country="NAM")], as_of="2026-05-01T23:00:00+00:00")
    later = file("b", [row(2, ANA, person_country="ZAF")], as_of="2026-05-02T00:30:00+02:00")  # half an hour before
    store.commit("c", [later])
    store.commit("c", [first])
    assert current(store, ANA, "person.country") == {"": "NAM"}


def test_authority_comes_before_age_and_the_conflict_is_shown(store):
    store.commit("c", [register()])
    form = file("form.csv", [row(9, ANA, person_country="ZAF", person_gender="female")], "form", "2027-01-01")
    found = store.commit("c", [form])
    assert current(store, ANA, "person.country") == {"": "NAM"}
    assert current(store, ANA, "person.gender") == {"": "female"}
    (conflict,) = found.conflicts
    assert (conflict.field, conflict.value, conflict.file, conflict.row) == ("person.country", "NAM", "register.csv", 2)
    assert (conflict.other, conflict.other_file, conflict.other_row) == ("ZAF", "form.csv", 9)
    assert (conflict.authority, conflict.other_authority) == (50, 20)


def test_a_choice_that_a_newer_export_does_not_repeat_is_no_longer_made(store):
    store.commit("c", [choices("one.txt", {ANA: ["Fair recruitment", "Social dialogue"], BO: ["Remittances"]})])
    found = store.commit("c", [choices("two.txt", {ANA: ["Social dialogue"]})])
    assert current(store, ANA, "elective.choice") == {"Social dialogue": "yes"}
    assert current(store, BO, "elective.choice") == {"Remittances": "yes"}  # the newer export does not speak of them
    assert counts(found) == [(1, 0, 1, 0, 0)]
    assert [(one.key, one.old, one.new) for one in found.changes] == [("Fair recruitment", "yes", None)]
    store.commit("c", [choices("three.txt", {ANA: []})])
    assert current(store, ANA, "elective.choice") == {}


def test_choices_of_another_activity_stand_beside(store):
    store.commit("c", [choices("week 1.txt", {ANA: ["A"], BO: ["B"], "c@x.org": ["C"]})])
    store.commit("c", [choices("week 2.txt", {ANA: ["D"], BO: ["E"], "c@x.org": ["F"]})])
    assert set(current(store, ANA, "elective.choice")) == {"A", "D"}


def test_an_older_choice_that_comes_later_changes_nothing(store):
    store.commit("c", [choices("new.txt", {ANA: ["B"]}, as_of="2026-06-02")])
    store.commit("c", [choices("old.txt", {ANA: ["A"]}, as_of="2026-06-01")])
    assert set(current(store, ANA, "elective.choice")) == {"B"}


def test_a_form_does_not_lose_its_choices_to_a_table_without_them(store):
    themes = {("application.theme", "crisis"): "yes"}
    store.commit("c", [file("form.csv", [row(2, ANA, keyed=themes)], "form")])
    store.commit("c", [file("register.csv", [row(2, ANA), row(3, BO, keyed=themes)])])
    assert current(store, ANA, "application.theme") == {"crisis": "yes"}


def test_whoever_is_not_on_the_newest_list_is_no_longer_on_it(store):
    store.commit("c", [participants("may.csv", [ANA, BO], "2026-05-01")])
    gone = store.commit("c", [participants("june.csv", [ANA], "2026-06-01")])
    assert current(store, BO, "moodle.enrolled") == {} and current(store, ANA, "moodle.enrolled") == {"": "yes"}
    assert [(one.field, one.new) for one in gone.changes] == [("moodle.enrolled", None)]
    store.commit("c", [participants("april.csv", [ANA, BO], "2026-04-01")])
    assert current(store, BO, "moodle.enrolled") == {}
    store.undo(gone.batch)
    assert current(store, BO, "moodle.enrolled") == {"": "yes"}


def test_lists_of_two_groups_dropped_together_are_one_list(store):
    store.commit("c", [participants("group 1.csv", [ANA]), participants("group 2.csv", [BO])])
    assert current(store, ANA, "moodle.enrolled") == current(store, BO, "moodle.enrolled") == {"": "yes"}


def test_a_list_of_nobody_is_a_list(store):
    store.commit("c", [participants("may.csv", [ANA], "2026-05-01")])
    store.commit("c", [participants("june.csv", [], "2026-06-01", covers=("moodle.enrolled",))])
    assert current(store, ANA, "moodle.enrolled") == {}


def test_another_reading_of_a_file_takes_the_place_of_the_first(store):
    store.commit("c", [file("r.csv", [row(2, ANA, payment_paid_on="2026-05-04"), row(3, aside=("x",))])])
    asked = store.commit("c", [file("r.csv", [row(2, ANA, person_country="NAM"), row(3, BO)])])
    assert current(store, ANA, "payment.paid_on") == {} and store.set_aside("c") == []
    assert asked.people == {"new": 1, "changed": 1, "withdrew": 0, "unchanged": 0}
    store.undo(asked.batch)
    assert current(store, ANA, "payment.paid_on") == {"": "2026-05-04"} and len(store.set_aside("c")) == 1


# Undo


def some_files(seed):
    """Batches that overlap in people, fields, authority and age."""
    chance = random.Random(seed)
    emails = [f"p{number}@x.org" for number in range(8)]
    for number in range(7):
        as_of = chance.choice([None, f"2026-0{chance.randint(1, 9)}-01"])
        picked = chance.sample(emails, 5)
        if number % 3 == 1:
            yield choices(f"{number}.txt", {one: chance.sample("ABCDE", 2) for one in picked}, as_of)
        elif number % 3 == 2:
            yield participants(f"{number}.csv", picked, as_of)
        else:
            rows = [
                row(
                    place,
                    one,
                    id=chance.choice([None, emails.index(one) + 1]),
                    person_country=chance.choice(["NAM", "FRA"]),
                )
                for place, one in enumerate(picked, 2)
            ]
            yield file(f"{number}.csv", rows, chance.choice(["register", "indico"]), as_of)


@pytest.mark.parametrize("seed", range(4))
def test_after_undo_all_is_as_if_the_batch_had_never_been(tmp_path, seed):
    files = list(some_files(seed))
    with Store.open(tmp_path / "a.duckdb") as one:
        one.create_cohort("c", "lma-2026")
        made = [one.commit("c", [each]).batch for each in files]
        for gone in (3, 0):
            one.undo(made[gone])
            del files[gone]
            with Store.open(tmp_path / f"{gone}.duckdb") as other:
                other.create_cohort("c", "lma-2026")
                for each in files:
                    other.commit("c", [each])
                assert state(one) == state(other)


def test_a_file_that_came_again_stays_when_its_first_batch_is_undone(store):
    first = store.commit("c", [register()])
    store.commit("c", [file("other.csv", [row(2, ANA, person_country="ZAF")])])
    store.commit("c", [register(), file("third.csv", [row(2, "third@x.org")])])
    assert current(store, ANA, "person.country") == {"": "ZAF"}  # the same file again changes nothing …
    store.undo(first.batch)
    assert current(store, ANA, "person.country") == {"": "NAM"}  # … but then it came after the other
    assert len(store.people("c")) == 3


def test_what_is_undone_twice_is_said(store):
    made = store.commit("c", [register()])
    store.undo(made.batch)
    assert store.people("c") == [] and store.batches("c") == [] and store.sources("c") == []
    with pytest.raises(StoreProblem) as problem:
        store.undo(made.batch)
    assert problem.value.kind == "no-batch"


def test_a_value_by_hand_counts_before_all_and_can_be_undone(store):
    store.commit("c", [register(), participants("p.csv", [ANA, BO]), choices("e.txt", {ANA: ["A", "B"]})])
    who = {one.identity.email: one.id for one in store.people("c")}
    by = "boss@example.net"
    store.correct("c", who[ANA], "person.country", "", "ZAF", by=by)
    store.correct("c", who[BO], "moodle.enrolled", "", "")
    mended = store.correct("c", who[ANA], "elective.choice", "A", "")
    store.commit("c", [register("later.csv", as_of="2027-01-01")])
    assert current(store, ANA, "person.country") == {"": "ZAF"}
    assert current(store, ANA, "moodle.enrolled") == {"": "yes"} and current(store, BO, "moodle.enrolled") == {}
    assert set(current(store, ANA, "elective.choice")) == {"B"}
    store.undo(mended.batch)
    assert set(current(store, ANA, "elective.choice")) == {"A", "B"}
    assert [one.kind for one in store.batches("c")] == ["files", "by-hand", "by-hand", "files"]
    assert store.batches("c")[-2].by == by
    with pytest.raises(ValueError, match="no field"):
        store.correct("c", who[ANA], "person.shoes", "", "42")


# Cohorts, records, answers


def test_a_value_by_hand_can_be_set_to_what_it_was_before(store):
    store.commit("c", [register()])
    who = next(one.id for one in store.people("c") if one.identity.email == ANA)
    for role in ("teacher", "participant", "teacher"):
        assert store.correct("c", who, "moodle.role", "", role).batch is not None
        assert current(store, ANA, "moodle.role") == {"": role}


def test_cohorts_stand_side_by_side(store):
    store.create_cohort("d", "lma-2025", invented=True, keep_until=date(2026, 1, 1))
    store.commit("c", [register()])
    store.commit("d", [register(), participants("p.csv", [ANA])])
    assert store.cohorts()["d"].invented and not store.cohorts()["c"].invented
    assert {one.id for one in store.people("c")} & {one.id for one in store.people("d")} == set()
    assert [one.id for one in store.overdue(date(2026, 1, 2))] == ["d"] and store.overdue(date(2026, 1, 1)) == []
    store.keep_until("c", date(2020, 1, 1))
    assert {one.id for one in store.overdue()} == {"c", "d"} and len(store.people("c")) == 2
    before = state(store)
    store.erase_cohort("d")
    assert list(store.cohorts()) == ["c"] and state(store) == before
    for call in (lambda: store.people("d"), lambda: store.commit("d", []), lambda: store.erase_cohort("d")):
        with pytest.raises(StoreProblem) as problem:
            call()
        assert problem.value.kind == "no-cohort"
    with pytest.raises(StoreProblem):
        store.create_cohort("c", "lma-2026")


def test_every_field_has_its_place_in_the_record(store):
    assert set(PLACES) == set(FIELDS)
    said = {(name, "key" if one.keyed else ""): "1" for name, one in FIELDS.items()}
    store.commit("c", [file("all.csv", [row(7, ANA, keyed=said)])])
    (who,) = store.people("c")
    for name, place in PLACES.items():
        value = who
        for part in place:
            value = (
                value["key"] if part == "{key}" else value[part] if isinstance(value, dict) else getattr(value, part)
            )
        assert (value.value, value.file, value.row) == ("1", "all.csv", 7), name
    facts = store.facts("c")
    assert list(facts.columns) == ["person", "field", "key", "value", "file", "row", "as_of"]
    assert set(facts["field"]) == {name for name, one in FIELDS.items() if not one.identity}


def test_answers_are_remembered(store):
    store.remember({"dates:s:Paid": "day-first", "value:country:congo": "COG"})
    store.remember({"dates:s:Paid": "month-first"})
    assert store.answers() == {"dates:s:Paid": "month-first", "value:country:congo": "COG"}


def test_rows_that_are_set_aside_can_be_had_until_they_are_discarded(store):
    why = Message("“{value}” is not {what}.", {"value": "x", "what": {"en": "a day", "fr": "un jour"}})
    rows = [row(2, ANA), replace(row(9, aside=("x", "Ana")), set_aside=why)]
    store.commit("c", [file("r.csv", rows)])
    (aside,) = store.set_aside("c")
    assert (aside.file, aside.number, aside.cells, aside.header) == ("r.csv", 9, ("x", "Ana"), ("E-mail", "Name"))
    assert aside.reason == why and str(aside.reason) == "“x” is not a day."
    store.discard_set_aside("c")
    assert store.set_aside("c") == []


def test_all_of_it_can_be_exported(store, tmp_path):
    store.commit(
        "c", [register(), file("odd.csv", [row(2, "x@x.org", person_organisation="=HYPERLINK(1)")])], by="boss"
    )
    with zipfile.ZipFile(io.BytesIO(store.export())) as archive:
        names = set(archive.namelist())
        assert names == {
            "answers.json",
            *(f"c/{name}" for name in ("cohort.json", "records.json", "facts.csv", "identities.csv", "sources.csv")),
            *("c/batches.csv", "c/set_aside.csv", "c/settings.json"),
        }
        assert "'=HYPERLINK(1)" in archive.read("c/facts.csv").decode()
        assert "Unusualname" not in archive.read("c/facts.csv").decode()
        records = json.loads(archive.read("c/records.json"))
        assert {one["identity"]["name"] for one in records} == {"Ana Unusualname", "Bo Li", ""}
    store.export("c", tmp_path / "out")
    path = tmp_path / "out" / "c" / "identities.csv"
    assert ANA in path.read_text("utf-8-sig") and stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


# Erasing, keys, what lies in the file


def bytes_of(store):
    """All bytes in the folder of the store, once it is closed."""
    store.close()
    return b"".join(path.read_bytes() for path in store.path.parent.iterdir())


def in_any_form(text):
    yield text.encode()
    for skip in range(3):  # in base64, at each offset
        yield base64.b64encode(text.encode()[skip:])[: len(text) - 6]


def names_found(content):
    traces = (ANA, "Unusualname", "ana.unusual")
    return [text for text in traces if any(form in content for form in in_any_form(text))]


def with_ana(path, key):
    store = Store.open(path, key)
    for cohort in ("c", "d"):
        store.create_cohort(cohort, "lma-2026")
        files = [register(), participants("p.csv", [ANA, BO]), file("Ana Unusualname.csv", [row(2, BO, id=5)])]
        rows = [row(2, aside=("?", "Unusualname, Ana", "x")), row(3, aside=(ANA, "")), row(4, aside=("other", "row"))]
        store.commit(cohort, [*files, file("aside.csv", rows, header=("Ana Unusualname", "b", "c"))])
        store.commit(cohort, [file("p.csv", [row(2, ANA, name_full="Ana B Unusualname")], "moodle-participants")])
    return store


def test_an_erased_person_is_gone_to_the_last_byte(tmp_path, key):
    store = with_ana(tmp_path / "s" / "x.duckdb", key)
    who = next(one for one in store.people("c") if one.identity.email == ANA)
    assert bool(names_found(bytes_of(store))) == (key is None)
    store = Store.open(store.path, key)
    assert store.erase_person("c", who.id) == ["c"]
    assert ANA in {one.identity.email for one in store.people("d")}
    assert {one.identity.email for one in store.people("c")} == {BO}
    assert [one.cells for one in store.set_aside("c")] == [("other", "row")]
    assert all("Unusual" not in one.file for one in store.sources("c"))
    again = store.preview("c", [register()])
    assert again.people["new"] == 1  # whoever drops the file again is told
    store.erase_person("d", next(one.id for one in store.people("d") if one.identity.email == ANA))
    assert names_found(bytes_of(store)) == []


def erased_of(store, rows, names=(), **called):
    """Erases whoever stands in row 2 of the register; the rows set aside and the names of files that are left."""
    other = file("other.csv", [row(number, aside=cells) for number, cells in enumerate(rows, 2)])
    named = [file(name, [row(number, BO)]) for number, name in enumerate(names, 2)]
    store.commit("c", [file("register.csv", [row(2, called.pop("email"), **called), row(3, BO)]), other, *named])
    who = next(one.id for one in store.people("c") if BO not in one.identity.emails)
    store.erase_person("c", who)
    kept = {one.cells for one in store.set_aside("c")}
    return [cells for cells in rows if cells in kept], [one.file for one in store.sources("c")]


@pytest.mark.parametrize(
    ("email", "name", "near"),
    [
        (
            "zeb.quax@example.org",
            "Zebulon Quaxelby",
            [
                ("x", "zeb.quax@example..org"),
                ("Zebulon", "zeb quax@example.org"),
                ("zeb.quax", "", "IT"),
                ("Z. Quaxelby", "", "SN"),
                ("Quaxelby", "", "SN"),
                ("QUAXELBYZ",),
                ("ZebQuax42",),
                ("ze", "zeb"),
            ],
        ),
        ("x9@example.org", "李小龙", [("李小龙先生", ""), ("小龙 李小龙",)]),
        ("x9@example.org", "李 小龙", [("李小龙",), ("小龙",), ("李", "小龙")]),
        ("x9@example.org", "Aye", [("Aye", "x"), ("AYE (Mandalay)",), ("x9",), ("x9@example,org",)]),
        ("x9@example.org", "Jo N’Go", [("Jo",), ("N Go, Jo",), ("NGO",), ("n'go",)]),
    ],
)
def test_near_copies_of_an_erased_person_are_discarded_too(store, email, name, near):
    apart = [("other", "row"), ("", "SN"), ("Bo Li", BO), ("x", "IT"), ("李明",)]
    left, _ = erased_of(store, [*near, *apart], email=email, name_full=name)
    assert left == apart


def test_all_rows_set_aside_of_a_file_that_spoke_of_an_erased_person_are_discarded(store):
    misspelt = file("both.csv", [row(2, ANA), row(3, aside=("Anna Unsualnam", "NAM"))], sha256="one workbook")
    sheet = replace(file("both.csv", [row(2, aside=("An. Unsual",))], sha256="one workbook"), title="second sheet")
    store.commit("c", [misspelt, sheet, file("other.csv", [row(2, BO), row(3, aside=("z", "z"))])])
    store.erase_person("c", next(one.id for one in store.people("c") if ANA in one.identity.emails))
    assert [one.cells for one in store.set_aside("c")] == [("z", "z")]


def test_names_of_files_do_not_name_an_erased_person(store):
    named = ["Quaxelby.csv", "Zebulon.csv", "zeb.csv", "ZebulonQuaxelby 2026.csv", "list of zeb_quax.csv", "吴小.csv"]
    kept = ["Register of de.csv", "zebra.csv"]
    _, files = erased_of(store, [], [*named, *kept], email="zeb.quax@example.org", name_full="Zebulon de Quaxelby 吴小")
    assert [one for one in files if not one.startswith("file-")] == ["register.csv", "other.csv", *kept]
    assert len(files) == len(named) + len(kept) + 2


def test_a_file_that_was_mended_is_compared_anew_after_erasing(store):
    plain = register()
    store.commit("c", [replace(plain, rows=(replace(plain.rows[0], facts=()), plain.rows[1]), unmended=plain)])
    assert not store.preview("c", [plain]).is_new
    store.erase_person("c", next(one.id for one in store.people("c") if ANA in one.identity.emails))
    assert store.preview("c", [plain]).people["new"] == 1


def test_a_group_of_an_erased_cohort_is_gone_from_the_file(tmp_path):
    store = with_ana(tmp_path / "s" / "x.duckdb", None)
    store.commit("c", [file("g.csv", [row(2, BO, keyed={("moodle.group", "Team Lichen"): "yes"})])])
    store.erase_cohort("c")
    assert b"Team Lichen" not in bytes_of(store)


def test_a_group_of_an_erased_person_alone_is_gone_from_the_file(tmp_path):
    store = Store.open(tmp_path / "s" / "x.duckdb", "a key")
    store.create_cohort("c", "lma-2026")
    group, shared = ("moodle.group", "Team Unusualname"), ("moodle.group", "Team A")
    store.commit(
        "c", [file("p.csv", [row(2, ANA, keyed={group: "yes", shared: "yes"}), row(3, BO, keyed={shared: "yes"})])]
    )
    assert b"Team Unusualname" in bytes_of(store)
    store = Store.open(store.path, "a key")
    store.erase_person("c", next(one.id for one in store.people("c") if ANA in one.identity.emails))
    assert current(store, BO, "moodle.group") == {"Team A": "yes"}
    content = bytes_of(store)
    assert b"Team Unusualname" not in content and b"Team A" in content


def test_answers_that_quote_an_erased_person_are_forgotten(tmp_path, key):
    store = with_ana(tmp_path / "s" / "x.duckdb", key)
    kept = {"value:status:on hold": "waiting-list", "column:table-1:name": "name.full"}
    words = ["withdrawn says ana unusualname", "ana unusual example net", "unusualname", "not ana", "anaunusual"]
    store.remember(kept | {f"value:status:{word}": "withdrawn" for word in words})
    store.erase_person("c", next(one.id for one in store.people("c") if one.identity.email == ANA))
    assert store.answers() == dict(sorted(kept.items()))
    store.close()


def test_answers_cannot_be_read_without_the_key(tmp_path):
    store = Store.open(tmp_path / "s" / "x.duckdb", None)
    answers = {"value:country:ana unusualname": "quoted-option"}
    store.remember(answers | {"value:country:congo": "COG"})
    store.forget(["value:country:congo"])
    for old, new in ((None, "one"), ("one", "two"), ("two", None)):
        store.rekey(old, new)
        content = bytes_of(store)
        for word in ("ana unusualname", "quoted-option"):
            assert any(form in content for form in in_any_form(word)) == (new is None)
        store = Store.open(store.path, new)
        assert store.answers() == answers
        store.remember(answers)  # the same question, whatever the key
        assert store.answers() == answers
    store.close()


def test_a_person_can_be_erased_from_all_cohorts(tmp_path, key):
    store = with_ana(tmp_path / "s" / "x.duckdb", key)
    who = next(one for one in store.people("c") if one.identity.email == ANA)
    before = state(store, "d")
    assert store.erase_person("c", who.id, all_cohorts=True) == ["c", "d"]
    assert set(state(store, "d")) == {one for one in before if ANA not in one}
    assert names_found(bytes_of(store)) == []
    with pytest.raises(StoreProblem):
        Store.open(store.path, key).erase_person("c", who.id)
    store.close()


def test_an_erased_cohort_is_gone_to_the_last_byte(tmp_path):
    store = with_ana(tmp_path / "s" / "x.duckdb", None)
    store.erase_cohort("c")
    store.erase_cohort("d")
    assert names_found(bytes_of(store)) == []


def test_encryption_can_be_turned_on_changed_and_off(tmp_path):
    store = with_ana(tmp_path / "s" / "x.duckdb", None)
    before, aside, batches = state(store), store.set_aside("c"), store.batches("c")
    sources = store.sources("c")
    for old, new in ((None, "one"), ("one", "two"), ("two", None)):
        store.rekey(old, new)
        assert bool(names_found(bytes_of(store))) == (new is None)
        store = Store.open(store.path, new)
        assert (state(store), store.set_aside("c"), store.batches("c"), store.sources("c")) == (
            before,
            aside,
            batches,
            sources,
        )
        assert not store.preview("c", [register()]).is_new
    with pytest.raises(StoreProblem):
        store.rekey("wrong", "three")
    store.close()


def test_nobody_can_try_names_on_a_sealed_store_without_its_key(tmp_path):
    """What a reading says is summed under a key of the store's own: two stores that know the same have no sum in common."""
    sums = []
    for name in ("x", "y"):
        store = Store.open(tmp_path / name / "s.duckdb", "a key")
        store.create_cohort("c", "lma-2026")
        store.commit("c", [register()])
        sums += [said for (said,) in store._database.execute("SELECT said FROM analysis.source")]
        store.close()
    assert len(sums) == len(set(sums)) == 2


def test_a_store_is_sealed_as_soon_as_it_is_opened_with_a_key(tmp_path, monkeypatch):
    path = with_ana(tmp_path / "s" / "x.duckdb", None).path
    monkeypatch.setenv("LMA_STORE_KEY", "from now on")
    monkeypatch.setenv("LMA_STORE", str(path))
    with Store.open() as store:
        assert store.encrypted and store.path == path.resolve() and len(store.people("c")) == 2
    assert names_found(bytes_of(store)) == []


def test_facts_lie_apart_from_identities(tmp_path):
    store = with_ana(tmp_path / "s" / "x.duckdb", None)
    store.close()
    with duckdb.connect(store.path) as connection:
        for (table,) in connection.execute(
            "SELECT table_name FROM information_schema.tables WHERE table_schema = 'analysis'"
        ).fetchall():
            rows = str(connection.execute(f"SELECT * FROM analysis.{table}").fetchall())
            assert not names_found(rows.encode()), table


# Files and problems


def test_only_the_owner_can_read_it(tmp_path):
    before = os.umask(0o000)
    try:
        with Store.open(tmp_path / "a" / "b" / "store.duckdb") as store:
            store.create_cohort("c", "lma-2026")
            store.commit("c", [register()])
            found = {path: stat.S_IMODE(path.stat().st_mode) for path in store.path.parent.iterdir()}
            assert any(path.suffix == ".wal" for path in found)
            assert set(found.values()) == {0o600}
            assert (
                stat.S_IMODE((tmp_path / "a").stat().st_mode) == stat.S_IMODE(store.path.parent.stat().st_mode) == 0o700
            )
        assert os.umask(0o000) == 0o000
    finally:
        os.umask(before)


def test_a_file_that_was_made_readable_is_closed_again(store):
    store.close()
    store.path.chmod(0o644)
    Store.open(store.path).close()
    assert stat.S_IMODE(store.path.stat().st_mode) == 0o600


def problem_of(path, key=None):
    with pytest.raises(StoreProblem) as problem:
        Store.open(path, key)
    assert problem.value.__cause__ is None and problem.value.__context__ is None
    return problem.value.kind


def test_what_is_wrong_with_a_store_is_said(tmp_path, store):
    sealed = tmp_path / "sealed.duckdb"
    Store.open(sealed, "right").close()
    assert problem_of(sealed) == "no-key" and problem_of(sealed, "wrong") == "wrong-key"
    Store.open(sealed, "right").close()

    text = tmp_path / "text.duckdb"
    text.write_text("not a database at all")
    assert problem_of(text) == "foreign" and text.read_text() == "not a database at all"
    other = tmp_path / "other.duckdb"
    duckdb.connect(other).execute("CREATE TABLE t (a INT)").close()
    assert problem_of(other) == "foreign"
    (tmp_path / "empty.duckdb").touch()
    Store.open(tmp_path / "empty.duckdb").close()
    with store._database.writing():
        store._database.set_meta("version", "99")
    store.close()
    assert problem_of(store.path) == "newer"


def test_a_place_that_no_store_can_be_at_is_said(tmp_path):
    assert problem_of(tmp_path) == problem_of("/dev/null") == "no-file"
    assert not tmp_path.with_name(f"{tmp_path.name}.lock").exists()
    (tmp_path / "file").write_text("a text")
    assert problem_of(tmp_path / "file" / "store.duckdb") == "no-place"
    assert problem_of(tmp_path / "file" / "folder" / "store.duckdb") == "no-place"
    assert problem_of(tmp_path / ("x" * 300)) == "no-place"
    assert (tmp_path / "file").read_text() == "a text"


HEAD = 12 * 1024  # bytes of a DuckDB file before its blocks


@pytest.mark.parametrize(
    "damage",
    [
        lambda whole: whole[: len(whole) // 10],
        lambda whole: whole[: len(whole) * 9 // 10],
        lambda whole: whole[:HEAD] + bytes(byte ^ 1 for byte in whole[HEAD:]),
        lambda whole: whole[:HEAD],
        lambda whole: whole[:100],
    ],
)
def test_a_damaged_store_is_said_and_left_as_it_is(tmp_path, damage):
    store = with_ana(tmp_path / "s" / "x.duckdb", None)
    store.close()
    broken = damage(store.path.read_bytes())
    store.path.write_bytes(broken)
    with pytest.raises(StoreProblem) as problem, Store.open(store.path) as damaged:
        damaged.export()  # some damage shows only when all of it is read
    assert problem.value.kind == "damaged"
    assert store.path.read_bytes() == broken


def _hold(path, ready, done):
    with Store.open(path):
        ready.set()
        done.wait(20)


def test_a_store_that_another_process_has_is_said_to_be_locked(tmp_path, monkeypatch):
    monkeypatch.setattr(database, "WAIT", 0.2)
    context = multiprocessing.get_context("spawn")
    ready, done = context.Event(), context.Event()
    child = context.Process(target=_hold, args=(tmp_path / "s.duckdb", ready, done))
    child.start()
    try:
        assert ready.wait(20)
        assert problem_of(tmp_path / "s.duckdb") == "locked"
    finally:
        done.set()
        child.join(20)
    Store.open(tmp_path / "s.duckdb").close()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (
            "Corrupt database file: computed checksum 1 does not match stored checksum 2 in block at location 3",
            "damaged",
        ),
        ('Could not read enough bytes from file "/srv/x.duckdb": attempted to read 9 bytes', "damaged"),
        ("[Errno 20] Not a directory: '/srv/x/y'", "no-place"),
        ("IO Error: Could not write file: No space left on device", "full"),
        ("Could not write all bytes: Disk quota exceeded", "full"),
        ("Cannot open file: Permission denied", "read-only"),
        ("Cannot open file: Read-only file system", "read-only"),
        ("Could not set lock on file: Conflicting lock is held", "locked"),
        ("Trying to read a database file with version number 99", "newer"),
        ("Constraint Error: Duplicate key ana@example.net", "failed"),
    ],
)
def test_what_the_system_says_is_put_in_a_sentence(text, kind):
    assert meaning(OSError(text)).kind == kind
    assert "ana" not in str(meaning(OSError(text)))


def _fill(path, sent):
    import resource

    with Store.open(path) as store:
        store.create_cohort("c", "lma-2026")
        store.commit("c", [register()])
        size = store.path.stat().st_size
        resource.setrlimit(resource.RLIMIT_FSIZE, (size + 100_000, size + 100_000))
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        rows = [row(n, f"{random.random()}@x.org", person_organisation=f"{random.random()}" * 9) for n in range(9000)]
        try:
            store.commit("c", [file("large.csv", rows)])
            sent.put("committed")
        except StoreProblem as problem:
            sent.put(problem.kind)


def test_a_full_disk_is_said_and_nothing_is_lost(tmp_path):
    context = multiprocessing.get_context("spawn")
    sent = context.Queue()
    child = context.Process(target=_fill, args=(tmp_path / "s.duckdb", sent))
    child.start()
    assert sent.get(timeout=30) == "full"
    child.join(20)
    with Store.open(tmp_path / "s.duckdb") as store:
        assert len(store.people("c")) == 2


def test_sessions_share_one_connection(store):
    other = Store.open(store.path)
    store.commit("c", [register()])
    assert other._database is store._database and len(other.people("c")) == 2
    with pytest.raises(StoreProblem) as problem:
        other.rekey("not its key", "another")
    assert problem.value.kind == "wrong-key"


def test_a_store_that_was_removed_is_made_anew(store):
    shutil.rmtree(store.path.parent)
    with Store.open(store.path) as again:
        assert again.cohorts() == {}


def test_an_old_version_is_brought_to_the_newest(tmp_path, monkeypatch):
    path = tmp_path / "old.duckdb"
    steps, there = database.migrations(), database.statements
    with Store.open(path) as store:
        store.create_cohort("c", "lma-2026")
        assert store._database.meta("version") == str(len(steps))
    more = {"migrations/999_more": ("CREATE TABLE analysis.more (a INTEGER)",)}
    monkeypatch.setattr(database, "migrations", lambda: [*steps, "999_more"])
    monkeypatch.setattr(database, "statements", lambda name: more.get(name) or there(name))
    for _ in range(2):
        with Store.open(path) as store:
            assert store._database.meta("version") == str(len(steps) + 1)
            assert store._database.execute("SELECT * FROM analysis.more") == [] and list(store.cohorts()) == ["c"]


def test_nothing_of_a_person_is_in_a_repr_a_log_or_an_error(tmp_path, caplog, capfd, key):
    caplog.set_level(logging.DEBUG)
    store = with_ana(tmp_path / "s" / "x.duckdb", key)
    store.commit(
        "c",
        [file("q.csv", [row(2, ANA, person_country="ZAF"), row(3, "z@x.org", name_full="Ana Unusualname")], "form")],
    )
    shown = [store.people("c"), store.identities("c"), store.sources("c"), store.batches("c"), store.set_aside("c")]
    shown += [store.duplicates("c"), store, store.preview("c", [file("r.csv", [row(2, ANA, person_country="BRA")])])]
    said = [repr(one) + str(one) for one in shown]
    for wrong in (
        lambda: store.correct("c", ANA, "person.country", "", "NAM"),
        lambda: store.merge("c", ANA, "Ana Unusualname"),
        lambda: store.erase_person("c", ANA),
        lambda: store._database.execute(f"SELECT CAST('{ANA}' AS INTEGER)"),
        lambda: store._database.execute(f"SELECT * FROM {ANA.replace('@', '.')}"),
        lambda: store.commit("c", [file("s.csv", [row(2, ANA, no_field="Ana Unusualname")])]),
    ):
        with pytest.raises((StoreProblem, KeyError)) as error:
            wrong()
        said.append(f"{error.value!r} {error.value} {error.value.__context__} {error.value.__cause__}")
    store.close()
    said += [caplog.text, *capfd.readouterr()]
    assert [text for text in said if names_found(text.encode())] == []


def test_whoever_opens_the_store_while_it_is_written_anew_waits_for_it(tmp_path, monkeypatch):
    store = with_ana(tmp_path / "s" / "x.duckdb", None)
    writing, opening = threading.Event(), []
    copy = Database._copy

    def slowly(self, target):
        writing.set()
        time.sleep(0.2)
        copy(self, target)

    def open_too():
        writing.wait(10)
        opening.append(Store.open(store.path))

    monkeypatch.setattr(Database, "_copy", slowly)
    other = threading.Thread(target=open_too)
    other.start()
    store.erase_cohort("d")
    other.join(10)
    assert not other.is_alive()
    assert set(store.cohorts()) == set(opening[0].cohorts()) == {"c"}
    store.close()
