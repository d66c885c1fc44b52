-- How many migrants live in one country, over the years? UN DESA, Revision 2024.
-- One row: a reference year (mid-year) with an estimate. Parameters: $area.
-- Columns: year; migrants, women, men (persons); women_share (% of the migrants); share (migrants, % of the population).
SELECT
    year::BIGINT AS year,
    (max(migrants) FILTER (WHERE sex = 'both'))::BIGINT AS migrants,
    (max(migrants) FILTER (WHERE sex = 'female'))::BIGINT AS women,
    (max(migrants) FILTER (WHERE sex = 'male'))::BIGINT AS men,
    100.0 * women / nullif(max(migrants) FILTER (WHERE sex = 'both'), 0) AS women_share,
    max(share) FILTER (WHERE sex = 'both') AS share
FROM undesa.migrant_stock_2024
WHERE area = $area AND migrants IS NOT NULL
GROUP BY year
ORDER BY year
