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
    "remittances",
    "remittances_per_person",
    "remittance_flows",
    "sending_costs",
    "costs_by_area",
    "corridors_over_time",
    "costs_by_provider",
    "remittance_corridors",
    "what_if",
]
