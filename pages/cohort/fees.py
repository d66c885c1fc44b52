"""Fees."""

from lma_data.i18n import N_
from lma_data.ui import access, card, frame
from lma_data.ui.cohort import pages, withdrawal

access.require_manager()
words = frame.words()
frame.head(
    words,
    words.t(N_("Fees")),
    words.t(N_("What is due, paid and owed, and what does a withdrawal cost on which day?")),
    with_search=False,
)
pages.parts(
    words,
    card.Part("due", N_("Due and paid"), ("cohort/fees", "cohort/fee-accounts")),
    card.Part(
        "withdrawals",
        N_("Withdrawals"),
        ("cohort/withdrawals", withdrawal.what_if, "cohort/withdrawal-costs", "cohort/substitutes"),
    ),
    card.Part("exposure", N_("Exposure"), ("cohort/exposure",)),
)
