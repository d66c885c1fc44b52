"""Invented cohorts: four editions of people who do not exist, for a first try, demonstrations and tests.

people    who they are, put together by chance from a seed
events    what happens to them: applications, payments, attendance, completion, visits
writers   registers and forms as they are exported; `systems` for registration, `meetings`, `moodle` and `tracking`
folder    which files each edition has, as bytes; `python -m lma_data sample --out DIR` writes them
truth     what the files should come to, counted from the people
loading   into the store, through the same intake as any file
"""

from lma_data.i18n import N_

SEED = 1
NOTICE = N_("All people of this cohort are invented.")
WHOLE_NOTICE = N_(
    "All people of this cohort are invented: their names were put together by chance, and their addresses lead nowhere."
)
EDITION_NOTICE = N_("The dates and the price of this edition are invented too.")
EMPTY_STORE = N_("There is no cohort yet. Load four invented ones to look around, or drop your own files.")
LOAD = N_("Load invented cohorts")
LOADING = N_("Invented cohort {cohort}: {file}")
