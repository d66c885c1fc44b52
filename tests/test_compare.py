"""Compare: each measure against the table it comes from; what cannot be compared is refused; bad input is answered."""

import pandas as pd
import pytest

from lma_data import catalog, exhibits, measures
from lma_data.exhibits import AreasParameter, BadParameter
from lma_data.exhibits.compare_figures import AREAS
from lma_data.exhibits.parameters import COUNTRY
from lma_data.i18n import LANGUAGES, Words
from lma_data.warehouse import ask
from tests.test_pages import assert_sound, everything, opened

MEASURES = measures.measures()
REFUSED = [code for code, one in MEASURES.items() if one.refusal(Words("en"))]
COMPARED = [code for code in MEASURES if code not in REFUSED]
MANY = "WLD,002,LIC,KEN,DEU,SYR,TUV,XKX,PSE,TWN,VAT,IND"


def read(dataset_id):
    return pd.read_parquet(catalog.data_file(dataset_id))


def show(name="years", lang="en", **given):
    return exhibits.show(f"compare/{name}", given, lang=lang).answer


def wrong(given):
    with pytest.raises(BadParameter) as refused:
        AREAS.parse(given)
    return refused.value


@pytest.mark.parametrize("code", [code for code in COMPARED if "table" in MEASURES[code].parameters])
def test_every_figure_is_that_of_its_table(code):
    one = MEASURES[code]
    table = read(one.datasets[0])
    kept = one.parameters.get("kept", [])
    for key in one.parameters.get("keys", []):
        table = table[table[key].isin(kept)]
    by, column = one.parameters["by"], one.parameters["measure"]
    keys = [*table[by].value_counts().index[:8], "TUV", "WLD", "KEN"]
    table = table[table[by].isin(keys)].dropna(subset=[column])
    expected = table.set_index([by, "year"])[column].astype(float) * one.unit.times
    assert expected.index.is_unique
    rows = ask(one.query, areas=keys, **one.parameters)
    found = rows.set_index(["area", "year"])["value"] * one.unit.times
    assert len(found) == len(expected) > 0
    for place, value in expected.items():
        assert found[place] == pytest.approx(value)


def test_women_s_share_is_computed_from_women_and_all():
    stock = read("undesa/migrant-stock-2024").set_index(["area", "year", "sex"])["migrants"]
    rows = show(areas="WLD,ITA,TUV", measure="women-share").table
    for row in rows.itertuples():
        assert row.value == pytest.approx(100 * stock[row.area, row.year, "female"] / stock[row.area, row.year, "both"])


@pytest.mark.parametrize(("code", "side"), [("refugees-hosted", "asylum"), ("refugees-from", "origin")])
def test_refugees_are_summed_over_the_other_end(code, side):
    population = read("unhcr/population").dropna(subset=["refugees", "oip"], how="all")
    people = population["refugees"].fillna(0) + population["oip"].fillna(0)
    expected = people.groupby([population[side], population["year"]]).sum()
    for row in show(areas="TUR,LBN,SYR,VUT,KEN", measure=code).table.itertuples():
        assert row.value == expected[row.area, row.year]


def test_refugees_per_1000_take_the_population_of_the_year_or_of_the_newest_before():
    hosted = show(areas="LBN,NRU", measure="refugees-hosted").table.set_index(["area", "year"])["value"]
    population = read("undesa/population").set_index(["area", "year"])["population"]
    newest = read("undesa/migrant-stock-2024").set_index(["area", "year", "sex"])["population"]
    rates = show(areas="LBN,NRU", measure="refugees-hosted-per-1000").table
    assert rates["year"].max() == 2025
    for row in rates.itertuples():
        people = population[row.area, row.year] if row.year <= 2023 else newest[row.area, 2024, "both"]
        assert row.value == pytest.approx(1000 * hosted[row.area, row.year] / people)


def test_published_figures():
    """UN DESA, Revision 2024; World Bank, April 2026; Eurostat: totals that the passports check too."""
    shares = show(areas="WLD,QAT", measure="migrant-stock-2024.migrants").table.set_index(["area", "year"])["value"]
    assert shares["WLD", 2024] == 304021813
    rates = show(areas="DEU,FRA", measure="employment-rate.rate.foreigners").table.set_index(["area", "year"])["value"]
    assert rates["DEU", 2024] == 66.0


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("code", list(MEASURES))
def test_every_measure_has_an_answer_for_areas_of_every_kind(code, lang):
    for name in ("years", "newest"):
        answer = show(name, lang, areas=MANY, measure=code)
        assert answer.title and answer.sentence
        assert answer.rests_on == MEASURES[code].datasets
        if code in REFUSED:
            reason = catalog.passport(MEASURES[code].datasets[0]).caveat(measures.NOT_ACROSS_COUNTRIES, lang)
            assert answer.missing and answer.sentence.startswith(reason)
        elif not answer.missing:
            assert not answer.table["value"].isna().any()


