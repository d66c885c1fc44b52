"""What a room is shown of a cohort: the tables of a release as charts. Of the cohort itself this module knows nothing."""

from __future__ import annotations

import textwrap
from typing import Any, NamedTuple

import pandas as pd

from lma_data import charts
from lma_data.charts.theme import Look
from lma_data.exhibits.shared import PEOPLE
from lma_data.i18n import N_, Words
from lma_data.releases import By, Release

LABEL = 34  # characters in a line of a label
PHONE = 44  # characters of a label above its bar


class Slide(NamedTuple):
    """One table of a release, as it is shown."""

    by: By
    title: str
    subtitle: str
    sentence: str
    table: pd.DataFrame  # category, [other], people
    figure: dict[str, Any]


def slides(release: Release, words: Words, look: Look) -> list[Slide]:
    """All tables, those by one dimension first."""
    return [slide(release, by, words, look) for by in sorted(release.tables, key=len)]


def slide(release: Release, by: By, words: Words, look: Look) -> Slide:
    return _one_way(release, by[0], words, look) if len(by) == 1 else _two_way(release, by, words, look)


def heading(release: Release, by: By, words: Words) -> str:
    """Audience group × Gender."""
    return " × ".join(release.dimensions[name].name[words.lang] for name in by)


def names(release: Release, dimension: str, words: Words) -> list[str]:
    return [one.name[words.lang] for one in release.dimensions[dimension].categories]


def counted(release: Release, words: Words) -> str:
    """Taking part, 90 people, 3 August 2025."""
    facts = {"who": release.counted[words.lang], "people": words.n(*PEOPLE, release.people)}
    return words.t(N_("{who}: {people}, {date}"), date=words.date(release.date), **facts)


def source(release: Release, words: Words) -> str:
    """The line under each chart."""
    facts = {"title": release.title[words.lang], "date": words.date(release.date), "k": words.number(release.k)}
    line = words.t(N_("Source: {title}, release of {date}. No figure is of fewer than {k} people."), **facts)
    return f"{line} {words.t(N_('All people of this cohort are invented.'))}" if release.invented else line


def _one_way(release: Release, name: str, words: Words, look: Look) -> Slide:
    counts = release.tables[name,]
    categories = release.dimensions[name].categories
    order = _order(release, name)
    said = names(release, name, words)
    alone = [place for place in order if not categories[place].rest] or order
    first = max(alone, key=lambda place: counts[place])
    facts = {
        "dimension": heading(release, (name,), words),
        "first": said[first],
        "count": words.number(counts[first]),
        "people": words.n(*PEOPLE, release.people),
        "share": words.percent(counts[first] / release.people * 100, 0),
    }
    shown = [
        f"{words.number(counts[place])} ({words.percent(counts[place] / release.people * 100, 0)})" for place in order
    ]
    return Slide(
        (name,),
        words.t(N_("{dimension}: {first}, {count} of {people} ({share})"), **facts),
        f"{heading(release, (name,), words)}. {counted(release, words)}",
        words.t(N_("; ")).join(f"{said[place]} {words.number(counts[place])}" for place in order),
        pd.DataFrame({"category": [said[place] for place in order], "people": [counts[place] for place in order]}),
        charts.ranked_bars(
            [said[place] if look.compact else _wrapped(said[place]) for place in order],
            [counts[place] for place in order],
            shown,
            [""] * len(order),
            look,
            keys=[str(place) for place in order],
            apart=[str(place) for place in order if categories[place].rest],
        ),
    )


def _order(release: Release, name: str) -> list[int]:
    """From the largest category down, the merged one last; an order that categories have of themselves stays."""
    counts, categories = release.tables[name,], release.dimensions[name].categories
    own = name == "experience"
    places = range(len(counts))
    return sorted(places, key=lambda place: (categories[place].rest, place if own else -counts[place], place))


def _two_way(release: Release, by: By, words: Words, look: Look) -> Slide:
    """Rows of the first dimension, divided by the second."""
    first, second = by
    counts = release.tables[by]
    rows, parts = names(release, first, words), names(release, second, words)
    order = _order(release, first)
    shares = [[count / sum(counts[place]) * 100 for count in counts[place]] for place in order]
    sections = [
        charts.Section(
            part,
            [row[number] for row in shares],
            [words.number(counts[place][number]) for place in order],
            [""] * len(order),
        )
        for number, part in enumerate(parts)
    ]
    labels = [f"{rows[place]} ({words.number(sum(counts[place]))})" for place in order]
    table = pd.DataFrame(
        [(rows[place], part, counts[place][number]) for place in order for number, part in enumerate(parts)],
        columns=["category", "other", "people"],
    )
    said = [
        rows[place]
        + words.t(N_(": "))
        + words.list([f"{part} {words.number(count)}" for part, count in zip(parts, counts[place], strict=True)])
        for place in order
    ]
    return Slide(
        by,
        _finding(rows, parts[0], [row[0] for row in shares], order, words),
        f"{heading(release, by, words)}. {counted(release, words)}",
        words.t(N_("; ")).join(said),
        table,
        charts.share_bars(
            [_short(label) if look.compact else _wrapped(label) for label in labels],
            sections,
            look,
            keys=[str(place) for place in order],
        ),
    )


def _finding(rows: list[str], part: str, shares: list[float], order: list[int], words: Words) -> str:
    """How far the rows lie apart."""
    least, most = (choose(range(len(order)), key=shares.__getitem__) for choose in (min, max))
    facts = {
        "part": part,
        "least": words.percent(shares[least], 0),
        "lowest": rows[order[least]],
        "most": words.percent(shares[most], 0),
        "highest": rows[order[most]],
    }
    if facts["least"] == facts["most"]:
        return words.t(N_("{part}: {most} in every row"), **facts)
    return words.t(N_("{part}: from {least} ({lowest}) to {most} ({highest})"), **facts)


def _wrapped(label: str) -> str:
    return "<br>".join(textwrap.wrap(label, LABEL))


def _short(label: str) -> str:
    """For one line above a bar; the number at its end stays."""
    name, _, number = label.rpartition(" ")
    return label if len(label) <= PHONE else f"{name[: PHONE - len(number) - 2].rstrip()}… {number}"
