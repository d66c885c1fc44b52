"""What the rows of each report say, in both languages; what is set aside, asked, left out, and why."""
# ruff: noqa: E501 — lines of a file are as long as they are

from __future__ import annotations

import csv
import json
import os
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies

from lma_data.course import course
from lma_data.enrolment import reading
from lma_data.enrolment.extract import extract
from lma_data.enrolment.fields import FIELDS
from lma_data.enrolment.model import Fact, FileRead, Refused, Row, RowRead, Sheet
from lma_data.enrolment.recognise import recognise
from lma_data.enrolment.table import Mends
from lma_data.i18n import Words

LMA = course("lma-2026")
EXPORTS = os.environ.get("LMA_EXPORTS")


def read(
    text: str,
    delimiter: str = ",",
    name: str = "file.csv",
    answers: Mapping[str, str] | None = None,
    mends: Mends | None = None,
    exported: datetime | None = None,
) -> FileRead:
    rows = list(csv.reader(StringIO(text), delimiter=delimiter))
    found = [Row(number, tuple(cells)) for number, cells in enumerate(rows, 1) if any(cell.strip() for cell in cells)]
    sheet = Sheet(name, "0" * 64, "", lambda: iter(found), "utf-8", delimiter, exported)
    return extract(sheet, recognise(sheet)[0], LMA, answers or {}, mends)


def said(found: FileRead, email: str = "ana@example.org") -> dict[tuple[str, str], str]:
    """What a file says of one person."""
    facts = [fact for row in found.rows if any(known.value == email for known in row.identifiers) for fact in row.facts]
    return {(fact.field, fact.key): fact.value for fact in facts}


def reasons(found: FileRead) -> list[str]:
    return [str(row.set_aside) for row in found.rows if row.set_aside]


def problems(row: RowRead) -> list[str]:
    return [f"{column}: {message}" for column, message in row.problems]


def same_facts(english: FileRead, french: FileRead) -> None:
    assert [(row.number, row.identifiers, sorted(row.facts)) for row in english.rows] == [
        (row.number, row.identifiers, sorted(row.facts)) for row in french.rows
    ]
    assert english.recognition.language == "en" and french.recognition.language == "fr"


# Moodle: pairs of one report in two languages say the same

PARTICIPANTS_EN = """First name,Last name,Email address,Country,Groups
Ana,Silva,Ana@Example.org,NA,"Team 05, LMA 2026"
Aung,,aung@example.org,MM,
"""
PARTICIPANTS_FR = PARTICIPANTS_EN.replace(
    "First name,Last name,Email address,Country,Groups", "Prénom,Nom de famille,Adresse de courriel,Pays,Groupes"
)


def test_participants() -> None:
    found = read(PARTICIPANTS_EN)
    assert said(found) == {
        ("moodle.enrolled", ""): "yes",
        ("name.first", ""): "Ana",
        ("name.family", ""): "Silva",
        ("person.country", ""): "NAM",  # NA is Namibia
        ("moodle.group", "Team 05"): "yes",
        ("moodle.group", "LMA 2026"): "yes",
    }
    assert ("name.family", "") not in said(found, "aung@example.org")
    assert found.authority == 10
    same_facts(found, read(PARTICIPANTS_FR))


def test_participants_with_roles_and_fields_of_a_profile() -> None:
    found = read(
        "First name,Last name,Email address,Gender,Roles,Groups\n"
        'Ana,Silva,ana@example.org,Female,"Student, Teacher",\nBo,Li,bo@example.org,Male,Student,\n'
    )
    assert said(found)["moodle.role", ""] == "teacher"
    assert said(found)["person.gender", ""] == "female"
    assert said(found, "bo@example.org")["moodle.role", ""] == "participant"


GRADES_EN = """First name,Last name,Email address,Quiz: Quiz: "Fair recruitment" basics (Real),\
Assignment: Final individual assignment (Real),Assignment: Final individual assignment (Percentage),\
Assignment: Final individual assignment (Feedback),Course total (Real),Last downloaded from this course
Ana,Silva,ana@example.org,4.64,55.52,55.52 %,"Excellent, secret",60.16,1785600000
Bo,Li,bo@example.org,10.00,-,-,,-,1785600000
"""
GRADES_FR = """Prénom;Nom de famille;Adresse de courriel;Test\u00a0 Test : « recrutement équitable » (Brut);\
Devoir\u00a0: Essai final individuel (Brut);Devoir\u00a0: Essai final individuel (Pourcentage);\
Devoir\u00a0: Essai final individuel (Feedback);Total du cours (Brut);Dernier téléchargement depuis ce cours
Ana;Silva;ana@example.org;4,64;55,52;55,52 %;"Excellent, secret";60,16;1785600000
Bo;Li;bo@example.org;10,00;-;-;;-;1785600000
"""


def test_grades() -> None:
    found = read(GRADES_EN)
    assert said(found) == {
        ("name.first", ""): "Ana",
        ("name.family", ""): "Silva",
        ("grade.activity", "quiz-fair-recruitment"): "4.64",
        ("grade.activity", "final-assignment"): "55.52",
        ("grade.percent", "final-assignment"): "55.52",
        ("grade.course", ""): "60.16",
    }
    # "-" is no grade, not 0.
    assert {field for field, _ in said(found, "bo@example.org")} == {"name.first", "name.family", "grade.activity"}
    assert found.as_of == datetime(2026, 8, 1, 16, tzinfo=UTC)
    assert "secret" not in str(found)
    same_facts(found, read(GRADES_FR, ";"))


def test_a_grade_that_is_no_number_is_left_out_and_said() -> None:
    found = read("First name,Last name,Email address,Forum: Talk (Real)\nAna,Silva,ana@example.org,Satisfactory\n")
    assert problems(found.rows[0]) == ["Forum: Talk (Real): “Satisfactory” is not a grade in numbers. It is left out."]
    assert ("grade.activity", "talk") not in said(found)


