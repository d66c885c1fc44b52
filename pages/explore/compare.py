"""Several countries or groups side by side, on any measure that can be compared."""

from lma_data.i18n import N_
from lma_data.ui import card, frame

words = frame.words()
frame.head(
    words,
    words.t(N_("Compare")),
    words.t(N_("How do countries and groups of countries stand side by side, and where can they not be compared?")),
)
card.parts(
    words,
    card.Part("years", N_("Over the years"), ("compare/years",)),
    card.Part("newest", N_("Newest year"), ("compare/newest",)),
    card.Part("against", N_("Two measures"), ("compare/against",)),
)
