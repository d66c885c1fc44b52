"""The card: an exhibit on a page, as Chart | Table | About, with its downloads."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

import plotly.graph_objects as go
import streamlit as st

from lma_data import areas
from lma_data.charts.theme import Look
from lma_data.exhibits import Column, Exhibit, Headline, Parameter, Value, definition, show
from lma_data.export import tables
from lma_data.i18n import N_, Words
from lma_data.ui import filters, frame, links, picture
from lma_data.ui.enrolment import desk

if TYPE_CHECKING:
    from lma_data.cohort import Cohort

log = logging.getLogger("lma_data")

SAID = "cards-said"  # in the session: what a page says that there is not yet, and which exhibit says it
SHORT_TABLE = 30  # rows
MOST_ABREAST = 5  # figures written large side by side
FRENCH_MODEBAR = {
    "moduleType": "locale",
    "name": "fr",
    "dictionary": {
        "Download plot as a PNG": "Enregistrer le graphique en PNG",
        "Download plot": "Enregistrer le graphique",
        "Sorry, there was a problem downloading your image!": "L’image n’a pas pu être enregistrée.",
    },
    "format": {"decimal": ",", "thousands": "\u202f"},
}


class Drawn(go.Figure):
    """A finished figure: hands Streamlit its dict as it is.

    A go.Figure is copied deeply on every run (3.5 ms for a map), a plain dict is validated on every run (27 ms); the
    figures here are validated by the tests and never changed.
    """

    def __init__(self, spec: dict[str, Any]) -> None:
        # Not go.Figure's own: it would build an empty figure, with its template, on every run.
        object.__setattr__(self, "_spec", spec)

    def to_dict(self) -> dict[str, Any]:
        return self._spec


Tool = Callable[[Words], None]  # what stands among the exhibits of a cohort: an editor, a what-if
Source = Callable[[], "Cohort"]  # of the figures of a cohort's page: asked anew on each run, kept by the session only


class Row(NamedTuple):
    """Exhibits side by side, and how wide each is against the others."""

    ids: tuple[str, ...]
    widths: tuple[int, ...]


class Part(NamedTuple):
    """A part of a page, of which one is open at a time: its code in the URL, its name, and its rows of exhibits."""

    code: str
    name: str
    rows: tuple[str | Row | Tool, ...]


def parts(words: Words, *page_parts: Part, source: Source | None = None) -> None:
    """Lay a page out in parts: their names in a row, and the exhibits of the one that ?part= asks for, or of the first.

    A theme has more exhibits than a room can follow at once, and than a server should make for a visitor who reads one.
    A filter that every exhibit of every part has, such as the country of its page, stands above the names.
    """
    cohort = source() if source else None
    held = [_choices(one, cohort) for part in page_parts for one in _ids(part.rows)]
    everywhere = [p for p in held[0] if all(p in of_one for of_one in held)] if held else []
    if everywhere:
        filters.warn_unknown(everywhere, words)
        filters.row(everywhere, words)
    names = {part.code: part.name for part in page_parts}
    choice = Parameter(
        "part",
        N_("Part of the page"),
        lambda: tuple(names),
        page_parts[0].code,
        lambda words, value: words.t(names[str(value)]),
    )
    filters.warn_unknown([choice], words)
    opened = filters.tabs(choice, words)
    shown = next(part.rows for part in page_parts if part.code == opened)
    exhibits(words, *shown, placed=everywhere, source=source)


def exhibits(
    words: Words, *rows: str | Row | Tool, placed: Sequence[Parameter] = (), source: Source | None = None
) -> None:
    """Lay exhibits out. A filter that several of them share stands once, above the first of them; `placed` stand already.

    A choice reruns only the cards that it concerns: each is a fragment, named by its exhibit. `source`: of the figures,
    where the exhibits are of a cohort.
    """
    picture.script()
    look = frame.look()
    st.session_state[SAID] = {}
    cohort = source() if source else None
    laid_out = [Row((row,), (1,)) if isinstance(row, str) else row for row in rows]
    ids = _ids(rows)
    held = [parameter for one in ids for parameter in _choices(one, cohort) if parameter not in placed]
    filters.warn_unknown(dict.fromkeys(held), words)
    shared = {parameter for parameter in held if held.count(parameter) > 1}
    names = frozenset(parameter.name for parameter in (*shared, *placed))
    for row in laid_out:
        if not isinstance(row, Row):
            row(words)
            continue
        first_here = [p for one in row.ids for p in _choices(one, cohort) if p in shared]
        if first_here:
            concerned = [one for one in ids if set(first_here) & set(_choices(one, cohort))]
            # What concerns every card may concern the page's head too: the whole page follows.
            reruns = concerned if len(concerned) < len(ids) else ()
            filters.row(dict.fromkeys(first_here), words, folded=look.compact, reruns=reruns)
            shared -= set(first_here)
        if len(row.ids) == 1:
            st.fragment(card, key=row.ids[0])(row.ids[0], words, look, names, source)
        else:
            for column, one in zip(st.columns(row.widths), row.ids, strict=True):
                with column:
                    st.fragment(card, key=one)(one, words, look, names, source)
    links.scroll(ids)


def _ids(rows: Sequence[str | Row | Tool]) -> list[str]:
    named = [row for row in rows if isinstance(row, str | Row)]
    return [one for row in named for one in ([row] if isinstance(row, str) else row.ids)]


def _choices(exhibit_id: str, cohort: Cohort | None) -> tuple[Parameter, ...]:
    return definition(exhibit_id).within(cohort).parameters


def card(
    exhibit_id: str,
    words: Words,
    look: Look,
    shared: frozenset[str] = frozenset(),
    source: Source | None = None,
) -> None:
    """One exhibit. Parameters in `shared` have their filter at the head of the page, the others here."""
    with _guarded(exhibit_id, words, quietly=source is not None, boxed=True):
        cohort = source() if source else None
        found = definition(exhibit_id).within(cohort)
        chosen: dict[str, Value] = {p.name: filters.read(p)[0] for p in found.parameters}
        exhibit = show(exhibit_id, chosen, lang=words.lang, look=look, cohort=cohort)
        if not _said_already(exhibit):
            _card(exhibit, [p for p in found.parameters if p.name not in shared])


def _said_already(exhibit: Exhibit) -> bool:
    """Whether a card above says the same of what there is not yet: once is enough for teams that nobody has made."""
    if exhibit.cohort is None or not exhibit.answer.missing:
        return False
    said = st.session_state.setdefault(SAID, {})
    return said.setdefault((exhibit.answer.title, exhibit.answer.sentence), exhibit.id) != exhibit.id


def _card(exhibit: Exhibit, own: Sequence[Parameter]) -> None:
    """Its text, its own filters, and what there is to see of it."""
    words, slug = exhibit.setting.words, _slug(exhibit.id)
    with st.container(border=True, key=f"card-{slug}"), _guarded(exhibit.id, words, quietly=exhibit.cohort is not None):
        _text(exhibit)
        if exhibit.answer.missing:
            st.markdown(_plainly(exhibit, exhibit.answer.sentence))
        if own:
            filters.row(own, words, folded=exhibit.setting.look.compact)
        if exhibit.answer.missing:
            _source(exhibit)
            return
        opened = _views(exhibit, slug)
        _foot(exhibit, slug, with_picture=opened == "Chart")


@contextmanager
def _guarded(exhibit_id: str, words: Words, quietly: bool = False, boxed: bool = False) -> Iterator[None]:
    """A card that fails says so in its place, and the others stay; the log gets the error, the reader no traceback.

    `quietly`: the words of the error can have a person in them, and do not reach the log. `boxed`: the card has no box yet.
    """
    try:
        yield
    except Exception as problem:
        if quietly:
            desk.note(problem)
        else:
            log.exception("the exhibit %s failed", exhibit_id)
        text = N_(
            "This exhibit could not be shown; the rest of the page is not affected. If it happens again after "
            "reloading, tell whoever runs this site the time at which it happened."
        )
        with st.container(border=True, key=f"card-{_slug(exhibit_id)}") if boxed else nullcontext():
            st.error(words.t(text))


def _slug(exhibit_id: str) -> str:
    return exhibit_id.replace("/", "-")


def _text(exhibit: Exhibit) -> None:
    st.subheader(_plainly(exhibit, exhibit.answer.title), anchor=False)
    if exhibit.answer.subtitle:
        st.caption(_plainly(exhibit, exhibit.answer.subtitle))


def _views(exhibit: Exhibit, slug: str) -> str:
    """The tabs; only the open one is made. Returns its name, in English."""
    words, answer = exhibit.setting.words, exhibit.answer
    views: list[tuple[str, Callable[[], None]]] = [
        (N_("Table"), lambda: _table(exhibit, slug)),
        (N_("About"), lambda: _about(exhibit)),
    ]
    if answer.figure is not None:
        views.insert(0, (N_("Chart"), lambda: _chart(exhibit, slug)))
    elif answer.headlines:
        views.insert(0, (N_("Figures"), lambda: _headlines(answer.headlines)))
    # The language is part of the key, because a tab is remembered by its label.
    tabs = st.tabs([words.t(name) for name, _ in views], on_change="rerun", key=f"view-{slug}-{words.lang}")
    opened = views[0][0]
    for (name, make), tab in zip(views, tabs, strict=True):
        if tab.open:
            opened = name
            with tab:
                make()
    return opened


def _headlines(headlines: list[Headline]) -> None:
    """Figures written large, each with its label, date, movement and source, in rows of about one length."""
    rows = -(-len(headlines) // MOST_ABREAST)
    abreast = -(-len(headlines) // rows)
    for start in range(0, len(headlines), abreast):
        for column, headline in zip(st.columns(abreast), headlines[start : start + abreast], strict=False):
            with column:
                st.markdown(f"**{headline.label}**")
                # A plain space, so that a long figure breaks between words.
                st.markdown(f"## {headline.number.replace(chr(0xA0), ' ')}")
                st.markdown(f"{headline.when}  \n{headline.movement}")
                st.caption(headline.source)


def _chart(exhibit: Exhibit, slug: str) -> None:
    answer = exhibit.answer
    assert answer.figure is not None
    leads_to = _leads_to.__wrapped__(exhibit) if exhibit.cohort else _leads_to(exhibit)
    clicked: Any = st.plotly_chart(
        Drawn(answer.figure),
        theme=None,
        height=answer.figure["layout"]["height"],
        key=f"chart-{slug}",
        alt=f"{answer.title}. {answer.sentence}",
        config=_chart_config(exhibit.setting.words.lang),
        on_select="rerun" if leads_to else "ignore",
        selection_mode="points",
    )
    hint = f"  \n:small[:gray[{exhibit.setting.words.t(leads_to)}]]" if leads_to else ""
    st.markdown(_plainly(exhibit, answer.sentence) + hint)
    if leads_to:
        _follow(clicked.selection.points, exhibit.setting.words)


@lru_cache(maxsize=1024)  # by the exhibit itself, which is kept
def _leads_to(exhibit: Exhibit) -> str:
    """What is said of a click on a mark, where marks carry keys of countries or of corridors; else nothing."""
    traces = exhibit.answer.figure["data"] if exhibit.answer.figure else []
    keys = [str(key) for trace in traces for key in trace.get("locations") or trace.get("customdata") or ()]
    if any(key in areas.countries() for key in keys):
        return N_("Click a country to open its page.")
    if any(_corridor(key) for key in keys):
        return N_("Click a corridor to open its page.")
    return ""


def _corridor(key: str) -> list[str]:
    """Both ends of a corridor's key, NPL-QAT; nothing for another key."""
    ends = key.split("-")
    return ends if len(ends) == 2 and set(ends) <= set(areas.countries()) else []


