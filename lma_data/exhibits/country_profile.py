"""Country: its headline figures, the groups that it belongs to, and the countries to compare it with."""

from __future__ import annotations

from typing import Any, NamedTuple

import pandas as pd

from lma_data import areas, catalog, charts
from lma_data.exhibits.base import Answer, Column, Headline, Parameter, Setting, Value, exhibit, nothing
from lma_data.exhibits.country_displacement import serbia_and_kosovo
from lma_data.exhibits.parameters import COUNTRY
from lma_data.exhibits.shared import each, hover, share_above_zero, usd_above_zero
from lma_data.i18n import N_, NN_, Words, is_missing
from lma_data.warehouse import ask

STOCK = "undesa/migrant-stock-2024"
ABROAD = "undesa/migrant-stock-2024-origin"
RECEIVED = "worldbank/remittances-received"
SHARE_OF_GDP = "worldbank/remittances-share-gdp"
UNHCR = "unhcr/population"
UNRWA = "unrwa/registered-refugees"
IDMC = "idmc/displaced-by-conflict"
AREAS = "geography/areas"
INCOME = "geography/income-groups"
COMMUNITIES = "geography/communities"


class Kind(NamedTuple):
    """One headline figure: its label, unit, how it is dated, how the one before it is told, and its dataset."""

    label: str
    unit: str
    when: str
    movement: str
    dataset: str


MID_YEAR, END_OF_YEAR, WHOLE_YEAR = N_("mid-{year}"), N_("end of {year}"), N_("{year}")
SINCE_MID_YEAR = N_("{before} in mid-{before_year}, in the same revision")
SINCE_END = N_("{before} at the end of {before_year}")
SINCE_YEAR = N_("{before} in {before_year}")
KINDS = {
    "migrants": Kind(N_("Migrants living there"), "persons", MID_YEAR, SINCE_MID_YEAR, STOCK),
    "migrants-share": Kind(N_("Migrants in the population"), "percent", MID_YEAR, SINCE_MID_YEAR, STOCK),
    "women": Kind(N_("Women among the migrants"), "percent", MID_YEAR, SINCE_MID_YEAR, STOCK),
    "emigrants": Kind(N_("Emigrants living elsewhere"), "persons", MID_YEAR, SINCE_MID_YEAR, ABROAD),
    "remittances": Kind(
        N_("Remittances received"), "US$", WHOLE_YEAR, N_("{before} in {before_year}, at current prices"), RECEIVED
    ),
    "remittances-share": Kind(
        N_("Remittances received, share of GDP"), "percent", WHOLE_YEAR, SINCE_YEAR, SHARE_OF_GDP
    ),
    "hosted": Kind(N_("Refugees, asylum-seekers and others hosted"), "persons", END_OF_YEAR, SINCE_END, UNHCR),
    "displaced": Kind(N_("People displaced from it to other countries"), "persons", END_OF_YEAR, SINCE_END, UNHCR),
    "idps": Kind(N_("Internally displaced by conflict"), "persons", END_OF_YEAR, SINCE_END, IDMC),
    "palestine-refugees": Kind(N_("Palestine refugees registered there"), "persons", END_OF_YEAR, SINCE_END, UNRWA),
}
ONLY_WHERE_COUNTED = {"palestine-refugees"}  # UNRWA works in few areas: elsewhere nothing is missing


