"""The brief of a country: one HTML file in both languages, to read, to print and to pass on, which asks no other host.

It holds headline figures, the main charts with their figures as tables, what the data cannot answer, and the sources.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from html import escape
from typing import NamedTuple

from lma_data import areas, catalog
from lma_data.exhibits import Column, Exhibit, show
from lma_data.exhibits.country_missing import open_questions
from lma_data.export import printed
from lma_data.i18n import LANGUAGES, N_, Words, is_missing

# Of a table beside a chart: rows, and letters across; the rest is in the app. A cell of text may wrap.
ROWS, ACROSS, WRAPPED = 16, 66, 14
LINES = 12  # to write on


class Doubt(NamedTuple):
    """A question that a passport's caveat raises where figures of the dataset stand in the brief."""

    dataset: str
    caveat: str
    question: str


DOUBTS = (
    Doubt(
        "undesa/migrant-stock-2024",
        "mixed-definitions",
        N_("Does the country count migrants by birth or by citizenship, and whom does that leave out?"),
    ),
    Doubt(
        "undesa/migrant-stock-2024-origin",
        "incomplete-coverage",
        N_("Which of those who left are counted in no country of destination?"),
    ),
    Doubt("unhcr/population", "rounded", N_("Who is displaced without being registered, and why?")),
    Doubt(
        "idmc/displaced-by-conflict",
        "estimated",
        N_("From which reports are displaced people counted, and how old are they?"),
    ),
    Doubt("ilo/outflows", "mixed-definitions", N_("What does the country register: departures, contracts or permits?")),
    Doubt(
        "ilo/inflows-by-sector",
        "mixed-definitions",
        N_("Whom does the country count as a foreign worker who enters, and whom not?"),
    ),
    Doubt("eurostat/employment-rate", "estimated", N_("Which foreign citizens does a survey of households not reach?")),
    Doubt("unsd/sdg-8-8-1", "incomplete-coverage", N_("Whose injuries are never reported?")),
    Doubt(
        "worldbank/bilateral-remittances-2021",
        "estimated",
        N_("From where does the money come in truth, where the matrix only estimates it?"),
    ),
    Doubt(
        "unsd/sdg-10-c-1-corridors",
        "incomplete-coverage",
        N_("Which services do people use in truth, and what do they pay there?"),
    ),
)


class Section(NamedTuple):
    """A section of the brief: its heading, and the exhibits of the country page that stand in it."""

    heading: str
    exhibits: tuple[str, ...]


SECTIONS = (
    Section(N_("Who lives there"), ("country/immigrants", "country/migrants-years", "country/ages")),
    Section(N_("Who left"), ("country/emigrants", "country/emigrants-years")),
    Section(
        N_("Displacement"),
        (
            "country/hosted",
            "country/displaced-from",
            "country/internal-displacement",
            "country/asylum",
        ),
    ),
    Section(
        N_("Work"),
        (
            "country/outflows",
            "country/outflow-destinations",
            "country/inflows",
            "country/labour-status",
            "country/labour-rates",
            "country/injuries",
            "country/labour-rights",
        ),
    ),
    Section(
        N_("Money"),
        (
            "country/remittances",
            "country/remittance-senders",
            "country/remittance-receivers",
            "country/prices",
            "country/cost-years",
        ),
    ),
    Section(N_("Countries to compare with"), ("country/peers",)),
)


def html(country: str, *, first: str = "en", made: datetime.date) -> str:
    """The whole file for a country or territory (its key), in both languages, the `first` one shown at the start."""
    order = [first, *(lang for lang in LANGUAGES if lang != first)]
    return printed.document([_Brief(country, Words(lang), made).article() for lang in order])


def file_name(country: str, lang: str) -> str:
    return f"lma-brief-{country.lower()}-{lang}.html"


