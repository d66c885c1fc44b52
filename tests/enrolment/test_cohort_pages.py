"""The manager's pages, as a manager goes through them: import, people, store; nothing lost, nothing written too early."""

from __future__ import annotations

import logging
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from lma_data import access
from lma_data.catalog import ROOT
from lma_data.course import course
from lma_data.enrolment import intake
from lma_data.enrolment.database import StoreProblem
from lma_data.enrolment.fields import FIELDS
from lma_data.enrolment.store import Store
from lma_data.i18n import LANGUAGES, Words
from lma_data.ui.enrolment import basket, desk, facts, keeping, mending

IMPORT, PEOPLE, STORE = (f"pages/cohort/{name}.py" for name in ("import", "people", "store"))
REGISTER = """Email;First name;Family name;Country;Status;Letter of sponsorship;Amount paid;Applied on
ana@example.org;Ana;Unusualname;Namibia;Confirmed;No;2775;13/04/2026
bo@example.org;Bo;Li;China;Withdrawn;Yes;0;14/04/2026
;Nobody;Addressless;Peru;Accepted;Yes;0;15/04/2026
bo2@example.net;Bo;Li;China;Accepted;Yes;0;16/04/2026
"""
PARTICIPANTS = """First name,Last name,Email address,Groups
Ana,Unusualname,ana@example.org,Team 1
Bo,Li,bo@example.org,Team 1
Tea,Cher,tea@example.org,
"""
AMBIGUOUS = """Email,First name,Family name,Status,Applied on
ana@example.org,Ana,Unusualname,Confirmed,03/04/2026
cy@example.org,Cy,Young,Confirmed,05/06/2026
"""
PRIVATE = ("unusualname", "ana@", "bo@", "addressless")


@pytest.fixture(autouse=True)
def at_the_machine(tmp_path, monkeypatch):
    monkeypatch.setenv("LMA_STORE", str(tmp_path / "store.duckdb"))
    monkeypatch.delenv("LMA_STORE_KEY", raising=False)
    before = access.bound()
    access.served_on(access.IN_PROCESS)
    yield
    Store.open().close()
    access.served_on(before or "127.0.0.1")


def opened(page: str, lang: str = "en", cohort: str = "lma-2026") -> AppTest:
    app = AppTest.from_file(ROOT / "app.py", default_timeout=60)
    app.switch_page(page)
    app.query_params = {"lang": lang, "cohort": cohort}
    return app.run()


def dropped(app: AppTest, **files: str) -> AppTest:
    for name, text in files.items():
        app.file_uploader[0].upload(f"{name}.csv", text.encode(), "text/csv").run()
        sound(app)
    return app


def committed(**files: str) -> None:
    """These files in the store, by the same way as any."""
    store = Store.open()
    found = intake.read([(f"{name}.csv", text.encode()) for name, text in files.items()], course("lma-2026"), {})
    if "lma-2026" not in store.cohorts():
        store.create_cohort("lma-2026", "lma-2026")
    store.commit("lma-2026", intake.taken(found))


def sound(app: AppTest) -> None:
    assert not app.exception, app.exception[0].value
    assert not app.error, app.error[0].value


def text(app: AppTest) -> str:
    parts = (*app.title, *app.header, *app.subheader, *app.markdown, *app.caption, *app.warning, *app.info, *app.error)
    return "\n".join(part.value for part in parts).replace("\\", "")


def button(app: AppTest, key: str):
    return next(one for one in app.button if one.key == key)


def has_button(app: AppTest, key: str) -> bool:
    return any(one.key == key for one in app.button)


def keys(app: AppTest) -> list[str]:
    """The keys of all widgets and containers on the page."""
    found: list[str] = []

    def walk(block):
        for child in getattr(block, "children", {}).values():
            found.append(getattr(child, "key", None) or "")
            walk(child)

    walk(app.main)
    return found


