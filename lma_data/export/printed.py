"""A document to print: one HTML file, in one language or several, that asks no other host.

plotly.js lies in the file, packed; whoever has no script, or prints before the charts are drawn, has the tables.
"""

from __future__ import annotations

import base64
import gzip
import json
from collections.abc import Iterable, Sequence
from functools import cache
from html import escape
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from lma_data.charts.theme import Look
from lma_data.exhibits import Exhibit
from lma_data.i18n import N_, Words

_HERE = Path(__file__).parent
NAMES = {"en": "English", "fr": "Français"}
TALLEST = 500  # px of a chart, before it is made smaller: two or three stand on a page
LOOK = Look(compact=True)  # a chart is as wide as a phone: half a page of paper


class Charts:
    """The figures that the charts of one language are drawn from, as JSON that no tag can end."""

    def __init__(self, tallest: int = TALLEST) -> None:
        self.drawn: list[str] = []
        self.tallest = tallest

    def place(self, exhibit: Exhibit) -> str:
        """Where a chart is drawn; a map has only its table, because its shapes are not in the file."""
        figure = exhibit.answer.figure
        assert figure is not None
        if any("locations" in trace for trace in figure["data"]):
            return ""
        height = min(figure["layout"]["height"], self.tallest)
        drawn = {"data": figure["data"], "layout": figure["layout"] | {"height": height}}
        self.drawn.append(json.dumps(drawn, ensure_ascii=False, allow_nan=False).replace("<", "\\u003c"))
        said = escape(f"{exhibit.answer.title}. {exhibit.answer.sentence}", quote=True)
        return (
            f'<div class="frame" style="--height: {height}px"><div class="chart" role="img" aria-label="{said}" '
            f'data-figure="{len(self.drawn) - 1}"></div></div>'
        )


class Article(NamedTuple):
    """The document in one language: its title, its parts as HTML, and the charts in them."""

    words: Words
    title: str
    parts: Sequence[str]
    charts: Charts

    def html(self) -> str:
        words = self.words
        print_label = escape(words.t(N_("Print")), quote=True)
        title = escape(self.title, quote=True)
        return (
            f'<article id="brief-{words.lang}" lang="{words.lang}" data-title="{title}" data-print="{print_label}">'
            + "\n".join(self.parts)
            + "</article>"
        )

    def figures(self) -> str:
        figures = ", ".join(self.charts.drawn)
        return f'<script type="application/json" id="figures-{self.words.lang}">[{figures}]</script>'


def document(articles: Sequence[Article], style: str = "") -> str:
    """The whole file, the first of the articles shown at the start. `style`: more than what all documents have."""
    shown = articles[0].words.lang
    switch = "".join(
        f'<input class="switch" type="radio" name="language" id="show-{lang}" value="{lang}"'
        f"{' checked' if lang == shown else ''}>"
        f'<label for="show-{lang}" lang="{lang}">{NAMES[lang]}</label>\n'
        for lang in (one.words.lang for one in articles)
    )
    return "\n".join(
        [
            "<!doctype html>",
            f'<html lang="{shown}"><head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{escape(articles[0].title)}</title>",
            f"<style>{text('brief.css')}{style}</style>",
            "<noscript><style>.frame { display: none; }</style></noscript></head><body>",
            switch,
            '<button id="print" type="button" hidden></button>',
            *(one.html() for one in articles),
            *(one.figures() for one in articles),
            f'<script type="text/plain" id="plotly">{_plotly()}</script>',
            f"<script>{text('brief.js')}</script>",
            "</body></html>\n",
        ]
    )


@cache
def text(name: str) -> str:
    """A file that lies beside this one."""
    return (_HERE / name).read_text("utf-8")


@cache
def _plotly() -> str:
    """plotly.js as the installed package has it, packed: a third of its size. Read as a file: importing plotly is slow."""
    found = find_spec("plotly")
    assert found is not None and found.origin is not None
    code = (Path(found.origin).parent / "package_data" / "plotly.min.js").read_bytes()
    return base64.b64encode(gzip.compress(code, 6, mtime=0)).decode("ascii")


def table(head: Sequence[str], body: Sequence[Sequence[str]], figures: Sequence[bool]) -> str:
    """Headings and rows; columns of figures stand at the right."""

    def cells(tag: str, texts: Sequence[str]) -> str:
        return "".join(
            f"<{tag}{' class=figure' if is_figure else ''}>{escape(text)}</{tag}>"
            for text, is_figure in zip(texts, figures, strict=True)
        )

    rows = "".join(f"<tr>{cells('td', texts)}</tr>" for texts in body)
    return f"<table><thead><tr>{cells('th', head)}</tr></thead><tbody>{rows}</tbody></table>"


def small(texts: Iterable[str]) -> list[str]:
    return [f'<p class="small">{escape(text)}</p>' for text in texts]
