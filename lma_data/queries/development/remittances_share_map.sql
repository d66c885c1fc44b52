-- Where do remittances weigh most? Remittances received as a share of gross domestic product, for a map.
-- One row: a country or territory with a figure for the year. Parameter: $year.
-- Columns: area (ISO3), share (percent of GDP), small (too small to be seen on a map), lon, lat.
SELECT place.area, flow.share_gdp AS share, place.small, place.lon, place.lat
FROM worldbank.remittances_share_gdp AS flow
JOIN geography.areas AS place USING (area)
WHERE place.kind = 'country' AND flow.year = $year AND flow.share_gdp IS NOT NULL
ORDER BY share DESC, place.area
