"""One corridor: people both ways, money and its price, refugees and asylum, for any two countries."""

from lma_data.i18n import N_
from lma_data.ui import card, filters, frame

words = frame.words()
frame.head(
    words,
    words.t(N_("Corridor")),
    words.t(N_("What goes from one country to another, and what comes back: people, money, and people who flee?")),
    of=filters.corridor(words),
)
card.parts(
    words,
    card.Part("people", N_("People"), ("corridor/migrants", "corridor/in-context")),
    card.Part("money", N_("Money"), ("corridor/money", "corridor/price")),
    card.Part(
        "asylum", N_("Refugees and asylum"), ("corridor/displaced", "corridor/asylum", "corridor/protection-rate")
    ),
)
