-- Of some sets of activities, how many has each person done by a day, and how many not, as far as the files say?
-- One row: a set, and a person of whom a file says something of an activity of it. Parameters: $sets and $activities (two
-- lists side by side: the name of a set, and the key of an activity of it), $day.
-- Columns: name (of the set), person, done (activities; what was handed in or graded counts, passed or not), open (not done
-- by that day).
WITH wanted AS (
    SELECT unnest(CAST($sets AS VARCHAR[])) AS name, unnest(CAST($activities AS VARCHAR[])) AS activity
),
said AS (
    SELECT
        name,
        person,
        (coalesce(state IN ('completed', 'passed', 'failed'), FALSE) OR percent IS NOT NULL)
        AND coalesce(done_on <= $day, TRUE) AS done
    FROM activity
    JOIN wanted USING (activity)
)
SELECT name, person, count(*) FILTER (WHERE done) AS done, count(*) FILTER (WHERE NOT done) AS open
FROM said
GROUP BY name, person