def _follow(points: list[dict[str, Any]], words: Words) -> None:
    """To the page of the country that was clicked, or, for a pair such as NPL-QAT, to that of the corridor."""
    for point in points:
        data = point.get("customdata")
        key = str(point.get("location") or (data[0] if isinstance(data, list) and data else data))
        if key in areas.countries():
            links.go("country", words, c=key)
        elif ends := _corridor(key):
            links.go("corridor", words, **{"from": ends[0], "to": ends[1]})


def _chart_config(lang: str) -> dict[str, Any]:
    return {
        "displaylogo": False,
        "displayModeBar": "hover",
        "showSendToCloud": False,
        "modeBarButtons": [["toImage"]],
        "topojsonURL": "app/static/",
        "locale": lang,
        "locales": {"fr": FRENCH_MODEBAR} if lang == "fr" else {},
        "scrollZoom": False,
        "responsive": True,
    }


def _table(exhibit: Exhibit, slug: str) -> None:
    """A short table as text, which wraps and can be read aloud; a long one that scrolls and sorts."""
    if len(exhibit.answer.table) <= SHORT_TABLE:
        table = exhibit.text_table
        st.table(table.map(desk.escaped) if exhibit.cohort else table, hide_index=True)
        return
    st.dataframe(
        exhibit.display_table,
        hide_index=True,
        key=f"table-{slug}",
        # A column without a configuration has no entry: None would hide it.
        column_config={
            label: config
            for label, column in zip(exhibit.display_table.columns, exhibit.answer.columns, strict=True)
            if (config := _column_config(column)) is not None
        },
    )