PROGRESS_EN = """,Email address,Week 1: Introductory webinar,,Final individual assignment,2026-07-31 23:59:00
Ana Silva,ana@example.org,Completed,2026-07-03 18:09:39,Completed (did not achieve pass grade),2026-07-31 16:16:23
Bo Li,bo@example.org,Completed (set by Eva Teacher),2026-07-03 13:26:24,Not completed,
Cy Do,cy@example.org,Not completed,,Completed (achieved pass grade),2026-07-31 11:00:00
"""
PROGRESS_FR = """,Adresse de courriel,Semaine 1 : webinaire introductif,,Essai final individuel,2026-07-31 23:59:00
Ana Silva,ana@example.org,Terminé,2026-07-03 18:09:39,Terminé (n’a pas atteint la note minimale de réussite),2026-07-31 16:16:23
Bo Li,bo@example.org,Terminé (défini par Eva Teacher),2026-07-03 13:26:24,Pas terminé,
Cy Do,cy@example.org,Pas terminé,,Terminé (note minimale de réussite atteinte),2026-07-31 11:00:00
"""


def test_activity_completion() -> None:
    found = read(PROGRESS_EN)
    assert said(found) == {
        ("name.full", ""): "Ana Silva",
        ("completion.activity", "introductory-webinar"): "completed",
        ("completion.on", "introductory-webinar"): "2026-07-03T18:09:39+02:00",
        ("completion.activity", "final-assignment"): "failed",
        ("completion.on", "final-assignment"): "2026-07-31T16:16:23+02:00",
    }
    assert said(found, "bo@example.org")["completion.activity", "introductory-webinar"] == "completed"
    assert said(found, "bo@example.org")["completion.activity", "final-assignment"] == "not-completed"
    assert said(found, "cy@example.org")["completion.activity", "final-assignment"] == "passed"
    assert "Teacher" not in str([row.facts for row in found.rows])
    assert found.as_of == datetime.fromisoformat("2026-07-31T16:16:23+02:00")
    same_facts(found, read(PROGRESS_FR))


def test_two_activities_of_one_name_stay_two() -> None:
    found = read(",Email address,Group work,,Travail de groupe,\nAna,ana@example.org,Completed,,Not completed,\n")
    completed = {key: value for (field, key), value in said(found).items() if field == "completion.activity"}
    assert completed == {"group-work": "completed", "travail-de-groupe": "not-completed"}


COMPLETION = """ID,{name},{email},{webinar},{webinar} - {date},{essay},{essay} - {date},{course}
4101,Ana Silva,ana@example.org,{done},"{one}",{done},"{two}","{three}"
4102,Bo Li,,{done},"{one}",{not_done},,
"""
ENGLISH = {
    "name": "Name",
    "email": "Email address",
    "webinar": "Week 1: Introductory webinar",
    "essay": "Final individual assignment",
    "date": "Completion date",
    "course": "Course complete",
    "done": "Completed",
    "not_done": "Not completed",
}
FRENCH = {
    "name": "Nom",
    "email": "Adresse de courriel",
    "webinar": "Semaine 1 : webinaire introductif",
    "essay": "Essai final individuel",
    "date": "Date d’achèvement",
    "course": "Cours terminé",
    "done": "Terminé",
    "not_done": "Pas terminé",
}


def test_course_completion() -> None:
    old = {"one": "3/07/26, 14:34", "two": "31/07/26, 15:24", "three": "31/07/26, 17:26"}
    found = read(COMPLETION.format(**ENGLISH, **old))
    assert found.rows[0].identifiers == (("email", "ana@example.org"), ("moodle", "4101"))
    assert said(found)["completion.on", "introductory-webinar"] == "2026-07-03T14:34:00+02:00"
    assert said(found)["completion.course", ""] == "2026-07-31T17:26:00+02:00"
    # Nobody is lost for want of an address: the id is theirs in logs too.
    assert found.rows[1].identifiers == (("moodle", "4102"),)
    assert said(found, "4102")["completion.course", ""] == "no"
    same_facts(found, read(COMPLETION.format(**FRENCH, **old)))
    french = {"one": "3 juil. 26, 14:34", "two": "31 juil. 26, 15:24", "three": "31 juil. 26, 17:26"}
    same_facts(found, read(COMPLETION.format(**FRENCH, **french)))
    new = {"one": "2026-07-03 14:34:00", "two": "2026-07-31 15:24:00", "three": "2026-07-31 17:26:00"}
    same_facts(found, read(COMPLETION.format(**FRENCH, **new)))


def test_a_site_that_writes_the_month_first() -> None:
    """Where the days of a column show it, they count for more than what the system usually writes."""
    american = {"one": "7/03/26, 14:34", "two": "7/31/26, 15:24", "three": "7/31/26, 17:26"}
    assert said(read(COMPLETION.format(**ENGLISH, **american)))["completion.course", ""] == "2026-07-31T17:26:00+02:00"


ATTENDANCE_EN = """Course,Academy
Group,All participants

Last name,First name,Groups,Email address,29 Jun 2026 9.00AM All students,1 Jul 2026 2.00PM All students,\
8 Jul 2026 2.00PM All students,P,L,E,A,Taken sessions,Points,Percentage
Silva,Ana,Team 01,ana@example.org,P (2/2),L (1/2),?,1,1,0,0,2,3,75.0
Li,Bo,Team 02,bo@example.org,E (1/2),A (0/2),Enrolment ended 2 July 2026,0,0,1,1,2,1,25.0
"""
ATTENDANCE_FR = """Cours;Académie
Groupe;Tous les participants

Nom de famille;Prénom;Groupes;Adresse de courriel;29.06.2026 09:00 Tous les étudiants;;1.07.2026 14:00 Tous les étudiants;;\
8.07.2026 14:00 Tous les étudiants;;P;R;E;A;Sessions prises;Points;Pourcentage
Silva;Ana;Team 01;ana@example.org;P (2/2);;R (1/2);arrivée 10:20;?;;1;1;0;0;2;3;75,0
Li;Bo;Team 02;bo@example.org;E (1/2);malade;A (0/2);;Fin d’inscription le 2 juillet 2026;;0;0;1;1;2;1;25,0
"""


