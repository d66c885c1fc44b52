-- Identifiers that stand in one row. Columns: token, digest of the row's name (empty when it has none), the other token.
SELECT DISTINCT l.token, coalesce(n.digest, '') AS digest, k.token AS other
FROM (SELECT source, row, token FROM analysis.link UNION ALL SELECT source, row, token FROM incoming_link) k
JOIN speaking s ON s.source = k.source
JOIN (SELECT source, row, token FROM analysis.line UNION ALL SELECT source, row, token FROM incoming_line) l
    ON l.source = k.source AND l.row = k.row
LEFT JOIN (SELECT source, row, digest FROM identities.name UNION ALL SELECT source, row, digest FROM incoming_name) n
    ON n.source = k.source AND n.row = k.row
