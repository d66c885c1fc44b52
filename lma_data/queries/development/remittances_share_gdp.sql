-- Where do remittances weigh most? Remittances received as a share of gross domestic product.
-- One row: a country or territory with a figure in any year. Parameter: $year.
-- Columns: area (ISO3), share (percent of GDP; NULL where the year has no figure).
WITH countries AS (
    SELECT DISTINCT flow.area
    FROM worldbank.remittances_share_gdp AS flow
    JOIN geography.areas AS place USING (area)
    WHERE place.kind = 'country'
)
SELECT countries.area, flow.share_gdp AS share
FROM countries
LEFT JOIN worldbank.remittances_share_gdp AS flow ON flow.area = countries.area AND flow.year = $year
ORDER BY share DESC NULLS LAST, countries.area
