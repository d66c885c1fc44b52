"""What the exhibits on the price of sending money share: sources, targets, years, and how a corridor is written."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

import pandas as pd

from lma_data import areas, catalog, charts, claims
from lma_data.exhibits.base import Parameter, Setting, Value
from lma_data.exhibits.shared import each
from lma_data.i18n import N_, Words, is_missing
from lma_data.warehouse import ask

AMOUNT = 200  # US$: what the indicator of cost is about
POSSIBLE = 50  # percent: a price above it, or below 0, is hardly one that anybody pays
LARGER_AMOUNT = 500  # US$: the other amount that the survey asks about

COST_WORLD = "unsd/sdg-10-c-1-world"
COST_SENDING = "unsd/sdg-10-c-1-sending"
COST_CORRIDORS = "unsd/sdg-10-c-1-corridors"
COST_BANK = "worldbank/prices-corridor-2011-2020"
COST_COMPILED = "worldbank/prices-corridor-2016-2025"
COST_QUARTER = "worldbank/prices-corridor-2025q3"
COST_PROVIDERS = "worldbank/prices-by-provider-2011-2014"

ONE_SOURCE_A_YEAR = N_("Each choice shows one source alone; the two are never put together.")


def aim() -> claims.Target:
    """The target for the average cost, in percent, and the year by which."""
    return claims.target("remittance-cost-target")


def limit() -> claims.Target:
    """The cost that no corridor is to exceed, in percent, and the year by which."""
    return claims.target("remittance-corridors-target")


def target_line(setting: Setting, text: str, level: float) -> charts.Target:
    """A target as a chart draws it; on a phone there is room for the figure alone."""
    shown = setting.words.percent(level, None)
    return charts.Target(level, shown if setting.look.compact else setting.words.t(text, level=shown))


def both_targets(setting: Setting) -> tuple[charts.Target, charts.Target]:
    """The lines of the average's target and of the limit for every corridor."""
    return (
        target_line(setting, N_("Target {level}"), aim().level),
        target_line(setting, N_("Limit {level}"), limit().level),
    )


@cache
def price_quarters() -> dict[int, int | None]:
    """The years with costs by corridor, the newest first: year -> its quarter, or None for the indicator's year."""
    rows = ask("development/price_years").iloc[::-1]
    return {int(row.year): None if is_missing(row.quarter) else int(row.quarter) for row in each(rows)}


def period(words: Words, year: int, quarter: int | None) -> str:
    """2021, or 2025 Q3 / T3 2025."""
    return words.t(N_("{year} Q{quarter}"), year=year, quarter=quarter) if quarter else str(year)


def of_year(words: Words, year: int) -> str:
    """The period that the prices of this year are of."""
    return period(words, year, price_quarters()[year])


def price_year_text(words: Words, value: Value) -> str:
    quarter = price_quarters()[int(value)]
    written = period(words, int(value), quarter)
    return words.t(N_("{period} (secondary source)"), period=written) if quarter else written


class PriceYear(Parameter):
    """At first the newest year of the indicator is shown; a quarter of a secondary source only to who asks for it."""

    @property
    def default(self) -> Value:
        return max(year for year, quarter in price_quarters().items() if quarter is None)


PRICE_YEAR = PriceYear("price-year", N_("Year of the prices"), lambda: tuple(price_quarters()), text=price_year_text)


def price_datasets(year: int) -> tuple[str, ...]:
    """Which of the two sources stands behind this year: one at a time."""
    return (COST_QUARTER,) if price_quarters()[year] else (COST_CORRIDORS,)


def extreme_caveats(words: Words, source: str, prices: Iterable[float | None]) -> list[str]:
    """What a secondary source says of its impossible prices, where some of those shown (percent) are such."""
    impossible = any(not is_missing(price) and not 0 <= float(price or 0) <= POSSIBLE for price in prices)
    return [catalog.passport(source).caveat("mixed-definitions", words.lang)] if impossible else []


def price_caveats(words: Words, year: int, prices: Iterable[float | None] = ()) -> list[str]:
    """What to beware of in the source of this year, and in those of its prices (percent) that are shown."""
    if not price_quarters()[year]:
        return [catalog.passport(COST_CORRIDORS).caveat("mixed-definitions", words.lang)]
    passport = catalog.passport(COST_QUARTER)
    return [
        *extreme_caveats(words, COST_QUARTER, prices),
        passport.caveat("secondary-source", words.lang),
        passport.caveat("series-break", words.lang),
    ]


def corridor(words: Words, row: Any) -> str:
    return words.t(
        N_("{sender} to {receiver}"),
        sender=areas.label(row.sender, words.lang),
        receiver=areas.label(row.receiver, words.lang),
    )


def arrow(words: Words, row: Any) -> str:
    """The corridor on a chart, in the direction of the money."""
    return f"{areas.label(row.sender, words.lang)} → {areas.label(row.receiver, words.lang)}"


def corridor_hover(words: Words, row: Any) -> str:
    return words.t(
        N_("From {sender} to {receiver}: {cost}"),
        sender=areas.name(row.sender, words.lang),
        receiver=areas.name(row.receiver, words.lang),
        cost=bold(words.percent(row.cost)),
    )


def corridor_keys(rows: pd.DataFrame) -> list[str]:
    return [f"{row.sender}-{row.receiver}" for row in each(rows)]


def bold(text: str) -> str:
    return f"<b>{text}</b>"
