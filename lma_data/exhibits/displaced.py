"""The displaced: what is inside UNHCR's total of forcibly displaced people, and how its groups have moved."""

from __future__ import annotations

import datetime
from functools import cache
from itertools import dropwhile
from typing import Any, NamedTuple

from lma_data import catalog, charts
from lma_data.charts import theme
from lma_data.exhibits.base import Answer, Column, Parameter, Setting, Value, exhibit
from lma_data.exhibits.shared import each, hover
from lma_data.i18n import N_, Words, is_missing
from lma_data.warehouse import ask

REFUGEE_LIKE_SINCE = 2007  # a break in UNHCR's series, see the passport of unhcr/population


class Group(NamedTuple):
    """A group of displaced people: its keys in our queries and in UNHCR's totals, its colour's role, dash, and label."""

    name: str
    total_key: str
    role: str
    style: int
    label: str


GROUPS = (
    Group("idps", "displaced_by_conflict", "idps", 0, N_("internally displaced people")),
    Group("refugees", "refugees", "refugees", 1, N_("refugees under UNHCR’s mandate")),
    Group("asylum_seekers", "asylum_seekers", "asylum-seekers", 3, N_("asylum-seekers")),
    Group("other_protection", "oip", "other-protection", 4, N_("other people in need of international protection")),
    Group(
        "palestine_refugees",
        "palestine_refugees",
        "palestine-refugees",
        0,
        N_("Palestine refugees under UNRWA’s mandate"),
    ),
)
BY_TOTAL_KEY = {group.total_key: group for group in GROUPS}


@cache
def _headline_dates() -> tuple[str, ...]:
    return tuple(ask("crisis/headline_dates")["as_of"])


def _date(words: Words, value: Value) -> str:
    return words.date(datetime.date.fromisoformat(str(value)))


AS_OF = Parameter("as-of", N_("Date"), _headline_dates, text=_date, ordered=True)


def _label(words: Words, group: Group) -> str:
    """The group's label where it begins a line."""
    label = words.t(group.label)
    return label[0].upper() + label[1:]


@exhibit(
    "crisis/inside-the-total",
    question=N_("What is inside the total of forcibly displaced people?"),
    datasets=("unhcr/totals-by-edition", "unhcr/headlines"),
    parameters=(AS_OF,),
)
def inside_the_total(setting: Setting, as_of: str) -> Answer:
    words = setting.words
    rows = ask("crisis/inside_the_total", as_of=as_of, categories=list(BY_TOTAL_KEY))
    records = each(rows)
    whole = records[0]
    facts = _inside_facts(words, as_of, records)
    title, sentence = OVERLAPPING if not is_missing(whole.added_up) else INCOMPLETE
    groups = [BY_TOTAL_KEY[row.category] for row in records]
    return Answer(
        title=words.t(title, **facts),
        subtitle=words.t(
            N_(
                "People in each group on {date}, all ages, as counted in the edition {edition}. Internally displaced "
                "people (IDPs): by conflict and violence, counted by IDMC. The groups overlap."
            ),
            **facts,
        ),
        sentence=words.t(sentence, **facts),
        table=rows.assign(group=[_label(words, group) for group in groups]),
        columns=INSIDE_COLUMNS if whole.newest_edition == whole.edition else [*INSIDE_COLUMNS, NEWEST_COLUMN],
        figure=charts.category_bars(
            [_category(setting, group, row.persons, facts) for group, row in zip(groups, records, strict=True)],
            setting.look,
        ),
        notes=_inside_notes(words, records, facts),
    )


INSIDE_COLUMNS = [
    Column("group", N_("Group")),
    Column("persons", N_("People, in the first edition at hand"), "count"),
]
NEWEST_COLUMN = Column("newest_persons", N_("People, in the newest edition"), "count")


def _inside_facts(words: Words, as_of: str, records: list[Any]) -> dict[str, str]:
    """What the texts say of a date; reports have their titles in the data."""
    whole = records[0]
    return {
        "published": words.short(whole.published_persons),
        "date": _date(words, as_of),
        "report": getattr(whole, f"report_{words.lang}"),
        "edition": getattr(whole, f"edition_{words.lang}"),
        "newest": getattr(whole, f"newest_{words.lang}"),
        "groups": words.list([_with_persons(words, row.category, row.persons) for row in records if _known(row)]),
        "added": words.short(whole.added_up),
        "excess": words.short(whole.excess),
    }


