-- The current value of each person, field and key. Parameter: $moment, 1 before and 3 after what is incoming.
INSERT INTO state
SELECT $moment, person, thing, value, identity, source, row
FROM (
    SELECT *, row_number() OVER (PARTITION BY person, thing ORDER BY ordinal DESC, row DESC) AS place
    FROM claim
    WHERE single AND during IN ($moment, 2)
) ranked
WHERE place = 1 AND value <> '';

INSERT INTO state
WITH heard AS (SELECT * FROM speaking WHERE during IN ($moment, 2)),
covers AS (
    SELECT v.source, v.field, s.standing, s.kin
    FROM (SELECT * FROM analysis.covers UNION ALL SELECT * FROM incoming_covers) v
    JOIN heard s ON s.source = v.source
    WHERE NOT s.by_hand
),
-- the newest list: whoever is not on it is no longer on it
newest AS (SELECT field, max(standing) AS standing FROM covers GROUP BY field),
said AS (
    SELECT c.*, t.field, t.scope, s.standing, s.kin, s.by_hand, coalesce(f.family, 0) AS family
    FROM claim c
    JOIN thing t ON t.id = c.thing
    JOIN heard s ON s.source = c.source
    LEFT JOIN family f ON f.source = c.source AND f.field = t.field
    WHERE NOT c.single
),
-- the source that says all there is of a person
last_said AS (
    SELECT person, field, family, max(standing) AS standing FROM said
    WHERE scope = 'person' AND NOT by_hand GROUP BY person, field, family
),
-- a later source of the same kind that has the person, and nothing of this field
silent AS (
    SELECT p.person, v.field, v.kin, max(v.standing) AS standing
    FROM covers v
    JOIN (SELECT DISTINCT source, person FROM subject) p ON p.source = v.source
    WHERE NOT EXISTS (SELECT 1 FROM said t WHERE t.source = v.source AND t.person = p.person AND t.field = v.field)
    GROUP BY p.person, v.field, v.kin
),
standing_claims AS (
    SELECT t.*
    FROM said t
    LEFT JOIN newest n ON n.field = t.field
    LEFT JOIN last_said a ON a.person = t.person AND a.field = t.field AND a.family = t.family
    LEFT JOIN silent q ON q.person = t.person AND q.field = t.field AND q.kin = t.kin
    WHERE t.by_hand
        OR (t.scope = 'list' AND t.standing = n.standing)
        OR (t.scope = 'person' AND t.standing = a.standing AND (q.standing IS NULL OR q.standing < t.standing))
)
SELECT $moment, person, thing, value, identity, source, row
FROM (
    SELECT *, row_number() OVER (PARTITION BY person, thing ORDER BY ordinal DESC, row DESC) AS place
    FROM standing_claims
) ranked
WHERE place = 1 AND value <> ''
