"""The report of a cohort: all of its figures in one HTML file, to read, to print and to file, which asks no other host.

Every exhibit with its default choices; what has no answer stands under "what cannot be said", and whatever names people
in an annex, so that the rest can be handed on without it.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from html import escape

from lma_data.cohort import Cohort
from lma_data.exhibits import Column, Exhibit
from lma_data.export import cohort_file, printed
from lma_data.export.cohort_file import Entry
from lma_data.i18n import LANGUAGES, N_, NN_, Words

ROWS = 40  # of a table; of a list of people LISTED
LISTED = 1000
TALLEST = 900  # px of a chart: a page holds it; lower, and the labels of its rows run into each other
BESIDE = 3  # columns of a table that stands beside its chart
MORE_ROWS = NN_("{count} more row is in the workbook.", "{count} more rows are in the workbook.")


def html(cohort: Cohort, *, made: datetime.date, languages: Sequence[str] = LANGUAGES) -> str:
    """The whole file in these languages, the first one shown at the start."""
    articles = [_Report(cohort, Words(lang), made).article() for lang in languages]
    return printed.document(articles, printed.text("cohort_report.css"))


class _Report:
    """The report in one language."""

    def __init__(self, cohort: Cohort, words: Words, made: datetime.date) -> None:
        self.cohort, self.words, self.made = cohort, words, made
        self.charts = printed.Charts(TALLEST)
        self.entries = cohort_file.entries(cohort, words, printed.LOOK)

    def article(self) -> printed.Article:
        words = self.words
        said = [one for one in self.entries if one.exhibit is None or not one.exhibit.answer.missing]
        lists = [one for one in said if one.lists_people]
        pages = cohort_file.by_page(one for one in said if not one.lists_people)
        parts = [self._head(bool(lists))]
        for page, found in pages.items():
            parts.append(f"<h2>{escape(words.t(page))}</h2>")
            parts += [self._entry(one, ROWS) for one in found]
        parts.append(self._unsaid())
        if lists:
            annex = words.t(N_("Annex: names inside, for programme managers"))
            parts.append(f'<h2 class="annex">{escape(annex)}</h2>')
            parts += [self._entry(one, LISTED) for one in lists]
        title = words.t(N_("Report of the cohort: {cohort}"), cohort=self.cohort.title(words))
        return printed.Article(words, title, parts, self.charts)

    def _head(self, with_lists: bool) -> str:
        words = self.words
        made = words.t(N_("Report of LMA Data, made on {date}."), date=words.date(self.made))
        warnings = [words.t(N_("For programme managers: these are figures on people. Do not publish or project them."))]
        if with_lists:
            warnings.append(words.t(N_("The annex names people: take it out before anybody else gets the report.")))
        facts = "".join(
            f"<dt>{escape(label)}</dt><dd>{escape(text)}</dd>" for label, text in self.cohort.passport(words)
        )
        return "\n".join(
            [
                f"<h1>{escape(self.cohort.title(words))}</h1>",
                *printed.small([made]),
                f'<p class="warning">{escape(" ".join(warnings))}</p>',
                f'<dl class="facts small">{facts}</dl>',
            ]
        )

    def _entry(self, one: Entry, rows: int) -> str:
        """One exhibit, or that it failed; it may still fail while it is written."""
        drawn = len(self.charts.drawn)
        exhibit = one.exhibit
        written = cohort_file.guarded(one.definition, lambda: self._exhibit(exhibit, rows)) if exhibit else None
        if written is not None:
            return written
        del self.charts.drawn[drawn:]
        question, failed = self.words.t(one.definition.question), self.words.t(cohort_file.FAILED)
        return f'<section class="exhibit"><h3>{escape(question)}</h3><p>{escape(failed)}</p></section>'

    def _exhibit(self, exhibit: Exhibit, rows: int) -> str:
        answer = exhibit.answer
        chart = self.charts.place(exhibit) if answer.figure is not None else ""
        columns = _shown(exhibit)
        side = "beside" if chart and len(columns) <= BESIDE else "wide"
        return "\n".join(
            [
                '<section class="exhibit">',
                f"<h3>{escape(answer.title)}</h3>",
                f'<p class="small">{escape(answer.subtitle)}</p>',
                f"<p>{escape(answer.sentence)}</p>",
                _headlines(exhibit),
                f'<div class="both">{chart}<div class="{side}">{self._table(exhibit, columns, rows)}</div></div>',
                *printed.small([" ".join([exhibit.source, *answer.notes])]),
                "</section>",
            ]
        )

    def _table(self, exhibit: Exhibit, columns: Sequence[Column], rows: int) -> str:
        whole = exhibit.answer.table
        written = printed.table(
            [self.words.t(column.label) for column in columns],
            [
                [exhibit.cell(column, row[column.name]) for column in columns]
                for row in whole.head(rows).to_dict("records")
            ],
            [column.format not in ("text", "area") for column in columns],
        )
        if len(whole) > rows:
            written += "".join(printed.small([self.words.n(*MORE_ROWS, len(whole) - rows)]))
        return written

    def _unsaid(self) -> str:
        """Exhibits that have no answer for this cohort, each with what it says instead."""
        answers = [one.exhibit.answer for one in self.entries if one.exhibit is not None and one.exhibit.answer.missing]
        if not answers:
            return ""
        lacking = dict.fromkeys((one.title, one.sentence) for one in answers)  # several can say the same
        items = "".join(f"<li><b>{escape(title)}</b><br>{escape(sentence)}</li>" for title, sentence in lacking)
        return f'<h2>{escape(self.words.t(N_("What cannot be said")))}</h2><ul class="small">{items}</ul>'


def _shown(exhibit: Exhibit) -> list[Column]:
    """The columns of the table; none where there is no table."""
    return [column for column in exhibit.answer.columns if column.name in exhibit.answer.table.columns]


def _headlines(exhibit: Exhibit) -> str:
    tiles = "".join(
        f'<div class="tile"><p>{escape(one.label)}</p><p class="number">{escape(one.number)}</p>'
        f"<p>{escape(one.when)}</p><p class=small>{escape(one.movement)}</p></div>"
        for one in exhibit.answer.headlines
    )
    return f'<div class="tiles">{tiles}</div>' if tiles else ""