@exhibit(
    "country/profile",
    question=N_("What are the headline figures of the country?"),
    datasets=(STOCK, ABROAD, RECEIVED, SHARE_OF_GDP, UNHCR, UNRWA, IDMC, AREAS, INCOME, COMMUNITIES),
    parameters=(COUNTRY,),
    apart=N_("Figures of different sources stand side by side; none is added to or compared with another."),
)
def profile(setting: Setting, c: str) -> Answer:
    words = setting.words
    rows = {row.id: row for row in each(ask("country/profile", area=c))}
    shown = [key for key in KINDS if key in rows or key not in ONLY_WHERE_COUNTED]
    tiles = [_headline(words, KINDS[key], rows.get(key)) for key in shown]
    known = [tile for tile in tiles if tile.when]
    belongs = _belongs(words, each(ask("country/groups", area=c))[0], each(ask("country/memberships", area=c)))
    country = areas.name(c, words.lang)
    return Answer(
        title=_profile_title(words, country, rows),
        subtitle=" ".join(
            [
                words.t(N_("{groups}."), groups=words.t(N_("; ")).join(belongs)),
                words.t(
                    N_(
                        "The newest figure of each source, with its date. They measure different things: do not add them."
                    )
                ),
            ]
        ),
        sentence=" ".join(
            [
                words.t(N_("{country}: {groups}."), country=country, groups=words.t(N_("; ")).join(belongs)),
                *(
                    words.t(N_("{label}: {number} ({when})."), number=tile.number, label=tile.label, when=tile.when)
                    for tile in known
                ),
            ]
        ),
        table=_profile_table(words, shown, rows, tiles),
        columns=PROFILE_COLUMNS,
        figure=None,
        headlines=tiles,
        notes=[
            words.t(
                N_(
                    "Hosted and displaced: refugees under UNHCR’s mandate, asylum-seekers and other people in need of "
                    "international protection. No data is not zero."
                )
            ),
            *(_everybody_note(words, [c]) if "migrants-share" in rows and rows["migrants-share"].value >= 100 else []),
            *serbia_and_kosovo(words, c),
        ],
        rests_on=_profile_rests_on(rows),
    )


def _everybody_note(words: Words, keys: list[str]) -> list[str]:
    """Of areas with as many migrants as inhabitants: that the share tells of the source, not of them."""
    if not keys:
        return []
    text = N_(
        "{areas}: the source counts everybody there as a migrant; this cannot be read as a share of the population."
    )
    return [words.t(text, areas=words.list([areas.name(key, words.lang) for key in keys]))]


PROFILE_COLUMNS = [
    Column("figure", N_("Figure")),
    Column("value", N_("Value"), "number", None),
    Column("unit", N_("Unit")),
    Column("when", N_("Date")),
    Column("before", N_("Before"), "number", None),
    Column("before_when", N_("Date of the one before")),
    Column("source", N_("Source")),
]
UNITS = {"persons": N_("people"), "US$": N_("US$"), "percent": N_("%")}


def _headline(words: Words, kind: Kind, row: Any | None) -> Headline:
    label, source = words.t(kind.label), catalog.passport(kind.dataset).short_source[words.lang]
    if row is None:
        return Headline(words.no_data, label, "", "", source)
    movement = ""
    if not is_missing(row.before):
        movement = words.t(kind.movement, before=_written(words, kind, row.before), before_year=int(row.before_year))
    return Headline(_written(words, kind, row.value), label, words.t(kind.when, year=row.year), movement, source)


def _written(words: Words, kind: Kind, value: float) -> str:
    if kind.unit == "percent":
        return share_above_zero(words, value)
    return usd_above_zero(words, value) if kind.unit == "US$" else words.short(value)


def _profile_title(words: Words, country: str, rows: dict[str, Any]) -> str:
    if not {"migrants", "emigrants"} <= set(rows):
        return words.t(N_("{country}: the figures that there are"), country=country)
    return words.t(
        N_("{country}: {migrants} migrants live there, {emigrants} emigrants elsewhere ({year})"),
        country=country,
        migrants=words.short(rows["migrants"].value),
        emigrants=words.short(rows["emigrants"].value),
        year=rows["migrants"].year,
    )


