"""Values: dates, numbers, addresses and names as systems and people write them; what is not certain waits."""

import unicodedata
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lma_data.course import course
from lma_data.enrolment import dates, folding, names, numbers, values
from lma_data.enrolment.fields import FIELDS
from lma_data.enrolment.model import BadValue
from lma_data.enrolment.values import Setting, parse, settle
from lma_data.i18n import LANGUAGES, Words

COURSE = course("lma-2026")
SETTING = Setting(COURSE, shape="s", column="c", header="Heading")
DAY_FIRST = Setting(COURSE, date_order="day-first")
MOMENT, DAY, MONEY, NUMBER = (
    FIELDS[field] for field in ("application.applied", "application.withdrawn", "payment.paid", "grade.percent")
)
NARROW, NO_BREAK, THIN = "\u202f", "\xa0", "\u2009"


def bad(field, text, setting=SETTING):
    with pytest.raises(BadValue) as caught:
        parse(field, text, setting)
    return caught.value


# Dates


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2026-03-01", "2026-03-01T00:00:00+01:00"),
        ("2026-07-03 14:34:53", "2026-07-03T14:34:53+02:00"),
        ("2026-07-03T14:34", "2026-07-03T14:34:00+02:00"),
        ("2026-05-08 23:30:00.123456+00:00", "2026-05-08T23:30:00+00:00"),
        ("2026-05-08T23:30:00Z", "2026-05-08T23:30:00+00:00"),
        ("2026-05-08 23:30:00 -0530", "2026-05-08T23:30:00-05:30"),
        ("2017-07-31 23:03:30 UTC", "2017-07-31T23:03:30+00:00"),
        ("2026/05/08 11:30:00 PM GMT+1", "2026-05-08T23:30:00+01:00"),
        ("2026-05-08 23:30 EAT", "2026-05-08T23:30:00+03:00"),
        ("Mon, 29 Jun 2026 09:00:00 +0200", "2026-06-29T09:00:00+02:00"),
        ("2026/7/3", "2026-07-03T00:00:00+02:00"),
        ("20260703", "2026-07-03T00:00:00+02:00"),
        ("3/07/26, 14:05", "2026-07-03T14:05:00+02:00"),
        ("3/07/26, 14:05:07", "2026-07-03T14:05:07+02:00"),
        ("29 Jun 2026 9.00AM", "2026-06-29T09:00:00+02:00"),
        ("29 Jun 2026 12.30AM", "2026-06-29T00:30:00+02:00"),
        ("29 Jun 2026 12.30PM", "2026-06-29T12:30:00+02:00"),
        ("29.06.2026 09:00", "2026-06-29T09:00:00+02:00"),
        ("Monday, 29 June 2026, 9:05 AM", "2026-06-29T09:05:00+02:00"),
        ("Monday, 29 June 2026, 9:05\u202fPM", "2026-06-29T21:05:00+02:00"),
        ("lundi 29 juin 2026, 09:05", "2026-06-29T09:05:00+02:00"),
        ("LUNDI 29 JUIN 2026, 09:05", "2026-06-29T09:05:00+02:00"),
        ("29 juil. 26, 14:05", "2026-07-29T14:05:00+02:00"),
        ("29 juillet 2026 à 14h05", "2026-07-29T14:05:00+02:00"),
        ("29 juillet 2026 à 14 h 05", "2026-07-29T14:05:00+02:00"),
        ("1er mai 2026", "2026-05-01T00:00:00+02:00"),
        ("1 ao\u00fbt 2026", "2026-08-01T00:00:00+02:00"),
        ("1 aou\u0302t 2026", "2026-08-01T00:00:00+02:00"),
        ("1 AOUT 2026", "2026-08-01T00:00:00+02:00"),
        ("15 déc. 2025", "2025-12-15T00:00:00+01:00"),
        ("15 fevrier 2026", "2026-02-15T00:00:00+01:00"),
        ("July 3rd, 2026 2:05 PM", "2026-07-03T14:05:00+02:00"),
        ("3-Jul-26", "2026-07-03T00:00:00+02:00"),
        ("3 of July 2026", "2026-07-03T00:00:00+02:00"),
        ("Sept. 3, 2026", "2026-09-03T00:00:00+02:00"),
        ("46082.33333333334", "2026-03-01T08:00:00+01:00"),
        ("46125", "2026-04-13T00:00:00+02:00"),
        ("25/12/2025 23:59:59", "2025-12-25T23:59:59+01:00"),
        ("１３／０４／２０２６", "2026-04-13T00:00:00+02:00"),
        ("\u200e13/04/2026\u200f", "2026-04-13T00:00:00+02:00"),
    ],
)
def test_moments(text, iso):
    assert parse(MOMENT, text, DAY_FIRST) == iso