# Empty


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("page", [IMPORT, PEOPLE, STORE])
def test_an_empty_store_says_what_to_do(page, lang):
    app = opened(page, lang)
    sound(app)
    wanted = {
        IMPORT: "Microsoft",
        PEOPLE: Words(lang).t(
            "There is no cohort yet. Drop the exports that you have, or load invented ones to look around."
        ),
        STORE: Words(lang).t("There is no cohort yet. Load four invented ones to look around, or drop your own files."),
    }
    assert wanted[page] in text(app)


def test_one_click_loads_invented_cohorts_and_every_view_says_so(monkeypatch):
    def load(store, **_):  # the loading of all four has tests of its own, and takes a while
        store.create_cohort("invented-2023", "lma-2026", invented=True)
        store.commit("invented-2023", intake.taken(intake.read([("r.csv", REGISTER.encode())], course("lma-2026"), {})))

    monkeypatch.setattr(keeping.loading, "load", load)
    app = opened(STORE, cohort="")
    button(app, "load-invented").click().run()
    sound(app)
    for page in (IMPORT, PEOPLE, STORE):
        assert "All people of this cohort are invented." in text(opened(page, cohort="invented-2023")), page


# Import


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_is_written_before_the_button(lang):
    app = dropped(opened(IMPORT, lang), register=REGISTER, participants=PARTICIPANTS)
    assert not Store.open().cohorts()
    expected = {
        "en": "register.csv: 4 rows = 3 created + 1 set aside.",
        "fr": "register.csv\u202f: 4 lignes = 3 créées + 1 écartée.",
    }
    assert expected[lang] in text(app)
    button(app, "commit").click().run()
    sound(app)
    assert len(Store.open().people("lma-2026")) == 4
    assert not any(one.files for one in app.session_state["enrolment-baskets"].values()), "the bytes are let go"


def test_an_import_is_undone_where_it_was_made():
    app = dropped(opened(IMPORT), register=REGISTER)
    button(app, "commit").click().run()
    button(app, "undo-last").click().run()
    sound(app)
    assert "Undone" in text(app)
    assert Store.open().people("lma-2026") == []


def test_the_same_file_again_changes_nothing():
    committed(register=REGISTER)
    app = dropped(opened(IMPORT), renamed=REGISTER)
    assert "Nothing: all of this is in the store already." in text(app)
    before = [batch.id for batch in Store.open().batches("lma-2026")]
    button(app, "commit").click().run()
    assert [batch.id for batch in Store.open().batches("lma-2026")] == before


def test_a_file_dropped_twice_is_read_once():
    app = dropped(opened(IMPORT), one=REGISTER, two=REGISTER)
    assert "two.csv was dropped twice; it is read once." in text(app)
    assert len(app.session_state["enrolment-baskets"]["lma-2026"].files) == 1


def test_a_refused_file_says_what_to_do_and_the_others_go_on():
    app = dropped(opened(IMPORT), empty="", register=REGISTER)
    assert "The file is empty" in app.warning[0].value
    assert "register.csv: 4 rows" in text(app)


def test_a_file_that_the_readers_fail_on_takes_no_other_with_it(monkeypatch, caplog):
    read = intake.read

    def failing(files, *more):
        if files[0][0] == "bad.csv":
            raise KeyError("ana@example.org")
        return read(files, *more)

    monkeypatch.setattr(basket.intake, "read", failing)
    with caplog.at_level(logging.DEBUG):
        app = dropped(opened(IMPORT), bad=AMBIGUOUS, register=REGISTER)
    assert "This file could not be read" in app.warning[0].value
    assert "register.csv: 4 rows" in text(app)
    assert "KeyError" in caplog.text and "ana@example.org" not in caplog.text


def question(app: AppTest, about: str):
    return next(box for box in app.selectbox if about in box.label)


