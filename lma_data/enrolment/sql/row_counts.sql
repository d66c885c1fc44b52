-- Of each incoming source, how many rows create somebody, update something, change nothing. Columns: source, outcome, rows.
-- A spot is the place of a row among all incoming rows: position of its file, then its own.
WITH spots AS (
    SELECT s.source, s.row, s.count, s.person, CAST(i.position AS BIGINT) * 100000000 + s.row AS spot
    FROM subject s JOIN incoming_source i ON i.id = s.source
),
newcomers AS (SELECT person FROM subject GROUP BY person HAVING min(during) = 3),
creating AS (SELECT min(p.spot) AS spot FROM spots p JOIN newcomers n ON n.person = p.person GROUP BY p.person),
-- a changed value belongs to the first row that says it
saying AS (
    SELECT min(CAST(i.position AS BIGINT) * 100000000 + c.row) AS spot
    FROM claim c
    JOIN incoming_source i ON i.id = c.source
    JOIN change d ON d.person = c.person AND d.thing = c.thing AND d.new_value = c.value
    GROUP BY c.person, c.thing
),
-- a choice that is gone belongs to the first row of the person in a file that speaks of choices
taking AS (
    SELECT min(p.spot) AS spot
    FROM change d
    JOIN thing t ON t.id = d.thing AND t.scope = 'person'
    JOIN incoming_covers v ON v.field = t.field
    JOIN spots p ON p.source = v.source AND p.person = d.person
    WHERE d.new_value IS NULL
    GROUP BY d.person, t.field
),
-- an identifier that was not known belongs to the first row that has it
meeting AS (
    SELECT min(CAST(i.position AS BIGINT) * 100000000 + l.row) AS spot
    FROM (SELECT source, row, token FROM incoming_line UNION ALL SELECT source, row, token FROM incoming_link) l
    JOIN incoming_source i ON i.id = l.source
    JOIN incoming_identifier n ON n.token = l.token
    WHERE NOT EXISTS (SELECT 1 FROM identities.identifier t WHERE t.cohort = n.cohort AND t.token = n.token)
    GROUP BY l.token
),
updating AS (SELECT spot FROM saying UNION SELECT spot FROM taking UNION SELECT spot FROM meeting)
SELECT
    p.source,
    CASE WHEN c.spot IS NOT NULL THEN 'created' WHEN u.spot IS NOT NULL THEN 'updated' ELSE 'unchanged' END,
    sum(p.count)
FROM spots p
LEFT JOIN creating c ON c.spot = p.spot
LEFT JOIN updating u ON u.spot = p.spot
GROUP BY 1, 2
ORDER BY 1, 2