def test_a_system_that_writes_the_month_first():
    eventbrite = Setting(COURSE, date_order="month-first")
    assert parse(MOMENT, "11/29/24 22:28", eventbrite) == "2024-11-29T22:28:00+01:00"
    assert parse(MOMENT, "11/09/24 22:28", eventbrite) == "2024-11-09T22:28:00+01:00"


@pytest.mark.parametrize(
    "text",
    ["31/06/2026", "29/02/2026", "13/13/2026", "0/06/2026", "29/06", "June 2026", "2026", "soon", "29/06/2026 25:00"]
    + [
        "29/06/2026 14:05 AM",
        "1785600000",
        "99999",
        "12/13/14/15",
        "29/06/0026",
        "29/06/1226",
        "2026-06-29T10:00+25:00",
    ]
    + ["29/06/2026 10", "29/06/2026 10:00 EST", "5 Brumaire 2026", "29//06/2026", "#REF!", "#VALEUR!", "########"],
)
def test_what_is_no_date_has_a_sentence(text):
    problem = bad(MOMENT, text)
    assert problem.question is None
    assert all(problem.message.said(Words(lang)) for lang in LANGUAGES)
    assert text not in Exception.__str__(problem)  # the error itself, should it reach a log, quotes no value


def test_unix_times_only_where_said():
    assert parse(MOMENT, "1785600000", Setting(COURSE, unix=True)) == "2026-08-01T16:00:00+00:00"
    bad(MOMENT, "1785600000", DAY_FIRST)


def test_a_day_with_a_zone_is_the_day_at_the_course_place():
    assert parse(DAY, "2026-05-08 23:30:00+00:00", SETTING) == "2026-05-09"  # 01:30 in Turin
    assert parse(DAY, "2026-05-08 23:30:00", SETTING) == "2026-05-08"


def test_serials_agree_with_the_spreadsheet():
    for day in (date(1995, 5, 5), date(2024, 2, 29), date(2026, 6, 29)):
        serial = (day - date(1899, 12, 30)).days
        assert parse(DAY, str(serial), SETTING) == day.isoformat()


def test_a_date_with_two_meanings_waits():
    problem = bad(MOMENT, "03/04/2026")
    assert problem.question.id == "dates:s:c"
    said = {key: option.said(Words("fr")) for key, option in problem.question.options.items()}
    assert said == {"day-first": "3 avril 2026", "month-first": "4 mars 2026"}
    assert parse(MOMENT, "03/03/2026", SETTING).startswith("2026-03-03")


def test_the_order_of_a_column():
    assert values.date_order(["03/04/2026", "13/04/2026", ""]) == "day-first"
    assert values.date_order(["03/04/2026", "04/13/2026 9:00"]) == "month-first"
    assert values.date_order(["03/04/2026", "05/06/2026"]) == "ambiguous"
    assert values.date_order(["13/04/2026", "04/13/2026"]) == "mixed"
    assert values.date_order(["2026-04-03", "3 avril 2026", "31 12", "x"]) == ""


def test_a_mixed_column_keeps_what_is_clear_and_asks_for_the_rest():
    texts = ["13/04/2026", "04/13/2026", "2026-04-13", "46125", "31/06/2026", "29 juil. 26, 14:05", "", "05/06/2026"]
    setting, question = settle(DAY, texts, SETTING)
    assert (question.id, question.rows, question.samples) == ("dates:s:c", 1, ("05/06/2026",))
    read = []
    for text in texts:
        try:
            read.append(parse(DAY, text, setting))
        except BadValue as problem:
            read.append("asked" if problem.question else "wrong")
    april = "2026-04-13"
    assert read == [april, april, april, april, "wrong", "2026-07-29", None, "asked"]


def test_an_answer_settles_a_column():
    for answer, day in {"day-first": "2026-04-03", "month-first": "2026-03-04"}.items():
        answered = Setting(COURSE, shape="s", column="c", answers={"dates:s:c": answer})
        setting, question = settle(DAY, ["03/04/2026", "05/06/2026"], answered)
        assert question is None
        assert parse(DAY, "03/04/2026", setting) == day
    nonsense = Setting(COURSE, shape="s", column="c", answers={"dates:s:c": "perhaps"})
    assert settle(DAY, ["03/04/2026"], nonsense)[1] is not None


