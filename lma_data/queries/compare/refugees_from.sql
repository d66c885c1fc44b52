-- How many refugees and other people in need of international protection come from some countries? UNHCR, Global Trends 2025.
-- One row: a country of origin and a year with anybody. Parameters: $areas (list of keys).
-- Columns: area, year (its end), value (persons), flag (always NULL).
SELECT
    origin AS area, year::BIGINT AS year, sum(coalesce(refugees, 0) + coalesce(oip, 0))::DOUBLE AS value,
    NULL::VARCHAR AS flag
FROM unhcr.population
WHERE origin IN (SELECT unnest($areas)) AND (refugees IS NOT NULL OR oip IS NOT NULL)
GROUP BY area, year
ORDER BY area, year
