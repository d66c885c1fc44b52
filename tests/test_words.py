"""Numbers, dates and texts as the readers of each language write them."""

import datetime
import re
from string import Formatter

import pandas as pd
import pytest

from lma_data.i18n import LANGUAGES, NARROW, UntranslatedText, Words, extract, is_missing, messages

EN, FR = Words("en"), Words("fr")


@pytest.mark.parametrize(
    ("method", "value", "english", "french"),
    [
        ("number", 1234567, "1,234,567", f"1{NARROW}234{NARROW}567"),
        ("number", 0, "0", "0"),
        ("number", -0.2, "0", "0"),
        ("number", 23 / 40 * 100, "58", "58"),  # halves up, as one does by hand, also of 57.49999999999999
        ("number", 2.5, "3", "3"),
        ("number", -1234, "−1,234", f"−1{NARROW}234"),
        ("percent", -19.86, f"−19.9{NARROW}%", f"−19,9{NARROW}%"),
        ("short", -1_500_000, "−1.5\xa0million", "−1,5\xa0million"),
        ("axis", -2.5, "−2.5", "−2,5"),
        ("percent", 6.36, f"6.4{NARROW}%", f"6,4{NARROW}%"),
        ("short", 304021813, "304.0\xa0million", "304,0\xa0millions"),
        ("short", 1_500_000, "1.5\xa0million", "1,5\xa0million"),
        ("short", 999_949, "999,949", f"999{NARROW}949"),
        ("short", 999_999, "1.0\xa0million", "1,0\xa0million"),
        ("short", 999_960_000, "1.00\xa0billion", "1,00\xa0milliard"),
        ("short", 8_161_972_572, "8.16\xa0billion", "8,16\xa0milliards"),
        ("usd", 856_055_241_271, "US$\xa0856\xa0billion", "856\xa0milliards\xa0de dollars É.-U."),
        ("usd", 12_345, "US$\xa012,345", f"12{NARROW}345\xa0dollars É.-U."),
        ("axis", 100_000_000, "100\xa0million", "100\xa0millions"),
        ("axis", 2_500_000_000, "2.5\xa0billion", "2,5\xa0milliards"),
        ("axis", 50, "50", "50"),
    ],
)
def test_numbers(method, value, english, french):
    assert getattr(EN, method)(value) == english
    assert getattr(FR, method)(value) == french


@pytest.mark.parametrize("nothing", [None, float("nan"), pd.NA, pd.NaT])
def test_missing_is_never_zero(nothing):
    assert is_missing(nothing)
    for method in ("number", "percent", "short", "usd"):
        assert getattr(EN, method)(nothing) == "no data"
        assert getattr(FR, method)(nothing) == "pas de données"


def test_dates():
    assert EN.date(datetime.date(2024, 6, 30)) == "30 June 2024"
    assert FR.date(datetime.date(2024, 6, 30)) == "30 juin 2024"
    assert FR.date(datetime.date(2024, 7, 1)) == "1er juillet 2024"


def test_lists():
    assert EN.list(["a", "b", "c"]) == "a, b and c"
    assert FR.list(["a", "b", "c"]) == "a, b et c"
    assert EN.list(["Kuwait", "China, Hong Kong SAR"]) == "Kuwait; China, Hong Kong SAR"


@pytest.mark.parametrize("lang", LANGUAGES[1:])
def test_every_text_is_translated_and_no_translation_is_left_over(lang):
    assert extract.missing(lang) == []
    assert extract.unused(lang) == []


@pytest.mark.parametrize("lang", LANGUAGES[1:])
def test_translations_keep_the_names_to_fill_in(lang):
    def names(text):
        return {name for _, name, _, _ in Formatter().parse(text) if name}

    for message, translation in messages(lang).items():
        for form in [translation] if isinstance(translation, str) else translation:
            assert names(form) <= names(message) | {"count"}, message
            if isinstance(translation, str):
                assert names(form) == names(message), message


def test_french_typography():
    """An apostrophe is ’; a narrow no-break space stands before % ; : ! ? and inside « » (but "en %" is two words)."""
    for translation in messages("fr").values():
        for form in [translation] if isinstance(translation, str) else translation:
            assert "'" not in form, form
            wrong = re.findall(rf"(?<![{NARROW}(É])[%;!?:]", form.replace("en %", "").removeprefix("%"))
            assert not wrong, f"{wrong} in {form!r}"
            assert form.count(f"«{NARROW}") == form.count("«"), form


def test_what_is_not_translated_is_an_error():
    with pytest.raises(UntranslatedText, match="no fr text for 'never written'"):
        FR.t("never written")


def test_an_unknown_language_names_those_that_there_are():
    with pytest.raises(ValueError, match="no language 'de'; there are: en, fr"):
        Words("de")
