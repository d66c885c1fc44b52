-- Changes as they are shown, those of people who were there before first. Parameter: $most (rows).
SELECT
    c.person, t.field, t.key, c.identity, c.old_value, c.new_value, c.old_source, c.old_row, c.new_source, c.new_row, c.newcomer
FROM (
    SELECT change.*, p.first = 3 AS newcomer
    FROM change
    JOIN (SELECT person, min(during) AS first FROM subject GROUP BY person) p ON p.person = change.person
    ORDER BY p.first, change.person, change.thing
    LIMIT $most
) c
JOIN thing t ON t.id = c.thing
ORDER BY c.newcomer, c.person, t.field, t.key
