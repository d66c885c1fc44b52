"""Country: what the data here have of it, what they lack and why, and what they cannot answer."""

from __future__ import annotations

from typing import Any, NamedTuple

import pandas as pd

from lma_data import areas, catalog, charts
from lma_data.charts import theme
from lma_data.exhibits.base import Answer, Column, Setting, exhibit
from lma_data.exhibits.parameters import COUNTRY
from lma_data.exhibits.shared import each, hover
from lma_data.i18n import N_, Words
from lma_data.warehouse import ask, kept


class Holding(NamedTuple):
    """What one dataset, or one side of it, can say of a country."""

    key: str  # as in country/holdings: the dataset, and the side after a colon
    what: str  # what it counts
    question: str = ""  # which remains open where nothing that has the same question has a figure
    reason: str = ""  # why a country has none, where the passport's caveat on coverage does not say it best

    @property
    def dataset(self) -> str:
        return self.key.split(":")[0]


LIVES_THERE = N_("How many migrants live in the country, and from where do they come?")
LEFT = N_("How many people from the country live abroad, and where?")
AGES = N_("How old are the migrants who live there?")
HOSTED = N_("How many refugees and asylum-seekers does the country host, and with what rights to work?")
FLED = N_("How many people had to flee from the country, and who counts them?")
CLAIMS_LODGED = N_("How many people ask for asylum in the country, and how are their claims decided?")
CLAIMS_OF = N_("Where do people from the country ask for asylum, and are they recognized?")
RETURNED = N_("Do those who fled return, and are they resettled or naturalised?")
DISPLACED = N_("Is anybody displaced within the country, and would it be recorded?")
DEATHS = N_("Who dies or disappears on the way to the country or through it?")
LEAVE = N_("How many nationals leave for employment abroad each year, and who registers them?")
LEAVE_WHERE = N_("For which countries, and for which work, do nationals leave?")
COME = N_("How many foreign workers come each year, and in which sectors do they work?")
FOREIGN_WORKERS = N_("Do foreign citizens have work as often as nationals, and under which conditions?")
INJURED = N_("Are migrants injured or killed at work more often than others?")
RIGHTS = N_("Can workers, and migrants among them, join a trade union and bargain collectively?")
MONEY_IN = N_("How much money do migrants send home, and how heavily does it weigh?")
MONEY_OUT = N_("How much money do migrants send out of the country?")
PARTNERS = N_("From where does the money come, and to where does it go?")
COST_TO = N_("What does sending money to the country cost?")
COST_FROM = N_("What does sending money from the country cost?")

EUROPE_ONLY = N_("Eurostat’s labour force survey covers European countries only.")
UNRWA_ONLY = N_(
    "UNRWA registers refugees in its areas of operation only: Jordan, Lebanon, the State of Palestine and Syria."
)
NOBODY_COUNTED = N_("UNHCR has a row only where it counts somebody: none does not mean that there is nobody.")
NO_RECORD = N_("There is a row only where displacement was recorded: none is not zero.")
NO_DESTINATION = N_("No year that the country reports is told by destination.")
NO_ROW = N_("The dataset has no row of this country or area.")
NO_RATE = N_("The SDG database has no rate that the country reported to the ILO.")
NO_STATUS = N_("Few countries tell migrants from others in their records of injuries.")

