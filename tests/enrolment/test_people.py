"""Who is who: rows link identifiers, names never do; what may be one person is shown, and decided by the manager."""

import pytest

from lma_data.enrolment.store import Store, StoreProblem
from tests.enrolment.store_files import current, file, row, state


@pytest.fixture
def store(tmp_path):
    with Store.open(tmp_path / "store.duckdb") as store:
        store.create_cohort("c", "lma-2026")
        yield store


def emails(store):
    return sorted(one.identity.emails for one in store.people("c"))


def test_rows_link_identifiers_in_any_order_of_files(tmp_path):
    log = file("log", [row(1, id=41, access_days="3"), row(2, id=42, access_days="1")], "moodle-logs")
    register = file("register", [row(2, "ana@x.org", person_country="NAM"), row(3, "bo@x.org", person_country="FRA")])
    completion = file("completion", [row(2, "ana@x.org", id=41), row(3, "bo@x.org", id=42)], "moodle-completion")
    for number, order in enumerate(
        [(log, register, completion), (completion, log, register), (register, completion, log)]
    ):
        with Store.open(tmp_path / f"{number}.duckdb") as store:
            store.create_cohort("c", "lma-2026")
            for one in order:
                store.commit("c", [one])
            assert emails(store) == [("ana@x.org",), ("bo@x.org",)]
            assert current(store, "ana@x.org", "access.days") == {"": "3"}
            assert current(store, "ana@x.org", "person.country") == {"": "NAM"}


def test_undo_takes_the_link_away(store):
    store.commit("c", [file("log", [row(1, id=41, access_days="3")], "moodle-logs"), file("r", [row(2, "ana@x.org")])])
    linked = store.commit("c", [file("completion", [row(2, "ana@x.org", id=41)], "moodle-completion")])
    assert len(store.people("c")) == 1
    store.undo(linked.batch)
    assert len(store.people("c")) == 2


def test_ids_of_people_stay_when_files_are_added(store):
    store.commit("c", [file("r", [row(2, "ana@x.org"), row(3, "bo@x.org")])])
    before = {one.identity.email: one.id for one in store.people("c")}
    store.commit("c", [file("s", [row(2, "bo@x.org", id=7), row(3, "ana@x.org", id=8)], "moodle-completion")])
    assert {one.identity.email: one.id for one in store.people("c")} == before


def test_two_people_of_one_name_are_never_one(store):
    store.commit(
        "c", [file("r", [row(2, "q31@x.org", name_full="Peter Smith"), row(3, "q32@x.org", name_full="SMITH Peter")])]
    )
    assert len(store.people("c")) == 2
    (pair,) = store.duplicates("c")
    assert pair.why == "same-name"
    assert {side.identity.email for side in pair.sides} == {"q31@x.org", "q32@x.org"}
    kept = store.keep_apart("c", *pair.people)
    assert store.duplicates("c") == [] and len(store.people("c")) == 2
    store.undo(kept)
    assert len(store.duplicates("c")) == 1
    merged = store.merge("c", *pair.people)
    assert emails(store) == [("q31@x.org", "q32@x.org")] and store.duplicates("c") == []
    store.undo(merged)
    assert len(store.people("c")) == 2


@pytest.mark.parametrize(
    ("one", "other", "people", "pairs"),
    [
        ("Ana Silva", "SILVA Ana", 1, 0),
        ("Ana Silva", "", 1, 0),
        ("", "", 1, 0),
        ("Ana Silva", "Bernard Koffi", 2, 1),
    ],
)
def test_a_tag_is_dropped_where_names_agree_or_one_has_none(store, one, other, people, pairs):
    names = [{"name_full": name} if name else {} for name in (one, other)]
    store.commit("c", [file("r", [row(2, "ana@x.org", **names[0]), row(3, "ana+lma@x.org", **names[1])])])
    assert len(store.people("c")) == people
    assert [pair.why for pair in store.duplicates("c")] == ["same-address"] * pairs


def test_somebody_without_a_name_is_not_given_to_one_of_two(store):
    rows = [
        row(2, "a+1@x.org", name_full="Ana Silva"),
        row(3, "a+2@x.org", name_full="Bernard Koffi"),
        row(4, "a@x.org"),
    ]
    store.commit("c", [file("r", rows)])
    assert len(store.people("c")) == 3
    assert {pair.why for pair in store.duplicates("c")} == {"same-address"}


def test_one_address_with_two_names_is_shown_and_can_be_parted(store):
    first = file("a", [row(2, "office@x.org", name_full="Ana Silva", person_gender="female")])
    second = file("b", [row(2, "office@x.org", name_full="Bernard Koffi", person_gender="male")], "form")
    store.commit("c", [first, second])
    (pair,) = store.duplicates("c")
    assert pair.why == "two-names" and pair.names == ("Ana Silva", "Bernard Koffi")
    parted = store.keep_apart("c", *pair.people)
    assert {one.identity.name: one.profile.gender.value for one in store.people("c")} == {
        "Ana Silva": "female",
        "Bernard Koffi": "male",
    }
    assert store.duplicates("c") == []
    store.undo(parted)
    assert len(store.people("c")) == 1
    store.merge("c", *pair.people)
    assert len(store.people("c")) == 1 and store.duplicates("c") == []


def test_the_later_of_two_decisions_counts(store):
    store.commit("c", [file("r", [row(2, "a@x.org", name_full="Li Wei"), row(3, "b@x.org", name_full="Li Wei")])])
    (pair,) = store.duplicates("c")
    store.merge("c", *pair.people)
    store.keep_apart("c", *pair.people)
    assert len(store.people("c")) == 2 and store.duplicates("c") == []


def test_decisions_survive_a_new_key(tmp_path):
    with Store.open(tmp_path / "s.duckdb") as store:
        store.create_cohort("c", "lma-2026")
        rows = [row(2, "office@x.org", name_full="Ana Silva"), row(3, "office@x.org", name_full="Bernard Koffi")]
        store.commit(
            "c", [file("r", [*rows, row(4, "a@x.org", name_full="Li Wei"), row(5, "b@x.org", name_full="Li Wei")])]
        )
        for pair in store.duplicates("c"):
            decide = store.keep_apart if pair.why == "two-names" else store.merge
            decide("c", *pair.people)
        before = state(store)
        assert len(before) == 3
        store.rekey(None, "a key")
        assert state(store) == before and not store.duplicates("c")


def test_nobody_can_be_merged_with_nobody(store):
    with pytest.raises(StoreProblem):
        store.merge("c", "nobody", "no-one")
