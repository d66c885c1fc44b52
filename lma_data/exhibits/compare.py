"""Compare: one measure in 2 to 12 countries or groups, refused where the passports say that it cannot be."""

from lma_data.exhibits import compare_against, compare_years

__all__ = ["compare_years", "compare_against"]