PARTS: dict[str, tuple[Holding, ...]] = {
    N_("People"): (
        Holding("undesa/migrant-stock-2024", N_("Migrants who live there"), LIVES_THERE),
        Holding("undesa/migrant-stock-2024-bilateral:to", N_("Migrants who live there, by origin"), LIVES_THERE),
        Holding("undesa/migrant-stock-2024-origin", N_("People from there who live abroad"), LEFT),
        Holding(
            "undesa/migrant-stock-2024-bilateral:from", N_("People from there who live abroad, by destination"), LEFT
        ),
        Holding("undesa/migrant-stock-2020", N_("Migrants who live there, earlier revision"), LIVES_THERE),
        Holding("undesa/migrant-stock-2020-age", N_("Migrants who live there, by age"), AGES),
        Holding("undesa/refugees-2020", N_("Refugees among the migrants"), HOSTED),
        Holding("undesa/population", N_("Population")),
        Holding("geography/population-wdi", N_("Population (World Bank)")),
    ),
    N_("Displacement"): (
        Holding("unhcr/population:to", N_("Refugees and others whom it hosts"), HOSTED, NOBODY_COUNTED),
        Holding("unhcr/population:from", N_("Refugees and others from there"), FLED, NOBODY_COUNTED),
        Holding(
            "unhcr/population-mid-2024:to", N_("Refugees and others whom it hosts, mid-2024"), HOSTED, NOBODY_COUNTED
        ),
        Holding("unhcr/population-mid-2024:from", N_("Refugees and others from there, mid-2024"), FLED, NOBODY_COUNTED),
        Holding("unhcr/demographics:to", N_("Sex and age of those whom it hosts"), HOSTED, NOBODY_COUNTED),
        Holding("unhcr/demographics:from", N_("Sex and age of those from there"), FLED, NOBODY_COUNTED),
        Holding("unhcr/asylum-applications:to", N_("Claims for asylum lodged there"), CLAIMS_LODGED, NOBODY_COUNTED),
        Holding(
            "unhcr/asylum-applications:from", N_("Claims for asylum of people from there"), CLAIMS_OF, NOBODY_COUNTED
        ),
        Holding("unhcr/asylum-decisions:to", N_("Decisions on asylum taken there"), CLAIMS_LODGED, NOBODY_COUNTED),
        Holding(
            "unhcr/asylum-decisions:from", N_("Decisions on asylum on people from there"), CLAIMS_OF, NOBODY_COUNTED
        ),
        Holding(
            "unhcr/solutions:to", N_("Returns, resettlement, naturalisation of those hosted"), RETURNED, NOBODY_COUNTED
        ),
        Holding(
            "unhcr/solutions:from",
            N_("Returns, resettlement, naturalisation of those from there"),
            RETURNED,
            NOBODY_COUNTED,
        ),
        Holding("unrwa/registered-refugees", N_("Palestine refugees registered there"), "", UNRWA_ONLY),
        Holding("idmc/displaced-by-conflict", N_("Displaced within it by conflict, by year"), DISPLACED, NO_RECORD),
        Holding("idmc/stocks-2024", N_("Displaced within it, by cause, sex and age"), DISPLACED, NO_RECORD),
        Holding("idmc/flows", N_("Displacements within it during each year"), DISPLACED, NO_RECORD),
        Holding("unsd/sdg-10-7-3", N_("Deaths and disappearances in migration"), DEATHS),
    ),
    N_("Work"): (
        Holding("ilo/outflows", N_("Nationals who leave for employment"), LEAVE),
        Holding(
            "ilo/outflows:destinations",
            N_("Nationals who leave for employment, by destination"),
            LEAVE_WHERE,
            NO_DESTINATION,
        ),
        Holding("ilo/outflows-by-sector", N_("Nationals who leave for employment, by sector"), LEAVE_WHERE),
        Holding("ilo/inflows-by-sector", N_("Foreign workers who come, by sector"), COME),
        Holding("eurostat/labour-status", N_("Foreign citizens by labour status"), FOREIGN_WORKERS, EUROPE_ONLY),
        Holding("eurostat/employment-rate", N_("Employment rate of foreign citizens"), FOREIGN_WORKERS, EUROPE_ONLY),
        Holding(
            "eurostat/unemployment-rate", N_("Unemployment rate of foreign citizens"), FOREIGN_WORKERS, EUROPE_ONLY
        ),
        Holding("geography/labour-force", N_("Labour force")),
        Holding("unsd/sdg-8-8-1", N_("Injuries at work, all workers"), INJURED, NO_RATE),
        Holding("unsd/sdg-8-8-1:migrants", N_("Injuries at work of migrants"), INJURED, NO_STATUS),
        Holding("unsd/sdg-8-8-2", N_("Compliance with labour rights"), RIGHTS),
    ),
    N_("Money"): (
        Holding("worldbank/remittances-received", N_("Remittances received"), MONEY_IN),
        Holding("worldbank/remittances-knomad", N_("Remittances received, KNOMAD"), MONEY_IN),
        Holding("worldbank/remittances-share-gdp", N_("Remittances received, share of GDP"), MONEY_IN),
        Holding("worldbank/remittances-paid", N_("Remittances paid"), MONEY_OUT),
        Holding("worldbank/bilateral-remittances-2021:to", N_("Remittances by sending country"), PARTNERS),
        Holding("worldbank/bilateral-remittances-2021:from", N_("Remittances by receiving country"), PARTNERS),
        Holding("unsd/sdg-10-c-1-world", N_("Average cost of sending money there"), COST_TO),
        Holding("unsd/sdg-10-c-1-sending", N_("Average cost of sending money from there"), COST_FROM),
        Holding("worldbank/prices-by-country:to", N_("Average cost of sending money there, World Bank"), COST_TO),
        Holding(
            "worldbank/prices-by-country:from", N_("Average cost of sending money from there, World Bank"), COST_FROM
        ),
        Holding("unsd/sdg-10-c-1-corridors:to", N_("Cost by corridor, to it"), COST_TO),
        Holding("unsd/sdg-10-c-1-corridors:from", N_("Cost by corridor, from it"), COST_FROM),
        Holding("worldbank/prices-corridor-2011-2020:to", N_("Cost by corridor to 2020, to it"), COST_TO),
        Holding("worldbank/prices-corridor-2011-2020:from", N_("Cost by corridor to 2020, from it"), COST_FROM),
        Holding("worldbank/prices-by-provider-2011-2014:to", N_("Cost by kind of provider to 2014, to it"), COST_TO),
        Holding(
            "worldbank/prices-by-provider-2011-2014:from", N_("Cost by kind of provider to 2014, from it"), COST_FROM
        ),
        Holding("worldbank/prices-corridor-2016-2025:to", N_("Cost by corridor to 2025, to it"), COST_TO),
        Holding("worldbank/prices-corridor-2016-2025:from", N_("Cost by corridor to 2025, from it"), COST_FROM),
        Holding("worldbank/prices-corridor-2025q3:to", N_("Cost by corridor, newest survey, to it"), COST_TO),
        Holding("worldbank/prices-corridor-2025q3:from", N_("Cost by corridor, newest survey, from it"), COST_FROM),
    ),
    N_("Groups of countries"): (
        Holding("geography/income-groups", N_("Income group (fiscal years)")),
        Holding("geography/communities", N_("Regional economic communities (years of joining)")),
    ),
}
# What no dataset here answers of any country.
ALWAYS_OPEN = (
    N_("How many migrants are in the country without papers, and what work do they do?"),
    N_("What skills and qualifications do migrants bring, and are they recognized?"),
    N_("What do migrants earn, which hours do they work, and does social security cover them?"),
    N_("What do workers pay to recruiters and for papers before they leave?"),
    N_("How many migrants come back, and what becomes of them at home?"),
    N_("How much money and goods are sent by ways that nobody records?"),
    N_("How do sex, age and status act together: who is counted nowhere?"),
)
HEAD = 6  # missing things that the sentence names


