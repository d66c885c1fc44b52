-- Of which countries and territories is the number of migrants known? UN DESA, Revision 2024.
-- One row: a country or territory with a figure for some year. Columns: area (ISO3).
SELECT DISTINCT stock.area
FROM undesa.migrant_stock_2024 AS stock
JOIN geography.areas AS place ON place.area = stock.area
WHERE place.kind = 'country' AND stock.migrants IS NOT NULL
ORDER BY stock.area
