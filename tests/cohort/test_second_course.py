"""Another course is another file: other dates, price, tiers, audience, electives and conditions, through all of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest

from lma_data import cohort
from lma_data import course as courses
from lma_data.cohort import Cohort
from lma_data.enrolment import intake
from lma_data.enrolment.report import settle
from lma_data.enrolment.store import Store
from lma_data.exhibits import cohort_definitions, show
from lma_data.i18n import LANGUAGES

FILE = Path(__file__).parent / "fair-recruitment-2027.yml"
REGISTER = (
    "E-mail;Prénom;Nom;Genre;Pays;Type d’organisation;Langue;"
    "Statut;Date de candidature;Date de désistement;Montant payé\n"
)
ROW = "p{n}@example.org;Inventée{n};Personne{n};{gender};{country};{group};Français;{status};{applied};{withdrew};{paid}\n"
GONE = {3: 30, 7: 29, 11: 9, 15: 2}  # number of a person -> days before the start
CHOICES = "Nom de famille\tPrénom\tAdresse de courriel\tGroupe\tProposition\n"


@pytest.fixture(scope="module")
def second() -> Iterator[courses.Course]:
    own, known = courses.read_course(FILE), courses.courses()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(courses, "courses", lambda folder=courses.FOLDER: known | {own.id: own})
        yield own


@pytest.fixture(scope="module")
def dakar(second, tmp_path_factory) -> Iterator[Cohort]:
    """Twenty people of a French register and a choice of electives, as an import makes of them."""
    with Store.open(tmp_path_factory.mktemp("dakar") / "store.duckdb") as store:
        store.create_cohort("dakar", second.id, invented=True)
        files = [("registre.csv", register().encode()), ("choix.txt", choices().encode("utf-8"))]
        found = intake.read(files, second, {})
        asked = [question.id for question in intake.questions(found)]
        assert not asked, asked
        store.commit("dakar", intake.taken(found))
        yield cohort.load(store, "dakar", second.start)


def register() -> str:
    rows = [REGISTER]
    for n in range(20):
        rows.append(
            ROW.format(
                n=n,
                gender="Femme" if n % 3 else "Homme",
                country=("Sénégal", "Mali", "Côte d’Ivoire", "Maroc")[n % 4],
                group=("Inspecteurs du travail", "Agences de recrutement")[n % 2],
                status="Désisté" if n in GONE else "Confirmé",
                applied=(date(2027, 1, 31) - timedelta(n - 2)).strftime("%d/%m/%Y"),
                withdrew=(date(2027, 3, 1) - timedelta(GONE[n])).strftime("%d/%m/%Y") if n in GONE else "",
                paid="900,50" if n % 2 else "400,00",
            )
        )
    return "".join(rows)


def choices() -> str:
    named = ("Contrats", "Inspections", "Registres")
    rows = [f"Personne{n}\tInventée{n}\tp{n}@example.org\t\t{named[n % 3]}\n" for n in range(12)]
    return CHOICES + "".join(rows)


def test_what_a_withdrawal_costs_is_the_files_own(second):
    price, paid = Decimal("900.50"), Decimal(400)
    for days, share in ((31, 0), (30, 0), (29, "0.25"), (10, "0.25"), (9, "0.6"), (3, "0.6"), (2, 1), (0, 1), (-4, 1)):
        settled = settle(second, second.start - timedelta(days), paid)
        assert settled.days_before == days
        assert settled.penalty == (price * Decimal(share)).quantize(Decimal("0.01"), ROUND_HALF_UP)
        assert settled.refund == max(Decimal(0), paid - settled.penalty)
        assert settled.owed == max(Decimal(0), settled.penalty - paid)


def test_a_register_of_another_course_is_read_with_its_own_names(dakar):
    people = dakar.rows("person")
    assert dakar.size == 20
    assert dict(people["audience"].value_counts()) == {"inspectors": 10, "recruiters": 10}
    assert sorted(people["status"].unique()) == ["confirmed", "withdrawn"]
    assert list(people["in_time"]) == [n >= 2 for n in range(20)]
    assert [elective.id for elective in dakar.offer] == ["contracts", "inspections", "registers"]


@pytest.mark.parametrize("exhibit_id", cohort_definitions())
def test_every_exhibit_of_another_course(exhibit_id, dakar):
    for lang in LANGUAGES:
        answer = show(exhibit_id, lang=lang, cohort=dakar).answer
        assert answer.title and answer.sentence
        told = " ".join([answer.title, answer.subtitle, answer.sentence, *answer.notes, answer.table.to_string()])
        of_another = ("EUR", "Turin", "2,775", "July", "juillet", "€")
        assert not [word for word in of_another if word in told], "of the other course"
