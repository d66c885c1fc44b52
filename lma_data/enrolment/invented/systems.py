"""What registration systems export of an invented cohort: Indico, pretix, Eventbrite. Each function gives bytes."""

from __future__ import annotations

from collections.abc import Sequence

from lma_data.enrolment.invented.containers import Cell, text
from lma_data.enrolment.invented.people import Edition, Person
from lma_data.enrolment.invented.writers import BOM, YES, applicants, local


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
