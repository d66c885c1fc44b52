-- How many of some activities has each person done by a day, and how many not, as far as the files say?
-- One row: a person of whom a file says something of one of these activities. Parameters: $activities (keys), $day.
-- Columns: person, done (activities; what was handed in or graded counts, passed or not), open (not done by that day).
WITH said AS (
    SELECT
        person,
        (state IN ('completed', 'passed', 'failed') OR percent IS NOT NULL) AND coalesce(done_on <= $day, TRUE) AS done
    FROM activity
    WHERE list_contains(CAST($activities AS VARCHAR[]), activity)
)
SELECT person, count(*) FILTER (WHERE done) AS done, count(*) FILTER (WHERE NOT coalesce(done, FALSE)) AS open
FROM said
GROUP BY person