def test_a_question_is_answered_before_the_commit_and_remembered():
    app = dropped(opened(IMPORT), ambiguous=AMBIGUOUS)
    asked = question(app, "03/04/2026")
    assert asked.value is None, "nothing is guessed"
    asked.set_value("day-first").run()
    assert button(app, "commit").disabled, "an answer that was chosen is used first"
    button(app, "use-answers").click().run()
    assert not button(app, "commit").disabled
    button(app, "commit").click().run()
    sound(app)
    days = {one.identity.email: one.application.applied.day for one in Store.open().people("lma-2026")}
    assert days == {"ana@example.org": date(2026, 4, 3), "cy@example.org": date(2026, 6, 5)}
    again = dropped(opened(IMPORT), later=AMBIGUOUS.replace("05/06", "07/06"))
    assert not [box for box in again.selectbox if "2026" in box.label], "the same shape is not asked about again"


def test_nothing_is_lost_in_another_language_and_on_another_page():
    app = dropped(opened(IMPORT), ambiguous=AMBIGUOUS)
    question(app, "03/04/2026").set_value("month-first").run()
    app.session_state["lang"] = "fr"
    app.query_params["lang"] = "fr"
    app.run()
    assert question(app, "03/04/2026").value == "month-first"
    app.switch_page(PEOPLE).run()
    app.switch_page(IMPORT).run()
    sound(app)
    assert question(app, "03/04/2026").value == "month-first"
    assert "ambiguous.csv" in text(app)


def test_files_are_not_read_again_on_a_rerun(monkeypatch):
    app = dropped(opened(IMPORT), register=REGISTER)
    monkeypatch.setattr(basket.intake, "read", lambda *_: pytest.fail("read again"))
    monkeypatch.setattr(Store, "preview", lambda *_: pytest.fail("compared again"))
    app.run()
    sound(app)
    assert "register.csv: 4 rows" in text(app)


def test_a_row_set_aside_is_mended_in_place():
    app = dropped(opened(IMPORT), register=REGISTER)
    lying = app.session_state["enrolment-baskets"]["lma-2026"]
    [repair] = mending.repairs(lying.tables())
    assert "1 row set aside" in text(app)
    [row] = mending.cells(repair, {}).to_dict("records")
    assert row[mending.ROW] == 4 and "Nobody" in row.values()
    column = next(key for key, heading in mending.headings(repair).items() if heading == "Email")
    lying.mend_drafts[repair.place] = {(4, column): "nobody@example.org"}
    app.run()
    assert button(app, "commit").disabled
    button(app, "use-mends").click().run()
    sound(app)
    assert "register.csv: 4 rows = 4 created." in text(app)


def test_rows_set_aside_are_taken_away_with_their_reason():
    app = dropped(opened(IMPORT), register=REGISTER.replace("Nobody", "=cmd()"))
    lying = app.session_state["enrolment-baskets"]["lma-2026"]
    content = mending._files(lying, Words("en")).decode("utf-8-sig")
    assert content.splitlines()[0].startswith("Email,First name")
    assert "'=cmd()" in content and "no e-mail address" in content


def test_a_reading_that_would_drop_people_says_so():
    app = dropped(opened(IMPORT), register=REGISTER)
    lying = app.session_state["enrolment-baskets"]["lma-2026"]
    [repair] = mending.repairs(lying.tables())
    lying.mends[repair.place] = {(4, "Email"): "nobody@example.org"}
    app.run()
    button(app, "commit").click().run()
    app = dropped(opened(IMPORT), register=REGISTER)
    assert "would leave the cohort" not in text(app), "as it was, the file is known"
    lying = app.session_state["enrolment-baskets"]["lma-2026"]
    lying.mends[repair.place] = {(4, "Email"): "somebody.else@example.org"}
    assert "1 person would leave the cohort" in text(app.run())


def test_a_cohort_of_another_name_is_planned_and_made_by_the_commit():
    app = opened(IMPORT)
    next(one for one in app.text_input if one.key == "new-cohort-id").set_value("Lma 2026").run()
    button(app, "new-cohort-make").click().run()
    assert "small letters" in text(app)
    next(one for one in app.text_input if one.key == "new-cohort-id").set_value("lma-2026-two").run()
    button(app, "new-cohort-make").click().run()
    assert app.query_params["cohort"] in ("lma-2026-two", ["lma-2026-two"])
    dropped(app, register=REGISTER)
    button(app, "commit").click().run()
    assert list(Store.open().cohorts()) == ["lma-2026-two"]


