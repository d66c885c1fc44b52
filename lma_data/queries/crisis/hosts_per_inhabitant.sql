-- How many refugees and other people in need of international protection are there for 1,000 inhabitants of each host?
-- UNHCR's newest edition at the end of a year; UN DESA's population at mid-year: of the same year, or of the newest at hand.
-- One row: a country or territory of asylum with a row of UNHCR's (0 is UNHCR's own) and a known population. Parameters: $year.
-- Columns: area; rate (per 1,000 inhabitants); persons, refugees, other_protection (persons at the end of the year,
-- other_protection NULL before 2018 and where not collected); population (persons) and population_year (at its middle);
-- with_stock (true where that population comes with the migrant stock); small (too small to see on a map), lon, lat.
WITH inhabitants AS (
    SELECT area, year, population, false AS with_stock FROM undesa.population
    UNION ALL
    SELECT area, year, population, true FROM undesa.migrant_stock_2024
    WHERE sex = 'both' AND year > (SELECT max(year) FROM undesa.population)
),
at_the_time AS (
    SELECT area, year AS population_year, population, with_stock
    FROM inhabitants
    WHERE year = (SELECT max(year) FROM inhabitants WHERE year <= $year)
),
counted AS (
    SELECT asylum AS area, sum(refugees)::BIGINT AS refugees, sum(oip)::BIGINT AS other_protection
    FROM unhcr.population
    WHERE year = $year
    GROUP BY asylum
)
SELECT
    counted.area,
    (1000.0 * (coalesce(refugees, 0) + coalesce(other_protection, 0)) / population)::DOUBLE AS rate,
    coalesce(refugees, 0) + coalesce(other_protection, 0) AS persons,
    refugees, other_protection, population, population_year::BIGINT AS population_year, with_stock,
    place.small, place.lon, place.lat
FROM counted
JOIN at_the_time USING (area)
JOIN geography.areas AS place ON place.area = counted.area AND place.kind = 'country'
ORDER BY rate DESC, counted.area
