-- Which sessions do the lists of attendance name, and was attendance taken there?
-- One row: a session. Parameters: none.
-- Columns: session (its beginning at the course's place), taken (persons of whom it is said whether they were there).
SELECT session, count(*) FILTER (WHERE state <> 'not-taken') AS taken
FROM attendance
GROUP BY session
ORDER BY session
