-- Which countries receive most per inhabitant? Remittances received over population, both of the World Bank, of different
-- editions.
-- One row: a country or territory with remittances received in any year. Parameter: $year.
-- Columns: area (ISO3), per_person (US$ per inhabitant in the year; NULL where either is missing), received (US$), population
-- (persons).
WITH countries AS (
    SELECT DISTINCT flow.area
    FROM worldbank.remittances_received AS flow
    JOIN geography.areas AS place USING (area)
    WHERE place.kind = 'country'
)
SELECT
    countries.area,
    flow.received / people.population AS per_person,
    round(flow.received)::BIGINT AS received,
    people.population
FROM countries
LEFT JOIN worldbank.remittances_received AS flow ON flow.area = countries.area AND flow.year = $year
LEFT JOIN geography.population_wdi AS people ON people.area = countries.area AND people.year = $year
ORDER BY per_person DESC NULLS LAST, countries.area
