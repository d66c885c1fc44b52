"""The mix of a cohort by one dimension: the tripartite balance, a ranking of any other, countries on a map."""

from __future__ import annotations

import textwrap
from typing import Any

import pandas as pd

from lma_data import charts
from lma_data.charts import theme
from lma_data.cohort import Cohort, dimensions
from lma_data.exhibits.base import Answer, Column, Setting, exhibit
from lma_data.exhibits.cohort_counts import (
    PEOPLE,
    Counted,
    amount,
    cannot_say,
    constituents,
    counted,
    undecided,
    unknown_note,
)
from lma_data.exhibits.cohort_parameters import BY, WHO
from lma_data.exhibits.shared import BARS, MAP_NOTE, NAMED, each, hover
from lma_data.i18n import N_, NN_, Words
from lma_data.warehouse import ask

IN_ORDER = ("audience", "experience")  # whose categories have an order that says more than their size
GENDERS = {"female": "women", "male": "men"}  # the roles of their colours
LIMITS = (
    1,
    2,
    3,
    5,
    10,
    20,
    50,
    100,
    200,
    500,
    1000,
)  # people of a country, between two shades: the lightest is nobody's
SHADES = 7
LABEL_LINE = 22  # characters in a line of a label on a phone
FEW = 6  # categories that a sentence names all


@exhibit("cohort/mix", question=N_("Who is in the cohort?"), datasets=(), parameters=(BY, WHO))
def mix(setting: Setting, cohort: Cohort, by: str, who: str) -> Answer:
    words = setting.words
    found = counted(words, cohort, by, who, in_order=by in IN_ORDER)
    if (empty := cannot_say(words, cohort, by, who, found)) is not None:
        return empty
    tripartite = found.of(constituents(cohort)) if by == "audience" else found.rows.head(0)
    people = words.n(*PEOPLE, found.people)
    said = _tripartite(words, found, tripartite) if len(tripartite) else _largest(words, by, found)
    return Answer(
        title=said[0],
        subtitle=words.t(
            N_("{dimension}: number of people, and share of all {people} in %. {who}."),
            dimension=words.t(dimensions.DIMENSIONS[by]),
            people=people,
            who=words.t(dimensions.POPULATIONS[who]),
        ),
        sentence=said[1],
        table=found.rows,
        columns=[
            Column("name", dimensions.DIMENSIONS[by]),
            Column("people", N_("People"), "count"),
            Column("share", N_("Share in %"), "percent", 1),
        ],
        figure=_bars(setting, by, found, tuple(tripartite["category"])),
        notes=[*unknown_note(words, by, found), *undecided(words, cohort, who)],
    )


def _tripartite(words: Words, found: Counted, rows: pd.DataFrame) -> tuple[str, str]:
    """Title and sentence of the audience: the constituents of the ILO first, the other groups by size after them."""
    together = int(rows["people"].sum())
    facts = {
        "share": words.percent(together / found.people * 100, 0),
        "people": words.n(*PEOPLE, found.people),
        "together": words.number(together),
        "constituents": words.list([_said(words, row) for row in each(rows)]),
    }
    others = found.known[~found.known["category"].isin(rows["category"]) & (found.known["people"] > 0)]
    sentence = words.t(
        N_("Tripartite constituents: {constituents}; together {together} of {people}, {share}."), **facts
    )
    if len(others):
        ranked = others.sort_values("people", ascending=False, kind="stable")
        sentence += " " + words.t(
            N_("Other groups: {others}."), others=words.list([_said(words, row) for row in each(ranked)])
        )
    return words.t(N_("Governments, workers and employers: {share} of {people}"), **facts), sentence


def _largest(words: Words, by: str, found: Counted) -> tuple[str, str]:
    """Title and sentence of any other dimension: who is largest, alone or with others of the same size."""
    known = found.known.sort_values("people", ascending=False, kind="stable")
    known = known[known["people"] > 0]
    first = known[known["people"] == known["people"].iloc[0]]
    facts = {
        "dimension": words.t(dimensions.DIMENSIONS[by]),
        "first": words.list(first["name"].tolist()),
        "share": words.percent(first["share"].iloc[0], 0),
        "people": words.n(*PEOPLE, found.people),
        "largest": words.list([_said(words, row) for row in each(known.head(NAMED if len(known) > FEW else FEW))]),
        "count": words.number(len(known)),
    }
    if len(first) == 1:
        title = words.t(N_("{first}: {share} of {people}"), **facts)
    elif len(first) <= NAMED:
        title = words.t(N_("{first}: {share} each of {people}"), **facts)
    else:
        title = words.t(N_("{dimension}: no category has more than {share} of {people}"), **facts)
    sentence = words.t(N_("{dimension} of {people}, the largest first: {largest}."), **facts)
    if found.unknown:
        sentence += " " + words.t(N_("Not known: {count}."), count=words.number(found.unknown))
    return title, sentence


