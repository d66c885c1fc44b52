"""Corridor: how many people from one country live in the other, both ways, and where the corridor stands among others."""

from __future__ import annotations

from typing import Any

import pandas as pd

from lma_data import areas, catalog, charts
from lma_data.charts import theme
from lma_data.exhibits.base import Answer, Column, Setting, exhibit, nothing
from lma_data.exhibits.corridor_ends import (
    ENDS,
    arrow,
    directions,
    largest_and,
    no_corridor,
    of_direction,
    placed,
    some_years,
)
from lma_data.exhibits.parameters import STOCK_YEAR
from lma_data.exhibits.shared import each, hover
from lma_data.i18n import N_, NN_, Words
from lma_data.warehouse import ask

PAIRS = "undesa/migrant-stock-2024-bilateral"
PERSONS = NN_("{count} person", "{count} persons")

# How a line is drawn, its name, and its sign in the legend: a form for each, so that colour is not the only sign.
SEXES = (
    ("migrants", N_("Women and men"), "●"),
    ("female", N_("Women"), "■"),
    ("male", N_("Men"), "◆"),
)


@exhibit(
    "corridor/migrants",
    question=N_("How many people from each of the two countries live in the other, and how has their number moved?"),
    datasets=(PAIRS,),
    parameters=ENDS,
)
def migrants(setting: Setting, origin: str, destination: str) -> Answer:
    words = setting.words
    if origin == destination:
        return no_corridor(words, origin)
    rows = ask("corridor/migrants", origin=origin, destination=destination)
    beware = catalog.passport(PAIRS).caveat("incomplete-coverage", words.lang)
    if rows.empty:
        return nothing(
            words.t(
                N_("{corridor}: no data on migrants in either direction"), corridor=arrow(words, origin, destination)
            ),
            words.t(N_("UN DESA’s estimates do not name this pair; their number is unknown, which is not zero."))
            + " "
            + beware,
        )
    ways = directions(origin, destination)
    return Answer(
        title=words.t(N_("{ways} ({year})"), ways=_newest(words, rows, ways), year=rows["year"].max()),
        subtitle=words.t(
            N_("People who live in the second country and come from the first, at mid-year, by sex. {who}"),
            who=catalog.passport(PAIRS).counted[words.lang],
        ),
        sentence=" ".join(_movement(words, rows, *way) for way in ways),
        table=rows,
        columns=[
            Column("origin", N_("Country of origin"), "area"),
            Column("destination", N_("Country of destination"), "area"),
            Column("year", N_("Year"), "year"),
            Column("migrants", N_("Migrants"), "count"),
            Column("female", N_("Women"), "count"),
            Column("male", N_("Men"), "count"),
        ],
        figure=charts.small_multiples(
            [(arrow(words, *way), _lines(setting, of_direction(rows, *way))) for way in ways],
            setting.look,
            tick=words.axis,
            years=some_years(setting, rows["year"].tolist()),
            signs=[(sign, words.t(name), _colour(column, setting)) for column, name, sign in SEXES],
            height=300,
            missing_label=words.no_data,
        ),
        notes=[beware, catalog.passport(PAIRS).caveat("mixed-definitions", words.lang)],
    )


def _newest(words: Words, rows: pd.DataFrame, ways: tuple[tuple[str, str], ...]) -> str:
    """Both directions with their newest figures."""
    written = []
    for way in ways:
        known = of_direction(rows, *way)
        count = words.short(known["migrants"].iloc[-1]) if len(known) else words.no_data
        written.append(f"{arrow(words, *way)}{words.t(N_(': '))}{count}")
    return words.t(N_("; ")).join(written)


def _movement(words: Words, rows: pd.DataFrame, origin: str, destination: str) -> str:
    """One direction in words: from the first to the last year, and women's part."""
    known = of_direction(rows, origin, destination)
    corridor = arrow(words, origin, destination)
    if known.empty:
        return words.t(N_("{corridor}: no data, which is not zero."), corridor=corridor)
    first, last = known.iloc[0], known.iloc[-1]
    facts = {
        "corridor": corridor,
        "first": words.short(first["migrants"]),
        "first_year": first["year"],
        "last": words.short(last["migrants"]),
        "last_year": last["year"],
    }
    if not last["migrants"]:
        return words.t(N_("{corridor}: {first} people in mid-{first_year}, {last} in mid-{last_year}."), **facts)
    return words.t(
        N_("{corridor}: {first} people in mid-{first_year}, {last} in mid-{last_year}, of whom {women} are women."),
        women=words.percent(100 * last["female"] / last["migrants"], 0),
        **facts,
    )


def _colour(column: str, setting: Setting) -> str:
    roles = {"female": "women", "male": "men"}
    return theme.colour(roles[column], setting.look) if column in roles else theme.palette(setting.look).quiet


def _lines(setting: Setting, rows: pd.DataFrame) -> list[charts.Line]:
    """Women, men, and both together with the last figure written at its point."""
    words = setting.words
    return [
        charts.Line(
            words.t(name),
            rows["year"].tolist(),
            rows[column].tolist(),
            [
                hover(
                    words.t(name),
                    words.n(*PERSONS, getattr(row, column)),
                    str(row.year),
                )
                for row in each(rows)
            ],
            _colour(column, setting),
            style,
            texts=_last(words, rows[column]) if column == "migrants" else (),
        )
        for style, (column, name, _) in enumerate(SEXES)
    ]


def _last(words: Words, values: pd.Series) -> list[str]:
    return [*([""] * (len(values) - 1)), f"<b>{words.short(values.iloc[-1])}</b>"] if len(values) else []


