-- Where does one corridor stand among all destinations of its origin, and among all origins of its destination?
-- One row: a country at the other end, with at least one migrant, the largest first. Parameters: $origin, $destination, $year.
-- Columns: side (origin: a destination of the people from $origin; destination: an origin of the people in $destination),
-- area (ISO3), migrants (persons), place (rank, 1 the largest; equal numbers share one), share (% of all migrants from
-- $origin, or in $destination, those whose origin is not known to the publisher too).
WITH both_sides AS (
    SELECT 'origin' AS side, destination AS area, female + male AS migrants
    FROM undesa.migrant_stock_2024_bilateral
    WHERE origin = $origin AND year = $year
    UNION ALL
    SELECT 'destination' AS side, origin AS area, female + male AS migrants
    FROM undesa.migrant_stock_2024_bilateral
    WHERE destination = $destination AND year = $year
),
totals AS (
    SELECT 'origin' AS side, migrants AS total
    FROM undesa.migrant_stock_2024_origin
    WHERE origin = $origin AND year = $year AND sex = 'both'
    UNION ALL
    SELECT 'destination' AS side, migrants AS total
    FROM undesa.migrant_stock_2024
    WHERE area = $destination AND year = $year AND sex = 'both'
)
SELECT
    side, area, migrants::BIGINT AS migrants,
    rank() OVER (PARTITION BY side ORDER BY migrants DESC) AS place,
    (100.0 * migrants / total)::DOUBLE AS share
FROM both_sides
JOIN totals USING (side)
JOIN geography.areas USING (area)
WHERE migrants > 0 AND kind = 'country'
ORDER BY side DESC, migrants DESC, area
