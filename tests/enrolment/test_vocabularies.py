"""Vocabularies: each way to write a code, in both languages; what is not certain is asked, with what comes near first."""

import csv
from collections import defaultdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lma_data import areas
from lma_data.course import course
from lma_data.enrolment import vocabularies
from lma_data.enrolment.fields import FIELDS
from lma_data.enrolment.folding import plain
from lma_data.enrolment.model import BadValue
from lma_data.enrolment.vocabularies import code, codes, find, name, nearest, question
from lma_data.i18n import LANGUAGES, Words

COURSE = course("lma-2026")
FILES = sorted(path for path in vocabularies.FOLDER.glob("*.csv") if path.stem != "columns")


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("NA", "NAM"),
        ("na", "NAM"),
        ("NAM", "NAM"),
        ("CI", "CIV"),
        ("Côte d’Ivoire", "CIV"),
        ("Cote d'Ivoire", "CIV"),
        ("COTE D´IVOIRE", "CIV"),
        ("Co\u0302te\xa0d’Ivoire", "CIV"),
        ("Ivory Coast", "CIV"),
        ("Congo (République Démocratique du)", "COD"),
        ("République démocratique du Congo", "COD"),
        ("Congo, The Democratic Republic of the", "COD"),
        ("RDC", "COD"),
        ("D.R.C.", "COD"),
        ("Congo", "COG"),
        ("Türkiye", "TUR"),
        ("Turquie", "TUR"),
        ("USA", "USA"),
        ("U.S.A.", "USA"),
        ("États-Unis d’Amérique", "USA"),
        ("UK", "GBR"),
        ("Royaume-Uni", "GBR"),
        ("RU", "RUS"),
        ("Corée du Sud", "KOR"),
        ("Korea, Republic of", "KOR"),
        ("Korea (Republic of)", "KOR"),
        ("Corée (République de)", "KOR"),
        ("Corée du Nord", "PRK"),
        ("Tanzania, United Republic of", "TZA"),
        ("Iran (Islamic Republic of)", "IRN"),
        ("The Gambia", "GMB"),
        ("Gambia, The", "GMB"),
        ("la France", "FRA"),
        ("l’Italie", "ITA"),
        ("Les Comores", "COM"),
        ("Swaziland", "SWZ"),
        ("Guinea-Bissau", "GNB"),
        ("Guinée équatoriale", "GNQ"),
        ("Niger", "NER"),
        ("Nigeria", "NGA"),
        ("Kenya (KE)", "KEN"),
        ("KE - Kenya", "KEN"),
        ("Népalaise", "NPL"),
        ("Ivoirienne", "CIV"),
        ("Viet Nam", "VNM"),
    ],
)
def test_countries(text, key):
    assert find("country", text) == key


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-",
        "?",
        "Korea",
        "Africa",
        "002",
        "WLD",
        "Yugoslavia",
        "Congolais",
        "Kenia",
        "Niger / Nigeria",
        "EU",
        "Turin",
    ],
)
def test_what_is_no_country_or_could_be_several(text):
    assert find("country", text) is None


def test_every_country_is_found_by_its_names_and_codes():
    for area in areas.areas().values():
        if area.kind == "country":
            for text in (
                area.key,
                *area.names.values(),
                *area.labels.values(),
                *(c for c in area.codes if c.isalpha()),
            ):
                assert find("country", text) == area.key, text


def test_variants_of_countries_contradict_no_code_and_no_name():
    for key, way in vocabularies.ways(vocabularies.FOLDER / "country.csv"):
        assert areas.find(way) in (None, key), way


