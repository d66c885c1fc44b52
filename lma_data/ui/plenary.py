"""What a room sees of a cohort: the charts of one release, in large type. It reads releases, and nothing else of a cohort.

There is no filter but which release: whoever may ask for "all" and for "all but one" can subtract.
"""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from lma_data import charts, releases
from lma_data.exhibits import room
from lma_data.i18n import N_, Words
from lma_data.releases import Release
from lma_data.ui import frame, links
from lma_data.ui.card import Drawn

PARAMETER = "release"
LARGER = 1.7  # times the type of a laptop; a phone keeps its own
_STYLE = (Path(__file__).parent / "plenary.css").read_text("utf-8")
_CONFIG = {"displayModeBar": False, "scrollZoom": False, "responsive": True, "staticPlot": True}


def page(words: Words) -> None:
    st.html(f"<style>{_STYLE}</style>")
    with st.container(key="plenary"):
        there = {one.id: one for one in releases.every()}
        if not there:
            st.markdown(words.t(N_("There is no release yet. The page Release makes one, after its audit.")))
            links.page("pages/cohort/release.py", words.t(N_("Make a release")), words)
            return
        shown = _chosen(words, there)
        if shown.invented:
            st.info(words.t(N_("All people of this cohort are invented.")))
        _slides(words, shown)


def _chosen(words: Words, there: dict[str, Release]) -> Release:
    """The release that the address names, else the latest; a list of them where there are several."""
    asked = st.query_params.get(PARAMETER, "")
    if asked and asked not in there:
        st.warning(words.t(N_("This release is not shown here any more. Shown instead: the latest.")))
    shown = there.get(asked) or next(iter(there.values()))
    if len(there) > 1:
        st.session_state["plenary-release"] = shown.id
        st.selectbox(
            words.t(N_("Release")),
            list(there),
            key="plenary-release",
            format_func=lambda one: _name(words, there[one]),
            width=640,
            on_change=_choose,
        )
    if st.query_params.get(PARAMETER) != shown.id:
        st.query_params[PARAMETER] = shown.id
    return shown


def _name(words: Words, release: Release) -> str:
    return f"{release.title[words.lang]}, {words.date(release.date)}"


def _choose() -> None:
    st.query_params[PARAMETER] = st.session_state["plenary-release"]


def _slides(words: Words, release: Release) -> None:
    look = frame.look()
    for one in room.slides(release, words, look):
        st.header(links.escaped(one.title), anchor=False)
        st.caption(links.escaped(one.subtitle))
        figure = charts.enlarged(one.figure, 1 if look.compact else LARGER)
        st.plotly_chart(
            Drawn(figure),
            theme=None,
            height=round(figure["layout"]["height"]),
            key=f"plenary-{'-'.join(one.by)}",
            alt=f"{one.title}. {one.sentence}",
            config=_CONFIG,
        )
        st.caption(links.escaped(room.source(release, words)))
        st.divider()
