-- How many Palestine refugees come under UNRWA's mandate in each area of its operations, in the newest year?
-- One row: an area of operations. No parameters. Columns: area (ISO3), year, persons.
SELECT area, year::BIGINT AS year, persons::BIGINT AS persons
FROM unrwa.registered_refugees
WHERE year = (SELECT max(year) FROM unrwa.registered_refugees)
ORDER BY area
