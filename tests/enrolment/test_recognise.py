"""What a sheet is: by its headings and shape, in both languages, whatever its name and however its headings are written."""
# ruff: noqa: E501 — lines of a file are as long as they are

from __future__ import annotations

import csv
import os
from io import StringIO
from pathlib import Path

import pytest

from lma_data.enrolment import reading
from lma_data.enrolment.model import Recognition, Refused, Row, Sheet
from lma_data.enrolment.recognise import recognise
from lma_data.enrolment.recognise_table import SEARCHED
from lma_data.enrolment.reports import fold, reports, shape
from lma_data.i18n import Words

EXPORTS = os.environ.get("LMA_EXPORTS")


def sheet(text: str, delimiter: str = ",", name: str = "file.csv", encoding: str = "utf-8", title: str = "") -> Sheet:
    """A sheet as reading makes it, from the text of a CSV file."""
    rows = list(csv.reader(StringIO(text), delimiter=delimiter))
    found = [Row(number, tuple(cells)) for number, cells in enumerate(rows, 1) if any(cell.strip() for cell in cells)]
    return Sheet(name, "0" * 64, title, lambda: iter(found), encoding, delimiter)


def one(text: str, **details: str) -> Recognition:
    found = recognise(sheet(text, **details))
    assert len(found) == 1
    return found[0]


HEADERS = [
    ("moodle-participants", "en", "First name,Last name,Email address,Groups"),
    ("moodle-participants", "en", "First name,Surname,Email address,Country,Groups"),
    ("moodle-participants", "en", "First name,Last name,Email address"),
    ("moodle-participants", "fr", "Prénom,Nom de famille,Adresse de courriel,Groupes"),
    (
        "moodle-grades",
        "en",
        "First name,Last name,ID number,Institution,Department,Email address,Assignment: Essay (Real),"
        "Assignment: Essay (Percentage),Assignment: Essay (Feedback),Course total (Real),Last downloaded from this course",
    ),
    (
        "moodle-grades",
        "fr",
        "Prénom,Nom de famille,Numéro d’identification,Institution,Département,Adresse de courriel,"
        "Devoir\u00a0: Essai (Brut),Total du cours (Brut),Dernier téléchargement depuis ce cours",
    ),
    ("moodle-completion", "en", "ID,Name,Email address,Quiz,Quiz - Completion date,Course complete"),
    ("moodle-completion", "fr", "ID,Nom,Adresse de courriel,Test,Test - Date d’achèvement,Cours terminé"),
    (
        "moodle-attendance",
        "en",
        "Last name,First name,Groups,Email address,29 Jun 2026 9.00AM All students,P,L,E,A,Taken sessions,Points,Percentage",
    ),
    (
        "moodle-attendance",
        "fr",
        "Nom de famille,Prénom,Groupes,Adresse de courriel,29.06.2026 09:00 Tous les étudiants,,P,R,E,A,"
        "Sessions prises,Points,Pourcentage",
    ),
    ("moodle-choice", "en", "Last name,First name,Email address,Group,Choice"),
    ("moodle-choice", "fr", "Nom de famille,Prénom,Adresse de courriel,Groupe,Proposition"),
    ("moodle-feedback", "en", "User full name,Groups,Email address,Date,(all) Satisfaction"),
    ("moodle-feedback", "fr", "Nom complet de l’utilisateur,Groupes,Adresse de courriel,Date,Satisfaction"),
    (
        "moodle-questionnaire",
        "en",
        "Response,Submitted on:,Institution,Department,Course,Group,ID,Full name,Username,Q01->good",
    ),
    (
        "moodle-questionnaire",
        "fr",
        "Réponse,Soumis le :,Institution,Département,Cours,Groupe,ID,Nom complet,Identifiant utilisateur,Q01->bon",
    ),
    (
        "moodle-logs",
        "en",
        "Time,User full name,Affected user,Event context,Component,Event name,Description,Origin,IP address",
    ),
    (
        "moodle-logs",
        "fr",
        "Heure,Nom complet de l’utilisateur,Utilisateur concerné,Contexte de l’événement,Composant,Nom de l’événement,"
        "Description,Origine,Adresse IP",
    ),
    ("moodle-logs", "en", ",Time,User full name,Affected user,Event context,Component,Event name,Description,Origin"),
    (
        "indico",
        "en",
        "ID,Name,First Name,Last Name,Email Address,Registration date,Registration state,Price,Checked in",
    ),
    ("pretix", "en", "Event slug,Order code,Position ID,Status,Email,Order date,Attendee name,Attendee email,Price"),
    (
        "eventbrite",
        "en",
        "Order #,Order Date,First Name,Last Name,Email,Quantity,Attendee #,Attendee Status,Total Paid",
    ),
    ("microsoft-forms", "en", "ID,Start time,Completion time,Email,Name,First name\u00a0,Email2,What do you expect?"),
    ("microsoft-forms", "fr", "Id,Heure de début,Heure de fin,Adresse de messagerie,Nom,Prénom,Votre courriel"),
    ("google-forms", "en", "Timestamp,Email Address,First name,Which themes interest you?"),
    ("google-forms", "fr", "Horodateur,Adresse e-mail,Prénom,Nom,Langue"),
    ("teams-attendance", "en", "Name,First join,Last leave,In-meeting duration,Email,Participant ID (UPN),Role"),
    (
        "zoom-participants",
        "en",
        "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest,Recording Consent",
    ),
    ("indico", "en", "ID,Name,Email Address,Registration date,Checked in"),
    ("eventbrite", "en", "Order #,Order Date,Email,First Name,Last Name,Attendee Status"),
    ("table", "en", "Number,Ticket Full Name,Ticket Email,Ticket Company Name"),
    ("table", "fr", "Courriel,Prénom,Nom,Pays"),
    ("register", "fr", "Horodateur,Adresse e-mail,Prénom,Nom,Genre,Pays,Statut,Date de retrait,Montant payé (€)"),
    ("register", "fr", "Nom complet,Courriel,Date,Pays,Statut,Montant payé"),
    ("register", "fr", "Prénom,Nom,Courriel,Pays,Statut,Groupes,Montant payé"),
    ("table", "en", "First name,Last name,Email,Country,Gender,Employer,Room,Arrival,Departure,Diet,Size,Choice,Visa"),
    ("register", "en", "Email,First name,Last name,Status,Letter of sponsorship"),
]


