"""The search: what people type, in both languages, leads to the page, part and places that they mean."""

from __future__ import annotations

import functools
from types import ModuleType

import pytest
from streamlit.testing.v1 import AppTest

from lma_data import areas, catalog, finder, nationals, sitemap, terms, vocabulary
from lma_data.catalog import ROOT
from lma_data.exhibits import definition, definitions
from lma_data.i18n import LANGUAGES

PAGE = "pages/explore/find.py"
HARMFUL = ["<script>alert(1)</script>", "'; DROP TABLE x; --", "../../etc/passwd", "[a](javascript:b)", "%_%", "$$x$$"]
SEARCHES = [
    "the cost of sending money from the Gulf to Nepal",
    "le coût de l’envoi d’argent du Golfe au Népal",
    "Kenya",
    "nepal qatar",
    "women",
    "recognition rate",
    "SADC",
    "unemployment",
    "world bank",
    "SDG 10.7.3",
    "compare women’s share in Kenya, Uganda and Rwanda",
]


def opened(**address: str) -> AppTest:
    app = AppTest.from_file(ROOT / "app.py", default_timeout=60).switch_page(PAGE)
    app.query_params = dict(address)
    return app.run()


def ids(typed: str, most: int | None = None) -> list[str]:
    return [hit.id for hit in finder.find(typed)[:most]]


# Pages


def test_every_exhibit_has_its_place() -> None:
    assert set(sitemap.places()) == set(definitions())


def test_an_exhibit_on_two_pages_has_its_place_on_that_of_its_theme() -> None:
    assert sitemap.places()["governance/migrant-share-map"].page.name == "governance"


@pytest.mark.parametrize("typed", SEARCHES)
def test_every_hit_leads_somewhere(typed: str) -> None:
    for hit in finder.find(typed):
        assert (ROOT / hit.page.file).is_file()
        address = dict(hit.address)
        part = address.pop("part", "")
        if hit.kind == "exhibit":
            assert sitemap.places()[hit.id].page == hit.page
            assert sitemap.places()[hit.id].part == part
            definition(hit.id).parse(address)  # raises for a parameter or a value that it does not have
        elif hit.kind == "dataset":
            assert address == {"dataset": hit.id}
            catalog.passport(hit.id)
        elif hit.kind in ("country", "corridor"):
            assert set(address.values()) <= set(areas.countries())
        elif part:
            assert part in {place.part for place in sitemap.places().values() if place.page == hit.page}


# What people type


@pytest.mark.parametrize(
    "typed",
    [
        "the cost of sending money from the Gulf to Nepal",
        "Cost of sending money to Nepal from the Gulf",
        "gulf nepal cost",
        "what does it cost to send remittances from GCC to NPL?",
        "le coût de l’envoi d’argent du Golfe au Népal",
        "le coût des envois de fonds du Golfe vers le Népal",
        "cout envoyer argent CCG nepal",
        "gulf nepal",
        "Golfe Népal",
    ],
)
def test_the_cost_of_sending_money_from_the_gulf_to_nepal(typed: str) -> None:
    meant = [
        hit
        for hit in finder.find(typed)[:3]
        if hit.address.get("sender") == "community-gcc" and hit.address.get("receiver") == "NPL"
    ]
    assert [hit.page.name for hit in meant][:1] == ["development"], typed


@pytest.mark.parametrize(
    ("typed", "origin", "destination"),
    [
        ("Nepal to Qatar", "NPL", "QAT"),
        ("Qatar to Nepal", "QAT", "NPL"),
        ("du Népal vers le Qatar", "NPL", "QAT"),
        ("nepal qatar", "NPL", "QAT"),
        ("qatar nepal", "NPL", "QAT"),  # without from and to: the way that more people have gone
        ("NPL QAT", "NPL", "QAT"),
        ("asylum Germany Syria", "SYR", "DEU"),
        ("Syrians from Syria in Germany", "SYR", "DEU"),
        ("remittances from Qatar to Nepal", "NPL", "QAT"),  # money goes the other way than people
        ("envois de fonds de la France au Maroc", "MAR", "FRA"),
    ],
)
def test_two_countries_are_a_corridor(typed: str, origin: str, destination: str) -> None:
    corridors = [hit.address for hit in finder.find(typed) if hit.kind == "corridor"]
    there, back = {"from": origin, "to": destination}, {"from": destination, "to": origin}
    assert corridors == [there, back]


@pytest.mark.parametrize(
    ("typed", "countries", "measure"),
    [
        ("compare Kenya Uganda", "KEN,UGA", None),
        ("comparer le Mali et le Niger", "MLI,NER", None),
        ("remittances received Nepal Bangladesh Philippines", "NPL,BGD,PHL", "remittances-received.received"),
        ("part des femmes Kenya Ouganda Rwanda", "KEN,UGA,RWA", "women-share"),
    ],
)
def test_several_countries_are_compared(typed: str, countries: str, measure: str | None) -> None:
    first = finder.find(typed)[0]
    assert first.id == "compare/years"
    assert (first.address["areas"], first.address.get("measure")) == (countries, measure)


