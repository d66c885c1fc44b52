-- How has the gap between the injuries of migrants and of others moved in a country? SDG indicator 8.8.1, data of the ILO.
-- One row: a year in which the rates of both groups are known. Parameters: $area (ISO3), $injury (fatal, non-fatal).
-- Columns: area, year, migrants, non_migrants, everybody (injuries per 100,000 workers of the group, women and men), ratio
-- (migrants to non-migrants, NULL when the latter is 0), of_the_group (whether the rate of everybody lies between the two,
-- as it must where each is a rate of its own group).
WITH rates AS (
    SELECT area, year, migratory_status, CASE $injury WHEN 'fatal' THEN fatal ELSE non_fatal END AS rate
    FROM unsd.sdg_8_8_1
    WHERE sex = 'both' AND area = $area
),

by_status AS (
    SELECT
        area, year,
        max(rate) FILTER (WHERE migratory_status = 'migrant') AS migrants,
        max(rate) FILTER (WHERE migratory_status = 'non-migrant') AS non_migrants,
        max(rate) FILTER (WHERE migratory_status = 'total') AS everybody
    FROM rates
    GROUP BY area, year
)

SELECT
    area, year::BIGINT AS year,
    migrants::DOUBLE AS migrants, non_migrants::DOUBLE AS non_migrants, everybody::DOUBLE AS everybody,
    (migrants / nullif(non_migrants, 0))::DOUBLE AS ratio,
    coalesce(everybody BETWEEN least(migrants, non_migrants) - 0.01 AND greatest(migrants, non_migrants) + 0.01, false)
        AS of_the_group
FROM by_status
WHERE migrants IS NOT NULL AND non_migrants IS NOT NULL
ORDER BY year
