"""Exhibits of a cohort: of the manager's pages, and never shown to anybody else. Each takes a Cohort beside its setting."""

from lma_data.exhibits import cohort_fees, cohort_mix, cohort_withdrawals

__all__ = [
    "cohort_mix",
    "cohort_fees",
    "cohort_withdrawals",
]
