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
    ("development/remittances-top", "development/remittances-share-gdp"),
    "development/cost-world",
)
# Apart from the others, so that the filter that these two share stands just above them.
card.exhibits(words, ("development/cost-corridors", "development/cost-dearest"))