def _profile_table(words: Words, shown: list[str], rows: dict[str, Any], tiles: list[Headline]) -> pd.DataFrame:
    def dated(kind: Kind, year: float | None) -> str:
        return words.no_data if is_missing(year) else words.t(kind.when, year=int(year or 0))

    found = [rows.get(key) for key in shown]
    return pd.DataFrame(
        {
            "figure": [tile.label for tile in tiles],
            "value": [None if row is None else row.value for row in found],
            "unit": [words.t(UNITS[KINDS[key].unit]) for key in shown],
            "when": [dated(KINDS[key], row and row.year) for key, row in zip(shown, found, strict=True)],
            "before": [None if row is None or is_missing(row.before) else row.before for row in found],
            "before_when": [dated(KINDS[key], row and row.before_year) for key, row in zip(shown, found, strict=True)],
            "source": [tile.source for tile in tiles],
        }
    ).astype({"value": "float64", "before": "float64"})


def _profile_rests_on(rows: dict[str, Any]) -> tuple[str, ...]:
    used = [kind.dataset for key, kind in KINDS.items() if key in rows or key not in ONLY_WHERE_COUNTED]
    return (*dict.fromkeys(used), AREAS, INCOME, COMMUNITIES)


def _belongs(words: Words, groups: Any, memberships: list[Any]) -> list[str]:
    """Subregion, income group and communities of a country, as far as it has them, for a sentence."""
    subregion = groups.subregion if is_missing(groups.intermediate) else groups.intermediate
    found = [areas.name(subregion, words.lang)]
    if not is_missing(groups.income_group) and groups.fiscal_year == groups.newest_fiscal_year:
        found.append(
            words.t(
                N_("{group} (World Bank, fiscal year {year})"),
                group=areas.name(groups.income_group, words.lang),
                year=groups.fiscal_year,
            )
        )
    acronyms = [getattr(one, f"acronym_{words.lang}") for one in memberships if is_missing(one.left)]
    if acronyms:
        found.append(words.t(N_("communities: {communities}"), communities=words.list(acronyms)))
    return found


@exhibit(
    "country/groups",
    question=N_("To which regions, income group and communities does the country belong?"),
    datasets=(AREAS, INCOME, COMMUNITIES),
    parameters=(COUNTRY,),
    apart=N_("Groups of different publishers stand side by side; they overlap and are not added up."),
)
def groups(setting: Setting, c: str) -> Answer:
    words = setting.words
    place, memberships = each(ask("country/groups", area=c))[0], each(ask("country/memberships", area=c))
    country, belongs = areas.name(c, words.lang), words.t(N_("; ")).join(_belongs(words, place, memberships))
    lines = [*_regions(words, place), *_income(words, place), *_lists(words, place), *_communities(words, memberships)]
    return Answer(
        title=words.t(N_("{country}: {groups}"), country=country, groups=belongs),
        subtitle=words.t(N_("Groups by which figures are published, and regional economic communities, with years")),
        sentence=words.t(N_("{country}, groups: {groups}."), country=country, groups=belongs),
        table=pd.DataFrame(lines, columns=["kind", "group", "period"]),
        columns=[
            Column("kind", N_("Kind of group")),
            Column("group", N_("Group")),
            Column("period", N_("Since, or as of")),
        ],
        figure=None,
        notes=[
            catalog.passport(COMMUNITIES).caveat("hand-copied", words.lang),
            *_notes_of_memberships(words, memberships),
        ],
    )


REGIONS = {
    "region": N_("Region (M49)"),
    "subregion": N_("Subregion (M49)"),
    "intermediate": N_("Intermediate region (M49)"),
    "sdg_region": N_("Region of the Sustainable Development Goals"),
    "ilo_subregion": N_("Subregion of the ILO"),
}
LISTS = {
    "ilo_member": N_("Member State of the ILO"),
    "ldc": N_("Least developed country (LDC)"),
    "lldc": N_("Landlocked developing country (LLDC)"),
    "sids": N_("Small island developing State (SIDS)"),
}


def _regions(words: Words, place: Any) -> list[tuple[str, str, str]]:
    period = catalog.passport(AREAS).reference_period[words.lang]
    found = {column: getattr(place, column) for column in REGIONS}
    return [
        (words.t(REGIONS[column]), areas.name(key, words.lang), period)
        for column, key in found.items()
        if not is_missing(key)
    ]


