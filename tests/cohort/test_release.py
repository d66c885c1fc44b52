"""Releases: their figures, their files, the page that makes them, and the plenary page, which reads nothing else."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from collections import Counter

import pytest
from streamlit.testing.v1 import AppTest

from lma_data import exhibits, releases
from lma_data.catalog import ROOT
from lma_data.charts.theme import Look
from lma_data.cohort import load, made, release, release_plan
from lma_data.course import course
from lma_data.enrolment.invented import SEED, events, loading
from lma_data.enrolment.invented.people import editions
from lma_data.enrolment.store import Store
from lma_data.exhibits import room
from lma_data.i18n import LANGUAGES, Words

YEARS = (2023, 2024, 2025, 2026)
PAGE, PRESENT, STORE = "pages/cohort/release.py", "pages/plenary/present.py", "pages/cohort/store.py"


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    place = tmp_path / "releases"
    monkeypatch.setenv("LMA_RELEASES", str(place))
    return place


# Figures


@pytest.mark.parametrize("year", YEARS)
def test_figures_are_those_of_the_people(year, edition_of, people_of):
    there = [one for one in people_of(year) if one.role == "participant" and one.status == "confirmed"]
    plan = release_plan.plan(edition_of(year))
    assert plan.people == len(there)
    for name in ("gender", "language", "audience"):
        expected = Counter(getattr(one, name) or "" for one in there)
        found = {group.code: group.people for group in plan.groups[name] if group.people}
        assert found == dict(expected), name


@pytest.mark.parametrize("year", YEARS)
def test_the_invented_editions_can_be_released_with_no_blank(year, edition_of):
    made_of = release.freeze(edition_of(year))
    assert {by for by in made_of.tables if len(by) == 1} == {(name,) for name in release_plan.ALLOWED}
    crossed = [by for by in made_of.tables if len(by) == 2]
    assert len(crossed) >= (4 if year >= 2025 else 2)
    for by, counts in made_of.tables.items():
        cells = [one for row in counts for one in row] if len(by) == 2 else counts
        assert min(cells) >= made_of.k and sum(cells) == made_of.people
    assert {one["check"] for one in made_of.checks} >= {"cells", "intervals", "programming", "row-space"}
    assert all(one["passed"] for one in made_of.checks)


# Files


def test_a_file_holds_nobody_and_cannot_be_changed(edition_of, folder):
    cohort = edition_of(2025)
    one = release.freeze(cohort)
    [path] = folder.iterdir()
    assert path.stat().st_mode & 0o777 == 0o400 and folder.stat().st_mode & 0o077 == 0
    text = path.read_text("utf-8")
    assert not [known for person, who in cohort.who.items() for known in (person, who.email, who.name) if known in text]
    content = json.loads(text)
    assert content["invented"] and content["date"] == cohort.today.isoformat() and content["k"] == 5
    assert set(content["title"]) == set(LANGUAGES)
    assert releases.every() == [one] and not releases.damaged()
    path.chmod(0o600)
    content["tables"][0]["people"][0] += 1
    path.write_text(json.dumps(content), "utf-8")
    assert releases.every() == [] and releases.damaged() == [path.name]


def test_what_is_no_release_is_said_and_not_shown(folder):
    folder.mkdir()
    for name, text in {"a.json": "{", "b.json": "[]", "c.json": "{}", "d.withdrawn": '{"checksum": 1}'}.items():
        (folder / name).write_text(text, "utf-8")
    assert releases.every(withdrawn=True) == []
    assert set(releases.damaged()) == {"a.json", "b.json", "c.json", "d.withdrawn"}


def test_nothing_is_frozen_beside_a_file_that_cannot_be_checked_against(folder):
    """Its figures were seen: with one person fewer, the difference would show everything about them."""
    path = folder / f"{release.freeze(cohort_of(female=20, male=20)).id}.json"
    path.chmod(0o600)
    path.write_text(path.read_text("utf-8") + " x", "utf-8")
    with pytest.raises(releases.ReleaseProblem, match=path.name):
        release.freeze(cohort_of(female=20, male=19))
    path.unlink()
    assert release.freeze(cohort_of(female=20, male=19)).people == 39


def test_the_same_is_frozen_once_taken_back_and_deleted(edition_of, folder):
    one = release.freeze(edition_of(2025))
    assert release.freeze(edition_of(2025)) == one
    other = release.freeze(edition_of(2026))
    releases.withdraw(one.id)
    assert [each.id for each in releases.every()] == [other.id]
    assert [each.id for each in releases.every(one.cohort, withdrawn=True)] == [one.id]
    assert releases.forget(one.cohort) == 1 and releases.every(one.cohort, withdrawn=True) == []
    releases.delete(other.id)
    assert not list(folder.iterdir())
    with pytest.raises(releases.ReleaseProblem):
        releases.delete("../../etc/passwd")


def test_no_folder_is_no_release():
    assert releases.every() == releases.damaged() == []


def facts(genders: dict[str, int]) -> list[tuple[str, str, str, str]]:
    people = [gender for gender, count in genders.items() for _ in range(count)]
    found = []
    for number, gender in enumerate(people):
        person = f"p{number}"
        found += [
            (person, "application.status", "", "confirmed"),
            (person, "person.gender", "", gender),
            (person, "person.language", "", "en" if number % 2 else "fr"),
        ]
    return found


def cohort_of(**genders: int):
    return made(course("lma-2026"), facts(genders))


def test_somebody_who_left_is_not_told_by_two_releases(folder):
    first = release.freeze(cohort_of(female=30, male=30))
    with pytest.raises(release.Refused) as refused:
        release.freeze(cohort_of(female=29, male=30))
    assert [check.code for check in refused.value.checks if not check.passed] == ["differences"]
    releases.withdraw(first.id)
    with pytest.raises(release.Refused):
        release.freeze(cohort_of(female=29, male=30))
    assert release.freeze(cohort_of(female=46, male=46)).people == 92, "so many came that nobody is told"
    releases.forget("made")
    assert release.freeze(cohort_of(female=29, male=30)).people == 59


def test_the_same_people_in_another_cohort_are_checked_too(folder, store_file):
    """The same exports as two cohorts: with one person fewer in the second, two releases would tell of them."""
    with Store.open(store_file) as store:
        first = load(store, "invented-2025")
        store.create_cohort("again", first.course.id, invented=True)
        store.commit("again", loading.read(editions()[2025], events.cohort(editions()[2025], SEED)))
        second = load(store, "again")
        assert second.twins == ("invented-2025",) and load(store, "invented-2024").twins == ()
        release.freeze(first)
        assert [one.cohort for one in release.seen_before(second)] == ["invented-2025"]


def test_a_later_release_has_the_categories_of_the_first(folder):
    release.freeze(cohort_of(female=30, male=26, other=4))
    cohort = cohort_of(female=60, male=52, other=10)
    earlier = releases.every("made", withdrawn=True)
    plan = release_plan.plan(cohort, earlier)
    assert len(plan.codes["gender"]) == 2 and "other" in plan.codes["gender"][-1]
    assert "other" in [codes[0] for codes in release_plan.plan(cohort).codes["gender"]]
    assert release.freeze(cohort).people == 122


@pytest.mark.parametrize("people", [{}, {"female": 1}, {"female": 4}, {"female": 3, "male": 3}])
def test_few_people_are_refused(people, folder):
    with pytest.raises(release.Refused):
        release.freeze(cohort_of(**people))
    assert not folder.exists()
    answer = exhibits.show("cohort/release-audit", cohort=cohort_of(**people)).answer
    assert answer.missing and answer.sentence


def test_a_name_is_the_same_whoever_is_in_it(edition_of):
    """Of a merged cell, categories of nobody are named too; languages that somebody brings are not."""
    cohort = edition_of(2026)
    plan = release_plan.plan(cohort)
    assert plan.codes["gender"][-1] == ("male", "other", "undisclosed", "")
    spoken = made(
        course("lma-2026"),
        [
            fact
            for number in range(40)
            for fact in _speaker(number, "en" if number < 30 else "fr" if number < 37 else "ar")
        ],
    )
    assert release_plan.plan(spoken).codes["language"] == [("en",), ("fr", "")]
    assert release.cell_name(Words("en"), spoken, "language", ("fr", "")) == "Other"


def test_other_languages_are_not_called_by_the_only_one_of_the_course_beside_them(folder):
    """Spanish and Portuguese were shown as French, where all others of the merged cell were nobody's."""
    spoken = ["en"] * 60 + [""] * 20 + ["es"] * 6 + ["pt"] * 2
    facts = [fact for number, language in enumerate(spoken) for fact in _speaker(number, language)]
    facts += [(f"p{number}", "person.gender", "", "female" if number % 2 else "male") for number in range(len(spoken))]
    cohort = made(course("lma-2026"), facts)
    first = release.freeze(cohort)
    assert [one.name["en"] for one in first.dimensions["language"].categories] == ["English", "Not known", "Other"]
    assert first.tables["language",] == [60, 20, 8]
    assert all(check.passed for check in release.audited(release_plan.plan(cohort, [first]), [first]))


