"""Electives."""

from lma_data.i18n import N_
from lma_data.ui import access, card, frame
from lma_data.ui.cohort import electives, pages

access.require_manager()
words = frame.words()
frame.head(
    words,
    words.t(N_("Electives")),
    words.t(N_("Who wants which elective, who gets which, and what would one more place change?")),
    with_search=False,
)
pages.parts(
    words,
    card.Part("demand", N_("Demand"), ("cohort/elective-demand", "cohort/elective-balance")),
    card.Part("offer", N_("Offer"), (electives.offered,)),
    card.Part("clashes", N_("Clashes and answers"), ("cohort/elective-clashes", "cohort/elective-answers")),
    card.Part(
        "assignment",
        N_("Assignment"),
        (
            electives.assignment,
            "cohort/assignment-outcome",
            "cohort/assignment-worst",
            "cohort/assignment-places",
            "cohort/assignment-one-more",
        ),
    ),
    card.Part("list", N_("List"), ("cohort/assignment-list",)),
)
