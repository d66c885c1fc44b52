-- Which keys each source has of one field. Parameter: $field.
SELECT DISTINCT source, key FROM claim WHERE field = $field ORDER BY source, key