def test_the_measures_that_are_refused_are_those_whose_passports_say_so():
    refused = {MEASURES[code].datasets[0] for code in REFUSED}
    assert {"ilo/inflows-by-sector", "ilo/outflows", "ilo/outflows-by-sector", "unsd/sdg-8-8-1"} <= refused
    for code, one in MEASURES.items():
        caveats = {caveat.id for passport in one.passports for caveat in passport.caveats}
        assert (code in REFUSED) == (measures.NOT_ACROSS_COUNTRIES in caveats)


def test_a_group_without_a_figure_of_its_own_is_not_added_up():
    answer = show(areas="002,KEN,UGA", measure="refugees-hosted")
    assert set(answer.table["area"]) == {"KEN", "UGA"}
    assert any("Africa" in note and "not added up" in note for note in answer.notes)
    alone = show(areas="002,142", measure="refugees-hosted")
    assert alone.missing and "not added up" in alone.sentence


def test_two_revisions_are_not_set_against_each_other():
    answer = show("against", measure="migrant-stock-2024.migrants", against="migrant-stock-2020.migrants")
    assert answer.missing
    assert "Revision 2024" in answer.sentence and "Revision 2020" in answer.sentence
    french = show("against", "fr", measure="migrant-stock-2024.migrants", against="migrant-stock-2020.migrants")
    assert "révision de 2020" in french.sentence


def test_what_the_passports_allow_is_set_side_by_side():
    rates = read("eurostat/employment-rate").set_index(["area", "year", "sex", "citizen"])["rate"]
    answer = show(
        "against",
        areas="DEU,FRA,ITA",
        measure="employment-rate.rate.foreigners",
        against="employment-rate.rate.nationals",
    )
    for row in answer.table.itertuples():
        assert row.first == rates[row.area, row.year, "both", "FOR"]
        assert row.second == rates[row.area, row.year, "both", "NAT"]


def test_the_newest_year_is_shared_or_each_its_own():
    given = {"areas": "KEN,VEN,ERI,NPL", "measure": "remittances-share-gdp.share_gdp"}
    shared = show("newest", **given).table
    own = show("newest", **given, **{"which-year": "own"}).table
    assert shared["year"].nunique() == 1
    assert own["year"].nunique() > 1
    assert (own.set_index("area")["year"] >= shared["year"].iloc[0]).all()


def test_a_line_stops_where_the_publisher_marks_a_break():
    table = read("eurostat/employment-rate")
    flagged = table[(table["area"] == "ESP") & (table["citizen"] == "FOR") & (table["sex"] == "both")]
    breaks = flagged[flagged["flag"].fillna("").str.contains("b")]["year"].tolist()
    answer = show(areas="ESP,FRA", measure="employment-rate.rate.foreigners")
    line = answer.figure["data"][0]
    for year in breaks[1:]:
        assert line["y"][line["x"].index(year) - 1] is None


def test_areas_are_found_by_code_name_and_in_either_case():
    assert AREAS.parse("ken, Ouganda ,UNITED REPUBLIC OF TANZANIA,002") == "KEN,UGA,TZA,002"
    assert AREAS.parse(["KEN", "China, Hong Kong SAR"]) == "KEN,HKG"


def test_names_with_commas_stay_whole_and_codes_may_stand_apart_in_other_ways():
    assert AREAS.parse("KEN UGA") == AREAS.parse("KEN;UGA") == AREAS.parse("ken, Uganda") == "KEN,UGA"
    assert AREAS.parse("Congo, Dem. Rep.,KEN") == "COD,KEN"
    assert AREAS.parse("China, Hong Kong SAR,Korea, Rep.") == "HKG,KOR"
    assert AREAS.parse("South Africa,Congo") == "ZAF,COG"


@pytest.mark.parametrize("typed", ["WLD", "XXX", "UNK", "002"])
def test_what_is_no_country_is_said_to_be_none(typed):
    with pytest.raises(BadParameter) as refused:
        COUNTRY.parse(typed)
    assert "is not a country or territory" in refused.value.said(Words("en"))


