"""The whole way, from bytes to the report: any order, again, older after newer, broken files, and the command line."""

import csv
import io
import json
import os
import random
import stat
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from lma_data.catalog import ROOT
from lma_data.course import course
from lma_data.enrolment import intake, report, set_aside
from lma_data.enrolment.model import FileRead, FileRefused
from lma_data.enrolment.store import Store
from lma_data.i18n import Words

COURSE = course("lma-2026")
EXPORTS = os.environ.get("LMA_EXPORTS", "")
FILES = [path for path in sorted(Path(EXPORTS, "exports").glob("*")) if path.suffix != ".json"] if EXPORTS else []
needs_samples = pytest.mark.skipif(not EXPORTS, reason="LMA_EXPORTS names no folder with samples of exports")

HEADING = "Email,First name,Last name,Gender,Country,Language,Status,Date of withdrawal,Amount paid"
REGISTER = f"""{HEADING}
ana@example.net,Ana,Silva,Female,BR,English,Confirmed,,2775.00
bo@example.net,Bo,Li,Male,NA,English,Confirmed,,0.00
cleo@example.net,Cléo,N’Guessan,Female,CI,French,Withdrawn,2026-06-18,1000.00
"""
LIST = """First name,Last name,Email address,Groups
Ana,Silva,ANA@example.net,Team 01
Cléo,N’Guessan,cleo@example.net,Team 02
Tea,Cher,tea@example.org,
"""


@pytest.fixture
def store(tmp_path):
    with Store.open(tmp_path / "store.duckdb") as opened:
        opened.create_cohort("lma-2026", "lma-2026")
        yield opened


def take(store, *files, answers=None):
    """Read and commit (name, text) files as one batch; returns what the batch did."""
    found = intake.read([(name, _bytes(text)) for name, text in files], COURSE, answers or {})
    return store.commit("lma-2026", intake.taken(found))


def _bytes(text):
    return text if isinstance(text, bytes) else text.encode()


def test_names_at_one_address_in_one_file_are_offered_and_can_be_parted(store):
    text = "Email,Name,Country\na@x.org,Peter Smith,ZA\na@x.org,Peter Smith,GB\na@x.org,Jane Doe,KE\n"
    done = take(store, ("file.csv", text))
    assert [(file.rows, file.created, file.set_aside) for file in done.files] == [(3, 1, 0)]
    (pair,) = store.duplicates("lma-2026")
    assert pair.why == "two-names" and set(pair.names) == {"Peter Smith", "Jane Doe"}
    store.keep_apart("lma-2026", *pair.people)
    countries = {one.identity.name: one.profile.country.value for one in store.people("lma-2026")}
    assert countries == {"Peter Smith": "GBR", "Jane Doe": "KEN"}
    assert not take(store, ("file.csv", text)).is_new


def test_only_a_log_may_be_large():
    def answer(text):
        (found,) = intake.read([("file.csv", text.encode())], COURSE, {})
        return found.why.text if isinstance(found, FileRefused) else found.row_count

    rows = [f"p{number}@example.net,{number}" for number in range(26_000)]
    assert answer("\n".join(["Email,Letter", *rows[:10_000]])) == 10_000
    assert answer("\n".join(["Email,Letter", *rows])) == intake.TOO_MANY_ROWS
    assert (
        answer("\n".join(["Email,Letter", *("p@example.net," + "x" * 30_000 for _ in range(410))])) == intake.TOO_LARGE
    )
    click = '"3/07/26, 14:05",Ana Silva,-,Course: LMA,System,Viewed,"The user with id \'41\' viewed it.",web,192.0.2.1'
    head = "Time,User full name,Affected user,Event context,Component,Event name,Description,Origin,IP address"
    assert answer("\n".join([head, *[click] * 130_000])) == 130_000


def figures(store):
    emails = {person: identity.email for person, identity in store.identities("lma-2026").items()}
    return report.report("lma-2026", COURSE, store.facts("lma-2026"), emails)


def sums(difference):
    return [(side.rows, side.created, side.updated, side.unchanged, side.set_aside) for side in difference.files]


def test_from_two_files_to_the_report(store):
    assert sums(take(store, ("register.csv", REGISTER), ("list.csv", LIST))) == [(3, 3, 0, 0, 0), (3, 1, 2, 0, 0)]
    found = figures(store)
    assert (found["people"], found["applied"], found["enrolled_in_moodle"]) == (4, 3, 3)
    assert found["by_status"] == {"Confirmed": 2, "Withdrawn": 1, "unknown": 1}
    assert found["by_country"] == {"BRA": 1, "CIV": 1, "NAM": 1, "unknown": 1}
    assert found["by_language"] == {"en": 2, "fr": 1, "unknown": 1}
    (left,) = found["withdrawals"]
    assert (left["email"], left["days_before"]) == ("cleo@example.net", 11)
    assert (left["penalty_eur"], left["refund_eur"], left["owed_eur"]) == (1387.5, 0, 387.5)


