-- Current values. Columns: person, field, key, value (or its keyed hash), identity, source, row.
SELECT s.person, t.field, t.key, s.value, s.identity, s.source, s.row
FROM state s JOIN thing t ON t.id = s.thing
WHERE s.moment = 3
ORDER BY s.person, t.field, t.key
