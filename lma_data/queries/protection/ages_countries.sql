-- In which large destinations are the most migrants children, young, adult, old? UN DESA, Revision 2020, the latest by age.
-- One row: a country or territory with so many migrants. Parameters: $year, $at_least (migrants).
-- Columns: area, migrants (persons), and percent of them: children (0 to 14), youth (15 to 24), adults (25 to 64), older
-- (65 and over).
SELECT
    stock.area,
    (sum(migrants) FILTER (WHERE age_from IS NOT NULL))::BIGINT AS migrants,
    (100.0 * sum(migrants) FILTER (WHERE age_from < 15)
        / sum(migrants) FILTER (WHERE age_from IS NOT NULL))::DOUBLE AS children,
    (100.0 * sum(migrants) FILTER (WHERE age_from BETWEEN 15 AND 20)
        / sum(migrants) FILTER (WHERE age_from IS NOT NULL))::DOUBLE AS youth,
    (100.0 * sum(migrants) FILTER (WHERE age_from BETWEEN 25 AND 60)
        / sum(migrants) FILTER (WHERE age_from IS NOT NULL))::DOUBLE AS adults,
    (100.0 * sum(migrants) FILTER (WHERE age_from >= 65)
        / sum(migrants) FILTER (WHERE age_from IS NOT NULL))::DOUBLE AS older
FROM undesa.migrant_stock_2020_age AS stock
JOIN geography.areas AS place ON place.area = stock.area
WHERE place.kind = 'country' AND stock.year = $year AND stock.sex = 'both'
GROUP BY stock.area
HAVING sum(migrants) FILTER (WHERE age_from IS NOT NULL) >= $at_least
ORDER BY migrants DESC, stock.area
