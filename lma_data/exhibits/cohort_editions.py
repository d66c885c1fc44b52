"""The same mix in earlier editions: shares, edition by edition, years to scale."""

from __future__ import annotations

import textwrap
from typing import Any, NamedTuple

import pandas as pd

from lma_data import charts
from lma_data.charts import theme
from lma_data.cohort import Cohort, dimensions
from lma_data.exhibits.base import Answer, Column, Setting, exhibit, nothing
from lma_data.exhibits.cohort_counts import amount, constituents, nobody, numbers
from lma_data.exhibits.cohort_parameters import BY, WHO
from lma_data.exhibits.cohort_shared import earlier_sources
from lma_data.exhibits.shared import PEOPLE, hover, some_years
from lma_data.i18n import N_, Words

PANELS = 12  # that are drawn; the rest is in the table
PANEL = (240, 230)  # px; on a phone
NAME_LINE = 38  # characters in a line of a panel's name
YEAR = 365.25  # days


class Edition(NamedTuple):
    """One edition: its place on the axis, its name in full and in short, and its people by category, "" for not known."""

    when: float
    name: str
    cohort: Cohort
    counts: dict[str, int]

    @property
    def people(self) -> int:
        return sum(self.counts.values())

    @property
    def is_known(self) -> bool:
        """Whether the dimension is known of anybody: an edition of whose people nothing is known has no shares."""
        return self.people > self.counts.get(dimensions.UNKNOWN, 0)

    @property
    def year(self) -> int:
        return self.cohort.course.start.year

    def share(self, *codes: str) -> float | None:
        return sum(self.counts.get(code, 0) for code in codes) / self.people * 100 if self.is_known else None


@exhibit(
    "cohort/editions",
    question=N_("How does the mix compare with earlier editions?"),
    datasets=(),
    parameters=(BY, WHO),
)
def editions(setting: Setting, cohort: Cohort, by: str, who: str) -> Answer:
    words = setting.words
    if not cohort.earlier:
        if not cohort.size:
            return nobody(words, cohort, "everybody")
        return nothing(
            words.t(N_("The store has no earlier edition")),
            words.t(
                N_("Import the exports of an earlier edition, with its own course, and it will stand beside this one.")
            ),
        )
    found = _editions(words, cohort, by, who)
    own, known = found[-1], [one for one in found if one.is_known]
    if not own.people:
        return nobody(words, cohort, who)
    facts = {
        "dimension": words.t(dimensions.DIMENSIONS[by]),
        "editions": words.list([_named(words, one) for one in found]),
    }
    if not known:
        return nothing(
            words.t(N_("{dimension} is known of nobody in any edition"), **facts),
            words.t(N_("No file says it in: {editions}."), **facts),
        )
    codes = _codes(by, found)
    return Answer(
        title=_title(words, cohort, by, codes, found, facts),
        subtitle=words.t(
            N_("{dimension}: share of everybody counted in each edition, in %. {who}. {editions}."),
            who=words.t(dimensions.POPULATIONS[who]),
            **facts,
        ),
        sentence=_sentence(words, cohort, by, codes, known),
        table=_table(words, by, codes, found),
        columns=[
            Column("edition", N_("Edition")),
            Column("name", dimensions.DIMENSIONS[by]),
            Column("people", N_("People"), "count"),
            Column("share", N_("Share in %"), "percent", 1),
            Column("counted", N_("People in the edition"), "count"),
        ],
        figure=_figure(setting, by, codes, found),
        notes=_notes(words, codes, found),
    )


def _editions(words: Words, cohort: Cohort, by: str, who: str) -> list[Edition]:
    """From the first to this one. Their places are their days from this one's start, in years: to scale."""
    start = cohort.course.start
    return [
        Edition(
            start.year + (one.course.start - start).days / YEAR,
            one.course.edition[words.lang],
            one,
            numbers(one, by, who),
        )
        for one in [*reversed(cohort.earlier), cohort]
    ]


def _named(words: Words, one: Edition) -> str:
    return words.t(N_("{edition}: {people}"), edition=one.name, people=words.n(*PEOPLE, one.people))


def _codes(by: str, found: list[Edition]) -> list[str]:
    """The categories that anybody had in any edition, in their order; by size where they have none. Not known last."""
    there = {code for one in found for code, people in one.counts.items() if people}
    sizes = {code: [one.counts.get(code, 0) for one in reversed(found)] for code in there}
    listed = [code for one in reversed(found) for code in dimensions.codes(one.cohort, by)]
    places = {code: place for place, code in enumerate(dict.fromkeys(listed))} if by != "country" else {}
    ordered = sorted(there, key=lambda code: (places.get(code, len(places)), [-people for people in sizes[code]], code))
    return [code for code in ordered if code != dimensions.UNKNOWN] + [dimensions.UNKNOWN] * (
        dimensions.UNKNOWN in there
    )


def _name(words: Words, by: str, code: str, found: list[Edition], short: bool = False) -> str:
    """By the newest edition whose course has the category."""
    own = next((one for one in reversed(found) if code in one.counts), found[-1]).cohort
    return (dimensions.label if short else dimensions.name)(words, own, by, code)


