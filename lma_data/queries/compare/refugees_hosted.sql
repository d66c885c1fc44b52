-- How many refugees and other people in need of international protection do some countries host? UNHCR, Global Trends 2025.
-- One row: a country and a year with anybody. Parameters: $areas (list of keys).
-- Columns: area, year (its end), value (persons), flag (always NULL).
SELECT
    asylum AS area, year::BIGINT AS year, sum(coalesce(refugees, 0) + coalesce(oip, 0))::DOUBLE AS value,
    NULL::VARCHAR AS flag
FROM unhcr.population
WHERE asylum IN (SELECT unnest($areas)) AND (refugees IS NOT NULL OR oip IS NOT NULL)
GROUP BY area, year
ORDER BY area, year
