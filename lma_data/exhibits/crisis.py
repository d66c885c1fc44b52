"""Crisis: the displaced, refugees and their hosts, asylum, solutions, and displacement within countries."""

from lma_data.exhibits import displaced, refugees

__all__ = ["displaced", "refugees"]
