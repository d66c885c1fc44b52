-- Values that a source of lower authority gives otherwise, where one of the two is incoming. Parameter: $most (rows).
SELECT person, field, key, value, source, row, authority, other, other_source, other_row, other_authority
FROM (
    SELECT
        a.person, a.field, a.key, a.value, a.source, a.row, w.authority,
        c.value AS other, c.source AS other_source, c.row AS other_row, l.authority AS other_authority,
        row_number() OVER (PARTITION BY a.person, a.field, a.key, l.authority ORDER BY l.ordinal DESC, c.row DESC) AS place
    FROM state a
    JOIN speaking w ON w.source = a.source
    JOIN claim c ON c.person = a.person AND c.field = a.field AND c.key = a.key
    JOIN speaking l ON l.source = c.source
    WHERE a.moment = 3 AND c.scope = 'value' AND NOT c.identity AND NOT w.by_hand
        AND c.during IN (2, 3) AND l.authority < w.authority AND (w.during = 3 OR l.during = 3)
) lower
WHERE place = 1 AND value <> other AND other <> ''
ORDER BY field, person, key, other_authority DESC
LIMIT $most