def test_the_same_file_again_changes_nothing(store):
    take(store, ("register.csv", REGISTER))
    before = store.facts("lma-2026")
    again = take(store, ("another name.csv", REGISTER))
    assert sums(again) == [(3, 0, 0, 3, 0)]
    assert store.facts("lma-2026").drop(columns="file").equals(before.drop(columns="file"))
    assert len(store.batches("lma-2026")) == 1


def test_the_same_file_twice_in_one_drop_is_read_once():
    first, second = intake.read([("a.csv", REGISTER.encode()), ("b.csv", REGISTER.encode())], COURSE, {})
    assert isinstance(first, FileRead)
    assert isinstance(second, FileRefused)
    assert "a.csv" in str(second.why)


def grades(moment, score):
    heading = "First name,Last name,Email address,Assignment: Final individual assignment (Real),"
    heading += (
        "Assignment: Final individual assignment (Percentage),Course total (Real),Last downloaded from this course"
    )
    return f"{heading}\nAna,Silva,ana@example.net,{score},{score} %,{score},{moment}\n"


@pytest.mark.parametrize("newer_first", [True, False])
def test_an_older_export_does_not_overwrite_newer_values(store, newer_first):
    older, newer = ("grades.csv", grades(1785600000, "50.00")), ("grades.csv", grades(1785700000, "70.00"))
    for file in (newer, older) if newer_first else (older, newer):
        take(store, file)
    values = report.Cohort(store.facts("lma-2026")).keyed("grade.percent")
    assert [Decimal(grade["final-assignment"]) for grade in values.values()] == [Decimal(70)]


def test_what_a_choice_or_a_list_no_longer_says_is_gone(store):
    choice = "Last name\tFirst name\tEmail address\tGroup\tChoice\n"
    one, other = "Silva\tAna\tana@example.net\t\tFair recruitment\n", "Silva\tAna\tana@example.net\t\tCrisis\n"
    take(store, ("LMA Electives 20260701-0900.txt", choice + one + other), ("list 20260701-0900.csv", LIST))
    assert len(next(iter(report.Cohort(store.facts("lma-2026")).keyed("elective.choice").values()))) == 2
    shorter = "\n".join(LIST.splitlines()[:2]) + "\n"
    take(store, ("LMA Electives 20260708-0900.txt", choice + other), ("list 20260708-0900.csv", shorter))
    cohort = report.Cohort(store.facts("lma-2026"))
    assert [list(chosen) for chosen in cohort.keyed("elective.choice").values()] == [["crisis"]]
    assert len(cohort.enrolled()) == 1


def test_an_answer_gives_what_waited(store):
    ambiguous = "Email,First name,Last name,Status,Withdrawn on\nana@example.net,Ana,Silva,Withdrawn,06/07/2026\n"
    found = intake.read([("r.csv", ambiguous.encode())], COURSE, {})
    (question,) = intake.questions(found)
    assert question.id.startswith("dates:")
    assert sums(take(store, ("r.csv", ambiguous))) == [(1, 1, 0, 0, 0)]
    assert figures(store)["withdrawals"][0]["date"] is None
    assert sums(take(store, ("r.csv", ambiguous), answers={question.id: "month-first"})) == [(1, 0, 1, 0, 0)]
    assert figures(store)["withdrawals"][0]["date"] == "2026-06-07"


def test_a_word_that_nobody_knows_is_asked_once_for_all_files(store):
    first = "Email,Name,Gender\nana@example.net,Ana Silva,Zwxq\n"
    second = "Courriel,Nom,Genre\nbo@example.net,Bo Li,ZWXQ\n"
    found = intake.read([("1.csv", first.encode()), ("2.csv", second.encode())], COURSE, {})
    (question,) = intake.questions(found)
    assert question.rows == 2
    take(store, ("1.csv", first), ("2.csv", second), answers={question.id: "other"})
    assert figures(store)["by_gender"] == {"other": 2}


