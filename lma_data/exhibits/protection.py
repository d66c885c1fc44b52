"""Protection: women and ages among migrants, injuries at work, labour rights, jobs, and deaths on the way."""

# In the order of the argument, which is also that of their exhibits.
from lma_data.exhibits import migrant_women  # noqa: I001
from lma_data.exhibits import migrant_ages
from lma_data.exhibits import work_injuries
from lma_data.exhibits import labour_rights
from lma_data.exhibits import unemployment_gap
from lma_data.exhibits import migration_deaths

__all__ = ["labour_rights", "migrant_ages", "migrant_women", "migration_deaths", "unemployment_gap", "work_injuries"]
