-- In which countries can the injuries of migrants and of others be followed over years? SDG indicator 8.8.1, data of the ILO.
-- One row: a country with at least two years in which both rates are known and that of everybody lies between them.
-- Columns: area (ISO3).
WITH by_status AS (
    SELECT
        area, year,
        max(fatal) FILTER (WHERE migratory_status = 'migrant') AS fatal_migrants,
        max(fatal) FILTER (WHERE migratory_status = 'non-migrant') AS fatal_others,
        max(fatal) FILTER (WHERE migratory_status = 'total') AS fatal_all,
        max(non_fatal) FILTER (WHERE migratory_status = 'migrant') AS migrants,
        max(non_fatal) FILTER (WHERE migratory_status = 'non-migrant') AS others,
        max(non_fatal) FILTER (WHERE migratory_status = 'total') AS everybody
    FROM unsd.sdg_8_8_1
    WHERE sex = 'both'
    GROUP BY area, year
),

judged AS (
    SELECT
        area,
        fatal_all BETWEEN least(fatal_migrants, fatal_others) - 0.01 AND greatest(fatal_migrants, fatal_others) + 0.01
            AS fatal_sound,
        everybody BETWEEN least(migrants, others) - 0.01 AND greatest(migrants, others) + 0.01 AS sound,
        fatal_migrants IS NOT NULL AND fatal_others IS NOT NULL AS fatal_pair,
        migrants IS NOT NULL AND others IS NOT NULL AS pair
    FROM by_status
)

SELECT area
FROM judged
GROUP BY area
HAVING count(*) FILTER (WHERE fatal_pair AND fatal_sound) >= 2 OR count(*) FILTER (WHERE pair AND sound) >= 2
ORDER BY area
