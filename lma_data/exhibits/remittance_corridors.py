"""What sending money costs from corridor to corridor: all of them against the targets, and those that one looks for."""

from __future__ import annotations

from typing import Any

import pandas as pd

from lma_data import areas, catalog, charts
from lma_data.exhibits import remittance_places as places
from lma_data.exhibits.base import Answer, Column, Setting, exhibit
from lma_data.exhibits.parameters import WORLD
from lma_data.exhibits.remittance_places import GROUPS, RECEIVER, SENDER
from lma_data.exhibits.remittance_prices import (
    AMOUNT,
    COST_CORRIDORS,
    COST_QUARTER,
    ONE_SOURCE_A_YEAR,
    PRICE_YEAR,
    aim,
    arrow,
    both_targets,
    corridor,
    corridor_hover,
    corridor_keys,
    limit,
    of_year,
    price_caveats,
    price_datasets,
    price_quarters,
)
from lma_data.exhibits.shared import BARS, each
from lma_data.i18n import N_, NN_, Words
from lma_data.warehouse import ask

LONGEST = 25  # percent: where the scale of the strip of corridors ends
NAMED_CORRIDORS = 12  # of those chosen, how many the strip names
NAMED_ON_A_PHONE = 6
FEW_PAIRS = 12  # of so many possible corridors, those without a price are named


@exhibit(
    "development/cost-corridors",
    question=N_("What does sending money cost in each corridor, and in how many does it cost more than the limit?"),
    datasets=(COST_CORRIDORS, COST_QUARTER, *GROUPS),
    apart=N_("The chart shows one source alone; a newer price of the other stands in words beside it, never joined."),
    parameters=(SENDER, RECEIVER, PRICE_YEAR),
)
def cost_corridors(setting: Setting, sender: str, receiver: str, price_year: int) -> Answer:
    words = setting.words
    rows = _chosen_first(ask("development/cost_corridors", year=price_year), sender, receiver)
    priced = rows.dropna(subset=["cost"])
    looked_for = priced[priced["chosen"]]
    facts = _all_facts(words, priced, price_year) | {"places": places.between(words, sender, receiver)}
    everywhere = bool(rows["chosen"].all())
    if len(looked_for) and not everywhere:
        facts |= _chosen_facts(words, looked_for)
    title, sentence = _wordings(len(looked_for), everywhere)
    newer = _newer(words, sender, receiver, price_year)
    return Answer(
        title=words.t(title, **facts),
        subtitle=words.t(
            N_(
                "Average cost of sending {amount}, % of the amount sent, {period}. "
                "Each mark is a corridor from one country to another."
            ),
            **facts,
        ),
        sentence=" ".join([words.t(sentence, **facts), *newer]),
        table=rows,
        columns=CORRIDOR_COLUMNS,
        figure=_strip(setting, priced, looked_for, everywhere, facts),
        notes=[
            *_named_of(setting, 0 if everywhere else len(looked_for)),
            *_pairs_without_price(words, looked_for, sender, receiver),
            *_beyond_the_scale(words, int((priced["cost"] > LONGEST).sum())),
            *_without_price(words, len(rows) - len(priced)),
            *price_caveats(words, price_year, priced["cost"]),
            *([catalog.passport(COST_QUARTER).caveat("secondary-source", words.lang)] if newer else []),
        ],
        rests_on=(*price_datasets(price_year), *([COST_QUARTER] if newer else []), *places.datasets(sender, receiver)),
    )


def _newer(words: Words, sender: str, receiver: str, year: int) -> list[str]:
    """What the newer, secondary source says of the corridors looked for, beside the indicator's newest year."""
    newest = max(price_quarters())
    if year != PRICE_YEAR.default or newest == year:
        return []
    priced = ask("development/cost_corridors", year=newest).dropna(subset=["cost"])
    found = priced[places.chosen(priced, sender, receiver)]
    if found.empty:
        return []
    facts = _all_facts(words, found, newest) | _chosen_facts(words, found) | {"period": of_year(words, newest)}
    if sender == receiver == WORLD:
        text = N_(
            "A secondary source has newer prices, not joined to these: in {period}, {above} of {count} corridors cost more "
            "than {limit} ({share})."
        )
    elif len(found) == 1:
        text = N_("A secondary source has a newer price, not joined to these: {corridor}, {exact} in {period}.")
    else:
        text = N_(
            "A secondary source has newer prices, not joined to these: {cheapest} to {dearest} in {count} corridors, "
            "{exact} as a simple mean, in {period}."
        )
    return [words.t(text, **facts)]


CORRIDOR_COLUMNS = [
    Column("sender", N_("Sending country"), "area"),
    Column("receiver", N_("Receiving country"), "area"),
    Column("cost", N_("Average cost (% of the amount sent)"), "percent", 2),
]


