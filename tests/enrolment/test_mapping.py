"""Columns of tables of unknown origin: by heading, by values, by what the manager said; what is not sure is asked."""

import csv
import json
import os
from collections import Counter
from pathlib import Path

import pytest

from lma_data.course import course
from lma_data.enrolment import headings, mapping, values, vocabularies
from lma_data.enrolment.fields import FIELDS, IDENTIFIERS
from lma_data.enrolment.folding import plain
from lma_data.enrolment.headings import heading
from lma_data.i18n import LANGUAGES, Words

COURSE = course("lma-2026")
EMAILS = ["a@example.net", "b@example.net", "c@example.org"]


def mapped(table, answers=None, known=None):
    """The mapping of a table given by columns: heading -> values."""
    rows = list(zip(*table.values(), strict=True))
    return mapping.columns([name.split("#")[0] for name in table], rows, answers or {}, "s", known)


def held(found):
    return [column.field for column in found.columns]


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("E-mail", "email"),
        ("Courriel", "email"),
        ("Adresse e-mail", "email"),
        ("ADRESSE DE COURRIEL :", "email"),
        ("Mail", "email"),
        ("Email2", "email"),
        ("Prénom", "name.first"),
        ("First name\xa0", "name.first"),
        ("Surname", "name.family"),
        ("Nom de famille *", "name.family"),
        ("Nom et prénom(s)", "name.full"),
        ("Genre", "person.gender"),
        ("Sexe (H/F)", "person.gender"),
        ("What is your gender?", "person.gender"),
        ("Pays", "person.country"),
        ("Pays de résidence", "person.country"),
        ("Country of residence", "person.country"),
        ("Type d’organisation", "person.audience"),
        ("Type d'organisation", "person.audience"),
        ("Employeur", "person.organisation"),
        ("Langue", "person.language"),
        ("Preferred language", "person.language"),
        ("Statut", "application.status"),
        ("Date de retrait", "application.withdrawn"),
        ("Lettre de parrainage", "application.letter"),
        ("Montant payé (€)", "payment.paid"),
        ("Amount paid (EUR)", "payment.paid"),
        ("Horodateur", "application.applied"),
        ("How will your participation be funded?\xa0", "application.funding"),
        ("Quels domaines thématiques vous intéressent ?", "application.theme"),
        ("Téléphone", "-"),
        ("IP address", "-"),
    ],
)
def test_headings(text, field):
    assert heading(text) == (field, "exact")


def test_headings_that_are_hints_or_nothing():
    assert heading("Nationality") == ("person.country", "hint")
    assert heading("Montant") == ("payment.paid", "hint")
    assert heading("In which country of residence do you live now?") == ("person.country", "part")
    assert heading("Favourite colour") == ("", "")
    assert heading("") == ("", "")