def _known(row: Any) -> bool:
    return not is_missing(row.persons)


def _with_persons(words: Words, category: str, persons: float) -> str:
    return f"{words.t(BY_TOTAL_KEY[category].label)} ({words.short(persons)})"


def _category(setting: Setting, group: Group, persons: float | None, facts: dict[str, str]) -> charts.Category:
    words = setting.words
    label = _label(words, group)
    return charts.Category(
        label,
        None if is_missing(persons) else float(persons or 0),
        words.short(persons),
        hover(label, words.number(persons), f"{facts['date']} · {facts['edition']}"),
        theme.colour(group.role, setting.look),
    )


OVERLAPPING = (
    N_(
        "{published} people were forcibly displaced on {date}: the groups overlap, and their sum would be {excess} "
        "too high"
    ),
    N_(
        "UNHCR’s report {report} gives {published} forcibly displaced people on {date}. It is made of {groups}. "
        "Added up, these groups would give {added}, about {excess} too many: Palestine refugees displaced again inside "
        "the State of Palestine are counted both by UNRWA and by IDMC, and UNHCR’s total counts each person once."
    ),
)
INCOMPLETE = (
    N_("{published} people were forcibly displaced on {date}: not every group has a count of its own for that day"),
    N_(
        "UNHCR’s report {report} gives {published} forcibly displaced people on {date}. The edition counts {groups}; "
        "for the other groups it repeats an earlier count or lacks areas, so that they have no figure here."
    ),
)


def _inside_notes(words: Words, records: list[Any], facts: dict[str, str]) -> list[str]:
    """What was revised since, when the edition is not the report's own, and how the totals were read."""
    notes = []
    revised = [
        _with_persons(words, row.category, row.newest_persons)
        for row in records
        if words.short(row.newest_persons) != words.short(row.persons)
    ]
    if revised:
        notes.append(
            words.t(N_("Revised since, in {newest}: {groups}."), newest=facts["newest"], groups=words.list(revised))
        )
    if not records[0].same_report:
        notes.append(
            words.t(
                N_("The groups of {report} itself are not at hand: those of the first edition after it stand here."),
                report=facts["report"],
            )
        )
    if not all(_known(row) for row in records):
        notes.append(catalog.passport("unhcr/totals-by-edition").caveat("incomplete-coverage", words.lang))
    notes.append(catalog.passport("unhcr/headlines").caveat("hand-copied", words.lang))
    notes.append(catalog.passport("unhcr/headlines").caveat("secondary-source", words.lang))
    return notes


@exhibit(
    "crisis/displaced-by-category",
    question=N_("How many people are displaced, and how has their number moved?"),
    datasets=("unhcr/population", "unrwa/registered-refugees", "idmc/displaced-by-conflict", "unhcr/headlines"),
    apart=N_(
        "The groups overlap and come from three counts: a line for each, never stacked or added; totals are cited."
    ),
)
def displaced_by_category(setting: Setting) -> Answer:
    words = setting.words
    rows = ask("crisis/displaced_by_category")
    records = each(rows)
    facts = _displaced_facts(words, records)
    return Answer(
        title=words.t(
            N_(
                "{idps} people were internally displaced by conflict and violence at the end of {year}, "
                "against {first_idps} in {first_year}"
            ),
            **facts,
        ),
        subtitle=words.t(
            N_(
                "People in each group at the end of the year, {first_year}–{year}, all ages. The groups overlap and "
                "are not added up; the diamonds are the totals that UNHCR published, which count each person once."
            ),
            **facts,
        ),
        sentence=words.t(
            N_(
                "At the end of {year}: {idps} people internally displaced by conflict and violence (IDPs), {refugees} "
                "refugees under UNHCR’s mandate, {asylum_seekers} asylum-seekers, {other_protection} other people in "
                "need of international protection, and {palestine_refugees} Palestine refugees under UNRWA’s mandate, "
                "of whom many are internally displaced as well. The total that UNHCR published for the end of "
                "{published_year} is {published}."
            ),
            **facts,
        ),
        table=rows,
        columns=DISPLACED_COLUMNS,
        figure=_displaced_figure(setting, records),
        notes=[
            words.t(
                N_(
                    "Asylum-seekers are counted from {asylum_year}, other people in need of international protection "
                    "from {other_year}: before, there is no data, not zero."
                ),
                **facts,
            ),
            catalog.passport("idmc/displaced-by-conflict").caveat("incomplete-coverage", words.lang),
            catalog.passport("unhcr/headlines").caveat("provisional", words.lang),
        ],
    )


