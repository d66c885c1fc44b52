"""What Moodle exports of who did what in an invented cohort: completion, attendance, logs. Each function gives bytes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from lma_data.course import Course
from lma_data.enrolment.invented import containers
from lma_data.enrolment.invented.containers import Cell, like_php, text
from lma_data.enrolment.invented.events import FIRST_USER, PASS, sessions
from lma_data.enrolment.invented.moodle import BOM, MONTHS, WORDS, course_number, enrolled, short
from lma_data.enrolment.invented.people import Edition, Person

_CODES = {
    "en": {"present": "P", "late": "L", "excused": "E", "absent": "A"},
    "fr": {"present": "P", "late": "R", "excused": "E", "absent": "A"},
}
_POINTS = {"present": 2, "late": 1, "excused": 1, "absent": 0}


def _state(person: Person, activity: str, lang: str, at: datetime) -> tuple[str, datetime | None]:
    done = person.activities.get(activity)
    if done is None or done >= at:
        return WORDS["not-done"][lang], None
    if activity == "final-assignment":
        assert person.essay is not None
        return WORDS["passed" if person.essay >= PASS else "failed"][lang], done
    return WORDS["done"][lang], done


def progress(people: Sequence[Person], course: Course, lang: str, style: str) -> bytes:
    """Activity completion. `style`: "4-csv", "4-excel" (UTF-16, tabs, `'` for `"`), "5-csv"."""
    end = datetime.combine(course.end, datetime.max.time())
    rows: list[list[Cell]] = [["", WORDS["email"][lang]]]
    for activity in course.activities:
        expected = f"{course.end} 23:59:00" if activity.id == "final-assignment" else ""
        rows[0] = [*rows[0], activity.name[lang], expected]
    for person in enrolled(people):
        row: list[Cell] = [person.name, person.email]
        for activity in course.activities:
            row += [*_iso_state(person, activity.id, lang, end)]
        rows.append(row)
    if style.startswith("4"):
        rows = [[str(cell).replace('"', "'") for cell in row] for row in rows]
    if style == "4-excel":
        return b"\xff\xfe" + text(rows, "\t", quote=True, encoding="utf-16-le")
    return text(rows, quote=True) if style == "4-csv" else text(rows, quote=like_php, encoding=BOM)


def _iso_state(person: Person, activity: str, lang: str, at: datetime) -> tuple[str, str]:
    state, done = _state(person, activity, lang, at)
    return state, f"{done:%Y-%m-%d %H:%M:%S}" if done else ""


def completion(people: Sequence[Person], course: Course, lang: str, version: int, at: datetime) -> bytes:
    """Course completion, with Moodle's ids: version 4 has short dates, version 5 ISO and a BOM."""
    rows: list[list[Cell]] = [["ID", WORDS["name"][lang], WORDS["email"][lang]]]
    for activity in course.activities:
        rows[0] = [*rows[0], activity.name[lang], f"{activity.name[lang]} - {WORDS['done-on'][lang]}"]
    rows[0] = [*rows[0], WORDS["course-done"][lang]]
    for person in enrolled(people):
        row: list[Cell] = [person.moodle, person.name, person.email]
        for activity in course.activities:
            state, done = _state(person, activity.id, lang, at)
            row += [state, _dated(done, lang, version)]
        row.append(_dated(person.completed if person.completed and person.completed < at else None, lang, version))
        rows.append(row)
    return text(rows, quote=like_php, encoding=BOM if version == 5 else "utf-8")


def _dated(moment: datetime | None, lang: str, version: int) -> str:
    if moment is None:
        return ""
    return short(moment, lang) if version == 4 else f"{moment:%Y-%m-%d %H:%M:%S}"


