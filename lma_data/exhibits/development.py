"""Development, in two halves: remittances (who receives them, how heavily they weigh) and what sending them costs."""

from lma_data.exhibits import remittances, sending_costs

__all__ = ["remittances", "sending_costs"]  # in the order of the argument, which is also that of their exhibits
