-- How many sessions has each person missed until a day, excused or not?
-- One row: a person who has missed one. Parameters: $day (it is part of it).
-- Columns: person, missed (sessions).
SELECT person, count(*) AS missed
FROM attendance
WHERE state IN ('absent', 'excused') AND CAST(session AS DATE) <= $day
GROUP BY person