@pytest.mark.parametrize(
    ("vocabulary", "text", "meant"),
    [
        ("gender", "Femme", "female"),
        ("gender", "F", "female"),
        ("gender", "Homme", "male"),
        ("gender", "Féminin", "female"),
        ("gender", "FEMININ", "female"),
        ("gender", "H", "male"),
        ("gender", "M", "male"),
        ("gender", "Female / Femme", "female"),
        ("gender", "Male (Homme)", "male"),
        ("gender", "Non-binary", "other"),
        ("gender", "Je préfère ne pas répondre", "undisclosed"),
        ("gender", "Prefer not to say ", "undisclosed"),
        ("audience", "Government", "government"),
        ("audience", "ministère", "government"),
        ("audience", "NGO / civil society", "civil-society"),
        ("audience", "ONG", "civil-society"),
        ("audience", "Workers' organization", "workers"),
        ("audience", "Workers’ organizations", "workers"),
        ("audience", "Syndicat", "workers"),
        ("audience", "Employers' organization", "employers"),
        ("audience", "Patronat", "employers"),
        ("audience", "International development agency / REC", "agencies"),
        ("audience", "Communautés économiques régionales", "agencies"),
        ("audience", "Diaspora / migrants' association", "diaspora"),
        ("audience", "Research / academia", "research"),
        ("audience", "Chercheuse", "research"),
        ("audience", "Media", "media"),
        ("audience", "Médias", "media"),
        ("language", "Anglais", "en"),
        ("language", "English", "en"),
        ("language", "French (FR)", "fr"),
        ("language", "FRANCAIS", "fr"),
        ("language", "fr_FR", "fr"),
        ("language", "en-GB", "en"),
        ("language", "Espagnol", "es"),
        ("language", "Wolof", "wo"),
        ("status", "Waiting list", "waiting-list"),
        ("status", "Sur liste d’attente", "waiting-list"),
        ("status", "Retenu(e)", "accepted"),
        ("status", "Retenue", "accepted"),
        ("status", "Désisté·e", "withdrawn"),
        ("status", "Confirmed", "confirmed"),
        ("status", "Non retenue", "rejected"),
        ("status", "Annulée", "cancelled"),
        ("yes-no", "Oui", "yes"),
        ("yes-no", "✓", "yes"),
        ("yes-no", "0", "no"),
        ("funding", "Sponsored by my organization", "sponsored"),
        ("funding", "Self-funded", "self-funded"),
        ("funding", "Fellowship requested", "fellowship"),
        ("funding", "Demande de bourse", "fellowship"),
        ("attendance", "P (2/2)", "present"),
        ("attendance", "R (1/2)", "late"),
        ("attendance", "L (1/2)", "late"),
        ("attendance", "Excusée", "excused"),
        ("attendance", "A (0/2)", "absent"),
        ("attendance", "?", "not-taken"),
        ("completion", "Completed", "completed"),
        ("completion", "Not completed", "not-completed"),
        ("completion", "Completed (achieved pass grade)", "passed"),
        ("completion", "Completed (did not achieve pass grade)", "failed"),
        ("completion", "Completed (set by Ana Silva (EXT))", "completed"),
        ("completion", "Pas terminé", "not-completed"),
        ("completion", "Terminé (note minimale de réussite atteinte)", "passed"),
        ("completion", "Terminé (n’a pas atteint la note minimale de réussite)", "failed"),
        ("completion", "Terminé (n'a pas atteint la note minimale de réussite)", "failed"),
        ("completion", "Terminé (défini par Ana Silva)", "completed"),
        ("role", "Enseignant non éditeur", "teacher"),
        ("role", "Étudiante", "participant"),
        ("theme", "Sustainable development", "development"),
        ("theme", "Migration de crise", "crisis"),
        ("theme", "Gouvernance", "governance"),
    ],
)
def test_ways_to_write_a_code(vocabulary, text, meant):
    assert find(vocabulary, text, COURSE) == meant


@pytest.mark.parametrize(
    ("vocabulary", "text"),
    [
        ("gender", "Femme ou homme"),
        ("status", "Inscrit"),  # registered: has applied, or takes part?
        ("status", "Registered"),
        ("language", "English and French"),
        ("language", "Anglais / Français"),
        ("audience", "Private sector"),
        ("audience", "Government / NGO"),
        ("yes-no", "Oui et non"),
        ("yes-no", "En attente"),
        ("gender", "Female" * 50),
    ],
)
def test_what_could_be_several_is_none(vocabulary, text):
    assert find(vocabulary, text, COURSE) is None


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_files_say_one_thing_of_each_text(path):
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    meant = defaultdict(set)
    for row in rows:
        assert set(row) == {"code", "en", "fr"}
        for way in filter(None, (*row["en"].split("|"), *row["fr"].split("|"))):
            assert way == way.strip()
            meant[plain(way) or way].add(row["code"])
    assert {way: found for way, found in meant.items() if len(found) > 1} == {}
    assert {row["code"] for row in rows} <= set(codes(path.stem, COURSE))
    if path.stem != "country":
        for row in rows:
            for way in filter(None, (*row["en"].split("|"), *row["fr"].split("|"))):
                assert find(path.stem, way, COURSE) == row["code"]


