"""Governance: how many migrants there are, who among them works, how they move inside their region, leave and find work."""

from lma_data.exhibits import (
    community_mobility,
    foreigners_at_work,
    labour_flows,
    labour_sectors,
    migrant_stock,
    migrant_workers,
    regional_mobility,
)

__all__ = [
    "migrant_stock",
    "migrant_workers",
    "regional_mobility",
    "community_mobility",
    "labour_flows",
    "labour_sectors",
    "foreigners_at_work",
]
