-- Changes as they are shown, those of people who were there before first. Parameter: $most (rows).
SELECT
    c.person, c.field, c.key, c.identity, c.old_value, c.new_value, c.old_source, c.old_row, c.new_source, c.new_row, p.first = 3
FROM change c
LEFT JOIN (SELECT person, min(during) AS first FROM subject GROUP BY person) p ON p.person = c.person
ORDER BY coalesce(p.first, 1), c.person, c.field, c.key
LIMIT $most
