-- The store of enrolment. `identities` has all that says who somebody is, sealed; `analysis` has the facts. A row of a file
-- speaks of a token, the keyed hash of an identifier within a cohort; who is who follows from the tokens of rows.
CREATE SCHEMA identities;
CREATE SCHEMA analysis;

CREATE TABLE analysis.cohort (
    id TEXT NOT NULL, course TEXT NOT NULL, invented BOOLEAN NOT NULL, keep_until DATE, created TIMESTAMP NOT NULL
);
-- kind: files, by-hand, merge, keep-apart
CREATE TABLE analysis.batch (id BIGINT NOT NULL, cohort TEXT NOT NULL, kind TEXT NOT NULL, created TIMESTAMP NOT NULL);
-- One table of one file, as it was read once. place: sum of where it stands (file, sheet, head): of two readings of one
-- place the later one counts. said: keyed sum of all that it says; unmended: of what it says without mends, where there are some.
-- kin: sources that make the same kind of list.
CREATE TABLE analysis.source (
    id BIGINT NOT NULL, batch BIGINT NOT NULL, cohort TEXT NOT NULL, position INTEGER NOT NULL,
    place TEXT NOT NULL, said TEXT NOT NULL, unmended TEXT NOT NULL, kin TEXT NOT NULL, sha256 TEXT NOT NULL,
    report TEXT NOT NULL, system TEXT NOT NULL, language TEXT NOT NULL, version TEXT NOT NULL,
    authority INTEGER NOT NULL, as_of TIMESTAMP,
    rows BIGINT NOT NULL, created BIGINT NOT NULL, updated BIGINT NOT NULL, unchanged BIGINT NOT NULL, set_aside BIGINT NOT NULL
);
CREATE TABLE analysis.covers (source BIGINT NOT NULL, field TEXT NOT NULL); -- the fields that a source speaks of
CREATE TABLE analysis.line (source BIGINT NOT NULL, row BIGINT NOT NULL, number BIGINT NOT NULL, token TEXT NOT NULL, count BIGINT NOT NULL);
CREATE TABLE analysis.link (source BIGINT NOT NULL, row BIGINT NOT NULL, token TEXT NOT NULL); -- further identifiers of a row
CREATE TABLE analysis.thing (id INTEGER NOT NULL, field TEXT NOT NULL, key TEXT NOT NULL); -- what a fact is about: a field and its key
CREATE TABLE analysis.fact (source BIGINT NOT NULL, row BIGINT NOT NULL, thing INTEGER NOT NULL, value TEXT NOT NULL);
CREATE TABLE analysis.decision (batch BIGINT NOT NULL, cohort TEXT NOT NULL, kind TEXT NOT NULL, a TEXT NOT NULL, b TEXT NOT NULL);
-- A file that is dropped again together with new ones changes nothing. If the batch that first had it is undone, it belongs to
-- the later batch, as if it had come only then.
CREATE TABLE analysis.again (batch BIGINT NOT NULL, source BIGINT NOT NULL, position INTEGER NOT NULL);

CREATE TABLE identities.identifier (cohort TEXT NOT NULL, token TEXT NOT NULL, kind TEXT NOT NULL, base TEXT NOT NULL, sealed TEXT NOT NULL);
-- name: the full name of a row; digest: keyed hash of the name as names are compared
CREATE TABLE identities.name (source BIGINT NOT NULL, row BIGINT NOT NULL, digest TEXT NOT NULL, sealed TEXT NOT NULL);
CREATE TABLE identities.fact (
    source BIGINT NOT NULL, row BIGINT NOT NULL, thing INTEGER NOT NULL, digest TEXT NOT NULL, sealed TEXT NOT NULL
);
CREATE TABLE identities.source (source BIGINT NOT NULL, sealed TEXT NOT NULL); -- file, title and header of a source
CREATE TABLE identities.set_aside (source BIGINT NOT NULL, row BIGINT NOT NULL, sealed TEXT NOT NULL);
CREATE TABLE identities.author (batch BIGINT NOT NULL, sealed TEXT NOT NULL);
-- An answer that is remembered: its question, which can quote a cell, and the option; digest: keyed hash of the question
CREATE TABLE identities.answer (digest TEXT NOT NULL, sealed TEXT NOT NULL);
