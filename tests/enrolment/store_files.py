"""Files as reading leaves them, made by hand for the tests of the store."""

import hashlib
from datetime import datetime

from lma_data.enrolment.model import Fact, FileRead, Identifier, Message, Recognition, RowRead

AUTHORITY = {"register": 50, "indico": 30, "form": 20}


def row(number, email=None, *, id=None, aside=None, count=1, **facts):
    """A row of one person; facts by field with _ for the dot: person_country="NAM", or (field, key): value in `keyed`."""
    keyed = facts.pop("keyed", {})
    identifiers = [Identifier("email", email)] if email else []
    identifiers += [Identifier("moodle", str(id))] if id else []
    said = [Fact(field.replace("_", ".", 1), "", value) for field, value in facts.items()]
    said += [Fact(field, key, value) for (field, key), value in keyed.items()]
    cells = (email or "", facts.get("name_full", ""))
    why = Message("Row {row} has no address.", {"row": number}) if aside else None
    return RowRead(number, tuple(identifiers), tuple(said), why, aside or cells, (), count)


def file(name, rows, report="register", as_of=None, sha256=None, covers=(), shape="shape", header=("E-mail", "Name")):
    about = Recognition(report, "", "en", "", 1.0, (), 1, tuple(header), shape)
    moment = datetime.fromisoformat(as_of) if as_of else None
    authority = AUTHORITY.get(report, 10)
    return FileRead(
        name,
        "",
        sha256 or hashlib.sha256(name.encode()).hexdigest(),
        about,
        tuple(rows),
        moment,
        authority,
        covers=tuple(covers),
    )


def choices(name, by_email, as_of=None, **more):
    rows = [
        row(place, email, keyed={("elective.choice", one): "yes" for one in chosen})
        for place, (email, chosen) in enumerate(by_email.items(), 2)
    ]
    return file(name, rows, "moodle-choice", as_of, covers=("elective.choice",), **more)


def participants(name, emails, as_of=None, **more):
    rows = [row(place, email, moodle_enrolled="yes") for place, email in enumerate(emails, 2)]
    return file(name, rows, "moodle-participants", as_of, **more)


def state(store, cohort="c"):
    """All that is known of a cohort, by first address: comparable between stores, whose ids differ."""
    found = {}
    for one in store.people(cohort):
        content = one.model_dump(exclude={"id", "cohort"})
        found["|".join(sorted(one.identity.emails + one.identity.moodle))] = content
    return found


def current(store, email, field, cohort="c"):
    """key -> value of one field of one person, as facts() has it."""
    ids = {address: one.id for one in store.people(cohort) for address in one.identity.emails}
    facts = store.facts(cohort)
    facts = facts[(facts["person"] == ids.get(email)) & (facts["field"] == field)]
    return dict(zip(facts["key"], facts["value"], strict=True))
