"""What registers, registration systems, forms and meeting tools export of an invented cohort. Each function gives bytes."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from lma_data.course import Course
from lma_data.enrolment.invented import containers
from lma_data.enrolment.invented.containers import Cell, text
from lma_data.enrolment.invented.events import sessions, zone
from lma_data.enrolment.invented.people import Edition, Person

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


def local(person: Person, course: Course) -> datetime:
    """When somebody applied, by the clock of the course's place."""
    assert person.applied
    return person.applied.astimezone(zone(course)).replace(tzinfo=None)


def amount(value: Decimal, lang: str) -> str:
    """`2,775.00`, and in French `2 775,00` with a narrow no-break space."""
    shown = f"{value:,.2f}"
    return shown if lang == "en" else shown.replace(",", NARROW).replace(".", ",")


# What people put where a list has other words, and what they mean by it: a manager is asked once.
ODD = {("gender", "Mme"): "female", ("gender", "N/D"): "undisclosed", ("audience", "Syndicat"): "workers"}


def _odd(people: Sequence[Person]) -> dict[tuple[int, str], str]:
    """(number of the person, vocabulary) -> the odd word of the register."""
    found = {}
    for (vocabulary, word), meaning in ODD.items():
        of = {"gender": lambda person: person.gender, "audience": lambda person: person.audience}[vocabulary]
        said = [person for person in applicants(people) if of(person) == meaning]
        found.update({(person.number, vocabulary): word for person in said[1:2] or said[:1]})
    return found


def register(people: Sequence[Person], edition: Edition, lang: str, typed: bool = False) -> list[list[Cell]]:
    """The register that the manager keeps, header first; `typed`: dates and amounts as a workbook holds them, not as text."""
    odd = _odd(people)
    audience = {group.id: group.name[lang] for group in edition.course.audience}
    rows: list[list[Cell]] = [list(REGISTER[lang])]
    for position, person in enumerate(applicants(people)):
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


def register_xlsx(people: Sequence[Person], edition: Edition, lang: str) -> bytes:
    """With a title above the header, typed dates and amounts, and a hidden sheet of lists."""
    rows = lived_in(register(people, edition, lang, typed=True), lang, float(paid_in_all(people)))
    title: list[list[Cell]] = [[f"Académie {edition.year} : registre des candidatures (personnes inventées)"], []]
    lists: list[list[Cell]] = [["Statut"], *([word] for word in STATUS[lang].values())]
    return containers.xlsx("Registre", title + rows, hidden=("Listes", lists), formats="dd/mm/yyyy")


def register_ods(people: Sequence[Person], edition: Edition, lang: str) -> bytes:
    return containers.ods(
        "Registre", lived_in(register(people, edition, lang, typed=True), lang, float(paid_in_all(people)))
    )


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
    """(address as typed, person): all who applied by themselves. One tries first with a broken address, one sends it twice."""
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
        *("First choice of elective", "Second choice of elective", "Third choice of elective"),
    ),
    "fr": (
        *("ID", "Heure de début", "Heure de fin", "Adresse de messagerie", "Nom", "Heure de la dernière modification"),
        *("Prénom\xa0", "Nom de famille\xa0", "Adresse e-mail", "Genre", "Pays de résidence", "Type d’organisation"),
        *("Organisation", "Langue préférée", "Comment votre participation sera-t-elle financée ?\xa0"),
        *("Quels domaines thématiques vous intéressent ?", "Années d’expérience"),
        *("Premier choix de cours au choix", "Deuxième choix de cours au choix", "Troisième choix de cours au choix"),
    ),
}


def microsoft_forms(people: Sequence[Person], edition: Edition, lang: str) -> list[list[Cell]]:
    """Answers to the application form: serial dates, the system's own Email says "anonymous", many answers end in `;`."""
    rows: list[list[Cell]] = [list(FORMS[lang])]
    for email, person in _in_form(people):
        end = local(person, edition.course)
        own = {"en": "anonymous", "fr": "anonyme"}[lang]
        row: list[Cell] = [len(rows), _serial(end - timedelta(minutes=9)), _serial(end), own, "", ""]
        rows.append(row + [person.given, person.family, email, *_answers(person, edition, lang)])
    return rows


def _answers(person: Person, edition: Edition, lang: str) -> list[Cell]:
    audience = {group.id: group.name[lang] for group in edition.course.audience}
    themes = "".join(f"{theme.name[lang]};" for theme in edition.course.themes if theme.id in person.themes)
    choices = [elective.names[lang] for elective in person.electives] or ["", "", ""]
    return [
        *(GENDER[lang][person.gender], person.country.names[lang], audience[person.audience], person.employer),
        *(LANGUAGE[lang][person.language], FUNDING[lang][person.funding], themes, person.experience, *choices),
    ]


def _serial(moment: datetime) -> float:
    """Days since 30 December 1899, as a workbook counts."""
    return round((moment - datetime(1899, 12, 30)) / timedelta(days=1), 8)


