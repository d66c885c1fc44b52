-- The tokens of a cohort that count, those seen first in any reading first. Columns: token, kind, base. Parameter: $cohort.
SELECT t.token, i.kind, i.base
FROM (
    SELECT token, min(seen) AS seen, max(CASE WHEN during IS NULL THEN 0 ELSE 1 END) AS counts
    FROM (
        SELECT l.token, sp.during, row_number() OVER (ORDER BY s.batch, s.position, s.id, l.row, l.level) AS seen
        FROM (
            SELECT source, row, token, 0 AS level FROM analysis.line
            UNION ALL SELECT source, row, token, 1 FROM analysis.link
            UNION ALL SELECT source, row, token, 0 FROM incoming_line
            UNION ALL SELECT source, row, token, 1 FROM incoming_link
        ) l
        JOIN (
            SELECT id, batch, position FROM analysis.source WHERE cohort = $cohort
            UNION ALL SELECT id, batch, position FROM incoming_source
        ) s ON s.id = l.source
        LEFT JOIN speaking sp ON sp.source = l.source
    ) seen
    GROUP BY token
) t
JOIN (
    SELECT token, min(kind) AS kind, min(base) AS base
    FROM (
        SELECT token, kind, base FROM identities.identifier WHERE cohort = $cohort
        UNION ALL SELECT token, kind, base FROM incoming_identifier
    ) both_of
    GROUP BY token
) i ON i.token = t.token
WHERE t.counts = 1
ORDER BY t.seen
