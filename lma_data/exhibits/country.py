"""Country: what the data say of one country, and what they do not say."""

from lma_data.exhibits import (
    country_asylum,
    country_conditions,
    country_displacement,
    country_missing,
    country_money,
    country_people,
    country_prices,
    country_profile,
    country_work,
)

__all__ = [
    "country_asylum",
    "country_conditions",
    "country_displacement",
    "country_missing",
    "country_money",
    "country_people",
    "country_prices",
    "country_profile",
    "country_work",
]