def test_attendance_with_and_without_remarks() -> None:
    found = read(ATTENDANCE_EN)
    assert said(found) == {
        ("name.first", ""): "Ana",
        ("name.family", ""): "Silva",
        ("attendance.session", "2026-06-29T09:00"): "present",
        ("attendance.session", "2026-07-01T14:00"): "late",
        ("attendance.session", "2026-07-08T14:00"): "not-taken",
    }
    bo = {key: value for (field, key), value in said(found, "bo@example.org").items() if field == "attendance.session"}
    assert bo == {"2026-06-29T09:00": "excused", "2026-07-01T14:00": "absent"}
    french = read(ATTENDANCE_FR, ";")
    same_facts(found, french)
    assert "malade" not in str([row.facts for row in french.rows])


@pytest.mark.parametrize("word", ["Summary", "Résumé"])
def test_the_summary_below_an_attendance_report_is_a_total(word: str) -> None:
    found = read(
        "Last name,First name,Email address,29 Jun 2026 9.00AM All students,Taken sessions,Points\n"
        f"Silva,Ana,ana@example.org,P (2/2),1,2\n{word},,,P: 1,,\n"
    )
    assert reasons(found) == ["This row is a total."]


def test_zoom_in_french() -> None:
    found = read(
        "Nom (nom d’origine),Adresse e-mail de l’utilisateur,Heure d’arrivée,Heure de départ,Durée (minutes),Invité\n"
        "Ana Silva,ana@example.org,13/07/2026 14:00:00,13/07/2026 15:00:00,60,Oui\n"
    )
    assert found.recognition.language == "fr"
    assert said(found)["attendance.minutes", "2026-07-13T14:00"] == "60"


def test_two_sessions_at_one_time_and_a_status_of_the_site() -> None:
    found = read(
        "Last name,First name,Email address,29 Jun 2026 9.00AM Group: A,29 Jun 2026 9.00AM Group: B,Taken sessions,Points\n"
        "Silva,Ana,ana@example.org,P (2/2),X (1/2),1,2\n"
    )
    assert said(found)["attendance.session", "2026-06-29T09:00"] == "present"
    assert [question.id for question in found.questions] == ["value:attendance:x"]
    answered = read(
        "Last name,First name,Email address,29 Jun 2026 9.00AM Group: A,29 Jun 2026 9.00AM Group: B,Taken sessions,Points\n"
        "Silva,Ana,ana@example.org,P (2/2),X (1/2),1,2\n",
        answers={"value:attendance:x": "excused"},
    )
    assert said(answered)["attendance.session", "2026-06-29T09:00/group-b"] == "excused"


CHOICE = """Last name,First name,Email address,Group,Choice
Silva,Ana,ana@example.org,Team 01LMA 2026,"Fair recruitment (online, EN)"
Silva,Ana,ana@example.org,Team 01LMA 2026,"Mixed migration & crisis (Turin, EN/FR)"
Li,Bo,bo@example.org,Team 02,Not answered yet
"""


def test_choice_is_not_people() -> None:
    found = read(CHOICE)
    chosen = {key: value for (field, key), value in said(found).items() if field == "elective.choice"}
    assert chosen == {"fair-recruitment-online-en": "yes", "mixed-migration-and-crisis-turin-en-fr": "yes"}
    assert found.row_count == 3 and not reasons(found)
    assert {field for field, _ in said(found, "bo@example.org")} == {"name.first", "name.family"}
    assert not any(fact.field in ("moodle.enrolled", "moodle.group") for row in found.rows for fact in row.facts)
    french = CHOICE.replace("Not answered yet", "Pas encore répondu").replace(
        "Last name,First name,Email address,Group,Choice",
        "Nom de famille,Prénom,Adresse de courriel,Groupe,Proposition",
    )
    same_facts(found, read(french))


def test_of_feedback_only_that_it_was_given_and_when() -> None:
    english = read(
        "User full name,Groups,Email address,Date,(all) Satisfaction\n"
        'Ana Silva,Team 01,ana@example.org,"Monday, 29 June 2026, 9:05 AM",Very bad &amp; worse\n'
        'Anonymous,,,"Monday, 29 June 2026, 9:06 AM",Good\n'
    )
    answered = [fact for row in english.rows for fact in row.facts if fact.field == "feedback.answered"]
    assert [fact.value for fact in answered] == ["2026-06-29T09:05:00+02:00"]
    assert "worse" not in str([row.facts for row in english.rows])
    assert len(reasons(english)) == 1
    french = read(
        "Nom complet de l’utilisateur,Groupes,Adresse de courriel,Date,(all) Satisfaction\n"
        'Ana Silva,Team 01,ana@example.org,"lundi 29 juin 2026, 09:05",Mauvais\n'
        'Anonyme,,,"lundi 29 juin 2026, 09:06",Bon\n'
    )
    same_facts(english, french)


def test_questionnaire() -> None:
    found = read(
        "Response,Submitted on:,Institution,Department,Course,Group,ID,Full name,Username,Q07->option\n"
        "1,29/06/2026 09:05:11,ILO,,LMA,,4101,Ana Silva,asilva,1\n"
    )
    assert found.rows[0].identifiers == (("moodle", "4101"), ("username", "asilva"))
    assert [fact.value for fact in found.rows[0].facts if fact.field == "feedback.answered"] == [
        "2026-06-29T09:05:11+02:00"
    ]
    anonymous = read("Response,Submitted on:,Course,Q07->option\n1,29/06/2026 09:05:11,LMA,1\n")
    assert reasons(anonymous) == ["The answers are anonymous: they belong to nobody that can be named."]


