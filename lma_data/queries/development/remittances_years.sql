-- The years in which enough countries have a figure for remittances received, in US$ and as a share of GDP, and paid.
-- One row: a year and a measure. Parameter: $least (countries). Columns: year, measure (received, share_gdp, paid).
WITH figures AS (
    SELECT area, year, 'received' AS measure FROM worldbank.remittances_received WHERE received IS NOT NULL
    UNION ALL
    SELECT area, year, 'share_gdp' AS measure FROM worldbank.remittances_share_gdp WHERE share_gdp IS NOT NULL
    UNION ALL
    SELECT area, year, 'paid' AS measure FROM worldbank.remittances_paid WHERE paid IS NOT NULL
)
SELECT figures.year::BIGINT AS year, figures.measure
FROM figures
JOIN geography.areas AS place USING (area)
WHERE place.kind = 'country'
GROUP BY figures.year, figures.measure
HAVING count(*) >= $least
ORDER BY figures.measure, figures.year
