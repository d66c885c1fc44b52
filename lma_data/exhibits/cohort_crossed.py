"""Two dimensions of a cohort against each other: who is missing where."""

from __future__ import annotations

import string
import textwrap
from collections import Counter
from math import nan
from typing import Any, NamedTuple

import pandas as pd

from lma_data import charts
from lma_data.cohort import Cohort, dimensions
from lma_data.exhibits.base import Answer, Column, Parameter, Setting, exhibit, nothing
from lma_data.exhibits.cohort_counts import nobody, undecided
from lma_data.exhibits.cohort_parameters import BY, WHO
from lma_data.exhibits.shared import BARS, PEOPLE, hover
from lma_data.i18n import N_, NN_, Words

ACROSS = Parameter(
    "across",
    N_("Across"),
    lambda: tuple(dimension for dimension in dimensions.DIMENSIONS if dimension != "country"),  # too many for columns
    "gender",
    lambda words, value: words.t(dimensions.DIMENSIONS[str(value)]),
)
LIMITS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)  # people, between two shades
SHADES = 7
LONGEST = 30  # letters of a name below the chart on a phone
HEADING = (13, 9)  # characters in a line of a heading; on a phone
MOST_NAMED = 4  # columns whose headings a phone has room for; more are letters, named below


@exhibit(
    "cohort/crossed",
    question=N_("Who is many and who is missing, by two dimensions at once?"),
    datasets=(),
    parameters=(BY, ACROSS, WHO),
)
def crossed(setting: Setting, cohort: Cohort, by: str, across: str, who: str) -> Answer:
    words = setting.words
    if by == across:
        return nothing(
            words.t(N_("Two different dimensions are needed")),
            words.t(N_("Choose another dimension for “Across” than for “By”.")),
        )
    counts = _counts(cohort, by, across, who)
    if not counts.people:
        return nobody(words, cohort, who)
    facts = {
        "down": words.t(dimensions.DIMENSIONS[by]),
        "across": words.t(dimensions.DIMENSIONS[across]),
        "people": words.n(*PEOPLE, counts.people),
    }
    return Answer(
        title=_title(words, cohort, by, across, counts, facts),
        subtitle=words.t(
            N_("{down} (rows) by {across} (columns): number of people, {people}, totals beside the names. {who}."),
            who=words.t(dimensions.POPULATIONS[who]),
            **facts,
        ),
        sentence=_sentence(words, cohort, by, across, counts, facts),
        table=_table(words, cohort, by, across, counts),
        columns=[
            Column("down", dimensions.DIMENSIONS[by]),
            Column("across", dimensions.DIMENSIONS[across]),
            Column("people", N_("People"), "count"),
            Column("of_row", N_("Share of the row (%)"), "percent", 1),
            Column("of_column", N_("Share of the column (%)"), "percent", 1),
        ],
        figure=_figure(setting, cohort, by, across, counts),
        notes=undecided(words, cohort, who),
    )


class Counts(NamedTuple):
    """People by row and column: codes in their order, those of nobody too, not known last; and the pairs of somebody."""

    down: list[str]
    across: list[str]
    cells: dict[tuple[str, str], int]
    rows: dict[str, int]  # totals
    columns: dict[str, int]

    @property
    def people(self) -> int:
        return sum(self.rows.values())

    def of(self, down: str) -> list[int]:
        """A row, column by column."""
        return [self.cells.get((down, across), 0) for across in self.across]


def _counts(cohort: Cohort, by: str, across: str, who: str) -> Counts:
    found = cohort.ask("cohort/crossed", down=by, across=across, who=who)
    cells = dict(zip(zip(found["down"], found["across"], strict=True), found["people"].tolist(), strict=True))
    rows: Counter[str] = Counter()
    columns: Counter[str] = Counter()
    for (down, along), people in cells.items():
        rows[down] += people
        columns[along] += people
    return Counts(_order(cohort, by, rows), _order(cohort, across, columns), cells, rows, columns)


def _order(cohort: Cohort, dimension: str, there: Counter[str]) -> list[str]:
    """Every category in the order of its dimension; countries by size."""
    if dimension == "country":
        known = sorted(there, key=lambda code: (-there[code], code))
    else:
        known = list(dict.fromkeys([*dimensions.codes(cohort, dimension), *there]))
    return [code for code in known if code != dimensions.UNKNOWN] + [dimensions.UNKNOWN] * (dimensions.UNKNOWN in there)


def _pairs(counts: Counts) -> list[tuple[str, str, int]]:
    """The cells of known categories that have somebody, the largest first, in the order of rows and columns."""
    cells = [
        (down, across, people)
        for down in counts.down
        for across, people in zip(counts.across, counts.of(down), strict=True)
        if people and down != dimensions.UNKNOWN and across != dimensions.UNKNOWN
    ]
    return sorted(cells, key=lambda cell: -cell[2])


def _title(words: Words, cohort: Cohort, by: str, across: str, counts: Counts, facts: dict[str, str]) -> str:
    pairs = _pairs(counts)
    if not pairs:
        return words.t(N_("Nobody has a known value of both {down} and {across}"), **facts)
    down, along, people = pairs[0]
    if len(pairs) > 1 and pairs[1][2] == people:
        return words.t(
            N_("No group has more than {count} of {people}"), count=words.number(people), people=facts["people"]
        )
    return words.t(
        N_("{down}, {across}: {count} of {people}, the largest group"),
        down=dimensions.name(words, cohort, by, down),
        across=dimensions.name(words, cohort, across, along),
        count=words.number(people),
        people=facts["people"],
    )


