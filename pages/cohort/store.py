"""The store: which cohorts there are."""

from lma_data.i18n import N_
from lma_data.ui import access, frame

access.require_manager()
words = frame.words()
frame.head(words, words.t(N_("Store")), "")
