"""People: where the files disagree, who may be one person, and everything that is kept of each, with its source."""

from lma_data.i18n import N_
from lma_data.ui import access, frame
from lma_data.ui.enrolment import persons

access.require_manager()
words = frame.words()
frame.head(
    words,
    words.t(N_("People")),
    words.t(N_("Who is in the cohort, where do the files disagree, and which file says what?")),
    with_search=False,
)
persons.page(words)