DISPLACED_COLUMNS = [
    Column("year", N_("Year"), "year"),
    Column("idps", N_("Internally displaced people (IDPs), by conflict and violence (IDMC)"), "count"),
    Column("refugees", N_("Refugees under UNHCR’s mandate"), "count"),
    Column("asylum_seekers", N_("Asylum-seekers"), "count"),
    Column("other_protection", N_("Other people in need of international protection"), "count"),
    Column("palestine_refugees", N_("Palestine refugees under UNRWA’s mandate"), "count"),
    Column("published_mid_year", N_("Total published by UNHCR for mid-year"), "count"),
    Column("published_year_end", N_("Total published by UNHCR for the end of the year"), "count"),
]


def _displaced_facts(words: Words, records: list[Any]) -> dict[str, Any]:
    newest, oldest = records[-1], records[0]
    published = [row for row in records if not is_missing(row.published_year_end)][-1]
    return {group.name: words.short(getattr(newest, group.name)) for group in GROUPS} | {
        "year": newest.year,
        "first_year": oldest.year,
        "first_idps": words.short(oldest.idps),
        "published": words.short(published.published_year_end),
        "published_year": published.year,
        "asylum_year": _first_year(records, "asylum_seekers"),
        "other_year": _first_year(records, "other_protection"),
    }


def _displaced_figure(setting: Setting, records: list[Any]) -> dict[str, Any]:
    words = setting.words
    text = words.t(N_("{year}: people in<br>refugee-like situations<br>join the refugees"), year=REFUGEE_LIKE_SINCE)
    return charts.line_chart_labelled_aside(
        [*(_line(setting, records, group) for group in GROUPS), _published(setting, records)],
        setting.look,
        tick=words.axis,
        years=_axis_years(records[0].year, records[-1].year),
        notes=[(REFUGEE_LIKE_SINCE, text)],
    )


def _first_year(records: list[Any], name: str) -> int:
    """The first year in which a group was counted."""
    return min(row.year for row in records if not is_missing(getattr(row, name)))


def _axis_years(first: int, last: int) -> list[int]:
    """The first and last year, and the round ones that leave room for both."""
    return [first, *(year for year in range(first + 1, last - 5) if year % 10 == 0), last]


def _line(setting: Setting, records: list[Any], group: Group) -> charts.Line:
    """One group from the first year in which it was counted."""
    words = setting.words
    label = _label(words, group)
    points = [(int(row.year), getattr(row, group.name)) for row in records]
    counted = list(dropwhile(lambda point: is_missing(point[1]), points))
    return charts.Line(
        label,
        [year for year, _ in counted],
        [None if is_missing(persons) else int(persons) for _, persons in counted],
        [hover(label, words.number(persons), words.t(N_("End of {year}"), year=year)) for year, persons in counted],
        theme.colour(group.role, setting.look),
        group.style,
    )


def _published_points(records: list[Any]) -> list[tuple[float, int, int, bool]]:
    """The totals that UNHCR published: where on the axis (a year stands for its end), persons, year, if mid-year."""
    points = [(row.year - 0.5, row.published_mid_year, row.year, True) for row in records]
    points += [(row.year, row.published_year_end, row.year, False) for row in records]
    return sorted((x, int(persons), int(year), mid) for x, persons, year, mid in points if not is_missing(persons))


def _published(setting: Setting, records: list[Any]) -> charts.Line:
    words = setting.words
    points = _published_points(records)
    return charts.Line(
        words.t(
            N_("Totals published by UNHCR: {persons}, end of {year}"),
            persons=words.short(points[-1][1]),
            year=points[-1][2],
        ),
        [x for x, *_ in points],
        [persons for _, persons, *_ in points],
        [
            hover(
                words.t(N_("Total published by UNHCR")),
                words.short(persons),
                words.t(N_("Mid-{year}") if mid else N_("End of {year}"), year=year),
            )
            for _, persons, year, mid in points
        ],
        theme.palette(setting.look).ink,
        2,
        joined=False,
    )
