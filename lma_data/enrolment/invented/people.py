"""Who is in an invented cohort. Names are typical of many regions and put together by chance; nobody of them exists.

people(edition(2026), seed=1)  # the same list for the same seed, on every machine
"""

from __future__ import annotations

import csv
import random
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from lma_data.course import Course, course

FOLDER = Path(__file__).parent
DOMAINS = ("example.net", "example.org", "example.com")  # reserved for examples: no letter can reach anybody
# Countries that each edition has somebody from: scripts, one-word names and codes that go wrong in practice.
ALWAYS = ("CHN", "UKR", "IDN", "NAM", "CIV", "COD", "COG", "VNM")
ONE_NAME = "Sukarti"
PLACES = {"online": {"en": "online", "fr": "en ligne"}, "in-person": {"en": "Turin", "fr": "Turin"}}


class Country(NamedTuple):
    key: str  # ISO3
    iso2: str
    names: dict[str, str]  # in English, in French, and as people type it
    region: str  # of names.csv
    weight: int
    french: float  # share that prefers French


class Elective(NamedTuple):
    id: str
    theme: str
    mode: str
    languages: str
    capacity: int
    slot: int  # those of one mode and slot take place at the same time
    names: dict[str, str]

    def title(self, lang: str) -> str:
        """As the choice in Moodle names it: "Fair recruitment (online, EN)"."""
        return f"{self.names[lang]} ({PLACES[self.mode][lang]}, {self.languages})"

    def offered(self, lang: str) -> dict[str, Any]:
        """As the setting "offer" of a cohort has it; slots are named in one language."""
        place = PLACES[self.mode][lang]
        return {
            "id": self.id,
            "name": self.names,
            "theme": self.theme,
            "mode": self.mode,
            "languages": self.languages.lower().split("/"),
            "capacity": self.capacity,
            "slot": f"{place[0].upper()}{place[1:]} {self.slot}",
        }


@dataclass(frozen=True)
class Edition:
    """What sets an edition apart from the others: its size, balance, attendance, and who withdrew when."""

    year: int
    people: int
    women: float
    french: float  # how much French is spoken, against 0.3
    attends: float
    withdrew: tuple[int, ...]  # days before the start
    language: str  # of the form, and of the choice of electives
    course_id: str

    @property
    def cohort(self) -> str:
        return f"invented-{self.year}"

    @property
    def course(self) -> Course:
        return course(self.course_id)


@dataclass
class Person:
    """One invented person, and all that happened: nothing here has been read from a file."""

    number: int
    given: str
    family: str  # empty for who has one name
    gender: str
    country: Country
    language: str
    audience: str
    employer: str
    email: str
    funding: str
    experience: int
    themes: tuple[str, ...]
    role: str = "participant"
    stories: list[str] = field(default_factory=list)  # what is planted
    applied: datetime | None = None
    status: str = ""
    withdrew: date | None = None
    letter: bool = False
    paid: Decimal = Decimal(0)
    paid_on: date | None = None
    moodle: int = 0  # user id; 0 when not enrolled
    team: int = 0
    joined: datetime | None = None  # of late joiners
    zeal: float = 0.0
    attendance: dict[datetime, str] = field(default_factory=dict)
    remarks: dict[datetime, str] = field(default_factory=dict)
    activities: dict[str, datetime] = field(default_factory=dict)  # activity -> when it was done
    quiz: Decimal | None = None  # of 10
    essay: Decimal | None = None  # of 100
    completed: datetime | None = None
    electives: tuple[Elective, ...] = ()  # best first
    visits: list[tuple[datetime, str]] = field(default_factory=list)  # moment, event in the log
    satisfaction: int = 0

    @property
    def name(self) -> str:
        return f"{self.given} {self.family}".strip()

    @property
    def total(self) -> Decimal | None:
        """Course total: a third for the quiz, two thirds for the essay; none without an essay."""
        if self.essay is None:
            return None
        return ((self.quiz or Decimal(0)) * 10 / 3 + self.essay * 2 / 3).quantize(Decimal("0.01"))


@cache
def _rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def editions() -> dict[int, Edition]:
    """All invented editions, by year."""
    return {
        int(row["year"]): Edition(
            int(row["year"]),
            int(row["people"]),
            float(row["women"]),
            float(row["french"]),
            float(row["attends"]),
            tuple(int(days) for days in row["withdrew"].split("|")),
            row["language"],
            row["course"],
        )
        for row in _rows("editions.csv")
    }


@cache
def countries() -> tuple[Country, ...]:
    return tuple(
        Country(
            row["country"],
            row["iso2"],
            {lang: row[lang] for lang in ("en", "fr", "typed")},
            row["names"],
            int(row["weight"]),
            float(row["french"]),
        )
        for row in _rows("countries.csv")
    )


@cache
def electives() -> tuple[Elective, ...]:
    return tuple(
        Elective(
            row["elective"],
            row["theme"],
            row["mode"],
            row["languages"],
            int(row["capacity"]),
            int(row["slot"]),
            {lang: row[lang] for lang in ("en", "fr")},
        )
        for row in _rows("electives.csv")
    )


@cache
def _names() -> dict[str, dict[str, list[str]]]:
    return {
        row["region"]: {part: row[part].split("|") for part in ("female", "male", "family")}
        for row in _rows("names.csv")
    }


