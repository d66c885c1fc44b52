"""Governance of labour migration: how many migrants and migrant workers, where, and how their number moves."""

from lma_data.i18n import N_
from lma_data.ui import card, frame

words = frame.words()
frame.head(
    words,
    words.t(N_("Governance of labour migration")),
    words.t(N_("How many migrants and migrant workers are there, where do they live, and how has their number moved?")),
)
card.exhibits(
    words,
    "governance/migrant-stock",
    card.Row(("governance/migrant-stock-regions", "governance/migrant-workers"), (1, 1)),
    card.Row(("governance/migrant-share-map", "governance/migrant-share-ranking"), (3, 2)),
)
