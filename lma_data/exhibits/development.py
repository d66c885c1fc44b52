"""Development: remittances, what sending them costs on average and from corridor to corridor, and where they flow."""

from lma_data.exhibits import remittance_corridors, remittances, sending_costs

__all__ = ["remittance_corridors", "remittances", "sending_costs"]