# People


@pytest.mark.parametrize("lang", LANGUAGES)
def test_cases_are_on_the_board_with_their_files(lang):
    committed(register=REGISTER, participants=PARTICIPANTS)
    app = opened(PEOPLE, lang)
    sound(app)
    words = Words(lang)
    for name in ("In Moodle, not in the register", "Withdrawn, still enrolled", "Paid, no letter", "Same name twice"):
        assert any(words.t(name) in subheader.value for subheader in app.subheader), name


def test_a_pair_is_merged_and_the_merging_undone():
    committed(register=REGISTER)
    app = opened(PEOPLE)
    merge = next(one for one in app.button if (one.key or "").startswith("merge-"))
    merge.click().run()
    sound(app)
    assert len(Store.open().people("lma-2026")) == 2
    [batch] = [batch for batch in Store.open().batches("lma-2026") if batch.kind == "merge"]
    app = opened(STORE)
    button(app, f"undo-{batch.id}").click().run()
    assert len(Store.open().people("lma-2026")) == 3


def test_a_pair_is_kept_apart_and_not_asked_again():
    committed(register=REGISTER)
    app = opened(PEOPLE)
    next(one for one in app.button if (one.key or "").startswith("apart-")).click().run()
    sound(app)
    assert not [one for one in app.button if (one.key or "").startswith("apart-")]
    assert len(Store.open().people("lma-2026")) == 3


def record_of(email: str) -> tuple[AppTest, str]:
    person = next(one.id for one in Store.open().people("lma-2026") if one.identity.email == email)
    app = opened(PEOPLE)
    app.session_state["enrolment-person"] = {"lma-2026": person}
    return app.run(), person


def test_a_record_says_where_each_value_stands_and_what_others_say():
    committed(register=REGISTER, participants=PARTICIPANTS.replace("Ana,Unusual", "Anna,Unusual"))
    app, _ = record_of("ana@example.org")
    sound(app)
    table = app.dataframe[0].value
    first = table[table["Field"] == "First name"].iloc[0]
    assert (first["Value"], first["File"], first["Row"]) == ("Ana", "register.csv", 2)
    assert first["Other files say"] == "Anna (participants.csv)"


def test_a_value_is_corrected_by_hand_and_the_correction_undone():
    committed(register=REGISTER)
    app, person = record_of("ana@example.org")
    next(one for one in app.selectbox if one.key == "correct-field").set_value(("application.status", "")).run()
    next(one for one in app.selectbox if one.key == "correct-value-application.status").set_value("withdrawn").run()
    button(app, "correct-save").click().run()
    sound(app)

    def status():
        return next(one for one in Store.open().people("lma-2026") if one.id == person).application.status.value

    assert status() == "withdrawn"
    button(app, "undo-correction").click().run()
    assert status() == "confirmed"


def test_a_correction_that_cannot_be_read_is_said():
    committed(register=REGISTER)
    app, _ = record_of("ana@example.org")
    next(one for one in app.selectbox if one.key == "correct-field").set_value(("payment.paid", "")).run()
    next(one for one in app.text_input if one.key == "correct-value-payment.paid").set_value("a lot").run()
    button(app, "correct-save").click().run()
    assert "a lot" in app.warning[0].value


def test_a_teacher_is_no_participant():
    committed(register=REGISTER, participants=PARTICIPANTS)
    app, person = record_of("tea@example.org")
    button(app, "role-mark").click().run()
    sound(app)
    role = next(one for one in Store.open().people("lma-2026") if one.id == person).participation.role
    assert role is not None and role.value == "teacher"
    assert "In Moodle, not in the register" not in text(opened(PEOPLE))


def test_the_table_of_people_is_searched_without_case_and_accents():
    committed(register=REGISTER.replace("Ana;", "Añá;"))
    app = opened(PEOPLE)
    app.query_params["part"] = "everybody"
    table = app.run().dataframe[0].value
    assert len(table) == 3
    assert len(desk.matching(table, "ANA namibia")) == 1
    assert len(desk.matching(table, "ana china")) == 0


