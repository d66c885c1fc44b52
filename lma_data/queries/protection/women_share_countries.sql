-- Among the migrants of which destinations are women fewest, and most? UN DESA, Revision 2024.
-- One row: a country or territory with so many migrants. Parameters: $year, $at_least (migrants; with 0 also the
-- countries whose migrants are not known).
-- Columns: area, share_of_women (percent of migrants), women, migrants (persons), data_type (B birthplace, C citizenship,
-- R refugees added, I imputed), small (too small to see on a map), lon, lat.
WITH by_area AS (
    SELECT
        area,
        max(migrants) FILTER (WHERE sex = 'both') AS migrants,
        max(migrants) FILTER (WHERE sex = 'female') AS women,
        max(data_type) FILTER (WHERE sex = 'both') AS data_type
    FROM undesa.migrant_stock_2024
    WHERE year = $year
    GROUP BY area
)
SELECT
    by_area.area, (100.0 * by_area.women / by_area.migrants)::DOUBLE AS share_of_women,
    by_area.women::BIGINT AS women, by_area.migrants::BIGINT AS migrants, by_area.data_type,
    place.small, place.lon, place.lat
FROM by_area
JOIN geography.areas AS place ON place.area = by_area.area
WHERE place.kind = 'country' AND coalesce(by_area.migrants, 0) >= $at_least
ORDER BY share_of_women NULLS LAST, by_area.area
