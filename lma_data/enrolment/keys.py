"""The key of a store: unlocking it, and turning encryption on, off, or to another key."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from lma_data.enrolment import looked_up, names, settings
from lma_data.enrolment.database import Database, StoreProblem
from lma_data.enrolment.model import Identifier
from lma_data.enrolment.people import Name
from lma_data.enrolment.sealing import CHECK, SALT, Sealer, WrongKey
from lma_data.enrolment.staging import SUMS, Tokens, insert, place, remembered, variant

Rename = Callable[[str], str]


def unlock(database: Database, key: str | None) -> Sealer:
    """The sealer of this store. With a key, a new store is sealed from its first day, another from now on."""
    if database.meta("check") is None and database.meta("secret") is None:
        with database.writing():
            return _begin(database, key, secrets.token_hex(32))
    there = sealer_of(database, key)
    if key and not there.encrypts:
        return rekey(database, None, key)
    return there


def _begin(database: Database, key: str | None, sums: str) -> Sealer:
    """A new secret for the store, under which the key of its sums stays what it is; inside a transaction."""
    salt = secrets.token_bytes(SALT) if key else secrets.token_bytes(32)
    sealer = Sealer.with_key(key, salt) if key else Sealer.without_key(salt)
    database.set_meta("salt", salt.hex() if key else None)
    database.set_meta("secret", None if key else salt.hex())
    database.set_meta("check", sealer.seal(CHECK, "check") if key else None)
    # The key of sums outlives a change of the store's key, for what was summed is not kept.
    database.set_meta(SUMS, sealer.seal(sums, SUMS))
    return sealer


def sealer_of(database: Database, key: str | None) -> Sealer:
    """The sealer under this key; StoreProblem if the store needs one, or another."""
    check, secret = database.meta("check"), database.meta("secret")
    if check is None:
        return Sealer.without_key(bytes.fromhex(secret or ""))
    if not key:
        raise StoreProblem("no-key")
    sealer = Sealer.with_key(key, bytes.fromhex(database.meta("salt") or ""))
    if not _opens(sealer, check):
        raise StoreProblem("wrong-key")
    return sealer


def _opens(sealer: Sealer, check: str) -> bool:
    try:
        return sealer.unseal(check, "check") == CHECK
    except WrongKey:
        return False


def rekey(database: Database, old: str | None, new: str | None) -> Sealer:
    """Seal all of the store anew, and write the file anew: what the old key opened is gone from it.

    Ids of people are keyed hashes, and change with the key.
    """
    with database.lock:
        before = sealer_of(database, old)
        if (database.meta("check") is None) != (not old):
            raise StoreProblem("wrong-key")
        with database.writing():
            after = _begin(database, new, before.unseal(database.meta(SUMS) or "", SUMS))
            renamed = _tokens(database, before, after)
            _reseal_rows(database, before, after, renamed.__getitem__)
            _reseal_places(database, before, after, lambda text: renamed.get(text, text))
            database.set_meta("rewrite", "1")
        database.rewrite()
    return after


def _tokens(database: Database, before: Sealer, after: Sealer) -> dict[str, str]:
    """New tokens for all identifiers, and for people of one address who are kept apart; from old to new."""
    renamed: dict[str, str] = {}
    rows = []
    for cohort, token, kind, sealed in database.run("all_identifiers"):
        value = before.unseal(sealed, place("identifier", token))
        tokens = Tokens(after, cohort)
        renamed[token] = tokens.of(Identifier(kind, value))
        rows += tokens.rows()
    for cohort, token, sealed, digest in database.run("all_names"):
        folded = names.folded(before.unseal(sealed, place("name", token)))
        digest_after = Tokens(after, cohort).digest("name", folded)
        own = variant(before, cohort, Name(token, digest, ""))
        renamed[own] = variant(after, cohort, Name(renamed[token], digest_after, ""))
    database.execute("DELETE FROM identities.identifier")
    insert(database, "incoming_identifier", rows, into="identities.identifier")
    database.execute("CREATE TEMP TABLE renamed (old TEXT, new TEXT)")
    insert(database, "renamed", list(renamed.items()))
    return renamed


def _reseal_rows(database: Database, before: Sealer, after: Sealer, rename: Rename) -> None:
    """Names and other values that say who somebody is, which are sealed for their person."""
    named, facts = [], []
    for cohort, token, source, row, sealed in database.run("all_named_rows"):
        text = before.unseal(sealed, place("name", token))
        digest = Tokens(after, cohort).digest("name", names.folded(text))
        named.append((source, row, digest, after.seal(text, place("name", rename(token)))))
    for cohort, token, source, row, thing, field, sealed in database.run("all_identity_facts"):
        text = before.unseal(sealed, place("fact", token, field))
        digest = Tokens(after, cohort).digest(field, text)
        facts.append((source, row, thing, digest, after.seal(text, place("fact", rename(token), field))))
    database.run("rename_tokens")
    insert(database, "incoming_name", named, into="identities.name")
    insert(database, "incoming_identity", facts, into="identities.fact")


def _reseal_places(database: Database, before: Sealer, after: Sealer, rename: Rename) -> None:
    """What is sealed for its source, batch, question or cohort: names of files, rows set aside, authors, and so on."""
    sources, aside = [], []
    for source, sealed in database.run("all_source_names"):
        own = place("source", source)
        sources.append((source, after.seal(before.unseal(sealed, own), own)))
    for source, row, sealed in database.run("all_set_aside"):
        own = place("set_aside", source)
        aside.append((source, row, after.seal(before.unseal(sealed, own), own)))
    authors = [(batch, before.unseal(sealed, place("author", batch))) for batch, sealed in database.run("all_authors")]
    answers = looked_up.answers(database, before)
    cohorts = dict.fromkeys(cohort for cohort, *_ in database.run("all_settings"))
    kept = {cohort: settings.read(database, before, cohort) for cohort in cohorts}
    database.run("forget_sealed")
    insert(database, "incoming_source_name", sources, into="identities.source")
    insert(database, "incoming_set_aside", aside, into="identities.set_aside")
    for batch, author in authors:
        database.run("add_author", batch=batch, sealed=after.seal(author, place("author", batch)))
    for question, option in answers.items():
        database.run("remember", **remembered(after, question, option))
    for cohort, named in kept.items():
        for name, value in settings.mapped(named, rename).items():
            settings.write(database, after, cohort, name, value)
