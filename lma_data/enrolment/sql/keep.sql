-- What is incoming becomes part of the store.
INSERT INTO analysis.source SELECT * FROM incoming_source;
INSERT INTO analysis.covers SELECT * FROM incoming_covers;
INSERT INTO analysis.line SELECT * FROM incoming_line;
INSERT INTO analysis.link SELECT * FROM incoming_link;
INSERT INTO analysis.thing SELECT * FROM incoming_thing;
INSERT INTO analysis.fact SELECT * FROM incoming_fact;
INSERT INTO identities.identifier
SELECT i.* FROM incoming_identifier i
WHERE NOT EXISTS (SELECT 1 FROM identities.identifier there WHERE there.cohort = i.cohort AND there.token = i.token);
INSERT INTO identities.name SELECT * FROM incoming_name;
INSERT INTO identities.fact SELECT * FROM incoming_identity;
INSERT INTO identities.source SELECT * FROM incoming_source_name;
INSERT INTO identities.set_aside SELECT * FROM incoming_set_aside