# Logs

LOG = """Time,User full name,Affected user,Event context,Component,Event name,Description,Origin,IP address
"3/07/26, 14:05:07",Ana Silva,-,Course,System,Course viewed,The user with id '4101' viewed the course with id '9'.,web,203.0.113.7
"2/07/26, 23:59",Ana Silva,Bo Li,Course,Forum,Post,The user with id '4101' sent a message to the user with id '4102'.,web,203.0.113.7
"3/07/26, 08:00",Ana Silva,-,Course,System,Course viewed,The user with id '4101' viewed the course with id '9'.,web,203.0.113.7
"3/07/26, 08:00",-,-,Course,System,Course viewed,The user with id '0' viewed the course with id '9'.,web,203.0.113.7
"3/07/26, 08:01",-,-,Course,System,Cron,Something ran.,cli,
"3/07/26, 08:02",Eva Admin,Bo Li,Course,System,Course completed,The user with id '4102' completed the course with id '9'.,web,203.0.113.8
"3/07/26, 08:03",Eva Admin,-,Course,System,Odd,Somebody did something.,web,203.0.113.8
yesterday,Ana Silva,-,Course,System,Course viewed,The user with id '4101' viewed the course with id '9'.,web,203.0.113.7
"""


def test_logs_are_put_together_by_person() -> None:
    found = read(LOG)
    assert found.row_count == 8
    (ana,) = [row for row in found.rows if row.identifiers]
    assert (ana.identifiers, ana.count, ana.number) == ((("moodle", "4101"),), 3, 2)
    assert {fact.field: fact.value for fact in ana.facts} == {
        "name.full": "Ana Silva",
        "access.first": "2026-07-02T23:59:00+02:00",
        "access.last": "2026-07-03T14:05:07+02:00",
        "access.days": "2",
    }
    counts = {str(row.set_aside): row.count for row in found.rows if row.set_aside}
    assert counts == {
        "Done by nobody: the system itself, or a visitor who was not signed in.": 2,
        "The description does not say by its id who did it.": 2,
        "The time of this row cannot be read.": 1,
    }
    assert "203.0.113" not in str(found)


def test_logs_in_french_and_in_the_words_of_newer_versions() -> None:
    header = (
        "Heure,Nom complet de l’utilisateur,Utilisateur concerné,Contexte de l’événement,Composant,Nom de l’événement,"
        "Description,Origine,Adresse IP"
    )
    english, _, rest = LOG.partition("\n")
    same_facts(read(LOG), read(f"{header}\n{rest}"))
    long = rest.replace('"3/07/26, 14:05:07"', '"3 July 2026, 2:05:07 PM"').replace(
        '"2/07/26, 23:59"', '"2 juil. 2026, 23:59"'
    )
    assert said(read(f"{english}\n{long}"), "4101") == said(read(LOG), "4101")


# Meetings

TEAMS = """1. Summary
Meeting title\tPlenary
Start time\t{day}, 09:00:30

2. Participants
Name\tFirst join\tLast leave\tIn-meeting duration\tEmail\tParticipant ID (UPN)\tRole
Silva, Ana (EXT)\t{day}, 09:01:00\t{day}, 09:31:00\t30m\tAna@example.org\tana@example.org\tPresenter
Bo Li\t{day}, 09:01:00\t{day}, 10:02:30\t1h 1m 30s\t\tbo@example.org\tPresenter
Guest\t{day}, 09:01:00\t{day}, 09:02:00\t1m\t\t\tPresenter

3. In-Meeting activities
Name\tJoin time\tLeave time\tDuration\tEmail\tRole
Silva, Ana (EXT)\t{day}, 09:01:00\t{day}, 09:31:00\t30m\tana@example.org\tPresenter
"""


def test_of_a_teams_report_the_participants_count() -> None:
    found = read(TEAMS.format(day="20/07/26"), "\t")
    assert said(found) == {("name.full", ""): "Ana Silva", ("attendance.minutes", "2026-07-20T09:00"): "30"}
    assert said(found, "bo@example.org")["attendance.minutes", "2026-07-20T09:00"] == "61.5"
    assert len(reasons(found)) == 1 and found.row_count == 3


def test_a_meeting_whose_day_has_two_meanings_is_asked_about() -> None:
    found = read(TEAMS.format(day="03/07/26"), "\t")
    assert len(found.questions) == 1 and found.questions[0].id.startswith("dates:")
    assert set(found.questions[0].options) == {"day-first", "month-first"}
    assert not any(fact.field == "attendance.minutes" for row in found.rows for fact in row.facts)
    answered = read(TEAMS.format(day="03/07/26"), "\t", answers={found.questions[0].id: "day-first"})
    assert said(answered)["attendance.minutes", "2026-07-03T09:00"] == "30"


ZOOM = """Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest,Recording Consent
Ana (Ana Silva),ana@example.org,07/03/2026 09:00:00 AM,07/03/2026 09:20:00 AM,20,No,NA
Ana (Ana Silva),ana@example.org,07/03/2026 10:00:00 AM,07/03/2026 10:05:00 AM,5,No,NA
Bo Li,bo@example.org,07/03/2026 09:10:00 AM,07/03/2026 09:40:00 AM,30,No,Y
Bo's phone,bo@example.org,07/03/2026 09:30:00 AM,07/03/2026 09:50:00 AM,20,No,Y
,,07/03/2026 09:30:00 AM,07/03/2026 09:50:00 AM,20,Yes,Y
"""


def answered(text: str) -> FileRead:
    """Read, and the one question of which comes first answered as it is in the United States."""
    (question,) = read(text).questions
    return read(text, answers={question.id: "month-first"})


