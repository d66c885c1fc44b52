"""Protection of migrants: women among them, and the dangers of work and of the way."""

from lma_data.i18n import N_
from lma_data.ui import card, frame

words = frame.words()
frame.head(
    words,
    words.t(N_("Protection")),
    words.t(
        N_(
            "How many migrants are women, where are they few, and what is known of those whom work or the way "
            "itself has killed?"
        )
    ),
)
card.exhibits(
    words,
    "protection/women-share",
    "protection/women-share-countries",
    card.Row(("protection/fatal-injuries", "protection/deaths-on-routes"), (1, 1)),
)
