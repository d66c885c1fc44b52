"""Import: any export in, what was understood of it, what would change, and the button that writes it."""

from lma_data.i18n import N_
from lma_data.ui import access, frame
from lma_data.ui.enrolment import importing

access.require_manager()
words = frame.words()
frame.head(
    words,
    words.t(N_("Import")),
    words.t(N_("What do the exports say, and what would they change? Nothing is kept before you commit.")),
    with_search=False,
)
importing.page(words)
