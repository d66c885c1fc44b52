-- All that the sources that count say of a person, what counts more first. Parameter: $person.
-- Columns: field, key, value (or its keyed hash), identity, source, row, token, sealed.
SELECT c.field, c.key, c.value, c.identity, c.source, c.row, l.token, f.sealed
FROM claim c
JOIN analysis.line l ON l.source = c.source AND l.row = c.row
LEFT JOIN identities.fact f
    ON c.identity AND f.source = c.source AND f.row = c.row AND f.field = c.field AND f.key = c.key
WHERE c.person = $person
ORDER BY c.ordinal DESC, c.row DESC
