"""Teams."""

from lma_data.i18n import N_
from lma_data.ui import access, card, frame
from lma_data.ui.cohort import pages, team_changes, team_files, teams

access.require_manager()
words = frame.words()
frame.head(
    words,
    words.t(N_("Teams")),
    words.t(N_("Who works with whom in the simulation exercise, and why?")),
    with_search=False,
)
pages.parts(
    words,
    card.Part("make", N_("Make"), (teams.make, "cohort/teams", "cohort/teams-unmet")),
    card.Part("change", N_("Why, and changes"), (team_changes.change, team_changes.sets)),
    card.Part("balance", N_("Balance of teams"), ("cohort/teams-balance", "cohort/teams-cost", team_files.exact)),
    card.Part("moodle", N_("To Moodle"), (team_files.files,)),
)
