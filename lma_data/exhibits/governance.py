"""Governance: how many migrants there are, who among them works, how they move inside their region, leave and find work."""

from lma_data.exhibits import migrant_stock, migrant_workers, regional_mobility

__all__ = ["migrant_stock", "migrant_workers", "regional_mobility"]  # in the order of the argument, which is also that of their exhibits
