"""Governance: how many migrants there are, who among them works, how they move inside their region, leave and find work."""

from lma_data.exhibits import (
    foreigners_at_work,
    labour_flows,
    migrant_stock,
    migrant_workers,
    regional_mobility,
)

# In the order of the argument.
__all__ = ["migrant_stock", "migrant_workers", "regional_mobility", "labour_flows", "foreigners_at_work"]