def _title(words: Words, cohort: Cohort, by: str, codes: list[str], found: list[Edition], facts: dict[str, str]) -> str:
    """The tripartite constituents, or the category that moved most, now and in the edition before."""
    own = found[-1]
    before = next((one for one in reversed(found[:-1]) if one.is_known), None)
    if not own.is_known:
        return words.t(N_("{dimension} is known of nobody in this edition"), **facts)
    if before is None:
        return words.t(N_("{dimension} is known of nobody in earlier editions"), **facts)
    meant = constituents(cohort) if by == "audience" else ()
    if meant:
        name = words.t(N_("Governments, workers and employers"))
    else:
        # `or 0`: both are known
        meant = (
            max(
                (code for code in codes if code != dimensions.UNKNOWN),
                key=lambda code: abs((own.share(code) or 0) - (before.share(code) or 0)),
            ),
        )
        name = _name(words, by, meant[0], found)
    return words.t(
        N_("{name}: {now}, after {before} in the edition before"),
        name=name,
        now=words.percent(own.share(*meant), 0),
        before=words.percent(before.share(*meant), 0),
    )


def _sentence(words: Words, cohort: Cohort, by: str, codes: list[str], known: list[Edition]) -> str:
    """Edition by edition, the newest first: the constituents, or the three largest categories of this one."""
    ranked = [code for code in codes if code != dimensions.UNKNOWN]
    newest = known[-1].counts
    told = (constituents(cohort) if by == "audience" else ()) or sorted(ranked, key=lambda c: -newest.get(c, 0))[:3]
    said = []
    for one in reversed(known):
        shares = [
            f"{_name(words, by, code, known)}\u00a0{amount(words, one.counts.get(code, 0), one.share(code) or 0)}"
            for code in told
        ]
        said.append(words.t(N_("{edition}: {categories}."), edition=_named(words, one), categories=words.list(shares)))
    return " ".join(said)


def _table(words: Words, by: str, codes: list[str], found: list[Edition]) -> pd.DataFrame:
    """A row for each edition and category; an edition that does not have the field has no figure but its people."""
    rows = [
        {
            "edition": one.name,
            "name": _name(words, by, code, found),
            "people": one.counts.get(code, 0) if one.is_known or code == dimensions.UNKNOWN else None,
            "share": one.share(code),
            "counted": one.people,
        }
        for one in reversed(found)
        for code in codes
    ]
    table = pd.DataFrame(rows)
    return table.assign(people=table["people"].astype("Int64"), share=table["share"].astype(float))


def _figure(setting: Setting, by: str, codes: list[str], found: list[Edition]) -> dict[str, Any]:
    """A panel for each category on one scale; each edition a point."""
    words, colours = setting.words, theme.palette(setting.look)
    panels = []
    for code in codes[:PANELS]:
        shares = [one.share(code) for one in found]
        line = charts.Line(
            label="",
            years=[one.when for one in found],
            values=shares,
            hovers=[_hover(words, by, code, one, found) for one in found],
            colour=colours.quiet if code == dimensions.UNKNOWN else colours.series[0],
            texts=["" if share is None else words.percent(share, 0) for share in shares],
        )
        name = textwrap.wrap(_name(words, by, code, found, short=True), NAME_LINE, max_lines=2, placeholder=" …")
        panels.append(("<br>".join(name), [line]))
    figure = charts.small_multiples(
        panels,
        setting.look,
        tick=lambda value: words.percent(value, 0),
        years=some_years(setting, [one.year for one in found], most=5),
        side_by_side=(3, 1),
        height=PANEL[setting.look.compact],
        missing_label=words.no_data,
    )
    return _with_room(figure, found[0].when, found[-1].when)


def _with_room(figure: dict[str, Any], first: float, last: float) -> dict[str, Any]:
    """Room above the highest point for what is written there, and beside the years no more than it takes."""
    for name, axis in figure["layout"].items():
        if name.startswith("yaxis"):
            axis["range"] = [axis["range"][0], axis["range"][1] * 1.25]
        elif name.startswith("xaxis"):
            room = max(0.4, (last - first) * 0.12)
            axis["range"] = [first - room, last + room]
    for annotation in figure["layout"]["annotations"]:
        annotation["align"] = "left"
    figure["layout"]["margin"]["t"] += 16
    figure["layout"]["height"] += 16
    return figure


def _hover(words: Words, by: str, code: str, one: Edition, found: list[Edition]) -> str:
    people = one.counts.get(code, 0)
    return hover(
        _name(words, by, code, found),
        one.name,
        words.t(N_("{count} of {people}"), count=words.number(people), people=words.n(*PEOPLE, one.people)),
        *([words.percent(one.share(code))] if one.is_known else []),
    )


def _notes(words: Words, codes: list[str], found: list[Edition]) -> list[str]:
    without = [one.name for one in found if not one.is_known]
    unknown = [
        words.t(N_("{edition}: {people}"), edition=one.name, people=words.number(one.counts[dimensions.UNKNOWN]))
        for one in found
        if one.is_known and one.counts.get(dimensions.UNKNOWN)
    ]
    notes = [
        words.t(
            N_("Editions in which it is not known of anybody have no figure: {editions}."), editions=words.list(without)
        )
    ]
    more = [words.t(N_("Not known, and in the total: {editions}."), editions=words.list(unknown))]
    rest = [words.t(N_("The chart has {count} of {all} categories; the table has all."), count=PANELS, all=len(codes))]
    return [
        *(notes if without else []),
        *(more if unknown else []),
        *(rest if len(codes) > PANELS else []),
        *earlier_sources(words, [one.cohort for one in reversed(found[:-1])]),
    ]
