-- Names by token, the first first. Columns: token, digest, sealed (of one row with this name), place in the order of rows.
SELECT token, digest, sealed
FROM (
    SELECT
        l.token, n.digest, n.sealed, s.ordinal, l.source, l.row,
        row_number() OVER (PARTITION BY l.token, n.digest ORDER BY l.source, l.row) AS place
    FROM (SELECT source, row, digest, sealed FROM identities.name UNION ALL SELECT source, row, digest, sealed FROM incoming_name) n
    JOIN speaking s ON s.source = n.source
    JOIN (SELECT source, row, token FROM analysis.line UNION ALL SELECT source, row, token FROM incoming_line) l
        ON l.source = n.source AND l.row = n.row
) named
WHERE place = 1
ORDER BY source, row, token