def _speaker(number: int, language: str) -> list[tuple[str, str, str, str]]:
    return [(f"p{number}", "application.status", "", "confirmed"), (f"p{number}", "person.language", "", language)]


# What a room sees


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("compact", [False, True])
def test_slides_have_every_figure_and_no_hover(lang, compact, edition_of):
    one = release.freeze(edition_of(2025))
    slides = room.slides(one, Words(lang), Look(compact=compact))
    assert [slide.by for slide in slides] == sorted(one.tables, key=len)
    for slide in slides:
        assert slide.table["people"].sum() == one.people
        assert not [word for word in (slide.title, slide.subtitle, slide.sentence) if "{" in word]
    source = room.source(one, Words(lang))
    assert Words(lang).date(one.date) in source and "5" in source and "invent" in source


def test_the_plenary_page_knows_nothing_of_the_store_and_of_cohorts():
    code = "import sys, lma_data.ui.plenary, lma_data.ui.frame, lma_data.ui.access; print(*sys.modules)"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    known = set(found.stdout.split())
    assert "lma_data.releases" in known
    assert not {name for name in known if name.startswith(("lma_data.cohort", "lma_data.enrolment.store"))}
    assert "plenary.page" in (ROOT / PRESENT).read_text("utf-8")


# Pages


def opened(page: str, lang: str = "en", **address: str) -> AppTest:
    app = AppTest.from_file(ROOT / "app.py", default_timeout=90)
    app.switch_page(page)
    app.query_params = {"lang": lang, **address}
    return app.run()