def test_am_and_pm_do_not_say_which_of_day_and_month_comes_first() -> None:
    found = read(ZOOM)
    assert set(found.questions[0].options) == {"day-first", "month-first"}
    assert not any(fact.field == "attendance.minutes" for row in found.rows for fact in row.facts)
    told = read(ZOOM.replace("07/03/", "07/13/"))
    assert not told.questions and said(told)["attendance.minutes", "2026-07-13T09:00"] == "25"


def test_zoom_rows_of_a_person_are_summed_and_devices_counted_once() -> None:
    found = answered(ZOOM)
    assert found.row_count == 5
    assert said(found) == {("name.full", ""): "Ana Silva", ("attendance.minutes", "2026-07-03T09:00"): "25"}
    assert said(found, "bo@example.org")["attendance.minutes", "2026-07-03T09:00"] == "40"
    assert [row.count for row in found.rows if row.identifiers] == [2, 2]
    assert reasons(found) == ["There is no e-mail address and no user id in this row. Add the address of the person."]


def test_zoom_says_above_its_table_when_the_meeting_began() -> None:
    found = answered(
        "Meeting ID,Topic,Start Time,End Time,User Email,Duration (Minutes),Participants\n"
        "81 234,Plenary,07/03/2026 09:00:00 AM,07/03/2026 10:00:00 AM,host@example.org,60,2\n\n"
        "Name (Original Name),User Email,Total Duration (Minutes),Guest\nAna,ana@example.org,45,No\n"
    )
    assert said(found)["attendance.minutes", "2026-07-03T09:00"] == "45"


# Registrations and forms

INDICO = """ID,Name,First Name,Last Name,Email Address,Affiliation,Country,Phone Number,Comments,Comments,Registration date,\
Registration state,Price,Checked in,Payment date
1,Ana Silva,Ana,Silva,ana@example.org,Ministry of Labour,NA,39011,,,2026-05-08 23:30:00.123456+00:00,Completed,"€2,775.00",Yes,2026-05-20
2,Bo Li,Bo,Li,bo@example.org,Union,CN,,,,2026-05-01 10:00:00+00:00,Awaiting payment,"€2,775.00",No,
3,Cy Do,Cy,Do,cy@example.org,Union,CN,,,,2026-05-01 10:00:00+00:00,Pending,"€2,775.00",No,
4,Di Wu,Di,Wu,di@example.org,Union,CN,,,,2026-05-01 10:00:00+00:00,Withdrawn,"€2,775.00",No,
5,Ed Xo,Ed,Xo,ed@example.org,A friend of mine,CN,,,,2026-05-01 10:00:00+00:00,Rejected,"€2,775.00",No,
"""


def test_indico() -> None:
    found = read(INDICO)
    ana = said(found)
    applied = datetime.fromisoformat(ana.pop(("application.applied", "")))
    assert applied == datetime(2026, 5, 8, 23, 30, tzinfo=UTC) and not LMA.in_time(applied)
    assert ana == {
        ("name.full", ""): "Ana Silva",
        ("name.first", ""): "Ana",
        ("name.family", ""): "Silva",
        ("person.organisation", ""): "Ministry of Labour",
        ("person.country", ""): "NAM",
        ("application.status", ""): "confirmed",
        ("payment.price", ""): "2775",
        ("payment.paid_on", ""): "2026-05-20",
    }
    states = [said(found, f"{name}@example.org")["application.status", ""] for name in ("bo", "cy", "di", "ed")]
    assert states == ["accepted", "applied", "withdrawn", "rejected"]
    assert found.authority == 30
    assert "39011" not in str([row.facts for row in found.rows])


def test_what_a_registration_form_asks_besides_is_read() -> None:
    header, _, rows = INDICO.partition("\n")
    asked = f"{header},Gender,Preferred language\n" + "".join(f"{row},Female,French\n" for row in rows.splitlines())
    assert said(read(asked))["person.gender", ""] == "female"
    assert said(read(asked))["person.language", ""] == "fr"


def test_a_column_of_kinds_of_organizations_holds_audience_groups() -> None:
    text = (
        INDICO.replace("Ministry of Labour", "Government")
        .replace("Union", "Media")
        .replace("A friend of mine", "Media")
    )
    assert said(read(text))["person.audience", ""] == "government"


PRETIX = """Event slug,Order code,Position ID,Status,Email,Order date,Order time,Price,Attendee name,Attendee email,Company,Country,\
Electives – Fair recruitment,Electives – Skills partnerships,Company,Country,Order locale
lma,A1,1,paid,boss@example.org,2026-03-01,08:00:00,2775.00,Ana Silva,ana@example.org,Union,KE,No,Yes,Ministry,IT,en
lma,A2,1,canceled,bo@example.org,2026-03-02,08:00:00,2775.00,Bo Li,,,CN,Yes,Yes,Ministry,IT,fr
lma,A3,1,expired,cy@example.org,2026-03-02,08:00:00,2775.00,Cy Do,cy@example.org,,CN,No,No,,,fr
lma,A4,1,pending,di@example.org,2026-03-02,08:00:00,2775.00,Di Wu,di@example.org,,CN,No,No,,,fr
"""


def test_pretix_headings_repeat_and_count_by_position() -> None:
    found = read(PRETIX)
    ana = said(found)
    assert (ana["person.organisation", ""], ana["person.country", ""]) == ("Union", "KEN")
    assert ana["application.applied", ""] == "2026-03-01T08:00:00+01:00"
    assert [key for field, key in ana if field == "elective.choice"] == ["skills-partnerships"]
    # Where the attendee has no address, it is that of the order.
    assert said(found, "bo@example.org")["person.language", ""] == "fr"
    assert not said(found, "boss@example.org")
    states = [said(found, f"{name}@example.org")["application.status", ""] for name in ("ana", "bo", "cy", "di")]
    assert states == ["confirmed", "cancelled", "cancelled", "accepted"]
    assert not any(fact.field == "payment.paid" for row in found.rows for fact in row.facts)  # the price is the price


