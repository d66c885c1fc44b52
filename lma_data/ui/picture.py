"""Buttons that save a chart as PNG or SVG, with its title, subtitle and source in the picture.

Plotly draws the picture in the reader's browser. On the page, title and source are text around the chart, which wraps on
a phone; the picture gets them written into it just before Plotly copies the figure, and loses them just after.
"""

from __future__ import annotations

import html
import json
import textwrap
from functools import lru_cache
from pathlib import Path
from typing import Any

import streamlit as st

from lma_data.charts import theme
from lma_data.exhibits import Exhibit

WIDTH, HEIGHT = 1280, 720
# A picture is drawn without the page's web font: measured in one font and drawn in another, text would be cut off.
PICTURE_FONT = "Arial, Helvetica, sans-serif"
TITLE, SUBTITLE, SOURCE = 30, 19, 15  # px in a picture of 1280 x 720

_HERE = Path(__file__).parent
_SCRIPT = (_HERE / "picture.js").read_text("utf-8")
_STYLE = (_HERE / "picture.css").read_text("utf-8")


def script() -> None:
    """What makes the buttons work; once a page. (A component for each card took a fifth of the time of a rerun.)"""
    st.html(f"<style>{_STYLE}</style><script>{_SCRIPT}</script>", unsafe_allow_javascript=True)


def buttons(exhibit: Exhibit) -> None:
    """PNG and SVG buttons for the chart in the same card."""
    # What shows a cohort's figures is nowhere kept for others.
    st.html(_html.__wrapped__(exhibit) if exhibit.cohort else _html(exhibit), width="content")


@lru_cache(maxsize=256)  # by the exhibit itself, which is kept
def _html(exhibit: Exhibit) -> str:
    picture = {"filename": exhibit.file_stem, "width": WIDTH, "height": HEIGHT, "scale": 2}
    said = html.escape(json.dumps({"picture": picture, **dressing(exhibit)}, ensure_ascii=False), quote=True)
    made = "".join(f'<button data-format="{name}">{name.upper()}</button>' for name in ("png", "svg"))
    return f'<div class="lma-picture" data-picture="{said}">{made}</div>'


def dressing(exhibit: Exhibit) -> dict[str, Any]:
    """Title, subtitle and source as Plotly annotations, and the margins that they need."""
    colours = theme.palette(exhibit.setting.look)
    answer = exhibit.answer
    title = textwrap.wrap(answer.title, 80)
    subtitle = textwrap.wrap(answer.subtitle, 135)
    source = [line for text in (exhibit.source, *answer.notes) for line in textwrap.wrap(text, 165)]
    top = 24 + len(title) * TITLE * 1.25 + len(subtitle) * SUBTITLE * 1.3 + 20
    bottom = 24 + len(source) * SOURCE * 1.3
    base = {"xref": "paper", "yref": "paper", "x": 0, "xanchor": "left", "align": "left", "showarrow": False}
    return {
        "layout": {
            "margin": {"t": top, "b": bottom + 60, "l": 40, "r": 40},
            "font": {"family": PICTURE_FONT, "size": theme.SIZE + 2, "color": colours.ink},
        },
        "annotations": [
            _text(base, "<b>" + "<br>".join(title) + "</b>", TITLE, colours.ink, y=1, yanchor="top", yshift=top - 16),
            _text(
                base,
                "<br>".join(subtitle),
                SUBTITLE,
                colours.quiet,
                y=1,
                yanchor="top",
                yshift=top - 22 - len(title) * TITLE * 1.25,
            ),
            _text(base, "<br>".join(source), SOURCE, colours.quiet, y=0, yanchor="bottom", yshift=-(bottom + 44)),
        ],
    }


def _text(base: dict[str, Any], text: str, size: int, colour: str, **place: Any) -> dict[str, Any]:
    return {**base, "text": text, "font": {"size": size, "color": colour}, **place}
