"""The teams of a cohort: who is in which, and who came or left since they were made."""

from __future__ import annotations

from collections import Counter

import pandas as pd

from lma_data.cohort import Cohort, dimensions, team_making, teams
from lma_data.cohort.teams import Teams
from lma_data.exhibits.base import Answer, Column, Setting, exhibit
from lma_data.exhibits.cohort_shared import called, known_as
from lma_data.exhibits.cohort_team_plan import none_yet
from lma_data.exhibits.shared import PEOPLE, span
from lma_data.i18n import N_, NN_, Words

TEAMS = NN_("{count} team", "{count} teams")
JOINED = NN_("{count} person takes part and is in no team.", "{count} people take part and are in no team.")
LEFT = NN_(
    "{count} person in a team does not take part any more, and is counted nowhere else here.",
    "{count} people in teams do not take part any more, and are counted nowhere else here.",
)
UNSPOKEN = NN_(
    "The language of {count} person is not known; they can be in any team.",
    "The language of {count} people is not known; they can be in any team.",
)


@exhibit("cohort/teams", question=N_("Who is in which team?"), datasets=())
def who_is_where(setting: Setting, cohort: Cohort) -> Answer:
    words, found = setting.words, teams.kept(cohort)
    if found is None:
        return none_yet(setting, cohort)
    problem, _ = team_making.posed(cohort, found)
    table = _members(words, cohort, found)
    languages = Counter(code for code in problem.team_languages if code)
    facts = {
        "teams": words.n(*TEAMS, len(found.teams)),
        "sizes": span(words, min(problem.sizes), max(problem.sizes)),
        "people": words.n(*PEOPLE, len(problem.people)),
        "languages": words.list(
            [
                f"{dimensions.name(words, cohort, 'language', code)} ({words.number(count)})"
                for code, count in languages.most_common()
            ]
        ),
    }
    title = N_("{teams} of {sizes} people")
    sentence = words.t(N_("{people} are in {teams}."), **facts)
    if languages:
        sentence += " " + words.t(N_("Languages in which they can work: {languages}."), **facts)
    return Answer(
        title=words.t(title, **facts),
        subtitle=words.t(
            N_("Made on {day} with seed {seed}"),
            day=words.date(pd.Timestamp(found.made).date()),
            seed=found.options.seed,
        ),
        sentence=sentence,
        table=table,
        columns=[
            Column("team", N_("Team"), "count"),
            Column("name", N_("Name")),
            Column("language", N_("Language")),
            Column("gender", N_("Gender")),
            Column("region", N_("Region")),
            Column("audience", N_("Audience group")),
            Column("organisation", N_("Organization")),
            Column("pinned", N_("Pinned")),
        ],
        figure=None,
        notes=[*_changes(words, cohort, found), *_languages_note(words, cohort, found)],
    )


def _members(words: Words, cohort: Cohort, found: Teams) -> pd.DataFrame:
    there = found.team_of
    rows = cohort.rows("person")
    rows = rows[rows["person"].isin(set(there))]
    table = pd.DataFrame(
        {
            "team": [there[person] + 1 for person in rows["person"]],
            "name": [known_as(cohort, person) for person in rows["person"]],
            **{
                name: called(words, cohort, name, rows[name].tolist())
                for name in ("language", "gender", "region", "audience")
            },
            "organisation": rows["organisation"].tolist(),
            "pinned": [words.t(N_("Yes")) if person in found.pins else "" for person in rows["person"]],
        }
    )
    return table.sort_values(["team", "name"]).reset_index(drop=True)


def _changes(words: Words, cohort: Cohort, found: Teams) -> list[str]:
    """Who came or went since."""
    joined, left = len(team_making.joined(cohort, found)), len(team_making.left(cohort, found))
    return [joined_text(words, joined)] * bool(joined) + [left_text(words, left)] * bool(left)


def joined_text(words: Words, people: int) -> str:
    return words.n(*JOINED, people)


def left_text(words: Words, people: int) -> str:
    return words.n(*LEFT, people)


def _languages_note(words: Words, cohort: Cohort, found: Teams) -> list[str]:
    if not found.options.language:
        return []
    problem, _ = team_making.posed(cohort, found)
    notes = [words.t(N_("Files name one language a person; where you know of more, say so under “Why, and changes”."))]
    unknown = sum(not known for known in problem.languages)
    return [*notes, words.n(*UNSPOKEN, unknown)] if unknown else notes
