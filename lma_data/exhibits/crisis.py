"""Crisis: the displaced, refugees and their hosts, asylum, solutions, and displacement within countries."""

from lma_data.exhibits import (
    asylum_applications,
    asylum_decisions,
    displaced,
    displaced_ages,
    internal_displacement,
    palestine_refugees,
    refugee_hosting,
    refugee_links,
    refugees,
    solutions,
)

__all__ = [
    "displaced",
    "palestine_refugees",
    "refugees",
    "refugee_hosting",
    "refugee_links",
    "displaced_ages",
    "asylum_applications",
    "asylum_decisions",
    "solutions",
    "internal_displacement",
]
