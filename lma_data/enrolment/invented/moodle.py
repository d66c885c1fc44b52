"""What Moodle exports of an invented cohort, as its versions write it, in English and French. Each function gives bytes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from lma_data.course import Course
from lma_data.enrolment.invented import containers
from lma_data.enrolment.invented.containers import Cell, like_php, text
from lma_data.enrolment.invented.events import FIRST_USER, PASS, sessions
from lma_data.enrolment.invented.people import Edition, Person, electives

BOM = "utf-8-sig"
WORDS = {
    "first": {"en": "First name", "fr": "Prénom"},
    "last": {"en": "Last name", "fr": "Nom de famille"},
    "email": {"en": "Email address", "fr": "Adresse de courriel"},
    "country": {"en": "Country", "fr": "Pays"},
    "groups": {"en": "Groups", "fr": "Groupes"},
    "group": {"en": "Group", "fr": "Groupe"},
    "name": {"en": "Name", "fr": "Nom"},
    "choice": {"en": "Choice", "fr": "Proposition"},
    "not-answered": {"en": "Not answered yet", "fr": "Pas encore répondu"},
    "done": {"en": "Completed", "fr": "Terminé"},
    "not-done": {"en": "Not completed", "fr": "Pas terminé"},
    "passed": {"en": "Completed (achieved pass grade)", "fr": "Terminé (note minimale de réussite atteinte)"},
    "failed": {
        "en": "Completed (did not achieve pass grade)",
        "fr": "Terminé (n’a pas atteint la note minimale de réussite)",
    },
    "done-on": {"en": "Completion date", "fr": "Date d’achèvement"},
    "course-done": {"en": "Course complete", "fr": "Cours terminé"},
}
_GRADES = {
    "en": ("First name", "Last name", "ID number", "Institution", "Department", "Email address"),
    "fr": ("Prénom", "Nom de famille", "Numéro d’identification", "Institution", "Département", "Adresse de courriel"),
}
_QUIZ = {"en": "Quiz: {} (Real)", "fr": "Test\xa0: {} (Brut)"}
_ESSAY = {
    "en": ("Assignment: {} (Real)", "Assignment: {} (Percentage)", "Assignment: {} (Feedback)"),
    "fr": ("Devoir\xa0: {} (Brut)", "Devoir\xa0: {} (Pourcentage)", "Devoir\xa0: {} (Feedback)"),
}
_TOTAL = {
    "en": ("Course total (Real)", "Last downloaded from this course"),
    "fr": ("Total du cours (Brut)", "Dernier téléchargement depuis ce cours"),
}
_CODES = {
    "en": {"present": "P", "late": "L", "excused": "E", "absent": "A"},
    "fr": {"present": "P", "late": "R", "excused": "E", "absent": "A"},
}
_POINTS = {"present": 2, "late": 1, "excused": 1, "absent": 0}
_MONTHS = {
    "en": ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
    "fr": ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."],
}
_LONG_MONTHS = {"en": {6: "June", 7: "July", 8: "August"}, "fr": {6: "juin", 7: "juillet", 8: "août"}}
_DAYS = {
    "en": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    "fr": ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"],
}


def enrolled(people: Iterable[Person]) -> list[Person]:
    """Who takes part in Moodle, as its lists are ordered; not who teaches."""
    return sorted((person for person in people if person.moodle and person.role == "participant"), key=_by_family)


def _by_family(person: Person) -> tuple[str, str, int]:
    return person.family, person.given, person.number


def _groups(person: Person, edition: Edition) -> list[str]:
    if person.role != "participant":
        return [f"LMA {edition.year}"]
    return [f"Team {person.team:02}"] + ([f"LMA {edition.year}"] if person.number % 2 else [])


def short(moment: datetime, lang: str) -> str:
    """Moodle 4's short form: `3/07/26, 14:05`, and `3 juil. 26, 14:05`."""
    day = (
        f"{moment.day}/{moment:%m/%y}"
        if lang == "en"
        else f"{moment.day} {_MONTHS['fr'][moment.month - 1]} {moment:%y}"
    )
    return f"{day}, {moment:%H:%M}"