def test_a_list_of_300_shows_the_first_twelve_and_says_so():
    refused = wrong(",".join(AREAS.keys()[:300]))
    assert refused.instead == ",".join(AREAS.keys()[:12])
    assert "300 areas are too many" in refused.said(Words("en"))
    assert "12" in refused.said(Words("fr"))


@pytest.mark.parametrize(
    ("given", "instead", "said"),
    [
        ("KEN", None, "at least 2 areas"),
        ("", None, "at least 2 areas"),
        ("KEN,KEN", None, "more than once"),
        ("KEN,UGA,KEN", "KEN,UGA", "more than once"),
        ("KEN,SCG,UGA", "KEN,UGA", "is no more; today there are: Serbia and Montenegro"),
        ("KEN,UGA,Atlantis,Mordor", "KEN,UGA", "In all, 2 of the names"),
        ("<script>alert(1)</script>,KEN,UGA", "KEN,UGA", "no area of that name"),
        ("KEN,UGA,CSK,ANT", "KEN,UGA", "no more"),
        ("SCG,ANT,CSK", None, "Czechoslovakia (former) is no more; today there are: Czechia and Slovakia"),
        (
            "CEDEAO",
            None,
            "there are no figures here of it as a whole, and figures are not added up: choose its members (B",
        ),
        ("KEN,GCC,UGA", "KEN,UGA", "Cooperation Council for the Arab States of the Gulf is a community of countries"),
        ("KEN,SADC,ASEAN,UGA", "KEN,UGA", "Association of Southeast Asian Nations is a community of countries"),
    ],
)
def test_bad_input_is_answered_and_the_rest_is_shown(given, instead, said):
    refused = wrong(given)
    assert refused.instead == instead
    for lang in LANGUAGES:
        assert "alert" not in refused.said(Words(lang))
    assert said in refused.said(Words("en"))


def test_a_dataset_whose_rows_are_an_area_and_a_year_turns_up_by_itself():
    for passport in catalog.passports().values():
        if set(passport.keys) in ({"area", "year"}, {"area", "year", "sex"}):
            for column, measure in passport.measures.items():
                code = f"{passport.id.split('/')[1]}.{column}"
                assert code in MEASURES, f"{code}: give its unit {measure.unit!r} to measures.UNITS"


def test_areas_parameter_is_one_of_the_page():
    definition = exhibits.definition("compare/years")
    assert isinstance(definition.parameters[0], AreasParameter)
    assert definition.parse({})["areas"] == AREAS.default


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    "given", [",".join(AREAS.keys()[:300]), "KEN", "SCG,ANT,CSK", "ken,<script>alert(1)</script>,uga", "," * 500]
)
def test_the_page_works_whatever_the_address_asks(given, lang):
    app = opened("pages/explore/compare.py", lang=lang, areas=given)
    assert_sound(app)
    expected = AREAS.default if wrong(given).instead is None else wrong(given).instead
    assert wrong(given).said(Words(lang)) in app.warning[0].value
    assert app.multiselect[0].value == expected.split(",")
    assert "alert(1)" not in everything(app)


def test_the_european_union_stands_for_itself_where_it_has_figures_and_for_its_members_where_not():
    assert AREAS.parse("EU,KEN") == AREAS.parse("UE,KEN") == "EUU,KEN"
    for typed in ("EU", "UE", "CCG", "SADC", "ASEAN"):
        with pytest.raises(BadParameter) as refused:
            COUNTRY.parse(typed)
        assert "choose its members" in refused.value.said(Words("en"))


def test_countries_under_the_name_of_one_country_are_compared():
    app = opened("pages/explore/compare.py", lang="en", c="PHL,NPL")
    assert_sound(app)
    assert app.multiselect[0].value == ["PHL", "NPL"]
    app.multiselect[0].set_value(AREAS.default.split(",")).run()
    app.run()
    assert app.multiselect[0].value == AREAS.default.split(",")


def test_what_is_typed_and_not_known_gets_a_sentence_and_leaves_the_rest():
    app = opened("pages/explore/compare.py", lang="en")
    app.multiselect[0].set_value(["KEN", "UGA", "Atlantis"]).run()
    app.run()
    assert_sound(app)
    assert app.query_params["areas"] == "KEN,UGA"
    app.multiselect[0].set_value(["KEN", "UGA", "Ouganda", "Zimbabwe"]).run()
    app.run()
    assert app.query_params["areas"] == "KEN,UGA,ZWE"