def test_a_file_that_was_mended_changes_nothing_when_it_is_dropped_again_as_it_was(store):
    text = "Email,First name,Last name\nana@example.net,Ana,Silva\nbo at example.net,Bo,Li\n"
    files = [("r.csv", text.encode())]
    (raw,) = intake.taken(intake.read(files, COURSE, {}))
    mends = {(raw.sha256, ""): {(3, "Email"): "bo@example.net"}}
    (mended,) = intake.taken(intake.read(files, COURSE, {}, mends))
    assert sums(store.commit("lma-2026", [mended])) == [(2, 2, 0, 0, 0)]
    assert sums(store.commit("lma-2026", [raw])) == [(2, 0, 0, 1, 1)]  # as it is, a row of it is set aside
    assert sums(store.commit("lma-2026", [mended])) == [(2, 0, 0, 2, 0)]
    assert len(store.identities("lma-2026")) == 2
    (batch,) = store.batches("lma-2026")
    store.undo(batch.id)
    assert sums(store.commit("lma-2026", [raw])) == [(2, 1, 0, 0, 1)]


# Broken files


def broken(seed):
    """A register of known rows, damaged in one of many ways."""
    chance = random.Random(seed)
    rows = [
        [f"p{number}@example.net", f"First{number}", 'La"st', "Female", "KE", "English", "Confirmed", "", "2775,00"]
        for number in range(chance.randint(1, 12))
    ]
    text = io.StringIO()
    writer = csv.writer(
        text, delimiter=chance.choice(",;\t"), quoting=chance.choice((csv.QUOTE_MINIMAL, csv.QUOTE_ALL))
    )
    writer.writerow(HEADING.split(","))
    for row in rows:
        kept = row[: chance.randint(1, 9)] if chance.random() < 0.2 else row + ["x"] * chance.choice((0, 0, 0, 2))
        writer.writerow(kept)
    content = text.getvalue()
    data = content.encode(chance.choice(("utf-8", "utf-8-sig", "utf-16", "cp1252", "utf-16-le")))
    for _ in range(chance.choice((0, 1, 1, 3))):
        at = chance.randrange(len(data))
        damage = chance.choice((b'"', b"\x00", b"\n", b"\xff", b"\r", b'""', b"", b"\xe2\x80\x8b"))
        data = data[:at] + damage + data[at + chance.choice((0, 1)) :]
    return data[: chance.randrange(len(data))] if chance.random() < 0.2 else data


def test_thousands_of_broken_files_keep_the_sum_of_rows(store):
    """Whatever happens to a file, each of its rows is accounted for; some of them go through the store too."""
    for seed in range(2000):
        for table in intake.read([(f"{seed}.csv", broken(seed))], COURSE, {}):
            if isinstance(table, FileRefused):
                assert str(table.why)
                continue
            assert table.row_count == sum(row.count for row in table.rows)
            assert all(row.set_aside or row.identifiers for row in table.rows), seed
            if seed % 40 == 0:
                (side,) = store.preview("lma-2026", [table]).files
                assert side.rows == table.row_count == side.created + side.updated + side.unchanged + side.set_aside


# Samples


def answers_of(found):
    truth = json.loads(Path(EXPORTS, "exports", "TRUTH.json").read_text("utf-8"))
    completion = found["completion"]
    assert found["applied"] == found["people"] == truth["applied"]
    assert found["enrolled_in_moodle"] == truth["enrolled_in_moodle"]
    assert found["by_gender"]["female"] == truth["female"]
    assert found["by_language"]["fr"] == truth["french"]
    assert (found["by_country"]["NAM"], found["by_country"]["CIV"]) == (truth["namibia"], truth["cote_divoire"])
    assert found["by_status"] == truth["status"]
    assert completion["essay_missing"] == truth["essay_missing"]
    assert completion["essay_pass60"] == truth["essay_pass60"]
    assert completion["course_complete"] == truth["course_complete"]
    keys = {"penalty": "penalty_eur", "refund": "refund_eur", "still_owed": "owed_eur", "paid": "paid_eur"}
    expected = [{keys.get(key, key): value for key, value in one.items()} for one in truth["withdrawals"]]
    assert found["withdrawals"] == sorted(expected, key=lambda one: one["date"])


@needs_samples
@pytest.mark.parametrize("seed", range(4))
def test_the_truth_comes_out_whatever_the_order_and_the_language(store, seed):
    chance = random.Random(seed)
    other = {0: "_fr", 1: "_en"}.get(seed, "none")  # all of one language that there are in two, or all
    two = {"participants", "grades", "completion", "progress", "attendance"}
    files = [path for path in FILES if not (other in path.name and any(name in path.name for name in two))]
    chance.shuffle(files)
    while files:
        batch = [files.pop() for _ in range(min(len(files), chance.randint(1, 6)))]
        found = intake.read([(path.name, path.read_bytes()) for path in batch], COURSE, {})
        assert not [one for one in found if isinstance(one, FileRefused)]
        difference = store.commit("lma-2026", intake.taken(found))
        assert all(side.set_aside == 0 for side in difference.files)
    answers_of(figures(store))


# The command line


def run(*arguments, store):
    command = [sys.executable, "-m", "lma_data", "enrolment", *arguments, "--store", str(store)]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT)