def text(app: AppTest) -> str:
    kinds = (app.markdown, app.caption, app.subheader, app.header, app.warning, app.info, app.success, app.error)
    return "\n".join(one.value for kind in kinds for one in kind).replace("\\", "")


def sound(app: AppTest) -> None:
    assert not app.exception, app.exception[0].value
    assert not app.error, app.error[0].value


@pytest.mark.parametrize("lang", LANGUAGES)
def test_from_the_audit_to_the_room(at_the_machine, lang, caplog, edition_of):
    with caplog.at_level(logging.INFO):
        empty = opened(PRESENT, lang)
        sound(empty)
        app = opened(PAGE, lang, cohort="invented-2025", part="audit")
        sound(app)
        next(one for one in app.button if one.key == "release-freeze").click().run()
        sound(app)
        [one] = releases.every()
        assert app.success
        shown = opened(PRESENT, lang)
        sound(shown)
    assert len(shown.header) == len(one.tables) and not shown.selectbox
    assert {"lang", "release"} == set(shown.query_params)
    assert "invent" in text(shown)
    charts = [json.loads(element.proto.spec) for element in shown.get("plotly_chart")]
    assert len(charts) == len(one.tables)
    for chart in charts:
        for trace in chart["data"]:
            assert trace["hoverinfo"] == "skip" and not {"customdata", "hovertext", "hovertemplate"} & set(trace)
    people = edition_of(2025).who.values()
    said = text(shown) + json.dumps(charts) + caplog.text
    assert not [who for who in people if who.email in said or who.name in said]
    kept = opened(PAGE, lang, cohort="invented-2025", part="releases")
    next(each for each in kept.button if each.key == f"release-withdraw-{one.id}").click().run()
    sound(kept)
    assert not releases.every() and releases.every(withdrawn=True)


def test_what_is_refused_names_the_cells(at_the_machine):
    with Store.open() as store:
        store.set("invented-2025", "merges", {"audience": []})
    app = opened(PAGE, "en", cohort="invented-2025", part="audit")
    sound(app)
    assert next(one for one in app.button if one.key == "release-freeze").disabled
    assert "Researchers and academics: 3" in text(app) and "Merge these categories" in text(app)
    changed = opened(PAGE, "en", cohort="invented-2025")
    next(one for one in changed.button if one.key == "release-suggested").click().run()
    sound(changed)
    assert not {"merges", "release"} & set(Store.open().current("invented-2025").settings)


def test_the_manager_changes_the_merge(at_the_machine):
    app = opened(PAGE, "en", cohort="invented-2026")
    box = next(one for one in app.multiselect if (one.key or "").startswith("release-merge-region"))
    box.set_value([*box.value, "142"]).run()
    sound(app)
    assert set(Store.open().current("invented-2026").settings["merges"]["region"]) == {"142", "150", "419"}
    tables = next(one for one in app.multiselect if (one.key or "").startswith("release-crossed"))
    tables.set_value(tables.value[:1]).run()
    sound(app)
    assert len(Store.open().current("invented-2026").settings["release"]["crossed"]) == 1


def test_releases_are_deleted_with_their_cohort(at_the_machine, edition_of):
    release.freeze(edition_of(2025))
    release.freeze(edition_of(2026))
    app = opened(STORE, "en", cohort="invented-2025")
    assert "Releases made of this cohort are deleted with it." in text(app)
    next(one for one in app.text_input if one.key == "erase-cohort-word").set_value("invented-2025").run()
    next(one for one in app.button if one.key == "erase-cohort-now").click().run()
    sound(app)
    assert [one.cohort for one in releases.every(withdrawn=True)] == ["invented-2026"]


def test_a_release_that_is_gone_is_said(at_the_machine, edition_of):
    release.freeze(edition_of(2025))
    release.freeze(edition_of(2026))
    app = opened(PRESENT, "fr", release="nothing")
    sound(app)
    assert app.warning and len(app.selectbox) == 1


def test_a_merged_gender_has_a_name_that_a_room_can_read(edition_of):
    cohort = edition_of(2026)
    codes = ("male", "other", "undisclosed", "")
    assert release.cell_name(Words("en"), cohort, "gender", codes) == "Male or another answer"
    assert release.cell_name(Words("fr"), cohort, "gender", codes) == "Homme ou autre réponse"
