"""What the manager's pages share: the store, the cohort that the address names, and what is said when something fails."""

from __future__ import annotations

import json
import logging
import re
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from lma_data import access
from lma_data.charts.theme import PALETTES
from lma_data.enrolment.database import StoreProblem
from lma_data.enrolment.folding import plain
from lma_data.i18n import N_, Words
from lma_data.ui import frame, links

log = logging.getLogger("lma_data")
LARGEST = 256  # MB of a file
FEW = 8  # rows of a table that needs no search
_STYLE = (Path(__file__).parent / "desk.css").read_text("utf-8")
# On the dark ground Streamlit writes white on the light blue of a chosen button, in too little contrast.
_ON_DARK = f"""[data-testid^="stBaseButton-primary"] p, [data-testid="stMultiSelect"] [data-tag] {{
  color: {PALETTES["dark"].ground};
}}"""
_DIRECTIONS = re.compile("[\u202a-\u202e\u2066-\u2069]")


def style(words: Words) -> None:
    """Once a page: links that look like links, no CSV but ours, and the box for files in the reader's language."""
    links.style()
    texts = {
        "--choose-files": words.t(N_("Choose files")),
        "--drop-files": words.t(N_("or drop them here, up to {size} MB each"), size=LARGEST),
    }
    said = " ".join(f"{name}: {json.dumps(text, ensure_ascii=False)};" for name, text in texts.items())
    on_dark = _ON_DARK if frame.look().appearance == "dark" else ""
    st.html(f"<style>:root {{ {said} }}\n{_STYLE}{on_dark}</style>")


def escaped(text: str) -> str:
    """A text from a file as it stands, whatever it holds: no Markdown, no link, no picture, no writing turned round."""
    one_line = " ".join(_DIRECTIONS.sub("", text).split("\n"))
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", one_line)


def write(text: str) -> None:
    """A text in which nothing is Markdown: names and values from files may hold anything."""
    st.markdown(escaped(text))


def quiet(text: str) -> None:
    st.caption(escaped(text))


def searched(words: Words, table: pd.DataFrame, key: str, **options: Any) -> Any:
    """A table under a box that searches it: rows with all of the words, in any column. What is typed stays on the page."""
    typed = st.text_input(
        words.t(N_("Search this table")),
        key=f"search-{key}",
        type="search",
        placeholder=words.t(N_("A name, a field, a value")),
        label_visibility="collapsed",
        width=360,
    )
    found = matching(table, typed or "")
    if found.empty:
        st.markdown(words.t(N_("No row has all of these words.")))
        return None
    return st.dataframe(found, hide_index=True, key=f"table-{key}", **options)


def openable(words: Words, table: pd.DataFrame, ids: Sequence[str], key: str) -> str | None:
    """A table of people with a box that searches it; the id of the person whose row is chosen."""
    table = table.set_axis(range(len(table)))
    found = table
    if len(table) > FEW:
        typed = st.text_input(
            words.t(N_("Search the people")),
            key=f"search-{key}",
            type="search",
            placeholder=words.t(N_("A name, an address, a country, a status")),
            label_visibility="collapsed",
            width=360,
            on_change=_searched,
            args=(key,),
        )
        found = matching(table, typed or "")
        if found.empty:
            st.markdown(words.t(N_("Nobody has all of these words.")))
            return None
    # Another search is another table: a row that was chosen in the one before is somebody else's in this one.
    search = st.session_state.get("enrolment-searches", {}).get(key, 0)
    chosen = st.dataframe(
        found, hide_index=True, key=f"table-{key}-{search}", on_select="rerun", selection_mode="single-row"
    )
    rows = chosen.selection.rows
    return ids[int(found.index[rows[0]])] if rows and rows[0] < len(found) else None


def _searched(key: str) -> None:
    searches = st.session_state.setdefault("enrolment-searches", {})
    searches[key] = searches.get(key, 0) + 1


def author() -> str:
    """Who does it: the address of who signed in; nobody is named at the machine itself."""
    return access.verified_email(st.user.to_dict())


def matching(table: pd.DataFrame, typed: str) -> pd.DataFrame:
    """The rows that have each of the words in some column, whatever their case and accents."""
    wanted = plain(typed).split()
    if not wanted or table.empty:
        return table
    columns = [_plain(table.iloc[:, place]) for place in range(table.shape[1])]
    return table[[all(word in text for word in wanted) for text in map(" ".join, zip(*columns, strict=True))]]


def _plain(values: pd.Series) -> list[str]:
    """Values as they are searched; each is folded once, however many rows have it."""
    texts = values.astype(str).tolist()
    known = {text: plain(text) for text in set(texts)}
    return [known[text] for text in texts]


def nothing_yet(words: Words) -> None:
    """An empty store, on a page that needs a cohort."""
    st.markdown(
        words.t(N_("There is no cohort yet. Drop the exports that you have, or load invented ones to look around."))
    )
    links.page("pages/cohort/import.py", words.t(N_("Import files")), words)
    links.page("pages/cohort/store.py", words.t(N_("Load invented cohorts")), words)


@contextmanager
def guarded(words: Words) -> Iterator[None]:
    """Whatever fails inside is said in a sentence; the log gets its kind and place, and no word of it."""
    try:
        yield
    except StoreProblem as problem:
        st.error(escaped(problem.message.said(words)))
    except Exception as problem:
        note(problem)
        st.error(
            words.t(
                N_(
                    "This could not be shown. What is in the store is safe, and what you dropped is still here: reload the "
                    "page. If it happens again, tell whoever runs this site the time at which it happened."
                )
            )
        )


def note(problem: BaseException) -> None:
    """Log what failed and where, never with what words: those of an error may hold a person's."""
    frames = traceback.extract_tb(problem.__traceback__)
    place = f"{frames[-1].filename}:{frames[-1].lineno}" if frames else "nowhere"
    log.error("a page of cohorts failed: %s at %s", type(problem).__name__, place)
