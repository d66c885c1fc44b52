-- How many refugees and other people in need of international protection do some countries host for 1,000 inhabitants?
-- UNHCR at the end of each year; UN DESA's population at mid-year, of the same year or of the newest before it.
-- One row: a country and a year with a known population. Parameters: $areas (list of keys).
-- Columns: area, year (its end), value (per 1,000 inhabitants), flag (always NULL).
WITH inhabitants AS (
    SELECT area, year, population FROM undesa.population WHERE area IN (SELECT unnest($areas))
    UNION ALL
    SELECT area, year, population FROM undesa.migrant_stock_2024
    WHERE area IN (SELECT unnest($areas)) AND sex = 'both' AND year > (SELECT max(year) FROM undesa.population)
),
hosted AS (
    SELECT asylum AS area, year, sum(coalesce(refugees, 0) + coalesce(oip, 0)) AS persons
    FROM unhcr.population
    WHERE asylum IN (SELECT unnest($areas)) AND (refugees IS NOT NULL OR oip IS NOT NULL)
    GROUP BY area, year
)
SELECT
    hosted.area, hosted.year::BIGINT AS year, (1000.0 * persons / population)::DOUBLE AS value, NULL::VARCHAR AS flag
FROM hosted
ASOF JOIN inhabitants ON hosted.area = inhabitants.area AND hosted.year >= inhabitants.year
ORDER BY hosted.area, hosted.year
