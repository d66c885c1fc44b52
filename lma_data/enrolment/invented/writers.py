"""What registers and forms hold of an invented cohort. Each function gives bytes."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from lma_data.course import Course
from lma_data.enrolment.invented import containers
from lma_data.enrolment.invented.containers import Cell, text
from lma_data.enrolment.invented.events import zone
from lma_data.enrolment.invented.people import Edition, Elective, Person, electives

BOM = "utf-8-sig"
NARROW = "\u202f"  # no-break space between thousands
GENDER = {
    "en": {"female": "Female", "male": "Male", "other": "Other", "undisclosed": "Prefer not to say"},
    "fr": {"female": "Femme", "male": "Homme", "other": "Autre", "undisclosed": "Ne souhaite pas répondre"},
}
LANGUAGE = {"en": {"en": "English", "fr": "French"}, "fr": {"en": "Anglais", "fr": "Français"}}
STATUS = {
    "en": {
        "applied": "Applied",
        "accepted": "Accepted",
        "confirmed": "Confirmed",
        "waiting-list": "Waiting list",
        "rejected": "Rejected",
        "withdrawn": "Withdrawn",
    },
    "fr": {
        "applied": "Candidature reçue",
        "accepted": "Accepté",
        "confirmed": "Confirmé",
        "waiting-list": "Liste d’attente",
        "rejected": "Refusé",
        "withdrawn": "Désisté",
    },
}
FUNDING = {
    "en": {
        "sponsored": "Sponsored by my organization",
        "self-funded": "Self-funded",
        "fellowship": "Fellowship requested",
        "other": "Other",
    },
    "fr": {
        "sponsored": "Pris en charge par mon organisation",
        "self-funded": "À mes frais",
        "fellowship": "Bourse demandée",
        "other": "Autre",
    },
}
YES = {"en": {True: "Yes", False: "No"}, "fr": {True: "Oui", False: "Non"}}
REGISTER = {
    "en": (
        *("Timestamp", "E-mail address", "First name", "Family name", "Gender", "Country", "Type of organization"),
        *("Organization", "Language", "Status", "Withdrawal date", "Letter of sponsorship", "Amount paid (EUR)"),
        *("Payment date", "Years of experience", "Funding"),
    ),
    "fr": (
        *("Horodateur", "Adresse e-mail", "Prénom", "Nom", "Genre", "Pays", "Type d’organisation", "Organisation"),
        *("Langue", "Statut", "Date de retrait", "Lettre de parrainage", "Montant payé (€)", "Date de paiement"),
        *("Années d’expérience", "Financement"),
    ),
}
TOTAL = {"en": "Total", "fr": "Total"}


def applicants(people: Sequence[Person]) -> list[Person]:
    return [person for person in people if person.role == "participant"]


def in_register(people: Sequence[Person]) -> list[Person]:
    """All applicants, and an assistant who tried the form."""
    return [person for person in people if "teacher-in-register" in person.stories] + applicants(people)


def local(person: Person, course: Course) -> datetime:
    """When somebody applied, by the clock of the course's place."""
    assert person.applied
    return person.applied.astimezone(zone(course)).replace(tzinfo=None)


def amount(value: Decimal, lang: str) -> str:
    """`2,775.00`, and in French `2 775,00` with a narrow no-break space."""
    shown = f"{value:,.2f}"
    return shown if lang == "en" else shown.replace(",", NARROW).replace(".", ",")


# What people put where a list has other words, and what they mean by it: a manager is asked once.
ODD = {
    ("gender", "Mme"): "female",
    ("gender", "N/D"): "undisclosed",
    ("audience", "Syndicat"): "workers",
    ("audience", "Bureau de liaison"): "agencies",
}


# The reports that do not say the order of day and month, where all days are 12 or less -> what it is.
DATES = {"teams-attendance": "day-first", "zoom-participants": "month-first"}


def _odd(people: Sequence[Person]) -> dict[tuple[int, str], str]:
    """(number of the person, vocabulary) -> the odd word of the register."""
    found = {}
    for (vocabulary, word), meaning in ODD.items():
        of = {"gender": lambda person: person.gender, "audience": lambda person: person.audience}[vocabulary]
        said = [person for person in applicants(people) if of(person) == meaning]
        found.update({(person.number, vocabulary): word for person in said[1:2] or said[:1]})
    return found