def microsoft_forms_xlsx(people: Sequence[Person], edition: Edition, lang: str) -> bytes:
    return containers.xlsx("Sheet1" if lang == "en" else "Feuil1", microsoft_forms(people, edition, lang))


def microsoft_forms_cp1252(people: Sequence[Person], edition: Edition, lang: str) -> bytes:
    """Saved as CSV by a spreadsheet in a Western European setting: letters that cp1252 lacks became question marks."""
    rows = microsoft_forms(people, edition, lang)
    start = datetime(1899, 12, 30)
    for row in rows[1:]:
        row[1:3] = [f"{start + timedelta(days=float(str(cell))):%d/%m/%Y %H:%M}" for cell in row[1:3]]
    return text(rows, ";", end="\r\n", encoding="cp1252")


def google_forms(people: Sequence[Person], edition: Edition, lang: str) -> bytes:
    """Answers as the sheet behind the form gives them: quoted where needed, dates as in the sheet's locale."""
    heads = [{"en": "Timestamp", "fr": "Horodateur"}[lang], *(name.strip("\xa0") for name in FORMS[lang][6:])]
    heads = [name.replace("Email2", "Email address") for name in heads]
    rows: list[list[Cell]] = [list(heads)]
    for email, person in _in_form(people):
        when = local(person, edition.course)
        stamp = f"{when:%d/%m/%Y %H:%M:%S}" if lang == "fr" else f"{when.month}/{when.day}/{when:%Y %H:%M:%S}"
        answers = [str(cell).rstrip(";").replace(";", ", ") for cell in _answers(person, edition, lang)]
        rows.append([stamp, person.given, person.family, email, *answers])
    return text(rows, end="\r\n")


def indico(people: Sequence[Person], edition: Edition) -> bytes:
    """Registrations in UTC; a title twice; telephone numbers without their plus sign."""
    heads = (
        "ID|Name|First Name|Last Name|Email Address|Affiliation|Country|Phone Number|Comments|Comments"
        "|Registration date|Registration state|Price|Checked in|Check-in date|Payment date|Tags"
    )
    rows: list[list[Cell]] = [list(heads.split("|"))]
    for position, person in enumerate(applicants(people)):
        assert person.applied
        paid = f"{person.paid_on} 09:00:00+00:00" if person.paid_on else ""
        comment = "Vegetarian; arrives the day before" if position % 9 == 2 else ""
        state = {"withdrawn": "Withdrawn", "rejected": "Rejected", "confirmed": "Completed"}.get(
            person.status, "Pending"
        )
        row: list[Cell] = [position + 1, person.name, person.given, person.family, person.email, person.employer]
        row += [
            person.country.iso2,
            f"39011555{position:04}",
            comment,
            "",
            f"{person.applied:%Y-%m-%d %H:%M:%S}.204817+00:00",
        ]
        row += [state, f"€{edition.course.price.amount:,.2f}", "Yes" if person.moodle else "No", "", paid]
        rows.append([*row, "francophone; " * (person.language == "fr") + f"edition {edition.year}"])
    return text(rows, end="\r\n", encoding=BOM)


PRETIX = (
    "Event slug|Order code|Position ID|Status|Email|Phone number|Order date|Order time|Product|Variation|Price|Tax rate"
    "|Tax rule|Tax value|Attendee name|Attendee email|Company|Address|ZIP code|City|Country|State|Voucher"
    "|Pseudonymization ID|Seat ID|Seat name|Seat zone|Seat row|Seat number|Order comment|Follow-up date"
)
PRETIX_AFTER = (
    "Company|Invoice address name|Address|ZIP code|City|Country|State|VAT ID|Sales channel|Order locale"
    "|E-mail address verified|Payment providers"
)


def pretix(people: Sequence[Person], edition: Edition) -> bytes:
    """Positions of orders: headings that repeat, thematic areas as columns with Yes and No, everything in quotes."""
    themes = edition.course.themes
    rows: list[list[Cell]] = [
        [*PRETIX.split("|"), *(f"Themes – {theme.name['en']}" for theme in themes), *PRETIX_AFTER.split("|")]
    ]
    price = edition.course.price.amount
    for position, person in enumerate(applicants(people)):
        when = local(person, edition.course)
        paid = "canceled" if person.withdrew else "paid" if person.paid >= price else "pending"
        code = f"{position * 7919 % 46656:05X}"
        row: list[Cell] = [
            "lma",
            code,
            1,
            paid,
            person.email,
            "",
            f"{when:%Y-%m-%d}",
            f"{when:%H:%M:%S}",
            "Tuition + subsistence",
        ]
        row += ["", f"{price:.2f}", "0.00", "", "0.00", person.name, person.email, person.employer, "", "", ""]
        row += [person.country.iso2, "", "", f"PS{position:05}", *[""] * 7]
        row += [YES["en"][theme.id in person.themes] for theme in themes]
        row += [
            person.employer,
            "",
            "",
            "",
            "",
            person.country.iso2,
            "",
            "",
            "web",
            person.language,
            "Yes",
            "Bank transfer",
        ]
        rows.append(row)
    return text(rows, quote=True, end="\r\n")


