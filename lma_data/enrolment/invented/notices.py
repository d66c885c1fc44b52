"""What every page says of an invented cohort, and what an empty store offers."""

from lma_data.i18n import N_

NOTICE = N_("All people of this cohort are invented.")
EDITION_NOTICE = N_("The dates and the price of this edition are invented too.")
EMPTY_STORE = N_("There is no cohort yet. Load four invented ones to look around, or drop your own files.")
LOAD = N_("Load invented cohorts")
LOADING = N_("Invented cohort {cohort}: {file}")
