-- Temporary tables for one look at a cohort: `incoming_*` have what is not yet in the store, in the shape of its tables.
CREATE TEMP TABLE incoming_source (
    id BIGINT, batch BIGINT, cohort TEXT, position INTEGER, place TEXT, said TEXT, unmended TEXT, kin TEXT, sha256 TEXT,
    report TEXT, system TEXT, language TEXT, version TEXT, authority INTEGER, as_of TIMESTAMP,
    rows BIGINT, created BIGINT, updated BIGINT, unchanged BIGINT, set_aside BIGINT
);
CREATE TEMP TABLE incoming_covers (source BIGINT, field TEXT);
CREATE TEMP TABLE incoming_line (source BIGINT, row BIGINT, number BIGINT, token TEXT, count BIGINT);
CREATE TEMP TABLE incoming_link (source BIGINT, row BIGINT, token TEXT);
CREATE TEMP TABLE incoming_thing (id INTEGER, field TEXT, key TEXT);
CREATE TEMP TABLE incoming_fact (source BIGINT, row BIGINT, thing INTEGER, value TEXT);
CREATE TEMP TABLE incoming_identifier (cohort TEXT, token TEXT, kind TEXT, base TEXT, sealed TEXT);
CREATE TEMP TABLE incoming_name (source BIGINT, row BIGINT, digest TEXT, sealed TEXT);
CREATE TEMP TABLE incoming_identity (source BIGINT, row BIGINT, thing INTEGER, digest TEXT, sealed TEXT);
CREATE TEMP TABLE incoming_source_name (source BIGINT, sealed TEXT);
CREATE TEMP TABLE incoming_set_aside (source BIGINT, row BIGINT, sealed TEXT);
-- the scope of each field (fields.py)
CREATE TEMP TABLE scope (field TEXT, scope TEXT);
-- Sources that count: during is 1 until the incoming ones are there, 3 from then on, 2 both. Of two sources the higher standing
-- counts; ordinal is the same with ties broken by their order.
CREATE TEMP TABLE speaking (
    source BIGINT, during INTEGER, by_hand BOOLEAN, kin TEXT, authority INTEGER, standing BIGINT, ordinal BIGINT
);
-- the person that each token stands for; a split token stands for another person in the rows of one name
-- (a person is a number within this look)
CREATE TEMP TABLE who (token TEXT, person INTEGER);
CREATE TEMP TABLE split (token TEXT, digest TEXT, person INTEGER);
CREATE TEMP TABLE subject (source BIGINT, row BIGINT, number BIGINT, count BIGINT, person INTEGER, during INTEGER);
CREATE TEMP TABLE thing (id INTEGER, field TEXT, key TEXT, scope TEXT);
-- single: of the scope "value"
CREATE TEMP TABLE claim (
    person INTEGER, thing INTEGER, value TEXT, identity BOOLEAN, single BOOLEAN, during INTEGER, source BIGINT, row BIGINT, ordinal BIGINT
);
-- sources of one field that speak of different things (two activities of choice) are of different families
CREATE TEMP TABLE family (source BIGINT, field TEXT, family BIGINT);
CREATE TEMP TABLE state (
    moment INTEGER, person INTEGER, thing INTEGER, value TEXT, identity BOOLEAN, source BIGINT, row BIGINT
);
CREATE TEMP TABLE change (
    person INTEGER, thing INTEGER, identity BOOLEAN, old_value TEXT, new_value TEXT,
    old_source BIGINT, old_row BIGINT, new_source BIGINT, new_row BIGINT
)
