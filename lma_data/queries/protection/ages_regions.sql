-- Where are migrants children, where old? The world and UN DESA's six regions. Revision 2020, the latest by age.
-- One row: the world or a region. Parameters: $year.
-- Columns: area (WLD, or M49 of the region), migrants (persons of known age, sums of the countries), and percent of them:
-- children (0 to 14), youth (15 to 24), adults (25 to 64), older (65 and over).
WITH by_region AS (
    SELECT
        CASE WHEN place.subregion IN ('021', '419') THEN place.subregion ELSE place.region END AS area,
        sum(stock.migrants) AS migrants,
        sum(stock.migrants) FILTER (WHERE stock.age_from < 15) AS children,
        sum(stock.migrants) FILTER (WHERE stock.age_from BETWEEN 15 AND 20) AS youth,
        sum(stock.migrants) FILTER (WHERE stock.age_from BETWEEN 25 AND 60) AS adults,
        sum(stock.migrants) FILTER (WHERE stock.age_from >= 65) AS older
    FROM undesa.migrant_stock_2020_age AS stock
    JOIN geography.areas AS place ON place.area = stock.area
    WHERE place.kind = 'country' AND stock.year = $year AND stock.sex = 'both' AND stock.age_from IS NOT NULL
    GROUP BY ALL
),

counted AS (
    FROM by_region
    UNION ALL
    SELECT 'WLD', sum(migrants), sum(children), sum(youth), sum(adults), sum(older) FROM by_region
)

SELECT
    area, migrants::BIGINT AS migrants,
    (100.0 * children / migrants)::DOUBLE AS children, (100.0 * youth / migrants)::DOUBLE AS youth,
    (100.0 * adults / migrants)::DOUBLE AS adults, (100.0 * older / migrants)::DOUBLE AS older
FROM counted
ORDER BY area = 'WLD' DESC, children DESC
