"""Mix."""

from lma_data.i18n import N_
from lma_data.ui import access, card, frame
from lma_data.ui.cohort import pages, targets

access.require_manager()
words = frame.words()
frame.head(
    words,
    words.t(N_("Mix")),
    words.t(N_("Who is in the cohort, against what was aimed at, earlier editions and the world?")),
    with_search=False,
)
pages.parts(
    words,
    card.Part("balance", N_("Balance"), ("cohort/mix", card.Row(("cohort/map", "cohort/countries"), (3, 2)))),
    card.Part("crossed", N_("Crossed"), ("cohort/crossed",)),
    card.Part("targets", N_("Targets"), (targets.editor, "cohort/targets")),
    card.Part("editions", N_("Editions"), ("cohort/editions",)),
    card.Part("world", N_("World"), ("cohort/world-migrants", "cohort/world-workers", "cohort/world-women")),
)
