"""Country: what the data say of one country, and what they do not say. A module a subject, in the order of the page."""

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
    "country_profile",
    "country_people",
    "country_displacement",
    "country_asylum",
    "country_work",
    "country_conditions",
    "country_money",
    "country_prices",
    "country_missing",
]
