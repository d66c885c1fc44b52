"""Invented cohorts: four editions of people who do not exist, for a first try, demonstrations and tests.

people    who they are, put together by chance from a seed
events    what happens to them: applications, payments, attendance, completion, visits
writers   registers and forms as they are exported; `systems` for registration, `meetings`, `moodle` and `tracking`
folder    which files each edition has, as bytes; `python -m lma_data sample --out DIR` writes them
truth     what the files should come to, counted from the people
loading   into the store, through the same intake as any file
"""

SEED = 1
