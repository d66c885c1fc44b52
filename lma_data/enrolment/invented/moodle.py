"""What Moodle exports of an invented cohort, as its versions write it, in English and French. Each function gives bytes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from lma_data.course import Course
from lma_data.enrolment.invented import containers
from lma_data.enrolment.invented.containers import Cell, like_php, text
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
MONTHS = {
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
        f"{moment.day}/{moment:%m/%y}" if lang == "en" else f"{moment.day} {MONTHS['fr'][moment.month - 1]} {moment:%y}"
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


def choice(people: Sequence[Person], edition: Edition, lang: str, made: datetime | None = None) -> bytes:
    """The choice of electives: a row for each option and person, groups joined by nothing, those who did not answer last.

    As text, or as a workbook written at `made`.
    """
    rows: list[list[Cell]] = [[WORDS[one][lang] for one in ("last", "first", "email", "group", "choice")]]
    listed = enrolled(people)
    for elective in electives():
        rows += [_chose(person, edition, elective.title(lang)) for person in listed if elective in person.electives]
    rows += [_chose(person, edition, WORDS["not-answered"][lang]) for person in listed if not person.electives]
    return containers.xlsx(WORDS["choice"][lang], rows, made) if made else text(rows, "\t")


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
    rows: list[list[Cell]] = [[*heads[lang].split("|"), *(f"Q01_themes->{theme.name[lang]}" for theme in themes)]]
    for person in enrolled(people):
        done = person.activities.get("introductory-webinar")
        if done is not None:
            row: list[Cell] = [len(rows), f"{done + timedelta(minutes=9):%d/%m/%Y %H:%M:%S}", person.employer, ""]
            row += [f"LMA{edition.year}", f"Team {person.team:02}", person.moodle, person.name, f"lma{person.moodle}"]
            rows.append(row + [int(theme.id in person.themes) for theme in themes])
    return text(rows, quote=like_php, encoding=BOM)


def course_number(edition: Edition) -> int:
    """Moodle's number of the course."""
    return edition.year + 5000
