-- Current values. Columns: person, field, key, value (or its keyed hash), identity, source, row.
SELECT person, field, key, value, identity, source, row FROM state WHERE moment = 3 ORDER BY person, field, key
