"""Journey."""

from lma_data.i18n import N_
from lma_data.ui import access, card, frame
from lma_data.ui.cohort import pages, report, selection

access.require_manager()
words = frame.words()
frame.head(
    words,
    words.t(N_("Journey")),
    words.t(
        N_("Who applied, was selected, confirmed, attended, completed and is certified, and what needs somebody today?")
    ),
    with_search=False,
)
pages.parts(
    words,
    card.Part("steps", N_("Steps"), ("cohort/journey", "cohort/dropout", "cohort/out-of-order")),
    card.Part("applications", N_("Applications"), ("cohort/applications", selection.places, "cohort/waiting-list")),
    card.Part("selection", N_("Selection"), (selection.people, "cohort/selection")),
    card.Part("attendance", N_("Attendance"), ("cohort/attendance", "cohort/attendance-editions")),
    card.Part(
        "certificate",
        N_("Certificate"),
        ("cohort/certificate", "cohort/certificate-conditions", "cohort/certificate-people"),
    ),
    card.Part("actions", N_("Action list"), ("cohort/actions", "cohort/action-rules")),
    card.Part("file", N_("File"), (report.downloads,)),
)