def attendance(people: Sequence[Person], edition: Edition, lang: str, form: str, remarks: bool = False) -> bytes:
    """The attendance register: two lines and a blank before the header. `form`: "txt", "xlsx", "ods".

    With remarks each session has two columns under one heading, merged in XLSX.
    """
    course = edition.course
    title = {
        "en": f"Academy on Labour Migration {edition.year}",
        "fr": f"Académie sur la migration de main-d’œuvre {edition.year}",
    }
    everybody = {"en": "All participants", "fr": "Tous les participants"}
    rows: list[list[Cell]] = [
        [{"en": "Course", "fr": "Cours"}[lang], title[lang]],
        [WORDS["group"][lang], everybody[lang]],
        [],
        [WORDS["last"][lang], WORDS["first"][lang], WORDS["groups"][lang], WORDS["email"][lang]],
    ]
    for session in sessions(course):
        rows[3] = [*rows[3], _heading(session, lang), *([""] if remarks else [])]
    taken = {"en": ("Taken sessions", "Points", "Percentage"), "fr": ("Sessions prises", "Points", "Pourcentage")}
    rows[3] = [*rows[3], *_CODES[lang].values(), *taken[lang]]
    rows += [_attended(person, edition, lang, remarks) for person in enrolled(people)]
    if form == "txt":
        return text(rows, "\t")
    made = datetime.combine(course.end + timedelta(1), time(9, 5))
    sheet = {"en": "Attendances", "fr": "Présences"}[lang]
    if form == "ods":
        return containers.ods(sheet, rows, made)
    merged = (
        [f"{_column(5 + 2 * one)}4:{_column(6 + 2 * one)}4" for one in range(len(sessions(course)))] if remarks else []
    )
    return containers.xlsx(sheet, rows, made, merged)


def _heading(session: datetime, lang: str) -> str:
    if lang == "fr":
        return f"{session.day}.{session:%m.%Y %H:%M} Tous les étudiants"
    clock = f"{session.hour % 12 or 12}.{session:%M%p}"
    return f"{session.day} {MONTHS['en'][session.month - 1]} {session.year} {clock} All students"


def _column(number: int) -> str:
    return chr(ord("A") + number - 1)


def _attended(person: Person, edition: Edition, lang: str, remarks: bool) -> list[Cell]:
    row: list[Cell] = [person.family, person.given, f"Team {person.team:02}", person.email]
    for session in sessions(edition.course):
        row.append(_mark(person, session, lang))
        if remarks:
            row.append(person.remarks.get(session, ""))
    codes = [code for code in person.attendance.values() if code != "not-taken"]
    points = sum(_POINTS[code] for code in codes)
    percent = f"{100 * points / (2 * len(codes)) if codes else 0:.1f}"
    counts = [codes.count(code) for code in _CODES[lang]]
    return [*row, *counts, len(codes), points, percent.replace(".", ",") if lang == "fr" else percent]


def _mark(person: Person, session: datetime, lang: str) -> str:
    code = person.attendance.get(session)
    if code is None and person.joined:
        starts = short(person.joined, lang)
        return {"en": f"User enrolment starts {starts}", "fr": f"L'inscription de l'utilisateur commence {starts}"}[
            lang
        ]
    if code is None or code == "not-taken":
        return "?"
    return f"{_CODES[lang][code]} ({_POINTS[code]}/2)"


def logs(people: Sequence[Person], edition: Edition, lang: str) -> bytes:
    """The log, newest first: people by name, and by id in the description. IP addresses are of a range for examples."""
    heads = {
        "en": "Time|User full name|Affected user|Event context|Component|Event name|Description|Origin|IP address",
        "fr": (
            "Heure|Nom complet de l’utilisateur|Utilisateur concerné|Contexte de l’événement|Composant|Nom de l’événement"
            "|Description|Origine|Adresse IP"
        ),
    }
    found = sorted(
        ((moment, event, person) for person in people for moment, event in person.visits),
        key=lambda one: (one[0], one[2].number),
        reverse=True,
    )
    rows: list[list[Cell]] = [list(heads[lang].split("|"))]
    rows += [_logged(moment, event, person, edition, lang) for moment, event, person in found]
    return text(rows, quote=like_php, encoding=BOM)


def _logged(moment: datetime, event: str, person: Person, edition: Edition, lang: str) -> list[Cell]:
    who = f"The user with id '{person.moodle}'"
    context, component, name, description = {
        "login": (
            "System",
            "System",
            {"en": "User has logged in", "fr": "L’utilisateur s’est connecté"},
            f"{who} has logged in.",
        ),
        "course": (
            *(f"Course: LMA {edition.year}", "System", {"en": "Course viewed", "fr": "Cours consulté"}),
            f"{who} viewed the course with id '{course_number(edition)}'.",
        ),
        "webinar": (
            *("URL: Webinar", "URL", {"en": "Course module viewed", "fr": "Module de cours consulté"}),
            f"{who} viewed the 'url' activity with course module id '{FIRST_USER + edition.year}'.",
        ),
    }[event]
    if lang == "fr":
        context = context.replace("Course: ", "Cours : ").replace("System", "Système")
        component = component.replace("System", "Système")
    stamp = short(moment, lang) + f"{moment:\x3a%S}"
    return [
        stamp,
        person.name,
        "-",
        context,
        component,
        name[lang],
        description,
        "web",
        f"203.0.113.{person.number % 250}",
    ]
