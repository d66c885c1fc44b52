"""Overview: the headline figures, and where the figures of the course note stand today."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd

from lma_data import catalog, claims
from lma_data.exhibits.base import Answer, Column, Headline, Setting, exhibit
from lma_data.i18n import N_, Words, is_missing
from lma_data.warehouse import ask, kept

LABELS = {
    "migrants": N_("International migrants"),
    "migrant-workers": N_("Migrants in the labour force"),
    "displaced": N_("People forcibly displaced"),
    "remittances": N_("Remittances received"),
    "cost": N_("Average cost of sending US$ 200, of the amount sent"),
}
# How each headline is dated, and how its movement is told: only within one series, never from edition to edition.
WHEN = {
    "migrants": N_("mid-{year}"),
    "migrant-workers": N_("{year}"),
    "displaced": N_("end of {year}"),
    "remittances": N_("{year}"),
    "cost": N_("{year}"),
}
MOVEMENT = {
    "migrants": N_("{before} in mid-{before_year}, in the same revision"),
    "migrant-workers": N_("No figure of an earlier edition can be set beside it: the newest rests on a new model"),
    "displaced": N_("{before} at the end of {before_year}, as published at the time"),
    "remittances": N_("{before} in {before_year}, at current prices"),
    "cost": N_(
        "{before} in {before_year}; the target for {by} is below {target}. A secondary source has a newer figure: {newer} "
        "({newer_when})"
    ),
}


@exhibit(
    "overview/headlines",
    question=N_("What are the headline figures on labour migration?"),
    datasets=(
        "undesa/migrant-stock-2024",
        "ilo/global-estimates",
        "unhcr/headlines",
        "worldbank/remittances-received",
        "unsd/sdg-10-c-1-world",
        "worldbank/prices-corridor-2025q3",
    ),
    apart=N_("Figures of different sources stand side by side; none is added to or compared with another."),
)
def headlines(setting: Setting) -> Answer:
    words = setting.words
    rows = ask("overview/headlines")
    tiles = [_headline(words, row) for row in rows.to_dict("records")]
    table = pd.DataFrame(
        {
            "figure": [words.t(LABELS[key]) for key in rows["id"]],
            "value": rows["value"],
            "unit": [words.t(UNITS[unit]) for unit in rows["unit"]],
            "when": [tile.when for tile in tiles],
            "before": rows["before"],
            "before_when": [_when(words, row, "before_as_of") for row in rows.to_dict("records")],
            "source": [tile.source for tile in tiles],
        }
    )
    return Answer(
        title=words.t(N_("Figures to start from")),
        subtitle=words.t(
            N_("The newest figure of each source, with its date. They measure different things: do not add them.")
        ),
        sentence=" ".join(
            words.t(N_("{label}: {number} ({when})."), number=tile.number, label=tile.label, when=tile.when)
            for tile in tiles
        ),
        table=table,
        columns=[
            Column("figure", N_("Figure")),
            Column("value", N_("Value"), "number", None),
            Column("unit", N_("Unit")),
            Column("when", N_("Date")),
            Column("before", N_("Before"), "number", None),
            Column("before_when", N_("Date of the one before")),
            Column("source", N_("Source")),
        ],
        figure=None,
        headlines=tiles,
        notes=[catalog.passport("unhcr/headlines").caveat("secondary-source", words.lang)],
    )


UNITS = {"persons": N_("people"), "US$": N_("US$"), "percent": N_("%")}


def _headline(words: Words, row: dict[str, Any]) -> Headline:
    def figure(value: float) -> str:
        if row["unit"] == "percent":
            return words.percent(value, None)
        return words.usd(value) if row["unit"] == "US$" else words.short(value)

    key = row["id"]
    target = claims.target("remittance-cost-target")
    newer = _finding("remittance-cost-target")
    before_year = None if is_missing(row["before_as_of"]) else row["before_as_of"].year
    return Headline(
        number=figure(row["value"]),
        label=words.t(LABELS[key]),
        when=_when(words, row, "as_of"),
        movement=words.t(
            MOVEMENT[key],
            before="" if before_year is None else figure(row["before"]),
            before_year=before_year,
            target=words.percent(target.level, None),
            by=target.by,
            newer=words.percent(newer.newest, 2),
            newer_when=newer.claim.newest.reference[words.lang],
        ),
        source=catalog.passport(row["dataset"]).short_source[words.lang],
    )


def _when(words: Words, row: dict[str, Any], column: str) -> str:
    day: date = row[column]
    pattern = WHEN[row["id"]]
    return "" if is_missing(day) else words.t(pattern, year=day.year)


STATUSES = {
    "reproduced": N_("reproduced from the data"),
    "cited": N_("cited"),
    "target": N_("target"),
}


@exhibit(
    "overview/claims",
    question=N_("Do the figures of the course note hold, and what are the newest ones?"),
    datasets=(
        "undesa/migrant-stock-2020",
        "undesa/migrant-stock-2024",
        "ilo/global-estimates",
        "unhcr/headlines",
        "unsd/sdg-10-c-1-world",
        "unsd/sdg-10-c-1-corridors",
        "worldbank/prices-corridor-2025q3",
    ),
    apart=N_("Each stated figure is set against the data of its own edition; the newest figure stands beside it."),
)
def course_note(setting: Setting) -> Answer:
    words = setting.words
    findings = _findings()
    table = pd.DataFrame([_claim_row(words, finding) for finding in findings])
    targets = [finding for finding in findings if finding.claim.status == "target"]
    figures = [finding for finding in findings if finding.claim.status != "target"]
    return Answer(
        title=words.t(N_("The figures of the course note")),
        subtitle=words.t(
            N_(
                "Each figure as the note states it, what the data of its own edition say, "
                "and the newest figure that there is. Newest and stated figures come from different editions: "
                "their difference is not a change over time."
            )
        ),
        sentence=words.t(
            N_(
                "Of the {figures} figures of the note, {reproduced} can be computed from the data of its own edition, "
                "and agrees once rounded; {cited} are cited as texts quote their publisher. "
                "Of the {targets} targets, {missed} were not met at the last measurement."
            ),
            reproduced=words.number(sum(finding.claim.status == "reproduced" and finding.holds for finding in figures)),
            cited=words.number(sum(finding.claim.status == "cited" for finding in figures)),
            figures=words.number(len(figures)),
            missed=words.number(sum(not finding.holds for finding in targets)),
            targets=words.number(len(targets)),
        ),
        table=table,
        columns=[
            Column("claim", N_("In the note")),
            Column("stated", N_("Stated"), "number", None),
            Column("measured", N_("In the data"), "number", None),
            Column("difference", N_("Difference"), "number", None),
            Column("unit", N_("Unit")),
            Column("edition", N_("Edition")),
            Column("status", N_("Status")),
            Column("newest", N_("Newest"), "number", None),
            Column("newest_edition", N_("Newest edition")),
        ],
        figure=None,
        notes=[f"{finding.claim.text[words.lang]} {finding.claim.newest.note[words.lang]}" for finding in findings],
    )


@kept
def _findings() -> list[claims.Finding]:
    """What the data say of every claim: two queries each, the same in both languages."""
    return claims.examine(claims.claims().values(), ask)


def _finding(claim_id: str) -> claims.Finding:
    return next(finding for finding in _findings() if finding.claim.id == claim_id)


def _claim_row(words: Words, finding: claims.Finding) -> dict[str, Any]:
    claim, lang = finding.claim, words.lang
    status = words.t(STATUSES[claim.status])
    stated = float(claim.stated)
    if claim.measured_in and claim.goal and claim.goal.at_most is not None:
        stated = float(claim.goal.at_most)  # "no corridor above 5 %" is a share of corridors of 0
    if claim.status == "target":
        status = f"{status}{words.t(N_(': '))}{words.t(N_('met') if finding.holds else N_('not met'))}"
    return {
        "claim": claim.text[lang],
        "stated": stated,
        "measured": finding.value,
        "difference": finding.value - stated,
        "unit": (claim.measured_in or claim.unit)[lang],
        "edition": f"{claim.edition[lang]}, {claim.reference[lang]}",
        "status": status,
        "newest": finding.newest,
        "newest_edition": f"{claim.newest.edition[lang]}, {claim.newest.reference[lang]}",
    }
