"""Crisis migration: how many people are displaced, where they are, whence they come, and how their number moves."""

from lma_data.i18n import N_
from lma_data.ui import card, frame

words = frame.words()
frame.head(
    words,
    words.t(N_("Crisis migration")),
    words.t(
        N_(
            "How many people are forcibly displaced, which countries host them and from which do they come, "
            "and how has their number moved?"
        )
    ),
)
card.exhibits(
    words,
    "crisis/inside-the-total",
    card.Row(("crisis/hosts", "crisis/origins"), (1, 1)),
    "crisis/displaced-by-category",
)
