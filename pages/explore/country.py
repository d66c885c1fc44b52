"""One country: who lives there from where, who left to where, work, money, displacement, and what is not known."""

from lma_data.i18n import N_
from lma_data.ui import brief, card, filters, frame

words = frame.words()
frame.head(
    words,
    words.t(N_("Country")),
    words.t(N_("What do all the data here say of one country, and what do they not say?")),
    of=filters.country(words),
)
brief.button(words)
card.parts(
    words,
    card.Part("profile", N_("Profile and peers"), ("country/profile", "country/peers", "country/groups")),
    card.Part(
        "people",
        N_("Who lives there"),
        (card.Row(("country/immigrants", "country/migrants-years"), (1, 1)), "country/ages"),
    ),
    card.Part(
        "abroad",
        N_("Who left"),
        (card.Row(("country/emigrants", "country/emigrants-years"), (1, 1)),),
    ),
    card.Part(
        "displacement",
        N_("Displacement"),
        (
            "country/hosted",
            "country/displaced-from",
            card.Row(("country/hosted-origins", "country/displaced-hosts"), (1, 1)),
            "country/internal-displacement",
            "country/displacements",
        ),
    ),
    card.Part("asylum", N_("Asylum"), ("country/asylum", "country/asylum-decisions")),
    card.Part(
        "work",
        N_("Leaving and coming for work"),
        (
            card.Row(("country/outflows", "country/outflow-destinations"), (1, 1)),
            card.Row(("country/inflows", "country/outflow-sectors"), (1, 1)),
        ),
    ),
    card.Part(
        "conditions",
        N_("Conditions of work"),
        (
            card.Row(("country/labour-status", "country/labour-rates"), (1, 1)),
            card.Row(("country/injuries", "country/labour-rights"), (1, 1)),
        ),
    ),
    card.Part(
        "money",
        N_("Money"),
        (
            card.Row(("country/remittances", "country/remittances-gdp"), (3, 2)),
            card.Row(("country/remittance-senders", "country/remittance-receivers"), (1, 1)),
            "country/prices",
            "country/cost-years",
        ),
    ),
    card.Part("missing", N_("What is missing"), ("country/missing",)),
)
