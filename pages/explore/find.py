"""Find: from a few words, in either language, to the page that answers."""

from lma_data.i18n import N_
from lma_data.ui import find, frame

words = frame.words()
frame.head(
    words,
    words.t(N_("Find")),
    words.t(
        N_("Where is the figure? Type a question, a country, two countries or a subject, in English or in French.")
    ),
    with_search=False,
)
find.page(words)
