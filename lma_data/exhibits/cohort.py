"""Exhibits of a cohort: of the manager's pages, and never shown to anybody else. Each takes a Cohort beside its setting."""

from lma_data.exhibits import (
    cohort_applications,
    cohort_attendance,
    cohort_attendance_editions,
    cohort_crossed,
    cohort_editions,
    cohort_exposure,
    cohort_fees,
    cohort_mix,
    cohort_release,
    cohort_selection,
    cohort_substitutes,
    cohort_targets,
    cohort_teams,
    cohort_waiting_list,
    cohort_withdrawals,
    cohort_world,
)

__all__ = [
    "cohort_mix",
    "cohort_crossed",
    "cohort_targets",
    "cohort_editions",
    "cohort_world",
    "cohort_fees",
    "cohort_withdrawals",
    "cohort_exposure",
    "cohort_substitutes",
    "cohort_applications",
    "cohort_waiting_list",
    "cohort_selection",
    "cohort_attendance",
    "cohort_attendance_editions",
    "cohort_teams",
    "cohort_release",
]
