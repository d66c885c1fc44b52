-- People after what is incoming: new, changed, withdrew, unchanged; and those who are changed only by a further identifier.
WITH there AS (SELECT person, min(during) AS first, max(during) AS last FROM subject GROUP BY person),
gone AS (
    SELECT DISTINCT s.moment, s.person FROM state s JOIN thing t ON t.id = s.thing
    WHERE (t.field = 'application.status' AND s.value IN ('withdrawn', 'cancelled')) OR t.field = 'application.withdrawn'
),
touched AS (
    SELECT person FROM change
    UNION
    SELECT w.person FROM incoming_identifier i JOIN who w ON w.token = i.token
    WHERE NOT EXISTS (SELECT 1 FROM identities.identifier t WHERE t.cohort = i.cohort AND t.token = i.token)
)
SELECT
    coalesce(sum(CASE WHEN first = 3 THEN 1 ELSE 0 END), 0),
    coalesce(sum(CASE WHEN first < 3 AND touched.person IS NOT NULL AND NOT withdrew THEN 1 ELSE 0 END), 0),
    coalesce(sum(CASE WHEN first < 3 AND withdrew THEN 1 ELSE 0 END), 0),
    coalesce(sum(CASE WHEN first < 3 AND touched.person IS NULL AND NOT withdrew THEN 1 ELSE 0 END), 0)
FROM (
    SELECT
        there.person, there.first,
        EXISTS (SELECT 1 FROM gone WHERE moment = 3 AND gone.person = there.person)
        AND NOT EXISTS (SELECT 1 FROM gone WHERE moment = 1 AND gone.person = there.person) AS withdrew
    FROM there
    WHERE last >= 2
) counted
LEFT JOIN touched ON touched.person = counted.person