def test_the_command_line_imports_and_reports(tmp_path):
    (tmp_path / "register.csv").write_text(REGISTER, "utf-8")
    (tmp_path / "page.xls").write_text("<html><body>Sign in</body></html>", "utf-8")
    (tmp_path / "aside.csv").write_text("Email,Name\nnobody,Ana\nbo@example.net,Bo\n", "utf-8")
    store = tmp_path / "store.duckdb"
    names = [str(tmp_path / name) for name in ("register.csv", "page.xls", "aside.csv")]
    ran = run("import", *names, "--cohort", "lma-2026", "--set-aside", str(tmp_path / "out"), store=store)
    assert ran.returncode == 0, ran.stderr
    register, page, aside = json.loads(ran.stdout)["files"]
    assert (register["format"], register["language"]) == ("register", "en")
    assert [register[key] for key in ("rows", "created", "updated", "unchanged", "set_aside", "questions")] == [
        3,
        3,
        0,
        0,
        [],
        [],
    ]
    assert page["refused"]
    assert page["rows"] == 0
    assert [one["row"] for one in aside["set_aside"]] == [2]
    assert aside["set_aside"][0]["reason"]
    (written,) = (tmp_path / "out").iterdir()
    assert "nobody" in written.read_text("utf-8")
    assert stat.S_IMODE(written.stat().st_mode) == 0o600

    ran = run("report", "--cohort", "lma-2026", store=store)
    found = json.loads(ran.stdout)
    assert found["people"] == 3
    assert set(found) >= {
        "by_status",
        "by_gender",
        "by_language",
        "by_country",
        "by_audience",
        "withdrawals",
        "attendance",
    }


def test_what_is_no_file_is_refused_and_the_others_are_imported(tmp_path):
    register = tmp_path / "register.csv"
    register.write_text(REGISTER, "utf-8")
    os.mkfifo(tmp_path / "pipe.csv")
    huge = tmp_path / "huge.csv"
    with huge.open("wb") as file:
        file.truncate(300 * 1024 * 1024)
    odd = tmp_path / os.fsdecode(b"odd\xff.csv")
    odd.write_text("Email,Name\ndi@example.net,Di\n", "utf-8")
    names = [str(path) for path in (tmp_path, tmp_path / "pipe.csv", huge, odd, register)]
    ran = run("import", *names, "--cohort", "lma-2026", store=tmp_path / "store.duckdb")
    assert ran.returncode == 0, ran.stderr
    found = {one["file"]: one for one in json.loads(ran.stdout)["files"]}
    assert found["register.csv"]["created"] == 3
    assert found["odd?.csv"]["created"] == 1
    assert all(found[name]["refused"] for name in (tmp_path.name, "pipe.csv", "huge.csv"))


def test_an_answer_that_is_none_is_said_before_anything_is_written(tmp_path):
    (tmp_path / "r.csv").write_text("Email,Gender\nana@example.net,Zwxq\n", "utf-8")
    (tmp_path / "answers.json").write_text('{"value:gender:zwxq": "nonsense"}', "utf-8")
    arguments = ["import", str(tmp_path / "r.csv"), "--cohort", "lma-2026", "--answers", str(tmp_path / "answers.json")]
    ran = run(*arguments, store=tmp_path / "store.duckdb")
    assert ran.returncode == 2
    assert "'nonsense' is no answer" in ran.stderr
    assert "female" in ran.stderr


def test_headings_and_cells_are_harmless_in_what_is_set_aside():
    found = intake.read([("=r.csv", b"Email,=cmd,Name\nnobody,=1+1,Ana\n")], COURSE, {})
    ((name, content),) = set_aside.files(found, Words("en")).items()
    assert "Email,'=cmd,Name" in content.decode("utf-8-sig")
    assert "nobody,'=1+1,Ana" in content.decode("utf-8-sig")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["report", "--cohort", "nobody"], "no cohort"),
        (["import", "missing.csv", "--cohort", "lma-2026"], "missing.csv"),
        (["import", "README.md", "--cohort", "Bad Name"], "--cohort"),
        (["import", "README.md", "--cohort", "other-course"], "--course"),
        (["import", "README.md", "--cohort", "lma-2026", "--answers", "README.md"], "JSON"),
        (["import", "README.md", "--cohort", "lma-2026", "--set-aside", "README.md"], "README.md"),
    ],
)
def test_a_wrong_command_gets_one_line(tmp_path, arguments, said):
    ran = run(*arguments, store=tmp_path / "store.duckdb")
    assert ran.returncode == 2
    assert said in ran.stderr
    assert len(ran.stderr.splitlines()) == 1
    assert not ran.stdout