@pytest.mark.parametrize(("report", "language", "header"), HEADERS)
def test_by_its_headings(report: str, language: str, header: str) -> None:
    found = one(f"{header}\r\n")
    assert (found.report, found.language, found.header_row) == (report, language, 1)
    assert found.system == reports()[report].system
    assert 0.5 < found.confidence <= 1 and found.why
    for words in (Words("en"), Words("fr")):
        assert all(why.said(words) for why in found.why)


def dirty(cell: str) -> str:
    """The same heading as an older system, a spreadsheet or a person may have left it."""
    plain = cell.replace("’", "'").replace("é", "e").replace("è", "e")
    return f"\u00a0{plain.upper()}  " if plain else ""


@pytest.mark.parametrize(("report", "language", "header"), HEADERS)
def test_however_they_are_written(report: str, language: str, header: str) -> None:
    found = one(",".join(dirty(cell) for cell in header.split(",")) + "\n")
    assert (found.report, found.language) == (report, language)
    assert found.shape == one(header).shape


ONLY_ITS_ORDER_TELLS = {"First name,Last name,Email address"}


@pytest.mark.parametrize(
    ("report", "language", "header"),
    [row for row in HEADERS if row[0] != "google-forms" and row[2] not in ONLY_ITS_ORDER_TELLS],
)
def test_in_another_order(report: str, language: str, header: str) -> None:
    assert one(",".join(reversed(header.split(",")))).report == report


