-- Which keys each source has of one field. Parameter: $field.
SELECT DISTINCT c.source, t.key FROM claim c JOIN thing t ON t.id = c.thing
WHERE NOT c.single AND t.field = $field ORDER BY c.source, t.key
