-- Columns: id, field, key.
SELECT id, field, key FROM analysis.thing
