-- How many people from one country live outside it, over the years? UN DESA, Revision 2024.
-- One row: a reference year (mid-year) with an estimate. Parameters: $area.
-- Columns: year; migrants, women, men (persons); women_share (% of them); share (for 100 inhabitants of the country, whose
-- population comes with the table of destinations).
SELECT
    year::BIGINT AS year,
    (max(emigrants.migrants) FILTER (WHERE sex = 'both'))::BIGINT AS migrants,
    (max(emigrants.migrants) FILTER (WHERE sex = 'female'))::BIGINT AS women,
    (max(emigrants.migrants) FILTER (WHERE sex = 'male'))::BIGINT AS men,
    100.0 * women / nullif(max(emigrants.migrants) FILTER (WHERE sex = 'both'), 0) AS women_share,
    100.0 * max(emigrants.migrants) FILTER (WHERE sex = 'both') / max(population) FILTER (WHERE sex = 'both') AS share
FROM undesa.migrant_stock_2024_origin AS emigrants
LEFT JOIN undesa.migrant_stock_2024 AS country USING (year, sex)
WHERE emigrants.origin = $area AND country.area = $area AND emigrants.migrants IS NOT NULL
GROUP BY year
ORDER BY year