def test_every_vocabulary_of_a_field_is_there():
    assert {field.vocabulary for field in FIELDS.values() if field.vocabulary} <= set(vocabularies.VOCABULARIES)
    for vocabulary in vocabularies.VOCABULARIES:
        assert codes(vocabulary, COURSE)
        for one in codes(vocabulary, COURSE):
            assert find(vocabulary, one, COURSE) == one
            for lang in LANGUAGES:
                said = name(vocabulary, one, COURSE).said(Words(lang))
                assert said
                if vocabulary not in ("attendance", "completion", "funding"):
                    assert find(vocabulary, said, COURSE) in (one, None), said
    with pytest.raises(LookupError):
        find("colour", "red")


def test_audience_groups_are_those_of_the_course():
    assert set(codes("audience", COURSE)) == {group.id for group in COURSE.audience}
    other = COURSE.model_copy(update={"audience": COURSE.audience[:2]})
    assert find("audience", "Media", other) is None
    assert find("audience", "Syndicat", other) == "workers"


def test_near_codes_are_offered_first_and_none_is_taken():
    assert nearest("country", "Kenia")[0] == "KEN"
    assert nearest("status", "acepted") == ["accepted"]
    assert nearest("audience", "Ministry of Health", COURSE)[0] == "government"
    assert set(nearest("language", "English and French")) == {"en", "fr"}
    assert "SRB" in nearest("country", "Yugoslavia")
    assert set(nearest("country", "Niger / Nigeria")) >= {"NER", "NGA"}
    assert nearest("gender", "") == []
    with pytest.raises(BadValue) as caught:
        code("country", "Kenia", COURSE, {})
    asked = caught.value.question
    assert (asked.id, list(asked.options)[0], list(asked.options)[-1]) == ("value:country:kenia", "KEN", "")
    assert str(asked.options["KEN"]) == "Kenya"
    assert all("Kenia" in asked.about.said(Words(lang)) for lang in LANGUAGES)


def test_one_answer_serves_every_way_to_write_it():
    answers = {"value:audience:secteur prive": "employers", "value:country:kenia": "Kenya", "value:gender:x y": "blue"}
    for text in ("Secteur privé", "SECTEUR PRIVE ", "secteur-privé"):
        assert code("audience", text, COURSE, answers) == "employers"
    assert code("country", "KENIA", COURSE, answers) == "KEN"
    assert code("country", "Kenia", COURSE, {"value:country:kenia": ""}) is None
    with pytest.raises(BadValue):
        code("gender", "x y", COURSE, answers)


def test_a_report_has_words_of_its_own():
    assert code("status", "Completed", COURSE, {}, {"Completed": "confirmed"}) == "confirmed"
    with pytest.raises(BadValue):
        code("status", "Completed", COURSE, {})


def test_questions_of_all_vocabularies_are_in_both_languages():
    for vocabulary in vocabularies.VOCABULARIES:
        asked = question(vocabulary, "  Qwertz\u200b ", COURSE, rows=3)
        assert (asked.id, asked.samples, asked.rows) == (f"value:{vocabulary}:qwertz", ("Qwertz",), 3)
        for lang in LANGUAGES:
            assert "Qwertz" in asked.about.said(Words(lang))
            assert all(option.said(Words(lang)) for option in asked.options.values())


@settings(max_examples=500, deadline=None)
@given(st.text(max_size=30), st.sampled_from(vocabularies.VOCABULARIES))
def test_any_text_is_a_code_or_a_question(text, vocabulary):
    try:
        assert code(vocabulary, text, COURSE, {}) in codes(vocabulary, COURSE)
    except BadValue as problem:
        assert code(vocabulary, text, COURSE, {problem.question.id: ""}) is None