@pytest.mark.parametrize("typed", ["Kenya", "KENYA", "ken", "Keyna", "le Kenya"])
def test_a_country_leads_to_its_page(typed: str) -> None:
    first = finder.find(typed)[0]
    assert (first.kind, first.id, first.page.name, first.address) == ("country", "KEN", "country", {"c": "KEN"})


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("recognition rate", "crisis/recognition"),
        ("taux de reconnaissance", "crisis/recognition"),
        ("women's share", "protection/women-share"),
        ("part des femmes", "protection/women-share"),
        ("fatal injuries at work", "protection/fatal-injuries"),
        ("deaths on migration routes", "protection/deaths-on-routes"),
        ("remitances received", "development/remittances-received"),
        ("SDG 10.7.3", "protection/deaths-on-routes"),
        ("SADC mobility", "governance/mobility-community"),
    ],
)
def test_words_lead_to_the_exhibit(typed: str, meant: str) -> None:
    assert meant in ids(typed, 6)


@pytest.mark.parametrize(("typed", "page"), [("protection", "protection"), ("gouvernance", "governance")])
def test_the_name_of_a_theme_leads_to_its_page(typed: str, page: str) -> None:
    first = finder.find(typed)[0]
    assert (first.kind, first.page.name) == ("page", page)


def test_the_name_of_a_part_leads_to_it() -> None:
    first = finder.find("regional mobility")[0]
    assert (first.kind, first.page.name, first.address) == ("page", "governance", {"part": "mobility"})


@pytest.mark.parametrize(
    ("typed", "dataset_id"),
    [("asylum applications", "unhcr/asylum-applications"), ("demandes d’asile", "unhcr/asylum-applications")],
)
def test_datasets_are_found(typed: str, dataset_id: str) -> None:
    assert dataset_id in ids(typed)
    assert dataset_id in [passport.id for passport in finder.datasets(typed)]


def test_a_group_becomes_the_parameter_of_an_exhibit() -> None:
    hits = {hit.id: hit.address for hit in finder.find("SADC")}
    assert hits["governance/mobility-community"] == {"part": "mobility", "community": "SADC"}


def test_an_exhibit_of_a_corridor_is_not_found_with_one_end() -> None:
    assert not [hit for hit in finder.find("Uganda") if hit.page.name == "corridor"]


@pytest.mark.parametrize("typed", ["", " ", "the", "xyzzy", "?!", "x" * 5000])
def test_nothing_is_found_where_nothing_is_meant(typed: str) -> None:
    assert finder.find(typed) == []


# Terms


@pytest.mark.parametrize(
    ("typed", "places"),
    [
        ("women in the world", ["WLD"]),
        ("est-ce que le Népal est loin ?", ["NPL"]),
        ("Côte d'Ivoire and Papua New Guinea", ["CIV", "PNG"]),
        ("Trinidad & Tobago", ["TTO"]),
        ("CAN", ["CAN"]),
        ("workers can move", []),
        ("Andean Community", ["community-can"]),
        ("US to Mexico", ["USA", "MEX"]),
        ("move to us", []),
        ("South Sudan", ["SSD"]),
        ("États du Golfe", ["community-gcc"]),
        ("total protection rate", []),
    ],
)
def test_places_are_told_apart_from_words(typed: str, places: list[str]) -> None:
    assert [term.place for term in terms.terms(typed) if term.place] == places


# Nationals


@pytest.mark.parametrize(
    ("country", "words"),
    [
        ("AFG", "Afghans Afghanes"),
        ("SYR", "Syrians Syriens Syriennes"),
        ("UKR", "Ukrainians Ukrainiens"),
        ("NPL", "Nepalese Nepalis Népalais"),
        ("VEN", "Venezuelans Vénézuéliens"),
        ("DEU", "Germans Allemands"),
        ("NGA", "Nigerians Nigérians Nigériane"),
        ("NER", "Nigériens"),
        ("GIN", "Guineans Guinéens"),
        ("AUT", "Austrians Autrichiens"),
        ("AUS", "Australians Australiens"),
        ("MLI", "Malians Maliens"),
        ("MWI", "Malawians Malawiens"),
        ("MYS", "Malaysians Malaisiens"),
        ("DOM", "Dominicains"),
        ("KOR", "South-Koreans Sud-Coréens"),
        ("SSD", "South-Sudanese Sud-Soudanais"),
        ("SDN", "Sudanese Soudanais"),
        ("PHL", "Filipinos Philippins"),
        ("NLD", "Dutch Néerlandais"),
        ("CHE", "Swiss Suisses"),
        ("GBR", "Britons Britanniques"),
        ("ESP", "Spaniards Espagnols"),
        ("GRC", "Greeks Grecs"),
        ("DNK", "Danes Danois"),
        ("TUR", "Turks Turcs"),
        ("THA", "Thais Thaïlandais"),
        ("CHN", "Chinese Chinois"),
        ("MMR", "Burmese Birmans"),
        ("CIV", "Ivorians Ivoiriens"),
        ("MAR", "Moroccans Marocains"),
        ("KEN", "Kenyans Kényans"),
        ("IND", "Indians Indiens"),
        ("", "Congolese Congolais Koreans Coréens Dominicans persons women pensions argent union total"),
    ],
)
def test_nationals_mean_their_country(country: str, words: str) -> None:
    for word in words.split():
        assert [term.place for term in terms.terms(word)][:1] == [country], word


