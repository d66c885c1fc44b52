"""Overview."""

from lma_data.i18n import N_
from lma_data.ui import frame

words = frame.words()
frame.head(words, "overview", "x")
