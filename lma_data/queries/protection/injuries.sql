-- Are migrants killed, or injured, at work more often than others? SDG indicator 8.8.1, data of the ILO.
-- One row: a country, in the newest year in which the rates of migrants and of non-migrants are both known.
-- Parameters: $injury (fatal, non-fatal), $sex (both, female, male).
-- Columns: area, year, migrants, non_migrants, everybody (injuries per 100,000 workers of the group), ratio (the rate of
-- migrants as a multiple of that of non-migrants, NULL when the latter is 0), of_the_group (whether the rate of everybody
-- lies between the two, as it must where each is a rate of its own group).
WITH rates AS (
    SELECT area, year, migratory_status, CASE $injury WHEN 'fatal' THEN fatal ELSE non_fatal END AS rate
    FROM unsd.sdg_8_8_1
    WHERE sex = $sex
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
QUALIFY row_number() OVER (PARTITION BY area ORDER BY year DESC) = 1
ORDER BY of_the_group DESC, migrants - non_migrants DESC, area