def register(people: Sequence[Person], edition: Edition, lang: str, typed: bool = False) -> list[list[Cell]]:
    """The register that the manager keeps, header first; `typed`: dates and amounts as a workbook holds them."""
    odd = _odd(people)
    audience = {group.id: group.name[lang] for group in edition.course.audience}
    rows: list[list[Cell]] = [list(REGISTER[lang])]
    for position, person in enumerate(in_register(people)):
        when = local(person, edition.course)
        email = person.email.upper() if position % 11 == 4 else person.email
        row: list[Cell] = [when if typed else _moment(when, lang), email, person.given, person.family]
        row += [odd.get((person.number, "gender"), GENDER[lang][person.gender])]
        row += [person.country.names["typed" if position % 4 == 1 else lang]]
        row += [odd.get((person.number, "audience"), audience[person.audience]), person.employer]
        row += [LANGUAGE[lang][person.language], STATUS[lang][person.status]]
        row += [_day(person.withdrew, lang, typed), YES[lang][person.letter]]
        row += [float(person.paid) if typed else amount(person.paid, lang), _day(person.paid_on, lang, typed)]
        rows.append([*row, person.experience, FUNDING[lang][person.funding]])
    return rows


def _moment(when: datetime, lang: str) -> str:
    return f"{when:%Y-%m-%d %H:%M:%S}" if lang == "en" else f"{when:%d/%m/%Y %H:%M:%S}"


def _day(day: object, lang: str, typed: bool) -> Cell:
    if day is None:
        return ""
    return day if typed else f"{day:%Y-%m-%d}" if lang == "en" else f"{day:%d/%m/%Y}"  # type: ignore[return-value]


def lived_in(rows: list[list[Cell]], lang: str, total: Cell) -> list[list[Cell]]:
    """A register as years leave it: a row twice, the header repeated in the middle, a blank row, a totals row at the end."""
    header, body = rows[0], rows[1:]
    middle = len(body) // 2
    blank: list[Cell] = [""] * len(header)
    last = [TOTAL[lang], *blank[1:]]
    last[next(column for column, name in enumerate(header) if str(name).startswith(("Amount", "Montant")))] = total
    return [header, *body[:middle], blank, header, *body[middle:], body[middle - 1], blank, last]


def paid_in_all(people: Sequence[Person]) -> Decimal:
    return sum((person.paid for person in applicants(people)), Decimal(0))


def register_text(people: Sequence[Person], edition: Edition, lang: str, delimiter: str, encoding: str) -> bytes:
    rows = lived_in(register(people, edition, lang), lang, amount(paid_in_all(people), lang))
    mark = b"\xff\xfe" if encoding == "utf-16-le" else b""
    return mark + text(rows, delimiter, end="\r\n", encoding=encoding)


def register_xlsx(people: Sequence[Person], edition: Edition, lang: str, made: datetime) -> bytes:
    """With a title above the header, typed dates and amounts, and a hidden sheet of lists."""
    rows = lived_in(register(people, edition, lang, typed=True), lang, float(paid_in_all(people)))
    title: list[list[Cell]] = [[f"Académie {edition.year} : registre des candidatures (personnes inventées)"], []]
    lists = [["Statut"], *([word] for word in STATUS[lang].values())]
    return containers.xlsx("Registre", title + rows, made, hidden=("Listes", lists))


def register_ods(people: Sequence[Person], edition: Edition, lang: str, made: datetime) -> bytes:
    rows = lived_in(register(people, edition, lang, typed=True), lang, float(paid_in_all(people)))
    return containers.ods("Registre", rows, made)


TEAM = {
    "en": ("Name", "E-mail address", "Moodle user ID", "Moodle role"),
    "fr": ("Nom complet", "Adresse e-mail", "ID Moodle", "Rôle Moodle"),
}
ROLES = {"en": {"teacher": "Teacher", "assistant": "Tutor"}, "fr": {"teacher": "Enseignant", "assistant": "Tuteur"}}


def team(people: Sequence[Person], lang: str) -> bytes:
    """The manager's own list of who teaches: Moodle's list of participants does not say it."""
    rows: list[list[Cell]] = [list(TEAM[lang])]
    rows += [[one.name, one.email, one.moodle, ROLES[lang][one.role]] for one in people if one.role in ROLES[lang]]
    return text(rows, ";" if lang == "fr" else ",", end="\r\n", encoding=BOM)


# Forms: what people write themselves, and so the address in other forms than in the register.
def written(email: str, position: int) -> str:
    """The same address as people type it: in capitals, with a tag, full-width, with the accent apart, with a space."""
    name, _, domain = email.partition("@")
    if not email.isascii():
        return unicodedata.normalize("NFD", email)
    forms: dict[int, Callable[[], str]] = {
        3: lambda: f"{name.title()}@{domain}",
        7: lambda: f"{name}+lma@{domain}",
        11: lambda: "".join(chr(ord(letter) + 0xFEE0) if "!" <= letter <= "~" else letter for letter in email),
        15: lambda: f" {email} ",
        19: lambda: f"{name}\u200b@{domain}",
    }
    return forms.get(position % 23, lambda: email)()