GROUP = """Event slug,Order code,Position ID,Status,Email,Attendee name,Attendee email,Invoice address name
lma,A1,1,paid,boss@example.org,Ana Silva,,Boss Bo
lma,A1,2,paid,boss@example.org,Bo Boss,,Boss Bo
lma,A2,1,paid,boss@example.org,Di Wu,di@example.org,Boss Bo
lma,A3,1,paid,cy@example.org,Cy Do,,Ministry of Labour
lma,A4,1,paid,ed@example.org,Ed Xo,ed@example.org,
lma,A5,1,paid,ed@example.org,Flo Yu,,
lma,A5,2,paid,ed@example.org,,,
"""


def test_who_was_booked_by_somebody_else_is_not_them() -> None:
    found = read(GROUP)
    kept = {row.number: row.identifiers[0].value for row in found.rows if row.identifiers}
    assert kept == {3: "boss@example.org", 4: "di@example.org", 5: "cy@example.org", 6: "ed@example.org"}
    assert len(set(reasons(found))) == 1 and "no address of their own" in reasons(found)[0]
    assert all(row.cells for row in found.rows if row.set_aside)


def test_buyers_at_eventbrite() -> None:
    found = read(
        "Order #,Order Date,First Name,Last Name,Email,Attendee #,Attendee Status,Buyer First Name,Buyer Last Name,Buyer Email\n"
        "1,03/14/26 22:28,Ana,Silva,,7,Attending,Bo,Li,bo@example.org\n"
        "1,03/14/26 22:28,Bo,Li,,8,Attending,Bo,Li,bo@example.org\n"
        "2,03/14/26 22:28,Cy,Do,cy@example.org,9,Attending,Bo,Li,bo@example.org\n"
    )
    assert [row.identifiers[0].value if row.identifiers else "" for row in found.rows] == [
        "",
        "bo@example.org",
        "cy@example.org",
    ]


def test_eventbrite_writes_the_month_first() -> None:
    header = "Order #,Order Date,First Name,Last Name,Email,Quantity,Attendee #,Currency,Total Paid,Attendee Status,Company\n"
    found = read(
        header
        + "1,03/04/26 22:28,Ana,Silva,ana@example.org,1,7,EUR,500.00,Attending,Union\n"
        + "2,03/05/26 22:28,Bo,Li,bo@example.org,1,8,USD,500.00,Not Attending,Union\n"
        + "3,03/05/26 22:28,Cy,Do,cy@example.org,1,9,USD,0,Attending,Union\n"
    )
    assert said(found)["application.applied", ""] == "2026-03-04T22:28:00+01:00"
    assert said(found)["payment.paid", ""] == "500"
    assert ("payment.paid", "") not in said(found, "bo@example.org") and problems(found.rows[1])
    assert said(found, "bo@example.org")["application.status", ""] == "cancelled"
    assert said(found, "cy@example.org")["payment.paid", ""] == "0"


FORM = """ID,Start time,Completion time,Email,Name,Last modified time,First name\u00a0,Family name\u00a0,Email2,Gender,\
Country of residence,Preferred language,Which thematic areas interest you?
1,46082.33333333334,46082.33933333334,anonymous,,,Ana,Silva,ana@example.org,Female,Côte d'Ivoire,French,Governance;Crisis migration;
2,46084.08333333334,46084.08933333334,anonymous,,,Bo,Li,nowhere,Male,CN,English,Something else;
"""


def test_microsoft_forms() -> None:
    found = read(FORM)
    assert said(found) == {
        ("application.applied", ""): "2026-03-01T08:08:38+01:00",
        ("name.first", ""): "Ana",
        ("name.family", ""): "Silva",
        ("person.gender", ""): "female",
        ("person.country", ""): "CIV",
        ("person.language", ""): "fr",
        ("application.theme", "governance"): "yes",
        ("application.theme", "crisis"): "yes",
    }
    assert reasons(found) == ["“nowhere” is not an e-mail address."]
    assert found.authority == 20


def test_google_forms_in_french() -> None:
    found = read(
        "Horodateur,Adresse e-mail,Prénom,Nom,Quels axes thématiques vous intéressent ?\n"
        '13/04/2026 08:00:00,ana@example.org,Ana,Silva,"Gouvernance, Protection"\n'
        "03/04/2026 08:00:00,bo@example.org,Bo,Li,\n"
    )
    assert found.recognition.report == "google-forms"
    assert said(found, "bo@example.org")["application.applied", ""] == "2026-04-03T08:00:00+02:00"
    assert {key for field, key in said(found) if field == "application.theme"} == {"governance", "protection"}


# Any table, and rows that cannot be used

REGISTER = """ITCILO;;;;;;;
Adresse e-mail;Prénom;Nom;Genre;Pays;Statut;Date de retrait;Montant payé (€)
ANA@example.org;Ana;Silva;Femme;Côte d’Ivoire;Désistée;30/05/2026;2\u202f775,00
bo@example.org;Bo;Li;Homme;Chine;Confirmé;;1.387,50
Adresse e-mail;Prénom;Nom;Genre;Pays;Statut;Date de retrait;Montant payé (€)
;Cy;Do;Homme;Chine;Confirmé;;0
cy@example;Cy;Do;Homme;Chine;Confirmé;;0
Total;3;;;;;;4162,50
"""


def test_a_register() -> None:
    found = read(REGISTER, ";")
    assert (found.recognition.report, found.authority) == ("register", 50)
    assert said(found) == {
        ("name.first", ""): "Ana",
        ("name.family", ""): "Silva",
        ("person.gender", ""): "female",
        ("person.country", ""): "CIV",
        ("application.status", ""): "withdrawn",
        ("application.withdrawn", ""): "2026-05-30",
        ("payment.paid", ""): "2775",
    }
    assert said(found, "bo@example.org")["payment.paid", ""] == "1387.5"


