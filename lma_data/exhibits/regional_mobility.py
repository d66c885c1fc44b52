"""Regional mobility: which part of the emigrants and immigrants of a regional economic community stays inside it.

What stays inside is summed over pairs of members, and set against all emigrants of the members and all immigrants in
them. Who is a member is a choice: those of each year (the default), or today's members throughout.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import pandas as pd

from lma_data import catalog, charts
from lma_data.charts import theme
from lma_data.exhibits.base import Answer, Column, Parameter, Setting, Value, exhibit
from lma_data.exhibits.shared import each, each_by, hover
from lma_data.i18n import N_, Words
from lma_data.warehouse import ask, kept

DATASETS = (
    "undesa/migrant-stock-2024-bilateral",
    "undesa/migrant-stock-2024",
    "undesa/migrant-stock-2024-origin",
    "geography/communities",
)
HALF = 50  # percent
LEVEL = 1  # percentage points: a smaller change is drawn as none
LIMITS = (5, 10, 20, 30, 45, 60)  # percent: about as many communities in each class


class Direction(NamedTuple):
    """A community seen from those who leave its members, or from those who live in them."""

    name: str
    measure: str
    panel: str
    inside: str
    half: str
    change: str
    member: str
    all_of_them: str
    heading: str
    total_heading: str
    inside_heading: str


DIRECTIONS = {
    "emigrants": Direction(
        name=N_("Emigrants of the members"),
        measure=N_("Migrants from member countries who live in another member, in % of all emigrants of the members."),
        panel=N_("Emigrants in another member"),
        inside=N_("{share} of the emigrants live in another member"),
        half=N_("{count} of {all} communities keep half of their emigrants or more ({year})"),
        change=N_(
            "From {first_year} to {last_year}, with today’s members, the share of emigrants who stay inside rose in {up} of "
            "{all} communities and fell in {down}"
        ),
        member=N_("{country}: {share} of its emigrants live in another member country ({community}, {year})"),
        all_of_them=N_("{share} of the {total} emigrants"),
        heading=N_("Emigrants who stay inside (%)"),
        total_heading=N_("Emigrants of the members"),
        inside_heading=N_("Emigrants in other members"),
    ),
    "immigrants": Direction(
        name=N_("Immigrants in the members"),
        measure=N_("Migrants in member countries who come from another member, in % of all immigrants in the members."),
        panel=N_("Immigrants from another member"),
        inside=N_("{share} of the immigrants come from another member"),
        half=N_("In {count} of {all} communities, half of the immigrants or more come from another member ({year})"),
        change=N_(
            "From {first_year} to {last_year}, with today’s members, the share of immigrants who come from inside rose in "
            "{up} of {all} communities and fell in {down}"
        ),
        member=N_("{country}: {share} of its immigrants come from another member country ({community}, {year})"),
        all_of_them=N_("{share} of the {total} immigrants"),
        heading=N_("Immigrants from inside (%)"),
        total_heading=N_("Immigrants in the members"),
        inside_heading=N_("Immigrants from other members"),
    ),
}
MEMBERSHIPS = {"then": N_("Those of each year"), "today": N_("Today’s, in all years")}
WHO_IS_MEMBER = {
    "then": N_("Members: the countries that belonged to the community in the year."),
    "today": N_("Members: the countries that belong to the community today, in all years."),
}
WHEN_MEMBER = N_(
    "A country counts as a member from the year in which it joined to the year before it left. A line can also move "
    "because the members change."
)
UNSPECIFIED = N_(
    "Immigrants whose origin is not given (“other origins”) are in the total, not among those from inside, and emigrants "
    "hidden among them are in neither: shares are approximate, those of immigrants are minimums."
)


class Community(NamedTuple):
    """A community: its full names and its acronyms in both languages."""

    names: dict[str, str]
    acronyms: dict[str, str]


@kept
def communities() -> dict[str, Community]:
    """All communities by key; kept, because the data do not change."""
    return {
        row.community: Community({"en": row.name_en, "fr": row.name_fr}, {"en": row.acronym_en, "fr": row.acronym_fr})
        for row in each(ask("governance/communities"))
    }


@kept
def shares(today: bool) -> pd.DataFrame:
    """All communities and years; kept, because every exhibit here reads it and there are but two."""
    return ask("governance/regional_mobility", today=today)


def acronym(key: str, words: Words) -> str:
    """ECOWAS / CEDEAO."""
    return communities()[key].acronyms[words.lang]


def long_name(words: Words, value: Value) -> str:
    """ECOWAS – Economic Community of West African States."""
    found = communities()[str(value)]
    return f"{found.acronyms[words.lang]} – {found.names[words.lang]}"


DIRECTION = Parameter(
    "direction",
    N_("Seen from"),
    lambda: tuple(DIRECTIONS),
    "emigrants",
    lambda words, value: words.t(DIRECTIONS[str(value)].name),
)
MEMBERS = Parameter(
    "members",
    N_("Members"),
    lambda: tuple(MEMBERSHIPS),
    "then",
    lambda words, value: words.t(MEMBERSHIPS[str(value)]),
)
SHARE_COLUMNS = [
    Column("community", N_("Key")),
    Column("name", N_("Community")),
    Column("year", N_("Year"), "year"),
    Column("members", N_("Members"), "count"),
    *(Column(f"{way}_share", one.heading, "percent", 1) for way, one in DIRECTIONS.items()),
    Column("inside", N_("Migrants from one member in another"), "count"),
    *(Column(way, one.total_heading, "count") for way, one in DIRECTIONS.items()),
    Column("unspecified_share", N_("Origin not given (% of the immigrants)"), "percent", 1),
]


def _brief(words: Words, share: float) -> str:
    """A share in as few figures as tell it apart from others: 64 %, 3.8 %."""
    return words.percent(share, 0 if share >= 9.95 else 1)


def _named(words: Words, rows: pd.DataFrame) -> pd.DataFrame:
    return rows.assign(name=[long_name(words, key) for key in rows["community"]])


def _acronyms(words: Words, rows: pd.DataFrame) -> str:
    """The full names of the communities of the rows."""
    names = sorted({long_name(words, key) for key in rows["community"]})
    return words.t(N_("Acronyms: {names}."), names=words.t(N_("; ")).join(names))


def _ranked(rows: pd.DataFrame, column: str) -> pd.DataFrame:
    """The communities in their newest year, the largest share first."""
    newest = rows[rows["year"] == rows["year"].max()]
    return newest.sort_values(column, ascending=False)


def mobility_notes(words: Words, *more: str) -> list[str]:
    """How other origins are treated, more, and where the lists of members come from."""
    lists = catalog.passport("geography/communities").caveat("secondary-source", words.lang)
    return [words.t(UNSPECIFIED), *more, lists]


def share_hover(words: Words, row: Any, way: str) -> str:
    """A community in a year: its share, the persons behind it, and how many members it had."""
    direction = DIRECTIONS[way]
    return hover(
        long_name(words, row.community),
        words.t(direction.inside, share=words.percent(getattr(row, f"{way}_share"))),
        words.t(
            N_("{inside} of {total}, mid-{year}"),
            inside=words.number(row.inside),
            total=words.number(getattr(row, way)),
            year=row.year,
        ),
        words.t(N_("Members: {count}"), count=words.number(row.members)),
    )


def share_line(setting: Setting, rows: list[Any], way: str, *, style: int) -> charts.Line:
    """A line over the years of one community; `way` is emigrants or immigrants, the rows are in order."""
    return charts.Line(
        label="",
        years=[row.year for row in rows],
        values=[getattr(row, f"{way}_share") for row in rows],
        hovers=[share_hover(setting.words, row, way) for row in rows],
        colour=theme.colour(way, setting.look),
        style=style,
    )


@exhibit(
    "governance/mobility-communities",
    question=N_("How much of the migration from and to a regional community stays inside it?"),
    datasets=DATASETS,
    parameters=(MEMBERS,),
)
def mobility_communities(setting: Setting, members: str) -> Answer:
    words, look = setting.words, setting.look
    rows = shares(members == "today")
    ranked = _ranked(rows, "emigrants_share")
    most, least = ranked.iloc[0], ranked.iloc[-1]
    of_each = each_by(rows, "community")
    panels = [
        (
            _panel_name(setting, row),
            [share_line(setting, of_each[row.community], way, style=style) for style, way in enumerate(DIRECTIONS)],
        )
        for row in each(ranked)
    ]
    signs = [
        (sign, words.t(direction.panel), theme.colour(way, look))
        for sign, (way, direction) in zip("●■", DIRECTIONS.items(), strict=True)
    ]
    return Answer(
        title=words.t(
            N_("{most}: {most_share} of emigrants stay inside the community; {least}: {least_share} ({year})"),
            most=acronym(most["community"], words),
            most_share=words.percent(most["emigrants_share"]),
            least=acronym(least["community"], words),
            least_share=words.percent(least["emigrants_share"]),
            year=most["year"],
        ),
        subtitle=words.t(
            N_("Migrants from one member who live in another, in % of all emigrants and of all immigrants, mid-year.")
        )
        + " "
        + words.t(WHO_IS_MEMBER[members]),
        sentence=_communities_sentence(words, ranked),
        table=_named(words, rows),
        columns=SHARE_COLUMNS,
        figure=charts.small_multiples(
            panels,
            look,
            tick=lambda value: words.percent(value, 0),
            years=[int(rows["year"].min()), int(rows["year"].max())],
            side_by_side=(4, 2),
            signs=signs,
        ),
        notes=mobility_notes(
            words,
            words.t(WHEN_MEMBER),
            catalog.passport("geography/communities").caveat("includes-overlap", words.lang),
            _acronyms(words, rows),
        ),
    )


def _panel_name(setting: Setting, row: Any) -> str:
    """The acronym with the newest shares in the colours of their lines; a phone has no room for them."""
    name = acronym(row.community, setting.words)
    if setting.look.compact:
        return name
    figures = [
        f'<span style="color:{theme.colour(way, setting.look)}">{sign} {_brief(setting.words, share)}</span>'
        for sign, way, share in zip("●■", DIRECTIONS, (row.emigrants_share, row.immigrants_share), strict=True)
    ]
    return f"{name}  {'  '.join(figures)}"


def _communities_sentence(words: Words, ranked: pd.DataFrame) -> str:
    def said(rows: pd.DataFrame, way: str) -> str:
        return words.list(
            [f"{acronym(row.community, words)} ({words.percent(getattr(row, way))})" for row in each(rows)]
        )

    by_immigrants = ranked.sort_values("immigrants_share", ascending=False)
    return words.t(
        N_(
            "In mid-{year} the largest shares of emigrants who stay inside were those of {most}, the smallest those of "
            "{least}. Of immigrants, the largest shares from inside were those of {most_in}, the smallest those of "
            "{least_in}."
        ),
        year=ranked["year"].iloc[0],
        most=said(ranked.head(3), "emigrants_share"),
        least=said(ranked.tail(3), "emigrants_share"),
        most_in=said(by_immigrants.head(3), "immigrants_share"),
        least_in=said(by_immigrants.tail(3), "immigrants_share"),
    )


@exhibit(
    "governance/mobility-table",
    question=N_("Which communities keep most of their migrants inside, and since when?"),
    datasets=DATASETS,
    parameters=(DIRECTION, MEMBERS),
)
def mobility_table(setting: Setting, direction: str, members: str) -> Answer:
    words, way = setting.words, DIRECTIONS[direction]
    rows = shares(members == "today")
    column = f"{direction}_share"
    ranked = _ranked(rows, column)
    years = [int(year) for year in sorted(rows["year"].unique())]
    kept = ranked[ranked[column] >= HALF]
    of_each = each_by(rows, "community")
    return Answer(
        title=words.t(way.half, count=words.number(len(kept)), all=words.number(len(ranked)), year=years[-1]),
        subtitle=words.t(way.measure) + " " + words.t(WHO_IS_MEMBER[members]),
        sentence=words.t(
            N_("Shares in mid-{year}, from the largest to the smallest: {communities}."),
            year=years[-1],
            communities=words.list(
                [f"{acronym(row.community, words)} ({words.percent(getattr(row, column))})" for row in each(ranked)]
            ),
        ),
        table=_named(words, rows),
        columns=SHARE_COLUMNS,
        figure=charts.heat_map(
            [_heat_row(setting, of_each[key], key, direction, years) for key in ranked["community"]],
            [str(year) for year in years],
            charts.Classes(LIMITS, [words.percent(limit, 0) for limit in LIMITS]),
            setting.look,
            missing_label=words.t(N_("No members yet, or only one")),
        ),
        notes=mobility_notes(words, words.t(WHEN_MEMBER), _acronyms(words, rows)),
    )


def _heat_row(setting: Setting, rows: list[Any], key: str, direction: str, years: list[int]) -> charts.HeatRow:
    words = setting.words
    known = {row.year: row for row in rows}
    figures = [getattr(known[year], f"{direction}_share") if year in known else None for year in years]
    return charts.HeatRow(
        label=acronym(key, words),
        values=figures,
        texts=["" if share is None else _brief(words, share) for share in figures],
        hovers=[share_hover(words, known[year], direction) if year in known else "" for year in years],
    )


@exhibit(
    "governance/mobility-change",
    question=N_("In which communities does migration inside gain weight, and in which does it lose it?"),
    datasets=DATASETS,
    parameters=(DIRECTION,),
)
def mobility_change(setting: Setting, direction: str) -> Answer:
    words, way = setting.words, DIRECTIONS[direction]
    rows = shares(True)  # the same members at both ends: else the line would show who joined
    column = f"{direction}_share"
    first, last = int(rows["year"].min()), int(rows["year"].max())
    ends = _ranked(rows, column).merge(rows[rows["year"] == first], on="community", suffixes=("", "_first"))
    ends["change"] = ends[column] - ends[f"{column}_first"]
    up, down = ends[ends["change"] >= LEVEL], ends[ends["change"] <= -LEVEL]
    return Answer(
        title=words.t(
            way.change,
            first_year=first,
            last_year=last,
            up=words.number(len(up)),
            down=words.number(len(down)),
            all=words.number(len(ends)),
        ),
        subtitle=words.t(way.measure) + " " + words.t(WHO_IS_MEMBER["today"]),
        sentence=_change_sentence(words, ends, column, (first, last)),
        table=_named(words, ends),
        columns=[
            SHARE_COLUMNS[1],
            Column(f"{column}_first", N_("Share in the first year (%)"), "percent", 1),
            Column(column, N_("Share in the last year (%)"), "percent", 1),
            Column("change", N_("Change (percentage points)"), "number", 1),
            Column("year_first", N_("First year"), "year"),
            Column("year", N_("Last year"), "year"),
        ],
        figure=charts.slope_chart(
            [_slope(words, row, column, (first, last)) for row in each(ends)],
            (str(first), str(last)),
            (
                words.t(N_("The share rose")),
                words.t(N_("The share fell")),
                words.t(N_("The share moved by less than one percentage point")),
            ),
            setting.look,
            least=LEVEL,
        ),
        notes=mobility_notes(
            words,
            words.t(N_("Countries of today in all years, also where the community was founded after the first year.")),
            _acronyms(words, ends),
        ),
    )


def _slope(words: Words, row: Any, column: str, years: tuple[int, int]) -> charts.Slope:
    figures = getattr(row, f"{column}_first"), getattr(row, column)
    return charts.Slope(
        acronym(row.community, words),
        figures,
        (_brief(words, figures[0]), _brief(words, figures[1])),
        hover(
            long_name(words, row.community),
            *(
                words.t(N_("{year}: {share}"), year=year, share=words.percent(figure))
                for year, figure in zip(years, figures, strict=True)
            ),
        ),
    )


def _change_sentence(words: Words, ends: pd.DataFrame, column: str, years: tuple[int, int]) -> str:
    ordered = ends.sort_values("change")

    def said(rows: pd.DataFrame) -> str:
        return words.list(
            [
                words.t(
                    N_("{community} (from {before} to {after})"),
                    community=acronym(row.community, words),
                    before=words.percent(getattr(row, f"{column}_first")),
                    after=words.percent(getattr(row, column)),
                )
                for row in each(rows)
            ]
        )

    return words.t(
        N_("Between {first} and {last} the share rose most in {up} and fell most in {down}."),
        first=years[0],
        last=years[1],
        up=said(ordered.tail(3).iloc[::-1]),
        down=said(ordered.head(3)),
    )