PROGRESS = ",Email address,Webinar,,Essay,2026-07-31 23:59:00\nAna Silva,ana@example.org,Completed,2026-07-03 18:09:39,Not completed,\n"


def test_activity_completion_has_no_first_heading_and_pairs_of_columns() -> None:
    assert (one(PROGRESS).report, one(PROGRESS).version) == ("moodle-progress", "4.x")
    assert one(PROGRESS, encoding="utf-16-le").version == "4.x"
    assert one(PROGRESS, title="Progress").version == "5.x"
    french = PROGRESS.replace("Email address", "Adresse de courriel").replace("Not completed", "Pas terminé")
    assert (one(french).report, one(french).language) == ("moodle-progress", "fr")


def test_the_version_of_course_completion_by_its_dates() -> None:
    header = "ID,Name,Email address,Quiz,Quiz - Completion date,Course complete\n"
    assert one(header + '7,Ana,ana@example.org,Completed,"3/07/26, 14:05",\n').version == "4.x"
    assert one(header + '7,Ana,ana@example.org,Completed,"3 juil. 26, 14:05",\n').version == "4.x"
    assert one(header + "7,Ana,ana@example.org,Completed,2026-07-03 14:05:00,\n").version == "5.x"


def test_headings_below_a_preamble() -> None:
    found = one("Course,Academy\nGroup,All participants\n\n" + HEADERS[8][2] + "\n")
    assert (found.report, found.header_row) == ("moodle-attendance", 4)
    found = one("ITCILO,,\nA9718837,,\nEmail,Nom,Pays\na@example.org,Silva,NA\n")
    assert (found.report, found.header_row) == ("table", 3)


def test_headings_in_two_rows() -> None:
    joined = ("First name", "Last name", "Email", "Amount paid", "Paid on")
    below = one("First name,Last name,Email,Payment,\n,,,Amount paid,Paid on\nAna,Silva,ana@example.org,5,2026-05-01\n")
    assert (below.header_row, below.header) == (2, joined)
    above = one(
        "Person,,,Payment,\nFirst name,Last name,Email,Amount paid,Paid on\nAna,Silva,ana@example.org,5,2026-05-01\n"
    )
    assert (above.header_row, above.header) == (2, joined)


def test_headings_far_below_are_not_looked_for() -> None:
    lines = "\n".join(f"note {number},x" for number in range(SEARCHED))
    assert one(f"{lines}\n{HEADERS[0][2]}\n").report == "table"


def test_a_list_of_addresses_has_no_headings() -> None:
    found = one("a@example.org\nb@example.org\n")
    assert (found.report, found.header_row, found.header) == ("table", 0, ("",))
    assert "no headings" in str(found.why[0])


def test_of_three_sections_the_participants_count() -> None:
    text = (
        "1. Summary\nMeeting title\tPlenary\nStart time\t20/07/26, 09:00:00\n\n2. Participants\n"
        "Name\tFirst join\tLast leave\tIn-meeting duration\tEmail\tParticipant ID (UPN)\tRole\n"
        "Ana\t20/07/26, 09:01:00\t20/07/26, 09:31:00\t30m\tana@example.org\tana@example.org\tPresenter\n\n"
        "3. In-Meeting activities\nName\tJoin time\tLeave time\tDuration\tEmail\tRole\n"
        "Ana\t20/07/26, 09:01:00\t20/07/26, 09:31:00\t30m\tana@example.org\tPresenter\n"
    )
    found = one(text, delimiter="\t")
    assert (found.report, found.header_row, found.end_row) == ("teams-attendance", 6, 7)


def test_the_name_of_the_file_says_nothing() -> None:
    grades = one("Email,Nom\na@example.org,Li\n", name="LMA2026_Grades-20260801_0905-comma_separated.csv")
    assert grades.report == "table"
    assert one(HEADERS[4][2], name="courseid_9718_participants.csv").report == "moodle-grades"