def _lists(words: Words, place: Any) -> list[tuple[str, str, str]]:
    """Whether the country stands on each list: yes, no, or not known."""
    period = catalog.passport(AREAS).reference_period[words.lang]

    def said(value: Any) -> str:
        return words.no_data if is_missing(value) else words.t(N_("yes") if value else N_("no"))

    return [(words.t(label), said(getattr(place, column)), period) for column, label in LISTS.items()]


def _income(words: Words, place: Any) -> list[tuple[str, str, str]]:
    heading = words.t(N_("Income group (World Bank)"))
    if is_missing(place.income_group):
        return [(heading, words.t(N_("not classified")), words.t(N_("never")))]
    group = areas.name(place.income_group, words.lang)
    lasts = place.fiscal_year == place.newest_fiscal_year
    text = (
        N_("fiscal year {year}; in this group since fiscal year {since}")
        if lasts
        else N_("until fiscal year {year}; not classified since")
    )
    return [(heading, group, words.t(text, year=int(place.fiscal_year), since=int(place.since)))]


def _communities(words: Words, memberships: list[Any]) -> list[tuple[str, str, str]]:
    def period(one: Any) -> str:
        if is_missing(one.left):
            return words.t(N_("since {year}"), year=one.joined)
        return words.t(N_("from {first} to {last}"), first=one.joined, last=int(one.left))

    return [
        (
            words.t(N_("Community") if is_missing(one.left) else N_("Community, formerly")),
            f"{getattr(one, f'name_{words.lang}')} ({getattr(one, f'acronym_{words.lang}')})",
            period(one),
        )
        for one in memberships
    ]


def _notes_of_memberships(words: Words, memberships: list[Any]) -> list[str]:
    """What the table of communities says of a membership, such as a withdrawal."""
    return [
        words.t(
            N_("{community}: {note}."),
            community=getattr(one, f"acronym_{words.lang}"),
            note=getattr(one, f"note_{words.lang}"),
        )
        for one in memberships
        if not is_missing(getattr(one, f"note_{words.lang}"))
    ]


MOST_PEERS = 11
BY = {
    "region": N_("Same region"),
    "income": N_("Same income group"),
    "size": N_("Similar population"),
}
AMONG = {
    "region": NN_(
        "Peers by region: {count} other country or area of {group}, the nearest in population.",
        "Peers by region: {count} other countries and areas of {group}, those nearest in population.",
    ),
    "income": NN_(
        "Peers by income: {count} other country or area of the group “{group}” (World Bank, fiscal year {fiscal_year}), the "
        "nearest in population.",
        "Peers by income: {count} other countries and areas of the group “{group}” (World Bank, fiscal year {fiscal_year}), "
        "those nearest in population.",
    ),
    "size": NN_(
        "Peers by population: {count} other country or area, the nearest in population.",
        "Peers by population: {count} other countries and areas, those nearest in population.",
    ),
}


def _by(words: Words, value: Value) -> str:
    return words.t(BY[str(value)])


PEERS_BY = Parameter("peers-by", N_("Peers"), lambda: tuple(BY), "region", _by)


