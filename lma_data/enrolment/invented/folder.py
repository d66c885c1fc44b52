"""Which files each edition has: what the manager of that year would have had in hand. The same for the same seed."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import datetime, time, timedelta
from pathlib import Path

from lma_data.enrolment.invented import containers, meetings, moodle, systems, tracking, writers
from lma_data.enrolment.invented.events import cohort
from lma_data.enrolment.invented.people import Edition, Person, editions
from lma_data.enrolment.invented.truth import truth

README = Path(__file__).parent / "readme.txt"  # that nobody in the files exists, in both languages
Files = dict[str, bytes]


def files(edition: Edition, seed: int, people: Sequence[Person] | None = None) -> Files:
    """The exports of one edition: name -> bytes."""
    people = people or cohort(edition, seed)
    return _MAKERS[edition.year](people, edition)


def write(target: Path, years: Sequence[int], seed: int) -> list[Path]:
    """Writes README.txt, and a folder `invented-<year>` an edition with its exports and TRUTH.json; returns all files."""
    target.mkdir(parents=True, exist_ok=True)
    written = [_write(target / "README.txt", README.read_bytes())]
    for year in years:
        edition = editions()[year]
        people = cohort(edition, seed)
        folder = target / edition.cohort
        folder.mkdir(exist_ok=True)
        written += [_write(folder / name, data) for name, data in files(edition, seed, people).items()]
        told = json.dumps(truth(edition, people, seed), ensure_ascii=False, indent=1) + "\n"
        written.append(_write(folder / "TRUTH.json", told.encode()))
    return written


def _write(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def _after(edition: Edition) -> datetime:
    """The morning after the course, when most exports are made."""
    return datetime.combine(edition.course.end + timedelta(1), time(9, 5))


def _after_the_deadline(edition: Edition) -> datetime:
    return datetime.combine(edition.course.application_deadline + timedelta(3), time(8, 30))


def _at_the_start(edition: Edition) -> datetime:
    """The second day of the course, when nobody withdraws any more and electives are chosen."""
    return datetime.combine(edition.course.start + timedelta(1), time(18))


def _before_the_end(edition: Edition) -> datetime:
    """A week before the end: essays are not there yet."""
    return datetime.combine(edition.course.end - timedelta(7), time(9, 5))


def _edition_2023(people: Sequence[Person], edition: Edition) -> Files:
    after = _after(edition)
    number, stamp = moodle.course_number(edition), f"{after:%Y%m%d_%H%M}"
    return {
        "Registre des candidatures 2023.xlsx": writers.register_xlsx(people, edition, "fr", _at_the_start(edition)),
        "Formulaire de candidature (réponses) - Réponses au formulaire 1.csv": writers.google_forms(
            people, edition, "fr"
        ),
        "Équipe pédagogique 2023.csv": writers.team(people, "fr"),
        f"courseid_{number}_participants.csv": moodle.participants(people, edition, "en"),
        f"LMA2023_Grades-{stamp}-comma_separated.csv": moodle.grades(people, edition.course, "en", ",", after),
        f"completion-lma2023-{stamp}-comma_separated.csv": tracking.completion(people, edition.course, "en", 4, after),
        "progress.lma2023.csv": tracking.progress(people, edition.course, "en", "4-excel"),
        f"LMA2023_Attendances_{stamp.replace('_', '-')}.txt": tracking.attendance(people, edition, "en", "txt"),
        "LMA2023 Cours au choix.txt": moodle.choice(people, edition, "fr"),
        "participants_85912345678.csv": meetings.zoom(people, edition),
        f"logs_LMA2023_{stamp.replace('_', '-')}.csv": tracking.logs(people, edition, "en"),
    }


def _edition_2024(people: Sequence[Person], edition: Edition) -> Files:
    after = _after(edition)
    number, stamp = moodle.course_number(edition), f"{after:%Y%m%d_%H%M}"
    return {
        "Register 2024 (Unicode text).txt": writers.register_text(people, edition, "en", "\t", "utf-16-le"),
        "report-2024-05-20T0910.csv": systems.eventbrite(people, edition),
        "Formulaire de candidature 2024(1-90).xlsx": writers.microsoft_forms_xlsx(
            people, edition, "fr", _after_the_deadline(edition)
        ),
        "Équipe pédagogique 2024.csv": writers.team(people, "fr"),
        f"courseid_{number}_participants.csv": moodle.participants(people, edition, "fr"),
        f"LMA2024_Notes-{stamp}-semicolon_separated.csv": moodle.grades(people, edition.course, "fr", ";", after),
        f"completion-lma2024-{stamp}-comma_separated.csv": tracking.completion(people, edition.course, "fr", 4, after),
        "progress.lma2024.csv": tracking.progress(people, edition.course, "en", "4-csv"),
        f"LMA2024_Attendances_{stamp.replace('_', '-')}.xlsx": tracking.attendance(people, edition, "en", "xlsx"),
        "LMA2024 Cours au choix.xlsx": moodle.choice(people, edition, "fr", _at_the_start(edition)),
        "LMA2024 opening webinar - Attendance report.csv": meetings.teams(people, edition),
        "evaluation_finale_2024.csv": moodle.feedback(people, edition, "fr"),
        f"logs_LMA2024_{stamp.replace('_', '-')}.csv": tracking.logs(people, edition, "fr"),
    }


def _edition_2025(people: Sequence[Person], edition: Edition) -> Files:
    after = _after(edition)
    number, stamp = moodle.course_number(edition), f"{after:%Y%m%d_%H%M}"
    grades = moodle.grades_table(people, edition.course, "en", after)
    return {
        "Registre 2025.ods": writers.register_ods(people, edition, "fr", _at_the_start(edition)),
        "2025_positions.csv": systems.pretix(people, edition),
        "Application form 2025.csv": writers.microsoft_forms_cp1252(people, edition, "en"),
        "Teaching team 2025.csv": writers.team(people, "en"),
        f"courseid_{number}_participants.csv": moodle.participants(people, edition, "en"),
        f"LMA2025_Grades-{stamp}.xlsx": containers.xlsx("Grades", grades, after),
        "progress.lma2025.csv": tracking.progress(people, edition.course, "en", "5-csv"),
        f"completion-lma2025-{stamp}-comma_separated.csv": tracking.completion(people, edition.course, "en", 5, after),
        f"LMA2025_Présences_{stamp.replace('_', '-')}.ods": tracking.attendance(people, edition, "fr", "ods"),
        "LMA2025 Electives.txt": moodle.choice(people, edition, "en"),
        "LMA2025 opening webinar - Attendance report.csv": meetings.teams(people, edition),
        "questionnaire_themes_2025.csv": moodle.questionnaire(people, edition, "en"),
        f"logs_LMA2025_{stamp.replace('_', '-')}.csv": tracking.logs(people, edition, "en"),
    }


def _edition_2026(people: Sequence[Person], edition: Edition) -> Files:
    """With older exports beside newer ones, and the same list in both languages."""
    after, earlier, course = _after(edition), _before_the_end(edition), edition.course
    number, stamp, old = moodle.course_number(edition), f"{after:%Y%m%d_%H%M}", f"{earlier:%Y%m%d_%H%M}"
    return {
        "registre_2026.csv": writers.register_text(people, edition, "fr", ";", writers.BOM),
        "registrations.csv": systems.indico(people, edition),
        "Application form 2026(1-138).xlsx": writers.microsoft_forms_xlsx(
            people, edition, "en", _after_the_deadline(edition)
        ),
        "Teaching team 2026.csv": writers.team(people, "en"),
        f"courseid_{number}_participants.csv": moodle.participants(people, edition, "en"),
        f"courseid_{number}_participants (1).csv": moodle.participants(people, edition, "fr"),
        f"LMA2026_Grades-{old}-comma_separated.csv": moodle.grades(people, course, "en", ",", earlier),
        f"LMA2026_Notes-{stamp}-semicolon_separated.csv": moodle.grades(people, course, "fr", ";", after),
        "progress.lma2026.csv": tracking.progress(people, course, "fr", "5-csv"),
        f"completion-lma2026-{old}-comma_separated.csv": tracking.completion(people, course, "en", 4, earlier),
        f"completion-lma2026-{stamp}-comma_separated.csv": tracking.completion(people, course, "fr", 5, after),
        f"LMA2026_Présences_{stamp.replace('_', '-')}.xlsx": tracking.attendance(
            people, edition, "fr", "xlsx", remarks=True
        ),
        "LMA2026 Electives.txt": moodle.choice(people, edition, "en"),
        "participants_83298765432.csv": meetings.zoom(people, edition),
        "final_evaluation_2026.csv": moodle.feedback(people, edition, "en"),
        "questionnaire_themes_2026.csv": moodle.questionnaire(people, edition, "fr"),
        f"logs_LMA2026_{stamp.replace('_', '-')}.csv": tracking.logs(people, edition, "en"),
    }


_MAKERS: dict[int, Callable[[Sequence[Person], Edition], Files]] = {
    2023: _edition_2023,
    2024: _edition_2024,
    2025: _edition_2025,
    2026: _edition_2026,
}