def test_a_register_is_not_a_form() -> None:
    """A sheet of answers in which somebody keeps the status of each person counts as the register that it has become."""
    form = one("Horodateur,Adresse e-mail,Prénom,Nom\n")
    register = one("Horodateur,Adresse e-mail,Prénom,Nom,Statut\n")
    assert (form.report, register.report) == ("google-forms", "register")
    assert reports()["register"].authority > reports()["indico"].authority > reports()["google-forms"].authority
    assert reports()["google-forms"].authority > reports()["moodle-participants"].authority


def test_nothing_is_nothing() -> None:
    assert recognise(sheet("")) == []


def test_shapes() -> None:
    assert shape("table", ("E-mail", "Pays")) == shape("table", ("e-mail ", "PAYS"))
    assert shape("table", ("E-mail", "Pays")) != shape("table", ("Pays", "E-mail"))


def test_each_heading_of_a_report_means_one_thing() -> None:
    for report in reports().values():
        for lang in ("en", "fr"):
            seen: dict[str, str] = dict.fromkeys(map(fold, report.ignored.names(lang)), "")
            for role, headings in report.headers.items():
                for name in headings.names(lang):
                    assert seen.setdefault(fold(name), role) == role, (report.id, lang, name)


SAMPLES = {
    "indico_registrations.csv": "indico",
    "moodle_attendance_en__LMA2026_Attendances_20260801-0905.txt": "moodle-attendance",
    "moodle_attendance_remarks_fr.xlsx": "moodle-attendance",
    "moodle_choice_electives_en__LMA2026 Electives.txt": "moodle-choice",
    "moodle_completion_4x_en__completion-lma2026-20260801_0905-comma_separated.csv": "moodle-completion",
    "moodle_completion_5x_fr__completion-lma2026-20260801_0905-comma_separated.csv": "moodle-completion",
    "moodle_feedback_en.csv": "moodle-feedback",
    "moodle_grades_en__LMA2026_Grades-20260801_0905-comma_separated.csv": "moodle-grades",
    "moodle_grades_fr__LMA2026_Notes-20260801_0905-semicolon_separated.csv": "moodle-grades",
    "moodle_logs_en__logs_LMA2026_20260801-0905.csv": "moodle-logs",
    "moodle_participants_en__courseid_9718_participants.csv": "moodle-participants",
    "moodle_participants_fr__courseid_9718_participants.csv": "moodle-participants",
    "moodle_progress_4x_en__progress.lma2026.csv": "moodle-progress",
    "moodle_progress_4x_excel_en__progress.lma2026.csv": "moodle-progress",
    "moodle_progress_5x_fr__progress.lma2026.csv": "moodle-progress",
    "msforms_applications_en.xlsx": "microsoft-forms",
    "pretix_positions.csv": "pretix",
    "register_fr_semicolon_utf8bom.csv": "register",
    "eventbrite_attendee_test_input_file_1.csv": "eventbrite",
    "moodle_example_platform_logs.csv": "moodle-logs",
    "teams_attendance_utf16be_IDL-14-11-22.csv": "teams-attendance",
    "teams_attendance_utf8_IDL-14-11-22.csv": "teams-attendance",
    "tito_rubyau_import_factory.csv": "table",
    "zoom_participants_heroes.csv": "zoom-participants",
}
REFUSED = {"TRUTH.json", "empty.csv", "html_as_xls.xls", "xxe_entities.xlsx", "zip_bomb_64MiB.xlsx"}


@pytest.mark.skipif(not EXPORTS, reason="LMA_EXPORTS names the folder of samples")
def test_every_sample_is_recognised_or_refused() -> None:
    seen = set()
    for path in sorted(Path(EXPORTS or "").glob("*/*")):
        seen.add(path.name)
        try:
            found = [one for each in reading.sheets(path.read_bytes(), "x") for one in recognise(each)]
        except Refused:
            assert path.name in REFUSED
            continue
        expected = SAMPLES.get(path.name)
        assert [one.report for one in found] == [expected] if expected else found[0].report in ("table", "register")
    assert seen >= set(SAMPLES)
