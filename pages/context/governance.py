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
    card.Part("workers", N_("Migrant workers"), ("governance/migrant-workers",)),
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
)
