-- From which regions do the world's migrants come, and in which do they live? UN DESA, International Migrant Stock, Revision
-- 2024, newest year. Asked of the datasets, not of a cohort.
-- One row: one of the six geographic regions, or OTH: origin not known, or known as a group only. No parameters.
-- Columns: area (M49, OTH), year (mid-year), emigrants (persons of that origin, wherever they live abroad), immigrants
-- (persons who live there and come from abroad; NULL for OTH), share_of_emigrants, share_of_immigrants (percent of the world's).
WITH origins AS (
    SELECT origin AS area, year, migrants AS emigrants
    FROM undesa.migrant_stock_2024_origin
    WHERE sex = 'both' AND year = (SELECT max(year) FROM undesa.migrant_stock_2024_origin)
),
destinations AS (
    SELECT area, year, migrants AS immigrants
    FROM undesa.migrant_stock_2024
    WHERE sex = 'both'
)
SELECT
    origins.area,
    origins.year::BIGINT AS year,
    emigrants::BIGINT AS emigrants,
    immigrants::BIGINT AS immigrants,
    100.0 * emigrants / (SELECT emigrants FROM origins WHERE area = 'WLD') AS share_of_emigrants,
    100.0 * immigrants / (SELECT max(immigrants) FROM destinations JOIN origins USING (area, year) WHERE area = 'WLD')
        AS share_of_immigrants
FROM origins
LEFT JOIN destinations USING (area, year)
WHERE origins.area IN ('002', '142', '150', '419', '021', '009', 'OTH')
ORDER BY emigrants DESC, origins.area