class _Brief:
    """The brief in one language: its article, and the figures that its charts are drawn from."""

    def __init__(self, country: str, words: Words, made: datetime.date) -> None:
        self.country, self.words, self.made = country, words, made
        self.name = areas.name(country, words.lang)
        self.title = words.t(N_("{country}: labour migration, a country brief"), country=self.name)
        self.charts = printed.Charts()
        self.used: dict[str, catalog.Passport] = {}

    def article(self) -> printed.Article:
        sections = [self._section(section) for section in SECTIONS]
        parts = [self._head(), *sections, self._missing(), self._questions(), self._notes(), self._sources()]
        return printed.Article(self.words, self.title, parts, self.charts)

    def _show(self, exhibit_id: str) -> Exhibit:
        return show(exhibit_id, {"c": self.country}, lang=self.words.lang, look=printed.LOOK)

    def _head(self) -> str:
        words = self.words
        profile = self._show("country/profile")
        self._uses(profile)
        tiles = "".join(
            f'<div class="tile"><p>{escape(one.label)}</p><p class="number">{escape(_breakable(one.number))}</p>'
            f"<p>{escape(one.when)}</p><p class=small>{escape(one.movement)}</p></div>"
            for one in profile.answer.headlines
        )
        made = words.t(
            N_("Country brief of LMA Data for group work, made on {date} from the editions named under the sources."),
            date=words.date(self.made),
        )
        return "\n".join(
            [
                f"<h1>{escape(self.name)}</h1>",
                f'<p class="small">{escape(made)}</p>',
                f'<p class="lead">{escape(profile.answer.subtitle)}</p>',
                f'<div class="tiles">{tiles}</div>',
                *printed.small(profile.answer.notes),
            ]
        )

    def _section(self, section: Section) -> str:
        """The exhibits with data, and one list of those without."""
        words = self.words
        found = [self._show(exhibit_id) for exhibit_id in section.exhibits]
        lacking = [f"<li>{escape(one.answer.title)}</li>" for one in found if one.answer.missing]
        parts = [f"<h2>{escape(words.t(section.heading))}</h2>"]
        parts += [self._exhibit(one) for one in found if not one.answer.missing]
        if lacking:
            parts.append(f"<h4>{escape(words.t(N_('No data')))}</h4><ul>{''.join(lacking)}</ul>")
        return "\n".join(parts)

    def _exhibit(self, exhibit: Exhibit) -> str:
        self._uses(exhibit)
        answer = exhibit.answer
        chart = self.charts.place(exhibit) if answer.figure is not None else ""
        return "\n".join(
            [
                '<section class="exhibit">',
                f"<h3>{escape(answer.title)}</h3>",
                f'<p class="small">{escape(answer.subtitle)}</p>',
                f'<div class="both">{chart}<div class="beside">{self._table(exhibit)}</div></div>',
                *printed.small([" ".join([exhibit.source, *answer.notes])]),
                "</section>",
            ]
        )

    def _table(self, exhibit: Exhibit) -> str:
        """The first rows, the newest year before the others, and as many columns with figures as there is room for."""
        rows, columns = exhibit.answer.table, exhibit.answer.columns
        if columns[0].format == "year" and rows[columns[0].name].is_monotonic_increasing:
            rows = rows.iloc[::-1]
        top = rows.head(ROWS).to_dict("records")
        whole = [column for column in columns if rows[column.name].map(_says_something).any()]
        cells = {column.name: [exhibit.cell(column, row[column.name]) for row in top] for column in whole}
        shown = _fitting([(column, self.words.t(column.label), cells[column.name]) for column in whole])
        table = printed.table(
            [self.words.t(column.label) for column in shown],
            list(zip(*(cells[column.name] for column in shown), strict=True)),
            [column.format not in ("text", "area") for column in shown],
        )
        if len(rows) > ROWS or len(whole) > len(shown):
            table += "".join(printed.small([self.words.t(N_("The whole table is in the app."))]))
        return table

    def _missing(self) -> str:
        """What is missing: how many series, and each that has no figure, with the reason."""
        words = self.words
        exhibit = self._show("country/missing")
        table = exhibit.answer.table
        lacking = table[table["years"].isna()]
        columns = [column for column in exhibit.answer.columns if column.name in ("what", "dataset", "reason")]
        body = [[exhibit.cell(column, row[column.name]) for column in columns] for row in lacking.to_dict("records")]
        head = [words.t(column.label) for column in columns]
        return "\n".join(
            [
                f"<h2>{escape(words.t(N_('What is missing')))}</h2>",
                f'<section class="exhibit"><h3>{escape(exhibit.answer.title)}</h3>',
                f'<div class="both">{self.charts.place(exhibit)}</div></section>',
                printed.table(head, body, [False] * len(columns)) if body else "",
            ]
        )

    def _questions(self) -> str:
        """Open questions for the group: of this country, behind the figures that there are, and of any country."""
        words = self.words
        own, general = open_questions(words, self.country)
        parts = [
            f"<h2>{escape(words.t(N_('Questions that the data cannot answer')))}</h2>",
            f"<p>{escape(words.t(N_('Who could answer them, from which source, and what would the answer change?')))}</p>",
        ]
        if own:
            parts.append(f"<h4>{escape(words.t(N_('No dataset here answers these for the country')))}</h4>{_list(own)}")
        doubts = [
            f"<li>{escape(words.t(one.question))} "
            f'<span class="small">{escape(self.used[one.dataset].caveat(one.caveat, words.lang))}</span></li>'
            for one in DOUBTS
            if one.dataset in self.used
        ]
        if doubts:
            heading = escape(words.t(N_("To ask of the figures that there are")))
            parts.append(f'<h4>{heading}</h4><ul class="questions">{"".join(doubts)}</ul>')
        parts.append(f"<h4>{escape(words.t(N_('No dataset here answers these for any country')))}</h4>{_list(general)}")
        return "\n".join(parts)

    def _notes(self) -> str:
        return f"<h2>{escape(self.words.t(N_('Notes')))}</h2>" + '<div class="line"></div>' * LINES

    def _sources(self) -> str:
        """Every dataset that a figure here comes from: how to cite it, its edition, licence and address."""
        words = self.words
        colon = words.t(N_(": "))
        items = []
        for passport in self.used.values():
            facts = [
                f"{words.t(N_('Edition'))}{colon}{passport.edition[words.lang]} ({passport.published})",
                f"{words.t(N_('Licence'))}{colon}{passport.licence}",
            ]
            address = escape(passport.address, quote=True)
            items.append(
                f"<li><b>{escape(passport.title[words.lang])}</b><br>{escape(passport.citation)}<br>"
                f"{escape(words.t(N_('; ')).join(facts))}<br>"
                f'<a href="{address}" rel="noopener noreferrer">{address}</a></li>'
            )
        return f'<h2>{escape(words.t(N_("Sources")))}</h2><ul class="small sources">{"".join(items)}</ul>'

    def _uses(self, exhibit: Exhibit) -> None:
        self.used |= {passport.id: passport for passport in exhibit.passports}


def _fitting(columns: Sequence[tuple[Column, str, list[str]]]) -> list[Column]:
    """The first columns that have room, each given with its heading and its cells; never fewer than two."""
    shown: list[Column] = []
    taken = 0
    for column, heading, cells in columns:
        longest = max((len(cell) for cell in cells), default=0)
        widest = min(longest, WRAPPED) if column.format in ("text", "area") else longest
        taken += 2 + max(widest, *(len(word) for word in heading.split(" ")))
        if taken > ACROSS and len(shown) > 1:
            break
        shown.append(column)
    return shown


def _says_something(value: object) -> bool:
    return not is_missing(value) and value != ""


def _list(texts: Iterable[str]) -> str:
    return f'<ul class="questions">{"".join(f"<li>{escape(text)}</li>" for text in texts)}</ul>'


def _breakable(number: str) -> str:
    """With plain spaces, so that a long figure breaks between words."""
    return number.replace("\xa0", " ")
