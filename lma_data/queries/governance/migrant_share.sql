-- Where do migrants weigh most in the population? UN DESA, International Migrant Stock, Revision 2024.
-- One row: a country or territory. Parameters: $year, $sex (both, female, male).
-- Columns: area (ISO3), migrants (persons, NULL when unknown), population (persons of that sex), share (percent of it),
-- data_type (B birthplace, C citizenship, R refugees added, I imputed), small (too small to see on a map), lon, lat.
SELECT stock.area, stock.migrants, stock.population, stock.share, stock.data_type, place.small, place.lon, place.lat
FROM undesa.migrant_stock_2024 AS stock
JOIN geography.areas AS place USING (area)
WHERE place.kind = 'country' AND stock.year = $year AND stock.sex = $sex
ORDER BY stock.share DESC NULLS LAST, stock.area
