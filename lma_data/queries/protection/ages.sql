-- How old are the migrants of a country, of a region or of the world? UN DESA, Revision 2020, the latest by age.
-- One row: a five-year age group (the last is open: 75+). Parameters: $area (WLD, a region, a subregion or an ISO3), $year.
-- Columns: age_group, age_from (first age in years), women, men, migrants (persons of known age, sums of the countries),
-- all_ages (persons, with those of unknown age).
-- The table has no rows for the world and regions; its countries add up to UN DESA's own world total.
WITH members AS (
    SELECT area FROM geography.areas
    WHERE kind = 'country' AND ($area = 'WLD' OR $area IN (area, region, subregion, intermediate))
),

counted AS (
    SELECT stock.sex, stock.age_group, min(stock.age_from) AS age_from, sum(stock.migrants) AS migrants
    FROM undesa.migrant_stock_2020_age AS stock
    JOIN members ON members.area = stock.area
    WHERE stock.year = $year
    GROUP BY stock.sex, stock.age_group
)

SELECT
    age_group, min(age_from)::BIGINT AS age_from,
    (max(migrants) FILTER (WHERE sex = 'female'))::BIGINT AS women,
    (max(migrants) FILTER (WHERE sex = 'male'))::BIGINT AS men,
    (max(migrants) FILTER (WHERE sex = 'both'))::BIGINT AS migrants,
    (SELECT max(migrants) FROM counted WHERE sex = 'both' AND age_group = 'total')::BIGINT AS all_ages
FROM counted
WHERE age_group <> 'total'
GROUP BY age_group
HAVING max(migrants) FILTER (WHERE sex = 'both') IS NOT NULL
ORDER BY age_from
