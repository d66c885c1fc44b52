"""The page of the search: a box, and what it finds, each a link to the page and part where it stands."""

from __future__ import annotations

import logging

import streamlit as st

from lma_data import areas, catalog, finder, sitemap
from lma_data.exhibits import definition, no_more, show
from lma_data.finder import Hit
from lma_data.i18n import N_, NN_, Words
from lma_data.ui import frame, links, search

log = logging.getLogger("lma_data")

FINDINGS = 3  # so many exhibits say at once what they show
RESULTS = NN_("{count} result", "{count} results")


def page(words: Words) -> None:
    links.style()
    typed = search.box(
        words.t(N_("Search")),
        words.t(N_("For example: the cost of sending money from the Gulf to Nepal")),
        "search-everything",
    )
    if not typed:
        return
    hits = finder.find(typed)
    if not hits:
        st.markdown(
            words.t(
                N_(
                    "Nothing here has these words. Try fewer or other words, in English or in French: a country, a group "
                    "of countries, a subject such as remittances, women or asylum."
                )
            )
        )
        return
    _remarks(typed, hits, words)
    st.caption(words.n(*RESULTS, len(hits)))
    exhibits = [hit for hit in hits if hit.kind == "exhibit"]
    for hit in hits:
        with st.container(gap=None):
            seen = {links.SEEN: hit.id} if hit.kind == "exhibit" else {}
            links.page(hit.page.file, _label(hit, words), words, **hit.address, **seen)
            if hit in exhibits[:FINDINGS]:
                _finding(hit, words)
            st.caption(links.escaped(_where(hit, words)))


def _remarks(typed: str, hits: list[Hit], words: Words) -> None:
    """What a reader must know of the search before its results: what is no more, which words had no effect."""
    for key in finder.no_more(typed):
        st.markdown(links.escaped(no_more(words, key)))
    vain = finder.not_understood(typed, hits)
    if vain:
        st.markdown(links.escaped(words.t(N_("Not understood: {words}."), words=", ".join(vain))))


def _label(hit: Hit, words: Words) -> str:
    match hit.kind:
        case "exhibit":
            return words.t(definition(hit.id).question)
        case "country":
            return areas.name(hit.id, words.lang)
        case "corridor":
            return " → ".join(areas.name(key, words.lang) for key in hit.id.split("-"))
        case "dataset":
            return catalog.passport(hit.id).title[words.lang]
        case _:
            return _place(hit, words)


def _finding(hit: Hit, words: Words) -> None:
    """What the exhibit shows for the places that were named; an exhibit that fails is still a link."""
    own = {parameter.name for parameter in definition(hit.id).parameters}
    chosen = {name: value for name, value in hit.address.items() if name in own}
    try:
        title = show(hit.id, chosen, lang=words.lang, look=frame.look()).answer.title
    except Exception:
        log.exception("the exhibit %s failed", hit.id)
        return
    st.markdown(f"**{links.escaped(title)}**")


def _where(hit: Hit, words: Words) -> str:
    """The kind of thing, the page and the part, and the places for which it is opened."""
    match hit.kind:
        case "dataset":
            return words.t(N_("Dataset"))
        case "country":
            return words.t(N_("Country"))
        case "corridor":
            return words.t(N_("Corridor"))
        case "page":
            return words.t(N_("Page"))
    chosen = [
        parameter.text(words, hit.address[parameter.name])
        for parameter in definition(hit.id).parameters
        if parameter.name in hit.address
    ]
    return " · ".join([_place(hit, words), *chosen])


def _place(hit: Hit, words: Words) -> str:
    names = [words.t(hit.page.title)]
    if "part" in hit.address:
        names.append(words.t(_part_name(hit.page, hit.address["part"])))
    return " › ".join(names)


def _part_name(page_of_hit: sitemap.Page, code: str) -> str:
    places = sitemap.places().values()
    return next(place.part_name for place in places if place.page == page_of_hit and place.part == code)
