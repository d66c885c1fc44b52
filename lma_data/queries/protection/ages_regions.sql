-- Where are migrants children, where old? The world and UN DESA's six regions. Revision 2020, the latest by age.
-- One row: the world or a region. Parameters: $year.
-- Columns: area (WLD, or M49 of the region), migrants (persons of known age, sums of the countries), and percent of them:
-- children (0 to 14), youth (15 to 24), adults (25 to 64), older (65 and over).
WITH placed AS (
    SELECT
        stock.age_from, stock.migrants,
        CASE WHEN place.subregion IN ('021', '419') THEN place.subregion ELSE place.region END AS region
    FROM undesa.migrant_stock_2020_age AS stock
    JOIN geography.areas AS place ON place.area = stock.area
    WHERE place.kind = 'country' AND stock.year = $year AND stock.sex = 'both' AND stock.age_from IS NOT NULL
)

SELECT
    coalesce(region, 'WLD') AS area,
    sum(migrants)::BIGINT AS migrants,
    (100.0 * sum(migrants) FILTER (WHERE age_from < 15) / sum(migrants))::DOUBLE AS children,
    (100.0 * sum(migrants) FILTER (WHERE age_from BETWEEN 15 AND 20) / sum(migrants))::DOUBLE AS youth,
    (100.0 * sum(migrants) FILTER (WHERE age_from BETWEEN 25 AND 60) / sum(migrants))::DOUBLE AS adults,
    (100.0 * sum(migrants) FILTER (WHERE age_from >= 65) / sum(migrants))::DOUBLE AS older
FROM placed
GROUP BY ROLLUP (region)
ORDER BY region IS NOT NULL, children DESC
