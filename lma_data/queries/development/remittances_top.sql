-- Which countries receive most? Remittances received by country, World Development Indicators.
-- One row: a country or territory with a figure in any year. Parameter: $year.
-- Columns: area (ISO3), received (US$ of the year; NULL where the year has no figure), share (percent of the world total),
-- world (that total, US$, the same in every row).
WITH of_year AS (
    SELECT area, received FROM worldbank.remittances_received WHERE year = $year
),
world AS (
    SELECT received FROM of_year WHERE area = 'WLD'
),
countries AS (
    SELECT DISTINCT flow.area
    FROM worldbank.remittances_received AS flow
    JOIN geography.areas AS place USING (area)
    WHERE place.kind = 'country'
)
SELECT
    countries.area,
    round(of_year.received)::BIGINT AS received,
    100 * of_year.received / world.received AS share,
    round(world.received)::BIGINT AS world
FROM countries
LEFT JOIN of_year USING (area)
CROSS JOIN world
ORDER BY of_year.received DESC NULLS LAST, countries.area
