-- How many times were people forced to move within their country, by cause? IDMC, flows 2008 to 2023.
-- One row: a year. No parameters.
-- Columns: year; conflict, disasters (movements during the year, NULL before each was covered: a person who flees three times
-- counts three times); conflict_areas, disaster_areas (countries and territories with a record).
SELECT
    year::BIGINT AS year,
    (sum(movements) FILTER (WHERE cause = 'conflict'))::BIGINT AS conflict,
    (sum(movements) FILTER (WHERE cause <> 'conflict'))::BIGINT AS disasters,
    count(DISTINCT area) FILTER (WHERE cause = 'conflict') AS conflict_areas,
    count(DISTINCT area) FILTER (WHERE cause <> 'conflict') AS disaster_areas
FROM idmc.flows
GROUP BY year
ORDER BY year
