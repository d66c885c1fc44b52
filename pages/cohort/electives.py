"""Electives."""

from lma_data.i18n import N_
from lma_data.ui import access, card, frame
from lma_data.ui.cohort import pages

access.require_manager()
words = frame.words()
frame.head(
    words,
    words.t(N_("Electives")),
    words.t(N_("Who wants which elective, who gets which, and what would one more place change?")),
    with_search=False,
)
pages.parts(words, card.Part("mix", N_("Mix"), ("cohort/mix",)))