@exhibit(
    "country/missing",
    question=N_("What is missing for the country, and what can the data here not answer?"),
    datasets=tuple(dict.fromkeys(one.dataset for holdings in PARTS.values() for one in holdings)),
    parameters=(COUNTRY,),
    apart=N_("No figures are put together here: what is counted is for which years each dataset has any."),
)
def missing(setting: Setting, c: str) -> Answer:
    words = setting.words
    rows = _rows(words, c)
    lacking = rows[rows["years"].isna()]
    facts = {
        "country": areas.name(c, words.lang),
        "held": words.number(len(rows) - len(lacking)),
        "all": words.number(len(rows)),
        "lacking": words.number(len(lacking)),
    }
    return Answer(
        title=words.t(
            N_("{country}: {held} of the {all} series here have figures of it, {lacking} have none"), **facts
        ),
        subtitle=words.t(
            N_(
                "Series of which every row is of a country, by subject: how many have at least one figure of this one, in "
                "any year"
            )
        ),
        sentence=_what_lacks(words, lacking, facts),
        table=rows,
        columns=[
            Column("part", N_("Subject")),
            Column("what", N_("What is counted")),
            Column("has", N_("Figures")),
            Column("years", N_("Years with figures"), "count"),
            Column("first", N_("First"), "year"),
            Column("last", N_("Last"), "year"),
            Column("dataset", N_("Dataset")),
            Column("reason", N_("Why there are none")),
        ],
        figure=_figure(setting, rows),
        notes=[
            words.t(N_("A year counts when it has at least one figure; a 0 that was reported is a figure.")),
            words.t(N_("No data here on any country say:")),
            *(f"– {question}" for question in _open(words)),
        ],
        rests_on=("geography/areas",),
    )


