"""Links to pages, exhibits and datasets: within the app, in the reader's language, to the right part of a page."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlencode

import streamlit as st

from lma_data import catalog, sitemap
from lma_data.exhibits import definition
from lma_data.i18n import Words

_STYLE = (Path(__file__).parent / "links.css").read_text("utf-8")
DATA_PAGE = "pages/explore/data.py"
SEEN = "see"  # in an address: the exhibit that is scrolled to


def style() -> None:
    """Links that look like links; once a page. Streamlit draws them as entries of a menu, with the page itself in grey."""
    st.html(f"<style>{_STYLE}</style>")


def page(file: str, label: str, words: Words, **address: str) -> None:
    """A link to a page of this file, with an address that opens it as meant."""
    st.page_link(file, label=escaped(label), query_params={"lang": words.lang, **address})


def go(name: str, words: Words, **address: str) -> None:
    """Lead the reader to a page at once, as a link would.

    Not st.switch_page: it writes the new page's query into the address of the page that is left, and the browser's back
    button then leads to another part of it, for another choice.
    """
    query = json.dumps(urlencode({"lang": words.lang, **address}))
    script = f"history.pushState({{}}, '', location.pathname.replace(/[^/]*$/, '{name}') + '?' + {query})"
    st.html(f"<script>{script}; dispatchEvent(new PopStateEvent('popstate'))</script>", unsafe_allow_javascript=True)


def exhibit(exhibit_id: str, label: str, words: Words, **parameters: str) -> None:
    """A link to the page and part where the exhibit stands; the label alone where it stands on none."""
    place = sitemap.places().get(exhibit_id)
    if place is None:
        st.markdown(escaped(label))
        return
    if place.part:
        parameters["part"] = place.part
    parameters[SEEN] = exhibit_id
    page(place.page.file, label, words, **parameters)


def scroll(ids: Sequence[str]) -> None:
    """Bring the exhibit that the address asks to see into view, if it is one of these; charts above may still grow."""
    wanted = st.query_params.get(SEEN, "")
    if wanted not in ids[1:]:
        return
    found = f"document.querySelector('.st-key-card-{wanted.replace('/', '-')}')"
    show = f"{{const card = {found}; if (card) {{card.style.scrollMarginTop = '5rem'; card.scrollIntoView()}}}}"
    script = f"for (const wait of [0, 500, 1500]) setTimeout(() => {show}, wait)"
    st.html(f"<script>{script}</script>", unsafe_allow_javascript=True)


def sql_of(exhibit_id: str, label: str, words: Words) -> None:
    page(DATA_PAGE, label, words, exhibit=definition(exhibit_id).id)


def dataset(dataset_id: str, words: Words, **address: str) -> None:
    title = catalog.passport(dataset_id).title[words.lang]
    page(DATA_PAGE, title, words, dataset=dataset_id, **address)


def escaped(text: str) -> str:
    """A text that Markdown leaves as it is: a $ opens no formula, a * no italics; an address can still be followed."""
    parts = re.split(r"(https?://\S+)", text)
    return "".join(
        part if position % 2 else re.sub(r"([\\`*_{}\[\]<>$~|])", r"\\\1", part) for position, part in enumerate(parts)
    )
