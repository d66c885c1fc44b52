"""Who has come, or could come, in the place of who withdrew."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from lma_data.cohort import Cohort, fees
from lma_data.cohort import substitutes as places
from lma_data.enrolment import vocabularies
from lma_data.exhibits.base import Answer, Column, Setting, exhibit, nothing
from lma_data.exhibits.cohort_money import NOBODY, NOBODY_SAID, WITHDRAWALS
from lma_data.exhibits.cohort_shared import address_of, name_of
from lma_data.i18n import N_, NN_, Words

SAME = {
    "employer": N_("same employer"),
    "audience": N_("same audience group"),
    "country": N_("same country"),
    "language": N_("same language"),
}


@exhibit("cohort/substitutes", question=N_("Who has come, or could come, in the place of who withdrew?"), datasets=())
def substitutes(setting: Setting, cohort: Cohort) -> Answer:
    """A list of people."""
    words, course = setting.words, cohort.course
    gone = fees.withdrawals(cohort)
    if not gone:
        return nothing(words.t(NOBODY), words.t(NOBODY_SAID))
    if not course.withdrawal.may_send_another_candidate:
        return nothing(
            words.t(N_("This course takes nobody in the place of who withdrew")), course.withdrawal.text[words.lang]
        )
    found = places.substitutes(cohort)
    if not found:
        return nothing(
            words.t(N_("Nobody could come in the place of who withdrew")),
            words.t(
                N_(
                    "The waiting list is empty or not known, and nobody of the same employer applied after a withdrawal. "
                    "Import a register that has the waiting list, or ask the employers for another candidate."
                )
            ),
        )
    came = sum(one.came for one in found)
    open_places = len(gone) - came
    facts = {
        "withdrawals": words.n(*WITHDRAWALS, len(gone)),
        "came": words.number(came),
        "open": words.number(open_places),
        "proposed": words.n(*PLACES, len({one.gone for one in found if not one.came})),
        "date": words.date(cohort.today),
        "deadline": words.date(course.application_deadline),
        "most": words.number(places.PROPOSED),
    }
    return Answer(
        title=words.t(N_("{withdrawals}: {came} probably filled by the same employer, {open} open"), **facts),
        subtitle=words.t(N_("Who has come, and the nearest of the waiting list for each place, {date}"), **facts),
        sentence=words.t(
            N_("Of {withdrawals}, {came} probably filled; for {proposed} somebody of the waiting list is named."),
            **facts,
        ),
        table=pd.DataFrame(_candidates(words, cohort, found)),
        columns=[
            Column("gone", N_("Who withdrew")),
            Column("day", N_("Withdrew on")),
            Column("name", N_("Who could come")),
            Column("email", N_("E-mail address")),
            Column("status", N_("Status")),
            Column("applied", N_("Applied on")),
            Column("same", N_("In common")),
            Column("likely", N_("What is found")),
        ],
        figure=None,
        notes=[
            words.t(
                N_(
                    "Probably come already: of the same employer, applied after the withdrawal and after the deadline of "
                    "{deadline}, and accepted or confirmed."
                ),
                **facts,
            ),
            words.t(
                N_(
                    "Of the waiting list, {most} at most for each place: those of the same employer first, then by audience "
                    "group, country and language, then by day of application. One person can be named for several places."
                ),
                **facts,
            ),
        ],
    )


PLACES = NN_("{count} place", "{count} places")


def _candidates(words: Words, cohort: Cohort, found: Sequence[places.Candidate]) -> list[dict[str, object]]:
    wanted = {one for pair in found for one in (pair.gone, pair.person)}
    rows = cohort.rows("person")[["person", "status", "applied_on", "withdrawn_on"]]
    known = rows[rows["person"].isin(wanted)].set_index("person").to_dict("index")
    kinds = {one.same for one in found if one.same}
    same = {kind: words.list([words.t(SAME[name]) for name in kind]) for kind in kinds}
    return [
        {
            "gone": name_of(cohort, one.gone),
            "day": known[one.gone]["withdrawn_on"],
            "name": name_of(cohort, one.person),
            "email": address_of(cohort, one.person),
            "status": vocabularies.name("status", known[one.person]["status"], cohort.course).said(words),
            "applied": known[one.person]["applied_on"],
            "same": same.get(one.same, words.t(N_("nothing"))),
            "likely": words.t(N_("Probably come already") if one.came else N_("On the waiting list")),
        }
        for one in found
    ]
