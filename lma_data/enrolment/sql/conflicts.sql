-- Values that a source of lower authority gives otherwise, where one of the two is incoming. Parameter: $most (rows).
SELECT d.person, t.field, t.key, d.value, d.source, d.row, d.authority, d.other, d.other_source, d.other_row, d.other_authority
FROM (
    SELECT
        a.person, a.thing, a.value, a.source, a.row, w.authority,
        c.value AS other, c.source AS other_source, c.row AS other_row, l.authority AS other_authority,
        row_number() OVER (PARTITION BY a.person, a.thing, l.authority ORDER BY l.ordinal DESC, c.row DESC) AS place
    FROM state a
    JOIN speaking w ON w.source = a.source
    JOIN claim c ON c.person = a.person AND c.thing = a.thing AND c.source <> a.source
    JOIN speaking l ON l.source = c.source
    WHERE a.moment = 3 AND c.single AND NOT c.identity AND NOT w.by_hand
        AND c.during IN (2, 3) AND l.authority < w.authority AND (w.during = 3 OR l.during = 3)
) d
JOIN thing t ON t.id = d.thing
WHERE d.place = 1 AND d.value <> d.other AND d.other <> ''
ORDER BY t.field, d.person, t.key, d.other_authority DESC
LIMIT $most