# Store


def test_a_cohort_past_its_day_is_said_to_be():
    committed(register=REGISTER)
    Store.open().keep_until("lma-2026", date(2026, 1, 31))
    assert "was to be kept until 31 January 2026" in text(opened(STORE))


def test_a_person_is_erased_when_the_word_is_typed():
    committed(register=REGISTER)
    app = opened(STORE)
    person = next(one.id for one in Store.open().people("lma-2026") if one.identity.email == "ana@example.org")
    next(one for one in app.selectbox if one.key == "erase-person-lma-2026").set_value(person).run()
    assert button(app, "erase-person-now").disabled
    next(one for one in app.text_input if one.key == "erase-person-word").set_value("erase").run()
    button(app, "erase-person-now").click().run()
    sound(app)
    assert "ana@example.org" not in {one.identity.email for one in Store.open().people("lma-2026")}
    kept = app.session_state["enrolment-seen"]["people"][1]
    assert {one.identity.email for one in kept} == {"bo2@example.net", "bo@example.org"}, (
        "nor does the session keep them"
    )


def test_a_cohort_is_erased_when_its_name_is_typed():
    committed(register=REGISTER)
    app = opened(STORE)
    assert button(app, "erase-cohort-now").disabled
    next(one for one in app.text_input if one.key == "erase-cohort-word").set_value("lma-2026").run()
    button(app, "erase-cohort-now").click().run()
    sound(app)
    assert not Store.open().cohorts()


# Nobody exposed


@pytest.mark.parametrize("page", [IMPORT, PEOPLE, STORE])
def test_no_person_is_in_an_address_or_a_key(page):
    committed(register=REGISTER, participants=PARTICIPANTS)
    app = dropped(opened(page), register=REGISTER) if page == IMPORT else opened(page)
    assert set(app.query_params) <= {"lang", "cohort", "part"}
    said = " ".join(keys(app)).lower()
    assert not [name for name in PRIVATE if name in said]


@pytest.mark.parametrize("page", [IMPORT, PEOPLE, STORE])
def test_what_fails_is_a_sentence_without_a_person(page, monkeypatch, caplog):
    committed(register=REGISTER)

    def failing(*_):
        raise ValueError("ana@example.org")

    monkeypatch.setattr(Store, "cohorts", failing)
    with caplog.at_level(logging.DEBUG):
        app = opened(page)
    assert not app.exception
    assert "This could not be shown." in app.error[0].value
    assert "ValueError" in caplog.text and "ana@example.org" not in caplog.text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_problem_of_the_store_is_said_in_its_own_words(monkeypatch, lang):
    def locked(*_):
        raise StoreProblem("locked")

    with monkeypatch.context() as patch:
        patch.setattr(Store, "open", locked)
        app = opened(PEOPLE, lang)
    assert app.error[0].value.replace("\\", "") == Words(lang).t(
        "Another program has the store open. Close it, or use its own page, then try again."
    )


def test_nothing_in_a_file_is_markdown():
    hostile = "![x](https://evil.example/p.png) <b>$1$</b> :red[x] *a* \u202eabc\n# head"
    assert desk.escaped(hostile) == (
        r"\!\[x\]\(https\:\/\/evil\.example\/p\.png\) \<b\>\$1\$\<\/b\> \:red\[x\] \*a\* abc \# head"
    )


def test_every_field_has_its_values_in_words():
    rules = course("lma-2026")
    for lang in LANGUAGES:
        words = Words(lang)
        for field in FIELDS.values():
            assert facts.field_name(words, rules, field.id)
    assert facts.value(Words("fr"), rules, "payment.paid", "1387.5") == "1\u202f387,50\u00a0EUR"
    assert facts.value(Words("en"), rules, "application.applied", "2026-05-08T23:30:00+00:00") == "9 May 2026, 01:30"
