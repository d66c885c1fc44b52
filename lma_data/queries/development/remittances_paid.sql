-- From which countries is most money sent? Remittances paid, in all and over population, both of the World Bank, of different
-- editions.
-- One row: a country or territory with remittances paid in any year. Parameter: $year.
-- Columns: area (ISO3), paid (US$ of the year; NULL where the year has no figure), share (percent of the world total), world
-- (that total, US$), population (persons), per_person (US$ per inhabitant).
WITH of_year AS (
    SELECT area, paid FROM worldbank.remittances_paid WHERE year = $year
),
countries AS (
    SELECT DISTINCT flow.area
    FROM worldbank.remittances_paid AS flow
    JOIN geography.areas AS place USING (area)
    WHERE place.kind = 'country'
)
SELECT
    countries.area,
    round(of_year.paid)::BIGINT AS paid,
    100 * of_year.paid / world.paid AS share,
    round(world.paid)::BIGINT AS world,
    people.population,
    of_year.paid / people.population AS per_person
FROM countries
LEFT JOIN of_year USING (area)
LEFT JOIN geography.population_wdi AS people ON people.area = countries.area AND people.year = $year
CROSS JOIN (SELECT paid FROM of_year WHERE area = 'WLD') AS world
ORDER BY of_year.paid DESC NULLS LAST, countries.area
