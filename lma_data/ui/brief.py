"""The button that makes a country's brief and hands it over."""

from __future__ import annotations

import datetime

import streamlit as st

from lma_data.exhibits.parameters import COUNTRY
from lma_data.export import brief
from lma_data.i18n import N_, Words
from lma_data.ui import filters


def button(words: Words) -> None:
    """A download of the brief of the country in the address; it is made when somebody asks for it."""
    country = str(filters.read(COUNTRY)[0])
    st.download_button(
        words.t(N_("Brief to print (HTML)")),
        lambda: brief.html(country, first=words.lang, made=datetime.date.today()).encode("utf-8"),
        file_name=brief.file_name(country, words.lang),
        mime="text/html",
        on_click="ignore",
        key="country-brief",
        help=words.t(N_("Figures, charts, sources and open questions of the country in one file, in both languages")),
    )
