"""Words, numbers and dates in the two languages.

Texts are English in the code and pass through `Words.t`; French stands in lma_data/i18n/fr/*.po. Numbers follow the
house style: a narrow no-break space before %, and in French as thousands separator.
"""

from __future__ import annotations

import datetime
import math
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
from babel import dates, lists, numbers
from babel.messages import pofile

LANGUAGES = ("en", "fr")
LOCALES = {"en": "en_GB", "fr": "fr"}  # the United Nations write British English
NARROW = "\u202f"
MINUS = "\u2212"
CATALOGUES = Path(__file__).parent


def N_(message: str) -> str:
    """Marks a text for translation where it is defined; it passes through `Words.t` where it is shown."""
    return message


def NN_(one: str, many: str) -> tuple[str, str]:
    """Marks a singular and its plural for translation where they are defined; they pass through `Words.n`."""
    return one, many


@cache
def messages(lang: str) -> dict[str, str | tuple[str, ...]]:
    """All translations into `lang`: message -> text, or message -> its plural forms."""
    found: dict[str, str | tuple[str, ...]] = {}
    for path in sorted((CATALOGUES / lang).glob("*.po")):
        with path.open("rb") as file:
            for message in pofile.read_po(file, locale=lang):
                if not message.id:
                    continue
                text: Any = message.string
                key, text = (message.id[0], tuple(text)) if message.pluralizable else (message.id, text)
                if found.setdefault(str(key), text) != text:
                    raise ValueError(f"{path}: {key!r} is translated in two ways")
    return found


class UntranslatedText(LookupError):
    """A text has no translation; a test finds these before a reader does."""


def _rounded(value: float, decimals: int) -> Decimal:
    """To so many decimals, halves up: 57.5 is 58, also where it was computed as 57.49999999999999. Never -0."""
    found = Decimal(repr(round(value, 9))).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return found if found else abs(found)


@cache
def _separators(lang: str) -> dict[int, str]:
    """From Python's separators of thousands and decimals to the language's, and from its hyphen to the minus sign."""
    locale = LOCALES[lang]
    symbols = {",": numbers.get_group_symbol(locale), ".": numbers.get_decimal_symbol(locale), "-": MINUS}
    return str.maketrans(symbols)


@dataclass(frozen=True)
class Words:
    """One language: texts, numbers and dates as its readers write them."""

    lang: str

    def __post_init__(self) -> None:
        if self.lang not in LANGUAGES:
            raise ValueError(f"no language {self.lang!r}; there are: {', '.join(LANGUAGES)}")

    def t(self, message: str, **values: object) -> str:
        """The message in this language, its {names} filled in."""
        text = message if self.lang == "en" else self._translation(message)
        return text.format(**values) if values else text

    def n(self, one: str, many: str, count: float, **values: object) -> str:
        """The singular or the plural message; {count} is filled in as a number. French: singular below 2."""
        if self.lang == "en":
            text = one if abs(count) == 1 else many
        else:
            forms = self._translation(one, plural=True)
            text = forms[0] if abs(count) < 2 else forms[1]
        return text.format(count=self.number(count), **values)

    def _translation(self, message: str, plural: bool = False):  # type: ignore[no-untyped-def]
        text = messages(self.lang).get(message)
        if not text or isinstance(text, tuple) != plural:
            raise UntranslatedText(f"no {self.lang} text for {message!r}")
        return text

    # Numbers

    def number(self, value: float | None, decimals: int | None = 0) -> str:
        """1,000 / 1 000; "no data" when it is missing. With decimals None: two at most, and none from 1,000."""
        if is_missing(value):
            return self.no_data
        most = decimals if decimals is not None else 2 if abs(float(value)) < 1000 else 0  # type: ignore[arg-type]
        rounded = _rounded(float(value), most)  # type: ignore[arg-type]
        if decimals is None:
            written = numbers.format_decimal(rounded, format="#,##0.##", locale=LOCALES[self.lang])
            return written.replace("-", MINUS)
        # As Babel writes it, without reading a pattern each time: a chart has hundreds of figures.
        return f"{rounded:,.{decimals}f}".translate(_separators(self.lang))

    def percent(self, value: float | None, decimals: int | None = 1) -> str:
        """6.4 % / 6,4 %, from a figure in per cent."""
        return self.no_data if is_missing(value) else f"{self.number(value, decimals)}{NARROW}%"

    def short(self, value: float | None) -> str:
        """304.0 million, 1.05 billion, 12,345: what one says aloud."""
        if is_missing(value):
            return self.no_data
        size = abs(float(value))  # type: ignore[arg-type]
        if size >= 999_500_000:
            return self._scaled(float(value) / 1e9, N_("billion"), N_("billions"))  # type: ignore[arg-type]
        if size >= 999_950:
            return self._scaled(float(value) / 1e6, N_("million"), N_("millions"), decimals=1)  # type: ignore[arg-type]
        return self.number(value)

    def axis(self, value: float) -> str:
        """100 million, 2.5 billion: the round figures of an axis."""
        for size, one, many in ((1e9, N_("billion"), N_("billions")), (1e6, N_("million"), N_("millions"))):
            if abs(value) >= size:
                return self._scaled(value / size, one, many, decimals=0 if value % size == 0 else 1)
        return self.number(value, None)

    def usd(self, value: float | None) -> str:
        """US$ 856 billion / 856 milliards de dollars É.-U."""
        if is_missing(value):
            return self.no_data
        amount = self.short(value)
        if self.lang == "en":
            return f"US$\u00a0{amount}"
        joiner = "de " if abs(float(value)) >= 999_950 else ""  # type: ignore[arg-type]
        return f"{amount}\u00a0{joiner}dollars É.-U."

    def _scaled(self, value: float, one: str, many: str, decimals: int | None = None) -> str:
        if decimals is None:
            three_figures = abs(float(f"{value:.3g}"))
            decimals = max(0, 2 - math.floor(math.log10(three_figures)))
        unit = one if self.lang == "en" or abs(value) < 2 else many
        return f"{self.number(value, decimals)}\u00a0{self.t(unit)}"

    @property
    def no_data(self) -> str:
        return self.t("no data")

    # Dates and lists

    def date(self, value: datetime.date) -> str:
        """30 June 2024 / 30 juin 2024 (1er juin)."""
        if self.lang == "fr" and value.day == 1:
            return "1er " + dates.format_date(value, "MMMM y", locale="fr")
        return dates.format_date(value, "d MMMM y", locale=LOCALES[self.lang])

    def day(self, value: datetime.date) -> str:
        """30 Jun / 30 juin (1er juin): where there is little room, and the year is said elsewhere."""
        day = "1er" if self.lang == "fr" and value.day == 1 else str(value.day)
        return f"{day} {dates.format_date(value, 'MMM', locale=LOCALES[self.lang])}"

    def list(self, items: list[str]) -> str:
        """a, b and c / a, b et c; with semicolons where an item has a comma of its own."""
        if any("," in item for item in items):
            return self.t(N_("; ")).join(items)
        return lists.format_list(items, locale=LOCALES[self.lang])


def is_missing(value: object) -> bool:
    """True for None, NaN and pandas' NA."""
    return bool(pd.isna(value))
