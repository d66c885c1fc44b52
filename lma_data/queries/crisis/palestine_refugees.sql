-- How many Palestine refugees are under UNRWA's mandate, in each of its areas?
-- One row: a year and an area of UNRWA's operations; UNK for those whose area is not known. No parameters.
-- Columns: year, area, persons (in that year), total (persons of all areas in that year).
SELECT year::BIGINT AS year, area, persons::BIGINT AS persons, sum(persons) OVER (PARTITION BY year)::BIGINT AS total
FROM unrwa.registered_refugees
ORDER BY year, persons DESC, area