@exhibit(
    "country/peers",
    question=N_("How does the country compare with its peers?"),
    datasets=(STOCK, ABROAD, SHARE_OF_GDP, UNHCR, AREAS, INCOME),
    parameters=(COUNTRY, PEERS_BY),
    apart=N_(
        "Each figure stands in a column of its own, with its year; none is computed from two sources of migrants."
    ),
)
def peers(setting: Setting, c: str, peers_by: str) -> Answer:
    words = setting.words
    rows = ask("country/peers", area=c, by=peers_by, most=MOST_PEERS)
    country = areas.name(c, words.lang)
    if len(rows) < 2:
        return _no_peers(words, country, peers_by)
    found = each(rows)
    own = next(row for row in found if row.area == c)
    facts = {
        "country": country,
        "share": words.percent(own.migrants_share),
        "place": words.number(found.index(own) + 1),
        "count": words.number(len(found)),
        "year": own.stock_year,
        "group": "" if is_missing(own.peer_group) else areas.name(own.peer_group, words.lang),
        "fiscal_year": own.fiscal_year,
    }
    among = words.n(*AMONG[peers_by], len(found) - 1, group=facts["group"], fiscal_year=own.fiscal_year)
    return Answer(
        title=words.t(
            N_("{country}: migrants are {share} of the population, rank {place} of {count} ({year})"), **facts
        ),
        subtitle=words.t(
            N_("Migrants’ share of the population, all ages, mid-{year}, %. {among}"), among=among, **facts
        ),
        sentence=words.t(
            N_(
                "{country}, mid-{year}: migrants are {share} of the population, rank {place} among {count} countries and "
                "areas. Largest shares: {first}."
            ),
            first=words.list(
                [f"{areas.name(row.area, words.lang)} ({words.percent(row.migrants_share)})" for row in found[:3]]
            ),
            **facts,
        ),
        table=rows,
        columns=PEERS_COLUMNS,
        figure=charts.ranked_bars(
            [areas.label(row.area, words.lang) for row in found],
            [row.migrants_share for row in found],
            [words.percent(row.migrants_share) for row in found],
            [_peer_hover(words, row) for row in found],
            setting.look,
            keys=[row.area for row in found],
            chosen={c},
        ),
        notes=[
            *_everybody_note(words, [row.area for row in found if row.migrants_share >= 100]),
            *_refugee_note(words, rows),
            *serbia_and_kosovo(words, *rows["area"]),
        ],
    )


PEERS_COLUMNS = [
    Column("area", N_("Country or area"), "area"),
    Column("population", N_("Population"), "count"),
    Column("migrants_share", N_("Migrants (% of the population)"), "percent", 1),
    Column("emigrants_share", N_("Emigrants for 100 inhabitants"), "number", 1),
    Column("stock_year", N_("Year (population, migrants, emigrants)"), "year"),
    Column("remittances_share", N_("Remittances received (% of GDP)"), "percent", 1),
    Column("remittances_year", N_("Year (remittances)"), "year"),
    Column("refugees_rate", N_("Refugees and others in need of protection for 1,000 inhabitants"), "number", 1),
    Column("refugees_year", N_("End of year (refugees)"), "year"),
]


def _refugee_note(words: Words, rows: pd.DataFrame) -> list[str]:
    """Who are counted for 1,000 inhabitants, and of when; nothing where UNHCR counts nobody in any of the countries."""
    year = rows["refugees_year"].max()
    if is_missing(year):
        return []
    text = N_(
        "Refugees for 1,000 inhabitants: refugees under UNHCR’s mandate and other people in need of international "
        "protection at the end of {year}, on the population of mid-{stock_year}."
    )
    return [words.t(text, year=int(year), stock_year=rows["stock_year"].iloc[0])]


def _peer_hover(words: Words, row: Any) -> str:
    return hover(
        areas.name(row.area, words.lang),
        words.t(
            N_("{share} of the population, mid-{year}"), share=words.percent(row.migrants_share), year=row.stock_year
        ),
        words.t(N_("Population: {count}"), count=words.number(row.population)),
    )


def _no_peers(words: Words, country: str, peers_by: str) -> Answer:
    """No share of migrants, no group of this kind, or nobody else in it."""
    if peers_by == "income":
        why = N_(
            "The World Bank’s newest classification has no income group for this country or area, or UN DESA no number of "
            "migrants. Other peers can be chosen."
        )
    else:
        why = N_("UN DESA’s Revision 2024 has no estimate of the migrants who live in this country or area.")
    return nothing(words.t(N_("{country}: no peers to compare with"), country=country), words.t(why))
