-- Values that say who somebody is, where they are current or changed. Columns: source, row, field, key, token, sealed.
SELECT DISTINCT f.source, f.row, t.field, t.key, l.token, f.sealed
FROM (SELECT * FROM identities.fact UNION ALL SELECT * FROM incoming_identity) f
JOIN (SELECT source, row, token FROM analysis.line UNION ALL SELECT source, row, token FROM incoming_line) l
    ON l.source = f.source AND l.row = f.row
JOIN thing t ON t.id = f.thing
JOIN (
    SELECT source, row FROM state WHERE identity
    UNION SELECT old_source, old_row FROM change WHERE identity AND old_source IS NOT NULL
) wanted ON wanted.source = f.source AND wanted.row = f.row
