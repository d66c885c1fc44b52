"""One country: who lives there from where, who left to where, work, money, displacement, and what is not known."""

from lma_data.i18n import N_
from lma_data.ui import card, frame

words = frame.words()
frame.head(
    words,
    words.t(N_("Country")),
    words.t(N_("What do all the data here say of one country, and what do they not say?")),
)
card.parts(
    words,
    card.Part("people", N_("People"), ("country/immigrants",)),
)
