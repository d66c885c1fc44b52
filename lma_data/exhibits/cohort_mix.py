"""The mix of a cohort by one dimension: the tripartite balance, a ranking of any other, countries on a map."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import Any

from lma_data import charts
from lma_data.charts import theme
from lma_data.cohort import Cohort, dimensions
from lma_data.exhibits.base import Answer, Column, Setting, exhibit
from lma_data.exhibits.cohort_counts import (
    Category,
    Counted,
    amount,
    cannot_say,
    constituents,
    counted,
    numbers,
    undecided,
    unknown_note,
)
from lma_data.exhibits.cohort_parameters import BY, WHO
from lma_data.exhibits.shared import BARS, MAP_NOTE, NAMED, PEOPLE, each, hover
from lma_data.i18n import N_, NN_, Words
from lma_data.warehouse import ask, kept

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
)  # people of a country with which a shade begins
SHADES = 7
LABEL_LINE = 22  # characters in a line of a label on a phone
FEW = 6  # categories that a sentence names all


@exhibit("cohort/mix", question=N_("Who is in the cohort?"), datasets=(), parameters=(BY, WHO))
def mix(setting: Setting, cohort: Cohort, by: str, who: str) -> Answer:
    words = setting.words
    found = counted(words, cohort, by, who, in_order=by in IN_ORDER)
    if (empty := cannot_say(words, cohort, by, who, found)) is not None:
        return empty
    tripartite = found.of(constituents(cohort)) if by == "audience" else []
    people = words.n(*PEOPLE, found.people)
    said = _tripartite(words, found, tripartite) if tripartite else _largest(words, by, found)
    return Answer(
        title=said[0],
        subtitle=words.t(
            N_("{dimension}: number of people, and share of all {people} in %. {who}."),
            dimension=words.t(dimensions.DIMENSIONS[by]),
            people=people,
            who=words.t(dimensions.POPULATIONS[who]),
        ),
        sentence=said[1],
        table=found.table,
        columns=[
            Column("name", dimensions.DIMENSIONS[by]),
            Column("people", N_("People"), "count"),
            Column("share", N_("Share in %"), "percent", 1),
        ],
        figure=_bars(setting, by, found, [row.category for row in tripartite]),
        notes=[*unknown_note(words, by, found), *undecided(words, cohort, who)],
    )


def _tripartite(words: Words, found: Counted, rows: list[Category]) -> tuple[str, str]:
    """Title and sentence of the audience: the constituents of the ILO first, the other groups by size after them."""
    together = sum(row.people for row in rows)
    facts = {
        "share": words.percent(together / found.people * 100, 0),
        "people": words.n(*PEOPLE, found.people),
        "together": words.number(together),
        "constituents": words.list([_said(words, row) for row in rows]),
    }
    others = _ranked([row for row in found.known if row not in rows])
    sentence = words.t(
        N_("Tripartite constituents: {constituents}; together {together} of {people}, {share}."), **facts
    )
    if others:
        sentence += " " + words.t(
            N_("Other groups: {others}."), others=words.list([_said(words, row) for row in others])
        )
    return words.t(N_("Governments, workers and employers: {share} of {people}"), **facts), sentence


def _ranked(rows: list[Category]) -> list[Category]:
    """Those that somebody is of, the largest first."""
    return sorted((row for row in rows if row.people), key=lambda row: -row.people)


def _largest(words: Words, by: str, found: Counted) -> tuple[str, str]:
    """Title and sentence of any other dimension: who is largest, alone or with others of the same size."""
    known = _ranked(found.known)
    first = [row for row in known if row.people == known[0].people]
    facts = {
        "dimension": words.t(dimensions.DIMENSIONS[by]),
        "first": words.list([row.name for row in first[:NAMED]]),
        "share": words.percent(known[0].share, 0),
        "people": words.n(*PEOPLE, found.people),
        "largest": words.list([_said(words, row) for row in known[: NAMED if len(known) > FEW else FEW]]),
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


def _said(words: Words, row: Category) -> str:
    return f"{row.name}\u00a0{amount(words, row.people, row.share)}"


def _bars(setting: Setting, by: str, found: Counted, chosen: Sequence[str]) -> dict[str, Any]:
    """Bars in the order of the rows, those who are not known last and grey."""
    words = setting.words
    shown = [*found.known[:BARS], *found.of((dimensions.UNKNOWN,))]
    texts = [amount(words, row.people, row.share) for row in shown]
    hovers = [_hover(words, row) for row in shown]
    if by == "gender":
        return charts.category_bars(
            [
                charts.Category(row.label, row.people, text, said, _gender(setting, row.category))
                for row, text, said in zip(shown, texts, hovers, strict=True)
            ],
            setting.look,
        )
    return charts.ranked_bars(
        [_fitting(row.label) if setting.look.compact else row.label for row in shown],
        [row.people for row in shown],
        texts,
        hovers,
        setting.look,
        keys=[row.category for row in shown],
        chosen=chosen,
        apart=[dimensions.UNKNOWN],
    )


def _hover(words: Words, row: Category) -> str:
    return hover(row.name, words.n(*PEOPLE, row.people), words.percent(row.share))


def _gender(setting: Setting, code: str) -> str:
    role = GENDERS.get(code)
    return theme.colour(role, setting.look) if role else theme.palette(setting.look).other


def _fitting(label: str) -> str:
    """What of a label fits into two lines on a phone; hover and sentence have all of it."""
    return " ".join(textwrap.wrap(label, LABEL_LINE, max_lines=2, placeholder="…"))


@exhibit("cohort/map", question=N_("Where do the people of the cohort come from?"), datasets=(), parameters=(WHO,))
def cohort_map(setting: Setting, cohort: Cohort, who: str) -> Answer:
    words = setting.words
    found = counted(words, cohort, "country", who)
    if (empty := cannot_say(words, cohort, "country", who, found)) is not None:
        return empty
    countries = words.n(*NN_("{count} country", "{count} countries"), len(found.known))
    regions = sum(people > 0 for code, people in numbers(cohort, "region", who).items() if code != dimensions.UNKNOWN)
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
            largest=words.list([_said(words, row) for row in found.known[:NAMED]]),
        ),
        table=found.table,
        columns=[
            Column("name", N_("Country")),
            Column("people", N_("People"), "count"),
            Column("share", N_("Share in %"), "percent", 1),
        ],
        figure=_map(setting, found.known),
        notes=[*unknown_note(words, "country", found), *undecided(words, cohort, who), words.t(MAP_NOTE)],
    )


def _map(setting: Setting, rows: list[Category]) -> dict[str, Any]:
    """Countries by the number of their people, in classes; a country without anybody is blank."""
    words = setting.words
    hovers = [_hover(words, row) for row in rows]
    places = _small_states()
    points = [
        (row.category, *places[row.category], float(row.people), text)
        for row, text in zip(rows, hovers, strict=True)
        if row.category in places
    ]
    limits = [limit for limit in LIMITS[1:] if limit <= max(row.people for row in rows)]
    while len(limits) + 1 >= SHADES:  # the lightest is too near to nobody's
        limits = [limits[0], *limits[1:][::-2][::-1]]
    return charts.world_map(
        [row.category for row in rows],
        [row.people for row in rows],
        hovers,
        points,
        charts.Classes(limits, [words.number(limit) for limit in limits], lowest=words.number(LIMITS[0])),
        setting.look,
        missing_label=words.t(N_("nobody")),
    )


@kept
def _small_states() -> dict[str, tuple[float, float]]:
    """Longitude and latitude of the States that are too small to see."""
    rows = ask("cohort/world_countries")
    return {row.area: (row.lon, row.lat) for row in each(rows[rows["small"] & rows["lon"].notna()])}


@exhibit(
    "cohort/countries",
    question=N_("From which countries do most people of the cohort come?"),
    datasets=(),
    parameters=(WHO,),
)
def countries(setting: Setting, cohort: Cohort, who: str) -> Answer:
    return mix(setting, cohort, "country", who)