def test_rows_that_cannot_be_used_are_set_aside_with_their_reason() -> None:
    found = read(REGISTER, ";")
    assert found.row_count == 6
    assert reasons(found) == [
        "This row repeats the headings.",
        "There is no e-mail address and no user id in this row. Add the address of the person.",
        "“cy@example” is not an e-mail address.",
        "This row is a total.",
    ]
    aside = [row for row in found.rows if row.set_aside]
    assert all(row.cells and not row.facts and not row.identifiers for row in aside)
    assert aside[-1].cells[0] == "Total"


def test_cells_can_be_mended_before_they_are_read() -> None:
    mended = read(REGISTER, ";", mends={(7, "Adresse e-mail"): "cy@example.org", (6, "1"): "do@example.org"})
    assert said(mended, "cy@example.org")["application.status", ""] == "confirmed"
    assert said(mended, "do@example.org")["name.first", ""] == "Cy"
    assert len(reasons(mended)) == 2


def test_a_row_with_more_cells_than_headings_is_set_aside() -> None:
    found = read("Email,Nom\nana@example.org,Silva\nbo@example.org,Li,extra\ncy@example.org\n")
    assert [bool(row.set_aside) for row in found.rows] == [False, True, False]
    assert "3" in reasons(found)[0]


def test_a_table_in_which_nobody_can_be_identified() -> None:
    found = read("Prénom;Nom;Pays\nZoë;N’Guessan;Côte d’Ivoire\nÉlodie;Œuvrard;Bénin\n", ";")
    assert len(reasons(found)) == found.row_count == 2
    assert "Add a column of e-mail addresses" in reasons(found)[0]


def test_a_list_of_addresses() -> None:
    found = read("ana@example.org\nbo@example.org\nnowhere@\n")
    assert found.recognition.header_row == 0
    assert [row.number for row in found.rows] == [1, 2, 3]
    assert len(reasons(found)) == 1


def test_headings_without_rows() -> None:
    found = read("Email,Name\n")
    assert found.rows == () and "no row below" in str(found.notes[-1])


def test_the_same_person_twice_the_later_row_counts() -> None:
    found = read("Email,Prénom,Nom,Statut\nana@example.org,ANA,Silva,Confirmé\nAna@example.org,Ana,Silva,Désistée\n")
    assert said(found)["application.status", ""] == "withdrawn"
    facts = [fact for row in found.rows for fact in row.facts if fact.field == "application.status"]
    assert facts == [Fact("application.status", "", "withdrawn")]
    assert problems(found.rows[0]) == [
        "application.status: Status: row 3 says otherwise of the same person. The later row counts."
    ]
    assert not found.rows[1].problems and found.row_count == 2


def test_people_of_one_address_keep_what_their_rows_say() -> None:
    found = read("Email,Name,Country\na@x.org,Peter Smith,ZA\na@x.org,Jane Doe,GB\na@x.org,Smith Peter,\n")
    facts = [{fact.field: fact.value for fact in row.facts} for row in found.rows]
    assert [row["name.full"] for row in facts[1:]] == ["Jane Doe", "Smith Peter"]
    assert [row.get("person.country") for row in facts] == ["ZAF", "GBR", None]
    assert problems(found.rows[0]) == [
        "person.country: Country: row 3 says otherwise of the same person. The later row counts."
    ]


def test_an_ambiguous_column_of_dates_waits_for_its_answer() -> None:
    text = "Email,Application date\nana@example.org,03/04/2026\nbo@example.org,05/06/2026\n"
    found = read(text)
    (question,) = found.questions
    assert question.id.startswith("dates:") and question.rows == 2
    assert not any(row.facts for row in found.rows) and all(row.problems for row in found.rows)
    answered = read(text, answers={question.id: "month-first"})
    assert said(answered)["application.applied", ""].startswith("2026-03-04")
    assert not answered.questions


def test_an_unknown_value_is_asked_once() -> None:
    text = "Email,Gender\nana@example.org,Qwerty\nbo@example.org,QWERTY\ncy@example.org,Female\n"
    found = read(text)
    (question,) = found.questions
    assert (question.id, question.rows) == ("value:gender:qwerty", 2)
    assert said(read(text, answers={question.id: "other"}))["person.gender", ""] == "other"


# When an export was made


def test_as_of() -> None:
    named = "courseid_9_participants_20260801-0905.csv"
    assert read(PARTICIPANTS_EN, name=named).as_of == datetime.fromisoformat("2026-08-01T09:05:00+02:00")
    written = datetime(2026, 9, 1, 12)
    assert read(PARTICIPANTS_EN, exported=written).as_of == datetime.fromisoformat("2026-09-01T12:00:00+02:00")
    assert read(PARTICIPANTS_EN).as_of is None
    assert read(GRADES_EN, name=named, exported=written).as_of == datetime(2026, 8, 1, 16, tzinfo=UTC)
    assert read(PARTICIPANTS_EN, name="x-20269999-9999.csv").as_of is None


def test_every_fact_is_of_a_known_field_and_has_a_key_where_it_needs_one() -> None:
    files = [PARTICIPANTS_EN, GRADES_EN, PROGRESS_EN, ATTENDANCE_EN, CHOICE, LOG, ZOOM, INDICO, PRETIX, FORM]
    for text in files:
        for row in read(text).rows:
            for fact in row.facts:
                assert bool(fact.key) == bool(FIELDS[fact.field].keyed), fact
                assert fact.value and fact.value == fact.value.strip(), fact


ALL = [
    PARTICIPANTS_EN,
    PARTICIPANTS_FR,
    GRADES_EN,
    PROGRESS_EN,
    PROGRESS_FR,
    COMPLETION.format(**FRENCH, one="3 juil. 26, 14:34", two="", three=""),
    ATTENDANCE_EN,
    CHOICE,
    LOG,
    ZOOM,
    INDICO,
    PRETIX,
    FORM,
]