def test_a_column_that_shows_its_order_is_not_asked_about():
    setting, question = settle(DAY, ["03/04/2026", "30/05/2026"], SETTING)
    assert question is None
    assert parse(DAY, "03/04/2026", setting) == "2026-04-03"


# Numbers and amounts


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("2775", "2775"),
        ("2.775,00 €", "2775"),
        ("2 775,00", "2775"),
        (f"2{NARROW}775,00{NO_BREAK}€", "2775"),
        (f"2{NO_BREAK}775,00", "2775"),
        (f"2{THIN}775", "2775"),
        ("€2,775.00", "2775"),
        ("EUR 2,775.00", "2775"),
        ("2775 euros", "2775"),
        ("€2,775.00 EUR", "2775"),
        ("2775,00 Eur.", "2775"),
        ("2'775.-", "2775"),
        ("1’387.50", "1387.5"),
        ("1'387,50", "1387.5"),
        ("1 387,5", "1387.5"),
        ("85,5", "85.5"),
        ("0,125", "0.125"),
        ("1.234.567", "1234567"),
        ("1,234,567.891", "1234567.891"),
        ("-250,00", "-250"),
        ("−250", "-250"),
        ("0", "0"),
        ("0,00 €", "0"),
        ("２７７５", "2775"),
        (".5", "0.5"),
    ],
)
def test_amounts(text, amount):
    assert parse(MONEY, text, SETTING) == amount


@pytest.mark.parametrize(
    ("text", "number"),
    [("85.00 %", "85"), ("85,5 %", "85.5"), (f"100{NARROW}%", "100"), ("87.5", "87.5"), ("100,0", "100")],
)
def test_percentages(text, number):
    assert parse(NUMBER, text, SETTING) == number


def test_years_of_experience_and_minutes():
    years, minutes = FIELDS["application.experience"], FIELDS["attendance.minutes"]
    assert [parse(years, text, SETTING) for text in ("7", "7 years", "7 ans", "7 années")] == ["7"] * 4
    assert [parse(minutes, text, SETTING) for text in ("19m 26s", "1h 2m", "128", "2 h")] == [
        "19.43",
        "62",
        "128",
        "120",
    ]
    assert bad(years, "5-10").question is None


@pytest.mark.parametrize(
    "text",
    ["1,2,3", "12 34", "1.234.56", "2775 paid", "2,775.00.1", "1 234 56", "1,234 567", "two", "1e5", "½", "2775 / 2"],
)
def test_what_is_no_amount(text):
    assert bad(MONEY, text).question is None


@pytest.mark.parametrize("text", ["$2,775.00", "USD 100", "100 CHF", "£5", "1 000 FCFA", "US$ 20"])
def test_another_currency_is_never_converted(text):
    message = bad(MONEY, text).message
    assert "not converted" in str(message)
    assert "EUR" in str(message)


@pytest.mark.parametrize("text", ["1.234", "2,775", "€2,775", "12.500"])
def test_thousands_or_decimals(text):
    question = bad(MONEY, text).question
    assert question.id == "numbers:s:c"
    assert set(question.options) == {".", ","}
    point, comma = (Setting(COURSE, decimal=mark) for mark in ".,")
    assert Decimal(parse(MONEY, text, point)) != Decimal(parse(MONEY, text, comma))


def test_a_column_shows_its_decimal_mark():
    for texts, number in {
        ("2,775", "100.50"): "2775",
        ("2,775", "100,5"): "2.775",
        ("2,775", "1.000.000"): "2.775",
    }.items():
        setting, question = settle(MONEY, texts, SETTING)
        assert question is None
        assert parse(MONEY, "2,775", setting) == number
    assert settle(MONEY, ["2,775", "0", "100"], SETTING)[1].rows == 1
    assert settle(MONEY, ["2,775", "1,5", "1.5"], SETTING)[1] is not None
    assert settle(MONEY, ["1,5", "1.5", "100"], SETTING)[1] is None
    answered = Setting(COURSE, shape="s", column="c", answers={"numbers:s:c": "."})
    assert parse(MONEY, "2,775", settle(MONEY, ["2,775"], answered)[0]) == "2775"


# Missing


