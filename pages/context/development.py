"""Migration and sustainable development: remittances, who receives them, and what sending them costs."""

from lma_data.i18n import N_
from lma_data.ui import card, frame

words = frame.words()
frame.head(
    words,
    words.t(N_("Migration and sustainable development")),
    words.t(
        N_("How much money do migrants send home, who receives it, how heavily does it weigh, and what does it cost?")
    ),
)
card.exhibits(
    words,
    "development/remittances-received",
    card.Row(("development/remittances-top", "development/remittances-share-gdp"), (1, 1)),
    "development/cost-world",
    "development/cost-corridors",
    "development/cost-most-expensive",
)
