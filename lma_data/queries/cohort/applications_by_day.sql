-- On which days did people apply?
-- One row: a day at the course's place on which somebody applied; one more, without a day, of applications that have none.
-- Columns: day (date, NULL where it is not known), people (persons), late (persons whose day is after the deadline).
SELECT applied_on AS day, count(*) AS people, count(*) FILTER (WHERE in_time = FALSE) AS late
FROM person
WHERE applied
GROUP BY ALL
ORDER BY day NULLS LAST