@pytest.mark.parametrize(
    "text", ["", " ", "-", "--", "–", "—", "?", "n/a", "N/A", "#N/A", "N/D", "n.a.", "…", "null", "\xa0", "(vide)"]
)
def test_missing(text):
    for field in ("person.gender", "application.withdrawn", "payment.paid", "person.country", "person.organisation"):
        assert parse(FIELDS[field], text, SETTING) is None


def test_missing_by_field():
    assert parse(FIELDS["person.country"], "NA", SETTING) == "NAM"
    assert parse(FIELDS["name.family"], "Null", SETTING) == "Null"
    assert parse(FIELDS["name.family"], "Na", SETTING) == "Na"
    assert parse(FIELDS["person.organisation"], "NA", SETTING) is None
    assert parse(FIELDS["attendance.session"], "?", SETTING) == "not-taken"
    assert parse(FIELDS["access.last"], "Jamais", SETTING) is None
    assert parse(FIELDS["payment.paid"], "0", SETTING) == "0"


def test_text_is_kept_without_what_cannot_be_seen():
    organisation = FIELDS["person.organisation"]
    assert parse(organisation, " Ministe\u0300re\u200b  du\xa0Travail\u202e ", SETTING) == "Ministère du Travail"


def test_flags():
    letter = FIELDS["application.letter"]
    said = [parse(letter, text, SETTING) for text in ("Oui", "yes", "X", "✓", "1", "VRAI", "non", "0", "False", "☐")]
    assert said == ["yes"] * 6 + ["no"] * 4


def test_several_in_one_cell():
    assert values.listed("Sustainable development;Crisis migration;") == ["Sustainable development", "Crisis migration"]


# E-mail addresses and names


@pytest.mark.parametrize(
    "text",
    [
        "ana@example.net",
        "Ana@Example.NET ",
        "ana@example.net\u200b",
        "ａｎａ@example.net",
        "ana＠example．net",
        "mailto:ana@example.net",
    ]
    + [
        "Ana Silva <ana@example.net>",
        "<ana@example.net>",
        "ana@example.net;",
        "ana@example.net.",
        "an\u00ada@example.net",
    ]
    + [
        "\u202aana@example.net\u202c",
        "ana @ example.net",
        '"ana@example.net"',
        "ana@example.net <mailto:ana@example.net>",
    ],
)
def test_one_form_of_an_address(text):
    assert values.email(text) == "ana@example.net"


def test_addresses_of_other_scripts_have_one_form():
    composed, apart = unicodedata.normalize("NFC", "zoé@exämple.org"), unicodedata.normalize("NFD", "zoé@exämple.org")
    assert values.email(composed) == values.email(apart) == composed
    assert values.email("Иван@пример.рф") == "иван@пример.рф"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "anonymous",
        "ana",
        "ana@",
        "@example.net",
        "ana@example",
        "ana@.net",
        "ana@example..net",
        "a b c",
        "ana(at)example.net",
    ],
)
def test_what_is_no_address(text):
    with pytest.raises(BadValue):
        values.email(text)


def test_two_addresses_in_one_cell():
    with pytest.raises(BadValue, match="two e-mail addresses"):
        values.email("a@example.net; b@example.net")
    assert values.email("a@example.net, A@example.net") == "a@example.net"


def test_an_address_without_its_tag():
    assert names.base_email("ana+lma@example.net") == "ana@example.net"
    assert names.base_email("ana@example.net") == "ana@example.net"
    assert names.base_email("+tag@example.net") == "+tag@example.net"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Aïcha N’Guessan", "AICHA N'GUESSAN"),
        ("N’Guessan, Aïcha (EXT)", "Aicha NGuessan"),
        ("Jean-Baptiste Mbuyi Kabongo", "MBUYI KABONGO Jean Baptiste"),
        ("García Simón, Pedro", "Pedro Garcia Simon"),
        ("Björn Åström", "Bjo\u0308rn A\u030astro\u0308m"),
        ("Dr. Ana da Silva", "ana DA SILVA"),
        ("Ильхом Каримов", "КАРИМОВ Ильхом"),
        ("王小明", "王小明"),
        ("Łukasz Øster", "lukasz oster"),
    ],
)
def test_names_that_are_one_folded(one, other):
    assert names.folded(one) == names.folded(other) != ""
    assert names.agree(one, other)