def _said(words: Words, row: Any) -> str:
    return f"{row.name}\u00a0{amount(words, row.people, row.share)}"


def _bars(setting: Setting, by: str, found: Counted, chosen: tuple[str, ...]) -> dict[str, Any]:
    """Bars in the order of the rows, those who are not known last and grey."""
    words = setting.words
    shown = pd.concat([found.known.head(BARS), found.of((dimensions.UNKNOWN,))])
    texts = [amount(words, row.people, row.share) for row in each(shown)]
    hovers = [hover(row.name, words.n(*PEOPLE, row.people), words.percent(row.share)) for row in each(shown)]
    if by == "gender":
        colours = theme.palette(setting.look)
        return charts.category_bars(
            [
                charts.Category(
                    row.label,
                    row.people,
                    text,
                    said,
                    theme.colour(GENDERS[row.category], setting.look) if row.category in GENDERS else colours.other,
                )
                for row, text, said in zip(each(shown), texts, hovers, strict=True)
            ],
            setting.look,
        )
    return charts.ranked_bars(
        [_fitting(label) if setting.look.compact else label for label in shown["label"]],
        shown["people"].tolist(),
        texts,
        hovers,
        setting.look,
        keys=shown["category"].tolist(),
        chosen=chosen,
        apart=[dimensions.UNKNOWN],
    )


def _fitting(label: str) -> str:
    """What of a label fits into two lines on a phone; hover and sentence have all of it."""
    return " ".join(textwrap.wrap(label, LABEL_LINE, max_lines=2, placeholder="…"))


@exhibit("cohort/map", question=N_("Where do the people of the cohort come from?"), datasets=(), parameters=(WHO,))
def cohort_map(setting: Setting, cohort: Cohort, who: str) -> Answer:
    words = setting.words
    found = counted(words, cohort, "country", who)
    if (empty := cannot_say(words, cohort, "country", who, found)) is not None:
        return empty
    rows = found.known.merge(ask("cohort/world_countries"), left_on="category", right_on="area", how="left")
    countries = words.n(*NN_("{count} country", "{count} countries"), len(rows))
    regions = int((counted(words, cohort, "region", who).known["people"] > 0).sum())
    first = each(rows.head(NAMED))
    return Answer(
        title=words.n(
            *NN_("{countries} in {count} region of the world", "{countries} in {count} regions of the world"),
            regions,
            countries=countries,
        ),
        subtitle=words.t(
            N_("Number of people by country, {people}. {who}. Points: States too small to see."),
            people=words.n(*PEOPLE, found.people),
            who=words.t(dimensions.POPULATIONS[who]),
        ),
        sentence=words.t(
            N_("{people} come from {countries}; the largest numbers: {largest}."),
            people=words.n(*PEOPLE, found.people - found.unknown),
            countries=countries,
            largest=words.list([_said(words, row) for row in first]),
        ),
        table=found.rows,
        columns=[
            Column("name", N_("Country")),
            Column("people", N_("People"), "count"),
            Column("share", N_("Share in %"), "percent", 1),
        ],
        figure=_map(setting, rows),
        notes=[*unknown_note(words, "country", found), *undecided(words, cohort, who), words.t(MAP_NOTE)],
    )


def _map(setting: Setting, rows: pd.DataFrame) -> dict[str, Any]:
    """Countries by the number of their people, in classes; a country without anybody is blank."""
    words = setting.words
    hovers = [hover(row.name, words.n(*PEOPLE, row.people), words.percent(row.share)) for row in each(rows)]
    points = [
        (row.category, row.lon, row.lat, row.people, text)
        for row, text in zip(each(rows), hovers, strict=True)
        if row.small is True and row.lon == row.lon
    ]
    limits = [limit for limit in LIMITS if limit <= rows["people"].max()]
    while len(limits) >= SHADES:
        limits = [limits[0], *limits[1:][::-2][::-1]]
    return charts.world_map(
        rows["category"].tolist(),
        rows["people"].tolist(),
        hovers,
        points,
        charts.Classes(limits, [words.number(limit) for limit in limits]),
        setting.look,
        missing_label=words.t(N_("nobody")),
    )


@exhibit(
    "cohort/countries",
    question=N_("From which countries do most people of the cohort come?"),
    datasets=(),
    parameters=(WHO,),
)
def countries(setting: Setting, cohort: Cohort, who: str) -> Answer:
    return mix(setting, cohort, "country", who)
