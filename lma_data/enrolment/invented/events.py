"""What happens to the people of an invented cohort: applications, payments, attendance, completion, visits.

Told from the people alone: no file is read, so that what the files say can be held against it.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from lma_data.course import Course
from lma_data.enrolment.invented.people import Edition, Person, electives, people

CENT = Decimal("0.01")
FIRST_USER = 4100  # Moodle's ids of users
PASS = Decimal(60)  # of an essay


def cohort(edition: Edition, seed: int) -> list[Person]:
    """Everybody of an edition with all that happened, those who applied in the order of their applications."""
    chance = random.Random(f"{seed}/{edition.year}/events")
    everybody = people(edition, seed)
    applicants = [person for person in everybody if person.role == "participant"]
    _apply(applicants, edition.course, chance)
    confirmed = _decide(applicants, edition, chance)
    _pay(applicants, confirmed, edition.course, chance)
    enrolled = _enrol(applicants, confirmed, edition, chance)
    _study(enrolled, edition, chance)
    staff = [person for person in everybody if person.role != "participant"]
    for person in staff:
        person.moodle = FIRST_USER + person.number + edition.year * 10
        person.visits = list(_visits(person, edition.course, 28, chance))
    if edition.year == 2026:
        _try_the_form(staff[1], edition.course)
    applicants.sort(key=lambda person: (person.applied, person.number))
    return applicants + staff


def sessions(course: Course) -> list[datetime]:
    """The eight sessions where attendance is taken, by the clock of the course's place."""
    opening, turin, closing = course.phases
    days = [(opening.start, days, hour) for days, hour in ((0, 9), (2, 14), (9, 14), (16, 14))]
    days += [(turin.start, days, hour) for days, hour in ((0, 9), (1, 9), (4, 14))] + [(closing.start, 2, 14)]
    return [datetime.combine(start + timedelta(days), time(hour)) for start, days, hour in days]


def not_taken(edition: Edition) -> list[datetime]:
    """Sessions at which nobody took attendance."""
    return sessions(edition.course)[-1:] if edition.year == 2025 else []


def _apply(applicants: Sequence[Person], course: Course, chance: random.Random) -> None:
    """Applications come in from ten weeks before the deadline, most of them in the last two; the last one comes too late."""
    deadline = datetime.combine(course.application_deadline, time(18), UTC)
    for person in applicants:
        before = min(70.0, chance.expovariate(1 / 16))
        moment = deadline - timedelta(days=before, minutes=chance.randrange(480))
        person.applied = moment.replace(microsecond=0)
    late = next(person for person in reversed(applicants) if not person.stories)
    late.applied = datetime.combine(
        course.application_deadline, time(23, 30), UTC
    )  # half past one at the course's place
    late.stories.append("after-the-deadline")


def _try_the_form(assistant: Person, course: Course) -> None:
    """An assistant who tried the application form, and stands in the register since."""
    assistant.applied = datetime.combine(course.application_deadline - timedelta(80), time(9, 30), UTC)
    assistant.status = "applied"
    assistant.stories.append("teacher-in-register")


def _decide(applicants: Sequence[Person], edition: Edition, chance: random.Random) -> list[Person]:
    """Gives everybody a status; returns those who are confirmed."""
    plain = [person for person in applicants if not person.stories]
    chance.shuffle(plain)
    take = iter(plain)
    for days in edition.withdrew:
        _withdraw(next(take), edition.course.start - timedelta(days), days)
    for status, share in (("rejected", 0.06), ("waiting-list", 0.05), ("accepted", 0.03), ("applied", 0.01)):
        for _ in range(max(1, round(edition.people * share))):
            next(take).status = status
    for person in applicants:
        if "after-the-deadline" in person.stories:
            person.status = "waiting-list"
        person.status = person.status or "confirmed"
    confirmed = [person for person in applicants if person.status == "confirmed"]
    _substitute(applicants, confirmed, edition.course)
    return confirmed


def _withdraw(person: Person, day: date, days: int) -> None:
    person.status, person.withdrew = "withdrawn", day
    person.stories.append(f"withdrew-{days}-days-before")


