"""Two dimensions of a cohort against each other: who is missing where."""

from __future__ import annotations

import string
import textwrap
from typing import Any

import pandas as pd

from lma_data import charts
from lma_data.cohort import Cohort, dimensions
from lma_data.exhibits.base import Answer, Column, Parameter, Setting, exhibit, nothing
from lma_data.exhibits.cohort_counts import PEOPLE, nobody, undecided
from lma_data.exhibits.cohort_parameters import BY, WHO
from lma_data.exhibits.shared import BARS, hover
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
    found = cohort.ask("cohort/crossed", down=by, across=across, who=who)
    if found.empty:
        return nobody(words, cohort, who)
    counts = _whole(cohort, by, across, found)
    facts = {
        "down": words.t(dimensions.DIMENSIONS[by]),
        "across": words.t(dimensions.DIMENSIONS[across]),
        "people": words.n(*PEOPLE, int(counts.to_numpy().sum())),
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


def _whole(cohort: Cohort, by: str, across: str, found: pd.DataFrame) -> pd.DataFrame:
    """People by row and column, with every category that there is, those of nobody too; not known last."""
    counts = found.pivot(index="down", columns="across", values="people").fillna(0).astype(int)
    down, along = _order(cohort, by, counts.index), _order(cohort, across, counts.columns)
    if by == "country":
        sizes = counts.sum(axis=1)
        down = sorted(down, key=lambda code: (code == dimensions.UNKNOWN, -sizes[code], code))
    return counts.reindex(index=down, columns=along, fill_value=0)


def _order(cohort: Cohort, dimension: str, there: pd.Index) -> list[str]:
    known = (
        list(dict.fromkeys([*dimensions.codes(cohort, dimension), *there])) if dimension != "country" else list(there)
    )
    return [code for code in known if code != dimensions.UNKNOWN] + [dimensions.UNKNOWN] * (dimensions.UNKNOWN in there)


def _pairs(counts: pd.DataFrame) -> list[tuple[str, str, int]]:
    """The cells of known categories that have somebody, the largest first."""
    cells = [
        (down, across, int(counts.at[down, across]))
        for down in counts.index
        for across in counts.columns
        if down != dimensions.UNKNOWN and across != dimensions.UNKNOWN and counts.at[down, across]
    ]
    return sorted(cells, key=lambda cell: -cell[2])


def _title(words: Words, cohort: Cohort, by: str, across: str, counts: pd.DataFrame, facts: dict[str, str]) -> str:
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


def _sentence(words: Words, cohort: Cohort, by: str, across: str, counts: pd.DataFrame, facts: dict[str, str]) -> str:
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
    known = counts.drop(index=dimensions.UNKNOWN, columns=dimensions.UNKNOWN, errors="ignore")
    empty = int((known.to_numpy() == 0).sum())
    if empty:
        said += " " + words.n(
            *NN_("{count} of {all} pairs has nobody.", "{count} of {all} pairs have nobody."),
            empty,
            all=words.number(known.size),
        )
    return said


def _table(words: Words, cohort: Cohort, by: str, across: str, counts: pd.DataFrame) -> pd.DataFrame:
    """A row for each pair, and for the totals of each row, each column, and all."""
    everybody = words.t(N_("Total"))
    down = {code: dimensions.name(words, cohort, by, code) for code in counts.index}
    along = {code: dimensions.name(words, cohort, across, code) for code in counts.columns}
    rows, columns, total = counts.sum(axis=1), counts.sum(axis=0), int(counts.to_numpy().sum())
    cells = [
        (down[row], along[column], int(people), rows[row], columns[column])
        for row, of_row in zip(counts.index, counts.to_numpy().tolist(), strict=True)
        for column, people in zip(counts.columns, of_row, strict=True)
    ]
    cells += [(down[row], everybody, int(rows[row]), rows[row], total) for row in counts.index]
    cells += [(everybody, along[column], int(columns[column]), total, columns[column]) for column in counts.columns]
    cells.append((everybody, everybody, total, total, total))
    table = pd.DataFrame(cells, columns=["down", "across", "people", "whole_row", "whole_column"])
    return table.assign(
        of_row=_percent(table["people"], table["whole_row"]), of_column=_percent(table["people"], table["whole_column"])
    ).drop(columns=["whole_row", "whole_column"])


def _percent(part: pd.Series, whole: pd.Series) -> pd.Series:
    """A share of nobody is none."""
    return (part / whole.where(whole > 0)).astype(float) * 100


def _figure(setting: Setting, cohort: Cohort, by: str, across: str, counts: pd.DataFrame) -> dict[str, Any]:
    words, look = setting.words, setting.look
    counts, names = _few(words, cohort, by, counts)
    along = [dimensions.label(words, cohort, across, code) for code in counts.columns]
    sums = counts.sum(axis=0).tolist()
    rows = []
    for (code, name), people in zip(names.items(), counts.to_numpy().tolist(), strict=True):
        whole = sum(people)
        rows.append(
            charts.HeatRow(
                label=f"{name}  {words.number(whole)}" if look.compact else f"{name}  <b>{words.number(whole)}</b>",
                values=people,
                texts=[words.number(count) for count in people],
                hovers=[
                    hover(f"{name}, {one}", words.n(*PEOPLE, count), *_shares(words, count, whole, of_column))
                    for one, count, of_column in zip(along, people, sums, strict=True)
                ],
                key=code,
            )
        )
    lettered = look.compact and len(along) > MOST_NAMED
    short = [textwrap.shorten(name, LONGEST, placeholder="…") for name in along]
    signs = list(zip(string.ascii_uppercase, short, strict=False)) if lettered else []
    headings = [
        [*textwrap.wrap(name, HEADING[look.compact]), f"<b>{words.number(people)}</b>"]
        for name, people in zip([sign for sign, _ in signs] or along, sums, strict=True)
    ]
    limits = [limit for limit in LIMITS if limit <= max(1, int(counts.to_numpy().max()))]
    while len(limits) >= SHADES:
        limits = [limits[0], *limits[1:][::-2][::-1]]
    return charts.heat_map(
        rows,
        ["<br>".join(lines) for lines in headings],
        charts.Classes(limits, [words.number(limit) for limit in limits]),
        look,
        missing_label=words.no_data,
        signs=signs,
    )


def _few(words: Words, cohort: Cohort, by: str, counts: pd.DataFrame) -> tuple[pd.DataFrame, dict[str, str]]:
    """The rows that are drawn and their names: of countries the largest, the others together, those not known last."""
    names = {code: dimensions.label(words, cohort, by, code) for code in counts.index}
    known = [code for code in counts.index if code != dimensions.UNKNOWN]
    if len(known) <= BARS + 1:
        return counts, names
    rest = known[BARS:]
    others = counts.loc[rest].sum(axis=0).to_frame("…").T
    shown = pd.concat([counts.loc[known[:BARS]], others, counts.loc[[c for c in counts.index if c not in known]]])
    names["…"] = words.n(*NN_("{count} other country", "{count} other countries"), len(rest))
    return shown, {code: names[code] for code in shown.index}


def _shares(words: Words, count: int, of_row: int, of_column: int) -> list[str]:
    return [
        words.t(text, share=words.percent(count / whole * 100))
        for text, whole in ((N_("{share} of the row"), of_row), (N_("{share} of the column"), of_column))
        if whole
    ]