@settings(max_examples=100, deadline=None, derandomize=True)
@given(data=strategies.data())
def test_whatever_happens_to_a_file_no_row_is_lost(data: strategies.DataObject) -> None:
    """Columns and rows taken out, moved and repeated, cells overwritten: each row is still read or set aside, once."""
    rows = [list(row) for row in csv.reader(StringIO(data.draw(strategies.sampled_from(ALL)))) if any(row)]
    width = max(map(len, rows))
    order = data.draw(strategies.permutations(range(width)))[: data.draw(strategies.integers(1, width))]
    if data.draw(strategies.booleans()):
        rows = [[row[at] if at < len(row) else "" for at in order] for row in rows]
    odd = strategies.sampled_from(
        ["", "-", "?", "NA", "=1+1", "a@b", "31/06/2026", "1e999", "\u202e", "Total", "É" * 300, "P (2/2)"]
    )
    for _ in range(data.draw(strategies.integers(0, 8))):
        row = data.draw(strategies.sampled_from(rows))
        row[data.draw(strategies.integers(0, len(row) - 1))] = data.draw(odd | strategies.text(max_size=8))
    rows += data.draw(strategies.lists(strategies.sampled_from(rows), max_size=3))
    if data.draw(strategies.booleans()):
        rows[-1] = [*rows[-1], "more", "cells"]
    there = [Row(number, tuple(row)) for number, row in enumerate(rows, 1) if any(cell.strip() for cell in row)]
    sheet = Sheet("x.csv", "0" * 64, "", lambda: iter(there), "utf-8", ",")
    for found in recognise(sheet):
        result = extract(sheet, found, LMA, {})
        below = [row for row in there if row.number > found.header_row]
        assert result.row_count == len(below)
        assert all(row.set_aside or row.identifiers for row in result.rows)
        for message in (row.set_aside for row in result.rows if row.set_aside):
            assert message.said(Words("fr"))


# The samples


def sample(name: str) -> FileRead:
    path = next(Path(EXPORTS or "").glob(f"*/{name}*"))
    (sheet,) = reading.sheets(path.read_bytes(), path.name)
    return extract(sheet, recognise(sheet)[0], LMA, {})


needs_samples = pytest.mark.skipif(not EXPORTS, reason="LMA_EXPORTS names the folder of samples")


@needs_samples
@pytest.mark.parametrize(
    ("english", "french"),
    [
        ("moodle_participants_en", "moodle_participants_fr"),
        ("moodle_grades_en", "moodle_grades_fr"),
        ("moodle_completion_4x_en", "moodle_completion_5x_fr"),
        ("moodle_progress_4x_en", "moodle_progress_5x_fr"),
        ("moodle_progress_4x_excel_en", "moodle_progress_5x_fr"),
        ("moodle_attendance_en", "moodle_attendance_remarks_fr"),
    ],
)
def test_samples_in_two_languages_say_the_same(english: str, french: str) -> None:
    # Version 5 writes seconds, version 4 does not.
    def minutes(found: FileRead) -> FileRead:
        rows = [
            replace(row, facts=tuple(fact._replace(value=_minute(fact)) for fact in row.facts)) for row in found.rows
        ]
        return replace(found, rows=tuple(rows))

    same_facts(minutes(sample(english)), minutes(sample(french)))


def _minute(fact: Fact) -> str:
    return fact.value[:16] if FIELDS[fact.field].kind == "moment" else fact.value


@needs_samples
def test_the_planted_answers_of_the_sample_cohort() -> None:
    truth = json.loads(next(Path(EXPORTS or "").glob("*/TRUTH.json")).read_text("utf-8"))
    register, completion = sample("register"), sample("moodle_completion_5x_fr")
    people = {row.identifiers[0].value: {fact.field: fact.value for fact in row.facts} for row in register.rows}
    assert len(people) == truth["applied"] and not register.questions
    assert sum(one["person.gender"] == "female" for one in people.values()) == truth["female"]
    assert sum(one["person.language"] == "fr" for one in people.values()) == truth["french"]
    assert sum(one["person.country"] == "NAM" for one in people.values()) == truth["namibia"]
    assert sum(one["person.country"] == "CIV" for one in people.values()) == truth["cote_divoire"]
    names = {status: status.lower().replace(" ", "-") for status in truth["status"]}
    for status, count in truth["status"].items():
        assert sum(one["application.status"] == names[status] for one in people.values()) == count
    for withdrawal in truth["withdrawals"]:
        one = people[withdrawal["email"]]
        assert one["application.withdrawn"] == withdrawal["date"]
        assert Decimal(one["payment.paid"]) == withdrawal["paid"]
    assert sample("moodle_participants_en").row_count == truth["enrolled_in_moodle"]
    done = [fact.value for row in completion.rows for fact in row.facts if fact.field == "completion.course"]
    assert sum(value != "no" for value in done) == truth["course_complete"]
    percents = [
        Decimal(fact.value)
        for row in sample("moodle_grades_fr").rows
        for fact in row.facts
        if fact.field == "grade.percent"
    ]
    assert sum(percent >= 60 for percent in percents) == truth["essay_pass60"]
    assert truth["enrolled_in_moodle"] - len(percents) == truth["essay_missing"]


@needs_samples
def test_every_row_of_every_sample_is_in_the_result_once() -> None:
    for path in sorted(Path(EXPORTS or "").glob("*/*")):
        try:
            sheets = reading.sheets(path.read_bytes(), path.name)
        except Refused:
            continue
        for sheet in sheets:
            for found in recognise(sheet):
                first, last = found.header_row, found.end_row
                rows = [row for row in sheet.rows() if first < row.number and (not last or row.number <= last)]
                assert extract(sheet, found, LMA, {}).row_count == len(rows), path.name
