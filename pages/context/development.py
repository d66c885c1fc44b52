"""Migration and sustainable development: remittances, where they flow, what sending them costs, and what if it cost less."""

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
card.parts(
    words,
    card.Part(
        "amounts",
        N_("Remittances"),
        (
            "development/remittances-received",
            card.Row(("development/remittances-top", "development/remittances-per-person"), (1, 1)),
            card.Row(("development/remittances-share-map", "development/remittances-share-gdp"), (3, 2)),
            "development/remittances-paid",
        ),
    ),
    card.Part(
        "flows",
        N_("Where money flows"),
        ("development/remittance-flows", "development/largest-corridors"),
    ),
    card.Part(
        "price",
        N_("The price of sending"),
        (
            "development/cost-world",
            "development/cost-regions",
            card.Row(("development/cost-map", "development/cost-countries"), (3, 2)),
            "development/cost-amounts",
            "development/cost-by-provider",
        ),
    ),
    card.Part(
        "corridors",
        N_("Corridors"),
        (
            "development/cost-corridors",
            "development/cost-most-expensive",
            "development/corridors-above-limit",
            "corridor/price",
        ),
    ),
    card.Part(
        "less",
        N_("What if it cost less?"),
        ("development/what-if", "development/what-if-corridors"),
    ),
)
