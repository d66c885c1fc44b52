"""Present: one release of a cohort, for a room. It reads releases only; a test holds that."""

from lma_data.i18n import N_
from lma_data.ui import access, frame, plenary

access.require_manager()
words = frame.words()
frame.head(
    words,
    words.t(N_("The cohort")),
    words.t(N_("Who takes part, in groups so large that nobody can be told.")),
    with_search=False,
)
plenary.page(words)
