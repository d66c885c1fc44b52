"""Data: every dataset with its passport, its rows and its files, and the SQL that made each exhibit."""

from lma_data.i18n import N_
from lma_data.ui import data, frame

words = frame.words()
frame.head(
    words,
    words.t(N_("Data")),
    words.t(N_("Where do the figures come from, what is in each table, and how was each exhibit made?")),
)
data.page(words)
