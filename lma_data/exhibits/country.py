"""Country: what the data say of one country, and what they do not say. A module a subject, in the order of the page."""

from lma_data.exhibits import country_asylum, country_displacement, country_people, country_profile

__all__ = ["country_asylum", "country_displacement", "country_people", "country_profile"]
