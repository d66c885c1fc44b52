"""The course as data: what the file says, rules at their edges, and errors that name the file and the field."""

from __future__ import annotations

import shutil
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from lma_data.course import FOLDER, CourseProblem, course, courses, read_course

LMA = FOLDER / "lma-2026.yml"


def test_dates_price_and_places() -> None:
    lma = course("lma-2026")
    assert [(phase.mode, phase.start, phase.end) for phase in lma.phases] == [
        ("online", date(2026, 6, 29), date(2026, 7, 17)),
        ("in-person", date(2026, 7, 20), date(2026, 7, 24)),
        ("online", date(2026, 7, 27), date(2026, 7, 31)),
    ]
    assert (lma.start, lma.end) == (date(2026, 6, 29), date(2026, 7, 31))
    assert (lma.price.currency, lma.price.amount) == ("EUR", 2775)
    assert {part.id: part.amount for part in lma.price.parts} == {"tuition": 2020, "subsistence": 755}
    assert [phase.place["fr"] for phase in lma.phases if phase.place] == ["Turin, Italie"]
    assert lma.languages == ["en", "fr"]


def test_audience_themes_and_rules() -> None:
    lma = course("lma-2026")
    assert [group.id for group in lma.audience] == [
        "government",
        "workers",
        "employers",
        "civil-society",
        "diaspora",
        "agencies",
        "research",
        "media",
    ]
    assert [theme.id for theme in lma.themes] == ["governance", "protection", "development", "crisis"]
    assert [rule.id for rule in lma.selection] == ["experience", "sponsorship"]
    assert len(lma.certificate.conditions) == 5
    assert lma.electives.more_than == 15
    assert lma.disclosure_threshold == 5


@pytest.mark.parametrize(
    ("days", "penalty"), [(60, "0"), (14, "0"), (13, "0.5"), (8, "0.5"), (7, "1"), (0, "1"), (-4, "1")]
)
def test_penalty_is_a_share_of_the_price(days: int, penalty: str) -> None:
    assert course("lma-2026").withdrawal.penalty(days) == Decimal(penalty)


def test_a_withdrawal_eleven_days_before() -> None:
    lma = course("lma-2026")
    days = lma.days_before(date(2026, 6, 18))
    assert days == 11
    assert lma.withdrawal.penalty(days) * lma.price.amount == Decimal("1387.50")
    # 23:30 in New York is the next morning in Turin.
    assert lma.days_before(datetime.fromisoformat("2026-06-17T23:30:00-04:00")) == 11


@pytest.mark.parametrize(
    ("moment", "in_time"),
    [
        (datetime(2026, 5, 8, 21, 59, tzinfo=UTC), True),
        (datetime(2026, 5, 8, 22, 0, tzinfo=UTC), False),  # midnight in Turin
        (datetime(2026, 5, 8, 23, 30, tzinfo=UTC), False),
        (date(2026, 5, 8), True),
        (date(2026, 5, 9), False),
    ],
)
def test_deadline_is_in_the_time_of_turin(moment: date, in_time: bool) -> None:
    assert course("lma-2026").in_time(moment) is in_time


def test_a_moment_without_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="has no time zone"):
        course("lma-2026").in_time(datetime(2026, 5, 8, 12))


def changed(folder: Path, file: str = "lma-2026.yml", **fields: Any) -> Path:
    """A copy of the course with some fields replaced (None: left out)."""
    content = yaml.safe_load(LMA.read_text("utf-8")) | fields
    path = folder / file
    path.write_text(yaml.safe_dump({key: value for key, value in content.items() if value is not None}), "utf-8")
    return path


def test_a_second_course_is_only_a_second_file(tmp_path: Path) -> None:
    shutil.copy(LMA, tmp_path)
    one_phase = [
        {
            "id": "week",
            "name": {"en": "Week", "fr": "Semaine"},
            "mode": "online",
            "start": "2027-03-01",
            "end": "2027-03-05",
        }
    ]
    price = {
        "currency": "USD",
        "amount": 900.5,
        "parts": [{"id": "fee", "name": {"en": "Fee", "fr": "Frais"}, "amount": 900.5}],
    }
    changed(
        tmp_path,
        "fair-recruitment-2027.yml",
        id="fair-recruitment-2027",
        application_deadline="2027-02-01",
        phases=one_phase,
        price=price,
        time_zone="Africa/Dakar",
        languages=["fr"],
    )
    assert list(courses(tmp_path)) == ["fair-recruitment-2027", "lma-2026"]
    assert course("fair-recruitment-2027", tmp_path).price.amount == Decimal("900.5")
    with pytest.raises(CourseProblem, match=r"no course 'x'; there are: fair-recruitment-2027, lma-2026"):
        course("x", tmp_path)