def _substitute(applicants: Sequence[Person], confirmed: Sequence[Person], course: Course) -> None:
    """Somebody of the same employer comes in the place of who withdrew 8 days before, and so applies after the deadline."""
    gone = next(person for person in applicants if "withdrew-8-days-before" in person.stories)
    comes = next(person for person in confirmed if not person.stories)
    assert gone.withdrew
    comes.applied = datetime.combine(gone.withdrew + timedelta(1), time(10, 12), UTC)
    comes.employer, comes.audience, comes.country = gone.employer, gone.audience, gone.country
    comes.themes = ()  # nobody asked
    gone.stories.append("substituted")
    comes.stories.append("substitute")


def _pay(applicants: Sequence[Person], confirmed: Sequence[Person], course: Course, chance: random.Random) -> None:
    price = course.price.amount.quantize(CENT)
    for person in applicants:
        person.letter = person.status in {"confirmed", "withdrawn"} or chance.random() < 0.7
        if person.status in {"confirmed", "withdrawn"}:
            _paid(person, price, course, chance)
    take = (person for person in confirmed if not person.stories)
    for amount in (Decimal(1000), price / 2, price - 25):  # the last one: the bank kept its charges
        _story(next(take), "paid-in-part", paid=amount.quantize(CENT))
    for _ in range(2):
        _story(next(take), "paid-without-letter", letter=False)
        _story(next(take), "letter-without-payment", paid=Decimal(0), paid_on=None)
    for person in applicants:
        if person.withdrew and person.stories[0] in ("withdrew-11-days-before", "withdrew-13-days-before"):
            person.paid = Decimal("1000.00")  # less than the penalty: something is still owed
        if person.withdrew and person.paid_on and person.paid_on >= person.withdrew:
            person.paid_on = person.withdrew - timedelta(3)


def _paid(person: Person, price: Decimal, course: Course, chance: random.Random) -> None:
    assert person.applied
    latest = max(course.start - timedelta(5), person.applied.date() + timedelta(2))
    person.paid, person.paid_on = price, min(latest, person.applied.date() + timedelta(chance.randrange(5, 32)))


def _story(person: Person, story: str, **changes: object) -> None:
    person.stories.append(story)
    for name, value in changes.items():
        setattr(person, name, value)


