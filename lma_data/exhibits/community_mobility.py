"""Mobility inside one regional economic community: over the years, and member by member."""

from __future__ import annotations

from typing import Any

import pandas as pd

from lma_data import areas, charts
from lma_data.charts import theme
from lma_data.exhibits.base import Answer, Column, Parameter, Setting, exhibit
from lma_data.exhibits.parameters import STOCK_YEAR
from lma_data.exhibits.regional_mobility import (
    DATASETS,
    DIRECTION,
    DIRECTIONS,
    MEMBERSHIPS,
    SHARE_COLUMNS,
    WHEN_MEMBER,
    acronym,
    communities,
    long_name,
    mobility_notes,
    share_line,
    shares,
)
from lma_data.exhibits.shared import BARS, each, hover
from lma_data.i18n import N_, Words
from lma_data.warehouse import ask

COMMUNITY = Parameter("community", N_("Community"), lambda: tuple(communities()), "ECOWAS", long_name)


@exhibit(
    "governance/mobility-community",
    question=N_("How has mobility inside one community moved, and how far because its members changed?"),
    datasets=DATASETS,
    parameters=(COMMUNITY,),
)
def mobility_community(setting: Setting, community: str) -> Answer:
    words = setting.words
    found = {
        name: rows[(rows["community"] == community) & rows["inside"].notna()].assign(
            membership=words.t(MEMBERSHIPS[name])
        )
        for name, rows in (("then", shares(False)), ("today", shares(True)))
    }
    newest, today = found["then"].iloc[-1], found["today"]
    first_today = today.iloc[0]
    rows = pd.concat([found["then"], today])
    return Answer(
        title=words.t(
            N_("{community}: {out} of emigrants live in another member, {into} of immigrants come from one ({year})"),
            community=acronym(community, words),
            out=words.percent(newest["emigrants_share"]),
            into=words.percent(newest["immigrants_share"]),
            year=newest["year"],
        ),
        subtitle=words.t(
            N_(
                "{name}. Migrants from one member who live in another, in % of all emigrants and of all immigrants of the "
                "members, mid-year."
            ),
            name=communities()[community].names[words.lang],
        ),
        sentence=words.t(
            N_(
                "With the members of each year ({members} in {year}), {out} of the emigrants and {into} of the immigrants "
                "stayed inside in mid-{year}. With today’s {members_today} members, the shares were {out_first} and "
                "{into_first} in mid-{first_year}, {out_last} and {into_last} in mid-{year}."
            ),
            members=words.number(newest["members"]),
            year=newest["year"],
            out=words.percent(newest["emigrants_share"]),
            into=words.percent(newest["immigrants_share"]),
            members_today=words.number(first_today["members"]),
            first_year=first_today["year"],
            out_first=words.percent(first_today["emigrants_share"]),
            into_first=words.percent(first_today["immigrants_share"]),
            out_last=words.percent(today["emigrants_share"].iloc[-1]),
            into_last=words.percent(today["immigrants_share"].iloc[-1]),
        ),
        table=rows,
        columns=[SHARE_COLUMNS[2], Column("membership", N_("Who counts as a member")), *SHARE_COLUMNS[3:]],
        figure=_community_panels(setting, found),
        notes=mobility_notes(words, words.t(WHEN_MEMBER)),
    )


def _community_panels(setting: Setting, found: dict[str, pd.DataFrame]) -> dict[str, Any]:
    """Emigrants and immigrants, each with the members of the year (solid) and today's (dashed, where they differ)."""
    words, look = setting.words, setting.look
    shown = ["then"] if _same(*found.values()) else list(MEMBERSHIPS)
    panels = [
        (
            words.t(direction.panel),
            [share_line(setting, each(found[name]), way, style=style) for style, name in enumerate(shown)],
        )
        for way, direction in DIRECTIONS.items()
    ]
    years = [int(year) for year in found["today"]["year"]]
    named = zip("●■", shown, strict=False)
    return charts.small_multiples(
        panels,
        look,
        tick=lambda value: words.percent(value, 0),
        years=years[::3] if look.compact else [*years[:-2:2], years[-1]],
        signs=[(sign, _membership_name(words, name), theme.palette(look).ink) for sign, name in named],
        height=340,
    )


def _membership_name(words: Words, name: str) -> str:
    return words.t(
        {"then": N_("with the members of each year"), "today": N_("with today’s members in all years (dashed)")}[name]
    )