def long(moment: datetime, lang: str) -> str:
    """`Monday, 29 June 2026, 9:05 AM`, and `lundi 29 juin 2026, 09:05`."""
    day, month = _DAYS[lang][moment.weekday()], _LONG_MONTHS[lang][moment.month]
    if lang == "fr":
        return f"{day} {moment.day} {month} {moment.year}, {moment:%H:%M}"
    return f"{day}, {moment.day} {month} {moment.year}, {moment.hour % 12 or 12}:{moment:%M %p}"


def participants(people: Sequence[Person], edition: Edition, lang: str, until: date | None = None) -> bytes:
    """Everybody in the course, teachers too, with the raw code of the country (NA is Namibia); `until`: as it was that day.

    Sites of Moodle 4 say Surname; French ones of that time say the same as now.
    """
    last = "Surname" if (edition.year, lang) == (2023, "en") else WORDS["last"][lang]
    rows: list[list[Cell]] = [
        [WORDS["first"][lang], last, WORDS["email"][lang], WORDS["country"][lang], WORDS["groups"][lang]]
    ]
    listed = sorted((person for person in people if person.moodle and _here(person, until)), key=_by_family)
    for person in listed:
        rows.append(
            [person.given, person.family, person.email, person.country.iso2, ", ".join(_groups(person, edition))]
        )
    return text(rows, quote=like_php, encoding=BOM)


def _here(person: Person, until: date | None) -> bool:
    return until is None or person.joined is None or person.joined.date() <= until


def grades(people: Sequence[Person], course: Course, lang: str, delimiter: str, at: datetime) -> bytes:
    """The grader report; without a BOM. What was not handed in by `at` is `-`; the last column is a Unix time."""
    return text(grades_table(people, course, lang, at), delimiter, quote=like_php)


def grades_table(people: Sequence[Person], course: Course, lang: str, at: datetime) -> list[list[Cell]]:
    names = {activity.id: activity.name[lang] for activity in course.activities}
    quiz = _QUIZ[lang].format(names["quiz-fair-recruitment"])
    essay = [one.format(names["final-assignment"]) for one in _ESSAY[lang]]
    rows: list[list[Cell]] = [[*_GRADES[lang], quiz, *essay, *_TOTAL[lang]]]
    for person in enrolled(people):
        marked = person.essay is not None and person.activities["final-assignment"] < at
        tried = person.quiz is not None and person.activities["quiz-fair-recruitment"] < at
        rows.append(
            [
                *(person.given, person.family, "", person.employer, "", person.email),
                person.quiz if tried else "-",
                person.essay if marked else "-",
                f"{person.essay:.2f} %" if marked else "-",
                _comment(person, lang) if marked else "",
                person.total if marked else "-",
                int((at - datetime(1970, 1, 1)).total_seconds()),
            ]
        )
    return rows


def _comment(person: Person, lang: str) -> str:
    """What a teacher writes: quotes, a delimiter, a line break, a sign that a spreadsheet takes for a formula."""
    assert person.essay is not None
    if person.essay >= 75:
        return {"en": 'Excellent; see "annex" 2', "fr": "Excellent ; voir « annexe 2 »"}[lang]
    if person.essay < 45:
        return {
            "en": "=> please rewrite part 3,\nthen send it again",
            "fr": "=> reprendre la partie 3 ;\npuis renvoyer",
        }[lang]
    return ""


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
    sheet = {"en": "Attendances", "fr": "Présences"}[lang]
    if form == "ods":
        return containers.ods(sheet, rows)
    merged = (
        [f"{_column(5 + 2 * one)}4:{_column(6 + 2 * one)}4" for one in range(len(sessions(course)))] if remarks else []
    )
    return containers.xlsx(sheet, rows, merged)


