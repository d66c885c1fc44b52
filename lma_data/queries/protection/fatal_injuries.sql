-- Are migrants killed at work more often than others? SDG indicator 8.8.1, data of the ILO.
-- One row: a country, in the newest year in which the rates of migrants and of non-migrants are both known.
-- Columns: area, year, migrants, non_migrants, everybody (fatal injuries per 100,000 workers of the group), of_the_group
-- (whether the rate of everybody lies between the two, as it must where each is a rate of its own group).
WITH by_status AS (
    SELECT
        area, year,
        max(fatal) FILTER (WHERE migratory_status = 'migrant') AS migrants,
        max(fatal) FILTER (WHERE migratory_status = 'non-migrant') AS non_migrants,
        max(fatal) FILTER (WHERE migratory_status = 'total') AS everybody
    FROM unsd.sdg_8_8_1
    WHERE sex = 'both'
    GROUP BY area, year
)
SELECT
    area, year::BIGINT AS year,
    migrants::DOUBLE AS migrants, non_migrants::DOUBLE AS non_migrants, everybody::DOUBLE AS everybody,
    coalesce(everybody BETWEEN least(migrants, non_migrants) - 0.01 AND greatest(migrants, non_migrants) + 0.01, false)
        AS of_the_group
FROM by_status
WHERE migrants IS NOT NULL AND non_migrants IS NOT NULL
QUALIFY row_number() OVER (PARTITION BY area ORDER BY year DESC) = 1
ORDER BY of_the_group DESC, migrants - non_migrants DESC, area
