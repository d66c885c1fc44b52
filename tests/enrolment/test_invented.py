"""Invented cohorts: the same for the same seed, nobody reachable, the mess of real life, and files that say the truth."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
import zipfile
from collections import Counter
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import openpyxl
import pytest

from lma_data import areas
from lma_data.__main__ import main
from lma_data.course import CourseProblem, course, courses
from lma_data.enrolment import vocabularies
from lma_data.enrolment.invented import SEED, folder
from lma_data.enrolment.invented.events import cohort, sessions
from lma_data.enrolment.invented.people import countries, editions, electives
from lma_data.enrolment.invented.truth import truth

YEARS = (2023, 2024, 2025, 2026)


@pytest.fixture(scope="module")
def told():
    """year -> (edition, people, files, truth)"""
    found = {}
    for year, edition in editions().items():
        people = cohort(edition, SEED)
        found[year] = (edition, people, folder.files(edition, SEED, people), truth(edition, people, SEED))
    return found


def text_of(data: bytes) -> str:
    return data.decode("utf-16" if data.startswith(b"\xff\xfe") else "utf-8-sig")


def file_like(files: dict[str, bytes], pattern: str) -> bytes:
    return next(data for name, data in files.items() if re.search(pattern, name))


def normal(email: str) -> str:
    """An address as it is compared: no case, no tag, no odd forms of letters."""
    plain = unicodedata.normalize("NFKC", email).casefold().strip().replace("\u200b", "")
    return re.sub(r"\+[^@]*@", "@", plain)


def test_four_editions_of_which_each_is_larger():
    assert tuple(editions()) == YEARS
    sizes = [edition.people for edition in editions().values()]
    assert sizes == sorted(sizes) and sizes[0] >= 60 and sizes[-1] <= 140


def test_the_same_seed_gives_the_same_bytes_and_another_seed_other_people(tmp_path):
    for place, seed in (("a", "7"), ("b", "7"), ("c", "8")):
        assert main(["sample", "--out", str(tmp_path / place), "--edition", "2023", "--seed", seed]) == 0
    written = {
        place: {path.name: path.read_bytes() for path in (tmp_path / place / "invented-2023").iterdir()}
        for place in "abc"
    }
    assert written["a"] == written["b"]
    assert written["a"].keys() == written["c"].keys() and not set(written["a"].values()) & set(written["c"].values())


def test_every_file_stands_under_a_name_that_says_invented(tmp_path, capsys):
    assert main(["sample", "--out", str(tmp_path), "--edition", "2023"]) == 0
    printed = capsys.readouterr().out.splitlines()
    assert sorted(printed) == sorted(str(path) for path in tmp_path.rglob("*") if path.is_file())
    assert {path.name for path in tmp_path.iterdir()} == {"README.txt", "invented-2023"}
    said = (tmp_path / "README.txt").read_text("utf-8")
    assert "All people in these files are invented." in said
    assert "Toutes les personnes de ces fichiers sont inventées." in said
    assert json.loads((tmp_path / "invented-2023" / "TRUTH.json").read_text("utf-8"))["invented"] is True


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([], "give a folder with --out DIR, or --load"),
        (["--out", "x", "--edition", "1999"], "no edition 1999; there are: 2023, 2024, 2025, 2026"),
        (["--out", "/dev/null/x"], "cannot write into /dev/null/x"),
    ],
)
def test_a_wrong_command_is_told(arguments, says, capsys):
    assert main(["sample", *arguments]) == 2
    assert says in capsys.readouterr().err


@pytest.mark.parametrize("year", YEARS)
def test_nobody_can_be_reached(told, year):
    """Every address in every file is in a domain, every IP address in a range, that are reserved for examples."""
    for name, data in told[year][2].items():
        for text in texts(name, data):
            spoken = unicodedata.normalize("NFKC", text)
            assert all(
                re.fullmatch(r"example\.(net|org|com)", domain, re.I) for domain in re.findall(r"@([\w.-]+)", spoken)
            )
            assert all(address.startswith("203.0.113.") for address in re.findall(r"\b\d+\.\d+\.\d+\.\d+\b", text))


def texts(name: str, data: bytes):
    if not name.endswith((".xlsx", ".ods")):
        yield data.decode("cp1252") if name.startswith("Application form 2025") else text_of(data)
        return
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for part in archive.namelist():
            yield archive.read(part).decode("utf-8")


def test_invented_courses_do_not_pose_as_real():
    assert not any(one.invented for one in courses().values())
    with pytest.raises(CourseProblem, match="there are: lma-2026$"):
        course("lma-2023")
    for year in YEARS[:3]:
        rules = course(f"lma-{year}-invented")
        assert rules.invented and rules.start.year == year
        assert all("nvent" in rules.name[lang] for lang in ("en", "fr"))
        assert rules.withdrawal == course("lma-2026").withdrawal
    assert editions()[2026].course is course("lma-2026")
    assert {edition.cohort for edition in editions().values()} == {f"invented-{year}" for year in YEARS}


def test_names_of_countries_and_groups_are_those_that_the_app_knows():
    for country in countries():
        known = areas.areas()[country.key]
        assert known.codes[0] == country.iso2
        assert {lang: country.names[lang] for lang in ("en", "fr")} == known.names
        assert vocabularies.code("country", country.names["typed"], None, {}) == country.key
    assert len(countries()) >= 60
    themes = {theme.id for theme in course("lma-2026").themes}
    assert {elective.theme for elective in electives()} == themes
    assert len(electives()) > course("lma-2026").electives.more_than


def test_editions_differ_so_that_a_comparison_tells_something(told):
    share = {year: told[year][3]["by_gender"]["female"] / told[year][3]["people"] for year in YEARS}
    assert share[2023] < share[2025] < share[2026]
    stayed = {}
    for year, (_, _, _, facts) in told.items():
        codes = Counter()
        for found in facts["attendance"]["by_session"].values():
            codes.update(found)
        stayed[year] = (codes["present"] + codes["late"]) / (codes.total() - codes["not-taken"])
    assert stayed[2024] < stayed[2023] < stayed[2026]


@pytest.mark.parametrize("year", YEARS)
def test_the_tripartite_constituents_are_most_and_regions_are_balanced(told, year):
    facts = told[year][3]
    groups = facts["by_audience"]
    assert set(groups) <= {group.id for group in course("lma-2026").audience}
    assert groups["government"] + groups["workers"] + groups["employers"] > 0.5 * facts["people"]
    assert len(facts["by_country"]) >= 30 and max(facts["by_country"].values()) < 0.15 * facts["people"]
    assert 0.1 < facts["by_language"]["fr"] / facts["people"] < 0.45
    assert facts["by_country"]["NAM"] and facts["by_country"]["CIV"] and facts["by_country"]["COD"]


@pytest.mark.parametrize("year", YEARS)
def test_what_goes_wrong_in_practice_is_there(told, year):
    edition, people, _, facts = told[year]
    cases = facts["cases"]
    for story in ("same-name", "not-in-moodle", "withdrawn-still-enrolled", "paid-without-letter", "joined-late"):
        assert len(cases[story]) == 2, story
    assert len(cases["paid-in-part"]) == 3 and len(cases["letter-without-payment"]) == 2
    assert (
        cases["substitute"]
        and cases["substituted"]
        and cases["accented-address"]
        and len(cases["never-logged-in"]) >= 2
    )
    assert {14, 13, 8, 7} <= {one["days_before"] for one in facts["withdrawals"]}
    late = next(person for person in people if "after-the-deadline" in person.stories)
    assert late.applied == datetime.combine(edition.course.application_deadline, datetime.min.time(), UTC) + timedelta(
        hours=23, minutes=30
    )
    assert not edition.course.in_time(late.applied)
    names = [person.name for person in people]
    assert any(" " not in person.name and not person.family for person in people)
    assert any(re.search("[\u0400-\u04ff]", name) for name in names) and any(
        re.search("[\u4e00-\u9fff]", name) for name in names
    )
    assert {person.role for person in people} == {"participant", "teacher", "assistant"}
    assert len({person.email for person in people}) == len(people)


@pytest.mark.parametrize("year", YEARS)
def test_attendance_grades_and_completion_hang_together(told, year):
    edition, people, _, facts = told[year]
    for person in people:
        there = sum(code in {"present", "late"} for code in person.attendance.values())
        assert (person.essay is None) == ("final-assignment" not in person.activities)
        if person.completed:
            assert person.essay >= 60 and len(person.activities) == 4 and there >= 1 and not person.withdrew
            assert person.completed >= max(person.activities.values())
        if "never-logged-in" in person.stories or person.withdrew:
            assert not person.visits and not person.activities and not there
        if not person.moodle:
            assert not person.attendance and not person.visits
        if person.joined:
            assert all(session >= person.joined for session in person.attendance)
    done, studying = facts["completion"], facts["enrolled_in_moodle"]
    assert (
        0.2 * studying < done["course_complete"] <= done["essay_pass60"] < studying - done["essay_missing"] < studying
    )


def test_penalties_are_those_of_the_course(told):
    for edition, _, _, facts in told.values():
        for one in facts["withdrawals"]:
            penalty = edition.course.withdrawal.penalty(one["days_before"]) * edition.course.price.amount
            assert Decimal(str(one["penalty_eur"])) == penalty
            assert one["paid_eur"] - one["refund_eur"] + one["owed_eur"] == one["penalty_eur"]
    assert any(one["owed_eur"] for _, _, _, facts in told.values() for one in facts["withdrawals"])


def test_only_two_people_share_a_name(told):
    for _, people, _, facts in told.values():
        twice = [name for name, times in Counter(person.name for person in people).items() if times > 1]
        assert len(twice) == 1
        assert sorted(person.email for person in people if person.name == twice[0]) == facts["board"]["same-name"]


# Files: read here by csv and openpyxl alone, and held against the truth.


def test_the_register_says_what_the_truth_says(told):
    _, _, files, facts = told[2026]
    text = file_like(files, "registre_2026").decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    people = {normal(row["Adresse e-mail"]): row for row in rows if "@" in row["Adresse e-mail"]}
    tried = facts["board"]["teacher-among-participants"]
    assert people.keys() == facts["each"].keys() | set(tried) and len(tried) == 1 and tried[0] in facts["staff"]
    counts = Counter(row["Statut"] for row in people.values())
    assert (
        counts["Désisté"] == facts["by_status"]["Withdrawn"] and counts["Confirmé"] == facts["by_status"]["Confirmed"]
    )
    paid = {
        email: Decimal(re.sub(r"\s", "", row["Montant payé (€)"]).replace(",", ".")) for email, row in people.items()
    }
    assert all(float(paid[email]) == record["paid_eur"] for email, record in facts["each"].items())
    odd = [row for row in rows if "@" not in row["Adresse e-mail"]]
    assert len(odd) == 2 or [row["Horodateur"] for row in odd] == ["", "Horodateur", "", "Total"]
    assert len(rows) - len(odd) == len(people) + 1  # one row stands there twice


def test_dates_of_refunds_cannot_be_misread(told):
    """The French register has days above 12, so the order of day and month follows from the column."""
    text = file_like(told[2026][2], "registre_2026").decode("utf-8-sig")
    days = [
        int(row["Date de retrait"][:2])
        for row in csv.DictReader(io.StringIO(text), delimiter=";")
        if row["Date de retrait"][:1].isdigit()
    ]
    assert max(days) > 12


def test_the_same_person_writes_the_address_in_other_ways(told):
    book = openpyxl.load_workbook(io.BytesIO(file_like(told[2026][2], r"Application form")))
    rows = list(book.active.iter_rows(values_only=True))
    assert rows[0][3] == "Email" and rows[0][8] == "Email2" and rows[0][6] == "First name\xa0"
    assert {row[3] for row in rows[1:]} == {"anonymous"}
    emails = [row[8] for row in rows[1:]]
    assert all(isinstance(row[1], int | float) and 45_000 < row[1] < 47_000 for row in rows[1:])
    assert {normal(email) for email in emails if "(at)" not in email} <= told[2026][3]["each"].keys()
    assert any("+lma@" in email for email in emails) and any("＠" in email for email in emails)
    assert any(unicodedata.normalize("NFC", email) != email for email in emails) and any(
        "\u200b" in email for email in emails
    )
    assert sum("(at)" in email for email in emails) == 1


def test_attendance_with_remarks_has_merged_headings_in_row_four(told):
    edition, _, files, facts = told[2026]
    sheet = openpyxl.load_workbook(io.BytesIO(file_like(files, r"Présences.*xlsx"))).active
    assert sheet["A1"].value == "Cours" and sheet["A4"].value == "Nom de famille" and sheet["A3"].value is None
    assert "E4:F4" in {str(one) for one in sheet.merged_cells.ranges}
    assert sheet["E4"].value == "29.06.2026 09:00 Tous les étudiants"
    for column, session in zip(range(5, 21, 2), sessions(edition.course), strict=True):
        cells = Counter(str(row[column - 1].value)[:1] for row in sheet.iter_rows(min_row=5))
        expected = facts["attendance"]["by_session"][session.isoformat(timespec="minutes")]
        assert cells["P"] == expected["present"] and cells["R"] == expected.get("late", 0)
        assert cells["A"] == expected["absent"] and cells["E"] == expected.get("excused", 0)


def test_encodings_and_forms_are_those_of_the_systems(told):
    progress = file_like(told[2023][2], "progress")
    assert progress.startswith(b"\xff\xfe") and text_of(progress).startswith('""\t"Email address"\t"Week 1')
    assert file_like(told[2026][2], "progress").startswith(b'\xef\xbb\xbf,"Adresse de courriel"')
    grades = file_like(told[2024][2], "Notes").decode("utf-8")
    assert grades.startswith('Prénom;"Nom de famille";') and re.search(r'"\d\d\.\d\d %"', grades) and ";-;-;" in grades
    assert "Devoir\xa0: Essai final individuel (Brut)" in grades
    participants = file_like(told[2026][2], r"participants\.csv").decode("utf-8")
    assert participants.startswith("\ufeff") and ",NA," in participants and "\r" not in participants
    teams = text_of(file_like(told[2024][2], "Attendance report"))
    assert [line for line in teams.splitlines() if re.match(r"\d\. ", line)] == [
        "1. Summary",
        "2. Participants",
        "3. In-Meeting activities",
    ]
    header = next(csv.reader(io.StringIO(text_of(file_like(told[2025][2], "positions")))))
    assert header.count("Company") == header.count("Country") == 2
    assert re.search(r'"\d+ juil\. 24, \d\d:\d\d"', text_of(file_like(told[2024][2], "completion")))
    assert b"Minist\xe8re" in file_like(told[2025][2], "Application form")


def test_an_older_export_knows_less_than_the_newer_one(told):
    files = told[2026][2]
    old, new = (list(csv.DictReader(io.StringIO(text_of(data)), delimiter=mark)) for data, mark in (
        (file_like(files, "Grades-"), ","), (file_like(files, "Notes-"), ";")))  # fmt: skip
    essay = "Assignment: Final individual assignment (Real)", "Devoir\xa0: Essai final individuel (Brut)"
    assert {row[essay[0]] for row in old} == {"-"}
    assert sum(row[essay[1]] != "-" for row in new) > 50
    assert int(old[0]["Last downloaded from this course"]) < int(new[0]["Dernier téléchargement depuis ce cours"])


def test_the_log_knows_people_by_id_and_agrees_with_the_truth(told):
    _, people, files, facts = told[2026]
    rows = list(csv.DictReader(io.StringIO(text_of(file_like(files, "logs_")))))
    seen: dict[int, set[str]] = {}
    for row in rows:
        seen.setdefault(int(re.search(r"user with id '(\d+)'", row["Description"]).group(1)), set()).add(
            row["Time"].split(",")[0]
        )
    days = {record["moodle"]: record["days_active"] for record in facts["each"].values() if record["days_active"]}
    staff = {person.moodle for person in people if person.role != "participant"}
    assert {user: len(found) for user, found in seen.items() if user not in staff} == days
