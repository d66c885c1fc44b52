-- How often are workers injured or killed at work, migrants and others? SDG indicator 8.8.1, data of the ILO.
-- One row: a year with a rate, women and men together. Parameter: $area. Columns: year; fatal_migrants, fatal_others,
-- fatal_all, non_fatal_migrants, non_fatal_others, non_fatal_all (injuries per 100,000 workers of the group, NULL where
-- unknown); fatal_sound, non_fatal_sound (false where the rates of migrants and of others are both known and that of all
-- workers is unknown or does not lie between them, as it must where each is a rate of its own group).
WITH years AS (
    SELECT
        year::BIGINT AS year,
        max(fatal) FILTER (WHERE migratory_status = 'migrant')::DOUBLE AS fatal_migrants,
        max(fatal) FILTER (WHERE migratory_status = 'non-migrant')::DOUBLE AS fatal_others,
        max(fatal) FILTER (WHERE migratory_status = 'total')::DOUBLE AS fatal_all,
        max(non_fatal) FILTER (WHERE migratory_status = 'migrant')::DOUBLE AS non_fatal_migrants,
        max(non_fatal) FILTER (WHERE migratory_status = 'non-migrant')::DOUBLE AS non_fatal_others,
        max(non_fatal) FILTER (WHERE migratory_status = 'total')::DOUBLE AS non_fatal_all
    FROM unsd.sdg_8_8_1
    WHERE area = $area AND sex = 'both'
    GROUP BY year
)
SELECT
    *,
    fatal_migrants IS NULL OR fatal_others IS NULL OR coalesce(
        fatal_all BETWEEN least(fatal_migrants, fatal_others) - 0.01 AND greatest(fatal_migrants, fatal_others) + 0.01,
        false
    ) AS fatal_sound,
    non_fatal_migrants IS NULL OR non_fatal_others IS NULL OR coalesce(
        non_fatal_all BETWEEN least(non_fatal_migrants, non_fatal_others) - 0.01
        AND greatest(non_fatal_migrants, non_fatal_others) + 0.01,
        false
    ) AS non_fatal_sound
FROM years
ORDER BY year