def _in_form(people: Sequence[Person]) -> list[tuple[str, Person]]:
    """(address as typed, person) of all who applied themselves: one with a broken address at first, one twice."""
    listed = [person for person in applicants(people) if "substitute" not in person.stories]
    found = [(written(person.email, position), person) for position, person in enumerate(listed)]
    first = found[9][1]
    return [*found[:9], (first.email.replace("@", "(at)"), first), *found[9:], found[-1]]


FORMS = {
    "en": (
        *(
            "ID",
            "Start time",
            "Completion time",
            "Email",
            "Name",
            "Last modified time",
            "First name\xa0",
            "Family name\xa0",
        ),
        *("Email2", "Gender", "Country of residence", "Type of organization", "Organization", "Preferred language"),
        *("How will your participation be funded?\xa0", "Which thematic areas interest you?", "Years of experience"),
    ),
    "fr": (
        *("ID", "Heure de début", "Heure de fin", "Adresse de messagerie", "Nom", "Heure de la dernière modification"),
        *("Prénom\xa0", "Nom de famille\xa0", "Adresse e-mail", "Genre", "Pays de résidence", "Type d’organisation"),
        *("Organisation", "Langue préférée", "Comment votre participation sera-t-elle financée ?\xa0"),
        *("Quels domaines thématiques vous intéressent ?", "Années d’expérience"),
    ),
}


def microsoft_forms(people: Sequence[Person], edition: Edition, lang: str) -> list[list[Cell]]:
    """Answers to the application form: serial dates, the system's own Email says "anonymous", many answers end in `;`."""
    rows: list[list[Cell]] = [list(_form(lang))]
    for email, person in _in_form(people):
        end = local(person, edition.course)
        own = {"en": "anonymous", "fr": "anonyme"}[lang]
        row: list[Cell] = [len(rows), _serial(end - timedelta(minutes=9)), _serial(end), own, "", ""]
        rows.append(row + [person.given, person.family, email, *_answers(person, edition, lang)])
    return rows


def _answers(person: Person, edition: Edition, lang: str) -> list[Cell]:
    audience = {group.id: group.name[lang] for group in edition.course.audience}
    themes = "".join(f"{theme.name[lang]};" for theme in edition.course.themes if theme.id in person.themes)
    ranks: list[Cell] = [_rank(person, elective) for elective in electives()]
    said: list[Cell] = [GENDER[lang][person.gender], person.country.names[lang], audience[person.audience]]
    said += [person.employer, LANGUAGE[lang][person.language], FUNDING[lang][person.funding], themes]
    return [*said, person.experience, *ranks]


def _rank(person: Person, elective: Elective) -> Cell:
    return person.electives.index(elective) + 1 if elective in person.electives else ""


def _form(lang: str) -> list[str]:
    """The headings of the form: at the end a column for each elective, where people write the rank that they give it."""
    question = {"en": "Electives", "fr": "Cours au choix"}[lang]
    return [*FORMS[lang], *(f"{question} – {elective.title(lang)}" for elective in electives())]


def _serial(moment: datetime) -> float:
    """Days since 30 December 1899, as a workbook counts."""
    return round((moment - datetime(1899, 12, 30)) / timedelta(days=1), 8)


def microsoft_forms_xlsx(people: Sequence[Person], edition: Edition, lang: str, made: datetime) -> bytes:
    return containers.xlsx("Sheet1" if lang == "en" else "Feuil1", microsoft_forms(people, edition, lang), made)


def microsoft_forms_cp1252(people: Sequence[Person], edition: Edition, lang: str) -> bytes:
    """Saved as CSV by a spreadsheet in a Western European setting: letters that cp1252 lacks became question marks."""
    rows = microsoft_forms(people, edition, lang)
    start = datetime(1899, 12, 30)
    for row in rows[1:]:
        row[1:3] = [f"{start + timedelta(days=float(str(cell))):%d/%m/%Y %H:%M}" for cell in row[1:3]]
    best = [[unicodedata.normalize("NFKC", str(cell)).replace("\u200b", "") for cell in row] for row in rows]
    return text(best, ";", end="\r\n", encoding="cp1252")


def google_forms(people: Sequence[Person], edition: Edition, lang: str) -> bytes:
    """Answers as the sheet behind the form gives them: quoted where needed, dates as in the sheet's locale."""
    heads = [{"en": "Timestamp", "fr": "Horodateur"}[lang], *(name.strip("\xa0") for name in _form(lang)[6:])]
    heads = [name.replace("Email2", "Email address") for name in heads]
    rows: list[list[Cell]] = [list(heads)]
    for email, person in _in_form(people):
        when = local(person, edition.course)
        stamp = f"{when:%d/%m/%Y %H:%M:%S}" if lang == "fr" else f"{when.month}/{when.day}/{when:%Y %H:%M:%S}"
        answers = [str(cell).rstrip(";").replace(";", ", ") for cell in _answers(person, edition, lang)]
        rows.append([stamp, person.given, person.family, email, *answers])
    return text(rows, end="\r\n")
