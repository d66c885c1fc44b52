-- What all sources that count say of whom, once who is who is known.
INSERT INTO subject
SELECT l.source, l.row, l.number, l.count, coalesce(x.person, w.person), s.during
FROM (SELECT * FROM analysis.line UNION ALL SELECT * FROM incoming_line) l
JOIN speaking s ON s.source = l.source
JOIN who w ON w.token = l.token
LEFT JOIN (
    SELECT n.source, n.row, split.token, split.person
    FROM (SELECT source, row, digest FROM identities.name UNION ALL SELECT source, row, digest FROM incoming_name) n
    JOIN split ON split.digest = n.digest
) x ON x.source = l.source AND x.row = l.row AND x.token = l.token;

INSERT INTO thing
SELECT t.id, t.field, t.key, s.scope
FROM (SELECT * FROM analysis.thing UNION ALL SELECT * FROM incoming_thing) t
JOIN scope s ON s.field = t.field;

INSERT INTO claim
SELECT p.person, f.thing, f.value, f.identity, t.scope = 'value', p.during, f.source, f.row, s.ordinal
FROM (
    SELECT source, row, thing, value, FALSE AS identity FROM analysis.fact
    UNION ALL SELECT source, row, thing, value, FALSE FROM incoming_fact
    UNION ALL SELECT source, row, thing, digest, TRUE FROM identities.fact
    UNION ALL SELECT source, row, thing, digest, TRUE FROM incoming_identity
) f
JOIN subject p ON p.source = f.source AND p.row = f.row
JOIN speaking s ON s.source = f.source
JOIN thing t ON t.id = f.thing
