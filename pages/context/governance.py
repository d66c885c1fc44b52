"""Governance of labour migration: how many migrants and migrant workers, how they move inside regions, leave and work."""

from lma_data.i18n import N_
from lma_data.ui import card, frame

words = frame.words()
frame.head(
    words,
    words.t(N_("Governance of labour migration")),
    words.t(
        N_(
            "How many migrants and migrant workers are there, where do they live, how do they move inside their region, "
            "and how do they fare at work?"
        )
    ),
)
card.parts(
    words,
    card.Part(
        "numbers",
        N_("Migrants in numbers"),
        (
            "governance/migrant-stock",
            "governance/migrant-stock-regions",
            card.Row(("governance/migrant-share-map", "governance/migrant-share-ranking"), (3, 2)),
        ),
    ),
    card.Part(
        "workers",
        N_("Migrant workers"),
        (
            card.Row(("governance/migrant-workers", "governance/workers-against-others"), (1, 1)),
            "governance/workers-profile",
            "governance/workers-by-edition",
            "governance/workers-share",
        ),
    ),
    card.Part(
        "mobility",
        N_("Regional mobility"),
        (
            "governance/mobility-communities",
            "governance/mobility-table",
            "governance/mobility-change",
            "governance/mobility-community",
            "governance/mobility-members",
        ),
    ),
    card.Part(
        "flows",
        N_("Leaving and coming for work"),
        (
            "governance/outflows-coverage",
            "governance/outflows-country",
            "governance/outflows-destinations",
            "governance/inflows-coverage",
            card.Row(("governance/inflows-sectors", "governance/outflows-sectors"), (1, 1)),
        ),
    ),
    card.Part(
        "employment",
        N_("Foreigners and nationals at work"),
        ("governance/foreigners-at-work", "governance/foreigners-over-time"),
    ),
)