def _heading(session: datetime, lang: str) -> str:
    if lang == "fr":
        return f"{session.day}.{session:%m.%Y %H:%M} Tous les étudiants"
    clock = f"{session.hour % 12 or 12}.{session:%M%p}"
    return f"{session.day} {_MONTHS['en'][session.month - 1]} {session.year} {clock} All students"


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


def choice(people: Sequence[Person], edition: Edition, lang: str, form: str = "txt") -> bytes:
    """The choice of electives: a row for each option and person, groups joined by nothing, those who did not answer last."""
    rows: list[list[Cell]] = [[WORDS[one][lang] for one in ("last", "first", "email", "group", "choice")]]
    listed = enrolled(people)
    for elective in electives():
        rows += [_chose(person, edition, elective.title(lang)) for person in listed if elective in person.electives]
    rows += [_chose(person, edition, WORDS["not-answered"][lang]) for person in listed if not person.electives]
    return text(rows, "\t") if form == "txt" else containers.xlsx(WORDS["choice"][lang], rows)


def _chose(person: Person, edition: Edition, option: str) -> list[Cell]:
    return [person.family, person.given, person.email, "".join(_groups(person, edition)), option]


def feedback(people: Sequence[Person], edition: Edition, lang: str) -> bytes:
    """The final evaluation, one row an answer; marks of HTML are escaped."""
    heads = {
        "en": (
            "User full name",
            "Groups",
            "Email address",
            "Date",
            "(gender) Gender",
            "Overall satisfaction",
            "(more) What next?",
        ),
        "fr": (
            *("Nom complet de l’utilisateur", "Groupes", "Adresse de courriel", "Date", "(genre) Genre"),
            *("Satisfaction générale", "(suite) Et après ?"),
        ),
    }
    said = {"en": {"female": "Female", "male": "Male"}, "fr": {"female": "Femme", "male": "Homme"}}
    next_steps = {"en": "Skills &amp; remittances", "fr": "Compétences &amp; envois de fonds"}
    rows: list[list[Cell]] = [list(heads[lang])]
    for person in enrolled(people):
        if person.satisfaction and person.completed:
            moment = long(person.completed + timedelta(minutes=20), lang)
            groups = ", ".join(_groups(person, edition))
            gender = said[lang].get(person.gender, "")
            rows.append([person.name, groups, person.email, moment, gender, person.satisfaction, next_steps[lang]])
    return text(rows, quote=like_php, encoding=BOM)


def questionnaire(people: Sequence[Person], edition: Edition, lang: str) -> bytes:
    """Which thematic areas they want to go into, a column an option (0/1), after the opening webinar."""
    heads = {
        "en": "Response|Submitted on:|Institution|Department|Course|Group|ID|Full name|Username",
        "fr": "Réponse|Soumis le :|Institution|Département|Cours|Groupe|ID|Nom complet|Identifiant utilisateur",
    }
    themes = edition.course.themes
    rows: list[list[Cell]] = [heads[lang].split("|") + [f"Q01_themes->{theme.name[lang]}" for theme in themes]]
    for person in enrolled(people):
        done = person.activities.get("introductory-webinar")
        if done is not None:
            row: list[Cell] = [len(rows), f"{done + timedelta(minutes=9):%d/%m/%Y %H:%M:%S}", person.employer, ""]
            row += [f"LMA{edition.year}", f"Team {person.team:02}", person.moodle, person.name, f"lma{person.moodle}"]
            rows.append(row + [int(theme.id in person.themes) for theme in themes])
    return text(rows, quote=like_php, encoding=BOM)


def logs(people: Sequence[Person], edition: Edition, lang: str) -> bytes:
    """The log, newest first: people by name, and by their id in the description. IP addresses are of a range for examples."""
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
    time = short(moment, lang) + f"{moment:\x3a%S}"
    return [
        time,
        person.name,
        "-",
        context,
        component,
        name[lang],
        description,
        "web",
        f"203.0.113.{person.number % 250}",
    ]


def course_number(edition: Edition) -> int:
    """Moodle's number of the course."""
    return edition.year + 5000
