"""Governance: how many migrants there are, who among them works, how they move inside their region, leave and find work."""

# In the order of the argument, which is also that of their exhibits.
from lma_data.exhibits import migrant_stock  # noqa: I001
from lma_data.exhibits import migrant_workers
from lma_data.exhibits import regional_mobility
from lma_data.exhibits import community_mobility
from lma_data.exhibits import labour_flows
from lma_data.exhibits import labour_sectors
from lma_data.exhibits import foreigners_at_work

__all__ = [
    "community_mobility",
    "foreigners_at_work",
    "labour_flows",
    "labour_sectors",
    "migrant_stock",
    "migrant_workers",
    "regional_mobility",
]
