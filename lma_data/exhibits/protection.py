"""Protection: women and ages among migrants, injuries at work, labour rights, jobs, and deaths on the way."""

from lma_data.exhibits import (
    labour_rights,
    migrant_ages,
    migrant_women,
    migration_deaths,
    unemployment_gap,
    work_injuries,
)

__all__ = [
    "migrant_women",
    "migrant_ages",
    "work_injuries",
    "labour_rights",
    "unemployment_gap",
    "migration_deaths",
]
