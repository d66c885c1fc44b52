"""Overview: the headline figures, the map, and where the figures of the course note stand today."""

from lma_data.i18n import N_
from lma_data.ui import card, frame

words = frame.words()
frame.head(
    words,
    words.t(N_("Labour migration in figures")),
    words.t(
        N_("What are the figures to start from, where do migrants live, and do the figures of the course note hold?")
    ),
)
card.exhibits(
    words,
    "overview/headlines",
    card.Row(("governance/migrant-share-map", "governance/migrant-share-ranking"), (3, 2)),
    "overview/claims",
)