def _column_config(column: Column) -> Any:
    match column.format:
        case "year":
            return st.column_config.NumberColumn(format="%d")
        case "count" | "number" | "percent":
            return st.column_config.NumberColumn(format="localized")
        case _:
            return None


def _about(exhibit: Exhibit) -> None:
    words = exhibit.setting.words
    st.markdown(f"**{exhibit.question}**")
    if exhibit.definition.apart:
        st.markdown(words.t(exhibit.definition.apart))
    for heading, known in tables.about(exhibit):
        facts = [f"- **{label}**{words.t(N_(': '))}{_plainly(exhibit, text)}" for label, text in known]
        st.markdown("\n".join([f"#### {heading}", *facts]))
    st.markdown(f"#### {words.t(N_('SQL'))}")
    st.code(tables.sql_text(exhibit), language="sql")


def _plainly(exhibit: Exhibit, text: str) -> str:
    """A text that a cohort's files can have words in: nothing in it is Markdown."""
    return desk.escaped(text) if exhibit.cohort else text


def _source(exhibit: Exhibit) -> None:
    st.caption("  \n".join(_plainly(exhibit, line) for line in [exhibit.source, *exhibit.answer.notes]))


def _foot(exhibit: Exhibit, slug: str, with_picture: bool) -> None:
    """Source, notes, and the downloads; a picture is made in the browser of the chart that is shown there."""
    words = exhibit.setting.words
    _source(exhibit)
    with st.container(horizontal=True, gap="small", vertical_alignment="top"):
        if with_picture:
            picture.buttons(exhibit)
        data = st.expander(words.t(N_("Data")), key=f"data-{slug}", type="compact", on_change="rerun")
        if data.open:
            with data, st.container(horizontal=True):
                _downloads(exhibit, slug)


def _downloads(exhibit: Exhibit, slug: str) -> None:
    """The table and its passport beside it; made only when somebody asks for them."""
    words = exhibit.setting.words
    st.download_button(
        words.t(N_("CSV")),
        lambda: tables.csv_text(exhibit, spreadsheet=True).encode("utf-8-sig"),
        file_name=f"{exhibit.file_stem}.csv",
        mime="text/csv",
        on_click="ignore",
        key=f"csv-{slug}",
        type="tertiary",
        help=words.t(N_("The table, for a spreadsheet")),
    )
    st.download_button(
        words.t(N_("Passport")),
        lambda: tables.passport_text(exhibit).encode("utf-8"),
        file_name=f"{exhibit.file_stem}-{words.t(N_('passport'))}.txt",
        mime="text/plain",
        on_click="ignore",
        key=f"passport-{slug}",
        type="tertiary",
        help=words.t(N_("Where the figures come from, to keep beside the table")),
    )