def _chosen_first(rows: pd.DataFrame, sender: str, receiver: str) -> pd.DataFrame:
    """The corridors from the most expensive down, those looked for before all others."""
    marked = rows.assign(chosen=places.chosen(rows, sender, receiver))
    return marked.sort_values("chosen", ascending=False, kind="stable").reset_index(drop=True)


def _wordings(found: int, everywhere: bool) -> tuple[str, str]:
    """Title and sentence, by what was looked for and how many corridors were found."""
    if everywhere:
        return (
            N_("{share} of corridors cost more than {limit} ({above} of {priced}, {period})"),
            N_(
                "In {period}, {above} of the {priced} corridors with a price cost more than {limit}, "
                "the limit that target 10.c sets for every corridor, and {below} cost less than {aim}. "
                "Costs go from {lowest} ({lowest_in}) to {highest} ({highest_in}); each corridor counts once, "
                "whatever is sent through it."
            ),
        )
    if not found:
        return (
            N_("{places}: no corridor with a price in {period}"),
            N_(
                "Of {places}, no corridor has a price in {period}. The survey of that year has prices for the {priced} "
                "corridors shown, of which {above} ({share}) cost more than {limit}."
            ),
        )
    if found == 1:
        return (
            N_("{corridor}: sending {amount} cost {mean} of the amount in {period}"),
            N_(
                "{corridor}: the average cost of sending {amount} was {exact} of the amount sent in {period}; target "
                "10.c sets a limit of {limit} for every corridor, and {aim} for the average. "
                "Of all {priced} corridors with a price, {share} cost more than {limit}."
            ),
        )
    return (
        N_("{places}: sending {amount} cost {cheapest} to {dearest} in {period}, {mean} as a simple mean"),
        N_(
            "{places}: in the {count} corridors with a price in {period}, the average cost of sending {amount} goes from "
            "{cheapest} ({cheapest_in}) to {dearest} ({dearest_in}) of the amount sent. Their simple mean is {exact}, not "
            "weighted by what is sent through each. Above the limit of {limit}: {over} of them; below {aim}: {under}. "
            "Of all {priced} corridors with a price, {share} cost more than {limit}."
        ),
    )


def _all_facts(words: Words, priced: pd.DataFrame, year: int) -> dict[str, Any]:
    """What the texts say of all corridors with a price."""
    lowest, highest = priced.loc[priced["cost"].idxmin()], priced.loc[priced["cost"].idxmax()]
    above = int((priced["cost"] > limit().level).sum())
    return {
        "amount": words.usd(AMOUNT),
        "period": of_year(words, year),
        "aim": words.percent(aim().level, None),
        "limit": words.percent(limit().level, None),
        "priced": words.number(len(priced)),
        "above": words.number(above),
        "within": words.number(len(priced) - above),
        "below": words.number((priced["cost"] < aim().level).sum()),
        "share": words.percent(100 * above / len(priced)),
        "lowest": words.percent(lowest["cost"]),
        "lowest_in": corridor(words, lowest),
        "highest": words.percent(highest["cost"]),
        "highest_in": corridor(words, highest),
    }


def _chosen_facts(words: Words, found: pd.DataFrame) -> dict[str, Any]:
    """What the texts say of the corridors looked for, which come from the most expensive down."""
    dearest, cheapest = found.iloc[0], found.iloc[-1]
    over = int((found["cost"] > limit().level).sum())
    return {
        "count": words.number(len(found)),
        "corridor": corridor(words, dearest),
        "mean": words.percent(found["cost"].mean()),
        "exact": words.percent(found["cost"].mean(), 2),
        "cheapest": words.percent(cheapest["cost"]),
        "cheapest_in": corridor(words, cheapest),
        "dearest": words.percent(dearest["cost"]),
        "dearest_in": corridor(words, dearest),
        "over": words.number(over),
        "above": words.number(over),
        "within": words.number(len(found) - over),
        "under": words.number((found["cost"] < aim().level).sum()),
    }


def _strip(
    setting: Setting, priced: pd.DataFrame, looked_for: pd.DataFrame, everywhere: bool, facts: dict[str, Any]
) -> dict[str, Any]:
    words = setting.words
    # The piles grow from the cheapest corridor on; those looked for lie at the bottom.
    drawn = priced.sort_values(["chosen", "cost"], ascending=[False, True], kind="stable").reset_index(drop=True)
    named = [] if everywhere else _names(setting, drawn[drawn["chosen"]])
    return charts.strip_plot(
        drawn["cost"].tolist(),
        [corridor_hover(words, row) for row in each(drawn)],
        setting.look,
        targets=both_targets(setting),
        sides=(words.t(N_("{within} at {limit} or less"), **facts), words.t(N_("{above} above {limit}"), **facts)),
        tick=lambda value: words.percent(value, 0),
        keys=corridor_keys(drawn),
        longest=LONGEST,
        chosen=frozenset(drawn.index[drawn["chosen"]]) if len(looked_for) and not everywhere else (),
        names=named,
    )


