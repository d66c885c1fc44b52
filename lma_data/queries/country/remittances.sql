-- How much money comes in and goes out? World Bank, each column from a dataset of its own.
-- One row: a year with at least one of the figures. Parameter: $area. Columns: year, received (US$ of the year, edition of
-- April 2026), per_inhabitant (US$: received over the World Bank's population of the year), share_gdp (percent, edition of
-- May 2023), paid (US$ of the year, edition of May 2023), knomad (US$ received, KNOMAD's compilation of December 2023; its
-- last year is estimated). NULL where unknown.
WITH figures AS (
    SELECT 'received' AS kind, year, received AS figure FROM worldbank.remittances_received WHERE area = $area
    UNION ALL SELECT 'paid', year, paid FROM worldbank.remittances_paid WHERE area = $area
    UNION ALL SELECT 'share_gdp', year, share_gdp FROM worldbank.remittances_share_gdp WHERE area = $area
    UNION ALL SELECT 'knomad', year, 1e6 * received FROM worldbank.remittances_knomad WHERE area = $area
    UNION ALL SELECT 'population', year, population FROM geography.population_wdi WHERE area = $area
),
years AS (
    SELECT
        year::BIGINT AS year,
        max(figure) FILTER (WHERE kind = 'received') AS received,
        max(figure) FILTER (WHERE kind = 'population') AS population,
        max(figure) FILTER (WHERE kind = 'share_gdp') AS share_gdp,
        max(figure) FILTER (WHERE kind = 'paid') AS paid,
        max(figure) FILTER (WHERE kind = 'knomad') AS knomad
    FROM figures
    GROUP BY year
    HAVING count(*) FILTER (WHERE kind <> 'population') > 0
)
SELECT
    year, round(received)::BIGINT AS received, (received / population)::DOUBLE AS per_inhabitant,
    share_gdp::DOUBLE AS share_gdp, round(paid)::BIGINT AS paid, round(knomad)::BIGINT AS knomad
FROM years
ORDER BY year
