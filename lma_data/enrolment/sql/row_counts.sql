-- Of each incoming source, how many rows create somebody, update something, change nothing. Columns: source, outcome, rows.
WITH incoming AS (
    SELECT s.source, s.row, s.count, s.person, i.position FROM subject s JOIN incoming_source i ON i.id = s.source
),
newcomers AS (SELECT person FROM subject GROUP BY person HAVING min(during) = 3),
creating AS (
    SELECT source, row FROM (
        SELECT i.source, i.row, row_number() OVER (PARTITION BY i.person ORDER BY i.position, i.row) AS place
        FROM incoming i JOIN newcomers n ON n.person = i.person
    ) first_lines WHERE place = 1
),
-- a changed value belongs to the first row that says it
saying AS (
    SELECT source, row FROM (
        SELECT
            c.source, c.row,
            row_number() OVER (PARTITION BY c.person, c.field, c.key ORDER BY i.position, c.row) AS place
        FROM claim c
        JOIN incoming_source i ON i.id = c.source
        JOIN change d ON d.person = c.person AND d.field = c.field AND d.key = c.key AND d.new_value = c.value
    ) sayers WHERE place = 1
),
-- a choice that is gone belongs to the first row of the person in a file that speaks of choices
taking AS (
    SELECT source, row FROM (
        SELECT i.source, i.row, row_number() OVER (PARTITION BY i.person, d.field ORDER BY i.position, i.row) AS place
        FROM incoming i
        JOIN incoming_covers v ON v.source = i.source
        JOIN change d ON d.person = i.person AND d.field = v.field AND d.new_value IS NULL
        JOIN scope ON scope.field = d.field AND scope.scope = 'person'
    ) takers WHERE place = 1
),
-- an identifier that was not known belongs to the first row that has it
meeting AS (
    SELECT source, row FROM (
        SELECT l.source, l.row, row_number() OVER (PARTITION BY l.token ORDER BY i.position, l.row) AS place
        FROM (SELECT source, row, token FROM incoming_line UNION ALL SELECT source, row, token FROM incoming_link) l
        JOIN incoming_source i ON i.id = l.source
        JOIN incoming_identifier n ON n.token = l.token
        WHERE NOT EXISTS (SELECT 1 FROM identities.identifier t WHERE t.cohort = n.cohort AND t.token = n.token)
    ) meetings WHERE place = 1
),
updating AS (
    SELECT source, row FROM saying UNION SELECT source, row FROM taking UNION SELECT source, row FROM meeting
)
SELECT i.source, CASE WHEN c.row IS NOT NULL THEN 'created' WHEN u.row IS NOT NULL THEN 'updated' ELSE 'unchanged' END, sum(i.count)
FROM incoming i
LEFT JOIN creating c ON c.source = i.source AND c.row = i.row
LEFT JOIN updating u ON u.source = i.source AND u.row = i.row
GROUP BY 1, 2
ORDER BY 1, 2