@exhibit(
    "corridor/in-context",
    question=N_(
        "Where does the corridor stand among all that lead from the one country, and among all into the other?"
    ),
    datasets=(PAIRS, "undesa/migrant-stock-2024-origin", "undesa/migrant-stock-2024"),
    parameters=(*ENDS, STOCK_YEAR),
)
def in_context(setting: Setting, origin: str, destination: str, year: int) -> Answer:
    words = setting.words
    if origin == destination:
        return no_corridor(words, origin)
    rows = ask("corridor/in_context", origin=origin, destination=destination, year=year)
    facts = {"corridor": arrow(words, origin, destination), "year": year}
    sides = {"origin": (origin, destination), "destination": (destination, origin)}
    of_sides = {side: rows[rows["side"] == side] for side in sides}
    if rows.empty:
        return nothing(
            words.t(N_("{corridor}: no data on migrants by origin and destination ({year})"), **facts),
            words.t(N_("UN DESA’s estimates name neither destinations of the one country nor origins of the other.")),
        )
    of_whom = {side: words.t(SIDES[side], area=areas.name(ends[0], words.lang)) for side, ends in sides.items()}
    return Answer(
        title=_context_title(words, of_sides, origin, destination, facts),
        subtitle=words.t(
            N_(
                "International migrants, all ages, mid-{year}, and their share of all migrants from the one country and "
                "of all migrants in the other; the largest, and the corridor itself."
            ),
            **facts,
        ),
        sentence=" ".join(_standing(words, of_sides[side], side, *ends) for side, ends in sides.items()),
        table=rows.assign(side=rows["side"].map(of_whom)),
        columns=[
            Column("side", N_("Of whom")),
            Column("area", N_("Country or territory at the other end"), "area"),
            Column("place", N_("Rank"), "count"),
            Column("migrants", N_("Migrants"), "count"),
            Column("share", N_("Share (%)"), "percent", 1),
        ],
        figure=charts.ranking_panels(
            [_ranking(setting, of_sides[side], side, *ends) for side, ends in sides.items()], setting.look
        ),
        notes=[catalog.passport(PAIRS).caveat("incomplete-coverage", words.lang)],
    )


SIDES = {"origin": N_("{area}: people from here, by destination"), "destination": N_("{area}: people here, by origin")}


NOT_AMONG = {
    "origin": NN_(
        "{area}: UN DESA’s estimates name {count} destination of those who left, and it is not {other}.",
        "{area}: UN DESA’s estimates name {count} destinations of those who left; {other} is not among them.",
    ),
    "destination": NN_(
        "{area}: UN DESA’s estimates name {count} origin of those who came, and it is not {other}.",
        "{area}: UN DESA’s estimates name {count} origins of those who came; {other} is not among them.",
    ),
}


def _context_title(
    words: Words, of_sides: dict[str, pd.DataFrame], origin: str, destination: str, facts: dict[str, Any]
) -> str:
    """The shares of the corridor on both sides, where anybody of it is known."""
    left = of_sides["origin"][of_sides["origin"]["area"] == destination]
    came = of_sides["destination"][of_sides["destination"]["area"] == origin]
    if left.empty or came.empty:
        return words.t(N_("{corridor}: no estimate of the number of migrants ({year})"), **facts)
    return words.t(
        N_("{corridor}: {left} of emigrants, {came} of immigrants ({year})"),
        left=words.percent(left["share"].iloc[0]),
        came=words.percent(came["share"].iloc[0]),
        **facts,
    )


def _standing(words: Words, rows: pd.DataFrame, side: str, area: str, other: str) -> str:
    """One side in words: the rank and share of the corridor, and who is first."""
    facts = {"area": areas.name(area, words.lang), "other": areas.name(other, words.lang)}
    if rows.empty:
        return words.t(N_("{area}: no data on the other ends."), **facts)
    first = rows.iloc[0]
    facts |= {
        "number": words.number(len(rows)),
        "first": areas.name(first["area"], words.lang),
        "first_share": words.percent(first["share"]),
    }
    found = rows[rows["area"] == other]
    if found.empty:
        return words.n(*NOT_AMONG[side], len(rows), area=facts["area"], other=facts["other"])
    one = found.iloc[0]
    texts = {
        "origin": N_(
            "{area}: of {number} destinations, no. {place} is {other} with {count} people, {share} of all emigrants; "
            "no. 1 is {first} ({first_share})."
        ),
        "destination": N_(
            "{area}: of {number} origins, no. {place} is {other} with {count} people, {share} of all immigrants; "
            "no. 1 is {first} ({first_share})."
        ),
    }
    return words.t(
        texts[side],
        place=words.number(one["place"]),
        count=words.short(one["migrants"]),
        share=words.percent(one["share"]),
        **facts,
    )


def _ranking(setting: Setting, rows: pd.DataFrame, side: str, area: str, other: str) -> charts.Ranking:
    words = setting.words
    shown = largest_and(rows, "area", other)
    keys = [f"{area}-{key}" if side == "origin" else f"{key}-{area}" for key in shown["area"]]
    return charts.Ranking(
        name=words.t(SIDES[side], area=areas.label(area, words.lang)),
        labels=[placed(words, row.place, row.area) for row in each(shown)],
        values=shown["migrants"].tolist(),
        texts=[words.percent(share) for share in shown["share"]],
        hovers=[
            hover(
                areas.name(row.area, words.lang),
                words.n(*PERSONS, row.migrants),
                words.t(N_("{share} of all"), share=words.percent(row.share)),
            )
            for row in each(shown)
        ],
        keys=keys,
        meant=shown["area"].tolist().index(other) if other in set(shown["area"]) else None,
        nothing=words.no_data,
    )
