"""Development: remittances, what sending them costs on average and from corridor to corridor, and where they flow."""

from lma_data.exhibits import (
    corridors_over_time,
    costs_by_area,
    costs_by_provider,
    remittance_corridors,
    remittance_flows,
    remittances,
    remittances_per_person,
    sending_costs,
    what_if,
)

__all__ = [
    "corridors_over_time",
    "costs_by_area",
    "costs_by_provider",
    "remittance_corridors",
    "remittance_flows",
    "remittances",
    "remittances_per_person",
    "sending_costs",
    "what_if",
]
