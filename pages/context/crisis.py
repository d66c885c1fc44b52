"""Crisis migration: the total and what is inside, hosts and origins, who they are, asylum, solutions, IDPs."""

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
card.parts(
    words,
    card.Part(
        "total",
        N_("The total"),
        ("crisis/inside-the-total", "crisis/displaced-by-category", "crisis/palestine-refugees"),
    ),
    card.Part(
        "hosts",
        N_("Hosts and origins"),
        (
            card.Row(("crisis/hosts", "crisis/origins"), (1, 1)),
            card.Row(("crisis/hosts-per-inhabitant-map", "crisis/hosts-per-inhabitant"), (3, 2)),
            card.Row(("crisis/hosts-by-income", "crisis/hosts-by-income-years"), (1, 1)),
        ),
    ),
    card.Part(
        "links",
        N_("From where to where"),
        ("crisis/links", card.Row(("crisis/from-country", "crisis/in-country"), (1, 1))),
    ),
    card.Part("people", N_("Ages and sexes"), (card.Row(("crisis/ages", "crisis/children"), (1, 1)),)),
    card.Part(
        "asylum",
        N_("Asylum applications"),
        (
            "crisis/asylum-applications",
            card.Row(("crisis/applications-by-asylum", "crisis/applications-by-origin"), (1, 1)),
        ),
    ),
    card.Part(
        "decisions",
        N_("Asylum decisions"),
        (
            "crisis/recognition",
            card.Row(("crisis/recognition-by-asylum", "crisis/recognition-by-origin"), (1, 1)),
            "crisis/recognition-of-origin",
        ),
    ),
    card.Part(
        "solutions",
        N_("Solutions"),
        ("crisis/returns", "crisis/resettlement-and-naturalisation", "crisis/solutions-by-country"),
    ),
    card.Part(
        "internal",
        N_("Internal displacement"),
        (
            "crisis/displacements",
            "crisis/idps-by-conflict-years",
            card.Row(("crisis/displacements-by-country", "crisis/idps-by-cause"), (1, 1)),
        ),
    ),
)
