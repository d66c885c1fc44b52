"""Protection of migrants: who they are, how safe their work is, their rights and jobs, and deaths on migration routes."""

from lma_data.i18n import N_
from lma_data.ui import card, frame

words = frame.words()
frame.head(
    words,
    words.t(N_("Protection")),
    words.t(
        N_(
            "How many migrants are women, how old are they, is their work as safe as that of others, are labour rights "
            "complied with, and what is known of deaths on migration routes?"
        )
    ),
)
card.parts(
    words,
    card.Part(
        "women",
        N_("Women among migrants"),
        (
            "protection/women-share",
            "protection/women-share-map",
            "protection/women-share-countries",
            "protection/women-and-men",
        ),
    ),
    card.Part(
        "ages",
        N_("Ages"),
        ("protection/ages-regions", "protection/age-pyramid", "protection/ages-countries"),
    ),
    card.Part(
        "injuries",
        N_("Injuries at work"),
        (
            "protection/fatal-injuries",
            "protection/non-fatal-injuries",
            "protection/injuries-over-years",
        ),
    ),
    card.Part(
        "rights",
        N_("Labour rights"),
        ("protection/labour-rights-map", "protection/labour-rights-changes", "protection/labour-rights-country"),
    ),
    card.Part(
        "gap",
        N_("Unemployment gap"),
        ("protection/unemployment-gap", "protection/unemployment-gap-years"),
    ),
    card.Part(
        "routes",
        N_("Deaths on migration routes"),
        ("protection/deaths-on-routes", "protection/deaths-regions", "protection/deaths-countries"),
    ),
)