def _enrol(
    applicants: Sequence[Person], confirmed: Sequence[Person], edition: Edition, chance: random.Random
) -> list[Person]:
    """Who is in Moodle: the confirmed but two, and two who withdrew and were forgotten there."""
    take = iter([person for person in confirmed if not person.stories])
    missing = {_told(next(take), "not-in-moodle").number for _ in range(2)}
    gone = [person for person in applicants if person.withdrew][-2:]
    for person in gone:
        person.stories.append("withdrawn-still-enrolled")
    for _ in range(max(2, edition.people // 40)):
        _told(next(take), "never-logged-in")
    for days in (5, 8):
        late = _told(next(take), "joined-late")
        late.joined = datetime.combine(edition.course.start + timedelta(days), time(9))
    enrolled = [person for person in confirmed if person.number not in missing] + gone
    for position, person in enumerate(sorted(enrolled, key=lambda one: one.number)):
        person.moodle = FIRST_USER + person.number + edition.year * 10
        person.team = position % max(8, len(enrolled) // 6) + 1
    return enrolled


def _told(person: Person, story: str) -> Person:
    person.stories.append(story)
    return person


def _study(enrolled: Sequence[Person], edition: Edition, chance: random.Random) -> None:
    for person in enrolled:
        absent = person.withdrew is not None or "never-logged-in" in person.stories
        person.zeal = 0.0 if absent else min(0.98, max(0.15, chance.gauss(edition.attends, 0.13)))
        _attend(person, edition, chance)
        if absent:
            continue
        _complete(person, edition.course, chance)
        person.electives = _choice(person, chance)
        person.visits = list(_visits(person, edition.course, 4 + round(person.zeal * 22), chance))
        person.satisfaction = chance.choice((3, 4, 4, 5, 5)) if person.completed and chance.random() < 0.85 else 0


def _attend(person: Person, edition: Edition, chance: random.Random) -> None:
    """Whoever drops out stays away from then on; the days in Turin are kept by nearly all others."""
    turin = edition.course.phases[1]
    leaves = chance.randrange(3, 8) if chance.random() < (1 - edition.attends) * 0.5 else 99
    for position, session in enumerate(sessions(edition.course)):
        if person.joined and session < person.joined:
            continue
        likely = max(person.zeal, 0.93) if turin.start <= session.date() <= turin.end and person.zeal else person.zeal
        if session in not_taken(edition):
            code = "not-taken"
        elif position >= leaves or not person.zeal:
            code = "absent"
        elif chance.random() < likely:
            code = chance.choices(("present", "late"), (92, 8))[0]
        else:
            code = chance.choices(("absent", "excused", "not-taken"), (64, 30, 6))[0]
        person.attendance[session] = code
        if code == "late":
            person.remarks[session] = (
                f"{'arrivé' if person.language == 'fr' else 'arrived'} {session.hour}:{chance.randrange(12, 55)}"
            )
        elif code == "excused":
            person.remarks[session] = {"fr": "mission officielle", "en": "on official duty"}[person.language]


def _complete(person: Person, course: Course, chance: random.Random) -> None:
    """Activities done, in step with attendance; the course is complete with all four and an essay that passed."""
    there = [code in {"present", "late"} for code in person.attendance.values()]
    opening, turin, closing = course.phases
    plan = (  # activity, day on which it is done, how likely
        ("introductory-webinar", opening.start + timedelta(4), 0.97 if any(there[:2]) else 0.3),
        ("quiz-fair-recruitment", opening.start + timedelta(11), min(0.97, person.zeal + 0.1)),
        ("group-work", turin.start + timedelta(2), 0.96 if sum(there[-4:]) >= 2 else 0.1),
        ("final-assignment", closing.end, min(0.96, person.zeal + 0.05) if any(there[-2:]) else 0.25),
    )
    for activity, day, likely in plan:
        if chance.random() < likely:
            moment = time(chance.randrange(8, 20), chance.randrange(60), chance.randrange(60))
            person.activities[activity] = datetime.combine(max(day, (person.joined or datetime.min).date()), moment)
    if "quiz-fair-recruitment" in person.activities:
        person.quiz = _grade(chance.gauss(5.4 + 2.6 * person.zeal, 1.6), 10)
    if "final-assignment" in person.activities:
        person.essay = _grade(chance.gauss(48 + 24 * person.zeal, 11), 100)
    if len(person.activities) == len(plan) and person.essay is not None and person.essay >= PASS:
        person.completed = max(person.activities.values()) + timedelta(minutes=chance.randrange(3, 130))


def _grade(points: float, most: int) -> Decimal:
    return Decimal(min(float(most), max(most / 10, points))).quantize(CENT)


def _choice(person: Person, chance: random.Random) -> tuple:
    """Three electives, best first, in the person's language and near the interests; one in twenty does not answer."""
    if chance.random() < 0.05:
        return ()
    open_to = [one for one in electives() if person.language.upper() in one.languages.split("/")]
    likely = {one.id: chance.random() + (one.theme in person.themes) * 0.6 for one in open_to}
    return tuple(sorted(open_to, key=lambda one: -likely[one.id])[:3])


def _visits(person: Person, course: Course, days: int, chance: random.Random) -> Iterator[tuple[datetime, str]]:
    """Moments at which Moodle's log has the person, by the clock of the course's place: logged in, then a page or two."""
    first = max(course.start - timedelta(2), (person.joined or datetime.min).date())
    span = (course.end - first).days + 1
    for day in sorted(chance.sample(range(span), min(days, span))):
        moment = datetime.combine(first + timedelta(day), time(chance.randrange(6, 21), chance.randrange(60)))
        yield moment, "login"
        yield moment + timedelta(minutes=1, seconds=chance.randrange(59)), "course"
        if chance.random() < 0.5:
            yield moment + timedelta(minutes=chance.randrange(3, 50)), "webinar"


def zone(course: Course) -> ZoneInfo:
    return ZoneInfo(course.time_zone)
