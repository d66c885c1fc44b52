"""Development: remittances, what sending them costs on average and from corridor to corridor, and where they flow."""

from lma_data.exhibits import remittance_corridors, remittance_flows, remittances, sending_costs, what_if

__all__ = ["remittance_corridors", "remittance_flows", "remittances", "sending_costs", "what_if"]