def _names(setting: Setting, found: pd.DataFrame) -> list[tuple[int, str]]:
    """Place and name of the corridors that the strip names, from the most expensive down: the ends where they are many."""
    most = NAMED_ON_A_PHONE if setting.look.compact else NAMED_CORRIDORS
    if len(found) > most:
        found = pd.concat([found.head(most // 2), found.tail(most // 2)])
    names = [
        f"{arrow(setting.words, row)}{setting.words.t(N_(': '))}{setting.words.percent(row.cost)}"
        for row in each(found)
    ]
    return list(zip(found.index.tolist(), names, strict=True))[::-1]


def _named_of(setting: Setting, found: int) -> list[str]:
    """Says which of the corridors are named, where not all are."""
    most = NAMED_ON_A_PHONE if setting.look.compact else NAMED_CORRIDORS
    if found <= most:
        return []
    return [
        setting.words.t(
            N_("Named are the {half} cheapest and the {half} most expensive of the {count}; the table has all, first."),
            half=setting.words.number(most // 2),
            count=setting.words.number(found),
        )
    ]


def _pairs_without_price(words: Words, found: pd.DataFrame, sender: str, receiver: str) -> list[str]:
    """Names the corridors between the two places that have no price, where few are possible."""
    senders, receivers = places.members(sender), places.members(receiver)
    if senders is None or receivers is None or len(senders) * len(receivers) > FEW_PAIRS or not len(found):
        return []
    priced = {(row.sender, row.receiver) for row in each(found)}
    without = [
        f"{areas.label(one, words.lang)} → {areas.label(other, words.lang)}"
        for one in senders
        for other in receivers
        if one != other and (one, other) not in priced
    ]
    return [words.t(N_("No price: {corridors}."), corridors=words.list(without))] if without else []


BEYOND_THE_SCALE = NN_(
    "{count} corridor above {longest} stands at the end of the scale.",
    "{count} corridors above {longest} stand together at the end of the scale.",
)
WITHOUT_PRICE = NN_(
    "{count} corridor of the survey has no price and is not counted.",
    "{count} corridors of the survey have no price and are not counted.",
)


def _beyond_the_scale(words: Words, number: int) -> list[str]:
    return [words.n(*BEYOND_THE_SCALE, number, longest=words.percent(LONGEST, 0))] if number else []


def _without_price(words: Words, number: int) -> list[str]:
    return [words.n(*WITHOUT_PRICE, number)] if number else []


@exhibit(
    "development/cost-most-expensive",
    question=N_("Which corridors cost most?"),
    datasets=(COST_CORRIDORS, COST_QUARTER),
    apart=ONE_SOURCE_A_YEAR,
    parameters=(PRICE_YEAR,),
)
def cost_most_expensive(setting: Setting, price_year: int) -> Answer:
    words = setting.words
    rows = ask("development/cost_corridors", year=price_year).dropna(subset=["cost"]).head(BARS)
    facts = _expensive_facts(words, rows, price_year)
    return Answer(
        title=words.t(N_("Most expensive corridor, {period}: {corridor}, {highest} of the amount sent"), **facts),
        subtitle=words.t(
            N_(
                "Average cost of sending {amount}, % of the amount sent, {period}: "
                "the {count} most expensive corridors of the survey."
            ),
            **facts,
        ),
        sentence=words.t(
            N_(
                "Among the {count} most expensive corridors, the cost of sending {amount} goes from {lowest} to "
                "{highest} in {period}. "
                "The sending country that stands there most often is {sender} ({number} of {count})."
            ),
            **facts,
        ),
        table=rows,
        columns=CORRIDOR_COLUMNS,
        figure=charts.ranked_bars(
            [arrow(words, row) for row in each(rows)],
            rows["cost"].tolist(),
            [words.percent(cost) for cost in rows["cost"]],
            [corridor_hover(words, row) for row in each(rows)],
            setting.look,
            keys=corridor_keys(rows),
        ),
        notes=price_caveats(words, price_year, rows["cost"]),
        rests_on=price_datasets(price_year),
    )


def _expensive_facts(words: Words, rows: pd.DataFrame, year: int) -> dict[str, Any]:
    first, last = rows.iloc[0], rows.iloc[-1]
    # Of two senders that stand there as often, the one with the most expensive corridor.
    senders = rows["sender"].value_counts(sort=False).sort_values(ascending=False, kind="stable")
    return {
        "amount": words.usd(AMOUNT),
        "period": of_year(words, year),
        "corridor": corridor(words, first),
        "highest": words.percent(first["cost"]),
        "lowest": words.percent(last["cost"]),
        "count": words.number(len(rows)),
        "sender": areas.label(str(senders.index[0]), words.lang),
        "number": words.number(senders.iloc[0]),
    }