def test_the_table_of_nationals_names_places_and_each_word_once() -> None:
    listed = [line.partition(" ") for line in nationals.IRREGULAR.strip().splitlines()]
    assert {key for key, _, _ in listed} <= set(areas.areas())
    words = [word for _, _, words in listed for word in words.split(", ")]
    assert len(words) == len(set(words))
    assert all(word == areas.plain(word) for word in words)
    assert not [word for word in words if areas.find(word)]


@pytest.mark.parametrize(
    "typed",
    ["recognition rate of Afghans in Germany", "taux de reconnaissance des Afghans en Allemagne"],
)
def test_afghans_in_germany_are_not_all_who_seek_asylum_there(typed: str) -> None:
    first = finder.find(typed)[0]
    assert (first.id, first.address["from"], first.address["to"]) == ("corridor/protection-rate", "AFG", "DEU")


@pytest.mark.parametrize(
    ("typed", "vain"),
    [
        ("Congolese in Uganda", ["Congolese"]),
        ("Zébulons et Xyzzy au Népal", ["Zébulons", "Xyzzy"]),
        ("recognition rate of Afghans in Germany", []),
        ("compare women’s share in Kenya, Uganda and Rwanda", []),
        ("world bank", []),
        ("xyzzy", ["xyzzy"]),
    ],
)
def test_words_without_effect_are_named(typed: str, vain: list[str]) -> None:
    assert finder.not_understood(typed, finder.find(typed)) == vain


@pytest.mark.parametrize(
    "typed",
    ["share of women among migrants in Western Asia", "part des femmes Asie occidentale", "women in Eastern Africa"],
)
def test_women_in_a_subregion(typed: str) -> None:
    hits = finder.find(typed)
    assert hits[0].id == "protection/women-and-men"
    assert hits[0].address["residence"] in ("145", "014")
    assert "governance/outflows-country" not in [hit.id for hit in hits]  # of the Philippines, which nobody named


@pytest.mark.parametrize(
    ("typed", "successors"),
    [("SCG", ["SRB", "MNE"]), ("Czechoslovakia", ["CZE", "SVK"]), ("Tchécoslovaquie", ["CZE", "SVK"])],
)
def test_a_state_that_is_no_more_leads_to_its_successors(typed: str, successors: list[str]) -> None:
    assert [hit.id for hit in finder.find(typed) if hit.kind == "country"] == successors
    assert len(finder.no_more(typed)) == 1


# The page


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("typed", "en", "fr"),
    [
        ("*Congolese* in Uganda", "Not understood: Congolese.", "Mots non reconnus\u202f: Congolese."),
        ("SCG", "is no more; today there are: Serbia and Montenegro", "n’existe plus"),
    ],
)
def test_what_a_reader_must_know_stands_above_the_results(typed: str, en: str, fr: str, lang: str) -> None:
    app = opened(q=typed, lang=lang)
    assert not app.exception
    assert any({"en": en, "fr": fr}[lang] in markdown.value for markdown in app.markdown)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("typed", SEARCHES)
def test_every_hit_is_a_link_on_a_page_in_either_language(typed: str, lang: str) -> None:
    app = opened(q=typed, lang=lang)
    assert not app.exception and not app.error
    links = app.get("page_link")
    assert len(links) == len(finder.find(typed)) > 0
    assert all(f"lang={lang}" in link.proto.query_string for link in links)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_without_a_search_there_is_a_box_and_with_a_vain_one_a_sentence(lang: str) -> None:
    empty, vain = opened(lang=lang), opened(q="xyzzy", lang=lang)
    for app in (empty, vain):
        assert not app.exception and not app.error
        assert not app.get("page_link")
    assert len(vain.markdown) == len(empty.markdown) + 1


@pytest.mark.parametrize("typed", HARMFUL)
def test_what_is_typed_is_shown_only_in_the_box(typed: str) -> None:
    app = opened(q=typed)
    assert not app.exception and not app.error
    others = [element for element in app.main if getattr(element, "type", "") != "text_input"]
    assert typed not in repr([str(getattr(element, "proto", "")) for element in others])


def test_the_same_search_finds_the_same() -> None:
    for typed in SEARCHES:
        assert finder.find(typed) == finder.find(typed)


@pytest.mark.parametrize("module", [finder, terms, vocabulary], ids=lambda module: module.__name__)
def test_nothing_that_is_typed_is_kept(module: ModuleType) -> None:
    """What is kept is made from the data and the pages alone: such functions take nothing."""
    for name, one in vars(module).items():
        if isinstance(one, functools._lru_cache_wrapper) and one.__module__ == module.__name__:
            assert one.__wrapped__.__code__.co_argcount == 0, name
