-- How many movements within some countries did disasters force in each year? IDMC, 2008-2023.
-- One row: an area and a year with a record. Parameters: $areas (list of keys).
-- Columns: area, year, value (movements, all causes but conflict), flag (always NULL).
SELECT area, year::BIGINT AS year, sum(movements)::DOUBLE AS value, NULL::VARCHAR AS flag
FROM idmc.flows
WHERE area IN (SELECT unnest($areas)) AND cause <> 'conflict'
GROUP BY area, year
HAVING value IS NOT NULL
ORDER BY area, year