def test_names_that_agree():
    assert names.agree("Ana Silva", "Ana Maria Silva")
    assert names.agree("A. Silva", "Ana Silva")
    assert names.agree("El Idrissi", "Elidrissi")
    assert not names.agree("Ana Silva", "Amélie Silva")
    assert not names.agree("Silva", "Ana Silva")  # one word is not enough
    assert not names.agree("", "Ana Silva")
    assert not names.agree("王小明", "王小红")
    assert not names.agree("A. S.", "Ana Silva")


def test_full_names():
    assert names.full("Aung", None) == names.full("", "Aung") == "Aung"
    assert names.full(" Ana ", "da  Silva") == "Ana da Silva"
    assert names.display("García Simón, Pedro (EXT)") == "Pedro García Simón"
    assert names.display("JANSSENS JAN (EXT)") == "JANSSENS JAN"
    assert names.display("(Ana)") == "(Ana)"


# For any text


TEXTS = st.one_of(
    st.text(max_size=40),
    st.text(alphabet="0123456789/.-:,'’ \u202f€%$APMapmTZ+juinéû", max_size=25),
    st.from_regex(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}( \d{1,2}:\d{2})?", fullmatch=True),
    st.from_regex(r"[A-Za-zé.+ <]{0,8}@{0,2}[a-zà-ÿ.]{0,10}", fullmatch=True),
)
SETTINGS = [SETTING, DAY_FIRST, Setting(COURSE, date_order="month-first", decimal=",", unix=True)]
CANONICAL = Setting(COURSE, date_order="day-first", decimal=".")


@settings(max_examples=700, deadline=None)
@given(TEXTS, st.sampled_from(sorted(FIELDS)), st.sampled_from(SETTINGS))
def test_parse_raises_nothing_but_bad_values_and_its_values_are_canonical(text, field, setting):
    try:
        value = parse(FIELDS[field], text, setting)
    except BadValue as problem:
        assert all(problem.message.said(Words(lang)) for lang in LANGUAGES)
        return
    if value is None:
        return
    assert parse(FIELDS[field], value, CANONICAL) == value
    if FIELDS[field].kind == "moment":
        assert datetime.fromisoformat(value).tzinfo is not None
    elif FIELDS[field].kind == "date":
        date.fromisoformat(value)
    elif FIELDS[field].kind in ("money", "number"):
        assert Decimal(value).is_finite()
        assert "E" not in value


@pytest.mark.parametrize("text", ["9" * 5000, "a@" * 3000, "1." * 5000, "lundi " * 1000, "3/07/26, " * 500, "é" * 5000])
def test_a_cell_of_any_length_is_read_or_refused_in_a_few_words(text):
    for field in ("application.applied", "payment.paid", "person.country"):
        assert len(str(bad(FIELDS[field], text, DAY_FIRST).message)) < 200
    with pytest.raises(BadValue) as caught:
        values.email(text)
    assert len(str(caught.value.message)) < 200


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_a_normalised_address_stays_as_it_is(text):
    try:
        address = values.email(text)
    except BadValue:
        return
    assert values.email(address) == address
    assert values.email(f" {address.upper()};") == values.email(address.upper())


@settings(max_examples=400, deadline=None)
@given(st.text(max_size=30))
def test_folding_twice_changes_nothing(text):
    for fold in (folding.plain, folding.clean, folding.compatible, names.folded):
        assert fold(fold(text)) == fold(text)


@settings(max_examples=150, deadline=None)
@given(st.lists(TEXTS, max_size=6), st.sampled_from(["application.applied", "payment.paid"]))
def test_a_settled_column_waits_for_no_more_than_it_asks(texts, field):
    setting, question = settle(FIELDS[field], texts, SETTING)
    waiting = 0
    for text in texts:
        try:
            parse(FIELDS[field], text, setting)
        except BadValue as problem:
            waiting += problem.question is not None
    assert waiting == (question.rows if question else 0)


@settings(max_examples=150, deadline=None)
@given(
    st.dates(date(2000, 1, 1), date(2099, 12, 31)),
    st.sampled_from(["%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%Y-%m-%d", "%d %b %Y"]),
)
def test_every_day_is_read_as_it_was_written(day, form):
    assert dates.read(day.strftime(form), "day-first").day == day


@settings(max_examples=150, deadline=None)
@given(st.decimals(0, 10**9, places=2))
def test_every_amount_is_read_as_it_was_written(amount):
    for lang in LANGUAGES:
        mark = "," if lang == "fr" else "."
        assert numbers.read(Words(lang).number(amount, 2), mark) == amount
