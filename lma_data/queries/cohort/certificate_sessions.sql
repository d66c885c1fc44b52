-- At how many of some sessions was each person there?
-- One row: a person who is on a list of attendance of these sessions. Parameters: $sessions (their beginnings).
-- Columns: person, there (present or late), absent, excused, not_taken (sessions).
SELECT
    person,
    count(*) FILTER (WHERE state IN ('present', 'late')) AS there,
    count(*) FILTER (WHERE state = 'absent') AS absent,
    count(*) FILTER (WHERE state = 'excused') AS excused,
    count(*) FILTER (WHERE state NOT IN ('present', 'late', 'absent', 'excused')) AS not_taken
FROM attendance
WHERE list_contains(CAST($sessions AS TIMESTAMP[]), session)
GROUP BY person