@kept
def _holdings() -> dict[str, dict[str, Any]]:
    """Country -> holding -> its row: one query for all, because it reads every table."""
    found: dict[str, dict[str, Any]] = {}
    for row in each(ask("country/holdings")):
        found.setdefault(row.area, {})[row.holding] = row
    return found


def _rows(words: Words, c: str) -> pd.DataFrame:
    """One row a holding; years, first and last are missing where the country has no figure."""
    held = _holdings().get(c, {})
    rows = [
        {
            "part": words.t(part),
            "what": words.t(one.what),
            "has": words.t(N_("yes")) if one.key in held else words.no_data,
            **{column: getattr(held.get(one.key), column, None) for column in ("years", "first", "last")},
            "dataset": catalog.passport(one.dataset).short_source[words.lang],
            "reason": "" if one.key in held else _reason(words, one),
            "asked": bool(one.question),
        }
        for part, holdings in PARTS.items()
        for one in holdings
    ]
    return pd.DataFrame(rows).astype({"years": "Int64", "first": "Int64", "last": "Int64"})


def _reason(words: Words, one: Holding) -> str:
    """Why a country is not in it: in a sentence of its own, or the passport's on coverage."""
    if one.reason:
        return words.t(one.reason)
    caveats = catalog.passport(one.dataset).caveats
    return next((caveat.text[words.lang] for caveat in caveats if caveat.id == "incomplete-coverage"), words.t(NO_ROW))


def _what_lacks(words: Words, lacking: pd.DataFrame, facts: dict[str, str]) -> str:
    """Names what a question here remains open for; the table has the rest."""
    names = lacking.loc[lacking["asked"], "what"].tolist()
    if not names:
        return words.t(N_("{country}: each of the questions here has figures to answer it."), country=facts["country"])
    listed = words.t(N_("; ")).join(names[:HEAD])
    if len(names) <= HEAD:
        return words.t(N_("{country}, no data on: {listed}."), country=facts["country"], listed=listed)
    return words.t(
        N_("{country}, no data on: {listed}; and {more} more, in the table."),
        country=facts["country"],
        listed=listed,
        more=words.number(len(names) - HEAD),
    )


def _open(words: Words) -> list[str]:
    return [words.t(question) for question in ALWAYS_OPEN]


def open_questions(words: Words, c: str) -> tuple[list[str], list[str]]:
    """What the data cannot answer: of this country, where no dataset with the question has a figure; and of any."""
    held = _holdings().get(c, {})
    every = [one for holdings in PARTS.values() for one in holdings if one.question]
    answered = {one.question for one in every if one.key in held}
    own = dict.fromkeys(one.question for one in every if one.question not in answered)
    return [words.t(question) for question in own], _open(words)


def _figure(setting: Setting, rows: pd.DataFrame) -> dict[str, Any]:
    """A bar for each subject: the series with figures of the country, and those without."""
    words, look = setting.words, setting.look
    colours = theme.palette(look)
    by_part = rows.groupby("part", sort=False)["years"].agg(["count", "size"])
    labels = [str(part) for part in by_part.index]
    held, whole = by_part["count"].tolist(), by_part["size"].tolist()
    lacking = [of_part - has for of_part, has in zip(whole, held, strict=True)]
    with_figures, without = words.t(N_("With figures")), words.t(N_("Without"))
    return charts.stacked_bars(
        labels,
        [
            charts.Part(
                with_figures,
                held,
                [hover(label, with_figures, words.number(count)) for label, count in zip(labels, held, strict=True)],
                colours.series[0],
            ),
            charts.Part(
                without,
                lacking,
                [hover(label, without, words.number(count)) for label, count in zip(labels, lacking, strict=True)],
                colours.other,
                "/",
            ),
        ],
        [
            words.t(N_("{held} of {all}"), held=words.number(has), all=words.number(of_part))
            for has, of_part in zip(held, whole, strict=True)
        ],
        look,
        keys=labels,
    )