PHASE = {"id": "p", "name": {"en": "P", "fr": "P"}, "mode": "online", "start": "2026-06-29", "end": "2026-06-30"}
TIERS = {
    "less_bank_charges": True,
    "may_send_another_candidate": True,
    "may_move_to_another_course": True,
    "text": {"en": "T", "fr": "T"},
}


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"price": None}, "price: Field required"),
        ({"colour": "blue"}, "colour: Extra inputs are not permitted"),
        ({"name": {"en": "Academy"}}, "name.fr: Field required"),
        ({"application_deadline": "8 May"}, "application_deadline: Input should be a valid date"),
        ({"application_deadline": "2026-06-29"}, "application_deadline 2026-06-29 is not before the start"),
        ({"time_zone": "Turin"}, "time_zone: 'Turin' is not a time zone"),
        ({"languages": ["en", "it"]}, "languages.1: Input should be 'en' or 'fr'"),
        ({"phases": [PHASE | {"end": "2026-06-01"}]}, "phases.0: ends on 2026-06-01, before it starts"),
        ({"phases": [PHASE, PHASE | {"id": "q"}]}, "phase q starts on 2026-06-29, before p ends"),
        ({"phases": [PHASE, PHASE | {"start": "2026-07-01", "end": "2026-07-02"}]}, "phases: the same id twice: p"),
        ({"phases": [PHASE | {"mode": "in-person"}]}, "phases.0: an in-person phase has a place"),
        (
            {"price": {"currency": "EUR", "amount": 10, "parts": []}},
            "price: the parts add up to 0, the price is 10",
        ),
        (
            {"withdrawal": TIERS | {"tiers": [{"days_before": 8, "penalty": 0.5}, {"days_before": 14, "penalty": 1}]}},
            "withdrawal: tiers must run from the most days before the start down to 0, found [8, 14]",
        ),
        (
            {"withdrawal": TIERS | {"tiers": [{"days_before": 8, "penalty": 1}, {"days_before": 0, "penalty": 0.5}]}},
            "withdrawal: a later withdrawal must not cost less",
        ),
        (
            {"withdrawal": TIERS | {"tiers": [{"days_before": 0, "penalty": 50}]}},
            "withdrawal.tiers.0.penalty: Input should be less than or equal to 1",
        ),
        ({"disclosure_threshold": 1}, "disclosure_threshold: Input should be greater than or equal to 3"),
        ({"id": "lma-2027"}, "id: 'lma-2027' is not the name of the file"),
    ],
)
def test_errors_name_the_file_and_the_field(tmp_path: Path, fields: dict, says: str) -> None:
    path = changed(tmp_path, **fields)
    with pytest.raises(CourseProblem) as problem:
        read_course(path)
    assert str(path) in str(problem.value) and says in str(problem.value)


def test_unreadable_files(tmp_path: Path) -> None:
    path = tmp_path / "broken.yml"
    for content in (b"id: [", b"\xff\xfe", b"", b"just a text"):
        path.write_bytes(content)
        with pytest.raises(CourseProblem, match=r"broken\.yml"):
            read_course(path)


@pytest.mark.parametrize(
    ("name", "activity"),
    [
        ("Week 1: Introductory webinar", "introductory-webinar"),
        ("Semaine 1 : webinaire introductif", "introductory-webinar"),
        ("Quiz: 'Fair recruitment' basics", "quiz-fair-recruitment"),
        ("Test : « recrutement équitable »", "quiz-fair-recruitment"),
        ("GROUP WORK - draft policy", "group-work"),
        ("Essai final individuel", "final-assignment"),
        ("Week 2: Introductory webinar", None),  # another one, not the same
    ],
)
def test_an_activity_is_known_by_its_name_in_both_languages(name: str, activity: str | None) -> None:
    found = course("lma-2026").activity(name)
    assert (found and found.id) == activity
