"""Store: which cohorts there are, until when they are kept, what came in, and how it is undone, taken away, erased."""

from lma_data.i18n import N_
from lma_data.ui import access, frame
from lma_data.ui.enrolment import keeping

access.require_manager()
words = frame.words()
frame.head(
    words,
    words.t(N_("Store")),
    words.t(N_("What is kept, until when, and how is it undone, taken away or erased?")),
    with_search=False,
)
keeping.page(words)
