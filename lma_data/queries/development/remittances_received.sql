-- How much do migrants send? Remittances received in the world, World Development Indicators.
-- One row: a year in which at least $least countries have a figure. Columns: year, world (US$ of the year), low_middle (US$
-- of the year, of that sum received in low- and middle-income countries), countries (how many have a figure).
WITH reporting AS (
    SELECT flow.year, count(flow.received) AS countries
    FROM worldbank.remittances_received AS flow
    JOIN geography.areas AS place USING (area)
    WHERE place.kind = 'country'
    GROUP BY flow.year
),
totals AS (
    SELECT
        year,
        round(max(CASE WHEN area = 'WLD' THEN received END))::BIGINT AS world,
        round(max(CASE WHEN area = 'LMY' THEN received END))::BIGINT AS low_middle
    FROM worldbank.remittances_received
    GROUP BY year
)
SELECT year::BIGINT AS year, world, low_middle, countries
FROM totals
JOIN reporting USING (year)
WHERE countries >= $least AND world IS NOT NULL
ORDER BY year
