"""The choices that several exhibits share: the same name, the same values, the same filter wherever they stand."""

from __future__ import annotations

from functools import cache

from lma_data import areas, warehouse
from lma_data.exhibits.area_parameters import AreaParameter
from lma_data.exhibits.base import Parameter, Value
from lma_data.i18n import N_, Words

WORLD = "WLD"

SEXES = {"both": N_("Women and men"), "female": N_("Women"), "male": N_("Men")}


@cache
def _stock_years() -> tuple[int, ...]:
    return tuple(int(year) for year in warehouse.ask("governance/stock_years")["year"])


def _sex(words: Words, value: Value) -> str:
    return words.t(SEXES[str(value)])


def _area(words: Words, value: Value) -> str:
    return areas.name(str(value), words.lang)


STOCK_YEAR = Parameter("year", N_("Year"), _stock_years, ordered=True)
SEX = Parameter("sex", N_("Sex"), lambda: tuple(SEXES), "both", _sex)
REGION = Parameter("region", N_("World or region"), lambda: (WORLD, *areas.REGIONS), WORLD, _area)
COUNTRY = AreaParameter("c", N_("Country or area"), areas.countries, "KEN")
# People go from one to the other; the money that they send goes the other way.
FROM = AreaParameter("from", N_("Country the migrants come from"), areas.countries, "NPL", argument="origin")
TO = AreaParameter("to", N_("Country the migrants live in"), areas.countries, "QAT", argument="destination")
