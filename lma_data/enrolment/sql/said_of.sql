-- All that the sources that count say of a person, what counts more first. Parameter: $person (its number in this look).
-- Columns: field, key, value (or its keyed hash), identity, source, row, token, sealed.
SELECT t.field, t.key, c.value, c.identity, c.source, c.row, l.token, f.sealed
FROM claim c
JOIN thing t ON t.id = c.thing
JOIN analysis.line l ON l.source = c.source AND l.row = c.row
LEFT JOIN identities.fact f ON c.identity AND f.source = c.source AND f.row = c.row AND f.thing = c.thing
WHERE c.person = $person
ORDER BY c.ordinal DESC, c.row DESC