def test_headings_stand_for_fields_and_say_one_thing():
    seen = {}
    with (vocabularies.FOLDER / "columns.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            assert row["code"] in {*FIELDS, *IDENTIFIERS, headings.NOT_KEPT, headings.NAME}
            for way in filter(None, (*row["en"].split("|"), *row["fr"].split("|"))):
                assert way == way.strip()
                assert seen.setdefault(plain(way), row["code"]) == row["code"], way


def test_a_register_in_french():
    found = mapped(
        {
            "Horodateur": ["01/03/2026 08:00:00", "03/03/2026 02:00:00", "15/03/2026 10:00:00"],
            "Adresse e-mail": EMAILS,
            "Prénom": ["Ana", "Bo", "Zoë"],
            "Nom": ["Silva", "Li", "N’Guessan"],
            "Genre": ["Femme", "Homme", "Femme"],
            "Pays": ["NA", "CN", "Côte d’Ivoire"],
            "Type d’organisation": ["Ministère", "ONG", "Syndicat"],
            "Langue": ["Anglais", "Anglais", "Français"],
            "Statut": ["Confirmé", "Retenu", "Désisté"],
            "Date de retrait": ["", "", "30/05/2026"],
            "Lettre de parrainage": ["Oui", "Non", ""],
            "Montant payé (€)": ["2\u202f775,00", "0", ""],
        }
    )
    assert found.questions == ()
    assert held(found) == [
        "application.applied",
        "email",
        "name.first",
        "name.family",
        "person.gender",
        "person.country",
        "person.audience",
        "person.language",
        "application.status",
        "application.withdrawn",
        "application.letter",
        "payment.paid",
    ]
    assert all(column.confidence >= 0.8 and column.why.said(Words("fr")) for column in found.columns)


def test_a_name_alone_is_a_full_name():
    assert held(mapped({"Nom": ["Ana Silva", "Bo Li"]})) == ["name.full"]
    assert held(mapped({"First name": ["Ana", "Bo"], "Name": ["Silva", "Li"]})) == ["name.first", "name.family"]
    assert held(mapped({"First name": ["Ana", "Bo"], "Name": ["Ana Silva", "Bo Li"]})) == ["name.first", "name.full"]
    table = {"Name": ["Ana Silva"], "First Name": ["Ana"], "Last Name": ["Silva"]}
    assert held(mapped(table)) == ["name.full", "name.first", "name.family"]


def test_an_email_of_nobody_loses_to_the_later_real_one():
    found = mapped({"Email": ["anonymous"] * 3, "Name": ["", "", ""], "Email2": EMAILS, "Name2": ["Ana", "Bo", "Li"]})
    assert held(found) == ["", "", "email", "name.full"]
    assert found.questions == ()


def test_an_email_that_holds_none_is_asked_about():
    found = mapped({"Email": ["anonymous"] * 3, "First name": ["Ana", "Bo", "Li"]})
    assert held(found) == ["", "name.first"]
    [question] = found.questions
    assert (question.id, next(iter(question.options)), question.samples) == ("column:s:email", "email", ("anonymous",))


def test_values_speak_without_a_heading():
    found = mapping.columns(
        ["", "", ""], [(mail, "x", country) for mail, country in zip(EMAILS, ["KE", "CI", "NA"], strict=True)], {}, "s"
    )
    assert held(found) == ["email", "", ""]
    [question] = found.questions
    assert question.id == "column:s:column-3"
    assert list(question.options)[:2] == ["person.country", ""]
    assert set(question.options) == {"", *FIELDS, *IDENTIFIERS}
    for lang in LANGUAGES:
        assert question.about.said(Words(lang))
        assert all(option.said(Words(lang)) for option in question.options.values())


def test_dates_and_codes_under_unknown_headings_are_asked_about():
    found = mapped({"Email": EMAILS, "When": ["2026-03-01", "2026-03-02", "2026-03-03"], "Who": ["M", "F", "F"]})
    assert held(found) == ["email", "", ""]
    assert [(question.id, next(iter(question.options))) for question in found.questions] == [
        ("column:s:when", "application.applied"),
        ("column:s:who", "person.gender"),
    ]


def test_dates_of_an_unknown_column_are_asked_about_at_once():
    table = {"Email": EMAILS, "Date": ["03/04/2026", "05/06/2026", ""]}
    ids = [question.id for question in mapped(table).questions]
    assert ids == ["column:s:date", "dates:s:date"]
    assert mapped(table, {"column:s:date": "", "dates:s:date": "day-first"}).questions == ()
    clear = mapped({"Email": EMAILS, "Date": ["03/04/2026", "15/06/2026", ""]})
    assert [question.id for question in clear.questions] == ["column:s:date"]


def test_hints_are_asked_about_unless_another_column_holds_the_field():
    asked = mapped({"Nationality": ["Kenya", "Namibia", "China"]})
    assert held(asked) == [""]
    assert [question.id for question in asked.questions] == ["column:s:nationality"]
    settled = mapped({"Nationality": ["Kenya", "Namibia", "China"], "Country": ["KE", "NA", "CN"]})
    assert held(settled) == ["", "person.country"]
    assert settled.questions == ()


def test_a_longer_heading_counts_where_its_values_fit():
    text = "Please tell us your country of residence (as of today)"
    assert held(mapped({text: ["Kenya", "Namibia", "China"]})) == ["person.country"]
    assert held(mapped({text: ["a flat", "a house", "a boat"]})) == [""]


def test_questions_of_a_form():
    found = mapped(
        {
            "Dans quel pays travaillez-vous ?": ["Kenya", "Namibie", "Sénégal"],
            "Quels thèmes vous intéressent le plus ?": ["Gouvernance, Protection", "Protection", "Migration de crise;"],
            "Vous êtes :": ["Une femme", "Un homme", "Une femme"],
            "À quel groupe appartenez-vous ?": ["Institution publique", "ONG", "Syndicat"],
            "What type of chair?": ["hard", "soft", "none"],
        }
    )
    assert held(found) == ["person.country", "application.theme", "", "", ""]
    assert [column.perhaps for column in found.columns[2:]] == ["person.gender", "person.audience", ""]


def test_a_heading_whose_values_do_not_fit_is_asked_about():
    found = mapped({"Paid": ["Oui", "Non", "Oui"], "Country": EMAILS, "Organization": EMAILS})
    assert "payment.paid" not in held(found)
    assert "person.country" not in held(found)
    assert "column:s:paid" in [question.id for question in found.questions]


def test_two_columns_for_one_field_are_a_question():
    table = {"E-mail": EMAILS, "Courriel": ["x@example.net", *EMAILS[1:]], "Pays": ["KE", "CI", "NA"]}
    found = mapped(table)
    assert held(found) == ["", "", "person.country"]
    [question] = found.questions
    assert (question.id, list(question.options)) == ("field:s:email", ["e mail", "courriel"])
    assert held(mapped(table, {"field:s:email": "courriel"})) == ["", "email", "person.country"]
    assert held(mapped(table, {"column:s:courriel": ""})) == ["email", "", "person.country"]


def test_two_columns_that_say_the_same_are_one():
    assert held(mapped({"E-mail": EMAILS, "Courriel": [" A@example.net", *EMAILS[1:]]})) == ["email", ""]
    assert held(mapped({"E-mail": ["", "", ""], "Courriel": EMAILS})) == ["", "email"]


def test_addresses_of_others_do_not_replace_those_of_the_person():
    found = mapped(
        {"Email": EMAILS, "Reports to": ["boss@example.net"] * 3, "Email of supervisor": ["boss@example.net"] * 3}
    )
    assert held(found) == ["email", "", ""]
    assert found.questions == ()


def test_answers_count_more_than_headings():
    table = {"Nationality": ["KE", "NA", "CI"], "Country": ["CN", "CN", "CN"], "Webinar 1": ["P", "A", "P"]}
    said = {
        "column:s:nationality": "person.country",
        "column:s:country": "",
        "column:s:webinar 1": "attendance.session",
    }
    found = mapped(table, said)
    assert held(found) == ["person.country", "", "attendance.session"]
    assert found.columns[2].item == "Webinar 1"
    assert [column.confidence for column in found.columns] == [1.0, 1.0, 1.0]
    assert found.questions == ()
    assert held(mapped(table, said | {"column:s:country": "nonsense"}))[0] == "person.country"


def test_what_a_report_knows_counts_as_a_heading():
    found = mapped(
        {"Email": ["anonymous"] * 3, "Contact": EMAILS, "Name": ["x", "y", "z"]}, known={0: "email", 2: "name.full"}
    )
    assert held(found) == ["", "email", "name.full"]


def test_keys_of_columns():
    header = ["Email", "Email", "", "E-mail :", "", "Pays", "email"]
    assert mapping.keys(header) == ["email", "email-2", "column-3", "e mail", "column-5", "pays", "email-3"]
    awkward = ["", "column-1", "Column 1", "Column 1", "email", "email 2", "email"]
    assert len(set(mapping.keys(awkward))) == len(awkward)


def test_ragged_and_empty_tables():
    assert held(
        mapping.columns(["Email", "Pays"], [("a@example.net",), (), ("b@example.net", "KE", "x")], {}, "s")
    ) == [
        "email",
        "person.country",
    ]
    assert held(mapping.columns(["Email", "Name"], [], {}, "s")) == ["email", "name.full"]
    assert mapping.columns([], [], {}, "s").columns == ()


def test_columns_in_another_order_hold_the_same():
    table = {"Email": EMAILS, "Nom": ["Silva", "Li", "Kim"], "Prénom": ["Ana", "Bo", "Su"], "Pays": ["KE", "NA", "CI"]}
    turned = dict(reversed(table.items()))
    assert held(mapped(table)) == list(reversed(held(mapped(turned))))


@pytest.mark.skipif("LMA_EXPORTS" not in os.environ, reason="LMA_EXPORTS names the folder of sample exports")
def test_the_register_of_the_samples_says_what_was_planted():
    folder = Path(os.environ["LMA_EXPORTS"]) / "exports"
    truth = json.loads((folder / "TRUTH.json").read_text("utf-8"))
    with (folder / "register_fr_semicolon_utf8bom.csv").open(encoding="utf-8-sig", newline="") as file:
        header, *rows = csv.reader(file, delimiter=";")
    found = mapping.columns(header, rows, {}, "s")
    assert found.questions == ()
    read = {}
    for column in found.columns:
        texts = [row[column.index] for row in rows]
        if column.field in FIELDS:
            setting, question = values.settle(FIELDS[column.field], texts, values.Setting(COURSE, language="fr"))
            assert question is None
            read[column.field] = [values.parse(FIELDS[column.field], text, setting) for text in texts]
        else:
            read[column.field] = [values.email(text) for text in texts]
    assert len(set(read["email"])) == truth["applied"]
    assert Counter(read["person.gender"])["female"] == truth["female"]
    assert Counter(read["person.language"])["fr"] == truth["french"]
    assert Counter(read["person.country"])["NAM"] == truth["namibia"]
    assert Counter(read["person.country"])["CIV"] == truth["cote_divoire"]
    assert None not in read["person.country"] + read["person.audience"] + read["application.applied"]
    planted = {name.lower().replace(" ", "-"): count for name, count in truth["status"].items()}
    assert Counter(read["application.status"]) == planted
    withdrawn = {
        mail: (day, float(paid))
        for mail, day, paid in zip(read["email"], read["application.withdrawn"], read["payment.paid"], strict=True)
        if day
    }
    assert withdrawn == {one["email"]: (one["date"], one["paid"]) for one in truth["withdrawals"]}