def _same(one: pd.DataFrame, other: pd.DataFrame) -> bool:
    columns = ["year", "members", "inside", "emigrants", "immigrants"]
    return one[columns].reset_index(drop=True).equals(other[columns].reset_index(drop=True))


@exhibit(
    "governance/mobility-members",
    question=N_("From which members of a community, and to which, do people move inside it?"),
    datasets=DATASETS,
    parameters=(COMMUNITY, STOCK_YEAR, DIRECTION),
)
def mobility_members(setting: Setting, community: str, year: int, direction: str) -> Answer:
    words, way = setting.words, DIRECTIONS[direction]
    column = f"{direction}_share"
    rows = ask("governance/community_members", community=community, year=year)
    rows["note"] = rows[f"note_{words.lang}"]
    rows = rows.sort_values(column, ascending=False, kind="stable", na_position="last")
    known = rows.dropna(subset=[column])
    if known.empty:
        return _no_members(words, rows, community, year)
    shown = known.head(BARS)
    total, inside = known[direction].sum(), known[f"{direction}_inside"].sum()
    top = shown.iloc[0]
    return Answer(
        title=words.t(
            way.member,
            country=areas.label(top["area"], words.lang),
            share=words.percent(top[column]),
            community=acronym(community, words),
            year=year,
        ),
        subtitle=words.t(
            N_("{measure} {name}, its {count} members of {year}."),
            measure=words.t(way.measure),
            name=communities()[community].names[words.lang],
            count=words.number(int(rows["member"].sum())),
            year=year,
        ),
        sentence=words.t(
            N_("Of all members together: {of_total}, mid-{year}. By country, the largest shares: {first}."),
            of_total=words.t(way.all_of_them, share=words.percent(100 * inside / total), total=words.short(total)),
            year=year,
            first=words.list(
                [
                    f"{areas.name(row.area, words.lang)} ({words.percent(getattr(row, column))})"
                    for row in each(shown.head(3))
                ]
            ),
        ),
        table=rows,
        columns=MEMBER_COLUMNS,
        figure=charts.ranked_bars(
            [areas.label(key, words.lang) for key in shown["area"]],
            list(shown[column]),
            [words.percent(share) for share in shown[column]],
            [_member_hover(words, row, direction) for row in each(shown)],
            setting.look,
            keys=list(shown["area"]),
        ),
        notes=mobility_notes(words, *_remarks(words, rows)),
    )


MEMBER_COLUMNS = [
    Column("area", N_("Country"), "area"),
    Column("joined", N_("Member since"), "year"),
    Column("left", N_("Left in"), "year"),
    *(Column(f"{way}_share", one.heading, "percent", 1) for way, one in DIRECTIONS.items()),
    *(Column(f"{way}_inside", one.inside_heading, "count") for way, one in DIRECTIONS.items()),
    Column("emigrants", N_("All emigrants"), "count"),
    Column("immigrants", N_("All immigrants"), "count"),
    Column("note", N_("Remark")),
]


def _no_members(words: Words, rows: pd.DataFrame, community: str, year: int) -> Answer:
    return Answer(
        title=words.t(N_("{community}: no members yet in {year}"), community=acronym(community, words), year=year),
        subtitle=communities()[community].names[words.lang],
        sentence=words.t(
            N_("Its first members joined in {first}; the table says since when each country has belonged to it."),
            first=rows["joined"].min(),
        ),
        table=rows,
        columns=MEMBER_COLUMNS,
        figure=None,
        rests_on=("geography/communities",),
    )


def _member_hover(words: Words, row: Any, direction: str) -> str:
    way = DIRECTIONS[direction]
    return hover(
        areas.name(row.area, words.lang),
        words.t(way.inside, share=words.percent(getattr(row, f"{direction}_share"))),
        words.t(
            N_("{inside} of {total}"),
            inside=words.number(getattr(row, f"{direction}_inside")),
            total=words.number(getattr(row, direction)),
        ),
        words.t(N_("Member since {year}"), year=row.joined),
    )


def _remarks(words: Words, rows: pd.DataFrame) -> list[str]:
    """What the list of members says of them, each remark once, with its countries."""
    said = rows[rows["note"].notna()].groupby("note", sort=False)["area"].apply(list)
    return [
        words.t(
            N_("{countries}: {remark}."),
            countries=words.list([areas.label(key, words.lang) for key in keys]),
            remark=remark,
        )
        for remark, keys in said.items()
    ]
