"""What the exhibits of teams say before there are any: how many teams there would be, and why some are outside the range."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from lma_data.cohort import Cohort, dimensions, team_making, teams
from lma_data.cohort.team_sizes import cut, outside
from lma_data.cohort.teams import Options
from lma_data.exhibits.base import Answer, Setting, nothing
from lma_data.exhibits.shared import PEOPLE, span
from lma_data.i18n import N_, Words

SIZED = N_("{count} of {size}")


def none_yet(setting: Setting, cohort: Cohort) -> Answer:
    """Where no teams were made: how many would have to be put into some, and what stands in the way."""
    words, options = setting.words, teams.options_of(cohort)
    people = len(team_making.people(cohort, options.who))
    if not people:
        return nothing(
            words.t(N_("There is nobody to put into teams")),
            words.t(
                N_(
                    "Nobody is known to take part. Import the register with its status, or Moodle’s list of participants, "
                    "or choose others under “For whom”."
                )
            ),
        )
    return nothing(
        words.t(N_("No teams have been made yet")),
        words.t(
            N_("{people} can be put into teams. {sizes} “Make teams” does it."),
            people=words.n(*PEOPLE, people),
            sizes=plan_text(words, cohort, options),
        ),
    )


def plan_text(words: Words, cohort: Cohort, options: Options) -> str:
    """The teams that there will be, language by language, and why some are outside the range."""
    planned = team_making.planned(cohort, options)
    by_language: dict[str, list[int]] = {}
    for size, language in zip(planned.sizes, planned.languages, strict=True):
        by_language.setdefault(language, []).append(size)
    found = []
    for language, sizes in by_language.items():
        named = dimensions.name(words, cohort, "language", language)
        text = _sized(words, sizes)
        found.append(words.t(N_("{sizes} in {language}"), sizes=text, language=named) if language else text)
    asked = span(words, options.low, options.high)
    first = words.t(N_("Teams of {range}: {sizes}."), range=asked, sizes=words.t(N_("; ")).join(found))
    why = [
        sizes_text(words, sum(sizes), options.low, options.high)
        for sizes in by_language.values()
        if outside(sizes, options.low, options.high)
    ]
    return " ".join([first, *why])


def sizes_text(words: Words, people: int, low: int, high: int) -> str:
    """Why so many people give teams outside the range."""
    facts = {
        "people": words.n(*PEOPLE, people),
        "sizes": _sized(words, cut(people, low, high)),
        "range": span(words, low, high),
    }
    return words.t(N_("{people} cannot be cut into teams of {range}: the nearest is {sizes}."), **facts)


def _sized(words: Words, sizes: Sequence[int]) -> str:
    """10 of 6 and 2 of 5."""
    counted = sorted(Counter(sizes).items(), reverse=True)
    return words.list([words.t(SIZED, count=words.number(count), size=size) for size, count in counted])
