"""Teams."""

from lma_data.i18n import N_
from lma_data.ui import access, card, frame
from lma_data.ui.cohort import pages

access.require_manager()
words = frame.words()
frame.head(
    words,
    words.t(N_("Teams")),
    words.t(N_("Who works with whom in the simulation exercise, and why?")),
    with_search=False,
)
pages.parts(words, card.Part("mix", N_("Mix"), ("cohort/mix",)))