def people(edition: Edition, seed: int) -> list[Person]:
    """Everybody who applies, and after them three who teach; what happens to them is told in `events`."""
    chance = random.Random(f"{seed}/{edition.year}/people")
    by_key = {country.key: country for country in countries()}
    weights = [country.weight * _french_weight(country, edition) for country in countries()]
    origins = [by_key[key] for key in ALWAYS]
    origins += chance.choices(countries(), weights, k=edition.people - len(origins))
    chance.shuffle(origins)
    genders = ["female"] * round(edition.people * edition.women)
    genders += ["male"] * (edition.people - len(genders))
    chance.shuffle(genders)
    taken: set[str] = set()
    found = [
        _person(number, country, gender, edition, chance, taken)
        for number, (country, gender) in enumerate(zip(origins, genders, strict=True), start=1)
    ]
    _two_of_one_name(found, chance)
    one = next(person for person in found if person.country.key == "IDN")
    one.given, one.family = ONE_NAME, ""
    _accented_address(found)
    return found + _staff(edition, chance, taken)


def _french_weight(country: Country, edition: Edition) -> float:
    return edition.french / 0.3 if country.french > 0.5 else 1.0


def _person(
    number: int, country: Country, gender: str, edition: Edition, chance: random.Random, taken: set[str]
) -> Person:
    given, family = _name(country.region, gender, chance, taken)
    language = "fr" if chance.random() < country.french else "en"
    groups = _rows("employers.csv")
    group = chance.choices(groups, [float(row["share"]) for row in groups])[0]
    funding = chance.choices(("sponsored", "self-funded", "fellowship", "other"), (68, 12, 16, 4))[0]
    themes = [theme.id for theme in edition.course.themes]
    interests = set(chance.sample(themes, chance.choice((1, 2, 2, 3))))
    return Person(
        number=number,
        given=given,
        family=family,
        gender=_as_told(gender, chance),
        country=country,
        language=language,
        audience=group["audience"],
        employer=chance.choice(group[language].split("|")),
        email=_address(given, family, chance, taken),
        funding=funding,
        experience=min(31, int(chance.gammavariate(2.2, 3.4))),
        themes=tuple(theme for theme in themes if theme in interests),
    )


def _name(region: str, gender: str, chance: random.Random, taken: set[str]) -> tuple[str, str]:
    """A first and a family name of a region that nobody has together as yet."""
    while True:
        given, family = chance.choice(_names()[region][gender]), chance.choice(_names()[region]["family"])
        if f"{given} {family}" not in taken:
            taken.add(f"{given} {family}")
            return given, family


def _as_told(gender: str, chance: random.Random) -> str:
    """A few do not say it, or say something else."""
    return chance.choices((gender, "undisclosed", "other"), (97, 2, 1))[0]


def _address(given: str, family: str, chance: random.Random, taken: set[str]) -> str:
    letters = ".".join(filter(None, (_plain(given), _plain(family)))) or f"lma{chance.randrange(1000, 9999)}"
    address = f"{letters}@{chance.choice(DOMAINS)}"
    while address in taken:
        address = f"{letters}{chance.randrange(2, 99)}@{chance.choice(DOMAINS)}"
    taken.add(address)
    return address


def _plain(name: str) -> str:
    """Letters a to z of a name in Latin script, parts joined by hyphens; empty for other scripts."""
    text = unicodedata.normalize("NFKD", name.lower().replace("đ", "d").replace("ø", "o").replace("ł", "l"))
    return "-".join(re.findall(r"[a-z]+", "".join(letter for letter in text if not unicodedata.combining(letter))))


def _two_of_one_name(found: Sequence[Person], chance: random.Random) -> None:
    """The last of those whose region has somebody earlier takes that one's name: two people, two addresses."""
    for second in reversed(found):
        for first in found:
            same = first.country.region == second.country.region and first.gender == second.gender
            if same and first is not second and second.country.key not in ALWAYS and first.country.key not in ALWAYS:
                second.given, second.family = first.given, first.family
                second.email = f"{_plain(first.given)}{chance.randrange(60, 99)}@{DOMAINS[0]}"
                first.stories.append("same-name")
                second.stories.append("same-name")
                return


def _accented_address(found: Iterable[Person]) -> None:
    """One address with an accent, as some providers allow it: é as one letter, or as e and an accent."""
    person = next(one for one in found if one.country.key == "CIV")
    person.email = f"{'andré' if person.gender == 'male' else 'renée'}.{_plain(person.family) or 'k'}@{DOMAINS[1]}"
    person.stories.append("accented-address")


def _staff(edition: Edition, chance: random.Random, taken: set[str]) -> list[Person]:
    """A teacher and two assistants: on Moodle's list, not among those who applied."""
    found = []
    for number, (role, key) in enumerate((("teacher", "ITA"), ("assistant", "SEN"), ("assistant", "PHL"))):
        country = next(one for one in countries() if one.key == key)
        person = _person(
            edition.people + 1 + number, country, chance.choice(("female", "male")), edition, chance, taken
        )
        person.role, person.employer, person.audience = role, "International Training Centre", "agencies"
        found.append(person)
    return found