EVENTBRITE = (
    "Order #|Order Date|First Name|Last Name|Email|Quantity|Price Tier|Ticket Type|Attendee #|Group|Order Type|Currency"
    "|Total Paid|Fees Paid|Eventbrite Fees|Eventbrite Payment Processing|Attendee Status|Home Address 1|Home City"
    "|Home Country|Job Title|Company"
)


def eventbrite(people: Sequence[Person], edition: Edition) -> bytes:
    """Attendees, days in the order of the United States: month, day, year."""
    rows: list[list[Cell]] = [list(EVENTBRITE.split("|"))]
    for position, person in enumerate(applicants(people)):
        when = local(person, edition.course)
        status = "Not Attending" if person.withdrew or person.status == "rejected" else "Attending"
        row: list[Cell] = [
            90210000000 + position * 37,
            f"{when.month}/{when.day}/{when:%y %H:%M}",
            person.given,
            person.family,
        ]
        row += [
            person.email,
            1,
            "",
            "Course place",
            180400000000 + position,
            "",
            "PayPal Completed",
            "EUR",
            f"{person.paid:.2f}",
        ]
        rows.append([*row, 0, 0, 0, status, "", "", person.country.iso2, "", person.employer])
    return text(rows, end="\r\n")


# Meetings: who was there, told by the tool that ran the opening webinar.
def stays(people: Sequence[Person], edition: Edition) -> list[tuple[Person, datetime, datetime]]:
    """(person, from, to) of those who were at the second session: late ones come late, some drop out and come back."""
    session = sessions(edition.course)[1]
    found = []
    for person in applicants(people):
        code = person.attendance.get(session)
        if code not in {"present", "late"}:
            continue
        start = session + timedelta(minutes=25 if code == "late" else -(person.number % 6), seconds=person.number % 60)
        end = session + timedelta(minutes=88 + person.number % 5)
        if person.number % 9 == 0:
            found += [(person, start, start + timedelta(minutes=31)), (person, start + timedelta(minutes=34), end)]
        else:
            found.append((person, start, end))
    return found


def zoom(people: Sequence[Person], edition: Edition) -> bytes:
    """Participants of a webinar: one row a connection, some names changed, a guest without an address."""
    heads = "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest,Recording Consent"
    rows: list[list[Cell]] = [list(heads.split(","))]
    for person, start, end in stays(people, edition):
        name = f"{person.given} ({person.name})" if person.number % 8 == 3 else person.name
        consent = "NA" if person.number % 7 == 1 else "Y"
        rows.append([name, person.email, _american(start), _american(end), _minutes(start, end), "Yes", consent])
    session = sessions(edition.course)[1]
    guest = [_american(session), _american(session + timedelta(minutes=12)), 12, "Yes", "NA"]
    return text([*rows, ["iPad of the interpreters", "", *guest]], encoding=BOM)


def _american(moment: datetime) -> str:
    return f"{moment:%m/%d/%Y %I:%M:%S %p}"


def _minutes(start: datetime, end: datetime) -> int:
    return round((end - start) / timedelta(minutes=1))


def teams(people: Sequence[Person], edition: Edition) -> bytes:
    """An attendance report in three parts: the summary, a row a person, a row a connection. UTF-16, tabs."""
    connections = stays(people, edition)
    by_person: dict[int, list[tuple[Person, datetime, datetime]]] = {}
    for one in connections:
        by_person.setdefault(one[0].number, []).append(one)
    first, last = min(one[1] for one in connections), max(one[2] for one in connections)
    rows: list[list[Cell]] = [
        ["1. Summary"],
        ["Meeting title", f"LMA {edition.year}: opening webinar"],
        ["Attended participants", len(by_person)],
        ["Start time", _slashed(first)],
        ["End time", _slashed(last)],
        ["Meeting duration", _lasting(last - first)],
        [],
        ["2. Participants"],
        ["Name", "First join", "Last leave", "In-meeting duration", "Email", "Participant ID (UPN)", "Role"],
    ]
    for stay in by_person.values():
        person, lasted = stay[0][0], sum(((end - start) for _, start, end in stay), timedelta())
        row: list[Cell] = [person.name, _slashed(stay[0][1]), _slashed(stay[-1][2]), _lasting(lasted), person.email]
        rows.append([*row, person.email, "Presenter" if person.number % 30 == 0 else "Attendee"])
    rows += [[], ["3. In-Meeting activities"], ["Name", "Join time", "Leave time", "Duration", "Email", "Role"]]
    for person, start, end in connections:
        rows.append([person.name, _slashed(start), _slashed(end), _lasting(end - start), person.email, "Attendee"])
    return b"\xff\xfe" + text(rows, "\t", encoding="utf-16-le")


def _slashed(moment: datetime) -> str:
    return f"{moment.day}/{moment:%m/%y, %H:%M:%S}"


def _lasting(time: timedelta) -> str:
    hours, seconds = divmod(int(time.total_seconds()), 3600)
    return (f"{hours}h " if hours else "") + f"{seconds // 60}m {seconds % 60}s"