def _sentence(words: Words, cohort: Cohort, by: str, across: str, counts: Counts, facts: dict[str, str]) -> str:
    """The largest groups, and how many pairs of categories that somebody has nobody has together."""
    named = [
        words.t(
            N_("{down} and {across} ({count})"),
            down=dimensions.name(words, cohort, by, down),
            across=dimensions.name(words, cohort, across, along),
            count=words.number(people),
        )
        for down, along, people in _pairs(counts)[:3]
    ]
    said = words.t(N_("{down} by {across}, {people}."), **facts)
    if named:
        said += " " + words.t(N_("Largest groups: {named}."), named=words.t(N_("; ")).join(named))
    pairs = len(_known(counts.down)) * len(_known(counts.across))
    empty = pairs - len(_pairs(counts))
    if empty:
        said += " " + words.n(
            *NN_("{count} of {all} pairs has nobody.", "{count} of {all} pairs have nobody."),
            empty,
            all=words.number(pairs),
        )
    return said


def _known(codes: list[str]) -> list[str]:
    return [code for code in codes if code != dimensions.UNKNOWN]


def _table(words: Words, cohort: Cohort, by: str, across: str, counts: Counts) -> pd.DataFrame:
    """A row for each pair, and for the totals of each row, each column, and all."""
    everybody, all_people = words.t(N_("Total")), counts.people
    down = {code: dimensions.name(words, cohort, by, code) for code in counts.down}
    along = {code: dimensions.name(words, cohort, across, code) for code in counts.across}
    cells = [
        (down[row], along[column], people, counts.rows[row], counts.columns[column])
        for row in counts.down
        for column, people in zip(counts.across, counts.of(row), strict=True)
    ]
    cells += [(down[row], everybody, counts.rows[row], counts.rows[row], all_people) for row in counts.down]
    cells += [
        (everybody, along[column], counts.columns[column], all_people, counts.columns[column])
        for column in counts.across
    ]
    cells.append((everybody, everybody, all_people, all_people, all_people))
    shown = [(*names, people, _percent(people, row), _percent(people, column)) for *names, people, row, column in cells]
    return pd.DataFrame(shown, columns=["down", "across", "people", "of_row", "of_column"])


def _percent(part: int, whole: int) -> float:
    """A share of nobody is none."""
    return part / whole * 100 if whole else nan


def _figure(setting: Setting, cohort: Cohort, by: str, across: str, counts: Counts) -> dict[str, Any]:
    words, look = setting.words, setting.look
    along = [dimensions.label(words, cohort, across, code) for code in counts.across]
    sums = [counts.columns[code] for code in counts.across]
    drawn = _drawn(words, cohort, by, counts)
    signs, headings = _headings(setting, along, sums)
    limits = [limit for limit in LIMITS if limit <= max(1, *(people for _, _, row in drawn for people in row))]
    while len(limits) >= SHADES:
        limits = [limits[0], *limits[1:][::-2][::-1]]
    return charts.heat_map(
        [_row(setting, code, name, people, along, sums) for code, name, people in drawn],
        headings,
        charts.Classes(limits, [words.number(limit) for limit in limits]),
        look,
        missing_label=words.no_data,
        signs=signs,
    )


def _row(
    setting: Setting, code: str, name: str, people: list[int], along: list[str], sums: list[int]
) -> charts.HeatRow:
    words, whole = setting.words, sum(people)
    total = words.number(whole)
    return charts.HeatRow(
        label=f"{name}  {total}" if setting.look.compact else f"{name}  <b>{total}</b>",
        values=people,
        texts=[words.number(count) for count in people],
        hovers=[
            hover(f"{name}, {one}", words.n(*PEOPLE, count), *_shares(words, count, whole, of_column))
            for one, count, of_column in zip(along, people, sums, strict=True)
        ],
        key=code,
    )


def _headings(setting: Setting, along: list[str], sums: list[int]) -> tuple[list[tuple[str, str]], list[str]]:
    """What stands above the columns, with their totals; on a phone letters for many of them, and what these stand for."""
    words, look = setting.words, setting.look
    lettered = look.compact and len(along) > MOST_NAMED
    short = [textwrap.shorten(name, LONGEST, placeholder="…") for name in along]
    signs = list(zip(string.ascii_uppercase, short, strict=False)) if lettered else []
    return signs, [
        "<br>".join([*textwrap.wrap(name, HEADING[look.compact]), f"<b>{words.number(people)}</b>"])
        for name, people in zip([sign for sign, _ in signs] or along, sums, strict=True)
    ]


def _drawn(words: Words, cohort: Cohort, by: str, counts: Counts) -> list[tuple[str, str, list[int]]]:
    """Code, name and people of each row that is drawn: of countries the largest, the others together; not known last."""
    known = _known(counts.down)
    rest = known[BARS:] if len(known) > BARS + 1 else []
    rows = [
        (code, dimensions.label(words, cohort, by, code), counts.of(code)) for code in counts.down if code not in rest
    ]
    if rest:
        name = words.n(*NN_("{count} other country", "{count} other countries"), len(rest))
        rows.insert(BARS, ("", name, [sum(people) for people in zip(*map(counts.of, rest), strict=True)]))
    return rows


def _shares(words: Words, count: int, of_row: int, of_column: int) -> list[str]:
    return [
        words.t(text, share=words.percent(count / whole * 100))
        for text, whole in ((N_("{share} of the row"), of_row), (N_("{share} of the column"), of_column))
        if whole
    ]
