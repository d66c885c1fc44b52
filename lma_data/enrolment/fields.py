"""What is kept of a person: the fields of the record. Whatever else an export holds (telephones, IP addresses) is not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from lma_data.i18n import N_

Kind = Literal["text", "code", "date", "moment", "money", "number", "flag"]
# Of two files that speak of the same field and key, the one that counts says all there is of it, …
Scope = Literal[
    "value",  # … for this value alone,
    "person",  # … for the person: a choice that a newer export does not repeat is no longer made,
    "list",  # … for everybody: whoever is not on the newest list is no longer on it.
]


@dataclass(frozen=True)
class Field:
    """One field: how its values are parsed, whether it has a value for each key, and whether it says who somebody is."""

    id: str
    name: str
    kind: Kind
    vocabulary: str = ""  # of a code
    keyed: str = ""  # what the key is: "session", "activity", …
    identity: bool = False
    scope: Scope = "value"


_ALL = (
    Field("name.first", N_("First name"), "text", identity=True),
    Field("name.family", N_("Family name"), "text", identity=True),
    Field("name.full", N_("Full name"), "text", identity=True),
    Field("person.gender", N_("Gender"), "code", "gender"),
    Field("person.country", N_("Country"), "code", "country"),
    Field("person.audience", N_("Audience group"), "code", "audience"),
    Field("person.organisation", N_("Organization"), "text"),
    Field("person.language", N_("Language"), "code", "language"),
    Field("application.applied", N_("Applied on"), "moment"),
    Field("application.status", N_("Status"), "code", "status"),
    Field("application.withdrawn", N_("Withdrew on"), "date"),
    Field("application.letter", N_("Letter of sponsorship"), "flag", "yes-no"),
    Field("application.funding", N_("Funding"), "code", "funding"),
    Field("application.experience", N_("Years of experience"), "number"),
    Field("application.theme", N_("Thematic area of interest"), "flag", "yes-no", keyed="theme", scope="person"),
    Field("payment.price", N_("Price"), "money"),
    Field("payment.paid", N_("Amount paid"), "money"),
    Field("payment.paid_on", N_("Paid on"), "date"),
    Field("moodle.enrolled", N_("Enrolled in Moodle"), "flag", "yes-no", scope="list"),
    Field("moodle.group", N_("Group in Moodle"), "flag", "yes-no", keyed="group", scope="person"),
    Field("moodle.role", N_("Role in Moodle"), "code", "role"),
    Field("access.first", N_("First seen in Moodle"), "moment"),
    Field("access.last", N_("Last seen in Moodle"), "moment"),
    Field("access.days", N_("Days active in Moodle"), "number"),
    Field("elective.choice", N_("Elective chosen"), "text", keyed="elective", scope="person"),  # its rank, or "yes"
    Field("attendance.session", N_("Attendance"), "code", "attendance", keyed="session"),
    Field("attendance.minutes", N_("Minutes attended"), "number", keyed="session"),
    Field("completion.activity", N_("Activity completed"), "code", "completion", keyed="activity"),
    Field("completion.on", N_("Activity completed on"), "moment", keyed="activity"),
    Field("completion.course", N_("Course completed on"), "moment"),  # "no" where it is not complete
    Field("grade.activity", N_("Grade"), "number", keyed="activity"),
    Field("grade.percent", N_("Grade in per cent"), "number", keyed="activity"),
    Field("grade.course", N_("Course total"), "number"),
    Field("feedback.answered", N_("Feedback given on"), "moment", keyed="form"),
)
FIELDS = {field.id: field for field in _ALL}
# Statuses: of whoever has a place, or has been offered one; of whoever has given it back; of whoever waits for one.
PLACE, WITHDRAWN, WAITING = ("accepted", "confirmed"), "withdrawn", "waiting-list"
STAFF = ("teacher", "manager")  # roles of those who are no participants, the one that counts first
# What a column can hold besides a field: identifiers of a person.
IDENTIFIERS = {"email": N_("E-mail address"), "moodle": N_("User id in Moodle"), "username": N_("User name")}
