"""Release."""

from lma_data.i18n import N_
from lma_data.ui import access, card, frame
from lma_data.ui.cohort import pages, release

access.require_manager()
words = frame.words()
frame.head(
    words,
    words.t(N_("Release")),
    words.t(N_("What may be shown to a room without exposing anybody?")),
    with_search=False,
)
pages.parts(
    words,
    card.Part("tables", N_("What is shown"), ("cohort/release-tables", release.editor, "cohort/release-merges")),
    card.Part("audit", N_("Audit and freeze"), ("cohort/release-audit", release.freezing)),
    card.Part("releases", N_("Releases"), ("cohort/releases", release.kept)),
)
