-- Current values that do not say who somebody is. Columns: person, field, key, value, source, row (its number in the file), as_of.
SELECT t.person, g.field, g.key, t.value, t.source, p.number AS row, s.as_of
FROM state t
JOIN thing g ON g.id = t.thing
JOIN subject p ON p.source = t.source AND p.row = t.row
JOIN analysis.source s ON s.id = t.source
WHERE t.moment = 3 AND NOT t.identity
ORDER BY t.person, g.field, g.key
